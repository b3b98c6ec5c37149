//! The folder of a run.

use super::RunError;
use super::files::{read, read_text, tidy, write_whole};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// A folder that this program alone works in, as long as the value lives.
///
/// The lock is the operating system's, so it ends with the program, however that ends.
///
/// # Examples
/// ```
/// # use cotangent_models::run::Folder;
/// let there = tempfile::tempdir().unwrap();
/// let folder = Folder::create(&there.path().join("run"))?;
/// let told = Folder::create(folder.path()).unwrap_err();
/// assert!(told.reason.starts_with("another program works in this folder"));
/// # Ok::<(), cotangent_models::run::RunError>(())
/// ```
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

/// The settings.
pub const SETTINGS: &str = "settings.toml";
/// What the run was made of and by.
pub const ORIGIN: &str = "run.toml";
/// The state of the training.
pub const STATE: &str = "state.json";
/// The losses.
pub const HISTORY: &str = "history.csv";
/// The fitted parameters.
pub const PARAMETERS: &str = "parameters.safetensors";
/// How good the fit is.
pub const RESULT: &str = "result.json";
/// Held while a program works in the folder.
pub const LOCK: &str = "lock";

impl Folder {
    /// A new run's folder, which is made where it is not there.
    ///
    /// # Errors
    /// If a run is there already, if another program works in it, or if it cannot be made.
    pub fn create(path: &Path) -> Result<Self, RunError> {
        std::fs::create_dir_all(path)
            .map_err(|error| RunError::of(path, format!("cannot be made: {error}")))?;
        let folder = Self::locked(path)?;
        match [SETTINGS, STATE].into_iter().find(|name| folder.has(name)) {
            None => Ok(folder),
            Some(name) => Err(RunError::of(
                path,
                format!(
                    "holds a run already ({name}): go on with it by --resume, or take another folder"
                ),
            )),
        }
    }

    /// The folder of a run that is there.
    ///
    /// # Errors
    /// If no run is there, or if another program works in it.
    pub fn open(path: &Path) -> Result<Self, RunError> {
        Self::is_run(path)?;
        Self::locked(path)
    }

    /// Whether a run is there.
    ///
    /// # Errors
    /// If not.
    pub fn is_run(path: &Path) -> Result<(), RunError> {
        match path.join(SETTINGS).is_file() {
            true => Ok(()),
            false => Err(RunError::of(path, format!("holds no run: there is no {SETTINGS}"))),
        }
    }

    fn locked(path: &Path) -> Result<Self, RunError> {
        let of = |error: &dyn std::fmt::Display| {
            RunError::of(path, format!("cannot be locked: {error}"))
        };
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path.join(LOCK))
            .map_err(|error| of(&error))?;
        match lock.try_lock() {
            Ok(()) => {
                tidy(path);
                Ok(Self { path: path.to_path_buf(), _lock: lock })
            }
            Err(TryLockError::WouldBlock) => {
                let reason = "another program works in this folder; wait for it, or take another";
                Err(RunError::of(path, reason))
            }
            Err(TryLockError::Error(error)) => Err(of(&error)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it has such a file.
    pub fn has(&self, name: &str) -> bool {
        self.path.join(name).exists()
    }

    /// Writes a file, whole or not at all.
    ///
    /// # Errors
    /// If the folder cannot be written to.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        write_whole(&self.path.join(name), bytes)
    }

    /// Writes a value as TOML.
    ///
    /// # Errors
    /// If it is none, or if the folder cannot be written to.
    pub fn write_toml(&self, name: &str, value: &impl Serialize) -> Result<(), RunError> {
        let text =
            toml::to_string(value).map_err(|error| RunError::of(self.path.join(name), error))?;
        self.write(name, text.as_bytes())
    }

    /// Writes a value as JSON; numbers keep their bits.
    ///
    /// # Errors
    /// If it is none, or if the folder cannot be written to.
    pub fn write_json(&self, name: &str, value: &impl Serialize) -> Result<(), RunError> {
        let text =
            serde_json::to_vec(value).map_err(|error| RunError::of(self.path.join(name), error))?;
        self.write(name, &text)
    }
}

/// Reads a value from TOML.
///
/// # Errors
/// If the file cannot be read, or holds something else; the error says where, and why.
pub fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, RunError> {
    let text = read_text(path)?;
    toml::from_str(&text).map_err(|error| {
        let line =
            error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count());
        let place = line.map_or(String::new(), |line| format!("line {}: ", line + 1));
        RunError::of(path, format!("{place}{}", error.message()))
    })
}

/// Reads a value from JSON.
///
/// # Errors
/// If the file cannot be read, or holds something else; the error says where, and why.
pub fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, RunError> {
    serde_json::from_slice(&read(path)?).map_err(|error| RunError::of(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn folders_hold_one_run() {
        let there = tempfile::tempdir().unwrap();
        let told = Folder::open(there.path()).unwrap_err();
        assert_eq!(told.reason, "holds no run: there is no settings.toml");
        let folder = Folder::create(there.path()).unwrap();
        folder.write_toml(SETTINGS, &BTreeMap::from([("seed", 1)])).unwrap();
        assert!(Folder::open(there.path()).unwrap_err().reason.starts_with("another program"));
        drop(folder);
        Folder::open(there.path()).unwrap();
        let told = Folder::create(there.path()).unwrap_err();
        assert!(told.reason.starts_with("holds a run already (settings.toml)"), "{told}");
    }

    #[test]
    fn numbers_keep_their_bits() {
        let there = tempfile::tempdir().unwrap();
        let folder = Folder::create(there.path()).unwrap();
        let numbers = vec![0.1 + 0.2, 1e-310, f64::MAX, -0.0, 1.0 / 3.0, 5e-324, 1.7e308];
        folder.write_json("numbers.json", &numbers).unwrap();
        let back: Vec<f64> = read_json(&there.path().join("numbers.json")).unwrap();
        assert!(numbers.iter().zip(&back).all(|(a, b)| a.to_bits() == b.to_bits()));
        let named = BTreeMap::from([("x", numbers)]);
        folder.write_toml("numbers.toml", &named).unwrap();
        let back: BTreeMap<String, Vec<f64>> =
            read_toml(&there.path().join("numbers.toml")).unwrap();
        let pairs = named["x"].iter().zip(&back["x"]);
        assert!(pairs.into_iter().all(|(a, b)| a.to_bits() == b.to_bits()));
    }

    #[test]
    fn damaged_files_are_named_with_the_line() {
        let there = tempfile::tempdir().unwrap();
        let path = there.path().join("x.toml");
        std::fs::write(&path, "a = 1\nb = [\n").unwrap();
        let told = read_toml::<BTreeMap<String, i64>>(&path).unwrap_err().to_string();
        assert!(told.contains("x.toml: line "), "{told}");
        assert_eq!(told.lines().count(), 1);
        let path = there.path().join("x.json");
        std::fs::write(&path, "[1, 2").unwrap();
        let told = read_json::<Vec<f64>>(&path).unwrap_err().to_string();
        assert!(told.contains("x.json: EOF while parsing a list at line 1"), "{told}");
    }
}

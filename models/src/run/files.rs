//! Files that are whole or not there.

use super::RunError;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Puts a file in its place in one step: the bytes go to another file of the same folder and onto the
/// disk, and that one takes the name. Whoever reads finds the old file or the new one, whatever
/// happens in between; an interrupted write leaves the last good file.
///
/// # Errors
/// If the folder cannot be written to.
///
/// # Examples
/// ```
/// # use cotangent_models::run::write_whole;
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("numbers.csv");
/// write_whole(&path, b"1,2\n")?;
/// write_whole(&path, b"3,4\n")?;
/// assert_eq!(std::fs::read(&path).unwrap(), b"3,4\n");
/// # Ok::<(), cotangent_models::run::RunError>(())
/// ```
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    write_by(path, |file| file.write_all(bytes))
}

/// The same by a function, which may fail in the middle.
pub(crate) fn write_by(
    path: &Path,
    write: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> Result<(), RunError> {
    let failed = |error: std::io::Error| RunError::of(path, format!("cannot be written: {error}"));
    // A bare name has an empty parent, which stands for the current folder.
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // Without this a file would be its owner's alone, as temporary files are.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    write(file.as_file_mut()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    // The name is on the disk once its folder is; elsewhere folders cannot be opened.
    #[cfg(unix)]
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(())
}

/// Of files that are being written.
const PREFIX: &str = ".cotangent-";
const SUFFIX: &str = ".part";

/// Removes what interrupted writes have left, from a folder that nobody else writes in.
pub(super) fn tidy(folder: &Path) {
    // What cannot be removed only takes space.
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// The bytes of a file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, RunError> {
    std::fs::read(path).map_err(|error| RunError::of(path, format!("cannot be read: {error}")))
}

/// The text of a file.
pub(super) fn read_text(path: &Path) -> Result<String, RunError> {
    String::from_utf8(read(path)?)
        .map_err(|error| RunError::of(path, format!("is no text in UTF-8: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interrupted_writes_leave_the_last_good_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        write_whole(&path, b"good").unwrap();
        let told = write_by(&path, |file| {
            file.write_all(b"ba")?;
            Err(std::io::Error::other("the disk is full"))
        });
        let told = told.unwrap_err().to_string();
        assert!(told.ends_with("state.json: cannot be written: the disk is full"), "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), b"good");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn killed_writes_leave_the_last_good_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        write_whole(&path, b"good").unwrap();
        // What a kill leaves: part of another file, under another name.
        std::fs::write(folder.path().join(".cotangent-x.part"), b"ba").unwrap();
        assert_eq!(read_text(&path).unwrap(), "good");
        write_whole(&path, b"better").unwrap();
        assert_eq!(read_text(&path).unwrap(), "better");
        tidy(folder.path());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn folders_that_are_not_there_are_named() {
        let told = write_whole(Path::new("/nowhere/at/all.csv"), b"").unwrap_err().to_string();
        assert!(told.starts_with("/nowhere/at/all.csv: cannot be written: "), "{told}");
    }
}

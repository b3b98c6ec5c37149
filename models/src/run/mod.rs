//! Runs in folders: how a fit was made, how far it is, and what came of it.
//!
//! A run's folder says all that is needed to make it again, and to go on after a kill:
//!
//! | file | what |
//! | --- | --- |
//! | `settings.toml` | all settings, the seed among them |
//! | `run.toml` | the program's version, and the data's size and SHA-256 |
//! | `state.json` | the training's state; a run that goes on from it gives the same bits |
//! | `history.csv` | the losses of each epoch |
//! | `parameters.safetensors` | the fitted parameters; for spin models `parameters.npz` too |
//! | `result.json` | how good the fit is |
//! | `lock` | held while a program works in the folder |
//!
//! Each file is written whole or not at all ([`write_whole`]).
//!
//! # Where to read on
//!
//! | module | what |
//! | --- | --- |
//! | [`folder`] | the folder, its lock and its files |
//! | [`imnn`] | information-maximising networks in a folder |
//! | [`srbm`] | models of categorical spins in a folder, in the same manner |
//! | [`table`] | tables of numbers, from and to `.npy` and `.csv` |
//! | [`job`] | what runs of all kinds share: their files, states that are written down, resumption |
//! | [`score`] | score matching in a folder: settings, fit, resumption, sampling |

mod arrays;
mod files;
pub mod folder;
pub mod imnn;
pub mod job;
pub(crate) mod npz;
pub mod score;
pub mod srbm;
pub mod table;

pub use arrays::{Archive, Array};
pub(crate) use files::write_by;
pub use files::write_whole;
pub use folder::Folder;
pub use npz::{npy, npz};
pub use table::Table;

use std::path::{Path, PathBuf};

/// Why a file or a folder cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {reason}", path.display())]
pub struct RunError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it, in one line.
    pub reason: String,
}

impl RunError {
    /// An error about a file or folder. Line breaks become spaces.
    pub fn of(path: impl AsRef<Path>, reason: impl ToString) -> Self {
        let reason = reason.to_string();
        let lines: Vec<&str> = reason.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        Self { path: path.as_ref().to_path_buf(), reason: lines.join(" ") }
    }
}

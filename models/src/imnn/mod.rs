//! Information-maximising neural networks: summaries of simulations that keep the Fisher information.
//!
//! Charnock, Lavaux and Wandelt (2018), "Automatic physical inference with information maximizing neural networks".

pub mod data;
pub mod error;
pub mod model;
pub mod network;
pub mod optimiser;
pub mod simulator;
pub mod state;
pub mod statistics;
pub mod sweep;
pub mod training;

pub use error::{ImnnError, Matrix};
pub use model::{Part, SummaryModel};
pub use network::{Activation, Dense, Layer, Precision};
pub use optimiser::Adam;
pub use simulator::{Simulations, value_and_jacfwd};
pub use state::{History, State, Stop, Stopping};
pub use statistics::{Regulariser, Statistics};
pub use sweep::{Aggregation, Source, Summaries, Threads, Worker};
pub use training::{Builder, FitOptions, FitReport, Imnn};

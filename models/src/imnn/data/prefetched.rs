//! Batches read ahead in a thread.

use super::{Batch, Batches, DataError, DataSet, Place, Shape};
use std::any::Any;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

/// A data set of which the next batches are read while others are worked on.
///
/// Each pass has a thread of its own, which ends with the pass, also where that is dropped early; the drop waits for
/// the batch that is being read. Errors of the thread come out in their places, a panic as an error.
///
/// # Examples
/// ```
/// # use cotangent_models::imnn::data::*;
/// # let fiducial = Memory::new(&[2], vec![1.0, 2.0, 3.0, 4.0])?;
/// # let derivative = DerivativeSource::Exact(Box::new(Memory::new(&[2, 1], vec![0.1, 0.2])?));
/// # let data = Simulations::zip(Box::new(fiducial), derivative)?;
/// let data = Prefetched::new(data, None);
/// assert_eq!(data.pass(0, 1)?.count(), 2);
/// # Ok::<(), DataError>(())
/// ```
#[derive(Debug)]
pub struct Prefetched<D> {
    inner: Arc<D>,
    batches: usize,
}

impl<D: DataSet + 'static> Prefetched<D> {
    /// Reads so many batches ahead; 2 if it does not matter.
    pub fn new(inner: D, batches: Option<NonZero<usize>>) -> Self {
        Self { inner: Arc::new(inner), batches: batches.map_or(2, NonZero::get) }
    }

    fn ahead(
        &self,
        open: impl for<'a> FnOnce(&'a D) -> Result<Batches<'a>, DataError> + Send + 'static,
    ) -> Result<Batches<'_>, DataError> {
        // The thread holds one more, ready to be sent.
        let (sender, receiver) = sync_channel(self.batches - 1);
        let inner = Arc::clone(&self.inner);
        let read = move || match open(&inner) {
            Ok(batches) => {
                for batch in batches {
                    // Nobody waits for it: the pass was dropped.
                    if sender.send(batch).is_err() {
                        return;
                    }
                }
            }
            Err(error) => drop(sender.send(Err(error))),
        };
        let thread = std::thread::Builder::new().name("prefetch".to_owned()).spawn(read);
        let thread = thread.map_err(|error| DataError::Panicked { message: error.to_string() })?;
        Ok(Box::new(Ahead { receiver: Some(receiver), thread: Some(thread) }))
    }
}

impl<D: DataSet + 'static> DataSet for Prefetched<D> {
    fn shape(&self) -> &Shape {
        self.inner.shape()
    }

    fn pass(&self, iteration: u64, per_batch: usize) -> Result<Batches<'_>, DataError> {
        self.ahead(move |inner| inner.pass(iteration, per_batch))
    }

    fn shard(
        &self,
        iteration: u64,
        per_batch: usize,
        worker: usize,
        workers: usize,
    ) -> Result<Batches<'_>, DataError> {
        self.ahead(move |inner| inner.shard(iteration, per_batch, worker, workers))
    }

    fn places(&self) -> Vec<Place> {
        self.inner.places()
    }
}

struct Ahead {
    /// None once the pass is over.
    receiver: Option<Receiver<Result<Batch, DataError>>>,
    thread: Option<JoinHandle<()>>,
}

impl Iterator for Ahead {
    type Item = Result<Batch, DataError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Ok(batch) = self.receiver.as_ref()?.recv() {
            return Some(batch);
        }
        self.receiver = None;
        // The thread has let go of its end, so it is done, or panicked.
        let panicked = self.thread.take()?.join().err()?;
        Some(Err(DataError::Panicked { message: message(&*panicked) }))
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        // Without a receiver the thread's next send fails, and it ends.
        self.receiver = None;
        if let Some(thread) = self.thread.take() {
            // A panic after the last batch that somebody wanted concerns nobody.
            let _ = thread.join();
        }
    }
}

fn message(panicked: &(dyn Any + Send)) -> String {
    let text = panicked.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panicked.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned())
}

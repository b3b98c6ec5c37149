//! The one place with unsafe code: a plan with its memory on a device, and the launches of its kernels.

#![allow(unsafe_code)]

use super::card::{Device, cuda};
use super::{Float, KernelTime};
use crate::error::DeviceError;
use crate::frame::Frame;
use crate::plan::{KERNELS, Launch, Place, Plan, Samples, Task};
use cudarc::driver::sys::{self, CUresult};
use cudarc::driver::{
    CudaContext, CudaFunction, CudaGraph, CudaSlice, CudaStream, DevicePtr, DeviceRepr,
    DriverError, LaunchConfig, PushKernelArg, ValidAsZeroBits,
};
use std::collections::HashMap;
use std::ffi::{CStr, CString, c_void};
use std::marker::PhantomData;
use std::sync::Arc;

// SAFETY: `Frame` is `repr(C)`, made of numbers alone, and laid out as in `cuda/frame.h`; a test compares its
// size with that of the kernels' parameter.
unsafe impl DeviceRepr for Frame {}

/// Whether there is a library of the CUDA driver. Without it every other call of cudarc's would panic.
pub(super) fn driver_is_present() -> bool {
    // SAFETY: loads the library and lets go of it; the driver's has no conditions on being loaded.
    unsafe { sys::is_culib_present() }
}

/// The CUDA version of the driver, as 1000·major + 10·minor.
pub(super) fn driver_version() -> Result<u32, DriverError> {
    let mut version = 0;
    // SAFETY: writes one integer, and may be called before anything else.
    unsafe { sys::cuDriverGetVersion(&mut version) }.result()?;
    Ok(u32::try_from(version).unwrap_or(0))
}

/// Records no events for allocations, which could not be recorded while a graph is captured.
pub(super) fn stop_tracking(context: &CudaContext) {
    // SAFETY: each allocation is made, used and freed on one stream.
    unsafe { context.disable_event_tracking() };
}

/// What the driver's compiler says of kernels that it does not load.
pub(super) fn compiler_log(context: &CudaContext, text: &str) -> String {
    const BYTES: usize = 8192;
    let (Ok(()), Ok(text)) = (context.bind_to_thread(), CString::new(text)) else {
        return String::new();
    };
    let mut log = vec![0_u8; BYTES];
    let mut options = [
        sys::CUjit_option::CU_JIT_ERROR_LOG_BUFFER,
        sys::CUjit_option::CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES,
    ];
    let mut values = [log.as_mut_ptr().cast::<c_void>(), BYTES as *mut c_void];
    let mut module = std::ptr::null_mut();
    // SAFETY: the image ends in a null; there are two options with their values: the buffer, and its size as an
    // integer in the place of a pointer, as the driver's reference has it.
    let result = unsafe {
        sys::cuModuleLoadDataEx(
            &mut module,
            text.as_ptr().cast(),
            2,
            options.as_mut_ptr(),
            values.as_mut_ptr(),
        )
    };
    if result.result().is_ok() {
        // SAFETY: it was loaded, and nothing of it is in use.
        let _ = unsafe { sys::cuModuleUnload(module) };
    }
    let log = CStr::from_bytes_until_nul(&log).unwrap_or_default();
    log.to_string_lossy().trim().to_owned()
}

/// What can be launched.
#[derive(Debug, Clone, Copy)]
pub(super) enum Work {
    /// All samples sorted by state.
    Sort,
    /// A batch of so many of `picked`, with this sum of weights.
    Pick(usize, f64),
    /// Energy changes of the chunk that begins with this sample.
    Changes(Samples, usize),
    /// Energy changes of all chunks, one over the other.
    AllChanges(Samples),
    /// An evaluation.
    Evaluate(Task, Samples),
}

/// A captured evaluation.
struct Captured {
    task: Task,
    samples: Samples,
    graph: CudaGraph,
}

/// A plan, its memory on a device, and the kernels of one float type.
pub(super) struct Machine<T> {
    captured: Vec<Captured>,
    functions: HashMap<&'static str, CudaFunction>,
    /// There until it is dropped.
    memory: Option<CudaSlice<u8>>,
    stream: Arc<CudaStream>,
    /// Streams beside it, on which launches of one stage are captured; nothing runs on them.
    beside: Vec<Arc<CudaStream>>,
    address: u64,
    plan: Plan,
    n_samples: usize,
    float: PhantomData<T>,
}

impl<T: Float> Machine<T> {
    /// Memory full of zeros, and nothing in it yet.
    pub(super) fn new(device: &Device, plan: Plan, n_samples: usize) -> Result<Self, DeviceError> {
        let context = &device.context;
        let stream = context.new_stream().map_err(|error| cuda("making a stream", error))?;
        let needed = plan.layout.bytes;
        let free = || context.mem_get_info().map(|(free, _)| free);
        let free_before = free().map_err(|error| cuda("asking for free memory", error))?;
        if needed > free_before {
            return Err(DeviceError::Memory { needed, free: free_before });
        }
        let memory = stream.alloc_zeros::<u8>(needed).map_err(|error| match error.0 {
            CUresult::CUDA_ERROR_OUT_OF_MEMORY => {
                DeviceError::Memory { needed, free: free().unwrap_or(free_before) }
            }
            _ => cuda("allocating memory", error),
        })?;
        let address = memory.device_ptr(&stream).0;
        let load = |kernel: &'static str| {
            let function = device.module.load_function(&format!("{kernel}{}", T::SUFFIX))?;
            // Asking for an attribute makes the driver load the kernel now and not while a graph is captured.
            function.num_regs()?;
            Ok((kernel, function))
        };
        let functions = KERNELS.into_iter().map(load).collect::<Result<_, DriverError>>();
        let functions = functions.map_err(|error| cuda("finding the kernels", error))?;
        stream.synchronize().map_err(|error| cuda("clearing memory", error))?;
        Ok(Self {
            captured: Vec::new(),
            functions,
            memory: Some(memory),
            stream,
            beside: Vec::new(),
            address,
            plan,
            n_samples,
            float: PhantomData,
        })
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Copies values to the beginning of a place.
    pub(super) fn write<U>(&mut self, place: Place, values: &[U]) -> Result<(), DriverError>
    where
        U: DeviceRepr + ValidAsZeroBits,
    {
        let bytes = size_of_val(values);
        assert!(bytes <= place.bytes, "{bytes} bytes do not fit into {place:?}");
        if values.is_empty() {
            return Ok(());
        }
        let memory = self.memory.as_mut().expect("it is there until it is dropped");
        let mut bytes = memory.slice_mut(place.offset..place.offset + bytes);
        // SAFETY: numbers, for which all bits are valid, at an address that is a multiple of 256.
        let values_there = unsafe { bytes.transmute_mut::<U>(values.len()) };
        self.stream.memcpy_htod(values, &mut values_there.expect("it is as long as the values"))
    }

    /// Copies values from the beginning of a place, once all that was launched is done.
    pub(super) fn read<U>(&self, place: Place, values: &mut [U]) -> Result<(), DriverError>
    where
        U: DeviceRepr + ValidAsZeroBits,
    {
        let bytes = size_of_val(values);
        assert!(bytes <= place.bytes, "{bytes} bytes are not in {place:?}");
        if values.is_empty() {
            return Ok(());
        }
        let memory = self.memory.as_ref().expect("it is there until it is dropped");
        let bytes = memory.slice(place.offset..place.offset + bytes);
        // SAFETY: as in `write`.
        let values_there = unsafe { bytes.transmute::<U>(values.len()) };
        self.stream.memcpy_dtoh(&values_there.expect("it is as long as the values"), values)?;
        self.stream.synchronize()
    }

    /// Waits for all that was launched.
    pub(super) fn synchronize(&self) -> Result<(), DriverError> {
        self.stream.synchronize()
    }

    fn launches(&self, work: Work) -> Vec<Launch> {
        match work {
            Work::Sort => self.plan.sort_all(self.address),
            Work::Pick(n_picked, total) => self.plan.pick(self.address, n_picked, total),
            Work::Changes(samples, first) => self.plan.delta_energy(self.address, samples, first),
            Work::AllChanges(samples) => {
                let n_samples = match samples {
                    Samples::All => self.n_samples,
                    Samples::Batch(n_picked, _) => n_picked,
                };
                let chunks = (0..n_samples).step_by(self.plan.room());
                chunks
                    .flat_map(|first| self.plan.delta_energy(self.address, samples, first))
                    .collect()
            }
            Work::Evaluate(task, samples) => self.plan.evaluation(self.address, task, samples),
        }
    }

    /// Launches kernels one after the other, without waiting for them.
    pub(super) fn enqueue(&self, work: Work) -> Result<(), DriverError> {
        self.launches(work).iter().try_for_each(|launch| self.launch(&self.stream, launch))
    }

    /// `launch` is one of the plan's, for this machine's memory; `stream` is this machine's, or one beside it
    /// that is being captured with it.
    fn launch(&self, stream: &CudaStream, launch: &Launch) -> Result<(), DriverError> {
        let config = LaunchConfig {
            grid_dim: launch.grid,
            block_dim: (launch.threads, 1, 1),
            shared_mem_bytes: launch.shared_bytes,
        };
        let mut builder = stream.launch_builder(&self.functions[launch.kernel]);
        builder.arg(&launch.frame);
        // SAFETY: kernels take one `Frame`, whose addresses are places of the plan's layout within this
        // machine's memory; sizes were checked to fit its integers, states to be below q, and the samples of a
        // batch to exist. The memory is freed after all launches are done, since that is on the same stream.
        unsafe { builder.launch(config) }?;
        Ok(())
    }

    /// Evaluates, without waiting for it. What is captured is kept for the next time: for all samples, and for
    /// the latest batch of each task. A batch of samples with weights is not worth it: the sum of its weights,
    /// which is in its frames, is another one each time.
    pub(super) fn evaluate(
        &mut self,
        task: Task,
        samples: Samples,
        weighted: bool,
    ) -> Result<(), DriverError> {
        if weighted && samples != Samples::All {
            return self.enqueue(Work::Evaluate(task, samples));
        }
        let kept = self.captured.iter().position(|c| c.task == task && c.samples == samples);
        let kept = match kept {
            Some(kept) => kept,
            None => {
                let launches = self.launches(Work::Evaluate(task, samples));
                let graph = self.capture(&launches)?;
                if samples != Samples::All {
                    // The graph that goes may still run.
                    self.stream.synchronize()?;
                    self.captured.retain(|c| c.task != task || c.samples == Samples::All);
                }
                self.captured.push(Captured { task, samples, graph });
                self.captured.len() - 1
            }
        };
        self.captured[kept].graph.launch()
    }

    /// All launches as one graph, in which those of one stage can run beside each other.
    fn capture(&mut self, launches: &[Launch]) -> Result<CudaGraph, DriverError> {
        let stages = || launches.chunk_by(|x, y| x.stage == y.stage);
        let n_beside = stages().map(|stage| stage.len() - 1).max().unwrap_or(0);
        let context = self.stream.context().clone();
        while self.beside.len() < n_beside {
            self.beside.push(context.new_stream()?);
        }
        let events = || context.new_event(None);
        let before = events()?;
        let after = (0..n_beside).map(|_| events()).collect::<Result<Vec<_>, _>>()?;
        // What other threads do with the driver meanwhile is theirs.
        let mode = sys::CUstreamCaptureMode::CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
        self.stream.begin_capture(mode)?;
        let launched = stages().try_for_each(|stage| {
            let (first, others) = stage.split_first().expect("no stage is empty");
            // A stream that waits for an event of a captured stream is captured with it, until that waits for
            // one of its events.
            if !others.is_empty() {
                before.record(&self.stream)?;
            }
            self.launch(&self.stream, first)?;
            for ((launch, stream), after) in others.iter().zip(&self.beside).zip(&after) {
                stream.wait(&before)?;
                self.launch(stream, launch)?;
                after.record(stream)?;
                self.stream.wait(after)?;
            }
            Ok(())
        });
        // Ended in any case, since a stream that captures does nothing else.
        let graph = self.stream.end_capture(sys::CUgraphInstantiate_flags(0));
        launched?;
        let graph = graph?.ok_or(DriverError(CUresult::CUDA_ERROR_STREAM_CAPTURE_INVALIDATED))?;
        graph.upload()?;
        Ok(graph)
    }

    /// Seconds on the device from the end of one launch of all of this work's kernels, as a graph, to the end
    /// of the next, `repeats` times.
    pub(super) fn time(&mut self, work: Work, repeats: usize) -> Result<Vec<f64>, DriverError> {
        let launches = self.launches(work);
        let graph = self.capture(&launches)?;
        self.time_graph(&graph, repeats)
    }

    fn time_graph(&self, graph: &CudaGraph, repeats: usize) -> Result<Vec<f64>, DriverError> {
        const WARM_UPS: usize = 3;
        let flags = Some(sys::CUevent_flags::CU_EVENT_DEFAULT);
        let context = self.stream.context();
        let events =
            (0..=repeats).map(|_| context.new_event(flags)).collect::<Result<Vec<_>, _>>()?;
        for _ in 0..WARM_UPS {
            graph.launch()?;
        }
        // Nothing waits in between, so that the host is ahead of the device.
        events[0].record(&self.stream)?;
        for event in &events[1..] {
            graph.launch()?;
            event.record(&self.stream)?;
        }
        self.stream.synchronize()?;
        let seconds = |pair: &[_]| {
            let [from, to]: &[cudarc::driver::CudaEvent; 2] = pair.try_into().expect("two of them");
            Ok(f64::from(from.elapsed_ms(to)?) * 1e-3)
        };
        events.windows(2).map(seconds).collect()
    }

    /// Seconds of each kernel of this work: the first launch of each, several times in a row as one graph, so
    /// that the host is not waited for. What the kernels leave behind is of no use.
    pub(super) fn time_kernels(
        &mut self,
        work: Work,
        repeats: usize,
    ) -> Result<Vec<KernelTime>, DriverError> {
        let launches = self.launches(work);
        let mut times: Vec<KernelTime> = Vec::new();
        for launch in &launches {
            if let Some(known) = times.iter_mut().find(|time| time.kernel == launch.kernel) {
                known.n_launches += 1;
                continue;
            }
            // The naive kernel takes far longer than all others.
            let in_a_row = if launch.kernel == "naive" { 1 } else { 20 };
            let row = (0..in_a_row).map(|stage| Launch { stage, ..launch.clone() });
            let graph = self.capture(&row.collect::<Vec<_>>())?;
            let function = &self.functions[launch.kernel];
            let local = sys::CUfunction_attribute_enum::CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES;
            times.push(KernelTime {
                kernel: launch.kernel,
                n_launches: 1,
                seconds: median(self.time_graph(&graph, repeats)?) / f64::from(in_a_row),
                grid: launch.grid,
                threads: launch.threads,
                registers: function.num_regs()?.max(0) as u32,
                local_bytes: function.get_attribute(local)?.max(0) as u32,
            });
        }
        Ok(times)
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    values.get(middle).copied().unwrap_or(f64::NAN)
}

impl<T> Drop for Machine<T> {
    /// Waits, so that no graph is destroyed while it runs, and once more, so that the memory is free when the
    /// next one is made. What fails here was told before, or will be told by the next call in this context.
    fn drop(&mut self) {
        let _ = self.stream.synchronize();
        self.captured.clear();
        self.memory = None;
        let _ = self.stream.synchronize();
    }
}

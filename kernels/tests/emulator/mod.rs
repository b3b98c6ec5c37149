//! The kernels on the host: `cuda/srbm.cu` compiled to ordinary functions (`host/srbm.s`), and a device that
//! runs their threads as coroutines, all threads of a block to a barrier before any of them goes on.
//!
//! Only where that assembly is for this machine; [`AVAILABLE`] says so, and tests print that they skip.

#![allow(dead_code, reason = "each test file uses a part")]

/// Whether the host's kernels can run here.
pub(crate) const AVAILABLE: bool = cfg!(all(target_arch = "x86_64", target_os = "linux"));

#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod linked {
    core::arch::global_asm!(include_str!("../../host/srbm.s"), options(att_syntax));

    macro_rules! mathematics {
        ($($name:ident: $float:ident = $f:expr;)*) => {
            $(#[unsafe(no_mangle)]
            extern "C" fn $name(x: $float) -> $float {
                let f: fn($float) -> $float = $f;
                f(x)
            })*
        };
    }

    // libdevice's names.
    mathematics! {
        __nv_expf: f32 = f32::exp;
        __nv_logf: f32 = f32::ln;
        __nv_log1pf: f32 = f32::ln_1p;
        __nv_exp: f64 = f64::exp;
        __nv_log: f64 = f64::ln;
        __nv_log1p: f64 = f64::ln_1p;
    }

    use super::{ThreadPlace, yield_to_others};
    use cotangent_kernels::frame::Frame;

    #[unsafe(no_mangle)]
    extern "C" fn cotangent_place() -> *const ThreadPlace {
        super::PLACE.with(|place| place.as_ptr())
    }

    #[unsafe(no_mangle)]
    extern "C" fn cotangent_barrier() {
        yield_to_others();
    }

    macro_rules! kernels {
        ($($name:ident $single:ident $double:ident;)*) => {
            unsafe extern "C" {
                $(fn $single(frame: Frame); fn $double(frame: Frame);)*
            }

            pub(super) fn kernel(name: &str, float_bytes: usize) -> unsafe extern "C" fn(Frame) {
                match (name, float_bytes) {
                    $((stringify!($name), 4) => $single, (stringify!($name), 8) => $double,)*
                    _ => panic!("no kernel {name} for floats of {float_bytes} bytes"),
                }
            }
        };
    }

    kernels! {
        couplings couplings_f32 couplings_f64;
        tables tables_f32 tables_f64;
        tables_jvp tables_jvp_f32 tables_jvp_f64;
        inputs inputs_f32 inputs_f64;
        inputs_jvp inputs_jvp_f32 inputs_jvp_f64;
        fields fields_f32 fields_f64;
        hidden hidden_f32 hidden_f64;
        hidden_jvp hidden_jvp_f32 hidden_jvp_f64;
        losses losses_f32 losses_f64;
        losses_jvp losses_jvp_f32 losses_jvp_f64;
        loss loss_f32 loss_f64;
        pick pick_f32 pick_f64;
        sort sort_f32 sort_f64;
        fields_reverse fields_reverse_f32 fields_reverse_f64;
        couplings_reverse couplings_reverse_f32 couplings_reverse_f64;
        couplings_finish couplings_finish_f32 couplings_finish_f64;
        hidden_reverse hidden_reverse_f32 hidden_reverse_f64;
        inputs_reverse inputs_reverse_f32 inputs_reverse_f64;
        weights_reverse weights_reverse_f32 weights_reverse_f64;
        biases_reverse biases_reverse_f32 biases_reverse_f64;
        weights_finish weights_finish_f32 weights_finish_f64;
        naive_clear naive_clear_f32 naive_clear_f64;
        naive naive_f32 naive_f64;
        naive_inputs naive_inputs_f32 naive_inputs_f64;
    }
}

use corosensei::stack::DefaultStack;
use corosensei::{Coroutine, CoroutineResult, Yielder};
use cotangent_kernels::plan::{Launch, Place, Plan};
use std::cell::Cell;
use std::sync::{Mutex, PoisonError};

/// `Place` of `cuda/machine.h`.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub(crate) struct ThreadPlace {
    thread: i32,
    threads: i32,
    block_x: i32,
    block_y: i32,
    block_z: i32,
    blocks_x: i32,
}

thread_local! {
    static PLACE: Cell<ThreadPlace> = const { Cell::new(ThreadPlace {
        thread: 0, threads: 0, block_x: 0, block_y: 0, block_z: 0, blocks_x: 0,
    }) };
    static YIELDER: Cell<*const Yielder<(), ()>> = const { Cell::new(std::ptr::null()) };
}

fn yield_to_others() {
    let (place, yielder) = (PLACE.get(), YIELDER.get());
    // SAFETY: set by the coroutine that is running, before it entered the kernel.
    unsafe { (*yielder).suspend(()) };
    PLACE.set(place);
    YIELDER.set(yielder);
}

/// Memory of the emulated device, and floats of one width.
pub(crate) struct Emulator {
    memory: Vec<u64>,
    float_bytes: usize,
    /// Whether the last thread of a block and the last launch of a stage go first: where a barrier is
    /// missing or launches depend on each other, results differ.
    pub(crate) last_first: bool,
}

impl Emulator {
    /// Memory for a plan, filled with NaNs, so that nothing is read that was not written.
    pub(crate) fn new(plan: &Plan, float_bytes: usize) -> Self {
        Self {
            memory: vec![u64::MAX; plan.layout.bytes.div_ceil(8) + 64],
            float_bytes,
            last_first: false,
        }
    }

    /// Address of the memory, aligned like an allocation on a device.
    pub(crate) fn address(&self) -> u64 {
        (self.memory.as_ptr() as u64).next_multiple_of(256)
    }

    fn slice<T: Copy>(&self, place: Place) -> &[T] {
        let start = (self.address() + place.offset as u64) as *const T;
        // SAFETY: places lie within the memory, and are aligned to 256 bytes; all bits are valid numbers.
        unsafe { std::slice::from_raw_parts(start, place.bytes / size_of::<T>()) }
    }

    /// Copies to a place.
    pub(crate) fn write<T: Copy>(&mut self, place: Place, from: &[T]) {
        assert!(size_of_val(from) <= place.bytes, "{} into {place:?}", size_of_val(from));
        let start = (self.address() + place.offset as u64) as *mut T;
        // SAFETY: as above; `from` is no longer than the place.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), start, from.len()) };
    }

    /// What stands at a place.
    pub(crate) fn read<T: Copy>(&self, place: Place) -> Vec<T> {
        self.slice(place).to_vec()
    }

    /// Runs launches stage by stage; there is one device, with one shared memory.
    pub(crate) fn run(&mut self, launches: &[Launch]) {
        static DEVICE: Mutex<()> = Mutex::new(());
        let _device = DEVICE.lock().unwrap_or_else(PoisonError::into_inner);
        for stage in launches.chunk_by(|x, y| x.stage == y.stage) {
            let mut stage: Vec<&Launch> = stage.iter().collect();
            if self.last_first {
                stage.reverse();
            }
            for launch in stage {
                self.launch(launch);
            }
        }
    }

    #[cfg(all(target_arch = "x86_64", target_os = "linux"))]
    fn launch(&mut self, launch: &Launch) {
        let kernel = linked::kernel(launch.kernel, self.float_bytes);
        assert!(launch.shared_bytes <= 48 * 1024, "{launch:?}");
        let mut stacks: Vec<DefaultStack> = Vec::new();
        let (x, y, z) = launch.grid;
        for block in 0..x * y * z {
            let frame = launch.frame;
            let threads = 0..launch.threads;
            let mut running: Vec<Coroutine<(), (), (), DefaultStack>> = threads
                .map(|thread| {
                    let place = ThreadPlace {
                        thread: thread as i32,
                        threads: launch.threads as i32,
                        block_x: (block % x) as i32,
                        block_y: (block / x % y) as i32,
                        block_z: (block / x / y) as i32,
                        blocks_x: x as i32,
                    };
                    let stack = stacks.pop().unwrap_or_else(|| {
                        DefaultStack::new(64 * 1024).expect("memory for a stack")
                    });
                    Coroutine::with_stack(stack, move |yielder, ()| {
                        PLACE.set(place);
                        YIELDER.set(yielder);
                        // SAFETY: the frame's addresses are those of arrays of this memory with the
                        // lengths that the plan gave them.
                        unsafe { kernel(frame) };
                    })
                })
                .collect();
            if self.last_first {
                running.reverse();
            }
            // From barrier to barrier; a block's threads must all reach the same ones, or end.
            loop {
                let mut ended = Vec::new();
                for coroutine in &mut running {
                    if !coroutine.done() {
                        ended.push(matches!(coroutine.resume(()), CoroutineResult::Return(())));
                    }
                }
                if ended.is_empty() {
                    break;
                }
            }
            stacks.extend(running.into_iter().map(Coroutine::into_stack));
        }
    }

    #[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
    fn launch(&mut self, _: &Launch) {
        unreachable!("tests ask whether the emulator is available")
    }
}

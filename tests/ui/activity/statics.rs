//! An active value that comes back out of a static.

use std::cell::Cell;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use cotangent::differentiable;

static mut GLOBAL: f64 = 0.0;
static BITS: AtomicU64 = AtomicU64::new(0);
static LAST: Mutex<f64> = Mutex::new(0.0);

thread_local! {
    static LOCAL: Cell<f64> = const { Cell::new(0.0) };
}

#[differentiable]
pub fn mutable(x: f64) -> f64 {
    unsafe { GLOBAL = x };
    let y = unsafe { GLOBAL };
    y * y
}

#[differentiable]
pub fn atomic(x: f64) -> f64 {
    BITS.store(x.to_bits(), Ordering::Relaxed);
    f64::from_bits(BITS.load(Ordering::Relaxed))
}

#[differentiable]
pub fn locked(x: f64) -> f64 {
    *LAST.lock().unwrap() = x;
    let y = *LAST.lock().unwrap();
    y * 2.0
}

#[differentiable]
pub fn of_a_thread(x: f64) -> f64 {
    LOCAL.set(x);
    LOCAL.get() * 2.0
}

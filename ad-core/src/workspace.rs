//! Memory that a caller owns and lends to derivatives.
//!
//! While a workspace is lent, a pool of buffers lies in a thread-local. Emitted code takes the memory
//! of its vectors from there when they grow ([`grow`]) and gives it back where they die
//! ([`recycle`](crate::__private::recycle)). A buffer is a vector without elements, so the pool needs
//! not know what was in it: the standard library's in-place collection turns an empty `Vec<T>` into an
//! empty `Vec<U>` of the same size and alignment, memory included, without `unsafe`.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Memory for derivatives, owned by the caller and lent for the length of a call.
///
/// A derivative needs room for what its reverse sweep will read, for cotangents of local
/// variables, and for the vectors of the function itself. Within [`lend`](Workspace::lend) every
/// companion of every function, methods and higher orders included, takes that room from the
/// workspace and gives it back. The first calls fill the workspace; after them, the forms that
/// write into the caller's buffers, such as `value_and_grad_into`, allocate nothing as long as sizes
/// stay the same. Results are the same to the last bit.
///
/// What a function returns is owned by its caller, so the vectors that `grad` or `vjp` give are new
/// ones each time, and so are boxes: a pullback of a recursive function has one for each level.
///
/// A workspace keeps no more buffers than were in use at a time, of about the sizes that were asked
/// for. Loops marked `#[parallel]` share it between their threads.
///
/// # Examples
/// ```
/// use cotangent::{Workspace, differentiable};
///
/// #[differentiable]
/// fn energy(x: &[f64]) -> f64 {
///     let rates: Vec<f64> = x.iter().map(|x| x.exp()).collect();
///     rates.iter().map(|r| r.sin()).sum()
/// }
///
/// let mut workspace = Workspace::new();
/// let (x, mut x_bar) = ([0.1, 0.2], [0.0; 2]);
/// for _ in 0..3 {
///     workspace.lend(|| energy::value_and_grad_into(&x, &mut x_bar));
/// }
/// assert_eq!(x_bar[0], 0.1_f64.exp().cos() * 0.1_f64.exp());
/// assert!(workspace.bytes() > 0);
/// ```
#[derive(Default)]
pub struct Workspace {
    pool: Pool,
}

impl Workspace {
    /// An empty workspace. It allocates nothing until it is lent.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `f`, whose derivatives take their memory from this workspace.
    ///
    /// It is lent to the current thread. Lending another workspace inside lends that one until the
    /// inner call ends. If `f` panics, the workspace has its memory back, less what was in use.
    pub fn lend<R>(&mut self, f: impl FnOnce() -> R) -> R {
        let _lent = Lent::new(&mut self.pool);
        f()
    }

    /// How much memory it holds.
    pub fn bytes(&self) -> usize {
        self.pool.shelves.iter().flatten().map(|s| s.bytes()).sum()
    }
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace").field("bytes", &self.bytes()).finish()
    }
}

thread_local! {
    /// Is a workspace lent to this thread?
    static LENT: Cell<bool> = const { Cell::new(false) };
    /// Its buffers; without one, an empty pool.
    static POOL: RefCell<Pool> = const { RefCell::new(Pool::EMPTY) };
}

/// Exchanges a pool with the thread's, and back when it is dropped.
struct Lent<'a> {
    home: &'a mut Pool,
    before: bool,
}

impl<'a> Lent<'a> {
    fn new(home: &'a mut Pool) -> Lent<'a> {
        POOL.with_borrow_mut(|pool| std::mem::swap(pool, home));
        Lent { home, before: LENT.replace(true) }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        POOL.with_borrow_mut(|pool| std::mem::swap(pool, self.home));
        LENT.set(self.before);
    }
}

/// Buffers by the size and alignment of their elements.
#[derive(Default)]
struct Pool {
    shelves: Vec<Option<Box<dyn Shelved>>>,
    /// What it shares with other threads while a loop runs on them.
    common: Option<Arc<Common>>,
    /// One of several pools of a workspace: what it does not have it looks for in the common pool.
    shares: bool,
}

/// What threads share while they run the chunks of a loop.
#[derive(Default)]
struct Common {
    /// The buffers of the thread that started the loop.
    pool: Mutex<Pool>,
    /// Pools of threads, empty but for their shelves.
    idle: Mutex<Vec<Pool>>,
}

/// A workspace that several threads use at a time.
pub(crate) struct Shared(Option<Arc<Common>>);

/// A panic leaves a pool as sound as it was.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Shares this thread's workspace, if one is lent, with those that run the chunks of a loop.
pub(crate) fn share<R>(f: impl FnOnce(&Shared) -> R) -> R {
    if !is_lent() {
        return f(&Shared(None));
    }
    let common = POOL.with_borrow_mut(|pool| pool.common.get_or_insert_default().clone());
    let exchange = |common: &Common| {
        POOL.with_borrow_mut(|pool| {
            std::mem::swap(&mut pool.shelves, &mut locked(&common.pool).shelves)
        });
    };
    exchange(&common);
    /// Takes the buffers back, after a panic too.
    struct Back<'a, F: Fn(&Common)>(&'a Common, F);
    impl<F: Fn(&Common)> Drop for Back<'_, F> {
        fn drop(&mut self) {
            (self.1)(self.0);
        }
    }
    let _back = Back(&common, exchange);
    f(&Shared(Some(common.clone())))
}

impl Shared {
    /// Runs a chunk on this thread. What it needs it takes from the common pool, once, and puts
    /// back at its end.
    pub(crate) fn lend<R>(&self, f: impl FnOnce() -> R) -> R {
        let Some(common) = &self.0 else { return f() };
        let mut pool = locked(&common.idle).pop().unwrap_or_default();
        (pool.common, pool.shares) = (Some(common.clone()), true);
        let result = {
            let _lent = Lent::new(&mut pool);
            f()
        };
        locked(&common.pool).put(&mut pool);
        pool.common = None;
        locked(&common.idle).push(pool);
        result
    }
}

impl Pool {
    const EMPTY: Pool = Pool { shelves: Vec::new(), common: None, shares: false };

    /// A buffer with room for `n`.
    #[inline]
    fn take<U: Send + 'static>(&mut self, class: usize, n: usize) -> Vec<U> {
        let first = bin_for(n);
        match self.shelf::<U>(class).find(first) {
            Some(buffer) => buffer,
            None => self.make(class, first),
        }
    }

    /// A buffer of this bin from the pool that is shared, or a new one.
    #[cold]
    fn make<U: Send + 'static>(&mut self, class: usize, bin: usize) -> Vec<U> {
        let common = self.common.as_ref().filter(|_| self.shares);
        let found = common.and_then(|common| {
            let mut pool = locked(&common.pool);
            let shelf = pool.shelf::<U>(class);
            let buffer = shelf.find(bin)?;
            shelf.out[bin_within(buffer.capacity())] -= 1;
            Some(buffer)
        });
        let buffer = found.unwrap_or_else(|| Vec::with_capacity(room_in(bin)));
        self.shelf::<U>(class).out[bin_within(buffer.capacity())] += 1;
        buffer
    }

    /// Puts everything in from another pool.
    fn put(&mut self, other: &mut Pool) {
        if self.shelves.len() < other.shelves.len() {
            self.shelves.resize_with(other.shelves.len(), || None);
        }
        for (mine, its) in self.shelves.iter_mut().zip(&mut other.shelves) {
            match (mine, its) {
                (Some(mine), Some(its)) => mine.put(&mut **its),
                (mine @ None, its) => std::mem::swap(mine, its),
                (Some(_), None) => {}
            }
        }
    }

    #[inline]
    fn shelf<U: Send + 'static>(&mut self, class: usize) -> &mut Shelf<U> {
        if !matches!(self.shelves.get(class), Some(Some(_))) {
            self.add_shelf::<U>(class);
        }
        let Some(shelf) = &mut self.shelves[class] else { unreachable!("just added") };
        let any: &mut dyn Any = &mut **shelf;
        any.downcast_mut().expect("one type for each class")
    }

    #[cold]
    fn add_shelf<U: Send + 'static>(&mut self, class: usize) {
        if self.shelves.len() <= class {
            self.shelves.resize_with(class + 1, || None);
        }
        self.shelves[class] = Some(Box::new(Shelf::<U>::new()));
    }
}

trait Shelved: Any + Send {
    fn bytes(&self) -> usize;
    /// Puts everything in from another shelf of this type.
    fn put(&mut self, other: &mut dyn Any);
}

/// Bins per power of two.
const PARTS: usize = 4;
const BINS: usize = PARTS * usize::BITS as usize;

/// Buffers of one class, in bins by capacity.
struct Shelf<U> {
    bins: [Vec<Vec<U>>; BINS],
    /// How many buffers of each bin were taken and have not come back: no more than that are accepted,
    /// so that vectors from elsewhere do not pile up. Of a pool that shares with others it says how
    /// many more were taken here than came back here.
    out: [i32; BINS],
}

/// The last bin whose buffers have room for no more than `capacity`, which is not zero.
#[inline]
fn bin_within(capacity: usize) -> usize {
    if capacity < PARTS {
        return capacity;
    }
    let power = capacity.ilog2() as usize;
    PARTS * (power - 1) + ((capacity >> (power - 2)) & (PARTS - 1))
}

/// The room that every buffer in a bin has.
#[inline]
fn room_in(bin: usize) -> usize {
    if bin < PARTS { bin } else { (PARTS + bin % PARTS) << (bin / PARTS - 1) }
}

/// The first bin whose buffers have room for `n`, which is not zero.
#[inline]
fn bin_for(n: usize) -> usize {
    let bin = bin_within(n);
    bin + usize::from(room_in(bin) < n)
}

impl<U> Shelf<U> {
    fn new() -> Shelf<U> {
        Shelf { bins: [const { Vec::new() }; BINS], out: [0; BINS] }
    }

    /// The smallest buffer from this bin on; none that is much larger, which others will want.
    #[inline]
    fn find(&mut self, bin: usize) -> Option<Vec<U>> {
        let (first, last) = (bin.min(BINS - 1), (bin + 2 * PARTS).min(BINS - 1));
        for at in first..=last {
            if let Some(buffer) = self.bins[at].pop() {
                self.out[at] += 1;
                return Some(buffer);
            }
        }
        None
    }

    /// Puts a buffer in, if one is missing; `always` if that is not known here.
    #[inline]
    fn keep(&mut self, buffer: Vec<U>, always: bool) {
        let bin = bin_within(buffer.capacity());
        if self.out[bin] > 0 || always {
            self.out[bin] -= 1;
            self.bins[bin].push(buffer);
        }
    }
}

impl<U: Send + 'static> Shelved for Shelf<U> {
    fn bytes(&self) -> usize {
        let buffers = self.bins.iter().flatten();
        buffers.map(|b| b.capacity() * size_of::<U>()).sum()
    }

    fn put(&mut self, other: &mut dyn Any) {
        let other: &mut Shelf<U> = other.downcast_mut().expect("one type for each class");
        for (bin, its) in other.bins.iter_mut().enumerate() {
            self.out[bin] += std::mem::take(&mut other.out[bin]);
            self.bins[bin].append(its);
        }
    }
}

/// An empty vector of another type in the same memory, if both have the same size and alignment.
#[inline]
fn reuse<A, B>(v: Vec<A>) -> Vec<B> {
    debug_assert!(v.is_empty(), "only memory is handed on");
    v.into_iter().map(|_| unreachable!("an empty vector has no items")).collect()
}

/// Evaluates `$found` with `$unit` and `$class` for the class of a type, or `$none`. Classes are all small types, and rows
/// of 128 floats, which stand for samples side by side.
macro_rules! by_class {
    ($t:ty, |$unit:ident, $class:ident| $found:expr, $none:expr) => {{
        by_class!(@ $t, $unit, $class, $found, u64, 0, [
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
            33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61
            62 63 64 128
        ]);
        by_class!(@ $t, $unit, $class, $found, u32, 64, [
            1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32
            128
        ]);
        by_class!(@ $t, $unit, $class, $found, u16, 96, [1 2 3 4]);
        by_class!(@ $t, $unit, $class, $found, u8, 100, [1 2 3 4 5 6 7 8]);
        $none
    }};
    (@ $t:ty, $unit:ident, $class:ident, $found:expr, $word:ty, $first:literal, [$($k:literal)*]) => {
        if const { align_of::<$t>() == align_of::<$word>() } {
            $(if const { size_of::<$t>() == $k * size_of::<$word>() } {
                type $unit = [$word; $k];
                let $class = $first + $k;
                return $found;
            })*
        }
    };
}

/// An empty vector with room for `n`, which is not zero, from the workspace.
#[inline]
fn take<T>(n: usize) -> Vec<T> {
    by_class!(
        T,
        |Unit, class| reuse(POOL.with_borrow_mut(|pool| pool.take::<Unit>(class, n))),
        Vec::with_capacity(n)
    )
}

/// Gives the workspace the memory of an empty vector.
#[inline]
fn keep<T>(v: Vec<T>) {
    by_class!(
        T,
        |Unit, class| {
            let buffer: Vec<Unit> = reuse(v);
            POOL.with_borrow_mut(|pool| {
                let always = pool.shares;
                pool.shelf::<Unit>(class).keep(buffer, always);
            })
        },
        drop(v)
    )
}

/// Is a workspace lent to this thread?
#[inline(always)]
pub(crate) fn is_lent() -> bool {
    LENT.get()
}

/// Makes room for `n` elements in all, where there is less.
#[inline(never)]
pub(crate) fn grow<T>(v: &mut Vec<T>, n: usize) {
    if !is_lent() {
        return v.reserve(n - v.len());
    }
    if v.capacity() == 0 {
        *v = take(n.max(4));
        return;
    }
    let mut larger = take(n.max(2 * v.capacity()).max(4));
    larger.append(v);
    give_back(std::mem::replace(v, larger));
}

/// Drops the elements of a vector and gives its memory to the workspace.
#[inline]
pub(crate) fn give_back<T>(mut v: Vec<T>) {
    if v.capacity() > 0 && is_lent() {
        v.clear();
        keep(v);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capacity_has_a_bin() {
        for n in (1..5000).chain([1 << 40, usize::MAX]) {
            let bin = bin_within(n);
            assert!(
                bin < BINS && room_in(bin) <= n && (n > 1 << 40 || room_in(bin + 1) > n),
                "{n}"
            );
        }
        for n in 1..5000 {
            let (room, before) = (room_in(bin_for(n)), bin_for(n) - 1);
            assert!(room >= n && room_in(before) < n && 4 * room <= 5 * n + 4, "{n}");
        }
    }

    #[test]
    fn memory_goes_round() {
        let mut workspace = Workspace::new();
        let at = |n: usize| {
            let mut v: Vec<(f64, usize)> = take(n);
            v.resize(n, (1.0, 2));
            let at = v.as_ptr() as usize;
            give_back(v);
            at
        };
        let first = workspace.lend(|| at(100));
        assert!(workspace.bytes() >= 1600);
        assert_eq!(workspace.lend(|| at(90)), first);
        // Something of another type, but of the same layout.
        let other = workspace.lend(|| {
            let mut v: Vec<[&str; 1]> = take(100);
            v.push(["a"]);
            let at = v.as_ptr() as usize;
            give_back(v);
            at
        });
        assert_eq!(other, first);
        // What is much larger is left to others.
        assert_ne!(workspace.lend(|| at(3)), first);
    }

    #[test]
    fn rows_of_lanes_go_round() {
        fn at<T: Clone>(row: T) -> usize {
            let mut v: Vec<T> = take(10);
            v.resize(10, row);
            let at = v.as_ptr() as usize;
            give_back(v);
            at
        }
        let mut workspace = Workspace::new();
        let (first, second) = workspace.lend(|| (at([0.5_f32; 128]), at([0.5_f64; 128])));
        assert_eq!(workspace.bytes(), 10 * 128 * (4 + 8));
        assert_eq!(workspace.lend(|| (at([1_u32; 128]), at([1_u64; 128]))), (first, second));
    }

    #[test]
    fn no_more_buffers_are_kept_than_were_taken() {
        let mut workspace = Workspace::new();
        workspace.lend(|| (0..10).for_each(|_| give_back(vec![1.0; 10])));
        assert_eq!(workspace.bytes(), 0);
    }

    #[test]
    fn lending_inside_lending_and_panics() {
        let (mut outer, mut inner) = (Workspace::new(), Workspace::new());
        let use_memory = |n: usize| give_back::<f64>(take(n));
        outer.lend(|| {
            use_memory(8);
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                inner.lend(|| {
                    use_memory(100);
                    panic!("inside");
                })
            }));
            assert!(result.is_err() && is_lent());
            use_memory(8);
        });
        assert!(!is_lent());
        assert_eq!((outer.bytes(), inner.bytes()), (64, 896));
    }

    #[test]
    fn elements_are_dropped_once() {
        let mut workspace = Workspace::new();
        let item = std::rc::Rc::new(());
        workspace.lend(|| {
            let mut v = Vec::new();
            (1..100).for_each(|_| crate::buffers::push(&mut v, item.clone()));
            assert_eq!(std::rc::Rc::strong_count(&item), 100);
            give_back(v);
        });
        assert_eq!(std::rc::Rc::strong_count(&item), 1);
    }
}

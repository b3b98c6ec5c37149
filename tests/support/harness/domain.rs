//! Where arguments are drawn from.

use std::ops::Range;

/// Where inputs come from: a seed, or numbers that a property test chose (and shrinks).
#[derive(Clone, Debug)]
pub enum Draw {
    /// Pseudo-random numbers from this state (SplitMix64).
    Seeded(u64),
    /// These numbers in [0, 1), over and over; the second field is the next one's index.
    Given(Vec<f64>, usize),
}

impl Draw {
    /// A number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        match self {
            Draw::Seeded(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut z = *state;
                z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
            }
            Draw::Given(numbers, next) => {
                let Some(&u) = numbers.get(*next % numbers.len().max(1)) else { return 0.0 };
                // A second pass over the same numbers must not repeat the first.
                let pass = (*next / numbers.len()) as f64;
                *next += 1;
                (u + 0.618_033_988_749 * pass).fract()
            }
        }
    }

    /// A whole number in a range, which must not be empty.
    pub fn whole(&mut self, range: &Range<usize>) -> usize {
        range.start + ((self.unit() * range.len() as f64) as usize).min(range.len() - 1)
    }
}

/// A set of values that an argument is drawn from.
pub trait Domain {
    /// What is drawn.
    type Value;
    /// Draws one value.
    fn draw(&self, draw: &mut Draw) -> Self::Value;
}

impl Domain for Range<f64> {
    type Value = f64;
    fn draw(&self, draw: &mut Draw) -> f64 {
        self.start + (self.end - self.start) * draw.unit()
    }
}

impl Domain for Range<f32> {
    type Value = f32;
    fn draw(&self, draw: &mut Draw) -> f32 {
        self.start + (self.end - self.start) * draw.unit() as f32
    }
}

macro_rules! whole_domains {
    ($($int:ty),*) => { $(
        impl Domain for Range<$int> {
            type Value = $int;
            fn draw(&self, draw: &mut Draw) -> $int {
                let length = usize::try_from(self.end - self.start).unwrap_or(1);
                self.start + draw.whole(&(0..length)) as $int
            }
        }
    )* };
}
whole_domains!(usize, u8, u32, u64, i32);

/// A size: a number, or a range that one is drawn from.
pub trait Size {
    /// Draws the size.
    fn size(&self, draw: &mut Draw) -> usize;
}

impl Size for usize {
    fn size(&self, _draw: &mut Draw) -> usize {
        *self
    }
}

impl Size for Range<usize> {
    fn size(&self, draw: &mut Draw) -> usize {
        draw.whole(self)
    }
}

impl<A: Domain, B: Domain> Domain for (A, B) {
    type Value = (A::Value, B::Value);
    fn draw(&self, draw: &mut Draw) -> Self::Value {
        (self.0.draw(draw), self.1.draw(draw))
    }
}

/// Always the same value.
#[derive(Clone, Debug)]
pub struct Fixed<T>(pub T);

impl<T: Clone> Domain for Fixed<T> {
    type Value = T;
    fn draw(&self, _draw: &mut Draw) -> T {
        self.0.clone()
    }
}

/// Whatever a function draws.
#[derive(Clone, Debug)]
pub struct By<F>(pub F);

impl<T, F: Fn(&mut Draw) -> T> Domain for By<F> {
    type Value = T;
    fn draw(&self, draw: &mut Draw) -> T {
        self.0(draw)
    }
}

/// A vector of a size, each entry from one domain.
pub fn vec_of<T>(size: impl Size, entry: impl Domain<Value = T>) -> impl Domain<Value = Vec<T>> {
    By(move |draw: &mut Draw| (0..size.size(draw)).map(|_| entry.draw(draw)).collect())
}

/// An array, each entry from one domain.
pub fn array<const N: usize>(entry: impl Domain<Value = f64>) -> impl Domain<Value = [f64; N]> {
    By(move |draw: &mut Draw| std::array::from_fn(|_| entry.draw(draw)))
}

/// A square matrix in nested arrays.
pub fn matrix<const N: usize>(
    entry: impl Domain<Value = f64>,
) -> impl Domain<Value = [[f64; N]; N]> {
    By(move |draw: &mut Draw| std::array::from_fn(|_| std::array::from_fn(|_| entry.draw(draw))))
}

/// `None` three times in ten.
pub fn optional<T>(some: impl Domain<Value = T>) -> impl Domain<Value = Option<T>> {
    By(move |draw: &mut Draw| if draw.unit() < 0.3 { None } else { Some(some.draw(draw)) })
}

/// One of a list.
pub fn one_of<T: Clone>(list: impl Into<Vec<T>>) -> impl Domain<Value = T> {
    let list = list.into();
    By(move |draw: &mut Draw| list[draw.whole(&(0..list.len()))].clone())
}

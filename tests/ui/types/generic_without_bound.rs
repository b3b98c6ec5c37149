//! A type parameter whose bounds say nothing of tangents.

use cotangent::differentiable;
use std::ops::Mul;

#[differentiable]
pub fn square<T: Mul<Output = T> + Copy>(x: T) -> T {
    x * x
}

#[differentiable]
pub fn dot<T>(x: &[T], y: &[T]) -> T
where
    T: Mul<Output = T> + std::iter::Sum + Copy,
{
    x.iter().zip(y).map(|(a, b)| *a * *b).sum()
}

//! What the attribute writes for one function: every name, once.

use cotangent::differentiable;

#[differentiable]
fn f(x: &[f64], s: f64) -> f64 {
    s * x.iter().map(|v| v * v).sum::<f64>()
}

fn main() {
    let x = [1.0, 2.0];

    // The function itself is unchanged.
    assert_eq!(f(&x, 3.0), 15.0);

    // Forward mode: primals, then tangents; the value comes first.
    assert_eq!(f::jvp(&x, 3.0, &[1.0, 0.0], 0.0), (15.0, 6.0));

    // Reverse mode of any function: the value, and a map from the result's cotangent.
    let (y, pullback) = f::vjp(&x, 3.0);
    assert_eq!((y, pullback(10.0)), (15.0, (vec![60.0, 120.0], 50.0)));

    // Reverse mode of a function of one float.
    assert_eq!(f::grad(&x, 3.0), (vec![6.0, 12.0], 5.0));
    assert_eq!(f::value_and_grad(&x, 3.0), (15.0, (vec![6.0, 12.0], 5.0)));

    // The same into buffers of your own, which are overwritten.
    let (mut x_bar, mut s_bar) = ([9.0; 2], 9.0);
    assert_eq!(f::value_and_grad_into(&x, 3.0, &mut x_bar, &mut s_bar), 15.0);
    assert_eq!((x_bar, s_bar), ([6.0, 12.0], 5.0));
    println!("six ways to ask for one derivative agree");
}

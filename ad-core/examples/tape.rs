//! Programs that are put together at run time, on the tape.

use cotangent::tape::{Tape, Var};

/// A formula in postfix notation: numbers, `x`, operators and functions.
fn formula<'t>(text: &str, x: Var<'t>) -> Var<'t> {
    let mut stack: Vec<Var<'t>> = Vec::new();
    for word in text.split(' ') {
        let top = stack.pop();
        match (word, top) {
            ("sin", Some(a)) => stack.push(a.sin()),
            ("exp", Some(a)) => stack.push(a.exp()),
            ("+" | "*", Some(b)) => {
                let a = stack.pop().expect("two operands");
                stack.push(if word == "+" { a + b } else { a * b });
            }
            (word, top) => {
                stack.extend(top);
                stack.push(if word == "x" {
                    x
                } else {
                    word.parse::<f64>().expect("a number").into()
                });
            }
        }
    }
    stack.pop().expect("a result")
}

fn main() {
    let tape = Tape::new();
    let x = tape.var(0.0);
    let y = formula("x sin x exp * 2 x * +", x);
    assert_eq!(y.grad(&[x]), [3.0]);

    // A recorded gradient is made of variables, so it can be differentiated again: here 2 eˣ cos x.
    let slope = y.grad_recorded(&[x])[0];
    assert_eq!(slope.grad(&[x]), [2.0]);
}

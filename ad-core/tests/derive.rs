//! `#[derive(Differentiable)]` in use.

use cotangent::__private::Tan;
use cotangent::{Differentiable, Tangent};
use std::marker::PhantomData;

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Ball {
    mass: f64,
    position: [f64; 2],
    id: usize,
    #[constant]
    label: Label,
}

#[derive(Clone, Debug, PartialEq)]
struct Label(&'static str);

fn ball() -> Ball {
    Ball { mass: 2.0, position: [1.0, 3.0], id: 7, label: Label("b") }
}

#[test]
fn a_struct_has_a_tangent_with_the_same_fields() {
    let mut t = ball().zero_tangent();
    assert_eq!(t, BallTangent { mass: 0.0, position: [0.0; 2], id: (), label: () });
    t.set_flat(&[1.0, 2.0, 3.0]);
    let mut moved = ball();
    moved.step(&t, 10.0);
    assert_eq!(moved, Ball { mass: 12.0, position: [21.0, 33.0], ..ball() });
    t.accumulate(&t.clone());
    t.scale(0.5);
    t.axpy(1.0, &t.clone());
    assert_eq!(t.to_flat(), [2.0, 4.0, 6.0]);
    assert_eq!(t.dot(&t), 56.0);
    assert_eq!(ball().to_flat(), [2.0, 1.0, 3.0]);
    let shown = format!("{t:?}");
    assert_eq!(shown, "BallTangent { mass: 2.0, position: [4.0, 6.0], id: () }");
}

#[derive(Differentiable)]
struct Pair(f64, f32);

#[derive(Differentiable)]
struct Nothing;

#[derive(Clone, Debug, Differentiable, PartialEq)]
enum Shape {
    Circle(f64),
    Box {
        width: f64,
        height: f64,
        #[constant]
        label: Label,
    },
    Empty,
}

/// Every form in which emitted code may name a tangent, on stable Rust.
#[test]
fn tangents_are_built_and_matched_through_the_alias() {
    let ball = Tan::<Ball> { mass: 1.0, position: [2.0, 3.0], id: (), label: () };
    let Tan::<Ball> { mass, ref position, .. } = ball;
    assert_eq!((mass, position), (1.0, &[2.0, 3.0]));

    // A tuple struct takes braces; `Tan::<Pair>(1.0, 2.0)` is refused by rustc.
    let Tan::<Pair> { 0: a, 1: b } = Tan::<Pair> { 0: 1.0, 1: 2.0 };
    assert_eq!((a, b), (1.0, 2.0));
    let Tan::<Nothing> {} = Tan::<Nothing> {};

    for shape in [
        Tan::<Shape>::Circle(1.0),
        Tan::<Shape>::Box { width: 1.0, height: 0.0, label: () },
        Tan::<Shape>::Empty,
        Tan::<Shape>::Empty {},
    ] {
        let sum = match &shape {
            Tan::<Shape>::Circle(r) => *r,
            Tan::<Shape>::Box { width, height, .. } => width + height,
            Tan::<Shape>::Empty => 1.0,
        };
        assert_eq!(sum, 1.0);
    }
    if let Tan::<Shape>::Circle { 0: r } = Tan::<Shape>::Circle(2.0) {
        assert_eq!(r, 2.0);
    }
}

#[test]
fn an_enum_has_a_tangent_of_the_same_variant() {
    let mut shape = Shape::Box { width: 1.0, height: 2.0, label: Label("x") };
    let mut t = shape.zero_tangent();
    t.set_flat(&[3.0, 4.0]);
    shape.step(&t, 1.0);
    assert_eq!(shape, Shape::Box { width: 4.0, height: 6.0, label: Label("x") });
    t.accumulate(&t.clone());
    assert_eq!(t, ShapeTangent::Box { width: 6.0, height: 8.0, label: () });
    assert_ne!(t, ShapeTangent::Empty);
    assert_eq!(format!("{:?}", ShapeTangent::Circle(1.0)), "Circle(1.0)");
    assert!(Shape::Empty.zero_tangent().to_flat().is_empty());
    assert_eq!(Shape::Circle(3.0).zero_tangent(), ShapeTangent::Circle(0.0));
}

#[test]
#[should_panic(expected = "one is of variant `Shape::Circle`, the other of `Shape::Empty`")]
fn tangents_of_different_variants_are_never_added() {
    ShapeTangent::Circle(1.0).accumulate(&ShapeTangent::Empty);
}

#[test]
#[should_panic(expected = "one is of variant `Shape::Empty`, the other of `Shape::Circle`")]
fn a_value_never_steps_along_another_variant() {
    Shape::Empty.step(&ShapeTangent::Circle(1.0), 1.0);
}

trait Model {
    type State;
}
struct Linear;
impl Model for Linear {
    type State = Vec<f64>;
}

/// Everything that generics can do to a derive.
#[derive(Differentiable)]
struct Fit<'a, T, M: Model, const N: usize, C = Label>
where
    T: Copy,
{
    data: &'a [T],
    grid: [T; N],
    state: M::State,
    fixed: Option<&'a f64>,
    marker: PhantomData<M>,
    #[constant]
    _context: Option<&'a C>,
}

#[test]
fn generics_keep_what_the_tangent_needs() {
    let data = vec![1.0_f32, 2.0];
    let fit: Fit<'_, f32, Linear, 3> = Fit {
        data: &data,
        grid: [1.0; 3],
        state: vec![1.0],
        fixed: None,
        marker: PhantomData,
        _context: None,
    };
    let mut tangent = fit.zero_tangent();
    assert_eq!(tangent.data, vec![0.0_f32; 2]);
    tangent.state[0] = 5.0;
    let again = tangent.zero_tangent();
    assert_eq!(again.state, [0.0]);
    assert_eq!(tangent.to_flat().iter().sum::<f64>(), 5.0);
}

#[derive(Differentiable)]
struct View<'a> {
    data: &'a [f64],
}

#[derive(Differentiable)]
struct Views<'a>(View<'a>, Vec<View<'a>>);

#[test]
fn a_tangent_outlives_what_its_primal_borrows() {
    let tangent = {
        let data = vec![1.0, 2.0];
        Views(View { data: &data }, vec![View { data: &data }]).zero_tangent()
    };
    assert_eq!(
        tangent,
        ViewsTangent(ViewTangent { data: vec![0.0; 2] }, vec![ViewTangent { data: vec![0.0; 2] }])
    );
}

#[derive(Clone, Differentiable)]
struct Tree<T> {
    value: T,
    children: Vec<Tree<T>>,
    parent: Option<Box<Tree<T>>>,
}

#[derive(Differentiable)]
struct List {
    value: f64,
    next: Option<Box<List>>,
}

#[test]
fn recursive_types_have_recursive_tangents() {
    let leaf = Tree { value: 2.0, children: vec![], parent: None };
    let tree = Tree { value: 1.0, children: vec![leaf.clone()], parent: Some(Box::new(leaf)) };
    assert_eq!(tree.zero_tangent().to_flat(), [0.0; 3]);
    let list = List { value: 1.0, next: Some(Box::new(List { value: 2.0, next: None })) };
    assert_eq!(list.zero_tangent().next.unwrap().value, 0.0);
}

#[derive(Differentiable)]
enum Never {}

#[derive(Differentiable)]
enum Choice<T, E> {
    Left(T),
    Right { error: E },
}

#[test]
fn generic_enums() {
    let c: Choice<f64, Never> = Choice::Left(1.0);
    assert_eq!(c.zero_tangent(), ChoiceTangent::Left(0.0));
    let c: Choice<u8, [f64; 1]> = Choice::Right { error: [1.0] };
    let Tan::<Choice<u8, [f64; 1]>>::Right { error } = c.zero_tangent() else { panic!() };
    assert_eq!(error, [0.0]);
}

/// Types that a `macro_rules` wrote, with its own `$crate` and grouped types.
macro_rules! wrap {
    ($name:ident, $ty:ty) => {
        #[derive(Differentiable)]
        struct $name {
            inner: $ty,
            other: $crate::Pair,
        }
    };
}
wrap!(Wrapped, &'static [f64]);

#[test]
fn types_written_by_macros() {
    let w = Wrapped { inner: &[1.0], other: Pair(1.0, 2.0) };
    assert_eq!(w.zero_tangent().inner, [0.0]);
    assert_eq!(w.zero_tangent().other.1, 0.0_f32);
    assert_eq!(w.other.0, 1.0);
}

/// What the derive writes fires no lint of its own, however strict the user.
mod strict {
    #![forbid(unused, missing_docs, unreachable_pub, nonstandard_style, single_use_lifetimes)]
    #![forbid(clippy::all, clippy::pedantic)]

    use super::Differentiable;

    /// No field at all.
    #[derive(Differentiable)]
    pub(super) struct Unit;

    /// Nothing active.
    #[derive(Differentiable)]
    pub(super) enum Constant {
        /// One.
        One(#[constant] ()),
        /// Two.
        Two,
    }

    /// Both kinds of field.
    #[derive(Differentiable)]
    pub(super) struct Mixed<'a, T> {
        /// Borrowed.
        pub(super) data: &'a [T],
        /// Raw.
        pub(super) r#type: f64,
        /// Constant.
        #[constant]
        pub(super) name: &'a str,
    }
}

#[test]
fn strict_lints_are_kept() {
    assert!(strict::Unit.zero_tangent().is_zero());
    for constant in [strict::Constant::One(()), strict::Constant::Two] {
        assert!(constant.zero_tangent().is_zero());
    }
    let mixed = strict::Mixed { data: &[1.0], r#type: 2.0, name: "m" };
    let shown = format!("{}: {:?}", mixed.name, mixed.zero_tangent());
    assert_eq!(shown, "m: MixedTangent { data: [0.0], type: 0.0 }");
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Layer<const I: usize> {
    w: Vec<[f64; I]>,
    b: Vec<f32>,
    r#type: u8,
}

#[derive(Clone, Debug, Differentiable, PartialEq)]
struct Network {
    layers: Vec<Layer<3>>,
    shape: Option<Shape>,
    scale: f64,
    pairs: [(f64, [f64; 2]); 2],
}

fn network() -> Network {
    let layer = |n: usize| Layer { w: vec![[0.5; 3]; n], b: vec![0.1; n], r#type: 1 };
    let shape = Shape::Box { width: 1.0, height: 2.0, label: Label("b") };
    Network {
        layers: vec![layer(2), layer(1)],
        shape: Some(shape),
        scale: 3.0,
        pairs: [(1.0, [2.0, 3.0]), (4.0, [5.0, 6.0])],
    }
}

#[test]
fn leaves_have_paths_shapes_and_places_in_declaration_order() {
    let layout = network().layout();
    let seen: Vec<(&str, &[usize], usize)> =
        layout.leaves.iter().map(|l| (&l.path[..], &l.shape[..], l.range.start)).collect();
    let expected: [(&str, &[usize], usize); 11] = [
        ("layers[0].w", &[2, 3], 0),
        ("layers[0].b", &[2], 6),
        ("layers[1].w", &[1, 3], 8),
        ("layers[1].b", &[1], 11),
        ("shape.Box.width", &[], 12),
        ("shape.Box.height", &[], 13),
        ("scale", &[], 14),
        ("pairs[0].0", &[], 15),
        ("pairs[0].1", &[2], 16),
        ("pairs[1].0", &[], 18),
        ("pairs[1].1", &[2], 19),
    ];
    assert_eq!(seen, expected);
    assert_eq!(layout.len(), 21);
    // Those of the tangent, and of the tangent's tangent, are the same.
    let tangent = network().zero_tangent();
    assert_eq!(tangent.layout(), layout);
    assert_eq!(tangent.zeros_like().layout(), layout);
}

#[test]
fn flattening_and_putting_back_is_exact_in_either_precision() {
    let mut changed = network();
    let flat = changed.to_flat();
    assert_eq!(flat[6], f64::from(0.1_f32));
    changed.set_flat(&vec![7.0; flat.len()]);
    assert_ne!(changed, network());
    let mut buffer = vec![0.0; flat.len()];
    network().copy_to_flat(&mut buffer);
    changed.set_flat(&buffer);
    assert_eq!(changed, network());
}

#[test]
fn one_leaf_is_changed_by_its_name() {
    let mut changed = network();
    changed.for_each_leaf_mut(&mut |mut leaf| {
        if leaf.path == "layers[1].w" {
            assert_eq!(leaf.shape, [1, 3]);
            leaf.floats.copy_from(&[1.0, 2.0, 3.0]);
        }
    });
    let mut expected = network();
    expected.layers[1].w[0] = [1.0, 2.0, 3.0];
    assert_eq!(changed, expected);
}

#[test]
#[should_panic(expected = "21 floats meet 20 values")]
fn a_flat_vector_that_is_too_short_panics_with_both_lengths() {
    network().set_flat(&[0.0; 20]);
}

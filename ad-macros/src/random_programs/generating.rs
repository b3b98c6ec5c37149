//! Generating programs.

use super::*;

/// Which one of those in scope, whatever their number.
pub(super) type Pick = u8;

#[derive(Clone, Debug)]
pub(super) enum Float {
    Number(Pick),
    Var(Pick),
    Element(Pick, Index),
    Cast(Pick),
    Binary(Pick, Box<Float>, Box<Float>),
    Smooth(Pick, Box<Float>),
    Ratio(Box<Float>, Box<Float>),
    Kink(Pick, Box<Float>, Box<Float>),
    Either(Box<Cond>, Box<Float>, Box<Float>),
    Nested(Box<Float>, Box<Float>),
    Sum(Pick, Pick, Box<Float>),
}

#[derive(Clone, Debug)]
pub(super) struct Index(pub(super) Pick, pub(super) Pick);

#[derive(Clone, Debug)]
pub(super) enum Cond {
    Less(Float, Float),
    Integer(Pick, Pick),
    Join(Pick, Box<Cond>, Box<Cond>),
    Not(Box<Cond>),
}

#[derive(Clone, Debug)]
pub(super) enum Step_ {
    Let(Pick, Float),
    Later(Cond, Float, Float),
    Pair(Float, Float),
    Assign(Pick, Pick, Float),
    AssignBoth(Pick, Pick, Float),
    SwapVars(Pick, Pick),
    Buffer(Pick, Float, Float),
    Write(Pick, Pick, Index, Float),
    Whole(Pick, Pick, Float, Index, Index),
    View(Pick, Pick),
    Counter(Pick, Pick),
    If(Cond, Vec<Step_>, Vec<Step_>),
    Match(Pick, Vec<Step_>, Vec<Step_>, Vec<Step_>),
    Maybe(Cond, Float, Vec<Step_>),
    For(Pick, Pick, Vec<Step_>),
    While(Pick, Cond, Vec<Step_>),
    Drain(Pick, Vec<Step_>),
    Exit(Pick, Cond, Float),
    Product(Pick, Pick, Pick),
}

#[derive(Clone)]
pub(super) struct Program {
    pub(super) body: Vec<Step_>,
    pub(super) result: Float,
    pub(super) out: bool,
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source())
    }
}

pub(super) fn float() -> BoxedStrategy<Float> {
    let leaf = prop_oneof![
        1 => any::<u8>().prop_map(Float::Number),
        4 => any::<u8>().prop_map(Float::Var),
        3 => (any::<u8>(), index()).prop_map(|(a, i)| Float::Element(a, i)),
        1 => any::<u8>().prop_map(Float::Cast),
    ];
    leaf.prop_recursive(3, 8, 2, |e| {
        let b = e.clone().prop_map(Box::new);
        let less = (e.clone(), e.clone()).prop_map(|(x, y)| Box::new(Cond::Less(x, y)));
        prop_oneof![
            4 => (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Float::Binary(o, x, y)),
            3 => (any::<u8>(), b.clone()).prop_map(|(o, x)| Float::Smooth(o, x)),
            1 => (b.clone(), b.clone()).prop_map(|(x, y)| Float::Ratio(x, y)),
            1 => (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Float::Kink(o, x, y)),
            1 => (less, b.clone(), b.clone()).prop_map(|(c, x, y)| Float::Either(c, x, y)),
            1 => (b.clone(), b.clone()).prop_map(|(x, y)| Float::Nested(x, y)),
            1 => (any::<u8>(), any::<u8>(), b).prop_map(|(o, a, x)| Float::Sum(o, a, x)),
        ]
    })
    .boxed()
}

pub(super) fn index() -> impl Strategy<Value = Index> + Clone {
    (any::<u8>(), any::<u8>()).prop_map(|(a, b)| Index(a, b))
}

pub(super) fn cond() -> BoxedStrategy<Cond> {
    let leaf = prop_oneof![
        (float(), float()).prop_map(|(x, y)| Cond::Less(x, y)),
        (any::<u8>(), any::<u8>()).prop_map(|(i, k)| Cond::Integer(i, k))
    ];
    leaf.prop_recursive(2, 3, 2, |c| {
        let b = c.prop_map(Box::new);
        prop_oneof![
            (any::<u8>(), b.clone(), b.clone()).prop_map(|(o, x, y)| Cond::Join(o, x, y)),
            b.prop_map(Cond::Not)
        ]
    })
    .boxed()
}

pub(super) fn step() -> BoxedStrategy<Step_> {
    let p = || any::<u8>();
    let leaf = prop_oneof![
        4 => (p(), float()).prop_map(|(k, e)| Step_::Let(k, e)),
        1 => (cond(), float(), float()).prop_map(|(c, x, y)| Step_::Later(c, x, y)),
        1 => (float(), float()).prop_map(|(x, y)| Step_::Pair(x, y)),
        6 => (p(), p(), float()).prop_map(|(v, o, e)| Step_::Assign(v, o, e)),
        1 => (p(), p(), float()).prop_map(|(u, v, e)| Step_::AssignBoth(u, v, e)),
        1 => (p(), p()).prop_map(|(u, v)| Step_::SwapVars(u, v)),
        2 => (p(), float(), float()).prop_map(|(k, x, y)| Step_::Buffer(k, x, y)),
        5 => (p(), p(), index(), float()).prop_map(|(a, o, i, e)| Step_::Write(a, o, i, e)),
        2 => (p(), p(), float(), index(), index()).prop_map(|(a, k, e, i, j)| Step_::Whole(a, k, e, i, j)),
        1 => (p(), p()).prop_map(|(a, k)| Step_::View(a, k)),
        1 => (p(), p()).prop_map(|(a, k)| Step_::Counter(a, k)),
        2 => (p(), cond(), float()).prop_map(|(k, c, e)| Step_::Exit(k, c, e)),
        1 => (p(), p(), p()).prop_map(|(v, a, k)| Step_::Product(v, a, k)),
    ];
    leaf.prop_recursive(3, 24, 4, move |s| {
        let body = proptest::collection::vec(s, 0..5);
        prop_oneof![
            2 => (cond(), body.clone(), body.clone()).prop_map(|(c, t, e)| Step_::If(c, t, e)),
            1 => (p(), body.clone(), body.clone(), body.clone()).prop_map(|(i, a, b, c)| Step_::Match(i, a, b, c)),
            1 => (cond(), float(), body.clone()).prop_map(|(c, e, b)| Step_::Maybe(c, e, b)),
            4 => (p(), p(), body.clone()).prop_map(|(k, a, b)| Step_::For(k, a, b)),
            3 => (p(), cond(), body.clone()).prop_map(|(k, c, b)| Step_::While(k, c, b)),
            1 => (p(), body).prop_map(|(a, b)| Step_::Drain(a, b)),
        ]
    })
    .boxed()
}

pub(super) fn program() -> impl Strategy<Value = Program> {
    // Where the result is linear in what a loop makes, the loop fuses.
    let sum = (any::<u8>(), any::<u8>())
        .prop_map(|(u, v)| Float::Binary(0, Box::new(Float::Var(u)), Box::new(Float::Var(v))));
    let result = prop_oneof![float(), sum];
    (proptest::collection::vec(step(), 0..8), result, proptest::bool::weighted(0.2))
        .prop_map(|(body, result, out)| Program { body, result, out })
}

pub(super) fn point() -> impl Strategy<Value = Point> {
    let number = || (-10_i32..=10).prop_map(|k| f64::from(k) * 0.13 + 0.017);
    (proptest::collection::vec(number(), 2..=4), number(), number(), 0_i64..=3)
        .prop_map(|(x, a, b, n)| Point { x, a, b, n })
}

//! The intermediate representation: structured, typed where the source tells, one binding per name.
//!
//! Every pass after `parse` reads and writes this language, derivatives included, so transforms
//! compose. A function is a tree of blocks. Control flow is structured: after
//! `transform::control` the only jump left is `break` at the end of a loop's body. Values are
//! expression trees without side effects; whatever has an effect (a call, an assignment, a tape
//! operation) is a statement of its own.
//!
//! ```text
//! function  ::=  fn NAME(var*) -> type block
//! block     ::=  stmt*
//! stmt      ::=  let var [= expr]   |  let (var, …) = expr  |  place (=|+=|-=|…) expr
//!             |  place <- expr            accumulate into a cotangent
//!             |  if expr block block      |  match place arm*
//!             |  for var in expr..expr [rev] block   |  while expr block  |  loop block
//!             |  each pattern in foreign  block      items of an iterator that is constant
//!             |  while let pattern = expr block      stretches of a checkpointed loop
//!             |  push tape expr  |  let (var, …) = pop tape  |  break  |  foreign
//! expr      ::=  literal | place | &place | op(expr*) | call | tuple | array | struct | foreign
//! place     ::=  var (.field | [expr] | [expr..expr] | *)*
//! ```
//!
//! `foreign` is user code that active values never touch: it is carried as tokens, evaluated
//! once, in order. [`print`](self::print) writes any function as text; [`verify`](self::verify)
//! states what holds between passes.

pub(crate) mod builder;
#[cfg(test)]
pub(crate) mod interp;
pub(crate) mod print;
pub(crate) mod types;
pub(crate) mod verify;
pub(crate) mod visit;

use proc_macro2::{Span, TokenStream, TokenTree};
pub(crate) use types::Type;

/// A variable of one function, an index into [`Function::vars`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(crate) struct VarId(pub(crate) u32);

/// What is known of a variable.
#[derive(Clone, Debug)]
pub(crate) struct Var {
    /// The name wished for; `emit` makes it unique.
    pub(crate) name: String,
    pub(crate) ty: Type,
    /// Assigned after its declaration (or declared without a value and assigned in branches).
    pub(crate) mutable: bool,
    /// A shared borrow of another place: reading the variable reads that place.
    pub(crate) alias: Option<Place>,
    /// The type that the user wrote at the `let`, kept for rustc's inference.
    pub(crate) written: Option<TokenStream>,
    /// Counts the iterations of a loop that runs on all cores, in each sweep.
    pub(crate) parallel: bool,
    /// Named by the user, not by a pass.
    pub(crate) user: bool,
    /// Nothing that the macro sees says its float type; rustc knows more.
    pub(crate) guessed: bool,
    pub(crate) span: Span,
}

impl Var {
    /// A view of an array's part: a value of its own to rustc, a borrow to the derivative.
    pub(crate) fn is_view(&self) -> bool {
        self.alias.as_ref().is_some_and(Place::is_part)
    }
}

/// A parameter of a function.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) var: VarId,
    pub(crate) constant: bool,
    /// `&self`, `&mut self` or `self`.
    pub(crate) receiver: bool,
}

/// A function in the language.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) params: Vec<Param>,
    pub(crate) ret_ty: Type,
    /// The variable that holds the result when the body has run; none for `()`.
    pub(crate) ret: Option<VarId>,
    pub(crate) vars: Vec<Var>,
    pub(crate) body: Block,
    /// Loops that the user marked.
    pub(crate) marks: Vec<(LoopId, Mark)>,
    pub(crate) span: Span,
}

/// What an attribute asks of a loop.
#[derive(Clone, Debug)]
pub(crate) enum Mark {
    /// The reverse sweep starts from kept states and runs the iterations between them again.
    Checkpoint(Box<Schedule>),
    /// The iterations are independent and run on all cores.
    Parallel,
}

/// Which states a checkpointed loop keeps.
#[derive(Clone, Debug)]
pub(crate) enum Schedule {
    /// That of every k-th iteration.
    Every(Expr),
    /// So many, where they save the most.
    States(Expr),
    /// As many as fit into so many bytes.
    Bytes(u64),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) stmts: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum StmtKind {
    /// `let var = init;`, or `let var;` to be assigned in branches.
    Let {
        var: VarId,
        init: Option<Expr>,
    },
    /// `let (a, _, c) = init;`
    LetTuple {
        vars: Vec<Option<VarId>>,
        init: Expr,
    },
    /// `let PATTERN = &[mut] place else { unreachable!() };`: what a match arm binds, bound again.
    LetPattern {
        pattern: Pattern,
        mutable: bool,
        place: Place,
    },
    /// `place op= value;`
    Assign {
        place: Place,
        op: Option<&'static str>,
        value: Expr,
    },
    /// `place += value` on a cotangent whose type may be unknown.
    Accumulate {
        place: Place,
        value: Expr,
    },
    /// An expression evaluated for its effect: a call that returns nothing, a pullback's application.
    Eval(Expr),
    If {
        cond: Expr,
        then: Block,
        els: Block,
    },
    Match {
        scrutinee: Scrutinee,
        arms: Vec<Arm>,
    },
    /// `for var in lo..hi`, or in `(lo..hi).rev()`.
    For {
        id: LoopId,
        var: VarId,
        lo: Expr,
        hi: Expr,
        reversed: bool,
        body: Block,
    },
    /// `while cond`; `loop` when there is no condition.
    While {
        id: LoopId,
        cond: Option<Expr>,
        body: Block,
    },
    /// `for pattern in iterator` over items that are constant.
    Each {
        id: LoopId,
        pattern: Pattern,
        iterator: Foreign,
        body: Block,
    },
    /// `while let PATTERN = value`: the stretches of a checkpointed loop, the last one first.
    WhileLet {
        pattern: Pattern,
        value: Expr,
        body: Block,
    },
    /// `place.push(value);`
    VecPush {
        place: Place,
        value: Expr,
    },
    /// `let var = place.pop().unwrap();`, or without a name.
    VecPop {
        var: Option<VarId>,
        place: Place,
    },
    /// `mem::swap(&mut a, &mut b);`, or `v.swap(i, j);` for two elements of one sequence.
    Swap {
        a: Place,
        b: Place,
    },
    /// Leaves the innermost loop. Last statement of its block.
    Break,
    /// A jump as the user wrote it; gone after `transform::control`.
    Jump(Jump),
    /// `tape.push((vars, …))`
    Push {
        tape: VarId,
        values: Vec<Expr>,
    },
    /// `let (vars, …) = tape.pop()`
    Pop {
        tape: VarId,
        vars: Vec<VarId>,
    },
    /// A statement that active values never touch.
    Foreign(Foreign),
}

/// A jump before structuring. Its value, if any, was assigned before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jump {
    Break(LoopId),
    Continue(LoopId),
    Return,
}

/// Names a loop, so that a jump can say which one it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LoopId(pub(crate) u32);

#[derive(Clone, Debug)]
pub(crate) struct Arm {
    pub(crate) pattern: Pattern,
    pub(crate) guard: Option<Expr>,
    pub(crate) body: Block,
}

/// What a `match` looks at.
#[derive(Clone, Debug)]
pub(crate) enum Scrutinee {
    /// A value that active code does not flow through.
    Constant(Expr),
    /// A place whose parts the arms bind; `by_ref` when the user matched on a reference.
    Place { place: Place, by_ref: Option<bool> },
}

/// A pattern. Constant parts are the user's tokens.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    Wild,
    Bind {
        var: VarId,
        by_ref: bool,
        sub: Option<Box<Pattern>>,
    },
    Tuple(Vec<Pattern>),
    /// `[p, .., p]`
    Slice(Vec<Pattern>),
    /// `..` inside a slice pattern.
    Rest,
    Ref(Box<Pattern>),
    /// `Path(p, …)` or `Path` when `unit`.
    Variant {
        path: TokenStream,
        fields: Vec<Pattern>,
        unit: bool,
        tangent: bool,
    },
    /// `Path { field: p, .. }`
    Struct {
        path: TokenStream,
        fields: Vec<(String, Pattern)>,
        rest: bool,
        tangent: bool,
    },
    Or(Vec<Pattern>),
    /// A literal, a range, a constant.
    Foreign(TokenStream),
}

/// User code that is carried as it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Foreign {
    pub(crate) tokens: TokenStream,
    /// The variables that the tokens name, under the user's names.
    pub(crate) uses: Vec<(String, VarId)>,
    /// Of these, the ones whose values matter, not only on which side of a threshold they lie.
    pub(crate) flows: Vec<VarId>,
    /// Of these, the ones that the tokens may change.
    pub(crate) writes: Vec<VarId>,
    /// Of these, the ones that may keep a value behind a shared reference.
    pub(crate) keeps: Vec<VarId>,
    /// Statics that may keep a value.
    pub(crate) globals: Vec<String>,
    /// `unsafe` code or a macro that is not known: it may do anything with what it names.
    pub(crate) opaque: bool,
    /// Calls what may have effects or another result the next time: evaluated exactly once.
    pub(crate) once: bool,
}

impl Foreign {
    /// Tokens that name no variable.
    pub(crate) fn plain(tokens: TokenStream) -> Foreign {
        Foreign { tokens, ..Foreign::default() }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) ty: Type,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum ExprKind {
    /// A literal as the user wrote it.
    Literal(String),
    /// A number that a transform made.
    Number(f64),
    Read(Place),
    /// `&place` or `&mut place`.
    Borrow {
        mutable: bool,
        place: Place,
    },
    /// A primitive: an operator or a mathematical method (see `rules`).
    Op(&'static str, Vec<Expr>),
    /// One coefficient of a primitive whose operand types are unknown: left to trait dispatch.
    Rule {
        op: &'static str,
        form: RuleForm,
        args: Vec<Expr>,
    },
    /// A comparison or a logical operator: its result is constant.
    Compare(&'static str, Vec<Expr>),
    Cast(Box<Expr>, TokenStream),
    Len(Place),
    Call(Box<Call>),
    Tuple(Vec<Expr>),
    Array(Vec<Expr>),
    /// `[value; n]`, or `vec![value; n]` when `vec`.
    Repeat {
        value: Box<Expr>,
        count: Box<Expr>,
        vec: bool,
    },
    /// `vec![…]`
    VecOf(Vec<Expr>),
    /// `Path { field: value, ..rest }`, `Path(value, …)`; `tangent` writes the tangent type's path.
    Construct {
        path: TokenStream,
        fields: Vec<(Option<String>, Expr)>,
        rest: Option<Box<Expr>>,
        tangent: bool,
    },
    /// `zero(&place)`: the zero tangent of a value of unknown type.
    Zero(Box<Expr>),
    /// `place.clone()` or `place.to_vec()`.
    CloneOf {
        place: Place,
        method: &'static str,
    },
    /// A support function of `cotangent::__private`.
    Support(&'static str, Vec<Expr>),
    /// A closure that is handed to a function.
    Closure(Box<Lambda>),
    Foreign(Foreign),
}

/// A closure as a value: its body over the variables of the function around it.
#[derive(Clone, Debug)]
pub(crate) struct Lambda {
    /// As the user wrote it, for calls that no derivative flows through.
    pub(crate) primal: Foreign,
    pub(crate) args: Vec<VarId>,
    pub(crate) body: Block,
    pub(crate) ret: VarId,
    /// What the body names from around it.
    pub(crate) captures: Vec<VarId>,
    pub(crate) form: CallForm,
    /// Loops in it that the user marked.
    pub(crate) marks: Vec<(LoopId, Mark)>,
    /// In a derivative, the captures that a derivative flows to, in the order of their slots.
    pub(crate) wrt: Vec<VarId>,
}

/// How a rule function of unknown operand types is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleForm {
    /// `op_jvp(&a, &b, &y, a_dot, b_dot)`; applied k times, `op_jvp_jvp(.., a tangent for each that
    /// has one)`.
    Tangent(u8),
    /// `op_vjp_i(&a, &b, &y, &y_bar)`: the contribution to argument i; of a tangent,
    /// `op_jvp_vjp_i(..)`.
    Cotangent(u8, usize),
    /// Both of the primitive itself, in lanes: with a marker of their number behind the arguments.
    TangentLanes,
    CotangentLanes(usize),
    /// Both of the primitive's tangents in lanes.
    TangentOfLanes,
    CotangentOfLanes(usize),
}

impl RuleForm {
    /// The form after forward mode.
    pub(crate) fn tangent(self) -> RuleForm {
        match self {
            RuleForm::Tangent(k) => RuleForm::Tangent(k + 1),
            RuleForm::TangentLanes => RuleForm::TangentOfLanes,
            form => unreachable!("forward mode of {form:?}: reverse mode comes last"),
        }
    }

    /// The form that goes back to argument `i` in reverse mode.
    pub(crate) fn cotangent(self, i: usize) -> RuleForm {
        match self {
            RuleForm::Tangent(k) => RuleForm::Cotangent(k, i),
            RuleForm::TangentLanes => RuleForm::CotangentOfLanes(i),
            form => unreachable!("reverse mode of {form:?}: it comes once"),
        }
    }

    /// The operands, and the marker of lanes behind them.
    pub(crate) fn parts(self, args: &[Expr]) -> (&[Expr], Option<&Expr>) {
        match self {
            RuleForm::Tangent(_) | RuleForm::Cotangent(..) => (args, None),
            _ => args.split_last().map_or((args, None), |(lanes, args)| (args, Some(lanes))),
        }
    }
}

/// A call of a user's function.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) callee: Callee,
    pub(crate) args: Vec<Expr>,
    pub(crate) span: Span,
}

impl Call {
    /// How many of the arguments are the callee's own; the others are tangents.
    pub(crate) fn primals(&self) -> usize {
        match &self.callee {
            Callee::Path { form: CallForm::Jvp(k), .. }
            | Callee::Method { form: CallForm::Jvp(k), .. } => self.args.len() >> k,
            // Behind the tangents is a marker.
            Callee::Path { form: CallForm::JvpLanes, .. }
            | Callee::Method { form: CallForm::JvpLanes, .. } => self.args.len() / 2,
            _ => self.args.len(),
        }
    }

    /// Is argument `i` a tangent? The marker of the number of lanes is none.
    pub(crate) fn is_tangent(&self, i: usize) -> bool {
        let in_lanes = matches!(
            &self.callee,
            Callee::Path { form: CallForm::JvpLanes, .. }
                | Callee::Method { form: CallForm::JvpLanes, .. }
        );
        i >= self.primals() && !(in_lanes && i + 1 == self.args.len())
    }

    /// `Some(..)`, `Box::new(..)`, `x.into()`: a value put in another form, whatever the callee.
    pub(crate) fn is_form(&self) -> bool {
        let Callee::Wrap(path) = &self.callee else { return false };
        let name = last_segment(path);
        let text = path.to_string().replace(' ', "");
        name.starts_with(char::is_uppercase) || name == "into" || text.ends_with("Box::new")
    }

    /// The slope of a number of one number, or its value again.
    pub(crate) fn is_made_again(&self) -> bool {
        matches!(self.callee, Callee::Path { form: CallForm::Slope | CallForm::Again, .. })
    }

    /// `Err(..)`: what it carries has no tangent.
    pub(crate) fn is_error(&self) -> bool {
        let Callee::Wrap(path) = &self.callee else { return false };
        matches!(path.clone().into_iter().last(), Some(TokenTree::Ident(i)) if i == "Err")
    }
}

/// The name of what a path leads to, without generics: `m::f::<3>` is `f`.
pub(crate) fn last_segment(path: &TokenStream) -> String {
    match syn::parse2::<syn::ExprPath>(path.clone()) {
        Ok(p) => p.path.segments.last().map_or_else(|| "call".into(), |s| s.ident.to_string()),
        Err(_) => "call".into(),
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Callee {
    /// `path(args)`: the path as written and what of it is called.
    Path { path: TokenStream, form: CallForm },
    /// `args[0].name(args[1..])`
    Method { name: String, turbofish: TokenStream, form: CallForm },
    /// A local pullback.
    Local(VarId),
    /// `Some`, `Ok`, `Box::new`: linear in each argument.
    Wrap(TokenStream),
}

/// Which function of a callee is called. The number says how often forward mode has been applied
/// to it; each time doubles its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallForm {
    /// Hidden forward form: primals, then tangents. Applied no time, the function itself.
    Jvp(u8),
    /// Hidden reverse form: arguments, then activity markers; returns `(y, pullback)`.
    Vjp(u8),
    /// Hidden form for a result whose cotangent is known: arguments, activity markers, the cotangent,
    /// shadows; returns the value.
    AddGrad(u8),
    /// Hidden forms of a number of one number: the argument; returns the value and what its slope is
    /// made of. Then the slope, from the argument and that, and the value, if they are enough for it.
    Kept,
    Slope,
    Again,
    /// Forward and reverse form of the function itself in lanes: with a marker of their number behind
    /// the arguments.
    JvpLanes,
    VjpLanes,
    /// Forward and reverse form of `JvpLanes`, whose marker counts as an argument.
    JvpOfLanes,
    VjpOfLanes,
}

impl CallForm {
    pub(crate) const PRIMAL: CallForm = CallForm::Jvp(0);

    pub(crate) fn is_primal(self) -> bool {
        self == CallForm::PRIMAL
    }

    /// The form after forward mode.
    pub(crate) fn forward(self) -> CallForm {
        match self {
            CallForm::Jvp(k) => CallForm::Jvp(k + 1),
            CallForm::JvpLanes => CallForm::JvpOfLanes,
            form => unreachable!("forward mode of {form:?}: reverse mode comes last"),
        }
    }

    /// The form in reverse mode.
    pub(crate) fn reverse(self) -> CallForm {
        match self {
            CallForm::Jvp(k) => CallForm::Vjp(k),
            CallForm::JvpLanes => CallForm::VjpOfLanes,
            form => unreachable!("reverse mode of {form:?}: it comes once"),
        }
    }

    /// The reverse form whose cotangent is known.
    pub(crate) fn and_add(self) -> CallForm {
        match self {
            CallForm::Vjp(k) => CallForm::AddGrad(k),
            form => unreachable!("{form:?} has no pullback to be applied at once"),
        }
    }

    /// The hidden function's name behind that of the callee: `__jvp__vjp`.
    pub(crate) fn suffix(self) -> String {
        let (k, last) = match self {
            CallForm::Jvp(k) => (k, ""),
            CallForm::Vjp(k) => (k, "__vjp"),
            CallForm::AddGrad(k) => (k, "__add_grad"),
            CallForm::Kept => (0, "__kept"),
            CallForm::Slope => (0, "__slope"),
            CallForm::Again => (0, "__again"),
            CallForm::JvpLanes => (0, "__jvp_lanes"),
            CallForm::VjpLanes => (0, "__vjp_lanes"),
            CallForm::JvpOfLanes => (0, "__jvp_lanes__jvp"),
            CallForm::VjpOfLanes => (0, "__jvp_lanes__vjp"),
        };
        "__jvp".repeat(k.into()) + last
    }

    /// How many types a call with so many arguments has beyond those of the callee itself: one for
    /// each tangent in forward mode, one for each marker in reverse mode.
    pub(crate) fn extra_types(self, arguments: usize) -> usize {
        let (k, sets) = match self {
            CallForm::Jvp(k) => (k, 1),
            CallForm::Vjp(k) => (k, 2),
            CallForm::AddGrad(k) => (k, 3),
            CallForm::Kept | CallForm::Slope | CallForm::Again => return 0,
            // A type for each tangent or marker, and the number of lanes.
            CallForm::JvpLanes | CallForm::VjpLanes => return arguments / 2 + 1,
            // `n` arguments, `n` tangents and the number of lanes; then a type for each of them.
            CallForm::JvpOfLanes => return arguments - (arguments / 2 - 1) / 2,
            CallForm::VjpOfLanes => return arguments / 2,
        };
        let positions = arguments / sets;
        let primals = positions >> k;
        if sets == 1 { positions - primals } else { positions }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) root: VarId,
    pub(crate) path: Vec<Step>,
}

/// One step into a place.
#[derive(Clone, Debug)]
#[allow(clippy::large_enum_variant, reason = "boxes would hide the operands from patterns")]
pub(crate) enum Step {
    Field(String),
    Index(Expr),
    /// `[lo..hi]`, to the end when there is no `hi`.
    Slice(Expr, Option<Expr>),
    Deref,
    /// `.row(i)`, `.slice(s![..])`: what a method of an array lends, as a view.
    Part(&'static str, Vec<Expr>),
}

impl PartialEq for Step {
    fn eq(&self, other: &Step) -> bool {
        match (self, other) {
            (Step::Field(a), Step::Field(b)) => a == b,
            (Step::Deref, Step::Deref) => true,
            (Step::Index(a), Step::Index(b)) => a.same(b),
            (Step::Slice(a, None), Step::Slice(b, None)) => a.same(b),
            (Step::Slice(a, Some(c)), Step::Slice(b, Some(d))) => a.same(b) && c.same(d),
            (Step::Part(a, xs), Step::Part(b, ys)) => {
                a == b && xs.len() == ys.len() && xs.iter().zip(ys).all(|(x, y)| x.same(y))
            }
            _ => false,
        }
    }
}

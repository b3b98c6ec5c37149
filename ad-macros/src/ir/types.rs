//! Types as far as the source tells them. What it does not tell is `Unknown`, a type like any
//! other: code over it goes through trait dispatch.

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    F32,
    F64,
    /// A type parameter bounded by `Scalar`.
    Scalar(String),
    Int(String),
    Bool,
    /// Strings, characters and other types that carry no floats.
    Constant,
    Unit,
    Slice(Box<Type>),
    /// Element and length, the length as written.
    Array(Box<Type>, String),
    Vec(Box<Type>),
    Ref(bool, Box<Type>),
    Tuple(Vec<Type>),
    Option(Box<Type>),
    Result(Box<Type>),
    Boxed(Box<Type>),
    /// An array of `ndarray`, owned or a view, of any number of axes: its element.
    NdArray(Box<Type>),
    /// A type of the user's.
    Named(String),
    Unknown,
    /// To be found by unification.
    Infer(u32),
}

impl Type {
    pub(crate) fn slice(elem: Type) -> Type {
        Type::Slice(Box::new(elem))
    }

    /// A float whose arithmetic is emitted as plain operators.
    pub(crate) fn is_float(&self) -> bool {
        matches!(self, Type::F32 | Type::F64 | Type::Scalar(_))
    }

    /// Carries no floats by its syntax alone.
    pub(crate) fn is_constant(&self) -> bool {
        match self {
            Type::Int(_) | Type::Bool | Type::Constant | Type::Unit => true,
            Type::Slice(t)
            | Type::Array(t, _)
            | Type::Vec(t)
            | Type::Ref(_, t)
            | Type::Option(t)
            | Type::NdArray(t)
            | Type::Boxed(t) => t.is_constant(),
            Type::Tuple(ts) => ts.iter().all(Type::is_constant),
            _ => false,
        }
    }

    /// Copied around by value and renamed freely: numbers and booleans.
    pub(crate) fn is_scalar(&self) -> bool {
        self.is_float() || matches!(self, Type::Int(_) | Type::Bool | Type::Unit)
    }

    /// Known to be `Copy`.
    pub(crate) fn is_copy(&self) -> bool {
        match self {
            Type::Ref(mutable, _) => !mutable,
            Type::Array(t, _) | Type::Option(t) => t.is_copy(),
            Type::Tuple(ts) => ts.iter().all(Type::is_copy),
            t => t.is_scalar(),
        }
    }

    /// All its values have as many floats, in the same places.
    pub(crate) fn has_one_shape(&self) -> bool {
        match self {
            Type::Array(t, _) => t.has_one_shape(),
            Type::Tuple(ts) => ts.iter().all(Type::has_one_shape),
            t => t.is_scalar() || *t == Type::Constant,
        }
    }

    /// Without outer references and boxes.
    pub(crate) fn peel(&self) -> &Type {
        match self {
            Type::Ref(_, t) | Type::Boxed(t) => t.peel(),
            t => t,
        }
    }

    /// What indexing gives.
    pub(crate) fn element(&self) -> Option<&Type> {
        match self.peel() {
            Type::Slice(t) | Type::Array(t, _) | Type::Vec(t) | Type::NdArray(t) => Some(t),
            _ => None,
        }
    }

    /// An array of `ndarray`, or a reference to one.
    pub(crate) fn is_nd_array(&self) -> bool {
        matches!(self.peel(), Type::NdArray(_))
    }

    pub(crate) fn is_mut_ref(&self) -> bool {
        matches!(self, Type::Ref(true, _))
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Type::F32 => write!(f, "f32"),
            Type::F64 => write!(f, "f64"),
            Type::Scalar(name) | Type::Int(name) | Type::Named(name) => write!(f, "{name}"),
            Type::Bool => write!(f, "bool"),
            Type::Constant => write!(f, "constant"),
            Type::Unit => write!(f, "()"),
            Type::Slice(t) => write!(f, "[{t}]"),
            Type::Array(t, n) => write!(f, "[{t}; {n}]"),
            Type::Vec(t) => write!(f, "Vec<{t}>"),
            Type::Ref(true, t) => write!(f, "&mut {t}"),
            Type::Ref(false, t) => write!(f, "&{t}"),
            Type::Tuple(ts) => {
                write!(f, "(")?;
                for (i, t) in ts.iter().enumerate() {
                    write!(f, "{}{t}", if i == 0 { "" } else { ", " })?;
                }
                write!(f, ")")
            }
            Type::Option(t) => write!(f, "Option<{t}>"),
            Type::Result(t) => write!(f, "Result<{t}>"),
            Type::Boxed(t) => write!(f, "Box<{t}>"),
            Type::NdArray(t) => write!(f, "ndarray<{t}>"),
            Type::Unknown | Type::Infer(_) => write!(f, "?"),
        }
    }
}

/// What an unsolved type variable may still become.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Class {
    Float,
    Int,
    Any,
}

/// Union of type variables, as far as literals and containers need it.
#[derive(Debug)]
pub(crate) struct Unifier {
    solved: std::cell::RefCell<Vec<(Class, Option<Type>)>>,
    /// What a float is that nothing in sight decides.
    open_float: Type,
}

impl Default for Unifier {
    fn default() -> Unifier {
        Unifier::new(Type::F64)
    }
}

impl Unifier {
    pub(crate) fn new(open_float: Type) -> Unifier {
        Unifier { solved: Default::default(), open_float }
    }

    /// Whether a float stayed open where f64, Rust's default, is not likely: calls whose types
    /// only rustc knows decide it.
    pub(crate) fn guesses(&self, ty: &Type) -> bool {
        self.open_float != Type::F64 && self.class(ty) == Some(Class::Float)
    }

    pub(crate) fn fresh(&self, class: Class) -> Type {
        let mut solved = self.solved.borrow_mut();
        solved.push((class, None));
        Type::Infer(solved.len() as u32 - 1)
    }

    /// The type as far as it is known now.
    pub(crate) fn shallow(&self, ty: &Type) -> Type {
        match ty {
            Type::Infer(i) => {
                let known = self.solved.borrow()[*i as usize].1.clone();
                match known {
                    Some(t) => self.shallow(&t),
                    None => ty.clone(),
                }
            }
            t => t.clone(),
        }
    }

    pub(crate) fn class(&self, ty: &Type) -> Option<Class> {
        match self.shallow(ty) {
            Type::Infer(i) => Some(self.solved.borrow()[i as usize].0),
            _ => None,
        }
    }

    /// Makes two types equal where one of them is open; a clash is left to rustc.
    pub(crate) fn unify(&self, a: &Type, b: &Type) {
        let (a, b) = (self.shallow(a), self.shallow(b));
        match (&a, &b) {
            (Type::Infer(i), Type::Infer(j)) if i == j => {}
            (Type::Infer(i), Type::Infer(j)) => {
                // The narrower class survives.
                let mut solved = self.solved.borrow_mut();
                if solved[*i as usize].0 == Class::Any {
                    solved[*i as usize].1 = Some(b);
                } else {
                    solved[*j as usize].1 = Some(a);
                }
            }
            (Type::Infer(i), t) | (t, Type::Infer(i)) => {
                let class = self.solved.borrow()[*i as usize].0;
                let fits = match class {
                    Class::Any => true,
                    Class::Float => t.is_float() || *t == Type::Unknown,
                    Class::Int => matches!(t, Type::Int(_) | Type::Unknown),
                };
                // Fields have types that only rustc knows: where a reference to one meets one, neither is inside itself.
                if fits && *t != Type::Unknown && !self.occurs(*i, t) {
                    self.solved.borrow_mut()[*i as usize].1 = Some(t.clone());
                }
            }
            (
                Type::Slice(s) | Type::Array(s, _) | Type::Vec(s),
                Type::Slice(t) | Type::Array(t, _) | Type::Vec(t),
            )
            | (Type::Option(s), Type::Option(t))
            | (Type::Result(s), Type::Result(t))
            | (Type::NdArray(s), Type::NdArray(t))
            | (Type::Boxed(s), Type::Boxed(t)) => self.unify(s, t),
            (Type::Ref(_, s), Type::Ref(_, t)) => self.unify(s, t),
            (Type::Tuple(s), Type::Tuple(t)) if s.len() == t.len() => {
                for (s, t) in s.iter().zip(t) {
                    self.unify(s, t);
                }
            }
            _ => {}
        }
    }

    /// Whether an open type is a part of another.
    fn occurs(&self, open: u32, ty: &Type) -> bool {
        match self.shallow(ty) {
            Type::Infer(i) => i == open,
            Type::Tuple(parts) => parts.iter().any(|part| self.occurs(open, part)),
            Type::Slice(t)
            | Type::Array(t, _)
            | Type::Vec(t)
            | Type::Ref(_, t)
            | Type::Option(t)
            | Type::Result(t)
            | Type::Boxed(t)
            | Type::NdArray(t) => self.occurs(open, &t),
            _ => false,
        }
    }

    /// The type with every variable replaced; what stayed open takes the function's float, or Rust's default.
    pub(crate) fn resolve(&self, ty: &Type) -> Type {
        let sub = |t: &Type| Box::new(self.resolve(t));
        match ty {
            Type::Infer(i) => {
                let known = self.solved.borrow()[*i as usize].clone();
                match known {
                    (_, Some(t)) => self.resolve(&t),
                    (Class::Float, None) => self.open_float.clone(),
                    (Class::Int, None) => Type::Int("i32".into()),
                    (Class::Any, None) => Type::Unknown,
                }
            }
            Type::Slice(t) => Type::Slice(sub(t)),
            Type::Array(t, n) => Type::Array(sub(t), n.clone()),
            Type::Vec(t) => Type::Vec(sub(t)),
            Type::Ref(m, t) => Type::Ref(*m, sub(t)),
            Type::Tuple(ts) => Type::Tuple(ts.iter().map(|t| self.resolve(t)).collect()),
            Type::Option(t) => Type::Option(sub(t)),
            Type::Result(t) => Type::Result(sub(t)),
            Type::Boxed(t) => Type::Boxed(sub(t)),
            Type::NdArray(t) => Type::NdArray(sub(t)),
            t => t.clone(),
        }
    }
}

/// What a function's generics say about its type parameters.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypeParams {
    /// Parameters bounded by `Scalar`.
    pub(crate) scalars: Vec<String>,
    /// Parameters bounded by `Fn(..) -> R` over values, with R.
    pub(crate) functions: Vec<(String, syn::Type)>,
}

//! What names mean while a body is lowered.

use super::select::Cursor;
use crate::ir::{LoopId, Place, Type, VarId};
use proc_macro2::TokenStream;
use std::collections::HashMap;
use std::rc::Rc;

/// What a name stands for.
#[derive(Clone)]
pub(crate) enum Binding {
    Var(VarId),
    /// A mutable borrow: every use is written as the place itself.
    Place {
        place: Place,
        ty: Type,
        mutable: bool,
    },
    Closure(Rc<Closure>),
    /// A function known by its path.
    Path(TokenStream),
    /// An iterator, read item by item.
    Iterator(Rc<Cursor>),
}

/// A closure, inlined where it is called.
pub(crate) struct Closure {
    pub(crate) expr: syn::ExprClosure,
    /// The names as they were where the closure was written.
    pub(crate) scopes: Scopes,
}

#[derive(Clone, Default)]
pub(crate) struct Scopes {
    frames: Vec<HashMap<String, Binding>>,
}

impl Scopes {
    pub(crate) fn push(&mut self) {
        self.frames.push(HashMap::new());
    }

    pub(crate) fn pop(&mut self) {
        self.frames.pop();
    }

    pub(crate) fn bind(&mut self, name: String, binding: Binding) {
        self.frames.last_mut().expect("an open scope").insert(name, binding);
    }

    pub(crate) fn find(&self, name: &str) -> Option<&Binding> {
        self.frames.iter().rev().find_map(|f| f.get(name))
    }
}

/// An open loop, labelled block or inlined closure body that jumps may name.
pub(crate) struct Frame {
    pub(crate) label: Option<String>,
    pub(crate) id: LoopId,
    /// The loop that `continue` goes on with: the same, but for items of two sequences in turn.
    pub(crate) next: LoopId,
    /// Where `break value` puts its value.
    pub(crate) result: Option<VarId>,
    /// A labelled block is left by `break 'label` only.
    pub(crate) is_block: bool,
    /// A closure body is left by `return` only.
    pub(crate) is_closure: bool,
}

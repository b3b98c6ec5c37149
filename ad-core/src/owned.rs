//! Copies and ends of values whose type only rustc knows: a vector's memory is taken from a workspace and
//! given back there. A method that fits one type hides those behind it, to which a value
//! dereferences; so rustc chooses.

use crate::Tangent;
use crate::buffers::copied;
use crate::workspace::give_back;
use std::ops::{Deref, DerefMut};

/// A value of whatever type, whose vectors are given back where it has some that are known.
///
/// `owned(x).recycle()` finds the first of three methods that fits: that of tangents, whose vectors may
/// lie anywhere in them, that of vectors of anything, and one that drops the value.
#[inline(always)]
pub fn owned<T>(x: T) -> Owned<T> {
    Owned(OwnedVec(Other(Some(x))))
}

/// A value that may be a tangent.
pub struct Owned<T>(OwnedVec<T>);

/// A value that may be a vector.
pub struct OwnedVec<T>(Other<T>);

/// A value that is dropped.
pub struct Other<T>(Option<T>);

impl<T: Tangent> Owned<T> {
    /// Gives back all vectors in a tangent.
    #[inline]
    pub fn recycle(&mut self) {
        if let Some(x) = self.0.0.0.take() {
            x.give_back();
        }
    }
}

impl<T> OwnedVec<Vec<T>> {
    /// Gives back a vector.
    #[inline]
    pub fn recycle(&mut self) {
        if let Some(v) = self.0.0.take() {
            give_back(v);
        }
    }
}

impl<T> Other<T> {
    /// Drops the value.
    #[inline]
    pub fn recycle(&mut self) {
        self.0 = None;
    }
}

impl<T> Deref for Owned<T> {
    type Target = OwnedVec<T>;
    #[inline(always)]
    fn deref(&self) -> &OwnedVec<T> {
        &self.0
    }
}

impl<T> DerefMut for Owned<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut OwnedVec<T> {
        &mut self.0
    }
}

impl<T> Deref for OwnedVec<T> {
    type Target = Other<T>;
    #[inline(always)]
    fn deref(&self) -> &Other<T> {
        &self.0
    }
}

impl<T> DerefMut for OwnedVec<T> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Other<T> {
        &mut self.0
    }
}

/// Something to be copied: `original(&x).copy()` is `x.clone()`.
#[inline(always)]
pub fn original<T>(x: &T) -> Original<'_, T> {
    Original(OriginalReference(OriginalValue(x)))
}

/// A value that may be a vector.
pub struct Original<'a, T>(OriginalReference<'a, T>);

/// A value that may be a reference, and then `clone` copies what it refers to.
pub struct OriginalReference<'a, T>(OriginalValue<'a, T>);

/// Any other value.
pub struct OriginalValue<'a, T>(&'a T);

impl<T: Clone> Original<'_, Vec<T>> {
    /// A copy of a vector.
    #[inline]
    pub fn copy(&self) -> Vec<T> {
        copied(self.0.0.0)
    }
}

impl<T: Clone> Original<'_, &Vec<T>> {
    /// A copy of a vector.
    #[inline]
    pub fn copy(&self) -> Vec<T> {
        copied(self.0.0.0)
    }
}

impl<T: Clone> OriginalReference<'_, &T> {
    /// A copy of the referent.
    #[inline]
    pub fn copy(&self) -> T {
        (*self.0.0).clone()
    }
}

impl<T: Clone> OriginalValue<'_, T> {
    /// A copy.
    #[inline]
    pub fn copy(&self) -> T {
        self.0.clone()
    }
}

impl<'a, T> Deref for Original<'a, T> {
    type Target = OriginalReference<'a, T>;
    #[inline(always)]
    fn deref(&self) -> &OriginalReference<'a, T> {
        &self.0
    }
}

impl<'a, T> Deref for OriginalReference<'a, T> {
    type Target = OriginalValue<'a, T>;
    #[inline(always)]
    fn deref(&self) -> &OriginalValue<'a, T> {
        &self.0
    }
}

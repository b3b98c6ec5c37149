//! Writes the tangent type and its impls.

use super::{Field, Form, Shape, Stage, Variant, lanes_generics};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

impl Shape {
    /// Everything that the derive emits.
    pub(super) fn write(&self) -> TokenStream {
        let definition = self.definition();
        let primal = self.primal_impl();
        let tangent = self.tangent_impls();
        let lanes = match &self.stage {
            Stage::Primal { lanes } => {
                let shape = self.in_lanes(lanes);
                let (definition, impls) = (shape.definition(), shape.tangent_impls());
                quote! { #definition #impls }
            }
            Stage::Lanes => TokenStream::new(),
        };
        quote! { #definition #primal #tangent #lanes }
    }

    /// `pub struct FooTangent { … }`.
    fn definition(&self) -> TokenStream {
        let Shape { name, tangent, vis, .. } = self;
        let generics = &self.tangent_generics;
        let clause = &self.tangent_generics.where_clause;
        let form = if self.is_enum { "variants" } else { "fields" };
        let doc = match self.stage {
            Stage::Primal { .. } => {
                format!(" The tangent of [`{name}`]: the same {form}, holding tangents.")
            }
            Stage::Lanes => format!(" Many [`{name}`] side by side: the same {form}, in lanes."),
        };
        if self.is_enum {
            let variants = self.variants.iter().map(|variant| {
                let name = &variant.name;
                let doc = match self.stage {
                    Stage::Primal { .. } => format!(" The tangent of `{}::{name}`.", self.name),
                    Stage::Lanes => format!(" `{}::{name}` in lanes.", self.name),
                };
                let fields = variant.definition(false, &self.stage);
                quote! { #[doc = #doc] #name #fields }
            });
            quote! {
                #[doc = #doc]
                #vis enum #tangent #generics #clause { #(#variants,)* }
            }
        } else {
            let variant = &self.variants[0];
            let fields = variant.definition(true, &self.stage);
            let rest = match variant.form {
                Form::Named => quote! { #clause #fields },
                Form::Tuple | Form::Unit => quote! { #fields #clause; },
            };
            quote! {
                #[doc = #doc]
                #vis struct #tangent #generics #rest
            }
        }
    }

    /// `impl Differentiable for Foo`.
    fn primal_impl(&self) -> TokenStream {
        let Shape { name, tangent, .. } = self;
        let (impl_generics, arguments, clause) = self.generics.split_for_impl();
        let (_, tangent_arguments, _) = self.tangent_generics.split_for_impl();

        let zero = self.over_one(name, |variant| {
            let path = self.path(tangent, variant);
            let slots = variant.fields.iter().enumerate().map(|(i, field)| {
                let Field { member, span, .. } = field;
                if field.active.is_none() {
                    return quote! { #member: () };
                }
                let x = binding("x", i);
                let zero = quote_spanned! {*span=>
                    ::cotangent::Differentiable::zero_tangent(#x)
                };
                quote! { #member: #zero }
            });
            quote! { #path { #(#slots),* } }
        });
        let step = self.over_two(
            (name, tangent),
            "direction",
            |field, x, w| {
                quote_spanned! {field.span=> ::cotangent::Differentiable::step(#x, #w, by) }
            },
            in_turn,
        );
        let walk = self.walk(name);
        // A value of another variant needs another tangent.
        let zero_into = (!self.is_enum).then(|| {
            let parts = self.over_two(
                (name, tangent),
                "tangent",
                |_, x, w| quote! { ::cotangent::Differentiable::zero_into(#x, #w) },
                in_turn,
            );
            quote! {
                #[inline]
                fn zero_into(&self, tangent: &mut Self::Tangent) {
                    #parts
                }
            }
        });
        quote! {
            impl #impl_generics ::cotangent::Differentiable for #name #arguments #clause {
                type Tangent = #tangent #tangent_arguments;
                #[inline]
                fn zero_tangent(&self) -> Self::Tangent {
                    #zero
                }
                #zero_into
                fn step(&mut self, direction: &Self::Tangent, by: f64) {
                    let _ = by;
                    #step
                }
                #walk
            }
        }
    }

    /// The impls that make `FooTangent` a tangent. Written out, since the standard derives would
    /// ask `T: Clone` of a parameter of which only `T::Tangent: Clone` is needed.
    fn tangent_impls(&self) -> TokenStream {
        let Shape { tangent, .. } = self;
        let (impl_generics, arguments, clause) = self.tangent_generics.split_for_impl();

        let rebuilt = |method: TokenStream| {
            self.over_one(tangent, |variant| {
                let path = self.path(tangent, variant);
                let slots = variant.fields.iter().enumerate().map(|(i, field)| {
                    let member = &field.member;
                    let x = binding("x", i);
                    if field.active.is_none() {
                        quote! { #member: () }
                    } else {
                        quote! { #member: #method(#x) }
                    }
                });
                quote! { #path { #(#slots),* } }
            })
        };
        let clone = rebuilt(quote! { ::core::clone::Clone::clone });
        let zero = rebuilt(quote! { ::cotangent::Differentiable::zero_tangent });
        let debug = self.over_one(tangent, |variant| {
            let name = if self.is_enum { &variant.name } else { tangent }.to_string();
            let (builder, fields): (_, Vec<_>) = match variant.form {
                Form::Unit => return quote! { f.write_str(#name) },
                Form::Named => (
                    quote! { debug_struct },
                    variant
                        .active()
                        .map(|(i, field)| {
                            let x = binding("x", i);
                            let member = &field.member;
                            let member = shown(member);
                            quote! { .field(#member, #x) }
                        })
                        .collect(),
                ),
                Form::Tuple => (
                    quote! { debug_tuple },
                    variant
                        .fields
                        .iter()
                        .enumerate()
                        .map(|(i, field)| {
                            let x = binding("x", i);
                            if field.active.is_some() {
                                quote! { .field(#x) }
                            } else {
                                quote! { .field(&()) }
                            }
                        })
                        .collect(),
                ),
            };
            quote! { f.#builder(#name) #(#fields)* .finish() }
        });
        let equal = self.equal();
        let walk = self.walk(tangent);
        let scale = self.over_one(tangent, |variant| {
            let calls = variant.active().map(|(i, _)| {
                let x = binding("x", i);
                quote! { ::cotangent::Tangent::scale(#x, by); }
            });
            quote! { { #(#calls)* } }
        });
        let give_back = self.over_one(tangent, |variant| {
            let calls = variant.active().map(|(i, _)| {
                let x = binding("x", i);
                quote! { ::cotangent::Tangent::give_back(#x); }
            });
            quote! { { #(#calls)* } }
        });
        let give_back = (!self.variants.is_empty()).then(|| {
            quote! {
                #[inline]
                fn give_back(self) {
                    #give_back
                }
            }
        });
        let lanes = self.lanes_items();
        let both = (tangent, tangent);
        let accumulate = self.over_two(
            both,
            "other",
            |_, x, w| {
                quote! { ::cotangent::Tangent::accumulate(#x, #w) }
            },
            in_turn,
        );
        let axpy = self.over_two(
            both,
            "x",
            |_, x, w| {
                quote! { ::cotangent::Tangent::axpy(#x, a, #w) }
            },
            in_turn,
        );
        let dot = self.over_two(
            both,
            "other",
            |_, x, w| {
                quote! { ::cotangent::Tangent::dot(#x, #w) }
            },
            |terms| quote! { 0.0 #(+ #terms)* },
        );
        quote! {
            impl #impl_generics ::core::clone::Clone for #tangent #arguments #clause {
                #[inline]
                fn clone(&self) -> Self {
                    #clone
                }
            }
            impl #impl_generics ::core::fmt::Debug for #tangent #arguments #clause {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    #debug
                }
            }
            impl #impl_generics ::core::cmp::PartialEq for #tangent #arguments #clause {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    #equal
                }
            }
            impl #impl_generics ::cotangent::Differentiable for #tangent #arguments #clause {
                type Tangent = Self;
                #[inline]
                fn zero_tangent(&self) -> Self {
                    #zero
                }
                #[inline]
                fn step(&mut self, direction: &Self, by: f64) {
                    ::cotangent::Tangent::axpy(self, by, direction);
                }
                #walk
            }
            impl #impl_generics ::cotangent::Tangent for #tangent #arguments #clause {
                #lanes
                #[inline]
                fn accumulate(&mut self, other: &Self) {
                    #accumulate
                }
                #[inline]
                fn axpy(&mut self, a: f64, x: &Self) {
                    let _ = a;
                    #axpy
                }
                #[inline]
                fn scale(&mut self, by: f64) {
                    let _ = by;
                    #scale
                }
                #[inline]
                fn dot(&self, other: &Self) -> f64 {
                    #dot
                }
                #give_back
            }
        }
    }

    /// The methods `walk` and `walk_mut` of `ty`, which visit the active fields under their names.
    fn walk(&self, ty: &Ident) -> TokenStream {
        let arms = self.over_one(ty, |variant| {
            let calls = variant.active().map(|(i, field)| {
                let x = binding("x", i);
                let mut name = shown(&field.member);
                if self.is_enum {
                    name = format!("{}.{name}", variant.name.unraw());
                }
                quote_spanned! {field.span=> walk.field(#name, #x); }
            });
            quote! { { #(#calls)* } }
        });
        quote! {
            fn walk(&self, walk: &mut ::cotangent::leaves::Walk<'_>) {
                let _ = &walk;
                #arms
            }
            fn walk_mut(&mut self, walk: &mut ::cotangent::leaves::WalkMut<'_>) {
                let _ = &walk;
                #arms
            }
        }
    }

    /// What a tangent says of its lanes.
    fn lanes_items(&self) -> TokenStream {
        let Stage::Primal { lanes } = &self.stage else {
            // Lanes of lanes: no sweep looks inside of them.
            return quote! {
                type Lanes<const OUTER: usize> = [Self; OUTER];
                fn zero_lanes<const OUTER: usize>(&self) -> [Self; OUTER] {
                    ::core::array::from_fn(|_| ::cotangent::Differentiable::zero_tangent(self))
                }
                fn lane<const OUTER: usize>(lanes: &[Self; OUTER], l: usize) -> Self {
                    ::core::clone::Clone::clone(&lanes[l])
                }
                fn set_lane<const OUTER: usize>(&self, lanes: &mut [Self; OUTER], l: usize) {
                    lanes[l] = ::core::clone::Clone::clone(self);
                }
            };
        };
        let tangent = &self.tangent;
        let generics = lanes_generics(&self.tangent_generics);
        let (_, arguments, _) = generics.split_for_impl();
        let rebuild =
            |to: &Ident, variant: &Variant, part: &dyn Fn(&Field, Ident) -> TokenStream| {
                let path = self.path(to, variant);
                let slots = variant.fields.iter().enumerate().map(|(i, field)| {
                    let member = &field.member;
                    let value = match field.active {
                        Some(_) => part(field, binding("x", i)),
                        None => quote!(()),
                    };
                    quote! { #member: #value }
                });
                quote! { #path { #(#slots),* } }
            };
        let zero = self.over_one(tangent, |variant| {
            rebuild(lanes, variant, &|_, x| {
                quote! { ::cotangent::Tangent::zero_lanes::<LANES>(#x) }
            })
        });
        let lane = if self.variants.is_empty() {
            quote! { match *lanes {} }
        } else {
            let arms = self.variants.iter().map(|variant| {
                let pattern = self.pattern(lanes, variant, "x");
                let body = rebuild(tangent, variant, &|field, x| {
                    let ty = &field.active;
                    quote! {
                        <<#ty as ::cotangent::Differentiable>::Tangent as ::cotangent::Tangent>
                            ::lane::<LANES>(#x, l)
                    }
                });
                quote! { #pattern => #body, }
            });
            quote! { match lanes { #(#arms)* } }
        };
        let set = self.over_two(
            (tangent, lanes),
            "lanes",
            |_, x, w| quote! { ::cotangent::Tangent::set_lane::<LANES>(#x, #w, l) },
            in_turn,
        );
        quote! {
            type Lanes<const LANES: usize> = #lanes #arguments;
            #[inline]
            fn zero_lanes<const LANES: usize>(&self) -> Self::Lanes<LANES> {
                #zero
            }
            #[inline]
            fn lane<const LANES: usize>(lanes: &Self::Lanes<LANES>, l: usize) -> Self {
                let _ = l;
                #lane
            }
            #[inline]
            fn set_lane<const LANES: usize>(&self, lanes: &mut Self::Lanes<LANES>, l: usize) {
                let _ = l;
                #set
            }
        }
    }

    /// `match self { … }` with an arm for each variant of `ty`, which binds the active fields.
    fn over_one(&self, ty: &Ident, arm: impl Fn(&Variant) -> TokenStream) -> TokenStream {
        if self.variants.is_empty() {
            return quote! { match *self {} };
        }
        let arms = self.variants.iter().map(|variant| {
            let pattern = self.pattern(ty, variant, "x");
            let body = arm(variant);
            quote! { #pattern => #body, }
        });
        quote! { match self { #(#arms)* } }
    }

    /// `match (self, other) { … }` with what `arm` makes of the calls for each pair of active fields;
    /// values of different variants panic.
    fn over_two(
        &self,
        (left, right): (&Ident, &Ident),
        other: &str,
        call: impl Fn(&Field, Ident, Ident) -> TokenStream,
        arm: impl Fn(Vec<TokenStream>) -> TokenStream,
    ) -> TokenStream {
        if self.variants.is_empty() {
            return quote! { match *self {} };
        }
        let other = format_ident!("{other}");
        let arms = self.variants.iter().map(|variant| {
            let (x, w) = (self.pattern(left, variant, "x"), self.pattern(right, variant, "w"));
            let calls = variant.active().map(|(i, f)| call(f, binding("x", i), binding("w", i)));
            let body = arm(calls.collect());
            quote! { (#x, #w) => #body, }
        });
        let mismatch = (self.variants.len() > 1).then(|| {
            let name = self.name.to_string();
            let named = |ty| {
                let arms = self.variants.iter().map(|variant| {
                    let (path, name) = (self.path(ty, variant), variant.name.to_string());
                    quote! { #path { .. } => #name }
                });
                quote! { { #(#arms,)* } }
            };
            let (one, two) = (named(left), named(right));
            quote! {
                (one, other) => ::cotangent::__private::different_variants(
                    #name, match one #one, match other #two,
                ),
            }
        });
        quote! { match (self, #other) { #(#arms)* #mismatch } }
    }

    fn equal(&self) -> TokenStream {
        if self.variants.is_empty() {
            return quote! { match *self {} };
        }
        let arms = self.variants.iter().map(|variant| {
            let tangent = &self.tangent;
            let (x, w) = (self.pattern(tangent, variant, "x"), self.pattern(tangent, variant, "w"));
            let parts = variant.active().map(|(i, _)| {
                let (x, w) = (binding("x", i), binding("w", i));
                quote! { *#x == *#w }
            });
            let parts: Vec<_> = parts.collect();
            let all = if parts.is_empty() { quote!(true) } else { quote!(#(#parts)&&*) };
            quote! { (#x, #w) => #all, }
        });
        let mismatch = (self.variants.len() > 1).then(|| quote! { _ => false });
        quote! { match (self, other) { #(#arms)* #mismatch } }
    }

    /// `Foo` or `Foo::Variant`.
    fn path(&self, ty: &Ident, variant: &Variant) -> TokenStream {
        let name = &variant.name;
        if self.is_enum { quote!(#ty::#name) } else { quote!(#ty) }
    }

    /// Binds each active field to `letter` and its position. Braces fit all three forms.
    fn pattern(&self, ty: &Ident, variant: &Variant, letter: &str) -> TokenStream {
        let path = self.path(ty, variant);
        let bindings = variant.active().map(|(i, field)| {
            let (member, name) = (&field.member, binding(letter, i));
            quote! { #member: #name, }
        });
        quote! { #path { #(#bindings)* .. } }
    }
}

impl Variant {
    /// The fields of the tangent type, in their brackets.
    fn definition(&self, with_vis: bool, stage: &Stage) -> TokenStream {
        let fields = self.fields.iter().map(|field| {
            let Field { vis, member, active, .. } = field;
            let vis = with_vis.then_some(vis);
            let shown = shown(member);
            let (doc, ty) = match active {
                Some(ty) => match stage {
                    Stage::Primal { .. } => (
                        format!(" The tangent of `{shown}`."),
                        quote! { <#ty as ::cotangent::Differentiable>::Tangent },
                    ),
                    Stage::Lanes => (format!(" `{shown}` in lanes."), quote! { #ty }),
                },
                None => (format!(" `{shown}` is constant."), quote! { () }),
            };
            match member {
                syn::Member::Named(name) => quote! { #[doc = #doc] #vis #name: #ty },
                syn::Member::Unnamed(_) => quote! { #[doc = #doc] #vis #ty },
            }
        });
        match self.form {
            Form::Named => quote! { { #(#fields,)* } },
            Form::Tuple => quote! { ( #(#fields,)* ) },
            Form::Unit => TokenStream::new(),
        }
    }
}

/// A field as the standard derives show it: `r#type` without its prefix.
fn shown(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.unraw().to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

/// The calls as statements of a block.
fn in_turn(calls: Vec<TokenStream>) -> TokenStream {
    quote! { { #(#calls;)* } }
}

fn binding(letter: &str, index: usize) -> Ident {
    format_ident!("{letter}{index}")
}

//! `#[derive(Differentiable)]`.
//!
//! For a type `Foo` it writes a type `FooTangent` of the same form, each field replaced by its
//! tangent, and the two impls that make it `Foo`'s tangent; and `FooLanes`, many of these side by
//! side, in the same way. A struct is handled as an enum with one
//! variant, so there is one way through: every method is a `match` over variants, with the fields
//! bound by position.
//!
//! The output holds no `#[allow]`, which would be an error where the user forbids that lint; a
//! parameter that a type without active fields leaves unused is named in a `let _`.

mod generics;
mod write;

use generics::{Bounds, Mentions, restrict, slot};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::{
    Attribute, Data, DeriveInput, Error, Fields, Generics, Index, Meta, Result, Type, Visibility,
    parse_quote,
};

/// The derive's output for `item`, or its errors.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let written = syn::parse2(item).and_then(|input| Shape::read(&input));
    match written {
        Ok(shape) => at_call_site(shape.write()),
        Err(error) => error.into_compile_error(),
    }
}

/// A struct or an enum, as far as the derive cares.
struct Shape {
    name: Ident,
    tangent: Ident,
    vis: Visibility,
    is_enum: bool,
    variants: Vec<Variant>,
    /// The type's own generics, with the bounds that make the active fields differentiable.
    generics: Generics,
    /// Those that the tangent type mentions.
    tangent_generics: Generics,
    stage: Stage,
}

/// What a [`Shape`] writes beside its tangent type.
enum Stage {
    /// The lanes type has this name.
    Primal { lanes: Ident },
    /// The tangent type is itself the lanes type.
    Lanes,
}

/// One variant of an enum, or a struct as a whole.
struct Variant {
    name: Ident,
    fields: Vec<Field>,
    form: Form,
}

/// How the fields are written.
#[derive(Clone, Copy)]
enum Form {
    Named,
    Tuple,
    Unit,
}

struct Field {
    vis: Visibility,
    member: syn::Member,
    /// The type whose tangent the slot holds; none for `#[constant]` fields.
    active: Option<Type>,
    span: Span,
}

impl Shape {
    fn read(input: &DeriveInput) -> Result<Shape> {
        let mut errors = Errors::default();
        errors.refuse_constant(&input.attrs, "a type", "mark its fields, or leave the derive out");
        let mut variants = Vec::new();
        match &input.data {
            Data::Struct(data) => {
                variants.push(Variant::read(
                    &input.ident,
                    &data.fields,
                    &input.generics,
                    &mut errors,
                ));
            }
            Data::Enum(data) => {
                for variant in &data.variants {
                    errors.refuse_constant(&variant.attrs, "a variant", "mark its fields");
                    variants.push(Variant::read(
                        &variant.ident,
                        &variant.fields,
                        &input.generics,
                        &mut errors,
                    ));
                }
            }
            Data::Union(data) => errors.push(Error::new(
                data.union_token.span,
                "a union has no tangent: which of its fields is alive is not known\n\n\
                 help: use an enum, or implement `cotangent::Differentiable` by hand",
            )),
        }
        errors.finish()?;

        let active = || variants.iter().flat_map(|v| &v.fields).filter_map(|f| f.active.as_ref());
        let mut bounds = Bounds::new(&input.generics);
        active().for_each(|ty| bounds.visit_type(ty));

        let mut generics = input.generics.clone();
        let clause = generics.make_where_clause();
        for bound in bounds.found {
            clause.predicates.push(parse_quote!(#bound: ::cotangent::Differentiable));
        }
        if clause.predicates.is_empty() {
            generics.where_clause = None;
        }
        let mut used = Mentions::default();
        active().for_each(|ty| used.visit_type(ty));
        let tangent_generics = restrict(&generics, &used);

        Ok(Shape {
            name: input.ident.clone(),
            tangent: format_ident!("{}Tangent", input.ident, span = input.ident.span()),
            vis: input.vis.clone(),
            is_enum: matches!(input.data, Data::Enum(_)),
            variants,
            generics,
            tangent_generics,
            stage: Stage::Primal {
                lanes: format_ident!("{}Lanes", input.ident, span = input.ident.span()),
            },
        })
    }

    /// The same type in lanes: each tangent replaced by its lanes.
    fn in_lanes(&self, lanes: &Ident) -> Shape {
        let variants = self.variants.iter().map(|variant| Variant {
            name: variant.name.clone(),
            fields: variant.fields.iter().map(Field::in_lanes).collect(),
            form: variant.form,
        });
        let generics = lanes_generics(&self.tangent_generics);
        Shape {
            name: self.tangent.clone(),
            tangent: lanes.clone(),
            vis: self.vis.clone(),
            is_enum: self.is_enum,
            variants: variants.collect(),
            generics: generics.clone(),
            tangent_generics: generics,
            stage: Stage::Lanes,
        }
    }
}

/// The generics with the number of lanes in front of types.
fn lanes_generics(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    let lifetimes = generics.lifetimes().count();
    generics.params.insert(lifetimes, parse_quote!(const LANES: usize));
    generics
}

impl Field {
    fn in_lanes(&self) -> Field {
        let lanes = |ty: &Type| -> Type {
            parse_quote!(<<#ty as ::cotangent::Differentiable>::Tangent as ::cotangent::Tangent>::Lanes<LANES>)
        };
        Field {
            vis: self.vis.clone(),
            member: self.member.clone(),
            active: self.active.as_ref().map(lanes),
            span: self.span,
        }
    }
}

impl Variant {
    fn read(name: &Ident, fields: &Fields, generics: &Generics, errors: &mut Errors) -> Variant {
        let form = match fields {
            Fields::Named(_) => Form::Named,
            Fields::Unnamed(_) => Form::Tuple,
            Fields::Unit => Form::Unit,
        };
        let fields = fields
            .iter()
            .enumerate()
            .map(|(i, field)| Field {
                vis: field.vis.clone(),
                member: match &field.ident {
                    Some(name) => name.clone().into(),
                    None => Index::from(i).into(),
                },
                active: (!errors.is_constant(&field.attrs)).then(|| slot(&field.ty, generics)),
                span: field.ty.span(),
            })
            .collect();
        Variant { name: name.clone(), fields, form }
    }

    fn active(&self) -> impl Iterator<Item = (usize, &Field)> {
        self.fields.iter().enumerate().filter(|(_, field)| field.active.is_some())
    }
}

/// The errors of one derive, reported together.
#[derive(Default)]
struct Errors(Option<Error>);

impl Errors {
    fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(errors) => errors.combine(error),
            None => self.0 = Some(error),
        }
    }

    fn refuse_constant(&mut self, attrs: &[Attribute], what: &str, help: &str) {
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("constant")) {
            let text = format!("{what} is not marked `#[constant]` as a whole\n\nhelp: {help}");
            self.push(Error::new(attr.path().span(), text));
        }
    }

    fn is_constant(&mut self, attrs: &[Attribute]) -> bool {
        let mut constant = false;
        for attr in attrs.iter().filter(|attr| attr.path().is_ident("constant")) {
            if constant {
                self.push(Error::new(attr.path().span(), "this field is marked twice"));
            }
            constant = true;
            let extra = match &attr.meta {
                Meta::Path(_) => continue,
                Meta::List(list) => list.delimiter.span().open(),
                Meta::NameValue(pair) => pair.eq_token.span(),
            };
            self.push(Error::new(extra, "`#[constant]` takes no arguments"));
        }
        constant
    }

    fn finish(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}
/// Marks copied tokens as written by the macro: errors still point at the user's own code, but
/// lints, which already saw it there, stay silent.
fn at_call_site(tokens: TokenStream) -> TokenStream {
    let call_site = Span::call_site();
    tokens
        .into_iter()
        .map(|mut token| {
            match &mut token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), at_call_site(group.stream()));
                    inner.set_span(group.span().resolved_at(call_site));
                    *group = inner;
                }
                // Its span says which crate is meant.
                TokenTree::Ident(name) if *name == "$crate" => {}
                other => other.set_span(other.span().resolved_at(call_site)),
            }
            token
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(item: &str) -> String {
        let file = syn::parse2(expand(item.parse().unwrap())).unwrap();
        prettyplease::unparse(&file)
    }

    fn first_item(item: &str) -> String {
        let mut file: syn::File = syn::parse2(expand(item.parse().unwrap())).unwrap();
        file.items.truncate(1);
        prettyplease::unparse(&file)
    }

    #[test]
    fn the_tangent_type_has_the_form_of_the_primal() {
        let text = first_item("pub struct Ball { pub mass: f64, #[constant] id: Id }");
        let expected = "\
/// The tangent of [`Ball`]: the same fields, holding tangents.
pub struct BallTangent {
    /// The tangent of `mass`.
    pub mass: <f64 as ::cotangent::Differentiable>::Tangent,
    /// `id` is constant.
    id: (),
}
";
        assert_eq!(text, expected);
    }

    #[test]
    fn parameters_of_constant_fields_are_left_out() {
        let text = first_item(
            "struct View<'a, T: Copy + Into<C>, C: 'a> where C: Default {
                data: &'a [T], #[constant] context: &'a C }",
        );
        assert!(text.contains("struct ViewTangent<T: Copy>\nwhere\n"), "{text}");
        assert!(text.contains("<[T] as ::cotangent::Differentiable>::Tangent"), "{text}");
        assert!(!text.contains("Default"), "{text}");
    }

    #[test]
    fn a_tangent_borrows_nothing_from_the_primal() {
        let text = first_item("struct Pair<'a>(&'a [f64], Option<&'a f64>);");
        assert!(text.contains("struct PairTangent("), "{text}");
        assert!(text.contains("<Option<&'static f64> as"), "{text}");
    }

    #[test]
    fn bounds_are_asked_of_parameters_and_projections() {
        let text = first_item("struct S<M: Model>(Vec<M::State>, M, PhantomData<M>);");
        assert!(text.contains("M::State: ::cotangent::Differentiable"), "{text}");
        assert!(text.contains("M: ::cotangent::Differentiable"), "{text}");
    }

    #[test]
    fn mistakes_are_reported_together() {
        let text =
            expanded("#[constant] struct S { #[constant(x)] a: f64, #[constant = 1] b: f64 }");
        assert_eq!(text.matches("compile_error").count(), 3, "{text}");
        let text = expanded("union U { a: f64, b: u64 }");
        assert!(text.contains("a union has no tangent"), "{text}");
    }
}

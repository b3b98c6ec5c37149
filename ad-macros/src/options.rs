//! The attribute's arguments.

use proc_macro2::Span;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

/// `#[differentiable(…)]`
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// Each `wrt(..)` list in order.
    pub(crate) wrt: Vec<Vec<syn::Ident>>,
    pub(crate) vjp: Option<syn::Path>,
    pub(crate) jvp: Option<syn::Path>,
    pub(crate) pullback: Option<syn::Path>,
    /// The foreign function that a bodiless declaration stands for.
    pub(crate) foreign: Option<syn::Path>,
    pub(crate) recursive: bool,
    /// Derivatives in lanes are asked for.
    pub(crate) lanes: bool,
    /// The function and its derivatives are compiled for several processors.
    pub(crate) multiversion: bool,
    pub(crate) order: Option<(u32, Span)>,
    /// Whose elementary functions are called.
    pub(crate) math: Math,
    /// No argument: the function has `#[inline(always)]`, and so do the derivatives that callers call.
    pub(crate) inlined: bool,
}

impl Options {
    /// The options for a function with these attributes.
    pub(crate) fn of(self, attributes: &[syn::Attribute]) -> Options {
        let always = |a: &syn::Attribute| match &a.meta {
            syn::Meta::List(list) => {
                list.path.is_ident("inline") && list.tokens.to_string() == "always"
            }
            _ => false,
        };
        Options { inlined: attributes.iter().any(always), ..self }
    }
}

/// Where the elementary functions come from.
#[derive(Clone, Copy, Default, PartialEq)]
pub(crate) enum Math {
    /// The standard library, as the user wrote it.
    #[default]
    Std,
    /// `cotangent::math`.
    Vector,
}

impl Parse for Math {
    fn parse(input: ParseStream<'_>) -> syn::Result<Math> {
        const CHOICES: &str = "help: write `math = \"vector\"` for those of `cotangent::math`, which become vector code, or `math = \"std\"` for those of the standard library";
        let name: syn::LitStr = input.parse().map_err(|e| {
            syn::Error::new(e.span(), format!("`math` takes a name in quotes\n\n{CHOICES}"))
        })?;
        match name.value().as_str() {
            "vector" => Ok(Math::Vector),
            "std" => Ok(Math::Std),
            other => Err(syn::Error::new(
                name.span(),
                format!("there are no elementary functions called `{other}`\n\n{CHOICES}"),
            )),
        }
    }
}

const KNOWN: &str = "`wrt(..)`, `vjp = path`, `jvp = path`, `pullback = path`, `foreign = path`, `recursive`, `lanes`, `order = n`, `math = \"vector\"`, `multiversion`";

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> syn::Result<Options> {
        let mut options = Options::default();
        while !input.is_empty() {
            let name: syn::Ident = input.parse()?;
            match name.to_string().as_str() {
                "wrt" => {
                    let list;
                    syn::parenthesized!(list in input);
                    let names: Vec<syn::Ident> =
                        Punctuated::<SelfOrIdent, syn::Token![,]>::parse_terminated(&list)?
                            .into_iter()
                            .map(|n| n.0)
                            .collect();
                    if names.is_empty() {
                        return Err(syn::Error::new(
                            name.span(),
                            "`wrt()` names no parameter\n\nhelp: list at least one, as in `wrt(theta)`",
                        ));
                    }
                    options.wrt.push(names);
                }
                "vjp" => options.vjp = Some(value(input)?),
                "pullback" => options.pullback = Some(value(input)?),
                "jvp" => options.jvp = Some(value(input)?),
                "foreign" => options.foreign = Some(value(input)?),
                "recursive" => options.recursive = true,
                "lanes" => options.lanes = true,
                "multiversion" => options.multiversion = true,
                "math" => {
                    input.parse::<syn::Token![=]>()?;
                    options.math = input.parse()?;
                }
                "order" => {
                    input.parse::<syn::Token![=]>()?;
                    let n: syn::LitInt = input.parse()?;
                    options.order = Some((n.base10_parse()?, n.span()));
                }
                other => {
                    return Err(syn::Error::new(
                        name.span(),
                        format!("unknown option `{other}`\n\nhelp: the options are {KNOWN}"),
                    ));
                }
            }
            if !input.is_empty() {
                input.parse::<syn::Token![,]>()?;
            }
        }
        Ok(options)
    }
}

struct SelfOrIdent(syn::Ident);

impl Parse for SelfOrIdent {
    fn parse(input: ParseStream<'_>) -> syn::Result<SelfOrIdent> {
        if input.peek(syn::Token![self]) {
            let token: syn::Token![self] = input.parse()?;
            return Ok(SelfOrIdent(syn::Ident::new("self", token.span)));
        }
        input.parse().map(SelfOrIdent)
    }
}

fn value(input: ParseStream<'_>) -> syn::Result<syn::Path> {
    input.parse::<syn::Token![=]>()?;
    input.parse()
}

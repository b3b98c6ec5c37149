//! Tokens made of others.

use super::*;

/// Code that may hold a jump which no one sees: a macro may expand to `continue`. In a closure that
/// returns a type of our own, whatever leaves it is an error.
pub(super) fn contained(tokens: TokenStream) -> TokenStream {
    let diverges = matches!(tokens.clone().into_iter().next(), Some(TokenTree::Ident(i)) if ["panic", "unreachable", "todo", "unimplemented"].contains(&i.to_string().as_str()));
    if diverges {
        return tokens;
    }
    let ends = matches!(tokens.clone().into_iter().last(), Some(TokenTree::Punct(p)) if p.as_char() == ';');
    if ends {
        return quote!((|| ::cotangent::__private::Contained({ #tokens }))(););
    }
    quote!((|| ::cotangent::__private::Contained(#tokens))().0)
}

/// `Foo` → `Tan::<Foo>`, `Shape::Circle` → `Tan::<Shape>::Circle`.
pub(super) fn tangent_path(path: &TokenStream) -> TokenStream {
    let tan = quote!(::cotangent::__private::Tan);
    let Ok(path) = syn::parse2::<syn::Path>(path.clone()) else { return path.clone() };
    let n = path.segments.len();
    let upper = |i: usize| {
        path.segments[i].ident.to_string().chars().next().is_some_and(char::is_uppercase)
    };
    if n >= 2 && upper(n - 2) {
        let owner: syn::Path = syn::Path {
            leading_colon: path.leading_colon,
            segments: path.segments.iter().take(n - 1).cloned().collect(),
        };
        let variant = &path.segments[n - 1];
        return quote!(#tan::<#owner>::#variant);
    }
    quote!(#tan::<#path>)
}

pub(super) fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut t| {
            t.set_span(span);
            t
        })
        .collect()
}

pub(super) fn rename(tokens: TokenStream, renames: &[(String, String)]) -> TokenStream {
    let mut after_dot = false;
    tokens
        .into_iter()
        .map(|tree| {
            let out = match &tree {
                TokenTree::Ident(i) if !after_dot => match renames.iter().find(|(a, _)| i == a) {
                    Some((_, b)) => TokenTree::Ident(Ident::new(b, i.span())),
                    None => tree.clone(),
                },
                TokenTree::Group(g) => {
                    let mut group =
                        proc_macro2::Group::new(g.delimiter(), rename(g.stream(), renames));
                    group.set_span(g.span());
                    TokenTree::Group(group)
                }
                TokenTree::Literal(l) => {
                    let mut text = l.to_string();
                    if text.starts_with('"') && text.contains('{') {
                        for (a, b) in renames {
                            text = text
                                .replace(&format!("{{{a}}}"), &format!("{{{b}}}"))
                                .replace(&format!("{{{a}:"), &format!("{{{b}:"));
                        }
                        match text.parse::<Literal>() {
                            Ok(mut new) => {
                                new.set_span(l.span());
                                TokenTree::Literal(new)
                            }
                            Err(_) => tree.clone(),
                        }
                    } else {
                        tree.clone()
                    }
                }
                _ => tree.clone(),
            };
            after_dot = matches!(&tree, TokenTree::Punct(p) if p.as_char() == '.');
            out
        })
        .collect()
}

pub(super) fn number(v: f64, ty: &Type) -> TokenStream {
    if let Type::Scalar(name) = ty {
        let t = Ident::new(name, Span::call_site());
        let v = number(v, &Type::F64);
        return quote!(<#t as ::cotangent::Scalar>::from_f64(#v));
    }
    if v.is_nan() {
        return if *ty == Type::F32 { quote!(f32::NAN) } else { quote!(f64::NAN) };
    }
    let literal = |v: f64| match ty {
        Type::F32 => Literal::f32_suffixed(v as f32),
        _ => Literal::f64_unsuffixed(v),
    };
    if v < 0.0 || (v == 0.0 && v.is_sign_negative()) {
        let l = literal(-v);
        return quote!(-#l);
    }
    let l = literal(v);
    quote!(#l)
}

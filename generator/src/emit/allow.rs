//! Which lints does generated code allow, and why?
//!
//! What the description decides cannot be written in another way: how many arguments there are, how large they are, and what
//! things are called.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Type};

/// For code that has to name what is deprecated.
pub(super) const DEPRECATED: &str = "#[allow(deprecated, reason = \"it has to be named to be there\")]";

/// For enums of what differs in size: a branch in a box would be smaller, and awkward to write and to match.
pub(super) fn large_variants() -> TokenStream {
    quote!(#[allow(clippy::large_enum_variant, reason = "a branch is what the schema says, without a box")])
}

/// For modules that spell types which clippy takes for too complex. Lists of lists of lists are what the schema says, and a name for a
/// step in between would say less.
pub(super) fn deep_types(api: &Api) -> Option<TokenStream> {
    let of_shapes = api.types.iter().flat_map(|(_, def)| def.shape.types());
    let of_calls = api.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let payloads = operation.success.payloads();
        let answers = payloads.into_iter().filter_map(|payload| payload.ty());
        let body = operation.body.as_ref().and_then(|body| body.content.ty());
        parameters.chain(answers).chain(body)
    });
    // Within an option, as most properties are.
    let mut types = of_shapes.chain(of_calls);
    let is_deep = types.any(|ty| complexity(ty, 2) + 10 > MAX_COMPLEXITY);
    is_deep.then(|| quote!(#[allow(clippy::type_complexity, reason = "a type is as deep as its schema")]))
}

/// What clippy counts up to: ten points for each type that is named, times how many it stands in, itself included.
const MAX_COMPLEXITY: usize = 250;

fn complexity(ty: &Type, depth: usize) -> usize {
    10 * depth
        + match ty {
            Type::List(of) | Type::Option(of) | Type::Boxed(of) => complexity(of, depth + 1),
            Type::Map(of) => 10 * (depth + 1) + complexity(of, depth + 1),
            Type::Any | Type::Object | Type::Scalar(_) | Type::Named(_) => 0,
        }
}

/// For a function of `count` arguments, which `by` requires. Clippy draws the line at seven.
pub(super) fn many_arguments(count: usize, by: &str) -> Option<String> {
    (count > 7).then(|| format!("#[allow(clippy::too_many_arguments, reason = \"{by} requires them\")]"))
}

/// The names that clippy takes for what nobody has thought of a name for.
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// For arguments that are called as the description calls them, whatever that is: `foo`, or `_1`.
pub(super) fn placeholders<'a>(idents: impl IntoIterator<Item = &'a str>) -> Option<&'static str> {
    let is_number = |ident: &str| ident.bytes().all(|byte| byte == b'_' || byte.is_ascii_digit());
    let mut idents = idents.into_iter();
    let is_any = idents.any(|ident| PLACEHOLDERS.contains(&ident) || is_number(ident));
    is_any.then_some(
        "#[allow(clippy::disallowed_names, clippy::just_underscores_and_digits, reason = \"the description calls it so\")]",
    )
}

/// For a method that takes `&self` and is called as the description calls it, where that promises something to a reader of
/// Rust: `clone`, `new`.
pub(super) fn method(ident: &str) -> Option<&'static str> {
    const OF_TRAITS: [&str; 8] = ["as_ref", "borrow", "clone", "cmp", "deref", "eq", "hash", "index"];
    match ident {
        "new" => Some("#[allow(clippy::new_ret_no_self, reason = \"the description calls it so\")]"),
        _ => OF_TRAITS.contains(&ident).then_some(OF_TRAIT),
    }
}

/// For a method that takes `self` and one argument.
pub(super) fn setter(ident: &str) -> Option<&'static str> {
    const OF_TRAITS: [&str; 10] = [
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OF_TRAITS.contains(&ident).then_some(OF_TRAIT)
}

/// Clippy takes a method for that of a trait of the standard library when it looks like it.
const OF_TRAIT: &str = "#[allow(clippy::should_implement_trait, reason = \"the description calls it so\")]";

/// For methods of a trait that only look at what they are asked of, whatever the description calls them: `into_account`.
pub(super) fn methods_of_trait<'a>(idents: impl IntoIterator<Item = &'a str>) -> Option<TokenStream> {
    let promises = |ident: &str| ident == "new" || ident.starts_with("from_") || ident.starts_with("into_");
    idents.into_iter().any(promises).then(|| {
        quote! {
            #[allow(
                clippy::new_ret_no_self,
                clippy::wrong_self_convention,
                reason = "the description calls them so"
            )]
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_COMPLEXITY, complexity};
    use crate::ir::{Scalar, Type};

    #[test]
    fn clippy_speaks_of_five_lists_in_an_option() {
        let lists = |count| (0..count).fold(Type::Scalar(Scalar::F64), |of, _| Type::List(Box::new(of)));
        let optional = |of: &Type| 10 + complexity(of, 2);
        // Coordinates of several polygons (RFC 7946, §3.1.7), as an optional property.
        assert_eq!(optional(&lists(4)), 210);
        assert_eq!(optional(&lists(5)), 280);
        assert!((optional(&lists(4))..optional(&lists(5))).contains(&MAX_COMPLEXITY));
        assert_eq!(optional(&Type::Map(Box::new(Type::Any))), 90);
    }
}

//! How is it said that a thing is in with some features?

use proc_macro2::TokenStream;
use quote::quote;

use super::table;
use crate::ir::Presence;

/// The attribute of a thing, where it is not in whenever what it stands in is.
pub(super) fn attribute(presence: &Presence, within: &Presence) -> Option<TokenStream> {
    let Presence::With(features) = presence else {
        return None;
    };
    if presence == within {
        return None;
    }
    let each = features.iter().map(|feature| quote!(feature = #feature));
    Some(match features.len() {
        1 => quote!(#[cfg(#(#each)*)]),
        _ => quote!(#[cfg(any(#(#each),*))]),
    })
}

/// The attribute of what takes a thing's place where that is not in; `None` where it always is.
pub(super) fn without(presence: &Presence) -> Option<TokenStream> {
    match presence {
        Presence::Always => None,
        Presence::Never => Some(TokenStream::new()),
        Presence::With(features) => {
            let each = features.iter().map(|feature| quote!(feature = #feature));
            Some(match features.len() {
                1 => quote!(#[cfg(not(#(#each)*))]),
                _ => quote!(#[cfg(not(any(#(#each),*)))]),
            })
        }
    }
}

/// What [`attribute`] gives, as text.
pub(super) fn spelled(presence: &Presence, within: &Presence) -> Option<String> {
    attribute(presence, within).map(|attribute| table::compact(&attribute))
}

/// The same as a line.
pub(super) fn line(presence: &Presence, within: &Presence) -> Option<String> {
    spelled(presence, within).map(|attribute| attribute + "\n")
}

//! How is a list with types of its own for its first elements spelled?

use proc_macro2::Literal;
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, structure, table, ty};
use crate::ir::{Tuple, Type, TypeDef};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, tuple: &Tuple, items: &mut Vec<Item>) {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let derives = structure::derives(cx);
    let elements = tuple.elements.iter().enumerate().map(|(index, of)| {
        let of = if index < tuple.required {
            of.clone()
        } else {
            // Where it may be `null` too, the outer option says whether it is there.
            Type::Option(Box::new(of.clone()))
        };
        let of = ty::emit(cx, &of, ty::From::Types);
        quote!(pub #of)
    });
    let rest = tuple.rest.as_ref().map(|of| {
        let of = ty::emit(cx, &Type::List(Box::new(of.clone())), ty::From::Types);
        quote!(pub #of,)
    });
    items.push(Item::Rust(quote! {
        #doc
        #derives
        pub struct #ident(#(#elements,)* #rest);
    }));
    let positions = |from: usize, to: usize| (from..to).map(Literal::usize_unsuffixed);
    let count = tuple.elements.len();
    let required = positions(0, tuple.required);
    let optional = positions(tuple.required, count).zip(&tuple.elements[tuple.required..]);
    let optional = optional.map(|(position, of)| match of {
        Type::Option(_) | Type::Any => quote!(#position null),
        Type::Scalar(_) | Type::Named(_) | Type::Boxed(_) | Type::Object | Type::List(_) | Type::Map(_) => {
            quote!(#position)
        }
    });
    let rest = tuple.rest.iter().map(|_| Literal::usize_unsuffixed(count));
    let call = quote!(codegen::tuple!(#ident (#(#required),*) optional (#(#optional),*) #(rest #rest)*));
    items.push(Item::Table(table::statement(&call)));
}

//! How is a union spelled?

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::file::Item;
use super::{Emit, docs, enumeration, runtime_paths, table, ty};
use crate::ir::{Branch, JsonKind, Keeps, Shape, Type, TypeDef, Union};

pub(super) fn emit(cx: &Emit<'_>, def: &TypeDef, union: &Union, items: &mut Vec<Item>) {
    let (doc, ident) = (docs::of_type(def), format_ident!("{}", def.ident));
    let (clone, any) = (cx.prelude.name("Clone"), runtime_paths::raw_json());
    let branches = union.branches.iter().map(|branch| {
        let (doc, ident) = (docs::of_branch(branch), format_ident!("{}", branch.ident));
        let ty = ty::emit(cx, &branch.ty, ty::From::Types);
        quote!(#doc #ident(#ty),)
    });
    let values = enumeration::variants(&union.values);
    items.push(Item::Rust(quote! {
        #doc
        #[derive(#clone)]
        #[non_exhaustive]
        pub enum #ident {
            #(#branches)*
            #(#values)*
            /// A value that fits none of the above, as it came.
            Unknown(#any),
        }
    }));
    let rows = union.branches.iter().map(|branch| {
        let ident = format_ident!("{}", branch.ident);
        let ty = ty::emit(cx, &branch.ty, ty::From::Types);
        let methods = methods(cx, branch);
        if !branch.tags.is_empty() {
            let tags = &branch.tags;
            let added = union.by.iter().filter(|_| branch.adds_tag);
            return quote!(#ident(#ty) #methods: #(#tags)|* #(as #added)*);
        }
        let kind = match branch.kind {
            JsonKind::Bool => quote!(Bool),
            JsonKind::Number => quote!(Number),
            JsonKind::String => quote!(String),
            JsonKind::Array => quote!(Array),
            JsonKind::Object => quote!(Object),
            JsonKind::Any => quote!(Any),
        };
        quote!(#ident(#ty) #methods: #kind)
    });
    let values = union.values.iter().map(|value| {
        let (ident, text) = (format_ident!("{}", value.ident), value.value.text());
        quote!(#text => #ident)
    });
    let by = union.by.iter();
    let keeps = union.keeps.map(|keeps| match keeps {
        Keeps::All => quote!(keeps all),
        Keeps::Given => quote!(keeps given),
    });
    items.push(Item::Table(table::call(
        &quote!(codegen::union),
        &quote!(#ident #(by #by)* #keeps),
        rows.chain(values),
    )));
    // `From` needs branches that are told apart by their type, and of the union itself there is one already.
    let spell = |branch: &Branch| ty::emit(cx, held(&branch.ty), ty::From::Types).to_string();
    let all: Vec<String> = union.branches.iter().map(spell).collect();
    let convenient = union.branches.iter().zip(&all).filter(|(branch, spelled)| {
        let is_itself = matches!(held(&branch.ty), Type::Named(id) if std::ptr::eq(&cx.api.types[*id], def));
        all.iter().filter(|other| other == spelled).count() == 1 && is_plain(cx, &branch.ty) && !is_itself
    });
    for (branch, _) in convenient {
        let (variant, ty) = (
            format_ident!("{}", branch.ident),
            ty::emit(cx, &branch.ty, ty::From::Types),
        );
        let from = cx.prelude.name("From");
        let (ty, value) = match &branch.ty {
            Type::Boxed(of) => {
                let boxed = cx.prelude.name("Box");
                (ty::emit(cx, of, ty::From::Types), quote!(#boxed::new(value)))
            }
            _ => (ty, quote!(value)),
        };
        let allow = branch.docs.deprecated.then(docs::allow_deprecated);
        items.push(Item::Rust(quote! {
            #allow
            impl #from<#ty> for #ident {
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }));
    }
}

/// What the methods are called that give the value of a branch, and, of one in a box, what they give.
fn methods(cx: &Emit<'_>, branch: &Branch) -> TokenStream {
    if branch.method.is_empty() {
        return TokenStream::new();
    }
    let (by_reference, by_value) = (
        format_ident!("as_{}", branch.method),
        format_ident!("into_{}", branch.method),
    );
    let inner = match &branch.ty {
        Type::Boxed(of) => {
            let of = ty::emit(cx, of, ty::From::Types);
            quote!(of #of)
        }
        _ => TokenStream::new(),
    };
    quote!(#by_reference #by_value #inner)
}

/// The type of what is held, be it in a box.
fn held(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(of) => of,
        _ => ty,
    }
}

/// Whether a type is spelled by itself: two aliases of one type would make the same `From` twice.
fn is_plain(cx: &Emit<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => !matches!(cx.api.types[*id].shape, Shape::Alias(_)),
        Type::Scalar(_) => true,
        Type::Boxed(of) => is_plain(cx, of),
        Type::Any | Type::Object | Type::List(_) | Type::Map(_) | Type::Option(_) => false,
    }
}

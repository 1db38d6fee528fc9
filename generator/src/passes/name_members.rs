//! What are fields, variants and branches called?
//!
//! By their own names, in the case of their kind. A field gets an underscore where its setter would meet a method that
//! every struct has, or may have: `new`, `clear_…` and `…_is_null`. A branch lends its name to the methods that give its
//! value, `as_cat` and `into_cat`, unless another branch would lend the same.

use heck::ToSnakeCase;

use super::Context;
use super::scope::{self, Claim};
use crate::ir::{Api, Shape, Variant};

/// The private field that remembers explicit nulls.
pub(crate) const NULLS: &str = "explicit_nulls";
/// The private field of what another branch of a union knows.
pub(crate) const BESIDE: &str = "kept_beside";
/// The field of properties that the schema does not name.
pub(crate) const REST: &str = "additional_properties";

pub(super) fn name_members(api: &mut Api, _: &mut Context<'_>) {
    for (_, def) in api.types.iter_mut() {
        match &mut def.shape {
            Shape::Struct(object) => {
                let claims: Vec<_> = object
                    .fields
                    .iter()
                    .map(|field| Claim::field(&field.wire_name))
                    .collect();
                let (names, _) = scope::resolve(&claims, is_reserved_field);
                for (field, name) in object.fields.iter_mut().zip(names) {
                    field.ident = name;
                }
                if let Some(rest) = &mut object.rest {
                    rest.ident = REST.to_owned();
                }
            }
            Shape::Enum(known) => {
                let claims: Vec<_> = known
                    .variants
                    .iter()
                    .map(|variant| Claim::of_variant(&variant.name, &variant.value.text()))
                    .collect();
                let (names, _) = scope::resolve(&claims, is_reserved_variant);
                for (variant, name) in known.variants.iter_mut().zip(names) {
                    variant.ident = name;
                }
            }
            Shape::Union(union) => {
                let of_value = |value: &Variant| Claim::of_variant(&value.name, &value.value.text());
                let claims: Vec<_> = union
                    .branches
                    .iter()
                    .map(|branch| Claim::variant(&branch.name))
                    .chain(union.values.iter().map(of_value))
                    .collect();
                let (names, _) = scope::resolve(&claims, is_reserved_variant);
                let branches = union.branches.iter_mut().map(|branch| &mut branch.ident);
                let values = union.values.iter_mut().map(|value| &mut value.ident);
                for (ident, name) in branches.chain(values).zip(names) {
                    *ident = name;
                }
                let methods: Vec<String> = union.branches.iter().map(|branch| method(&branch.ident)).collect();
                for (branch, method) in union.branches.iter_mut().zip(&methods) {
                    if methods.iter().filter(|other| *other == method).count() == 1 {
                        branch.method.clone_from(method);
                    }
                }
            }
            Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => {}
        }
    }
}

/// The end of a method's name, from that of a variant.
fn method(variant: &str) -> String {
    variant.to_snake_case()
}

fn is_reserved_field(ident: &str) -> bool {
    let is_fixed = ["new", NULLS, REST, BESIDE].contains(&ident);
    is_fixed || ident.starts_with("clear_") || ident.ends_with("_is_null")
}

fn is_reserved_variant(ident: &str) -> bool {
    ident == "Unknown"
}

//! By which name does an example speak of a type?

use proc_macro2::TokenStream;
use quote::quote;

use super::value::Speller;
use crate::ir::{Scalar, Type};

impl Speller<'_> {
    /// The type itself, by name.
    pub(super) fn path(&mut self, ty: &Type) -> TokenStream {
        match ty {
            Type::Any => self.names.of_runtime("", "JsonValue"),
            Type::Object => self.names.of_runtime("", "JsonObject"),
            Type::Scalar(scalar) => match scalar {
                Scalar::Bool => quote!(bool),
                Scalar::I8 => quote!(i8),
                Scalar::I16 => quote!(i16),
                Scalar::I32 => quote!(i32),
                Scalar::I64 => quote!(i64),
                Scalar::U8 => quote!(u8),
                Scalar::U16 => quote!(u16),
                Scalar::U32 => quote!(u32),
                Scalar::U64 => quote!(u64),
                Scalar::F32 => quote!(f32),
                Scalar::F64 => quote!(f64),
                Scalar::String => quote!(String),
                Scalar::Uuid => self.names.of_runtime("uuid", "Uuid"),
                Scalar::Date => self.names.of_runtime("chrono", "NaiveDate"),
                Scalar::DateTime => self.names.of_runtime("", "DateTime"),
                Scalar::Base64 => self.names.of_runtime("", "Base64"),
                Scalar::Password => self.names.of_runtime("", "Password"),
                Scalar::Decimal => self.names.of_runtime("", "Decimal"),
                Scalar::UnixTime => self.names.of_runtime("", "UnixTime"),
                Scalar::Text(format) => self.names.of_runtime("", format.name()),
                // Examples do not know where it is.
                Scalar::Foreign(_) => quote!(_),
            },
            Type::List(of) => {
                let of = self.path(of);
                quote!(Vec<#of>)
            }
            Type::Map(of) => {
                let (map, of) = (self.names.of_std("BTreeMap"), self.path(of));
                quote!(#map<String, #of>)
            }
            Type::Option(of) => {
                let of = self.path(of);
                quote!(Option<#of>)
            }
            Type::Boxed(of) => {
                let of = self.path(of);
                quote!(Box<#of>)
            }
            Type::Named(id) => self.names.of_type(&self.cx.api.types[*id].ident),
        }
    }
}

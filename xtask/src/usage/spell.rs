//! How does another crate spell a type that rustdoc names?

use std::collections::BTreeMap;

use serde_json::Value;

/// Spells the types of one item.
pub(super) struct Speller<'p> {
    /// What the crate itself has, by identity.
    public: &'p BTreeMap<String, String>,
    /// What `Self` is.
    of: &'p str,
}

/// What needs no path anywhere.
const PRELUDE: [&str; 5] = ["Box", "Option", "Result", "String", "Vec"];

/// Where the paths that generated code and the runtime's macros write lead to for users.
const PLACES: [(&str, &str); 8] = [
    ("$crate::", "api::runtime::"),
    ("::openapi_runtime::", "api::runtime::"),
    ("super::runtime::", "api::runtime::"),
    ("runtime::", "api::runtime::"),
    ("codegen::", "api::runtime::codegen::v1::"),
    ("::core::", "::core::"),
    ("::std::", "::std::"),
    ("::alloc::", "::std::"),
];

impl<'p> Speller<'p> {
    pub(super) fn new(public: &'p BTreeMap<String, String>, of: &'p str) -> Speller<'p> {
        Speller { public, of }
    }

    /// A type; `None` if others have no name for it.
    pub(super) fn ty(&self, ty: &Value) -> Option<String> {
        let (kind, inner) = ty.as_object()?.iter().next()?;
        match kind.as_str() {
            "primitive" => inner
                .as_str()
                .map(|name| if name == "unit" { "()" } else { name }.to_owned()),
            "generic" => (inner == "Self").then(|| self.of.to_owned()),
            "resolved_path" => self.path(inner),
            "borrowed_ref" => {
                let mutable = if inner["is_mutable"] == true { "mut " } else { "" };
                Some(format!("&{mutable}{}", self.ty(&inner["type"])?))
            }
            "slice" => Some(format!("[{}]", self.ty(inner)?)),
            "array" => Some(format!("[{}; {}]", self.ty(&inner["type"])?, inner["len"].as_str()?)),
            "tuple" => {
                let parts = inner.as_array()?.iter().map(|part| Some(self.ty(part)? + ","));
                Some(format!("({})", parts.collect::<Option<String>>()?))
            }
            "impl_trait" => self.fitting(inner),
            _ => None,
        }
    }

    fn path(&self, path: &Value) -> Option<String> {
        let written = path["path"].as_str()?;
        let name = match self.public.get(&path["id"].to_string()) {
            Some(public) => public.clone(),
            None if PRELUDE.contains(&written) => written.to_owned(),
            None => PLACES
                .iter()
                .find_map(|(from, to)| Some(format!("{to}{}", written.strip_prefix(from)?)))?,
        };
        let given = &path["args"]["angle_bracketed"]["args"];
        let mut arguments = Vec::new();
        for argument in given.as_array().into_iter().flatten() {
            // Lifetimes are found out.
            if let Some(ty) = argument.get("type") {
                arguments.push(self.ty(ty)?);
            }
        }
        Some(match arguments.is_empty() {
            true => name,
            false => format!("{name}<{}>", arguments.join(", ")),
        })
    }

    /// A type that fits what an argument asks for.
    fn fitting(&self, bounds: &Value) -> Option<String> {
        let asked = &bounds[0]["trait_bound"]["trait"];
        let given = &asked["args"]["angle_bracketed"];
        match asked["path"].as_str()?.rsplit("::").next()? {
            "Into" => self.ty(&given["args"][0]["type"]),
            "IntoIterator" => {
                let item = &given["constraints"][0]["binding"]["equality"]["type"];
                Some(format!("Vec<{}>", self.ty(item)?))
            }
            _ => None,
        }
    }

    /// A call of a function, and what it gives.
    pub(super) fn call(&self, path: &str, function: &Value) -> Option<String> {
        let signature = &function["sig"];
        let is_asked = |parameter: &Value| parameter["kind"]["type"]["is_synthetic"] != true;
        let generics = function["generics"]["params"].as_array().into_iter().flatten();
        let mut types = generics.filter(|parameter| parameter["kind"].get("type").is_some());
        if types.any(is_asked) {
            return None;
        }
        let arguments = signature["inputs"].as_array()?.iter();
        let arguments = arguments.map(|argument| Some(format!("any::<{}>()", self.ty(&argument[1])?)));
        let arguments = arguments.collect::<Option<Vec<_>>>()?.join(", ");
        let output = &signature["output"];
        let output = match output.is_null() {
            true => "()".to_owned(),
            false => self.ty(output)?,
        };
        Some(format!("let _: {output} = {path}({arguments});"))
    }
}

/// A name, marked where it is a keyword.
pub(super) fn ident(name: &str) -> String {
    let is_plain = syn::parse_str::<syn::Ident>(name).is_ok() || name.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain || name.starts_with("r#") {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}

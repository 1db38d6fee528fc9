//! Which program uses everything that the users of a crate can use?
//!
//! It is written from what rustdoc says of the crate, macros unfolded: it reads every field into its type, makes every variant,
//! calls every function with arguments of the types that it takes and keeps what comes back under the type that it gives, and
//! asks for the traits that people rely on. So it compiles against another crate only if nothing of it has gone or changed.

mod spell;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use self::spell::Speller;

/// A program, and how much of the crate it does not use since its types have no name for others.
pub(crate) struct Usage {
    /// Of each field, variant, function and trait the statements that use it.
    pub(crate) uses: Vec<String>,
    pub(crate) unspelled: usize,
}

/// What the program begins with.
const HEAD: &str = "#![allow(warnings)]\nfn any<T>() -> T { unimplemented!() }\nfn is<T>(_: T) {}\n";

impl Usage {
    /// The program, one use a line, but for those that are left out.
    pub(crate) fn program(&self, without: &BTreeSet<usize>) -> String {
        let mut text = HEAD.to_owned();
        for (index, body) in self.uses.iter().enumerate() {
            if !without.contains(&index) {
                let _ = write!(text, "fn use_{index}() {{ {body} }}");
            }
            text.push('\n');
        }
        text
    }

    /// Which use stands on a line of the program; the first line is 1.
    pub(crate) fn at(&self, line: usize) -> Option<usize> {
        let index = line.checked_sub(1 + HEAD.lines().count())?;
        (index < self.uses.len()).then_some(index)
    }
}

/// The program of the crate `api`, of which `rustdoc` is the JSON.
pub(crate) fn of(rustdoc: &Value) -> Usage {
    let mut items = Items {
        index: &rustdoc["index"],
        public: BTreeMap::new(),
        order: Vec::new(),
    };
    items.module(&rustdoc["root"], "api");
    let mut writer = Writer {
        index: items.index,
        public: &items.public,
        usage: Usage {
            uses: Vec::new(),
            unspelled: 0,
        },
    };
    for id in &items.order {
        writer.item(id);
    }
    writer.usage
}

/// What can be named from outside, by identity.
struct Items<'r> {
    index: &'r Value,
    public: BTreeMap<String, String>,
    order: Vec<String>,
}

impl<'r> Items<'r> {
    fn module(&mut self, id: &Value, path: &str) {
        let Some(items) = self.index[key(id)]["inner"]["module"]["items"].as_array() else {
            return;
        };
        let index: &'r Value = self.index;
        for id in items {
            let item = &index[key(id)];
            let inner = &item["inner"];
            if let Some(import) = inner.get("use") {
                if import["is_glob"] == true {
                    self.module(&import["id"], path);
                } else {
                    self.put(
                        &import["id"],
                        format!("{path}::{}", import["name"].as_str().unwrap_or_default()),
                    );
                }
            } else if let Some(name) = item["name"].as_str().filter(|_| item["visibility"] == "public") {
                let path = format!("{path}::{}", spell::ident(name));
                match inner.get("module") {
                    Some(_) => self.module(id, &path),
                    None => self.put(id, path),
                }
            }
        }
    }

    fn put(&mut self, id: &Value, path: String) {
        let id = key(id);
        if self.index.get(&id).is_some() && !self.public.contains_key(&id) {
            self.order.push(id.clone());
            self.public.insert(id, path);
        }
    }
}

struct Writer<'r> {
    index: &'r Value,
    public: &'r BTreeMap<String, String>,
    usage: Usage,
}

/// The traits that people rely on, as anybody can name them.
const TRAITS: [(&str, &str); 9] = [
    ("Clone", "Clone"),
    ("Copy", "Copy"),
    ("Debug", "::core::fmt::Debug"),
    ("Default", "Default"),
    ("Display", "::core::fmt::Display"),
    ("Eq", "Eq"),
    ("Error", "::core::error::Error"),
    ("FromStr", "::core::str::FromStr"),
    ("PartialEq", "PartialEq"),
];

impl Writer<'_> {
    fn item(&mut self, id: &str) {
        let inner = &self.index[id]["inner"];
        let path = self.public[id].as_str();
        let speller = Speller::new(self.public, path);
        if let Some(function) = inner.get("function") {
            let call = speller.call(path, function);
            self.write(call);
        } else if let Some(alias) = inner.get("type_alias") {
            let of = speller.ty(&alias["type"]);
            self.write(of.map(|of| format!("let _: {of} = any::<{path}>();")));
        } else if let Some(of) = inner.get("struct") {
            let kind = &of["kind"];
            let fields = kind["plain"]["fields"].as_array().or(kind["tuple"].as_array());
            for field in fields.into_iter().flatten().map(|field| &self.index[key(field)]) {
                if field["visibility"] == "public" {
                    let name = spell::ident(field["name"].as_str().unwrap_or_default());
                    let ty = speller.ty(&field["inner"]["struct_field"]);
                    self.write(ty.map(|ty| format!("let _: {ty} = any::<{path}>().{name};")));
                }
            }
            self.impls(path, &of["impls"]);
        } else if let Some(of) = inner.get("enum") {
            for variant in of["variants"].as_array().into_iter().flatten() {
                let variant = &self.index[key(variant)];
                let name = spell::ident(variant["name"].as_str().unwrap_or_default());
                let made = match variant["inner"]["variant"]["kind"]["tuple"].as_array() {
                    Some(fields) => {
                        let fields = fields.iter().map(|field| {
                            let ty = &self.index[key(field)]["inner"]["struct_field"];
                            Some(format!("any::<{}>()", speller.ty(ty)?))
                        });
                        let fields: Option<Vec<String>> = fields.collect();
                        fields.map(|fields| format!("is::<{path}>({path}::{name}({}));", fields.join(", ")))
                    }
                    None => Some(format!("is::<{path}>({path}::{name});")),
                };
                self.write(made);
            }
            self.impls(path, &of["impls"]);
        }
    }

    fn impls(&mut self, path: &str, impls: &Value) {
        let speller = Speller::new(self.public, path);
        for of in impls.as_array().into_iter().flatten() {
            let of = &self.index[key(of)]["inner"]["impl"];
            if of["is_synthetic"] == true || !of["blanket_impl"].is_null() {
                continue;
            }
            let items = of["items"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|item| &self.index[key(item)]);
            let Some(name) = of["trait"]["path"].as_str() else {
                for function in items {
                    if let (true, Some(inner)) = (function["visibility"] == "public", function["inner"].get("function"))
                    {
                        let name = spell::ident(function["name"].as_str().unwrap_or_default());
                        let call = speller.call(&format!("{path}::{name}"), inner);
                        self.write(call);
                    }
                }
                continue;
            };
            let name = name.rsplit("::").next().unwrap_or(name);
            if let Some((_, whole)) = TRAITS.iter().find(|(known, _)| *known == name) {
                self.write(Some(format!("fn has<T: {whole}>() {{}} has::<{path}>();")));
            } else if name == "From" {
                let from = &of["trait"]["args"]["angle_bracketed"]["args"][0]["type"];
                let from = speller.ty(from);
                self.write(from.map(|from| format!("is::<{path}>(From::from(any::<{from}>()));")));
            } else if name == "IntoFuture" {
                let mut output = items.filter(|item| item["name"] == "Output");
                let output = output.find_map(|item| speller.ty(&item["inner"]["assoc_type"]["type"]));
                let awaited = |output| format!("let _ = async {{ let _: {output} = any::<{path}>().await; }};");
                self.write(output.map(awaited));
            }
        }
    }

    /// Writes a use, if what it names can be spelled.
    fn write(&mut self, body: Option<String>) {
        match body {
            Some(body) => self.usage.uses.push(body),
            None => self.usage.unspelled += 1,
        }
    }
}

/// The key of an item in the index.
fn key(id: &Value) -> String {
    id.to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn all_that_can_be_named_is_used() {
        let string = json!({ "resolved_path": { "path": "String", "id": 90, "args": null } });
        let public = |name: &str, inner: Value| json!({ "name": name, "visibility": "public", "inner": inner });
        let into = json!({ "impl_trait": [{ "trait_bound": { "trait": {
            "path": "::core::convert::Into", "args": { "angle_bracketed": { "args": [{ "type": string }] } }
        } } }] });
        let of_self = json!({ "generic": "Self" });
        let setter = json!({ "function": {
            "sig": { "inputs": [["self", of_self], ["name", into]], "output": of_self },
            "generics": { "params": [{ "kind": { "type": { "is_synthetic": true } } }] },
        } });
        let hidden = json!({ "resolved_path": { "path": "private::Thing", "id": 91, "args": null } });
        let rustdoc = json!({ "root": 0, "index": {
            "0": public("pets", json!({ "module": { "items": [1, 2] } })),
            "1": { "name": null, "inner": { "use": { "is_glob": true, "id": 3, "name": "inner" } } },
            "2": { "name": "hidden", "visibility": "crate", "inner": { "module": { "items": [5] } } },
            "3": { "name": "inner", "visibility": "default", "inner": { "module": { "items": [4] } } },
            "4": public("Pet", json!({ "struct": { "kind": { "plain": { "fields": [6, 7, 8] } }, "impls": [9, 10, 11] } })),
            "5": public("Hidden", json!({ "struct": { "kind": "unit", "impls": [] } })),
            "6": public("type", json!({ "struct_field": string })),
            "7": { "name": "nulls", "visibility": "default", "inner": { "struct_field": string } },
            "8": public("thing", json!({ "struct_field": hidden })),
            "9": { "inner": { "impl": { "trait": null, "is_synthetic": false, "blanket_impl": null, "items": [12] } } },
            "10": { "inner": { "impl": { "trait": { "path": "Clone" }, "is_synthetic": false, "blanket_impl": null, "items": [] } } },
            "11": { "inner": { "impl": { "trait": { "path": "Send" }, "is_synthetic": true, "blanket_impl": null, "items": [] } } },
            "12": public("name", setter),
        } });
        let usage = of(&rustdoc);
        for line in [
            "let _: String = any::<api::Pet>().r#type;",
            "let _: api::Pet = api::Pet::name(any::<api::Pet>(), any::<String>());",
            "fn has<T: Clone>() {} has::<api::Pet>();",
        ] {
            assert!(
                usage.uses.iter().any(|used| used == line),
                "{line} is not in {:?}",
                usage.uses
            );
        }
        assert_eq!((usage.uses.len(), usage.unspelled), (3, 1));
        let program = usage.program(&BTreeSet::from([1]));
        syn::parse_file(&program).unwrap();
        let line = program.lines().position(|line| line.contains("use_2")).unwrap();
        assert!(!program.contains("use_1"));
        assert_eq!(usage.at(line + 1), Some(2));
        assert_eq!((usage.at(1), usage.at(100)), (None, None));
    }
}

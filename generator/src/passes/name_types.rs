//! What is each type called?
//!
//! A component is called after its key, a schema written in place after the way to it. FastAPI tells classes of one
//! name apart by the modules they come from (`app__customer__schema__Connector`); the words of these that say
//! nothing are left out, whether or not another class has the name. The rules of `sdk.toml` come after that, and two
//! types that only such a rule makes meet are an error.

use std::collections::{HashMap, HashSet};

use super::identifier::{shortened, upper_camel};
use super::scope::{self, Case, Claim};
use super::{Context, name_operations};
use crate::config::Names;
use crate::diagnostic::Code;
use crate::ir::{Api, Role, TypeDef, TypeId, TypeName, Types};
use crate::read::SpecPath;

pub(super) fn name_types(api: &mut Api, cx: &mut Context<'_>) {
    let mut namer = Namer::new(api, &cx.config.names);
    let claims: Vec<Claim> = received(&api.types)
        .map(|(id, def)| Claim {
            ident: namer.ident(id),
            wire_name: def.at.pointer().to_owned(),
            case: Case::UpperCamel,
            kind: kind(def),
        })
        .collect();
    if report_rule_clashes(api, cx, &claims) {
        return;
    }
    let (names, met) = scope::resolve(&claims, |_| false);
    let is_input = |id: &TypeId| matches!(api.types[*id].name, TypeName::Input { .. });
    let (inputs, others): (Vec<TypeId>, Vec<TypeId>) = api.types.ids().partition(is_input);
    for (id, name) in others.into_iter().zip(&names) {
        api.types[id].ident.clone_from(name);
    }
    name_inputs(&mut api.types, inputs, &names);
    let places: Vec<&SpecPath> = received(&api.types).map(|(_, def)| &def.at).collect();
    for index in met {
        cx.diags
            .warn(
                Code::NameClash,
                places[index],
                format!(
                    "`{}` is the name of several types; this one is called `{}`",
                    claims[index].ident, names[index]
                ),
            )
            .help("`[names.types]` in sdk.toml can give it another name");
    }
}

/// All types but those for sending, which come after all others: these keep their names.
fn received(types: &Types) -> impl Iterator<Item = (TypeId, &TypeDef)> {
    let is_received = |(_, def): &(TypeId, &TypeDef)| !matches!(def.name, TypeName::Input { .. });
    types.iter().filter(is_received)
}

/// Names what is sent after what is received.
fn name_inputs(types: &mut Types, inputs: Vec<TypeId>, names: &[String]) {
    let mut taken: HashSet<String> = names.iter().cloned().collect();
    for id in inputs {
        let TypeName::Input { of } = types[id].name else {
            continue;
        };
        let mut name = format!("{}Input", types[of].ident);
        while !taken.insert(name.clone()) {
            name.push_str("Input");
        }
        types[id].ident = name;
    }
}

/// A rule of `sdk.toml` that gives two types one name is at fault, not the document.
fn report_rule_clashes(api: &Api, cx: &mut Context<'_>, claims: &[Claim]) -> bool {
    let plain = Names::default();
    // Made when two names meet, which is rare.
    let mut without_rules: Option<Namer<'_>> = None;
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    let mut found = false;
    let defs: Vec<(TypeId, &TypeDef)> = received(&api.types).collect();
    for (index, claim) in claims.iter().enumerate() {
        let Some(&other) = by_name.get(claim.ident.as_str()) else {
            by_name.insert(&claim.ident, index);
            continue;
        };
        let without_rules = without_rules.get_or_insert_with(|| Namer::new(api, &plain));
        if without_rules.ident(defs[index].0) != without_rules.ident(defs[other].0) {
            found = true;
            cx.diags
                .error(
                    Code::RuleClash,
                    &defs[index].1.at,
                    format!(
                        "a rule of sdk.toml gives this type the name `{}`, which another one has",
                        claim.ident
                    ),
                )
                .note(&defs[other].1.at, "the other type")
                .help("name one of the two in `[names.types]`");
        }
    }
    found
}

fn kind(def: &TypeDef) -> &'static str {
    match def.name {
        TypeName::Component(_) => "schema",
        TypeName::Inline { .. } => "inline",
        TypeName::Operation { .. } | TypeName::Shared { .. } => "payload",
        TypeName::Input { .. } => "input",
    }
}

/// Gives every type its own name, before any has met another.
struct Namer<'a> {
    types: &'a Types,
    rules: &'a Names,
    /// What each operation is named after, by its id.
    operations: HashMap<&'a str, String>,
    known: HashMap<TypeId, String>,
}

impl<'a> Namer<'a> {
    fn new(api: &'a Api, rules: &'a Names) -> Self {
        let operations = api.operations.iter();
        Namer {
            types: &api.types,
            rules,
            operations: operations
                .map(|of| (of.id.as_str(), name_operations::without_tail(of)))
                .collect(),
            known: HashMap::new(),
        }
    }

    fn ident(&mut self, id: TypeId) -> String {
        if let Some(ident) = self.known.get(&id) {
            return ident.clone();
        }
        let (def, rules) = (&self.types[id], self.rules);
        let pinned = |key: &str| rules.types.get(key).cloned();
        let name = pinned(&format!("#{}", def.at.pointer())).unwrap_or_else(|| match &def.name {
            TypeName::Input { of } => joined(&self.ident(*of), "Input"),
            TypeName::Component(key) => pinned(key).unwrap_or_else(|| component(key, rules)),
            TypeName::Inline { parent, role } => {
                // As deep as schemas stand in each other, which reading limits.
                joined(&self.ident(*parent), &role_name(role))
            }
            TypeName::Operation { operation, role } => {
                let words = self.operations.get(operation.as_str()).unwrap_or(operation);
                joined(&upper_camel(words), &role_name(role))
            }
            TypeName::Shared { key, role } => shared(key, role),
        });
        self.known.insert(id, name.clone());
        name
    }
}

/// The name of a part after that of the whole, which is no keyword any more then.
fn joined(whole: &str, part: &str) -> String {
    let whole = match part {
        "" => whole,
        _ => whole.trim_end_matches('_'),
    };
    shortened(format!("{whole}{part}"))
}

/// `PetBody` for the body `Pet`, and for the body `PetBody` too.
fn shared(key: &str, role: &Role) -> String {
    const WORDS: &[&str] = &["Body", "Response", "Parameter", "Header"];
    let (name, role) = (upper_camel(key), role_name(role));
    let said_twice = WORDS
        .iter()
        .find(|word| name.ends_with(*word) && role.starts_with(*word));
    joined(&name, &role[said_twice.map_or(0, |word| word.len())..])
}

fn component(key: &str, rules: &Names) -> String {
    let name = upper_camel(&without_modules(key));
    let shorter = rules.drop_suffixes.iter().find_map(|suffix| {
        let shorter = name.strip_suffix(suffix.as_str())?;
        // `Schema` itself has to be called something.
        (!shorter.is_empty()).then_some(shorter)
    });
    // What is left may be a keyword.
    shorter.map_or(name.clone(), upper_camel)
}

/// The words of a class's module path that tell it from others.
fn without_modules(key: &str) -> String {
    const SAY_NOTHING: &[&str] = &[
        "api",
        "apis",
        "dto",
        "dtos",
        "endpoints",
        "model",
        "models",
        "router",
        "routers",
        "schema",
        "schemas",
        "types",
        "views",
    ];
    let parts: Vec<&str> = key.split("__").collect();
    let is_module = |part: &&str| !part.is_empty() && !part.contains(char::is_uppercase);
    match &parts[..] {
        // The first is the package that everything is in.
        [_, modules @ .., class] if parts.len() > 2 && parts[..parts.len() - 1].iter().all(is_module) => {
            let telling = modules.iter().filter(|module| !SAY_NOTHING.contains(module));
            telling.chain([class]).copied().collect::<Vec<_>>().join("_")
        }
        _ => key.to_owned(),
    }
}

fn role_name(role: &Role) -> String {
    match role {
        Role::Property(name) | Role::Parameter(name) | Role::Branch(name) => {
            upper_camel(name).trim_matches('_').to_owned()
        }
        Role::Itself => String::new(),
        Role::Item => "Item".to_owned(),
        Role::Value => "Value".to_owned(),
        Role::Body => "Body".to_owned(),
        Role::Response(status) => match status.as_str() {
            "200" => "Response".to_owned(),
            "default" => "Error".to_owned(),
            status if status.starts_with('2') => format!("Response{}", upper_camel(status).trim_start_matches('_')),
            status => format!("Error{}", upper_camel(status).trim_start_matches('_')),
        },
        Role::Within(outer, inner) => format!("{}{}", role_name(outer), role_name(inner)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Role, component, shared};

    #[test]
    fn what_a_component_is_stands_once_in_a_name() {
        let items = Role::Item.within(&Role::Body);
        for (key, role, name) in [
            ("pet", &Role::Body, "PetBody"),
            ("pet_body", &Role::Body, "PetBody"),
            ("PetBody", &items, "PetBodyItem"),
            ("Body", &Role::Body, "Body"),
            ("NotFound", &Role::Response("200".to_owned()), "NotFoundResponse"),
            ("self", &Role::Body, "SelfBody"),
            ("self", &Role::Itself, "Self_"),
        ] {
            assert_eq!(shared(key, role), name);
        }
    }

    #[test]
    fn the_modules_of_a_class_that_say_nothing_are_left_out() {
        let rules = Names::default();
        assert_eq!(
            component("app__customer__schema__Connector", &rules),
            "CustomerConnector"
        );
        assert_eq!(component("app__billing__invoice__Item", &rules), "BillingInvoiceItem");
        assert_eq!(component("app__schemas__Item", &rules), "Item");
        assert_eq!(component("snake__case", &rules), "SnakeCase");
    }

    #[test]
    fn a_suffix_is_dropped_where_something_is_left() {
        let rules = Names {
            drop_suffixes: vec!["Schema".to_owned()],
            ..Names::default()
        };
        assert_eq!(component("CustomerResponseSchema", &rules), "CustomerResponse");
        assert_eq!(component("Schema", &rules), "Schema");
    }
}

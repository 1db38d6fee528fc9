//! What are components called that come from other files?
//!
//! After their file, or after the last step of the pointer into it. Where two would have one name, each gets the name of
//! its folder in front.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Bundle, IMPORT, Import};
use crate::diagnostic::{Code, Place};
use crate::read::node::segments;
use crate::read::{Node, Sources, SpecPath};

impl Bundle<'_> {
    /// The names of the imports, in their order.
    pub(super) fn names(&mut self, root: &Node) -> Vec<String> {
        let own = |import: &Import| name(self.sources, &import.from);
        let mut names: Vec<String> = self.imports.iter().map(own).collect();
        let clashing = self.clashing(root, &names);
        for spell in [in_folder, in_full] {
            for number in self.clashing(root, &names) {
                names[number] = spell(self.sources, &self.imports[number].from);
            }
        }
        for number in self.clashing(root, &names) {
            names[number] = format!("{}_{number}", names[number]);
        }
        for number in clashing {
            let import = &self.imports[number];
            if import.home == self.grammar.schemas {
                let old = name(self.sources, &import.from);
                let message = format!(
                    "`{old}` is the name of several schemas; this one is called `{}`",
                    names[number]
                );
                let help = format!("name it under `[names.types]` of sdk.toml: {:?} = \"…\"", names[number]);
                let at = Place::Written(import.from.clone());
                self.diags.warn(Code::NameClash, at, message).help(help);
            }
        }
        names
    }

    /// The imports whose names are those of others too.
    fn clashing(&self, root: &Node, names: &[String]) -> BTreeSet<usize> {
        let mut of: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
        for (number, (import, name)) in self.imports.iter().zip(names).enumerate() {
            of.entry((import.home, name)).or_default().push(number);
        }
        let taken = |home: &str, name: &str| {
            root.pointer(home)
                .is_some_and(|components| components.get(name).is_some())
        };
        let clashes = of
            .into_iter()
            .filter(|((home, name), numbers)| numbers.len() > 1 || taken(home, name));
        clashes.flat_map(|(_, numbers)| numbers).collect()
    }
}

/// Keys under which things have names of their own.
const SECTIONS: [&str; 14] = [
    "$defs",
    "attributes",
    "components",
    "definitions",
    "examples",
    "headers",
    "links",
    "models",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
];

fn name(sources: &Sources, from: &SpecPath) -> String {
    let segments: Vec<String> = segments(from.pointer()).collect();
    match segments.split_last() {
        None => stem(sources, from),
        Some((last, before)) if before.iter().all(|segment| SECTIONS.contains(&segment.as_str())) => last.clone(),
        // Something within something that has a name.
        Some(_) => {
            let skipped = ["properties", "allOf", "anyOf", "oneOf"];
            let named = segments
                .iter()
                .skip_while(|segment| SECTIONS.contains(&segment.as_str()));
            let named: Vec<&str> = named
                .map(String::as_str)
                .filter(|segment| !skipped.contains(segment))
                .collect();
            let is_own = SECTIONS.contains(&segments[0].as_str());
            if is_own {
                named.join("_")
            } else {
                format!("{}_{}", stem(sources, from), named.join("_"))
            }
        }
    }
}

/// The name of the file without its ending, or that of its folder where it says nothing.
fn stem(sources: &Sources, from: &SpecPath) -> String {
    let path = &sources.file_of(from.source()).path;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    match &*stem {
        "index" | "_index" => folder(sources, from),
        stem => stem.to_owned(),
    }
}

/// The folder that tells a file from others, which is not one that says what kind of things are in it.
fn folder(sources: &Sources, from: &SpecPath) -> String {
    let path = &sources.file_of(from.source()).path;
    let folders = path.parent().unwrap_or(Path::new("")).components().rev();
    let mut names = folders.map(|component| component.as_os_str().to_string_lossy().into_owned());
    let telling = |name: &String| !SECTIONS.contains(&name.as_str());
    names.find(telling).unwrap_or_default()
}

fn in_folder(sources: &Sources, from: &SpecPath) -> String {
    format!("{}_{}", folder(sources, from), name(sources, from))
}

/// With all of the way from the description to the file, and the pointer into it.
fn in_full(sources: &Sources, from: &SpecPath) -> String {
    let file = Path::new(&sources.file_of(from.source()).name).with_extension("");
    let steps = file
        .components()
        .map(|step| step.as_os_str().to_string_lossy().into_owned());
    let steps: Vec<String> = steps.chain(segments(from.pointer())).collect();
    steps.join("_")
}

/// Puts the references to imports in the places of their marks.
pub(super) fn fill_in(node: &mut Node, link: &impl Fn(usize) -> Option<String>) {
    match node {
        Node::String(text) => {
            let number = text.strip_prefix(IMPORT).and_then(|number| number.parse().ok());
            if let Some(link) = number.and_then(link) {
                *text = link;
            }
        }
        Node::Array(items) => items.iter_mut().for_each(|node| fill_in(node, link)),
        Node::Object(entries) => entries.values_mut().for_each(|node| fill_in(node, link)),
        Node::Null | Node::Bool(_) | Node::Number(_) => {}
    }
}

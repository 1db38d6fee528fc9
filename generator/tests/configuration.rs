//! Does the guide's page on `sdk.toml` say what the code says?
//!
//! The page is made of the documentation of the settings. `BLESS=1 cargo test --test configuration` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use syn::{Attribute, Expr, Fields, Item, Lit, Meta, Type};

/// A struct of settings, or what else stands in their place.
struct Documented {
    docs: String,
    /// The key, the Rust type and the documentation of each setting.
    fields: Vec<(String, String, String)>,
}

const HEAD: &str = "\
# What sdk.toml says

`sdk.toml` has the rules of one SDK: what the description cannot know, or has wrong. It lies beside the description, and every
table and every key of it may be left out. A key that is not known is an error, with its line.
";

fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    let lines: Vec<String> = lines
        .map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned())
        .collect();
    lines.join("\n")
}

/// The last word of a type, or of what a list holds: `Pagination` of `Vec<Pagination>`.
fn innermost(ty: &Type) -> String {
    let Type::Path(path) = ty else { return String::new() };
    let Some(last) = path.path.segments.last() else {
        return String::new();
    };
    if let syn::PathArguments::AngleBracketed(arguments) = &last.arguments {
        if let Some(syn::GenericArgument::Type(inner)) = arguments.args.last() {
            return innermost(inner);
        }
    }
    last.ident.to_string()
}

fn documented(folder: &Path) -> BTreeMap<String, Documented> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the settings have a folder") {
        let text = fs::read_to_string(entry.expect("it can be read").path()).expect("it is text");
        for item in syn::parse_file(&text).expect("it is Rust").items {
            let Item::Struct(item) = item else { continue };
            let Fields::Named(fields) = &item.fields else { continue };
            let fields = fields.named.iter().map(|field| {
                let key = field
                    .ident
                    .as_ref()
                    .expect("it has a name")
                    .to_string()
                    .replace('_', "-");
                (key, innermost(&field.ty), docs(&field.attrs))
            });
            let fields = fields.collect();
            let docs = docs(&item.attrs);
            found.insert(item.ident.to_string(), Documented { docs, fields });
        }
    }
    found
}

fn page(settings: &BTreeMap<String, Documented>) -> String {
    let mut page = HEAD.to_owned();
    let root = &settings["Config"];
    let is_table = |ty: &String| settings.get(ty).filter(|table| !table.docs.is_empty());
    let (tables, keys): (Vec<_>, Vec<_>) = root.fields.iter().partition(|(_, ty, _)| is_table(ty).is_some());
    page.push_str("\n## At the top\n\n");
    list(&mut page, &keys);
    for (key, ty, _) in tables {
        let table = &settings[ty];
        // The first words of the documentation are the table's name.
        let title = table.docs.split(':').next().unwrap_or(key).trim_matches('`');
        let title = if title.starts_with('[') {
            title.to_owned()
        } else {
            format!("[[{key}]]")
        };
        let _ = writeln!(page, "\n## `{title}`\n");
        let words = table.docs.strip_prefix(&format!("`{title}`: ")).unwrap_or(&table.docs);
        let mut first = words.chars();
        let capital = first.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let _ = writeln!(page, "{capital}{}", first.as_str());
        // What is shown as an example says it all.
        if !table.docs.contains("```") {
            page.push('\n');
            list(&mut page, &table.fields.iter().collect::<Vec<_>>());
        }
    }
    page
}

fn list(page: &mut String, fields: &[&(String, String, String)]) {
    for (key, _, docs) in fields {
        let _ = writeln!(page, "* `{key}`: {}", docs.replace('\n', "\n  "));
    }
}

#[test]
#[allow(clippy::print_stdout, reason = "it says that it is skipped")]
fn the_guide_says_what_the_code_says() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = here.join("../docs/src/configuration.md");
    if !file.exists() {
        println!("skipped: the guide is not here");
        return;
    }
    let expected = page(&documented(&here.join("src/config")));
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &expected).expect("it can be written");
    }
    let found = fs::read_to_string(&file).expect("it can be read");
    assert_eq!(found, expected, "`BLESS=1 cargo test --test configuration` writes it");
}

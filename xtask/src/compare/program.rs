//! Which program calls some operations of a generated crate, whoever generated it?
//!
//! It is made to be compiled, and not to be run: each call is there with arguments that nothing is known of, its answer is kept,
//! and the optimiser cannot tell that it never comes.

use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path};

use syn::{FnArg, ImplItem, ImplItemFn, Item, ItemStruct, ReceiverKind, Type, Visibility};

use super::Result;
use super::generators::{CRATE, Generator};
use crate::places::sources;

/// How many operations are called, where there are so many.
const CALLS: usize = 50;

/// The program's manifest.
pub(super) const MANIFEST: &str = "\
[package]
name = \"program\"
edition = \"2024\"

[dependencies]
subject = { path = \"../subject\" }

[workspace]
";

const HEAD: &str = "\
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Waker};

type Call = Pin<Box<dyn Future<Output = ()>>>;

fn any<T>() -> T {
    black_box(None::<T>).unwrap()
}

fn main() {
    for call in black_box(CALLS) {
        let _ = call().as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}
";

/// How many operations the program calls, and its text.
pub(super) fn of(folder: &Path, generator: &Generator) -> Result<(usize, String)> {
    let root = folder.join("src");
    let mut files = Vec::new();
    for file in sources(&root)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let module = module(file.strip_prefix(&root)?);
            files.push((module, syn::parse_file(&fs::read_to_string(&file)?)?.items));
        }
    }
    let mut calls = Vec::new();
    for (module, items) in &files {
        for (client, method) in methods(items) {
            let path = match generator.client {
                Some(path) => path.ends_with(&format!("::{client}")).then(|| path.to_owned()),
                None => holds_client(items, &client).then(|| format!("{module}::{client}")),
            };
            if let Some(path) = path.filter(|_| is_call(method, generator.client.is_some())) {
                let arguments = vec!["any()"; method.sig.inputs.len() - 1].join(", ");
                calls.push(format!("any::<&{path}>().{}({arguments})", method.sig.ident));
            }
        }
    }
    // From all over the crate.
    let step = calls.len().div_ceil(CALLS).max(1);
    let calls: Vec<_> = calls.iter().step_by(step).take(CALLS).collect();
    Ok((calls.len(), text(&calls)))
}

fn text(calls: &[&String]) -> String {
    let mut text = HEAD.to_owned();
    for (index, call) in calls.iter().enumerate() {
        let _ = write!(
            text,
            "\nfn call_{index}() -> Call {{\n    Box::pin(async {{\n        let _ = black_box({call}.await);\n    }})\n}}\n"
        );
    }
    let names: Vec<_> = (0..calls.len()).map(|index| format!("call_{index}")).collect();
    let _ = write!(text, "\nstatic CALLS: &[fn() -> Call] = &[{}];\n", names.join(", "));
    text
}

/// The path of the module in a file.
fn module(file: &Path) -> String {
    let mut path = CRATE.to_owned();
    for component in file.with_extension("").components() {
        if let Component::Normal(name) = component {
            let name = name.to_string_lossy();
            if !matches!(&*name, "lib" | "mod") {
                path += &format!("::{name}");
            }
        }
    }
    path
}

/// The methods of types, each with the name of its type.
fn methods(items: &[Item]) -> impl Iterator<Item = (String, &ImplItemFn)> {
    let implementations = items.iter().filter_map(|item| match item {
        Item::Impl(item) if item.trait_.is_none() => match &*item.self_ty {
            Type::Path(path) => Some((path.path.segments.last()?.ident.to_string(), &item.items)),
            _ => None,
        },
        _ => None,
    });
    implementations.flat_map(|(name, items)| {
        items.iter().filter_map(move |item| match item {
            ImplItem::Fn(method) => Some((name.clone(), method)),
            _ => None,
        })
    })
}

/// Whether a type is a handful of operations: it has the runtime's client and nothing else.
fn holds_client(items: &[Item], name: &str) -> bool {
    let is_it = |item: &ItemStruct| {
        let mut fields = item.fields.iter();
        let only = fields.next().filter(|_| fields.next().is_none());
        item.ident == name && only.is_some_and(|field| field.ident.as_ref().is_some_and(|name| name == "core"))
    };
    items
        .iter()
        .any(|item| matches!(item, Item::Struct(item) if is_it(item) && name != "Client"))
}

/// Whether a method calls an operation, with arguments whose types it says itself.
fn is_call(method: &ImplItemFn, is_async: bool) -> bool {
    let mut inputs = method.sig.inputs.iter();
    let is_borrowed = matches!(inputs.next(), Some(FnArg::Receiver(receiver)) if matches!(receiver.kind, ReceiverKind::Reference(_, _, None)));
    let says_types = inputs.all(|input| match input {
        FnArg::Typed(argument) => !matches!(&*argument.ty, Type::ImplTrait(_)),
        FnArg::Receiver(_) => false,
    });
    matches!(method.vis, Visibility::Public(_))
        && is_borrowed
        && says_types
        && method.sig.generics.type_params().next().is_none()
        && method.sig.asyncness.is_some() == is_async
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_what_can_be_called() {
        let source = "
            pub struct Pets { pub(crate) core: codegen::Client }
            impl Pets {
                pub fn list(&self) -> List { todo!() }
                pub fn add(&self, name: &str, age: i64) -> Add { todo!() }
                pub fn convert<T>(&self, value: T) -> Add { todo!() }
                fn hidden(&self) {}
            }
            pub struct List { request: codegen::Request }
            impl List { pub fn limit(&self) -> i64 { 0 } }
            pub struct Client { inner: () }
            impl Client {
                pub fn new() -> Self { todo!() }
                pub async fn list(&self, limit: Option<i64>) -> Result<(), ()> { todo!() }
                pub async fn send(&self, body: impl Into<String>) {}
            }";
        let items = syn::parse_file(source).expect("it is Rust").items;
        let calls = |is_async: bool| {
            methods(&items)
                .filter(|(name, method)| is_call(method, is_async) && (is_async || holds_client(&items, name)))
                .map(|(name, method)| format!("{name}::{}", method.sig.ident))
                .collect::<Vec<_>>()
        };
        assert_eq!(calls(false), ["Pets::list", "Pets::add"]);
        assert_eq!(calls(true), ["Client::list"]);
        assert_eq!(module(Path::new("api/client/mod.rs")), "subject::api::client");
        assert_eq!(module(Path::new("lib.rs")), "subject");
    }
}

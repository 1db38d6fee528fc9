//! How is an operation called, and what is done with its answer?

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::Emit;
use super::value::{Slot, Speller};
use super::{json, literal};
use crate::config::NextPage;
use crate::ir::{Body, BodyContent, Operation, Parameter, Payload, Scalar, Style, Success, Type};
use crate::passes::is_keyword;
use crate::read::Node;

/// How many of the parameters that need not be given are.
const OPTIONAL: usize = 2;

/// What is done with a client.
pub(super) struct Statements {
    pub(super) statements: TokenStream,
    /// The variable that holds the answer, where one does.
    pub(super) answer: Option<Ident>,
}

/// The statements after that which makes the client.
pub(super) fn statements(cx: &Emit<'_>, speller: &mut Speller<'_>, operation: &Operation) -> Option<Statements> {
    let call = call(cx, speller, operation)?;
    let payload = match &operation.success {
        _ if operation.pages.is_some() => {
            return Some(each("items", "item", &quote!(client #call.items()), &quote!(item)));
        }
        Success::One(payload) => payload,
        Success::Several { .. } => return Some(kept(format_ident!("answer"), &call)),
    };
    Some(match payload {
        Payload::Events(_) => each("events", "event", &quote!(client #call.await?), &quote!(event.data)),
        Payload::Lines(..) => each("lines", "line", &quote!(client #call.await?), &quote!(line)),
        Payload::Bytes => Statements {
            statements: quote!(client #call.download().await?.write_to("download").await?;),
            answer: None,
        },
        Payload::Nothing => Statements {
            statements: quote!(client #call.await?;),
            answer: None,
        },
        Payload::Json(ty, _) | Payload::Text(ty, _) => kept(name_of(cx, ty), &call),
    })
}

fn kept(name: Ident, call: &TokenStream) -> Statements {
    Statements {
        statements: quote!(let #name = client #call.await?;),
        answer: Some(name),
    }
}

/// Each of many, as it comes.
fn each(many: &str, one: &str, begin: &TokenStream, shown: &TokenStream) -> Statements {
    let (many, one) = (format_ident!("{many}"), format_ident!("{one}"));
    Statements {
        statements: quote! {
            let mut #many = #begin;
            while let Some(#one) = #many.next().await {
                let #one = #one?;
                println!("{:?}", #shown);
            }
        },
        answer: None,
    }
}

/// What follows `client`: the group, the method, the arguments, and a setter for what else is given.
pub(super) fn call(cx: &Emit<'_>, speller: &mut Speller<'_>, operation: &Operation) -> Option<TokenStream> {
    let group = operation.tags.first().map(|tag| {
        let group = cx.api.groups.iter().find(|group| group.tag == *tag);
        let ident = format_ident!("{}", group.map_or("", |group| group.ident.as_str()));
        quote!(.#ident())
    });
    let mut arguments = Vec::new();
    for parameter in operation.parameters.iter().filter(|parameter| parameter.is_argument()) {
        arguments.push(argument(speller, parameter)?);
    }
    let mut setters = Vec::new();
    if let Some(body) = &operation.body {
        match (self::body(speller, body), body.required) {
            (Carried::Value(value), true) => arguments.push(value),
            (Carried::Value(value), false) => setters.push(quote!(.body(#value))),
            (Carried::Parts, _) => {}
            (Carried::Unknown, true) => return None,
            (Carried::Unknown, false) => {}
        }
    }
    let others = operation.parameters.iter().filter(|parameter| !parameter.is_argument());
    let mut given = 0;
    for parameter in others {
        if speller.given(parameter).is_none() {
            continue;
        }
        let is_shared = parameter.shared.is_some();
        let is_asked_for = speller.tries && parameter.tried_with.is_some();
        let is_enough = !is_asked_for
            && speller.brief
            && (given == OPTIONAL || is_shared || is_of_paging(cx, operation, parameter));
        if is_enough {
            continue;
        }
        if let Some(value) = argument(speller, parameter) {
            let ident = format_ident!("{}", parameter.ident);
            setters.push(quote!(.#ident(#value)));
            given += usize::from(!is_asked_for);
        }
    }
    let method = format_ident!("{}", operation.ident);
    Some(quote!(#group.#method(#(#arguments),*) #(#setters)*))
}

/// Whether a parameter is what one page after the other is asked for with.
fn is_of_paging(cx: &Emit<'_>, operation: &Operation, parameter: &Parameter) -> bool {
    let Some(pages) = &operation.pages else { return false };
    match &cx.api.pagination[pages.rule].next {
        NextPage::Cursor { parameter: asked, .. }
        | NextPage::Offset { parameter: asked }
        | NextPage::Page { parameter: asked, .. } => asked.is(parameter),
        NextPage::NextUrl { .. } | NextPage::LinkHeader { .. } => false,
    }
}

fn argument(speller: &mut Speller<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let node = speller.given(parameter);
    match (parameter.style, &parameter.ty) {
        (Style::File, _) => Some(file(speller, parameter)),
        (Style::Files, _) => {
            let file = file(speller, parameter);
            Some(match speller.brief {
                true => quote!([#file]),
                false => quote!([#file, #file]),
            })
        }
        (_, Type::Scalar(Scalar::String)) => Some(speller.text(node)),
        (_, ty) => speller.argument(ty, node, 1),
    }
}

fn file(speller: &mut Speller<'_>, parameter: &Parameter) -> TokenStream {
    let file_part = speller.names.of_runtime("", "FilePart");
    if speller.in_memory {
        return quote!(#file_part::new("hello").file_name("hello.txt"));
    }
    speller.fails_otherwise = true;
    let name = file_name(parameter.content_type.as_deref().unwrap_or_default());
    quote!(#file_part::open(#name).await?)
}

/// What a request carries.
enum Carried {
    Value(TokenStream),
    /// A form, whose parts are among the parameters.
    Parts,
    /// Something that no example was found for.
    Unknown,
}

fn body(speller: &mut Speller<'_>, body: &Body) -> Carried {
    let node = body.example.as_ref();
    let value = match &body.content {
        BodyContent::Json(ty, _) | BodyContent::Form(ty, _) => speller.value(ty, node, Slot::Exact, 0),
        BodyContent::Parts => return Carried::Parts,
        BodyContent::Text(Type::Scalar(Scalar::String), _) => Some(speller.text(node)),
        BodyContent::Text(ty, _) => speller.value(ty, node, Slot::Exact, 0),
        BodyContent::Multipart(media_type) => Some(parts(speller, media_type, node)),
        BodyContent::Lines(ty, _) => lines(speller, ty, node),
        BodyContent::Bytes(media_type) => Some(bytes(speller, media_type, node)),
    };
    value.map_or(Carried::Unknown, Carried::Value)
}

/// The values of an example, which is one of them or a list of them.
fn lines(speller: &mut Speller<'_>, ty: &Type, node: Option<&Node>) -> Option<TokenStream> {
    let one = node.filter(|node| !matches!(node, Node::Array(_)));
    let list = one.map(|node| Node::Array(vec![node.clone()]));
    let of = Type::List(Box::new(ty.clone()));
    speller.value(&of, list.as_ref().or(node), Slot::Exact, 0)
}

/// A part for each property of an example, or any part.
fn parts(speller: &mut Speller<'_>, media_type: &str, node: Option<&Node>) -> TokenStream {
    let multipart = speller.names.of_runtime("", "Multipart");
    if !media_type.starts_with("multipart/form-data") {
        return quote!(#multipart::new().part("hello"));
    }
    let entries = node.and_then(Node::as_object).into_iter().flatten();
    let parts = entries
        .take(if speller.brief { OPTIONAL } else { usize::MAX })
        .map(|(name, value)| {
            let name = literal(name);
            match value {
                Node::String(text) => {
                    let text = literal(text);
                    quote!(.text(#name, #text))
                }
                value => {
                    let macro_name = speller.names.of_runtime("serde_json", "json");
                    let value = json::tokens(value, speller.brief, 0);
                    quote!(.json(#name, &#macro_name!(#value)))
                }
            }
        });
    let parts: Vec<TokenStream> = parts.collect();
    match parts.is_empty() {
        true => quote!(#multipart::new().text("name", "value")),
        false => quote!(#multipart::new() #(#parts)*),
    }
}

fn bytes(speller: &mut Speller<'_>, media_type: &str, node: Option<&Node>) -> TokenStream {
    if speller.in_memory {
        return literal(node.and_then(Node::as_str).unwrap_or("hello"));
    }
    speller.fails_otherwise = true;
    let (body, name) = (speller.names.of_runtime("", "Body"), file_name(media_type));
    quote!(#body::file(#name).await?)
}

/// What a file of a media type may be called.
fn file_name(media_type: &str) -> &'static str {
    match media_type.split(';').next().unwrap_or_default().trim() {
        "image/png" | "image/*" => "picture.png",
        "image/jpeg" => "picture.jpg",
        "application/pdf" => "document.pdf",
        "application/zip" => "archive.zip",
        "application/xml" | "text/xml" => "document.xml",
        "text/csv" => "table.csv",
        "text/plain" => "notes.txt",
        "application/json" => "document.json",
        _ => "file.bin",
    }
}

/// What a program calls an answer of a type: after the type, without the words that all answers have.
fn name_of(cx: &Emit<'_>, ty: &Type) -> Ident {
    let name = match ty {
        Type::Named(id) => cx.api.types[*id].ident.to_snake_case(),
        Type::Boxed(of) | Type::Option(of) => return name_of(cx, of),
        Type::List(of) => match &**of {
            Type::Named(id) => cx.api.types[*id].ident.to_snake_case() + "_list",
            _ => "list".to_owned(),
        },
        Type::Any | Type::Object | Type::Scalar(_) | Type::Map(_) => "answer".to_owned(),
    };
    let mut name = name.as_str();
    for suffix in [
        "_response",
        "_schema",
        "_paginated",
        "_result",
        "_dto",
        "_object",
        "_read",
        "_out",
    ] {
        name = name.strip_suffix(suffix).unwrap_or(name);
    }
    // Neither a keyword of any edition nor the client.
    match syn::parse_str::<Ident>(name) {
        Ok(ident) if name != "client" && !is_keyword(name) && name.len() <= 24 => ident,
        _ => format_ident!("answer"),
    }
}

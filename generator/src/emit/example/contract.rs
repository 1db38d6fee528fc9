//! Which tests ask a server whether it answers as the description says?
//!
//! One for each operation that may be tried: it names the operation, its arguments and what may be answered. The runtime
//! calls, compares and reports.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::Emit;
use super::call;
use super::names::Names;
use super::value::Speller;
use crate::emit::prelude::Prelude;
use crate::ir::{Api, DeclaredHeader, Operation, Payload, Scalar, Type};
use crate::passes::{CONTRACT_TESTS, OPERATIONS};

/// The tests of an API, whose crate is named by this path: a file of its own, or what a file includes.
pub(crate) fn contract(api: &Api, crate_path: &str, is_included: bool) -> String {
    let prelude = Prelude::new(api);
    let cx = Emit { api, prelude: &prelude };
    let path: TokenStream = crate_path.parse().unwrap_or_default();
    let mut modules: Vec<(String, Module)> = Vec::new();
    let mut not_called = Vec::new();
    for operation in api
        .operations
        .iter()
        .filter(|operation| operation.is_tried && operation.presence.is_in())
    {
        let group = operation.tags.first();
        let group = group.and_then(|tag| api.groups.iter().find(|group| group.tag == *tag));
        let name = group.map_or(OPERATIONS, |group| group.ident.as_str());
        let index = modules.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            let names = Names::new(&cx, crate_path);
            modules.push((
                name.to_owned(),
                Module {
                    names,
                    tests: Vec::new(),
                },
            ));
            modules.len() - 1
        });
        let (_, module) = &mut modules[index];
        match module.test(&cx, &path, operation) {
            Some(test) => module.tests.push(test),
            None => not_called.push(format!(
                "//! * `{} {}`\n",
                operation.method,
                operation.path.replace('`', "")
            )),
        }
    }
    let mut text = head(api, crate_path);
    if !not_called.is_empty() {
        text.push_str("//!\n//! Not called, because there is no value for something that they require:\n//!\n");
        text.extend(not_called);
    }
    if is_included {
        // Only a file of its own can say what it is.
        text = text.replace("\n//!", "\n//");
        let features = format!("cargo test --features {CONTRACT_TESTS} --test");
        text = text.replace("cargo test --test", &features);
    }
    for (name, module) in modules.into_iter().filter(|(_, module)| !module.tests.is_empty()) {
        let (name, uses, tests) = (format_ident!("{name}"), module.names.uses(), module.tests);
        let module = quote! {
            #[allow(deprecated, reason = "what is deprecated answers too")]
            mod #name {
                use #path::runtime::contract;
                #uses
                #(#tests)*
            }
        };
        let file: syn::File = syn::parse2(module).expect("the parts have been parsed");
        text.push('\n');
        for line in prettyplease::unparse(&file).lines() {
            if line == "    #[test]" {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// What the file begins with.
fn head(api: &Api, crate_path: &str) -> String {
    let mut variables = BTreeMap::from([(format!("{}_BASE_URL", api.env_prefix), "the server's address")]);
    for scheme in &api.schemes {
        variables.insert(scheme.env.clone(), "a credential");
    }
    let mut text = format!(
        "{}\n//! Does a server answer as the description says?\n//!\n\
         //! Each test calls one operation that changes nothing, with arguments from the description, and fails with a list of\n\
         //! what is different. They need a server, so they are ignored unless they are asked for:\n//!\n\
         //! ```sh\n//! cargo test --test contract -- --ignored\n//! ```\n//!\n\
         //! The environment says which one, and who is calling (`{crate_path}::Client::from_env`):\n//!\n",
        crate::emit::file::PREAMBLE
    );
    for (name, what) in variables {
        text.push_str(&format!("//! * `{name}`: {what}\n"));
    }
    text
}

/// The tests of one group.
struct Module {
    names: Names,
    tests: Vec<TokenStream>,
}

impl Module {
    fn test(&mut self, cx: &Emit<'_>, path: &TokenStream, operation: &Operation) -> Option<TokenStream> {
        let mut speller = Speller::trying(cx, self.names.clone());
        let call = call::call(cx, &mut speller, operation)?;
        let answers: Vec<TokenStream> = operation
            .declared
            .iter()
            .map(|declared| {
                let status = declared.status.spelled();
                let contents = declared.contents.iter();
                let contents = contents.map(|(media_type, payload)| content(&mut speller, media_type, payload));
                let contents = quote!(.answer(#status, [#(#contents),*]));
                let headers: Vec<TokenStream> = declared
                    .headers
                    .iter()
                    .filter_map(|of| header(&mut speller, of))
                    .collect();
                match headers.is_empty() {
                    true => contents,
                    false => quote!(#contents.headers([#(#headers),*])),
                }
            })
            .collect();
        // A value that is made of its text might be none.
        let (outcome, end) = match speller.fails_otherwise {
            true => (quote!(-> Result<(), Box<dyn std::error::Error>>), quote!(Ok(()))),
            false => (TokenStream::new(), TokenStream::new()),
        };
        self.names = speller.names;
        let name = format_ident!("{}", operation.ident);
        Some(quote! {
            #[test]
            #[ignore = "asks a server"]
            fn #name() #outcome {
                let client = contract::client(#path::Client::from_env());
                let request = client #call;
                contract::of(request)#(#answers)*.check();
                #end
            }
        })
    }
}

fn content(speller: &mut Speller<'_>, media_type: &str, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(ty, _) if !is_foreign(ty) => {
            let ty = speller.path(ty);
            quote!(contract::json::<#ty>(#media_type))
        }
        Payload::Events(_) | Payload::Lines(..) => quote!(contract::stream(#media_type)),
        Payload::Json(..) | Payload::Text(..) | Payload::Bytes | Payload::Nothing => {
            quote!(contract::other(#media_type))
        }
    }
}

/// A header; none of which there is nothing to say.
fn header(speller: &mut Speller<'_>, header: &DeclaredHeader) -> Option<TokenStream> {
    let is_text = matches!(header.scalar, Scalar::String | Scalar::Foreign(_));
    let name = &header.wire_name;
    let ty = match is_text {
        true => quote!(String),
        false => speller.path(&Type::Scalar(header.scalar)),
    };
    match (header.required, is_text) {
        (true, _) => Some(quote!(contract::required::<#ty>(#name))),
        (false, false) => Some(quote!(contract::optional::<#ty>(#name))),
        (false, true) => None,
    }
}

/// Whether there is a type in it that only sdk.toml knows: perhaps one that only the crate itself can name.
fn is_foreign(ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::Foreign(_)) => true,
        Type::List(of) | Type::Option(of) | Type::Boxed(of) | Type::Map(of) => is_foreign(of),
        Type::Any | Type::Object | Type::Scalar(_) | Type::Named(_) => false,
    }
}

//! How is the client spelled, and how is one made?

use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::Docs;
use super::file::{Item, Module};
use super::text::Text;
use super::{Emit, allow, cfg, docs, operation, pagination, runtime_paths, table, ty};
use crate::ir::{Group, KeyLocation, Location, Operation, Parameter, Presence, SchemeKind, SecurityScheme};

pub(super) fn emit(cx: &Emit<'_>) -> Module {
    Module {
        path: PathBuf::from("client.rs"),
        docs: vec!["The client, and how it is made.".to_owned()],
        items: [Item::Rust(runtime_paths::import()), Item::Rust(emit_api(cx))]
            .into_iter()
            .chain(pagination::emit_rules(cx).map(Item::Rust))
            .chain(emit_client(cx))
            .chain([
                Item::Rust(emit_builder(cx)),
                Item::Table(table::statement(&quote!(
                    codegen::builder!(ClientBuilder => Client, super::Error)
                ))),
            ])
            .chain(cx.api.groups.iter().filter_map(emit_switched_off))
            .collect(),
    }
}

/// What the runtime knows of the API.
fn emit_api(cx: &Emit<'_>) -> TokenStream {
    let api = cx.api;
    let (title, version, env_prefix) = (&api.title, &api.version, &api.env_prefix);
    let servers = &api.servers;
    let schemes = api.schemes.iter().map(|scheme| {
        let (name, env, kind) = (&scheme.name, &scheme.env, scheme_kind(&scheme.kind));
        quote!(codegen::Scheme { name: #name, env: #env, kind: #kind })
    });
    let security = ty::tokens(&operation::spell_security(&api.security));
    quote! {
        static API: codegen::Api = codegen::Api {
            title: #title,
            version: #version,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            servers: &[#(#servers),*],
            env_prefix: #env_prefix,
            schemes: &[#(#schemes),*],
            security: #security,
        };
    }
}

fn scheme_kind(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::ApiKey { location, name } => {
            let location = match location {
                KeyLocation::Header => quote!(Header),
                KeyLocation::Query => quote!(Query),
                KeyLocation::Cookie => quote!(Cookie),
            };
            quote!(codegen::SchemeKind::ApiKey { location: codegen::KeyLocation::#location, name: #name })
        }
        SchemeKind::HttpBasic => quote!(codegen::SchemeKind::HttpBasic),
        SchemeKind::HttpBearer => quote!(codegen::SchemeKind::HttpBearer),
        SchemeKind::OAuth2 { token_url } => quote!(codegen::SchemeKind::OAuth2 { token_url: #token_url }),
        SchemeKind::OpenIdConnect { discovery_url } => {
            quote!(codegen::SchemeKind::OpenIdConnect { discovery_url: #discovery_url })
        }
        SchemeKind::MutualTls => quote!(codegen::SchemeKind::MutualTls),
    }
}

fn emit_client(cx: &Emit<'_>) -> [Item; 2] {
    let doc = docs::lines(&format!(
        "A client of {}.\n\nIt is cheap to clone, and its clones share one pool of connections.",
        title(cx)
    ));
    let client = quote! {
        #doc
        #[derive(Debug, Clone)]
        pub struct Client {
            core: codegen::Client,
        }
    };
    let mut begin = Text::default();
    begin.line(4, "/// Begins a client.");
    begin.line(4, "pub fn builder() -> ClientBuilder {");
    begin.line(8, "ClientBuilder {");
    begin.line(12, "core: codegen::ClientBuilder::new(&API),");
    begin.lines(4, ["    }", "}"]);
    let mut from_env = Text::default();
    let words = from_env_words(cx).lines().map(str::to_owned).collect();
    from_env.docs(4, &Docs::new(words, false));
    let result = cx.prelude.spell("Result");
    from_env.line(4, format_args!("pub fn from_env() -> {result}<Self, super::Error> {{"));
    from_env.lines(4, ["    Self::builder().from_env().build()", "}"]);
    let mut core = Text::default();
    core.line(4, "/// The runtime's client, which this one wraps.");
    core.line(4, "#[must_use]");
    core.line(4, "pub fn core(&self) -> &super::runtime::Client {");
    core.lines(4, ["    &self.core", "}"]);
    let groups = cx.api.groups.iter().filter(|group| group.presence.is_in());
    let untagged = operation::untagged(cx);
    let untagged = untagged.map(|of| operation::write_method(cx, of, "super::operations::", None));
    let methods = [begin, from_env, core].into_iter();
    let methods = methods.chain(groups.map(write_group)).chain(untagged);
    [
        Item::Rust(client),
        Item::Impl("impl Client".to_owned(), methods.collect()),
    ]
}

/// The method that leads to the operations under a tag.
fn write_group(group: &Group) -> Text {
    let (ident, type_ident) = (&group.ident, &group.type_ident);
    let doc = format!("The operations under the tag {}.", docs::code(&group.tag));
    let mut text = Text::default();
    text.lines(4, cfg::spelled(&group.presence, &Presence::Always));
    text.docs(4, &Docs::new(vec![doc], false));
    text.line(4, "#[must_use]");
    let name = format!("super::{ident}::{type_ident}");
    let tail = format!(") -> {name} {{");
    text.function(4, &format!("pub fn {ident}("), &["&self".to_owned()], &tail);
    text.structure(8, &name, &["core: self.core.clone()".to_owned()]);
    text.line(4, "}");
    text
}

/// What a call under a tag meets where the features do not have it.
fn emit_switched_off(group: &Group) -> Option<Item> {
    let cfg = cfg::without(&group.presence).filter(|_| group.is_wanted)?;
    let ident = format_ident!("{}", group.ident);
    let message = format!(
        "these operations are not compiled: they need the feature `{}` of the crate",
        group.feature
    );
    let statement = table::statement(&quote!(codegen::switched_off!(Client, #ident, #message)));
    Some(Item::Table(match cfg.is_empty() {
        true => statement,
        false => format!("{}\n{statement}", table::compact(&cfg)),
    }))
}

fn title(cx: &Emit<'_>) -> String {
    let words: Vec<&str> = cx.api.title.split_whitespace().collect();
    match words[..] {
        [] => "the API".to_owned(),
        _ => format!("the API {}", docs::code(&words.join(" "))),
    }
}

fn from_env_words(cx: &Emit<'_>) -> String {
    let mut text = String::from("A client with its credentials and address from the environment.\n\n");
    for scheme in &cx.api.schemes {
        let name = docs::code(&scheme.name);
        text.push_str(&match &scheme.kind {
            SchemeKind::MutualTls => continue,
            SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => format!(
                "* `{0}`: a token of {name}; or `{0}_CLIENT_ID`, `{0}_CLIENT_SECRET` and, if need be, `{0}_SCOPE`, for which \
                 the server gives tokens\n",
                scheme.env,
            ),
            SchemeKind::HttpBasic => format!("* `{}`: the credential of {name}, as `user:password`\n", scheme.env),
            SchemeKind::ApiKey { .. } | SchemeKind::HttpBearer => {
                format!("* `{}`: the credential of {name}\n", scheme.env)
            }
        });
    }
    text.push_str(&format!(
        "* `{}_BASE_URL`: the address, if it is not the description's\n",
        cx.api.env_prefix
    ));
    text.push_str("\n# Errors\nWhen what is there cannot be used. A credential that is missing is an error of the call that needs it.");
    text
}

fn emit_builder(cx: &Emit<'_>) -> TokenStream {
    let credentials = cx
        .api
        .schemes
        .iter()
        .enumerate()
        .map(|(index, scheme)| emit_credential(cx, scheme, index));
    let parameters = shared_parameters(cx).map(|(presence, parameter)| {
        let cfg = cfg::attribute(&presence, &Presence::Always);
        let setter = emit_parameter(cx, parameter);
        quote!(#cfg #setter)
    });
    let settings: Vec<_> = credentials.chain(parameters).collect();
    let settings = (!settings.is_empty()).then(|| quote!(impl ClientBuilder { #(#settings)* }));
    quote! {
        /// Makes a [`Client`].
        #[derive(Debug)]
        #[must_use = "a builder does nothing before `build`"]
        pub struct ClientBuilder {
            core: codegen::ClientBuilder,
        }

        #settings
    }
}

/// Those that an operation which is in has, and when one is.
fn shared_parameters<'a>(cx: &Emit<'a>) -> impl Iterator<Item = (Presence, &'a Parameter)> {
    let api = cx.api;
    let shared = api.client_parameters.iter().enumerate();
    shared.filter_map(|(index, parameter)| {
        let has = |operation: &&Operation| operation.parameters.iter().any(|one| one.shared == Some(index));
        let operations = api.operations.iter().filter(has);
        let presence = Presence::any(operations.map(|operation| &operation.presence));
        presence.is_in().then_some((presence, parameter))
    })
}

fn emit_parameter(cx: &Emit<'_>, parameter: &Parameter) -> TokenStream {
    let (ident, name) = (format_ident!("{}", parameter.ident), &parameter.wire_name);
    let (argument, value) = operation::parameter_argument(cx, parameter);
    let (argument, value) = (ty::tokens(&argument), ty::tokens(&value));
    let style = ty::tokens(&operation::style(parameter));
    let (method, place) = match parameter.location {
        Location::Query => (quote!(query_parameter), "query parameter"),
        Location::Header | Location::Path | Location::Cookie | Location::Part => (quote!(header_parameter), "header"),
    };
    let mut lines = vec![format!(
        "Sets the {place} {} of every call that has one; a call can have its own.",
        docs::code(name)
    )];
    docs::add_said(&mut lines, &parameter.docs);
    let doc = docs::attributes(&lines);
    let placeholders = allow::placeholders([parameter.ident.as_str()]).map(ty::tokens);
    let name_of_trait = allow::setter(&parameter.ident).map(ty::tokens);
    quote! {
        #doc
        #placeholders
        #name_of_trait
        pub fn #ident(self, #ident: #argument) -> Self {
            Self { core: self.core.#method(#name, #style, #value) }
        }
    }
}

fn emit_credential(cx: &Emit<'_>, scheme: &SecurityScheme, index: usize) -> TokenStream {
    let ident = format_ident!("{}", scheme.ident);
    let (into, string) = (cx.prelude.name("Into"), cx.prelude.name("String"));
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let (what, argument, credential) = match &scheme.kind {
        SchemeKind::ApiKey { location, name } => {
            let place = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
                KeyLocation::Cookie => "cookie",
            };
            (
                format!("the key that goes into the {place} {}", docs::code(name)),
                quote!(key: impl #into<#string>),
                quote!(codegen::Credential::secret(key)),
            )
        }
        SchemeKind::HttpBasic => (
            "user and password".to_owned(),
            quote!(user: impl #into<#string>, password: impl #into<#string>),
            quote!(codegen::Credential::basic(user, password)),
        ),
        SchemeKind::HttpBearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => (
            "the token that goes into the header `authorization`, or where it comes from: \
             [`ClientCredentials`](super::runtime::ClientCredentials), a \
             [`RefreshToken`](super::runtime::RefreshToken) or a [`TokenSource`](super::runtime::TokenSource)"
                .to_owned(),
            quote!(token: impl #into<super::runtime::Bearer>),
            quote!(codegen::Credential::bearer(token)),
        ),
        // The certificate is the transport's.
        SchemeKind::MutualTls => return quote!(),
    };
    let mut lines = vec![format!("Sets {what}.")];
    docs::add_said(&mut lines, &scheme.docs);
    let doc = docs::attributes(&lines);
    quote! {
        #doc
        pub fn #ident(self, #argument) -> Self {
            Self { core: self.core.credential(#index, #credential) }
        }
    }
}

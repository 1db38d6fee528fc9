//! What has changed in the client as a whole: its credentials, its settings, its errors and where it calls?

use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::{Compare, spell};
use crate::ir::{Api, ErrorBody, KeyLocation, SchemeKind, SecurityScheme};

impl Compare<'_> {
    pub(super) fn client(&mut self) {
        self.schemes();
        self.settings();
        self.error_bodies();
        self.headers();
        let (old, new) = (self.old, self.new);
        let first = |api: &Api| {
            api.servers
                .first()
                .map_or("no address".to_owned(), |server| format!("`{server}`"))
        };
        if first(old) != first(new) {
            let what = format!("calls {} by default, where it called {}", first(new), first(old));
            let change = Change::new(Kind::ServerChanged, "Client", what);
            self.push(change.at(&old.servers_at, &new.servers_at));
        }
        if old.env_prefix != new.env_prefix {
            let what = format!(
                "reads `{}_BASE_URL` where it read `{}_BASE_URL`",
                new.env_prefix, old.env_prefix
            );
            self.push(Change::new(Kind::EnvironmentChanged, "Client::from_env", what));
        }
        if (&old.title, &old.version, &old.description) != (&new.title, &new.version, &new.description) {
            self.words += 1;
        }
    }

    fn schemes(&mut self) {
        let (old, new) = (self.old, self.new);
        let method = |scheme: &SecurityScheme| format!("ClientBuilder::{}", scheme.ident);
        // The certificate of mutual TLS is the transport's.
        let has_method = |scheme: &&SecurityScheme| !matches!(scheme.kind, SchemeKind::MutualTls);
        for before in old.schemes.iter().filter(has_method) {
            let now = new.schemes.iter().filter(has_method);
            let by_ident = now.clone().find(|other| other.ident == before.ident);
            let Some(after) = by_ident.or_else(|| now.clone().find(|other| other.name == before.name)) else {
                let change = Change::new(Kind::SchemeRemoved, method(before), "is gone").at_old(&before.at);
                self.push(change.code(format!("builder.{}(…)", before.ident), ""));
                continue;
            };
            if before.ident != after.ident {
                let change = Change::new(Kind::SchemeRenamed, method(before), format!("is `{}` now", after.ident));
                let code = |ident: &str| format!("builder.{ident}(…)");
                let change = change.code(code(&before.ident), code(&after.ident));
                self.push(change.at(&before.at, &after.at));
            }
            let (takes, took) = (argument(&after.kind), argument(&before.kind));
            if takes != took {
                let what = format!("took {took} and takes {takes}");
                self.push(Change::new(Kind::SchemeKindChanged, method(after), what).at(&before.at, &after.at));
            } else if details(&before.kind) != details(&after.kind) {
                let what = format!("was {} and is {}", details(&before.kind), details(&after.kind));
                self.push(Change::new(Kind::SchemeChanged, method(after), what).at(&before.at, &after.at));
            }
            // One prefix for all is said once.
            let tail = |api: &Api, env: &str| env.strip_prefix(&api.env_prefix).unwrap_or(env).to_owned();
            if tail(old, &before.env) != tail(new, &after.env) {
                let what = format!("reads `{}` where it read `{}`", after.env, before.env);
                let change = Change::new(Kind::EnvironmentChanged, "Client::from_env", what);
                self.push(change.at(&before.at, &after.at));
            }
        }
        for after in new.schemes.iter().filter(has_method) {
            let is_known = |other: &&SecurityScheme| other.ident == after.ident || other.name == after.name;
            if !old.schemes.iter().filter(has_method).any(|other| is_known(&other)) {
                let what = format!("is new ({})", details(&after.kind));
                self.push(Change::new(Kind::SchemeAdded, method(after), what).at_new(&after.at));
            }
        }
    }

    fn settings(&mut self) {
        let (old, new) = (self.old, self.new);
        for before in &old.client_parameters {
            let name = format!("ClientBuilder::{}", before.ident);
            let Some(after) = new.client_parameters.iter().find(|other| other.ident == before.ident) else {
                let change = Change::new(Kind::SettingRemoved, name, "is gone").at_old(&before.at);
                self.push(change.code(format!("builder.{}(value)", before.ident), ""));
                continue;
            };
            let relation = self.relate(&before.ty, &after.ty);
            if relation != Relation::Same {
                let what = self.became(&before.ty, &after.ty, relation);
                self.push(Change::new(Kind::SettingTypeChanged, name, what).at(&before.at, &after.at));
            }
        }
        for after in &new.client_parameters {
            if !old.client_parameters.iter().any(|other| other.ident == after.ident) {
                let name = format!("ClientBuilder::{}", after.ident);
                self.push(Change::new(Kind::SettingAdded, name, "is new").at_new(&after.at));
            }
        }
    }

    fn error_bodies(&mut self) {
        let (old, new) = (self.old, self.new);
        let named = |body: &ErrorBody| format!("ErrorBody::{}", body.ident);
        let after = || new.error_bodies.iter().filter(|body| body.presence.is_in());
        let before = || old.error_bodies.iter().filter(|body| body.presence.is_in());
        let mut known: Vec<&str> = Vec::new();
        for body in before() {
            if let Some(now) = after().find(|other| other.ident == body.ident) {
                known.push(&now.ident);
                let relation = self.relate(&body.ty, &now.ty);
                if relation != Relation::Same {
                    let what = self.became(&body.ty, &now.ty, relation);
                    let change = Change::new(Kind::ErrorBodyTypeChanged, named(now), what);
                    self.push(change.at(&body.at, &now.at));
                }
                continue;
            }
            let is_new = |other: &&ErrorBody| !before().any(|old| old.ident == other.ident);
            let same = after()
                .filter(is_new)
                .find(|other| self.relate(&body.ty, &other.ty) == Relation::Same);
            if let Some(now) = same {
                known.push(&now.ident);
                let change = Change::new(Kind::ErrorBodyRenamed, named(body), format!("is `{}` now", now.ident));
                let code = |body: &ErrorBody| format!("Some({}(body)) =>", named(body));
                self.push(change.code(code(body), code(now)).at(&body.at, &now.at));
            } else {
                let code = format!("Some({}(body)) =>", named(body));
                let change = Change::new(Kind::ErrorBodyRemoved, named(body), "is gone").code(code, "");
                self.push(change.at_old(&body.at));
            }
        }
        for body in after() {
            if !known.contains(&body.ident.as_str()) {
                let what = format!("is new (`{}`)", spell::ty(new, &body.ty));
                self.push(Change::new(Kind::ErrorBodyAdded, named(body), what).at_new(&body.at));
            }
        }
    }

    fn headers(&mut self) {
        let (old, new) = (self.old, self.new);
        let named = |ident: &str| format!("ResponseHeaders::{ident}");
        for header in &old.response_headers {
            match new.response_headers.iter().find(|other| other.ident == header.ident) {
                None => {
                    let change = Change::new(Kind::HeaderRemoved, named(&header.ident), "is gone");
                    let code = format!("response.{}()", header.ident);
                    self.push(change.code(code, "").at_old(&header.at));
                }
                Some(now) if now.scalar != header.scalar => {
                    let (was, is) = (spell::scalar(header.scalar), spell::scalar(now.scalar));
                    let what = format!("was `Option<{was}>` and is `Option<{is}>`");
                    let change = Change::new(Kind::HeaderTypeChanged, named(&now.ident), what);
                    self.push(change.at(&header.at, &now.at));
                }
                Some(now) if now.wire_name != header.wire_name => {
                    let what = format!("was `{}` on the wire and is `{}`", header.wire_name, now.wire_name);
                    let change = Change::new(Kind::WireNameChanged, named(&now.ident), what);
                    self.push(change.at(&header.at, &now.at));
                }
                Some(_) => {}
            }
        }
        for header in &new.response_headers {
            if !old.response_headers.iter().any(|other| other.ident == header.ident) {
                let what = format!("is new (`{}`)", header.wire_name);
                self.push(Change::new(Kind::HeaderAdded, named(&header.ident), what).at_new(&header.at));
            }
        }
    }
}

/// What the builder's method takes.
fn argument(kind: &SchemeKind) -> &'static str {
    match kind {
        SchemeKind::ApiKey { .. } => "a key",
        SchemeKind::HttpBasic => "user and password",
        SchemeKind::HttpBearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenIdConnect { .. } => {
            "a token or its source"
        }
        SchemeKind::MutualTls => "nothing",
    }
}

fn details(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { location, name } => {
            let place = match location {
                KeyLocation::Header => "header",
                KeyLocation::Query => "query parameter",
                KeyLocation::Cookie => "cookie",
            };
            format!("a key in the {place} `{name}`")
        }
        SchemeKind::HttpBasic => "user and password".to_owned(),
        SchemeKind::HttpBearer => "a bearer token".to_owned(),
        SchemeKind::OAuth2 { token_url } if token_url.is_empty() => "a token of OAuth2".to_owned(),
        SchemeKind::OAuth2 { token_url } => format!("a token of OAuth2 from `{token_url}`"),
        SchemeKind::OpenIdConnect { discovery_url } => format!("a token of OpenID Connect by `{discovery_url}`"),
        SchemeKind::MutualTls => "a certificate".to_owned(),
    }
}

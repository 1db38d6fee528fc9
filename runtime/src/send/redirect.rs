//! Where does a redirect lead, and does the client go there?
//!
//! Within the origin, a redirect is followed as the Fetch standard says ("HTTP-redirect fetch") after RFC 9110, §15.4:
//! 303 turns any method but `HEAD` into `GET`, 301 and 302 turn `POST` into `GET`, and 307 and 308 keep method and body.
//! To another origin goes only what is safe (RFC 9110, §9.2.1), without credentials and without any header that the
//! caller has set; from there on they stay away, even if the way leads back. From https to http it never goes.

use std::collections::HashSet;

use http::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION,
    USER_AGENT,
};
use http::response::Parts;
use http::{Method, Response};
use percent_encoding::percent_decode_str;

use super::outgoing::Outgoing;
use super::{Progress, is_redirect, not_answered};
use crate::base_url::shown;
use crate::credentials::Proof;
use crate::error::{Answered, Error, ErrorKind, Stage};
use crate::request::Request;
use crate::{Body, client};

/// More than this leads nowhere.
const LIMIT: usize = 10;

/// Where the call has been.
#[derive(Default)]
struct Trail(HashSet<(Method, String)>);

/// Whether an answer asks for another request in place of the one that it answers.
pub(super) fn is_one(answer: &Response<Body>) -> bool {
    is_redirect(answer.status()) && answer.headers().contains_key(LOCATION)
}

/// Goes where redirects lead, from the first of them up to an answer that is none.
pub(super) async fn pursue(
    request: &Request,
    answer: Response<Body>,
    refused: &[(usize, u64)],
    attempt: u32,
    progress: &Progress,
) -> Result<Response<Body>, Error> {
    let mut head = answer.into_parts().0;
    let client = request.client.inner();
    let mut trail = Trail::default();
    // What was sent is gone; it is put together once more, since this is rare.
    let mut sent = Outgoing::prepare(request, refused).await?;
    loop {
        sent = follow(&sent, &head, client, &mut trail)?;
        progress.enter(Stage::Waiting);
        let prepared = sent.clone().into_transport(request.operation, attempt, progress)?;
        let response = client.transport.carry(prepared).await;
        let response = response.map_err(|error| {
            let error = not_answered(error, &sent.site());
            // What another method was for is done: it must not be done again.
            match sent.method == request.method() {
                true => error,
                false => error.after_all(),
            }
        })?;
        if !is_one(&response) {
            return Ok(response);
        }
        head = response.into_parts().0;
    }
}

/// The request that an answer asks for in place of the one that it answers.
///
/// # Errors
/// When it asks for one that must not be sent.
fn follow(sent: &Outgoing, head: &Parts, client: &client::Inner, trail: &mut Trail) -> Result<Outgoing, Error> {
    let refuse = |reason: String| {
        let error = Error::new(ErrorKind::Redirect, reason);
        Err(error.with_answer(Answered {
            status: head.status,
            headers: head.headers.clone(),
            body: bytes::Bytes::new(),
        }))
    };
    let location = head.headers.get(LOCATION);
    let target = location.and_then(|location| std::str::from_utf8(location.as_bytes()).ok());
    let Some(mut url) = target.and_then(|target| sent.url.join(target).ok()) else {
        return refuse("the address that the server redirects to is not a URL".to_owned());
    };
    url.set_fragment(None);
    let place = shown(&url);
    if !matches!(url.scheme(), "http" | "https") {
        return refuse(format!("the server redirects to the scheme `{}`", url.scheme()));
    }
    if sent.url.scheme() == "https" && url.scheme() == "http" {
        return refuse(format!(
            "the server redirects from https to clear text, to {place}; not followed"
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse(format!(
            "the server redirects to {place} with a user or a password in the URL; not followed"
        ));
    }
    let method = redirected_method(head.status.as_u16(), &sent.method);
    let keeps_body = method == sent.method && head.status.as_u16() != 303;
    if keeps_body && sent.body.as_ref().is_some_and(|body| !body.is_repeatable()) {
        return refuse(format!(
            "the server redirects to {place}; the body is a stream and cannot be sent a second time"
        ));
    }
    let mut next = Outgoing {
        method,
        headers: sent.headers.clone(),
        body: sent.body.clone().filter(|_| keeps_body),
        is_home: sent.is_home && url.origin() == client.base_url.origin(),
        schemes: sent.schemes,
        tokens: sent.tokens.clone(),
        url,
    };
    if !keeps_body {
        for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE] {
            next.headers.remove(name);
        }
    }
    if next.is_home {
        prove_in_query(&mut next, client);
    } else {
        // Only 303 says that what was asked for is done; the others ask to do it again, over there.
        let repeats = head.status.as_u16() != 303;
        if repeats && (!sent.method.is_safe() || sent.body.is_some()) {
            return refuse(format!(
                "the server redirects to another origin, {place}; a {} with its data is not sent there",
                sent.method
            ));
        }
        let target = percent_decode_str(next.url.as_str()).decode_utf8_lossy();
        if client.credentials.are_in(next.url.as_str()) || client.credentials.are_in(&target) {
            return refuse(
                "the server redirects to another origin with a credential in the URL; not followed".to_owned(),
            );
        }
        next.headers = harmless(&sent.headers);
    }
    trail.0.insert((sent.method.clone(), sent.url.as_str().to_owned()));
    if trail.0.contains(&(next.method.clone(), next.url.as_str().to_owned())) {
        return refuse(format!("the server redirects in a circle, back to {place}"));
    }
    if trail.0.len() > LIMIT {
        return refuse(format!(
            "the server redirects more than {LIMIT} times, at last to {place}"
        ));
    }
    Ok(next)
}

fn redirected_method(status: u16, method: &Method) -> Method {
    match status {
        303 if *method != Method::HEAD => Method::GET,
        301 | 302 if *method == Method::POST => Method::GET,
        _ => method.clone(),
    }
}

/// A key in the query is not part of where the server points to, and goes along.
fn prove_in_query(next: &mut Outgoing, client: &client::Inner) {
    for proof in client.credentials.proofs(next.schemes) {
        if matches!(proof, Proof::Query(..)) {
            proof.apply(&mut next.headers, &mut next.url);
        }
    }
}

/// What may be told to anybody.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    let names = [ACCEPT, ACCEPT_LANGUAGE, USER_AGENT];
    names
        .into_iter()
        .filter_map(|name| headers.get(&name).cloned().map(|value| (name, value)))
        .collect()
}

//! Which request asks for the page after a page?

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::rule::{NextPage, PageMark, PageParameter, Pagination};
use super::{find, link};
use crate::answer::RawResponse;
use crate::error::{Answered, Error, ErrorKind};
use crate::request::{Request, Style};
use crate::send;

/// A list on its way.
pub(super) struct Walk {
    /// Asks for the page that comes next.
    request: Request,
    rule: &'static Pagination,
    /// How many items, or which page, come before it.
    position: u64,
    /// How many items there have been.
    items: u64,
    /// What has led to the pages so far, or for those that are counted what the last one held; as hashes.
    seen: HashSet<u64>,
}

/// A page, and what comes after it.
pub(super) struct Step {
    pub(super) response: RawResponse,
    pub(super) next: Result<Option<Walk>, Error>,
}

impl Walk {
    pub(super) fn new(request: Request, rule: &'static Pagination) -> Self {
        let given = |parameter| match parameter {
            PageParameter::Query(name) => request.query_number(name),
            PageParameter::Header(name) => request.headers.get(name)?.to_str().ok()?.parse().ok(),
            PageParameter::Body(path) => find::number(request.body_bytes()?, path),
        };
        let position = match rule.next {
            NextPage::Offset { parameter } => given(parameter).unwrap_or(0),
            NextPage::Page { parameter, first } => given(parameter).unwrap_or(first),
            NextPage::Cursor { .. } | NextPage::Url { .. } | NextPage::Link => 0,
        };
        Walk {
            request,
            rule,
            position,
            items: 0,
            seen: HashSet::new(),
        }
    }

    /// Asks for the page.
    pub(super) async fn step(self) -> Result<Step, Error> {
        let response = send::send(self.request.clone()).await?;
        let operation = self.request.operation;
        let next = self.after(&response).map_err(|error| error.of(operation));
        Ok(Step { response, next })
    }

    fn after(mut self, response: &RawResponse) -> Result<Option<Self>, Error> {
        let (body, rule) = (&*response.answered.body, self.rule);
        if !rule.more.is_empty() && find::is_false(body, rule.more) {
            return Ok(None);
        }
        match rule.next {
            NextPage::Cursor { parameter, from } => match Cursor::of(&response.answered, from) {
                Some(cursor) => self.remember(&cursor.text)?.asking(parameter, &cursor),
                None => Ok(None),
            },
            NextPage::Url { path } => self.at(find::text(body, path)),
            NextPage::Link => {
                let target = link::next(&response.answered.headers);
                self.at(target)
            }
            NextPage::Offset { parameter } => match self.count(body)? {
                Some(count) => {
                    self.position += count;
                    let offset = Cursor::number(self.position);
                    self.asking(parameter, &offset)
                }
                None => Ok(None),
            },
            NextPage::Page { parameter, .. } => match self.count(body)? {
                Some(_) => {
                    self.position += 1;
                    let page = Cursor::number(self.position);
                    self.asking(parameter, &page)
                }
                None => Ok(None),
            },
        }
    }

    /// The number of items of a page; `None` if it is the last.
    fn count(&mut self, body: &[u8]) -> Result<Option<u64>, Error> {
        let count = find::length(body, self.rule.items);
        self.items += count;
        let before = match self.rule.next {
            NextPage::Offset { .. } => self.position + count,
            _ => self.items,
        };
        let total = (!self.rule.total.is_empty()).then(|| find::number(body, self.rule.total));
        if count == 0 || total.flatten().is_some_and(|total| before >= total) {
            return Ok(None);
        }
        // A server that does not know the parameter gives the same page again and again.
        if !self.seen.insert(hash(body)) {
            return Err(circle("the server gives the same page again"));
        }
        self.seen.retain(|seen| *seen == hash(body));
        Ok(Some(count))
    }

    fn asking(mut self, parameter: PageParameter, cursor: &Cursor) -> Result<Option<Self>, Error> {
        self.request = match parameter {
            PageParameter::Query(name) => self.request.query(name, Style::FORM_EXPLODED, &cursor.text),
            PageParameter::Header(name) => self.request.extra_header(name, &cursor.text),
            PageParameter::Body(path) => self.request.json_part(path, &cursor.json),
        };
        Ok(Some(self))
    }

    fn at(self, target: Option<String>) -> Result<Option<Self>, Error> {
        let Some(target) = target else { return Ok(None) };
        let mut next = self.remember(&target)?;
        next.request.rare_mut().location = Some(target);
        Ok(Some(next))
    }

    fn remember(mut self, mark: &str) -> Result<Self, Error> {
        if !self.seen.insert(hash(mark.as_bytes())) {
            return Err(circle("the server leads to a page that has been given already"));
        }
        Ok(self)
    }
}

/// What asks for a page.
struct Cursor {
    text: String,
    /// The same in a body.
    json: String,
}

impl Cursor {
    fn of(answered: &Answered, mark: PageMark) -> Option<Self> {
        match mark {
            PageMark::Body(path) => {
                let found = find::find(&answered.body, path)?;
                let (text, json) = (find::text_of(found)?, found.get().to_owned());
                Some(Cursor { text, json })
            }
            PageMark::Header(name) => {
                let text = answered.headers.get(name)?.to_str().ok()?.to_owned();
                let json = serde_json::Value::from(&*text).to_string();
                (!text.is_empty()).then_some(Cursor { text, json })
            }
        }
    }

    fn number(number: u64) -> Self {
        let text = number.to_string();
        let json = text.clone();
        Cursor { text, json }
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn circle(message: &str) -> Error {
    Error::new(ErrorKind::Pagination, message)
}

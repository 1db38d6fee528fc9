//! What has changed in what the API sends by itself?

use super::Compare;
use super::change::Change;
use super::kind::Kind;
use super::relate::Relation;
use super::spell;
use crate::ir::Incoming;

impl<'a> Compare<'a> {
    /// Webhooks and callbacks, each of which a function reads.
    pub(super) fn incoming(&mut self) {
        let (old, new) = (self.old, self.new);
        let named = |incoming: &Incoming| format!("incoming::{}", incoming.ident);
        let before = || old.incoming.iter().filter(|incoming| incoming.presence.is_in());
        let after = || new.incoming.iter().filter(|incoming| incoming.presence.is_in());
        let mut kept: Vec<&str> = Vec::new();
        for was in before() {
            let by_name = after().find(|other| other.ident == was.ident);
            let Some(is) = by_name.or_else(|| self.other_name(was)) else {
                let change = Change::new(Kind::IncomingRemoved, named(was), "is gone").at_old(&was.at);
                self.push(change.code(format!("my_api::{}(body)?", named(was)), ""));
                continue;
            };
            kept.push(&is.ident);
            if was.ident != is.ident {
                let change = Change::new(Kind::IncomingRenamed, named(was), format!("is `{}` now", is.ident));
                let code = |incoming| format!("my_api::{}(body)?", named(incoming));
                self.push(change.at(&was.at, &is.at).code(code(was), code(is)));
            }
            let relation = self.relate(&was.ty, &is.ty);
            if relation != Relation::Same {
                let what = self.became(&was.ty, &is.ty, relation);
                let line = |ty: String, incoming| format!("let sent: {ty} = my_api::{}(body)?;", named(incoming));
                let code = (line(spell::ty(old, &was.ty), was), line(spell::ty(new, &is.ty), is));
                let change = Change::new(Kind::IncomingTypeChanged, named(is), what);
                self.push(change.at(&was.at, &is.at).code(code.0, code.1));
            }
            self.words(&named(is), (&was.docs, &was.at), (&is.docs, &is.at));
        }
        for is in after().filter(|is| !kept.contains(&is.ident.as_str())) {
            let what = format!("is new (`{}`)", spell::ty(new, &is.ty));
            self.push(Change::new(Kind::IncomingAdded, named(is), what).at_new(&is.at));
        }
    }

    /// What a webhook or callback may be called now: the one new thing of its type, or what stands in its place.
    fn other_name(&self, was: &Incoming) -> Option<&'a Incoming> {
        let new = self.new;
        let is_new = |other: &&Incoming| !self.old.incoming.iter().any(|known| known.ident == other.ident);
        let free = || {
            new.incoming
                .iter()
                .filter(|other| other.presence.is_in())
                .filter(is_new)
        };
        let same_place = free().find(|other| other.at.pointer() == was.at.pointer());
        let mut same_type = free().filter(|other| self.relate(&was.ty, &other.ty) == Relation::Same);
        same_place.or(match (same_type.next(), same_type.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        })
    }
}

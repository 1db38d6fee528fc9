//! What do the parts of a schema come to together?
//!
//! Parts are what `allOf` lists, what `$ref` leads to, and what a schema says beside those or beside a union. Each schema
//! of several parts is rewritten, so that later only objects have some: their properties become fields of one struct.
//!
//! * Parts that only describe or constrain change no type; if one other is left, the schema is that one.
//! * A part that says no more than another one does goes: `type: string` beside a reference to a string.
//! * A list of values beside a reference to an enum leaves the reference: the enum's type has the values already.
//! * What else there is meets, keyword by keyword: the types and the values that all parts allow.
//! * A union meets the other parts branch by branch; branches that cannot meet them go.
//! * Parts that no value can satisfy together are reported, and the part nearest to the schema stands.
//!
//! `null` is a value of the whole if it is one of every part, or if a part that is written in place adds it: by the letter
//! it would not be one then, but nobody who writes `nullable: true` means that.

mod distribute;
mod leaves;
mod meet;
mod overlap;
mod patterns;
mod types;

use std::collections::HashMap;

use self::leaves::Leaf;
use super::nullability;
use crate::diagnostic::{Code, Diagnostics};
use crate::parse::{Schema, SchemaId, Schemas, Type, Types};

/// Rewrites every schema of several parts.
pub(super) fn compose(schemas: &mut Schemas, diags: &mut Diagnostics) {
    let original = schemas.len();
    let mut cx = Compose {
        schemas,
        diags,
        types: HashMap::new(),
        made: HashMap::new(),
        room: original + MADE,
        depth: 0,
        fuel: FUEL,
    };
    let mut next = 0;
    // Those that are made on the way come after all others.
    while let Some(id) = cx.schemas.nth(next) {
        cx.settle(id);
        // Those of a part that became the whole.
        if !cx.schemas[id].pattern_properties.is_empty() {
            cx.settle_patterns(id);
        }
        next += 1;
    }
    for index in original..schemas.len() {
        if let Some(id) = schemas.nth(index) {
            schemas[id].is_made = true;
        }
    }
}

/// How many schemas may be made of the document's.
const MADE: usize = 20_000;

/// How many comparisons of parts one schema may take.
const FUEL: usize = 20_000;

struct Compose<'a> {
    schemas: &'a mut Schemas,
    diags: &'a mut Diagnostics,
    /// The types of each schema that has been asked for them; `None` while they are worked out.
    types: HashMap<SchemaId, Option<types::Found>>,
    /// The schemas that were made of others, by those.
    made: HashMap<Vec<SchemaId>, SchemaId>,
    /// How many schemas there may be in all.
    room: usize,
    /// How deep schemas are being compared.
    depth: usize,
    /// How many comparisons are left for the schema that is looked at.
    fuel: usize,
}

impl Compose<'_> {
    fn settle(&mut self, id: SchemaId) {
        if !self.schemas[id].pattern_properties.is_empty() {
            self.settle_patterns(id);
        }
        if !leaves::has_parts(&self.schemas[id]) {
            return;
        }
        self.fuel = FUEL;
        self.unwrap_parts(id);
        self.unwrap_union(id);
        let types = self.types(id);
        let leaves = leaves::of(self.schemas, id);
        if types == Some(Types::from_iter([Type::Object])) {
            self.settle_object(id, &leaves);
            return;
        }
        if types.is_some_and(Types::is_empty) {
            if leaves.iter().all(|&leaf| types::takes_null(self.schemas, leaf)) {
                let mut schema = leaves::words(self.schemas, id, &leaves);
                schema.types = Some(Types::from_iter([Type::Null]));
                self.schemas[id] = schema;
            } else {
                self.conflict(id, &leaves);
            }
            return;
        }
        let telling = leaves.iter().filter(|leaf| leaf.tells(self.schemas, types));
        let telling: Vec<Leaf> = telling.copied().collect();
        match (self.main(&telling), &telling[..]) {
            (_, []) => self.become_any(id),
            (Some(main), _) if !self.is_union_beside_more(main) => self.become_leaf(id, main, &leaves),
            (Some(_) | None, _) => self.meet(id, &leaves),
        }
    }

    /// Whether a part is a union and says more beside it than that its branches say themselves.
    fn is_union_beside_more(&mut self, leaf: Leaf) -> bool {
        let Leaf::Own(id) = leaf else { return false };
        let schema = &self.schemas[id];
        if !leaves::has_union(schema) || !leaves::tells_itself(schema) {
            return false;
        }
        if leaves::is_listed(schema) || leaves::tells_more(schema) {
            return true;
        }
        let wide = schema.types.map(types::without_null);
        let branches = [schema.any_of.clone(), schema.one_of.clone()].concat();
        branches.into_iter().any(|branch| {
            let is_null = self.schemas[branch].types.and_then(Types::only) == Some(Type::Null);
            let is_within = match (self.types(branch), wide) {
                (Some(narrow), Some(wide)) => types::is_within(narrow, wide),
                (_, None) => true,
                (None, Some(_)) => false,
            };
            !is_null && !is_within
        })
    }

    /// A union of `null` and one schema beside other keywords is that schema as one more part.
    fn unwrap_union(&mut self, id: SchemaId) {
        let schema = &self.schemas[id];
        let (null, branches) = nullability::branches(self.schemas, schema);
        let [only] = branches[..] else { return };
        if schema.any_of.is_empty() == schema.one_of.is_empty() {
            return;
        }
        let schema = &mut self.schemas[id];
        schema.any_of.clear();
        schema.one_of.clear();
        schema.all_of.push(only);
        if let (true, None) = (null, schema.types) {
            self.types.remove(&id);
            if let Some(types) = self.types(id) {
                self.schemas[id].types = Some(types.iter().chain([Type::Null]).collect());
            }
        }
        self.types.remove(&id);
    }

    /// A part that is a union of `null` and one schema is that schema here: whether the whole may be `null` is not for
    /// one part to say.
    fn unwrap_parts(&mut self, id: SchemaId) {
        for index in 0..self.schemas[id].all_of.len() {
            let part = self.schemas[id].all_of[index];
            if let Some(inner) = leaves::wrapped(self.schemas, part) {
                self.schemas[id].all_of[index] = inner;
            }
        }
    }

    fn settle_object(&mut self, id: SchemaId, leaves: &[Leaf]) {
        let telling = leaves.iter().filter(|leaf| leaf.tells_of_object(self.schemas));
        let telling: Vec<Leaf> = telling.copied().collect();
        match (self.main(&telling), &telling[..]) {
            (Some(main), _) => self.become_leaf(id, main, leaves),
            (None, _) if self.is_map(leaves) => self.become_map(id, leaves),
            (None, _) => {
                self.settle_null(id, leaves);
                self.settle_overlap(id);
            }
        }
        self.settle_shared(id);
    }

    /// An object of several parts may be `null` if each of them may.
    fn settle_null(&mut self, id: SchemaId, leaves: &[Leaf]) {
        let mut telling = leaves.iter().filter(|leaf| leaf.tells(self.schemas, None)).peekable();
        if telling.peek().is_some() && telling.all(|&leaf| types::takes_null(self.schemas, leaf)) {
            let types = self.schemas[id].types.unwrap_or_default();
            self.schemas[id].types = Some(types.iter().chain([Type::Object, Type::Null]).collect());
        }
    }

    /// Whether no part knows anything by name.
    fn is_map(&self, leaves: &[Leaf]) -> bool {
        let parts = leaves::resolved(self.schemas, leaves);
        parts
            .into_iter()
            .map(|part| &self.schemas[part])
            .all(|part| part.properties.is_empty() && part.required.is_empty() && !leaves::has_union(part))
    }

    /// Makes a schema an object of which no property is known by name.
    fn become_map(&mut self, id: SchemaId, leaves: &[Leaf]) {
        let mut schema = leaves::words(self.schemas, id, leaves);
        let types = self.schemas[id].types.unwrap_or_default();
        schema.types = Some(types.iter().chain([Type::Object]).collect());
        for part in leaves::resolved(self.schemas, leaves) {
            meet::add_members(&self.schemas[part], &mut schema);
        }
        self.schemas[id] = schema;
    }

    /// The part that says all that any of the others does.
    fn main(&mut self, telling: &[Leaf]) -> Option<Leaf> {
        telling.iter().copied().find(|&main| {
            let mut others = telling.iter().filter(|&&other| other != main);
            others.all(|&other| self.is_implied(other, main))
        })
    }

    fn become_any(&mut self, id: SchemaId) {
        self.schemas[id].all_of.clear();
    }

    /// Makes a schema say what this part of it says; what the others add in words and limits stays.
    fn become_leaf(&mut self, id: SchemaId, main: Leaf, leaves: &[Leaf]) {
        let mut schema = leaves::words(self.schemas, id, leaves);
        let adds_null = self.adds_null(main, leaves);
        match main {
            Leaf::Reference(target) => {
                schema.reference = Some(target);
                schema.enum_values = self.narrowed(main, leaves);
                if adds_null {
                    self.become_nullable(&mut schema);
                }
            }
            Leaf::Own(part) => {
                meet::copy_shape(&self.schemas[part], &mut schema);
                if let (true, Some(types)) = (adds_null, &mut schema.types) {
                    types.insert(Type::Null);
                }
            }
        }
        self.schemas[id] = schema;
    }

    /// Moves what a schema says of its values into a branch beside `null`.
    fn become_nullable(&mut self, schema: &mut Schema) {
        let mut inner = Schema::any(schema.at.clone());
        inner.reference = schema.reference.take();
        inner.enum_values = schema.enum_values.take();
        let mut null = Schema::any(schema.at.clone());
        null.types = Some(Types::from_iter([Type::Null]));
        schema.any_of = vec![self.schemas.push(inner), self.schemas.push(null)];
    }

    /// Whether a part in place takes `null` where `main` does not.
    fn adds_null(&self, main: Leaf, leaves: &[Leaf]) -> bool {
        let says_null = |leaf: &Leaf| match leaf {
            Leaf::Own(id) => self.schemas[*id].types.is_some_and(|types| types.contains(Type::Null)),
            Leaf::Reference(_) => false,
        };
        !types::takes_null(self.schemas, main) && leaves.iter().any(says_null)
    }

    /// Says that no value can satisfy all parts, and lets the nearest of them stand.
    fn conflict(&mut self, id: SchemaId, leaves: &[Leaf]) {
        let at = self.schemas[id].at.clone();
        let telling = leaves.iter().filter(|leaf| leaf.tells(self.schemas, None));
        let telling: Vec<Leaf> = telling.copied().collect();
        // What stands in place was written for this very schema; then, what is named first.
        let own = telling.iter().find(|leaf| matches!(leaf, Leaf::Own(_)));
        let Some(&nearest) = own.or(telling.first()) else {
            self.become_any(id);
            return;
        };
        let words = match nearest {
            Leaf::Own(part) if part != id => {
                format!("what stands at `{}` is kept", self.schemas[part].at.pointer())
            }
            Leaf::Own(_) => "what stands here is kept".to_owned(),
            Leaf::Reference(target) => format!("`{}` is kept", self.schemas[target].at.pointer()),
        };
        let message = format!("no value can be all that this schema says; {words}");
        self.diags.warn(Code::ConflictingParts, &at, message);
        let mut schema = leaves::words(self.schemas, id, leaves);
        match nearest {
            Leaf::Reference(target) => schema.reference = Some(target),
            Leaf::Own(part) => {
                meet::copy_shape(&self.schemas[part], &mut schema);
                if schema.types.is_some() || schema.enum_values.is_some() {
                    schema.any_of.clear();
                    schema.one_of.clear();
                }
            }
        }
        self.schemas[id] = schema;
        self.types.remove(&id);
    }

    /// Says, once, that parts are left as they are from here on.
    fn out_of_room(&mut self, id: SchemaId) {
        if self.room == 0 {
            return;
        }
        let at = self.schemas[id].at.clone();
        let message = format!(
            "the parts of this description meet in more than {MADE} ways; from here on, they are not looked at"
        );
        self.diags.warn(Code::UnsupportedSchema, at, message);
        self.room = 0;
    }

    /// The schema that all of these are parts of; one, however often it is asked for.
    fn all_of(&mut self, parts: &[SchemaId], like: SchemaId) -> Option<SchemaId> {
        let mut key = parts.to_vec();
        key.sort_unstable();
        key.dedup();
        if let [only] = key[..] {
            return Some(only);
        }
        if let Some(&known) = self.made.get(&key) {
            return Some(known);
        }
        if self.schemas.len() >= self.room {
            self.out_of_room(like);
            return None;
        }
        let mut schema = Schema::any(self.schemas[like].at.clone());
        schema.all_of = parts.to_vec();
        let made = self.schemas.push(schema);
        self.made.insert(key, made);
        Some(made)
    }
}

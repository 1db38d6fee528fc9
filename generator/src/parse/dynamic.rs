//! What does a reference lead to that depends on the way to it?
//!
//! `$dynamicRef` names an anchor, and of all schemas with this `$dynamicAnchor` it leads to that of the resource which was
//! entered first on the way (JSON Schema, Core §8.2.3.2). That is how a list of anything is said once, and by whom it is
//! used is said what it is a list of. So what is used in different ways becomes different schemas: where a reference
//! leads to a schema that says more than it does where it stands, it leads to a copy that has the anchors of this way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::schema::{Schema, SchemaId, Schemas};
use crate::diagnostic::{Code, Diagnostics};

/// Which schemas are in which resource, and what has a name there.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    /// The resource of each schema, which is the schema that it begins with.
    resources: HashMap<SchemaId, SchemaId>,
    /// What each resource calls by an anchor.
    anchors: HashMap<SchemaId, Way>,
    /// The name of each schema that has one.
    names: HashMap<SchemaId, String>,
    /// The references that depend on the way to them.
    references: Vec<SchemaId>,
}

/// What the anchors are by which references go, on the way to a schema.
type Way = BTreeMap<String, SchemaId>;

impl Scopes {
    /// Notes the resource of a schema.
    pub(super) fn place(&mut self, id: SchemaId, resource: SchemaId) {
        // Most documents have one resource for each outermost schema, of which nothing is asked.
        if id != resource {
            self.resources.insert(id, resource);
        }
    }

    /// Notes that a schema has a name in its resource.
    pub(super) fn anchor(&mut self, id: SchemaId, name: String) {
        let resource = self.resource(id);
        let names = self.anchors.entry(resource).or_default();
        names.entry(name.clone()).or_insert(id);
        self.names.insert(id, name);
    }

    /// Notes that `part`, a part of `of`, is a reference by name.
    pub(super) fn refer(&mut self, part: SchemaId, of: SchemaId) {
        self.place(part, self.resource(of));
        self.references.push(part);
    }

    fn resource(&self, id: SchemaId) -> SchemaId {
        self.resources.get(&id).copied().unwrap_or(id)
    }
}

/// How many copies there may be, and how many within each other.
const MOST: usize = 5_000;
const DEEPEST: usize = 100;

/// Lets every reference that depends on the way to it lead to one schema.
pub(super) fn specialize(schemas: &mut Schemas, scopes: Scopes, diags: &mut Diagnostics) {
    let named = |&id: &SchemaId| {
        let target = schemas[id].reference?;
        Some((id, scopes.names.get(&target)?.clone()))
    };
    // One that leads to a schema without such a name is a reference like any other.
    let references: HashMap<SchemaId, String> = scopes.references.iter().filter_map(named).collect();
    if references.is_empty() {
        return;
    }
    let mut cx = Specialize {
        needs: needs(schemas, &scopes, &references),
        schemas,
        scopes,
        references,
        copies: HashMap::new(),
        depth: 0,
        full: None,
    };
    let mut asking: Vec<SchemaId> = cx.needs.keys().copied().collect();
    asking.sort_unstable();
    // Copies are made of what was written, so that all are made first.
    let mut led = Vec::new();
    for id in asking {
        let way = cx.enter(&Way::new(), id);
        let mut schema = cx.schemas[id].clone();
        cx.lead(&mut schema, id, &way);
        led.push((id, schema));
    }
    for (id, schema) in led {
        cx.schemas[id] = schema;
    }
    if let Some(id) = cx.full {
        let at = schemas[id].at.clone();
        let message = "what this leads to depends on the way in too many ways; it is read as where it stands";
        diags.warn(Code::UnsupportedKeyword, at, message);
    }
}

/// The names by which each schema, or what it leads to, refers to others.
fn needs(
    schemas: &Schemas,
    scopes: &Scopes,
    references: &HashMap<SchemaId, String>,
) -> HashMap<SchemaId, BTreeSet<String>> {
    let mut users: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    let mut called: HashMap<&str, Vec<SchemaId>> = HashMap::new();
    for (id, name) in &scopes.names {
        called.entry(name).or_default().push(*id);
    }
    for (id, schema) in schemas.iter() {
        let mut uses = |used: SchemaId| users.entry(used).or_default().push(id);
        schema
            .children()
            .into_iter()
            .chain(schema.reference)
            .for_each(&mut uses);
        let others = references.get(&id).and_then(|name| called.get(name.as_str()));
        others.into_iter().flatten().copied().for_each(&mut uses);
    }
    let mut needs: HashMap<SchemaId, BTreeSet<String>> = HashMap::new();
    for (id, name) in references {
        let mut waiting = vec![*id];
        while let Some(id) = waiting.pop() {
            if needs.entry(id).or_default().insert(name.clone()) {
                waiting.extend(users.get(&id).into_iter().flatten());
            }
        }
    }
    needs
}

struct Specialize<'s> {
    schemas: &'s mut Schemas,
    scopes: Scopes,
    /// The name by which each reference goes.
    references: HashMap<SchemaId, String>,
    needs: HashMap<SchemaId, BTreeSet<String>>,
    copies: HashMap<(SchemaId, Way), SchemaId>,
    depth: usize,
    /// The first schema for which there was no room.
    full: Option<SchemaId>,
}

impl Specialize<'_> {
    /// What the anchors are in a schema that is come to in this way, as far as it asks for them.
    fn enter(&self, way: &Way, id: SchemaId) -> Way {
        let Some(needs) = self.needs.get(&id) else {
            return Way::new();
        };
        let own = self.scopes.anchors.get(&self.scopes.resource(id));
        let anchor = |name: &String| {
            let found = way.get(name).or_else(|| own?.get(name))?;
            Some((name.clone(), *found))
        };
        needs.iter().filter_map(anchor).collect()
    }

    /// Points what a schema refers to, and not what stands in it, to where it leads on this way.
    fn lead(&mut self, schema: &mut Schema, id: SchemaId, way: &Way) {
        let Some(mut target) = schema.reference else { return };
        if let Some(name) = self.references.get(&id) {
            target = way.get(name).copied().unwrap_or(target);
        }
        let entered = self.enter(way, target);
        let is_known = self.copies.contains_key(&(target, entered.clone()));
        let found = self.version(target, entered);
        if found == target || is_known {
            schema.reference = Some(found);
        } else {
            // The copy stands here.
            schema.reference = None;
            schema.all_of.push(found);
        }
    }

    /// The schema as it is on this way: itself, if the way makes no difference.
    fn version(&mut self, id: SchemaId, way: Way) -> SchemaId {
        if way == self.enter(&Way::new(), id) {
            return id;
        }
        self.copy(id, way)
    }

    fn copy(&mut self, id: SchemaId, way: Way) -> SchemaId {
        let key = (id, way);
        if let Some(known) = self.copies.get(&key) {
            return *known;
        }
        if self.copies.len() == MOST || self.depth == DEEPEST {
            self.full.get_or_insert(id);
            return id;
        }
        let mut schema = self.schemas[id].clone();
        schema.is_made = true;
        schema.defs.clear();
        let copy = self.schemas.push(schema.clone());
        self.scopes.place(copy, self.scopes.resource(id));
        let way = key.1.clone();
        self.copies.insert(key, copy);
        self.depth += 1;
        schema.map_children(&mut |child| match self.needs.contains_key(&child) {
            true => self.version(child, self.enter(&way, child)),
            false => child,
        });
        self.lead(&mut schema, id, &way);
        self.depth -= 1;
        self.schemas[copy] = schema;
        copy
    }
}

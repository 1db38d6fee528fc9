//! In which ways do random schemas refer to each other?
//!
//! By the pointer of a component, of what stands within one that has been made before, or by an anchor.

use serde_json::{Value, json};

use super::maker::{Maker, is_reference};
use super::name;

/// Components of every so many have an anchor.
const ANCHORED: usize = 4;

impl Maker {
    pub(super) fn reference(&mut self) -> Value {
        let target = self.below(self.count);
        match self.below(8) {
            0 if !self.places.is_empty() => {
                let place = self.below(self.places.len());
                json!({ "$ref": self.places[place] })
            }
            1 if target % ANCHORED == 0 => json!({ "$ref": format!("#{}", anchor(target)) }),
            2 if target % ANCHORED == 0 => json!({ "$dynamicRef": format!("#{}", anchor(target)) }),
            3 => json!({ "$ref": pointer(target), "description": "Said beside the reference.", "deprecated": true }),
            _ => json!({ "$ref": pointer(target) }),
        }
    }

    /// A reference to a component that is made later, so that none is a part of itself.
    pub(super) fn reference_forward(&mut self) -> Option<Value> {
        let left = self.count - self.index - 1;
        let target = self.index + 1 + self.below(left.max(1));
        (left > 0).then(|| json!({ "$ref": pointer(target) }))
    }

    /// Lets others refer to a component that is made, and to what stands within it.
    pub(super) fn enter(&mut self, schema: &mut Value) {
        if self.index % ANCHORED == 0 {
            schema["$anchor"] = anchor(self.index).into();
        }
        let at = pointer(self.index);
        if self.index % ANCHORED == 1 {
            schema["$defs"] = json!({ "inner": { "type": "string", "minLength": 1 } });
            self.places.push(format!("{at}/$defs/inner"));
        }
        let properties = schema["properties"].as_object().into_iter().flatten();
        for (name, _) in properties.filter(|(_, property)| property.is_object() && !is_reference(property)) {
            let name = name.replace('~', "~0").replace('/', "~1").replace(' ', "%20");
            self.places.push(format!("{at}/properties/{name}"));
        }
        if schema["items"].is_object() && !is_reference(&schema["items"]) {
            self.places.push(format!("{at}/items"));
        }
    }
}

fn pointer(index: usize) -> String {
    format!("#/components/schemas/{}", name(index))
}

fn anchor(index: usize) -> String {
    format!("anchor{index}")
}

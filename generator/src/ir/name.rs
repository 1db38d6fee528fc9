//! Where does the name of a type come from?

use super::TypeId;

/// What a type is named after: the thing itself and its own place, never what else is in the document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum TypeName {
    /// A component, by its key.
    Component(String),
    /// A schema written in place, by the type it stands in and its role there.
    Inline { parent: TypeId, role: Role },
    /// A schema written in an operation, by the operation's index and its role there.
    Operation { operation: String, role: Role },
    /// A schema written in a component that is no schema, such as a request body, by the component's key and its role there.
    Shared { key: String, role: Role },
    /// What is sent of a type, where that differs from what is received.
    Input { of: TypeId },
}

/// What a schema written in place is to the thing it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Property(String),
    Parameter(String),
    /// What a component is another name for.
    Itself,
    Item,
    Value,
    /// The branch of a union, by its title or its position.
    Branch(String),
    Body,
    /// The body of a response, by its status.
    Response(String),
    /// One role within another, such as the items of a property.
    Within(Box<Role>, Box<Role>),
}

impl Role {
    /// This role, seen from one level further out.
    pub(crate) fn within(self, outer: &Role) -> Role {
        match outer {
            Role::Itself => self,
            outer => Role::Within(Box::new(outer.clone()), Box::new(self)),
        }
    }
}

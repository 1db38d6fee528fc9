//! What are the types of an API?

use std::ops::{Index, IndexMut};

use super::{Docs, Presence, Rule, TypeName};
use crate::read::SpecPath;

/// The number of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) u32);

/// All types that get an item of their own, in the order in which the document has them.
#[derive(Debug, Default)]
pub(crate) struct Types(Vec<TypeDef>);

impl Types {
    /// The item that a type names, through other names for it.
    pub(crate) fn resolved(&self, ty: &Type) -> Option<TypeId> {
        let mut ty = ty;
        for _ in 0..64 {
            match ty {
                Type::Boxed(of) => ty = of,
                Type::Named(id) => match &self[*id].shape {
                    Shape::Alias(of) => ty = of,
                    Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => {
                        return Some(*id);
                    }
                },
                Type::Any | Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Option(_) => {
                    return None;
                }
            }
        }
        None
    }

    pub(crate) fn push(&mut self, def: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).expect("a document has fewer than 2^32 schemas"));
        self.0.push(def);
        id
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.0.len()).map(|index| TypeId(u32::try_from(index).expect("ids are made from u32")))
    }

    pub(crate) fn into_defs(self) -> impl Iterator<Item = (TypeId, TypeDef)> {
        self.ids().zip(self.0)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.ids().zip(&self.0)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (TypeId, &mut TypeDef)> {
        self.ids().zip(&mut self.0)
    }
}

impl Index<TypeId> for Types {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0 as usize]
    }
}

impl IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.0 as usize]
    }
}

/// A type with an item of its own.
#[derive(Debug, Clone)]
pub(crate) struct TypeDef {
    pub(crate) at: SpecPath,
    /// Whether it stands for several schemas together; `at` is then where one of them is.
    pub(crate) is_made: bool,
    pub(crate) name: TypeName,
    /// Its Rust name; empty until the pass that assigns it.
    pub(crate) ident: String,
    pub(crate) docs: Docs,
    pub(crate) shape: Shape,
    /// What its schema asks of its values beyond that.
    pub(crate) rules: Vec<Rule>,
    /// When it is in the generated crate.
    pub(crate) presence: Presence,
}

#[derive(Debug, Clone)]
pub(crate) enum Shape {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// A list or map that reaches itself: an alias cannot, a struct of one field can.
    Newtype(Type),
    Tuple(Tuple),
}

impl Shape {
    /// The types that it holds, in order.
    pub(crate) fn types(&self) -> Vec<&Type> {
        match self {
            Shape::Struct(Struct { fields, rest, .. }) => {
                let fields = fields.iter().map(|field| &field.ty);
                fields.chain(rest.as_ref().map(|rest| &rest.of)).collect()
            }
            Shape::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
            Shape::Alias(of) | Shape::Newtype(of) => vec![of],
            Shape::Tuple(tuple) => tuple.types().collect(),
            Shape::Enum(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub(crate) fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Shape::Struct(Struct { fields, rest, .. }) => {
                let fields = fields.iter_mut().map(|field| &mut field.ty);
                fields.chain(rest.as_mut().map(|rest| &mut rest.of)).collect()
            }
            Shape::Union(union) => union.branches.iter_mut().map(|branch| &mut branch.ty).collect(),
            Shape::Alias(of) | Shape::Newtype(of) => vec![of],
            Shape::Tuple(tuple) => tuple.elements.iter_mut().chain(&mut tuple.rest).collect(),
            Shape::Enum(_) => Vec::new(),
        }
    }
}

/// A type as it stands in a field or a signature.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Type {
    /// Anything.
    Any,
    /// An object of which nothing is known.
    Object,
    Scalar(Scalar),
    List(Box<Type>),
    Map(Box<Type>),
    /// A value that may be `null`, inside a list, a map or a union.
    Option(Box<Type>),
    Boxed(Box<Type>),
    Named(TypeId),
}

impl Type {
    pub(crate) fn or_null(self, nullable: bool) -> Type {
        match self {
            // Each of these holds `null` already.
            Type::Any | Type::Option(_) => self,
            Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) | Type::Named(_)
                if !nullable =>
            {
                self
            }
            Type::Object | Type::Scalar(_) | Type::List(_) | Type::Map(_) | Type::Boxed(_) | Type::Named(_) => {
                Type::Option(Box::new(self))
            }
        }
    }

    /// The types with items of their own that this one names.
    pub(crate) fn named(&self, each: &mut dyn FnMut(TypeId)) {
        match self {
            Type::Any | Type::Object | Type::Scalar(_) => {}
            Type::List(of) | Type::Map(of) | Type::Option(of) | Type::Boxed(of) => of.named(each),
            Type::Named(id) => each(*id),
        }
    }

    /// The same, to be changed.
    pub(crate) fn named_mut(&mut self, each: &mut dyn FnMut(&mut TypeId)) {
        match self {
            Type::Any | Type::Object | Type::Scalar(_) => {}
            Type::List(of) | Type::Map(of) | Type::Option(of) | Type::Boxed(of) => of.named_mut(each),
            Type::Named(id) => each(id),
        }
    }
}

/// What stands in one JSON token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
    String,
    Uuid,
    Date,
    DateTime,
    /// Bytes as text.
    Base64,
    /// A string that is never printed.
    Password,
    /// A number with every digit that it has.
    Decimal,
    /// An instant as a number of seconds.
    UnixTime,
    /// A string that is kept as it comes, and understood when it is asked.
    Text(TextFormat),
    /// A type that only sdk.toml knows; its place in [`Api::foreign`](super::Api).
    Foreign(u32),
}

impl Scalar {
    /// What its values are in JSON.
    pub(crate) fn json_kind(self) -> JsonKind {
        match self {
            Scalar::Bool => JsonKind::Bool,
            Scalar::I8
            | Scalar::I16
            | Scalar::I32
            | Scalar::I64
            | Scalar::U8
            | Scalar::U16
            | Scalar::U32
            | Scalar::U64
            | Scalar::F32
            | Scalar::F64
            | Scalar::Decimal
            | Scalar::UnixTime => JsonKind::Number,
            Scalar::String
            | Scalar::Uuid
            | Scalar::Date
            | Scalar::DateTime
            | Scalar::Base64
            | Scalar::Password
            | Scalar::Text(_) => JsonKind::String,
            // Nothing is known of it.
            Scalar::Foreign(_) => JsonKind::Any,
        }
    }
}

/// What a string holds that a type of the runtime understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TextFormat {
    /// A time of day, with an offset or without one.
    Time,
    Duration,
    /// A number.
    Decimal,
    /// Bytes, in letters that a URL may hold.
    Base64Url,
}

impl TextFormat {
    /// The name of the runtime's type.
    pub(crate) fn name(self) -> &'static str {
        match self {
            TextFormat::Time => "Time",
            TextFormat::Duration => "Duration",
            TextFormat::Decimal => "DecimalText",
            TextFormat::Base64Url => "Base64Url",
        }
    }
}

/// The kinds of JSON value, by which a union is decided first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum JsonKind {
    Bool,
    Number,
    String,
    Array,
    Object,
    Any,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// The type of properties beyond the fields, where the schema says that there may be some.
    pub(crate) rest: Option<Rest>,
    /// Whether it keeps what another branch of a union knows of it.
    pub(crate) keeps_beside: bool,
}

impl Struct {
    /// Whether a field has three states, so that the struct remembers explicit nulls.
    pub(crate) fn has_nulls(&self) -> bool {
        self.fields.iter().any(Field::is_three_state)
    }
}

/// The flattened map of a struct.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    pub(crate) ident: String,
    pub(crate) of: Type,
}

/// A list whose first elements have types of their own.
#[derive(Debug, Clone)]
pub(crate) struct Tuple {
    pub(crate) elements: Vec<Type>,
    /// How many of them have to be there.
    pub(crate) required: usize,
    /// The type of further ones, where there may be some.
    pub(crate) rest: Option<Type>,
}

impl Tuple {
    /// The types of all elements.
    pub(crate) fn types(&self) -> impl Iterator<Item = &Type> {
        self.elements.iter().chain(&self.rest)
    }
}

/// One property.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) at: SpecPath,
    pub(crate) wire_name: String,
    /// Its Rust name; empty until the pass that assigns it.
    pub(crate) ident: String,
    pub(crate) docs: Docs,
    pub(crate) ty: Type,
    /// Whether it has to be there.
    pub(crate) required: bool,
    /// Whether it may be `null`.
    pub(crate) nullable: bool,
    pub(crate) access: PropertyAccess,
    /// What it is taken to be when it is absent from what is read, as JSON text.
    pub(crate) default: Option<String>,
    /// The one value that it may have, if that is a scalar.
    pub(crate) constant: Option<Constant>,
    /// Whether it is there from the start: an enum of one value may get more, and would then have to be asked for.
    pub(crate) is_given: bool,
    /// What it is made with, where that is no constant.
    pub(crate) given: Option<Constant>,
}

/// In which direction a property goes (JSON Schema 2020-12, Validation §9.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PropertyAccess {
    Both,
    /// Only the server sets it.
    ReadOnly,
    /// The server never shows it.
    WriteOnly,
}

/// A value that is the same whenever it is there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Constant {
    Bool(bool),
    Integer(i64),
    /// Another number, as it is written.
    Number(String),
    String(String),
}

impl Constant {
    /// A string without its quotes, or another scalar as JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Constant::Bool(value) => value.to_string(),
            Constant::Integer(value) => value.to_string(),
            Constant::Number(value) | Constant::String(value) => value.clone(),
        }
    }
}

impl Field {
    /// Absent, `null` and a value are three different things to say.
    pub(crate) fn is_three_state(&self) -> bool {
        self.nullable && !self.required
    }

    /// Whether it has to be given to make a value of its struct.
    pub(crate) fn is_argument(&self) -> bool {
        self.required && !self.is_given
    }
}

/// A scalar of which some values are known.
#[derive(Debug, Clone)]
pub(crate) struct Enum {
    pub(crate) of: EnumOf,
    pub(crate) variants: Vec<Variant>,
}

/// Which values an enum may have beside those that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EnumOf {
    Strings,
    Integers,
    /// Numbers with a fraction, or scalars of several types.
    Scalars,
}

#[derive(Debug, Clone)]
pub(crate) struct Variant {
    /// What it is named after: its value, unless the document has a name for it.
    pub(crate) name: String,
    pub(crate) value: Constant,
    pub(crate) ident: String,
    pub(crate) docs: Docs,
}

/// One of several types.
#[derive(Debug, Clone, Default)]
pub(crate) struct Union {
    /// The property whose value tells the branches that have tags apart.
    pub(crate) by: Option<String>,
    /// Whether a value may be of several branches at once.
    pub(crate) any_of: bool,
    /// What its values keep of other branches; `None` if that is nothing.
    pub(crate) keeps: Option<Keeps>,
    /// In the order in which they are tried.
    pub(crate) branches: Vec<Branch>,
    /// The strings that are variants of their own; they are tried before any branch.
    pub(crate) values: Vec<Variant>,
}

/// What the value of a union keeps that another branch knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    /// What its own other branches know.
    All,
    /// What it is given as a part of a union that keeps all.
    Given,
}

#[derive(Debug, Clone)]
pub(crate) struct Branch {
    /// What it is named after.
    pub(crate) name: String,
    pub(crate) ident: String,
    /// What follows `as_` and `into_` in the methods that give its value; empty if it has none.
    pub(crate) method: String,
    pub(crate) docs: Docs,
    pub(crate) kind: JsonKind,
    /// The values of the tag that lead to it.
    pub(crate) tags: Vec<String>,
    /// The value of the tag where neither the document nor the branch names one: the component's key.
    pub(crate) implicit_tag: Option<String>,
    /// Whether the tag is written beside the branch's own properties, because it is none of them.
    pub(crate) adds_tag: bool,
    pub(crate) ty: Type,
    /// What is asked of its values, where that is not said by their type.
    pub(crate) rules: Vec<Rule>,
}

impl Branch {
    /// A branch of which no more is known than its type.
    pub(crate) fn new(name: String, docs: Docs, ty: Type) -> Branch {
        Branch {
            name,
            ident: String::new(),
            method: String::new(),
            docs,
            kind: JsonKind::Any,
            tags: Vec::new(),
            implicit_tag: None,
            adds_tag: false,
            ty,
            rules: Vec::new(),
        }
    }
}

//! What kind of change is it, and which level does it call for?
//!
//! The level is that of [Semantic Versioning](https://semver.org) for the crate that is generated, as
//! [Cargo reads it](https://doc.rust-lang.org/cargo/reference/semver.html): what may stop a caller's code from
//! compiling is major, what lets it do more is minor. `docs/src/breaking.md` has this table too, and what other tools say.

/// Which part of a version has to grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Code that compiled may not.
    Major,
    /// Code may do more, or is warned.
    Minor,
    /// The same code does the same, or sends and understands something else.
    Patch,
    /// Nothing has changed for anyone.
    None,
}

impl Level {
    /// As people and programs read it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Level::Major => "major",
            Level::Minor => "minor",
            Level::Patch => "patch",
            Level::None => "none",
        }
    }
}

/// Under which heading of a changelog a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Section {
    Removed,
    Changed,
    Added,
    Deprecated,
}

impl Section {
    /// As Keep a Changelog spells it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Section::Removed => "Removed",
            Section::Changed => "Changed",
            Section::Added => "Added",
            Section::Deprecated => "Deprecated",
        }
    }
}

macro_rules! kinds {
    ($($kind:ident $name:literal $level:ident $section:ident $why:literal)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Kind {
            $(#[doc = $why] $kind,)*
        }

        impl Kind {
            /// All of them, in the order of the table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Kind] = &[$(Kind::$kind),*];

            /// Its name, which stays.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }

            pub(crate) fn level(self) -> Level {
                match self {
                    $(Kind::$kind => Level::$level,)*
                }
            }

            pub(crate) fn section(self) -> Section {
                match self {
                    $(Kind::$kind => Section::$section,)*
                }
            }

            /// Why it has its level.
            pub(crate) fn why(self) -> &'static str {
                match self {
                    $(Kind::$kind => $why,)*
                }
            }
        }
    };
}

kinds! {
    GroupRemoved "group-removed" Major Removed "The method of the client and its module are gone."
    GroupRenamed "group-renamed" Major Changed "The method of the client and its module have another name."
    OperationRemoved "operation-removed" Major Removed "The method and its request are gone."
    OperationRenamed "operation-renamed" Major Changed "The method and its request have another name."
    OperationMoved "operation-moved" Major Changed "The method stands on another struct, its request in another module."
    TypeRemoved "type-removed" Major Removed "Whoever names the type does not compile."
    TypeRenamed "type-renamed" Major Changed "Whoever names the type does not compile."
    TypeKindChanged "type-kind-changed" Major Changed "A struct is used in another way than an enum or an alias."
    AliasChanged "alias-changed" Major Changed "The name stands for another type."
    FieldRemoved "field-removed" Major Removed "The field and its setter are gone."
    FieldRenamed "field-renamed" Major Changed "The field and its setter have another name."
    FieldRequired "field-required" Major Changed "`new` takes one argument more, and the setter is gone."
    FieldOptional "field-optional" Major Changed "`new` takes one argument less, and the field is an `Option`."
    RequiredFieldAdded "required-field-added" Major Added "`new` takes one argument more."
    RequiredFieldNullable "required-field-nullable" Major Changed "The field is an `Option` now."
    RequiredFieldNotNull "required-field-not-null" Major Changed "The field is no `Option` any more."
    FieldNotNull "field-not-null" Major Changed "`clear_…` and `…_is_null` are gone."
    FieldWidened "field-widened" Major Changed "The field has another type, if one that holds more."
    FieldNarrowed "field-narrowed" Major Changed "The field has another type, which holds less."
    FieldTypeChanged "field-type-changed" Major Changed "The field has another type."
    FieldGiven "field-given" Major Changed "Whether it always has one value decides whether `new` asks for it."
    ArgumentsReordered "arguments-reordered" Major Changed "`new` takes its arguments in another order."
    RestRemoved "additional-properties-removed" Major Removed "The map of further properties is gone."
    RestTypeChanged "additional-properties-type-changed" Major Changed "The map of further properties holds another type."
    TupleChanged "tuple-changed" Major Changed "A tuple is made and matched with all of its elements."
    ValueRemoved "value-removed" Major Removed "The variant is gone."
    ValueRenamed "value-renamed" Major Changed "The variant has another name."
    EnumBaseChanged "enum-base-changed" Major Changed "`Unknown` holds another type."
    BranchRemoved "branch-removed" Major Removed "The variant is gone."
    BranchRenamed "branch-renamed" Major Changed "The variant has another name."
    BranchTypeChanged "branch-type-changed" Major Changed "The variant holds another type."
    FromRemoved "from-removed" Major Removed "Two variants hold this type, so that no `From` can choose one."
    ParameterRemoved "parameter-removed" Major Removed "The argument or the setter is gone."
    ParameterRenamed "parameter-renamed" Major Changed "The setter has another name."
    ParameterRequired "parameter-required" Major Changed "The setter is an argument now."
    ParameterOptional "parameter-optional" Major Changed "The argument is a setter now."
    RequiredParameterAdded "required-parameter-added" Major Added "The method takes one argument more."
    ParameterWidened "parameter-widened" Major Changed "The argument has another type, if one that holds more."
    ParameterNarrowed "parameter-narrowed" Major Changed "The argument has another type, which holds less."
    ParameterTypeChanged "parameter-type-changed" Major Changed "The argument has another type."
    ParametersReordered "parameters-reordered" Major Changed "The method takes its arguments in another order."
    BodyRemoved "body-removed" Major Removed "The argument or the setter `body` is gone."
    BodyRequired "body-required" Major Changed "The setter `body` is an argument now."
    BodyOptional "body-optional" Major Changed "The argument `body` is a setter now."
    RequiredBodyAdded "required-body-added" Major Added "The method takes one argument more."
    BodyTypeChanged "body-type-changed" Major Changed "The body has another type."
    AnswerTypeChanged "answer-type-changed" Major Changed "Awaiting the call gives another type."
    AnswerRemoved "answer-removed" Major Removed "The variant is gone."
    PagesRemoved "pages-removed" Major Removed "`pages` and `items` are gone."
    PageItemChanged "page-item-changed" Major Changed "`items` gives another type."
    ErrorBodyRemoved "error-body-removed" Major Removed "The variant of `ErrorBody` is gone."
    ErrorBodyRenamed "error-body-renamed" Major Changed "The variant of `ErrorBody` has another name."
    ErrorBodyTypeChanged "error-body-type-changed" Major Changed "The variant of `ErrorBody` holds another type."
    HeaderRemoved "header-removed" Major Removed "The method of `ResponseHeaders` is gone."
    HeaderTypeChanged "header-type-changed" Major Changed "The method of `ResponseHeaders` gives another type."
    IncomingRemoved "incoming-removed" Major Removed "The function that reads it is gone."
    IncomingRenamed "incoming-renamed" Major Changed "The function that reads it has another name."
    IncomingTypeChanged "incoming-type-changed" Major Changed "The function that reads it gives another type."
    SchemeRemoved "credential-removed" Major Removed "The method of the builder is gone."
    SchemeRenamed "credential-renamed" Major Changed "The method of the builder has another name."
    SchemeKindChanged "credential-kind-changed" Major Changed "The method of the builder takes other arguments."
    SettingRemoved "setting-removed" Major Removed "The method of the builder is gone."
    SettingTypeChanged "setting-type-changed" Major Changed "The method of the builder takes another type."

    GroupAdded "group-added" Minor Added "The client has one method and one module more."
    OperationAdded "operation-added" Minor Added "There is one method more."
    TypeAdded "type-added" Minor Added "There is one type more."
    FieldAdded "field-added" Minor Added "Structs are `#[non_exhaustive]`, so that a field more breaks nobody."
    FieldNullable "field-nullable" Minor Changed "The field is an `Option` as before, and has `clear_…` and `…_is_null` beside."
    RestAdded "additional-properties-added" Minor Added "A map keeps what was left unread."
    ValueAdded "value-added" Minor Added "Enums are `#[non_exhaustive]`, and `Unknown` held this value before."
    BranchAdded "branch-added" Minor Added "Unions are `#[non_exhaustive]`, and `Unknown` held this value before."
    FromAdded "from-added" Minor Added "The union is made of this type by `From`."
    ParameterAdded "parameter-added" Minor Added "There is one setter more."
    BodyAdded "body-added" Minor Added "There is a setter `body`."
    AnswerAdded "answer-added" Minor Added "The enum of answers is `#[non_exhaustive]`."
    PagesAdded "pages-added" Minor Added "The list has `pages` and `items`."
    ErrorBodyAdded "error-body-added" Minor Added "`ErrorBody` is `#[non_exhaustive]`."
    HeaderAdded "header-added" Minor Added "`ResponseHeaders` is implemented by the crate alone."
    IncomingAdded "incoming-added" Minor Added "There is one function more."
    SchemeAdded "credential-added" Minor Added "The builder has one method more."
    SettingAdded "setting-added" Minor Added "The builder has one method more."
    Deprecated "deprecated" Minor Deprecated "The compiler warns whoever uses it."

    NotDeprecated "not-deprecated" Patch Changed "The compiler warns no more."
    DefaultChanged "default-changed" Patch Changed "What is absent is read as another value."
    ConstantChanged "constant-changed" Patch Changed "The crate writes another value by itself."
    AccessChanged "access-changed" Patch Changed "The direction is said in words; where it changes types, they are listed."
    WireNameChanged "wire-name-changed" Patch Changed "The crate has the same name for it and sends another."
    ValueRespelled "value-respelled" Patch Changed "The variant has the same name and is sent as another value."
    BranchTagsChanged "branch-tags-changed" Patch Changed "The variant is chosen by other values."
    UnionTagChanged "union-tag-changed" Patch Changed "Another property tells the branches apart."
    BranchOrderChanged "branch-order-changed" Patch Changed "The branches are tried in another order."
    BoundsChanged "bounds-changed" Patch Changed "Bounds are said in words; the server holds to them."
    RulesChanged "rules-changed" Patch Changed "Types are as before; with the feature `validate`, other values are at fault."
    RequestLineChanged "request-line-changed" Patch Changed "The same method calls another address."
    ParameterPlaceChanged "parameter-place-changed" Patch Changed "The same argument travels in another place."
    ParameterStyleChanged "parameter-style-changed" Patch Changed "The same argument is written in another way."
    BodyMediaTypeChanged "body-media-type-changed" Patch Changed "The same body is sent under another media type."
    ErrorStatusAdded "error-status-added" Patch Changed "`error.body()` may give something where it gave nothing."
    ErrorStatusRemoved "error-status-removed" Patch Changed "`error.body()` gives nothing where it gave something."
    ErrorStatusChanged "error-status-changed" Patch Changed "`error.body()` gives another variant."
    SecurityChanged "security-changed" Patch Changed "The call compiles as before, and needs other credentials."
    SchemeChanged "credential-changed" Patch Changed "The credential travels in another place, or comes from another one."
    EnvironmentChanged "environment-changed" Patch Changed "`from_env` reads another variable."
    ServerChanged "server-changed" Patch Changed "Calls go to another address, unless the program says its own."
}

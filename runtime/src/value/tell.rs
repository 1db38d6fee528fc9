//! How does a type tell what its schema asks of its values?
//!
//! What is told goes to the [`Sink`](super::Sink) that a value is written to; where values cannot be validated, nothing is,
//! and nothing of it is compiled.

/// Tells a sink what the schema of a type asks of its values.
#[cfg(feature = "validate")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tell_rules_v1 {
    ($self:ident $sink:ident) => {
        #[allow(unused_imports, reason = "a type has rules of its own, or none")]
        use $crate::codegen::v1::Unruled as _;
        $sink.rules($self::RULES);
    };
}

/// Tells a sink that can check nothing nothing.
#[cfg(not(feature = "validate"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tell_rules_v1 {
    ($self:ident $sink:ident) => {};
}

/// Tells a sink of which branch of a union the value is; one that only checks it is then done.
#[cfg(feature = "validate")]
#[doc(hidden)]
#[macro_export]
macro_rules! __tell_branch_v1 {
    ($self:ident $sink:ident $held:ident) => {
        #[allow(unused_imports, reason = "a type has rules of its own, or none")]
        use $crate::codegen::v1::Unruled as _;
        if $held.has_type() && $sink.branch($self::RULES, $self::BRANCHES, $held.name, $held.value) {
            return ::core::result::Result::Ok(());
        }
    };
}

/// Tells a sink that can check nothing nothing.
#[cfg(not(feature = "validate"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __tell_branch_v1 {
    ($self:ident $sink:ident $held:ident) => {};
}

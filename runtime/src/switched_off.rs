//! What does the compiler say of a call under a tag that is switched off?
//!
//! That the method is not there, which nobody understands who has read its documentation. So there is one, which cannot be
//! called, and whose bound says which feature it needs.

/// What such a method would give.
#[derive(Debug)]
pub struct SwitchedOff(());

/// The method of a client for a tag that is not in, and what is said of its calls.
///
/// `switched_off!(Client, pets, "these operations are not compiled: they need the feature `pets` of the crate");`
#[doc(hidden)]
#[macro_export]
macro_rules! __switched_off_v1 {
    ($client:ident, $group:ident, $message:literal) => {
        const _: () = {
            #[diagnostic::on_unimplemented(message = $message, label = "switched off", note = "`features` beside the crate's name in Cargo.toml switches it on")]
            pub trait IsIn {}

            impl $client {
                // A bound that speaks of a lifetime is looked at where the method is called, and not before.
                #[doc(hidden)]
                pub fn $group(&self) -> $crate::codegen::v1::SwitchedOff
                where
                    for<'client> &'client $client: IsIn,
                {
                    ::core::unreachable!()
                }
            }
        };
    };
}

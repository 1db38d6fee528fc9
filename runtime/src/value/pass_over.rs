//! Which sinks listen for something else than scalars?

/// Writes the methods of a [`Sink`](super::Sink) for values in which there is nothing to see: nothing becomes of them.
macro_rules! pass_over_scalars {
    () => {
        pass_over_scalars! { null() bool(bool) i64(i64) u64(u64) f64(f64) f32(f32) str(&str) any(&serde_json::Value) }
    };
    ($($method:ident($($of:ty)?))*) => {
        $(fn $method(&mut self $(, _: $of)?) -> Result<(), $crate::value::Fault> {
            Ok(())
        })*
    };
}

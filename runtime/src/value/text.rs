//! How is a type read and written that is a string by another name?

/// Implements [`Value`](super::Value) and serde's traits for a struct around one string, whatever the string is.
macro_rules! text_value {
    ($type:ident) => {
        impl $crate::value::Value for $type {
            fn blank() -> Self {
                $type::default()
            }

            fn read(&mut self, source: &mut dyn $crate::value::Source) -> Result<(), $crate::value::Fault> {
                self.0 = source.string()?;
                Ok(())
            }

            fn write(&self, sink: &mut dyn $crate::value::Sink) -> Result<(), $crate::value::Fault> {
                sink.str(&self.0)
            }

            fn part(&self) -> $crate::value::Part<'_> {
                $crate::value::Part::Str(&self.0)
            }
        }

        $crate::__serde_v1!($type);
    };
}

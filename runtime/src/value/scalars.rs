//! How is each scalar read and written?

use super::{Fault, Part, Place, Sink, Source, Value};

impl Value for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.bool()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.bool(*self)
    }

    #[inline]
    fn part(&self) -> Part<'_> {
        Part::Bool(*self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::Bool(self)
    }

    fn place_of_option(option: &mut Option<Self>) -> Place<'_> {
        Place::OptionBool(option)
    }
}

impl Value for String {
    fn blank() -> Self {
        String::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.string()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.str(self)
    }

    #[inline]
    fn part(&self) -> Part<'_> {
        Part::Str(self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::String(self)
    }

    fn place_of_option(option: &mut Option<Self>) -> Place<'_> {
        Place::OptionString(option)
    }
}

/// A borrowed text is an argument on its way out; there is no place to read one into.
impl Value for &str {
    fn blank() -> Self {
        ""
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |_| Err("a borrowed text can only be written".to_owned()))
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.str(self)
    }

    fn part(&self) -> Part<'_> {
        Part::Str(self)
    }
}

impl Value for i64 {
    fn blank() -> Self {
        0
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.i64()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.i64(*self)
    }

    #[inline]
    fn part(&self) -> Part<'_> {
        Part::I64(*self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::I64(self)
    }

    fn place_of_option(option: &mut Option<Self>) -> Place<'_> {
        Place::OptionI64(option)
    }
}

macro_rules! integer {
    ($($type:ty => $write:ident,)*) => {$(
        impl Value for $type {
            fn blank() -> Self {
                0
            }

            fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
                let value = source.integer(i128::from(<$type>::MIN), i128::from(<$type>::MAX))?;
                *self = <$type>::try_from(value).expect("the source checks the bounds");
                Ok(())
            }

            fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
                sink.$write((*self).into())
            }
        }
    )*};
}

integer! {
    i8 => i64,
    i16 => i64,
    i32 => i64,
    u8 => u64,
    u16 => u64,
    u32 => u64,
    u64 => u64,
}

impl Value for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.f64()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.f64(*self)
    }

    #[inline]
    fn part(&self) -> Part<'_> {
        Part::F64(*self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::F64(self)
    }

    fn place_of_option(option: &mut Option<Self>) -> Place<'_> {
        Place::OptionF64(option)
    }
}

impl Value for f32 {
    fn blank() -> Self {
        0.0
    }

    #[expect(clippy::cast_possible_truncation, reason = "the schema says that 32 bits are enough")]
    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.f64()? as f32;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.f32(*self)
    }
}

impl Value for serde_json::Value {
    fn blank() -> Self {
        serde_json::Value::Null
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        *self = source.any()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.any(self)
    }
}

impl Value for uuid::Uuid {
    fn blank() -> Self {
        uuid::Uuid::nil()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        source.text(&mut |text| {
            *self = uuid::Uuid::try_parse(text).map_err(|_| format!("invalid value: {text:?}, expected a UUID"))?;
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        sink.str(self.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{read, write};

    #[test]
    fn a_number_comes_back_as_it_is_printed() {
        for text in [
            "0.1",
            "5.111050186200853e+16",
            "2.4511921092417962e+207",
            "1.175494351e-38",
            "1.7976931348623157e+308",
        ] {
            let number: f64 = read(text).unwrap();
            assert_eq!(number.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
            assert_eq!(
                write(&number).parse::<f64>().unwrap().to_bits(),
                number.to_bits(),
                "{text}"
            );
        }
    }
}

//! What does a generated tuple say about itself?

use super::{Elements, Fault, Part, Sink, Source, Value};

/// The elements of a list that has a type for each of the first ones (JSON Schema 2020-12, §10.3.1.1).
pub struct Tuple<'a> {
    /// Those that have a type of their own.
    pub elements: &'a mut [&'a mut dyn Value],
    /// How many of them have to be there.
    pub required: usize,
    /// Where further ones go; without it there are none.
    pub rest: Option<&'a mut dyn Elements>,
}

impl Tuple<'_> {
    /// Reads them from a list.
    ///
    /// # Errors
    /// When there are too few or too many, or one is of another type.
    pub fn read(self, source: &mut dyn Source) -> Result<(), Fault> {
        source.list(&mut Filling { tuple: self, filled: 0 })
    }
}

struct Filling<'a> {
    tuple: Tuple<'a>,
    filled: usize,
}

impl Filling<'_> {
    fn expected(&self) -> String {
        let most = self.tuple.elements.len();
        match (&self.tuple.rest, self.tuple.required) {
            (Some(_), least) => format!("at least {least} elements"),
            (None, least) if least == most => format!("{most} elements"),
            (None, least) => format!("{least} to {most} elements"),
        }
    }
}

impl Elements for Filling<'_> {
    fn push(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        let expected = self.expected();
        let element = self.tuple.elements.get_mut(self.filled);
        self.filled += 1;
        match (element, &mut self.tuple.rest) {
            (Some(element), _) => element.read(source),
            (None, Some(rest)) => rest.push(source),
            (None, None) => source.raw(&mut |_| Err(format!("one element more than the expected {expected}"))),
        }
    }

    fn finish(&mut self) -> Result<(), String> {
        if self.filled >= self.tuple.required {
            return Ok(());
        }
        Err(format!("invalid length {}, expected {}", self.filled, self.expected()))
    }
}

/// Writes elements as a list. Those that are none at the end are left out, unless they have to be there.
///
/// # Errors
/// Those of the format.
pub fn write_tuple<'a>(
    elements: &[Part<'a>],
    required: usize,
    rest: &mut dyn Iterator<Item = Part<'a>>,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let mut all = elements.to_vec();
    all.extend(rest);
    if all.len() == elements.len() {
        while all.len() > required && matches!(all.last(), Some(Part::None)) {
            all.pop();
        }
    }
    sink.list(&mut all.into_iter())
}

/// An element that may be missing, and may be `null` where it is there: the inner value has a `null` of its own.
#[derive(Debug)]
pub struct Present<'a, T>(pub &'a mut Option<T>);

impl<T: Value> Value for Present<'_, T> {
    fn blank() -> Self {
        unreachable!("it is made around what is to be read")
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), Fault> {
        self.0.insert(T::blank()).read(source)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), Fault> {
        self.0.write(sink)
    }
}

/// As [`Value::part`], for what [`Present`] has read.
pub fn present<T: Value>(element: &Option<T>) -> Part<'_> {
    match element {
        Some(value) => Part::Value(value),
        None => Part::None,
    }
}

/// Lists the elements of a tuple by position: those that have to be there, those that may be missing, with a word behind
/// them where they may also be `null`, and the list of further ones.
///
/// ```text
/// codegen::tuple!(Edge (0, 1) optional (2, 3 null) rest 4);
/// ```
///
/// Beside [`Value`], this implements serde's `Serialize` and `Deserialize` for the type.
#[doc(hidden)]
#[macro_export]
macro_rules! __tuple_v1 {
    ($type:ident ($($required:tt),*) optional ($($optional:tt $($null:ident)?),*) $(rest $rest:tt)?) => {
        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self {
                    $($required: $crate::codegen::v1::Value::blank(),)*
                    $($optional: $crate::codegen::v1::Value::blank(),)*
                    $($rest: $crate::codegen::v1::Value::blank(),)?
                }
            }

            #[inline]
            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                $crate::codegen::v1::Tuple {
                    elements: &mut [
                        $(&mut self.$required,)*
                        $($crate::__tuple_v1!(@element self $optional $($null)?),)*
                    ],
                    required: const { let all: &[usize] = &[$($required),*]; all.len() },
                    rest: $crate::__tuple_v1!(@rest_mut self $($rest)?),
                }
                .read(source)
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                $crate::__tell_rules_v1!(Self sink);
                $crate::codegen::v1::write_tuple(
                    &[
                        $($crate::codegen::v1::Value::part(&self.$required),)*
                        $($crate::__tuple_v1!(@part self $optional $($null)?),)*
                    ],
                    const { let all: &[usize] = &[$($required),*]; all.len() },
                    $crate::__tuple_v1!(@rest self $($rest)?),
                    sink,
                )
            }
        }

        $crate::__serde_v1!($type);
    };
    (@element $self:ident $element:tt) => { &mut $self.$element };
    (@element $self:ident $element:tt null) => { &mut $crate::codegen::v1::Present(&mut $self.$element) };
    (@part $self:ident $element:tt) => { $crate::codegen::v1::Value::part(&$self.$element) };
    (@part $self:ident $element:tt null) => { $crate::codegen::v1::present(&$self.$element) };
    (@rest_mut $self:ident $rest:tt) => { ::core::option::Option::Some(&mut $self.$rest) };
    (@rest_mut $self:ident) => { ::core::option::Option::None };
    (@rest $self:ident $rest:tt) => { &mut $self.$rest.iter().map($crate::codegen::v1::Value::part) };
    (@rest $self:ident) => { &mut ::core::iter::empty() };
}

#[cfg(test)]
mod tests {
    #[derive(Debug, Clone, PartialEq)]
    struct Pair(i64, String);

    crate::codegen::v1::tuple!(Pair (0, 1) optional ());

    #[derive(Debug, Clone, PartialEq)]
    struct Edge(String, Option<i64>, Option<bool>, Vec<f64>);

    crate::codegen::v1::tuple!(Edge (0) optional (1, 2) rest 3);

    #[test]
    fn each_element_has_its_type() {
        let pair: Pair = serde_json::from_str(r#"[1, "a"]"#).unwrap();
        assert_eq!(pair, Pair(1, "a".to_owned()));
        assert_eq!(serde_json::to_string(&pair).unwrap(), r#"[1,"a"]"#);
        for (text, message) in [
            ("[1]", "invalid length 1, expected 2 elements"),
            ("[1,\"a\",2]", "one element more than the expected 2 elements"),
            ("[\"a\",\"a\"]", "invalid type: string \"a\""),
        ] {
            let error = serde_json::from_str::<Pair>(text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }

    #[derive(Debug, Clone, PartialEq)]
    struct Cell(String, Option<Option<i64>>, Option<serde_json::Value>);

    crate::codegen::v1::tuple!(Cell (0) optional (1 null, 2 null));

    #[test]
    fn a_null_at_the_end_is_an_element() {
        for text in [
            r#"["a"]"#,
            r#"["a",null]"#,
            r#"["a",1]"#,
            r#"["a",null,null]"#,
            r#"["a",1,"b"]"#,
        ] {
            let cell: Cell = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&cell).unwrap(), text);
        }
        let cell = Cell("a".to_owned(), None, Some(2.into()));
        assert_eq!(serde_json::to_string(&cell).unwrap(), r#"["a",null,2]"#);
    }

    #[test]
    fn what_need_not_be_there_is_left_out() {
        for text in [
            r#"["a"]"#,
            r#"["a",1]"#,
            r#"["a",null,true]"#,
            r#"["a",1,false,0.5,2.5]"#,
            r#"["a",null,null,0.5]"#,
        ] {
            let edge: Edge = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&edge).unwrap(), text);
        }
        assert!(serde_json::from_str::<Edge>("[]").is_err());
    }
}

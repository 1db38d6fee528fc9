//! What does a generated struct of one field say about itself?

/// Makes a struct of one field read and write as that field does.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_v1 {
    ($type:ident) => {
        impl $crate::codegen::v1::Value for $type {
            #[inline]
            fn blank() -> Self {
                Self($crate::codegen::v1::Value::blank())
            }

            #[inline]
            fn read(
                &mut self,
                source: &mut dyn $crate::codegen::v1::Source,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                $crate::codegen::v1::Value::read(&mut self.0, source)
            }

            #[inline]
            fn write(
                &self,
                sink: &mut dyn $crate::codegen::v1::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::v1::Fault> {
                $crate::__tell_rules_v1!(Self sink);
                $crate::codegen::v1::Value::write(&self.0, sink)
            }
        }

        $crate::__serde_v1!($type);
    };
}

#[cfg(test)]
mod tests {
    #[derive(Debug, Clone, PartialEq)]
    struct Tree(Vec<Tree>);

    crate::codegen::v1::newtype!(Tree);

    #[test]
    fn it_is_on_the_wire_what_its_field_is() {
        let tree: Tree = serde_json::from_str("[[],[[]]]").unwrap();
        assert_eq!(tree, Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]));
        assert_eq!(serde_json::to_string(&tree).unwrap(), "[[],[[]]]");
    }
}

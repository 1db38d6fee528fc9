//! Does a type hold more than another, or less?

use crate::ir::{Api, Enum, EnumOf, Scalar, Shape, Type};

use super::correspond::Pairs;

/// How the new type of a thing is to its old one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Same,
    /// Every value of the old one is one of the new.
    Widened,
    /// Every value of the new one is one of the old.
    Narrowed,
    Other,
}

/// Aliases lead to no alias that leads back; what does nevertheless is left alone.
const DEEPEST: usize = 64;

pub(super) fn relate(old: (&Api, &Type), new: (&Api, &Type), pairs: &Pairs) -> Relation {
    let same = Compare { pairs, is_exact: true };
    let wider = |old: (&Api, &Type), new: (&Api, &Type)| {
        let compare = Compare { pairs, is_exact: false };
        compare.holds(old, new, 0)
    };
    if same.holds(old, new, 0) {
        Relation::Same
    } else {
        let pairs = &pairs.reversed();
        let back = Compare { pairs, is_exact: false };
        match (wider(old, new), back.holds(new, old, 0)) {
            (true, false) => Relation::Widened,
            (false, true) => Relation::Narrowed,
            // Both hold the same values, and one of them is in a box.
            (true, true) | (false, false) => Relation::Other,
        }
    }
}

struct Compare<'a> {
    pairs: &'a Pairs,
    /// Whether the two have to be one type, not only hold the same values.
    is_exact: bool,
}

impl Compare<'_> {
    /// Whether `new` is `old` or, unless it has to be, holds all of its values.
    fn holds(&self, old: (&Api, &Type), new: (&Api, &Type), depth: usize) -> bool {
        if depth > DEEPEST {
            return false;
        }
        let deeper = |a: &Type, b: &Type| self.holds((old.0, a), (new.0, b), depth + 1);
        match (old.1, new.1) {
            (Type::Named(a), Type::Named(b)) if self.pairs.types.get(a) == Some(b) => true,
            (old, new_type) if alias(new.0, new_type).is_some() => {
                alias(new.0, new_type).is_some_and(|of| deeper(old, of))
            }
            (old_type, new) if alias(old.0, old_type).is_some() => {
                alias(old.0, old_type).is_some_and(|of| deeper(of, new))
            }
            (Type::Any, Type::Any) | (Type::Object, Type::Object) => true,
            (Type::Scalar(a), Type::Scalar(b)) if a == b => true,
            (Type::List(a), Type::List(b))
            | (Type::Map(a), Type::Map(b))
            | (Type::Option(a), Type::Option(b))
            | (Type::Boxed(a), Type::Boxed(b)) => deeper(a, b),
            _ if self.is_exact => false,
            (_, Type::Any) => true,
            (Type::Scalar(a), Type::Scalar(b)) => is_wider(*a, *b),
            (Type::Boxed(a), b) => deeper(a, b),
            (a, Type::Boxed(b) | Type::Option(b)) => deeper(a, b),
            (a, Type::Named(id)) => match &new.0.types[*id].shape {
                Shape::Union(union) => union.branches.iter().any(|branch| deeper(a, &branch.ty)),
                Shape::Struct(_) | Shape::Enum(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => false,
            },
            (Type::Named(id), Type::Scalar(b)) => match &old.0.types[*id].shape {
                Shape::Enum(known) => base(known).is_some_and(|a| a == *b || is_wider(a, *b)),
                Shape::Struct(_) | Shape::Union(_) | Shape::Alias(_) | Shape::Newtype(_) | Shape::Tuple(_) => false,
            },
            (Type::Map(_), Type::Object) => true,
            _ => false,
        }
    }
}

fn alias<'a>(api: &'a Api, ty: &Type) -> Option<&'a Type> {
    match ty {
        Type::Named(id) => match &api.types[*id].shape {
            Shape::Alias(of) => Some(of),
            Shape::Struct(_) | Shape::Enum(_) | Shape::Union(_) | Shape::Newtype(_) | Shape::Tuple(_) => None,
        },
        _ => None,
    }
}

fn base(known: &Enum) -> Option<Scalar> {
    match known.of {
        EnumOf::Strings => Some(Scalar::String),
        EnumOf::Integers => Some(Scalar::I64),
        EnumOf::Scalars => None,
    }
}

/// Whether every value of one scalar, as it stands on the wire, is one of another.
fn is_wider(old: Scalar, new: Scalar) -> bool {
    // The least and the greatest value, in bits: signed or not.
    let bits = |scalar| match scalar {
        Scalar::I8 => Some((true, 8)),
        Scalar::I16 => Some((true, 16)),
        Scalar::I32 => Some((true, 32)),
        Scalar::I64 => Some((true, 64)),
        Scalar::U8 => Some((false, 8)),
        Scalar::U16 => Some((false, 16)),
        Scalar::U32 => Some((false, 32)),
        Scalar::U64 => Some((false, 64)),
        _ => None,
    };
    let is_text = |scalar| {
        matches!(
            scalar,
            Scalar::Uuid | Scalar::Date | Scalar::DateTime | Scalar::Base64 | Scalar::Password | Scalar::Text(_)
        )
    };
    match (bits(old), bits(new)) {
        (Some((old_signed, old)), Some((new_signed, new))) => new > old && (new_signed || !old_signed),
        (Some(_), None) => matches!(new, Scalar::F64 | Scalar::Decimal),
        (None, _) => (old == Scalar::F32 && new == Scalar::F64) || (is_text(old) && new == Scalar::String),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_that_hold_more() {
        use Scalar::{Bool, Date, F32, F64, I8, I32, I64, String, U8, U32, U64};
        let wider = [
            (I32, I64),
            (U8, I32),
            (U32, I64),
            (I64, F64),
            (F32, F64),
            (Date, String),
        ];
        for (old, new) in wider {
            assert!(is_wider(old, new), "{old:?} {new:?}");
            assert!(!is_wider(new, old), "{new:?} {old:?}");
        }
        for (old, new) in [(I8, U8), (I64, U64), (U64, I64), (Bool, String), (I32, I32)] {
            assert!(!is_wider(old, new), "{old:?} {new:?}");
        }
    }
}

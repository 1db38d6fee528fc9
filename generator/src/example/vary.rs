//! Which value comes next, where each may be another?

use crate::parse::Schema;
use crate::read::{Node, Number};

/// Texts that forms, URLs and JSON have to write in their own ways.
const WORDS: [&str; 8] = ["plain", "a b", "50%", "x&y=z", "a+b", "\"q\"", "c,d;e", "z/y?x#w"];

/// A die that falls the same way for the same seed and name.
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Chance(hash ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `bound`, which is not 0 (Steele, Lea and Flood, "SplitMix").
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^= word >> 31;
        usize::try_from(word % bound.max(1) as u64).unwrap_or_default()
    }

    pub(crate) fn is_even(&mut self) -> bool {
        self.below(2) == 0
    }

    /// A text that keeps to the bounds of a schema without a pattern or a format.
    pub(super) fn text(&mut self, schema: &Schema) -> String {
        let bound = |length: Option<u64>| length.and_then(|length| usize::try_from(length).ok());
        let least = bound(schema.min_length).unwrap_or(1).min(4096);
        let most = bound(schema.max_length).unwrap_or(usize::MAX);
        let mut text = WORDS[self.below(WORDS.len())].to_owned();
        while text.chars().count() < least {
            text.push_str(WORDS[self.below(WORDS.len())]);
        }
        let text: String = text.chars().take(most).collect();
        // What ends in a space is cut by headers.
        match text.trim().chars().count() < least {
            true => text.replace(' ', "x"),
            false => text.trim().to_owned(),
        }
    }

    /// A number among those that are this one and so many steps more, as far as the schema has them.
    pub(super) fn number(&mut self, schema: &Schema, from: Node) -> Node {
        let Node::Number(number) = &from else { return from };
        let steps = self.below(1000);
        let step = schema.multiple_of.as_ref().map_or(1.0, Number::as_f64);
        let most = [&schema.maximum, &schema.exclusive_maximum].into_iter().flatten();
        let most = most.map(Number::as_f64).fold(f64::INFINITY, f64::min);
        let value = number.as_f64() + steps as f64 * step;
        match number.as_i128() {
            _ if value >= most => from,
            #[expect(clippy::cast_possible_truncation, reason = "it is small")]
            Some(int) if step.fract() == 0.0 => Node::Number(Number::Int(int + steps as i128 * step as i128)),
            Some(_) => from,
            None => Node::Number(Number::Float(value)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_same_seed_falls_the_same_way() {
        let throws = |seed: u64| {
            let mut chance = Chance::new(seed, "name");
            (0..64).map(|_| chance.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(throws(7), throws(7));
        assert_ne!(throws(7), throws(8));
        assert!((0..6).all(|face| throws(7).contains(&face)));
    }
}

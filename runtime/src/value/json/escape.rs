//! Which strings stand in JSON as they are?

/// Whether JSON has nothing to escape in this text: no control character, no quote, no backslash.
#[inline]
pub(crate) const fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut rest, Some(last)) = (bytes, bytes.last_chunk::<8>()) else {
        return is_plain_bytewise(bytes);
    };
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        if !is_plain_word(u64::from_le_bytes(*chunk)) {
            return false;
        }
        rest = after;
    }
    // Overlaps what has been looked at, which is quicker than the rest byte by byte.
    is_plain_word(u64::from_le_bytes(*last))
}

const fn is_plain_bytewise(bytes: &[u8]) -> bool {
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] < b' ' || bytes[index] == b'"' || bytes[index] == b'\\' {
            return false;
        }
        index += 1;
    }
    true
}

/// Looks at eight bytes at once. A byte's high bit stays set below where the byte, not above 0x7f, borrows in a
/// subtraction, that is, where it is smaller than what is subtracted.
#[inline]
const fn is_plain_word(word: u64) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let control = word.wrapping_sub(ONES * b' ' as u64) & !word;
    let quote = word ^ (ONES * b'"' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = word ^ (ONES * b'\\' as u64);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & (ONES * 0x80) == 0
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    /// At every place of texts of every length around a word's, every character of one byte, and some of more.
    #[test]
    fn agrees_with_serde_json() {
        let letters = (0..128)
            .map(char::from)
            .chain(['\u{80}', 'é', '\u{7ff}', '€', '\u{ffff}', '\u{1f600}']);
        for letter in letters {
            for length in 0..18 {
                for place in 0..=length {
                    let text = format!("{}{letter}{}", "a".repeat(place), "é".repeat(length - place));
                    let written = serde_json::to_string(&text).unwrap();
                    assert_eq!(is_plain(&text), written[1..written.len() - 1] == text, "{text:?}");
                }
            }
        }
    }
}

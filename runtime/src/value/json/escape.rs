//! Which strings stand in JSON as they are?

/// Whether JSON has nothing to escape in this text: no control character, no quote, no backslash.
#[inline]
pub(crate) const fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut rest, Some(last)) = (bytes, bytes.last_chunk::<8>()) else {
        return is_plain_short(bytes);
    };
    while let Some((chunk, after)) = rest.split_first_chunk::<8>() {
        if special_bytes(u64::from_le_bytes(*chunk)) != 0 {
            return false;
        }
        rest = after;
    }
    // Overlaps what has been looked at, which is quicker than the rest byte by byte.
    special_bytes(u64::from_le_bytes(*last)) == 0
}

/// As [`is_plain`], for less than eight bytes.
#[inline]
const fn is_plain_short(bytes: &[u8]) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first), u32::from_le_bytes(*last));
        return special_bytes((first as u64) << 32 | last as u64) == 0;
    }
    let mut index = 0;
    while index < bytes.len() {
        if !is_plain_byte(bytes[index]) {
            return false;
        }
        index += 1;
    }
    true
}

/// Where in these bytes, from one of them on, the next is that JSON does not have in a string as it stands: a control
/// character, a quote, or a backslash.
#[inline]
pub(crate) fn plain_until(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(word) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let special = special_bytes(u64::from_le_bytes(*word));
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|&byte| is_plain_byte(byte)) {
        at += 1;
    }
    at
}

const fn is_plain_byte(byte: u8) -> bool {
    byte >= b' ' && byte != b'"' && byte != b'\\'
}

/// Looks at eight bytes at once, for those that are not plain: the first of them has its high bit set, and none before it.
/// A byte's high bit stays set below where the byte, not above 0x7f, borrows in a
/// subtraction, that is, where it is smaller than what is subtracted.
#[inline]
const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let control = word.wrapping_sub(ONES * b' ' as u64) & !word;
    let quote = word ^ (ONES * b'"' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = word ^ (ONES * b'\\' as u64);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & (ONES * 0x80)
}

#[cfg(test)]
mod tests {
    use super::{is_plain, plain_until};

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
                    let end = if is_plain(&text) { text.len() } else { place };
                    assert_eq!(plain_until(text.as_bytes(), 0), end, "{text:?}");
                }
            }
        }
    }
}

//! How do bytes become text and back (RFC 4648, §4)?

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| usize::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let is_padding = position > chunk.len();
            let sextet = group >> (18 - 6 * position) & 63;
            text.push(if is_padding { '=' } else { char::from(ALPHABET[sextet]) });
        }
    }
    text
}

/// The bytes of a text, with or without its padding and in either alphabet (§5 has one for URLs); `None` if there are
/// other letters than those and white space, or too few.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let padded = letters.len() - letters.iter().rev().take_while(|&&byte| byte == b'=').count();
    let mut bytes = Vec::with_capacity(padded / 4 * 3 + 2);
    for chunk in letters[..padded].chunks(4) {
        let mut group = 0;
        for &letter in chunk {
            group = group << 6 | sextet(letter)?;
        }
        let [_, all @ ..] = (group << (6 * (4 - chunk.len()))).to_be_bytes();
        match chunk.len() {
            1 => return None,
            length => bytes.extend_from_slice(&all[..length - 1]),
        }
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_vectors_of_rfc_4648() {
        let table = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in table {
            assert_eq!(super::encode(bytes.as_bytes()), text);
            assert_eq!(super::decode(text).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(
                super::decode(text.trim_end_matches('=')).as_deref(),
                Some(bytes.as_bytes())
            );
        }
    }

    #[test]
    fn texts_that_differ_in_form() {
        assert_eq!(super::decode(" +/8=\n"), Some(vec![0xfb, 0xff]));
        assert_eq!(super::decode("-_8"), Some(vec![0xfb, 0xff]));
        for text in ["A", "AAAAA", "A=AA", "a b!", "ä"] {
            assert_eq!(super::decode(text), None, "{text}");
        }
    }
}

//! Which letters does a name keep that are not ASCII's, and what stands for the others?
//!
//! rustc warns of letters that Unicode has for the sake of older encodings only (UAX #31, table 4; UTS #39, section 3.1), and of
//! an alphabet of which a crate has no letter but such as look like Latin ones (UTS #39, section 4). The first become what they
//! stand for. Cyrillic and Greek are written in Latin letters. What is left is kept where an alphabet is known to be free of
//! what rustc warns of.

use std::borrow::Cow;

/// The name with plain letters in place of those that have them.
pub(super) fn plain(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let is_greek = |c: char| greek(small(c)).is_some();
    // A letter by itself is a symbol, which is called by its name.
    let is_symbol = name.chars().filter(|&c| is_greek(c)).count() == 1;
    let mut plain = String::with_capacity(name.len());
    for c in name.chars() {
        let greek = greek(small(c));
        if let (Some((word, _)), true) = (greek, is_symbol) {
            let word = cased(word, c.is_uppercase());
            plain.extend(["_", &word, "_"]);
            continue;
        }
        let latin = compatible(c).or(greek.map(|(_, letters)| letters));
        match latin.or_else(|| cyrillic(small(c))) {
            Some(letters) => plain.push_str(&cased(letters, c.is_uppercase())),
            None => plain.push(from_full_width(c)),
        }
    }
    Cow::Owned(plain)
}

/// Letters with a capital at their beginning, if they stand for one.
fn cased(letters: &str, is_capital: bool) -> String {
    let mut rest = letters.chars();
    let first = rest.next().filter(|_| is_capital);
    match first {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => letters.to_owned(),
    }
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Letters that are others in disguise.
fn compatible(c: char) -> Option<&'static str> {
    Some(match c {
        'ª' => "a",
        'º' => "o",
        // The prefix of units, which is written so without it: `ug`.
        'µ' => "u",
        'ĳ' | 'Ĳ' => "ij",
        'ŀ' | 'Ŀ' => "l",
        'ŉ' => "n",
        'ſ' => "s",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        // The signs of ohm, kelvin and angstrom, each of which has a letter that looks the same.
        '\u{2126}' => "ohm",
        '\u{212a}' => "k",
        '\u{212b}' => "å",
        _ => return None,
    })
}

/// The forms of ASCII's letters and digits that are as wide as Chinese ones (U+FF10 to U+FF5A).
fn from_full_width(c: char) -> char {
    let plain = u32::from(c).checked_sub(0xfee0).and_then(char::from_u32);
    plain.filter(char::is_ascii_alphanumeric).unwrap_or(c)
}

/// What a small Greek letter is called, and what is written for it in a word.
fn greek(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        'α' | 'ά' => ("alpha", "a"),
        'β' => ("beta", "v"),
        'γ' => ("gamma", "g"),
        'δ' => ("delta", "d"),
        'ε' | 'έ' => ("epsilon", "e"),
        'ζ' => ("zeta", "z"),
        'η' | 'ή' => ("eta", "i"),
        'θ' => ("theta", "th"),
        'ι' | 'ί' | 'ϊ' | 'ΐ' => ("iota", "i"),
        'κ' => ("kappa", "k"),
        'λ' => ("lambda", "l"),
        'μ' => ("mu", "m"),
        'ν' => ("nu", "n"),
        'ξ' => ("xi", "x"),
        'ο' | 'ό' => ("omicron", "o"),
        'π' => ("pi", "p"),
        'ρ' => ("rho", "r"),
        'σ' | 'ς' => ("sigma", "s"),
        'τ' => ("tau", "t"),
        'υ' | 'ύ' | 'ϋ' | 'ΰ' => ("upsilon", "y"),
        'φ' => ("phi", "f"),
        'χ' => ("chi", "ch"),
        'ψ' => ("psi", "ps"),
        'ω' | 'ώ' => ("omega", "o"),
        _ => return None,
    })
}

/// What is written for a small Cyrillic letter.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'ђ' => "dj",
        'ѓ' => "gj",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'ѕ' => "dz",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' => "y",
        'ј' => "j",
        'к' => "k",
        'л' => "l",
        'љ' => "lj",
        'м' => "m",
        'н' => "n",
        'њ' => "nj",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'ћ' => "c",
        'ќ' => "kj",
        'у' => "u",
        'ў' => "w",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'џ' => "dz",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ы' => "y",
        'ю' => "yu",
        'я' => "ya",
        _ => return None,
    })
}

/// Whether a letter or a mark that is not ASCII's stays, where Rust has it in identifiers.
pub(super) fn is_kept(c: char) -> bool {
    matches!(c,
        // Latin, as it is written in Europe and Vietnam.
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž'
        | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' | '\u{1ea0}'..='\u{1ef9}'
        // Armenian, Hebrew, Arabic, Devanagari, Thai, Georgian.
        | '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{63f}' | '\u{641}'..='\u{652}' | '\u{67e}' | '\u{686}' | '\u{698}' | '\u{6a9}' | '\u{6af}' | '\u{6cc}'
        | '\u{901}'..='\u{94d}' | '\u{e01}'..='\u{e32}' | '\u{e34}'..='\u{e4e}' | '\u{10d0}'..='\u{10f0}'
        // Japanese, Chinese, Korean.
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{3005}' | '\u{3006}' | '\u{30fc}'
        | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::{is_kept, plain};

    #[test]
    fn letters_that_have_a_plain_form_become_it() {
        let table = [
            ("µg", "ug"),
            ("nº", "no"),
            ("1ª", "1a"),
            ("ﬁeld", "field"),
            ("Ａb９", "Ab9"),
            ("\u{212b}", "Å"),
            ("Δt", "_Delta_t"),
            ("β", "_beta_"),
            ("όνομα", "onoma"),
            ("имяПоля", "imyaPolya"),
            ("\u{441}ity", "sity"),
            ("größe", "größe"),
            ("名前", "名前"),
        ];
        for (name, expected) in table {
            assert_eq!(plain(name), expected, "{name:?}");
        }
    }

    #[test]
    fn what_is_kept_is_of_an_alphabet_and_composed() {
        assert!("äßšœıłưșאبगไკあカ名한".chars().all(is_kept));
        // Greek and Cyrillic are written otherwise; the rest is for compatibility, or a mark by itself.
        assert!(!"αяªﬁŀ×÷\u{301}\u{200d}ⅷ㎏ｱ𝐀".chars().any(is_kept));
    }
}

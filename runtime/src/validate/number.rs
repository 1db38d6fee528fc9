//! How does a number compare with a bound or a divisor, to the last digit?

use std::cmp::Ordering;

use crate::value::decimal::Decimal;

/// How much longer than its digits a number may be before it is held to be none that anybody means.
const MAX_ZEROS: i64 = 10_000;

/// How two numbers of JSON compare; `None` if one is none.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a, b): (Decimal, Decimal) = (a.parse().ok()?, b.parse().ok()?);
    Some(a.cmp(&b))
}

/// Whether a number is an integer times another one (JSON Schema, Validation §6.2.1); `None` if that cannot be told.
pub(super) fn is_multiple(number: &str, of: &str) -> Option<bool> {
    let (digits, exponent) = parts(number)?;
    let (divisor, divisor_exponent) = parts(of)?;
    let divisor: u128 = divisor.parse().ok()?;
    if divisor == 0 || divisor > u128::MAX / 16 {
        return None;
    }
    if digits == "0" {
        return Some(true);
    }
    let zeros = exponent.checked_sub(divisor_exponent)?;
    if zeros > MAX_ZEROS {
        return None;
    }
    // The digits do not end in zero, so no power of ten divides them.
    let Ok(zeros) = usize::try_from(zeros) else {
        return Some(false);
    };
    let digits = digits.bytes().map(|digit| u128::from(digit - b'0'));
    let all = digits.chain(std::iter::repeat_n(0, zeros));
    Some(all.fold(0, |rest, digit| (rest * 10 + digit) % divisor) == 0)
}

/// The digits of a number, which end in another than zero, and the power of ten that they are multiplied by.
fn parts(text: &str) -> Option<(String, i64)> {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let exponent = exponent
        .parse::<i64>()
        .ok()?
        .checked_sub(i64::try_from(fraction.len()).ok()?)?;
    let telling = digits.trim_end_matches('0');
    if telling.is_empty() {
        return Some(("0".to_owned(), 0));
    }
    let cut = i64::try_from(digits.len() - telling.len()).ok()?;
    Some((telling.to_owned(), exponent.checked_add(cut)?))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{compare, is_multiple};

    #[test]
    fn numbers_compare_to_the_last_digit() {
        for (a, b, order) in [
            ("9007199254740993", "9007199254740992", Greater),
            ("0.30000000000000004", "0.3", Greater),
            ("1e2", "100.0", Equal),
            ("-1", "-0.5", Less),
            (
                "123456789012345678901234567890.1",
                "123456789012345678901234567890.2",
                Less,
            ),
        ] {
            assert_eq!(compare(a, b), Some(order), "{a} and {b}");
        }
        assert_eq!(compare("x", "1"), None);
    }

    #[test]
    fn multiples_are_exact() {
        for (number, of, is) in [
            ("0", "7", true),
            ("0.3", "0.1", true),
            ("0.35", "0.1", false),
            ("19.99", "0.01", true),
            ("-6", "3", true),
            ("7", "2", false),
            ("1e3", "8", true),
            ("1e308", "0.123456789", false),
            ("4.50", "1.5", true),
            ("9007199254740993", "2", false),
            ("10", "20", false),
            ("5", "0.5e1", true),
        ] {
            assert_eq!(is_multiple(number, of), Some(is), "{number} of {of}");
        }
        for (number, of) in [("1", "0"), ("1", "x"), ("1e99999999", "7")] {
            assert_eq!(is_multiple(number, of), None, "{number} of {of}");
        }
    }
}

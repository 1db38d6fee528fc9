//! Which word was meant?

/// The one of `known` that `word` is most likely a slip of.
pub(crate) fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // Long keys are no slips of a name.
    if word.len() > 100 {
        return None;
    }
    let allowed = (word.chars().count() / 3).clamp(1, 3);
    known
        .filter(|known| known.len().abs_diff(word.len()) <= 2 * allowed)
        .map(|known| (distance(word, known), known))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, known)| known)
}

/// How many characters are to be put in, left out or changed, without regard to case.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised() {
        let known = ["operationId", "parameters", "responses"];
        assert_eq!(nearest("operationID", known.into_iter()), Some("operationId"));
        assert_eq!(nearest("paramters", known.into_iter()), Some("parameters"));
        assert_eq!(nearest("summary", known.into_iter()), None);
    }
}

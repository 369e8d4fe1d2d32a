//! How alike two strings are, by strsim.

/// Likeness of two strings from 0 to 1: one less the share of the longer one's characters that would
/// have to be edited (Damerau-Levenshtein with adjacent transpositions). Meant for words and names;
/// the cost grows with the product of the lengths.
pub fn similarity(a: &str, b: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(a, b)
}

/// How many letters would have to be edited, two neighbours that changed places counting as one.
pub fn edits(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(a, b)
}

/// The candidate most like `word`, where one is alike enough to be what was meant ("did you mean").
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate));
    scored
        .filter(|&(score, _)| score >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, best)| best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_finds_the_name_that_was_meant() {
        let names = ["number-mismatch", "name-mismatch", "artifact"];
        assert_eq!(closest("number-mismach", names), Some("number-mismatch"));
        assert_eq!(closest("zzz", names), None);
    }
}

//! Whether two words are forms of one: by the letters with which they begin, in any language.

use crate::text::fold;

/// The words of a term, folded, without numbers.
pub(super) fn words(term: &str) -> Vec<String> {
    let folded = fold(term);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic));
    words.map(str::to_owned).collect()
}

/// Whether two words begin alike: `grasp` and `grasping`, `comprender` and `compresiones`.
pub(super) fn akin(one: &str, other: &str) -> bool {
    let shared = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let shorter = one.chars().count().min(other.chars().count());
    one == other || (shared > 3 && shared * 10 >= shorter * 6)
}

/// Whether two terms have a word in common, in any form.
pub(super) fn share_a_word(one: &[String], other: &[String]) -> bool {
    one.iter().any(|a| other.iter().any(|b| akin(a, b)))
}

//! Boundaries inside a sentence of UAX #29. It has no rule for the ellipsis sign, and it lets a sentence
//! go on before anything whose first letter is small: `… in 2023. 18 of them …`, `… house. "it …`.

use super::token::{
    first_word, is_closing, is_initial, is_opening, is_plain_word, last_token, two_last_tokens,
};
use super::words::Words;

/// Calls `found` for each boundary that UAX #29 has missed between `from` and `to`.
pub(super) fn boundaries(
    passage: &str,
    from: usize,
    to: usize,
    words: &Words,
    mut found: impl FnMut(usize),
) {
    let sentence = passage.get(from..to).unwrap_or_default();
    // The sign has a first byte that others have too.
    for at in memchr::memchr2_iter(b'.', 0xe2, sentence.as_bytes()) {
        let marks = sentence.get(at..).unwrap_or_default();
        let end = match marks.chars().next() {
            Some(mark @ ('.' | '…')) => at + mark.len_utf8(),
            _ => continue,
        };
        let rest = sentence.get(end..).unwrap_or_default();
        let after = rest.trim_start_matches(is_closing);
        let next = after.trim_start();
        if next.is_empty() || next.len() == after.len() {
            continue;
        }
        let core = sentence.get(..end).unwrap_or_default();
        if ends_here(core, next, after.len() == rest.len(), words) {
            found(to - next.len());
        }
    }
}

/// Whether a sentence ends between `core`, with its mark, and `next`; `bare` tells that the mark is not
/// followed by a closing one.
fn ends_here(core: &str, next: &str, bare: bool, words: &Words) -> bool {
    let Some(first) = next.chars().next() else {
        return false;
    };
    if core.ends_with('…') {
        return first.is_uppercase();
    }
    let token = last_token(core);
    let known = words.role(token).is_some() || words.role(two_last_tokens(core)).is_some();
    if core.ends_with("..") || known || is_initial(token) {
        return false;
    }
    // Without a pack any short word may be an abbreviation.
    let letters = if words.is_empty() { 5 } else { 3 };
    if first.is_lowercase() {
        return bare && is_plain_word(token, 4) && words.is_starter(first_word(next));
    }
    if first.is_ascii_digit() {
        return is_plain_word(token, letters) || !bare || is_closed_number(token);
    }
    let opens = is_opening(first) && next.chars().nth(1).is_some_and(char::is_lowercase);
    opens && first != '(' && first != '[' && is_plain_word(token, letters)
}

/// A year or a percentage: not the label of a list and not the first half of `28. 000`.
fn is_closed_number(token: &str) -> bool {
    let number = token.trim_end_matches('.');
    let year = number.bytes().rev().take_while(u8::is_ascii_digit).count() == 4;
    year || number.ends_with('%')
}

//! The tokens around a possible boundary.

/// How far back a token before a boundary is looked for, in bytes.
const REACH: usize = 64;

/// The token that ends the text, without opening marks.
pub(super) fn last_token(text: &str) -> &str {
    let token = tail(text)
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    token.trim_start_matches(is_opening)
}

/// The last two tokens of the text, for abbreviations of two words.
pub(super) fn two_last_tokens(text: &str) -> &str {
    let tail = tail(text);
    let mut spaces = tail.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let Some((at, c)) = spaces.nth(1) else {
        return tail;
    };
    tail.get(at + c.len_utf8()..)
        .unwrap_or_default()
        .trim_start_matches(is_opening)
}

fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

/// The first word of a text, with its apostrophes.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Marks that open a quotation or a bracket.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '“' | '‘' | '«' | '‹' | '„' | '(' | '[' | '{' | '¿' | '¡' | '「' | '『'
    )
}

/// Marks that close one, or that close emphasis.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '}' | '」' | '』' | '）' | '*' | '_'
    )
}

/// Whether a token before its mark is a word of lower-case letters, and not an address, a code or a name.
pub(super) fn is_plain_word(token: &str, letters: usize) -> bool {
    let word = token.trim_end_matches(['.', '?', '!', '…']);
    word.chars().all(char::is_alphabetic)
        && word.starts_with(char::is_lowercase)
        && word.chars().count() >= letters
}

/// A capital and its point: `J.`
pub(super) fn is_initial(token: &str) -> bool {
    let mut chars = token.chars();
    matches!((chars.next(), chars.next(), chars.next()), (Some(letter), Some('.'), None) if letter.is_uppercase())
}

/// Whether a text begins with a number or a document code: `12-HD/BTCTW`, `IV`.
pub(super) fn is_number_or_code(after: &str) -> bool {
    let token = after.split_whitespace().next().unwrap_or_default();
    let roman = |c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '.' | ',' | ')');
    token.chars().any(|c| c.is_ascii_digit()) || (token.len() <= 6 && token.chars().all(roman))
}

//! Whether a boundary that UAX #29 proposes is one.

use super::list;
use super::token::{
    first_word, is_closing, is_initial, is_number_or_code, is_plain_word, last_token,
    two_last_tokens,
};
use super::words::{Role, Words};

/// Whether the boundary at `at` ends the segment that began at `start`.
pub(super) fn holds(passage: &str, start: usize, at: usize, words: &Words) -> bool {
    let before = passage.get(start..at).unwrap_or_default();
    let after = passage.get(at..).unwrap_or_default().trim_start();
    if before.ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        return true;
    }
    let spaced = before.ends_with(char::is_whitespace);
    let before = before.trim_end();
    let core = before.trim_end_matches(is_closing);
    let (Some(mark), Some(next)) = (core.chars().next_back(), after.chars().next()) else {
        return false;
    };
    if list::is_label(before) || list::ends_in_next_label(before) || cannot_begin(after, next) {
        return false;
    }
    let quoted = core.len() < before.len();
    match mark {
        '.' | '?' | '!' if !spaced => !next.is_lowercase() && is_plain_word(last_token(core), 2),
        '.' if quoted => !is_cut_mark(core) && !next.is_lowercase(),
        '.' => stop_holds(core, after, next, words),
        '?' | '!' => !next.is_lowercase() || (!quoted && !is_name_with_mark(core)),
        _ => true,
    }
}

/// A full stop with a space after it.
fn stop_holds(core: &str, after: &str, next: char, words: &Words) -> bool {
    let token = last_token(core);
    if words.is_part(token, after) || is_spaced_ellipsis(core) {
        return false;
    }
    let word = first_word(after);
    let role = words
        .role(two_last_tokens(core))
        .or_else(|| words.role(token));
    match role {
        Some(Role::GoesOn) => false,
        Some(Role::BeforeNumber) if is_number_or_code(after) => false,
        // `5 p.m. ET`, `7 p.m. Saturday`: the time goes on.
        Some(Role::HalfDay) => {
            words.is_starter(word)
                || !(next.is_lowercase()
                    || next.is_numeric()
                    || is_acronym(word)
                    || words.is_date_word(word))
        }
        // Written small (`etc.`) it ends a sentence before any capital; `U.S.` often stands before a name.
        Some(Role::MayEnd) => {
            words.is_starter(word)
                || !next.is_alphanumeric()
                || token.starts_with(char::is_lowercase)
        }
        _ if is_initial(token) => ends_after_initial(after, word, words),
        Some(Role::BeforeNumber) => true,
        None if next.is_numeric() => !["º.", "°.", "ª."].iter().any(|sign| core.ends_with(sign)),
        None => !is_day_of_month(token, word, words),
    }
}

/// Whether what follows cannot begin a sentence.
fn cannot_begin(after: &str, next: char) -> bool {
    let second = after.chars().nth(1);
    match next {
        ',' | ';' | ':' | ')' | ']' | '}' | '”' | '’' | '»' | '%' => true,
        // A straight mark with nothing to open closes.
        '"' | '\'' => {
            second.is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')'))
        }
        '/' => second.is_none_or(char::is_whitespace),
        _ => false,
    }
}

/// `[...]`: something was left out, and the sentence goes on.
fn is_cut_mark(core: &str) -> bool {
    core.ends_with("[...") || core.ends_with("(...")
}

/// `. . .`, three points and no more: a pause. A fourth is the full stop.
fn is_spaced_ellipsis(core: &str) -> bool {
    core.ends_with(" . . .") && !core.ends_with(". . . .")
}

/// A sentence may end in a capital letter (`vitamin C.`), but mostly a name goes on after it.
fn ends_after_initial(after: &str, word: &str, words: &Words) -> bool {
    let another = is_initial(after.split_whitespace().next().unwrap_or_default());
    let letter = after.starts_with(char::is_alphabetic);
    !another && (words.is_starter(word) || !letter)
}

fn is_acronym(word: &str) -> bool {
    word.chars().count() <= 5 && word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// `3. Oktober`, the ordinals of German, Danish or Czech.
fn is_day_of_month(token: &str, word: &str, words: &Words) -> bool {
    let day = token.trim_end_matches('.');
    (1..=2).contains(&day.len())
        && day.bytes().all(|b| b.is_ascii_digit())
        && words.is_date_word(word)
}

/// A name that is written with a mark (`Yahoo!`) begins with a capital and stands inside a sentence.
fn is_name_with_mark(core: &str) -> bool {
    let token = last_token(core);
    token.ends_with('!') && token.starts_with(char::is_uppercase) && token.len() < core.trim().len()
}

//! Whether a boundary that UAX #29 proposes is one, and boundaries that it does not propose.

use super::words::{Role, Words};

/// How far back a token before a boundary is looked for, in bytes.
const REACH: usize = 64;

/// Whether the boundary at `at` ends the segment that began at `start`.
pub(super) fn holds(passage: &str, start: usize, at: usize, words: &Words) -> bool {
    let before = passage.get(start..at).unwrap_or_default();
    let after = passage.get(at..).unwrap_or_default();
    if before.ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        return true;
    }
    let spaced = before.ends_with(char::is_whitespace);
    let before = before.trim_end();
    let after = after.trim_start();
    let Some(next) = after.chars().next() else {
        return true;
    };
    let core = before.trim_end_matches(is_closing);
    let quoted = core.len() < before.len();
    let Some(mark) = core.chars().next_back() else {
        return false;
    };
    if is_only_a_label(before) || goes_on_with(after, next) {
        return false;
    }
    match mark {
        '.' => {
            !quoted && stop_holds(core, after, next, spaced, words)
                || quoted && after_closing(core, before, next)
        }
        '?' | '!' => {
            spaced && !(next.is_lowercase() && quoted)
                || is_cjk_mark(mark)
                || !spaced && !next.is_lowercase() && in_prose(core)
        }
        _ => true,
    }
}

/// A full stop with nothing between it and the space after it.
fn stop_holds(core: &str, after: &str, next: char, spaced: bool, words: &Words) -> bool {
    let token = last_token(core);
    if !spaced {
        return in_prose(core);
    }
    if words.is_part(token, after) {
        return false;
    }
    let word = first_word(after);
    let starts = words.is_starter(word);
    let role = words
        .role(two_last_tokens(core))
        .or_else(|| words.role(token));
    match role {
        Some(Role::GoesOn) => false,
        Some(Role::BeforeNumber) => !is_number_or_code(after),
        Some(Role::HalfDay) => next.is_uppercase() || !next.is_alphanumeric(),
        Some(Role::MayEnd) => {
            starts || !(next.is_alphanumeric() && core.ends_with(is_capital_dot(token)))
        }
        None => !is_initial(token) || starts || !next.is_alphabetic(),
    }
}

/// `"…"` for `ends_with`: the token itself where it is written in capitals (`U.S.`), else nothing that fits.
fn is_capital_dot(token: &str) -> &str {
    if token.chars().next().is_some_and(char::is_uppercase) {
        token
    } else {
        "\u{0}"
    }
}

/// A full stop before a closing mark: `(…) and`, `[...] The`.
fn after_closing(core: &str, before: &str, next: char) -> bool {
    let bracketed_dots = before.ends_with([']', ')'])
        && core.ends_with("...")
        && core.trim_end_matches('.').ends_with(['[', '(']);
    !bracketed_dots && !next.is_lowercase()
}

/// Whether what follows cannot begin a sentence.
fn goes_on_with(after: &str, next: char) -> bool {
    if matches!(
        next,
        ',' | ';' | ':' | ')' | ']' | '}' | '”' | '’' | '»' | '%'
    ) {
        return true;
    }
    // A straight mark with nothing to open closes.
    matches!(next, '"' | '\'')
        && after
            .chars()
            .nth(1)
            .is_none_or(|c| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ')'))
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '」' | '』' | '）' | '›' | '*' | '_'
    )
}

fn is_cjk_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡')
}

/// Whether all that stands before the boundary is the label of a list item: `1.`, `a)`, `•`, `IV.`.
fn is_only_a_label(before: &str) -> bool {
    let label = before
        .trim_start_matches(['•', '⁃', '-', '–', '*', '(', ' '])
        .trim_end_matches(['.', ')', ' ']);
    let digits = label.len() <= 4 && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    let roman = label.len() <= 5 && label.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    before.len() < 12 && (digits || letter || roman)
}

fn is_initial(token: &str) -> bool {
    let mut chars = token.chars();
    matches!((chars.next(), chars.next(), chars.next()), (Some(letter), Some('.'), None) if letter.is_uppercase())
}

fn is_number_or_code(after: &str) -> bool {
    let token = after.split_whitespace().next().unwrap_or_default();
    token.chars().any(|c| c.is_ascii_digit())
        || (token.len() <= 6
            && token
                .chars()
                .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '.' | ',' | ')')))
}

/// Whether the token that a mark without a space after it ends is a word, and not an address or a code.
fn in_prose(core: &str) -> bool {
    let token = last_token(core).trim_end_matches(['.', '?', '!']);
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 2
        && letters == token.chars().count()
        && token.chars().next().is_some_and(char::is_lowercase)
}

/// The token that ends the text, without opening marks.
fn last_token(text: &str) -> &str {
    let tail = tail(text);
    let token = tail.rsplit(char::is_whitespace).next().unwrap_or_default();
    token.trim_start_matches(|c: char| {
        matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '«' | '¿' | '¡')
    })
}

fn two_last_tokens(text: &str) -> &str {
    let tail = tail(text);
    let mut spaces = tail.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let Some((at, c)) = spaces.nth(1) else {
        return tail;
    };
    tail.get(at + c.len_utf8()..).unwrap_or_default()
}

fn tail(text: &str) -> &str {
    text.get(text.floor_char_boundary(text.len().saturating_sub(REACH))..)
        .unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .next()
        .unwrap_or_default()
}

/// Boundaries inside a sentence of UAX #29, which has no rule for the ellipsis sign.
pub(super) fn added(passage: &str, from: usize, to: usize, mut found: impl FnMut(usize)) {
    let sentence = passage.get(from..to).unwrap_or_default();
    if !sentence.contains('…') {
        return;
    }
    for (at, mark) in sentence.match_indices('…') {
        let rest = sentence.get(at + mark.len()..).unwrap_or_default();
        let after = rest.trim_start_matches(is_closing);
        let spaces = after.len() - after.trim_start().len();
        if spaces > 0
            && after
                .trim_start()
                .chars()
                .next()
                .is_some_and(char::is_uppercase)
        {
            found(to - after.len() + spaces);
        }
    }
}

//! What an acronym stands for, where the text says so: `People's Self-Management Group (NDTQ)`,
//! `NDTQ (nhân dân tự quản)`, `grupos populares autónomos (NDTQ)`.
//!
//! The words whose initials are the acronym's letters are surest. Where a translator kept the foreign
//! letters, none are: then the words next to the bracket count, as far back as they hang together.

use smallvec::{SmallVec, smallvec};

use super::BlockText;
use super::lexis::Entry;
use super::tokens::{Case, Tokens};
use super::value::Acronym;
use crate::text::fold;

/// The expansion of the acronym that stands in tokens `at..end`.
pub(super) fn expansion(
    block: &BlockText<'_>,
    at: usize,
    end: usize,
    acronym: &Acronym,
) -> Option<String> {
    let tokens = &block.tokens;
    let opens = |at: usize| tokens.is_sign(at, '(');
    let letters = || -> Vec<char> {
        let folded = fold(&acronym.letters);
        folded.chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let range = if at > 0 && opens(at - 1) && closes(tokens, end) {
        let by_words = || {
            acronym
                .known
                .is_none()
                .then(|| words_before(tokens, at - 1))
                .flatten()
        };
        by_initials(tokens, at - 1, &letters()).or_else(by_words)
    } else if opens(end) {
        inside(tokens, end + 1, &letters())
    } else if tokens.is_sign(end, ')') {
        (at.saturating_sub(5)..at)
            .rev()
            .find(|&at| opens(at))
            .and_then(|bracket| by_initials(tokens, bracket, &letters()))
    } else {
        None
    };
    range.map(|(from, to)| tokens.span(from, to).of(block.text).to_owned())
}

fn closes(tokens: &Tokens, at: usize) -> bool {
    tokens
        .sign(at)
        .is_some_and(|sign| matches!(sign, ')' | ',' | ';'))
}

/// The words right before `end` whose initials are the letters.
fn by_initials(tokens: &Tokens, end: usize, letters: &[char]) -> Option<(usize, usize)> {
    let farthest = end.saturating_sub(3 * letters.len() + 4);
    let stop = (farthest..end)
        .rev()
        .find(|&at| ends_phrase(tokens, at))
        .map_or(farthest, |stop| stop + 1);
    (stop..end)
        .rev()
        .find(|&from| spells(tokens, from, end, letters))
        .map(|from| (from, end))
}

/// The words of the bracket that opens before `from`, where their initials are the letters.
fn inside(tokens: &Tokens, from: usize, letters: &[char]) -> Option<(usize, usize)> {
    let end = (from..from + 3 * letters.len() + 4).find(|&at| ends_phrase(tokens, at))?;
    (from..end)
        .take(3)
        .find(|&from| spells(tokens, from, end, letters))
        .map(|from| (from, end))
}

/// Whether the initials of `from..end` spell the letters; only small words may be passed over.
fn spells(tokens: &Tokens, from: usize, end: usize, letters: &[char]) -> bool {
    // How many letters the words so far may have spelled: a small word gives its own or none.
    let mut spelled: SmallVec<[bool; 16]> = smallvec![false; letters.len() + 1];
    spelled[0] = true;
    for at in (from..end).filter(|&at| tokens.is_word(at)) {
        let initial = initial(tokens.lower(at));
        let passed = at != from && (is_small(tokens, at) || tokens.lower(at) == "s");
        for letter in (0..letters.len()).rev() {
            spelled[letter + 1] = spelled[letter + 1] && passed
                || spelled[letter] && Some(letters[letter]) == initial;
        }
        spelled[0] &= passed;
    }
    letters.len() > 1 && spelled[letters.len()]
}

fn initial(word: &str) -> Option<char> {
    let first = word.chars().next()?;
    if first.is_ascii() {
        Some(first)
    } else {
        fold(first.encode_utf8(&mut [0; 4])).chars().next()
    }
}

/// A word that acronyms leave out.
fn is_small(tokens: &Tokens, at: usize) -> bool {
    tokens[at].case == Case::Lower
        && tokens
            .find(at, |entry| {
                matches!(entry, Entry::Particle | Entry::FunctionWord).then_some(())
            })
            .is_some()
}

/// The words before a bracket that hang together: a run with capitals, or else up to five plain words.
fn words_before(tokens: &Tokens, bracket: usize) -> Option<(usize, usize)> {
    let capital =
        |at: usize| tokens.is_word(at) && matches!(tokens[at].case, Case::Title | Case::Mixed);
    let last = bracket.checked_sub(1)?;
    let mut from = bracket;
    if capital(last) {
        for at in (bracket.saturating_sub(12)..bracket).rev() {
            let sign = tokens.is_sign(at, '\'') || tokens.is_sign(at, '-');
            let joins = tokens.glued(at) && (sign || tokens.lower(at) == "s");
            if capital(at) {
                from = at;
            } else if !(joins
                || tokens
                    .find(at, |entry| (entry == Entry::Particle).then_some(()))
                    .is_some())
            {
                break;
            }
        }
    } else {
        let plain = |at: usize| {
            tokens.is_word(at) && tokens[at].case != Case::Upper && !is_small(tokens, at)
        };
        from = (bracket.saturating_sub(5)..bracket)
            .rev()
            .take_while(|&at| plain(at))
            .last()?;
    }
    (bracket - from > 1).then_some((from, bracket))
}

fn ends_phrase(tokens: &Tokens, at: usize) -> bool {
    tokens.is_digits(at)
        || tokens
            .sign(at)
            .is_some_and(|sign| !matches!(sign, '\'' | '-' | '–' | '&' | ',' | '"' | '“' | '”'))
}

#[cfg(test)]
mod tests {
    use crate::facts::{Acronym, BlockText, Fact, Value};

    fn expansions(language: &str, text: &str) -> Vec<Option<String>> {
        let mut found = Vec::new();
        crate::facts::acronym::extract(&BlockText::of(language, text), &mut found);
        let expansion = |fact: Fact| match fact.value {
            Value::Acronym(Acronym { expansion, .. }) => expansion,
            other => panic!("{other:?}"),
        };
        found.into_iter().map(expansion).collect()
    }

    fn expands(language: &str, text: &str, to: &str) {
        assert_eq!(expansions(language, text), [Some(to.to_owned())], "{text}");
    }

    #[test]
    fn initials_tell_how_far_back_the_long_form_goes() {
        expands(
            "en",
            "a Member of the Welsh Parliament (MWP) said",
            "Member of the Welsh Parliament",
        );
        expands(
            "vi",
            "tham gia tổ nhân dân tự quản (NDTQ) ở ấp",
            "nhân dân tự quản",
        );
        expands("vi", "NDTQ (nhân dân tự quản) là", "nhân dân tự quản");
        expands(
            "es",
            "el Fondo de Desarrollo Rural (FDR, por sus siglas)",
            "Fondo de Desarrollo Rural",
        );
    }

    #[test]
    fn kept_letters_stand_for_the_words_beside_the_bracket() {
        expands(
            "en",
            "supporting the People's Self-Management Group (NDTQ) have",
            "People's Self-Management Group",
        );
        expands(
            "es",
            "apoyo a los grupos populares autónomos (NDTQ) han",
            "grupos populares autónomos",
        );
        expands(
            "en",
            "absent from the Party cell (CB) activities",
            "Party cell",
        );
    }

    #[test]
    fn a_bracket_with_something_else_expands_nothing() {
        for (language, text) in [
            ("en", "the NDTQ group (see below)"),
            ("en", "said Smith (XYZ)"),
            ("es", "En 2022 (NDTQ) hubo"),
            ("vi", "tổ NDTQ (Châu Thành)"),
            ("en", "NDTQ"),
        ] {
            assert_eq!(expansions(language, text), [None], "{text}");
        }
    }
}

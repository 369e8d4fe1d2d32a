//! Codes: what an authority or a maker numbered with letters and digits (`1524-QĐ/HU`, `COVID-19`,
//! `A320`), and identifiers with underscores.
//!
//! A code is a run of words and digits with nothing but `-`, `/`, `.` or `_` between them. Numbers with
//! something attached (`5km`, `1980s`, `9th`, `10h30`, `18-year-old`) are values and stay so: a code
//! has capitals. The value is folded, with one kind of dash.

use super::lexis::{Entry, Match};
use super::tokens::{Case, Gap, Tokens};
use super::{BlockText, Fact, Spelling, Value};
use crate::text::{Span, fold_into};

/// Letters that between digits make a time, a length or a size and no code: `10H30`, `1M80`, `4X100`.
const BETWEEN_DIGITS: [&str; 4] = ["h", "m", "x", "e"];

/// The codes of a block.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let tokens = &block.tokens;
    let mut at = 0;
    while at < tokens.len() {
        let end = run_end(tokens, at);
        if end > at + 1
            && let Some((from, to)) = code_in(block, at, end)
        {
            let span = without_plural(block.text, tokens, from, to);
            found.push(Fact {
                span,
                value: Value::Code(canonical(span.of(block.text))),
                spelling: Spelling::Mixed,
            });
        }
        at = end.max(at + 1);
    }
}

/// The form in which codes are compared.
fn canonical(code: &str) -> String {
    let mut folded = String::with_capacity(code.len());
    fold_into(code, &mut folded);
    if folded.contains(|c: char| !c.is_ascii() || c.is_whitespace()) {
        folded = folded
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if is_dash(c) { '-' } else { c })
            .collect();
    }
    folded
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The end of the run of words and digits that begins at `at`; `at` itself where none does.
fn run_end(tokens: &Tokens, at: usize) -> usize {
    let is_part = |at: usize| tokens.is_word(at) || tokens.is_digits(at);
    if !is_part(at) {
        return at;
    }
    let mut end = at + 1;
    while end < tokens.len() && tokens.glued(end) {
        let connects = tokens
            .sign(end)
            .is_some_and(|sign| matches!(sign, '-' | '–' | '/' | '.' | '_'));
        if is_part(end) {
            end += 1;
        } else if connects
            && tokens.glued(end + 1)
            && is_part(end + 1)
            && !opens_sentence(tokens, end)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether a point ends a sentence and only the space behind it was forgotten: `…-2.Studies show`.
fn opens_sentence(tokens: &Tokens, at: usize) -> bool {
    let word = at + 1;
    tokens.is_sign(at, '.')
        && tokens.is_digits(at - 1)
        && tokens[word].case == Case::Title
        && tokens.lower(word).len() > 3
        && !tokens.glued(word + 1)
}

/// The code in a run, as a range of tokens.
fn code_in(block: &BlockText<'_>, from: usize, end: usize) -> Option<(usize, usize)> {
    let tokens = &block.tokens;
    let digits = (from..end).filter(|&at| tokens.is_digits(at)).count();
    let words = (from..end).filter(|&at| tokens.is_word(at)).count();
    if (from..end).any(|at| tokens.is_sign(at, '_')) {
        return (words > 0).then_some((from, end));
    }
    if words == 0 {
        return is_book_number(tokens, from, end).then_some((from, end));
    }
    if digits == 0 {
        return numbered_before(tokens, from, end);
    }
    // `$A1` and `@user1` are handles and sums; `5:30PM` and `1,5M` are parts of values.
    let before = from
        .checked_sub(1)
        .filter(|_| tokens.glued(from))
        .and_then(|before| tokens.sign(before));
    // `40 °C–30 °C`: a unit and the next amount.
    if before.is_some_and(|sign| matches!(sign, '°' | 'º')) {
        return None;
    }
    if before.is_some_and(|sign| matches!(sign, '@' | '#' | '$' | '€' | '£' | ':' | ',' | '\''))
        && tokens.is_digits(from)
    {
        return None;
    }
    if tokens.is_digits(from) {
        from_digits(tokens, from, end)
    } else {
        from_word(block, from, end)
    }
}

/// ISBN-13 in groups.
fn is_book_number(tokens: &Tokens, from: usize, end: usize) -> bool {
    let digits: usize = (from..end)
        .filter(|&at| tokens.is_digits(at))
        .map(|at| tokens.lower(at).len())
        .sum();
    let dashes = (from..end).filter(|&at| tokens.is_sign(at, '-')).count();
    digits == 13 && dashes >= 3 && matches!(tokens.lower(from), "978" | "979")
}

/// `QĐ/HU` after a number and a dash that are set apart by spaces: `1524 - QĐ/HU`.
fn numbered_before(tokens: &Tokens, from: usize, end: usize) -> Option<(usize, usize)> {
    let upper = (from..end)
        .filter(|&at| tokens.is_word(at))
        .all(|at| tokens[at].case == Case::Upper);
    let slash = (from..end).any(|at| tokens.is_sign(at, '/'));
    let dash = from
        .checked_sub(1)
        .filter(|&at| tokens.sign(at).is_some_and(is_dash))?;
    let number = dash.checked_sub(1).filter(|&at| tokens.is_digits(at))?;
    let near = tokens[dash].gap != Gap::Line && tokens[from].gap != Gap::Line;
    (upper && slash && near).then_some((number, end))
}

/// A run that begins with digits: `1524-QD/HU`, `01/2020/TT-BTC`, `51F-123.45`, `737-MAX`, `5G`.
fn from_digits(tokens: &Tokens, from: usize, end: usize) -> Option<(usize, usize)> {
    let end = without_plain_tail(tokens, from, end);
    let words = || (from..end).filter(|&at| tokens.is_word(at));
    let digits = || (from..end).filter(|&at| tokens.is_digits(at));
    if words().next().is_none()
        || !words().all(|at| is_capital(tokens, at))
        || words().any(|at| measures(tokens, at))
    {
        return None;
    }
    let long = words().any(|at| tokens[at].case != Case::Title);
    let connected = !tokens.is_word(from + 1);
    let is_code = if (from..end).any(|at| tokens.is_sign(at, '/')) {
        connected && long
    } else if digits().count() > 1 {
        let date = connected && tokens.lower(from).len() == 4 && tokens.is_digits(from + 2);
        !date && words().any(|at| !BETWEEN_DIGITS.contains(&tokens.lower(at)))
    } else if connected {
        long && tokens.lower(from).len() > 2
    } else {
        // What every language calls 3D, 4G and 5G; other letters count thousands, degrees or volts.
        end == from + 2
            && tokens.lower(from).len() == 1
            && matches!(tokens.lower(from + 1), "d" | "g")
    };
    is_code.then_some((from, end))
}

/// A run that begins with a word: `COVID-19`, `U22`, `PM2.5`, `H1N1`, `BA.5`, `Su-27`.
fn from_word(block: &BlockText<'_>, from: usize, end: usize) -> Option<(usize, usize)> {
    let tokens = &block.tokens;
    let known = |entry| matches!(entry, Entry::Acronym(_) | Entry::Exonym(_)).then_some(());
    if let Some((len, ())) = tokens.find(from, known)
        && (from..from + len).any(|at| tokens.is_digits(at))
        && from + len <= end
    {
        return Some((from, from + len));
    }
    // `Q1/2023` is a code and a year.
    let slash = (from..end)
        .find(|&at| tokens.is_sign(at, '/') && tokens.is_digits(at + 1) && at + 2 >= end);
    let end = without_plain_tail(tokens, from, slash.unwrap_or(end));
    let first_digits = (from..end).find(|&at| tokens.is_digits(at))?;
    if tokens[from].case == Case::Lower {
        let alternates = (from..end).all(|at| tokens.sign(at).is_none()) && end - from >= 4;
        return alternates.then_some((from, end));
    }
    let (word, next) = (tokens[from], from + 1);
    let letters = tokens.lower(from).chars().count();
    let capitals = letters == 1 || word.case != Case::Title;
    let is_code = match tokens.sign(next) {
        None => capitals && !measures(tokens, from),
        Some('.') => capitals && (letters > 1 || end - from > 3),
        Some('/') => {
            capitals
                && (from..first_digits)
                    .filter(|&at| tokens.is_word(at))
                    .all(|at| is_capital(tokens, at))
                && first_digits > next + 1
        }
        Some(_) if capitals => true,
        // A word with one capital needs its number at once (`Covid-19`, not `May-22`); where its place
        // gives it the capital, it must be no plain word.
        Some(_) => {
            let date = |entry| matches!(entry, Entry::Month(_) | Entry::Weekday(_)).then_some(());
            let plain = block.opens_sentence(from) && !tokens.matches(from).is_empty();
            // `Sars-CoV-2`.
            let mut between = (next..first_digits)
                .filter(|&at| tokens.is_word(at))
                .peekable();
            let capitals = between.peek().is_some() && between.all(|at| is_capital(tokens, at));
            (first_digits == next + 1 && !plain || capitals) && tokens.find(from, date).is_none()
        }
    };
    is_code.then_some((from, end))
}

/// Leaves out words at the end that are joined on: `COVID-19-related`, `G20-led`, `F2-Rennen`.
fn without_plain_tail(tokens: &Tokens, from: usize, mut end: usize) -> usize {
    while end > from + 2 && tokens.is_word(end - 1) && is_plain_tail(tokens, end - 1) {
        end -= 2;
    }
    end
}

/// A word in small letters, or a long one with a capital behind a hyphen and something with digits: nouns have one in
/// German, and a compound ends in one.
fn is_plain_tail(tokens: &Tokens, at: usize) -> bool {
    /// Letters of the longest word that is part of a model's name: `A320-Neo`.
    const PART: usize = 3;
    match (tokens.sign(at - 1), tokens[at].case) {
        (Some(_), Case::Lower) => true,
        (Some('-'), Case::Title) => tokens.lower(at).chars().count() > PART,
        _ => false,
    }
}

/// Leaves out the plural of `F-16s`.
fn without_plural(text: &str, tokens: &Tokens, from: usize, to: usize) -> Span {
    let plural = to > from + 1
        && tokens.lower(to - 1) == "s"
        && tokens[to - 1].case == Case::Lower
        && tokens.is_digits(to - 2);
    tokens
        .span(from, if plural { to - 1 } else { to })
        .trimmed(text)
}

/// Whether a word begins with a capital, and is not just a capitalised word.
fn is_capital(tokens: &Tokens, at: usize) -> bool {
    match tokens[at].case {
        Case::Upper | Case::Mixed => true,
        Case::Title => tokens.lower(at).chars().nth(1).is_none(),
        Case::Lower => false,
    }
}

/// Whether the word beside digits makes them an amount: a unit, a currency, a half of the day.
fn measures(tokens: &Tokens, at: usize) -> bool {
    let value = |entry| {
        matches!(
            entry,
            Entry::Unit(_)
                | Entry::Currency(_)
                | Entry::Am
                | Entry::Pm
                | Entry::OrdinalSuffix
                | Entry::Scale(_)
                | Entry::Month(_)
        )
    };
    // `G20` and `M25` begin with the sign of a unit: only after digits it measures.
    let beside = at
        .checked_sub(1)
        .is_some_and(|before| tokens.is_digits(before))
        && tokens.glued(at);
    tokens
        .matches(at)
        .iter()
        .filter(|found| found.len() == 1)
        .flat_map(Match::entries)
        .any(|&entry| {
            if beside {
                value(entry) && !is_short_capital(tokens, at)
            } else {
                // `USD100` is a sum, and `AM9:00` a time.
                let clock = matches!(entry, Entry::Am | Entry::Pm) && tokens.is_sign(at + 2, ':');
                (clock || matches!(entry, Entry::Currency(_)))
                    && tokens.is_digits(at + 1)
                    && tokens.glued(at + 1)
            }
        })
}

/// `D` and `G` after one digit, which are no units in capitals.
fn is_short_capital(tokens: &Tokens, at: usize) -> bool {
    matches!(tokens.lower(at), "d" | "g") && tokens[at].case == Case::Title
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        extract(&BlockText::of(language, text), &mut found);
        let value = |fact: Fact| match fact.value {
            Value::Code(code) => code,
            other => panic!("{other:?}"),
        };
        found.into_iter().map(value).collect()
    }

    #[test]
    fn document_codes_are_read_whole_and_without_diacritics() {
        assert_eq!(
            codes("vi", "Quy định số 1524-QĐ/HU ngày 11-10-2022, số 39-NQ/TW"),
            ["1524-qd/hu", "39-nq/tw"]
        );
        assert_eq!(
            codes("es", "el Reglamento No. 1524-QD/HU del 11 de octubre"),
            ["1524-qd/hu"]
        );
        assert_eq!(
            codes(
                "vi",
                "Thông tư 01/2020/TT-BTC và 22/2023/QĐ-TTg, 11/QĐ-UBND"
            ),
            ["01/2020/tt-btc", "22/2023/qd-ttg", "11/qd-ubnd"]
        );
        assert_eq!(
            codes("vi", "số 1524 - QĐ/HU và 12 –HD/BTCTW"),
            ["1524-qd/hu", "12-hd/btctw"]
        );
    }

    #[test]
    fn letters_and_digits_make_a_code() {
        assert_eq!(
            codes(
                "en",
                "COVID-19, U22, G20, A320, SS19, MH370, H1N1, F-16s, PM2.5, SARS-CoV-2."
            ),
            [
                "covid-19",
                "u22",
                "g20",
                "a320",
                "ss19",
                "mh370",
                "h1n1",
                "f-16",
                "pm2.5",
                "sars-cov-2"
            ]
        );
        assert_eq!(
            codes("es", "la COVID‑19 y el Su-27, un 3D y el 5G"),
            ["covid-19", "su-27", "3d", "5g"]
        );
        assert_eq!(
            codes("en", "COVID-19-related, G20-led, ISBN 978-3-16-148410-0"),
            ["covid-19", "g20", "978-3-16-148410-0"]
        );
        assert_eq!(codes("en", "Q1/2023 and MAX_VALUE"), ["q1", "max_value"]);
        assert_eq!(codes("en", "found in AB-X-2.Studies show it"), ["ab-x-2"]);
    }

    #[test]
    fn values_are_no_codes() {
        for text in [
            "5km, 10m, 1980s, 9th, 10h30, 10H30, 1M80, 4X100, 5PM, 5:30PM, 100GHz",
            "18-year-old, 18-Year-Old, 2-1, 7/117, 11/10/2022, 2022-10-11T12:00, 24/7, 100km/h, km/h",
            "well-known, Jean-Claude, e-mail, and/or, AC/DC, T-shirt, U.S., TP.HCM, Q.10, No.5, Art.5, p.12",
            "$5M, 1,5M, 4K, 20C, 978, 18.2.0, v3.11, +84-123-456-789, Obama2",
        ] {
            for language in ["en", "es", "vi"] {
                assert_eq!(codes(language, text), Vec::<String>::new(), "{language}");
            }
        }
    }
}

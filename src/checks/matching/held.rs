//! Where the other side holds a value without counting with it: within a name or a code, as a word that is none of its
//! values, in a word such as `twice`.

use rust_decimal::Decimal;

use super::agree::is_numbered_year;
use super::atom::{Atom, Sort};
use super::sheet::Side;
use crate::checks::Text;
use crate::facts::{Spelling, Value};
use crate::text::Span;

/// Whether the number's digits stand on the other side as part of a name, a code, a version: `SS19` for
/// 2019. Where that side is known by its digits alone, `569万` is 5.69 million.
pub(super) fn is_part_of_word(
    atom: &Atom<'_>,
    text: Text<'_>,
    other: &Side<'_>,
    digits_only: bool,
) -> bool {
    let digits = atom.digits();
    let Some(span) = other.span else { return false };
    let numbered_year = is_numbered_year(atom);
    let whole = matches!(
        atom.sort,
        Sort::Score | Sort::Phone | Sort::Relative | Sort::Clock(_)
    );
    if whole || atom.fact.spelling == Spelling::Words {
        return false;
    }
    let short_year = digits
        .get(2..)
        .filter(|_| atom.sort == Sort::Year && digits.len() == 4);
    // Of a date that the calendar has not (`52/12/2019`), every number may be what it should be.
    let said = text.str(span);
    let in_a_date = |end: usize, run: &str| {
        let around = said
            .get(..end.saturating_sub(run.len()))
            .zip(said.get(end..));
        atom.sort.is_calendar()
            && around
                .is_some_and(|(before, behind)| before.ends_with('/') || behind.starts_with('/'))
    };
    let telling = |digits: &str| digits.trim_matches('0').to_owned();
    let is_it = |run: &str| {
        let same = digits_only && !run.is_empty() && telling(run) == telling(&digits);
        // `13年度` is `FY2013`.
        let year = numbered_year && run.len() == 4 && run.ends_with(&digits);
        run == digits || Some(run) == short_year || year || same
    };
    let mut run = String::new();
    for (at, c) in said.char_indices() {
        match c.to_digit(10) {
            Some(_) if is_value(other, span.start() + at) => run.clear(),
            Some(_) => run.push(c),
            None if is_it(&run) && !in_a_date(at, &run) => return true,
            None if matches!(c, '.' | ',') => {}
            None => run.clear(),
        }
    }
    is_it(&run) && !in_a_date(said.len(), &run)
}

/// Whether the same word stands on the other side and is no value there: a name such as *May*, a newspaper's *Sunday*, the
/// Roman numeral of `phase III`, the letter of `group 2B` that is a scale in one language only.
pub(super) fn is_copied_word(
    text: Text<'_>,
    atom: &Atom<'_>,
    other_text: Text<'_>,
    other: &Side<'_>,
) -> bool {
    let word = text.str(atom.fact.span).trim_end_matches('.');
    let roman = matches!(atom.fact.value, Value::Roman(_));
    let worded = atom.fact.spelling == Spelling::Words && word.len() > 2;
    let lettered = word
        .strip_suffix(|c: char| c.is_ascii_alphabetic())
        .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()));
    let Some(span) = other.span.filter(|_| roman || worded || lettered) else {
        return false;
    };
    let said = other_text.str(span);
    // Of a few letters any word may be made.
    let whole = |at: usize| is_whole(said, at, word.len());
    said.match_indices(word)
        .any(|(at, _)| (worded && !roman || whole(at)) && !is_value(other, span.start() + at))
}

/// Whether a numeral is one letter, which may as well be a name that another script spells out: `Professor X`.
pub(super) fn is_one_letter(text: Text<'_>, atom: &Atom<'_>) -> bool {
    matches!(atom.fact.value, Value::Roman(_)) && text.str(atom.fact.span).len() == 1
}

/// Whether capitals behind a noun may be no numeral (`morphine IV`, `chromosomes XX`) or say nothing that a translation must
/// (`a grade II listed house`): they answer a number, and are not missed.
pub(super) fn is_loose_roman(text: Text<'_>, atom: &Atom<'_>) -> bool {
    let segment = text
        .segment_of(atom.fact.span)
        .filter(|_| matches!(atom.fact.value, Value::Roman(_)));
    segment.is_some_and(|segment| {
        let before = text.str(Span::new(segment.span.start(), atom.fact.span.start()));
        let noun = crate::text::words(before).last();
        noun.is_some_and(|(_, noun)| noun.starts_with(char::is_lowercase))
    })
}

/// Whether a word of the other side holds the number without counting with it: `twice` for 2, `a decade` for 10 years.
pub(super) fn is_held(atom: &Atom<'_>, text: Text<'_>, other: &Side<'_>) -> bool {
    let counts = matches!(
        atom.sort,
        Sort::Count | Sort::Ordinal | Sort::Measure(_) | Sort::Decade | Sort::Percent
    );
    let numbers = text.pack().map(|pack| &pack.numbers);
    let (Some(span), Some(numbers)) = (other.span, numbers.filter(|_| counts)) else {
        return false;
    };
    let held = &numbers.holding;
    let amount = atom.amount.value();
    if atom.sort == Sort::Percent {
        // `eine einprozentige Kürzung`.
        return crate::text::words(text.str(span)).any(|(_, word)| {
            let lower = word.to_lowercase();
            let heads = numbers
                .percent
                .iter()
                .filter_map(|sign| lower.strip_suffix(sign.as_str()));
            let mut values = heads.filter_map(|head| numbers.words.get(head));
            values.any(|&value| Decimal::from(value) == amount)
        });
    }
    let says = |word: &str| {
        let value = held.get(word).map(|&value| Decimal::from(value));
        // The eighties may be those of a century or of a life.
        value.is_some_and(|value| {
            value == amount || atom.sort == Sort::Decade && value == amount % Decimal::ONE_HUNDRED
        })
    };
    let said = text.str(span);
    let lower = said.to_lowercase();
    let phrase = |(phrase, _): (&String, &u64)| {
        phrase.contains([' ', '-']) && says(phrase) && stands_whole(&lower, phrase)
    };
    // `two-way` counts nothing by itself, and says what `2 chiều` does.
    let compound = |at: usize, word: &str, lower: &str| {
        let joined = said.get(at + word.len()..).is_some_and(|rest| {
            let mut rest = rest.chars();
            rest.next() == Some('-') && rest.next().is_some_and(char::is_alphabetic)
        });
        joined
            && numbers.words.get(lower).map(|&value| Decimal::from(value)) == Some(amount)
            && !is_value(other, span.start() + at)
    };
    crate::text::words(said).any(|(at, word)| {
        let lower = word.to_lowercase();
        says(&lower) || compound(at, word, &lower)
    }) || held.iter().any(phrase)
}

/// Whether a word of the other side may be the number though it was not read as one: `năm` is five and a year, `sei` six and
/// *you are*, and `vierseitig` has four pages.
pub(super) fn is_in_a_word(atom: &Atom<'_>, text: Text<'_>, other: &Side<'_>) -> bool {
    /// Bytes of the shortest word for a number that says so at the beginning of a longer one.
    const TELLING: usize = 4;
    let (Some(span), Some(pack)) = (other.span, text.pack()) else {
        return false;
    };
    let amount = atom.amount.value();
    let words = pack.numbers.words.iter();
    let named = words.filter(|(_, value)| Decimal::from(**value) == amount);
    let named: Vec<&str> = named.map(|(word, _)| word.as_str()).collect();
    crate::text::words(text.str(span)).any(|(at, word)| {
        let lower = word.to_lowercase();
        let is_it = |number: &&str| {
            lower == *number || number.len() >= TELLING && lower.starts_with(number)
        };
        named.iter().any(is_it) && !is_value(other, span.start() + at)
    })
}

/// Whether a phrase stands in a text, and is no part of a longer word at either end.
fn stands_whole(said: &str, phrase: &str) -> bool {
    said.match_indices(phrase)
        .any(|(at, _)| is_whole(said, at, phrase.len()))
}

/// Whether so many bytes from a place on are no part of a longer word at either end.
fn is_whole(said: &str, at: usize, len: usize) -> bool {
    let around = said.get(..at).zip(said.get(at + len..));
    around.is_some_and(|(before, after)| !before.ends_with(goes_on) && !after.starts_with(goes_on))
}

/// Whether a letter or digit beside a word makes it a longer one; the signs of scripts that set no blanks do not.
fn goes_on(c: char) -> bool {
    let unspaced =
        matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    c.is_alphanumeric() && !unspaced
}

/// Whether a place of a side's text lies in a value that was read there.
pub(super) fn is_value(side: &Side<'_>, at: usize) -> bool {
    side.atoms
        .iter()
        .any(|atom| atom.fact.span.start() <= at && at < atom.fact.span.end())
}

//! Numerals that were not read as values: a Chinese numeral beside what it counts (`三种`, `二级`, `千円`), the beginning of
//! a word (`восемнадцатилетний`), a scale alone (`per million`).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::atom::{Atom, Sort};
use super::held::is_value;
use super::sheet::Side;
use crate::checks::Text;
use crate::facts::Spelling;
use crate::language::{Numbers, Pack};

/// Whether the other side has a number as a numeral that is none of its values there. Where it has a value of the same
/// sort open, that one is the counterpart.
pub(super) fn is_numeral(atom: &Atom<'_>, text: Text<'_>, other: &Side<'_>) -> bool {
    let (Some(span), Some(pack)) = (other.span, text.pack()) else {
        return false;
    };
    if other.open().any(|at| other.atoms[at].sort == atom.sort) {
        return false;
    }
    let said = text.str(span);
    let free = |at: usize| !is_value(other, span.start() + at);
    if is_noon(atom) {
        return pack
            .times
            .midday
            .iter()
            .any(|word| said.contains(word.as_str()));
    }
    let Some(number) = whole(atom) else {
        return false;
    };
    if pack.character > 0.0 {
        is_in_signs(number, atom.sort, said, pack, &free)
    } else {
        begins_a_word(number, said, &pack.numbers, &free)
    }
}

/// Whether a round number stands for a scale that nothing counts on the other side: `100万` for *per million*.
pub(super) fn is_bare_scale(atom: &Atom<'_>, text: Text<'_>, other: &Side<'_>) -> bool {
    let counts = matches!(atom.sort, Sort::Count | Sort::Money(_) | Sort::Measure(_));
    let (Some(span), Some(pack), Some(number)) = (other.span, text.pack(), whole(atom)) else {
        return false;
    };
    if !counts || number < 1000 {
        return false;
    }
    let is_it = |word: &str| pack.numbers.scales.get(word) == Some(&number);
    crate::text::words(text.str(span))
        .any(|(at, word)| is_it(&word.to_lowercase()) && !is_value(other, span.start() + at))
}

fn is_noon(atom: &Atom<'_>) -> bool {
    matches!(atom.sort, Sort::Clock(time) if time.hour == 12 && time.minute == 0)
        && atom.fact.spelling == Spelling::Words
}

/// The number of an atom that a numeral can say.
fn whole(atom: &Atom<'_>) -> Option<u64> {
    let amount = match atom.sort {
        Sort::Clock(time) if time.minute == 0 => Decimal::from(time.hour),
        Sort::Clock(_) | Sort::Score | Sort::Phone | Sort::Relative | Sort::Share { .. } => {
            return None;
        }
        _ => atom.amount.value(),
    };
    amount
        .to_u64()
        .filter(|&whole| whole > 0 && Decimal::from(whole) == amount)
}

/// Whether a number stands in Chinese numerals at a free place.
fn is_in_signs(
    number: u64,
    sort: Sort,
    said: &str,
    pack: &Pack,
    free: &impl Fn(usize) -> bool,
) -> bool {
    let numbers = &pack.numbers;
    let short = number % 100;
    // A year is said digit by digit, and known by its last two: `九二共识`.
    let year = sort == Sort::Year && (1000..3000).contains(&number);
    // `六七十年代`
    let decade = sort == Sort::Decade && (10..3000).contains(&number);
    let forms: Vec<Vec<u64>> = match () {
        () if year => vec![vec![short / 10, short % 10]],
        () if decade => vec![vec![short / 10]],
        () => signs(number),
    };
    let stands = |at: usize, form: &[u64]| {
        let end = follow(said, at, form, numbers)?;
        (free(at) && !is_in_a_phrase(said, at, numbers) && !goes_on(said, at, end, numbers, decade))
            .then_some(())
    };
    let circled = |at: usize, c: char| {
        let value = match c {
            '①'..='⑳' => u64::from(c) - u64::from('①') + 1,
            '㈠'..='㈩' => u64::from(c) - u64::from('㈠') + 1,
            _ => return false,
        };
        value == number && free(at)
    };
    said.char_indices()
        .filter(|(_, c)| !c.is_ascii())
        .any(|(at, c)| circled(at, c) || forms.iter().any(|form| stands(at, form).is_some()))
}

/// The ways to write a number, as the values of its signs: 24 is 2, 10 and 4; 1000 is 1000, or 1 and 1000.
fn signs(number: u64) -> Vec<Vec<u64>> {
    fn below_myriad(number: u64, out: &mut Vec<u64>) {
        let mut rest = number;
        for scale in [1000, 100, 10] {
            let digit = rest / scale;
            rest %= scale;
            if digit > 0 {
                out.extend([digit, scale]);
            }
        }
        if rest > 0 {
            out.push(rest);
        }
    }
    const MYRIADS: [u64; 3] = [1_000_000_000_000, 100_000_000, 10_000];
    let (mut full, mut rest) = (Vec::new(), number);
    for scale in MYRIADS {
        let count = rest / scale;
        rest %= scale;
        if count > 0 {
            below_myriad(count % 10_000, &mut full);
            full.push(scale);
        }
    }
    below_myriad(rest, &mut full);
    let bare = match full.as_slice() {
        [1, scale, ..] if *scale >= 10 => Some(full[1..].to_vec()),
        _ => None,
    };
    bare.into_iter().chain([full]).collect()
}

/// The end of a run of signs with these values at a place.
fn follow(said: &str, mut at: usize, form: &[u64], numbers: &Numbers) -> Option<usize> {
    for value in form {
        let rest = said.get(at..)?;
        let sign = rest.chars().next()?;
        let known = rest.get(..sign.len_utf8())?;
        let said = numbers
            .words
            .get(known)
            .or_else(|| numbers.scales.get(known));
        if said != Some(value) {
            return None;
        }
        at += sign.len_utf8();
    }
    Some(at)
}

/// Whether a place lies in a phrase that holds a numeral and is no number: `一起`, `三明治`.
fn is_in_a_phrase(said: &str, at: usize, numbers: &Numbers) -> bool {
    numbers.not_numbers.iter().any(|phrase| {
        let from = at.saturating_sub(phrase.len());
        let past = (at + phrase.len()).min(said.len());
        let starts = (from..=at).filter(|&start| start < past && said.is_char_boundary(start));
        { starts }.any(|start| {
            said.get(start..)
                .is_some_and(|rest| rest.starts_with(phrase.as_str()))
                && start + phrase.len() > at
        })
    })
}

/// Whether a numeral is part of a longer one, in signs or in digits. Digits may stand in a row for several numbers
/// (`三四年级`), so that only a scale makes a digit part of another number.
fn goes_on(said: &str, at: usize, end: usize, numbers: &Numbers, decade: bool) -> bool {
    let is_scale = |c: char| {
        let mut sign = [0; 4];
        numbers.scales.contains_key(&*c.encode_utf8(&mut sign))
    };
    let is_number = |c: char| {
        let mut sign = [0; 4];
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || numbers.words.contains_key(&*c.encode_utf8(&mut sign))
    };
    let before = said.get(..at).and_then(|text| text.chars().next_back());
    let mut behind = said.get(end..).unwrap_or_default().chars();
    let next = behind.next();
    if decade {
        // The tens of several decades may stand in a row.
        let rest = said.get(end..).unwrap_or_default();
        return !rest.char_indices().take(4).any(|(at, _)| {
            rest.get(at..)
                .is_some_and(|rest| rest.starts_with("十年代"))
        });
    }
    let scaled = next.is_some_and(is_scale);
    let counted =
        before.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c) || is_scale(c));
    let opens_with_scale = said
        .get(at..)
        .and_then(|text| text.chars().next())
        .is_some_and(is_scale);
    scaled || counted || opens_with_scale && before.is_some_and(is_number)
}

/// Whether a longer word begins with the number's word: `четырёхминутный`.
fn begins_a_word(
    number: u64,
    said: &str,
    numbers: &Numbers,
    free: &impl Fn(usize) -> bool,
) -> bool {
    /// Letters of the shortest number's word that says so.
    const TELLING: usize = 4;
    if number == 1 {
        // "A scale of one to ten" has both of its ends.
        let one = |word: &str| numbers.words.get(word) == Some(&1);
        return crate::text::words(said).any(|(at, word)| one(&word.to_lowercase()) && free(at));
    }
    if number > 100 {
        return false;
    }
    let words = numbers.words.iter().filter(|(_, value)| **value == number);
    let named: Vec<&str> = words
        .map(|(word, _)| word.as_str())
        .filter(|word| word.chars().nth(TELLING - 1).is_some())
        .collect();
    !named.is_empty()
        && crate::text::words(said).any(|(at, word)| {
            let lower = word.to_lowercase();
            let begins = |number: &&str| lower.len() > number.len() && lower.starts_with(*number);
            named.iter().any(begins) && free(at)
        })
}

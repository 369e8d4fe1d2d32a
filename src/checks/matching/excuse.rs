//! What excuses a value that has no counterpart: it was said in other words, told again in another unit, or is more of a date
//! than the version needs.

use rust_decimal::Decimal;

use super::agree::restates;
use super::atom::{Atom, Sort};
use super::held::is_value;
use super::measure::is_one_of_another;
use super::sheet::{Met, Side};
use crate::align::{meanings, shipped};
use crate::checks::{Pair, Text, coverage, side};
use crate::facts::{Fact, Spelling, Value};
use crate::language::Language;
use crate::text::Span;

/// What cannot be looked for in a language of which only the digits are known.
pub(super) fn is_beyond_digits(atom: &Atom<'_>) -> bool {
    let bare = match atom.sort {
        Sort::Count | Sort::Year => true,
        Sort::Percent => atom.fact.spelling == Spelling::Digits,
        Sort::Ordinal
        | Sort::Share { .. }
        | Sort::Money(_)
        | Sort::Measure(_)
        | Sort::Day
        | Sort::Month
        | Sort::Weekday
        | Sort::Decade
        | Sort::Century
        | Sort::Clock(_)
        | Sort::Score
        | Sort::Phone
        | Sort::Relative => false,
    };
    let long = atom.amount.value().normalize().to_string().len() > 1;
    !bare || atom.fact.spelling == Spelling::Words || !long
}

/// Two in words, "1 year" for "a year", `1,6 km` for "a mile", "100 percent" for "wholly".
pub(super) fn is_easily_rephrased(atom: &Atom<'_>) -> bool {
    let amount = atom.amount.value();
    if matches!(atom.sort, Sort::Measure(unit) if is_one_of_another(amount, unit)) {
        return true;
    }
    // `1日` is a day and each day as well as the first of a month.
    if atom.sort == Sort::Day && amount == Decimal::ONE && has_no_month(atom.fact) {
        return true;
    }
    // The 1 of "1 to 4 inches" is no article.
    let counts = !matches!(atom.fact.value, Value::Range(..))
        && matches!(atom.sort, Sort::Count | Sort::Ordinal | Sort::Measure(_));
    atom.is_small_word()
        || counts && (amount.is_zero() || amount == Decimal::ONE)
        || atom.sort == Sort::Percent && amount == Decimal::ONE_HUNDRED
}

/// A hundred, a thousand, a million: a language of which only the digits are known has a word for it.
pub(super) fn is_one_of_a_scale(atom: &Atom<'_>) -> bool {
    let scales = [100_u64, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000];
    let amount = atom.amount.value();
    atom.sort == Sort::Count
        && scales
            .into_iter()
            .map(Decimal::from)
            .any(|scale| scale == amount)
}

/// Whether a small number in words is all that is gone of what it counts: three and more, for two may be both and a pair. Who
/// knows which things are meant needs no number (`all three`), and what stands within a word has a word of its own in other
/// languages (`five-time`).
pub(super) fn is_gone_alone(
    pair: &Pair<'_>,
    text: Text<'_>,
    atom: &Atom<'_>,
    other: &Side<'_>,
) -> bool {
    const FEWEST: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
    const JOINS: [char; 3] = ['-', '‑', '–'];
    let amount = atom.amount.value();
    let counts = atom.is_small_word()
        && amount >= FEWEST
        && amount.fract().is_zero()
        && matches!(
            atom.fact.value,
            Value::Number(_) | Value::Quantity(..) | Value::Duration(..)
        )
        && matches!(atom.sort, Sort::Count | Sort::Measure(_));
    let (Some(pack), Some(segment), true) = (text.pack(), text.segment_of(atom.fact.span), counts)
    else {
        return false;
    };
    let span = atom.fact.span;
    let before = text.str(Span::new(segment.span.start(), span.start()));
    let behind = text.str(Span::new(span.end(), segment.span.end().max(span.end())));
    let definite = || {
        let word = crate::text::words(before).last();
        word.is_some_and(|(_, word)| pack.numbers.definite.contains(&word.to_lowercase()))
    };
    // `ten past eight` is `huit heures dix`.
    let clock = || {
        let mut open = other.open();
        open.any(|at| matches!(other.atoms[at].sort, Sort::Clock(_)))
    };
    let joined = before.ends_with(JOINS) || behind.starts_with(JOINS);
    !joined && !definite() && !clock() && stays(pair, atom, text, other)
}

/// Whether what a number counts, the next word that says something, stands on the other side.
fn stays(pair: &Pair<'_>, atom: &Atom<'_>, text: Text<'_>, other: &Side<'_>) -> bool {
    let (Some(there), Some(segment)) = (other.span, text.segment_of(atom.fact.span)) else {
        return false;
    };
    let span = atom.fact.span;
    // The unit of a measure is part of its fact.
    let from = match atom.sort {
        Sort::Measure(_) => crate::text::words(text.str(span))
            .nth(1)
            .map_or(span.end(), |(at, _)| span.start() + at),
        _ => span.end(),
    };
    let behind = Span::new(from, segment.span.end().max(from));
    coverage::first_is_covered(pair, side::Side::Source, behind, there) == Some(true)
}

/// A translator may add the month, the year or the weekday to a date, or leave out the weekday; the year where it may lack, or
/// where the day of writing tells it.
pub(super) fn is_fuller_date(
    atom: &Atom<'_>,
    companion: Option<&Fact>,
    other: &Side<'_>,
    may_lack: bool,
    added: bool,
) -> bool {
    let Some(companion) = companion else {
        return false;
    };
    let says_it = other
        .atoms
        .iter()
        .any(|there| std::ptr::eq(there.fact, companion) && there.sort == atom.sort);
    let optional = match atom.sort {
        Sort::Weekday => true,
        // News in Chinese and Japanese says the day, and readers know of which month: `10日`.
        Sort::Month => added && has_no_month(companion),
        // `10 de diciembre del año anterior`
        Sort::Year => {
            let mut open = other.open();
            may_lack || open.any(|at| other.atoms[at].sort == Sort::Relative)
        }
        _ => false,
    };
    optional && !says_it
}

/// Whether a fact is a day of a month that is not said.
fn has_no_month(fact: &Fact) -> bool {
    matches!(fact.value, Value::Date(date) if date.day.is_some() && date.month.is_none())
}

/// "The 1930s" are `los años 30 del siglo XX`: the century adds nothing to the decade beside it.
pub(super) fn is_century_of_decade(side: &Side<'_>, century: &Atom<'_>) -> bool {
    let within = |atom: &Atom<'_>| {
        let year = atom.amount.value();
        let holds = (year / Decimal::ONE_HUNDRED).floor() + Decimal::ONE == century.amount.value();
        matches!(atom.sort, Sort::Decade | Sort::Year) && (holds || year < Decimal::ONE_HUNDRED)
    };
    century.sort == Sort::Century && side.atoms.iter().any(within)
}

/// `72 km (45 miles)`, `£2 million ($2.6 million)`: the second says the first again. Where the other
/// side has an unexplained amount in the same unit, it is no conversion that was left out.
pub(super) fn is_restatement(text: Text<'_>, side: &Side<'_>, at: usize, other: &Side<'_>) -> bool {
    let own = side.atoms[at].sort;
    let same_unit = |there: usize| match (own, other.atoms[there].sort) {
        // Which dollar a sign stands for is not said.
        (Sort::Money(one), Sort::Money(other)) => one.agrees(&other),
        (one, other) => one == other,
    };
    if other.open().any(same_unit) {
        return false;
    }
    let beside = |first: usize, second: usize| {
        let (Some(one), Some(two)) = (side.atoms.get(first), side.atoms.get(second)) else {
            return false;
        };
        let gap = Span::new(one.fact.span.end(), two.fact.span.start());
        let between = text.str(gap);
        let close =
            gap.len() <= 12 && (between.contains(['(', '[', '/', '–', '—']) || between.len() <= 4);
        close && restates(one, two)
    };
    // Where neither is there, the first is what was lost.
    let said_behind = || side.met.get(at + 1) != Some(&Met::Open) && beside(at, at + 1);
    at > 0 && beside(at - 1, at) || said_behind()
}

/// Whether the unit of a measure stands without a number at a bracket of the other side: `300 km (miles)`. Then its number
/// was lost, and not the conversion.
pub(super) fn is_left_bare(atom: &Atom<'_>, text: Text<'_>, side: &Side<'_>) -> bool {
    let (Sort::Measure(unit), Some(span), Some(pack)) = (atom.sort, side.span, text.pack()) else {
        return false;
    };
    let said = text.str(span);
    let bare = |at: usize, form: &str| {
        let around = said.get(..at).zip(said.get(at + form.len()..));
        around.is_some_and(|(before, after)| {
            let within = before.trim_end().ends_with('(') && after.starts_with(')');
            let whole = !before.ends_with(char::is_alphanumeric);
            (within || whole && after.trim_start().starts_with('('))
                && !is_value(side, span.start() + at)
        })
    };
    let forms = pack.units.get(unit.id()).into_iter().flatten();
    !unit.is_time() && { forms }.any(|form| {
        said.match_indices(form.as_str())
            .any(|(at, _)| bare(at, form))
    })
}

/// Whether two scores are one as winner and loser say it (`lost 1-0`, `0:1`): only where a side has a word for losing.
pub(super) fn is_told_by_the_loser(
    pair: &Pair<'_>,
    bead: usize,
    from: &Atom<'_>,
    to: &Atom<'_>,
) -> bool {
    const LOSING: [&str; 8] = [
        "lose", "lost", "loss", "defeat", "defeated", "behind", "beaten", "trailing",
    ];
    let (Value::Score(one), Value::Score(other)) = (&from.fact.value, &to.fact.value) else {
        return false;
    };
    if one.len() != 2 || !one.iter().eq(other.iter().rev()) {
        return false;
    }
    let english = shipped(Language::EN);
    let losing: Vec<_> = LOSING
        .iter()
        .flat_map(|word| english.concepts(word))
        .collect();
    side::Side::BOTH.into_iter().any(|side| {
        let text = side.text(pair);
        let said = text.str(side.span(pair, bead));
        let meant = text.language().map(|language| meanings(language, said));
        let mut all = meant.iter().flatten().flat_map(|(_, _, meant)| *meant);
        all.any(|concept| losing.contains(&concept))
    })
}

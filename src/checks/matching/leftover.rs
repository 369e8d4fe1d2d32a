//! What no allowance explains: leftovers of both sides that look like each other are one change, and
//! what is left then is missing or added, unless something excuses it.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::agree::{Reason, agree, is_bare_day, is_hour, is_numbered_year};
use super::atom::{Atom, Sort};
use super::change::{Change, Shift};
use super::excuse::{
    is_beyond_digits, is_century_of_decade, is_easily_rephrased, is_fuller_date, is_gone_alone,
    is_left_bare, is_one_of_a_scale, is_restatement, is_told_by_the_loser,
};
use super::held::{
    is_copied_word, is_held, is_in_a_word, is_loose_roman, is_one_letter, is_part_of_word,
};
use super::measure::may_be_of_one;
use super::numeral::{is_bare_scale, is_numeral};
use super::sheet::{Met, Sheet, Side};
use super::stripped::is_stripped;
use crate::checks::vocabulary::is_read_in_full;
use crate::checks::{Pair, Text};
use crate::facts::{Fact, Spelling, Unit};
use crate::text::Span;

/// How much a leftover demands a counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// It must be there.
    Firm,
    /// It may have been rephrased: a small number in words, "100 percent".
    Weak,
    /// The other side has the value, only not as often.
    Repeated,
    /// It is accounted for: part of a name or a code there, a conversion in brackets, a fuller date.
    Excused,
}

/// A leftover atom.
#[derive(Debug, Clone, Copy)]
struct Leftover<'s, 'a> {
    atom: &'s Atom<'a>,
    claim: Claim,
    /// Whether its lack is told where nothing stands in its place.
    alone: bool,
    /// The fact of the other side that holds the rest of the same date.
    companion: Option<&'a Fact>,
}

/// The changes of one bead; `around` are the sheets of the passage and its neighbours, this bead's among them.
pub(super) fn changes<'a>(
    pair: &Pair<'a>,
    bead: usize,
    sheet: &Sheet<'a>,
    around: &[Sheet<'a>],
    out: &mut Vec<Change<'a>>,
) {
    if sheet.source.open().next().is_none() && sheet.target.open().next().is_none() {
        return;
    }
    let far_targets: Vec<_> = around.iter().map(|sheet| &sheet.target).collect();
    let far_sources: Vec<_> = around.iter().map(|sheet| &sheet.source).collect();
    let source = View {
        text: pair.source,
        side: &sheet.source,
        is_version: false,
    };
    let target = View {
        text: pair.target,
        side: &sheet.target,
        is_version: true,
    };
    let sources = leftovers(pair, source, target, &far_targets, sheet.digits_only);
    let targets = leftovers(pair, target, source, &far_sources, sheet.digits_only);
    let pairs = pair_up(&sources, &targets);
    let mut found: Vec<Change<'a>> = Vec::new();
    for &(one, other) in &pairs {
        if is_told_by_the_loser(pair, bead, sources[one].atom, targets[other].atom) {
            continue;
        }
        let mut change = changed(bead, &sources[one], &targets[other]);
        if change.shift == Shift::Value && is_rounded(pair, sources[one].atom, targets[other].atom)
        {
            (change.shift, change.confidence) = (Shift::Rounded, ROUNDED);
        }
        if change.shift != Shift::Unit
            || !is_said_apart(pair, sources[one].atom, targets[other].atom)
        {
            found.push(change);
        }
    }
    // Where a language is known by its digits alone, what is open there may be what is missing here.
    let may_be_other = |others: &[Leftover<'_, '_>]| sheet.digits_only && !others.is_empty();
    for (at, left) in sources.iter().enumerate() {
        if !may_be_other(&targets) && pairs.iter().all(|&(one, _)| one != at) {
            found.extend(alone(bead, left, Shift::Missing));
        }
    }
    for (at, left) in targets.iter().enumerate() {
        if !may_be_other(&sources) && pairs.iter().all(|&(_, other)| other != at) {
            found.extend(alone(bead, left, Shift::Added));
        }
    }
    tell_each_fact_once(found, out);
}

/// Whether the unit that one side has stands behind the bare number of the other after all, with a word or two between:
/// `30 calendar days`, `les 14 derniers jours`.
fn is_said_apart(pair: &Pair<'_>, source: &Atom<'_>, target: &Atom<'_>) -> bool {
    let says = |text: Text<'_>, bare: &Atom<'_>, unit: Unit| {
        let segment = text.segment_of(bare.fact.span);
        let forms = text.pack().and_then(|pack| pack.units.get(unit.id()));
        let (Some(segment), Some(forms)) = (segment, forms) else {
            return false;
        };
        let (from, past) = (bare.fact.span.end(), segment.span.end());
        let behind = text.str(Span::new(from, past.max(from)));
        let mut words = crate::text::words(behind).skip(1).take(2);
        words.any(|(_, word)| forms.iter().any(|form| form == word))
    };
    match (source.sort, target.sort) {
        (Sort::Count, Sort::Measure(unit)) => says(pair.source, source, unit),
        (Sort::Measure(unit), Sort::Count) => says(pair.target, target, unit),
        _ => false,
    }
}

/// How surely two measures differ that may be one, rounded in two ways.
const ROUNDED: f64 = 0.5;

/// Whether two measures may come from one in units that the readers of neither text use: both versions have then
/// converted what a third one says.
fn is_rounded(pair: &Pair<'_>, source: &Atom<'_>, target: &Atom<'_>) -> bool {
    let (Sort::Measure(from), Sort::Measure(to)) = (source.sort, target.sort) else {
        return false;
    };
    let converts = |text: Text<'_>| text.pack().is_some_and(|pack| !pack.customary_units);
    [pair.source, pair.target].into_iter().all(converts)
        && may_be_of_one((source.amount.value(), from), (target.amount.value(), to))
}

/// Several atoms of one fact are one change of it, the surest.
fn tell_each_fact_once<'a>(mut found: Vec<Change<'a>>, out: &mut Vec<Change<'a>>) {
    let start = |fact: Option<&Fact>| fact.map_or(usize::MAX, |fact| fact.span.start());
    found.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let (mut sources, mut targets) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|change| {
        let fresh_source = change.source.is_none_or(|fact| sources.insert(fact.span));
        let fresh_target = change.target.is_none_or(|fact| targets.insert(fact.span));
        fresh_source && fresh_target
    });
    found.sort_by_key(|change| (start(change.source), start(change.target)));
    out.extend(found);
}

/// One side of a bead with its text.
#[derive(Debug, Clone, Copy)]
struct View<'s, 'a> {
    text: Text<'a>,
    side: &'s Side<'a>,
    /// Whether it is the target, which may say more than the source.
    is_version: bool,
}

fn leftovers<'s, 'a>(
    pair: &Pair<'a>,
    here: View<'s, 'a>,
    there: View<'_, 'a>,
    far: &[&Side<'a>],
    digits_only: bool,
) -> Vec<Leftover<'s, 'a>> {
    const MOST: usize = 64;
    let (text, side, other_text, other) = (here.text, here.side, there.text, there.side);
    let is_read = |text: Text<'_>| text.language().is_some_and(is_read_in_full);
    let read = is_read(text) && is_read(other_text);
    let weigh = |at: usize| {
        let atom = &side.atoms[at];
        let companion = companion(side, other, atom);
        let said_again = is_restatement(text, side, at, other)
            && !is_left_bare(atom, other_text, other)
            || is_century_of_decade(side, atom)
            || is_fuller_date(
                atom,
                companion,
                other,
                here.is_version || !read,
                here.is_version,
            );
        let stripped = || is_stripped(atom, (text, side), (other_text, other));
        let claim = if !here.is_version && stripped() {
            Claim::Firm
        } else if said_again
            || digits_only && is_beyond_digits(atom)
            || is_part_of_word(atom, other_text, other, digits_only)
            || is_copied_word(text, atom, other_text, other)
            || is_held(atom, other_text, other)
            || is_loose_roman(text, atom)
            || !read && (is_one_letter(text, atom) || is_numeral(atom, other_text, other))
            || is_bare_scale(atom, other_text, other)
        {
            Claim::Excused
        } else if has(other, atom) || far.iter().any(|side| has(side, atom)) {
            Claim::Repeated
        } else if is_easily_rephrased(atom) || digits_only && is_one_of_a_scale(atom) {
            Claim::Weak
        } else {
            Claim::Firm
        };
        let alone = claim == Claim::Firm
            || claim == Claim::Weak
                && !here.is_version
                && read
                && is_gone_alone(pair, text, atom, other)
                && !is_in_a_word(atom, other_text, other);
        Leftover {
            atom,
            claim,
            alone,
            companion,
        }
    };
    side.open().take(MOST).map(weigh).collect()
}

fn has(side: &Side<'_>, atom: &Atom<'_>) -> bool {
    let same = |reason: Reason| reason != Reason::Converted;
    side.atoms
        .iter()
        .any(|other| agree(atom, other).is_some_and(same))
}

/// The fact that other atoms of the same fact were matched with.
fn companion<'a>(side: &Side<'a>, other: &Side<'a>, atom: &Atom<'a>) -> Option<&'a Fact> {
    if !atom.sort.is_calendar() {
        return None;
    }
    side.atoms
        .iter()
        .zip(&side.met)
        .find_map(|(sibling, met)| match met {
            Met::With(there) if std::ptr::eq(sibling.fact, atom.fact) => {
                other.atoms.get(*there).map(|atom| atom.fact)
            }
            Met::With(_) | Met::Open | Met::Elsewhere => None,
        })
}

/// Which leftover of the source became which of the target: the likeliest first.
fn pair_up(sources: &[Leftover<'_, '_>], targets: &[Leftover<'_, '_>]) -> Vec<(usize, usize)> {
    let mut ways = Vec::new();
    for (one, source) in sources.iter().enumerate() {
        for (other, target) in targets.iter().enumerate() {
            if let Some(cost) = cost(source, target) {
                ways.push((cost, one, other));
            }
        }
    }
    ways.sort_unstable();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (_, one, other) in ways {
        if pairs
            .iter()
            .all(|&(source, target)| source != one && target != other)
        {
            pairs.push((one, other));
        }
    }
    pairs
}

/// How unlikely it is that one became the other; `None` where it is not worth saying.
fn cost(source: &Leftover<'_, '_>, target: &Leftover<'_, '_>) -> Option<usize> {
    const MOST: usize = 500;
    let firm = match (source.claim, target.claim) {
        (Claim::Firm, Claim::Firm | Claim::Weak | Claim::Repeated)
        | (Claim::Weak | Claim::Repeated, Claim::Firm) => true,
        (Claim::Weak, Claim::Weak) => false,
        (Claim::Weak | Claim::Repeated, Claim::Weak | Claim::Repeated)
        | (Claim::Excused, _)
        | (_, Claim::Excused) => return None,
    };
    let apart = source.atom.at.abs_diff(target.atom.at);
    if !firm && (apart > 300 || distance(source.atom, target.atom) > Some(100)) {
        return None;
    }
    let likeness = if alike(source.atom, target.atom) {
        250
    } else {
        0
    };
    let cost = (distance(source.atom, target.atom)? + apart * 2 / 5).saturating_sub(likeness);
    (cost <= MOST).then_some(cost)
}

/// How far two sorts lie from each other.
fn distance(source: &Atom<'_>, target: &Atom<'_>) -> Option<usize> {
    let one_way = |one: Sort, other: Sort| match (one, other) {
        (Sort::Money(_), Sort::Money(_))
        | (Sort::Share { .. }, Sort::Share { .. })
        | (Sort::Clock(_), Sort::Clock(_)) => Some(0),
        (Sort::Measure(one), Sort::Measure(other)) => Some(if one == other { 0 } else { 100 }),
        (Sort::Relative, Sort::Relative) => None,
        (Sort::Year, Sort::Decade) => Some(100),
        (Sort::Count, Sort::Ordinal) | (Sort::Decade, Sort::Century) => Some(150),
        (Sort::Count | Sort::Ordinal, Sort::Day | Sort::Measure(_))
        | (Sort::Count, Sort::Money(_) | Sort::Clock(_))
        | (Sort::Clock(_), Sort::Measure(_))
        | (Sort::Relative, Sort::Day | Sort::Month | Sort::Year | Sort::Weekday) => Some(200),
        (Sort::Count, Sort::Year | Sort::Percent | Sort::Decade | Sort::Century | Sort::Month) => {
            Some(250)
        }
        (Sort::Count, Sort::Share { .. } | Sort::Score | Sort::Phone)
        | (Sort::Percent | Sort::Score, Sort::Share { .. })
        | (Sort::Clock(_), Sort::Score) => Some(300),
        (one, other) => (one == other).then_some(0),
    };
    if let Some(numbered) = numbered_weekday(source, target) {
        return numbered.then_some(300);
    }
    // `22年` may be a year, and `30日` a length of time.
    let unsaid = |one: &Atom<'_>, other: &Atom<'_>| match other.sort {
        Sort::Year => is_numbered_year(one),
        Sort::Measure(unit) => unit.id() == "day" && is_bare_day(one),
        _ => false,
    };
    if unsaid(source, target) || unsaid(target, source) {
        return Some(150);
    }
    one_way(source.sort, target.sort).or_else(|| one_way(target.sort, source.sort))
}

/// Whether an ordinal can be a weekday's number, where one of two atoms is a weekday and the other an ordinal: `thứ sáu`,
/// `segunda`. No language counts further than seven, or calls a weekday the first.
fn numbered_weekday(one: &Atom<'_>, other: &Atom<'_>) -> Option<bool> {
    let ordinal = match (one.sort, other.sort) {
        (Sort::Ordinal, Sort::Weekday) => one,
        (Sort::Weekday, Sort::Ordinal) => other,
        _ => return None,
    };
    let number = ordinal.amount.value();
    Some(number > Decimal::ONE && number <= Decimal::from(7))
}

/// The same digits in another order, one digit more, less or changed, or the same amount of something else.
fn alike(source: &Atom<'_>, target: &Atom<'_>) -> bool {
    if source.amount.agrees(&target.amount) {
        return true;
    }
    let digits = |atom: &Atom<'_>| {
        let mut digits = atom.digits().into_bytes();
        while digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
        }
        digits
    };
    let (mut one, mut other) = (digits(source), digits(target));
    if one.len() > 1 && strsim::generic_levenshtein(&one, &other) <= 1 {
        return true;
    }
    one.sort_unstable();
    other.sort_unstable();
    one == other
}

fn changed<'a>(bead: usize, source: &Leftover<'_, 'a>, target: &Leftover<'_, 'a>) -> Change<'a> {
    let (from, to) = (source.atom, target.atom);
    let same = from.amount.agrees(&to.amount);
    let shift = match (from.sort, to.sort) {
        (Sort::Measure(one), Sort::Measure(other)) if same && one != other => Shift::Unit,
        // A bare number and an amount agree, unless the unit is an odd one.
        (Sort::Count | Sort::Ordinal, Sort::Measure(_))
        | (Sort::Measure(_), Sort::Count | Sort::Ordinal)
            if same =>
        {
            Shift::Unit
        }
        (Sort::Clock(time), Sort::Measure(_)) if is_hour(time, to.amount.value()) => Shift::Unit,
        (Sort::Measure(_), Sort::Clock(time)) if is_hour(time, from.amount.value()) => Shift::Unit,
        (Sort::Money(one), Sort::Money(other)) if same && !one.agrees(&other) => Shift::Currency,
        (Sort::Percent, Sort::Count) | (Sort::Count, Sort::Percent) if same => Shift::Percent,
        (Sort::Relative, _) | (_, Sort::Relative) => Shift::Relative,
        (_, _) => Shift::Value,
    };
    Change {
        source: Some(from.fact),
        target: Some(to.fact),
        bead,
        shift,
        confidence: sureness(source, target),
    }
}

fn sureness(source: &Leftover<'_, '_>, target: &Leftover<'_, '_>) -> f64 {
    let worded = [source, target]
        .into_iter()
        .filter(|left| left.atom.fact.spelling == Spelling::Words && !left.atom.sort.is_calendar());
    let base = match worded.count() {
        0 => 0.9,
        1 => 0.8,
        _ => 0.7,
    };
    let near = if alike(source.atom, target.atom) {
        0.05
    } else {
        0.0
    };
    let far = match distance(source.atom, target.atom) {
        Some(0..=100) => 0.0,
        Some(_) | None => 0.15,
    };
    base + near - far
}

fn alone<'a>(bead: usize, left: &Leftover<'_, 'a>, shift: Shift) -> Option<Change<'a>> {
    let fact = left.atom.fact;
    if !left.alone || left.atom.sort == Sort::Relative {
        return None;
    }
    let (source, target) = if shift == Shift::Missing {
        (Some(fact), left.companion)
    } else {
        (left.companion, Some(fact))
    };
    let shift = if left.companion.is_some() {
        Shift::Part
    } else {
        shift
    };
    let confidence = match (fact.spelling, left.atom.sort.is_calendar()) {
        (Spelling::Digits | Spelling::Mixed, _) => 0.75,
        (Spelling::Words, true) => 0.65,
        (Spelling::Words, false) => 0.5,
    };
    Some(Change {
        source,
        target,
        bead,
        shift,
        confidence,
    })
}

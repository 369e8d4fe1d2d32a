//! One bead's atoms, and which of them found their counterpart.

use std::ops::Range;

use rust_decimal::Decimal;

use super::agree::{Reason, agree};
use super::atom::{Atom, Sort, split};
use super::measure::{comes_to, is_degree, joined, sum};
use crate::align::Bead;
use crate::checks::{Pair, Text, side};
use crate::facts::{Amount, Fact, Spelling, Unit, Value};
use crate::text::Span;

/// More atoms than this on one side of a bead are a table or a list; only equal values are looked for there.
const MANY: usize = 64;

/// What became of an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Met {
    /// Nothing was found for it.
    Open,
    /// An atom of the other side of its bead, by number.
    With(usize),
    /// Something that is not one atom of its bead: a neighbouring bead's, several together, a restatement.
    Elsewhere,
}

/// One side of a bead.
#[derive(Debug)]
pub(super) struct Side<'a> {
    /// Its atoms, in order.
    pub(super) atoms: Vec<Atom<'a>>,
    /// What became of each.
    pub(super) met: Vec<Met>,
    /// Where they stand; `None` for an empty side.
    pub(super) span: Option<Span>,
}

impl<'a> Side<'a> {
    fn read(text: Text<'a>, segments: Range<usize>) -> Self {
        let span = text.span_of(segments);
        let mut atoms = Vec::new();
        let customary = text.pack().is_some_and(|pack| pack.customary_units);
        for fact in span.map_or(&[][..], |span| text.facts.within(span)) {
            let first = atoms.len();
            split(fact, &mut atoms);
            let at = span.map_or(0, |span| {
                (fact.span.start() - span.start()) * 1000 / span.len().max(1)
            });
            for atom in atoms.iter_mut().skip(first) {
                atom.at = at;
                atom.written = text.str(fact.span);
                atom.customary = customary;
            }
        }
        lend_units(text, &mut atoms);
        Self {
            met: vec![Met::Open; atoms.len()],
            atoms,
            span,
        }
    }

    /// The numbers of the atoms that nothing was found for.
    pub(super) fn open(&self) -> impl Iterator<Item = usize> {
        (0..self.met.len()).filter(|&at| self.met[at] == Met::Open)
    }
}

/// In "3 and 4 percent" the percent is said once for both.
fn lend_units(text: Text<'_>, atoms: &mut [Atom<'_>]) {
    /// Letters between the two.
    const NEAR: usize = 16;
    /// Bytes of one letter, at most.
    const LETTER: usize = 4;
    for at in (1..atoms.len()).rev() {
        let (head, tail) = atoms.split_at_mut(at);
        let (Some(one), Some(next)) = (head.last_mut(), tail.first()) else {
            continue;
        };
        if one.sort != Sort::Count || next.sort != Sort::Percent && !next.lends {
            continue;
        }
        let (from, past) = (one.fact.span.end(), next.fact.span.start());
        let gap = Span::new(from, past.max(from));
        one.lends = gap.len() <= NEAR * LETTER && text.str(gap).chars().nth(NEAR).is_none();
    }
}

/// A bead's atoms on both sides.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    /// The source's.
    pub(super) source: Side<'a>,
    /// The target's.
    pub(super) target: Side<'a>,
    /// One of the languages is known by its digits alone.
    pub(super) digits_only: bool,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(pair: &Pair<'a>, bead: &Bead) -> Self {
        Self {
            source: Side::read(pair.source, bead.source.clone()),
            target: Side::read(pair.target, bead.target.clone()),
            digits_only: [pair.source, pair.target]
                .into_iter()
                .any(|text| !reads_words(text)),
        }
    }

    /// The places of a side's values that are met in the bead, in order.
    pub(super) fn met(&self, side: side::Side) -> impl Iterator<Item = Span> {
        let side = match side {
            side::Side::Source => &self.source,
            side::Side::Target => &self.target,
        };
        let of_one = |one: &Atom<'_>, next: &Atom<'_>| std::ptr::eq(one.fact, next.fact);
        let mut from = 0;
        let facts = side.atoms.chunk_by(of_one);
        facts.filter_map(move |atoms| {
            let met = side.met.get(from..from + atoms.len())?;
            from += atoms.len();
            let open = met.contains(&Met::Open);
            atoms.first().filter(|_| !open).map(|atom| atom.fact.span)
        })
    }

    /// Finds counterparts within the bead.
    pub(super) fn settle(&mut self) {
        if self.source.atoms.is_empty() || self.target.atoms.is_empty() {
            return;
        }
        if self.source.atoms.len() > MANY || self.target.atoms.len() > MANY {
            self.meet_equal_values();
        }
        meet(&mut self.source, &mut self.target, Reason::Equal);
        meet_sums(&mut self.source, &mut self.target);
        meet_sums(&mut self.target, &mut self.source);
        meet_days(&mut self.source, &mut self.target);
        meet_days(&mut self.target, &mut self.source);
        meet(&mut self.source, &mut self.target, Reason::Clock);
        meet_pieces(&mut self.source, &mut self.target);
        meet_pieces(&mut self.target, &mut self.source);
        meet_results(&mut self.source, &mut self.target);
        meet_results(&mut self.target, &mut self.source);
        meet_borrowed_units(&mut self.source, &mut self.target);
        meet_borrowed_units(&mut self.target, &mut self.source);
        if self.digits_only {
            meet_digits(&mut self.source, &mut self.target);
        }
    }

    /// Equal values of long lists, by sorting; without this a table would cost the square of its length.
    fn meet_equal_values(&mut self) {
        let keys = |side: &Side<'_>| {
            let mut keys: Vec<_> = side
                .open()
                .map(|at| (side.atoms[at].amount.value(), at))
                .collect();
            keys.sort_unstable();
            keys
        };
        let (source, target) = (keys(&self.source), keys(&self.target));
        let mut next = target.iter().peekable();
        for (amount, at) in source {
            while next.next_if(|other| other.0 < amount).is_some() {}
            let equal = |other: &usize| {
                agree(&self.source.atoms[at], &self.target.atoms[*other]) == Some(Reason::Equal)
            };
            if let Some(&(_, other)) = next.next_if(|other| other.0 == amount && equal(&other.1)) {
                self.source.met[at] = Met::With(other);
                self.target.met[other] = Met::With(at);
            }
        }
    }
}

/// Whether number words of the text's language are known.
fn reads_words(text: Text<'_>) -> bool {
    text.pack()
        .is_some_and(|pack| !pack.numbers.words.is_empty())
}

/// Where a scale word, a unit or a month may be one that we cannot read, the digits that say something
/// are compared: `20 млн` and 20 million, `569万` and 5.69 million.
fn meet_digits(source: &mut Side<'_>, target: &mut Side<'_>) {
    let digits = |atom: &Atom<'_>| atom.digits().trim_matches('0').to_owned();
    for one in source.open().take(MANY).collect::<Vec<_>>() {
        let wanted = digits(&source.atoms[one]);
        let found = target
            .open()
            .take(MANY)
            .find(|&other| digits(&target.atoms[other]) == wanted);
        if let Some(other) = found {
            source.met[one] = Met::With(other);
            target.met[other] = Met::With(one);
        }
    }
}

/// Gives each open atom the open counterpart with the best reason, none worse than `least`, and among
/// those the one that stands nearest in order.
fn meet(source: &mut Side<'_>, target: &mut Side<'_>, least: Reason) {
    let mut ways = Vec::new();
    for one in source.open().take(MANY) {
        for other in target.open().take(MANY) {
            let (from, to) = (&source.atoms[one], &target.atoms[other]);
            let Some(reason) = agree(from, to).filter(|&reason| reason <= least) else {
                continue;
            };
            // "800 km/h (497 mph)" has an amount in the other side's unit: that one is its counterpart.
            let said = |side: &Side<'_>, sort| side.open().any(|at| side.atoms[at].sort == sort);
            let open = !said(source, to.sort) && !said(target, from.sort)
                || is_heat(from.sort) && is_heat(to.sort);
            if reason != Reason::Converted || from.sort == to.sort || open {
                ways.push((reason, from.at.abs_diff(to.at), one, other));
            }
        }
    }
    ways.sort_unstable();
    for (_, _, one, other) in ways {
        if source.met[one] == Met::Open && target.met[other] == Met::Open {
            source.met[one] = Met::With(other);
            target.met[other] = Met::With(one);
        }
    }
}

/// Degrees without more are no unit beside Celsius and Fahrenheit: they are one of the two.
fn is_heat(sort: Sort) -> bool {
    matches!(sort, Sort::Measure(unit) if is_degree(unit))
}

/// "9 of the 39" may be two numbers on the other side, and so may `2-1`: all of them or none.
fn meet_pieces(whole: &mut Side<'_>, pieces: &mut Side<'_>) {
    for at in whole.open().collect::<Vec<_>>() {
        let atom = &whole.atoms[at];
        let numbers = pieces_of(atom.fact, atom.sort);
        let found = find_each(&numbers, atom, pieces);
        // The one of "one of the four" is an article in many languages and counts for nothing there.
        // So it is in a score in words: `dos a uno`.
        let worded = || {
            let mut said = found.iter().flatten();
            said.all(|&at| pieces.atoms[at].fact.spelling == Spelling::Words)
        };
        let may_lack = |number: &Amount| {
            number.value() == Decimal::ONE && (atom.sort != Sort::Score || worded())
        };
        let lacks = numbers
            .iter()
            .zip(&found)
            .any(|(number, found)| found.is_none() && !may_lack(number));
        if lacks || found.iter().flatten().next().is_none() {
            continue;
        }
        whole.met[at] = Met::Elsewhere;
        for piece in found.into_iter().flatten() {
            pieces.met[piece] = Met::Elsewhere;
        }
    }
}

/// A result with a colon looks like a time, and one with a dash like a range: `16:32`, `16-32`.
fn meet_results(clocks: &mut Side<'_>, ranges: &mut Side<'_>) {
    for at in clocks.open().collect::<Vec<_>>() {
        let Sort::Clock(time) = clocks.atoms[at].sort else {
            continue;
        };
        let said = [time.hour, time.minute].map(Decimal::from);
        let is_same = |&first: &usize| {
            let Some([one, two]) = ranges.atoms.get(first..first + 2) else {
                return false;
            };
            std::ptr::eq(one.fact, two.fact)
                && [one, two].iter().all(|atom| atom.sort == Sort::Count)
                && [one, two].map(|atom| atom.amount.value()) == said
                && ranges.met[first + 1] == Met::Open
        };
        let same = ranges
            .open()
            .find(is_same)
            .filter(|_| time.second.is_none());
        if let Some(first) = same {
            clocks.met[at] = Met::Elsewhere;
            ranges.met[first] = Met::Elsewhere;
            ranges.met[first + 1] = Met::Elsewhere;
        }
    }
}

fn find_each(numbers: &[Amount], like: &Atom<'_>, pieces: &Side<'_>) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::new();
    for number in numbers {
        let wanted = Atom {
            sort: Sort::Count,
            amount: number.clone(),
            ..like.clone()
        };
        let fits = |at: &usize| {
            let piece = &pieces.atoms[*at];
            // Another score is another whole.
            piece.sort != like.sort
                && !found.contains(&Some(*at))
                && agree(&wanted, piece).is_some()
        };
        let next = pieces.open().find(fits);
        found.push(next);
    }
    found
}

fn pieces_of(fact: &Fact, sort: Sort) -> Vec<Amount> {
    match (sort, &fact.value) {
        (Sort::Share { .. }, Value::Fraction { part, whole }) => vec![part.clone(), whole.clone()],
        (Sort::Score, Value::Score(points)) => points
            .iter()
            .map(|&points| Amount::exactly(points))
            .collect(),
        // Only these two hold several numbers that cannot change by themselves.
        (_, _) => Vec::new(),
    }
}

/// `8/26` and `18.12` are a day and its month, in one order or the other, where the other side has them.
fn meet_days(written: &mut Side<'_>, dates: &mut Side<'_>) {
    for at in written.open().collect::<Vec<_>>() {
        let atom = &written.atoms[at];
        let Some((first, second)) = day_and_month(atom) else {
            continue;
        };
        let (first, second) = (Decimal::from(first), Decimal::from(second));
        let fits = |day: &Atom<'_>, month: &Atom<'_>| {
            let said = (day.amount.value(), month.amount.value());
            (day.sort, month.sort) == (Sort::Day, Sort::Month)
                && std::ptr::eq(day.fact, month.fact)
                && (said == (first, second) || said == (second, first))
        };
        // The parts of a date stand side by side, the day before its month.
        let open: Vec<usize> = dates.open().collect();
        let mut ways = open.windows(2).map(|both| (both[0], both[1]));
        let found = ways.find(|&(day, month)| fits(&dates.atoms[day], &dates.atoms[month]));
        if let Some((day, month)) = found {
            written.met[at] = Met::Elsewhere;
            dates.met[day] = Met::Elsewhere;
            dates.met[month] = Met::Elsewhere;
        }
    }
}

/// The two numbers of a fraction or a decimal that can be a day and a month.
fn day_and_month(atom: &Atom<'_>) -> Option<(u8, u8)> {
    if !matches!(atom.sort, Sort::Share { .. } | Sort::Count) {
        return None;
    }
    let (first, second) = atom.written.split_once(['/', '.', '・'])?;
    let number = |digits: &str| digits.parse::<u8>().ok().filter(|_| digits.len() <= 2);
    let (first, second) = (number(first)?, number(second)?);
    let calendar = (1..=31).contains(&first.max(second)) && (1..=12).contains(&first.min(second));
    calendar.then_some((first, second))
}

/// "5 feet 9 inches" may be `1,75 m` on the other side.
fn meet_sums(parts: &mut Side<'_>, wholes: &mut Side<'_>) {
    for at in 1..parts.atoms.len() {
        let both = [at - 1, at];
        if both.iter().any(|&at| parts.met[at] != Met::Open) {
            continue;
        }
        let (first, second) = (&parts.atoms[at - 1], &parts.atoms[at]);
        let both_ways = sum(first, second).or_else(|| sum(second, first));
        let Some(total) = both_ways.or_else(|| joined(first, second)) else {
            continue;
        };
        let Some(whole) = wholes
            .open()
            .find(|&other| agree(&total, &wholes.atoms[other]).is_some())
        else {
            continue;
        };
        for at in both {
            parts.met[at] = Met::Elsewhere;
        }
        wholes.met[whole] = Met::Elsewhere;
    }
}

/// "From 2 to 5 centimetres, up to 10 in places": the unit of a bare number may be said further off.
fn meet_borrowed_units(bare: &mut Side<'_>, full: &mut Side<'_>) {
    for at in bare.open().collect::<Vec<_>>() {
        let number = &bare.atoms[at];
        let lent = |unit| {
            full.open()
                .find(|&other| is_measure_in(&full.atoms[other], number, unit))
        };
        let units = bare.atoms.iter().filter_map(|atom| {
            if let Sort::Measure(unit) = atom.sort {
                Some(unit)
            } else {
                None
            }
        });
        if number.sort != Sort::Count {
            continue;
        }
        let Some(found) = units.map(lent).find_map(|found| found) else {
            continue;
        };
        bare.met[at] = Met::Elsewhere;
        full.met[found] = Met::Elsewhere;
    }
}

fn is_measure_in(measure: &Atom<'_>, number: &Atom<'_>, unit: Unit) -> bool {
    matches!(measure.sort, Sort::Measure(own) if comes_to(measure.amount.value(), own, number.amount.value(), unit))
}

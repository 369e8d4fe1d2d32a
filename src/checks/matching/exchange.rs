//! Two values of a kind that have changed places: both sides of a bead have both, and the words beside each tell that
//! either stands where the other belongs.

use super::agree::agree;
use super::change::Family;
use super::sheet::{Met, Sheet, Side};
use crate::checks::prose::quote;
use crate::checks::side;
use crate::checks::swapped::{Shared, Swap, swap};
use crate::checks::{Draft, Pair, Role, Severity};
use crate::facts::Fact;

/// More atoms than this on one side of a bead are a table or a list, in which no word belongs to one of them.
const MANY: usize = 24;

/// By how much the words must say more for two values exchanged.
const ENOUGH: f64 = 0.5;

/// Two values that have changed places, each as the source and as the target has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Exchange<'a> {
    one: [&'a Fact; 2],
    other: [&'a Fact; 2],
    excess: f64,
}

impl<'a> Exchange<'a> {
    /// The two values of a bead that have most likely changed places.
    pub(super) fn of(pair: &Pair<'_>, bead: usize, sheet: &Sheet<'a>) -> Option<Self> {
        let few = |side: &Side<'_>| (2..=MANY).contains(&side.atoms.len());
        if sheet.digits_only || !few(&sheet.source) || !few(&sheet.target) {
            return None;
        }
        let facts = carried(sheet);
        let kind = |at: usize| Family::of(&facts[at][0].value);
        let may = |one: usize, other: usize| kind(one) == kind(other);
        let turned =
            |one: usize, other: usize| may(one, other) && facts[one][1].span > facts[other][1].span;
        let any = (1..facts.len()).any(|other| (0..other).any(|one| turned(one, other)));
        if !any {
            return None;
        }
        let shared: Vec<Shared> = facts
            .iter()
            .map(|[source, target]| Shared {
                source: source.span,
                target: target.span,
            })
            .collect();
        let spans = (
            side::Side::Source.span(pair, bead),
            side::Side::Target.span(pair, bead),
        );
        let Swap { one, other, excess } =
            swap(pair, spans, &shared, may).filter(|swap| swap.excess > ENOUGH)?;
        Some(Self {
            one: facts[one],
            other: facts[other],
            excess,
        })
    }

    /// Whose rule tells it.
    pub(super) fn family(&self) -> Family {
        Family::of(&self.one[0].value)
    }

    /// The finding.
    pub(super) fn draft(&self, pair: &Pair<'_>) -> Draft {
        let said = |fact: &Fact| quote(pair.source.str(fact.span));
        let ([first, first_there], [second, second_there]) = (self.one, self.other);
        let message = format!("{} and {} have changed places", said(first), said(second));
        let confidence = if self.excess > 2.0 * ENOUGH { 0.8 } else { 0.7 };
        Draft::new(
            Severity::Major,
            confidence,
            message,
            Role::Target,
            first_there.span,
        )
        .and(Role::Target, second_there.span)
        .and(Role::Source, first.span)
        .and(Role::Source, second.span)
        .value(first.value.canonical())
        .value(second.value.canonical())
    }
}

/// The facts of the source, in order, that stand once in the bead and once, whole, on its other side.
fn carried<'a>(sheet: &Sheet<'a>) -> Vec<[&'a Fact; 2]> {
    let (source, target) = (&sheet.source, &sheet.target);
    let mut found: Vec<[&'a Fact; 2]> = Vec::new();
    let mut at = 0;
    while let Some(first) = source.atoms.get(at) {
        let size = |side: &Side<'_>, from: usize, fact: &Fact| {
            let rest = side.atoms.iter().skip(from);
            rest.take_while(|atom| std::ptr::eq(atom.fact, fact))
                .count()
        };
        let length = size(source, at, first.fact);
        let there = |one: usize| match source.met[one] {
            Met::With(other) => Some(&target.atoms[other]),
            Met::Open | Met::Elsewhere => None,
        };
        let whole = there(at).filter(|other| {
            let same = |one| there(one).is_some_and(|atom| std::ptr::eq(atom.fact, other.fact));
            let own = |atom: &&super::atom::Atom<'_>| std::ptr::eq(atom.fact, other.fact);
            (at..at + length).all(same) && target.atoms.iter().filter(own).count() == length
        });
        if let Some(other) = whole {
            let once = |side: &Side<'_>, fact: &Fact| {
                let rest = side
                    .atoms
                    .iter()
                    .filter(|atom| !std::ptr::eq(atom.fact, fact));
                !{ rest }.any(|atom| agree(atom, other).is_some() || agree(first, atom).is_some())
            };
            if once(source, first.fact) && once(target, other.fact) {
                found.push([first.fact, other.fact]);
            }
        }
        at += length;
    }
    found
}

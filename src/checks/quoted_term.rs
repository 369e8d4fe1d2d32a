//! quoted-term: a term set apart by quotation marks is translated in more than one way
//!
//! ## What it does
//! A word or two between quotation marks that comes back in a text is a term: a motto, a programme, a
//! coined word. The terms that stand between marks at the same places of the other version are collected;
//! where they are different words, one finding lists them with their places. It looks both ways: two terms
//! of the source that became one are told too.
//!
//! ## Why it matters
//! The marks tell the reader that this is the name of something. Under two names it becomes two things.
//!
//! ## Example
//! ```text
//! en: The "harvest" plan begins in May.     es: El plan "cosecha" comienza en mayo.
//! en: Each town has its own "harvest" team. es: Cada pueblo tiene su equipo de "recolección".
//! ```
//! → the quoted term “harvest” is “cosecha” and “recolección” in this version
//!
//! ## Not reported
//! - Forms of one word (`cosecha`, `cosechas`, `cosechar`) and other numbers before it.
//! - Speech, and quotations of more than three words.
//! - Places where the marks of the two versions do not pair off.
//! - A term that comes back without marks, or with marks in one version only.

use std::collections::BTreeMap;

use super::near::is_trusted;
use super::prose::quote;
use super::side::Side;
use super::stem::{akin, share_a_word, words};
use super::{Category, Check, Draft, Meta, Pair, Severity};
use crate::facts::Value;
use crate::text::Span;

/// More words than this are no term.
const LONGEST: usize = 3;

/// The rule.
#[derive(Debug)]
pub(super) struct QuotedTerm;

static META: Meta = Meta {
    name: "quoted-term",
    category: Category::InconsistentTerm,
    severity: Severity::Minor,
};

impl Check for QuotedTerm {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.aligned_unit {
            return;
        }
        let meetings = meetings(pair);
        for side in Side::BOTH {
            found.extend(
                families(&meetings, side)
                    .iter()
                    .filter_map(|family| judge(pair, side, family)),
            );
        }
    }
}

/// A quoted term.
#[derive(Debug, Clone)]
struct Term {
    span: Span,
    words: Vec<String>,
}

/// Terms of both versions that stand for each other, the source's first.
type Meeting = [Term; 2];

/// All places where a quoted term of one version stands for one of the other.
fn meetings(pair: &Pair<'_>) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
        let [source, target] = Side::BOTH.map(|side| terms(pair, side, bead));
        // With as many on both sides they stand in the same order, unless one that was kept says that they do not; otherwise
        // who is who is a guess.
        let crossed = source.iter().enumerate().any(|(at, from)| {
            let same = |(_, to): &(usize, &Term)| to.words == from.words;
            target.iter().enumerate().any(|to| to.0 != at && same(&to))
        });
        if source.len() == target.len() && !crossed {
            meetings.extend(source.into_iter().zip(target).map(|(from, to)| [from, to]));
        }
    }
    meetings
}

fn terms(pair: &Pair<'_>, side: Side, bead: usize) -> Vec<Term> {
    let text = side.text(pair);
    let facts = text.facts.within(side.span(pair, bead)).iter();
    let inner = facts.filter_map(|fact| match &fact.value {
        Value::Quotation(quotation)
            if !quotation.speech && quotation.opened && quotation.closed =>
        {
            Some(quotation.inner)
        }
        _ => None,
    });
    inner
        .map(|span| Term {
            span,
            words: words(text.str(span)),
        })
        .filter(|term| (1..=LONGEST).contains(&term.words.len()))
        .collect()
}

/// The meetings of each term of a side that comes back, in the order in which the terms first stand.
fn families(meetings: &[Meeting], side: Side) -> Vec<Vec<&Meeting>> {
    let own = |meeting: &Meeting| match side {
        Side::Source => meeting[0].clone(),
        Side::Target => meeting[1].clone(),
    };
    let mut families: Vec<Vec<&Meeting>> = Vec::new();
    // Terms are forms of one only where they begin alike, so a few letters find the candidates.
    let mut by_start: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for meeting in meetings {
        let term = own(meeting);
        let start: String = term
            .words
            .last()
            .map(|word| word.chars().take(4).collect())
            .unwrap_or_default();
        let candidates = by_start.entry(start).or_default();
        let same = |family: &Vec<&Meeting>| {
            family
                .first()
                .is_some_and(|first| is_form(&own(first).words, &term.words))
        };
        let known = candidates.iter().copied().find(|&at| same(&families[at]));
        if let Some(at) = known {
            families[at].push(meeting);
        } else {
            candidates.push(families.len());
            families.push(vec![meeting]);
        }
    }
    families.retain(|family| family.len() > 1);
    families
}

/// Whether two terms are forms of one: word for word alike.
fn is_form(one: &[String], other: &[String]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| akin(a, b))
}

/// The finding, where the other version has more than one word for the term.
fn judge(pair: &Pair<'_>, side: Side, family: &[&Meeting]) -> Option<Draft> {
    let (own, other) = (
        usize::from(side == Side::Target),
        usize::from(side == Side::Source),
    );
    let mut groups: Vec<Vec<&Term>> = Vec::new();
    for meeting in family {
        let term = &meeting[other];
        match groups.iter_mut().find(|group| {
            group
                .iter()
                .any(|known| share_a_word(&known.words, &term.words))
        }) {
            Some(group) => group.push(term),
            None => groups.push(vec![term]),
        }
    }
    if groups.len() < 2 {
        return None;
    }
    let there = side.other().text(pair);
    let mut forms: Vec<String> = groups
        .iter()
        .flatten()
        .map(|term| there.str(term.span).to_lowercase())
        .collect();
    forms.sort();
    forms.dedup();
    let first = &family.first()?[own];
    let version = if side == Side::Source {
        "this version"
    } else {
        "the source"
    };
    let term = quote(side.text(pair).str(first.span));
    let quoted: Vec<String> = forms.iter().map(|form| quote(form)).collect();
    let (last, rest) = quoted.split_last()?;
    let message = format!(
        "the quoted term {term} is {} and {last} in {version}",
        rest.join(", ")
    );
    // The rarer word first: it is the likelier slip.
    groups.sort_by_key(|group| (group.len(), group.first().map(|term| term.span.start())));
    let mut places = groups
        .iter()
        .flatten()
        .map(|term| (side.other().role(), term.span))
        .chain(
            family
                .iter()
                .map(|meeting| (side.role(), meeting[own].span)),
        );
    let (role, span) = places.next()?;
    let mut draft = Draft::new(Severity::Minor, 0.7, message, role, span);
    for (role, span) in places {
        draft = draft.showing(role, span);
    }
    let mut values = [first.words.join(" "), forms.join("|")];
    if side == Side::Target {
        values.reverse();
    }
    draft.values = values.to_vec();
    Some(draft)
}

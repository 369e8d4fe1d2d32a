//! population-drift: one counted group is named differently within a text
//!
//! ## What it does
//! Where the source counts one group twice out of the same total ("110/117 cadres …; 7/117 cadres …"), looks whether
//! the other version names it in one way too. Two names there ("empleados", "oficiales") make one group two.
//!
//! ## Why it matters
//! Shares of one total only mean something when they are of the same people or things. A reader of the version
//! cannot know that the 117 employees and the 117 officers are the same.
//!
//! ## Example
//! ```text
//! en: 40/52 teachers passed the course; 12/52 teachers did not.
//! es: 40/52 maestros aprobaron el curso; 12/52 funcionarios no lo hicieron.
//! ```
//!
//! ## Not reported
//! - Groups that the source names differently too: "18/30 boys, 12/30 girls".
//! - Another form of the same word ("maestro", "maestros"), or the name left out ("12/52 did not").
//! - Different totals.

use rust_decimal::Decimal;

use super::clause::words;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::facts::Value;
use crate::language::pack;
use crate::text::{Span, fold, similarity};

/// See the manual page above.
#[derive(Debug)]
pub(super) struct PopulationDrift;

static META: Meta = Meta {
    name: "population-drift",
    category: Category::InconsistentTerm,
    severity: Severity::Minor,
};

/// A share with the word that names what is counted.
struct Counted {
    part: Decimal,
    whole: Decimal,
    span: Span,
    noun: Span,
}

impl Check for PopulationDrift {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        for bead in pair.passage_beads().iter().filter(|bead| bead.is_matched()) {
            let source: Vec<_> = bead
                .source
                .clone()
                .flat_map(|passage| counted(&pair.source, passage))
                .collect();
            let target: Vec<_> = bead
                .target
                .clone()
                .flat_map(|passage| counted(&pair.target, passage))
                .collect();
            let twins: Vec<_> = source
                .iter()
                .filter_map(|one| {
                    target
                        .iter()
                        .find(|other| (other.part, other.whole) == (one.part, one.whole))
                        .map(|other| (one, other))
                })
                .collect();
            let mut told: Vec<Decimal> = Vec::new();
            for (at, &(source, target)) in twins.iter().enumerate() {
                let earlier = twins[..at]
                    .iter()
                    .find(|(other, _)| other.whole == source.whole);
                let Some(&(source_first, target_first)) = earlier else {
                    continue;
                };
                let one_group = same_noun(&pair.source, source_first.noun, source.noun);
                if one_group
                    && !same_noun(&pair.target, target_first.noun, target.noun)
                    && !told.contains(&source.whole)
                {
                    told.push(source.whole);
                    found.push(draft(pair, [source_first, source], [target_first, target]));
                }
            }
        }
    }
}

fn draft(pair: &Pair<'_>, source: [&Counted; 2], target: [&Counted; 2]) -> Draft {
    let name = |of: &Counted| pair.target.str(of.noun);
    let message = format!(
        "the same {} are “{}” in {}/{} and “{}” in {}/{}; the source says “{}” both times",
        target[0].whole,
        name(target[0]),
        target[0].part,
        target[0].whole,
        name(target[1]),
        target[1].part,
        target[1].whole,
        pair.source.str(source[0].noun)
    );
    let draft = Draft::new(
        Severity::Minor,
        0.8,
        message,
        Role::Target,
        target[1].span.cover(target[1].noun),
    );
    let draft = draft
        .and(Role::Target, target[0].span.cover(target[0].noun))
        .and(Role::Source, source[1].span.cover(source[1].noun));
    draft
        .value(fold(pair.source.str(source[0].noun)))
        .value(format!(
            "{} {}",
            fold(name(target[0])),
            fold(name(target[1]))
        ))
}

/// The shares of a passage that name what they count right after the number.
fn counted(text: &Text<'_>, passage: usize) -> Vec<Counted> {
    let block = text.document.passage(passage);
    let Some(pack) = block.language.or(text.language()).and_then(pack) else {
        return Vec::new();
    };
    let counted = |fact: &crate::facts::Fact| {
        let Value::Fraction { part, whole } = &fact.value else {
            return None;
        };
        let segment = text.segment_of(fact.span)?;
        let after = Span::new(fact.span.end(), segment.span.end().max(fact.span.end()));
        let noun = words(text.document.text(), after).into_iter().next()?;
        let beside = text.str(Span::new(fact.span.end(), noun.start()));
        let small = pack
            .function_words
            .iter()
            .any(|word| super::clause::same_word(word, text.str(noun)));
        let is_noun = beside.chars().all(char::is_whitespace)
            && !small
            && text.str(noun).chars().all(|c| !c.is_ascii_digit());
        is_noun.then(|| Counted {
            part: part.value(),
            whole: whole.value(),
            span: fact.span,
            noun,
        })
    };
    text.facts
        .within(block.span)
        .iter()
        .filter_map(counted)
        .collect()
}

/// Whether two words are forms of one: alike but for their endings.
fn same_noun(text: &Text<'_>, a: Span, b: Span) -> bool {
    let (a, b) = (fold(text.str(a)), fold(text.str(b)));
    a == b || similarity(&a, &b) >= 0.6
}

//! partition-overlap: two classes that must exclude each other overlap
//!
//! ## What it does
//! Finds counts that share one total and add up to all of it (110 of 117 and 7 of 117, or 94 % and 6 %), so that
//! nobody can be in two of the classes, and yet one class is a grade **and better** ("well or better", "bien o
//! mejor", "tốt trở lên") while another is that same grade alone ("well", "bien", "tốt"), which lies inside the first.
//!
//! ## Why it matters
//! One of the two claims is wrong: usually a grade was lost in writing or in translation ("fairly" became "well").
//! No comparison of numbers sees it, since every number is right.
//!
//! ## Example
//! ```text
//! en: 88/100 schools were rated good or better; 12/100 schools were rated good.
//! ```
//! The 12 schools would already be among the 88, and 88 + 12 = 100 leaves no room for that.
//!
//! ## Not reported
//! - Counts that do not add up to the total: 18/21 "well or better" beside 2/21 "well" leaves one to explain it.
//! - Another grade, or none, in the second class ("completed", "fairly", "did not complete").
//! - A denial in the second class ("did not do well").

use rust_decimal::Decimal;

use super::clause::{clause, find_phrase, longest_at, same_word, words};
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{Fact, Value};
use crate::language::{Claims, pack};
use crate::text::{Span, shorten};

/// See the manual page above.
#[derive(Debug)]
pub(super) struct PartitionOverlap;

static META: Meta = Meta {
    name: "partition-overlap",
    category: Category::Mistranslation,
    severity: Severity::Major,
};

/// So many classes at most make up one whole: beyond that a sum is chance.
const MOST_CLASSES: usize = 5;

/// One counted class.
struct Class {
    /// The clause that says it.
    span: Span,
    part: Decimal,
    whole: Decimal,
    percent: bool,
}

impl Check for PartitionOverlap {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for passage in text.document.passages() {
            let Some(claims) = passage
                .language
                .or(text.language())
                .and_then(pack)
                .map(|pack| &pack.claims)
            else {
                continue;
            };
            if claims.cumulative.is_empty() {
                continue;
            }
            let classes = classes(text, passage.span);
            // One class alone leaves nothing to overlap.
            if classes.len() < 2 {
                continue;
            }
            for run in partitions(&classes) {
                found.extend(overlap(text, claims, &run));
            }
        }
    }
}

/// The counted classes of a passage, in order: shares of a count, or else percentages that no count stands beside.
fn classes(text: &Text<'_>, passage: Span) -> Vec<Class> {
    let class = |fact: &Fact| {
        let (part, whole, percent) = match &fact.value {
            Value::Fraction { part, whole } => (part.value(), whole.value(), false),
            Value::Percentage(share) => (share.value(), Decimal::ONE_HUNDRED, true),
            _ => return None,
        };
        let segment = text.segment_of(fact.span)?;
        Some(Class {
            span: clause(text.document.text(), segment.span, fact.span),
            part,
            whole,
            percent,
        })
    };
    text.facts
        .within(passage)
        .iter()
        .filter_map(class)
        .collect()
}

/// The runs of neighbouring classes that share one whole and make up all of it, each class counted once.
fn partitions(classes: &[Class]) -> Vec<Vec<&Class>> {
    let mut out = Vec::new();
    for percent in [false, true] {
        let same_kind: Vec<_> = classes
            .iter()
            .filter(|class| class.percent == percent)
            .collect();
        for (at, first) in same_kind.iter().enumerate() {
            let mut sum = Decimal::ZERO;
            for (count, class) in same_kind[at..]
                .iter()
                .take(MOST_CLASSES)
                .take_while(|class| class.whole == first.whole)
                .enumerate()
            {
                sum += class.part;
                if sum == first.whole && count > 0 && first.whole > Decimal::ONE {
                    out.push(same_kind[at..=at + count].to_vec());
                }
            }
        }
        if !out.is_empty() {
            break;
        }
    }
    out
}

/// The class that is a grade and better, and the class of that grade alone.
fn overlap(text: &Text<'_>, claims: &Claims, run: &[&Class]) -> Option<Draft> {
    let source = text.document.text();
    let (upper, grade) = run
        .iter()
        .find_map(|class| grade_and_better(source, claims, class).map(|grade| (*class, grade)))?;
    let inside = run
        .iter()
        .find(|class| !std::ptr::eq(**class, upper) && holds_grade(text, claims, class, grade))?;
    let sum = run
        .iter()
        .map(|class| class.part.to_string())
        .collect::<Vec<_>>()
        .join(" + ");
    let all = if upper.percent {
        "100 %".to_owned()
    } else {
        upper.whole.to_string()
    };
    let message = format!(
        "“{}” takes in everyone graded “{grade}”, so “{}” would lie inside it; yet {sum} = {all} makes them separate classes: one of the two claims cannot be true",
        shorten(text.str(upper.span), 90),
        shorten(text.str(inside.span), 90)
    );
    let draft = Draft::new(
        Severity::Major,
        if upper.percent { 0.75 } else { 0.9 },
        message,
        Role::Text,
        inside.span,
    )
    .and(Role::Text, upper.span);
    Some(
        draft
            .value(format!("{}/{}", inside.part, inside.whole))
            .value(format!("{}/{}", upper.part, upper.whole)),
    )
}

/// The grade that a cumulative marker widens: the word before the marker, or the nearest grade word before that
/// (Vietnamese says "hoàn thành tốt nhiệm vụ trở lên").
fn grade_and_better<'t>(source: &'t str, claims: &Claims, class: &Class) -> Option<&'t str> {
    let words = words(source, class.span);
    let marker = find_phrase(source, &words, &claims.cumulative)?;
    let before = &words[..marker.start];
    let known = (0..before.len())
        .rev()
        .take(6)
        .find(|&at| longest_at(source, before, at, &claims.grades).is_some());
    let at = known.or_else(|| before.len().checked_sub(1))?;
    let len = longest_at(source, before, at, &claims.grades).unwrap_or(1);
    let grade = before[at].cover(before[at + len - 1]).of(source);
    (!grade.bytes().all(|byte| byte.is_ascii_digit())).then_some(grade)
}

/// Whether a class is of that grade alone: it has the word, no marker and no denial.
fn holds_grade(text: &Text<'_>, claims: &Claims, class: &Class, grade: &str) -> bool {
    let source = text.document.text();
    let here = words(source, class.span);
    let grade: Vec<_> = grade.split_whitespace().collect();
    let has = here.windows(grade.len()).any(|window| {
        window
            .iter()
            .zip(&grade)
            .all(|(word, part)| same_word(word.of(source), part))
    });
    let denied = text
        .facts
        .within(class.span)
        .iter()
        .any(|fact| matches!(fact.value, Value::Negation { .. }));
    has && !denied
        && find_phrase(source, &here, &claims.cumulative).is_none()
        && find_phrase(source, &here, &claims.cumulative_down).is_none()
}

//! partition-sum: parts that are said to make up a whole do not add up to it
//!
//! ## What it does
//! Adds up the parts where a text says that they are all of a whole: a total and the list of its parts ("a total of 50
//! people: 30 men and 25 women", "a panel of 15, made up of 8 doctors and 6 nurses"), and shares of one whole with their
//! percentages, where the percentages make 100 and the counts do not make the whole, or the other way round.
//!
//! ## Why it matters
//! One of the figures is wrong, and a reader who adds them up stops trusting the rest. When only the translation has it,
//! a digit was mistyped; when the source has it too, the author should hear of it.
//!
//! ## Example
//! ```text
//! en: The fleet has a total of 120 buses: 70 electric and 60 diesel.
//! es: La flota tiene un total de 120 autobuses: 70 eléctricos y 60 diésel.
//! vi: Đội xe có tổng cộng 120 xe buýt: 70 xe điện và 60 xe chạy dầu.
//! ```
//! 70 + 60 is 130.
//!
//! ## Not reported
//! - Lists that nothing says to be complete: "50 guests (12 from abroad)", "including 3 of ours".
//! - Lists in which any of the numbers make up the whole: the others say more of a part ("30 men, 12 of them retired,
//!   and 20 women").
//! - Lists with a part that has no number ("and a few others"), when less than the whole is said.
//! - Wholes that are rough, or a bound: "about 50", "more than 50".
//! - Sums that are nowhere near the whole: they are of something else.
//! - What rounding explains in percentages.

use std::ops::Range;

use rust_decimal::Decimal;

use super::clause::{find_phrase, words};
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::document::Segment;
use crate::facts::{Amount, Fact, Value};
use crate::language::{Claims, Pack, pack};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct PartitionSum;

static META: Meta = Meta {
    name: "partition-sum",
    category: Category::Number,
    severity: Severity::Major,
};

/// A list has so many parts at most; in a longer one some of the numbers make any sum.
const MOST_PARTS: usize = 8;

/// How many words may stand between a total and the word that calls it one, and before it a word that makes it rough.
const NEAR: usize = 4;

/// A sum is near its whole within one part in so many.
const NEAR_SUM: i64 = 4;

impl Check for PartitionSum {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for passage in text.document.passages() {
            let Some(pack) = passage.language.or(text.language()).and_then(pack) else {
                continue;
            };
            for &segment in &text.document.segments()[passage.segments.clone()] {
                found.extend(list(text, pack, segment));
            }
            found.extend(shares(text.facts.within(passage.span)));
        }
    }
}

/// A number that can be added to others of its kind: the amount, and the unit or currency that they share.
fn counted(fact: &Fact) -> Option<(Decimal, &str)> {
    let (amount, kind) = match &fact.value {
        Value::Number(amount) => (amount, ""),
        Value::Quantity(amount, unit) => (amount, unit.id()),
        Value::Money(amount, currency) => (amount, currency.code()),
        _ => return None,
    };
    let sure = amount.is_certain() && amount.value() > Decimal::ZERO;
    sure.then(|| (amount.value(), kind))
}

/// The first total of a segment whose list of parts does not add up.
fn list(text: &Text<'_>, pack: &Pack, segment: Segment) -> Option<Draft> {
    let facts = text.facts.within(segment.span);
    // A whole and two parts.
    if facts.iter().filter_map(counted).count() < 3 {
        return None;
    }
    facts.iter().enumerate().find_map(|(at, whole)| {
        let (amount, kind) = counted(whole)?;
        // Its parts are less than it is, and stand behind it.
        let part = |fact: &&Fact| counted(fact).is_some_and(|it| it.0 < amount && it.1 == kind);
        if facts.iter().skip(at + 1).filter(part).count() < 2 {
            return None;
        }
        let region = region(text, &pack.claims, segment.span, whole.span)?;
        let parts = parts(facts.get(at + 1..)?, region, amount, kind)?;
        let said: Vec<_> = parts.iter().map(|part| part.1).collect();
        if any_make(&said, amount) {
            return None;
        }
        let count = nearest(&said, amount)?;
        let sum: Decimal = said[..count].iter().sum();
        let all_numbered = sum > amount || is_closed_list(text, pack, &parts[..count], region);
        all_numbered.then(|| off(text, whole, &parts[..count], sum))
    })
}

/// Where the parts of a whole stand: behind words that say what it is made up of, or behind a colon or in brackets
/// where it is called a total.
fn region(text: &Text<'_>, claims: &Claims, segment: Span, whole: Span) -> Option<Span> {
    let source = text.document.text();
    let before = words(source, Span::new(segment.start(), whole.start()));
    let before = &before[before.len().saturating_sub(NEAR)..];
    let has = |words: &[Span], phrases: &[String]| find_phrase(source, words, phrases).is_some();
    if has(before, &claims.roughly)
        || has(before, &claims.cumulative)
        || has(before, &claims.cumulative_down)
    {
        return None;
    }
    let rest = Span::new(whole.end(), segment.end());
    let opening = text.str(rest).find([':', '(', ';', ',', '.']);
    let opening = opening.map_or(rest.end(), |at| rest.start() + at);
    let after = words(source, Span::new(rest.start(), opening));
    if has(&after, &claims.cumulative) || has(&after, &claims.cumulative_down) {
        return None;
    }
    let made = made_of(source, claims, Span::new(rest.start(), rest.end()), opening);
    if let Some(from) = made {
        return Some(Span::new(from, rest.end()));
    }
    let total = has(before, &claims.totals) || has(&after[..after.len().min(NEAR)], &claims.totals);
    let said = text.str(Span::new(opening, rest.end()));
    match said.chars().next() {
        Some(':') if total => Some(Span::new(opening + 1, rest.end())),
        Some('(') if total => {
            let close = said.find(')')?;
            Some(Span::new(opening + 1, opening + close))
        }
        _ => None,
    }
}

/// Where the words "made up of" end, when they follow a whole directly or behind its noun, with or without a comma.
fn made_of(source: &str, claims: &Claims, rest: Span, opening: usize) -> Option<usize> {
    let behind = words(source, rest);
    let noun = behind
        .iter()
        .take_while(|word| word.start() < opening)
        .count();
    let found: Range<usize> = find_phrase(
        source,
        &behind[..behind.len().min(noun + NEAR)],
        &claims.made_of,
    )?;
    (found.start <= noun && noun <= NEAR).then(|| behind[found.end - 1].end())
}

/// The numbers of a list with their facts; `None` where something else is counted too, or too many or too few.
fn parts<'a>(
    rest: &'a [Fact],
    region: Span,
    whole: Decimal,
    kind: &str,
) -> Option<Vec<(&'a Fact, Decimal)>> {
    let mut parts = Vec::new();
    for fact in rest {
        if fact.span.start() < region.start() || fact.span.end() > region.end() {
            continue;
        }
        match &fact.value {
            Value::Number(_) | Value::Quantity(..) | Value::Money(..) => {
                let (amount, other) = counted(fact)?;
                if other != kind || amount >= whole {
                    return None;
                }
                parts.push((fact, amount));
            }
            Value::Fraction { .. } | Value::Range(..) | Value::Duration(..) | Value::Score(_) => {
                return None;
            }
            _ => {}
        }
    }
    (2..=MOST_PARTS).contains(&parts.len()).then_some(parts)
}

/// Whether some of the parts make the whole.
fn any_make(parts: &[Decimal], whole: Decimal) -> bool {
    (1_u32..1 << parts.len()).any(|chosen| {
        let sum: Decimal = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| chosen & (1 << at) != 0)
            .map(|(_, part)| *part)
            .sum();
        sum == whole
    })
}

/// How many of the first parts come nearest to the whole, where they come near.
fn nearest(parts: &[Decimal], whole: Decimal) -> Option<usize> {
    let mut sum = *parts.first()?;
    let mut best: Option<(Decimal, usize)> = None;
    for (at, part) in parts.iter().enumerate().skip(1) {
        sum += *part;
        let off = (sum - whole).abs();
        if best.is_none_or(|(least, _)| off < least) {
            best = Some((off, at + 1));
        }
    }
    let (off, count) = best?;
    let near = (whole / Decimal::from(NEAR_SUM)).max(Decimal::ONE);
    (off <= near).then_some(count)
}

/// Whether every member of the list has its number: one noun at most stands between two numbers, and none follows with
/// a conjunction of its own.
fn is_closed_list(text: &Text<'_>, pack: &Pack, parts: &[(&Fact, Decimal)], region: Span) -> bool {
    let members = |from: usize, to: usize| {
        let said = text.str(Span::new(from, to.max(from)));
        said.split([',', ';'])
            .flat_map(|piece| split_at_conjunctions(piece, &pack.numbers.conjunctions))
            .filter(|&has_words| has_words)
            .count()
    };
    let between = parts
        .windows(2)
        .all(|pair| members(pair[0].0.span.end(), pair[1].0.span.start()) <= 1);
    let last = parts
        .last()
        .map_or(region.end(), |(fact, _)| fact.span.end());
    // A conjunction before the last number closes the list, and what follows a comma is another clause.
    let closed = parts.windows(2).last().is_some_and(|pair| {
        let gap = Span::new(pair[0].0.span.end(), pair[1].0.span.start());
        split_at_conjunctions(text.str(gap), &pack.numbers.conjunctions).len() > 1
    });
    let rest = Span::new(last, region.end());
    let more = split_at_conjunctions(text.str(rest), &pack.numbers.conjunctions).len() > 1;
    between && !more && (closed || members(last, region.end()) <= 1)
}

/// The pieces of a stretch between conjunctions: for each, whether it has words.
fn split_at_conjunctions(piece: &str, conjunctions: &[String]) -> Vec<bool> {
    let mut pieces = vec![false];
    for word in piece.split_whitespace() {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric() && c != '&')
            .to_lowercase();
        if conjunctions.contains(&bare) {
            pieces.push(false);
        } else if !bare.is_empty()
            && let Some(last) = pieces.last_mut()
        {
            *last = true;
        }
    }
    pieces
}

fn off(text: &Text<'_>, whole: &Fact, parts: &[(&Fact, Decimal)], sum: Decimal) -> Draft {
    let sums: Vec<_> = parts.iter().map(|(_, part)| part.to_string()).collect();
    let last = parts.last().map_or(whole.span, |(fact, _)| fact.span);
    let message = format!(
        "the parts of {} do not add up: {} = {}",
        text.str(whole.span),
        sums.join(" + "),
        sum.normalize()
    );
    Draft::new(
        Severity::Major,
        0.7,
        message,
        Role::Text,
        whole.span.cover(last),
    )
    .value(whole.value.canonical())
    .value(sums.join("+"))
}

/// A share of a whole with the percentage that says it again.
struct Share<'a> {
    fact: &'a Fact,
    part: Decimal,
    whole: Decimal,
    percentage: Decimal,
    /// What rounding may take or give.
    slack: Decimal,
}

/// Neighbouring shares of one whole where either the counts or the percentages are all of it, and not both.
fn shares(facts: &[Fact]) -> Option<Draft> {
    let shares = with_percentages(facts);
    (0..shares.len()).find_map(|from| {
        let same = shares[from..]
            .iter()
            .take(MOST_PARTS)
            .take_while(|share| share.whole == shares[from].whole)
            .count();
        (2..=same).find_map(|count| disagreement(&shares[from..from + count]))
    })
}

fn with_percentages(facts: &[Fact]) -> Vec<Share<'_>> {
    let values: Vec<_> = facts
        .iter()
        .filter(|fact| {
            matches!(
                fact.value,
                Value::Fraction { .. } | Value::Percentage(_) | Value::Number(_)
            )
        })
        .collect();
    let share = |pair: &[&'_ Fact]| -> Option<(Decimal, Decimal, Decimal)> {
        let (Value::Fraction { part, whole }, Value::Percentage(said)) =
            (&pair[0].value, &pair[1].value)
        else {
            return None;
        };
        let sure = [part, whole, said].into_iter().all(Amount::is_certain);
        (sure && whole.value() > Decimal::ONE).then(|| (part.value(), whole.value(), said.value()))
    };
    values
        .windows(2)
        .filter_map(|pair| {
            let (part, whole, percentage) = share(pair)?;
            Some(Share {
                fact: pair[0],
                part,
                whole,
                percentage,
                slack: Decimal::new(1, percentage.scale()),
            })
        })
        .collect()
}

fn disagreement(run: &[Share<'_>]) -> Option<Draft> {
    let (first, last) = (run.first()?, run.last()?);
    let count: Decimal = run.iter().map(|share| share.part).sum();
    let percent: Decimal = run.iter().map(|share| share.percentage).sum();
    let slack: Decimal = run.iter().map(|share| share.slack).sum();
    let all_counted = count == first.whole;
    let all_percent = (percent - Decimal::ONE_HUNDRED).abs() <= slack;
    if all_counted == all_percent {
        return None;
    }
    let sum = |values: Vec<String>| values.join(" + ");
    let counts = sum(run.iter().map(|share| share.part.to_string()).collect());
    let percentages = sum(run
        .iter()
        .map(|share| share.percentage.to_string())
        .collect());
    let whole = first.whole;
    let message = if all_counted {
        format!("{counts} is all of {whole}, yet the percentages {percentages} make {percent}")
    } else {
        format!(
            "the percentages {percentages} are all of it, yet {counts} makes {count} and not {whole}"
        )
    };
    let span = first.fact.span.cover(last.fact.span);
    let draft = Draft::new(Severity::Major, 0.8, message, Role::Text, span);
    Some(draft.value(counts).value(percentages))
}

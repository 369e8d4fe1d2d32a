//! The verdict on two documents: versions of one text, related, or neither. It hangs on the two alone.

use super::keys::{Keys, keys, shared};
use super::{Kind, Relation};
use crate::align::{Bitext, align, align_shared};
use crate::document::{BlockKind, Document};
use crate::facts::{Facts, Value};
use crate::text::shorten;

/// Below these shares of matched text two documents are not versions of one text: of the one that is covered more, and
/// of the other (a version may leave half of the text out).
const COVERED: (f64, f64) = (0.65, 0.3);

/// A bead is well supported from this score on.
const SUPPORTED: f64 = 0.5;

/// Two versions name the same things. Where both name enough, this share of what the poorer one names is in the other too.
const AGREEING: f64 = 0.3;

/// So much must a document name before its silence on what the other names says something.
const TELLING: f64 = 3.0;

/// Weight of shared keys from which documents are related, if some passages are shared too.
const RELATED: f64 = 3.0;

/// Says how two documents stand to each other.
pub fn relate(a: (&Document, &Facts), b: (&Document, &Facts)) -> Relation {
    let of = [keys(a.0.text(), a.1), keys(b.0.text(), b.1)];
    verdict(a, b, &of[0], &of[1])
}

/// [`relate`] with the keys at hand.
pub(super) fn verdict(
    a: (&Document, &Facts),
    b: (&Document, &Facts),
    keys_a: &Keys,
    keys_b: &Keys,
) -> Relation {
    let (names, weight) = shared(keys_a, keys_b);
    let bitext = align(a.0, a.1, b.0, b.1);
    let covered = [coverage(a.0, &bitext, 0), coverage(b.0, &bitext, 1)];
    let (more, less) = (covered[0].max(covered[1]), covered[0].min(covered[1]));
    let datelines = [dateline(a), dateline(b)];
    let other_day = matches!(&datelines, [Some(one), Some(other)] if one != other);
    let shared_passages = || align_shared(a.0, a.1, b.0, b.1).passages.len();
    let agreement = agreement(keys_a, keys_b, weight);
    let alike =
        agreement.is_none_or(|share| share >= if other_day { 2.0 * AGREEING } else { AGREEING });
    let kind = if more >= COVERED.0 && less >= COVERED.1 && alike {
        Kind::Translation
    } else if weight >= RELATED && shared_passages() > 0 {
        Kind::Related
    } else {
        Kind::Unrelated
    };
    let score = match kind {
        Kind::Translation => (more + less) / 2.0,
        Kind::Related => weight / (weight + 2.0 * RELATED),
        Kind::Unrelated => less / 2.0,
    };
    let mut evidence = Vec::new();
    let matched = bitext
        .passages
        .iter()
        .filter(|bead| bead.is_matched() && bead.score >= SUPPORTED)
        .map(|bead| bead.source.len())
        .sum::<usize>();
    let passages = a.0.passage_count();
    match kind {
        Kind::Translation => {
            evidence.push(format!("{matched} of {passages} passages align in order"))
        }
        Kind::Related => evidence.push(format!(
            "{} say the same",
            passages_in_words(shared_passages())
        )),
        Kind::Unrelated => {}
    }
    evidence.extend(both_name(&names));
    if let ([Some(one), Some(other)], true) = (&datelines, other_day) {
        evidence.push(format!("the datelines differ: {one} and {other}"));
    }
    if kind == Kind::Unrelated {
        evidence.push(format!("only {matched} of {passages} passages line up"));
    }
    Relation {
        a: 0,
        b: 1,
        kind,
        score: (score * 1000.0).round() / 1000.0,
        evidence,
    }
}

/// Share of what the document that names less names, that the other names too; `None` where it names too little to tell.
fn agreement(a: &Keys, b: &Keys, shared: f64) -> Option<f64> {
    let total = |keys: &Keys| keys.weights.values().sum::<f64>();
    let least = total(a).min(total(b));
    (least >= TELLING).then(|| shared / least)
}

/// Share of a document's text that well-supported beads cover, by how sure they are.
fn coverage(document: &Document, bitext: &Bitext, side: usize) -> f64 {
    let bytes = |segments: std::ops::Range<usize>| {
        document.segments()[segments]
            .iter()
            .map(|segment| segment.span.len())
            .sum::<usize>()
    };
    let real = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let all = bytes(0..document.segments().len());
    let supported = bitext
        .segments
        .iter()
        .filter(|bead| bead.is_matched() && bead.score >= SUPPORTED);
    let covered: f64 = supported
        .map(|bead| {
            bead.score
                * real(bytes(if side == 0 {
                    bead.source.clone()
                } else {
                    bead.target.clone()
                }))
        })
        .sum();
    if all == 0 { 0.0 } else { covered / real(all) }
}

/// The date that stands by itself on a line: when the text was published.
fn dateline((document, facts): (&Document, &Facts)) -> Option<String> {
    let mut blocks = document
        .passages()
        .filter(|block| block.kind == BlockKind::Dateline);
    blocks.find_map(|block| {
        facts
            .within(block.span)
            .iter()
            .find_map(|fact| match &fact.value {
                Value::Date(date) if date.year.is_some() && date.day.is_some() => {
                    Some(fact.value.canonical())
                }
                _ => None,
            })
    })
}

fn passages_in_words(count: usize) -> String {
    if count == 1 {
        "one passage".to_owned()
    } else {
        format!("{count} passages")
    }
}

/// "both name …", with the first few.
fn both_name(names: &[String]) -> Option<String> {
    const SHOWN: usize = 4;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| shorten(name, 40))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    match (shown.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("both name {}", shown.join(", "))),
        (false, more) => Some(format!("both name {} and {more} more", shown.join(", "))),
    }
}

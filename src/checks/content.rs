//! Sentences, clauses and asides that stand on one side of an aligned passage only: what
//! `missing-content` and `added-content` share.

use std::ops::Range;

use super::aside::asides;
use super::beyond::beyond;
use super::coverage::{Reader, evidence};
use super::gap::is_claim;
use super::loss::Loss;
use super::prose;
use super::side::Side;
use super::{Draft, Pair, Severity, Text, merged, unfinished};
use crate::document::BlockKind;
use crate::facts::{Fact, Value};
use crate::text::{Span, fold, real, shorten};

/// Letters from which a sentence or clause says something even where it names no number and nobody.
const SUBSTANCE: usize = 40;

/// Below it, whether anything is lacking at all is less than sure, and nobody's facts are at stake yet.
const SURE: f64 = 0.8;

/// The same of whole sentences, which no free wording takes in by the way.
const SURE_OF_SENTENCES: f64 = 0.7;

/// Something that one side of a pair lacks.
#[derive(Debug, Clone)]
pub(super) struct Lack {
    /// Where it stands.
    pub(super) span: Span,
    /// The place on the other side, where one is aligned or beside it.
    place: Option<Span>,
    confidence: f64,
    what: What,
    /// Whether `place` is the sentence before, not the one that lacks the words.
    apart: bool,
}

/// What is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Sentence,
    Words,
    /// What must follow the word at `place`, whatever it is.
    Sequel,
}

/// What the other side of a pair lacks, in order.
pub(super) fn lacks(pair: &Pair<'_>, side: Side) -> Vec<Lack> {
    let mut all = sentences(pair, side);
    all.extend(passages(pair, side));
    let found = pair.losses(side).iter();
    all.extend(found.filter_map(|loss| clause(pair, side, loss)));
    if side == Side::Source {
        // Translators add asides of their own for the reader: a gloss, the original behind its name.
        let asides = asides(pair);
        all.extend(asides.iter().filter_map(|loss| clause(pair, side, loss)));
    }
    if side == Side::Source {
        all.extend(broken_off(pair, &all));
    }
    all.sort_by_key(|lack| (lack.span.start(), std::cmp::Reverse(lack.span.end())));
    all.dedup_by(|next, lack| lack.span.overlaps(next.span));
    in_rows(side.text(pair), all)
}

/// Joins sentences that follow each other and lack in one place: a reader wants to hear of them once.
fn in_rows(text: Text<'_>, all: Vec<Lack>) -> Vec<Lack> {
    let follows = |last: &Lack, next: &Lack| {
        let sentences = [last, next].iter().all(|lack| lack.what == What::Sentence);
        sentences
            && last.place == next.place
            && text.segment_at(last.span.end().saturating_sub(1)) + 1
                == text.segment_at(next.span.start())
            && !is_cell(text, next.span)
            && text.segment_of(next.span).map(|segment| segment.passage)
                == text.segment_of(last.span).map(|segment| segment.passage)
    };
    let mut out: Vec<Lack> = Vec::with_capacity(all.len());
    for next in all {
        match out.last_mut().filter(|last| follows(last, &next)) {
            Some(last) => {
                last.span = last.span.cover(next.span);
                last.confidence = last.confidence.max(next.confidence);
            }
            None => out.push(next),
        }
    }
    out
}

/// How many sentences a stretch touches.
fn sentences_of(text: Text<'_>, span: Span) -> usize {
    let last = text.segment_at(span.end().saturating_sub(1));
    last + 1 - text.segment_at(span.start()).min(last)
}

/// Whether a stretch is sentences from end to end, whatever marks close the last.
fn is_whole(text: Text<'_>, span: Span) -> bool {
    let end = span.end().saturating_sub(1);
    let ends = [span, Span::new(end, end)].map(|place| text.segment_of(place));
    let [Some(first), Some(last)] = ends else {
        return false;
    };
    let rest = |from: usize, to: usize| text.str(Span::new(from.min(to), to));
    let said = |text: &str| text.contains(char::is_alphanumeric);
    !said(rest(first.span.start(), span.start())) && !said(rest(span.end(), last.span.end()))
}

/// Sentences without a counterpart, inside passages that have one.
fn sentences(pair: &Pair<'_>, side: Side) -> Vec<Lack> {
    let ratio = prose::length_ratio(pair);
    let scale = match side {
        Side::Source => ratio,
        Side::Target => 1.0 / ratio,
    };
    let (text, other) = (side.text(pair), side.other().text(pair));
    let mut found = Vec::new();
    for (number, bead) in pair.beads().iter().enumerate() {
        let (units, there) = (side.of(bead), side.other().of(bead));
        if units.is_empty()
            || !there.is_empty()
            || bead.score < 0.5
            || stands_beside(pair, side, number, scale)
        {
            continue;
        }
        let Some(span) = text
            .span_of(units)
            .filter(|&span| is_inside(pair, side, span) && !is_short_cell(text, span))
            .filter(|&span| !is_said_beside(pair, side, there.clone(), span))
        else {
            continue;
        };
        let segments = other.document.segments();
        let place = segments
            .get(there.start.saturating_sub(1))
            .or(segments.first())
            .map(|segment| segment.span);
        found.push(Lack {
            span,
            place,
            confidence: bead.score.clamp(0.3, 0.95),
            what: What::Sentence,
            apart: true,
        });
    }
    found
}

/// Whether a stretch is a cell of a table with a word or two: `Yes`, a name, a number that its row is about.
fn is_short_cell(text: Text<'_>, span: Span) -> bool {
    const FEW: usize = 3;
    is_cell(text, span) && prose::words(&text, span).count() < FEW
}

fn is_cell(text: Text<'_>, span: Span) -> bool {
    let segment = text.segment_of(span);
    segment.is_some_and(|it| text.document.passage(it.passage).kind == BlockKind::TableRow)
}

/// Passages that only stand beside what is lined up with them.
fn passages(pair: &Pair<'_>, side: Side) -> impl Iterator<Item = Lack> {
    let found = merged::lost(pair, side).into_iter();
    found.map(|(span, place, odds)| Lack {
        span,
        place: Some(place),
        confidence: confidence(odds),
        what: What::Sentence,
        apart: true,
    })
}

/// Whether a place stands in a passage that has a counterpart.
fn is_inside(pair: &Pair<'_>, side: Side, span: Span) -> bool {
    let Some(passage) = prose::passage_at(&side.text(pair), span) else {
        return false;
    };
    let bead = pair
        .passage_beads()
        .iter()
        .find(|bead| side.of(bead).contains(&passage));
    bead.is_some_and(|bead| bead.is_matched() && bead.score >= 0.5)
}

/// Whether the sentences beside the place say what is lacking, in words that do not stand for their own counterparts'.
fn is_said_beside(pair: &Pair<'_>, side: Side, place: Range<usize>, span: Span) -> bool {
    let (Some(here), Some(there)) = (Reader::of(pair, side), Reader::of(pair, side.other())) else {
        return false;
    };
    let cover = beyond(pair, side, place, (&here, &there));
    let words = evidence(here.words(span), &cover, there.column);
    words.iter().map(|word| word.weight).sum::<f64>() < 0.0
}

/// Whether a neighbouring bead is longer on the other side than it explains, by about as much as is lacking.
fn stands_beside(pair: &Pair<'_>, side: Side, number: usize, scale: f64) -> bool {
    let letters = |text: &Text<'_>, segments| {
        let span = text.span_of(segments);
        span.map_or(0.0, |span| real(prose::letters(text.str(span))))
    };
    let (text, other) = (side.text(pair), side.other().text(pair));
    let beads = pair.beads();
    let wanted = letters(&text, side.of(&beads[number])) * scale;
    let neighbours = [number.checked_sub(1), Some(number + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| beads.get(at));
    neighbours.filter(|bead| bead.is_matched()).any(|bead| {
        let surplus =
            letters(&other, side.other().of(bead)) - letters(&text, side.of(bead)) * scale;
        surplus >= 0.6 * wanted
    })
}

/// Sentences of the target that break off where those of the source do not: something was cut out behind the word.
fn broken_off(pair: &Pair<'_>, known: &[Lack]) -> Vec<Lack> {
    let mut found = Vec::new();
    for bead in pair.beads().iter().filter(|bead| bead.is_matched()) {
        let spans = [Side::Source, Side::Target].map(|side| side.text(pair).span_of(side.of(bead)));
        let [Some(source), Some(target)] = spans else {
            continue;
        };
        let told = known.iter().any(|lack| lack.span.overlaps(source));
        if told {
            continue;
        }
        if let Some(word) = unfinished::first(pair.target, target)
            && unfinished::first(pair.source, source).is_none()
        {
            found.push(Lack {
                span: source,
                place: Some(word),
                confidence: 0.6,
                what: What::Sequel,
                apart: false,
            });
        }
    }
    found
}

/// What lacks where a stretch is lost.
pub(super) fn clause(pair: &Pair<'_>, side: Side, loss: &Loss) -> Option<Lack> {
    let bead = pair.beads().get(loss.bead)?;
    let place = side.other().text(pair).span_of(side.other().of(bead));
    if place.is_some_and(|place| spells_out(pair, side, loss, place)) {
        return None;
    }
    Some(Lack {
        span: loss.span,
        place,
        confidence: confidence(loss.odds),
        what: What::Words,
        apart: false,
    })
}

/// Whether what seems lost may spell an acronym out that the other side has and this one has not (`DWD`, *German Weather
/// Service*): two long words with capitals stand in it, at most one small word apart.
fn spells_out(pair: &Pair<'_>, side: Side, loss: &Loss, place: Span) -> bool {
    /// Letters of a word of such a name, and words around it that may be lost with it.
    const LONG: usize = 4;
    const FEW: usize = 16;
    let (text, other) = (side.text(pair), side.other().text(pair));
    let own = text.str(side.span(pair, loss.bead));
    let facts = other.facts.within(place).iter();
    let mut acronyms = facts.filter(|fact| matches!(fact.value, Value::Acronym(_)));
    let lacks = |fact: &Fact| !own.contains(other.str(fact.span));
    let is_part = |word: &str| word.starts_with(char::is_uppercase) && word.chars().count() >= LONG;
    let words: Vec<&str> = prose::words(&text, loss.span)
        .map(|(_, word)| word)
        .collect();
    let named =
        |at: usize| is_part(words[at]) && words[at + 1..].iter().take(2).any(|it| is_part(it));
    words.len() <= FEW
        && !is_whole(text, loss.span)
        && acronyms.any(lacks)
        && (0..words.len()).any(named)
}

/// Log-odds as a share of one, with an eye on how rare losses are among good translations.
fn confidence(odds: f64) -> f64 {
    (1.0 / (1.0 + (2.0 - odds).exp())).clamp(0.4, 0.95)
}

impl Lack {
    /// The finding that the version lacks it.
    pub(super) fn missing(&self, pair: &Pair<'_>) -> Draft {
        let version = prose::version(&pair.target);
        let said = (
            format!("is missing in {version}"),
            format!("are missing in {version}"),
        );
        self.draft(pair, Side::Source, (&said.0, &said.1))
    }

    /// The finding. `one` and `many` say what happened: `is missing in the Spanish version`.
    pub(super) fn draft(&self, pair: &Pair<'_>, side: Side, (one, many): (&str, &str)) -> Draft {
        let text = side.text(pair);
        let said = text.str(self.span);
        let what = match self.what {
            What::Words if is_whole(text, self.span) => What::Sentence,
            what => what,
        };
        let message = match (what, self.place) {
            (What::Sequel, Some(place)) => {
                let other = side.other().text(pair);
                let (word, version) = (prose::quote(other.str(place)), prose::version(&other));
                format!("the sentence breaks off after {word} in {version}")
            }
            (What::Sentence, _) => {
                let noun = if is_cell(text, self.span) {
                    "cell"
                } else {
                    "sentence"
                };
                match sentences_of(text, self.span) {
                    ..=1 => format!("the {noun} {} {one}", prose::quote(said)),
                    many_of => format!(
                        "{many_of} {noun}s in a row {many}, from {} on",
                        prose::quote(said)
                    ),
                }
            }
            (What::Words | What::Sequel, _) => format!("the words {} {many}", prose::quote(said)),
        };
        let value = shorten(&fold(said), 60);
        let sure = match what {
            What::Sentence => SURE_OF_SENTENCES,
            What::Words | What::Sequel => SURE,
        };
        let (places, values) = match side {
            Side::Source => (
                [
                    self.place.map(|place| (Side::Target, place)),
                    Some((Side::Source, self.span)),
                ],
                [value, String::new()],
            ),
            Side::Target => (
                [
                    Some((Side::Target, self.span)),
                    self.place.map(|place| (Side::Source, place)),
                ],
                [String::new(), value],
            ),
        };
        Draft {
            severity: if self.confidence >= sure && has_substance(&text, self.span) {
                Severity::Major
            } else {
                Severity::Minor
            },
            confidence: self.confidence,
            message,
            places: places
                .into_iter()
                .flatten()
                .map(|(side, span)| (side.role(), span))
                .collect(),
            beside: self
                .place
                .filter(|_| self.apart)
                .map(|place| (side.other().role(), place))
                .into_iter()
                .collect(),
            origin: None,
            values: values.to_vec(),
        }
    }
}

fn has_substance(text: &Text<'_>, span: Span) -> bool {
    let mut facts = text.facts.within(span).iter();
    let claims = facts.any(|fact| is_claim(&fact.value));
    claims || prose::letters(text.str(span)) >= SUBSTANCE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::document::read::{ReadOptions, read_bytes};
    use crate::facts::extract;
    use crate::language::Language;

    #[test]
    fn a_cell_of_a_word_or_two_is_short_and_a_line_of_running_text_is_no_cell() {
        let page = "| Name | What it does |\n| --- | --- |\n| PORT | The port it listens on |\n\nNot always.\n";
        let options = ReadOptions::in_language(Some(Language::EN));
        let document =
            read_bytes("t", page.as_bytes().to_vec(), Format::Markdown, options).unwrap();
        let facts = extract(&document);
        let text = Text {
            document: &document,
            facts: &facts,
        };
        let span = |said: &str| {
            let at = document.text().find(said).unwrap();
            Span::new(at, at + said.len())
        };
        let tells = |said: &str| (is_cell(text, span(said)), is_short_cell(text, span(said)));
        assert_eq!(tells("PORT"), (true, true));
        assert_eq!(tells("The port it listens on"), (true, false));
        assert_eq!(tells("Not always."), (false, false));
    }
}

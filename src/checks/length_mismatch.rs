//! length-mismatch: a passage far shorter or longer than its counterpart explains
//!
//! ## What it does
//! Compares the lengths of sentences and passages that are lined up, in letters, with what the two
//! languages usually need and with the ratio of this very pair of texts. Speaks only where nothing more
//! precise is said about the place. Of a language whose words cotejo does not know (Russian, Chinese, Japanese, Korean,
//! Arabic, Hindi, Dutch, Indonesian), the length is all that tells, and less is taken for too short or too long. Of Chinese and
//! Japanese, characters, syllables and letters are counted for what each usually comes to.
//!
//! ## Why it matters
//! Something was left out or put in, although no number and no name shows it.
//!
//! ## Example
//! ```text
//! en: The museum, which opened in the old harbour in spring and drew crowds at once, closes on Monday.
//! es: El museo cierra el lunes.
//! ```
//!
//! ## Not reported
//! - Pairs of different scripts for which no pack says how long texts are.
//! - Short passages: three words may stand for one.
//! - Headings, captions and lists, which translators shorten on purpose.
//! - A place where `missing-content`, `missing-passage` or `untranslated` says what is wrong.

use std::cmp::Ordering;

use super::coverage::Reader;
use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text, content};
use crate::align::Bead;
use crate::document::BlockKind;
use crate::facts::{Fact, Value};
use crate::text::{Span, real};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct LengthMismatch;

static META: Meta = Meta {
    name: "length-mismatch",
    category: Category::Omission,
    severity: Severity::Minor,
};

/// Letters of the source below which nothing is said.
const LETTERS: f64 = 40.0;

/// Letters below which a notice or a label may well be put in half the words.
const FEW: f64 = 60.0;

impl Check for LengthMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if !prose::is_comparable(pair) {
            return;
        }
        let scale = Scale::of(pair);
        let once = |bead: &&Bead| {
            let segment = pair.target.document.segments().get(bead.target.start);
            segment.is_none_or(|segment| {
                let passage = segment.passage;
                !pair.twice().is_original(passage) && !pair.twice().is_translation(passage)
            })
        };
        let running = pair
            .beads()
            .iter()
            .filter(|bead| is_running(pair, bead))
            .filter(once);
        let far = running.filter_map(|bead| {
            let spans = spans(pair, bead)?;
            mismatch(pair, bead, spans, &scale)
        });
        let mut far: Vec<Draft> = far.collect();
        if far.is_empty() {
            return;
        }
        let said = [Side::Source, Side::Target].map(|side| {
            let lacks = content::lacks(pair, side);
            (
                side.role(),
                lacks.into_iter().map(|lack| lack.span).collect::<Vec<_>>(),
            )
        });
        far.retain(|draft| {
            let told = |(role, span): &(Role, Span)| {
                said.iter()
                    .any(|(of, spans)| of == role && overlaps(spans, *span))
            };
            !draft.places.iter().any(told)
        });
        found.extend(far);
    }
}

fn overlaps(spans: &[Span], with: Span) -> bool {
    let from = spans.partition_point(|span| span.end() <= with.start());
    spans.get(from).is_some_and(|span| span.overlaps(with))
}

fn spans(pair: &Pair<'_>, bead: &Bead) -> Option<(Span, Span)> {
    let trusted = bead.is_matched() && bead.score >= 0.5;
    let spans = (
        pair.source.span_of(Side::Source.of(bead))?,
        pair.target.span_of(Side::Target.of(bead))?,
    );
    trusted.then_some(spans)
}

fn is_running(pair: &Pair<'_>, bead: &Bead) -> bool {
    let segment = pair.source.document.segments().get(bead.source.start);
    segment.is_some_and(
        |segment| match pair.source.document.passage(segment.passage).kind {
            BlockKind::Paragraph | BlockKind::ListItem => true,
            BlockKind::Heading(_)
            | BlockKind::Caption
            | BlockKind::TableRow
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Code
            | BlockKind::FrontMatter
            | BlockKind::Shortcode
            | BlockKind::Furniture => false,
        },
    )
}

fn mismatch(
    pair: &Pair<'_>,
    bead: &Bead,
    (source, target): (Span, Span),
    scale: &Scale,
) -> Option<Draft> {
    let ratio = scale.ratio;
    let same = if scale.across {
        copied(pair, source, target)
    } else {
        0
    };
    let here = real(worded(pair.source, source).saturating_sub(same));
    let there = real(worded(pair.target, target).saturating_sub(same));
    let dense = Dense::of(pair, source, target);
    let (depart, share) = dense.map_or_else(
        || (departure(here * ratio, there), there / (here * ratio)),
        |dense| (dense.departure(), dense.share()),
    );
    let expected = there / share.max(f64::EPSILON);
    let bounds = Bounds::of(bead, scale.alone && here >= FEW);
    let far = Departure::of(here, depart, share, &bounds)?;
    let (word, value) = match far {
        Departure::Short => ("shorter", "short"),
        Departure::Long => ("longer", "long"),
    };
    let message = format!(
        "this is much {word} than {} leads one to expect ({:.0} letters instead of some {:.0}): {}",
        prose::the_source(pair),
        there + real(same),
        expected + real(same),
        prose::quote(pair.target.str(target)),
    );
    let confidence = (0.4 + (depart.abs() - 6.0) / 20.0).clamp(0.4, 0.8);
    Some(
        Draft::new(Severity::Minor, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(value),
    )
}

/// Letters of a stretch without those of addresses and code, which no language makes longer or shorter.
fn worded(text: Text<'_>, span: Span) -> usize {
    let kept = |fact: &&Fact| matches!(fact.value, Value::Link(_) | Value::Placeholder(_));
    let mut reached = span.start();
    let mut letters = text.letters(span);
    for fact in text.facts.within(span).iter().filter(kept) {
        // A link may stand in code: no letter is taken off twice.
        let own = Span::new(fact.span.start().max(reached), fact.span.end().max(reached));
        letters = letters.saturating_sub(prose::letters(text.str(own)));
        reached = own.end();
    }
    letters
}

/// How the lengths of a pair's texts are compared.
#[derive(Debug)]
struct Scale {
    /// Letters of the target for each of the source.
    ratio: f64,
    /// Whether no lexicon has one of the languages.
    alone: bool,
    /// Whether the scripts differ.
    across: bool,
}

impl Scale {
    fn of(pair: &Pair<'_>) -> Self {
        let alone = Reader::both(pair).is_none();
        // The languages of the lexicon are all written in Latin letters.
        let across = alone && !(prose::is_latin(&pair.source) && prose::is_latin(&pair.target));
        Self {
            ratio: prose::length_ratio(pair),
            alone,
            across,
        }
    }
}

/// Letters of the words that stand on both sides as they are: where scripts differ, a name or a title that was left in Latin
/// letters takes as many on either side.
fn copied(pair: &Pair<'_>, source: Span, target: Span) -> usize {
    let [here, there] = [(&pair.source, source), (&pair.target, target)];
    let latin = |(text, span): (&Text<'_>, Span)| -> Vec<String> {
        let words = prose::words(text, span).map(|(_, word)| word);
        let latin = words.filter(|word| word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        let mut words: Vec<String> = latin.map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    let (own, mut others) = (latin(here), latin(there).into_iter().peekable());
    let mut same = 0;
    for word in own {
        while others.next_if(|other| *other < word).is_some() {}
        same += others.next_if_eq(&word).map_or(0, |word| word.len());
    }
    same
}

/// By how many standard deviations a length departs from the expected one (Gale and Church: the variance
/// grows with the length; 2.5 letters squared a letter is what news translations show).
fn departure(expected: f64, actual: f64) -> f64 {
    (actual - expected) / (2.5 * expected.max(1.0)).sqrt()
}

/// The lengths of two texts of which one is written in Chinese characters, in letters of English: a character of a name says
/// more than a syllable of a verb or a letter of a brand, so that the mere number of letters tells little.
#[derive(Debug)]
struct Dense {
    /// What the target should come to.
    expected: f64,
    /// What it comes to.
    actual: f64,
}

impl Dense {
    /// What a translation says more than its source, which it explains.
    const EXPLAINS: f64 = 1.1;

    /// How widely these lengths scatter, as the variance for each letter.
    const VARIANCE: f64 = 3.3;

    fn of(pair: &Pair<'_>, source: Span, target: Span) -> Option<Self> {
        let dense = |text: &Text<'_>| text.pack().is_some_and(|pack| pack.character > 0.0);
        if !dense(&pair.source) && !dense(&pair.target) {
            return None;
        }
        Some(Self {
            expected: worth(pair.source, source)? * Self::EXPLAINS,
            actual: worth(pair.target, target)?,
        })
    }

    fn departure(&self) -> f64 {
        (self.actual - self.expected) / (Self::VARIANCE * self.expected.max(1.0)).sqrt()
    }

    fn share(&self) -> f64 {
        self.actual / self.expected.max(1.0)
    }
}

/// What the letters of a stretch come to in English; `None` where no pack says.
fn worth(text: Text<'_>, span: Span) -> Option<f64> {
    let pack = text.pack().filter(|pack| pack.length > 0.0)?;
    if pack.character <= 0.0 {
        return Some(real(worded(text, span)) * 100.0 / pack.length);
    }
    let (mut characters, mut syllables) = (0, 0);
    for c in text.str(span).chars().filter(|c| c.is_alphanumeric()) {
        match c {
            '\u{3041}'..='\u{30ff}' => syllables += 1,
            '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'.. => characters += 1,
            _ => {}
        }
    }
    let others = worded(text, span).saturating_sub(characters + syllables);
    Some(real(characters) * pack.character + real(syllables) * pack.syllable + real(others))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Departure {
    Short,
    Long,
}

impl Departure {
    /// Of translations made by people, fewer than one in a thousand departs so far where words are known, and two to five
    /// where they are not.
    fn of(source: f64, depart: f64, share: f64, bounds: &Bounds) -> Option<Self> {
        if source < LETTERS {
            None
        } else if depart < bounds.short && share < bounds.shortest {
            Some(Self::Short)
        } else if depart > bounds.long && share > bounds.longest {
            Some(Self::Long)
        } else {
            None
        }
    }
}

/// From where on a length is too short or too long: in standard deviations, and as a share of the expected one.
#[derive(Debug)]
struct Bounds {
    short: f64,
    shortest: f64,
    long: f64,
    longest: f64,
}

impl Bounds {
    /// Where words tell what is lacking, length only speaks of what no word shows; where a language's words are not known, it
    /// is all there is. Then a sentence more or less speaks as well.
    fn of(bead: &Bead, alone: bool) -> Self {
        const WITH_WORDS: Bounds = Bounds {
            short: -4.5,
            shortest: 0.55,
            long: 5.5,
            longest: 1.8,
        };
        const ALONE: Bounds = Bounds {
            short: -3.0,
            shortest: 0.62,
            long: 4.8,
            longest: 1.7,
        };
        if !alone {
            return WITH_WORDS;
        }
        match bead.source.len().cmp(&bead.target.len()) {
            Ordering::Less => Self {
                long: 2.9,
                longest: 1.4,
                ..ALONE
            },
            Ordering::Equal => ALONE,
            Ordering::Greater => Self {
                short: -2.2,
                shortest: 0.7,
                ..ALONE
            },
        }
    }
}

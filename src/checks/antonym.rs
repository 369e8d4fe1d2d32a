//! antonym: a word became its opposite
//!
//! ## What it does
//! Looks for words of opposite meaning (`before` and `after`, `north` and `south`, `rose` and `fell`) in passages that are
//! lined up. Where the source has a word of the one end of such a scale that nothing in the version answers, and the version
//! has one of the other end, at the same place, that nothing in the source answers, it reports the two.
//!
//! ## Why it matters
//! Both sentences read well, name the same facts, and cannot both be true.
//!
//! ## Example
//! ```text
//! en: The river rose again two days after the storm.
//! es: El río volvió a crecer dos días antes de la tormenta.
//! ```
//! → “after” became “antes”, its opposite
//!
//! ## Severity
//! Major where the opposite stands within two words of the place where its counterpart would, else minor. Within four at most.
//!
//! ## Not reported
//! - Words that mean something else in a phrase: `after all`, `at last`, `dar a luz`.
//! - Passages in which one side denies more often than the other: `not before noon` is `after noon`.
//! - Words that the rest of the passage answers: by the lexicon, by their spelling, or by another word of the same end.
//! - Two words that turned together (`less dangerous`, `safer`), and one that turned together with those around it (`the
//!   farmers sell to the baker`, `the baker buys from the farmers`).
//! - Words farther than that from each other's place.
//!
//! ## Limits
//! Opposites that are not in the list, and opposites that a prefix makes (`likely`, `unlikely`), are left to
//! `negation-mismatch`, which sees some of the latter.

use std::ops::Range;

use smallvec::SmallVec;

use super::coverage::Reader;
use super::denials::{Denial, InWords, plain, taken_back};
use super::near::is_trusted;
use super::places::Word;
use super::prose::{self, quote};
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::facts::{Fact, Value};
use crate::language::{Opposites, Pole, opposites};
use crate::text::{Span, real, word_hash};

/// The rule.
#[derive(Debug)]
pub(super) struct Antonym;

static META: Meta = Meta {
    name: "antonym",
    category: Category::Mistranslation,
    severity: Severity::Major,
};

/// How far, in words, a word may stand from the place where its counterpart would.
const FARTHEST: f64 = 4.0;

/// More words than these for one end are a list or a table, in which no word belongs to one of them.
const MANY: usize = 12;

/// Up to which distance there is next to no doubt.
const NEXT: f64 = 2.0;

/// Within how many words what stands before and behind a word is asked for: `the farmers sell to the baker` is `the baker
/// buys from the farmers`.
const AROUND: usize = 6;

/// Within how many words two that turned say together what the source says: `few remember`, `viele haben vergessen`.
const BESIDE: usize = 6;

/// Within how many words a denial bears on one: `without danger` is `safely`.
const NEAR: usize = 3;

/// A word or phrase that stands for an end of a scale.
#[derive(Debug, Clone, Copy)]
struct Mark {
    pole: Pole,
    span: Span,
}

/// Those of one side of a bead, in order of the ends.
type Marks = SmallVec<[Mark; 8]>;

impl Check for Antonym {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let known = Side::BOTH.map(|side| side.text(pair).language().and_then(opposites));
        let [Some(source), Some(target)] = known else {
            return;
        };
        for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
            let marks = [
                marks(pair, Side::Source, bead, source),
                marks(pair, Side::Target, bead, target),
            ];
            let poles = turned(&marks);
            if !poles.is_empty()
                && plain(pair, Side::Source, bead) == plain(pair, Side::Target, bead)
            {
                let said = InWords::of(pair, bead);
                let marks = &marks;
                Compared { pair, marks, said }.tell(&poles, found);
            }
        }
    }
}

/// The words of one side of a bead that stand for the ends of scales.
fn marks(pair: &Pair<'_>, side: Side, bead: usize, known: &Opposites) -> Marks {
    let words = pair.parts(side, side.span(pair, bead));
    let mut found = SmallVec::new();
    let mut at = 0;
    while at < words.len() {
        let behind = words[at..].iter();
        let Some((length, poles)) = known.at(behind.map(|word| (&*word.lower, word.hash))) else {
            at += 1;
            continue;
        };
        let span = words[at].span.cover(words[at + length - 1].span);
        found.extend(poles.iter().map(|&pole| Mark { pole, span }));
        at += length;
    }
    found.sort_by_key(|mark: &Mark| (mark.pole, mark.span.start()));
    found
}

/// The marks of one end.
fn of(marks: &Marks, pole: Pole) -> &[Mark] {
    let from = marks.partition_point(|mark| mark.pole < pole);
    let past = marks.partition_point(|mark| mark.pole <= pole);
    marks.get(from..past).unwrap_or_default()
}

/// How often source and target name an end, and how often its opposite.
fn named(marks: &[Marks; 2], pole: Pole) -> [[usize; 2]; 2] {
    let count = |pole: Pole| [&marks[0], &marks[1]].map(|side| of(side, pole).len());
    [count(pole), count(pole.opposite())]
}

/// The ends that the source names while the target names their opposites.
fn turned(marks: &[Marks; 2]) -> SmallVec<[Pole; 2]> {
    if marks[1].is_empty() {
        return SmallVec::new();
    }
    let mut poles: SmallVec<[Pole; 8]> = marks[0].iter().map(|mark| mark.pole).collect();
    poles.dedup();
    let turned = poles.into_iter().filter(|&pole| {
        let [[own, kept], [others, new]] = named(marks, pole);
        let few = [own, kept, others, new].iter().all(|&times| times <= MANY);
        few && new > 0 && (kept < own || new > others)
    });
    turned.collect()
}

/// A bead and what stands in it for the ends of scales.
struct Compared<'p, 'a> {
    pair: &'p Pair<'a>,
    marks: &'p [Marks; 2],
    said: InWords<'p>,
}

impl Compared<'_, '_> {
    fn tell(&self, poles: &[Pole], found: &mut Vec<Draft>) {
        let turned: SmallVec<[Turned; 2]> =
            poles.iter().filter_map(|&pole| self.turned(pole)).collect();
        for (number, one) in turned.iter().enumerate() {
            // `Less dangerous` is `safer`: two that turned together say what the source says.
            let both = turned.iter().any(|other| other.is_beside(one));
            // A word may stand for an end of two scales.
            let again = turned.iter().take(number).any(|other| other.to == one.to);
            if one.far <= FARTHEST && !one.excused && !both && !again {
                found.push(one.draft(self.pair));
            }
        }
    }

    /// The word of an end of a scale that became its opposite.
    fn turned(&self, pole: Pole) -> Option<Turned> {
        let opposite = pole.opposite();
        let (gone, new) = (
            self.open(Side::Source, pole),
            self.open(Side::Target, opposite),
        );
        let [[own, kept], [others, named]] = named(self.marks, pole);
        if own == kept + 1 && named == others + 1 {
            let ([from], [to]) = (gone.as_slice(), new.as_slice()) else {
                return None;
            };
            return self.pair_up(pole, *from, *to);
        }
        // Where either end is named more often, the two must stand in one place, and nothing near it for either.
        gone.iter().find_map(|&from| {
            let place = self.said.ties.place(Side::Source, from.1);
            let near = |at: usize| (real(at) - place).abs() <= real(AROUND);
            if self.all(Side::Target, pole).any(near) {
                return None;
            }
            let explained = |to: usize| {
                let mut own = self.all(Side::Source, opposite);
                own.any(|at| {
                    (self.said.ties.place(Side::Source, at) - real(to)).abs() <= real(AROUND)
                })
            };
            let to = new.iter().filter(|to| !explained(to.1));
            let mut turned = to.filter_map(|&to| self.pair_up(pole, from, to));
            turned.find(|turned| turned.far <= NEXT)
        })
    }

    fn pair_up(&self, pole: Pole, from: (Span, usize), to: (Span, usize)) -> Option<Turned> {
        let places = [from.1, to.1];
        if self.crosses(places, pole.converse) {
            return None;
        }
        let denied = self.denied(Side::Source, from.1) != self.denied(Side::Target, to.1);
        let follows = self.follows(Side::Source, from) != self.follows(Side::Target, to);
        Some(Turned {
            from: from.0,
            to: to.0,
            places,
            far: (self.said.ties.place(Side::Source, from.1) - real(to.1)).abs(),
            excused: denied || follows,
        })
    }

    /// Whether what stands around two words has changed sides: what is before the one stands behind the other, and what is
    /// behind it before; of words by which two may change places (`converse`), either.
    fn crosses(&self, [here, there]: [usize; 2], converse: bool) -> bool {
        let near = |at: usize, of: usize| at.abs_diff(of) <= AROUND;
        let [source, target] = &self.said.words;
        // Short names are in no table.
        let same = |(at, word): (usize, &Word<'_>)| {
            let told = !word.grammar && word.lower.chars().nth(2).is_some();
            let from = there.saturating_sub(AROUND);
            let mut others = target.iter().enumerate().skip(from).take(2 * AROUND + 1);
            let like = others.find(|(_, other)| told && other.lower == word.lower);
            like.map(|(other, _)| [at, other])
        };
        let ties = self.said.ties.sure().iter().copied();
        let from = here.saturating_sub(AROUND);
        let around = source.iter().enumerate().skip(from).take(2 * AROUND + 1);
        let ties = ties.chain(around.filter_map(same));
        let (mut back, mut forth) = (false, false);
        for [one, other] in ties.filter(|tie| near(tie[0], here) && near(tie[1], there)) {
            forth |= one < here && other > there;
            back |= one > here && other < there;
        }
        back && forth || converse && (back || forth)
    }

    /// Whether a word follows a stretch of time and nothing of grammar follows it: `tres años después reabrió` is `it was
    /// three years before it reopened`.
    fn follows(&self, side: Side, (span, at): (Span, usize)) -> bool {
        let text = side.text(self.pair);
        let words = &self.said.words[side as usize];
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let Some((before, segment)) = before.zip(text.segment_of(span)) else {
            return false;
        };
        let ends_before = |fact: &Fact| {
            matches!(fact.value, Value::Duration(..)) && fact.span.end() == before.span.end()
        };
        text.facts.within(segment.span).iter().any(ends_before)
            && words.get(at + 1).is_some_and(|next| !next.grammar)
    }

    /// The words of the bead that a stretch holds.
    fn within(&self, side: Side, span: Span) -> Range<usize> {
        let words = &self.said.words[side as usize];
        let from = words.partition_point(|word| word.span.end() <= span.start());
        from..words.partition_point(|word| word.span.start() < span.end())
    }

    /// The words of the bead that stand for an end.
    fn all(&self, side: Side, pole: Pole) -> impl Iterator<Item = usize> {
        let marks = of(&self.marks[side as usize], pole).iter();
        marks.map(move |mark| self.within(side, mark.span).start)
    }

    /// The words of an end that nothing on the other side answers, and which words of the bead they are.
    fn open(&self, side: Side, pole: Pole) -> SmallVec<[(Span, usize); 2]> {
        let marks = of(&self.marks[side as usize], pole).iter();
        let open = marks.filter_map(|mark| {
            // Of `tuần trước` the first word stands for that of `next week`.
            let mut within = self.within(side, mark.span);
            let at = within.find(|&at| self.said.ties.is_free(side, at))?;
            (!is_within_phrase(self.pair, side, mark.span)).then_some((mark.span, at))
        });
        open.collect()
    }

    /// How many denials stand near a word, taken back or not; itself aside, for it may be one by its meaning (`fail`).
    fn denied(&self, side: Side, at: usize) -> usize {
        let near = |denial: &&Denial| {
            denial.holds() && denial.far(at) < NEAR && denial.words != (at, at + 1)
        };
        let near = self.said.denials[side as usize].iter().filter(near).count();
        let pack = side.text(self.pair).pack();
        let words = &self.said.words[side as usize];
        near + pack.map_or(0, |pack| taken_back(&pack.negation, words, at, NEAR))
    }
}

/// Whether a stretch is part of a longer phrase of the lexicon that has more than words of grammar beside it, and so may
/// mean something else: `sai` within `sai lệch`, but not `antes` within `antes de`.
fn is_within_phrase(pair: &Pair<'_>, side: Side, span: Span) -> bool {
    let text = side.text(pair);
    let (Some(language), Some(reader), Some(segment)) = (
        text.language(),
        Reader::of(pair, side),
        text.segment_of(span),
    ) else {
        return false;
    };
    let mut phrases = reader.words(segment.span).iter();
    let phrase = phrases.find(|word| word.span.contains(span) && word.span != span);
    phrase.is_some_and(|phrase| {
        let words = pair.wording(side).within(phrase.span);
        let mut beside = words.filter(|(place, _)| !place.overlaps(span));
        let scales = opposites(language);
        beside.any(|(_, lower)| {
            let is_pole = || scales?.at(std::iter::once((lower, word_hash(lower))));
            !prose::is_grammar(language, lower) && is_pole().is_none()
        })
    })
}

/// A word that became its opposite.
#[derive(Debug, Clone, Copy)]
struct Turned {
    from: Span,
    to: Span,
    /// Which words of the two sides they are.
    places: [usize; 2],
    /// How far from its place the opposite stands, in words.
    far: f64,
    /// Whether the words around say why it may be the opposite.
    excused: bool,
}

impl Turned {
    /// Whether another word that turned stands beside it on both sides.
    fn is_beside(&self, other: &Self) -> bool {
        let near = |side: usize| self.places[side].abs_diff(other.places[side]);
        (1..BESIDE).contains(&near(0)) && (1..BESIDE).contains(&near(1))
    }

    fn draft(&self, pair: &Pair<'_>) -> Draft {
        let (one, other) = (pair.source.str(self.from), pair.target.str(self.to));
        let message = format!("{} became {}, its opposite", quote(one), quote(other));
        let (severity, confidence) = if self.far <= NEXT {
            (Severity::Major, 0.8)
        } else {
            (Severity::Minor, 0.6)
        };
        Draft::new(severity, confidence, message, Role::Target, self.to)
            .and(Role::Source, self.from)
            .value(one.to_lowercase())
            .value(other.to_lowercase())
    }
}

//! The stretch of one side of a bead that the other side most likely lacks.
//!
//! Each word that the other side covers speaks against a loss and each uncovered one for it; so do the length that is
//! wanting, the marks at which clauses end, and whether the words beside the stretch stand close to each other on
//! the other side, so that there is no room for it. What a covered or uncovered word is worth follows from how much
//! of the rest is covered: in a free translation an uncovered word says little. The weights are a logistic
//! regression on news translations with clauses cut out and put in.

use std::cell::OnceCell;
use std::ops::Range;

use super::Pair;
use super::apart::is_apart;
use super::aside::measures;
use super::beyond::beyond;
use super::coverage::{Evidence, Kind, Links, Reader, Word};
use super::edges::Edge;
use super::held::{Held, settle};
use super::prose::{self, SPREAD, likelihood};
use super::side::Side;
use crate::text::{Span, real};

/// A stretch of one side that the other lacks.
#[derive(Debug, Clone)]
pub(super) struct Loss {
    /// Position in [`Pair::beads`].
    pub(super) bead: usize,
    /// The stretch.
    pub(super) span: Span,
    /// Log-odds that it is lost.
    pub(super) odds: f64,
}

/// Log-odds from which a loss is told: about three alarms in a thousand sentences of good translations. Where one side writes
/// syllables apart, many of its words are in no lexicon as a whole, so it takes more.
fn told_from(pair: &Pair<'_>, side: Side) -> f64 {
    match side {
        _ if !prose::has_syllables(pair) => 1.65,
        Side::Source => 1.85,
        Side::Target => 1.9,
    }
}

/// Words that a lost stretch may have: longer ones are whole sentences.
const LONGEST: usize = 80;

/// What the beads lack that are lined up with trust.
#[derive(Debug, Default)]
pub(super) struct Losses {
    /// The likeliest loss of either side of each; the source's first.
    pub(super) of: [Vec<Loss>; 2],
    /// Positions in [`Pair::beads`] of those whose sides say different things.
    pub(super) apart: Vec<usize>,
}

/// Reads them all.
pub(super) fn losses(pair: &Pair<'_>) -> Losses {
    let mut found = Losses::default();
    let Some(readers) = Reader::both(pair) else {
        return found;
    };
    let ratio = prose::length_ratio(pair);
    let beads = pair.beads().iter().enumerate();
    let trusted = beads
        .filter(|(_, bead)| bead.is_matched() && bead.score >= 0.5 && !pair.is_unmatched(bead));
    for (number, bead) in trusted {
        let Some(held) = Held::of(pair, &readers, bead) else {
            continue;
        };
        if is_apart(pair, &held) {
            found.apart.push(number);
        }
        let sides = Side::BOTH.into_iter().zip([ratio, 1.0 / ratio]);
        for ((side, ratio), found) in sides.zip(&mut found.of) {
            let reading = Reading::of(pair, side, &held, ratio, &[]);
            let worst = reading.and_then(|reading| reading.worst(told_from(pair, side)));
            found.extend(worst.map(|(span, odds)| Loss {
                bead: number,
                span,
                odds,
            }));
        }
    }
    found
}

/// Log-odds from which a loss is told around a value or a name that is missing in any case: likelier than not.
const TOLD_AROUND: f64 = 0.0;

/// The same where it holds several of them: what went together went as a clause.
const TOLD_AROUND_SEVERAL: f64 = -1.5;

/// The likeliest loss of a bead of the source among the stretches that hold some of what is missing there in any case,
/// and more.
pub(super) fn around(pair: &Pair<'_>, bead: usize, missing: &[Span]) -> Option<Loss> {
    let side = Side::Source;
    let readers = Reader::both(pair)?;
    let held = Held::of(pair, &readers, pair.beads().get(bead)?)?;
    let reading = Reading::of(pair, side, &held, prose::length_ratio(pair), missing)?;
    let (span, odds) = reading.worst(TOLD_AROUND_SEVERAL)?;
    let held = reading.gone.iter();
    let held = held.filter(|words| span.contains(reading.words[words.start].span));
    let told = if held.count() > 1 {
        TOLD_AROUND_SEVERAL
    } else {
        TOLD_AROUND
    };
    (odds > told).then_some(Loss { bead, span, odds })
}

/// A stretch of words that may be lost.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// By which the likeliest are found.
    rank: f64,
    /// What the length that is wanting says for it.
    shorter: f64,
    from: usize,
    to: usize,
}

/// What the words of a stretch must say for a loss, in sum: without words that are known to be lacking, a short length
/// does not tell which ones are lost.
const ENOUGH: f64 = 1.5;

/// How many of the likeliest stretches are looked at closely.
const CLOSELY: usize = 8;

/// Log-odds by which two stretches may differ and be about as likely.
const AS_LIKELY: f64 = 1.5;

/// One side of a bead, read for what the other lacks.
#[derive(Debug)]
struct Reading<'h> {
    words: Vec<Evidence>,
    /// The words that are missing in any case: a stretch that is looked for holds some of them, and more.
    gone: Vec<Range<usize>>,
    links: &'h Links,
    /// The edges before each word and, one longer, behind the last.
    edges: &'h [Edge],
    /// Letters of this side and of the other.
    letters: [f64; 2],
    /// The other side's words.
    others: &'h [Word],
    /// How many of the other side's words that can be covered there are, how many are, and how many are lacking.
    back: (f64, f64, f64),
    /// See [`Reading::free`].
    free: OnceCell<(Vec<f64>, f64)>,
    /// Clauses' marks of either side.
    marks: [f64; 2],
    /// Sentences of this side, less those of the other.
    sentences: f64,
    ratio: f64,
}

const FEATURES: usize = 15;

/// What the log-odds of a loss are made of: see [`Reading::features`].
const WEIGHTS: [f64; FEATURES] = [
    0.403,  // what its words say
    0.124,  // the length that is wanting
    1.575,  // a mark before it
    0.893,  // a mark behind it
    1.963,  // the sentence breaks off with it
    -1.380, // it opens the sentence
    -1.096, // by how much the other side is longer than expected
    0.356,  // share of the other side's words that are lacking here
    -1.214, // room for it there, as a share of what it needs
    -0.275, // words covered by what other words claim too
    0.302,  // clauses' marks that the other side lacks
    0.287,  // a whole sentence more than the other side has
    0.707,  // a whole sentence
    -0.700, // what the other side has more that nothing stands for; set by hand, on odd rows of texts from German
    -5.081, // always
];

impl<'h> Reading<'h> {
    /// `None` where nothing can be lost.
    fn of(
        pair: &Pair<'_>,
        side: Side,
        held: &'h Held<'h>,
        ratio: f64,
        missing: &[Span],
    ) -> Option<Self> {
        let (own, opposite) = (side as usize, side.other() as usize);
        if missing.is_empty() && !may_be_lost(&held.evidence[own]) {
            return None;
        }
        let (here, there) = (&held.readers[own], &held.readers[opposite]);
        let words = held.words[own];
        let links = &held.links[own];
        let mut evidenced = if pair.aligned_unit {
            held.evidence[own].clone()
        } else {
            let beyond = beyond(pair, side, side.other().of(held.bead), (here, there));
            let mut evidenced = links.evidence(words, there.column, Some(&beyond));
            settle(pair, side, held.spans[own], &mut evidenced);
            evidenced
        };
        for measure in measures(&here.text, held.spans[own]) {
            let within = |word: &&mut Evidence| measure.contains(word.span) && word.lacking;
            evidenced
                .iter_mut()
                .filter(within)
                .for_each(Evidence::silence);
        }
        let mut gone: Vec<Range<usize>> = Vec::new();
        gone.extend(missing.iter().map(|&span| give_up(&mut evidenced, span)));
        gone.retain(|words| !words.is_empty());
        if gone.is_empty() != missing.is_empty() || !may_be_lost(&evidenced) {
            return None;
        }
        let back = held.evidence[opposite].as_slice();
        let known = real(back.iter().filter(|word| word.is_telling()).count());
        let covers = |word: &&Evidence| word.is_telling() && !word.lacking;
        let covered = real(back.iter().filter(covers).count());
        let lacking =
            real(back.iter().filter(|word| word.lacking).count()) / real(back.len().max(1));
        let (shape, other) = (&held.shapes()[own], &held.shapes()[opposite]);
        Some(Self {
            marks: [shape.marks, other.marks],
            sentences: shape.sentences - other.sentences,
            words: evidenced,
            gone,
            links,
            edges: &shape.edges,
            letters: [shape.letters, other.letters],
            others: held.words[opposite],
            back: (known, covered, lacking),
            free: OnceCell::new(),
            ratio,
        })
    }

    /// The likeliest loss and its log-odds, where these are above `told`.
    fn worst(&self, told: f64) -> Option<(Span, f64)> {
        /// More than what is rounded when numbers are added up.
        const ROUNDED: f64 = 1e-6;
        let odds = |features: [f64; FEATURES]| {
            let terms = features.iter().zip(WEIGHTS);
            terms.map(|(feature, weight)| feature * weight).sum::<f64>()
        };
        let likeliest = self.likeliest();
        // Room speaks against a loss and takes longest to find: few stretches need be asked for it.
        let roomless = likeliest
            .iter()
            .map(|stretch| odds(self.features(stretch, 0.0)));
        if !roomless.into_iter().any(|odds| odds > told - ROUNDED) {
            return None;
        }
        let with_room = |stretch: &Stretch| {
            let room = self.room(stretch.from, stretch.to);
            odds(self.features(stretch, room))
        };
        let odds: Vec<f64> = likeliest.iter().map(with_room).collect();
        let best = odds.iter().copied().max_by(f64::total_cmp);
        let best = best.filter(|&best| best > told)?;
        // Of those that are about as likely, the one whose words say most: the marks at the ends of a sentence alone
        // would draw its neighbours in.
        let found = likeliest
            .iter()
            .zip(odds)
            .find_map(|(stretch, odds)| (odds > best - AS_LIKELY).then_some(stretch))?;
        let (from, to) = (self.words[found.from].span, self.words[found.to].span);
        Some((from.cover(to), best))
    }

    /// The stretches that look likeliest, by what their words, their lengths and their marks say.
    fn likeliest(&self) -> Vec<Stretch> {
        let expected = self.letters[0] * self.ratio;
        let there = self.letters[1];
        let whole = likelihood(there, expected);
        let mut best: Vec<Stretch> = Vec::with_capacity(CLOSELY + 1);
        for from in 0..self.words.len() {
            let (mut sum, mut letters, mut lacking) = (0.0, 0.0, false);
            let until = self.words.len().min(from + LONGEST);
            let starts = self.edges[from];
            if self.words[from].weight <= 0.0 && starts == Edge::None {
                continue;
            }
            for to in from..until {
                let word = &self.words[to];
                sum += word.weight;
                letters += word.letters;
                lacking |= word.lacking;
                let ends = self.edges[to + 1];
                let may_end = word.weight > 0.0 || ends > Edge::None;
                if !lacking || !may_end || sum < ENOUGH || !self.holds_gone(from, to) {
                    continue;
                }
                let marks = starts.weight() + ends.weight();
                let worst = best.last().filter(|_| best.len() == CLOSELY);
                // Where even the best length does not help, none is asked for.
                if worst.is_some_and(|worst| worst.rank > sum + marks + 8.0) {
                    continue;
                }
                let shorter =
                    (likelihood(there, expected - letters * self.ratio) - whole).clamp(-8.0, 8.0);
                let rank = sum + shorter + marks;
                if worst.is_some_and(|worst| worst.rank >= rank) {
                    continue;
                }
                let at = best.partition_point(|better| better.rank >= rank);
                let stretch = Stretch {
                    rank,
                    shorter,
                    from,
                    to,
                };
                best.insert(at, stretch);
                best.truncate(CLOSELY);
            }
        }
        best
    }

    /// Whether a stretch holds something that is missing in any case, and more that is lacking.
    fn holds_gone(&self, from: usize, to: usize) -> bool {
        let held = || {
            let gone = self.gone.iter();
            gone.filter(|words| from <= words.start && words.end <= to + 1)
        };
        // A title or a first name is part of the name that is missing.
        let more = |at: usize| {
            let word = self.words[at];
            word.lacking && word.kind != Kind::Name && !held().any(|words| words.contains(&at))
        };
        self.gone.is_empty() || held().count() > 1 || held().count() == 1 && (from..=to).any(more)
    }

    /// What speaks for the loss of a stretch, and what against it, such as the letters for which there is `room`.
    fn features(&self, stretch: &Stretch, room: f64) -> [f64; FEATURES] {
        let &Stretch {
            shorter, from, to, ..
        } = stretch;
        let last = self.words.len() - 1;
        let (starts, ends) = (self.edges[from], self.edges[to + 1]);
        let expected = self.letters[0] * self.ratio;
        let departs =
            ((self.letters[1] - expected) / (SPREAD * expected.max(8.0)).sqrt()).clamp(-6.0, 6.0);
        let letters: f64 = self.words[from..=to].iter().map(|word| word.letters).sum();
        let (said, contested) = self.said(from, to);
        let room = room / (letters * self.ratio).max(4.0);
        let flag = |flag: bool| f64::from(u8::from(flag));
        let whole = starts == Edge::Sentence && ends == Edge::Sentence && (from > 0 || to < last);
        [
            said.clamp(-4.0, 12.0),
            shorter,
            flag(starts > Edge::None),
            flag(ends > Edge::None),
            flag(to == last && from > 0),
            flag(from == 0 && to < last),
            departs,
            self.back.2,
            room.min(2.0),
            contested.min(6.0),
            (self.marks[0] - self.marks[1]).clamp(-2.0, 3.0),
            flag(whole && self.sentences > 0.0),
            flag(whole),
            self.unsaid(from, to, letters),
            1.0,
        ]
    }

    /// What the words of a stretch say in sum, given how much of the rest is covered, and how many of them are
    /// covered by what other words of this side claim as well.
    fn said(&self, from: usize, to: usize) -> (f64, f64) {
        /// How often a word that can be covered is, in a sound translation, and how many words that is worth.
        const USUAL: (f64, f64) = (0.62, 8.0);
        /// How often one is by chance.
        const CHANCE: f64 = 0.07;
        let (mut known, mut covered) = (0, 0);
        for word in self.words[..from].iter().chain(&self.words[to + 1..]) {
            known += usize::from(word.is_telling());
            covered += usize::from(word.is_telling() && !word.lacking);
        }
        let (known, covered) = (real(known) + self.back.0, real(covered) + self.back.1);
        let share = ((covered + USUAL.0 * USUAL.1) / (known + USUAL.1)).clamp(0.3, 0.92);
        let lost = ((1.0 - CHANCE) / (1.0 - share)).ln();
        let kept = (CHANCE / share).ln();
        let (mut sum, mut contested) = (0.0, 0.0);
        for (at, word) in self.words[from..=to].iter().enumerate() {
            if word.covered && self.links.is_claimed_beyond(from + at, from..to + 1) && !word.beyond
            {
                contested += 1.0;
            } else if !word.is_telling() {
                sum += word.full;
            } else if word.lacking {
                sum += lost;
            } else {
                sum += kept;
            }
        }
        (sum, contested)
    }

    /// By how much more the other side has that nothing here stands for than the rest of this one, as a share of what a stretch
    /// of so many letters needs.
    fn unsaid(&self, from: usize, to: usize, letters: f64) -> f64 {
        // What holds a value that is missing is lacking in any case.
        if !self.gone.is_empty() {
            return 0.0;
        }
        let (own, there) = self.free.get_or_init(|| self.free());
        let outside = own[own.len() - 1] - (own[to + 1] - own[from]);
        ((there - outside * self.ratio) / (letters * self.ratio).max(4.0)).clamp(0.0, 1.5)
    }

    /// Letters of the words of this side that say something and that nothing stands for, up to each word, and of the other
    /// side's.
    fn free(&self) -> (Vec<f64>, f64) {
        let mut linked = vec![false; self.others.len()];
        let mut own = Vec::with_capacity(self.words.len() + 1);
        let mut sum = 0.0;
        own.push(sum);
        for (at, word) in self.words.iter().enumerate() {
            let to = self.links.of_word(at);
            to.iter().for_each(|&link| linked[link as usize] = true);
            if to.is_empty() && word.kind != Kind::Grammar {
                sum += word.letters;
            }
            own.push(sum);
        }
        let there = self.others.iter().zip(linked);
        let there = there.filter(|(word, linked)| !linked && word.says());
        (own, there.map(|(word, _)| word.letters).sum())
    }

    /// How many letters the other side has between what stands for the words before a stretch and for those behind it.
    fn room(&self, from: usize, to: usize) -> f64 {
        let end = self.others.len();
        let mut before = vec![0.0_f64; end + 1];
        let mut behind = vec![0.0_f64; end + 1];
        for at in (0..from).chain(to + 1..self.words.len()) {
            let links = self.links.of_word(at);
            if links.is_empty() || links.len() > 2 {
                continue;
            }
            let share = 1.0 / real(links.len());
            let row = if at < from { &mut before } else { &mut behind };
            for &link in links {
                row[link as usize] += share;
            }
        }
        // The place that parts the two best: how many words stand on the wrong side of it.
        let mut wrong: f64 = before.iter().sum();
        let mut fewest = wrong;
        let mut all = Vec::with_capacity(end + 1);
        all.push(wrong);
        for (before, behind) in before.iter().zip(&behind).take(end) {
            wrong += behind - before;
            fewest = fewest.min(wrong);
            all.push(wrong);
        }
        let parts = |wrong: f64| wrong <= fewest + 1e-6;
        let (mut room, mut widest) = (0.0_f64, 0.0_f64);
        let gaps = all.windows(2).zip(before.iter().zip(&behind));
        for ((wrong, (before, behind)), word) in gaps.zip(self.others) {
            let linked = *before > 0.0 || *behind > 0.0;
            room = match wrong {
                [start, end] if !linked && parts(*start) && parts(*end) => room + word.letters,
                _ => 0.0,
            };
            widest = widest.max(room);
        }
        widest
    }
}

/// Lets the words of a span say that they are lost, whatever covers them; which ones they are.
fn give_up(words: &mut [Evidence], span: Span) -> Range<usize> {
    /// What a value or a name says that stands nowhere in the version.
    const MISSING: f64 = 2.1;
    let from = words.partition_point(|word| word.span.end() <= span.start());
    let past = words.partition_point(|word| word.span.start() < span.end());
    let inside = words.get_mut(from..past).unwrap_or_default();
    let said: f64 = inside.iter().map(|word| word.weight.max(0.0)).sum();
    inside.iter_mut().for_each(Evidence::give_up);
    if let Some(first) = inside.first_mut() {
        first.weight += (MISSING - said).max(0.0);
        first.full = first.full.max(first.weight);
    }
    from..past
}

/// Whether some stretch says enough for a loss.
fn may_be_lost(words: &[Evidence]) -> bool {
    let mut sum = 0.0_f64;
    words.iter().any(|word| {
        sum = sum.max(0.0) + word.weight;
        sum > ENOUGH - 0.01
    })
}

//! What denies on one side of a bead, and which denials of the two sides belong together.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::places::{Ties, Word, words};
use super::side::Side;
use super::vocabulary::is_common;
use super::{Pair, Text};
use crate::facts::{Fact, Value};
use crate::language::{self, Language, Negation};
use crate::text::{Span, fold, real};

/// A bead in words: those of either side, what denies among them, and which belong together. The source's come first.
#[derive(Debug)]
pub(super) struct InWords<'p> {
    pub(super) words: [Vec<Word<'p>>; 2],
    pub(super) denials: [Vec<Denial>; 2],
    pub(super) ties: Ties,
}

impl<'p> InWords<'p> {
    pub(super) fn of(pair: &'p Pair<'_>, bead: usize) -> Self {
        let words = Side::BOTH.map(|side| words(pair, side, side.span(pair, bead)));
        let denials = Side::BOTH.map(|side| {
            let whole = side.span(pair, bead);
            Denial::all(pair, side, whole, &words[side as usize])
        });
        Self {
            ties: Ties::of([&words[0], &words[1]]),
            words,
            denials,
        }
    }
}

/// How often a side of a bead denies plainly, by the facts alone.
pub(super) fn plain(pair: &Pair<'_>, side: Side, bead: usize) -> usize {
    let facts = side.text(pair).facts.within(side.span(pair, bead));
    let denies = |fact: &&Fact| fact.value == Value::Negation { implicit: false };
    facts.iter().filter(denies).count()
}

/// Whether a side of a bead has a word that stands only with a denial, and has none.
pub(super) fn is_stranded(pair: &Pair<'_>, side: Side, bead: usize) -> bool {
    let mut facts = side.text(pair).facts.within(side.span(pair, bead)).iter();
    facts.any(|fact| fact.value == Value::Stranded)
}

/// In which way something denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// `not`, `nunca`, `không`.
    Plainly,
    /// By its meaning or its make: `fail`, `unfit`.
    Otherwise,
    /// Where another language would deny: `only`, `still`.
    Weakly,
    /// Elsewhere and hardly here (`in no time`, `por qué no`): the phrase of the other language for it may be a denial.
    Elsewhere,
}

/// Something that denies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Denial {
    pub(super) span: Span,
    /// The number of its first word, and that past its last.
    pub(super) words: (usize, usize),
    pub(super) way: Way,
    /// Whether it says that something has ended or has not begun: `no longer`, `chưa`.
    pub(super) changing: bool,
}

impl Denial {
    /// The denials of one side of a bead, in order.
    pub(super) fn all(pair: &Pair<'_>, side: Side, whole: Span, words: &[Word<'_>]) -> Vec<Self> {
        let text = side.text(pair);
        let Some(negation) = text.pack().map(|pack| &pack.negation) else {
            return Vec::new();
        };
        let mut found: Vec<Self> = Vec::new();
        for fact in text.facts.within(whole) {
            let Value::Negation { implicit } = fact.value else {
                continue;
            };
            let Some(place) = place(fact.span, words) else {
                continue;
            };
            // `No guarda enchufes, aparatos ni archivos` denies once, wherever its commas stand.
            let mut before = found.iter();
            let repeats = before.any(|denial| denial.way == Way::Plainly)
                && is_one_of(&negation.concord, &words[place.0..place.1]);
            let way = if implicit || repeats {
                Way::Otherwise
            } else {
                Way::Plainly
            };
            let said = &words[place.0..place.1];
            found.push(Self {
                span: fact.span,
                words: place,
                way,
                changing: !implicit && is_one_of(&negation.changing, said),
            });
        }
        let halves = halves(negation, &found, words);
        found.retain(|denial| !halves.contains(&denial.words));
        let facts = found.len();
        let cues = text.language().and_then(cues);
        for at in 0..words.len() {
            let known = found[..facts]
                .iter()
                .any(|denial| (denial.words.0..denial.words.1).contains(&at));
            let denies = || {
                let length_and_way = cues.and_then(|cues| cues.at(&words[at..]));
                let by_make = || by_make(text, negation, &words[at].lower);
                length_and_way.or_else(|| by_make().then_some((1, Way::Otherwise)))
            };
            if !known && let Some((length, way)) = denies() {
                found.push(Self {
                    span: words[at].span.cover(words[at + length - 1].span),
                    words: (at, at + length),
                    way,
                    changing: false,
                });
            }
        }
        found.sort_by_key(|denial| denial.words);
        found
    }

    /// Whether it denies here, by whatever means.
    pub(super) fn holds(&self) -> bool {
        matches!(self.way, Way::Plainly | Way::Otherwise)
    }

    /// How many words stand between it and a word; 0 for its own and for those beside it.
    pub(super) fn far(&self, word: usize) -> usize {
        let (first, past) = self.words;
        if word < first {
            first - word - 1
        } else {
            word.saturating_sub(past)
        }
    }
}

/// The number of the first word of a span, and that past its last.
fn place(span: Span, words: &[Word<'_>]) -> Option<(usize, usize)> {
    let first = words.iter().position(|word| word.span.overlaps(span))?;
    let more = words[first..]
        .iter()
        .take_while(|word| word.span.overlaps(span));
    Some((first, first + more.count()))
}

/// The words that begin a denial which another one ends: `ne … pas`.
fn halves(negation: &Negation, found: &[Denial], words: &[Word<'_>]) -> Vec<(usize, usize)> {
    /// How many words may stand between the two.
    const APART: usize = 6;
    let is_half = |pair: &&[Denial]| {
        let (first, past) = pair[0].words;
        pair[1].way != Way::Otherwise
            && pair[1].words.0 <= past + APART
            && is_one_of(&negation.leading, &words[first..past])
    };
    let pairs = found.windows(2).filter(is_half);
    pairs.map(|pair| pair[0].words).collect()
}

/// How many phrases that take a denial back (`don't forget`) stand near a word: fewer than so many words away, or around
/// it.
pub(super) fn taken_back(negation: &Negation, words: &[Word<'_>], at: usize, near: usize) -> usize {
    let first = at.saturating_sub(near);
    let behind = |from: usize| words.iter().skip(from).map(|word| &*word.lower);
    let reaches = |from: usize, length: usize| from + length + near > at;
    let phrases = negation.neutral.iter().filter(|phrase| {
        let length = parts(phrase).count();
        (first.saturating_sub(length)..=at + near)
            .any(|from| reaches(from, length) && parts(phrase).eq(behind(from).take(length)))
    });
    phrases.count()
}

/// Whether words are one of the phrases of a pack.
fn is_one_of(phrases: &[String], words: &[Word<'_>]) -> bool {
    let own = || words.iter().map(|word| &*word.lower);
    phrases.iter().any(|phrase| parts(phrase).eq(own()))
}

/// The words of a phrase of a pack, cut as those of a text are.
fn parts(phrase: &str) -> impl Iterator<Item = &str> {
    let parts = phrase.split([' ', '\'', '’']);
    parts.filter(|part| !part.is_empty())
}

/// The words of a language that may deny where no fact is, by the first of each phrase.
#[derive(Debug, Default)]
struct Cues(FxHashMap<&'static str, Vec<(Vec<&'static str>, Way)>>);

/// Those of a language; made once.
fn cues(language: Language) -> Option<&'static Cues> {
    static MADE: OnceLock<FxHashMap<Language, OnceLock<Cues>>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let all = language::packs();
        all.map(|language| (language, OnceLock::new())).collect()
    });
    let cues = made.get(&language)?;
    Some(cues.get_or_init(|| {
        let pack = language::pack(language);
        pack.map_or_else(Cues::default, |pack| Cues::of(&pack.negation))
    }))
}

impl Cues {
    fn of(negation: &'static Negation) -> Self {
        let mut cues = Self::default();
        for word in &negation.words {
            let way = if negation.bound.contains(word) {
                Way::Weakly
            } else {
                Way::Elsewhere
            };
            cues.add(word, way);
        }
        for phrase in &negation.weak {
            cues.add(phrase, Way::Weakly);
        }
        cues
    }

    fn add(&mut self, phrase: &'static str, way: Way) {
        let mut parts = parts(phrase);
        let Some(first) = parts.next() else {
            return;
        };
        let cue = (parts.collect(), way);
        self.0.entry(first).or_default().push(cue);
    }

    /// The longest that begins with the first of some words: how many it has, and in which way it denies.
    fn at(&self, words: &[Word<'_>]) -> Option<(usize, Way)> {
        let (first, after) = words.split_first()?;
        let begin = self.0.get(&*first.lower)?;
        let said = |rest: &[&str]| {
            let mut said = rest.iter().zip(after);
            rest.len() <= after.len() && said.all(|(part, word)| *word.lower == **part)
        };
        begin
            .iter()
            .filter(|(rest, _)| said(rest))
            .map(|(rest, way)| (1 + rest.len(), *way))
            .max_by_key(|(length, _)| *length)
    }
}

/// Whether a word denies by its make: `mustn't`, `unfit`, `powerless`.
fn by_make(text: Text<'_>, negation: &Negation, word: &str) -> bool {
    let ends = |suffix: &String| word.ends_with(suffix.as_str());
    negation.suffixes.iter().any(ends) || by_affix(text, negation, word)
}

/// Whether a word denies by its beginning or its end, and the rest is a word: `unfit`, `powerless`.
fn by_affix(text: Text<'_>, negation: &Negation, word: &str) -> bool {
    let rests = negation
        .prefixes
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    let heads = negation
        .endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending.as_str()));
    rests
        .chain(heads)
        .any(|rest| rest.chars().count() > 2 && is_common(text.language(), &fold(rest)))
}

/// What stands for a denial on the other side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partner {
    /// In which way it denies.
    pub(super) way: Way,
    /// How many words it stands from where it would.
    pub(super) far: f64,
}

/// Of each denial of either side, what stands for it. The likeliest two are joined first, and no denial twice.
pub(super) fn partners(ties: &Ties, [source, target]: [&[Denial]; 2]) -> [Vec<Option<Partner>>; 2] {
    let mut candidates = Vec::new();
    for (i, here) in source.iter().enumerate() {
        for (j, there) in target.iter().enumerate() {
            let far = distance(ties, here, there);
            let penalty = penalty(ties, here, there, far);
            candidates.extend(penalty.map(|penalty| (far + penalty, far, i, j)));
        }
    }
    candidates.sort_by(|one, other| {
        let place = (one.2, one.3).cmp(&(other.2, other.3));
        one.0.total_cmp(&other.0).then(place)
    });
    let mut found = [vec![None; source.len()], vec![None; target.len()]];
    for (_, far, i, j) in candidates {
        if found[0][i].is_none() && found[1][j].is_none() {
            let way = target[j].way;
            found[0][i] = Some(Partner { way, far });
            let way = source[i].way;
            found[1][j] = Some(Partner { way, far });
        }
    }
    found
}

/// How far two denials stand from where the words around them would have them, in words.
fn distance(ties: &Ties, here: &Denial, there: &Denial) -> f64 {
    let far = |side, from, to| {
        let place: f64 = ties.place(side, from);
        (place - real(to)).abs()
    };
    let (own, other) = (here.words, there.words);
    far(Side::Source, own.1, other.1)
        .min(far(Side::Target, other.1, own.1))
        .min(far(Side::Source, own.0, other.0))
        .min(far(Side::Target, other.0, own.0))
}

/// By how many words of distance two denials are less likely the same; `None` where they are not.
fn penalty(ties: &Ties, here: &Denial, there: &Denial, far: f64) -> Option<f64> {
    // `su último viaje` is `his last trip`, and stands for no denial.
    let translates = |side, weak: &Denial, other: &Denial| {
        weak.way == Way::Weakly && stands_for_another(ties, side, weak, other)
    };
    if translates(Side::Source, here, there) || translates(Side::Target, there, here) {
        return None;
    }
    match (here.way, there.way) {
        (Way::Plainly, Way::Plainly) => Some(0.0),
        (Way::Plainly, Way::Otherwise) | (Way::Otherwise, Way::Plainly) => Some(2.0),
        (Way::Plainly, Way::Elsewhere) | (Way::Elsewhere, Way::Plainly) => {
            (far <= 4.0).then_some(2.0)
        }
        // What says the same by its meaning on both sides stands for no plain denial.
        (Way::Otherwise, Way::Otherwise) if same(ties, here, there) => {
            (far <= 6.0).then_some(-10.0)
        }
        (Way::Otherwise, Way::Otherwise) => (far <= 3.0).then_some(2.5),
        (Way::Plainly, Way::Weakly) | (Way::Weakly, Way::Plainly) => (far <= 3.0).then_some(3.0),
        (Way::Weakly | Way::Elsewhere, _) | (_, Way::Weakly | Way::Elsewhere) => None,
    }
}

/// Whether two denials have a word in common.
fn same(ties: &Ties, here: &Denial, there: &Denial) -> bool {
    let theirs = there.words.0..there.words.1;
    (here.words.0..here.words.1).any(|at| {
        let tied = ties.of_word(Side::Source, at);
        tied.iter().any(|at| theirs.contains(at))
    })
}

/// Whether a word stands for another word of the other side than a denial there: in `aún no`, `vẫn` stands for `aún`.
fn stands_for_another(ties: &Ties, side: Side, own: &Denial, denial: &Denial) -> bool {
    let theirs = denial.words.0..denial.words.1;
    let adverb = denial.changing && theirs.len() > 1;
    (own.words.0..own.words.1).any(|at| {
        let tied = ties.of_word(side, at);
        tied.iter().any(|at| adverb || !theirs.contains(at))
    })
}

//! A name in the place of another: nothing on the other side stands for it, and where the words around it lead, the source has
//! a name that nothing here stands for. The place is what tells, so that a name counts as well that stands in a sentence
//! beside, or more often than it should.

use super::Role;
use super::lost_name::is_translated;
use super::named::{Mention, Word};
use super::open_name::{Comparison, is_letters};
use super::places::{self, Ties};
use super::side::Side;
use super::vocabulary::{is_common, knows};
use crate::language::{Capitals, Language};
use crate::text::{Span, real, similarity};

/// How far, in words, a name may stand from where the words around it put the other.
const NEAR: f64 = 4.0;

/// Words as alike as this are forms of one in two languages.
const COGNATE: f64 = 0.6;

/// A part of a mention that nothing on the other side stands for.
#[derive(Debug, Clone, Copy)]
struct Strange<'n> {
    mention: &'n Mention<'n>,
    /// Where the part stands.
    span: Span,
    sort: Sort,
}

/// What tells that a part of a mention is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// Nothing but its capital: it is made of ordinary words.
    Plain,
    /// Packs know the name, which may explain as well as name.
    Known,
    /// It is no word of its language.
    Own,
}

impl Sort {
    /// Whether one of the target may stand in the place of one of the source.
    fn may_replace(self, other: Self) -> bool {
        match (other, self) {
            (Self::Known, Self::Known) | (_, Self::Own) => true,
            (_, Self::Plain | Self::Known) => false,
        }
    }
}

/// A name of the source and the one that stands in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replaced<'n> {
    pub(super) source: &'n Mention<'n>,
    pub(super) target: &'n Mention<'n>,
    pub(super) span: [Span; 2],
    /// Whether the source's is surely a name.
    pub(super) sure: bool,
}

impl<'c> Comparison<'c, '_> {
    /// The names that stand in the place of another, but for those that are told already.
    pub(super) fn in_place(&self, told: &[(Role, Span)]) -> Vec<Replaced<'c>> {
        let fresh = |side: Side| {
            let mut all = self.strange(side);
            let is_told = |span: Span| {
                told.iter()
                    .any(|(role, other)| *role == side.role() && other.overlaps(span))
            };
            all.retain(|one| !is_told(one.span));
            all
        };
        let new = fresh(Side::Target);
        if new.is_empty() {
            return Vec::new();
        }
        let lost = fresh(Side::Source);
        if lost.is_empty() {
            return Vec::new();
        }
        let (mut taken, mut given) = (vec![false; lost.len()], vec![false; new.len()]);
        let mut found = Vec::new();
        for (from, to) in self.ways(&lost, &new) {
            if !taken[from] && !given[to] {
                (taken[from], given[to]) = (true, true);
                found.push(Replaced {
                    source: lost[from].mention,
                    target: new[to].mention,
                    span: [lost[from].span, new[to].span],
                    sure: lost[from].sort != Sort::Plain,
                });
            }
        }
        found
    }

    /// Which of the lost may have become which of the new, the nearest first.
    fn ways(&self, lost: &[Strange<'_>], new: &[Strange<'_>]) -> Vec<(usize, usize)> {
        let words =
            Side::BOTH.map(|side| places::words(self.pair, side, side.span(self.pair, self.bead)));
        let ties = Ties::of([&words[0], &words[1]]);
        let number =
            |side: usize, span: Span| words[side].iter().position(|word| span.contains(word.span));
        let far = |source: &Strange<'_>, target: &Strange<'_>| {
            let (here, there) = (number(0, source.span)?, number(1, target.span)?);
            let forth = ties.place(Side::Source, here) - real(there);
            let back = ties.place(Side::Target, there) - real(here);
            Some(forth.abs().max(back.abs()))
        };
        let mut ways = Vec::new();
        for (from, source) in lost.iter().enumerate() {
            for (to, target) in new.iter().enumerate() {
                let may = target.sort.may_replace(source.sort);
                let near = far(source, target).filter(|&far| may && far <= NEAR);
                ways.extend(near.map(|far| (far, from, to)));
            }
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        ways.into_iter().map(|(_, from, to)| (from, to)).collect()
    }

    /// The parts of mentions that nothing on the other side of the bead stands for.
    fn strange(&self, side: Side) -> Vec<Strange<'c>> {
        let named = self.named(side, self.bead);
        let pack = side.text(self.pair).pack();
        let nouns = pack.is_some_and(|pack| pack.names.capitals == Capitals::Nouns);
        let mut found = Vec::new();
        for mention in &named.mentions {
            let loose = nouns && !mention.is_person();
            if mention.is_adjective() || (side == Side::Target && (loose || !knows(named.language)))
            {
                continue;
            }
            let words: Vec<&Word<'_>> = named.words_of(mention).collect();
            let runs =
                words.split(|word| !word.capital || !self.is_unanswered(side, mention, word));
            for run in runs {
                let (Some(first), Some(last)) = (run.first(), run.last()) else {
                    continue;
                };
                // Of somebody's name, the last part says who it is.
                let called = words.last().is_some_and(|word| word.span == last.span)
                    || mention.is_known_at(first);
                let sort = self.sort(side, mention, run);
                if let Some(sort) = sort.filter(|_| called) {
                    found.push(Strange {
                        mention,
                        span: first.span.cover(last.span),
                        sort,
                    });
                }
            }
        }
        found
    }

    /// Whether a word of a mention stands on the other side of the bead less often than here.
    fn is_unanswered(&self, side: Side, mention: &Mention<'_>, word: &Word<'_>) -> bool {
        let [here, there] = [side, side.other()].map(|side| self.named(side, self.bead));
        if is_letters(self.pair, side, word) {
            return false;
        }
        if mention.is_known_at(word) {
            let pack = side.other().text(self.pair).pack();
            if mention
                .ids()
                .any(|id| there.has_id(id, pack) || self.derives(side, id))
            {
                return false;
            }
        }
        let fewer = || {
            let count = there.count(&word.folded);
            count > 0 && here.count(&word.folded) > count
        };
        !there.has(&word.folded) || fewer()
    }

    /// What tells that a run of words is a name; `None` where it may be none, or one that was translated.
    fn sort(&self, side: Side, mention: &Mention<'_>, run: &[&Word<'_>]) -> Option<Sort> {
        let letters: usize = run.iter().map(|word| word.folded.chars().count()).sum();
        if letters < 3 {
            return None;
        }
        if run.iter().any(|word| self.is_strange(side, mention, word)) {
            return Some(Sort::Own);
        }
        if run.iter().any(|word| mention.is_known_at(word)) {
            return Some(Sort::Known);
        }
        (side == Side::Source && self.may_be_one(mention, run)).then_some(Sort::Plain)
    }

    /// Whether a word is no word of its language, and none of English that could have been translated, nor a form of one
    /// over there; or what somebody is called.
    fn is_strange(&self, side: Side, mention: &Mention<'_>, word: &Word<'_>) -> bool {
        let language = |side: Side| self.named(side, self.bead).language;
        let [here, there] = [side, side.other()].map(language);
        // An English word that an English source does not have was not left over from it.
        let english = (side == Side::Source || there != Some(Language::EN))
            && is_common(Some(Language::EN), &word.folded);
        let common = english || is_common(here, &word.folded);
        let person = mention.is_person() && self.named(side, self.bead).is_also_name(&word.folded);
        let others = self.named(side.other(), self.bead).words.iter();
        let like = |other: &Word<'_>| similarity(&word.folded, &other.folded) >= COGNATE;
        let letters = word.folded.chars().count();
        letters > 2 && (!common || person) && (letters < 6 || !{ others }.any(like))
    }

    /// Whether words of the source that are ordinary ones may be a name that is kept: within a sentence, and with nothing over
    /// there that says the same.
    fn may_be_one(&self, mention: &Mention<'_>, run: &[&Word<'_>]) -> bool {
        let [here, there] = Side::BOTH.map(|side| self.half(side));
        let opens = |word: &&Word<'_>| word.span.start() == mention.span.start();
        let first = mention.opens_sentence() && run.first().is_some_and(opens);
        !first
            && !mention.is_organisation()
            && !run.iter().any(|word| is_translated(here, word, there))
    }
}

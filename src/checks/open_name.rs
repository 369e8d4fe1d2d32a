//! The names of one side of a bead that have no counterpart on the other, and how surely each of them must have one.

use super::lost_name::{Half, is_apposed, is_cut};
use super::named::{Mention, Named, Word, forms};
use super::near::around;
use super::side::Side;
use super::vocabulary::{is_common, is_inflected, knows, may_be_compound};
use super::{Pair, stem};
use crate::language::vocabulary::is_given_name;
use crate::language::{Capitals, Pack};
use crate::text::similarity;

/// Words as alike as this are forms of one in two languages.
const COGNATE: f64 = 0.6;

/// A run of more words is a title or a motto, and those are translated.
const LONGEST: usize = 4;

/// A bead with what stands around it.
pub(super) struct Comparison<'c, 'a> {
    pub(super) pair: &'c Pair<'a>,
    pub(super) bead: usize,
    pub(super) sides: &'c [Vec<Named<'a>>; 2],
}

/// A mention whose counterpart is not found, wholly or in part.
#[derive(Debug)]
pub(super) struct Open<'n> {
    pub(super) mention: &'n Mention<'n>,
    /// The words that are not found.
    pub(super) words: Vec<&'n Word<'n>>,
    /// How surely a name must have a counterpart that is spelled like it.
    pub(super) claim: Claim,
    /// A part of it is left where the rest should follow.
    pub(super) cut: bool,
    /// It may be a run of nouns, in a language that gives them all capitals.
    pub(super) nouns: bool,
    /// Its place in the segment, in thousandths.
    pub(super) at: usize,
}

impl Open<'_> {
    /// Whether its lack alone is worth a word. A pack that has forms of a name has all of them.
    pub(super) fn is_gone(&self, pack: Option<&Pack>) -> bool {
        let formed = |pack: &Pack| self.mention.ids().all(|id| has_forms(pack, id));
        match self.claim {
            Claim::Weak => false,
            Claim::Known => pack.is_some_and(formed),
            Claim::Strong => !self.nouns,
        }
    }
}

/// Whether a pack tells what its language calls a country or a place.
fn has_forms(pack: &Pack, id: &str) -> bool {
    let place = id.starts_with("territory:") && pack.complete || id.starts_with("exonym:");
    place && forms(pack, id).next().is_some()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// It may have been translated.
    Weak,
    /// A name known to packs, of which no form stands there.
    Known,
    /// A name that no language has words for.
    Strong,
}

impl<'c, 'a> Comparison<'c, 'a> {
    pub(super) fn named(&self, side: Side, bead: usize) -> &'c Named<'a> {
        match side {
            Side::Source => &self.sides[0][bead],
            Side::Target => &self.sides[1][bead],
        }
    }

    pub(super) fn half(&self, side: Side) -> Half<'_, 'a> {
        Half {
            text: side.text(self.pair),
            span: side.span(self.pair, self.bead),
            named: self.named(side, self.bead),
        }
    }

    /// Whether a word stands on a side of the beads around.
    pub(super) fn stands(&self, side: Side, word: &str) -> bool {
        let beside = || around(self.pair, self.bead).filter(|&bead| bead != self.bead);
        self.named(side, self.bead).has(word)
            || beside().any(|bead| self.named(side, bead).has(word))
    }

    pub(super) fn stands_by_id(&self, side: Side, id: &str) -> bool {
        let pack = side.text(self.pair).pack();
        around(self.pair, self.bead).any(|bead| self.named(side, bead).has_id(id, pack))
    }

    /// Whether the other side of a name known by an id has a word of its family: `escocés` for *Scotland*.
    pub(super) fn derives(&self, side: Side, id: &str) -> bool {
        let Some(pack) = side.other().text(self.pair).pack() else {
            return false;
        };
        let there = self.named(side.other(), self.bead).words.as_slice();
        let mut family = forms(pack, id).flat_map(own_words);
        family
            .any(|form| form.len() > 4 && there.iter().any(|word| stem::akin(&form, &word.folded)))
    }

    /// The capitalised words of a side that do not stand on the other.
    pub(super) fn open_words(&self, side: Side) -> Vec<&'c Word<'c>> {
        let words = self.named(side, self.bead).words.iter();
        words
            .filter(|word| {
                word.capital
                    && !is_letters(self.pair, side, word)
                    && (!self.stands(side.other(), &word.folded)
                        || self.named(side.other(), self.bead).is_small(word))
            })
            .collect()
    }

    pub(super) fn open_mentions(&self, side: Side, words: &[&'c Word<'c>]) -> Vec<Open<'c>> {
        let named = self.named(side, self.bead);
        let whole = side.span(self.pair, self.bead);
        let mut open = Vec::new();
        for mention in &named.mentions {
            let unmet: Vec<&Word<'_>> = words
                .iter()
                .copied()
                .filter(|word| mention.span.contains(word.span))
                .collect();
            let claim = self.claim(side, mention, &unmet);
            let cut = self.is_cut(side, mention, &unmet);
            let Some(claim) = claim.or(cut.then_some(Claim::Strong)) else {
                continue;
            };
            let at = (mention.span.start() - whole.start()) * 1000 / whole.len().max(1);
            open.push(Open {
                mention,
                nouns: self.may_be_nouns(side, mention, &unmet),
                words: unmet,
                claim: if cut { Claim::Strong } else { claim },
                cut,
                at,
            });
        }
        open
    }

    /// Whether the words of a mention may be any nouns, in a language that gives them all capitals: nothing tells of somebody,
    /// and each is a word of the language, ends in one or has a word like it over there (`Nikolaustag Geschenke`). No list has
    /// all that it makes of others.
    fn may_be_nouns(&self, side: Side, mention: &Mention<'_>, words: &[&Word<'_>]) -> bool {
        let nouns = |pack: &Pack| pack.names.capitals == Capitals::Nouns;
        let [named, there] = [side, side.other()].map(|side| self.named(side, self.bead));
        let akin = |word: &Word<'_>, other: &Word<'_>| {
            !other.capital && similarity(&word.folded, &other.folded) >= COGNATE
        };
        let full = || {
            let all: Vec<_> = named.words_of(mention).collect();
            (0..all.len()).any(|from| is_full_name(&all[from..]))
        };
        side.text(self.pair).pack().is_some_and(nouns)
            && !mention.is_person()
            && mention.ids().next().is_none()
            && words.iter().all(|word| {
                is_common(named.language, &word.folded)
                    || named.is_compound(&word.folded)
                    || may_be_compound(named.language, &word.folded)
                    || there.words.iter().any(|other| akin(word, other))
            })
            && !full()
    }

    /// Whether a name of the source is left in part; where a pack knows it, no form of it stands there.
    fn is_cut(&self, side: Side, mention: &Mention<'_>, unmet: &[&Word<'_>]) -> bool {
        side == Side::Source
            && !unmet.is_empty()
            && !mention.is_adjective()
            && !mention
                .ids()
                .any(|id| self.stands_by_id(Side::Target, id) || self.derives(side, id))
            && is_cut(self.half(side), mention, unmet, self.half(side.other()))
    }

    /// What a mention with some words that are not found asks for; `None` where it is accounted for.
    fn claim(&self, side: Side, mention: &Mention<'_>, unmet: &[&Word<'_>]) -> Option<Claim> {
        let named = self.named(side, self.bead);
        let last = unmet.last()?;
        if mention.is_adjective() {
            return None;
        }
        let mut ids = mention.ids().peekable();
        if ids.peek().is_some() {
            let beside: Vec<&Word<'_>> = named
                .words_of(mention)
                .filter(|word| !mention.is_known_at(word))
                .collect();
            // `Tory` and the person after it.
            let person = side == Side::Source
                && is_full_name(&beside)
                && beside
                    .iter()
                    .all(|word| unmet.iter().any(|other| other.span == word.span))
                && beside.iter().any(|word| self.is_unlike(side, word));
            if person {
                return Some(Claim::Strong);
            }
            // A body that holds a known name is told by it, and lost with it. What stands there in part is told.
            let whole = named.words_of(mention).count() == unmet.len();
            let lost = whole
                && !mention.opens_sentence()
                && !is_apposed(self.half(side), mention)
                && !ids.any(|id| self.stands_by_id(side.other(), id) || self.derives(side, id));
            return lost.then_some(Claim::Known);
        }
        let all: Vec<&Word<'_>> = named.words_of(mention).collect();
        // Who is called by the last part of the name only is still named.
        let shorter = all.len() > unmet.len()
            && all.last().is_some_and(|word| word.span != last.span)
            && !self.is_fewer(side, &all);
        if shorter || all.len() > LONGEST || (side == Side::Target && !knows(named.language)) {
            return None;
        }
        let inflected = |word: &Word<'_>| is_inflected(named.language, &word.folded);
        if all.len() == 1 && mention.opens_sentence() && inflected(last) {
            return None;
        }
        let nouns = side
            .text(self.pair)
            .pack()
            .is_some_and(|pack| pack.names.capitals == Capitals::Nouns);
        if side == Side::Target && nouns && !mention.is_person() {
            return None;
        }
        if !unmet.iter().any(|word| self.is_unlike(side, word)) {
            // Something that has a name of ordinary words, which may have been translated.
            let translated = side == Side::Target
                || mention.opens_sentence()
                || mention.is_organisation()
                || unmet.iter().all(|word| is_letters(self.pair, side, word));
            return (!translated).then_some(Claim::Weak);
        }
        // What is made of ordinary words may be translated as a whole: `Ghost Town`.
        let unknown = unmet
            .iter()
            .any(|word| !named.is_common(&word.folded) && self.is_unlike(side, word));
        // A title, or a given name, makes a name of ordinary words the name of somebody.
        let whole = unmet.len() == all.len();
        let titled = mention.is_person() && all.len() == 1 && !mention.opens_sentence();
        let sure = titled || (whole && is_full_name(&all) && !mention.is_place_or_body());
        // What only opens its sentence may be a word that no list has, or one that is misspelt.
        let opens = all.len() == 1
            && mention.opens_sentence()
            && !is_given_name(&last.folded)
            && !is_shown(self.half(side), last)
            && !self.is_nearly_there(side, last);
        let weak = !knows(named.language) || opens || !(unknown || sure);
        Some(if weak { Claim::Weak } else { Claim::Strong })
    }

    /// Whether the other side has a word with a capital that is much like this one, and no word of its language: the name,
    /// misspelt.
    fn is_nearly_there(&self, side: Side, word: &Word<'_>) -> bool {
        let there = self.named(side.other(), self.bead);
        there.words.iter().any(|other| {
            other.capital
                && other.folded != word.folded
                && similarity(&word.folded, &other.folded) >= COGNATE
                && !there.is_common(&other.folded)
        })
    }

    /// Whether a full name's last word stands on the other side less often: once for another mention of it.
    fn is_fewer(&self, side: Side, all: &[&Word<'_>]) -> bool {
        let count = |side: Side, word: &Word<'_>| self.named(side, self.bead).count(&word.folded);
        let other = side.other();
        side == Side::Source
            && is_full_name(all)
            && all.last().is_some_and(|last| {
                count(other, last) > 0 && count(side, last) > count(other, last)
            })
    }

    /// Whether a word is the name of somebody or something: it belongs to no language, as far as is known, or is one of
    /// those words that are names as well.
    pub(super) fn is_own(&self, side: Side, word: &Word<'_>) -> bool {
        let letters = word.folded.chars().filter(|c| c.is_alphabetic()).count();
        let named = self.named(side, self.bead);
        letters > 2
            && (!named.is_common(&word.folded)
                || (word.capital && named.is_also_name(&word.folded)))
            && !named.is_compound(&word.folded)
            && !is_letters(self.pair, side, word)
    }

    /// Whether a word is own and no form of a word over there: `Siracusa` is `Syracuse`.
    fn is_unlike(&self, side: Side, word: &Word<'_>) -> bool {
        let there = self.named(side.other(), self.bead).words.iter();
        let like = |other: &Word<'_>| similarity(&word.folded, &other.folded) >= COGNATE;
        self.is_own(side, word) && (word.folded.len() < 6 || !{ there }.any(like))
    }
}

/// The words of a form that name something, folded: of `người Scotland` the second, of `escocés` the only one.
fn own_words(form: &str) -> Vec<String> {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let named: Vec<&str> = form.split(' ').filter(capital).collect();
    if named.is_empty() {
        return stem::words(form);
    }
    named.iter().flat_map(|word| stem::words(word)).collect()
}

/// Whether what stands around a word that seems to open a sentence shows it to be a name: the speech that it follows, an `'s`.
fn is_shown(half: Half<'_, '_>, word: &Word<'_>) -> bool {
    let text = half.text.document.text();
    let said = half.before(word);
    let after = text.get(word.span.end()..).unwrap_or_default();
    let spoken = said.ends_with(char::is_whitespace)
        && said.trim_end().ends_with(['"', '”', '“', '»', '’', '\'']);
    spoken || after.starts_with("'s") || after.starts_with("’s")
}

/// Whether words are a given name and what somebody is called beside it.
fn is_full_name(words: &[&Word<'_>]) -> bool {
    let capitals = words.iter().filter(|word| word.capital).count();
    capitals > 1
        && words
            .first()
            .is_some_and(|word| is_given_name(&word.folded))
}

/// `MPs` and `NATO`: letters that stand for words, which is `acronym-mismatch`'s to compare.
pub(super) fn is_letters(pair: &Pair<'_>, side: Side, word: &Word<'_>) -> bool {
    let text = side.text(pair).str(word.span);
    text.chars().filter(|c| c.is_uppercase()).count() > 1
        && text.chars().filter(|c| c.is_lowercase()).count() < 2
}

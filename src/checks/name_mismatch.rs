//! name-mismatch: a name is misspelt, replaced, missing or in another's place
//!
//! ## What it does
//! Names of persons and places, and names that stay as they are in every language, are compared word by
//! word. Accents and capitals do not count: `Huỳnh Văn Sáu` is `Huynh Van Sau`. A name that differs by a
//! letter is a slip, a name in the place of another is a replacement, and a name that nothing stands for
//! is missing, or a part of it. Two names that have changed places are found by the words beside them: what stands
//! near the one in the source stands near the other in the version.
//!
//! ## Why it matters
//! A wrong name blames or praises the wrong person, and no spelling checker knows names.
//!
//! ## Example
//! ```text
//! en: The prize went to Marjorie Okafor of Leeds.
//! es: El premio fue para Marjorie Okador, de Leeds.
//! ```
//! → the name “Okafor” is spelled “Okador” here
//!
//! ```text
//! en: The lawyer Edda Lund accused the banker Tamsin Bell of theft.
//! es: La abogada Tamsin Bell acusó a la banquera Edda Lund de robo.
//! ```
//! → “Edda Lund” and “Tamsin Bell” have changed places
//!
//! ## Not reported
//! - Names with a form of their own in each language: countries, languages, peoples, well-known cities.
//! - Names of offices and bodies, which are translated: `Supreme Court`, `Tribunal Supremo`.
//! - A shorter form (`Okafor` for `Marjorie Okafor`), a plural or a possessive.
//! - A name in whose place the version has a pronoun or a noun for it (`the country`, `the singer`), and a place that only
//!   says where another lies (`Leeds, England`).
//! - Two names of a list in another order.
//! - A name that stands in a sentence beside it: sentences are cut and joined in translation.
//! - A first word of a sentence that may be no name, and headings in title case.
//! - Versions in different scripts: names are transcribed in more than one way.

use super::lost_name::{Half, breaks_off, is_apposed, is_cut, is_retold};
use super::named::{Mention, Named, Word, forms};
use super::near::{around, is_trusted};
use super::prose::quote;
use super::side::Side;
use super::swapped::{Shared, Swap, swap};
use super::vocabulary::{is_inflected, knows};
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, stem};
use crate::facts::Name;
use crate::language::vocabulary::is_given_name;
use crate::language::{Capitals, Pack};
use crate::text::{Span, edits, similarity};

/// Words as alike as this are forms of one in two languages.
const COGNATE: f64 = 0.6;

/// A run of more words is a title or a motto, and those are translated.
const LONGEST: usize = 4;

/// The rule.
#[derive(Debug)]
pub(super) struct NameMismatch;

static META: Meta = Meta {
    name: "name-mismatch",
    category: Category::Entity,
    severity: Severity::Major,
};

impl Check for NameMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let read = |side: Side| -> Vec<Named<'_>> {
            (0..pair.beads().len())
                .map(|bead| Named::read(side.text(pair), side.span(pair, bead)))
                .collect()
        };
        let sides = Side::BOTH.map(read);
        for bead in 0..pair.beads().len() {
            let [source, target] = [&sides[0][bead], &sides[1][bead]];
            if is_trusted(pair, bead) && source.is_latin() && target.is_latin() {
                Comparison {
                    pair,
                    bead,
                    sides: &sides,
                }
                .tell(found);
            }
        }
    }
}

/// A bead with what stands around it.
struct Comparison<'c, 'a> {
    pair: &'c Pair<'a>,
    bead: usize,
    sides: &'c [Vec<Named<'a>>; 2],
}

/// A mention whose counterpart is not found, wholly or in part.
#[derive(Debug)]
struct Open<'n> {
    mention: &'n Mention<'n>,
    /// The words that are not found.
    words: Vec<&'n Word>,
    /// How surely a name must have a counterpart that is spelled like it.
    claim: Claim,
    /// A part of it is left where the rest should follow.
    cut: bool,
    /// Its place in the segment, in thousandths.
    at: usize,
}

impl Open<'_> {
    /// Whether its lack alone is worth a word. A pack that has forms of a name has all of them.
    fn is_gone(&self, pack: Option<&Pack>) -> bool {
        let formed = |pack: &Pack| self.mention.ids().all(|id| has_forms(pack, id));
        match self.claim {
            Claim::Weak => false,
            Claim::Known => pack.is_some_and(formed),
            Claim::Strong => true,
        }
    }
}

/// Whether a pack tells what its language calls a country or a place.
fn has_forms(pack: &Pack, id: &str) -> bool {
    let place = id.starts_with("territory:") && pack.complete || id.starts_with("exonym:");
    place && forms(pack, id).next().is_some()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    /// It may have been translated.
    Weak,
    /// A name known to packs, of which no form stands there.
    Known,
    /// A name that no language has words for.
    Strong,
}

impl<'c, 'a> Comparison<'c, 'a> {
    fn named(&self, side: Side, bead: usize) -> &'c Named<'a> {
        match side {
            Side::Source => &self.sides[0][bead],
            Side::Target => &self.sides[1][bead],
        }
    }

    fn tell(&self, found: &mut Vec<Draft>) {
        found.extend(self.swapped());
        let mut lost_words = self.open_words(Side::Source);
        let mut new_words = self.open_words(Side::Target);
        if lost_words.is_empty() && new_words.is_empty() {
            return;
        }
        self.slips(&mut lost_words, &mut new_words, found);
        let mut lost = self.open_mentions(Side::Source, &lost_words);
        let new = self.open_mentions(Side::Target, &new_words);
        for one in &new {
            if let Some(from) = counterpart(one, &lost) {
                let from = lost.remove(from);
                found.push(self.replaced(&from, one));
            }
        }
        if lost.is_empty() {
            return;
        }
        let [source, target] = Side::BOTH.map(|side| self.half(side));
        let broken = breaks_off(source, target);
        let pack = self.pair.target.pack();
        // A full name is told again in full; a name of one word as often by a pronoun.
        let single = |open: &Open<'_>| {
            self.named(Side::Source, self.bead)
                .words_of(open.mention)
                .count()
                == 1
        };
        let retold = lost.iter().any(single) && is_retold(source, target);
        let gone = lost
            .iter()
            .filter(|open| broken || open.cut || (open.is_gone(pack) && !(retold && single(open))));
        found.extend(gone.map(|open| self.missing(open)));
    }

    /// Two names that have changed places.
    fn swapped(&self) -> Option<Draft> {
        let (shared, names) = self.shared();
        let spans = (
            Side::Source.span(self.pair, self.bead),
            Side::Target.span(self.pair, self.bead),
        );
        let apart = |one: usize, other: usize| names[one] != names[other];
        let Swap { one, other, excess } = swap(self.pair, spans, &shared, apart)?;
        let said = |at: usize| quote(self.pair.source.str(shared[at].source));
        let message = format!("{} and {} have changed places", said(one), said(other));
        let confidence = if excess > 0.5 { 0.8 } else { 0.7 };
        let [first, second] = [shared[one], shared[other]];
        let draft = Draft::new(
            Severity::Major,
            confidence,
            message,
            Role::Target,
            first.target,
        )
        .and(Role::Target, second.target)
        .and(Role::Source, first.source)
        .and(Role::Source, second.source);
        Some(draft.value(names[one].clone()).value(names[other].clone()))
    }

    /// The names of which a part stands once on both sides in the same words, or under the same id.
    fn shared(&self) -> (Vec<Shared>, Vec<String>) {
        let [source, target] = [Side::Source, Side::Target].map(|side| self.named(side, self.bead));
        let names = source
            .mentions
            .iter()
            .filter(|mention| !mention.is_adjective());
        let found = names.filter_map(|mention| {
            let by_id = || {
                let id = mention.ids().next()?;
                let place = target.only(id).filter(|_| source.only(id).is_some())?;
                Some((
                    Shared {
                        source: mention.span,
                        target: place,
                    },
                    id.to_owned(),
                ))
            };
            source.same_words(mention, target).or_else(by_id)
        });
        found.unzip()
    }

    fn half(&self, side: Side) -> Half<'_, 'a> {
        Half {
            text: side.text(self.pair),
            span: side.span(self.pair, self.bead),
            named: self.named(side, self.bead),
        }
    }

    /// Whether a word stands on a side of the beads around.
    fn stands(&self, side: Side, word: &str) -> bool {
        self.named(side, self.bead).has(word)
            || around(self.pair, self.bead).any(|bead| self.named(side, bead).has(word))
    }

    fn stands_by_id(&self, side: Side, id: &str) -> bool {
        let pack = side.text(self.pair).pack();
        around(self.pair, self.bead).any(|bead| self.named(side, bead).has_id(id, pack))
    }

    /// Whether the other side of a name known by an id has a word of its family: `escocés` for *Scotland*.
    fn derives(&self, side: Side, id: &str) -> bool {
        let Some(pack) = side.other().text(self.pair).pack() else {
            return false;
        };
        let there = self.named(side.other(), self.bead).words.as_slice();
        let mut family = forms(pack, id).flat_map(own_words);
        family
            .any(|form| form.len() > 4 && there.iter().any(|word| stem::akin(&form, &word.folded)))
    }

    /// The capitalised words of a side that do not stand on the other.
    fn open_words(&self, side: Side) -> Vec<&'c Word> {
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

    /// Words that differ by a letter from one that was to be expected; takes them out of both lists.
    fn slips(&self, lost: &mut Vec<&'c Word>, new: &mut Vec<&'c Word>, found: &mut Vec<Draft>) {
        let target = self.named(Side::Target, self.bead);
        let expected = self.expected_forms();
        new.retain(|word| {
            let common = target.is_common(&word.folded);
            let loose = common && !self.is_held(Side::Target, word);
            if loose || self.is_known_word(Side::Target, word) {
                return true;
            }
            // `Organization` and `Organización`: words of one origin look like slips of each other.
            let source = self.named(Side::Source, self.bead);
            let cognates = |from: &Word| common && source.is_common(&from.folded);
            let slip = |from: &&Word| {
                !cognates(from)
                    && !are_plurals(&from.folded, &word.folded)
                    && self.is_slip(from, word)
            };
            if let Some(at) = lost.iter().position(slip) {
                let from = lost.remove(at);
                found.push(self.slip(from.span, self.pair.source.str(from.span), word));
                return false;
            }
            // A name may stand here twice, once as it should.
            let again = |from: &&Word| from.capital && !common && slip(from);
            if let Some(from) = source.words.iter().find(again) {
                found.push(self.slip(from.span, self.pair.source.str(from.span), word));
                return false;
            }
            let known = expected.iter().find(|(form, _)| {
                is_near(form, &word.folded) && !word.folded.starts_with(form.as_str())
            });
            if let Some((form, span)) = known {
                found.push(self.slip(*span, form, word));
                lost.retain(|from| !span.contains(from.span));
            }
            known.is_none()
        });
    }

    fn is_slip(&self, from: &Word, to: &Word) -> bool {
        let apart = edits(&from.folded, &to.folded);
        let shorter = from.folded.chars().count().min(to.folded.chars().count());
        // Short words of the language (`Mass`, `Masas`) and longer slips look like cognates: they say
        // something only within a name whose other words are kept. So do words of two or three letters.
        let own = self.is_own(Side::Source, from) && shorter > 3;
        let plain = if knows(self.named(Side::Target, self.bead).language) {
            apart == 1 && (own || shorter > 4)
        } else {
            // Nothing tells a slip from a form of that language (`Vienne`, `Californie`) but where it stands.
            apart == 1
                && own
                && !self.is_known_word(Side::Source, from)
                && !differs_at_end(&from.folded, &to.folded)
        };
        let slight = (apart == 1 && shorter > 1) || (apart == 2 && shorter > 8);
        (plain && !self.is_of_a_body(from))
            || (slight && self.is_held(Side::Source, from) && self.is_held(Side::Target, to))
    }

    /// Whether a word is part of a body's name. Those are translated word by word, and words of one origin look
    /// like slips of each other.
    fn is_of_a_body(&self, word: &Word) -> bool {
        let mentions = &self.named(Side::Source, self.bead).mentions;
        let of = |mention: &&Mention<'_>| mention.span.contains(word.span);
        mentions.iter().filter(of).any(Mention::is_organisation)
    }

    /// Whether a word is part of a name whose other words all stand on the other side.
    fn is_held(&self, side: Side, word: &Word) -> bool {
        let named = self.named(side, self.bead);
        let mention = named
            .mentions
            .iter()
            .find(|mention| mention.span.contains(word.span));
        mention.is_some_and(|mention| {
            let mut rest = named
                .words_of(mention)
                .filter(|other| other.span != word.span)
                .peekable();
            rest.peek().is_some() && rest.all(|other| self.stands(side.other(), &other.folded))
        })
    }

    /// Whether a word is part of a name that packs know.
    fn is_known_word(&self, side: Side, word: &Word) -> bool {
        let mentions = &self.named(side, self.bead).mentions;
        mentions.iter().any(|mention| mention.is_known_at(word))
    }

    /// How the target's language spells the known names of the source that are not there, with their places.
    fn expected_forms(&self) -> Vec<(String, Span)> {
        let Some(pack) = self.pair.target.pack() else {
            return Vec::new();
        };
        let mut expected = Vec::new();
        for mention in &self.named(Side::Source, self.bead).mentions {
            for id in mention
                .ids()
                .filter(|id| !self.stands_by_id(Side::Target, id))
            {
                // Of a form of several words any may look like some word.
                let words = forms(pack, id).filter(|form| !form.contains(' '));
                expected.extend(
                    words
                        .filter(|word| word.chars().count() > 3)
                        .map(|word| (crate::text::fold(word), mention.span)),
                );
            }
        }
        expected
    }

    fn open_mentions(&self, side: Side, words: &[&'c Word]) -> Vec<Open<'c>> {
        let named = self.named(side, self.bead);
        let whole = side.span(self.pair, self.bead);
        let mut open = Vec::new();
        for mention in &named.mentions {
            let unmet: Vec<&Word> = words
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
                words: unmet,
                claim: if cut { Claim::Strong } else { claim },
                cut,
                at,
            });
        }
        open
    }

    /// Whether a name of the source is left in part; where a pack knows it, no form of it stands there.
    fn is_cut(&self, side: Side, mention: &Mention<'_>, unmet: &[&Word]) -> bool {
        side == Side::Source
            && !unmet.is_empty()
            && !mention.is_adjective()
            && !mention
                .ids()
                .any(|id| self.stands_by_id(Side::Target, id) || self.derives(side, id))
            && is_cut(self.half(side), mention, unmet, self.half(side.other()))
    }

    /// What a mention with some words that are not found asks for; `None` where it is accounted for.
    fn claim(&self, side: Side, mention: &Mention<'_>, unmet: &[&Word]) -> Option<Claim> {
        let named = self.named(side, self.bead);
        let last = unmet.last()?;
        if mention.is_adjective() {
            return None;
        }
        let mut ids = mention.ids().peekable();
        if ids.peek().is_some() {
            let beside: Vec<&Word> = named
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
        let all: Vec<&Word> = named.words_of(mention).collect();
        // Who is called by the last part of the name only is still named.
        let shorter = all.len() > unmet.len()
            && all.last().is_some_and(|word| word.span != last.span)
            && !self.is_fewer(side, &all);
        if shorter || all.len() > LONGEST || (side == Side::Target && !knows(named.language)) {
            return None;
        }
        let inflected = |word: &Word| is_inflected(named.language, &word.folded);
        if all.len() == 1 && mention.opens_sentence() && inflected(last) {
            return None;
        }
        // Where every noun has a capital, a run of capitals may be any nouns.
        let pack = side.text(self.pair).pack();
        let nouns = pack.is_some_and(|pack| pack.names.capitals == Capitals::Nouns);
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
        let weak = !knows(named.language) || !(unknown || sure);
        Some(if weak { Claim::Weak } else { Claim::Strong })
    }

    /// Whether a full name's last word stands on the other side less often: once for another mention of it.
    fn is_fewer(&self, side: Side, all: &[&Word]) -> bool {
        let count = |side: Side, word: &Word| self.named(side, self.bead).count(&word.folded);
        let other = side.other();
        side == Side::Source
            && is_full_name(all)
            && all.last().is_some_and(|last| {
                count(other, last) > 0 && count(side, last) > count(other, last)
            })
    }

    /// Whether a word is the name of somebody or something: it belongs to no language, as far as is known, or is one of
    /// those words that are names as well.
    fn is_own(&self, side: Side, word: &Word) -> bool {
        let letters = word.folded.chars().filter(|c| c.is_alphabetic()).count();
        let named = self.named(side, self.bead);
        letters > 2
            && (!named.is_common(&word.folded)
                || (word.capital && named.is_also_name(&word.folded)))
            && !is_letters(self.pair, side, word)
    }

    /// Whether a word is own and no form of a word over there: `Siracusa` is `Syracuse`.
    fn is_unlike(&self, side: Side, word: &Word) -> bool {
        let there = self.named(side.other(), self.bead).words.iter();
        let like = |other: &Word| similarity(&word.folded, &other.folded) >= COGNATE;
        self.is_own(side, word) && (word.folded.len() < 6 || !{ there }.any(like))
    }

    fn slip(&self, source: Span, expected: &str, word: &Word) -> Draft {
        let here = self.pair.target.str(word.span);
        let message = format!(
            "the name {} is spelled {} here",
            quote(self.pair.source.str(source)),
            quote(here)
        );
        let confidence = if word.folded.chars().count() > 4 {
            0.9
        } else {
            0.75
        };
        Draft::new(
            Severity::Major,
            confidence,
            message,
            Role::Target,
            word.span,
        )
        .and(Role::Source, source)
        .value(crate::text::fold(expected))
        .value(word.folded.clone())
    }

    fn replaced(&self, from: &Open<'_>, to: &Open<'_>) -> Draft {
        let (source, target) = (from.mention.span, to.mention.span);
        let message = format!(
            "{} became {}",
            quote(self.pair.source.str(source)),
            quote(self.pair.target.str(target))
        );
        let confidence = if from.claim.min(to.claim) == Claim::Weak {
            0.6
        } else {
            0.8
        };
        Draft::new(Severity::Major, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(canonical(from.mention.name()))
            .value(canonical(to.mention.name()))
    }

    fn missing(&self, open: &Open<'_>) -> Draft {
        let source = open.mention.span;
        let whole = quote(self.pair.source.str(source));
        let part = open
            .words
            .iter()
            .map(|word| self.pair.source.str(word.span))
            .collect::<Vec<_>>()
            .join(" ");
        let message = if part.len() < source.len()
            && open.words.len()
                < self
                    .named(Side::Source, self.bead)
                    .words_of(open.mention)
                    .count()
        {
            format!(
                "of the name {whole}, {} is missing in this version",
                quote(&part)
            )
        } else {
            format!("the name {whole} is missing in this version")
        };
        Draft::new(
            Severity::Minor,
            if open.claim == Claim::Strong {
                0.6
            } else {
                0.5
            },
            message,
            Role::Target,
            Side::Target.span(self.pair, self.bead),
        )
        .and(Role::Source, source)
        .value(canonical(open.mention.name()))
        .value("")
    }
}

/// The lost mention that a new one stands for: one of the two must be no word of any language, or both
/// known; the nearest.
fn counterpart(new: &Open<'_>, lost: &[Open<'_>]) -> Option<usize> {
    let fits = |from: &Open<'_>| {
        from.claim.max(new.claim) == Claim::Strong
            || (from.claim, new.claim) == (Claim::Known, Claim::Known)
    };
    let nearest = lost.iter().enumerate().filter(|(_, from)| fits(from));
    nearest
        .min_by_key(|(_, from)| from.at.abs_diff(new.at))
        .map(|(at, _)| at)
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

/// Whether two words are one in the plural of two languages: `Samaritans`, `Samaritanos`.
fn are_plurals(one: &str, other: &str) -> bool {
    let stem = |word: &str| {
        let singular = word.strip_suffix('s')?;
        Some(singular.trim_end_matches(['a', 'e', 'o']).to_owned())
    };
    stem(one).is_some_and(|stem_of_one| stem(other) == Some(stem_of_one))
}

/// Whether words are a given name and what somebody is called beside it.
fn is_full_name(words: &[&Word]) -> bool {
    let capitals = words.iter().filter(|word| word.capital).count();
    capitals > 1
        && words
            .first()
            .is_some_and(|word| is_given_name(&word.folded))
}

/// Whether two words differ in their last letters only.
fn differs_at_end(one: &str, other: &str) -> bool {
    let shared = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    shared + 2 >= one.chars().count().max(other.chars().count())
}

fn canonical(name: Option<&Name>) -> String {
    name.map_or_else(String::new, |name| {
        name.known.clone().unwrap_or_else(|| name.words.join(" "))
    })
}

/// `MPs` and `NATO`: letters that stand for words, which is `acronym-mismatch`'s to compare.
fn is_letters(pair: &Pair<'_>, side: Side, word: &Word) -> bool {
    let text = side.text(pair).str(word.span);
    text.chars().filter(|c| c.is_uppercase()).count() > 1
        && text.chars().filter(|c| c.is_lowercase()).count() < 2
}

/// Whether two words differ as by a slip of the keys: one letter, two in a long word.
fn is_near(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    match edits(one, other) {
        1 => shorter > 3,
        2 => shorter > 8,
        _ => false,
    }
}

//! Names that are spelled otherwise than their source has them, by a letter or two.

use std::cell::LazyCell;

use super::named::{Mention, Word, forms, may_be_form};
use super::open_name::Comparison;
use super::prose::{self, quote};
use super::side::Side;
use super::transcription::Transcription;
use super::vocabulary::knows;
use super::{Draft, Role, Severity};
use crate::document::BlockKind;
use crate::language::vocabulary::is_given_name;
use crate::text::{Span, edits};

impl<'c> Comparison<'c, '_> {
    /// Words that differ by a letter from one that was to be expected; takes them out of both lists.
    pub(super) fn slips(
        &self,
        lost: &mut Vec<&'c Word<'c>>,
        new: &mut Vec<&'c Word<'c>>,
        found: &mut Vec<Draft>,
    ) {
        let target = self.named(Side::Target, self.bead);
        let expected = self.expected_forms();
        let source = self.named(Side::Source, self.bead);
        let ways = LazyCell::new(|| Transcription::between(&self.pair.source, &self.pair.target));
        new.retain(|word| {
            let near = |other: &str| may_be_near(other, &word.folded);
            let written = |from: &Word<'_>| from.capital && ways.writes(&from.folded, &word.folded);
            if let Some(at) = lost.iter().position(|from| written(from)) {
                lost.remove(at);
                return false;
            }
            if source.words.iter().any(written) {
                return false;
            }
            let of_source = |from: &Word<'_>| from.capital && near(&from.folded);
            let may_be_slip = lost.iter().any(|from| near(&from.folded))
                || source.words.iter().any(of_source)
                || expected.iter().any(|(form, _)| near(form));
            if !may_be_slip {
                return true;
            }
            let common = target.is_common(&word.folded);
            let loose = common && !self.is_held(Side::Target, word);
            if loose || self.is_known_word(Side::Target, word) {
                return true;
            }
            // `Organization` and `Organización`: words of one origin look like slips of each other.
            let cognates = |from: &Word<'_>| common && source.is_common(&from.folded);
            let slip = |from: &&Word<'_>| {
                !cognates(from)
                    && !are_plurals(&from.folded, &word.folded)
                    && self.is_slip(from, word)
            };
            if let Some(at) = lost.iter().position(slip) {
                let from = lost.remove(at);
                // `Encoder` and `Encodeur`: in title case nothing tells a name from a word of one origin.
                if !self.is_of_title_case(from) {
                    found.push(self.slip(from.span, self.pair.source.str(from.span), word));
                }
                return false;
            }
            // A name may stand here twice, once as it should.
            let again = |from: &&Word<'_>| {
                from.capital && !common && slip(from) && !self.is_of_title_case(from)
            };
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

    /// Words that were left in Latin letters in another script, and differ by a letter from the source's.
    pub(super) fn copied_slips(&self) -> Vec<Draft> {
        let latin = |word: &&Word<'_>| word.folded.bytes().all(|byte| byte.is_ascii_alphabetic());
        let [lost, new] = Side::BOTH.map(|side| {
            let mut words = self.open_words(side);
            words.retain(latin);
            words
        });
        // A place may stand in brackets as it is called at home: `里斯本（Lisboa）`.
        let at_home = |from: &Word<'_>, word: &Word<'_>| {
            let there = self.half(Side::Target);
            there.before(word).trim_end().ends_with(['(', '（'])
                && differs_at_end(&from.folded, &word.folded)
                || self.is_known_word(Side::Source, from)
        };
        let mut found: Vec<Draft> = Vec::new();
        for word in new {
            let near =
                |from: &&&Word<'_>| is_near(&from.folded, &word.folded) && !at_home(from, word);
            found.extend(
                lost.iter()
                    .find(near)
                    .map(|from| self.slip(from.span, self.pair.source.str(from.span), word)),
            );
        }
        found
    }

    /// Takes people and adjectives out of both lists that are made of one name in the way of either language:
    /// `Californians` and `Californiens`.
    pub(super) fn without_people(&self, lost: &mut Vec<&'c Word<'c>>, new: &mut Vec<&'c Word<'c>>) {
        let endings = |side: Side| {
            let pack = side.text(self.pair).pack();
            pack.map_or(&[][..], |pack| pack.names.people.as_slice())
        };
        let (theirs, ours) = (endings(Side::Source), endings(Side::Target));
        new.retain(|to| {
            let same = |from: &&Word<'_>| {
                // *Julian* and *Juliana* are two persons.
                let person = [&from.folded, &to.folded];
                have_one_stem(&from.folded, theirs, &to.folded, ours)
                    && !person.into_iter().any(|word| is_given_name(word))
                    && self.stands_alone(Side::Source, from)
                    && self.stands_alone(Side::Target, to)
            };
            let at = lost.iter().position(same);
            at.map(|at| lost.remove(at)).is_none()
        });
    }

    /// Whether a word is no part of a longer name, nor somebody's.
    fn stands_alone(&self, side: Side, word: &Word) -> bool {
        let named = self.named(side, self.bead);
        let mut of = named
            .mentions
            .iter()
            .filter(|it| it.span.contains(word.span));
        of.all(|mention| !mention.is_person() && named.words_of(mention).count() == 1)
    }

    fn is_slip(&self, from: &Word<'_>, to: &Word<'_>) -> bool {
        let apart = edits(&from.folded, &to.folded);
        let shorter = from.folded.chars().count().min(to.folded.chars().count());
        // Short words of the language (`Mass`, `Masas`) and longer slips look like cognates: they say
        // something only within a name whose other words are kept. So do words of two or three letters.
        let own = self.is_own(Side::Source, from) && shorter > 3;
        let [source, target] = Side::BOTH.map(|side| self.named(side, self.bead));
        if source.is_unread() && may_be_form(&from.folded, &to.folded)
            || target.is_unread() && may_be_form(&to.folded, &from.folded)
        {
            return false;
        }
        let plain = if knows(target.language) {
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

    /// Whether a word has its capital from a heading that gives one to every word, and no name beside it holds it.
    fn is_of_title_case(&self, word: &Word<'_>) -> bool {
        let text = &self.pair.source;
        let (Some(segment), Some(language)) = (text.segment_of(word.span), text.language()) else {
            return false;
        };
        let kind = text.document.passage(segment.passage).kind;
        let capital = |word: &str| !word.starts_with(char::is_lowercase);
        let mut words = prose::words(text, segment.span).map(|(_, word)| word);
        matches!(kind, BlockKind::Heading(_))
            && words.all(|word| capital(word) || prose::is_grammar(language, word))
            && !self.is_held(Side::Source, word)
    }

    /// Whether a word is part of a body's name. Those are translated word by word, and words of one origin look
    /// like slips of each other.
    fn is_of_a_body(&self, word: &Word<'_>) -> bool {
        let mentions = &self.named(Side::Source, self.bead).mentions;
        let of = |mention: &&Mention<'_>| mention.span.contains(word.span);
        mentions.iter().filter(of).any(Mention::is_organisation)
    }

    /// Whether a word is part of a name whose other words all stand on the other side.
    fn is_held(&self, side: Side, word: &Word<'_>) -> bool {
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
    fn is_known_word(&self, side: Side, word: &Word<'_>) -> bool {
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

    fn slip(&self, source: Span, expected: &str, word: &Word<'_>) -> Draft {
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
}

/// Whether two words are one in the plural of two languages: `Samaritans`, `Samaritanos`.
fn are_plurals(one: &str, other: &str) -> bool {
    let stem = |word: &str| {
        let singular = word.strip_suffix('s')?;
        Some(singular.trim_end_matches(['a', 'e', 'o']).to_owned())
    };
    stem(one).is_some_and(|stem_of_one| stem(other) == Some(stem_of_one))
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

/// Whether two words differ as by a slip of the keys: one letter, two in a long word.
fn is_near(one: &str, other: &str) -> bool {
    let shorter = one.chars().count().min(other.chars().count());
    match edits(one, other) {
        1 => shorter > 3,
        2 => shorter > 8,
        _ => false,
    }
}

/// Whether two words may differ as by a slip of the keys, told by the letters that they have: an edit takes one away and
/// brings one in at most.
fn may_be_near(one: &str, other: &str) -> bool {
    if !one.is_ascii() || !other.is_ascii() {
        return true;
    }
    let letters = |word: &str| word.bytes().fold(0_u64, |set, byte| set | 1 << (byte & 63));
    let most = if one.len().min(other.len()) > 8 { 4 } else { 2 };
    (letters(one) ^ letters(other)).count_ones() <= most
}

/// Whether two words are one stem with an ending of either list.
fn have_one_stem(one: &str, ones: &[String], other: &str, others: &[String]) -> bool {
    /// Letters of the shortest name that tells anything.
    const STEM: usize = 4;
    let opening = |word: &str| word.bytes().take(STEM).eq(one.bytes().take(STEM));
    one != other
        && opening(other)
        && ones.iter().any(|ending| {
            let stem = one.strip_suffix(ending.as_str());
            let rest = stem.filter(|stem| stem.chars().count() >= STEM);
            let rest = rest.and_then(|stem| other.strip_prefix(stem));
            rest.is_some_and(|rest| others.iter().any(|ending| ending == rest))
        })
}

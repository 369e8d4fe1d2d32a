//! A name of which a part was replaced: the rest of it stands in the version, with a word beside it that no word of the source
//! explains.

use super::Role;
use super::named::{Mention, Word};
use super::open_name::Comparison;
use super::side::Side;
use super::vocabulary::knows;
use super::{Draft, Severity};
use crate::language::vocabulary::is_given_name;
use crate::text::{Span, similarity};

/// Letters from which a word says whose name it is part of: shorter ones are titles and particles.
const LETTERS: usize = 4;

/// Words as alike as this are forms of one in two languages.
const COGNATE: f64 = 0.5;

/// Words as alike as this are the rest of one name.
const SAME: f64 = 0.85;

/// A stretch of words of one mention that the other side does not have, beside one that it has.
#[derive(Debug)]
struct Part<'n> {
    mention: &'n Mention<'n>,
    words: Vec<&'n Word<'n>>,
    /// The word of the mention that is kept beside them.
    kept: &'n Word<'n>,
    /// Whether they stand before it.
    before: bool,
}

impl<'c> Comparison<'c, '_> {
    /// Names of which a part was replaced; takes the words of both out of the lists of those that are not found.
    pub(super) fn renamed(
        &self,
        lost: &mut Vec<&'c Word<'c>>,
        new: &mut Vec<&'c Word<'c>>,
        found: &mut Vec<Draft>,
    ) {
        let language = self.named(Side::Target, self.bead).language;
        if lost.is_empty() || new.is_empty() || !knows(language) {
            return;
        }
        let gone = self.parts(Side::Source, lost);
        let came = self.parts(Side::Target, new);
        for to in &came {
            let same = |from: &&Part<'_>| {
                from.before == to.before
                    && similarity(&from.kept.folded, &to.kept.folded) >= SAME
                    && self.is_other(from, to)
            };
            let Some(from) = gone.iter().find(same) else {
                continue;
            };
            found.push(self.part_replaced(from, to));
            lost.retain(|word| !from.mention.span.contains(word.span));
            new.retain(|word| !to.mention.span.contains(word.span));
        }
    }

    /// The parts of the mentions of a side that consist of words which the other side does not have.
    fn parts(&self, side: Side, open: &[&'c Word<'c>]) -> Vec<Part<'c>> {
        let named = self.named(side, self.bead);
        let is_open = |word: &Word<'_>| open.iter().any(|other| other.span == word.span);
        let mut found = Vec::new();
        for mention in named.mentions.iter().filter(|it| !it.is_adjective()) {
            let words: Vec<&Word<'_>> = named.words_of(mention).collect();
            for (at, kept) in words.iter().enumerate() {
                if is_open(kept) || !kept.capital {
                    continue;
                }
                let met = |word: &&Word<'_>| !is_open(word);
                let from = words[..at].iter().rposition(met).map_or(0, |met| met + 1);
                let behind = &words[at + 1..];
                let to = behind.iter().position(met).unwrap_or(behind.len());
                for (words, before) in [(&words[from..at], true), (&behind[..to], false)] {
                    if !words.is_empty() {
                        found.push(Part {
                            mention,
                            words: words.to_vec(),
                            kept,
                            before,
                        });
                    }
                }
            }
        }
        found
    }

    /// Whether what came is a name, and another than what is gone.
    fn is_other(&self, from: &Part<'_>, to: &Part<'_>) -> bool {
        let long = |word: &Word<'_>| word.folded.chars().count() >= LETTERS;
        let tells = |side: Side, word: &Word<'_>| long(word) && self.is_own(side, word);
        let here = &self.named(Side::Source, self.bead).words;
        let explained = |word: &Word<'_>| {
            let like = |other: &Word<'_>| similarity(&word.folded, &other.folded) >= COGNATE;
            here.iter().any(like)
        };
        from.words.iter().any(|word| tells(Side::Source, word))
            && to
                .words
                .iter()
                .all(|word| tells(Side::Target, word) && !explained(word))
            && !to.words.iter().any(|word| to.mention.is_known_at(word))
    }

    fn part_replaced(&self, from: &Part<'_>, to: &Part<'_>) -> Draft {
        let whole = |part: &Part<'_>| {
            let words = part.words.iter().map(|word| word.span);
            words.fold(part.kept.span, Span::cover)
        };
        let (source, target) = (whole(from), whole(to));
        let said = |part: &Part<'_>| {
            let words: Vec<&str> = part.words.iter().map(|word| word.folded.as_ref()).collect();
            words.join(" ")
        };
        let [here, there] = [&self.pair.source, &self.pair.target];
        let message = self.pair.became(here.str(source), there.str(target));
        // Of two given names one may be the short form of the other: `Bill`, `William`.
        let given = |side: Side, part: &Part<'_>| {
            let named = self.named(side, self.bead);
            let may_be = |word: &&Word<'_>| {
                is_given_name(&word.folded)
                    || named.is_common(&word.folded) && named.is_also_name(&word.folded)
            };
            part.before && part.words.iter().all(may_be)
        };
        let (severity, confidence) = if given(Side::Source, from) && given(Side::Target, to) {
            (Severity::Minor, 0.5)
        } else {
            (Severity::Major, 0.7)
        };
        Draft::new(severity, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(said(from))
            .value(said(to))
    }
}

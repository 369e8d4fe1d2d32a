//! What the capitals of a segment are worth, and where a sentence begins.

use super::BlockText;
use super::lexis::Sorts;
use super::tokens::{Case, Gap};
use crate::language::Language;
use crate::language::vocabulary::may_be_name;
use crate::text::fold;

/// How a segment is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitalisation {
    /// A capital stands out: it marks a name.
    Sentence,
    /// A heading in title case: nearly every word has a capital.
    Title,
    /// Capitals throughout.
    Shouted,
}

impl BlockText<'_> {
    /// The segments of the block, as ranges of tokens, with how they are capitalised; read when first asked for.
    pub(super) fn sentences(&self) -> &[(usize, usize, Capitalisation)] {
        self.sentences.get_or_init(|| {
            let ranges = self.ranges();
            ranges
                .map(|(from, to)| (from, to, self.capitalisation(from, to)))
                .collect()
        })
    }

    /// The segments of the block, as ranges of tokens; the whole block where it was not cut.
    fn ranges(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let whole = self.segments.is_empty().then_some((0, self.tokens.len()));
        let cut = self.segments.iter().map(|segment| {
            if segment.span == self.span {
                return (0, self.tokens.len());
            }
            (
                self.tokens.at(segment.span.start()),
                self.tokens.at(segment.span.end()),
            )
        });
        whole.into_iter().chain(cut)
    }

    /// How tokens `from..to`, a segment, are capitalised.
    fn capitalisation(&self, from: usize, to: usize) -> Capitalisation {
        let tokens = &self.tokens;
        let (mut upper, mut title) = (0, 0);
        for at in tokens
            .capitals(from, to)
            .filter(|&at| !tokens.is_claimed(at))
        {
            match tokens[at].case {
                Case::Upper => upper += 1,
                Case::Title | Case::Mixed | Case::Lower => title += 1,
            }
        }
        if upper <= 1 && (title <= 3 || tokens[from].case == Case::Lower) {
            return Capitalisation::Sentence;
        }
        let words = || (from..to).filter(|&at| tokens.is_word(at) && !tokens.is_claimed(at));
        let lower = words().count() - upper - title;
        if upper > 1 && upper > 2 * (title + lower) {
            return Capitalisation::Shouted;
        }
        if title <= 3 || title <= lower || tokens[from].case == Case::Lower {
            return Capitalisation::Sentence;
        }
        // In title case only words of grammar stay small, and no stop ends the line.
        let last = to.checked_sub(1).and_then(|last| tokens.sign(last));
        let stops = last.is_some_and(|sign| matches!(sign, '.' | '!' | '?' | '…' | ';'))
            && !self.has_small_capitals(from, to);
        if stops {
            return Capitalisation::Sentence;
        }
        let plain =
            |&at: &usize| tokens[at].case == Case::Lower && !self.is_small(at) && !tokens.glued(at);
        if title > 6 * words().filter(plain).count() {
            return Capitalisation::Title;
        }
        Capitalisation::Sentence
    }

    /// Whether words of grammar have a capital that their place does not explain, as in titles only: `Crowds Leave After Their
    /// Match.` A single one may be a name: *May*, *Will*.
    fn has_small_capitals(&self, from: usize, to: usize) -> bool {
        let capital = |&at: &usize| {
            let token = self.tokens[at];
            token.case == Case::Title
                && self.tokens.lower(at).chars().nth(1).is_some()
                && !self.tokens.is_claimed(at)
                && !self.opens_sentence(at)
        };
        let mut small = (from + 1..to)
            .filter(|&at| self.tokens.opens(at, Sorts::FUNCTION_WORD))
            .filter(capital);
        let pack = self.lexis.pack;
        let language = pack.and_then(|pack| Language::new(&pack.tag));
        let is_name = |at: usize| may_be_name(language, &fold(self.tokens.lower(at)));
        small
            .next()
            .is_some_and(|first| !is_name(first) || small.next().is_some())
    }

    /// Whether a word carries grammar.
    fn is_small(&self, at: usize) -> bool {
        const SMALL: Sorts = Sorts::FUNCTION_WORD.with(Sorts::PARTICLE);
        self.tokens.opens(at, SMALL)
    }

    /// Whether a segment begins with this token.
    pub(super) fn opens_segment(&self, at: usize) -> bool {
        let start = self.tokens[at].span().start();
        self.segments
            .binary_search_by_key(&start, |segment| segment.span.start())
            .is_ok()
    }

    /// Whether a word is in capitals: two or more, a single letter, or a plural (`NGOs`).
    pub(super) fn is_capitals(&self, at: usize) -> bool {
        match self.tokens[at].case {
            Case::Upper => true,
            Case::Title => self.tokens.lower(at).chars().nth(1).is_none(),
            Case::Mixed => self.is_plural(at),
            Case::Lower => false,
        }
    }

    /// Whether a word is capitals and the ending of a plural: `NGOs`.
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let word = self.tokens[at].span().of(self.text);
        word.strip_suffix('s')
            .is_some_and(|letters| letters.len() > 1 && letters.chars().all(char::is_uppercase))
    }

    /// Whether a capital at this token may be due to its place alone: at the start of a segment, of a line,
    /// of a quotation, or after a sign with which sentences end.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        let (tokens, token) = (&self.tokens, self.tokens[at]);
        if token.gap == Gap::Line || self.opens_segment(at) {
            return true;
        }
        match tokens.sign(before) {
            Some(
                '.' | '?' | '!' | '…' | ':' | ';' | '¿' | '¡' | '|' | '•' | '*' | '"' | '“' | '”'
                | '„' | '«' | '»' | '‹' | '「',
            ) => true,
            // `'` before a word and behind none opens a quotation.
            Some('\'') if token.gap == Gap::None && tokens[before].gap != Gap::None => true,
            // A dash or a bracket opens a sentence only where it is itself the first thing.
            Some('-' | '–' | '—' | '(' | '[' | '\'') => {
                before == 0 || tokens[before].gap == Gap::Line || self.opens_segment(before)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Capitalisation {
        let block = BlockText::of("en", text);
        block.capitalisation(0, block.tokens.len())
    }

    #[test]
    fn headings_are_told_from_sentences() {
        assert_eq!(
            of("New Rules Agreed for Fishing in the North Sea"),
            Capitalisation::Title
        );
        assert_eq!(
            of("Harbour Pilots Return to Work After Their Strike in Hull."),
            Capitalisation::Title
        );
        assert_eq!(of("HỘI NGHỊ TRUNG ƯƠNG"), Capitalisation::Shouted);
        for text in [
            "President Donald Trump met Theresa May in London.",
            "Prime Minister Theresa May met President Donald Trump and Marten Kelver in London.",
            "Lord Mayor Edda Lund and Will Hartnell met Marten Kelver in Leeds.",
            "The Bank Of Hull lent the pilots of Grimsby a boat.",
            "Ministers agree new rules for fishing",
            "NATO and the EU",
            "Huynh Van Sau",
            "NATO",
            "",
        ] {
            assert_eq!(of(text), Capitalisation::Sentence, "{text}");
        }
    }

    #[test]
    fn a_capital_after_a_colon_or_a_mark_is_no_evidence() {
        let block = BlockText::of("en", "She said: “Rivers rise” (Ebro, Tagus) and Duero");
        let opens: Vec<_> = (0..block.tokens.len())
            .filter(|&at| block.tokens.is_word(at) && block.opens_sentence(at))
            .map(|at| block.tokens.lower(at))
            .collect();
        assert_eq!(opens, ["she", "rivers"]);
    }
}

//! Names: runs of capitalised words, with the small words inside them, and names that the pack knows.
//!
//! Where it is unsure what belongs to a name, it gives each reading as a fact of its own: *Bank of
//! England* is an organisation and holds a territory, and either may have the counterpart in the other
//! version. So names that overlap are one mention, and a counterpart of one is a counterpart of all.
//!
//! Titles, months, weekdays and words that the pack calls common are left out. A capital that its place
//! explains (the first word of a sentence, a heading in title case) gives a name with `opens_sentence`,
//! unless the document shows the same word with a capital elsewhere ([`across`]).

mod across;
mod known;
mod run;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

use super::capitals::Capitalisation;
use super::lexis::{Entry, Sorts};
use super::roman;
use super::tokens::{Case, Gap};
use super::{BlockText, Fact, Name, NameKind, Spelling, Value};
use crate::language::Capitals;
use crate::text::fold;
pub(super) use across::across;
use run::{Form, Run};

/// What stands right before a name and tells what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// A form of address, or another title of one word.
    Title,
    /// A title of several words: what follows may still belong to it (`Bộ trưởng Thương` mại).
    Office,
    /// The head word of a place: `tỉnh`, `provincia de`.
    Place,
    #[default]
    Nothing,
}

/// The names of a block.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let acronyms = acronyms(block, found);
    for &(from, to, capitalisation) in block.sentences() {
        if capitalisation != Capitalisation::Shouted {
            let heading = capitalisation == Capitalisation::Title;
            let (capitals, acronyms) = (capitals(block), &acronyms);
            Walk {
                block,
                to,
                heading,
                capitals,
                acronyms,
                found,
            }
            .segment(from);
        }
    }
}

/// The acronyms of the block, as ranges of tokens. They were found last.
fn acronyms(block: &BlockText<'_>, found: &[Fact]) -> SmallVec<[(usize, usize); 4]> {
    let tokens = &block.tokens;
    let is_acronym = |fact: &&Fact| {
        matches!(fact.value, Value::Acronym(_)) && fact.span.start() >= block.span.start()
    };
    let last = found.iter().rev().take_while(is_acronym);
    let mut ranges: SmallVec<_> = last
        .map(|fact| (tokens.at(fact.span.start()), tokens.at(fact.span.end())))
        .collect();
    ranges.reverse();
    ranges
}

fn capitals(block: &BlockText<'_>) -> Capitals {
    block
        .lexis
        .pack
        .map_or_else(Capitals::default, |pack| pack.names.capitals)
}

/// One segment being read.
struct Walk<'a, 't> {
    block: &'a BlockText<'t>,
    to: usize,
    /// In title case: a capital proves nothing.
    heading: bool,
    capitals: Capitals,
    acronyms: &'a [(usize, usize)],
    found: &'a mut Vec<Fact>,
}

impl Walk<'_, '_> {
    fn segment(&mut self, from: usize) {
        let tokens = &self.block.tokens;
        let mut before = Before::Nothing;
        let mut at = from;
        while at < self.to {
            if before == Before::Nothing && self.is_plain(at) {
                at += 1;
                continue;
            }
            if let Some(end) = self.numbered(at) {
                at = end;
                before = Before::Nothing;
                continue;
            }
            if !tokens.is_word(at) || tokens.is_claimed(at) {
                if !self.passes(at) {
                    before = Before::Nothing;
                }
                at += 1;
                continue;
            }
            let next = self.acronyms.partition_point(|&(_, end)| end <= at);
            let (acronym, end) = self
                .acronyms
                .get(next)
                .copied()
                .unwrap_or((self.to, self.to));
            if acronym <= at {
                at = end.max(at + 1);
                before = Before::Nothing;
                continue;
            }
            if self.opens_with_grammar(at) {
                at += 1;
                before = Before::Nothing;
                continue;
            }
            let known = known::at(self.block, at, self.capitals);
            if let Some(known) = &known
                && (known.adjective || tokens[at].case == Case::Lower)
            {
                let end = at + known.len;
                known.push(self.block, at, self.found);
                // `tiếng Đức` holds the land, as *German* may be the people.
                for at in at + 1..end {
                    self.known(at, end);
                }
                at = end;
                before = Before::Nothing;
            } else if let Some((len, next)) = self.head(at, known.is_some()) {
                // `Prime Minister` is also what an acronym stands for.
                if let Some(known) = &known {
                    known.push(self.block, at, self.found);
                }
                before = next;
                at += len;
            } else if let Some(run) = Run::at(
                self.block,
                at..at + known.map_or(1, |known| known.len),
                self.to.min(acronym),
                self.capitals,
            ) {
                at = run.end;
                self.emit(&run, before);
                before = Before::Nothing;
            } else {
                if !tokens.opens(at, Sorts::PARTICLE) {
                    before = Before::Nothing;
                }
                at += 1;
            }
        }
    }

    /// Whether no name begins at a token and nothing there speaks of one, as is so of nearly all.
    fn is_plain(&self, at: usize) -> bool {
        const SPEAKS: Sorts = Sorts::NAME
            .with(Sorts::TITLE)
            .with(Sorts::ORGANISATION)
            .with(Sorts::PLACE);
        let tokens = &self.block.tokens;
        if tokens[at].case != Case::Lower || tokens.opens(at, SPEAKS) {
            return false;
        }
        // Of what else is no part of a name, only a phrase of several words passes more than itself over.
        !tokens.opens(at, Sorts::HEAD)
            || tokens
                .matches(at)
                .first()
                .is_none_or(|found| found.len() == 1)
    }

    /// Reads a known name that begins with a Roman numeral (`II Guerra Mundial`); where it ends.
    fn numbered(&mut self, at: usize) -> Option<usize> {
        let tokens = &self.block.tokens;
        if !roman::is_one(tokens, at) {
            return None;
        }
        let known = known::at(self.block, at, self.capitals).filter(|known| known.len > 1)?;
        known.push(self.block, at, self.found);
        Some(at + known.len)
    }

    /// Whether a word of grammar opens a sentence where nouns have capitals: it begins no run with the noun after it, and is
    /// no river (`Seine Briefe`).
    fn opens_with_grammar(&self, at: usize) -> bool {
        self.capitals == Capitals::Nouns
            && self.block.opens_sentence(at)
            && self.block.tokens.opens(at, Sorts::FUNCTION_WORD)
    }

    /// The known name at a token, if it ends before another; where it ends.
    fn known(&mut self, at: usize, end: usize) -> Option<usize> {
        let known = known::within(self.block, at, end, self.capitals)?;
        known.push(self.block, at, self.found);
        Some(at + known.len)
    }

    /// Whether a sign leaves what stands before a name in force: the point of `Mr.`.
    fn passes(&self, at: usize) -> bool {
        self.block.tokens.is_sign(at, '.') && self.block.tokens.glued(at)
    }

    /// A phrase that is no part of a name and may tell what follows: a title, the head of a place, a common word.
    fn head(&self, at: usize, known: bool) -> Option<(usize, Before)> {
        let tokens = &self.block.tokens;
        if tokens[at].case == Case::Lower && !tokens.opens(at, Sorts::HEAD) {
            return None;
        }
        let found = tokens.matches(at).first()?;
        let has = |wanted: fn(&Entry) -> bool| found.entries().iter().any(wanted);
        if known
            && !(has(|entry| matches!(entry, Entry::Title))
                && has(|entry| matches!(entry, Entry::Acronym(_))))
        {
            return None;
        }
        let syllables = self.capitals == Capitals::Syllables;
        let len = found.len();
        let opens = || self.block.opens_sentence(at);
        let capital = tokens[at].case != Case::Lower;
        // Where syllables stand apart, a lone capital after a capitalised head makes one name with it: `Châu Thành`.
        let follows = if syllables && capital && len == 1 {
            self.capitals_from(at + 1)
        } else {
            0
        };
        if has(|entry| matches!(entry, Entry::Title)) {
            let title = if len > 1 {
                Before::Office
            } else {
                Before::Title
            };
            return (follows != 1 || opens()).then_some((len, title));
        }
        if has(|entry| matches!(entry, Entry::Place)) && (!capital || syllables) {
            return (follows != 1).then_some((len, Before::Place));
        }
        if has(|entry| matches!(entry, Entry::Organisation)) && syllables && follows < 2 {
            return Some((len + follows, Before::Nothing));
        }
        let apart =
            has(|entry| matches!(entry, Entry::Month(_) | Entry::Weekday(_) | Entry::Common));
        let plain_after = || (at + 1..at + len).all(|at| tokens[at].case == Case::Lower);
        let ordinary = || found.entries().iter().all(is_ordinary) && plain_after() && opens();
        ((apart && follows == 0) || (capital && ordinary())).then_some((len, Before::Nothing))
    }

    /// How many capitalised words follow one another from a token on.
    fn capitals_from(&self, at: usize) -> usize {
        let tokens = &self.block.tokens;
        let capital = |at: usize| {
            tokens.is_word(at) && tokens[at].case == Case::Title && tokens[at].gap != Gap::Line
        };
        (at..self.to).take_while(|&at| capital(at)).count()
    }

    /// The names that a run gives.
    fn emit(&mut self, run: &Run, before: Before) {
        for part in run.parts(self.block, before == Before::Place, self.capitals) {
            let (from, to) = (part.from, part.to);
            let before = if part.first { before } else { Before::Nothing };
            let mut known = false;
            for at in from..to {
                known |= self.known(at, to) == Some(to) && at == from;
            }
            if !known && !part.dropped && self.is_name(&part, before) {
                let name = self.name(&part, before);
                let span = self.block.tokens.span(from, to);
                self.found.push(Fact {
                    span,
                    value: Value::Name(name),
                    spelling: Spelling::Words,
                });
            }
        }
    }

    /// Whether a run of capitals is worth being called a name.
    fn is_name(&self, part: &run::Part, before: Before) -> bool {
        let tokens = &self.block.tokens;
        let words = (part.from..part.to)
            .filter(|&at| tokens.is_word(at))
            .count();
        let letters = |at: usize| tokens.lower(at).chars().nth(1).is_some();
        let alone =
            words == 1 && (self.is_cut_or_numbered(part) || is_cry(tokens.lower(part.from)));
        if !(part.from..part.to).any(letters) || alone {
            return false;
        }
        if words > 1 || matches!(before, Before::Title | Before::Office) {
            return true;
        }
        match self.capitals {
            _ if part.form == Form::Body => false,
            Capitals::Names => {
                !(self.block.opens_sentence(part.from)
                    && tokens
                        .matches(part.from)
                        .iter()
                        .any(|found| found.len() == 1 && found.entries().iter().all(is_ordinary)))
            }
            Capitals::Nouns => tokens[part.from].case == Case::Mixed,
            Capitals::Syllables => {
                before == Before::Place
                    || tokens[part.from].case == Case::Mixed
                    || has_syllables(tokens.lower(part.from))
            }
        }
    }

    /// Whether a word only says what is numbered after it (`Regulation` No. 5, `No`. 1524-QD/HU), or goes on
    /// after an apostrophe (`Didn`'t).
    fn is_cut_or_numbered(&self, part: &run::Part) -> bool {
        let tokens = &self.block.tokens;
        let number =
            |at: usize| tokens.is_digits(at) || (at < tokens.len() && tokens.is_claimed(at));
        let short = |at: usize| tokens.is_word(at) && tokens.is_sign(at + 1, '.') && number(at + 2);
        let cut = tokens.is_sign(part.to, '\'')
            && tokens.glued(part.to)
            && tokens.glued(part.to + 1)
            && tokens.is_word(part.to + 1)
            && tokens.lower(part.to + 1) != "s";
        cut || short(part.from) || short(part.to) || (number(part.to) && tokens.is_claimed(part.to))
    }

    fn name(&self, part: &run::Part, before: Before) -> Name {
        let tokens = &self.block.tokens;
        let words: Vec<String> = (part.from..part.to)
            .filter(|&at| tokens.is_word(at))
            .map(|at| fold(tokens.lower(at)))
            .collect();
        let titled = matches!(before, Before::Title | Before::Office);
        let person = titled || self.is_person(part, words.len());
        let kind = match part.form {
            Form::Body => NameKind::Organisation,
            _ if before == Before::Place => NameKind::Place,
            Form::Place => NameKind::Place,
            Form::Phrase | Form::Plain if person => NameKind::Person,
            Form::Phrase => NameKind::Phrase,
            Form::Plain => NameKind::Other,
        };
        // A lone syllable after the head of a place or an office may belong to a word of several.
        let unsure = match before {
            Before::Nothing => self.block.opens_sentence(part.from),
            Before::Title => false,
            Before::Place | Before::Office => {
                self.capitals == Capitals::Syllables && !has_syllables(&words[0])
            }
        };
        let opens_sentence = self.heading || (words.len() == 1 && unsure);
        Name {
            words,
            kind,
            known: None,
            acronym: None,
            opens_sentence,
        }
    }

    /// Whether it has the form of a full name, two to four words, and a verb of saying beside it or a family
    /// name before the others.
    fn is_person(&self, part: &run::Part, words: usize) -> bool {
        let tokens = &self.block.tokens;
        let speech = |at: usize| tokens.opens(at, Sorts::SPEECH);
        let beside = || {
            speech(part.to)
                || (tokens.is_sign(part.to, ',') && speech(part.to + 1))
                || part.from.checked_sub(1).is_some_and(speech)
        };
        let surname = || tokens.opens(part.from, Sorts::SURNAME);
        (2..=4).contains(&words) && (surname() || beside())
    }
}

/// Whether an entry speaks for a plain word that has its capital from its place.
fn is_ordinary(entry: &Entry) -> bool {
    !matches!(
        entry,
        Entry::Territory(_)
            | Entry::LanguageName(_)
            | Entry::Demonym(_)
            | Entry::Exonym(_)
            | Entry::Acronym(_)
            | Entry::Title
            | Entry::Surname
            | Entry::Uncapitalised
    )
}

/// Whether a word is only a sound, or drawn out: `Mmm`, `Brr`, `Psst`, `Ooo`, `Sooo`.
fn is_cry(lower: &str) -> bool {
    let voiced = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let same = |letters: &[u8]| {
        letters[0].is_ascii_lowercase() && letters.iter().all(|&letter| letter == letters[0])
    };
    let has_run = |length: usize| lower.as_bytes().windows(length).any(same);
    has_run(3) || has_run(2) && !fold(lower).contains(voiced)
}

/// Whether a word has several syllables, so that in a language that writes them apart it is a foreign name.
fn has_syllables(lower: &str) -> bool {
    let folded = fold(lower);
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut last = false;
    for c in folded.chars() {
        groups += u32::from(vowel(c) && !last);
        last = vowel(c);
    }
    groups > 1 || folded.contains(['f', 'j', 'w', 'z'])
}

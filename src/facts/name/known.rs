//! Names that the pack knows under an id that is the same in every language.

use smallvec::SmallVec;

use crate::facts::lexis::{Entry, Match, Sorts};
use crate::facts::roman;
use crate::facts::tokens::Case;
use crate::facts::{BlockText, Fact, Name, NameKind, Spelling, Value};
use crate::language::Capitals;
use crate::text::fold;

/// A known name at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// How many tokens it has.
    pub(super) len: usize,
    entries: &'static [Entry],
    /// Its capital may be due to its place, or is none: it asks for no counterpart.
    opens_sentence: bool,
    /// Of a people or a language: it stands before names and is no part of them.
    pub(super) adjective: bool,
}

impl Known {
    /// The facts, for the known name at a token: one for each reading (`Korean` is of two lands).
    pub(super) fn push(&self, block: &BlockText<'_>, at: usize, found: &mut Vec<Fact>) {
        let tokens = &block.tokens;
        let acronym = acronym(self.entries);
        let first = found.len();
        let mut readings: SmallVec<[Entry; 4]> = self
            .entries
            .iter()
            .copied()
            .filter(|entry| rank(entry).is_some())
            .collect();
        readings.sort_by_key(rank);
        for entry in readings {
            let (known, kind) = match entry {
                Entry::Territory(code) => (Some(["territory:", code].concat()), NameKind::Place),
                Entry::Exonym(id) => (Some(["exonym:", id].concat()), NameKind::Other),
                Entry::Demonym(code) if self.entries.contains(&Entry::Territory(code)) => continue,
                Entry::Demonym(code) => (Some(["demonym:", code].concat()), NameKind::Other),
                Entry::LanguageName(tag) => (Some(["language:", tag].concat()), NameKind::Other),
                _ if found.len() > first => continue,
                _ => (None, NameKind::Other),
            };
            let words = (at..at + self.len).filter(|&at| tokens.is_word(at));
            let name = Name {
                words: words.map(|at| fold(tokens.lower(at))).collect(),
                kind,
                known,
                acronym: acronym.map(str::to_owned),
                opens_sentence: self.opens_sentence,
            };
            found.push(Fact {
                span: tokens.span(at, at + self.len),
                value: Value::Name(name),
                spelling: Spelling::Words,
            });
        }
    }
}

/// The longest known name that begins at a token.
pub(super) fn at(block: &BlockText<'_>, at: usize, capitals: Capitals) -> Option<Known> {
    within(block, at, usize::MAX, capitals)
}

/// The longest known name that begins at a token and ends before another.
pub(super) fn within(
    block: &BlockText<'_>,
    at: usize,
    end: usize,
    capitals: Capitals,
) -> Option<Known> {
    if !block.tokens.opens(at, Sorts::NAME) {
        return None;
    }
    // `II Guerra Mundial` begins with a number.
    if block.tokens.is_claimed(at) && !roman::is_one(&block.tokens, at) {
        return None;
    }
    let matches = block.tokens.matches(at);
    let fits = |found: &&Match| found.len() <= end.saturating_sub(at);
    matches.iter().filter(fits).find_map(|found| {
        let entry = *found
            .entries()
            .iter()
            .min_by_key(|entry| rank(entry).unwrap_or(u8::MAX))?;
        rank(&entry)?;
        let standing = standing(block, at, found, entry, capitals);
        (standing != Standing::None).then(|| Known {
            len: found.len(),
            entries: found.entries(),
            opens_sentence: standing == Standing::Weak,
            adjective: matches!(entry, Entry::Demonym(_) | Entry::LanguageName(_))
                || is_syllable(block, at, found, capitals),
        })
    })
}

fn acronym(entries: &[Entry]) -> Option<&'static str> {
    entries.iter().find_map(|&entry| match entry {
        Entry::Acronym(id) => Some(id),
        _ => None,
    })
}

/// What a phrase with several entries names first: a land before its people, a people before its language.
fn rank(entry: &Entry) -> Option<u8> {
    match entry {
        // The world is no name: `world`, `mundial`, `thế giới` come and go.
        Entry::Territory("001") => None,
        Entry::Territory(_) => Some(0),
        Entry::Exonym(_) => Some(1),
        Entry::Demonym(_) => Some(2),
        Entry::LanguageName(_) => Some(3),
        Entry::Acronym(_) => Some(4),
        _ => None,
    }
}

/// Whether a phrase stands as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It does not.
    None,
    /// It may: it answers a name of the other version, and asks for none.
    Weak,
    /// Its capitals say so.
    Sure,
}

/// How a phrase stands at a token, as far as its capitals tell.
fn standing(
    block: &BlockText<'_>,
    at: usize,
    found: &Match,
    entry: Entry,
    capitals: Capitals,
) -> Standing {
    let tokens = &block.tokens;
    let words = || (at..at + found.len()).filter(|&at| tokens.is_word(at));
    let capital = |at: usize| tokens[at].case != Case::Lower;
    let entries = found.entries();
    let opens = block.opens_sentence(at);
    // A word that the pack also calls common may open any sentence; capitals are an acronym's.
    let common = found.len() == 1 && entries.contains(&Entry::Common);
    if (common && opens) || (acronym(entries).is_some() && words().all(|at| block.is_capitals(at)))
    {
        return Standing::None;
    }
    // The first word of a sentence has its capital anyway, so a longer phrase must show another.
    let shown = words().any(|word| capital(word) && !(found.len() > 1 && opens && word == at));
    let long_form = matches!(entry, Entry::Acronym(_));
    if entries.contains(&Entry::Uncapitalised) && !matches!(entry, Entry::Territory(_)) && !shown {
        return Standing::Weak;
    }
    if !shown || (long_form && found.len() == 1) {
        return Standing::None;
    }
    let beside = |word: usize| tokens.is_word(word) && tokens[word].case == Case::Title;
    let within_run = || {
        at.checked_sub(1).is_some_and(beside) || (beside(at + 1) && tokens.sign(at + 1).is_none())
    };
    let syllable = capitals == Capitals::Syllables && found.len() == 1;
    if syllable && !super::has_syllables(tokens.lower(at)) && within_run() {
        return Standing::None;
    }
    // A people in one syllable (`Trung`) is part of many words.
    let short = syllable && matches!(entry, Entry::Demonym(_));
    let from_place =
        found.len() == 1 && opens && (syllable || entries.iter().any(super::is_ordinary));
    if from_place || long_form || common || short {
        Standing::Weak
    } else {
        Standing::Sure
    }
}

/// Whether a phrase is one syllable of a language that writes them apart.
fn is_syllable(block: &BlockText<'_>, at: usize, found: &Match, capitals: Capitals) -> bool {
    capitals == Capitals::Syllables
        && found.len() == 1
        && !super::has_syllables(block.tokens.lower(at))
}

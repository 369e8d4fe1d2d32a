//! Marks of quotation, and what stands beside one.

use crate::facts::BlockText;
use crate::text::is_latin_letter;

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
    /// The last character before it that is no space.
    pub(super) said: Option<char>,
    /// It stands before the end of a Hebrew abbreviation: `ארה"ב`.
    pub(super) abbreviates: bool,
}

impl Beside {
    /// What stands beside the mark `mark` at an offset of a text.
    pub(super) fn of(text: &str, at: usize, mark: char) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let behind = text.get(at + mark.len_utf8()..).unwrap_or_default();
        Self {
            before: before.chars().next_back(),
            after: behind.chars().next(),
            said: before.trim_end().chars().next_back(),
            abbreviates: mark == '"' && abbreviates(before, behind),
        }
    }

    pub(super) fn introduced(self) -> bool {
        matches!(self.before, Some(':' | '：'))
    }

    /// Whether it follows a stop of a script that sets no spaces.
    pub(super) fn ended(self) -> bool {
        matches!(self.before, Some('。' | '，' | '、' | '！' | '？' | '；'))
    }

    /// Whether it has spaces on both sides, or a space and a stop.
    pub(super) fn is_apart(self) -> bool {
        self.before.is_some_and(char::is_whitespace) && self.after.is_none_or(|c| !is_mark(c))
    }

    /// Whether Latin letters stand on both sides: an apostrophe that was typed wrong (`d"état`), as before the vowels that
    /// Ukrainian parts from their consonant (`інтерв"ю`).
    pub(super) fn is_within_a_word(self) -> bool {
        let latin =
            self.before.is_some_and(is_latin_letter) && self.after.is_some_and(is_latin_letter);
        let parted = self
            .after
            .is_some_and(|c| matches!(c, 'я' | 'ю' | 'є' | 'ї'));
        latin || parted && self.before.is_some_and(char::is_alphabetic)
    }

    /// Whether a mark that touches no word ends what was said: a stop stands on one of its sides.
    pub(super) fn closes_apart(self) -> bool {
        let stop = |c: char| matches!(c, '.' | ',' | '!' | '?' | '…' | ';');
        self.after.is_some_and(stop) || self.said.is_some_and(stop)
    }
}

/// Whether a mark between Hebrew letters is a sign of abbreviation: it stands before the last one, or before an ending. Behind
/// a lone letter, which is a word written together with the next, it opens a quotation.
fn abbreviates(before: &str, behind: &str) -> bool {
    /// Letters of the longest ending.
    const ENDING: usize = 3;
    let hebrew = |c: &char| matches!(c, '\u{5d0}'..='\u{5ea}');
    let ahead = before.chars().rev().take_while(hebrew).take(2).count();
    let ending = behind.chars().take_while(hebrew).take(ENDING + 1).count();
    ahead > 0 && ending == 1 || ahead > 1 && (1..=ENDING).contains(&ending)
}

pub(super) fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚')
}

/// The apostrophe of an elision may stand before a mark that opens: `l'"ala"`.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The bytes that they begin with.
const FIRST: &[u8] = &[b'"', b'\'', 0xc2, 0xe2, 0xe3, 0xef];

/// The marks of a block: which tokens they are, and their characters.
pub(super) fn marks(block: &BlockText<'_>) -> impl Iterator<Item = (usize, char)> {
    let tokens = &block.tokens;
    let count = if block.bytes.has_any(FIRST) {
        tokens.len()
    } else {
        0
    };
    // As tokens, several of them are one sign.
    let signs = (0..count).filter(|&at| tokens.sign(at).is_some_and(is_mark));
    let chars = signs.filter_map(|at| Some((at, tokens[at].span().of(block.text).chars().next()?)));
    chars.filter(|&(_, c)| is_mark(c))
}

pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '＂'
    ) || is_single(c)
}

//! Quotations: what stands between marks, nested as it may be.
//!
//! The pack says which marks open and close; where a mark is used the other way round, or is straight,
//! what stands beside it decides (a space before opens, a space or a stop after closes). A mark without
//! its partner gives a quotation too: one that is not closed runs to the end of its block, one that was
//! not opened begins where the one before it ended, or with the block. Single marks without a partner are
//! apostrophes, and marks after digits are feet and inches. Who speaks is [`speech`](super::speech)'s to find.

mod across;
mod mark;
#[cfg(test)]
mod tests;

use smallvec::SmallVec;

pub(super) use across::across;
use mark::{Beside, is_apostrophe, is_mark, is_single, marks};

use super::{BlockText, Fact, Quotation, Spelling, Value, speech};
use crate::text::Span;

/// Pairs that every language understands, after those of its pack.
const PAIRS: [(char, char); 13] = [
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('„', '“'),
    ('„', '”'),
    ('‘', '’'),
    ('\'', '\''),
    ('‚', '‘'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
    ('＂', '＂'),
];

/// What a mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// An apostrophe or a measure.
    Nothing,
}

/// A mark that waits for its partner.
#[derive(Debug, Clone, Copy)]
struct Open {
    mark: char,
    at: usize,
}

/// A quotation as its marks show it, in offsets of the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marked {
    pub(super) span: Span,
    pub(super) inner: Span,
    pub(super) opened: bool,
    pub(super) closed: bool,
}

/// The quotations of a block; its names stand in `found` from `names` on.
pub(super) fn extract(block: &BlockText<'_>, names: usize, found: &mut Vec<Fact>) {
    let named = found.len();
    for marked in Reading::of(block).quotations {
        let (speech, speaker) =
            speech::of(block, &marked, found.get(names..named).unwrap_or_default());
        let quotation = Quotation {
            inner: marked.inner,
            speaker,
            speech,
            closed: marked.closed,
            opened: marked.opened,
        };
        found.push(Fact {
            span: marked.span,
            value: Value::Quotation(quotation),
            spelling: Spelling::Words,
        });
    }
}

/// The marks of a block as they are read one by one.
struct Reading<'a, 't> {
    block: &'a BlockText<'t>,
    open: SmallVec<[Open; 4]>,
    /// A straight mark between two letters, which may have lost the space before it.
    inside: Option<usize>,
    quotations: Vec<Marked>,
}

impl<'a, 't> Reading<'a, 't> {
    fn of(block: &'a BlockText<'t>) -> Self {
        let mut reading = Self {
            block,
            open: SmallVec::new(),
            inside: None,
            quotations: Vec::new(),
        };
        let text = block.span.of(block.text);
        for (token, c) in marks(block) {
            let at = block.tokens[token].span().start();
            let beside = Beside::of(text, at - block.span.start(), c);
            let role = if block.tokens.is_claimed(token) {
                Role::Nothing
            } else {
                reading.role(c, at, beside)
            };
            match role {
                Role::Opens => reading.open.push(Open { mark: c, at }),
                Role::Closes => reading.close(c, at),
                Role::Nothing if c == '"' && beside.is_within_a_word() => {
                    reading.inside = Some(at);
                }
                Role::Nothing => {}
            }
        }
        reading.finish();
        reading.turn();
        reading
    }

    fn role(&self, mark: char, at: usize, stands: Beside) -> Role {
        let Beside { before, after, .. } = stands;
        if stands.abbreviates {
            return Role::Nothing;
        }
        let space_before = before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(c, '(' | '[' | '{' | '—' | '–' | '/' | '¿' | '¡')
                || self.opened_at(c, at)
                || is_apostrophe(c) && after.is_some_and(char::is_alphabetic)
        });
        let space_after = after.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '.' | ','
                        | ';'
                        | ':'
                        | '!'
                        | '?'
                        | '…'
                        | ')'
                        | ']'
                        | '}'
                        | '—'
                        | '–'
                        | '-'
                        | '/'
                )
                || is_mark(c)
        });
        let beside = match (space_before, space_after) {
            (true, false) => Role::Opens,
            (false, true) => Role::Closes,
            (true, true) | (false, false) => Role::Nothing,
        };
        if is_single(mark) {
            self.single(mark, beside, after)
        } else {
            self.double(mark, at, beside, stands)
        }
    }

    /// Whether the character right before is a mark that opened a quotation.
    fn opened_at(&self, before: char, at: usize) -> bool {
        self.open
            .last()
            .is_some_and(|open| open.mark == before && open.at + before.len_utf8() == at)
    }

    fn single(&self, mark: char, beside: Role, after: Option<char>) -> Role {
        let opens = match mark {
            '‘' | '‚' => after.is_some_and(char::is_alphabetic),
            '\'' => {
                after.is_some_and(char::is_alphabetic)
                    && !self.open.iter().any(|open| open.mark == '\'')
            }
            _ => false,
        };
        let pairs = self
            .open
            .last()
            .is_some_and(|open| is_single(open.mark) && self.pairs(open.mark, mark));
        match beside {
            Role::Opens if opens => Role::Opens,
            Role::Closes if pairs => Role::Closes,
            Role::Opens | Role::Closes | Role::Nothing => Role::Nothing,
        }
    }

    fn double(&self, mark: char, at: usize, beside: Role, stands: Beside) -> Role {
        let partner = self
            .open
            .iter()
            .rev()
            .find(|open| !is_single(open.mark))
            .is_some_and(|open| self.pairs(open.mark, mark));
        let (opener, closer) = self.directions(mark);
        let doubles = self.open.iter().any(|open| !is_single(open.mark));
        let inches = mark == '"' && stands.before.is_some_and(|c| c.is_ascii_digit()) && !doubles;
        match (beside, opener, closer) {
            _ if inches => Role::Nothing,
            // A colon brings speech, and what comes after a sentence's stop in a script without spaces ends it.
            (_, true, true) if !doubles && stands.introduced() => Role::Opens,
            (_, true, false)
                if stands.ended() && self.is_open(mark) && !self.may_nest(mark, at) =>
            {
                Role::Closes
            }
            (Role::Nothing, true, true)
                if !doubles && stands.is_apart() && stands.closes_apart() =>
            {
                Role::Closes
            }
            // A straight mark, or one that can do either, goes by what stands beside it.
            (Role::Opens | Role::Closes, true, true) => beside,
            (Role::Nothing, true, true) if partner || doubles && !stands.is_apart() => Role::Closes,
            (Role::Nothing, true, true) if stands.is_within_a_word() => Role::Nothing,
            // A mark of one direction goes by it, unless its neighbours say the contrary and it would fit.
            (Role::Closes, true, false) if doubles => Role::Closes,
            (Role::Opens, false, true) if !partner => Role::Opens,
            (_, true, _) => Role::Opens,
            (_, false, _) => Role::Closes,
        }
    }

    /// Whether a mark can open, and whether it can close. What the pack says of a mark stands: that `“` closes
    /// after `„` makes it no closing mark of a language that only opens with it.
    fn directions(&self, mark: char) -> (bool, bool) {
        let own = |pair: fn(&(char, char)) -> char| self.own_pairs().any(|it| pair(&it) == mark);
        let any = |pair: fn(&(char, char)) -> char| PAIRS.iter().any(|it| pair(it) == mark);
        let (opens, closes) = (own(|it| it.0), own(|it| it.1));
        let awaited = self.open.iter().any(|open| self.pairs(open.mark, mark));
        if opens || closes {
            (opens, closes || awaited)
        } else {
            (any(|it| it.0), any(|it| it.1))
        }
    }

    /// Whether marks enough follow to close this one too, beside all that are open.
    fn may_nest(&self, mark: char, at: usize) -> bool {
        let rest = Span::new(at, self.block.span.end()).of(self.block.text);
        let closing = rest.chars().filter(|&c| c != mark && self.pairs(mark, c));
        closing.count() > self.open.len()
    }

    fn is_open(&self, mark: char) -> bool {
        self.open.iter().any(|open| open.mark == mark)
    }

    /// The pack's pairs.
    fn own_pairs(&self) -> impl Iterator<Item = (char, char)> + '_ {
        let pack = self
            .block
            .lexis
            .pack
            .into_iter()
            .flat_map(|pack| &pack.quotes.pairs);
        pack.filter_map(|(open, close)| Some((open.chars().next()?, close.chars().next()?)))
    }

    /// The pack's pairs, then those that every language understands.
    fn pairs_of(&self) -> impl Iterator<Item = (char, char)> + '_ {
        self.own_pairs().chain(PAIRS)
    }

    fn pairs(&self, open: char, close: char) -> bool {
        self.pairs_of().any(|pair| pair == (open, close))
    }

    /// Ends the quotation that this mark closes; those inside it that wait still are cut off with it.
    fn close(&mut self, mark: char, at: usize) {
        let end = at + mark.len_utf8();
        let partner = self
            .open
            .iter()
            .rposition(|open| self.pairs(open.mark, mark));
        // `“word"`: another closing mark than the opening one asks for.
        let other = || {
            self.open
                .iter()
                .rposition(|open| (!is_single(open.mark) || open.mark == '‚') && !is_single(mark))
        };
        let Some(found) = partner.or_else(other) else {
            if self.close_misplaced(mark, at) || self.close_inside(mark, at) {
                return;
            }
            let start = self
                .quotations
                .iter()
                .map(|marked| marked.span.end())
                .max()
                .unwrap_or(self.block.span.start());
            self.push(Span::new(start, end), Span::new(start, at), false, true);
            return;
        };
        let above: SmallVec<[Open; 4]> = self.open.drain(found + 1..).collect();
        for open in above.into_iter().filter(|open| !is_single(open.mark)) {
            self.push(
                Span::new(open.at, at),
                Span::new(open.at + open.mark.len_utf8(), at),
                true,
                false,
            );
        }
        if let Some(open) = self.open.pop() {
            let inner = Span::new(open.at + open.mark.len_utf8(), at);
            let letters = inner
                .of(self.block.text)
                .chars()
                .filter(|c| c.is_alphabetic())
                .take(2)
                .count();
            if !is_single(mark) || letters > 1 {
                self.push(Span::new(open.at, end), inner, true, true);
            }
        }
    }

    /// Whether the last quotation, of which only a straight closing mark was found, is this one: that mark follows
    /// a word at once, without a stop, so it opened (`he said" It is done"`).
    fn close_misplaced(&mut self, mark: char, at: usize) -> bool {
        let text = self.block.text;
        let Some(last) = self.quotations.last_mut().filter(|last| !last.opened) else {
            return false;
        };
        let mark_at = Span::new(last.inner.start(), last.span.end());
        let said = mark_at.of(text).strip_suffix(mark);
        let word = said.is_some_and(|said| said.ends_with(|c: char| c.is_alphabetic() || c == ':'));
        let rest = text.get(at + mark.len_utf8()..).unwrap_or_default();
        let stop = |c: char| c.is_ascii_punctuation() || matches!(c, '。' | '،' | '؛' | '؟');
        let ends = said.is_some() && rest.chars().next().is_none_or(stop)
            || text.get(..at).is_some_and(|before| before.ends_with(stop));
        if mark != '"' || !word || !ends {
            return false;
        }
        let open = last.span.end() - mark.len_utf8();
        *last = Marked {
            span: Span::new(open, at + mark.len_utf8()),
            inner: Span::new(last.span.end(), at).trimmed(text),
            opened: true,
            closed: true,
        };
        true
    }

    /// Whether a straight mark that stood between two letters opened what this one closes (`says"final word" of it`).
    fn close_inside(&mut self, mark: char, at: usize) -> bool {
        let last = self.quotations.last().map_or(0, |last| last.span.end());
        let Some(open) = self
            .inside
            .take()
            .filter(|&open| mark == '"' && open >= last)
        else {
            return false;
        };
        let inner = Span::new(open + mark.len_utf8(), at);
        self.push(Span::new(open, at + mark.len_utf8()), inner, true, true);
        true
    }

    /// A closing mark that comes first and an opening one that comes last, both without partners and without blanks
    /// beside them, are a pair the wrong way round (`的”词“是`): in such text nothing but the mark tells its direction.
    fn turn(&mut self) {
        let text = self.block.text;
        let glued = |mark: Span| {
            let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let before = text
                .get(..mark.start())
                .and_then(|it| it.chars().next_back());
            let after = text.get(mark.end()..).and_then(|it| it.chars().next());
            !blank(before) && !blank(after)
        };
        self.quotations
            .sort_by_key(|marked| (marked.span.start(), marked.span.end()));
        for at in (1..self.quotations.len()).rev() {
            let (one, other) = (self.quotations[at - 1], self.quotations[at]);
            let close = Span::new(one.inner.end(), one.span.end());
            let open = Span::new(other.span.start(), other.inner.start());
            let wrong = !one.opened && one.closed && other.opened && !other.closed;
            let [closing, opening] = [close, open].map(|mark| mark.of(text).chars().next());
            let pair = closing.zip(opening).is_some_and(|(closing, opening)| {
                closing != opening && self.pairs(opening, closing)
            });
            if wrong && pair && close.end() <= open.start() && glued(close) && glued(open) {
                self.quotations[at - 1] = Marked {
                    span: close.cover(open),
                    inner: Span::new(close.end(), open.start()).trimmed(text),
                    opened: true,
                    closed: true,
                };
                self.quotations.remove(at);
            }
        }
    }

    /// What waits at the end of the block was never closed.
    fn finish(&mut self) {
        let end = self.block.span.end();
        for open in std::mem::take(&mut self.open)
            .into_iter()
            .filter(|open| !is_single(open.mark))
        {
            self.push(
                Span::new(open.at, end),
                Span::new(open.at + open.mark.len_utf8(), end),
                true,
                false,
            );
        }
    }

    fn push(&mut self, span: Span, inner: Span, opened: bool, closed: bool) {
        self.quotations.push(Marked {
            span: span.trimmed(self.block.text),
            inner: inner.trimmed(self.block.text),
            opened,
            closed,
        });
    }
}

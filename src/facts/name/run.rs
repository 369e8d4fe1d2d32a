//! A run of capitalised words, and the parts into which it falls.

use smallvec::SmallVec;

use super::is;
use crate::facts::BlockText;
use crate::facts::lexis::Entry;
use crate::facts::tokens::{Case, Gap, Tokens};
use crate::language::Capitals;

/// A run of tokens that begins and ends with a capitalised word.
#[derive(Debug)]
pub(super) struct Run {
    from: usize,
    to: usize,
    /// Where reading goes on: after a possessive that follows it.
    pub(super) end: usize,
    /// A capitalised title follows at once: the run only describes it (`Foreign` Secretary).
    before_title: bool,
}

/// A part of a run that may be one name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// First token.
    pub(super) from: usize,
    /// The token after the last.
    pub(super) to: usize,
    /// Whether it begins the run, so that what stands before the run speaks of it.
    pub(super) first: bool,
    /// Whether the head word of an organisation is in it.
    pub(super) head: bool,
    /// Whether the head word of a place is beside it.
    pub(super) place: bool,
    /// Only the known names in it count.
    pub(super) dropped: bool,
}

type Parts = SmallVec<[Part; 4]>;

impl Run {
    /// The run that begins at a token of a segment that ends before `limit`.
    pub(super) fn at(
        block: &BlockText<'_>,
        at: usize,
        limit: usize,
        capitals: Capitals,
    ) -> Option<Self> {
        let tokens = &block.tokens;
        if !is_capital(block, at) {
            return None;
        }
        let mut run = Self {
            from: at,
            to: at + 1,
            end: at + 1,
            before_title: false,
        };
        while run.to < limit {
            let next = run.to;
            if title(tokens, next)
                && tokens[next].case != Case::Lower
                && tokens.sign(next).is_none()
            {
                run.before_title = true;
                break;
            }
            let Some(to) = run
                .word(block, next)
                .or_else(|| run.joint(block, next, capitals))
                .or_else(|| run.small_words(block, next, capitals))
            else {
                break;
            };
            if to > limit {
                break;
            }
            run.to = to;
        }
        run.end = run.to;
        let possessive = tokens.is_sign(run.to, '\'')
            && tokens.glued(run.to)
            && tokens.lower(run.to + 1) == "s"
            && tokens.glued(run.to + 1);
        if possessive {
            run.end += 2;
        }
        Some(run)
    }

    /// A capitalised word right after the run.
    fn word(&self, block: &BlockText<'_>, next: usize) -> Option<usize> {
        let tokens = &block.tokens;
        let apart = matches!(tokens[next].gap, Gap::Space | Gap::NoBreak);
        let date = is(tokens, next, |entry| matches!(entry, Entry::Weekday(_)))
            || (is(tokens, next, |entry| matches!(entry, Entry::Month(_)))
                && tokens.is_digits(next + 1));
        let other = is(tokens, next, |entry| {
            matches!(entry, Entry::Common | Entry::Demonym(_))
        }) && !is(tokens, next, |entry| {
            matches!(entry, Entry::Territory(_) | Entry::Exonym(_))
        });
        (apart && is_capital(block, next) && !date && !(other && !is_syllables(block)))
            .then_some(next + 1)
    }

    /// A word joined by a hyphen (`Jean-Claude`), an apostrophe (`O'Brien`) or the point of an initial (`J. K.`).
    fn joint(&self, block: &BlockText<'_>, next: usize, capitals: Capitals) -> Option<usize> {
        let tokens = &block.tokens;
        let sign = tokens
            .sign(next)
            .filter(|_| tokens.glued(next) && tokens.is_word(next + 1))?;
        let short = tokens.lower(next - 1).chars().count() <= 2;
        let (capital, glued) = (is_capital(block, next + 1), tokens.glued(next + 1));
        let joins = match sign {
            '-' => glued && (capital || short || capitals == Capitals::Syllables),
            '\'' => glued && capital && short,
            '.' => {
                capital
                    && short
                    && tokens[next - 1].case == Case::Title
                    && !block.opens_segment(next + 1)
            }
            _ => false,
        };
        joins.then_some(next + 2)
    }

    /// Small words and the capitalised word after them: `van der Leyen`, `of the People`. Those that also
    /// carry grammar join only what has the head word of an organisation or a place.
    fn small_words(&self, block: &BlockText<'_>, next: usize, capitals: Capitals) -> Option<usize> {
        let tokens = &block.tokens;
        if capitals == Capitals::Syllables {
            return None;
        }
        let ampersand = tokens.is_sign(next, '&') && !tokens.glued(next);
        let mut to = next;
        let mut grammar = false;
        while to < next + 3
            && (tokens.is_word(to) || ampersand && to == next)
            && tokens[to].case == Case::Lower
            && tokens[to].gap != Gap::Line
        {
            let carries = is(tokens, to, |entry| {
                matches!(entry, Entry::FunctionWord | Entry::Joiner)
            });
            if !(is(tokens, to, |entry| matches!(entry, Entry::Particle)) || (to > next && carries))
            {
                break;
            }
            grammar |= carries;
            to += 1;
        }
        let heads = || (self.from..next).any(|at| organisation(tokens, at) || place(tokens, at));
        let joins = to > next
            && is_capital(block, to)
            && tokens.is_word(to)
            && !title(tokens, to)
            && !tokens.glued(to);
        (joins && (!grammar || heads())).then_some(to + 1)
    }

    /// The parts of the run: split after an organisation whose head stands last, without the head words of
    /// places at its ends, and once more what stands on each side of small words.
    pub(super) fn parts(
        &self,
        block: &BlockText<'_>,
        after_place: bool,
        capitals: Capitals,
    ) -> Parts {
        let tokens = &block.tokens;
        let mut parts = Parts::new();
        let words = (self.from..self.to)
            .filter(|&at| tokens.is_word(at))
            .count();
        // `ấp Phú Thạnh Trần Thanh Phương`: a place of two syllables and the person from there.
        if capitals == Capitals::Syllables
            && after_place
            && words > 4
            && words == self.to - self.from
        {
            parts.push(self.part(tokens, self.from, self.from + 2));
            parts.push(self.part(tokens, self.from + 2, self.to));
            return parts;
        }
        match self.split(tokens) {
            Some(at) => {
                parts.push(self.part(tokens, self.from, at));
                parts.push(self.part(tokens, at, self.to));
            }
            None => parts.push(self.part(tokens, self.from, self.to)),
        }
        for at in 0..parts.len() {
            let whole = parts[at];
            self.pieces(tokens, whole, &mut parts);
        }
        parts
    }

    /// Where a person begins after an organisation: its head word stands last, and two or more words follow.
    fn split(&self, tokens: &Tokens) -> Option<usize> {
        let head = (self.from + 1..self.to)
            .rev()
            .find(|&at| organisation(tokens, at))?;
        let rest = head + 1..self.to;
        let plain = rest
            .clone()
            .all(|at| tokens.is_word(at) && tokens[at].case == Case::Title && !place(tokens, at));
        (plain
            && rest.len() > 1
            && (self.from..head)
                .all(|at| tokens[at].case != Case::Lower || tokens.sign(at).is_some()))
        .then_some(head + 1)
    }

    /// A part without the head words of places at its ends.
    fn part(&self, tokens: &Tokens, mut from: usize, mut to: usize) -> Part {
        let first = from == self.from;
        let head = (from..to).any(|at| organisation(tokens, at));
        let mut beside = to == self.to
            && tokens[to].case == Case::Lower
            && !tokens.glued(to)
            && place(tokens, to);
        if !head {
            let edge = |at: usize| place(tokens, at) && tokens.is_word(at);
            while to > from + 1 && edge(to - 1) && tokens.is_word(to - 2) {
                to -= 1;
                beside = true;
            }
            while to > from + 1 && edge(from) && tokens.is_word(from + 1) {
                from += 1;
                beside = true;
                while to > from + 1 && tokens[from].case == Case::Lower {
                    from += 1;
                }
            }
        }
        let alone = to == from + 1 && (place(tokens, from) || organisation(tokens, from));
        Part {
            from,
            to,
            first,
            head,
            place: beside,
            dropped: self.before_title && to == self.to || alone,
        }
    }

    /// What stands between the small words of a part, where it is no head word alone.
    fn pieces(&self, tokens: &Tokens, whole: Part, parts: &mut Parts) {
        let small =
            |at: usize| tokens.is_word(at) && tokens[at].case == Case::Lower && !tokens.glued(at);
        if !(whole.from..whole.to).any(small) || !whole.head {
            return;
        }
        let mut from = whole.from;
        for at in whole.from..=whole.to {
            if at < whole.to && !small(at) {
                continue;
            }
            if at > from {
                let piece = self.part(tokens, from, at);
                if !piece.head {
                    parts.push(Part {
                        first: false,
                        ..piece
                    });
                }
            }
            from = at + 1;
        }
    }
}

/// Whether a word has the capital of a name. Words in capitals are acronyms.
fn is_capital(block: &BlockText<'_>, at: usize) -> bool {
    let tokens = &block.tokens;
    let capital = match tokens[at].case {
        Case::Title => true,
        Case::Mixed => !block.is_plural(at) && tokens.lower(at).chars().count() > 2,
        Case::Lower | Case::Upper => false,
    };
    capital && tokens.is_word(at) && !tokens.is_claimed(at)
}

fn is_syllables(block: &BlockText<'_>) -> bool {
    super::capitals(block) == Capitals::Syllables
}

fn organisation(tokens: &Tokens, at: usize) -> bool {
    tokens[at].case != Case::Lower && is(tokens, at, |entry| matches!(entry, Entry::Organisation))
}

fn place(tokens: &Tokens, at: usize) -> bool {
    is(tokens, at, |entry| matches!(entry, Entry::Place))
}

fn title(tokens: &Tokens, at: usize) -> bool {
    is(tokens, at, |entry| matches!(entry, Entry::Title))
}

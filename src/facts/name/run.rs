//! A run of capitalised words, and the parts into which it falls.

use std::ops::Range;

use smallvec::SmallVec;

use super::known;
use crate::facts::BlockText;
use crate::facts::lexis::{Entry, Sorts};
use crate::facts::tokens::{Case, Gap, Tokens};
use crate::language::Capitals;
use crate::language::vocabulary::is_given_name;
use crate::text::fold;

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

/// What the words of a name make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The head word of an organisation is in it.
    Body,
    /// The head word of a place is beside it, or at one of its ends.
    Place,
    /// Words of grammar join it.
    Phrase,
    /// Nothing.
    Plain,
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
    /// What its words make of it.
    pub(super) form: Form,
    /// Only the known names in it count.
    pub(super) dropped: bool,
}

type Parts = SmallVec<[Part; 4]>;

impl Run {
    /// The run that begins with a word or a known name of a segment that ends before `limit`.
    pub(super) fn at(
        block: &BlockText<'_>,
        first: Range<usize>,
        limit: usize,
        capitals: Capitals,
    ) -> Option<Self> {
        let tokens = &block.tokens;
        if !is_capital(block, first.start) {
            return None;
        }
        let mut run = Self {
            from: first.start,
            to: first.end,
            end: first.end,
            before_title: false,
        };
        while run.to < limit {
            let next = run.to;
            if title(tokens, next, capitals) && tokens[next].case != Case::Lower {
                run.before_title = tokens[next].gap != Gap::Line;
                break;
            }
            let Some(to) = Self::word(block, next, capitals)
                .or_else(|| Self::joint(block, next, capitals))
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

    /// A capitalised word right after the run, or a known name that begins with it.
    fn word(block: &BlockText<'_>, next: usize, capitals: Capitals) -> Option<usize> {
        let tokens = &block.tokens;
        let apart = matches!(tokens[next].gap, Gap::Space | Gap::NoBreak);
        let date = tokens.opens(next, Sorts::WEEKDAY)
            || tokens.opens(next, Sorts::MONTH) && tokens.is_digits(next + 1);
        if !apart || !is_capital(block, next) || date {
            return None;
        }
        if let Some(known) = known::at(block, next, capitals) {
            return (!known.adjective).then_some(next + known.len);
        }
        let common = tokens.opens(next, Sorts::COMMON);
        // `Theresa May`: after a given name it is a family's.
        let called = || is_given_name(&fold(tokens.lower(next - 1)));
        (!common || capitals == Capitals::Syllables || called()).then_some(next + 1)
    }

    /// A word joined by a hyphen (`Jean-Claude`), an apostrophe (`O'Brien`) or the point of an initial (`J. K.`).
    fn joint(block: &BlockText<'_>, next: usize, capitals: Capitals) -> Option<usize> {
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

    /// Small words and the capitalised word after them: `van der Leyen`, `of the People`.
    fn small_words(&self, block: &BlockText<'_>, next: usize, capitals: Capitals) -> Option<usize> {
        const SMALL: Sorts = Sorts::JOINER.with(Sorts::JOINING).with(Sorts::PARTICLE);
        let tokens = &block.tokens;
        if capitals == Capitals::Syllables {
            return None;
        }
        let body = || (self.from..next).any(|at| organisation(tokens, at));
        // `Ministry of Labour - Invalids and Social Affairs`, `Johnson & Johnson`.
        let sign = tokens.sign(next).filter(|_| !tokens.glued(next));
        if sign == Some('&') || (sign.is_some_and(|sign| matches!(sign, '-' | '–')) && body()) {
            return (is_capital(block, next + 1) && !tokens.glued(next + 1)).then_some(next + 2);
        }
        if !tokens.opens(next, SMALL) {
            return None;
        }
        let length = |of: fn(Entry) -> bool| {
            tokens
                .find(next, |entry| of(entry).then_some(()))
                .map(|(len, ())| len)
        };
        // `and` joins two names as often as two words of one: it counts only within a body whose head came first.
        let joiner = length(|entry| entry == Entry::Joiner);
        let joining = length(|entry| entry == Entry::Joining);
        let len = match (joiner, joining) {
            (Some(len), _) => (body() && !organisation(tokens, next - 1)).then_some(len)?,
            (None, Some(len)) => len,
            (None, None) => particles(tokens, next)?,
        };
        let to = next + len;
        let lower =
            (next..to).all(|at| tokens[at].case == Case::Lower && tokens[at].gap != Gap::Line);
        let fits = lower && is_capital(block, to) && !title(tokens, to, capitals);
        (fits && !tokens.glued(to)).then_some(to + 1)
    }

    /// The parts of the run: it is split after an organisation whose head stands last.
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
        parts
    }

    /// Where a person begins after an organisation: its head word stands last, and two or more words follow, or a full
    /// name ends the run (`Department of Justice Analyst Paul Rowlett`).
    fn split(&self, tokens: &Tokens) -> Option<usize> {
        let head = (self.from + 1..self.to)
            .rev()
            .find(|&at| organisation(tokens, at))?;
        let capital = |at: usize| tokens.is_word(at) && tokens[at].case == Case::Title;
        let given = |at: &usize| capital(*at - 1) && is_given_name(&fold(tokens.lower(*at)));
        // Where the head stands last, all that follows is the person.
        let mut within = head + 2..self.to.saturating_sub(1);
        let person = within.find(|at| !capital(head + 1) && given(at));
        if let Some(at) =
            person.filter(|&at| (at..self.to).all(|at| capital(at) && !place(tokens, at)))
        {
            return Some(at);
        }
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

    fn part(&self, tokens: &Tokens, from: usize, to: usize) -> Part {
        let edge = |at: usize| place(tokens, at) && to > from + 1;
        let follows = to == self.to && tokens[to].case == Case::Lower && !tokens.glued(to);
        let form = if (from..to).any(|at| organisation(tokens, at)) {
            Form::Body
        } else if edge(from) || edge(to - 1) || (follows && place(tokens, to)) {
            Form::Place
        } else if (from..to).any(|at| tokens.opens(at, Sorts::JOINING)) {
            Form::Phrase
        } else {
            Form::Plain
        };
        let alone = to == from + 1 && (place(tokens, from) || organisation(tokens, from));
        Part {
            from,
            to,
            first: from == self.from,
            form,
            dropped: (self.before_title && to == self.to) || alone,
        }
    }
}

/// How many particles of names without grammar follow one another: `van der`.
fn particles(tokens: &Tokens, next: usize) -> Option<usize> {
    let particle =
        |at: &usize| tokens.opens(*at, Sorts::PARTICLE) && !tokens.opens(*at, Sorts::FUNCTION_WORD);
    Some((next..next + 3).take_while(particle).count()).filter(|&count| count > 0)
}

/// Whether a word is an abbreviation in the plural, which other languages spell out: `NGOs`, `CoVs`.
fn is_plural_abbreviation(block: &BlockText<'_>, at: usize) -> bool {
    let word = block.tokens[at].span().of(block.text);
    let one = word.strip_suffix('s');
    one.is_some_and(|one| one.ends_with(char::is_uppercase))
}

/// Whether a word has the capital of a name. Words in capitals are acronyms.
fn is_capital(block: &BlockText<'_>, at: usize) -> bool {
    let tokens = &block.tokens;
    let capital = match tokens[at].case {
        Case::Title => true,
        Case::Mixed => !is_plural_abbreviation(block, at) && tokens.lower(at).chars().count() > 2,
        Case::Lower | Case::Upper => false,
    };
    capital && tokens.is_word(at) && !tokens.is_claimed(at)
}

fn organisation(tokens: &Tokens, at: usize) -> bool {
    tokens[at].case != Case::Lower && tokens.opens(at, Sorts::ORGANISATION)
}

fn place(tokens: &Tokens, at: usize) -> bool {
    tokens.opens(at, Sorts::PLACE)
}

/// Whether a title begins here. A lone syllable may as well be one of a name (`Nguyễn Hoàng Anh`).
fn title(tokens: &Tokens, at: usize, capitals: Capitals) -> bool {
    let title = |entry| (entry == Entry::Title).then_some(());
    let said = tokens.opens(at, Sorts::TITLE);
    let title = said.then(|| tokens.find(at, title)).flatten();
    title.is_some_and(|(len, ())| len > 1 || capitals != Capitals::Syllables)
}

//! Quotations: what stands between marks, nested as it may be.
//!
//! The pack says which marks open and close; where a mark is used the other way round, or is straight,
//! what stands beside it decides (a space before opens, a space or a stop after closes). A mark without
//! its partner gives a quotation too: one that is not closed runs to the end of its block, one that was
//! not opened begins where the one before it ended, or with the block. Single marks without a partner are
//! apostrophes, and marks after digits are feet and inches. Who speaks is [`speech`](super::speech)'s to find.

use smallvec::SmallVec;

use super::{BlockText, Fact, Quotation, Spelling, Value, speech};
use crate::document::Document;
use crate::text::{Span, is_latin_letter};

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

/// A quotation of several passages is closed within so many of them.
const REACH: usize = 3;

/// What a mark does where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// An apostrophe or a measure.
    Nothing,
}

/// What stands beside a mark.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    before: Option<char>,
    after: Option<char>,
    /// The last character before it that is no space.
    said: Option<char>,
}

impl Beside {
    fn introduced(self) -> bool {
        matches!(self.before, Some(':' | '：'))
    }

    /// Whether it follows a stop of a script that sets no spaces.
    fn ended(self) -> bool {
        matches!(self.before, Some('。' | '，' | '、' | '！' | '？' | '；'))
    }

    /// Whether it has spaces on both sides, or a space and a stop.
    fn is_apart(self) -> bool {
        self.before.is_some_and(char::is_whitespace) && self.after.is_none_or(|c| !is_mark(c))
    }

    /// Whether Latin letters stand on both sides: an apostrophe that was typed wrong (`d"état`).
    fn is_within_a_word(self) -> bool {
        self.before.is_some_and(is_latin_letter) && self.after.is_some_and(is_latin_letter)
    }

    /// Whether a mark that touches no word ends what was said: a stop stands on one of its sides.
    fn closes_apart(self) -> bool {
        let stop = |c: char| matches!(c, '.' | ',' | '!' | '?' | '…' | ';');
        self.after.is_some_and(stop) || self.said.is_some_and(stop)
    }
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

fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '‚')
}

/// The apostrophe of an elision may stand before a mark that opens: `l'"ala"`.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn is_mark(c: char) -> bool {
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

/// The marks of a block as they are read one by one.
struct Reading<'a, 't> {
    block: &'a BlockText<'t>,
    open: SmallVec<[Open; 4]>,
    quotations: Vec<Marked>,
}

impl<'a, 't> Reading<'a, 't> {
    fn of(block: &'a BlockText<'t>) -> Self {
        let mut reading = Self {
            block,
            open: SmallVec::new(),
            quotations: Vec::new(),
        };
        let text = block.span.of(block.text);
        let mut beside = Beside::default();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if is_mark(c) {
                let at = block.span.start() + at;
                beside.after = chars.peek().map(|&(_, next)| next);
                match reading.role(c, at, beside) {
                    Role::Opens => reading.open.push(Open { mark: c, at }),
                    Role::Closes => reading.close(c, at),
                    Role::Nothing => {}
                }
            }
            beside.before = Some(c);
            beside.said = if c.is_whitespace() {
                beside.said
            } else {
                Some(c)
            };
        }
        reading.finish();
        reading
    }

    fn role(&self, mark: char, at: usize, stands: Beside) -> Role {
        let Beside { before, after, .. } = stands;
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
        if self.block.tokens.is_claimed(self.block.tokens.at(at)) {
            Role::Nothing
        } else if is_single(mark) {
            self.single(mark, beside, after)
        } else {
            self.double(mark, beside, stands)
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

    fn double(&self, mark: char, beside: Role, stands: Beside) -> Role {
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
            (_, true, false) if stands.ended() && self.is_open(mark) => Role::Closes,
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
                .rposition(|open| !is_single(open.mark) && !is_single(mark))
        };
        let Some(found) = partner.or_else(other) else {
            if self.close_misplaced(mark, at) {
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

/// Speech over several passages: each opens with a mark and only the last is closed, or it is opened in one
/// and closed in a later one. Neither lacks a mark.
pub(super) fn across(document: &Document, found: &mut [Fact]) {
    let text = document.text();
    let passages: Vec<Span> = document.passages().map(|block| block.span).collect();
    // What a quotation that closes in a later passage holds of the passages before that one.
    let until = |span: Span, passage: usize| {
        let last = passages.get(passage.saturating_sub(1));
        last.map_or(span, |last| {
            Span::new(span.start(), last.end().max(span.end()))
        })
    };
    // The last quotation that waits for its end, by its place in `found`, and its passage.
    let mut waits: Option<(usize, usize)> = None;
    let mut joined: Vec<(usize, Span, Span)> = Vec::new();
    for (at, fact) in found.iter().enumerate() {
        let Value::Quotation(quotation) = &fact.value else {
            continue;
        };
        let passage = passages.partition_point(|span| span.end() <= fact.span.start());
        let near = |from: usize| passage > from && passage <= from + REACH;
        let mark = fact.span.of(text).chars().next();
        if quotation.opened && !quotation.closed {
            let next = passages
                .get(passage + 1)
                .and_then(|next| next.of(text).chars().next());
            // A straight mark behind a comma, while a quotation waits for its end: it is that end, set ill.
            let first = passages
                .get(passage)
                .map_or(0, |span| span.trimmed(text).start());
            let before = text.get(first..fact.span.start()).unwrap_or_default();
            let ends = mark == Some('"') && before.trim_end().ends_with(',');
            if let Some((open, _)) = waits.filter(|&(_, from)| ends && near(from)) {
                joined.extend(opening(found, open, |span| until(span, passage)));
                let inner = Span::new(first, fact.span.start());
                joined.push((at, Span::new(first, inner.end() + 1), inner));
                waits = None;
            } else if mark.is_some() && next == mark {
                joined.push((at, fact.span, quotation.inner));
                waits = None;
            } else {
                waits = Some((at, passage));
            }
        } else if !quotation.opened {
            if let Some((open, _)) = waits.take().filter(|&(_, from)| near(from)) {
                joined.extend(opening(found, open, |span| until(span, passage)));
                joined.push((at, fact.span, quotation.inner));
            }
        } else if waits.is_some_and(|(_, from)| from < passage && quotation.speech) {
            waits = None;
        }
    }
    for (at, span, inner) in joined {
        let fact = &mut found[at];
        if let Value::Quotation(quotation) = &mut fact.value {
            quotation.opened = true;
            quotation.closed = true;
            quotation.inner = inner;
            fact.span = span;
        }
    }
}

/// The first part of a quotation over several passages, its span and what it holds drawn out to where it goes on.
fn opening(found: &[Fact], at: usize, drawn: impl Fn(Span) -> Span) -> Option<(usize, Span, Span)> {
    let fact = found.get(at)?;
    match &fact.value {
        Value::Quotation(quotation) => Some((at, drawn(fact.span), drawn(quotation.inner))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each quotation with `<` where an opening and `>` where a closing mark is missing.
    fn quotations(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        extract(&BlockText::of(language, text), 0, &mut found);
        found.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
        let show = |fact: Fact| match fact.value {
            Value::Quotation(it) => format!(
                "{}{}{}",
                if it.opened { "" } else { "<" },
                it.inner.of(text),
                if it.closed { "" } else { ">" }
            ),
            other => panic!("{other:?}"),
        };
        found.into_iter().map(show).collect()
    }

    #[test]
    fn pairs_of_every_kind_are_read_with_what_they_hold() {
        assert_eq!(
            quotations("en", "“Thanks to the \"grasp\" motto, it grew,” he said"),
            ["Thanks to the \"grasp\" motto, it grew,", "grasp"]
        );
        assert_eq!(
            quotations("es", "El lema \"captar\" y «otro lema» («aquí»)"),
            ["captar", "otro lema", "aquí"]
        );
        assert_eq!(
            quotations("vi", "phương châm “nắm”, \"4 góp\""),
            ["nắm", "4 góp"]
        );
        assert_eq!(
            quotations("de", "Er sagte: „Gut“ und »schön«"),
            ["Gut", "schön"]
        );
        assert_eq!(quotations("fr", "le mot « mot » ici"), ["mot"]);
        assert_eq!(quotations("en", "She said ‘no way’ and 'a "), ["no way"]);
        assert_eq!(quotations("zh", "他说「好」。"), ["好"]);
    }

    #[test]
    fn a_mark_without_its_partner_is_told() {
        assert_eq!(
            quotations("es", "dijo: \"Al usar el lema \"captar\", todos ayudan."),
            ["Al usar el lema \"captar\", todos ayudan.>", "captar"]
        );
        assert_eq!(
            quotations("es", "\"Ha sido eficaz. \"Los cuadros son maduros\", dijo"),
            [
                "Ha sido eficaz. \"Los cuadros son maduros\", dijo>",
                "Los cuadros son maduros"
            ]
        );
        assert_eq!(
            quotations("vi", "đều “đồng thuận” và vượt chỉ tiêu”."),
            ["đồng thuận", "<và vượt chỉ tiêu"]
        );
        assert_eq!(
            quotations("es", "el lema “La provincia; el plan \"comunal\" fue"),
            ["La provincia; el plan \"comunal\" fue>", "comunal"]
        );
    }

    #[test]
    fn marks_of_two_kinds_still_pair() {
        assert_eq!(
            quotations("en", "the “grasp\" motto and \"grasp” too"),
            ["grasp", "grasp"]
        );
        assert_eq!(
            quotations("es", "el ”lema” nuevo y el “otro“ plan"),
            ["lema", "otro"]
        );
    }

    #[test]
    fn apostrophes_feet_and_inches_are_no_quotations() {
        for (language, text) in [
            (
                "en",
                "Don't say the boys' club isn’t rock 'n' roll in the ’90s; a 5' 6\" man and a 12\" pipe",
            ),
            ("en", "James’ and Jess' dogs, 'tis so, O'Brien"),
            ("it", "l'arte dell'uomo"),
            ("es", "los ochenta, d'Angelo y 6\""),
            ("vi", "toạ độ 10° 5' 6\""),
        ] {
            assert_eq!(quotations(language, text), Vec::<String>::new(), "{text}");
        }
    }
}

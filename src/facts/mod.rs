//! Floor 3: what a text claims, in language-neutral form, each claim with its span.
//!
//! A document goes in, its [`Facts`] come out. Each kind of fact has its file; what they share is
//! the tokens of a block and the words of its language, both looked up once.

mod acronym;
mod asking;
mod capitals;
mod code;
mod cold;
mod date;
mod digits;
mod expansion;
mod fraction;
mod fused;
mod item;
mod lexis;
mod link;
mod marks;
mod measure;
mod money;
mod name;
mod negation;
mod number;
mod pattern;
mod placeholder;
mod quotation;
mod range;
mod references;
mod roman;
mod show;
mod speech;
mod spelled;
mod stranded;
mod time;
mod tokens;
mod units;
mod value;
mod values;
mod year;

use std::cell::{Cell, OnceCell};

use smallvec::SmallVec;

use crate::document::{Block, Document, Segment};
use crate::text::{ByteSet, Span};
use capitals::Capitalisation;
use lexis::{Lexis, lexis};
use tokens::Tokens;

pub(crate) use units::symbols;
pub use units::{Agreement, Dimension, convert, same_amount};
pub use value::{Acronym, Amount, Currency, Date, Name, NameKind, Quotation, Time, Unit, Value};

/// One claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it says.
    pub value: Value,
    /// How it is spelled.
    pub spelling: Spelling,
}

/// How a value is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// In digits and signs.
    Digits,
    /// In words only: a translator may well have rephrased it.
    Words,
    /// Both: `2 million`.
    Mixed,
}

/// The facts of one document, in order of their start (the longer first among equals).
///
/// Values (numbers, dates, money …) do not overlap each other: the widest reading stands. Names,
/// acronyms, codes, links, quotations and negations may hold or overlap others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    facts: Vec<Fact>,
}

impl Facts {
    /// Puts facts in their order.
    pub(crate) fn new(mut facts: Vec<Fact>) -> Self {
        facts.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
        Self { facts }
    }

    /// All of them.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// Those that start within `span`.
    pub fn within(&self, span: Span) -> &[Fact] {
        let (Some(first), Some(last)) = (self.facts.first(), self.facts.last()) else {
            return &[];
        };
        // Of a text of one segment all are asked for, again and again.
        if span.start() <= first.span.start() && last.span.start() < span.end() {
            return &self.facts;
        }
        let from = self
            .facts
            .partition_point(|fact| fact.span.start() < span.start());
        let to = self
            .facts
            .partition_point(|fact| fact.span.start() < span.end());
        &self.facts[from..to]
    }
}

/// One block as the fact finders see it.
#[derive(Debug)]
pub(crate) struct BlockText<'a> {
    /// The document's text, to which all spans refer.
    text: &'a str,
    /// Where the block stands in it.
    span: Span,
    /// Its segments.
    segments: &'a [Segment],
    /// The words of its language, or of the document's.
    lexis: &'static Lexis,
    /// Its tokens, with their phrases looked up.
    tokens: Tokens,
    /// The bytes of the document's text.
    bytes: ByteSet,
    /// Its segments, once somebody asked: their tokens, and what their capitals are worth.
    sentences: OnceCell<SmallVec<[(usize, usize, Capitalisation); 2]>>,
}

impl<'a> BlockText<'a> {
    /// Reads a block; `tokens` are those of a block before, to be used again.
    fn read(document: &'a Document, block: &Block, mut tokens: Tokens) -> Self {
        let language = block.language.or(document.language.language);
        let lexis = lexis(language);
        tokens.read(&document.text, block.span);
        lexis.look_up(&mut tokens);
        let segments = document
            .segments
            .get(block.segments.clone())
            .unwrap_or_default();
        Self {
            text: &document.text,
            span: block.span,
            segments,
            lexis,
            tokens,
            bytes: document.bytes.any,
            sentences: OnceCell::new(),
        }
    }
}

/// Reads the words of a language before they are asked for.
pub(crate) fn prepare(language: crate::language::Language) {
    lexis(Some(language));
}

/// The facts of a document.
pub fn extract(document: &Document) -> Facts {
    thread_local! {
        /// Those of the document before, to be used again.
        static TOKENS: Cell<Tokens> = Cell::default();
    }
    let mut found = Vec::new();
    let mut tokens = TOKENS.take();
    for block in document.passages() {
        let mut text = BlockText::read(document, block, tokens);
        let before = found.len();
        references::claims(&text, &mut found);
        for fact in &found[before..] {
            text.tokens.claim(fact.span);
        }
        values::extract(&text, &mut found);
        references::extract(&text, &mut found);
        tokens = text.tokens;
    }
    if tokens.are_few() {
        TOKENS.set(tokens);
    }
    references::across(document, &mut found);
    Facts::new(found)
}

#[cfg(test)]
mod testing {
    //! A block from a text alone, for the tests of fact finders.

    use super::*;
    use crate::language::Language;

    impl BlockText<'_> {
        /// A paragraph in one segment, in a language by its tag.
        pub(super) fn of<'t>(language: &str, text: &'t str) -> BlockText<'t> {
            let language = Language::new(language);
            let span = Span::new(0, text.len());
            let mut tokens = Tokens::default();
            let lexis = lexis(language);
            tokens.read(text, span);
            lexis.look_up(&mut tokens);
            let segments = vec![Segment { span, passage: 0 }].leak();
            BlockText {
                text,
                span,
                segments,
                lexis,
                tokens,
                bytes: crate::text::Bytes::of(text).any,
                sentences: OnceCell::new(),
            }
        }
    }

    /// The values of a text in their canonical spelling.
    pub(super) fn values(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        values::extract(&BlockText::of(language, text), &mut found);
        let sure = found.iter().filter(|fact| fact.value.is_sure());
        sure.map(|fact| fact.value.canonical()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Pack;

    #[test]
    fn a_language_is_added_by_one_file() {
        let pack = Pack::parse(include_str!("../../fixtures/packs/qaa.toml")).unwrap();
        let lexis: &'static Lexis = Box::leak(Box::new(Lexis::new(Box::leak(Box::new(pack)))));
        let values = |text: &'static str| {
            let mut block = BlockText::of("en", text);
            block.tokens.read(text, block.span);
            lexis.look_up(&mut block.tokens);
            block.lexis = lexis;
            let mut found = Vec::new();
            values::extract(&block, &mut found);
            found
                .iter()
                .map(|fact| fact.value.canonical())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            values("Om 4 om Pentar 2021 el 1'500·5 stadim"),
            ["2021-05-04", "1500.5 kilometer"]
        );
        assert_eq!(values("tu ko hun ut kodek ti tolle"), ["223"]);
        assert_eq!(values("el 12 euri, 40 perhun"), ["12 EUR", "40%"]);
        assert_eq!(values("mo tolle el tolle"), [""; 0]);
    }
}

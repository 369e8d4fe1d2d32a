//! The words of a document, cut once for all that ask for them, each with its lower-case form and its folded one.

use super::Segment;
use crate::text::{self, Span};

/// The words of a text's segments, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    words: Vec<Word>,
    /// The text with its letters of ASCII in lower case, which has most forms; behind it the lower-case forms of words with
    /// other capitals and the folded ones of words with other letters.
    forms: String,
}

/// Where a word stands, and where its forms do. Texts beyond 4 GB are cut off.
#[derive(Debug, Clone, Copy)]
struct Word {
    place: (u32, u32),
    lower: (u32, u32),
    folded: (u32, u32),
    letters: u32,
    /// Of the lower-case form.
    hash: u64,
    is_whole: bool,
    has_capital: bool,
}

/// A word of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Worded<'w> {
    word: &'w Word,
    forms: &'w str,
}

impl<'w> Worded<'w> {
    /// Where it stands in the document's text.
    #[inline]
    pub(crate) fn span(self) -> Span {
        let (start, end) = self.word.place;
        Span::new(start as usize, end as usize)
    }

    /// In lower case.
    #[inline]
    pub(crate) fn lower(self) -> &'w str {
        self.form(self.word.lower)
    }

    /// In lower case and without diacritics.
    #[inline]
    pub(crate) fn folded(self) -> &'w str {
        self.form(self.word.folded)
    }

    /// The [`text::word_hash`] of the lower-case form.
    #[inline]
    pub(crate) fn hash(self) -> u64 {
        self.word.hash
    }

    /// How many [`text::letters`] it has.
    #[inline]
    pub(crate) fn letters(self) -> usize {
        self.word.letters as usize
    }

    /// Whether it has nothing but Latin letters and digits of ASCII, so that it has no parts.
    #[inline]
    pub(crate) fn is_whole(self) -> bool {
        self.word.is_whole
    }

    /// Whether it begins with a capital.
    #[inline]
    pub(crate) fn has_capital(self) -> bool {
        self.word.has_capital
    }

    #[inline]
    fn form(self, (from, to): (u32, u32)) -> &'w str {
        let form = self.forms.get(from as usize..to as usize);
        form.unwrap_or_default()
    }
}

/// The largest place that a word can have.
const MOST: usize = u32::MAX as usize;

/// A place that is not beyond [`MOST`].
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Wording {
    /// Cuts the segments of a text.
    pub(super) fn of(text: &str, segments: &[Segment]) -> Self {
        let mut wording = Self::default();
        wording.words.reserve(text.len() / 5);
        wording.forms.reserve(text.len() + text.len() / 4);
        wording.forms.push_str(text);
        wording.forms.make_ascii_lowercase();
        for segment in segments {
            let from = segment.span.start();
            let mut words = text::words(segment.span.of(text));
            while let Some((at, word, accents)) = words.cut() {
                wording.add(from + at, word, accents);
                if wording.forms.len() > MOST {
                    wording.words.pop();
                    return wording;
                }
            }
        }
        wording
    }

    /// Adds a word. Of a bare one `accents` tells how many of its letters have some, all of them small.
    #[inline]
    fn add(&mut self, start: usize, word: &str, accents: Option<u32>) {
        let here = (narrow(start), narrow(start + word.len()));
        let mut added = Word {
            place: here,
            // What is written in small letters or in ASCII stands among the forms already.
            lower: here,
            folded: here,
            letters: here.1 - here.0,
            hash: 0,
            is_whole: true,
            has_capital: word.as_bytes().first().is_some_and(u8::is_ascii_uppercase),
        };
        match accents {
            Some(0) => {}
            Some(accents) => {
                added.letters -= accents;
                added.folded = self.push(|forms| text::fold_into(word, forms));
            }
            None => self.add_odd(word, &mut added),
        }
        let (from, to) = added.lower;
        let lower = self.forms.as_bytes().get(from as usize..to as usize);
        added.hash = text::bytes_hash(lower.unwrap_or_default());
        self.words.push(added);
    }

    #[inline(never)]
    fn add_odd(&mut self, word: &str, added: &mut Word) {
        added.letters = narrow(text::letters(word));
        added.is_whole = text::is_whole(word);
        if !word.is_ascii() {
            added.lower = self.push(|forms| text::push_lower(word, forms));
            added.folded = self.push(|forms| text::fold_into(word, forms));
            added.has_capital = word.starts_with(char::is_uppercase);
        }
    }

    /// Appends to the forms, and tells where that stands.
    fn push(&mut self, form: impl FnOnce(&mut String)) -> (u32, u32) {
        let from = self.forms.len();
        form(&mut self.forms);
        (narrow(from), narrow(self.forms.len()))
    }

    /// How many words begin before an offset.
    pub(crate) fn position(&self, offset: usize) -> usize {
        self.words
            .partition_point(|word| (word.place.0 as usize) < offset)
    }

    /// The words that lie within a stretch.
    pub(crate) fn words(&self, span: Span) -> impl ExactSizeIterator<Item = Worded<'_>> {
        let forms = self.forms.as_str();
        let words = self.list(span).iter();
        words.map(move |word| Worded { word, forms })
    }

    /// The words that lie within a stretch, each with its lower-case form.
    pub(crate) fn within(&self, span: Span) -> impl Iterator<Item = (Span, &str)> {
        self.words(span).map(|word| (word.span(), word.lower()))
    }

    fn list(&self, span: Span) -> &[Word] {
        let rest = match self.words.first() {
            Some(first) if (first.place.0 as usize) < span.start() => {
                let from = self.position(span.start());
                self.words.get(from..).unwrap_or_default()
            }
            _ => &self.words,
        };
        let all = self
            .words
            .last()
            .is_none_or(|last| last.place.1 as usize <= span.end());
        let past = if all {
            rest.len()
        } else {
            rest.partition_point(|word| word.place.1 as usize <= span.end())
        };
        rest.get(..past).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;
    use crate::language::Language;

    #[test]
    fn a_stretch_has_the_words_that_lie_wholly_in_it() {
        let document = from_text("t", "The Old bridge. It ÉTAIT here.", Some(Language::EN));
        let wording = document.wording();
        let lower = |from, to| {
            let words = wording.within(Span::new(from, to));
            words.map(|(_, lower)| lower).collect::<Vec<_>>()
        };
        assert_eq!(
            lower(0, 31),
            ["the", "old", "bridge", "it", "était", "here"]
        );
        assert_eq!(lower(4, 18), ["old", "bridge", "it"]);
        assert_eq!(lower(5, 13), [""; 0]);
        let folded = wording.words(Span::new(16, 31));
        let folded: Vec<_> = folded.map(Worded::folded).collect();
        assert_eq!(folded, ["it", "etait", "here"]);
        let of = |from, to| {
            document
                .wording_of(Span::new(from, to))
                .map(Iterator::count)
        };
        assert_eq!((of(0, 15), of(16, 31), of(0, 31)), (Some(3), Some(3), None));
    }
}

//! The words of a document, cut once for all that ask for them, each with its lower-case form and its folded one.

use super::Segment;
use crate::text::{self, Span};

/// The words of a text's segments, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wording {
    words: Vec<Word>,
    /// The text with its letters of ASCII in lower case, which has the forms of words that are all ASCII; behind it the
    /// lower-case forms and the folded ones of the others.
    forms: String,
}

/// Where a word stands, and where its forms do. Texts beyond 4 GB are cut off.
#[derive(Debug, Clone, Copy)]
struct Word {
    start: u32,
    end: u32,
    lower: u32,
    /// Where the lower-case form ends, and the folded one begins if it is another.
    lower_end: u32,
    folded_end: u32,
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
    pub(crate) fn span(self) -> Span {
        Span::new(self.word.start as usize, self.word.end as usize)
    }

    /// In lower case.
    pub(crate) fn lower(self) -> &'w str {
        self.form(self.word.lower, self.word.lower_end)
    }

    /// In lower case and without diacritics.
    pub(crate) fn folded(self) -> &'w str {
        let word = self.word;
        // Of letters of ASCII both forms are the same.
        let from = if word.folded_end == word.lower_end {
            word.lower
        } else {
            word.lower_end
        };
        self.form(from, word.folded_end)
    }

    /// The [`text::word_hash`] of the lower-case form.
    pub(crate) fn hash(self) -> u64 {
        self.word.hash
    }

    /// How many [`text::letters`] it has.
    pub(crate) fn letters(self) -> usize {
        self.word.letters as usize
    }

    /// Whether it has nothing but Latin letters and digits of ASCII, so that it has no parts.
    pub(crate) fn is_whole(self) -> bool {
        self.word.is_whole
    }

    /// Whether it begins with a capital.
    pub(crate) fn has_capital(self) -> bool {
        self.word.has_capital
    }

    fn form(self, from: u32, to: u32) -> &'w str {
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
            while let Some((at, word, bare)) = words.cut() {
                wording.add(from + at, word, bare);
                if wording.forms.len() > MOST {
                    wording.words.pop();
                    return wording;
                }
            }
        }
        wording
    }

    /// Adds a word; `bare` tells that it is letters of ASCII alone.
    fn add(&mut self, start: usize, word: &str, bare: bool) {
        let end = start + word.len();
        let bare = bare || word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let (mut lower, mut lower_end) = (start, end);
        let mut folded_end = end;
        if !bare && !word.is_ascii() {
            lower = self.forms.len();
            text::push_lower(word, &mut self.forms);
            lower_end = self.forms.len();
            text::fold_into(word, &mut self.forms);
            folded_end = self.forms.len();
        }
        let form = self.forms.as_bytes().get(lower..lower_end);
        self.words.push(Word {
            start: narrow(start),
            end: narrow(end),
            lower: narrow(lower),
            lower_end: narrow(lower_end),
            folded_end: narrow(folded_end),
            letters: narrow(if bare {
                word.len()
            } else {
                text::letters(word)
            }),
            hash: text::bytes_hash(form.unwrap_or_default()),
            is_whole: bare || text::is_whole(word),
            has_capital: word.starts_with(char::is_uppercase),
        });
    }

    /// How many words begin before an offset.
    pub(crate) fn position(&self, offset: usize) -> usize {
        self.words
            .partition_point(|word| (word.start as usize) < offset)
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
            Some(first) if (first.start as usize) < span.start() => {
                let from = self.position(span.start());
                self.words.get(from..).unwrap_or_default()
            }
            _ => &self.words,
        };
        let all = self
            .words
            .last()
            .is_none_or(|last| last.end as usize <= span.end());
        let past = if all {
            rest.len()
        } else {
            rest.partition_point(|word| word.end as usize <= span.end())
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

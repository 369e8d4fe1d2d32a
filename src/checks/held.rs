//! Both sides of a bead, held against each other word by word.

use std::cell::OnceCell;

use super::Pair;
use super::coverage::{Evidence, Links, Reader, Word};
use super::edges::Shape;
use super::side::Side;
use crate::align::Bead;
use crate::text::Span;

/// Both sides of a bead, held against each other: the source's first.
#[derive(Debug)]
pub(super) struct Held<'h> {
    pub(super) readers: &'h [Reader<'h>; 2],
    pub(super) bead: &'h Bead,
    pub(super) spans: [Span; 2],
    pub(super) words: [&'h [Word]; 2],
    pub(super) links: [Links; 2],
    pub(super) evidence: [Vec<Evidence>; 2],
    shape: OnceCell<[Shape; 2]>,
}

impl<'h> Held<'h> {
    /// The sides of a bead; `None` where it is longer than any sentence.
    pub(super) fn of(
        pair: &Pair<'_>,
        readers: &'h [Reader<'h>; 2],
        bead: &'h Bead,
    ) -> Option<Self> {
        let [source, target] = readers;
        let spans = [
            source.text.span_of(bead.source.clone())?,
            target.text.span_of(bead.target.clone())?,
        ];
        let words = [source.words(spans[0]), target.words(spans[1])];
        let links = Links::of_both(words)?;
        let mut evidence = [
            links[0].evidence(words[0], target.column, None),
            links[1].evidence(words[1], source.column, None),
        ];
        for side in Side::BOTH {
            settle(
                pair,
                side,
                spans[side as usize],
                &mut evidence[side as usize],
            );
        }
        Some(Self {
            readers,
            bead,
            spans,
            words,
            links,
            evidence,
            shape: OnceCell::new(),
        })
    }

    /// What either side looks like.
    pub(super) fn shapes(&self) -> &[Shape; 2] {
        self.shape.get_or_init(|| [self.shape(0), self.shape(1)])
    }

    fn shape(&self, side: usize) -> Shape {
        let words = self.words[side].iter().map(|word| word.span);
        Shape::of(&self.readers[side].text, self.spans[side], words)
    }
}

/// Lets lone syllables say less, and the words of values that the other side has that it has them: `junio` is `tháng 6`, and
/// no lexicon tells.
pub(super) fn settle(pair: &Pair<'_>, side: Side, within: Span, words: &mut [Evidence]) {
    words.iter_mut().for_each(Evidence::lighten);
    let met = pair.values().met(side);
    let from = met.partition_point(|value| value.start() < within.start());
    let inside = met.get(from..).unwrap_or_default().iter();
    for value in inside.take_while(|value| value.end() <= within.end()) {
        let first = words.partition_point(|word| word.span.start() < value.start());
        let of_value = words.get_mut(first..).unwrap_or_default().iter_mut();
        of_value
            .take_while(|word| word.span.end() <= value.end())
            .filter(|word| word.lacking)
            .for_each(Evidence::meet);
    }
}

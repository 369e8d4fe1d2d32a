//! Words of two stretches that stand for each other, with their places.

use super::{Kind, Links, Reader};
use crate::checks::Pair;
use crate::text::{Span, real};

/// A word of one stretch and one of another that stand for the same.
#[derive(Debug, Clone, Copy)]
pub(in crate::checks) struct Anchor {
    pub(in crate::checks) source: Span,
    pub(in crate::checks) target: Span,
    /// 1 where neither could belong to another word.
    pub(in crate::checks) weight: f64,
}

/// The words of a stretch of the source that belong to words of a stretch of the target, each with its few likeliest
/// places there. None where nothing is known of one of the languages, or where a stretch is longer than any sentence.
pub(in crate::checks) fn anchors(pair: &Pair<'_>, source: Span, target: Span) -> Vec<Anchor> {
    /// A word with more places than this tells nothing of where it stands.
    const PLACES: usize = 3;
    let Some([here, there]) = Reader::both(pair) else {
        return Vec::new();
    };
    let (words, others) = (here.words(source), there.words(target));
    let Some(links) = Links::of(words, others) else {
        return Vec::new();
    };
    let mut anchors = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let places = || {
            let places = links.of_word(at).iter().map(|&place| place as usize);
            places.filter(|&place| others[place].kind != Kind::Grammar)
        };
        let many = places().count();
        for place in places() {
            let claims = links.claims_of(place);
            if many <= PLACES && claims <= PLACES {
                anchors.push(Anchor {
                    source: word.span,
                    target: others[place].span,
                    weight: 1.0 / real(many * claims),
                });
            }
        }
    }
    anchors
}

//! Segments as sets of what they name, in language-neutral numbers.

use rustc_hash::FxHashMap;

use super::document::units;
use super::lexicon::Column;
use super::tokens::Shape;
use super::units::{Entry, RawUnit, Vocabulary};
use super::{Options, columns};
use crate::document::Document;

/// What a whole document names, in order: the concepts of its words where a lexicon has its language, and
/// the folded spelling of every other word, name and number. Translations share many of them, whatever their languages.
pub fn signature(document: &Document, options: &Options) -> Vec<u64> {
    let columns = columns(document.language().language, options);
    let raw = units(document, &columns);
    let words = Vocabulary::new(raw.iter(), &columns);
    let mut all: Vec<u64> = words.entries.iter().flat_map(ids).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// What an entry names. A name may be a common word too ("Tuyết" is snow): it is both.
fn ids(entry: &Entry) -> impl Iterator<Item = u64> {
    let spelled = entry.concepts.is_empty() || entry.shape != Shape::Word;
    let own = spelled.then(|| spelling(&entry.folded));
    entry.concepts.iter().copied().chain(own)
}

/// Each segment as the set of what it names: concepts of the lexicon, and words that are spelled alike in both languages.
pub(super) fn concepts(raw: &[Vec<RawUnit>; 2], columns: [&[&Column]; 2]) -> [Vec<Vec<u64>>; 2] {
    let words: Vec<Vocabulary> = raw
        .iter()
        .zip(columns)
        .map(|(units, columns)| Vocabulary::new(units.iter(), columns))
        .collect();
    let of = |side: usize| {
        let known: FxHashMap<&str, usize> = words[side]
            .entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.text.as_str(), at))
            .collect();
        let unit = |unit: &RawUnit| {
            let entries = unit
                .words()
                .filter_map(|(word, _)| known.get(word).map(|&at| &words[side].entries[at]));
            let mut set: Vec<u64> = entries.flat_map(ids).collect();
            set.sort_unstable();
            set.dedup();
            set
        };
        raw[side].iter().map(unit).collect()
    };
    [of(0), of(1)]
}

/// FNV-1a of a folded spelling, kept apart from the numbers of concepts by its highest bit.
fn spelling(folded: &str) -> u64 {
    folded
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
        | 1 << 63
}

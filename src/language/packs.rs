//! The packs that are built in: parsed when first asked for, then kept.

use std::io::Read as _;
use std::sync::OnceLock;

use flate2::read::DeflateDecoder;

use super::{Language, Pack, Places};

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The pack of a language, where there is one.
pub fn pack(language: Language) -> Option<&'static Pack> {
    static PARSED: [OnceLock<Pack>; PACKS.len()] = [const { OnceLock::new() }; PACKS.len()];
    let at = place(language)?;
    Some(PARSED[at].get_or_init(|| read(&inflated(PACKS[at].1))))
}

/// What the page around any text needs of every pack: words of furniture, bylines, dates, times and grammar, and the
/// particles of names. All else in these packs is empty.
pub(crate) fn surfaces() -> &'static [(Language, Pack)] {
    static PARSED: OnceLock<Vec<(Language, Pack)>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let rows = SURFACES.iter();
        rows.filter_map(|(tag, json)| Some((Language::new(tag)?, read(json))))
            .collect()
    })
}

/// How many languages have a pack.
pub(super) const COUNT: usize = PACKS.len();

/// Where a language stands among [`packs`].
pub(super) fn place(language: Language) -> Option<usize> {
    places().find(language)
}

/// The languages that have a pack, in order of their tags.
pub fn packs() -> impl ExactSizeIterator<Item = Language> {
    places().list().iter().copied()
}

/// The tags of [`PACKS`], read once: packs are asked for several times in every sentence.
fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let tags = PACKS.iter().filter_map(|(tag, _)| Language::new(tag));
        Places::of(tags.collect())
    })
}

fn inflated(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8);
    DeflateDecoder::new(bytes)
        .read_to_string(&mut text)
        .expect("the build deflated it");
    text
}

fn read(json: &str) -> Pack {
    serde_json::from_str(json).expect("a test parses every pack")
}

//! The packs that are built in: parsed when first asked for, then kept.

use std::sync::OnceLock;

use super::{Language, Pack};

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The pack of a language, where there is one.
pub fn pack(language: Language) -> Option<&'static Pack> {
    static PARSED: [OnceLock<Pack>; PACKS.len()] = [const { OnceLock::new() }; PACKS.len()];
    let at = PACKS
        .binary_search_by(|(tag, _)| (*tag).cmp(language.as_str()))
        .ok()?;
    Some(PARSED[at].get_or_init(|| read(PACKS[at].1)))
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

/// The languages that have a pack, in order of their tags.
pub fn packs() -> impl Iterator<Item = Language> {
    PACKS.iter().filter_map(|(tag, _)| Language::new(tag))
}

fn read(json: &str) -> Pack {
    serde_json::from_str(json).expect("a test parses every pack")
}

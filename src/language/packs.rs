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
    Some(PARSED[at].get_or_init(|| Pack::parse(PACKS[at].1).expect("a test parses every pack")))
}

/// The languages that have a pack, in order of their tags.
pub fn packs() -> impl Iterator<Item = Language> {
    PACKS.iter().filter_map(|(tag, _)| Language::new(tag))
}

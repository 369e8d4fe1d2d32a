//! Floor 1: languages, what is known of each (a [`Pack`]), and which one a text is in.

mod cldr;
mod detect;
mod known;
mod models;
mod opposites;
mod pack;
mod packs;
mod sample;
mod script;
mod tag;
pub(crate) mod vocabulary;
mod words;

pub use cldr::{Cldr, cldr, name};
pub use detect::{Guess, detect, detect_passage};
pub use known::{is_known, known_tags};
pub(crate) use opposites::{Opposites, Pole, opposites};
pub use pack::{
    Capitals, Claims, Dates, Furniture, Names, Negation, Numbers, Pack, Quotes, Sentences, Times,
};
pub(crate) use packs::surfaces;
pub use packs::{pack, packs};
pub use tag::Language;
pub(crate) use tag::Places;

/// Whether detection would find a language where a text is in it.
pub fn can_be_told(language: Language) -> bool {
    detect::has_model(language) || script::tells(language)
}

/// Whether cotejo can work in a language beyond its digits: it has a pack, or a model tells it.
pub fn is_supported(language: Language) -> bool {
    packs().any(|known| known == language) || detect::has_model(language)
}

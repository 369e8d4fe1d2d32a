//! Floor 1: languages, what is known of each (a [`Pack`]), and which one a text is in.

mod detect;
mod pack;
mod packs;
mod tag;

pub use detect::{Guess, detect};
pub use pack::{Capitals, Claims, Dates, Furniture, Names, Negation, Numbers, Pack, Quotes, Sentences, Times};
pub use packs::{pack, packs};
pub use tag::Language;

/// English name of a language, for messages.
pub fn name(language: Language) -> String {
    pack(language).map_or_else(|| language.to_string(), |pack| pack.name.clone())
}

//! cotejo compares the versions of an article in several languages and says where they no longer
//! tell the same facts.

pub mod align;
pub mod article;
pub mod checks;
pub mod document;
pub mod facts;

pub mod language;
pub mod report;
pub mod text;

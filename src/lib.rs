//! cotejo compares the versions of an article in several languages and says where they no longer tell
//! the same facts: a changed number, a lost name, a dropped paragraph, a quotation that swallowed its
//! neighbour, two claims that cannot both be true.
//!
//! The pipeline, floor by floor: bytes → [`document::Document`] → [`facts::Facts`] → candidates and
//! relations ([`article`]) → [`align::Bitext`] → findings ([`checks`]) → [`report::Report`].
//!
//! ```
//! use cotejo::{Corpus, Options, language::Language};
//!
//! let english = cotejo::document::read::from_text("en", "The bridge cost 1.5 million euros.", Some(Language::EN));
//! let spanish = cotejo::document::read::from_text("es", "El puente costó 15 millones de euros.", Some(Language::ES));
//! let report = cotejo::check(&Corpus::new(vec![english, spanish]), &Options::default());
//! assert_eq!(report.findings.unwrap_or_default().len(), 1);
//! ```

pub mod align;
pub mod article;
pub mod baseline;
pub mod changes;
pub mod checks;
#[doc(hidden)]
pub mod cli;
pub mod config;
pub mod document;
pub mod facts;
pub mod language;
pub mod record;
pub mod report;
pub mod text;

mod pipeline;

pub use pipeline::{
    Batch, Cache, Corpus, Key, NoProgress, Options, Page, Progress, Render, Sink, Sources, batch,
    check, group,
};

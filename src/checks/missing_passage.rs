//! missing-passage: a passage of the source that the translation does not have
//!
//! ## What it does
//! The two versions are lined up passage by passage. A paragraph, a list item, a heading, a caption, a
//! byline or a dateline of the source that nothing in the translation stands for is reported, with the
//! place where it would stand. Several in a row are one finding.
//!
//! ## Why it matters
//! A lost paragraph is the gravest thing that can happen to a translation, and the hardest to see: what
//! is left reads well.
//!
//! ## Example
//! ```text
//! en: The bridge was closed on Monday.
//!     Two people were hurt when a cable snapped.
//!     It will open again in June.
//! es: El puente se cerró el lunes.
//!     Volverá a abrirse en junio.
//! ```
//!
//! ## Severity
//! Major for running text that claims something (a number, a name, or 40 letters and more); minor for
//! headings, captions, bylines and datelines.
//!
//! ## Not reported
//! - Page furniture, code and metadata: every site has its own.
//! - A passage that a neighbour took in: two paragraphs may become one.
//! - A passage that stands elsewhere in the translation: that is `moved-passage`.
//! - A passage of the source that is itself in another language: that is `foreign-text`.
//! - What only one of two related texts says.

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, gap};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MissingPassage;

static META: Meta = Meta {
    name: "missing-passage",
    category: Category::Omission,
    severity: Severity::Major,
};

impl Check for MissingPassage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let gaps = gap::gaps(pair, Side::Source);
        if gaps.is_empty() {
            return;
        }
        let version = prose::version(&pair.target);
        let (one, many) = (
            format!("is missing in {version}"),
            format!("are missing in {version}"),
        );
        found.extend(
            gaps.iter()
                .filter_map(|gap| gap.draft(pair, Side::Source, &one, &many)),
        );
    }
}

//! added-passage: a passage of the translation that the source does not have
//!
//! ## What it does
//! The mirror of `missing-passage`: a paragraph, heading, list item, caption, byline or dateline that
//! nothing in the source stands for. Several in a row are one finding.
//!
//! ## Why it matters
//! The reader takes it for what the author said. It may be a note of the translator, text of another
//! article that slipped in, or a passage that the source has lost since.
//!
//! ## Example
//! ```text
//! en: The vaccine is free for everybody over 60.
//!     Appointments can be made by telephone.
//! vi: Vắc-xin được tiêm miễn phí cho mọi người trên 60 tuổi.
//!     Người dân có thể đặt lịch qua điện thoại.
//!     Bệnh viện Đồng Tâm vừa khai trương khu nhà mới.
//! ```
//!
//! ## Severity
//! Major for running text that claims something (a number, a name, or 40 letters and more); minor for
//! headings, captions, bylines and datelines.
//!
//! ## Not reported
//! - Page furniture, code and metadata: every site has its own.
//! - A passage that a neighbour of the source holds too: one paragraph may become two.
//! - A passage that stands elsewhere in the source: that is `moved-passage`.
//! - A passage that is in another language than the text: that is `foreign-text` or `untranslated`.
//! - The translation of a passage that stands beside it in the source's words.
//! - What only one of two related texts says.

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, gap};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct AddedPassage;

static META: Meta = Meta {
    name: "added-passage",
    category: Category::Addition,
    severity: Severity::Major,
};

impl Check for AddedPassage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let gaps = gap::gaps(pair, Side::Target);
        if gaps.is_empty() {
            return;
        }
        let source = prose::the_source(pair);
        let (one, many) = (
            format!("is not in {source}"),
            format!("are not in {source}"),
        );
        found.extend(
            gaps.iter()
                .filter_map(|gap| gap.draft(pair, Side::Target, &one, &many)),
        );
    }
}

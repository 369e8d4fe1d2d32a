//! added-content: a sentence or clause of an aligned passage that the source does not have
//!
//! ## What it does
//! The mirror of `missing-content`: a sentence of the translation that nothing in the source stands for, a
//! clause whose words have no counterpart there (by lexicon, names and numbers) while the translation is
//! longer than it should be.
//!
//! ## Why it matters
//! The reader takes it for what the author said.
//!
//! ## Example
//! ```text
//! en: The dam is safe.
//! es: La presa es segura, según un informe que costó dos millones de euros.
//! ```
//!
//! ## Severity
//! Major where the added words claim something (a number, a name, or 40 letters and more) and the
//! evidence is plain, else minor.
//!
//! ## Not reported
//! - What stands in the sentence of the source before or after.
//! - Free rendering: where the source has words that the translation lacks instead.
//! - What is added for the reader in brackets: a measure converted, an acronym, a short explanation; an
//!   acronym of the source that is spelled out.
//! - Whole passages: `added-passage` reports them; a sentence said twice: `duplicate-passage`.

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, content};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct AddedContent;

static META: Meta = Meta {
    name: "added-content",
    category: Category::Addition,
    severity: Severity::Major,
};

impl Check for AddedContent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let lacks = content::lacks(pair, Side::Target);
        if lacks.is_empty() {
            return;
        }
        let source = prose::the_source(pair);
        let said = (
            format!("is not in {source}"),
            format!("are not in {source}"),
        );
        found.extend(
            lacks
                .iter()
                .map(|lack| lack.draft(pair, Side::Target, (&said.0, &said.1))),
        );
    }
}

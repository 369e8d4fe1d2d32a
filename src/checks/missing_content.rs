//! missing-content: a sentence or clause of an aligned passage that the translation does not have
//!
//! ## What it does
//! Looks inside passages that are lined up. Reports a sentence of the source that nothing in the
//! translation stands for, a clause whose words have no counterpart (by lexicon, names and numbers) while
//! the length is wanting too, the content of brackets or quotation marks that was lost, and a sentence that
//! breaks off after a word that cannot end one (`organizado por el.`).
//!
//! ## Why it matters
//! A dropped clause leaves no trace: what remains is a sound sentence.
//!
//! ## Example
//! ```text
//! en: The dam (built in 1962) is safe. Engineers inspect it twice a year.
//! es: La presa es segura.
//! ```
//!
//! ## Severity
//! Major where the lost words claim something (a number, a name, or 40 letters and more) and the
//! evidence is plain, else minor.
//!
//! ## Not reported
//! - What stands in the sentence before or after: sentences are cut and joined in translation.
//! - Free rendering: where the translation has words of its own in place of the source's.
//! - An original measure in brackets beside the converted one (`72 km (45 miles)`), and an acronym alone
//!   in brackets, which is `acronym-mismatch`'s.
//! - Whole passages: `missing-passage` reports them.

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, content};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MissingContent;

static META: Meta = Meta {
    name: "missing-content",
    category: Category::Omission,
    severity: Severity::Major,
};

impl Check for MissingContent {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let version = prose::version(&pair.target);
        let said = (
            format!("is missing in {version}"),
            format!("are missing in {version}"),
        );
        let lacks = content::lacks(pair, Side::Source);
        found.extend(
            lacks
                .iter()
                .map(|lack| lack.draft(pair, Side::Source, (&said.0, &said.1))),
        );
    }
}

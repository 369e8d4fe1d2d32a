//! What may change a finding's severity or leave it out on purpose.

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use super::Finding;
use crate::document::Document;

/// Looks at each finding before it is reported, those among them that another policy leaves out. Called in the order of
/// the report, from one thread.
pub trait Policy: Debug + Sync {
    /// Keeps the finding, perhaps with another severity, or says why it is left out. The finding's locations name
    /// documents by number: `documents[location.at.0]`.
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict;
}

/// What a policy says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is reported.
    Keep,
    /// It is left out without a word, as if its rule had not run.
    Drop,
    /// It is left out and counted.
    Suppress(Suppressed),
}

/// What left a finding out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Suppressed {
    /// A comment in the document.
    Comment,
    /// An entry of the configuration, with its reason.
    Configuration,
    /// The baseline: it was known before, or dismissed.
    Baseline,
    /// It stands in passages that were not touched.
    Unchanged,
}

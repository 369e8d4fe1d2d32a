//! missing-version: a text has no version in a language that the configuration expects
//!
//! ## What it does
//! Where the configuration says by path patterns which files are versions of one text, and asks for completeness
//! (`require-complete = true`, or `--require-complete`), a source without a version in one of the languages, and a
//! version without a source, are findings. Otherwise they are listed as notices and under `missing` in the JSON report.
//!
//! ## Why it matters
//! A page that was never translated, or whose source was renamed or removed, differs in all its facts, and no comparison
//! of texts can show it.
//!
//! ## Example
//! ```text
//! content/en/install.md    is there
//! content/es/install.md    is not
//! ```
//! → there is no es version of this text: content/es/install.md was expected
//!
//! ## Not reported
//! - Languages that the configuration does not expect.
//! - Files that no pattern of the configuration fits, and runs without a configuration.
//!
//! ## Severity
//! Major. `[rules]` of the configuration changes it.

use super::{Category, Check, Found, Meta, Role, Severity};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct MissingVersion;

static META: Meta = Meta {
    name: "missing-version",
    category: Category::Omission,
    severity: Severity::Major,
};

impl Check for MissingVersion {
    fn meta(&self) -> &'static Meta {
        &META
    }
}

/// The finding about a text whose counterpart is not there. No text tells it: whoever paired the files does.
pub fn missing_version(
    language: &str,
    expected: &str,
    is_source: bool,
    instead: Option<&str>,
) -> Found {
    let what = if is_source {
        format!("the source of this text ({language}) is not there")
    } else {
        format!("there is no {language} version of this text")
    };
    let instead = instead.map_or_else(String::new, |path| {
        format!("; by its contents {path} is one")
    });
    Found {
        rule: META.name,
        category: META.category,
        severity: META.severity,
        confidence: 1.0,
        message: format!("{what}: {expected} was expected{instead}"),
        origin: None,
        odd_one_out: None,
        places: vec![(0, Role::Text, Span::new(0, 0))],
        beside: Vec::new(),
        values: vec![language.to_owned(), expected.to_owned()],
    }
}

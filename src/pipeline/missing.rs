//! Versions that were expected and are not there.

use std::collections::BTreeMap;

use super::piece::Whole;
use crate::checks::{self, Found};
use crate::language::Language;
use crate::report::{MissingEntry, Notice};

/// What is found of them, with the number of the document beside which each was expected.
pub(super) fn found(missing: &[MissingEntry], whole: &Whole<'_>) -> Vec<(usize, Found)> {
    let found = missing.iter().filter_map(|missing| {
        let path = missing.document.as_str();
        let number = *whole.numbers.get(path)?;
        let wanted = Language::new(&missing.language);
        let article = whole.article_of(path);
        let mut others = article.iter().flat_map(|article| &article.versions);
        let instead = others.find(|other| {
            let language = whole
                .numbers
                .get(other.as_str())
                .and_then(|&number| whole.report.documents[number].language);
            *other != path && wanted.is_some() && language == wanted
        });
        let found = checks::missing_version(
            &missing.language,
            &missing.expected,
            missing.is_source,
            instead.map(String::as_str),
        );
        Some((number, found))
    });
    found.collect()
}

/// The versions that are not there, by language: a line for each, however many they are.
pub(super) fn notices(missing: &[MissingEntry]) -> Vec<Notice> {
    const NAMED: usize = 3;
    let mut by_language: BTreeMap<(bool, &str), Vec<&str>> = BTreeMap::new();
    for entry in missing {
        let key = (!entry.is_source, entry.language.as_str());
        by_language.entry(key).or_default().push(&entry.document);
    }
    let notice = |((is_version, language), documents): ((bool, &str), Vec<&str>)| {
        let what = if is_version {
            format!("no {language} version")
        } else {
            format!("no source ({language})")
        };
        let count = documents.len();
        let noun = if count == 1 { "document" } else { "documents" };
        let named = documents
            .iter()
            .take(NAMED)
            .copied()
            .collect::<Vec<_>>()
            .join(", ");
        let more = match count.saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Notice {
            path: None,
            message: format!(
                "{count} {noun} with {what}: {named}{more} (--require-complete makes them findings)"
            ),
            trouble: false,
        }
    };
    by_language.into_iter().map(notice).collect()
}

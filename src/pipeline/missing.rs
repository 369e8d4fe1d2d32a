//! Versions that were expected and are not there.

use std::collections::BTreeMap;

use crate::checks;
use crate::document::Document;
use crate::language::Language;
use crate::report::{DocumentId, Finding, MissingEntry, Notice, Report, finish};

/// The findings about them; `document` gives the document of a number, where it can be read.
pub(super) fn findings<'d>(
    missing: &[MissingEntry],
    report: &Report,
    document: impl Fn(usize) -> Option<&'d Document>,
) -> Vec<Finding> {
    let number_of: BTreeMap<&str, usize> = report
        .documents
        .iter()
        .enumerate()
        .map(|(number, document)| (document.path.as_str(), number))
        .collect();
    let article_of: BTreeMap<&str, &[String]> = report
        .articles
        .iter()
        .flat_map(|article| {
            let versions = article.versions.as_slice();
            versions.iter().map(move |path| (path.as_str(), versions))
        })
        .collect();
    let found = missing.iter().filter_map(|missing| {
        let path = missing.document.as_str();
        let number = *number_of.get(path)?;
        let wanted = Language::new(&missing.language);
        let mut others = article_of.get(path).copied().unwrap_or_default().iter();
        let instead = others.find(|other| {
            let language = number_of
                .get(other.as_str())
                .and_then(|&number| report.documents[number].language);
            *other != path && wanted.is_some() && language == wanted
        });
        let found = checks::missing_version(
            &missing.language,
            &missing.expected,
            missing.is_source,
            instead.map(String::as_str),
        );
        let id = DocumentId::Name(path.to_owned());
        Some(finish(vec![found], &[(number, id, document(number)?)]))
    });
    found.flatten().collect()
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

//! What a finding is listed under: its article, and the pair of versions in it.

use std::collections::BTreeMap;

use super::{DocumentId, Finding, Report};

/// The articles of a report, by their documents.
pub(super) struct Scopes<'a> {
    article_of: BTreeMap<&'a str, (&'a str, &'a [String])>,
}

/// Where a finding belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope<'a> {
    /// The article's id, where the document is in one.
    pub(super) article: Option<&'a str>,
    /// The source of the article, or the document by itself.
    pub(super) source: &'a str,
    /// The version that is compared with it.
    pub(super) target: Option<&'a str>,
}

impl<'a> Scopes<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        let mut article_of = BTreeMap::new();
        for article in &report.articles {
            for version in &article.versions {
                article_of.insert(
                    version.as_str(),
                    (article.id.as_str(), article.versions.as_slice()),
                );
            }
        }
        Self { article_of }
    }

    /// What the source alone has is listed under the article's first pair.
    pub(super) fn of(&self, finding: &'a Finding) -> Scope<'a> {
        let mut names = finding
            .locations
            .iter()
            .filter_map(|location| name(&location.document));
        let first = names.clone().next().unwrap_or_default();
        match self.article_of.get(first) {
            None => Scope {
                article: None,
                source: first,
                target: names.find(|&name| name != first),
            },
            Some(&(id, versions)) => {
                let source = versions.first().map_or(first, String::as_str);
                let other = names.find(|&name| name != source);
                Scope {
                    article: Some(id),
                    source,
                    target: other.or_else(|| versions.get(1).map(String::as_str)),
                }
            }
        }
    }

    /// The source of the article that a document is in.
    pub(super) fn source_of(&self, path: &str) -> Option<&'a str> {
        let (_, versions) = self.article_of.get(path)?;
        versions.first().map(String::as_str)
    }
}

/// The path of a document, in a report of files.
pub(super) fn name(document: &DocumentId) -> Option<&str> {
    match document {
        DocumentId::Name(name) => Some(name),
        DocumentId::Number(_) => None,
    }
}

/// Findings with the gravest first, otherwise in the order of the report.
pub(super) fn gravest_first(report: &Report) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.findings.iter().flatten().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}

/// A text on one line, without characters that would steer a terminal or a log.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\r' | '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

//! Comments in documents as a policy: what a comment silences is left out and counted.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{Finding, Notice, Policy, Report, Suppressed, Verdict};
use crate::checks::{self, CHECKS, Selection};
use crate::document::Document;
use crate::text::closest;

/// Leaves out what a comment in a document silences, at whichever of a finding's places it stands.
#[derive(Debug, Default)]
pub struct Comments {
    /// Path of the document and number of the directives that silenced something.
    used: Mutex<BTreeSet<(String, usize)>>,
}

impl Policy for Comments {
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut verdict = Verdict::Keep;
        for location in &finding.locations {
            let (number, span) = location.at;
            let document = documents[number];
            for (at, directive) in document.directives().iter().enumerate() {
                if directive.silences(finding.rule, document.source().in_decoded(span)) {
                    used.insert((document.path().to_owned(), at));
                    verdict = Verdict::Suppress(Suppressed::Comment);
                }
            }
        }
        verdict
    }
}

impl Comments {
    /// What is to be said of the comments after a run: those that name no rule, and those that silenced nothing
    /// though all their rules were asked. A document that was compared with no other says nothing of the latter.
    pub fn notices(
        &self,
        report: &Report,
        documents: &[Document],
        selection: &Selection,
    ) -> Vec<Notice> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let compared: BTreeSet<&str> = report
            .articles
            .iter()
            .flat_map(|article| &article.versions)
            .map(String::as_str)
            .collect();
        let ran: BTreeSet<&str> = selection
            .checks()
            .iter()
            .map(|check| check.meta().name)
            .collect();
        let mut notices = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            let mut say = |message: String| {
                notices.push(Notice {
                    path: Some(document.path().to_owned()),
                    message,
                    trouble: false,
                });
            };
            for (at, directive) in document.directives().iter().enumerate() {
                let line = directive.line;
                let (known, unknown): (Vec<_>, Vec<_>) = directive
                    .rules
                    .iter()
                    .partition(|rule| checks::check(rule).is_some());
                for rule in &unknown {
                    say(format!("line {line}: {}", unknown_rule(rule)));
                }
                let asked = if directive.rules.is_empty() {
                    ran.len() == CHECKS.len()
                } else {
                    !known.is_empty() && known.iter().all(|rule| ran.contains(rule.as_str()))
                };
                let checked =
                    report.checked.contains(&number) && compared.contains(document.path());
                if asked && checked && !used.contains(&(document.path().to_owned(), at)) {
                    say(format!(
                        "line {line}: this comment silences nothing any more; it can go"
                    ));
                }
            }
        }
        notices
    }
}

fn unknown_rule(name: &str) -> String {
    match closest(name, CHECKS.iter().map(|check| check.meta().name)) {
        Some(meant) => format!("unknown rule `{name}` (did you mean `{meant}`?)"),
        None => format!(
            "unknown rule `{name}`; write a colon before the reason; `cotejo rules` lists the rules"
        ),
    }
}

//! The XML of `JUnit`, as GitLab, Jenkins and others read it: a suite for each pair of versions, a case for each rule that ran.
//!
//! A case for each rule (and not for each finding) has the same name from run to run, so that the pages which compare
//! runs can say "newly failed" and "fixed". Findings below the gate stand in the output of a case that passed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report as Suites, TestCase, TestCaseStatus, TestSuite};

use super::scope::{Scope, Scopes, name};
use super::{Finding, Gate, Report, severity_name};

/// The findings of a suite, by rule.
type ByRule<'a> = BTreeMap<&'a str, Vec<&'a Finding>>;

/// Writes the report; findings that reach `gate` are failures.
pub fn to_junit(report: &Report, gate: Gate, out: &mut dyn Write) -> io::Result<()> {
    let mut suites = Suites::new("cotejo");
    let mut trouble = TestSuite::new("reading");
    for notice in report.notices.iter().filter(|notice| notice.trouble) {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(notice.message.as_str());
        let path = notice.path.as_deref().unwrap_or("cotejo");
        trouble.add_test_case(case(path, path, status));
    }
    if !trouble.test_cases.is_empty() {
        suites.add_test_suite(trouble);
    }
    for (scope, found) in by_scope(report) {
        suites.add_test_suite(suite(scope, &found, report, gate));
    }
    suites.serialize(&mut *out).map_err(io::Error::other)
}

/// Every pair of versions and every document by itself, in the order of the report, with what was found there.
fn by_scope(report: &Report) -> Vec<(Scope<'_>, ByRule<'_>)> {
    let scopes = Scopes::new(report);
    let pairs = report.articles.iter().flat_map(|article| {
        let source = article.versions.first();
        let targets = article.versions.get(1..).unwrap_or_default();
        source.into_iter().flat_map(move |source| {
            targets.iter().map(move |target| Scope {
                article: Some(article.id.as_str()),
                source,
                target: Some(target.as_str()),
            })
        })
    });
    let alone = report
        .documents
        .iter()
        .filter(|document| scopes.source_of(&document.path).is_none())
        .map(|document| Scope {
            article: None,
            source: document.path.as_str(),
            target: None,
        });
    let mut all: Vec<(Scope<'_>, ByRule<'_>)> = pairs
        .chain(alone)
        .map(|scope| (scope, ByRule::new()))
        .collect();
    let mut at: BTreeMap<Scope<'_>, usize> = all
        .iter()
        .enumerate()
        .map(|(at, &(scope, _))| (scope, at))
        .collect();
    for finding in report.findings.iter().flatten() {
        let scope = scopes.of(finding);
        let at = *at.entry(scope).or_insert_with(|| {
            all.push((scope, ByRule::new()));
            all.len() - 1
        });
        all[at].1.entry(finding.rule).or_default().push(finding);
    }
    all
}

fn suite(scope: Scope<'_>, found: &ByRule<'_>, report: &Report, gate: Gate) -> TestSuite {
    let title = match scope.target {
        Some(target) => format!("{} → {target}", scope.source),
        None => scope.source.to_owned(),
    };
    let file = scope.target.unwrap_or(scope.source);
    let mut suite = TestSuite::new(title);
    for &rule in &report.rules {
        let findings = found.get(rule).map(Vec::as_slice).unwrap_or_default();
        let (failing, passing): (Vec<&Finding>, Vec<_>) = findings
            .iter()
            .copied()
            .partition(|finding| gate.fails(finding.severity));
        let mut status = TestCaseStatus::success();
        if let Some(first) = failing.first() {
            status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_message(first.message.as_str())
                .set_type(severity_name(first.severity))
                .set_description(told(&failing));
        }
        let mut case = case(rule, file, status);
        if !passing.is_empty() {
            case.set_system_out(told(&passing));
        }
        suite.add_test_case(case);
    }
    suite
}

fn case(title: &str, file: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(title, status);
    case.set_classname(file);
    case.extra.insert("file".into(), file.into());
    case
}

/// The findings with their places, as a person reads them.
fn told(findings: &[&Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let _ = writeln!(
            out,
            "{}: {}",
            severity_name(finding.severity),
            finding.message
        );
        for place in &finding.locations {
            let path = name(&place.document).unwrap_or_default();
            let _ = writeln!(
                out,
                "  {path}:{}:{}: {}",
                place.line, place.column, place.text
            );
        }
    }
    out
}

//! Every rule does what its fixture page `fixtures/checks/<rule>.md` says.
//!
//! A page has the sections *Reports* and *Stays silent*. A case is a run of `tag: text` lines, closed by a blank line;
//! several lines of one tag are several passages; the first tag is the source; one tag alone is a text by itself.
//! A tag that ends in `.md` makes the text Markdown.
//! A page may have a glossary: a code block `glossary` in the form of a CSV file.
//! Under a case in *Reports* stand the findings of the rule, `> severity: message`, in order.
//! `COTEJO_BLESS=1 cargo test --test checks` writes them anew: read the difference before you commit it.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use cotejo::checks::{CHECKS, Glossary};
use cotejo::config::read_glossary;
use cotejo::document::Format;
use cotejo::document::read::{ReadOptions, read_bytes};
use cotejo::language::Language;
use cotejo::record::answer;
use cotejo::report::Finding;
use cotejo::{Corpus, Options};
use serde_json::{Value, json};

#[derive(Debug, Default)]
struct Case {
    line: usize,
    /// Tag and passages of each version, the source first.
    versions: Vec<(String, Vec<String>)>,
    expected: Vec<String>,
    reports: bool,
}

fn page(rule: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/checks")
        .join(format!("{rule}.md"))
}

/// The end of a tag whose text is Markdown.
const MARKDOWN: &str = ".md";

/// The tag and the text of a case's line.
fn version_line(line: &str) -> Option<(&str, &str)> {
    let (tag, text) = line.split_once(": ")?;
    let language = tag.strip_suffix(MARKDOWN).unwrap_or(tag);
    let fits =
        matches!(language.len(), 2 | 3) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    fits.then_some((tag, text))
}

fn cases(text: &str) -> Vec<Case> {
    let (mut cases, mut open, mut section) = (Vec::new(), Case::default(), "");
    for (number, line) in text.lines().chain([""]).enumerate() {
        if let Some(name) = line.strip_prefix("## ") {
            section = name;
        } else if let Some((tag, passage)) = version_line(line) {
            assert!(
                open.expected.is_empty(),
                "line {}: a case goes on after its findings; part them by a blank line",
                number + 1
            );
            if open.versions.is_empty() {
                open.line = number + 1;
            }
            match open.versions.iter_mut().find(|(other, _)| other == tag) {
                Some((_, passages)) => passages.push(passage.to_owned()),
                None => open
                    .versions
                    .push((tag.to_owned(), vec![passage.to_owned()])),
            }
        } else if let Some(expected) = line.strip_prefix("> ") {
            open.expected.push(expected.to_owned());
        } else if line.is_empty() && !open.versions.is_empty() {
            open.reports = section == "Reports";
            cases.push(std::mem::take(&mut open));
        }
    }
    cases
}

/// So many cases at least stand on each side of a page.
const ENOUGH: usize = 8;

/// The rules that no text shows; they have tests of their own.
const WITHOUT_PAGE: [&str; 1] = ["missing-version"]; // tests/config.rs

/// The glossary of a page.
fn glossary(text: &str) -> Option<Glossary> {
    let (_, after) = text.split_once("```glossary\n")?;
    let (table, _) = after.split_once("```").expect("the code block is closed");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("glossary.csv");
    fs::write(&file, table).unwrap();
    let read = read_glossary(&file).expect("it is a glossary");
    assert!(read.notices.is_empty(), "{:?}", read.notices);
    Some(Glossary::new(read.concepts, read.kept))
}

fn said(case: &Case, rule: &str, glossary: Option<&Glossary>) -> Vec<String> {
    let markdown = case.versions.iter().any(|(tag, _)| tag.ends_with(MARKDOWN));
    if markdown || glossary.is_some() {
        return said_of_documents(case, rule, glossary);
    }
    let texts: Vec<_> = case
        .versions
        .iter()
        .map(|(tag, passages)| json!({"text": passages.join("\n\n"), "language": tag}))
        .collect();
    let one_unit = case
        .versions
        .iter()
        .all(|(_, passages)| passages.len() == 1);
    let record = match texts.as_slice() {
        [source, target] => {
            json!({"id": 1, "source": source, "target": target, "aligned": one_unit})
        }
        versions => {
            json!({"id": 1, "versions": versions, "aligned": one_unit && versions.len() > 1})
        }
    };
    let checks: Vec<_> = CHECKS
        .iter()
        .copied()
        .filter(|check| check.meta().name == rule)
        .collect();
    let answer: Value = serde_json::from_slice(&answer(
        record.to_string().as_bytes(),
        1,
        &checks,
        &cotejo::align::Options::default(),
    ))
    .expect("an answer is JSON");
    assert_eq!(answer["error"], Value::Null);
    let findings = answer["findings"].as_array().expect("findings are a list");
    findings
        .iter()
        .map(|finding| {
            format!(
                "{}: {}",
                finding["severity"].as_str().unwrap(),
                finding["message"].as_str().unwrap()
            )
        })
        .collect()
}

/// The lines of a version as one text: each is a passage, but the rows of a table stand together.
fn joined(passages: &[String]) -> String {
    let mut text = String::new();
    for passage in passages {
        let is_row = |line: &str| line.starts_with('|');
        let goes_on = is_row(passage) && text.lines().next_back().is_some_and(is_row);
        text.push_str(match (text.is_empty(), goes_on) {
            (true, _) => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        });
        text.push_str(passage);
    }
    text
}

fn said_of_documents(case: &Case, rule: &str, glossary: Option<&Glossary>) -> Vec<String> {
    let read = |(tag, passages): &(String, Vec<String>)| {
        let language = Language::new(tag.trim_end_matches(MARKDOWN));
        let text = joined(passages).into_bytes();
        let format = if tag.ends_with(MARKDOWN) {
            Format::Markdown
        } else {
            Format::Text
        };
        read_bytes(tag, text, format, ReadOptions::in_language(language)).expect("it is UTF-8")
    };
    let corpus = Corpus::new(case.versions.iter().map(read).collect());
    let mut options = Options::default();
    options.selection.only = vec![rule.to_owned()];
    options.glossary = glossary;
    let findings = cotejo::check(&corpus, &options)
        .findings
        .unwrap_or_default();
    let line = |finding: &Finding| {
        format!(
            "{}: {}",
            serde_json::to_value(finding.severity)
                .expect("a name")
                .as_str()
                .expect("a name"),
            finding.message
        )
    };
    findings.iter().map(line).collect()
}

/// The page with the findings that are reported now.
fn blessed(text: &str, cases: &[(Case, Vec<String>)]) -> String {
    let mut out = String::new();
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        if line.starts_with("> ") {
            continue;
        }
        let _ = writeln!(out, "{line}");
        let ends = version_line(line).is_some()
            && lines
                .peek()
                .is_none_or(|(_, next)| version_line(next).is_none());
        let case = cases
            .iter()
            .rfind(|(case, _)| ends && case.line <= number + 1);
        // A false alarm is never written down as what is wanted.
        let Some((_, findings)) = case.filter(|(case, _)| case.reports) else {
            continue;
        };
        for finding in findings {
            let _ = writeln!(out, "> {finding}");
        }
    }
    out
}

#[test]
fn every_rule_reports_and_stays_silent_as_its_page_says() {
    let bless = std::env::var_os("COTEJO_BLESS").is_some();
    let mut wrong = String::new();
    for check in CHECKS {
        let rule = check.meta().name;
        if WITHOUT_PAGE.contains(&rule) {
            continue;
        }
        let text = fs::read_to_string(page(rule))
            .unwrap_or_else(|error| panic!("fixtures/checks/{rule}.md: {error}"));
        let glossary = glossary(&text);
        let cases: Vec<_> = cases(&text)
            .into_iter()
            .map(|case| (said(&case, rule, glossary.as_ref()), case))
            .map(|(said, case)| (case, said))
            .collect();
        let (reports, silent): (Vec<_>, Vec<_>) = cases.iter().partition(|(case, _)| case.reports);
        for (case, said) in &silent {
            if !said.is_empty() {
                let _ = writeln!(wrong, "{rule}.md:{}: false alarm: {said:#?}", case.line);
            }
        }
        for (case, said) in &reports {
            if said.is_empty() {
                let _ = writeln!(wrong, "{rule}.md:{}: nothing reported", case.line);
            } else if !bless && *said != case.expected {
                let _ = writeln!(
                    wrong,
                    "{rule}.md:{}: reported {said:#?}, the page says {:#?}",
                    case.line, case.expected
                );
            }
        }
        for (name, count) in [("Reports", reports.len()), ("Stays silent", silent.len())] {
            if count < ENOUGH {
                let _ = writeln!(wrong, "{rule}.md: only {count} cases under {name}");
            }
        }
        let pairs = |tag: &str| {
            cases.iter().any(|(case, _)| {
                case.versions
                    .iter()
                    .any(|(other, _)| other.trim_end_matches(MARKDOWN) == tag)
            })
        };
        if !pairs("es") || !pairs("vi") {
            let _ = writeln!(wrong, "{rule}.md: no case in Spanish or none in Vietnamese");
        }
        if bless {
            fs::write(page(rule), blessed(&text, &cases)).expect("a fixture page can be written");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_page_belongs_to_a_rule() {
    let folder = fs::read_dir(page("x").parent().unwrap()).expect("fixtures/checks is there");
    for entry in folder {
        let path = entry.unwrap().path();
        let rule = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            cotejo::checks::check(&rule).is_some(),
            "fixtures/checks/{rule}.md has no rule"
        );
    }
}

#[test]
fn every_rule_has_its_manual_page_and_a_name_of_its_own() {
    let mut names: Vec<_> = CHECKS.iter().map(|check| check.meta().name).collect();
    for check in CHECKS {
        let (name, manual) = (check.meta().name, check.meta().manual());
        assert!(
            manual.starts_with(&format!("{name}: ")),
            "{name}: the manual page begins with another name"
        );
        for heading in [
            "## What it does",
            "## Why it matters",
            "## Example",
            "## Not reported",
        ] {
            assert!(manual.contains(heading), "{name}: no section `{heading}`");
        }
        assert!(check.meta().summary().len() > 10, "{name}: no summary");
    }
    names.sort_unstable();
    names
        .windows(2)
        .for_each(|pair| assert_ne!(pair[0], pair[1]));
}

/// The rules and messages of what all rules say of an aligned pair in English and Spanish, neutral ones aside.
fn said_by_all(source: &str, target: &str) -> Vec<(String, String)> {
    let record = json!({"id": 1, "aligned": true, "source": {"text": source, "language": "en"},
                        "target": {"text": target, "language": "es"}});
    let answer: Value = serde_json::from_slice(&answer(
        record.to_string().as_bytes(),
        1,
        CHECKS,
        &cotejo::align::Options::default(),
    ))
    .expect("an answer is JSON");
    let findings = answer["findings"].as_array().expect("findings are a list");
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    findings
        .iter()
        .filter(|finding| finding["severity"] != "neutral")
        .map(|finding| (text(finding, "rule"), text(finding, "message")))
        .collect()
}

#[test]
fn numbers_and_names_that_went_with_a_clause_are_part_of_it() {
    let source = "The company will close its factory in Burgos, which has made tyres since 1966 and employs 3,400 people, \
                  at the end of the year.";
    let said = said_by_all(
        source,
        "La empresa cerrará su fábrica de Burgos a finales de año.",
    );
    let rules: Vec<&str> = said.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["missing-content"], "{said:?}");
    assert!(said[0].1.contains("3,400"), "{said:?}");
}

#[test]
fn a_denial_that_went_with_its_clause_is_part_of_it() {
    let said = said_by_all(
        "She hit the ball hard into the far corner, and the keeper could not stop it.",
        "Golpeó la pelota con fuerza hacia la esquina.",
    );
    let rules: Vec<&str> = said.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["missing-content"], "{said:?}");
}

#[test]
fn values_that_went_together_went_as_a_clause() {
    let said = said_by_all(
        "The club sold its 81 shops to Marlow, the owner of the chain, for £125m, three years ago.",
        "El club vendió sus 81 tiendas a Marlow, el dueño de la cadena.",
    );
    let rules: Vec<&str> = said.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules, ["missing-content"], "{said:?}");
}

#[test]
fn a_value_that_is_another_one_is_told_beside_a_lost_clause() {
    let source = "In 2019 the company closed its factory in Burgos, which has made tyres since 1966 and employs 3,400 people.";
    let said = said_by_all(source, "En 2018 la empresa cerró su fábrica de Burgos.");
    assert!(
        said.iter().any(|(rule, _)| rule == "missing-content"),
        "{said:?}"
    );
    assert!(
        said.iter()
            .any(|(rule, message)| rule == "date-mismatch" && message.contains("2018")),
        "{said:?}"
    );
}

#[test]
fn a_number_that_alone_is_missing_is_no_lost_clause() {
    let said = said_by_all(
        "The bridge carries 740 cars an hour and was painted in 2011.",
        "El puente da paso a coches cada hora y se pintó en 2011.",
    );
    let rules: Vec<&str> = said.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(rules.len(), 1, "{said:?}");
    assert_ne!(rules[0], "missing-content", "{said:?}");
}

#[test]
fn a_mark_that_is_left_of_three_closes_nothing() {
    let said = said_by_all(
        "\"We painted the boats (and even the \"castle\") before the rain came",
        "Pintamos los barcos (y hasta el castillo\") antes de que llegara la lluvia",
    );
    assert!(
        said.iter().any(|(rule, _)| rule == "unbalanced-quote"),
        "{said:?}"
    );
    let said = said_by_all(
        "\"We painted the boats (and even the \"castle\") before the rain came",
        "«Pintamos los barcos (y hasta el castillo) antes de que llegara la lluvia",
    );
    assert_eq!(said, [], "the piece goes on in what follows");
}

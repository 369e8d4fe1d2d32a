//! The README shows what the program really prints, and its figures are those of `fixtures/figures.json`.
//! `COTEJO_BLESS=1 cargo test --test readme` writes the tables anew from that file.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The first block of the README that is fenced as `text`.
fn shown() -> String {
    let readme = readme();
    let (_, rest) = readme
        .split_once("```text\n")
        .expect("the README shows a finding");
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_finding_in_the_readme_is_printed_as_it_stands_there() {
    let out = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args([
            "check",
            "seeds",
            "--only",
            "partition-overlap",
            "--fail-on",
            "never",
        ])
        .output()
        .unwrap();
    let printed = String::from_utf8(out.stdout).unwrap();
    let from = printed
        .find("major[partition-overlap]")
        .expect("the finding is printed");
    let until = printed[from..]
        .find("\n\n")
        .map_or(printed.len(), |end| from + end);
    assert_eq!(shown().trim_end(), printed[from..until].trim_end());
}

#[test]
fn every_rule_that_is_named_in_the_readme_exists() {
    let readme = readme();
    let table: Vec<_> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    for rule in &table {
        assert!(cotejo::checks::check(rule).is_some(), "{rule}");
    }
    for check in cotejo::checks::CHECKS {
        assert!(
            table.contains(&check.meta().name),
            "{} is not in the README's table",
            check.meta().name
        );
    }
}

fn figures() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/figures.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).expect("the figures are JSON")
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|text| text.as_str().expect("a text").to_owned())
        .collect()
}

/// How many edits were planted, and how many of them found, in a pair of languages.
fn counted(edits: &[&Value], pair: &str) -> (u64, u64) {
    let sum = |key: &str| {
        edits
            .iter()
            .filter_map(|edit| edit[pair][key].as_u64())
            .sum()
    };
    (sum("planted"), sum("found"))
}

/// Found edits in percent of those that were planted, rounded down: 99 of 100 never become all of them.
fn found(edits: &[&Value], pair: &str) -> String {
    match counted(edits, pair) {
        (0, _) => "–".to_owned(),
        (planted, found) => format!("{} %", found * 100 / planted),
    }
}

/// `en-es` as a head of a column.
fn arrow(pair: &str) -> String {
    pair.replace('-', "→")
}

fn heads(pairs: &[String], before: &str, after: &[&str]) -> String {
    let columns = pairs.iter().map(|pair| arrow(pair));
    let columns: Vec<_> = columns
        .chain(after.iter().map(ToString::to_string))
        .collect();
    let rules = format!("|---|{}", "--:|".repeat(columns.len()));
    format!("| {before} | {} |\n{rules}\n", columns.join(" | "))
}

/// The table of rules: what was planted, how much of it was found, and how often the rule speaks on good text.
fn rules_table(figures: &Value) -> String {
    let pairs = texts(&figures["pairs"]);
    let edits = figures["edits"].as_array().expect("a list");
    let head = pairs.iter().map(|pair| format!("alarms {}", arrow(pair)));
    let head: Vec<_> = head.collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let mut out = heads(&pairs, "rule, and what was planted", &head);
    let mut quiet = Vec::new();
    for check in cotejo::checks::CHECKS {
        let rule = check.meta().name;
        let own: Vec<&Value> = edits.iter().filter(|edit| edit["rule"] == rule).collect();
        let alarms = |pair: &String| figures["alarms"][rule][pair].as_f64();
        if own.is_empty() && pairs.iter().all(|pair| alarms(pair).unwrap_or(0.0) == 0.0) {
            quiet.push(format!("`{rule}`"));
            continue;
        }
        let planted: u64 = pairs.iter().map(|pair| counted(&own, pair).0).sum();
        let says: Vec<_> = own
            .iter()
            .map(|edit| edit["says"].as_str().expect("words"))
            .collect();
        let says = if own.is_empty() {
            "nothing planted".to_owned()
        } else {
            format!("{} ({planted})", says.join(", "))
        };
        let caught = pairs.iter().map(|pair| found(&own, pair));
        let alarms = pairs
            .iter()
            .map(|pair| alarms(pair).map_or("–".to_owned(), |alarms| format!("{alarms:.1}")));
        let cells: Vec<_> = caught.chain(alarms).collect();
        let _ = writeln!(out, "| `{rule}`: {says} | {} |", cells.join(" | "));
    }
    let clean = |key: &str| {
        let cells = pairs.iter().map(|pair| {
            let alarms = figures["clean"][pair][key].as_f64().expect("a number");
            format!("{alarms:.1}")
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    let blank = "| ".repeat(pairs.len());
    let _ = writeln!(out, "| all rules together {blank}| {} |", clean("all"));
    let _ = writeln!(out, "| of them *major* {blank}| {} |", clean("major"));
    if !quiet.is_empty() {
        let _ = writeln!(
            out,
            "\nNothing was planted for these, and they gave no alarm on the good segments: {}.",
            quiet.join(", ")
        );
    }
    out
}

/// The table of edits that no rule is for.
fn misses_table(figures: &Value) -> String {
    let pairs = texts(&figures["pairs"]);
    let edits = figures["edits"].as_array().expect("a list");
    let mut out = heads(&pairs, "planted, and no rule is for it", &[]);
    for edit in edits.iter().filter(|edit| edit["rule"].is_null()) {
        let cells: Vec<_> = pairs.iter().map(|pair| found(&[edit], pair)).collect();
        let says = edit["says"].as_str().expect("words");
        let _ = writeln!(out, "| {says} | {} |", cells.join(" | "));
    }
    out
}

/// The README with a table written between its marks.
fn with_table(readme: &str, name: &str, table: &str) -> String {
    let open = format!("<!-- {name}: made by tests/readme.rs from fixtures/figures.json -->\n");
    let close = format!("<!-- end of {name} -->");
    let (before, rest) = readme.split_once(&open).expect("the README has the mark");
    let (_, after) = rest.split_once(&close).expect("the mark is closed");
    format!("{before}{open}\n{table}\n{close}{after}")
}

#[test]
fn the_tables_of_figures_are_those_of_the_file() {
    let (readme, figures) = (readme(), figures());
    let wanted = with_table(&readme, "figures", &rules_table(&figures));
    let wanted = with_table(&wanted, "misses", &misses_table(&figures));
    if std::env::var_os("COTEJO_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, &wanted).unwrap();
        return;
    }
    assert!(
        readme == wanted,
        "the README's figures are others than those of fixtures/figures.json; COTEJO_BLESS=1 writes them anew"
    );
}

#[test]
fn the_figures_name_every_rule_and_no_other() {
    let figures = figures();
    let rules: BTreeSet<&str> = cotejo::checks::CHECKS
        .iter()
        .map(|check| check.meta().name)
        .collect();
    let named: BTreeSet<&str> = figures["alarms"]
        .as_object()
        .expect("a table")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(named, rules);
    for edit in figures["edits"].as_array().expect("a list") {
        let rule = edit["rule"].as_str();
        assert!(rule.is_none_or(|rule| rules.contains(rule)), "{edit}");
    }
}

//! Each language is read as its page `fixtures/languages/<tag>.md` says.
//!
//! A page has three sections. *Facts*: a text, then `> ` and its values in their neutral form, parted by ` | ` (names and
//! quotations aside). *Says the same*: two versions, `tag: text` each, of which no rule of values, references or
//! negation says anything. *Says something else*: two versions, then `> ` and the rules that do, in order.
//! `COTEJO_BLESS=1 cargo test --test languages` writes what stands behind `> ` anew: read the difference before you
//! commit it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cotejo::checks::CHECKS;
use cotejo::document::read::from_text;
use cotejo::facts::extract;
use cotejo::language::Language;
use cotejo::record::answer;
use serde_json::{Value, json};

/// The rules that compare what two texts claim.
const RULES: [&str; 12] = [
    "number-mismatch",
    "percentage-mismatch",
    "fraction-mismatch",
    "date-mismatch",
    "time-mismatch",
    "money-mismatch",
    "quantity-mismatch",
    "name-mismatch",
    "acronym-mismatch",
    "code-mismatch",
    "link-mismatch",
    "negation-mismatch",
];

fn facts(tag: &str, text: &str) -> String {
    let document = from_text("a", text, Language::new(tag));
    let facts = extract(&document);
    let values: Vec<_> = facts
        .all()
        .iter()
        .filter(|fact| !matches!(fact.value.kind(), "name" | "quotation"))
        .map(|fact| fact.value.canonical())
        .collect();
    values.join(" | ")
}

fn rules(versions: &[(&str, &str)]) -> String {
    let given = |(tag, text): &(&str, &str)| json!({"text": text, "language": tag});
    let record = json!({"id": 1, "source": given(&versions[0]), "target": given(&versions[1]), "aligned": true});
    let checks: Vec<_> = CHECKS
        .iter()
        .copied()
        .filter(|check| RULES.contains(&check.meta().name))
        .collect();
    let line = record.to_string();
    let options = cotejo::align::Options::default();
    let answer: Value =
        serde_json::from_slice(&answer(line.as_bytes(), 1, &checks, &options)).unwrap();
    assert_eq!(answer["error"], Value::Null);
    let findings = answer["findings"].as_array().unwrap().iter();
    let rules: Vec<_> = findings
        .filter_map(|finding| finding["rule"].as_str())
        .collect();
    rules.join(" | ")
}

/// The page with what is found in the place of what it says is.
fn read(tag: &str, page: &str) -> String {
    let (mut out, mut section) = (String::new(), "");
    let mut open: Vec<(&str, &str)> = Vec::new();
    let lines = page.lines().filter(|line| !line.starts_with('>'));
    for line in lines.chain([""]) {
        if line.is_empty() && !open.is_empty() {
            let found = if section == "Facts" {
                facts(tag, open[0].1)
            } else {
                rules(&open)
            };
            if !found.is_empty() {
                let _ = writeln!(out, "> {found}");
            }
            open.clear();
        }
        out += line;
        out.push('\n');
        if let Some(name) = line.strip_prefix("## ") {
            section = name;
        } else if section == "Facts" && !line.is_empty() {
            open.push((tag, line));
        } else if let Some((tag, text)) = line.split_once(": ").filter(|_| !section.is_empty()) {
            open.push((tag, text));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[test]
fn each_language_is_read_as_its_page_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/languages");
    let mut wrong = Vec::new();
    for tag in [
        "de", "fr", "it", "pt", "zh", "ja", "ko", "ru", "ar", "hi", "tr",
    ] {
        let path = folder.join(format!("{tag}.md"));
        let page = fs::read_to_string(&path).unwrap();
        let found = read(tag, &page);
        if std::env::var_os("COTEJO_BLESS").is_some() {
            fs::write(&path, &found).unwrap();
        }
        let (same, other) = found.split_once("## Says something else").unwrap();
        let (_, same) = same.split_once("## Says the same").unwrap();
        if same.contains("\n>") {
            wrong.push(format!(
                "{tag}: something is said of texts that say the same"
            ));
        }
        let cases = other.split("\n\n").filter(|case| case.contains(": "));
        wrong.extend(
            cases
                .filter(|case| !case.contains("\n>"))
                .map(|case| format!("{tag}: silent: {case}")),
        );
        let lines = page.lines().zip(found.lines()).filter(|(a, b)| a != b);
        wrong.extend(
            lines.map(|(page, found)| format!("{tag}: the page has\n  {page}\nand is\n  {found}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

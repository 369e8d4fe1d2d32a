//! The README shows what the program really prints.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;
use std::process::Command;

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

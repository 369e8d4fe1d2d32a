//! What must be found in the five seed articles, what must stay silent there, and how it is said.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The JSON report on paths below the project's folder.
fn check(paths: &[&str]) -> Value {
    let out = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(root())
        .args(["check", "--format", "json", "--fail-on", "never"])
        .args(paths)
        .output()
        .unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    serde_json::from_slice(&out.stdout).unwrap()
}

/// The findings of one of `rules` that touch `quote` in a document whose path contains `document`.
fn touching<'r>(report: &'r Value, document: &str, quote: &str, rules: &[&str]) -> Vec<&'r Value> {
    let path = report["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["path"].as_str().unwrap())
        .find(|path| path.contains(document))
        .unwrap();
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let start = text
        .find(quote)
        .unwrap_or_else(|| panic!("{quote} is not in {path}"));
    let end = start + quote.len();
    let touches = |location: &Value| {
        let at = |key: &str| usize::try_from(location[key].as_u64().unwrap()).unwrap();
        location["document"] == path && at("start") < end && at("end") > start
    };
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .filter(|finding| {
            rules.contains(&finding["rule"].as_str().unwrap())
                && finding["locations"].as_array().unwrap().iter().any(touches)
        })
        .collect()
}

#[test]
fn the_seven_of_117_cannot_be_true_beside_the_110_and_the_english_has_it_too() {
    let report = check(&["seeds"]);
    let found = touching(
        &report,
        "001",
        "Un total de 7/117 oficiales cumplieron bien sus tareas",
        &["partition-overlap"],
    );
    let [finding] = found.as_slice() else {
        panic!("{found:#?}")
    };
    assert_eq!(finding["origin"], "inherited");
    assert_eq!(finding["category"], "source-issue");
    let message = finding["message"].as_str().unwrap();
    for quote in [
        "7/117 oficiales cumplieron bien sus tareas",
        "110/117 empleados completaron sus tareas bien o mejor",
        "7/117 cadres completed their tasks well",
        "110/117 cadres completed their tasks well or better",
    ] {
        assert!(message.contains(quote), "{message}");
    }
    assert_eq!(
        touching(
            &report,
            "000",
            "7/117 cadres completed their tasks well",
            &["partition-overlap"]
        )
        .len(),
        1
    );
}

#[test]
fn the_five_documents_stand_to_each_other_as_a_reader_would_say() {
    let report = check(&["seeds"]);
    let relations: Vec<_> = report["relations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|relation| {
            let number = |key: &str| {
                relation[key].as_str().unwrap()["seeds/".len()..]["0".len()..][..2].to_owned()
            };
            format!(
                "{} {} {}",
                number("a"),
                relation["relation"].as_str().unwrap(),
                number("b")
            )
        })
        .collect();
    assert_eq!(
        relations,
        ["00 translation 01", "00 related 03", "01 related 03"]
    );
    let languages: Vec<_> = report["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["language"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(languages, ["en", "es", "en", "vi", "en"]);
}

#[test]
fn equal_values_in_other_spellings_raise_nothing() {
    let report = check(&["seeds"]);
    let values = [
        "number-mismatch",
        "percentage-mismatch",
        "fraction-percentage",
        "fraction-mismatch",
        "date-mismatch",
        "code-mismatch",
        "name-mismatch",
    ];
    for quote in [
        "85,71%",
        "9,52%",
        "94%",
        "11 de octubre de 2022",
        "los días 9 y 15 de cada mes",
        "No. 1524-QD/HU",
        "Nguyen Thi Ngoc Bich",
    ] {
        assert!(
            touching(&report, "001", quote, &values).is_empty(),
            "{quote}"
        );
    }
}

#[test]
fn nothing_that_only_a_related_article_says_is_drift() {
    let report = check(&["seeds"]);
    for finding in report["findings"].as_array().unwrap() {
        let documents: std::collections::BTreeSet<_> = finding["locations"]
            .as_array()
            .unwrap()
            .iter()
            .map(|location| location["document"].as_str().unwrap())
            .collect();
        assert!(
            documents.len() < 2
                || !documents.iter().any(|path| ["002", "003", "004"]
                    .iter()
                    .any(|number| path.contains(number))),
            "{finding:#}"
        );
    }
}

#[test]
fn of_three_versions_the_odd_one_out_is_named() {
    let report = check(&[
        "seeds/000_26422a223667992f.txt",
        "seeds/001_d4b1c50f562edea8.txt",
        "fixtures/articles/grasp.vi.txt",
    ]);
    for (quote, rule) in [
        ("17/21", "fraction-mismatch"),
        ("Nguyễn Vĩnh Phú", "name-mismatch"),
        ("2021", "date-mismatch"),
    ] {
        let found = touching(&report, "grasp.vi", quote, &[rule]);
        assert!(!found.is_empty(), "{quote}: no {rule}");
        assert!(
            found
                .iter()
                .all(|finding| finding["odd_one_out"] == "fixtures/articles/grasp.vi.txt"),
            "{found:#?}"
        );
    }
}

#[test]
fn two_runs_and_any_number_of_threads_give_the_same_bytes() {
    let run = |jobs: &str| {
        Command::new(env!("CARGO_BIN_EXE_cotejo"))
            .current_dir(root())
            .args(["check", "seeds", "--format", "json", "--jobs", jobs])
            .output()
            .unwrap()
            .stdout
    };
    let once = run("1");
    assert!(once.len() > 1000);
    assert_eq!(once, run("2"));
    assert_eq!(once, run("2"));
}

#[test]
fn the_seed_files_are_there_byte_for_byte() {
    let sizes: Vec<_> = [
        "000_26422a223667992f",
        "001_d4b1c50f562edea8",
        "002_8da776680b7bbc45",
        "003_f730f0e15d597460",
        "004_08ce92fcf796cfcd",
    ]
    .iter()
    .map(|name| {
        std::fs::metadata(Path::new(&root()).join(format!("seeds/{name}.txt")))
            .unwrap()
            .len()
    })
    .collect();
    assert_eq!(sizes, [9236, 9724, 10480, 9583, 9062]);
}

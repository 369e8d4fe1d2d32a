//! How findings are silenced: comments in the text, the baseline, and the walk through the findings.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const ENGLISH: &str = "# The bridge\n\nThe council approved the bridge on 4 May 2021. It has 12 lamps.\n\nLaura Benton said that 240 families live near the school.\n\n| Year | Cars |\n|---|---|\n| 2020 | 310 a day |\n| 2021 | 350 a day |\n\nThe works begin in September and take 14 months.\n";
const SPANISH: &str = "# El puente\n\nEl ayuntamiento aprobó el puente el 4 de mayo de 2021. Tiene 13 lámparas.\n\nLaura Benton dijo que 245 familias viven cerca de la escuela.\n\n| Año | Coches |\n|---|---|\n| 2020 | 310 al día |\n| 2021 | 355 al día |\n\nLas obras empiezan en septiembre y duran 14 meses.\n";

fn folder(spanish: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.en.md"), ENGLISH).unwrap();
    fs::write(folder.path().join("bridge.es.md"), spanish).unwrap();
    folder
}

const FILES: [&str; 2] = ["bridge.en.md", "bridge.es.md"];

fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(folder)
        .args(args)
        .env_remove("VISUAL")
        .env("EDITOR", "echo edited")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Bad usage ends it before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The numbers that the findings of a report are about, the notices and the counts of what was left out.
fn check(folder: &Path, more: &[&str]) -> (Vec<String>, Vec<String>, Value) {
    let mut args = vec!["check", "--format", "json"];
    args.extend(FILES);
    args.extend(more);
    let output = run(folder, &args, "");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)));
    let strings = |list: &Value, of: fn(&Value) -> &Value| -> Vec<String> {
        let list = list.as_array().unwrap();
        list.iter()
            .map(|item| of(item).as_str().unwrap().to_owned())
            .collect()
    };
    (
        strings(
            &report["findings"],
            |finding| &finding["locations"][0]["text"],
        ),
        strings(&report["notices"], |notice| &notice["message"]),
        report["summary"]["suppressed"].clone(),
    )
}

fn findings(spanish: &str) -> Vec<String> {
    check(folder(spanish).path(), &[]).0
}

#[test]
fn a_comment_silences_the_passage_that_follows_and_is_no_prose() {
    assert_eq!(findings(SPANISH), ["13", "245", "355"]);
    let comment =
        "<!-- cotejo-disable-next-line number-mismatch: they were counted anew -->\nLaura";
    let spanish = SPANISH.replace("Laura", comment);
    let folder = folder(&spanish);
    let (found, notices, left_out) = check(folder.path(), &[]);
    assert_eq!(found, ["13", "355"]);
    assert!(notices.is_empty(), "{notices:?}");
    assert_eq!(left_out, serde_json::json!({"comment": 1}));
    let printed = text(&run(folder.path(), &["check", FILES[0], FILES[1]], "").stdout);
    assert!(printed.contains("left out: 1 by comments"), "{printed}");
}

#[test]
fn stretches_rows_and_whole_files_may_be_silenced() {
    let stretch = SPANISH
        .replace("El ayunt", "<!-- cotejo-disable -->\n\nEl ayunt")
        .replace("| Año", "<!-- cotejo-enable -->\n\n| Año");
    assert_eq!(findings(&stretch), ["355"]);
    let row = SPANISH.replace(
        "355 al día",
        "355 al día <!-- cotejo-disable-line number-mismatch -->",
    );
    assert_eq!(findings(&row), ["13", "245"]);
    let file = format!("{SPANISH}\n{{/* cotejo-disable-file number-mismatch: other country */}}\n");
    assert!(findings(&file).is_empty());
}

#[test]
fn a_comment_in_the_source_silences_too_and_one_for_another_rule_does_not() {
    let folder = folder(SPANISH);
    let english = ENGLISH.replace("Laura", "<!-- cotejo-disable-next-line -->\nLaura");
    fs::write(folder.path().join("bridge.en.md"), english).unwrap();
    assert_eq!(check(folder.path(), &[]).0, ["13", "355"]);
    let other = SPANISH.replace(
        "Laura",
        "<!-- cotejo-disable-next-line name-mismatch -->\nLaura",
    );
    assert_eq!(findings(&other), ["13", "245", "355"]);
}

#[test]
fn comments_that_say_nothing_known_or_silence_nothing_are_named() {
    let spanish = SPANISH
        .replace(
            "El ayunt",
            "<!-- cotejo-disable-next-line number-mismach -->\nEl ayunt",
        )
        .replace(
            "Las obras",
            "<!-- cotejo-disable-next-line number-mismatch -->\nLas obras",
        );
    let folder = folder(&spanish);
    let (found, notices, _) = check(folder.path(), &[]);
    assert_eq!(found, ["13", "245", "355"]);
    assert_eq!(
        notices,
        [
            "line 13: this comment silences nothing any more; it can go",
            "line 3: unknown rule `number-mismach` (did you mean `number-mismatch`?)",
        ]
    );
    // A rule that was not asked may still have something to say.
    let (_, notices, _) = check(folder.path(), &["--skip", "number-mismatch"]);
    assert_eq!(notices.len(), 1, "{notices:?}");
}

fn baseline(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("cotejo-baseline.json")).unwrap()).unwrap()
}

#[test]
fn a_walk_through_the_findings_writes_what_was_decided() {
    let folder = folder(SPANISH);
    // Help, known; dismissed with a reason on its own line; accepted after the editor was asked for.
    let output = run(
        folder.path(),
        &["review", FILES[0], FILES[1]],
        "?\nk\nd\n\ndismiss\n the school was moved \nopen\n2\na\n",
    );
    let printed = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{printed}{}",
        text(&output.stderr)
    );
    for part in [
        "[1/3]",
        "a  accept",
        "not dismissed: that needs a reason",
        "edited bridge.es.md",
        "edited bridge.en.md",
        "1 accepted, 1 dismissed, 1 known, 0 not decided; written to cotejo-baseline.json",
    ] {
        assert!(printed.contains(part), "no “{part}” in {printed}");
    }
    let written = baseline(folder.path());
    let entries = written["findings"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    let dismissed = entries
        .iter()
        .find(|entry| entry["status"] == "dismissed")
        .unwrap();
    assert_eq!(dismissed["reason"], "the school was moved");
    assert_eq!(dismissed["documents"], serde_json::json!(FILES));
    assert_eq!(dismissed["message"], "“240” became “245”");
    let (found, _, left_out) = check(folder.path(), &[]);
    assert_eq!(found, ["355"]);
    assert_eq!(left_out["baseline"], 2);
    // Taking over what is left keeps the reason; the known one may be looked at again, and be none too.
    let output = run(
        folder.path(),
        &["check", FILES[0], FILES[1], "--write-baseline"],
        "",
    );
    assert_eq!(
        text(&output.stdout),
        "cotejo-baseline.json: 3 findings written: 2 known, 1 dismissed\n"
    );
    assert!(
        baseline(folder.path())
            .to_string()
            .contains("the school was moved")
    );
    let output = run(
        folder.path(),
        &["review", "--known", FILES[0], FILES[1]],
        "d thirteen is right\nb\na\nq\n",
    );
    let printed = text(&output.stdout);
    assert!(printed.contains("[1/2]"), "{printed}");
    assert!(
        printed.contains("in the baseline as dismissed: thirteen is right"),
        "{printed}"
    );
    assert_eq!(check(folder.path(), &[]).0, ["13"]);
}

#[test]
fn a_walk_that_is_broken_off_keeps_what_was_decided() {
    let folder = folder(SPANISH);
    let output = run(folder.path(), &["review", FILES[0], FILES[1]], "skip\nk\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        baseline(folder.path())["findings"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let untouched = run(
        folder.path(),
        &["review", FILES[0], FILES[1], "--baseline", "b.json"],
        "q\n",
    );
    assert_eq!(untouched.status.code(), Some(0));
    assert!(!folder.path().join("b.json").exists());
    let nothing = run(
        folder.path(),
        &["review", FILES[0], FILES[1], "--only", "artifact"],
        "",
    );
    assert!(text(&nothing.stdout).contains("nothing to review"));
}

#[test]
fn a_baseline_that_is_broken_or_not_there_stops_the_run() {
    let folder = folder(SPANISH);
    let file = folder.path().join("cotejo-baseline.json");
    fs::write(
        &file,
        "{\"schema\": \"cotejo.baseline/1\", \"findings\": [\n  {\"fingerprint\": 7}\n]}\n",
    )
    .unwrap();
    let before = fs::read(&file).unwrap();
    for command in [
        vec!["check"],
        vec!["check", "--write-baseline"],
        vec!["review"],
    ] {
        let mut args = command;
        args.extend(FILES);
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let said = text(&output.stderr);
        assert!(
            said.contains("cotejo-baseline.json:2:19: invalid type"),
            "{said}"
        );
    }
    assert_eq!(fs::read(&file).unwrap(), before);
    let output = run(
        folder.path(),
        &["check", FILES[0], FILES[1], "--baseline", "none.json"],
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("none.json: there is no such baseline"));
}

#[test]
fn equal_findings_are_told_apart_and_one_that_is_mended_wakes_no_other() {
    let row = |language: &str, number: usize| match language {
        "en" => format!("The northern gate has {number} lamps.\n\n"),
        _ => format!("La puerta norte tiene {number} lámparas.\n\n"),
    };
    let folder = folder(&format!("{}{SPANISH}{}", row("es", 8), row("es", 8)));
    let english = format!("{}{ENGLISH}{}", row("en", 7), row("en", 7));
    fs::write(folder.path().join("bridge.en.md"), english).unwrap();
    // The first stays a finding, all others are known.
    run(
        folder.path(),
        &["review", FILES[0], FILES[1], "--only", "number-mismatch"],
        "a\nk\nk\nk\nk\n",
    );
    assert_eq!(check(folder.path(), &[]).0, ["8"]);
    let mended = format!("{}{SPANISH}{}", row("es", 7), row("es", 8));
    fs::write(folder.path().join("bridge.es.md"), mended).unwrap();
    assert!(check(folder.path(), &[]).0.is_empty());
    // One more of the same is news.
    let more = |tag| {
        format!(
            "{}{}",
            row(tag, if tag == "en" { 7 } else { 8 }),
            row(tag, 1)
        )
    };
    let (english, spanish) = (
        fs::read_to_string(folder.path().join(FILES[0])).unwrap(),
        fs::read_to_string(folder.path().join(FILES[1])).unwrap(),
    );
    fs::write(folder.path().join(FILES[0]), english + &more("en")).unwrap();
    fs::write(folder.path().join(FILES[1]), spanish + &more("es")).unwrap();
    assert!(check(folder.path(), &[]).0.contains(&"8".to_owned()));
}

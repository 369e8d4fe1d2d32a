//! The command line as a person meets it: exit codes, messages for bad input, and that every other
//! document is still reported.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use common::{cotejo, err, out};

const ENGLISH: &str = "The council of Riverton approved the new bridge on 4 May 2021. It will cost 1.5 million euros and open in 2024.\n\nThe mayor, Laura Benton, said that 240 families will be closer to the school. Work begins in September.\n";
const SPANISH: &str = "El ayuntamiento de Riverton aprobó el nuevo puente el 4 de mayo de 2021. Costará 15 millones de euros y se abrirá en 2024.\n\nLa alcaldesa, Laura Benton, dijo que 240 familias estarán más cerca de la escuela. Las obras empiezan en septiembre.\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.en.txt"), ENGLISH).unwrap();
    fs::write(folder.path().join("bridge.es.txt"), SPANISH).unwrap();
    folder
}

/// Runs `check` on the folder with one bad file in it: exit code 2, the message, and the pair still reported.
fn with_bad_file(name: &str, bytes: &[u8], message: &str) {
    let folder = folder();
    fs::write(folder.path().join(name), bytes).unwrap();
    let output = cotejo(folder.path(), &["check", "."]);
    assert_eq!(
        output.status.code(),
        Some(2),
        "{}{}",
        out(&output),
        err(&output)
    );
    assert!(
        out(&output).contains(name) && out(&output).contains(message),
        "{}",
        out(&output)
    );
    assert!(out(&output).contains("money-mismatch"), "{}", out(&output));
    assert_eq!(
        fs::read(folder.path().join(name)).unwrap(),
        bytes,
        "an input file was written to"
    );
}

#[test]
fn a_changed_amount_reaches_the_gate_and_never_does_with_fail_on_never() {
    let folder = folder();
    let output = cotejo(folder.path(), &["check", "bridge.en.txt", "bridge.es.txt"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}{}",
        out(&output),
        err(&output)
    );
    assert!(
        out(&output).contains("1.5 million") && out(&output).contains("15 millones"),
        "{}",
        out(&output)
    );
    assert_eq!(
        cotejo(folder.path(), &["check", ".", "--fail-on", "never"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        cotejo(folder.path(), &["check", ".", "--fail-on", "critical"])
            .status
            .code(),
        Some(0)
    );
    assert_eq!(
        cotejo(
            folder.path(),
            &["check", ".", "--skip", "money-mismatch,number-mismatch"]
        )
        .status
        .code(),
        Some(0)
    );
}

#[test]
fn a_missing_file_is_named_and_the_others_are_reported() {
    let folder = folder();
    let output = cotejo(
        folder.path(),
        &["check", "bridge.en.txt", "bridge.es.txt", "nowhere.txt"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("nowhere.txt") && out(&output).contains("not found"),
        "{}",
        out(&output)
    );
    assert!(out(&output).contains("money-mismatch"), "{}", out(&output));
}

#[test]
fn a_binary_file_is_named_and_the_others_are_reported() {
    with_bad_file(
        "picture.txt",
        b"\x89PNG\x00\x01\x02\x00\xff\xfe\x00",
        "binary",
    );
}

#[test]
fn an_empty_file_is_named_and_the_others_are_reported() {
    with_bad_file("nothing.txt", b"", "empty");
    with_bad_file("blank.txt", b" \n\n\t\n", "empty");
}

#[test]
fn bytes_that_no_encoding_explains_are_named_and_the_others_are_reported() {
    let mut bytes = b"Texto ".to_vec();
    bytes.extend([
        0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xff, 0x81, 0x8d, 0xfe, 0x9d, 0x81,
    ]);
    with_bad_file("noise.txt", &bytes, "UTF-8");
}

#[test]
fn a_folder_with_nothing_readable_is_named() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("photo.jpg"), [0xff, 0xd8]).unwrap();
    let output = cotejo(folder.path(), &["check", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("nothing to read here"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_line_of_fifty_megabytes_is_read() {
    let folder = folder();
    let line = "Un texto muy largo sin saltos de línea, con 7 números y nada más. "
        .repeat(50 * 1024 * 1024 / 67);
    fs::write(folder.path().join("long.txt"), &line).unwrap();
    let output = cotejo(folder.path(), &["segments", "--language", "es", "long.txt"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert_eq!(
        out(&output).lines().count(),
        line.matches("Un texto").count()
    );
}

#[test]
fn an_unknown_rule_is_answered_with_the_one_that_was_meant() {
    let folder = folder();
    for args in [
        ["check", ".", "--only", "number-mismach"],
        ["check", ".", "--skip", "number-mismach"],
    ] {
        let output = cotejo(folder.path(), &args);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            err(&output)
                .contains("unknown rule `number-mismach` (did you mean `number-mismatch`?)"),
            "{}",
            err(&output)
        );
    }
    let output = cotejo(folder.path(), &["explain", "number-mismach"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("did you mean `number-mismatch`"),
        "{}",
        err(&output)
    );
}

#[test]
fn an_unknown_language_is_named_with_its_option() {
    let folder = folder();
    let output = cotejo(
        folder.path(),
        &["check", ".", "--language", "./bridge.es.txt=xq"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("xq"), "{}", err(&output));
    let output = cotejo(
        folder.path(),
        &["segments", "--language", "spanish", "bridge.es.txt"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("unknown language `spanish`"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_language_declared_for_a_file_that_is_not_read_is_an_error() {
    let folder = folder();
    let output = cotejo(folder.path(), &["check", ".", "--language", "other.txt=es"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("other.txt"), "{}", err(&output));
}

#[test]
fn one_file_alone_is_read_by_the_rules_for_one_text_and_says_so() {
    let folder = folder();
    let output = cotejo(folder.path(), &["check", "bridge.en.txt"]);
    assert_eq!(output.status.code(), Some(2), "{}", out(&output));
    assert!(
        out(&output).contains("one document alone"),
        "{}",
        out(&output)
    );
}

#[test]
fn a_declared_language_beats_detection_and_a_disagreement_is_a_notice() {
    let folder = TempDir::new().unwrap();
    let text = format!(
        "{ENGLISH}\nThe school has stood on the other side of the river since it was built, and children have had to walk around it for an hour every morning.\n"
    );
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let output = cotejo(
        folder.path(),
        &[
            "check",
            "a.txt",
            "--language",
            "a.txt=es",
            "--format",
            "json",
        ],
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["documents"][0]["language"], "es");
    assert_eq!(report["documents"][0]["declared"], true);
    let notices = report["notices"].to_string();
    assert!(
        notices.contains("declared es") && notices.contains("en"),
        "{notices}"
    );
}

#[test]
fn usage_errors_are_two_and_help_is_none() {
    let folder = folder();
    assert_eq!(cotejo(folder.path(), &["check"]).status.code(), Some(2));
    assert_eq!(
        cotejo(folder.path(), &["check", ".", "--no-such-option"])
            .status
            .code(),
        Some(2)
    );
    let help = cotejo(folder.path(), &["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(out(&help).contains("Examples:"), "{}", out(&help));
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&cotejo(folder.path(), &["completions", shell])).contains("cotejo"));
    }
    assert!(out(&cotejo(folder.path(), &["man"])).contains(".TH cotejo"));
}

#[test]
fn colours_are_only_for_those_who_ask() {
    let folder = folder();
    let escape = |output: &Output| out(output).contains('\u{1b}');
    assert!(!escape(&cotejo(folder.path(), &["check", "."])));
    assert!(escape(&cotejo(
        folder.path(),
        &["check", ".", "--color", "always"]
    )));
    assert!(!escape(&cotejo(
        folder.path(),
        &["check", ".", "--color", "never"]
    )));
}

#[test]
fn a_closed_pipe_is_no_trouble() {
    let folder = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(folder.path())
        .args(["explain", "partition-overlap"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).is_empty(), "{}", err(&output));
}

#[test]
fn the_json_report_has_the_fields_that_programs_rely_on() {
    let folder = folder();
    let output = cotejo(
        folder.path(),
        &[
            "check",
            "bridge.en.txt",
            "bridge.es.txt",
            "--format",
            "json",
        ],
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "cotejo.report/1");
    assert_eq!(report["tool"]["name"], "cotejo");
    for list in [
        "documents",
        "relations",
        "articles",
        "alignments",
        "findings",
        "notices",
    ] {
        assert!(report[list].is_array(), "{list}");
    }
    let finding = &report["findings"][0];
    for key in [
        "rule",
        "category",
        "severity",
        "confidence",
        "origin",
        "odd_one_out",
        "message",
        "fingerprint",
        "locations",
    ] {
        assert!(finding.get(key).is_some(), "{key}");
    }
    for location in finding["locations"].as_array().unwrap() {
        let at = |key: &str| usize::try_from(location[key].as_u64().unwrap()).unwrap();
        let text =
            fs::read_to_string(folder.path().join(location["document"].as_str().unwrap())).unwrap();
        assert_eq!(text.get(at("start")..at("end")), location["text"].as_str());
        let line = text.lines().nth(at("line") - 1).unwrap();
        let from = line.char_indices().nth(at("column") - 1).unwrap().0;
        assert!(
            line[from..].starts_with(location["text"].as_str().unwrap()),
            "{location}"
        );
    }
    let levels: Vec<_> = report["alignments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|alignment| alignment["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["passage", "segment"]);
    assert!(report["summary"]["mqm"]["penalty_per_1000_words"].is_number());
    let group: Value = serde_json::from_slice(
        &cotejo(
            folder.path(),
            &[
                "group",
                "bridge.en.txt",
                "bridge.es.txt",
                "--format",
                "json",
            ],
        )
        .stdout,
    )
    .unwrap();
    assert!(group.get("findings").is_none() && group.get("alignments").is_none());
    assert_eq!(group["relations"], report["relations"]);
}

#[test]
fn a_version_in_decomposed_letters_gives_the_same_findings_at_its_own_columns() {
    use unicode_normalization::UnicodeNormalization;
    let vietnamese = "Hội đồng thành phố Riverton thông qua cây cầu mới ngày 4 tháng 5 năm 2021. Cầu sẽ tốn 15 triệu euro và mở cửa năm 2024.\n\nThị trưởng Laura Benton cho biết 240 gia đình sẽ ở gần trường hơn. Công việc bắt đầu vào tháng 9.\n";
    let folder = folder();
    let report = |text: &str| -> Value {
        fs::write(folder.path().join("bridge.vi.txt"), text).unwrap();
        serde_json::from_slice(
            &cotejo(
                folder.path(),
                &[
                    "check",
                    "bridge.en.txt",
                    "bridge.vi.txt",
                    "--format",
                    "json",
                ],
            )
            .stdout,
        )
        .unwrap()
    };
    let (composed, decomposed) = (
        report(vietnamese),
        report(&vietnamese.nfd().collect::<String>()),
    );
    let messages = |report: &Value| {
        report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| (finding["message"].clone(), finding["fingerprint"].clone()))
            .collect::<Vec<_>>()
    };
    assert!(!messages(&composed).is_empty());
    assert_eq!(messages(&composed), messages(&decomposed));
    let text = vietnamese.nfd().collect::<String>();
    for location in decomposed["findings"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|finding| finding["locations"].as_array().unwrap())
        .filter(|location| location["document"] == "bridge.vi.txt")
    {
        let at = |key: &str| usize::try_from(location[key].as_u64().unwrap()).unwrap();
        assert_eq!(
            text[at("start")..at("end")].nfc().collect::<String>(),
            location["text"].as_str().unwrap()
        );
    }
}

fn pipe(input: &str) -> Vec<Value> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .arg("pipe")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    out(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_pipe_answers_every_line_in_order_and_bad_ones_with_their_error() {
    let good = serde_json::json!({"id": "a", "aligned": true, "source": {"text": "It has 12 rooms.", "language": "en"}, "target": {"text": "Tiene 21 habitaciones.", "language": "es"}});
    let answers = pipe(&format!(
        "{good}\nnot json\n\n{{\"id\": 7}}\n{{\"id\": [1], \"versions\": [{{\"text\": \"Hola.\", \"language\": \"qqq\"}}]}}\n{good}\n"
    ));
    assert_eq!(answers.len(), 5, "{answers:#?}");
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["findings"][0]["rule"], "number-mismatch");
    assert_eq!(
        answers[0]["findings"][0]["locations"][0]["document"],
        "target"
    );
    assert_eq!(answers[0]["error"], Value::Null);
    assert!(
        answers[1]["error"]
            .as_str()
            .unwrap()
            .starts_with("line 2: "),
        "{}",
        answers[1]
    );
    assert_eq!(answers[2]["id"], 7);
    assert!(
        answers[2]["error"]
            .as_str()
            .unwrap()
            .starts_with("line 4: "),
        "{}",
        answers[2]
    );
    assert!(
        answers[3]["error"].as_str().unwrap().contains("qqq"),
        "{}",
        answers[3]
    );
    assert_eq!(answers[4], answers[0]);
}

#[test]
fn an_article_of_three_versions_can_be_piped() {
    let text = |text: &str, language: &str| serde_json::json!({"text": text, "language": language});
    let record = serde_json::json!({"id": 1, "aligned": true, "versions": [text("It has 12 rooms.", "en"), text("Tiene 12 habitaciones.", "es"), text("Nó có 21 phòng.", "vi")]});
    let answers = pipe(&format!("{record}\n"));
    assert_eq!(
        answers[0]["findings"][0]["odd_one_out"], 2,
        "{}",
        answers[0]
    );
}

#[test]
fn a_second_text_in_one_language_is_named() {
    let folder = folder();
    let long = format!(
        "{ENGLISH}\nThe council met in Lakemore, Hillford and Marsden, and heard Peter Wicks, Ingrid Solberg and Henrik Dahl on 12 June 2021 about the 318 trees of Orchard Lane and the 94 boats at Tarnby.\n"
    );
    fs::write(folder.path().join("one.en.txt"), &long).unwrap();
    let copy = long.replace("94 boats", "95 boats");
    fs::write(folder.path().join("two.en.txt"), copy).unwrap();
    let files = ["group", "one.en.txt", "two.en.txt", "bridge.es.txt"];
    let output = cotejo(folder.path(), &files);
    let said = out(&output) + &err(&output);
    assert!(
        said.contains("two.en.txt: nearly the same text as one.en.txt, in the same language"),
        "{said}"
    );
    assert_eq!(said.matches("nearly the same").count(), 1, "{said}");
}

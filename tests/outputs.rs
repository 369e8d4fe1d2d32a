//! What the formats of a report promise to those who read them, and where reports go.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};

use cotejo::checks::Severity;
use cotejo::document::read::from_text;
use cotejo::language::Language;
use cotejo::report::{
    CsvWriter, Gate, Notice, Report, Root, XlsxWriter, to_github, to_gitlab, to_junit, to_markdown,
    to_sarif,
};
use cotejo::{Corpus, Options};
use serde_json::Value;
use tempfile::TempDir;

use common::{command, cotejo, err, out};

const ENGLISH: &str = "The council of Riverton approved the new bridge on 4 May 2021. It will cost 1.5 million euros and open in 2024.\n\nThe mayor, Laura Benton, said that 240 families will be closer to the school. Work begins in September.\n";
const SPANISH: &str = "El ayuntamiento de Riverton aprobó el nuevo puente el 4 de mayo de 2021. Costará 15 millones de euros y se abrirá en 2024.\n\nLa alcaldesa, Laura Benton, dijo que 240 familias estarán más cerca de la escuela. Las obras empiezan en septiembre.\n";

fn report() -> Report {
    let documents = vec![
        from_text("docs/a b.en.md", ENGLISH, Some(Language::EN)),
        from_text("docs/a b.es.md", SPANISH, Some(Language::ES)),
    ];
    let mut report = cotejo::check(&Corpus::new(documents), &Options::default());
    assert_eq!(report.findings.as_ref().unwrap().len(), 1);
    report.notices.push(Notice {
        path: Some("docs/50%.docx".to_owned()),
        message: "looks like a binary file".to_owned(),
        trouble: true,
    });
    report
}

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn sarif(report: &Report) -> Value {
    let log: Value =
        serde_json::from_str(&text(|out| to_sarif(report, &Root::default(), out))).unwrap();
    let schema = include_str!("schemas/sarif-2.1.0.json");
    // As published, this pattern has a bracket too many, which only the engines of browsers let pass.
    let schema = schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    let wrong: Vec<_> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    log
}

fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn sarif_is_valid_and_has_what_code_scanning_needs() {
    let report = report();
    let log = sarif(&report);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), report.rules.len());
    for rule in rules {
        for field in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[field]["text"].as_str().unwrap().len() > 10, "{rule}");
        }
    }
    let result = &run["results"][0];
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], result["ruleId"]);
    assert_eq!(result["level"], "error");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(result["locations"].as_array().unwrap().len(), 1);
    let finding = &report.findings.as_ref().unwrap()[0];
    assert_eq!(
        result["partialFingerprints"]["cotejo/v1"],
        finding.fingerprint
    );
    let mut all = Vec::new();
    strings(&log, &mut all);
    assert!(all.iter().all(|text| !text.is_empty()));
    for place in [&result["locations"][0], &result["relatedLocations"][0]] {
        let physical = &place["physicalLocation"];
        let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
        let text = if uri == "docs/a%20b.en.md" {
            ENGLISH
        } else {
            SPANISH
        };
        let region =
            |key: &str| usize::try_from(physical["region"][key].as_u64().unwrap()).unwrap();
        let from = region("byteOffset");
        let marked = &text[from..from + region("byteLength")];
        let lines: Vec<_> = text.split('\n').collect();
        assert_eq!(region("startLine"), region("endLine"));
        let line: Vec<char> = lines[region("startLine") - 1].chars().collect();
        let by_columns: String = line[region("startColumn") - 1..region("endColumn") - 1]
            .iter()
            .collect();
        assert_eq!(by_columns, marked);
    }
}

#[test]
fn sarif_says_what_could_not_be_read() {
    let report = report();
    let log = sarif(&report);
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    let notification = &invocation["toolExecutionNotifications"][0];
    assert_eq!(notification["level"], "error");
    let place = &notification["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "docs/50%25.docx");
}

#[test]
fn only_rules_that_ran_are_in_sarif() {
    let documents = vec![
        from_text("a", ENGLISH, Some(Language::EN)),
        from_text("b", SPANISH, Some(Language::ES)),
    ];
    let mut options = Options::default();
    options.selection.only = vec!["money-mismatch".to_owned()];
    let log = sarif(&cotejo::check(&Corpus::new(documents), &options));
    let rules = log["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    assert_eq!(rules.len(), 1);
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
}

#[test]
fn sarif_keeps_the_gravest_where_there_are_more_than_code_scanning_takes() {
    let mut report = report();
    let mut minor = report.findings.as_ref().unwrap()[0].clone();
    minor.severity = Severity::Minor;
    let findings = report.findings.as_mut().unwrap();
    let major = findings.remove(0);
    findings.extend(std::iter::repeat_n(minor, 25_000));
    findings.push(major);
    let log: Value =
        serde_json::from_str(&text(|out| to_sarif(&report, &Root::default(), out))).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(
        (results.len(), &results[0]["level"]),
        (25_000, &Value::from("error"))
    );
    let told = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(told.contains("25001 findings"), "{told}");
}

#[test]
fn text_of_an_article_makes_no_link_in_sarif() {
    let mut report = report();
    report.findings.as_mut().unwrap()[0].message = "[click](https://evil.example)".to_owned();
    let log = sarif(&report);
    let message = log["runs"][0]["results"][0]["message"]["text"]
        .as_str()
        .unwrap();
    assert_eq!(
        message,
        "[click] (https://evil.example) (compare [docs/a b.en.md:1](1))"
    );
}

#[test]
fn github_annotations_are_escaped_and_lead_to_the_line() {
    let mut report = report();
    report.findings.as_mut().unwrap()[0].message = "50% became\n::error::5%".to_owned();
    let root = Root::new("/home/ana/site", "/home/ana/site/sub");
    let printed = text(|out| to_github(&report, &root, out));
    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(
        lines[0],
        "::error file=sub/docs/50%25.docx,title=could not check::looks like a binary file"
    );
    assert!(
        lines[1].starts_with("::error file=sub/docs/a b.es.md,line=1,endLine=1,col=")
            && lines[1].contains("title=cotejo%3A money-mismatch::50%25 became%0A::error::5%25%0A"),
        "{}",
        lines[1]
    );
    assert!(
        lines[2].starts_with("cotejo: 1 major finding"),
        "{}",
        lines[2]
    );
    assert_eq!(lines.len(), 3);
}

#[test]
fn junit_has_a_case_for_each_rule_and_fails_those_at_the_gate() {
    let report = report();
    let read = |gate: Gate| {
        let xml = text(|out| to_junit(&report, gate, out));
        quick_junit::Report::deserialize_from_str(&xml).unwrap()
    };
    let suites = read(Gate::Major);
    assert_eq!((suites.failures, suites.errors), (1, 1));
    let pair = &suites.test_suites[1];
    assert_eq!(pair.name.as_str(), "docs/a b.en.md → docs/a b.es.md");
    assert_eq!(pair.test_cases.len(), report.rules.len());
    let passed = read(Gate::Never);
    assert_eq!(passed.failures, 0);
    let case = passed.test_suites[1]
        .test_cases
        .iter()
        .find(|case| case.name.as_str() == "money-mismatch")
        .unwrap();
    assert!(
        case.system_out
            .as_ref()
            .unwrap()
            .as_str()
            .contains("15 millones")
    );
}

#[test]
fn gitlab_gets_its_five_fields_and_no_fingerprint_twice() {
    let mut report = report();
    let findings = report.findings.as_mut().unwrap();
    findings.push(findings[0].clone());
    let issues: Value =
        serde_json::from_str(&text(|out| to_gitlab(&report, &Root::default(), out))).unwrap();
    let issues = issues.as_array().unwrap();
    let fingerprints: BTreeSet<_> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(fingerprints.len(), 2);
    assert_eq!(issues[0]["severity"], "major");
    assert_eq!(issues[0]["check_name"], "money-mismatch");
    assert_eq!(issues[0]["location"]["path"], "docs/a b.es.md");
    assert_eq!(issues[0]["location"]["lines"]["begin"], 1);
    assert!(!issues[0]["description"].as_str().unwrap().is_empty());
}

/// A report whose texts would be formulas.
fn hostile() -> Report {
    let mut report = report();
    let finding = &mut report.findings.as_mut().unwrap()[0];
    finding.message = String::from("=HYPERLINK(\"http://evil.example\",\"x\")");
    finding.locations[0].text = String::from("@SUM(1;1)");
    finding.locations[1].text = String::from("\t=1+1");
    report
}

#[test]
fn a_row_of_csv_is_a_finding_and_no_cell_is_a_formula() {
    let report = hostile();
    let written = text(|out| {
        let mut table = CsvWriter::new(out)?;
        table.add(&report)?;
        table.add(&report)?;
        table.finish().map(drop)
    });
    let table = written.strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 2);
    let cell = |name: &str| {
        let at = head.iter().position(|head| head == name).unwrap();
        rows[0].get(at).unwrap().to_owned()
    };
    assert_eq!(
        cell("message"),
        "'=HYPERLINK(\"http://evil.example\",\"x\")"
    );
    assert_eq!(cell("target_text"), "'@SUM(1;1)");
    assert_eq!(cell("source_text"), "'\t'=1+1");
    assert_eq!(
        (cell("rule").as_str(), cell("severity").as_str()),
        ("money-mismatch", "major")
    );
    assert_eq!(
        (cell("source_path").as_str(), cell("target_path").as_str()),
        ("docs/a b.en.md", "docs/a b.es.md")
    );
    assert_eq!(
        (cell("source_line").as_str(), cell("target_line").as_str()),
        ("1", "1")
    );
}

fn workbook(report: &Report, times: usize) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut workbook = XlsxWriter::new().unwrap();
    for _ in 0..times {
        workbook.add(report).unwrap();
    }
    workbook.finish(&mut bytes).unwrap();
    bytes.into_inner()
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_workbook_has_findings_summary_and_documents_and_no_formula() {
    let bytes = workbook(&hostile(), 3);
    let sheets = part(&bytes, "xl/workbook.xml");
    let at = |name: &str| sheets.find(&format!("name=\"{name}\"")).unwrap();
    assert!(at("Findings") < at("Summary") && at("Summary") < at("Documents"));
    let findings = part(&bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(findings.matches("<row ").count(), 1 + 3);
    assert!(
        findings.contains("=HYPERLINK") && !findings.contains("<f>"),
        "{findings}"
    );
    assert!(
        findings.contains("<autoFilter ref=\"A1:R4\"") && findings.contains("state=\"frozen\"")
    );
    assert!(part(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    for number in 2..=3 {
        assert!(!part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).contains("<f>"));
    }
    assert_eq!(
        part(&bytes, "xl/worksheets/sheet3.xml")
            .matches("<row ")
            .count(),
        1 + 6
    );
}

#[test]
fn a_workbook_has_no_clock_in_it() {
    let report = report();
    assert_eq!(workbook(&report, 1), workbook(&report, 1));
    let core = part(&workbook(&report, 1), "docProps/core.xml");
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
    let bytes = workbook(&report, 1);
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..zip.len() {
        let year = zip
            .by_index(at)
            .unwrap()
            .last_modified()
            .map(|time| time.year());
        assert!(year.is_none_or(|year| year == 1980), "{year:?}");
    }
}

#[test]
fn a_comment_in_markdown_holds_no_markup_of_an_article_and_fits() {
    let mut report = report();
    report.findings.as_mut().unwrap()[0].message =
        "<img src=x> | @octocat [x](https://evil.example) #12".to_owned();
    let page = text(|out| to_markdown(&report, out));
    for markup in [
        "<img",
        " | @octocat",
        "@octocat",
        " [x]",
        "x](",
        "#12",
        "https://",
    ] {
        assert!(!page.contains(markup), "{markup}: {page}");
    }
    let findings = report.findings.as_mut().unwrap();
    let one = findings[0].clone();
    findings.extend(std::iter::repeat_n(one, 2_000));
    let page = text(|out| to_markdown(&report, out));
    assert!(page.chars().count() < 65_536 && page.contains("more: the full report has them"));
}

#[test]
fn the_penalty_is_the_sum_of_its_categories() {
    let report = report();
    let summary = serde_json::to_value(&report.summary.mqm).unwrap();
    let category = &summary["by_category"]["accuracy/mistranslation/number"];
    assert_eq!(
        (&category["penalty"], &category["findings"]["major"]),
        (&Value::from(5), &Value::from(1))
    );
    assert_eq!(summary["by_category"].as_object().unwrap().len(), 1);
    assert_eq!(
        summary["penalty_per_1000_words"],
        category["penalty_per_1000_words"]
    );
    let words = report.documents[1].words;
    assert_eq!(summary["words"], words);
}

// ---- the command line ----

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("bridge.en.txt"), ENGLISH).unwrap();
    fs::write(folder.path().join("bridge.es.txt"), SPANISH).unwrap();
    folder
}

const PAIR: [&str; 3] = ["check", "bridge.en.txt", "bridge.es.txt"];

fn check(folder: &Path, args: &[&str]) -> Output {
    cotejo(folder, &[&PAIR[..], args].concat())
}

#[test]
fn one_run_writes_every_output_and_still_prints_the_report() {
    let folder = folder();
    let kinds = [
        "json", "sarif", "github", "junit", "gitlab", "csv", "markdown", "xlsx",
    ];
    let outputs: Vec<String> = kinds
        .iter()
        .flat_map(|kind| ["--output".to_owned(), format!("{kind}=out/deep/{kind}")])
        .collect();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let output = check(folder.path(), &outputs);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(out(&output).contains("major[money-mismatch]"));
    let first: Vec<_> = kinds
        .iter()
        .map(|kind| fs::read(folder.path().join("out/deep").join(kind)).unwrap())
        .collect();
    assert_eq!(
        fs::read_dir(folder.path().join("out/deep"))
            .unwrap()
            .count(),
        kinds.len()
    );
    check(folder.path(), &[&outputs[..], &["--jobs", "1"]].concat());
    for (kind, first) in kinds.iter().zip(first) {
        assert!(!first.is_empty(), "{kind}");
        assert!(
            first == fs::read(folder.path().join("out/deep").join(kind)).unwrap(),
            "{kind}"
        );
    }
    for kind in &kinds[..7] {
        let printed = check(folder.path(), &["--format", kind]);
        let file = fs::read(folder.path().join("out/deep").join(kind)).unwrap();
        assert!(printed.stdout == file, "{kind}");
    }
}

#[test]
fn an_output_takes_the_place_of_the_printed_report_only_as_a_dash() {
    let folder = folder();
    let printed = check(folder.path(), &["--output", "json=-"]);
    assert!(serde_json::from_slice::<Value>(&printed.stdout).is_ok());
    for args in [
        &["--format", "json", "--output", "csv=-"][..],
        &["--output", "json=-", "--output", "csv=-"],
        &["--output", "json=a", "--output", "csv=./a"],
        &["--output", "xlsx=-"],
        &["--output", "pdf=a.pdf"],
        &["--output", "a.json"],
        &["--output", "json=."],
    ] {
        let output = check(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            output.stdout.is_empty() && err(&output).contains("--output"),
            "{args:?}: {}",
            err(&output)
        );
        assert!(!folder.path().join("a").exists());
    }
}

#[test]
fn an_output_is_never_one_of_the_inputs() {
    let folder = folder();
    fs::create_dir(folder.path().join("sub")).unwrap();
    for path in ["bridge.es.txt", "./bridge.es.txt", "sub/../bridge.es.txt"] {
        let output = check(folder.path(), &["--output", &format!("markdown={path}")]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            err(&output).contains("one of the files to check"),
            "{}",
            err(&output)
        );
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("bridge.es.txt", folder.path().join("link.md")).unwrap();
        let output = check(folder.path(), &["--output", "markdown=link.md"]);
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("bridge.es.txt")).unwrap(),
        SPANISH
    );
}

#[test]
fn an_output_that_cannot_be_written_is_told_and_the_others_are_written() {
    let folder = folder();
    let output = check(
        folder.path(),
        &[
            "--output",
            "json=bridge.en.txt/report.json",
            "--output",
            "csv=report.csv",
        ],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("bridge.en.txt/report.json"),
        "{}",
        err(&output)
    );
    assert!(folder.path().join("report.csv").exists());
    assert!(out(&output).contains("money-mismatch"));
}

#[cfg(unix)]
#[test]
fn an_output_can_be_read_by_others_a_link_stays_one_and_a_device_is_written_through() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    fs::write(folder.path().join("plain"), "").unwrap();
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).unwrap();
    fs::write(folder.path().join("real.json"), "").unwrap();
    check(
        folder.path(),
        &[
            "--output",
            "json=link.json",
            "--output",
            "json=new.json",
            "--output",
            "xlsx=/dev/null",
        ],
    );
    let mode = |name: &str| {
        fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    assert_eq!(mode("plain"), mode("new.json"));
    assert!(folder.path().join("link.json").is_symlink());
    assert!(
        fs::read_to_string(folder.path().join("real.json"))
            .unwrap()
            .contains("cotejo.report/1")
    );
    assert!(!Path::new("/dev/null").is_file());
}

#[test]
fn quiet_says_only_that_the_gate_was_reached_and_what_went_wrong() {
    let folder = folder();
    let reached = check(folder.path(), &["--quiet", "--output", "json=r.json"]);
    assert_eq!(reached.status.code(), Some(1));
    assert_eq!(out(&reached).lines().count(), 1, "{}", out(&reached));
    assert!(out(&reached).starts_with("1 major finding"));
    assert!(folder.path().join("r.json").exists());
    let clean = check(folder.path(), &["-q", "--fail-on", "critical"]);
    assert_eq!(clean.status.code(), Some(0));
    assert!(clean.stdout.is_empty() && clean.stderr.is_empty());
    let trouble = check(folder.path(), &["-q", "--fail-on", "never", "nowhere.txt"]);
    assert_eq!(trouble.status.code(), Some(2));
    assert!(
        trouble.stdout.is_empty() && err(&trouble).contains("nowhere.txt: not found"),
        "{}",
        err(&trouble)
    );
}

#[test]
fn paths_may_come_as_a_list() {
    let folder = folder();
    let run = |args: &[&str], list: &str| {
        let mut child = command(folder.path(), args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(list.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    let whole = out(&check(folder.path(), &[]));
    let lines = run(
        &["check", "--files-from", "-"],
        "bridge.en.txt\r\nbridge.es.txt\n",
    );
    assert_eq!(out(&lines), whole, "{}", err(&lines));
    let nul = run(
        &["check", "bridge.en.txt", "--files-from", "-", "-0"],
        "bridge.es.txt\0",
    );
    assert_eq!(out(&nul), whole);
    let none = run(&["check", "--files-from", "-"], "\n");
    assert_eq!(none.status.code(), Some(0), "{}", err(&none));
    let missing = cotejo(folder.path(), &["check", "--files-from", "list.txt"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        err(&missing).contains("--files-from list.txt"),
        "{}",
        err(&missing)
    );
    assert_eq!(cotejo(folder.path(), &["check"]).status.code(), Some(2));
}

#[test]
fn places_are_links_where_links_are_asked_for_and_colours_are_not_refused() {
    let folder = folder();
    let run = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = command(folder.path(), &[&PAIR[..], args].concat());
        out(&command.envs(variables.iter().copied()).output().unwrap())
    };
    let link = "\u{1b}]8;;file://";
    assert!(run(&[("CLICOLOR_FORCE", "1"), ("FORCE_HYPERLINK", "1")], &[]).contains(link));
    assert!(!run(&[("CLICOLOR_FORCE", "1")], &[]).contains(link));
    let refused = run(&[("NO_COLOR", "1"), ("FORCE_HYPERLINK", "1")], &[]);
    assert!(!refused.contains('\u{1b}'), "{refused:?}");
    let refused = run(&[("FORCE_HYPERLINK", "1")], &["--color", "never"]);
    assert!(!refused.contains('\u{1b}'), "{refused:?}");
}

#[test]
fn files_with_carriage_returns_give_the_same_findings_at_their_own_bytes() {
    let folder = folder();
    let read = || -> Value {
        serde_json::from_slice(&check(folder.path(), &["--format", "json"]).stdout).unwrap()
    };
    let before = read();
    let crlf = |text: &str| text.replace('\n', "\r\n");
    fs::write(
        folder.path().join("bridge.en.txt"),
        crlf(&format!("Riverton news\n\n{ENGLISH}")),
    )
    .unwrap();
    fs::write(
        folder.path().join("bridge.es.txt"),
        crlf(&format!("Noticias de Riverton\n\n{SPANISH}")),
    )
    .unwrap();
    let after = read();
    let finding = |report: &Value| {
        let findings = report["findings"].as_array().unwrap().clone();
        findings
            .into_iter()
            .find(|finding| finding["rule"] == "money-mismatch")
            .unwrap()
    };
    let (before, after) = (finding(&before), finding(&after));
    assert_eq!(
        (&before["message"], &before["fingerprint"]),
        (&after["message"], &after["fingerprint"])
    );
    for location in after["locations"].as_array().unwrap() {
        let file =
            fs::read_to_string(folder.path().join(location["document"].as_str().unwrap())).unwrap();
        let at = |key: &str| usize::try_from(location[key].as_u64().unwrap()).unwrap();
        assert_eq!(
            &file[at("start")..at("end")],
            location["text"].as_str().unwrap()
        );
        assert_eq!((at("line"), at("end_line")), (3, 3));
        assert_eq!(
            at("end_column") - at("column"),
            location["text"].as_str().unwrap().chars().count()
        );
    }
}

#[test]
fn the_guide_and_the_manual_are_carried_by_the_program() {
    let folder = folder();
    let list = out(&cotejo(folder.path(), &["guide"]));
    for topic in ["translators", "ci", "batch"] {
        assert!(list.contains(topic));
        assert!(out(&cotejo(folder.path(), &["guide", topic])).starts_with("# "));
    }
    let unknown = cotejo(folder.path(), &["guide", "translator"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        err(&unknown).contains("did you mean `translators`?"),
        "{}",
        err(&unknown)
    );
    let page = out(&cotejo(folder.path(), &["man", "check"]));
    assert!(
        page.contains(".TH cotejo-check")
            && page.contains("EXAMPLES")
            && page.contains("fail\\-on"),
        "{page}"
    );
    assert_eq!(
        cotejo(folder.path(), &["man", "chekc"]).status.code(),
        Some(2)
    );
    let all = cotejo(folder.path(), &["man", "--out-dir", "man"]);
    assert_eq!(all.status.code(), Some(0), "{}", err(&all));
    for name in ["cotejo.1", "cotejo-check.1", "cotejo-guide.1"] {
        assert!(
            fs::read_to_string(folder.path().join("man").join(name))
                .unwrap()
                .contains(".TH"),
            "{name}"
        );
    }
    let help = out(&cotejo(folder.path(), &["check", "-h"]));
    assert!(
        help.find("Examples:").unwrap() < help.find("Usage:").unwrap(),
        "{help}"
    );
}

//! `cotejo align` in the formats of other tools, `cotejo learn`, and `--lexicon`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;

use quick_xml::Reader;
use quick_xml::events::Event;
use tempfile::TempDir;

use common::cotejo;

const ENGLISH: &str = "Riverton & Sons opened the <new> bridge in 2021.\nIt cost 1,560,000 euros.\nNobody was hurt in the storm of 14 March, said Laura Benton.\nNASA photographed it from 705 kilometres.\n";
const SPANISH: &str = "Riverton & Sons inauguró el <nuevo> puente en 2021.\nCostó 1.560.000 euros.\nLa NASA lo fotografió desde 705 kilómetros.\n";

fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.en.txt"), ENGLISH).unwrap();
    fs::write(folder.path().join("a.es.txt"), SPANISH).unwrap();
    folder
}

fn aligned(format: &str) -> String {
    let folder = folder();
    let args = [
        "align", "--units", "lines", "--format", format, "a.en.txt", "a.es.txt",
    ];
    let output = cotejo(folder.path(), &args);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is said on standard error of a text of lines beside the English one.
fn said_of(spanish: &str) -> String {
    let folder = folder();
    fs::write(folder.path().join("b.es.txt"), spanish).unwrap();
    let output = cotejo(
        folder.path(),
        &["align", "--units", "lines", "a.en.txt", "b.es.txt"],
    );
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn lines_of_a_wrong_pair_are_said_to_have_nothing_in_common() {
    let recipe = "Bata los huevos con el azúcar hasta que la mezcla quede blanca y espumosa.\nIncorpore la harina poco a poco y después la ralladura de un limón.\nHornee durante media hora y deje enfriar el bizcocho antes de servir.\nAcompañe el postre con fruta fresca, nata y una taza de chocolate caliente.\n";
    assert!(said_of(recipe).contains("Do they belong together?"));
    assert_eq!(said_of(SPANISH), "");
}

/// The texts of all elements of a name, read back by an XML reader.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut out = Vec::new();
    let mut inside = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().0 == name => {
                inside = true;
                out.push(String::new());
            }
            Event::End(end) if end.name().0 == name => inside = false,
            Event::Empty(empty) if empty.name().0 == name => {
                out.push(String::new());
            }
            Event::Text(text) if inside => {
                out.last_mut().unwrap().push_str(&text.xml10_content());
            }
            Event::GeneralRef(entity) if inside => {
                let name = entity.xml10_content();
                let resolved = quick_xml::escape::resolve_predefined_entity(&name).unwrap();
                out.last_mut().unwrap().push_str(resolved);
            }
            Event::Eof => return out,
            _ => {}
        }
    }
}

#[test]
fn a_memory_holds_what_has_both_sides() {
    let tmx = aligned("tmx");
    let english: Vec<&str> = ENGLISH.lines().collect();
    let spanish: Vec<&str> = SPANISH.lines().collect();
    let wanted = [
        english[0], spanish[0], english[1], spanish[1], english[3], spanish[2],
    ];
    assert_eq!(texts(&tmx, "seg"), wanted);
    assert!(tmx.contains("<tmx version=\"1.4\">") && tmx.contains("srclang=\"en\""));
    assert!(tmx.contains("<tuv xml:lang=\"es\">"));
}

#[test]
fn a_bilingual_file_holds_both_texts_whole() {
    let xliff = aligned("xliff");
    assert_eq!(texts(&xliff, "source"), ENGLISH.lines().collect::<Vec<_>>());
    assert_eq!(texts(&xliff, "target"), SPANISH.lines().collect::<Vec<_>>());
    assert_eq!(xliff.matches("state=\"initial\"").count(), 1);
    assert!(xliff.contains("srcLang=\"en\" trgLang=\"es\""));
}

#[test]
fn a_page_draws_each_link_and_lets_nothing_run() {
    let page = aligned("html");
    assert_eq!(page.matches("<line ").count(), 3, "{page}");
    assert_eq!(page.matches("<section ").count(), 4);
    assert!(page.contains("1-1, score ") && page.contains("the &lt;new&gt; bridge"));
    assert!(page.contains("default-src 'none'") && !page.contains("<script"));
    assert!(!page.contains(" style="));
}

/// Made-up words that no lexicon knows: what stands for what is to be learned.
const MEMORY: &str = "en\tes\nblorp frindle\tmokasi zanuti\nblorp quaggle\thetuno zanuti\nblorp snurf\tlipado zanuti\nfrindle quaggle\thetuno mokasi\nfrindle snurf\tlipado mokasi\nquaggle snurf\tlipado hetuno\n";

#[test]
fn what_was_learned_lines_up_what_nothing_else_could() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("memory.tsv"), MEMORY).unwrap();
    let learned = cotejo(folder.path(), &["learn", "memory.tsv", "-o", "lexicon.tsv"]);
    assert!(learned.status.success(), "{learned:?}");
    let lexicon = fs::read_to_string(path("lexicon.tsv")).unwrap();
    assert!(
        lexicon.starts_with("en\tes\n") && lexicon.contains("blorp\tzanuti\n"),
        "{lexicon}"
    );
    // The third line was left out; all lines are alike in length and spelling, so only the words say which.
    let source = "blorp frindle\nquaggle snurf\nblorp quaggle\nfrindle snurf\nblorp snurf\nfrindle quaggle\n";
    let target = "mokasi zanuti\nlipado hetuno\nlipado mokasi\nlipado zanuti\nhetuno mokasi\n";
    fs::write(path("a.txt"), source).unwrap();
    fs::write(path("b.txt"), target).unwrap();
    let beads = |more: &[&str]| {
        let mut args = vec!["align", "--units", "lines", "--format", "tsv"];
        args.extend(["--source-language", "en", "--target-language", "es"]);
        args.extend(["a.txt", "b.txt"]);
        args.extend(more);
        String::from_utf8(cotejo(folder.path(), &args).stdout).unwrap()
    };
    let with = beads(&["--lexicon", "lexicon.tsv"]);
    assert!(with.contains("\n3\t2\n4\t3\n5\t4\n"), "{with}");
    let without = beads(&[]);
    assert!(!without.contains("\n3\t2\n"), "{without}");
}

#[test]
fn what_cannot_be_learned_from_is_said() {
    let folder = folder();
    let message = |args: &[&str]| {
        let output = cotejo(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    fs::write(folder.path().join("bare.tsv"), "the house\tla casa\n").unwrap();
    assert!(message(&["learn", "bare.tsv"]).contains("--languages en,es"));
    assert!(message(&["learn", "a.en.txt"]).contains("pairs of documents"));
    assert!(message(&["learn", "bare.tsv", "-o", "bare.tsv"]).contains("learned from"));
    assert!(message(&["check", ".", "--lexicon", "none.tsv"]).contains("none.tsv"));
    assert!(message(&["check", ".", "--lexicon", "bare.tsv"]).contains("bare.tsv: line 1"));
}

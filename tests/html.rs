//! The pages as files: what a folder holds, that they are the same in every run, and what is not written over.
//! How they look and behave is for `tests/browser.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use cotejo::document::Document;
use cotejo::language::Language;
use cotejo::report::Report;
use cotejo::report::html::{
    ArticleView, IndexRow, Overview, PageKind, article_page, index_page, views,
};
use cotejo::{Corpus, Options, check};
use tempfile::TempDir;

fn cotejo(arguments: &[&str], html: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("check")
        .args(arguments)
        .args(["--fail-on", "never", "--html"])
        .arg(html)
        .output()
        .unwrap()
}

/// Every file below a folder, by its path from there.
fn files(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(inside, fs::read_to_string(path).unwrap());
            }
        }
    }
    found
}

fn read(path: &str, text: &str, language: Language) -> Document {
    cotejo::document::from_text(path, text, Some(language))
}

fn report(documents: Vec<Document>) -> (Report, Corpus) {
    let corpus = Corpus::new(documents);
    (check(&corpus, &Options::default()), corpus)
}

/// The page of two texts that are declared to be versions of one.
fn page(english: &str, spanish: &str) -> String {
    let (report, corpus) = report(vec![
        read("a.en", english, Language::EN),
        read("a.es", spanish, Language::ES),
    ]);
    let views = views(&report, corpus.documents());
    assert_eq!(views.len(), 1);
    article_page(&views[0])
}

#[test]
fn what_a_version_lacks_is_to_be_mended_in_the_version() {
    let english = "The council met on Tuesday in the old town hall.\n\nThe new bridge over the Almar will cost 1,560,000 euros, said the engineer Peter Holm.\n\nThe mayor closed the meeting at nine.";
    let spanish = "El ayuntamiento se reunió el martes en la vieja casa consistorial.\n\nLa alcaldesa cerró la reunión a las nueve.";
    let (report, corpus) = report(vec![
        read("a.en", english, Language::EN),
        read("a.es", spanish, Language::ES),
    ]);
    let row = views(&report, corpus.documents())[0].row();
    assert_eq!(row.by_rule.keys().collect::<Vec<_>>(), ["missing-passage"]);
    assert_eq!(row.by_language.keys().collect::<Vec<_>>(), ["es"]);
}

#[test]
fn a_folder_has_a_page_for_each_article_pair_and_text_alone_and_the_index_names_them_all() {
    let folder = TempDir::new().unwrap();
    let output = cotejo(&["seeds"], folder.path());
    assert!(output.status.success(), "{output:?}");
    let files = files(folder.path());
    assert_eq!(files.len(), 7, "{:?}", files.keys());
    let index = &files[Path::new("index.html")];
    for path in files.keys().filter(|path| path.starts_with("pages")) {
        assert!(
            index.contains(&format!("href=\"{}\"", path.display())),
            "{path:?}"
        );
    }
    for (path, text) in &files {
        for outside in [
            " src=",
            "href=\"http",
            "<link",
            "<iframe",
            "@import",
            "url(h",
        ] {
            assert!(!text.contains(outside), "{path:?} holds {outside}");
        }
    }
}

#[test]
fn pages_are_the_same_in_every_run_on_any_number_of_threads() {
    let [one, two] = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    cotejo(&["fixtures/html", "--jobs", "1"], one.path());
    cotejo(&["fixtures/html", "--jobs", "3"], two.path());
    assert_eq!(files(one.path()), files(two.path()));
    // And over what an earlier run wrote.
    let output = cotejo(&["fixtures/html", "--jobs", "3"], one.path());
    assert!(output.status.success());
    assert_eq!(files(one.path()), files(two.path()));
}

#[test]
fn one_article_fits_into_one_file_and_several_do_not() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("review.html");
    let pair = ["fixtures/html/bridge.en.md", "fixtures/html/bridge.es.md"];
    let output = cotejo(&pair, &file);
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("money-mismatch") && !text.contains("All articles"));
    let output = cotejo(&["fixtures/html"], &folder.path().join("all.html"));
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("all.html") && message.contains("name a folder instead"),
        "{message}"
    );
    assert_eq!(
        files(folder.path()).len(),
        1,
        "nothing half-written is left"
    );
}

#[test]
fn a_page_that_cotejo_did_not_write_is_not_written_over() {
    let folder = TempDir::new().unwrap();
    let index = folder.path().join("index.html");
    fs::write(&index, "<h1>My site</h1>").unwrap();
    let output = cotejo(&["fixtures/html"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("was not written by cotejo"), "{message}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.contains("money-mismatch"),
        "the rest is reported: {printed}"
    );
    assert_eq!(fs::read_to_string(&index).unwrap(), "<h1>My site</h1>");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_row_survives_being_kept_and_the_index_is_the_same_from_it() {
    let (report, corpus) = report(vec![
        read("a.en", "The bridge cost 1.5 million euros.", Language::EN),
        read(
            "a.es",
            "El puente costó 15 millones de euros.",
            Language::ES,
        ),
    ]);
    let rows: Vec<IndexRow> = views(&report, corpus.documents())
        .iter()
        .map(ArticleView::row)
        .collect();
    assert_eq!(rows[0].kind, PageKind::Article);
    assert_eq!((rows[0].findings.major, rows[0].passages), (1, 1));
    assert_eq!(rows[0].by_language["es"].total(), 1);
    let kept = serde_json::to_string(&rows).unwrap();
    let back: Vec<IndexRow> = serde_json::from_str(&kept).unwrap();
    assert_eq!(back, rows);
    let overview = Overview::new(&report);
    assert_eq!(index_page(&back, &overview), index_page(&rows, &overview));
}

#[test]
fn an_article_s_page_does_not_depend_on_what_else_is_in_the_run() {
    let [alone, among] = [TempDir::new().unwrap(), TempDir::new().unwrap()];
    let market = ["fixtures/html/market.ar.txt", "fixtures/html/market.en.txt"];
    cotejo(&market, alone.path());
    cotejo(&["fixtures/html"], among.path());
    let (alone, among) = (files(alone.path()), files(among.path()));
    let page = alone.keys().find(|path| path.starts_with("pages")).unwrap();
    assert_eq!(alone[page], among[page]);
}

#[test]
fn a_related_pair_alone_has_the_page_it_has_among_others() {
    let seed = |name: &str| {
        let path = format!("seeds/{name}.txt");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
        cotejo::document::from_text(&path, &text, None)
    };
    let names = [
        "000_26422a223667992f",
        "001_d4b1c50f562edea8",
        "003_f730f0e15d597460",
    ];
    let all = Corpus::new(names.map(seed).to_vec());
    let pair = Corpus::new([names[0], names[2]].map(seed).to_vec()).declaring([]);
    let (whole, part) = (
        check(&all, &Options::default()),
        check(&pair, &Options::default()),
    );
    let borrowed: Vec<&Document> = pair.documents().iter().collect();
    let alone = views(&part, &borrowed);
    assert_eq!(alone[0].row().kind, PageKind::Related);
    let among = views(&whole, all.documents());
    let among = among.iter().find(|view| view.link() == alone[0].link());
    assert_eq!(article_page(among.unwrap()), article_page(&alone[0]));
}

#[test]
fn what_differs_is_highlighted_on_both_sides_and_numbered() {
    let page = page(
        "The bridge cost 1.5 million euros.",
        "El puente costó 15 millones de euros.",
    );
    assert!(
        page.contains(
            "<mark class=\"major\" data-f=\"1\">1.5 million euros</mark><a class=\"ref major\""
        ),
        "{page}"
    );
    assert!(page.contains(
        "<mark class=\"major\" data-f=\"1\">15 millones de euros</mark><a class=\"ref major\""
    ));
    assert!(page.contains("lang=\"es\" dir=\"ltr\""));
}

#[test]
fn texts_without_a_passage_make_a_page_too() {
    for (english, spanish) in [
        ("", ""),
        ("Hello.", ""),
        ("", "Hola."),
        ("---\na: b\n---\n", "x"),
    ] {
        let page = page(english, spanish);
        assert!(page.ends_with("</html>"), "{english:?} {spanish:?}");
    }
    let overview = report(Vec::new());
    assert!(index_page(&[], &Overview::new(&overview.0)).contains("Nothing was read"));
}

#[test]
fn a_page_grows_with_its_text_and_not_faster() {
    let text = |sentence: &dyn Fn(usize) -> String| -> String {
        (0..320)
            .map(|n| sentence(n) + if n % 8 == 7 { "\n\n" } else { " " })
            .collect()
    };
    let english = text(&|n| {
        format!(
            "In {} the river took {} boats from the harbour.",
            1400 + n,
            n + 3
        )
    });
    let spanish = text(&|n| {
        format!(
            "En {} el río se llevó {} barcos del puerto.",
            1400 + n,
            n + 3
        )
    });
    let texts = english.len() + spanish.len();
    let size = page(&english, &spanish).len() - page("", "").len();
    assert!(size < texts * 3, "{size} bytes for {texts} bytes of text");
}

//! `cotejo report`: the same findings as `check`, whatever was kept of earlier runs.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use common::cotejo;

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A tree with the seeds, and short articles in two languages that have one wrong number each.
fn tree() -> TempDir {
    let folder = TempDir::new().unwrap();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let articles = folder.path().join("articles");
    fs::create_dir(&articles).unwrap();
    for entry in fs::read_dir(seeds).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), articles.join(entry.file_name())).unwrap();
    }
    for (number, town) in ["Riverton", "Lakemore", "Hillford", "Marsden"]
        .iter()
        .enumerate()
    {
        let families = 240 + number * 13;
        let english = format!(
            "The council of {town} approved the new bridge on {} May 2021. It will cost 1.5 million euros.\n\nThe mayor, Laura Benton of {town}, said that {families} families will be closer to the school. Work begins in September.\n",
            number + 4
        );
        let spanish = format!(
            "El ayuntamiento de {town} aprobó el nuevo puente el {} de mayo de 2021. Costará 1,5 millones de euros.\n\nLa alcaldesa, Laura Benton, de {town}, dijo que {} familias estarán más cerca de la escuela. Las obras empiezan en septiembre.\n",
            number + 4,
            families + 1
        );
        fs::write(articles.join(format!("bridge{number}.en.txt")), english).unwrap();
        fs::write(articles.join(format!("bridge{number}.es.txt")), spanish).unwrap();
    }
    folder
}

/// Every file of a report but what is kept for the next run, with its contents.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap() == ".cache" {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                out.push((
                    path.strip_prefix(folder).unwrap().to_owned(),
                    fs::read(&path).unwrap(),
                ));
            }
        }
    }
    out.sort();
    out
}

#[test]
fn the_json_report_has_the_bytes_that_check_prints() {
    let folder = tree();
    let checked = cotejo(folder.path(), &["check", "articles", "--format", "json"]);
    let reported = cotejo(folder.path(), &["report", "articles", "--out", "out"]);
    assert_eq!(
        reported.status.code(),
        Some(1),
        "{}",
        text(&reported.stderr)
    );
    let json = fs::read(folder.path().join("out/report.json")).unwrap();
    assert!(json == checked.stdout);
}

#[test]
fn a_second_run_and_one_without_a_cache_or_with_one_thread_give_the_same_files() {
    let folder = tree();
    let run = |args: &[&str]| {
        let all = [&["report", "articles"], args].concat();
        let output = cotejo(folder.path(), &all);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        (files(&folder.path().join(args[1])), output.stdout)
    };
    let first = run(&["--out", "one"]);
    assert!(folder.path().join("one/.cache/CACHEDIR.TAG").exists());
    assert!(run(&["--out", "one"]) == first);
    assert!(run(&["--out", "two", "--no-cache", "--jobs", "1"]) == first);
    assert!(!folder.path().join("two/.cache").exists());
    assert!(run(&["--out", "three", "--cache", "one/.cache"]) == first);
}

#[test]
fn what_changed_is_done_again_and_nothing_else() {
    let folder = tree();
    let run = |args: &[&str]| {
        let all = [&["report", "articles", "--out", "out"], args].concat();
        cotejo(folder.path(), &all);
        fs::read_to_string(folder.path().join("out/report.json")).unwrap()
    };
    let before = run(&[]);
    assert!(before.contains("240") && before.contains("241"));
    let place = folder.path().join("articles/bridge0.es.txt");
    let mended = fs::read_to_string(&place).unwrap().replace("241", "240");
    fs::write(&place, mended).unwrap();
    let after = run(&[]);
    assert!(!after.contains("241 familias"));
    assert_eq!(after, run(&["--no-cache"]));
    let fewer = run(&["--skip", "number-mismatch"]);
    assert!(!fewer.contains("number-mismatch"));
    assert_eq!(after, run(&[]));
}

#[test]
fn what_the_rest_of_the_tree_says_of_a_document_is_not_taken_from_a_run_without_it() {
    let folder = tree();
    let all = |paths: &[&str], out: &str, args: &[&str]| {
        let all = [&["report", "--out", out], args, paths].concat();
        cotejo(folder.path(), &all);
        files(&folder.path().join(out))
    };
    let alone = ["articles/bridge0.en.txt"];
    let pages = all(&alone, "one", &["--cache", "kept"]);
    let notice = "one document alone";
    let tells = |(_, bytes): &(PathBuf, Vec<u8>)| text(bytes).contains(notice);
    let html = |(path, _): &&(PathBuf, Vec<u8>)| path.extension().is_some_and(|end| end == "html");
    assert!(pages.iter().filter(html).any(tells));

    let pair = ["articles/bridge0.en.txt", "articles/bridge1.en.txt"];
    let kept = all(&pair, "two", &["--cache", "kept"]);
    assert!(!kept.iter().filter(html).any(tells));
    assert!(kept == all(&pair, "three", &["--no-cache"]));
}

#[test]
fn one_bad_file_is_a_notice_and_all_else_is_reported() {
    let folder = tree();
    fs::write(
        folder.path().join("articles/broken.txt"),
        b"\x00\x01\x02\x00binary",
    )
    .unwrap();
    for _ in 0..2 {
        let output = cotejo(folder.path(), &["report", "articles", "--out", "out"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains("articles/broken.txt"));
        let json = fs::read_to_string(folder.path().join("out/report.json")).unwrap();
        assert!(json.contains("partition-overlap") && json.contains("broken.txt"));
    }
}

#[test]
fn a_cache_that_holds_rubbish_is_as_good_as_none() {
    let folder = tree();
    let report = || {
        cotejo(folder.path(), &["report", "articles", "--out", "out"]);
        files(&folder.path().join("out"))
    };
    let first = report();
    let mut spoiled = 0;
    for group in fs::read_dir(folder.path().join("out/.cache")).unwrap() {
        let group = group.unwrap().path();
        for entry in group
            .is_dir()
            .then(|| fs::read_dir(&group).unwrap())
            .into_iter()
            .flatten()
        {
            fs::write(entry.unwrap().path(), b"{\"findings\": 3").unwrap();
            spoiled += 1;
        }
    }
    assert!(spoiled > 10);
    assert!(report() == first);
}

#[test]
fn a_run_that_was_killed_is_taken_up_and_ends_with_the_same_files() {
    let folder = tree();
    let args = ["report", "articles", "--out", "whole"];
    cotejo(folder.path(), &args);
    let whole = files(&folder.path().join("whole"));
    for milliseconds in [5, 60, 200, 400] {
        let mut run = Command::new(env!("CARGO_BIN_EXE_cotejo"))
            .current_dir(folder.path())
            .args(["report", "articles", "--out", "torn"])
            .stderr(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    cotejo(folder.path(), &["report", "articles", "--out", "torn"]);
    assert!(files(&folder.path().join("torn")) == whole);
}

#[test]
fn standard_input_is_refused() {
    let folder = tree();
    let output = cotejo(folder.path(), &["report", "-", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`-`"));
}

#[test]
fn pages_and_tables_are_those_of_check() {
    let folder = tree();
    cotejo(folder.path(), &["report", "articles", "--out", "out"]);
    let csv = ["--output", "csv=site/findings.csv", "--quiet"];
    let all = [&["check", "articles", "--html", "site"], &csv[..]].concat();
    cotejo(folder.path(), &all);
    let batch: Vec<_> = files(&folder.path().join("out"))
        .into_iter()
        .filter(|(name, _)| {
            !["report.json", "findings.xlsx"]
                .iter()
                .any(|other| name == Path::new(other))
        })
        .collect();
    assert!(batch.len() > 5);
    assert!(batch == files(&folder.path().join("site")));
}

#[test]
fn pages_of_articles_that_are_gone_go_too_and_nothing_else_does() {
    let folder = tree();
    let report = || cotejo(folder.path(), &["report", "articles", "--out", "out"]);
    report();
    let pages = folder.path().join("out/pages");
    fs::write(pages.join("mine.html"), "<p>by hand").unwrap();
    let of_the_first = || {
        let names = fs::read_dir(&pages).unwrap();
        let names = names.map(|page| page.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("bridge0")).count()
    };
    assert!(of_the_first() > 0);
    for language in ["en", "es"] {
        fs::remove_file(
            folder
                .path()
                .join(format!("articles/bridge0.{language}.txt")),
        )
        .unwrap();
    }
    report();
    assert_eq!(of_the_first(), 0);
    assert!(pages.join("mine.html").exists());
}

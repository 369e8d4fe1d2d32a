//! The floors: a module uses only those below its own.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up; `pipeline` and `record` stand on all floors but the command line.
const FLOORS: [&str; 14] = [
    "text", "language", "document", "facts", "align", "article", "checks", "report", "config",
    "baseline", "changes", "pipeline", "record", "cli",
];

fn floor(name: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| *floor == name)
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// The floors that a line of code names as `crate::floor`.
fn named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let after = code.split("crate::").skip(1);
    after
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn upward(home: usize, text: &str) -> Vec<String> {
    let arrows = text
        .lines()
        .enumerate()
        .flat_map(|(number, line)| named(line).into_iter().map(move |name| (number + 1, name)));
    arrows
        .filter(|(_, name)| floor(name).is_some_and(|floor| floor > home))
        .map(|(line, name)| format!("line {line} uses crate::{name}"))
        .collect()
}

#[test]
fn no_module_uses_a_floor_above_its_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files(&src, &mut paths);
    let mut wrong = Vec::new();
    for path in paths {
        let inside = path.strip_prefix(&src).unwrap();
        let home = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .trim_end_matches(".rs")
            .to_owned();
        let Some(home) = floor(&home) else { continue };
        wrong.extend(
            upward(home, &fs::read_to_string(&path).unwrap())
                .into_iter()
                .map(|arrow| format!("{}: {arrow}", inside.display())),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn an_arrow_that_goes_up_is_seen() {
    assert_eq!(
        upward(0, "use crate::text::Span;\nuse crate::checks::Draft;"),
        ["line 2 uses crate::checks"]
    );
    assert!(upward(6, "let x = crate::facts::extract(d); // crate::cli").is_empty());
}

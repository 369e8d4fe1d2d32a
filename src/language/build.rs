//! Lists `packs/*.toml`, so that a language is added by adding its file, and puts each into JSON, which a
//! run reads ten times as fast. What every text needs of every pack (the words of pages, of dates, of
//! grammar) goes into a table of its own, so that a run reads the whole pack of its own languages only. The lexicon becomes
//! hash tables and the vocabularies become automata, in which a run looks words up where they lie.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};

mod language {
    pub(crate) use crate::pack::Pack;
}
#[path = "build/common.rs"]
mod common;
#[path = "../align/concept.rs"]
mod concept;
#[path = "../text/fold.rs"]
#[allow(unreachable_pub, reason = "the library shows it to its users")]
mod fold;
#[path = "build/lexicon.rs"]
mod lexicon;
#[path = "pack.rs"]
#[allow(
    unreachable_pub,
    clippy::struct_field_names,
    reason = "the library shows it to its users, by the names that packs have"
)]
mod pack;
#[path = "../align/pack_names.rs"]
mod pack_names;
#[path = "../align/phrase.rs"]
mod phrase;
#[path = "../align/slot.rs"]
mod slot;
#[path = "../align/tokens.rs"]
#[allow(dead_code, reason = "a run looks at more of a token")]
mod tokens;

/// The keys that page furniture, datelines and the first look at a language are told by.
const SURFACE: [&str; 9] = [
    "tag",
    "name",
    "native_name",
    "complete",
    "source",
    "dates",
    "times",
    "furniture",
    "function_words",
];

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join("src/language/packs");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)
        .expect("the packs folder is part of the source")
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    let (mut packs, mut surfaces) = (String::new(), String::new());
    let mut parsed = BTreeMap::new();
    for path in &files {
        let text = fs::read_to_string(path).expect("a pack is UTF-8");
        let pack: Map<String, Value> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tag = path
            .file_stem()
            .expect("a file name")
            .to_string_lossy()
            .into_owned();
        let json = |pack| serde_json::to_string(pack).expect("TOML fits into JSON");
        let file = format!("pack.{tag}");
        write(&file, &deflated(&json(&pack)));
        let _ = writeln!(packs, "    ({tag:?}, include_bytes!({file:?})),");
        let _ = writeln!(surfaces, "    ({tag:?}, {:?}),", json(&surface(&pack)));
        let pack = pack::Pack::parse(&text).unwrap_or_else(|error| panic!("{tag}: {error}"));
        parsed.insert(tag, pack);
    }
    let text = format!(
        "/// Every pack: its tag and its text as deflated JSON, in order of the tag.\npub(super) const PACKS: &[(&str, &[u8])] = &[\n{packs}];\n\
         /// What pages need of every pack, as JSON, likewise.\npub(super) const SURFACES: &[(&str, &str)] = &[\n{surfaces}];\n"
    );
    write("packs.rs", text.as_bytes());
    let table = fs::read_to_string(folder.join("lexicon.tsv")).expect("the lexicon is UTF-8");
    let columns = lexicon::columns(&table);
    lexicon::write_tables(&columns, &parsed);
    vocabulary(&folder.join("vocabulary"), common::lists(&columns, &parsed));
    manuals();
}

/// Takes the manual page of each rule, the `//!` lines at the head of its file, out of the source.
fn manuals() {
    let folder =
        Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("src/checks");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(&folder).expect("the rules are part of the source") {
        let path = entry.expect("a folder entry").path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a rule is UTF-8");
        if text.contains("static META: Meta") {
            let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
            let page: Vec<_> = lines.map(|it| it.strip_prefix(' ').unwrap_or(it)).collect();
            let name = path.file_stem().expect("a file name").to_string_lossy();
            pages.insert(name.replace('_', "-"), page.join("\n"));
        }
    }
    let mut rows = String::new();
    for (name, page) in &pages {
        let _ = writeln!(rows, "    ({name:?}, {page:?}),");
    }
    let text = format!(
        "/// The manual page of each rule, as Markdown, in order of the name.\nstatic MANUALS: &[(&str, &str)] = &[\n{rows}];\n"
    );
    write("manuals.rs", text.as_bytes());
}

/// Makes an automaton of each list of words (a folded word a line), so that a run looks words up where they lie.
fn vocabulary(folder: &Path, common: Vec<(String, BTreeSet<String>)>) {
    let mut lists: BTreeMap<String, BTreeSet<String>> = common.into_iter().collect();
    for entry in fs::read_dir(folder).expect("the vocabularies are part of the source") {
        let path = entry.expect("a folder entry").path();
        let text = fs::read_to_string(&path).expect("a vocabulary is UTF-8");
        let name = path.file_stem().expect("a file name").to_string_lossy();
        lists.insert(name.into_owned(), text.lines().map(str::to_owned).collect());
    }
    let mut rows = String::new();
    for (name, words) in &lists {
        let set = fst::Set::from_iter(words).expect("the words are in order");
        let file = format!("{name}.fst");
        write(&file, set.as_fst().as_bytes());
        // The table is included from beside the files.
        let _ = writeln!(rows, "    ({name:?}, include_bytes!({file:?})),");
    }
    let text = format!(
        "/// Every list: its name and its automaton, in order of the name.\nconst LISTS: &[(&str, &[u8])] = &[\n{rows}];\n"
    );
    write("vocabulary.rs", text.as_bytes());
}

/// A pack is read once a run if at all, and would take four times the room.
fn deflated(text: &str) -> Vec<u8> {
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    out.write_all(text.as_bytes())
        .and_then(|()| out.finish())
        .expect("memory takes it")
}

/// Writes a file from which the program is compiled.
fn write(name: &str, bytes: &[u8]) {
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join(name), bytes).expect("the build folder takes a file");
}

/// The part of a pack that every text needs; the required keys of the rest stay, empty.
fn surface(pack: &Map<String, Value>) -> Map<String, Value> {
    let mut kept: Map<_, _> = pack
        .iter()
        .filter(|(key, _)| SURFACE.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let empty = |value: &Value| match value {
        Value::Array(_) => Value::Array(Vec::new()),
        Value::Object(_) => Value::Object(Map::new()),
        other => other.clone(),
    };
    for (table, keep) in [
        ("numbers", ["group", "joiners"].as_slice()),
        ("names", &["particles"]),
    ] {
        let Some(Value::Object(words)) = pack.get(table) else {
            continue;
        };
        let words = words.iter().map(|(key, value)| {
            let value = if keep.contains(&key.as_str()) {
                value.clone()
            } else {
                empty(value)
            };
            (key.clone(), value)
        });
        kept.insert(table.to_owned(), Value::Object(words.collect()));
    }
    kept
}

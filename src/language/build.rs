//! Lists `packs/*.toml`, so that a language is added by adding its file, and puts each into JSON, which a
//! run reads ten times as fast. What every text needs of every pack (the words of pages, of dates, of
//! grammar) goes into a table of its own, so that a run reads the whole pack of its own languages only. So does each
//! column of the lexicon. The vocabularies become automata.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use serde_json::{Map, Value};

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
    for path in &files {
        let text = fs::read_to_string(path).expect("a pack is UTF-8");
        let pack: Map<String, Value> =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let tag = path
            .file_stem()
            .expect("a file name")
            .to_string_lossy()
            .into_owned();
        let row = |pack: &Map<String, Value>| {
            let json = serde_json::to_string(pack).expect("TOML fits into JSON");
            format!("    ({tag:?}, {json:?}),\n")
        };
        packs += &row(&pack);
        surfaces += &row(&surface(&pack));
    }
    let table = |doc: &str, name: &str, rows: &str| {
        format!("/// {doc}\npub(super) const {name}: &[(&str, &str)] = &[\n{rows}];\n")
    };
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("packs.rs");
    let text = table(
        "Every pack: its tag and its text as JSON, in order of the tag.",
        "PACKS",
        &packs,
    ) + &table(
        "What pages need of every pack, likewise.",
        "SURFACES",
        &surfaces,
    );
    fs::write(out, text).expect("the build folder takes a file");
    lexicon(&folder.join("lexicon.tsv"));
    vocabulary(&folder.join("vocabulary"));
}

/// Makes an automaton of each list of words (a folded word a line), so that a run looks words up where they lie.
fn vocabulary(folder: &Path) {
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let mut lists: Vec<_> = fs::read_dir(folder)
        .expect("the vocabularies are part of the source")
        .map(|entry| entry.expect("a folder entry").path())
        .collect();
    lists.sort_by_key(|path| path.file_stem().map(ToOwned::to_owned));
    let mut rows = String::new();
    for path in &lists {
        let text = fs::read_to_string(path).expect("a vocabulary is UTF-8");
        let mut words: Vec<&str> = text.lines().collect();
        words.sort_unstable();
        words.dedup();
        let set = fst::Set::from_iter(words).expect("the words are in order");
        let name = path.file_stem().expect("a file name").to_string_lossy();
        let file = format!("{name}.fst");
        fs::write(Path::new(&out).join(&file), set.as_fst().as_bytes())
            .expect("the build folder takes a file");
        // The table is included from beside the files.
        let _ = writeln!(rows, "    ({name:?}, include_bytes!({file:?})),");
    }
    let text = format!(
        "/// Every list: its name and its automaton, in order of the name.\nconst LISTS: &[(&str, &[u8])] = &[\n{rows}];\n"
    );
    fs::write(Path::new(&out).join("vocabulary.rs"), text).expect("the build folder takes a file");
}

/// Puts each column of the lexicon into a list of its own, a concept a line, so that a run reads its own languages only.
fn lexicon(path: &Path) {
    let text = fs::read_to_string(path).expect("the lexicon is UTF-8");
    let mut lines = text.lines();
    let tags: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut columns = vec![String::new(); tags.len()];
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), tags.len(), "lexicon.tsv, line {}", number + 2);
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push_str(cell);
            column.push('\n');
        }
    }
    let mut rows = String::new();
    for (tag, column) in tags.iter().zip(&columns) {
        let _ = writeln!(rows, "    ({tag:?}, {column:?}),");
    }
    let text = format!(
        "/// Each column of the shipped lexicon: its tag, and a concept a line.\nconst COLUMNS: &[(&str, &str)] = &[\n{rows}];\n"
    );
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("lexicon.rs");
    fs::write(out, text).expect("the build folder takes a file");
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

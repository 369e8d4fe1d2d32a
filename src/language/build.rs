//! Lists `packs/*.toml`, so that a language is added by adding its file.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

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
    let mut table = String::from(
        "/// Every pack: its tag and its text, in order of the tag.\npub(super) const PACKS: &[(&str, &str)] = &[\n",
    );
    for path in &files {
        let tag = path.file_stem().expect("a file name").to_string_lossy();
        let path = path.to_string_lossy();
        writeln!(table, "    ({tag:?}, include_str!({path:?})),").expect("a string takes all");
    }
    table.push_str("];\n");
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("packs.rs");
    fs::write(out, table).expect("the build folder takes a file");
}

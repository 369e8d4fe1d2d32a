//! The proposal as a person would have written it.

use std::fmt::Write as _;

use super::schemes::Candidate;
use crate::config::Config;

fn quoted_word(word: &str) -> String {
    toml::Value::String(word.to_owned()).to_string()
}

/// What a scheme pairs, in a sentence.
pub(super) fn remark(candidate: &Candidate) -> String {
    let [source, version] = &candidate.example;
    let names = candidate
        .languages
        .keys()
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    format!(
        "{} files go together as {source} and {version} do ({names})",
        candidate.files.len()
    )
}

/// The text of the configuration.
pub(super) fn written(config: &Config, candidates: &[Candidate]) -> String {
    let mut out = String::from(
        "# Settings of cotejo, written by `cotejo init`. `cotejo guide config` explains every key;\n\
         # `cotejo schema` prints a JSON Schema with which editors complete and check them.\n\n",
    );
    let quoted = |words: &[String]| {
        let words: Vec<_> = words.iter().map(|word| quoted_word(word)).collect();
        words.join(", ")
    };
    if let Some(source) = &config.source {
        let source = quoted_word(source);
        let _ = writeln!(
            out,
            "# The language that the others are translated from.\nsource = {source}"
        );
    }
    if !config.languages.is_empty() {
        let _ = writeln!(
            out,
            "# What {{lang}} stands for.\nlanguages = [{}]",
            quoted(&config.languages)
        );
    }
    if !config.paths.is_empty() {
        let _ = writeln!(
            out,
            "# Folders to read. Which files are versions of one text is found by their contents.\npaths = [{}]",
            quoted(&config.paths)
        );
    }
    out.push_str(
        "\n# Files to pass over, written as in .gitignore.\n# ignore = [\"drafts/\"]\n\
         # What fails a run: neutral, minor, major, critical or never.\nfail-on = \"major\"\n\
         # Whether a missing version fails it too.\nrequire-complete = false\n",
    );
    if !config.language_names.is_empty() {
        out.push_str("\n# Folders that are no language tags.\n[language-names]\n");
        for (name, tag) in &config.language_names {
            let _ = writeln!(out, "{} = {}", quoted_word(name), quoted_word(tag));
        }
    }
    for candidate in candidates {
        let _ = writeln!(out, "\n# {}\n[[documents]]", remark(candidate));
        let entry = &candidate.entry;
        for (key, value) in [
            ("pattern", &entry.pattern),
            ("source", &entry.source),
            ("translation", &entry.translation),
        ] {
            if let Some(value) = value {
                let _ = writeln!(out, "{key} = {}", quoted_word(value));
            }
        }
    }
    out.push_str(
        "\n# Rules that are off or have another severity (`cotejo rules` lists them).\n# [rules]\n# number-format = \"off\"\n\
         \n# Findings that are no problem, each with the reason.\n# [[ignore-findings]]\n# rule = \"name-mismatch\"\n\
         # text = \"Sao\"\n# reason = \"the paper spells him so\"\n",
    );
    out
}

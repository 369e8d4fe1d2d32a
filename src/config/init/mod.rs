//! A configuration for a tree that has none: how its versions are named is read off its paths, and only patterns that
//! really pair files are proposed.

mod schemes;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ignore::WalkBuilder;

use schemes::{Candidate, Form, Spot, candidate, is_tag, language_called, spots};
use written::{remark, written};

use super::plan::plan;
use super::{Config, DocumentFiles, Root};
use crate::document::read::{ReadOptions, read_file};
use crate::document::walk::{display, is_text};
use crate::language::{self, Language};
use crate::text::plural;

/// What `cotejo init` proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The text of the configuration.
    pub toml: String,
    /// What was found, in a few lines.
    pub found: Vec<String>,
}

/// Looks at a folder. `None` where it holds no texts at all.
pub fn propose(folder: &Path) -> Option<Proposal> {
    let files = texts(folder);
    if files.is_empty() {
        return None;
    }
    let spots: Vec<Spot> = files.iter().flat_map(|file| spots(file)).collect();
    let in_spots: BTreeSet<&str> = spots.iter().map(|spot| spot.path.as_str()).collect();
    let plain: Vec<&str> = files
        .iter()
        .map(String::as_str)
        .filter(|file| !in_spots.contains(file))
        .collect();
    let mut schemes: BTreeMap<(&str, &Form), Vec<&Spot>> = BTreeMap::new();
    for spot in &spots {
        schemes
            .entry((&spot.prefix, &spot.form))
            .or_default()
            .push(spot);
    }
    let mut candidates: Vec<Candidate> = schemes
        .iter()
        .filter_map(|((prefix, form), spots)| candidate(prefix, form, spots, &plain))
        .collect();
    // What pairs most files is right; of two schemes for the same files the other one is chance.
    candidates.sort_by(|a, b| {
        b.files
            .len()
            .cmp(&a.files.len())
            .then(a.entry.shown().cmp(b.entry.shown()))
    });
    let mut taken: BTreeSet<String> = BTreeSet::new();
    candidates.retain(|candidate| {
        let free = candidate.files.iter().all(|file| !taken.contains(file));
        if free {
            taken.extend(candidate.files.iter().cloned());
        }
        free
    });
    Some(proposal(folder, &files, candidates))
}

impl DocumentFiles {
    fn shown(&self) -> &str {
        self.pattern
            .as_deref()
            .or(self.translation.as_deref())
            .unwrap_or_default()
    }
}

/// The texts of a tree, with `/`, in order.
fn texts(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = WalkBuilder::new(folder)
        .require_git(false)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry.file_type().is_some_and(|kind| kind.is_file()) && is_text(entry.path())
        })
        .filter_map(|entry| entry.path().strip_prefix(folder).ok().map(display))
        .collect();
    files.sort_unstable();
    files
}

/// Writes the configuration, and takes back what does not hold when it is used.
fn proposal(folder: &Path, files: &[String], candidates: Vec<Candidate>) -> Proposal {
    let root = Root::of(&folder.join(super::FILE_NAMES[0]), folder);
    let mut config = Config::default();
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let mut tried = config.clone();
        tried.documents.push(candidate.entry.clone());
        say_languages(&mut tried, kept.iter().chain([&candidate]), folder);
        let articles = |config: &Config| plan(config, &root, &[]).articles.len();
        if articles(&tried) > articles(&config) {
            config = tried;
            kept.push(candidate);
        }
    }
    if kept.is_empty() {
        let found = vec![
            format!(
                "{} texts, and nothing in their paths that names a language",
                files.len()
            ),
            "versions will be found by their contents".to_owned(),
        ];
        config.paths = vec![".".to_owned()];
        return Proposal {
            toml: written(&config, &[]),
            found,
        };
    }
    let plan = plan(&config, &root, &[]);
    let mut found: Vec<String> = kept.iter().map(remark).collect();
    found.push(format!(
        "{}; the source language is {}",
        plural(plan.articles.len(), "article"),
        config.source.as_deref().map_or_else(
            || "not known".to_owned(),
            |tag| { Language::new(tag).map_or_else(|| tag.to_owned(), language::name,) }
        )
    ));
    if !plan.missing.is_empty() {
        let missing = plural(plan.missing.len(), "version");
        found.push(format!("{missing} missing; `cotejo check` lists them"));
    }
    Proposal {
        toml: written(&config, &kept),
        found,
    }
}

/// The languages that were found, and which of them is the source's.
fn say_languages<'a>(
    config: &mut Config,
    candidates: impl Iterator<Item = &'a Candidate>,
    folder: &Path,
) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut source: Option<Language> = None;
    for candidate in candidates {
        for (language, count) in &candidate.languages {
            *counts.entry(language.clone()).or_insert(0) += count;
        }
        source = source.or_else(|| plain_language(folder, &candidate.plain));
    }
    let tag = |name: &str| {
        if is_tag(name) {
            name.to_owned()
        } else {
            language_called(name).map_or_else(|| name.to_owned(), |language| language.to_string())
        }
    };
    let english = |name: &str| Language::new(&tag(name)) == Some(Language::EN);
    let most = counts
        .iter()
        .max_by(|a, b| {
            a.1.cmp(b.1)
                .then(english(a.0).cmp(&english(b.0)))
                .then(b.0.cmp(a.0))
        })
        .map(|(name, _)| tag(name));
    let source = match source {
        Some(language) => {
            let same = counts
                .keys()
                .map(|name| tag(name))
                .find(|tag| tag == language.as_str());
            Some(same.unwrap_or_else(|| language.to_string()))
        }
        None => most,
    };
    let mut names: Vec<String> = counts.keys().cloned().collect();
    if let Some(source) = &source {
        match names.iter().position(|name| tag(name) == *source) {
            Some(at) => {
                let first = names.remove(at);
                names.insert(0, first);
            }
            None => names.insert(0, source.clone()),
        }
    }
    config.language_names = names
        .iter()
        .filter(|name| !is_tag(name))
        .map(|name| (name.clone(), tag(name)))
        .collect();
    config.languages = names;
    config.source = source;
}

/// The language of sources whose paths do not name one: what most of the first few are in.
fn plain_language(folder: &Path, files: &[String]) -> Option<Language> {
    const LOOKED_AT: usize = 9;
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for file in files
        .iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .take(LOOKED_AT)
    {
        let read = read_file(&folder.join(file), ReadOptions::default());
        if let Some(language) = read.ok().and_then(|document| document.language().language) {
            *counts.entry(language).or_insert(0) += 1;
        }
    }
    counts
        .into_iter()
        .max_by(|a, b| {
            a.1.cmp(&b.1)
                .then((a.0 == Language::EN).cmp(&(b.0 == Language::EN)))
        })
        .map(|(language, _)| language)
}

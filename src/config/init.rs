//! A configuration for a tree that has none: how its versions are named is read off its paths, and only patterns that
//! really pair files are proposed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use ignore::WalkBuilder;

use super::plan::plan;
use super::{Config, DocumentFiles, Root};
use crate::document::read::{ReadOptions, read_file};
use crate::document::walk::{display, is_text};
use crate::language::{self, Language, is_known, is_supported, known_tags};

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

/// How a path names its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// By a folder.
    Folder,
    /// By the end of the file's name, after this mark.
    Ending(char),
}

/// A place in a path where a language may stand.
#[derive(Debug, Clone)]
struct Spot {
    path: String,
    form: Form,
    /// Of a folder: what stands before it, with its `/`. Of an ending: nothing.
    prefix: String,
    language: String,
    /// The path without the language: behind the folder, or without the ending.
    rest: String,
}

fn spots(path: &str) -> Vec<Spot> {
    let mut out = Vec::new();
    let (folders, name) = path
        .rsplit_once('/')
        .map_or(("", path), |(folders, name)| (folders, name));
    let mut prefix = String::new();
    for folder in folders.split('/').filter(|folder| !folder.is_empty()) {
        if is_folder_name(folder) {
            let rest = path
                .get(prefix.len() + folder.len() + 1..)
                .unwrap_or_default();
            out.push(Spot {
                path: path.to_owned(),
                form: Form::Folder,
                prefix: prefix.clone(),
                language: folder.to_owned(),
                rest: rest.to_owned(),
            });
        }
        prefix.push_str(folder);
        prefix.push('/');
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    for mark in ['.', '_', '-'] {
        // The tag may have the mark inside: `guide-pt-BR`.
        let cuts = stem.match_indices(mark).map(|(at, _)| at);
        let tagged = cuts
            .filter_map(|at| Some((stem.get(..at)?, stem.get(at + 1..)?)))
            .find(|(before, tag)| {
                !before.is_empty()
                    && is_tag(tag)
                    && (mark == '.' || Language::new(tag).is_some_and(is_supported))
            });
        if let Some((before, tag)) = tagged {
            let folder = if folders.is_empty() {
                String::new()
            } else {
                format!("{folders}/")
            };
            out.push(Spot {
                path: path.to_owned(),
                form: Form::Ending(mark),
                prefix: String::new(),
                language: tag.to_owned(),
                rest: format!("{folder}{before}.{ending}"),
            });
        }
    }
    out
}

/// `es`, `pt-BR`, `pt_br`, `zh-Hans`.
fn is_tag(text: &str) -> bool {
    let (primary, region) = text.split_once(['-', '_']).unwrap_or((text, ""));
    let plain = |part: &str, least: usize, most: usize| {
        (least..=most).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    plain(primary, 2, 3)
        && primary.bytes().all(|byte| byte.is_ascii_lowercase())
        && (region.is_empty() || plain(region, 2, 4))
        && Language::new(primary).is_some_and(is_known)
}

fn is_folder_name(folder: &str) -> bool {
    is_tag(folder) || language_called(folder).is_some()
}

/// The tag of a language by its English name: `spanish`.
fn language_called(name: &str) -> Option<Language> {
    let lower = name.to_lowercase();
    if lower.len() < 4 {
        return None;
    }
    let known = known_tags()
        .into_iter()
        .filter_map(|tag| Language::new(&tag));
    let mut known = known.filter(|&language| is_supported(language));
    known.find(|&language| language::name(language).to_lowercase() == lower)
}

/// A scheme that pairs files.
#[derive(Debug)]
struct Candidate {
    entry: DocumentFiles,
    languages: BTreeMap<String, usize>,
    /// The files that it pairs.
    files: BTreeSet<String>,
    /// A source and a version of it.
    example: [String; 2],
    /// Sources without a language in their paths.
    plain: Vec<String>,
}

fn candidate(prefix: &str, form: &Form, spots: &[&Spot], plain: &[&str]) -> Option<Candidate> {
    let among = versions_among(spots);
    let beside = beside_plain(prefix, form, spots, plain);
    match (among, beside) {
        (Some(among), Some(beside)) if beside.files.len() > among.files.len() => Some(beside),
        (Some(among), _) => Some(among),
        (None, beside) => beside,
    }
}

/// Files of one scheme that differ in the language alone.
fn versions_among(spots: &[&Spot]) -> Option<Candidate> {
    let mut by_rest: BTreeMap<&str, Vec<&Spot>> = BTreeMap::new();
    for spot in spots {
        by_rest.entry(&spot.rest).or_default().push(spot);
    }
    by_rest.retain(|_, versions| versions.len() > 1);
    let paired: Vec<&Spot> = by_rest.values().flatten().copied().collect();
    let first = paired.first()?;
    let languages = counted(&paired);
    let pattern = match &first.form {
        Form::Folder => {
            let own = spots
                .iter()
                .filter(|spot| languages.contains_key(&spot.language));
            let rests: Vec<&str> = own.map(|spot| spot.rest.as_str()).collect();
            format!(
                "{}{{lang}}/{}",
                literal(&first.prefix),
                general_below(&rests)
            )
        }
        Form::Ending(mark) => {
            let rests: Vec<&str> = by_rest.keys().copied().collect();
            general(&rests, Some(*mark))
        }
    };
    let example = by_rest.values().next()?;
    Some(Candidate {
        entry: DocumentFiles {
            pattern: Some(pattern),
            ..DocumentFiles::default()
        },
        languages,
        files: paired.iter().map(|spot| spot.path.clone()).collect(),
        example: [example[0].path.clone(), example[1].path.clone()],
        plain: Vec::new(),
    })
}

fn counted(spots: &[&Spot]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for spot in spots {
        *counts.entry(spot.language.clone()).or_insert(0) += 1;
    }
    counts
}

/// A source, a version of it, and what their paths end in.
type Paired<'a> = (&'a str, &'a Spot, String);

/// Files of one scheme and their sources, which have no language in their paths.
fn beside_plain(prefix: &str, form: &Form, spots: &[&Spot], plain: &[&str]) -> Option<Candidate> {
    let name = |path: &str| name_of(path).to_owned();
    let mut by_name: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for path in plain {
        by_name.entry(name(path)).or_default().push(path);
    }
    // What stands before the part that both have: of the source, and behind the language's folder.
    let mut by_heads: BTreeMap<(String, String), Vec<Paired<'_>>> = BTreeMap::new();
    for spot in spots {
        for source in by_name.get(&name(&spot.rest)).into_iter().flatten() {
            let tail = common_tail(source, &spot.rest);
            let heads = [source, spot.rest.as_str()].map(|path| {
                path.strip_suffix(tail.as_str())
                    .unwrap_or_default()
                    .to_owned()
            });
            // An ending is all that tells the two apart.
            if *form != Form::Folder && heads.iter().any(|head| !head.is_empty()) {
                continue;
            }
            let [of_source, of_version] = heads;
            by_heads
                .entry((of_source, of_version))
                .or_default()
                .push((source, spot, tail));
        }
    }
    let best = by_heads.into_iter().max_by(|a, b| {
        let weight = |paired: &Vec<(&str, &Spot, String)>| {
            let folders: usize = paired
                .iter()
                .map(|(_, _, tail)| tail.matches('/').count())
                .sum();
            (paired.len(), folders)
        };
        weight(&a.1).cmp(&weight(&b.1)).then(b.0.cmp(&a.0))
    });
    let ((of_source, of_version), paired) = best?;
    let tails: Vec<&str> = paired.iter().map(|(_, _, tail)| tail.as_str()).collect();
    let common = match form {
        Form::Folder => general_below(&tails),
        Form::Ending(_) => general(&tails, None),
    };
    let translation = match form {
        Form::Folder => format!(
            "{}{{lang}}/{}{common}",
            literal(prefix),
            literal(&of_version)
        ),
        Form::Ending(mark) => general(&tails, Some(*mark)),
    };
    let (source, spot, _) = &paired[0];
    Some(Candidate {
        entry: DocumentFiles {
            source: Some(format!("{}{common}", literal(&of_source))),
            translation: Some(translation),
            ..DocumentFiles::default()
        },
        languages: counted(&paired.iter().map(|(_, spot, _)| *spot).collect::<Vec<_>>()),
        files: paired
            .iter()
            .flat_map(|(source, spot, _)| [(*source).to_owned(), spot.path.clone()])
            .collect(),
        example: [(*source).to_owned(), spot.path.clone()],
        plain: paired
            .iter()
            .map(|(source, _, _)| (*source).to_owned())
            .collect(),
    })
}

/// The folders and the name that two paths end in.
fn common_tail(one: &str, other: &str) -> String {
    let parts = one.rsplit('/').zip(other.rsplit('/'));
    let mut tail: Vec<&str> = parts.take_while(|(a, b)| a == b).map(|(a, _)| a).collect();
    tail.reverse();
    tail.join("/")
}

/// A pattern for paths: the folder that all are in, the folders that differ, the names. With a mark, the language
/// stands before the ending.
fn general(paths: &[&str], mark: Option<char>) -> String {
    let names: BTreeSet<&str> = paths.iter().map(|path| name_of(path)).collect();
    let common = common_folder(paths);
    let deeper = paths
        .iter()
        .any(|path| path.len() > common.len() + name_of(path).len());
    let stem = match names.first() {
        Some(only) if names.len() == 1 => {
            literal(only.rsplit_once('.').map_or(only, |(stem, _)| stem))
        }
        _ => "*".to_owned(),
    };
    let deeper = if deeper { "**/" } else { "" };
    let mark = mark.map_or_else(String::new, |mark| format!("{mark}{{lang}}"));
    format!("{}{deeper}{stem}{mark}.{}", literal(common), endings(paths))
}

/// A pattern for all files below the folder that these are in.
fn general_below(paths: &[&str]) -> String {
    format!("{}**/*.{}", literal(common_folder(paths)), endings(paths))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder that all paths are in, with its `/`.
fn common_folder<'a>(paths: &[&'a str]) -> &'a str {
    let folder = |path: &'a str| path.strip_suffix(name_of(path)).unwrap_or_default();
    let mut common = paths.first().map_or("", |path| folder(path));
    for path in paths {
        while !path.starts_with(common) {
            let above = common.trim_end_matches('/').rfind('/');
            common = above.and_then(|at| common.get(..=at)).unwrap_or_default();
        }
    }
    common
}

fn endings(paths: &[&str]) -> String {
    let endings: BTreeSet<&str> = paths
        .iter()
        .map(|path| path.rsplit_once('.').map_or("", |(_, ending)| ending))
        .collect();
    let endings: Vec<&str> = endings.into_iter().collect();
    match endings.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(",")),
    }
}

/// A part of a path as a pattern writes it.
fn literal(part: &str) -> String {
    let mut out = String::new();
    for c in part.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn quoted_word(word: &str) -> String {
    toml::Value::String(word.to_owned()).to_string()
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
        counted_noun(plan.articles.len(), "article"),
        config.source.as_deref().map_or_else(
            || "not known".to_owned(),
            |tag| { Language::new(tag).map_or_else(|| tag.to_owned(), language::name,) }
        )
    ));
    if !plan.missing.is_empty() {
        let missing = counted_noun(plan.missing.len(), "version");
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

fn counted_noun(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn remark(candidate: &Candidate) -> String {
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

fn written(config: &Config, candidates: &[Candidate]) -> String {
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

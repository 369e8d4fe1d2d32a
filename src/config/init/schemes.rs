//! How the paths of a tree name languages, and which schemes pair its files.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::DocumentFiles;
use crate::language::{self, Language, is_known, is_supported, known_tags};

/// How a path names its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// By a folder.
    Folder,
    /// By the end of the file's name, after this mark.
    Ending(char),
}

/// A place in a path where a language may stand.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) path: String,
    pub(super) form: Form,
    /// Of a folder: what stands before it, with its `/`. Of an ending: nothing.
    pub(super) prefix: String,
    language: String,
    /// The path without the language: behind the folder, or without the ending.
    rest: String,
}

pub(super) fn spots(path: &str) -> Vec<Spot> {
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
pub(super) fn is_tag(text: &str) -> bool {
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
pub(super) fn language_called(name: &str) -> Option<Language> {
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
pub(super) struct Candidate {
    pub(super) entry: DocumentFiles,
    pub(super) languages: BTreeMap<String, usize>,
    /// The files that it pairs.
    pub(super) files: BTreeSet<String>,
    /// A source and a version of it.
    pub(super) example: [String; 2],
    /// Sources without a language in their paths.
    pub(super) plain: Vec<String>,
}

pub(super) fn candidate(
    prefix: &str,
    form: &Form,
    spots: &[&Spot],
    plain: &[&str],
) -> Option<Candidate> {
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

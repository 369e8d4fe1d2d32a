//! Which files of a tree the configuration means, and which of them are versions of one text by their paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::pattern::{Fit, Pattern};
use super::{Config, DocumentFiles, Root};
use crate::document::walk::{display, is_text};
use crate::language::{Language, known_tags};

/// What is to be read and compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The documents, in order of paths.
    pub documents: Vec<Planned>,
    /// The articles: numbers of documents, the source of each first.
    pub articles: Vec<Vec<usize>>,
    /// Versions that are expected and not there.
    pub missing: Vec<Missing>,
    /// What the person should know: patterns that fit nothing, files passed over.
    pub notices: Vec<String>,
    /// Files that the configuration names and that are not there.
    pub trouble: Vec<String>,
    /// Of the paths to which the plan was limited: those under which the configuration names no document.
    pub elsewhere: Vec<PathBuf>,
}

/// A document to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// As it is reached from where the program runs.
    pub path: PathBuf,
    /// Its language, where its path or the configuration says.
    pub language: Option<Language>,
}

/// A version that is expected and not there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Missing {
    /// The number of the document whose counterpart it is.
    pub document: usize,
    /// The language that is missing, as it is spelled in paths.
    pub language: String,
    /// The path that was expected.
    pub expected: String,
    /// Whether the missing one is the source.
    pub is_source: bool,
}

/// Finds the files. With `only`, articles of which no version lies at or under one of these paths are left out.
pub fn plan(config: &Config, root: &Root, only: &[PathBuf]) -> Plan {
    let mut plan = Plan::default();
    let mut groups = Vec::new();
    let mut taken = BTreeSet::new();
    for article in &config.articles {
        let languages = article
            .languages
            .iter()
            .map(Some)
            .chain(std::iter::repeat(None));
        let mut group = Group::default();
        for (file, language) in article.versions.iter().zip(languages) {
            let file = file.strip_prefix("./").unwrap_or(file);
            if !root.folder().join(file).is_file() {
                let shown = display(&root.path(file));
                plan.trouble
                    .push(format!("{shown}: not found; [[articles]] names it"));
            } else if taken.insert(file.to_owned()) {
                let language = language.and_then(|tag| Language::new(tag));
                group.versions.push((file.to_owned(), language));
            }
        }
        groups.push(group);
    }
    let entries: Vec<_> = config
        .documents
        .iter()
        .map(|entry| Entry::new(config, entry))
        .collect();
    if !entries.is_empty() {
        let files = files(config, root, &entries);
        for (entry, files) in entries.iter().zip(assign(&entries, &files, &taken)) {
            if files.is_empty() {
                let shown = entry.shown;
                plan.notices.push(format!(
                    "no file fits the pattern `{shown}` of [[documents]]"
                ));
            }
            groups.extend(entry.groups(files, &mut plan.notices));
        }
    }
    limit(&mut groups, root, only, &mut plan.elsewhere);
    number(&mut plan, &groups, root);
    plan
}

/// The versions of one text, the source first, and which are missing.
#[derive(Debug, Default)]
struct Group {
    versions: Vec<(String, Option<Language>)>,
    /// Language as spelled, expected path, whether it is the source.
    missing: Vec<(String, String, bool)>,
}

/// By tag (none for a source whose path names no language): the path, and how it spells the tag.
type Versions = BTreeMap<Option<String>, (String, String)>;

/// An entry of `[[documents]]`, ready to be matched.
struct Entry<'a> {
    /// The pattern for messages.
    shown: &'a str,
    source: Option<Pattern>,
    versions: Pattern,
    /// Spelling in a path to the tag it stands for.
    tags: BTreeMap<String, String>,
    /// The tags that are expected, in order, the source's first; empty where nobody says.
    expected: Vec<String>,
    source_tag: Option<String>,
}

impl<'a> Entry<'a> {
    fn new(config: &Config, entry: &'a DocumentFiles) -> Self {
        let canonical = |name: &String| config.language_names.get(name).unwrap_or(name).clone();
        let own = if entry.languages.is_empty() {
            &config.languages
        } else {
            &entry.languages
        };
        let mut expected: Vec<String> = own.iter().map(canonical).collect();
        let source_tag = config
            .source
            .clone()
            .or_else(|| config.languages.first().map(canonical))
            .or_else(|| expected.first().cloned());
        if let Some(source) = source_tag.as_ref().filter(|_| !expected.is_empty()) {
            let same = expected.iter().position(|tag| is_same(tag, source));
            let source = same.map_or_else(|| source.clone(), |at| expected.remove(at));
            expected.insert(0, source);
        }
        let source_tag = source_tag.map(|source| {
            let same = expected.iter().find(|tag| is_same(tag, &source));
            same.cloned().unwrap_or(source)
        });
        let mut tags = BTreeMap::new();
        let known = known_tags();
        let all_known = expected.is_empty() && !config.language_names.is_empty();
        for tag in expected.iter().chain(known.iter().filter(|_| all_known)) {
            let (dashed, joined) = (tag.replace('_', "-"), tag.replace('-', "_"));
            for spelled in [
                tag.clone(),
                tag.to_lowercase(),
                dashed.to_lowercase(),
                joined.to_lowercase(),
                dashed,
                joined,
            ] {
                tags.entry(spelled).or_insert_with(|| tag.clone());
            }
        }
        for (name, tag) in &config.language_names {
            if all_known || expected.iter().any(|expected| is_same(expected, tag)) {
                tags.insert(name.clone(), tag.clone());
            }
        }
        let spelled: Vec<String> = tags.keys().cloned().collect();
        let shown = entry
            .pattern
            .as_deref()
            .or(entry.translation.as_deref())
            .unwrap_or_default();
        let pattern = |text: &str| {
            Pattern::new(text, &spelled).expect("the configuration was validated when it was read")
        };
        Self {
            shown,
            source: entry.source.as_deref().map(pattern),
            versions: pattern(shown),
            tags,
            expected,
            source_tag,
        }
    }

    /// The language and the key of a path that fits; a version's pattern before the source's, which may take in more.
    fn fit(&self, path: &str) -> Option<(Fit, Option<String>)> {
        let is_fitting = |pattern: &Pattern| pattern.names_an_ending() || is_text(Path::new(path));
        if let Some(fit) = self
            .versions
            .fit(path)
            .filter(|_| is_fitting(&self.versions))
        {
            let spelled = fit.language.clone().unwrap_or_default();
            let known = |tag: &String| Language::new(tag).is_some_and(crate::language::is_known);
            let tag = if self.tags.is_empty() {
                Some(spelled).filter(known)
            } else {
                self.tags.get(&spelled).cloned()
            };
            if tag.is_some() {
                return Some((fit, tag));
            }
        }
        let source = self.source.as_ref().filter(|source| is_fitting(source))?;
        Some((source.fit(path)?, None))
    }

    /// The files of this entry by what their wildcards stand for.
    fn groups(
        &self,
        files: Vec<(String, Fit, Option<String>)>,
        notices: &mut Vec<String>,
    ) -> Vec<Group> {
        let mut by_key: BTreeMap<Vec<String>, Versions> = BTreeMap::new();
        let mut spelled: BTreeMap<String, String> = BTreeMap::new();
        for (path, fit, tag) in files {
            let spelling = fit.language.unwrap_or_default();
            if let Some(tag) = &tag {
                spelled
                    .entry(tag.clone())
                    .or_insert_with(|| spelling.clone());
            }
            let versions = by_key.entry(fit.key).or_default();
            if let Some((other, _)) = versions.get(&tag) {
                notices.push(format!(
                    "{path}: passed over, since {other} is the same version of the same text"
                ));
            } else {
                versions.insert(tag, (path, spelling));
            }
        }
        // Where no languages are configured, those that are found somewhere are expected everywhere.
        let expected: Vec<String> = if self.expected.is_empty() {
            spelled.keys().cloned().collect()
        } else {
            self.expected.clone()
        };
        by_key
            .into_iter()
            .map(|(key, versions)| self.group(&key, versions, &expected, &spelled))
            .collect()
    }

    fn group(
        &self,
        key: &[String],
        mut versions: Versions,
        expected: &[String],
        spelled: &BTreeMap<String, String>,
    ) -> Group {
        let mut group = Group::default();
        let language = |tag: &Option<String>| tag.as_deref().and_then(Language::new);
        let path = |tag: &String| {
            let spelling = spelled.get(tag).unwrap_or(tag);
            (spelling.clone(), self.versions.path(key, spelling))
        };
        let plain = versions
            .remove(&None)
            .map(|(path, _)| (path, self.source_tag.clone()));
        let named = || {
            let tag = self.source_tag.clone()?;
            versions
                .get(&Some(tag.clone()))
                .map(|(path, _)| (path.clone(), Some(tag)))
        };
        let source = plain.or_else(named);
        if let Some((path, tag)) = &source {
            group.versions.push((path.clone(), language(tag)));
        } else if let Some(tag) = &self.source_tag {
            let (spelling, mut expected) = path(tag);
            if let Some(source) = &self.source {
                expected = source.path(key, "");
            }
            group.missing.push((spelling, expected, true));
        }
        let order = |tag: &Option<String>| {
            expected
                .iter()
                .position(|expected| Some(expected) == tag.as_ref())
        };
        let mut rest: Vec<_> = versions
            .iter()
            .filter(|(_, (path, _))| source.as_ref().is_none_or(|(source, _)| source != path))
            .collect();
        rest.sort_by_key(|(tag, _)| (order(tag).unwrap_or(usize::MAX), tag.as_deref()));
        group.versions.extend(
            rest.iter()
                .map(|(tag, (path, _))| (path.clone(), language(tag))),
        );
        if source.is_some() {
            let missing = expected.iter().filter(|tag| {
                Some(*tag) != self.source_tag.as_ref()
                    && !versions.contains_key(&Some((*tag).clone()))
            });
            group.missing.extend(missing.map(|tag| {
                let (spelling, expected) = path(tag);
                (spelling, expected, false)
            }));
        }
        group
    }
}

/// Whether two tags are one but for case and separators.
fn is_same(one: &str, other: &str) -> bool {
    one.replace('_', "-")
        .eq_ignore_ascii_case(&other.replace('_', "-"))
}

/// Patterns as `.gitignore` writes them.
pub(super) fn globs(patterns: &[String]) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for pattern in patterns {
        // Bad patterns were said when the configuration was read.
        let _ = builder.add_line(None, pattern);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Whether a path, or a folder it lies in, is one of these.
pub(super) fn covers(globs: &Gitignore, path: &str) -> bool {
    globs.matched_path_or_any_parents(path, false).is_ignore()
}

impl Config {
    /// Tells the files that are to be passed over.
    pub fn ignored<'a>(&self, root: &'a Root) -> impl Fn(&Path) -> bool + use<'a> {
        let ignored = globs(&self.ignore);
        move |path| {
            root.relative(path)
                .is_some_and(|path| covers(&ignored, &path))
        }
    }
}

/// The files of the tree, as the configuration writes them, in order.
fn files(config: &Config, root: &Root, entries: &[Entry<'_>]) -> Vec<String> {
    let ignored = globs(&config.ignore);
    let hidden = entries.iter().any(|entry| {
        entry.versions.names_hidden() || entry.source.as_ref().is_some_and(Pattern::names_hidden)
    });
    let folder = root.folder().to_path_buf();
    let mut walk = WalkBuilder::new(&folder);
    walk.require_git(false)
        .hidden(!hidden)
        .filter_entry(|entry| entry.file_name() != ".git");
    let mut files: Vec<String> = walk
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .filter_map(|entry| entry.path().strip_prefix(&folder).ok().map(display))
        .filter(|path| !covers(&ignored, path))
        .collect();
    files.sort_unstable();
    files
}

/// The files of each entry: the first that a file fits has it.
fn assign(
    entries: &[Entry<'_>],
    files: &[String],
    taken: &BTreeSet<String>,
) -> Vec<Vec<(String, Fit, Option<String>)>> {
    let mut out: Vec<Vec<_>> = entries.iter().map(|_| Vec::new()).collect();
    for path in files.iter().filter(|path| !taken.contains(*path)) {
        let fitting = entries
            .iter()
            .zip(&mut out)
            .find_map(|(entry, files)| Some((entry.fit(path)?, files)));
        if let Some(((fit, tag), files)) = fitting {
            files.push((path.clone(), fit, tag));
        }
    }
    out
}

/// Leaves the groups that have a version at or under one of the paths.
fn limit(groups: &mut Vec<Group>, root: &Root, only: &[PathBuf], elsewhere: &mut Vec<PathBuf>) {
    if only.is_empty() {
        return;
    }
    let mut used = vec![false; only.len()];
    let named: Vec<Option<String>> = only.iter().map(|path| root.relative(path)).collect();
    groups.retain(|group| {
        let mut wanted = false;
        for (named, used) in named.iter().zip(&mut used) {
            let Some(named) = named else { continue };
            let lies = |path: &str| {
                named.is_empty()
                    || path == named
                    || path
                        .strip_prefix(named.as_str())
                        .is_some_and(|rest| rest.starts_with('/'))
            };
            if group.versions.iter().any(|(path, _)| lies(path)) {
                (wanted, *used) = (true, true);
            }
        }
        wanted
    });
    let unused = only.iter().zip(used).filter(|(_, used)| !used);
    elsewhere.extend(unused.map(|(path, _)| path.clone()));
}

/// Numbers the documents in order of paths.
fn number(plan: &mut Plan, groups: &[Group], root: &Root) {
    let all: BTreeMap<&String, Option<Language>> = groups
        .iter()
        .flat_map(|group| &group.versions)
        .map(|(path, language)| (path, *language))
        .collect();
    let numbers: BTreeMap<&String, usize> = all
        .keys()
        .enumerate()
        .map(|(number, path)| (*path, number))
        .collect();
    for group in groups {
        let versions: Vec<usize> = group
            .versions
            .iter()
            .map(|(path, _)| numbers[path])
            .collect();
        let Some(&first) = versions.first() else {
            continue;
        };
        for (language, expected, is_source) in &group.missing {
            plan.missing.push(Missing {
                document: first,
                language: language.clone(),
                expected: display(&root.path(expected)),
                is_source: *is_source,
            });
        }
        if versions.len() > 1 {
            plan.articles.push(versions);
        }
    }
    plan.missing.sort();
    plan.documents = all
        .into_iter()
        .map(|(path, language)| Planned {
            path: root.path(path),
            language,
        })
        .collect();
}

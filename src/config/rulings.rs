//! Rule levels, accepted names and ignored findings, as a policy of the report.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use ignore::gitignore::Gitignore;

use super::plan::{covers, globs};
use super::{Config, IgnoredFinding, Level, Override, Root};
use crate::checks::{Role, Severity};
use crate::document::Document;
use crate::language::Language;
use crate::report::{Finding, Location, Policy, Suppressed, Verdict};

/// The rules whose findings are about a name.
const NAME_RULES: [&str; 3] = ["name-mismatch", "name-consistency", "acronym-mismatch"];

/// What a configuration says of findings.
#[derive(Debug)]
pub struct Rulings<'a> {
    root: &'a Root,
    rules: &'a BTreeMap<String, Level>,
    overrides: Vec<(&'a Override, Gitignore, Vec<Language>)>,
    /// Accepted spellings, as words in lower case.
    accepted: Vec<Vec<String>>,
    same: Vec<[Vec<String>; 2]>,
    ignored: Vec<Ignored<'a>>,
}

#[derive(Debug)]
struct Ignored<'a> {
    entry: &'a IgnoredFinding,
    paths: Gitignore,
    text: Option<String>,
    used: AtomicBool,
}

impl<'a> Rulings<'a> {
    /// What the configuration says.
    pub fn new(config: &'a Config, root: &'a Root) -> Self {
        let tags = |tags: &[String]| tags.iter().filter_map(|tag| Language::new(tag)).collect();
        let overrides = config.overrides.iter();
        let ignored = config.ignore_findings.iter();
        Self {
            root,
            rules: &config.rules,
            overrides: overrides
                .map(|entry| (entry, globs(&entry.paths), tags(&entry.languages)))
                .collect(),
            accepted: config.names.accept.iter().map(|name| words(name)).collect(),
            same: config
                .names
                .same
                .iter()
                .map(|[one, other]| [words(one), words(other)])
                .collect(),
            ignored: ignored
                .map(|entry| Ignored {
                    entry,
                    paths: globs(&entry.paths),
                    text: entry.text.as_deref().map(plain),
                    used: AtomicBool::new(false),
                })
                .collect(),
        }
    }

    /// Rules that no finding can pass: they need not run.
    pub fn switched_off(config: &Config) -> Vec<String> {
        let back = |rule: &String| {
            config.overrides.iter().any(|entry| {
                entry
                    .rules
                    .get(rule)
                    .is_some_and(|&level| level != Level::Off)
            })
        };
        let off = config
            .rules
            .iter()
            .filter(|(_, level)| **level == Level::Off);
        off.map(|(rule, _)| rule.clone())
            .filter(|rule| !back(rule))
            .collect()
    }

    /// Entries of `ignore-findings` that left nothing out, each in a sentence.
    pub fn unused(&self) -> Vec<String> {
        let unused = self
            .ignored
            .iter()
            .enumerate()
            .filter(|(_, ignored)| !ignored.used.load(Ordering::Relaxed));
        unused
            .map(|(number, ignored)| {
                let entry = ignored.entry;
                let what = [
                    entry.rule.as_ref(),
                    entry.text.as_ref(),
                    entry.fingerprint.as_ref(),
                ];
                let what: Vec<_> = what
                    .into_iter()
                    .flatten()
                    .chain(&entry.paths)
                    .map(String::as_str)
                    .collect();
                format!(
                    "entry {} of ignore-findings ({}) fits no finding any more and can go",
                    number + 1,
                    what.join(", ")
                )
            })
            .collect()
    }

    fn level(&self, finding: &Finding, documents: &[&Document]) -> Level {
        let mut level = self
            .rules
            .get(finding.rule)
            .copied()
            .unwrap_or(Level::Default);
        for (entry, paths, languages) in &self.overrides {
            let Some(&own) = entry.rules.get(finding.rule) else {
                continue;
            };
            let fits = (entry.paths.is_empty() || self.lies(finding, documents, paths))
                && (languages.is_empty() || is_about(finding, documents, languages));
            if fits {
                level = own;
            }
        }
        level
    }

    /// Whether a place of the finding lies in one of these files.
    fn lies(&self, finding: &Finding, documents: &[&Document], paths: &Gitignore) -> bool {
        finding.locations.iter().any(|location| {
            let path = documents
                .get(location.at.0)
                .map_or("", |document| document.path());
            self.root
                .relative(Path::new(path))
                .is_some_and(|path| covers(paths, &path))
        })
    }

    fn is_accepted(&self, finding: &Finding, documents: &[&Document]) -> bool {
        if !NAME_RULES.contains(&finding.rule) {
            return false;
        }
        let names = |name: &[String]| {
            let mut places = finding.locations.iter();
            places.any(|location| is_name(name, location, documents))
        };
        self.accepted.iter().any(|name| names(name))
            || self
                .same
                .iter()
                .any(|[one, other]| names(one) && names(other))
    }

    fn is_ignored(&self, finding: &Finding, documents: &[&Document]) -> bool {
        let fits = |ignored: &&Ignored<'_>| {
            let entry = ignored.entry;
            entry.rule.as_ref().is_none_or(|rule| rule == finding.rule)
                && entry
                    .fingerprint
                    .as_ref()
                    .is_none_or(|print| *print == finding.fingerprint)
                && (entry.paths.is_empty() || self.lies(finding, documents, &ignored.paths))
                && ignored.text.as_ref().is_none_or(|text| says(finding, text))
        };
        // Every entry that fits is in use, also where an earlier one decided.
        let mut any = false;
        for ignored in self.ignored.iter().filter(fits) {
            ignored.used.store(true, Ordering::Relaxed);
            any = true;
        }
        any
    }
}

impl Policy for Rulings<'_> {
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict {
        let severity = match self.level(finding, documents) {
            Level::Off => return Verdict::Drop,
            Level::Default => None,
            Level::Neutral => Some(Severity::Neutral),
            Level::Minor => Some(Severity::Minor),
            Level::Major => Some(Severity::Major),
            Level::Critical => Some(Severity::Critical),
        };
        // What a rule calls neutral is about the page around the text.
        if let Some(severity) = severity.filter(|_| finding.severity != Severity::Neutral) {
            finding.severity = severity;
        }
        if self.is_ignored(finding, documents) || self.is_accepted(finding, documents) {
            return Verdict::Suppress(Suppressed::Configuration);
        }
        Verdict::Keep
    }
}

/// Whether a finding is about a version in one of these languages: where it has a place in a version beside the
/// source, that one counts, else the text it is in.
fn is_about(finding: &Finding, documents: &[&Document], languages: &[Language]) -> bool {
    let targets = || {
        finding
            .locations
            .iter()
            .filter(|location| location.role == Role::Target)
    };
    let is_in = |location: &Location| {
        let document = documents.get(location.at.0);
        let language = document.and_then(|document| document.language().language);
        language.is_some_and(|language| languages.contains(&language))
    };
    if targets().next().is_some() {
        targets().any(is_in)
    } else {
        finding.locations.iter().any(is_in)
    }
}

/// Whether the place of a finding is the name, or little more than it, or a part of it where it stands as a whole.
fn is_name(name: &[String], location: &Location, documents: &[&Document]) -> bool {
    let place = words(&location.text);
    let holds = |long: &[String], short: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|part| part == short)
    };
    if holds(&place, name) {
        return place.len() <= 2 * name.len();
    }
    let (number, span) = location.at;
    let Some(text) = documents.get(number).map(|document| document.text()) else {
        return false;
    };
    let reach: usize = name.iter().map(|word| word.len() + 2).sum();
    let from = text.floor_char_boundary(span.start().saturating_sub(reach));
    let until = text.ceil_char_boundary((span.end() + reach).min(text.len()));
    holds(name, &place) && holds(&words(text.get(from..until).unwrap_or_default()), name)
}

fn says(finding: &Finding, text: &str) -> bool {
    plain(&finding.message).contains(text)
        || finding
            .locations
            .iter()
            .any(|location| plain(&location.text).contains(text))
}

/// Lower case with single spaces.
fn plain(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Words in lower case, marks aside. Diacritics stay: `Sáu` and `Sau` are two spellings.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

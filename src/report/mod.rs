//! Floor 7: what was found, as one value, and the ways to write it.
//!
//! [`Report`] is the JSON report of `cotejo.report/1`: fields may be added, never renamed or removed.
//! Every list has a defined order, so the same input gives the same bytes.

mod comments;
mod csv;
mod gate;
mod github;
mod gitlab;
mod harmless;
pub mod html;
mod json;
mod junit;
mod markdown;
mod mqm;
mod names;
mod policy;
mod root;
mod row;
mod sarif;
mod scope;
mod summary;
mod terminal;
mod xlsx;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::align::Bead;
use crate::article::Kind;
use crate::checks::{Found, Origin, Role, Severity, fingerprint};
use crate::document::Document;
use crate::language::Language;
use crate::text::{Span, shorten};

pub use self::csv::CsvWriter;
pub use comments::Comments;
pub use gate::{Gate, Limit};
pub use github::to_github;
pub use gitlab::to_gitlab;
pub use json::{JsonStream, to_json};
pub use junit::to_junit;
pub use markdown::to_markdown;
pub use mqm::{ByCategory, Mqm};
pub use names::Name;
pub use policy::{Policy, Suppressed, Verdict};
pub use root::Root;
pub use sarif::to_sarif;
pub use summary::summary;
pub use terminal::{Terminal, group_table};
pub use xlsx::XlsxWriter;

/// The whole report.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// `cotejo.report/1`.
    pub schema: &'static str,
    /// Who wrote it.
    pub tool: Tool,
    /// Every document read, in order of paths as found.
    pub documents: Vec<DocumentEntry>,
    /// Every pair that is a translation or related.
    pub relations: Vec<RelationEntry>,
    /// The articles.
    pub articles: Vec<ArticleEntry>,
    /// Versions that the configuration expects and that are not there, in order of documents.
    pub missing: Vec<MissingEntry>,
    /// How versions are lined up, passages and segments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alignments: Option<Vec<AlignmentEntry>>,
    /// What was found, in the order of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
    /// What the person should know about the run.
    pub notices: Vec<Notice>,
    /// The numbers of the documents that were checked, for those who go on with it.
    #[serde(skip)]
    pub checked: Vec<usize>,
    /// The counts.
    pub summary: Summary,
    /// The names of the rules that ran.
    #[serde(skip)]
    pub rules: Vec<&'static str>,
}

/// Name and version of the program.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Tool {
    /// `cotejo`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// A document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// As given, with `/` between folders.
    pub path: String,
    /// Its tag, null where it is not known.
    pub language: Option<Language>,
    /// From 0 to 1.
    pub language_confidence: f64,
    /// Whether the language was declared.
    pub declared: bool,
    /// How it was read.
    #[serde(deserialize_with = "names::format")]
    pub format: Name,
    /// Words in passages.
    pub words: usize,
    /// Passages.
    pub passages: usize,
    /// Segments.
    pub segments: usize,
}

/// How two documents stand to each other.
#[derive(Debug, Clone, Serialize)]
pub struct RelationEntry {
    /// Path of the first.
    pub a: String,
    /// Path of the second.
    pub b: String,
    /// `translation`, `related` or (for a declared pair) `unrelated`.
    pub relation: &'static str,
    /// From 0 to 1.
    pub score: f64,
    /// Why, in words.
    pub evidence: Vec<String>,
}

/// One text in several versions.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleEntry {
    /// `a1`, `a2` …
    pub id: String,
    /// Paths, the source first.
    pub versions: Vec<String>,
}

/// A version that is expected and not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingEntry {
    /// The document whose counterpart it is.
    pub document: String,
    /// The language, as paths spell it.
    pub language: String,
    /// The path that was expected.
    pub expected: String,
    /// Whether it is the source.
    pub is_source: bool,
}

/// How two documents are lined up at one level.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AlignmentEntry {
    /// Path of the source.
    pub source: String,
    /// Path of the other version.
    pub target: String,
    /// `passage` or `segment`.
    #[serde(deserialize_with = "names::level")]
    pub level: Name,
    /// The beads that have both sides, in order of the source.
    pub links: Vec<Link>,
    /// Passages (or segments) of the source that nothing stands for.
    pub source_only: Vec<Bytes>,
    /// Those of the target.
    pub target_only: Vec<Bytes>,
}

/// A bead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Link {
    /// Units of the source.
    pub source: Vec<Bytes>,
    /// Units of the target.
    pub target: Vec<Bytes>,
    /// From 0 to 1.
    pub score: f64,
}

/// Byte offsets in the file as given.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Bytes {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// A finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's name.
    #[serde(deserialize_with = "names::rule")]
    pub rule: Name,
    /// MQM path, or `source-issue`.
    #[serde(deserialize_with = "names::category")]
    pub category: Name,
    /// How grave.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// Where the difference came in, null where the question makes no sense.
    pub origin: Option<Origin>,
    /// Path of the version that differs from all others.
    pub odd_one_out: Option<DocumentId>,
    /// One sentence.
    pub message: String,
    /// Survives moved lines and edits elsewhere.
    pub fingerprint: String,
    /// Where, the place to mend first.
    pub locations: Vec<Location>,
}

/// What names a document in a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DocumentId {
    /// A path, or in pipe records `source` and `target`.
    Name(String),
    /// The number of a version in a pipe record.
    Number(usize),
}

/// A place in a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Location {
    /// The document.
    pub document: DocumentId,
    /// Which text it is.
    pub role: Role,
    /// First byte in the file as given.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in Unicode scalar values.
    pub column: usize,
    /// The line of the character after the last.
    pub end_line: usize,
    /// Its column.
    pub end_column: usize,
    /// What stands there, in NFC, without markup.
    pub text: String,
    /// The document's number in the run and the span in its text, for those who print it.
    #[serde(skip)]
    pub at: (usize, Span),
}

/// What the person should know about the run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Notice {
    /// The document or folder, where it is about one.
    pub path: Option<String>,
    /// What happened and what to do.
    pub message: String,
    /// Whether it means that something could not be read or checked (exit code 2).
    #[serde(skip)]
    pub trouble: bool,
}

/// The counts.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// Findings for each severity.
    pub findings: BTreeMap<&'static str, usize>,
    /// Words of all documents.
    pub words: usize,
    /// MQM-style figure, as information.
    pub mqm: Mqm,
    /// Passages of all aligned versions, and how many of them are in a bead with both sides.
    pub passages: Coverage,
    /// Findings left out on purpose, by what left them out; those that left none out are not named.
    pub suppressed: BTreeMap<Suppressed, usize>,
}

/// How much was aligned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// In a bead with both sides.
    pub aligned: usize,
    /// Of so many.
    pub of: usize,
}

/// Where the program is at home, where its package says so.
pub const HOME: Option<&str> = home(env!("CARGO_PKG_REPOSITORY"));

const fn home(repository: &str) -> Option<&str> {
    if repository.is_empty() {
        None
    } else {
        Some(repository)
    }
}

/// The names of the severities, the gravest first.
pub const SEVERITIES: [(Severity, &str); 4] = [
    (Severity::Critical, "critical"),
    (Severity::Major, "major"),
    (Severity::Minor, "minor"),
    (Severity::Neutral, "neutral"),
];

/// The name of a severity.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::Major => "major",
        Severity::Minor => "minor",
        Severity::Neutral => "neutral",
    }
}

/// The name of a relation.
pub fn relation_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Translation => "translation",
        Kind::Related => "related",
        Kind::Unrelated => "unrelated",
    }
}

impl Report {
    /// The counts in one line.
    pub fn summary_line(&self) -> String {
        summary(self)
    }
}

/// Text in a location longer than this many characters is cut: a missing passage need not be printed whole.
const LOCATION_TEXT: usize = 300;

impl Finding {
    /// Finishes what the rules found: `documents[version]` is the number in the run, the id and the document of each version.
    fn new(
        found: Found,
        documents: &[(usize, DocumentId, &Document)],
        fingerprint: String,
    ) -> Self {
        let locations: Vec<_> = found
            .places
            .iter()
            .map(|&(version, role, span)| Location::new(&documents[version], role, span))
            .collect();
        Self {
            rule: found.rule,
            category: found.category.path(),
            severity: found.severity,
            confidence: (found.confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0,
            origin: found.origin,
            odd_one_out: found
                .odd_one_out
                .map(|version| documents[version].1.clone()),
            message: found.message,
            fingerprint,
            locations,
        }
    }
}

/// The units that a finding stands in, with the version they are of. A place that takes in several segments stands for
/// all of them, so that a second passage that goes missing beside a first one is news.
fn units(
    found: &Found,
    documents: &[(usize, DocumentId, &Document)],
) -> impl Iterator<Item = (usize, Span)> {
    let own = found
        .places
        .iter()
        .filter(|&&(version, _, span)| !found.beside.contains(&(version, span)));
    own.map(|&(version, _, span)| {
        let segments = documents[version].2.segments();
        let at = segments.partition_point(|segment| segment.span.end() <= span.start());
        let whole = segments[at..]
            .iter()
            .map(|segment| segment.span)
            .take_while(|segment| segment.overlaps(span))
            .reduce(Span::cover);
        (version, whole.unwrap_or(span))
    })
}

/// The texts of the units, each once, and sorted: a passage that moves within its file may change the order of places.
fn texts<'a>(found: &Found, documents: &[(usize, DocumentId, &'a Document)]) -> Vec<&'a str> {
    let mut texts: Vec<&str> = units(found, documents)
        .map(|(version, unit)| unit.of(documents[version].2.text()))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// How many segments with the words of a finding's first unit stand before it. Those of the source count, where the
/// finding stands in it: what is mended in a version then changes no number of what is not.
fn twins(found: &Found, documents: &[(usize, DocumentId, &Document)]) -> usize {
    let Some((version, unit)) = units(found, documents).min_by_key(|unit| unit.0) else {
        return 0;
    };
    let document = documents[version].2;
    let text = unit.of(document.text());
    let before = document
        .segments()
        .iter()
        .take_while(|segment| segment.span.start() < unit.start());
    before
        .filter(|segment| segment.span.of(document.text()) == text)
        .count()
}

/// Finishes the findings of an article, those that are equal in all told apart by their numbers.
pub fn finish(found: Vec<Found>, documents: &[(usize, DocumentId, &Document)]) -> Vec<Finding> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut out = Vec::with_capacity(found.len());
    for found in found {
        let twins = twins(&found, documents);
        let texts = texts(&found, documents);
        let named = |equals| fingerprint(found.rule, &texts, &found.values, (twins, equals));
        let bare = named(0);
        let equals = seen.get(&bare).copied().unwrap_or(0);
        let name = if equals == 0 {
            bare.clone()
        } else {
            named(equals)
        };
        seen.insert(bare, equals + 1);
        out.push(Finding::new(found, documents, name));
    }
    out
}

impl Location {
    fn new(
        (number, id, document): &(usize, DocumentId, &Document),
        role: Role,
        span: Span,
    ) -> Self {
        let place = document.place(span);
        let text = shorten(span.of(document.text()), LOCATION_TEXT);
        Self {
            document: id.clone(),
            role,
            start: place.bytes.start(),
            end: place.bytes.end(),
            line: place.line,
            column: place.column,
            end_line: place.end.0,
            end_column: place.end.1,
            text,
            at: (*number, span),
        }
    }
}

impl DocumentEntry {
    /// What the report says of a document.
    pub fn new(document: &Document) -> Self {
        let language = document.language();
        Self {
            path: document.path().to_owned(),
            language: language.language,
            language_confidence: language.confidence,
            declared: language.declared,
            format: document.format().name(),
            words: document.words(),
            passages: document.passage_count(),
            segments: document.segments().len(),
        }
    }
}

impl AlignmentEntry {
    /// One level of a bitext; `spans` gives the span of a unit of either side.
    pub fn new(
        source: &Document,
        target: &Document,
        level: &'static str,
        beads: &[Bead],
        spans: [&dyn Fn(usize) -> Span; 2],
    ) -> Self {
        let bytes = |side: usize, unit: usize| {
            let place = [source, target][side].place(spans[side](unit)).bytes;
            Bytes {
                start: place.start(),
                end: place.end(),
            }
        };
        let mut out = Self {
            source: source.path().to_owned(),
            target: target.path().to_owned(),
            level,
            links: Vec::new(),
            source_only: Vec::new(),
            target_only: Vec::new(),
        };
        for bead in beads {
            let (left, right) = (
                bead.source.clone().map(|unit| bytes(0, unit)),
                bead.target.clone().map(|unit| bytes(1, unit)),
            );
            if bead.is_matched() {
                out.links.push(Link {
                    source: left.collect(),
                    target: right.collect(),
                    score: (bead.score * 1000.0).round() / 1000.0,
                });
            } else {
                out.source_only.extend(left);
                out.target_only.extend(right);
            }
        }
        out
    }
}

impl Summary {
    /// Counts findings. `target_words` are the words of the versions that were checked against a source.
    pub fn new(
        findings: &[Finding],
        words: usize,
        target_words: usize,
        passages: Coverage,
    ) -> Self {
        let mut summary = Self {
            findings: SEVERITIES.iter().map(|&(_, name)| (name, 0)).collect(),
            words,
            mqm: Mqm::default(),
            passages,
            suppressed: BTreeMap::new(),
        };
        findings.iter().for_each(|finding| summary.add(finding));
        summary.finish(target_words);
        summary
    }

    /// Counts one more finding.
    pub fn add(&mut self, finding: &Finding) {
        *self
            .findings
            .entry(severity_name(finding.severity))
            .or_insert(0) += 1;
        self.mqm.add(finding);
    }

    /// Works the figure out, once all findings were counted.
    pub fn finish(&mut self, target_words: usize) {
        self.mqm.finish(target_words);
    }
}

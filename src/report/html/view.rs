//! What stands on one page: an article with its findings, a pair that is only related, or a document alone.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::frame::plain;
use super::row::{Counts, IndexRow, Version};
use crate::checks::Severity;
use crate::document::{BlockKind, Document};
use crate::report::{
    AlignmentEntry, DocumentId, Finding, Notice, RelationEntry, Report, Summary, Tool,
};
use crate::text::shorten;

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// An article in several versions.
    Article,
    /// Two documents that are related and no versions of one text.
    Related,
    /// A document that nothing was paired with.
    Document,
}

/// One page of the report, drawn from a report and its documents.
#[derive(Debug, Clone)]
pub struct ArticleView<'a> {
    pub(super) kind: PageKind,
    pub(super) tool: Tool,
    pub(super) title: String,
    /// The file's name without its ending: the same in every run over the same paths.
    pub(super) name: String,
    /// The documents, the source first.
    pub(super) versions: Vec<&'a Document>,
    /// Each other version lined up with the source; empty for a document alone.
    pub(super) pairs: Vec<PairView<'a>>,
    /// The findings, each with its places as version and span.
    pub(super) findings: Vec<&'a Finding>,
    /// What is to be said of these documents.
    pub(super) notices: Vec<&'a Notice>,
    /// Whether an index stands in the folder above.
    pub(super) home: bool,
    /// The number in the run of each version.
    numbers: Vec<usize>,
}

/// Two versions lined up.
#[derive(Debug, Clone, Copy)]
pub(super) struct PairView<'a> {
    /// The target, as a number of [`ArticleView::versions`]; the source is version 0.
    pub(super) target: usize,
    pub(super) passages: Option<&'a AlignmentEntry>,
    pub(super) segments: Option<&'a AlignmentEntry>,
    pub(super) relation: Option<&'a RelationEntry>,
}

/// Every page of a report: its articles, then pairs that are only related, then documents alone.
/// `documents` are those the report was made from, in the same order. The first page of a report of one article, one
/// related pair or one document is that article's, pair's or document's, and the same as in a report of all.
pub fn views<'a, D: Borrow<Document>>(
    report: &'a Report,
    documents: &'a [D],
) -> Vec<ArticleView<'a>> {
    let documents: Vec<&Document> = documents.iter().map(Borrow::borrow).collect();
    let look = Lookup::new(report, &documents);
    let number = |path: &String| look.numbers.get(path.as_str()).copied();
    let mut article_of: Vec<Option<usize>> = vec![None; documents.len()];
    let mut pages = Vec::new();
    for (article, entry) in report.articles.iter().enumerate() {
        let versions: Vec<usize> = entry.versions.iter().filter_map(number).collect();
        versions
            .iter()
            .for_each(|&version| article_of[version] = Some(article));
        let kind = match versions[..] {
            [a, b] if look.are_related(a, b) => PageKind::Related,
            _ => PageKind::Article,
        };
        pages.push((kind, versions));
    }
    let mut page_of: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for relation in &report.relations {
        let (Some(a), Some(b)) = (number(&relation.a), number(&relation.b)) else {
            continue;
        };
        let apart = article_of[a].is_none() || article_of[a] != article_of[b];
        if relation.relation == "related" && apart {
            page_of.insert((a.min(b), a.max(b)), pages.len());
            pages.push((PageKind::Related, vec![a, b]));
        }
    }
    let mut alone_at = vec![0; documents.len()];
    for number in (0..documents.len()).filter(|&number| article_of[number].is_none()) {
        alone_at[number] = pages.len();
        pages.push((PageKind::Document, vec![number]));
    }
    let mut findings: Vec<Vec<&Finding>> = vec![Vec::new(); pages.len()];
    for finding in report.findings.iter().flatten() {
        let mut of = finding.locations.iter().map(|location| location.at.0);
        let Some(first) = of.next() else { continue };
        // A difference of two articles stands on the page of both.
        let between = of.find_map(|other| page_of.get(&(first.min(other), first.max(other))));
        let article = article_of.get(first).copied().flatten();
        let page = between.copied().or(article);
        let page = page.or_else(|| alone_at.get(first).copied());
        if let Some(found) = page.and_then(|page| findings.get_mut(page)) {
            found.push(finding);
        }
    }
    pages
        .into_iter()
        .zip(findings)
        .map(|((kind, versions), found)| look.view(kind, versions, found))
        .collect()
}

/// What is looked up in a report for every page.
struct Lookup<'a> {
    report: &'a Report,
    documents: Vec<&'a Document>,
    numbers: BTreeMap<&'a str, usize>,
    alignments: BTreeMap<(&'a str, &'a str, &'static str), &'a AlignmentEntry>,
    relations: BTreeMap<(&'a str, &'a str), &'a RelationEntry>,
    notices: BTreeMap<&'a str, Vec<&'a Notice>>,
}

impl<'a> Lookup<'a> {
    fn new(report: &'a Report, documents: &[&'a Document]) -> Self {
        let numbers = documents.iter().enumerate();
        let alignments = report.alignments.iter().flatten();
        let mut notices: BTreeMap<&str, Vec<&Notice>> = BTreeMap::new();
        for notice in &report.notices {
            let path = notice.path.as_deref().unwrap_or_default();
            notices.entry(path).or_default().push(notice);
        }
        Self {
            report,
            documents: documents.to_vec(),
            numbers: numbers
                .map(|(number, document)| (document.path(), number))
                .collect(),
            alignments: alignments
                .map(|entry| {
                    (
                        (entry.source.as_str(), entry.target.as_str(), entry.level),
                        entry,
                    )
                })
                .collect(),
            relations: report
                .relations
                .iter()
                .map(|relation| ((relation.a.as_str(), relation.b.as_str()), relation))
                .collect(),
            notices,
        }
    }

    /// Whether two documents tell of the same matter in different texts.
    fn are_related(&self, a: usize, b: usize) -> bool {
        let paths = [a, b].map(|number| self.documents[number].path());
        let relation = |one, other| self.relations.get(&(one, other));
        let known = relation(paths[0], paths[1]).or_else(|| relation(paths[1], paths[0]));
        known.is_some_and(|relation| relation.relation == "related")
    }

    fn view(
        &self,
        kind: PageKind,
        numbers: Vec<usize>,
        findings: Vec<&'a Finding>,
    ) -> ArticleView<'a> {
        let versions: Vec<&Document> = numbers
            .iter()
            .map(|&number| self.documents[number])
            .collect();
        let pair = |target: usize| {
            let (source, other) = (versions[0].path(), versions[target].path());
            let level = |level| self.alignments.get(&(source, other, level)).copied();
            let relation = self
                .relations
                .get(&(source, other))
                .or_else(|| self.relations.get(&(other, source)));
            PairView {
                target,
                passages: level("passage"),
                segments: level("segment"),
                relation: relation.copied(),
            }
        };
        let notices = versions
            .iter()
            .filter_map(|document| self.notices.get(document.path()));
        ArticleView {
            kind,
            tool: self.report.tool,
            title: title(kind, &versions),
            name: name(kind, &versions),
            pairs: (1..versions.len()).map(pair).collect(),
            notices: notices.flatten().copied().collect(),
            findings,
            home: true,
            numbers,
            versions,
        }
    }
}

impl ArticleView<'_> {
    /// Where the page stands within the folder of a report.
    pub fn link(&self) -> String {
        format!("pages/{}.html", self.name)
    }

    /// What the index says of it.
    pub fn row(&self) -> IndexRow {
        let mut row = IndexRow {
            kind: self.kind,
            title: self.title.clone(),
            link: self.link(),
            versions: self
                .versions
                .iter()
                .map(|&version| Version::new(version))
                .collect(),
            words: self.versions.iter().map(|version| version.words()).sum(),
            findings: Counts::default(),
            by_rule: BTreeMap::new(),
            by_language: BTreeMap::new(),
            aligned: 0,
            passages: 0,
            penalty: self.penalty(),
            evidence: self
                .pairs
                .iter()
                .filter_map(|pair| pair.relation)
                .flat_map(|relation| relation.evidence.clone())
                .collect(),
        };
        for finding in &self.findings {
            row.findings.add(finding.severity);
            row.by_rule
                .entry(finding.rule.to_owned())
                .or_default()
                .add(finding.severity);
            let version = self.to_mend(finding);
            let language = version.and_then(|version| self.versions[version].language().language);
            row.by_language
                .entry(language.map_or_else(String::new, |language| language.to_string()))
                .or_default()
                .add(finding.severity);
        }
        for pair in &self.pairs {
            row.passages += self.versions[pair.target].passage_count();
            let links = pair.passages.iter().flat_map(|entry| &entry.links);
            row.aligned += links.map(|link| link.target.len()).sum::<usize>();
        }
        row
    }

    /// The version to mend: the first translation that a finding has a place in, for what is missing stands in the source
    /// alone.
    fn to_mend(&self, finding: &Finding) -> Option<usize> {
        let places = finding.locations.iter();
        let mut versions = places.filter_map(|location| self.version_of(location.at.0));
        let first = versions.next()?;
        Some(if first > 0 {
            first
        } else {
            versions.find(|&version| version > 0).unwrap_or(first)
        })
    }

    /// The MQM figure of this page alone, as the summary of a report has it of all.
    pub(super) fn penalty(&self) -> f64 {
        let findings: Vec<Finding> = self.findings.iter().copied().cloned().collect();
        let words = self.versions.iter().skip(1).map(|version| version.words());
        Summary::new(
            &findings,
            0,
            words.sum(),
            crate::report::Coverage::default(),
        )
        .mqm
        .penalty_per_1000_words
    }

    /// The version that a document of the run is here.
    pub(super) fn version_of(&self, number: usize) -> Option<usize> {
        self.numbers.iter().position(|&known| known == number)
    }

    /// How many findings have a severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }
}

/// The paths a finding names, each once, in order of the run: as a baseline has them.
pub(super) fn paths(finding: &Finding) -> Vec<&str> {
    let mut places: Vec<_> = finding.locations.iter().collect();
    places.sort_by_key(|location| location.at.0);
    let mut paths: Vec<&str> = Vec::new();
    for location in places {
        if let DocumentId::Name(path) = &location.document
            && !paths.contains(&path.as_str())
        {
            paths.push(path);
        }
    }
    paths
}

/// The name of a document's language in English, as in the messages.
pub(super) fn language_name(document: &Document) -> String {
    let language = document.language().language;
    language.map_or_else(|| "unknown language".to_owned(), crate::language::name)
}

fn title(kind: PageKind, versions: &[&Document]) -> String {
    match (kind, versions) {
        (PageKind::Related, [a, b]) => format!("{} ~ {}", heading(a), heading(b)),
        _ => versions
            .first()
            .map_or_else(String::new, |version| heading(version)),
    }
}

/// What a text calls itself: its first heading, else its file.
fn heading(document: &Document) -> String {
    let mut blocks = document.passages();
    let heading = blocks.find(|block| matches!(block.kind, BlockKind::Heading(_)));
    let text = heading.map(|block| shorten(block.span.of(document.text()), 110));
    match text.filter(|text| !text.is_empty()) {
        Some(text) => plain(&text),
        None => plain(document.path().rsplit('/').next().unwrap_or_default()),
    }
}

/// A name for the page's file that tells pages apart by their paths alone, whatever else is in the run.
fn name(kind: PageKind, versions: &[&Document]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[kind as u8]);
    for version in versions {
        hasher.update(version.path().as_bytes());
        hasher.update(&[0]);
    }
    let hash = hasher.finalize().to_hex();
    let path = versions.first().map_or("", |version| version.path());
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut slug = String::new();
    for c in crate::text::fold(stem).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() == 40 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    let slug = if slug.is_empty() { "page" } else { slug };
    format!("{slug}-{}", hash.get(..12).unwrap_or_default())
}

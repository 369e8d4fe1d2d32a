//! What one article, one related pair or one document alone gave, and the report of it alone.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Options;
use super::batch::Page;
use super::cache::Key;
use super::job::{Done, Job};
use crate::document::Document;
use crate::report::{
    AlignmentEntry, ArticleEntry, Coverage, DocumentEntry, Finding, Notice, RelationEntry, Report,
    Summary, Suppressed, Verdict,
};

/// What a piece of work gave, as it is kept in a cache.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Piece {
    /// What was found, in the order of reading.
    pub(super) findings: Vec<Finding>,
    alignments: Vec<AlignmentEntry>,
    /// Findings left out on purpose.
    suppressed: BTreeMap<Suppressed, usize>,
    passages: Coverage,
    /// Words of the versions that were checked against a source.
    target_words: usize,
    /// Rules that failed.
    #[serde(skip)]
    pub(super) trouble: Vec<Notice>,
    /// Its page, where pages are asked for.
    pub(super) page: Option<Page>,
}

impl Piece {
    /// What was done, and its findings, which are still to be judged.
    pub(super) fn of(done: Done, job: &Job<'_>, documents: &[&Document]) -> (Vec<Finding>, Self) {
        let versions = match job {
            Job::Article { .. } => documents.get(1..).unwrap_or_default(),
            Job::Related { .. } | Job::Alone(_) => &[],
        };
        let piece = Self {
            alignments: done.alignments,
            passages: done.passages,
            target_words: versions.iter().map(|version| version.words()).sum(),
            trouble: done.trouble,
            ..Self::default()
        };
        (done.findings, piece)
    }

    /// Takes findings, or what becomes of them.
    pub(super) fn judge(
        &mut self,
        found: Vec<Finding>,
        options: &Options<'_>,
        documents: &[&Document],
    ) {
        for mut finding in found {
            match options.judge(&mut finding, documents) {
                Verdict::Keep => self.findings.push(finding),
                Verdict::Drop => {}
                Verdict::Suppress(by) => *self.suppressed.entry(by).or_insert(0) += 1,
            }
        }
    }
}

/// Sums over the pieces.
#[derive(Debug, Default)]
pub(super) struct Tally {
    passages: Coverage,
    suppressed: BTreeMap<Suppressed, usize>,
    target_words: usize,
    /// Rules that failed, and documents that could no longer be read.
    pub(super) trouble: Vec<Notice>,
}

impl Tally {
    /// Takes one more piece in; `summary` counts its findings.
    pub(super) fn add(&mut self, summary: &mut Summary, piece: &mut Piece) {
        let findings = piece.findings.iter();
        findings.for_each(|finding| summary.add(finding));
        self.passages.aligned += piece.passages.aligned;
        self.passages.of += piece.passages.of;
        for (&by, count) in &piece.suppressed {
            *self.suppressed.entry(by).or_insert(0) += count;
        }
        self.target_words += piece.target_words;
        self.trouble.append(&mut piece.trouble);
    }

    /// Ends the summary.
    pub(super) fn finish(self, summary: &mut Summary) -> Vec<Notice> {
        summary.passages = self.passages;
        summary.suppressed = self.suppressed;
        summary.finish(self.target_words);
        self.trouble
    }
}

/// The report of a run before its findings, by document: what is about a few of them is found without looking at all.
#[derive(Debug)]
pub(super) struct Whole<'r> {
    pub(super) report: &'r Report,
    /// The number of each path.
    pub(super) numbers: FxHashMap<&'r str, usize>,
    /// By the path of their first document, in order.
    relations: FxHashMap<&'r str, Vec<&'r RelationEntry>>,
    /// By the path of each version.
    articles: FxHashMap<&'r str, &'r ArticleEntry>,
    notices: FxHashMap<&'r str, Vec<&'r Notice>>,
}

/// What a report says of a few documents.
#[derive(Debug, Serialize)]
struct About<'r> {
    relations: Vec<&'r RelationEntry>,
    article: Option<&'r ArticleEntry>,
    notices: Vec<&'r Notice>,
}

impl<'r> Whole<'r> {
    pub(super) fn new(report: &'r Report) -> Self {
        let mut whole = Self {
            report,
            numbers: numbers(&report.documents),
            relations: FxHashMap::default(),
            articles: FxHashMap::default(),
            notices: FxHashMap::default(),
        };
        for relation in &report.relations {
            let of = whole.relations.entry(relation.a.as_str()).or_default();
            of.push(relation);
        }
        for article in &report.articles {
            let versions = article.versions.iter();
            let versions = versions.map(|path| (path.as_str(), article));
            whole.articles.extend(versions);
        }
        for notice in &report.notices {
            if let Some(path) = &notice.path {
                whole.notices.entry(path).or_default().push(notice);
            }
        }
        whole
    }

    /// The article that a document is a version of.
    pub(super) fn article_of(&self, path: &str) -> Option<&'r ArticleEntry> {
        self.articles.get(path).copied()
    }

    fn path(&self, number: usize) -> &'r str {
        &self.report.documents[number].path
    }

    /// What is said of the documents of a job, the source of an article first.
    fn about(&self, documents: &[usize]) -> About<'r> {
        let paths: Vec<&str> = documents.iter().map(|&number| self.path(number)).collect();
        let mut sorted = documents.to_vec();
        sorted.sort_unstable();
        let in_order = || sorted.iter().map(|&number| self.path(number));
        let has = |path: &String| paths.contains(&path.as_str());
        let relations = in_order()
            .filter_map(|path| self.relations.get(path))
            .flatten();
        let article = paths.first().and_then(|path| self.article_of(path));
        let notices = in_order()
            .filter_map(|path| self.notices.get(path))
            .flatten();
        let mut notices: Vec<&Notice> = notices.copied().collect();
        notices.sort();
        About {
            relations: relations
                .copied()
                .filter(|relation| has(&relation.b))
                .collect(),
            article: article.filter(|article| article.versions.iter().all(has)),
            notices,
        }
    }

    /// A hash of it: a page shows it. The number of an article stands on none.
    pub(super) fn key(&self, documents: &[usize]) -> Key {
        let About {
            relations, notices, ..
        } = self.about(documents);
        let said = serde_json::to_vec(&(relations, notices)).unwrap_or_default();
        Key::of([said.as_slice()])
    }

    /// A piece as a report of its own.
    pub(super) fn part(&self, piece: Piece, documents: &[usize]) -> Report {
        let About {
            relations,
            article,
            notices,
        } = self.about(documents);
        let entries: Vec<_> = documents
            .iter()
            .map(|&number| self.report.documents[number].clone())
            .collect();
        let mut summary = Summary::new(
            &piece.findings,
            entries.iter().map(|entry| entry.words).sum(),
            piece.target_words,
            piece.passages,
        );
        summary.suppressed = piece.suppressed;
        Report {
            schema: self.report.schema,
            tool: self.report.tool,
            documents: entries,
            relations: relations.into_iter().cloned().collect(),
            articles: article.into_iter().cloned().collect(),
            missing: Vec::new(),
            alignments: Some(piece.alignments),
            findings: Some(piece.findings),
            notices: notices.into_iter().cloned().collect(),
            checked: Vec::new(),
            rules: self.report.rules.clone(),
            summary,
        }
    }
}

/// The number of each document, by its path.
pub(super) fn numbers(documents: &[DocumentEntry]) -> FxHashMap<&str, usize> {
    let documents = documents.iter().enumerate();
    documents
        .map(|(number, document)| (document.path.as_str(), number))
        .collect()
}

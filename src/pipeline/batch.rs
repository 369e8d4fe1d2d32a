//! Many articles, one after another: what is in memory at any time are small cards of all documents, the documents
//! read last, and the articles at work.
//!
//! A document is read when it is first met, and again where its article comes so much later that it was laid aside.
//! With a [`Cache`], what hangs on contents that have not changed is not done again.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, Key};
use super::job::{self, Job};
use super::{Options, frame, missing, noted, nothing_to_pair, relations};
use crate::article::{self, Article, Card, Index, Keys, Kind, Relation};
use crate::checks::{Check, Text};
use crate::document::Document;
use crate::facts::{Facts, extract};
use crate::report::html::IndexRow;
use crate::report::{
    AlignmentEntry, Coverage, DocumentEntry, Finding, MissingEntry, Notice, Report, Summary,
    Suppressed, Verdict,
};

/// The documents of a run, by number.
pub trait Sources: Debug + Sync {
    /// How many there are.
    fn count(&self) -> usize;
    /// A hash of all that reading a document hangs on: its path, its bytes, a language declared for it.
    fn key(&self, number: usize) -> Result<Key, Notice>;
    /// Reads it, with the key of what was read.
    fn read(&self, number: usize) -> Result<(Document, Key), Notice>;
}

/// A page that is written for an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The page.
    pub html: String,
    /// What the index says of it.
    pub row: IndexRow,
}

/// What one article, one related pair or one document alone gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Piece {
    /// What was found, in the order of reading.
    pub findings: Vec<Finding>,
    /// How its versions are lined up.
    pub alignments: Vec<AlignmentEntry>,
    /// Fingerprints of what was left out on purpose.
    pub suppressed: BTreeMap<Suppressed, Vec<String>>,
    /// How much was aligned.
    pub passages: Coverage,
    /// Words of the versions that were checked against a source.
    pub target_words: usize,
    /// Rules that failed: document and message.
    pub trouble: Vec<(Option<String>, String)>,
    /// Its page, where pages are asked for.
    pub page: Option<Page>,
}

/// Who takes what is found, in the order of the report.
pub trait Sink: Debug {
    /// Takes the report of one article, one related pair or one document alone, and its page where pages were asked for.
    /// A document that is related to others stands in several.
    fn take(&mut self, report: Report, page: Option<Page>) -> io::Result<()>;
}

/// Writes the page of an article, a related pair or a document alone, from a report of its own.
pub type Render<'a> = dyn Fn(&Report, &[&Document]) -> Option<Page> + Sync + 'a;

/// What is asked of a batch run.
#[expect(
    missing_debug_implementations,
    reason = "a closure has nothing to show"
)]
pub struct Batch<'a> {
    /// Which rules run, and what becomes of findings.
    pub options: &'a Options<'a>,
    /// Hash of everything in the options that a finding or a page hangs on.
    pub settings: Key,
    /// Documents that a person declared to be versions of one text, the source of each first.
    pub declared: Vec<Vec<usize>>,
    /// Versions that were expected beside these documents and are not there.
    pub missing: Vec<MissingEntry>,
    /// Where results are kept.
    pub cache: Option<&'a Cache>,
    /// Bytes of text of which documents may stay in memory beside those at work.
    pub memory: usize,
    /// Writes pages.
    pub render: Option<&'a Render<'a>>,
}

/// A document with all that a verdict asks of it.
#[derive(Debug)]
struct Loaded {
    document: Document,
    facts: Facts,
    keys: Keys,
}

/// What is kept of every document.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Known {
    entry: DocumentEntry,
    notices: Vec<String>,
}

/// A verdict without its alignment.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Said {
    kind: Kind,
    score: f64,
    evidence: Vec<String>,
}

/// Checks every article and hands what is found to `sink`. The report that comes back has neither alignments nor
/// findings; its summary counts them. An error is the sink's.
pub fn batch(
    sources: &dyn Sources,
    notices: Vec<Notice>,
    asked: &Batch<'_>,
    sink: &mut dyn Sink,
) -> io::Result<Report> {
    let run = Run::new(sources, asked);
    let (relations, articles) = run.relate();
    let entries: Vec<_> = run.known.iter().map(|known| known.entry.clone()).collect();
    let noted = run
        .known
        .iter()
        .flat_map(|known| noted(&known.entry.path, &known.notices));
    let notices = notices
        .into_iter()
        .chain(run.unread.iter().cloned())
        .chain(noted)
        .collect();
    let mut report = frame(entries, &asked.missing, notices, &relations, &articles);
    report.alignments = None;
    report.findings = None;
    report
        .notices
        .extend(nothing_to_pair(&report.documents, &articles));
    report.notices.sort();
    let index = OnceLock::new();
    let index = || index.get_or_init(|| Index::new(&run.cards));
    let jobs = job::jobs(run.known.len(), &relations, &articles);
    let rules = asked.options.selection.checks();
    report.rules = rules.iter().map(|rule| rule.meta().name).collect();
    asked.options.progress.stage("checking", jobs.len());
    let mut summary = Summary::new(&[], report.summary.words, 0, Coverage::default());
    let mut tally = Tally::default();
    for some in jobs.chunks(rayon::current_num_threads().max(1) * 4) {
        let pieces: Vec<_> = some
            .par_iter()
            .map(|job| {
                let piece = run.piece(job, &rules, &report, &index);
                asked.options.progress.step();
                piece
            })
            .collect();
        for (job, piece) in some.iter().zip(pieces) {
            let mut piece = piece.unwrap_or_else(|notice| {
                tally.trouble.push(notice);
                Piece::empty()
            });
            tally.add(&mut summary, &piece);
            let page = piece.page.take();
            sink.take(piece.into_report(&report, &job.documents()), page)?;
        }
    }
    if asked.options.wants_complete(&rules) {
        let piece = run.missing(&report);
        tally.add(&mut summary, &piece);
        sink.take(piece.into_report(&report, &[]), None)?;
    } else if !asked.options.require_complete {
        report.notices.extend(missing::notices(&asked.missing));
    }
    summary.finish(tally.target_words);
    report.summary = summary;
    report.notices.extend(tally.trouble);
    report
        .notices
        .extend(asked.cache.and_then(Cache::trouble).map(|message| Notice {
            path: None,
            message: format!("the cache: {message}"),
            trouble: false,
        }));
    report.notices.sort();
    Ok(report)
}

/// Sums over the pieces.
#[derive(Debug, Default)]
struct Tally {
    target_words: usize,
    trouble: Vec<Notice>,
}

impl Tally {
    fn add(&mut self, summary: &mut Summary, piece: &Piece) {
        piece
            .findings
            .iter()
            .for_each(|finding| summary.add(finding));
        summary.passages.aligned += piece.passages.aligned;
        summary.passages.of += piece.passages.of;
        for (&by, fingerprints) in &piece.suppressed {
            *summary.suppressed.entry(by).or_insert(0) += fingerprints.len();
        }
        self.target_words += piece.target_words;
        let trouble = piece.trouble.iter().cloned();
        self.trouble.extend(trouble.map(|(path, message)| Notice {
            path,
            message,
            trouble: true,
        }));
    }
}

impl Piece {
    /// Takes findings, or what becomes of them.
    fn judge(&mut self, found: Vec<Finding>, options: &Options<'_>, documents: &[&Document]) {
        for mut finding in found {
            match options.judge(&mut finding, documents) {
                Verdict::Keep => self.findings.push(finding),
                Verdict::Drop => {}
                Verdict::Suppress(by) => {
                    let left_out = self.suppressed.entry(by).or_default();
                    left_out.push(finding.fingerprint);
                }
            }
        }
    }

    fn empty() -> Self {
        Self {
            findings: Vec::new(),
            alignments: Vec::new(),
            suppressed: BTreeMap::new(),
            passages: Coverage::default(),
            target_words: 0,
            trouble: Vec::new(),
            page: None,
        }
    }
}

/// A run under way. Documents that cannot be read have no number.
struct Run<'a> {
    sources: &'a dyn Sources,
    asked: &'a Batch<'a>,
    /// Number in `sources` of each document that was read.
    numbers: Vec<usize>,
    keys: Vec<Key>,
    known: Vec<Known>,
    cards: Vec<Card>,
    unread: Vec<Notice>,
    shelf: Shelf,
}

impl<'a> Run<'a> {
    fn new(sources: &'a dyn Sources, asked: &'a Batch<'a>) -> Self {
        let shelf = Shelf::new(asked.memory);
        asked.options.progress.stage("reading", sources.count());
        let read: Vec<_> = (0..sources.count())
            .into_par_iter()
            .map(|number| {
                let known = know(sources, asked, &shelf, number);
                asked.options.progress.step();
                known
            })
            .collect();
        let mut run = Self {
            sources,
            asked,
            numbers: Vec::new(),
            keys: Vec::new(),
            known: Vec::new(),
            cards: Vec::new(),
            unread: Vec::new(),
            shelf,
        };
        for (number, read) in read.into_iter().enumerate() {
            match read {
                Ok((key, known, card)) => {
                    run.cards.push(card);
                    run.numbers.push(number);
                    run.keys.push(key);
                    run.known.push(known);
                }
                Err(notice) => run.unread.push(notice),
            }
        }
        run
    }

    /// A document, from the shelf or read again. It must be what it was when it was first read.
    fn load(&self, at: usize) -> Result<Arc<Loaded>, Notice> {
        let number = self.numbers[at];
        if let Some(loaded) = self.shelf.get(number) {
            return Ok(loaded);
        }
        let (document, key) = self.sources.read(number)?;
        if key != self.keys[at] {
            return Err(Notice {
                path: Some(document.path().to_owned()),
                message: "changed while the run was under way; run it again".to_owned(),
                trouble: true,
            });
        }
        Ok(self.shelf.put(number, Loaded::of(document)))
    }

    fn relate(&self) -> (Vec<Relation>, Vec<Article>) {
        let place: FxHashMap<usize, usize> = (0..)
            .zip(&self.numbers)
            .map(|(at, &number)| (number, at))
            .collect();
        let declared: Vec<Vec<usize>> = self
            .asked
            .declared
            .iter()
            .map(|article| {
                article
                    .iter()
                    .filter_map(|number| place.get(number).copied())
                    .collect::<Vec<_>>()
            })
            .filter(|article| article.len() > 1)
            .collect();
        relations(
            self.known.len(),
            &declared,
            None,
            |free| self.group(free),
            |source, target| {
                self.verdict("declared", source, target, |a, b| {
                    article::relate(
                        (&a.document, &a.facts),
                        (&b.document, &b.facts),
                        self.asked.options.align,
                    )
                })
            },
        )
    }

    fn group(&self, free: &[usize]) -> (Vec<Relation>, Vec<Article>) {
        let cards: Vec<Card> = free.iter().map(|&at| self.cards[at].clone()).collect();
        let pairs = article::candidates(&cards);
        let progress = self.asked.options.progress;
        progress.stage("grouping", pairs.len());
        let relations = pairs
            .par_iter()
            .map(|&(a, b)| {
                let relation = self.verdict_of(free[a], free[b]);
                progress.step();
                Relation { a, b, ..relation }
            })
            .collect();
        article::settle(&cards, relations)
    }

    fn verdict_of(&self, a: usize, b: usize) -> Relation {
        self.verdict("pair", a, b, |a, b| {
            article::verdict(
                (&a.document, &a.facts, &a.keys),
                (&b.document, &b.facts, &b.keys),
                self.asked.options.align,
            )
        })
    }

    /// Findings about versions that are not there.
    fn missing(&self, report: &Report) -> Piece {
        let at: FxHashMap<&str, usize> = report
            .documents
            .iter()
            .zip(0..)
            .map(|(entry, at)| (entry.path.as_str(), at))
            .collect();
        let mut piece = Piece::empty();
        for missing in &self.asked.missing {
            let Some(loaded) = at
                .get(missing.document.as_str())
                .and_then(|&at| self.load(at).ok())
            else {
                continue;
            };
            let found = missing::findings(std::slice::from_ref(missing), report, |_| {
                Some(&loaded.document)
            });
            piece.judge(found, self.asked.options, &[&loaded.document]);
        }
        piece
    }

    /// A verdict, from the cache where it is known. Two documents of which one can no longer be read are unrelated
    /// for now: the article's own turn says what is wrong.
    fn verdict(
        &self,
        kind: &str,
        a: usize,
        b: usize,
        look: impl FnOnce(&Loaded, &Loaded) -> Relation,
    ) -> Relation {
        let key = Key::of([self.keys[a].bytes(), self.keys[b].bytes()]);
        if let Some(said) = self
            .asked
            .cache
            .and_then(|cache| cache.get::<Said>(kind, &key))
        {
            return Relation {
                a,
                b,
                kind: said.kind,
                score: said.score,
                evidence: said.evidence,
                bitext: None,
            };
        }
        let (Ok(one), Ok(other)) = (self.load(a), self.load(b)) else {
            return Relation {
                a,
                b,
                kind: Kind::Unrelated,
                score: 0.0,
                evidence: Vec::new(),
                bitext: None,
            };
        };
        let relation = look(&one, &other);
        if let Some(cache) = self.asked.cache {
            let said = Said {
                kind: relation.kind,
                score: relation.score,
                evidence: relation.evidence.clone(),
            };
            cache.put(kind, &key, &said);
        }
        relation
    }

    /// Does a piece of work, unless the cache has it.
    fn piece<'i>(
        &self,
        job: &Job<'_>,
        rules: &[&'static dyn Check],
        report: &Report,
        index: &(impl Fn() -> &'i Index<'i> + Sync),
    ) -> Result<Piece, Notice> {
        let documents = job.documents();
        let key = self.key_of(job, &documents);
        if let Some(piece) = self
            .asked
            .cache
            .and_then(|cache| cache.get::<Piece>("piece", &key))
        {
            return Ok(piece);
        }
        let loaded = documents
            .iter()
            .map(|&at| self.load(at))
            .collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<_> = loaded
            .iter()
            .map(|loaded| Text {
                document: &loaded.document,
                facts: &loaded.facts,
            })
            .collect();
        let read: Vec<&Document> = loaded.iter().map(|loaded| &loaded.document).collect();
        let done = job.renumbered().run(
            &texts,
            rules,
            self.asked.options.glossary,
            self.asked.options.align,
        );
        let is_article = matches!(job, Job::Article { .. });
        let mut piece = Piece {
            alignments: done.alignments,
            passages: done.passages,
            target_words: if is_article {
                documents
                    .iter()
                    .skip(1)
                    .map(|&at| self.known[at].entry.words)
                    .sum()
            } else {
                0
            },
            trouble: done
                .trouble
                .into_iter()
                .map(|notice| (notice.path, notice.message))
                .collect(),
            ..Piece::empty()
        };
        let mut findings = done.findings;
        // What else is in the run never changes what is found, only what is said of a wrong pair: that is not kept.
        let hangs_on_others = findings.iter().any(|finding| finding.rule == "wrong-pair");
        super::name_best_matches(&mut findings, &report.documents, |wanted| {
            index().best_matches(wanted, |a, b| self.verdict_of(a, b))
        });
        piece.judge(findings, self.asked.options, &read);
        piece.page = self
            .asked
            .render
            .and_then(|render| render(&piece.clone().into_report(report, &documents), &read));
        let is_kept = piece.trouble.is_empty() && !hangs_on_others;
        if let Some(cache) = self.asked.cache.filter(|_| is_kept) {
            cache.put("piece", &key, &piece);
        }
        Ok(piece)
    }

    /// Everything a piece hangs on: what it is, the contents and paths of its documents, how they stand to each other,
    /// and the settings.
    fn key_of(&self, job: &Job<'_>, documents: &[usize]) -> Key {
        let said: Vec<u8> = match job {
            Job::Article { targets, .. } => targets
                .iter()
                .map(|(_, relation)| relation.map_or(b'-', |relation| tag(relation.kind)))
                .collect(),
            Job::Related { .. } => b"related".to_vec(),
            Job::Alone(_) => b"alone".to_vec(),
        };
        let mut parts: Vec<&[u8]> = vec![self.asked.settings.bytes(), &said];
        parts.extend(documents.iter().map(|&at| self.keys[at].bytes()));
        Key::of(parts)
    }
}

fn tag(kind: Kind) -> u8 {
    match kind {
        Kind::Translation => b't',
        Kind::Related => b'r',
        Kind::Unrelated => b'u',
    }
}

impl Piece {
    /// The piece as a report of its own: of `whole`, what is about `documents`.
    fn into_report(self, whole: &Report, documents: &[usize]) -> Report {
        let entries: Vec<_> = documents
            .iter()
            .map(|&at| whole.documents[at].clone())
            .collect();
        let has = |path: &String| entries.iter().any(|entry| entry.path == *path);
        let mut summary = Summary::new(
            &self.findings,
            entries.iter().map(|entry| entry.words).sum(),
            self.target_words,
            self.passages,
        );
        summary.suppressed = self
            .suppressed
            .iter()
            .map(|(&by, fingerprints)| (by, fingerprints.len()))
            .collect();
        Report {
            schema: whole.schema,
            tool: whole.tool,
            relations: whole
                .relations
                .iter()
                .filter(|relation| has(&relation.a) && has(&relation.b))
                .cloned()
                .collect(),
            articles: whole
                .articles
                .iter()
                .filter(|article| article.versions.iter().all(has))
                .cloned()
                .collect(),
            missing: Vec::new(),
            alignments: Some(self.alignments),
            findings: Some(self.findings),
            notices: whole
                .notices
                .iter()
                .filter(|notice| notice.path.as_ref().is_some_and(has))
                .cloned()
                .collect(),
            checked: Vec::new(),
            rules: whole.rules.clone(),
            summary,
            documents: entries,
        }
    }
}

impl Loaded {
    fn of(document: Document) -> Self {
        let facts = extract(&document);
        let keys = Keys::of(&document, &facts);
        Self {
            document,
            facts,
            keys,
        }
    }
}

/// What is kept of a document: from the cache, or by reading it.
fn know(
    sources: &dyn Sources,
    asked: &Batch<'_>,
    shelf: &Shelf,
    number: usize,
) -> Result<(Key, Known, Card), Notice> {
    if let Some(cache) = asked.cache {
        let key = sources.key(number)?;
        if let Some((known, card)) = cache.get("document", &key) {
            return Ok((key, known, card));
        }
    }
    let (document, key) = sources.read(number)?;
    let loaded = shelf.put(number, Loaded::of(document));
    let known = Known {
        entry: DocumentEntry::new(&loaded.document),
        notices: loaded.document.notices().to_vec(),
    };
    let card = Card::new(&loaded.document, &loaded.keys, asked.options.align);
    if let Some(cache) = asked.cache {
        cache.put("document", &key, &(&known, &card));
    }
    Ok((key, known, card))
}

/// The documents used last, up to so many bytes of text. What stands there never changes what is found.
#[derive(Debug)]
struct Shelf {
    room: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    held: FxHashMap<usize, (Arc<Loaded>, u64)>,
    by_age: BTreeMap<u64, usize>,
    bytes: usize,
    uses: u64,
}

impl Shelf {
    fn new(room: usize) -> Self {
        Self {
            room,
            inner: Mutex::default(),
        }
    }

    fn get(&self, number: usize) -> Option<Arc<Loaded>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let inner = &mut *inner;
        let (loaded, used) = inner.held.get_mut(&number)?;
        inner.by_age.remove(used);
        inner.uses += 1;
        *used = inner.uses;
        inner.by_age.insert(inner.uses, number);
        Some(Arc::clone(loaded))
    }

    fn put(&self, number: usize, loaded: Loaded) -> Arc<Loaded> {
        let loaded = Arc::new(loaded);
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.uses += 1;
        let now = inner.uses;
        inner.bytes += loaded.document.text().len();
        if let Some((before, used)) = inner.held.insert(number, (Arc::clone(&loaded), now)) {
            inner.bytes -= before.document.text().len();
            inner.by_age.remove(&used);
        }
        inner.by_age.insert(now, number);
        while inner.bytes > self.room
            && let Some((_, oldest)) = inner.by_age.pop_first()
        {
            if let Some((gone, _)) = inner.held.remove(&oldest) {
                inner.bytes -= gone.document.text().len();
            }
        }
        loaded
    }
}

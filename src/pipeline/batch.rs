//! Many articles, one after another: what is in memory at any time are small cards of all documents, the documents
//! read last, and the articles at work.
//!
//! A document is read when it is first met, and again where its article comes so much later that it was laid aside.
//! With a [`Cache`], what hangs on contents that have not changed is not done again.

use std::fmt::Debug;
use std::io;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::cache::{Cache, Key};
use super::job::{self, Job};
use super::piece::{Piece, Tally, Whole};
use super::shelf::{Loaded, Shelf};
use super::{Options, entry, frame, missing, noted, nothing_to_pair, relations};
use crate::article::{self, Card, Grouping, Index, Kind, Relation};
use crate::checks::Check;
use crate::document::Document;
use crate::report::html::IndexRow;
use crate::report::{Coverage, DocumentEntry, MissingEntry, Notice, Report, Summary, finish};

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
    let grouping = run.relate();
    let rules = asked.options.selection.checks();
    let mut report = run.frame(notices, &grouping);
    report.rules = rules.iter().map(|rule| rule.meta().name).collect();
    let jobs = job::jobs(run.known.len(), &grouping);
    let mut summary = Summary::new(&[], report.summary.words, 0, Coverage::default());
    let whole = Whole::new(&report);
    let mut notices = Checking::new(&run, &whole, &rules).all(&jobs, &mut summary, sink)?;
    if !asked.options.require_complete {
        notices.extend(missing::notices(&asked.missing));
    }
    notices.extend(asked.cache.and_then(Cache::trouble).map(|message| Notice {
        path: None,
        message: format!("the cache: {message}"),
        trouble: false,
    }));
    report.summary = summary;
    report.notices.extend(notices);
    report.notices.sort();
    Ok(report)
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

    /// The report before anything is checked.
    fn frame(&self, mut notices: Vec<Notice>, grouping: &Grouping) -> Report {
        let entries: Vec<_> = self.known.iter().map(|known| known.entry.clone()).collect();
        let of = |known: &'_ Known| noted(&known.entry.path, &known.notices).collect::<Vec<_>>();
        notices.extend(self.unread.iter().cloned());
        notices.extend(self.known.iter().flat_map(of));
        notices.extend(nothing_to_pair(&entries, grouping));
        let mut report = frame(entries, &self.asked.missing, notices, grouping);
        report.alignments = None;
        report.findings = None;
        report
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

    fn relate(&self) -> Grouping {
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

    fn group(&self, free: &[usize]) -> Grouping {
        let cards: Vec<&Card> = free.iter().map(|&at| &self.cards[at]).collect();
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
        let options = self.asked.options.align;
        self.verdict("pair", a, b, |a, b| {
            article::verdict(a.full(options), b.full(options), options)
        })
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
}

/// The part of a run that comes after grouping.
struct Checking<'r> {
    run: &'r Run<'r>,
    whole: &'r Whole<'r>,
    rules: &'r [&'static dyn Check],
    cards: Vec<&'r Card>,
}

impl<'r> Checking<'r> {
    fn new(run: &'r Run<'r>, whole: &'r Whole<'r>, rules: &'r [&'static dyn Check]) -> Self {
        Self {
            run,
            whole,
            rules,
            cards: run.cards.iter().collect(),
        }
    }

    /// Does all the work and hands it over in order. What comes back is to be said of it.
    fn all(
        &self,
        jobs: &[Job<'_>],
        summary: &mut Summary,
        sink: &mut dyn Sink,
    ) -> io::Result<Vec<Notice>> {
        let options = self.run.asked.options;
        options.progress.stage("checking", jobs.len());
        let index = OnceLock::new();
        let index = || index.get_or_init(|| Index::new(&self.cards));
        let mut tally = Tally::default();
        let mut hand_over = |mut piece: Piece, documents: &[usize], tally: &mut Tally| {
            tally.add(summary, &mut piece);
            let page = piece.page.take();
            sink.take(self.whole.part(piece, documents), page)
        };
        for some in jobs.chunks(rayon::current_num_threads().max(1) * 4) {
            let pieces: Vec<_> = some
                .par_iter()
                .map(|job| {
                    let piece = self.piece(job, &index);
                    options.progress.step();
                    piece
                })
                .collect();
            for (job, piece) in some.iter().zip(pieces) {
                let piece = piece.unwrap_or_else(|notice| {
                    tally.trouble.push(notice);
                    Piece::default()
                });
                hand_over(piece, &job.documents(), &mut tally)?;
            }
        }
        if options.wants_complete(self.rules) {
            hand_over(self.missing(), &[], &mut tally)?;
        }
        Ok(tally.finish(summary))
    }

    /// Findings about versions that are not there.
    fn missing(&self) -> Piece {
        let mut piece = Piece::default();
        for (number, found) in missing::found(&self.run.asked.missing, self.whole) {
            // A document that is gone by now is told of at its own turn.
            if let Ok(loaded) = self.run.load(number) {
                let document = &loaded.document;
                let found = finish(vec![found], &[entry(0, document)]);
                piece.judge(found, self.run.asked.options, &[document]);
            }
        }
        piece
    }

    /// Does a piece of work, unless the cache has it.
    fn piece<'i>(
        &self,
        job: &Job<'_>,
        index: &(impl Fn() -> &'i Index<'i> + Sync),
    ) -> Result<Piece, Notice> {
        let documents = job.documents();
        let key = self.key_of(job, &documents);
        let cache = self.run.asked.cache;
        if let Some(piece) = cache.and_then(|cache| cache.get::<Piece>("piece", &key)) {
            return Ok(piece);
        }
        let loaded = documents
            .iter()
            .map(|&at| self.run.load(at))
            .collect::<Result<Vec<_>, _>>()?;
        let texts: Vec<_> = loaded.iter().map(|loaded| loaded.text()).collect();
        let read: Vec<&Document> = loaded.iter().map(|loaded| &loaded.document).collect();
        let options = self.run.asked.options;
        let done = job
            .renumbered()
            .run(&texts, self.rules, options.glossary, options.align);
        let (mut findings, mut piece) = Piece::of(done, job, &read);
        // What else is in the run never changes what is found, only what is said of a wrong pair: that is not kept.
        let hangs_on_others = findings.iter().any(|finding| finding.rule == "wrong-pair");
        super::name_best_matches(&mut findings, self.whole, |wanted| {
            index().best_matches(wanted, |a, b| self.run.verdict_of(a, b))
        });
        piece.judge(findings, options, &read);
        let render = self.run.asked.render;
        piece.page =
            render.and_then(|render| render(&self.whole.part(piece.clone(), &documents), &read));
        let is_kept = piece.trouble.is_empty() && !hangs_on_others;
        if let Some(cache) = cache.filter(|_| is_kept) {
            cache.put("piece", &key, &piece);
        }
        Ok(piece)
    }

    /// Everything a piece hangs on: what it is, the contents and paths of its documents, how they stand to each other
    /// and what is said of them, and the settings.
    fn key_of(&self, job: &Job<'_>, documents: &[usize]) -> Key {
        let kind: &[u8] = match job {
            Job::Article { .. } => b"article",
            Job::Related { .. } => b"related",
            Job::Alone(_) => b"alone",
        };
        let about = self.whole.key(documents);
        let mut parts = vec![self.run.asked.settings.bytes(), kind, about.bytes()];
        parts.extend(documents.iter().map(|&at| self.run.keys[at].bytes()));
        Key::of(parts)
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
    let reading = loaded.reading(asked.options.align);
    let card = Card::new(&loaded.document, &loaded.keys, reading);
    if let Some(cache) = asked.cache {
        cache.put("document", &key, &(&known, &card));
    }
    Ok((key, known, card))
}

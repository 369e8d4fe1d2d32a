//! The pipeline on one page: from documents to the report.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use rayon::prelude::*;

use crate::align::{Bead, Bitext, align};
use crate::article::{Article, Kind, Relation};
use crate::checks::{self, Check, Pair, Selection, Severity, Text};
use crate::document::Document;
use crate::facts::{Facts, extract};
use crate::language::Language;
use crate::report::{
    AlignmentEntry, ArticleEntry, Coverage, DocumentEntry, DocumentId, Finding, Notice, Policy,
    RelationEntry, Report, Summary, Tool, Verdict, finish, relation_name,
};
use crate::text::Span;

/// Documents with their facts, and what is to be said of how they were read.
#[derive(Debug, Default)]
pub struct Corpus {
    documents: Vec<Document>,
    facts: Vec<Facts>,
    notices: Vec<Notice>,
    declared: Vec<Vec<usize>>,
}

impl Corpus {
    /// Reads the facts of documents, in parallel. Exactly two documents are a declared pair, the first of them the source.
    pub fn new(documents: Vec<Document>) -> Self {
        prepare(&documents);
        let facts = documents.par_iter().map(extract).collect();
        let declared = if documents.len() == 2 {
            vec![vec![0, 1]]
        } else {
            Vec::new()
        };
        Self {
            documents,
            facts,
            notices: Vec::new(),
            declared,
        }
    }

    /// Says which documents a person declared to be versions of one text, by number, the source of each first.
    /// They are always aligned and checked; for all others their contents decide. Articles of fewer than two
    /// versions, numbers that name no document and numbers named before are passed over.
    #[must_use]
    pub fn declaring(mut self, articles: impl IntoIterator<Item = Vec<usize>>) -> Self {
        let mut free = vec![true; self.documents.len()];
        let mut take = |number: &usize| free.get_mut(*number).is_some_and(std::mem::take);
        self.declared = articles
            .into_iter()
            .map(|article| article.into_iter().filter(&mut take).collect::<Vec<_>>())
            .filter(|article| article.len() > 1)
            .collect();
        self
    }

    /// Adds what is to be said of how they were read.
    #[must_use]
    pub fn noting(mut self, notices: Vec<Notice>) -> Self {
        self.notices = notices;
        self
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    fn text(&self, number: usize) -> Text<'_> {
        Text {
            document: &self.documents[number],
            facts: &self.facts[number],
        }
    }
}

/// Reads the words of the documents' languages side by side: threads that meet at one language would wait for it.
fn prepare(documents: &[Document]) {
    let languages: BTreeSet<Language> = documents
        .iter()
        .filter_map(|document| document.language().language)
        .collect();
    if languages.len() > 1 {
        let languages: Vec<_> = languages.into_iter().collect();
        languages.par_iter().for_each(|&language| {
            crate::facts::prepare(language);
            crate::align::prepare(language);
        });
    }
}

/// What is asked of a run.
#[derive(Debug)]
#[non_exhaustive]
pub struct Options<'a> {
    /// Which rules run.
    pub selection: Selection,
    /// Findings below this severity are left out.
    pub min_severity: Severity,
    /// Findings below this confidence, 0 to 1, are left out.
    pub min_confidence: f64,
    /// Whether what the source has too is left out.
    pub ignore_inherited: bool,
    /// What may change or suppress a finding, in order: the first that does not keep it decides.
    pub policies: &'a [&'a dyn Policy],
    /// Who is told how far the run is.
    pub progress: &'a dyn Progress,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            min_severity: Severity::Neutral,
            min_confidence: 0.0,
            ignore_inherited: false,
            policies: &[],
            progress: &NoProgress,
        }
    }
}

/// Is told how far a run is. Called from several threads.
pub trait Progress: Debug + Sync {
    /// A stage of `steps` steps begins.
    fn stage(&self, name: &'static str, steps: usize);
    /// One step is done.
    fn step(&self);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn stage(&self, _: &'static str, _: usize) {}
    fn step(&self) {}
}

/// Which documents are versions of one text: a report without alignments and findings.
pub fn group(corpus: &Corpus, progress: &dyn Progress) -> Report {
    let (relations, articles) = relate(corpus, progress);
    let mut report = frame(corpus, &relations, &articles);
    report.alignments = None;
    report.findings = None;
    report
}

/// Finds the versions of each article, lines them up and says where they differ.
pub fn check(corpus: &Corpus, options: &Options<'_>) -> Report {
    let (relations, articles) = relate(corpus, options.progress);
    let mut report = frame(corpus, &relations, &articles);
    let jobs = jobs(corpus, &relations, &articles);
    options.progress.stage("checking", jobs.len());
    let rules = options.selection.checks();
    report.rules = rules.iter().map(|rule| rule.meta().name).collect();
    let done: Vec<Done> = jobs
        .par_iter()
        .map(|job| {
            let done = job.run(corpus, &rules);
            options.progress.step();
            done
        })
        .collect();
    let mut findings = Vec::new();
    let mut alignments = Vec::new();
    let mut passages = Coverage::default();
    let mut target_words = 0;
    for (job, done) in jobs.iter().zip(done) {
        findings.extend(done.findings);
        alignments.extend(done.alignments);
        passages.aligned += done.passages.aligned;
        passages.of += done.passages.of;
        if let Job::Article { targets, .. } = job {
            target_words += targets
                .iter()
                .map(|(number, _)| report.documents[*number].words)
                .sum::<usize>();
        }
        report.notices.extend(done.trouble);
    }
    let mut suppressed = BTreeMap::new();
    findings.retain_mut(|finding: &mut Finding| {
        let inherited = finding.origin == Some(checks::Origin::Inherited)
            || finding.origin == Some(checks::Origin::Source);
        if finding.confidence < options.min_confidence || (options.ignore_inherited && inherited) {
            return false;
        }
        let mut verdicts = options
            .policies
            .iter()
            .map(|policy| policy.judge(finding, &corpus.documents));
        match verdicts.find(|&verdict| verdict != Verdict::Keep) {
            Some(Verdict::Suppress(by)) => {
                *suppressed.entry(by).or_insert(0) += 1;
                false
            }
            Some(Verdict::Drop) => false,
            Some(Verdict::Keep) | None => finding.severity >= options.min_severity,
        }
    });
    let words = report.documents.iter().map(|document| document.words).sum();
    report.summary = Summary::new(&findings, words, target_words, passages);
    report.summary.suppressed = suppressed;
    report.alignments = Some(alignments);
    report.findings = Some(findings);
    report
        .notices
        .extend(nothing_to_pair(&report.documents, &articles));
    report.notices.sort();
    report
}

/// What is to be said where nothing could be compared. Somebody who names one file alone meant to name more.
fn nothing_to_pair(documents: &[DocumentEntry], articles: &[Article]) -> Option<Notice> {
    let message = |what: &str| format!("{what}: only the rules that read a single text were run");
    match documents {
        _ if !articles.is_empty() => None,
        [] => None,
        [alone] => Some(Notice {
            path: Some(alone.path.clone()),
            message: message("one document alone; name its other versions too, to compare them"),
            trouble: true,
        }),
        _ => Some(Notice {
            path: None,
            message: message("no two of these documents are versions of one text"),
            trouble: false,
        }),
    }
}

fn relate(corpus: &Corpus, progress: &dyn Progress) -> (Vec<Relation>, Vec<Article>) {
    progress.stage("grouping", corpus.documents.len());
    let texts: Vec<_> = corpus.documents.iter().zip(&corpus.facts).collect();
    let mut free = vec![true; texts.len()];
    for &number in corpus.declared.iter().flatten() {
        free[number] = false;
    }
    let free: Vec<usize> = (0..texts.len()).filter(|&number| free[number]).collect();
    let rest: Vec<_> = free.iter().map(|&number| texts[number]).collect();
    let (mut relations, mut articles) = crate::article::group(&rest);
    for relation in &mut relations {
        (relation.a, relation.b) = (free[relation.a], free[relation.b]);
    }
    for version in articles
        .iter_mut()
        .flat_map(|article| &mut article.versions)
    {
        *version = free[*version];
    }
    let pairs: Vec<_> = corpus
        .declared
        .iter()
        .flat_map(|article| article[1..].iter().map(|&target| (article[0], target)))
        .collect();
    relations.par_extend(pairs.into_par_iter().map(|(source, target)| Relation {
        a: source,
        b: target,
        ..crate::article::relate(texts[source], texts[target])
    }));
    articles.extend(corpus.declared.iter().map(|versions| Article {
        id: String::new(),
        versions: versions.clone(),
    }));
    relations.sort_by_key(|relation| (relation.a, relation.b));
    articles.sort_by_key(|article| article.versions[0]);
    for (number, article) in articles.iter_mut().enumerate() {
        article.id = format!("a{}", number + 1);
    }
    (relations, articles)
}

/// The report as far as reading and grouping fill it.
fn frame(corpus: &Corpus, relations: &[Relation], articles: &[Article]) -> Report {
    let path = |number: usize| corpus.documents[number].path().to_owned();
    let documents: Vec<_> = corpus
        .documents
        .par_iter()
        .map(DocumentEntry::new)
        .collect();
    let words = documents.iter().map(|document| document.words).sum();
    let mut notices = corpus.notices.clone();
    for document in &corpus.documents {
        notices.extend(document.notices().iter().map(|message| Notice {
            path: Some(document.path().to_owned()),
            message: message.clone(),
            trouble: false,
        }));
    }
    notices.sort();
    Report {
        schema: "cotejo.report/1",
        tool: Tool {
            name: "cotejo",
            version: env!("CARGO_PKG_VERSION"),
        },
        relations: relations
            .iter()
            .filter(|relation| relation.kind != Kind::Unrelated)
            .map(|relation| RelationEntry {
                a: path(relation.a),
                b: path(relation.b),
                relation: relation_name(relation.kind),
                score: relation.score,
                evidence: relation.evidence.clone(),
            })
            .collect(),
        articles: articles
            .iter()
            .map(|article| ArticleEntry {
                id: article.id.clone(),
                versions: article
                    .versions
                    .iter()
                    .map(|&number| path(number))
                    .collect(),
            })
            .collect(),
        alignments: Some(Vec::new()),
        findings: Some(Vec::new()),
        notices,
        summary: Summary::new(&[], words, 0, Coverage::default()),
        rules: Vec::new(),
        documents,
    }
}

/// One piece of work that says the same whatever else is in the run.
enum Job<'a> {
    /// An article: the source, and each other version with what was found of the two.
    Article {
        source: usize,
        targets: Vec<(usize, Option<&'a Relation>)>,
    },
    /// Two documents that are only related: their shared passages are lined up and shown.
    Related(&'a Relation),
    /// A document by itself.
    Alone(usize),
}

/// What a piece of work gave.
#[derive(Default)]
struct Done {
    findings: Vec<Finding>,
    alignments: Vec<AlignmentEntry>,
    passages: Coverage,
    trouble: Vec<Notice>,
}

fn jobs<'a>(corpus: &Corpus, relations: &'a [Relation], articles: &[Article]) -> Vec<Job<'a>> {
    let known: BTreeMap<_, _> = relations
        .iter()
        .map(|relation| ((relation.a, relation.b), relation))
        .collect();
    let mut jobs = Vec::new();
    let mut article_of = vec![None; corpus.documents.len()];
    for (number, article) in articles.iter().enumerate() {
        article
            .versions
            .iter()
            .for_each(|&version| article_of[version] = Some(number));
        let source = article.versions[0];
        let targets = article.versions[1..]
            .iter()
            .map(|&target| (target, known.get(&(source, target)).copied()));
        jobs.push(Job::Article {
            source,
            targets: targets.collect(),
        });
    }
    let apart = |relation: &&Relation| {
        relation.kind == Kind::Related
            && (article_of[relation.a].is_none()
                || article_of[relation.a] != article_of[relation.b])
    };
    jobs.extend(relations.iter().filter(apart).map(Job::Related));
    let alone = (0..corpus.documents.len()).filter(|&number| article_of[number].is_none());
    jobs.extend(alone.map(Job::Alone));
    jobs
}

impl Job<'_> {
    fn run(&self, corpus: &Corpus, rules: &[&'static dyn Check]) -> Done {
        let mut trouble = Vec::new();
        let (mut done, about) = match self {
            Self::Article { source, targets } => (
                article(corpus, *source, targets, rules, &mut trouble),
                *source,
            ),
            Self::Related(relation) => {
                let bitext = relation
                    .bitext
                    .as_ref()
                    .map(|bitext| levels(corpus, relation.a, relation.b, bitext));
                (
                    Done {
                        alignments: bitext.into_iter().flatten().collect(),
                        ..Done::default()
                    },
                    relation.a,
                )
            }
            Self::Alone(number) => {
                let found = checks::document(corpus.text(*number), rules, &mut trouble);
                (
                    Done {
                        findings: finish(found, &[entry(corpus, *number)]),
                        ..Done::default()
                    },
                    *number,
                )
            }
        };
        let path = corpus.documents[about].path().to_owned();
        done.trouble = trouble
            .into_iter()
            .map(|message| Notice {
                path: Some(path.clone()),
                message,
                trouble: true,
            })
            .collect();
        done
    }
}

fn article(
    corpus: &Corpus,
    source: usize,
    targets: &[(usize, Option<&Relation>)],
    rules: &[&'static dyn Check],
    trouble: &mut Vec<String>,
) -> Done {
    let bitexts: Vec<_> = targets
        .iter()
        .map(|&(target, relation)| (target, bitext(corpus, source, target, relation)))
        .collect();
    let kinds = targets
        .iter()
        .map(|(_, relation)| relation.map_or(Kind::Translation, |relation| relation.kind));
    let pairs: Vec<_> = bitexts
        .iter()
        .zip(kinds)
        .map(|((target, bitext), kind)| {
            Pair::new(corpus.text(source), corpus.text(*target), bitext, kind)
        })
        .collect();
    let found = checks::article(corpus.text(source), &pairs, rules, trouble);
    let versions: Vec<_> = std::iter::once(source)
        .chain(targets.iter().map(|target| target.0))
        .map(|number| entry(corpus, number))
        .collect();
    let mut done = Done {
        findings: finish(found, &versions),
        ..Done::default()
    };
    for (target, bitext) in &bitexts {
        done.alignments
            .extend(levels(corpus, source, *target, bitext));
        done.passages.of += corpus.documents[*target].passage_count();
        done.passages.aligned += bitext
            .passages
            .iter()
            .filter(|bead| bead.is_matched())
            .map(|bead| bead.target.len())
            .sum::<usize>();
    }
    done
}

/// How two versions are lined up: as the verdict found, or anew. A pair that was declared is lined up as versions of
/// one text, whatever its contents say.
fn bitext<'a>(
    corpus: &Corpus,
    source: usize,
    target: usize,
    relation: Option<&'a Relation>,
) -> Cow<'a, Bitext> {
    let whole = relation.filter(|relation| relation.kind == Kind::Translation);
    if let Some(bitext) = whole.and_then(|relation| relation.bitext.as_ref()) {
        return Cow::Borrowed(bitext);
    }
    let (source, target) = (corpus.text(source), corpus.text(target));
    Cow::Owned(align(
        source.document,
        source.facts,
        target.document,
        target.facts,
    ))
}

fn entry(corpus: &Corpus, number: usize) -> (usize, DocumentId, &Document) {
    let document = &corpus.documents[number];
    (
        number,
        DocumentId::Name(document.path().to_owned()),
        document,
    )
}

/// The two levels of an alignment as the report has them.
fn levels(corpus: &Corpus, source: usize, target: usize, bitext: &Bitext) -> [AlignmentEntry; 2] {
    let documents = [&corpus.documents[source], &corpus.documents[target]];
    let level = |name, beads: &[Bead], span: fn(&Document, usize) -> Span| {
        AlignmentEntry::new(
            documents[0],
            documents[1],
            name,
            beads,
            [&|unit| span(documents[0], unit), &|unit| {
                span(documents[1], unit)
            }],
        )
    };
    [
        level("passage", &bitext.passages, |document, unit| {
            document.passage(unit).span
        }),
        level("segment", &bitext.segments, |document, unit| {
            document.segments()[unit].span
        }),
    ]
}

//! The pipeline on one page: from documents to the report.

mod batch;
mod cache;
mod job;
mod missing;
mod piece;
mod shelf;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use self::piece::Whole;
use crate::article::{Article, Grouping, Kind, Relation};
use crate::checks::{Check, Glossary, Origin, Selection, Severity, Text};
use crate::document::Document;
use crate::facts::{Facts, extract};
use crate::language::Language;
use crate::report::{
    ArticleEntry, Coverage, DocumentEntry, DocumentId, Finding, MissingEntry, Notice, Policy,
    RelationEntry, Report, Summary, Tool, Verdict, finish, relation_name,
};

/// Documents with their facts, and what is to be said of how they were read.
#[derive(Debug, Default)]
pub struct Corpus {
    documents: Vec<Document>,
    facts: Vec<Facts>,
    notices: Vec<Notice>,
    declared: Vec<Vec<usize>>,
    missing: Vec<MissingEntry>,
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
            missing: Vec::new(),
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

    /// Says which versions were expected beside these documents and are not there.
    #[must_use]
    pub fn missing(mut self, missing: Vec<MissingEntry>) -> Self {
        self.missing = missing;
        self
    }

    /// The documents.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The report as far as reading and grouping fill it.
    fn frame(&self, grouping: &Grouping) -> Report {
        let entries = self.documents.par_iter().map(DocumentEntry::new).collect();
        let noted = self
            .documents
            .iter()
            .flat_map(|document| noted(document.path(), document.notices()));
        let notices = self.notices.iter().cloned().chain(noted).collect();
        frame(entries, &self.missing, notices, grouping)
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
        languages
            .par_iter()
            .for_each(|&language| crate::facts::prepare(language));
    }
}

pub use batch::{Batch, Page, Render, Sink, Sources, batch};
pub use cache::{Cache, Key};

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
    /// The terms that are wanted.
    pub glossary: Option<&'a Glossary>,
    /// Whether a version that was expected and is not there ([`Corpus::missing`]) is a finding and not a notice.
    pub require_complete: bool,
    /// What may change or suppress a finding, in order: the first that does not keep it decides. The others are asked
    /// too, so that each knows what it stands for; what they say then goes for nothing.
    pub policies: &'a [&'a dyn Policy],
    /// Where given, only articles that hold one of these documents, by number, are lined up and checked. All documents
    /// are still grouped.
    pub among: Option<&'a [usize]>,
    /// What grouping and alignment may draw on.
    pub align: &'a crate::align::Options,
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
            glossary: None,
            require_complete: false,
            policies: &[],
            among: None,
            align: &crate::align::Options::SHIPPED,
            progress: &NoProgress,
        }
    }
}

impl Options<'_> {
    /// Whether versions that are not there are findings.
    fn wants_complete(&self, rules: &[&'static dyn Check]) -> bool {
        let mut rules = rules.iter();
        self.require_complete && rules.any(|rule| rule.meta().name == "missing-version")
    }

    /// What becomes of a finding; a policy may change it.
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict {
        let mut verdict = Verdict::Keep;
        for policy in self.policies {
            let said = policy.judge(finding, documents);
            if verdict == Verdict::Keep {
                verdict = said;
            }
        }
        let inherited =
            finding.origin == Some(Origin::Inherited) || finding.origin == Some(Origin::Source);
        if finding.confidence < self.min_confidence || (self.ignore_inherited && inherited) {
            return Verdict::Drop;
        }
        match verdict {
            Verdict::Keep if finding.severity < self.min_severity => Verdict::Drop,
            verdict => verdict,
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
pub fn group(corpus: &Corpus, options: &Options<'_>) -> Report {
    let grouping = relate(corpus, None, options);
    let mut report = corpus.frame(&grouping);
    report.alignments = None;
    report.findings = None;
    report
}

/// Finds the versions of each article, lines them up and says where they differ.
pub fn check(corpus: &Corpus, options: &Options<'_>) -> Report {
    let among: Option<FxHashSet<usize>> =
        options.among.map(|among| among.iter().copied().collect());
    let grouping = relate(corpus, among.as_ref(), options);
    let mut report = corpus.frame(&grouping);
    let texts: Vec<_> = (0..corpus.documents.len())
        .map(|number| corpus.text(number))
        .collect();
    let documents: Vec<&Document> = corpus.documents.iter().collect();
    let mut jobs = job::jobs(texts.len(), &grouping);
    if let Some(among) = &among {
        jobs.retain(|job| job.documents().iter().any(|number| among.contains(number)));
    }
    report.checked = jobs.iter().flat_map(job::Job::documents).collect();
    report.checked.sort_unstable();
    report.checked.dedup();
    options.progress.stage("checking", jobs.len());
    let rules = options.selection.checks();
    report.rules = rules.iter().map(|rule| rule.meta().name).collect();
    let done: Vec<job::Done> = jobs
        .par_iter()
        .map(|job| {
            let done = job.run(&texts, &rules, options.glossary, options.align);
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
        if let job::Job::Article { targets, .. } = job {
            target_words += targets
                .iter()
                .map(|(number, _)| report.documents[*number].words)
                .sum::<usize>();
        }
        report.notices.extend(done.trouble);
    }
    let whole = Whole::new(&report);
    name_best_matches(&mut findings, &whole, |wanted| {
        let all: Vec<_> = corpus.documents.iter().zip(&corpus.facts).collect();
        crate::article::best_matches(&all, wanted, options.align)
    });
    if options.wants_complete(&rules) {
        for (number, found) in missing::found(&corpus.missing, &whole) {
            let entry = entry(number, documents[number]);
            findings.extend(finish(vec![found], &[entry]));
        }
    } else if !options.require_complete {
        report.notices.extend(missing::notices(&corpus.missing));
    }
    let mut suppressed = BTreeMap::new();
    findings.retain_mut(|finding| match options.judge(finding, &documents) {
        Verdict::Keep => true,
        Verdict::Drop => false,
        Verdict::Suppress(by) => {
            *suppressed.entry(by).or_insert(0) += 1;
            false
        }
    });
    let words = report.documents.iter().map(|document| document.words).sum();
    report.summary = Summary::new(&findings, words, target_words, passages);
    report.summary.suppressed = suppressed;
    report.alignments = Some(alignments);
    report.findings = Some(findings);
    report
        .notices
        .extend(nothing_to_pair(&report.documents, &grouping));
    report.notices.sort();
    report
}

/// Says of files that were paired and are no versions of one text, which document among those read is: `best` gives it
/// for those documents for which it is asked.
fn name_best_matches(
    findings: &mut [Finding],
    whole: &Whole<'_>,
    best: impl FnOnce(&BTreeSet<usize>) -> BTreeMap<usize, usize>,
) {
    let mut wrong: Vec<&mut Finding> = findings
        .iter_mut()
        .filter(|finding| finding.rule == "wrong-pair")
        .collect();
    if wrong.is_empty() {
        return;
    }
    let numbers = |finding: &Finding| {
        let mut numbers: Vec<usize> = finding
            .locations
            .iter()
            .filter_map(|location| match &location.document {
                DocumentId::Name(path) => whole.numbers.get(path.as_str()).copied(),
                DocumentId::Number(_) => None,
            })
            .collect();
        numbers.dedup();
        numbers
    };
    let wanted = wrong.iter().flat_map(|finding| numbers(finding)).collect();
    let best = best(&wanted);
    for finding in &mut wrong {
        let path = |number: usize| whole.report.documents[number].path.as_str();
        let matches: Vec<String> = numbers(finding)
            .into_iter()
            .filter_map(|number| {
                let other = *best.get(&number)?;
                Some(format!(
                    "the best match of {} is {}",
                    path(number),
                    path(other)
                ))
            })
            .collect();
        if !matches.is_empty() {
            finding.message = format!("{}; {}", finding.message, matches.join(", and "));
        }
    }
}

/// What is to be said where nothing could be compared. Somebody who names one file alone meant to name more.
fn nothing_to_pair(documents: &[DocumentEntry], grouping: &Grouping) -> Option<Notice> {
    let message = |what: &str| format!("{what}: only the rules that read a single text were run");
    match documents {
        _ if !grouping.articles.is_empty() => None,
        [] => None,
        [alone] => Some(Notice {
            path: Some(alone.path.clone()),
            message: message("one document alone; name its other versions too, to compare them"),
            trouble: true,
        }),
        _ if !grouping.relations.is_empty() => Some(Notice {
            path: None,
            message: "no two of these documents are versions of one text: where two are related, the values that both give \
                      were compared, and nothing else"
                .to_owned(),
            trouble: false,
        }),
        _ => Some(Notice {
            path: None,
            message: message("no two of these documents are versions of one text"),
            trouble: false,
        }),
    }
}

fn relate(corpus: &Corpus, among: Option<&FxHashSet<usize>>, options: &Options<'_>) -> Grouping {
    options.progress.stage("grouping", corpus.documents.len());
    let texts: Vec<_> = corpus.documents.iter().zip(&corpus.facts).collect();
    relations(
        texts.len(),
        &corpus.declared,
        among,
        |free| {
            let free: Vec<_> = free.iter().map(|&number| texts[number]).collect();
            crate::article::group(&free, options.align)
        },
        |source, target| crate::article::relate(texts[source], texts[target], options.align),
    )
}

/// The relations and articles of so many documents: what was declared as `declare` sees it, and all others as `group`
/// finds them, whose numbers are positions in the list that it is given.
fn relations(
    documents: usize,
    declared: &[Vec<usize>],
    among: Option<&FxHashSet<usize>>,
    group: impl FnOnce(&[usize]) -> Grouping,
    declare: impl Fn(usize, usize) -> Relation + Sync,
) -> Grouping {
    let mut free = vec![true; documents];
    declared
        .iter()
        .flatten()
        .for_each(|&number| free[number] = false);
    let free: Vec<usize> = (0..documents).filter(|&number| free[number]).collect();
    let Grouping {
        mut relations,
        mut articles,
        mut twins,
    } = group(&free);
    for (later, earlier) in &mut twins {
        (*later, *earlier) = (free[*later], free[*earlier]);
    }
    for relation in &mut relations {
        (relation.a, relation.b) = (free[relation.a], free[relation.b]);
    }
    let versions = articles
        .iter_mut()
        .flat_map(|article| &mut article.versions);
    versions.for_each(|version| *version = free[*version]);
    // Nobody asks how the versions of a declared article stand to each other that is not checked.
    let is_asked = |article: &&Vec<usize>| {
        among.is_none_or(|among| article.iter().any(|number| among.contains(number)))
    };
    let pairs: Vec<_> = declared
        .iter()
        .filter(is_asked)
        .flat_map(|article| article[1..].iter().map(|&target| (article[0], target)))
        .collect();
    relations.par_extend(pairs.into_par_iter().map(|(source, target)| Relation {
        a: source,
        b: target,
        ..declare(source, target)
    }));
    articles.extend(declared.iter().map(|versions| Article {
        id: String::new(),
        versions: versions.clone(),
    }));
    relations.sort_by_key(|relation| (relation.a, relation.b));
    articles.sort_by_key(|article| article.versions[0]);
    for (number, article) in (1..).zip(&mut articles) {
        article.id = format!("a{number}");
    }
    Grouping {
        relations,
        articles,
        twins,
    }
}

/// A document as findings name it.
fn entry(number: usize, document: &Document) -> (usize, DocumentId, &Document) {
    let id = DocumentId::Name(document.path().to_owned());
    (number, id, document)
}

/// What is to be said of how a document was read.
fn noted(path: &str, messages: &[String]) -> impl Iterator<Item = Notice> {
    messages.iter().map(move |message| Notice {
        path: Some(path.to_owned()),
        message: message.clone(),
        trouble: false,
    })
}

/// The report as far as reading and grouping fill it.
fn frame(
    documents: Vec<DocumentEntry>,
    missing: &[MissingEntry],
    mut notices: Vec<Notice>,
    grouping: &Grouping,
) -> Report {
    let path = |number: usize| documents[number].path.clone();
    let words = documents.iter().map(|document| document.words).sum();
    let twins = grouping.twins.iter().map(|&(later, earlier)| Notice {
        path: Some(path(later)),
        message: format!(
            "nearly the same text as {}, in the same language",
            path(earlier)
        ),
        trouble: false,
    });
    notices.extend(twins);
    notices.sort();
    Report {
        schema: "cotejo.report/1",
        tool: Tool {
            name: "cotejo",
            version: env!("CARGO_PKG_VERSION"),
        },
        relations: grouping
            .relations
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
        articles: grouping
            .articles
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
        missing: missing.to_vec(),
        alignments: Some(Vec::new()),
        findings: Some(Vec::new()),
        notices,
        checked: Vec::new(),
        rules: Vec::new(),
        summary: Summary::new(&[], words, 0, Coverage::default()),
        documents,
    }
}

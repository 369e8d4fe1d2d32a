//! The pieces of work that a run falls into.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::entry;
use crate::align::{self, Bead, Bitext, align, align_shared};
use crate::article::{Grouping, Kind, Relation};
use crate::checks::{self, Check, Glossary, Pair, Text};
use crate::document::Document;
use crate::report::{AlignmentEntry, Coverage, Finding, Notice, finish};
use crate::text::Span;

/// One piece of work that says the same whatever else is in the run.
#[derive(Debug)]
pub(super) enum Job<'a> {
    /// An article: the source, and each other version with what was found of the two.
    Article {
        source: usize,
        targets: Vec<(usize, Option<&'a Relation>)>,
    },
    /// Two documents that are only related: their shared passages are lined up and shown.
    Related {
        a: usize,
        b: usize,
        relation: &'a Relation,
    },
    /// A document by itself.
    Alone(usize),
}

/// What a piece of work gave.
#[derive(Default)]
pub(super) struct Done {
    pub(super) findings: Vec<Finding>,
    pub(super) alignments: Vec<AlignmentEntry>,
    pub(super) passages: Coverage,
    pub(super) trouble: Vec<Notice>,
}

/// The work that follows from relations and articles, of so many documents.
pub(super) fn jobs(documents: usize, grouping: &Grouping) -> Vec<Job<'_>> {
    let Grouping {
        relations,
        articles,
        ..
    } = grouping;
    let known: BTreeMap<_, _> = relations
        .iter()
        .map(|relation| ((relation.a, relation.b), relation))
        .collect();
    let mut jobs = Vec::new();
    let mut article_of = vec![None; documents];
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
    let related = relations.iter().filter(apart);
    jobs.extend(related.map(|relation| Job::Related {
        a: relation.a,
        b: relation.b,
        relation,
    }));
    let alone = (0..documents).filter(|&number| article_of[number].is_none());
    jobs.extend(alone.map(Job::Alone));
    jobs
}

impl<'a> Job<'a> {
    /// The documents it needs; the source of an article first.
    pub(super) fn documents(&self) -> Vec<usize> {
        match self {
            Self::Article { source, targets } => std::iter::once(*source)
                .chain(targets.iter().map(|&(target, _)| target))
                .collect(),
            &Self::Related { a, b, .. } => vec![a, b],
            &Self::Alone(number) => vec![number],
        }
    }

    /// The same work, on documents that are numbered as [`Job::documents`] gives them.
    pub(super) fn renumbered(&self) -> Job<'a> {
        match self {
            Self::Article { targets, .. } => Job::Article {
                source: 0,
                targets: (1..)
                    .zip(targets)
                    .map(|(number, &(_, relation))| (number, relation))
                    .collect(),
            },
            &Self::Related { relation, .. } => Job::Related {
                a: 0,
                b: 1,
                relation,
            },
            Self::Alone(_) => Job::Alone(0),
        }
    }

    /// Does it; numbers of documents are positions in `texts`.
    pub(super) fn run(
        &self,
        texts: &[Text<'_>],
        rules: &[&'static dyn Check],
        glossary: Option<&Glossary>,
        options: &align::Options,
    ) -> Done {
        let mut trouble = Vec::new();
        let (mut done, about) = match self {
            Self::Article { source, targets } => (
                article(
                    texts,
                    *source,
                    targets,
                    (rules, glossary, options),
                    &mut trouble,
                ),
                *source,
            ),
            &Self::Related { a, b, relation } => {
                let bitext = match &relation.bitext {
                    Some(bitext) => Cow::Borrowed(bitext),
                    None => Cow::Owned(align_shared(texts[a].document, texts[b].document, options)),
                };
                let pair = Pair::new(texts[a], texts[b], &bitext, Kind::Related);
                let found = checks::related(&pair, rules, &mut trouble);
                let versions = [a, b].map(|number| entry(number, texts[number].document));
                (
                    Done {
                        findings: finish(found, &versions),
                        alignments: levels(texts, a, b, &bitext).into(),
                        ..Done::default()
                    },
                    a,
                )
            }
            Self::Alone(number) => {
                let found = checks::document(texts[*number], rules, &mut trouble);
                (
                    Done {
                        findings: finish(found, &[entry(*number, texts[*number].document)]),
                        ..Done::default()
                    },
                    *number,
                )
            }
        };
        let path = texts[about].document.path().to_owned();
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
    texts: &[Text<'_>],
    source: usize,
    targets: &[(usize, Option<&Relation>)],
    (rules, glossary, options): (&[&'static dyn Check], Option<&Glossary>, &align::Options),
    trouble: &mut Vec<String>,
) -> Done {
    let bitexts: Vec<_> = targets
        .iter()
        .map(|&(target, relation)| (target, bitext(texts, source, target, relation, options)))
        .collect();
    let kinds = targets
        .iter()
        .map(|(_, relation)| relation.map_or(Kind::Translation, |relation| relation.kind));
    let pairs: Vec<_> = bitexts
        .iter()
        .zip(kinds)
        .map(|((target, bitext), kind)| {
            Pair::new(texts[source], texts[*target], bitext, kind).with_glossary(glossary)
        })
        .collect();
    let parted = checks::parted(&pairs);
    let pairs = checks::part(pairs, &parted);
    let found = checks::article(texts[source], &pairs, rules, trouble);
    let versions: Vec<_> = std::iter::once(source)
        .chain(targets.iter().map(|target| target.0))
        .map(|number| entry(number, texts[number].document))
        .collect();
    let mut done = Done {
        findings: finish(found, &versions),
        ..Done::default()
    };
    for ((target, _), pair) in bitexts.iter().zip(&pairs) {
        done.alignments
            .extend(levels(texts, source, *target, pair.bitext));
        done.passages.of += texts[*target].document.passage_count();
        done.passages.aligned += pair
            .bitext
            .passages
            .iter()
            .filter(|bead| bead.is_matched())
            .map(|bead| bead.target.len())
            .sum::<usize>();
    }
    done
}

/// How two versions are lined up: as the verdict found, or anew. A pair that was declared is lined up as versions of
/// one text even where its contents have nothing in common; two articles on one subject, where they say the same.
fn bitext<'a>(
    texts: &[Text<'_>],
    source: usize,
    target: usize,
    relation: Option<&'a Relation>,
    options: &align::Options,
) -> Cow<'a, Bitext> {
    let known = relation.filter(|relation| relation.kind != Kind::Unrelated);
    if let Some(bitext) = known.and_then(|relation| relation.bitext.as_ref()) {
        return Cow::Borrowed(bitext);
    }
    let (source, target) = (texts[source], texts[target]);
    if known.is_some_and(|relation| relation.kind == Kind::Related) {
        return Cow::Owned(align_shared(source.document, target.document, options));
    }
    Cow::Owned(align(source.document, target.document, options))
}

/// The two levels of an alignment as the report has them.
fn levels(
    texts: &[Text<'_>],
    source: usize,
    target: usize,
    bitext: &Bitext,
) -> [AlignmentEntry; 2] {
    let documents = [texts[source].document, texts[target].document];
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

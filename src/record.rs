//! Pipe records: one JSON object in, one out.
//!
//! In, a pair: `{"id", "source": {"text", "language"?}, "target": {…}, "aligned"?: true}`; in, an article:
//! `{"id", "versions": [{"text", "language"?}, …]}`, the first of them the source.
//! Out: `{"id", "findings": […], "error": null}`. Places are UTF-8 bytes of the record's own texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::align::{Bitext, Options, align, align_unit};
use crate::article::{Kind, relate};
use crate::checks::{self, Check, Pair, Text};
use crate::document::Document;
use crate::document::read::from_text;
use crate::facts::extract;
use crate::language::{Language, is_known};
use crate::report::{DocumentId, Finding, finish};

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    id: Json,
    source: Option<Given>,
    target: Option<Given>,
    versions: Option<Vec<Given>>,
    #[serde(default)]
    aligned: bool,
}

#[derive(Deserialize)]
struct Given {
    text: String,
    #[serde(default)]
    language: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Json,
    findings: &'a [Finding],
    error: Option<&'a str>,
}

/// The answer to one line, with its line end. `number` is the line's, from 1, for messages.
pub fn answer(
    line: &[u8],
    number: usize,
    rules: &[&'static dyn Check],
    options: &Options,
) -> Vec<u8> {
    let (id, done) = match serde_json::from_slice::<Record>(line) {
        Ok(mut record) => {
            let id = record.id.take();
            let done = catch_unwind(AssertUnwindSafe(|| check(record, rules, options)));
            (
                id,
                done.unwrap_or_else(|_| {
                    Err("this record brought the program down; please report it".to_owned())
                }),
            )
        }
        Err(error) => (
            serde_json::from_slice::<Json>(line)
                .ok()
                .map_or(Json::Null, |mut json| json["id"].take()),
            Err(error.to_string()),
        ),
    };
    let (findings, error) = match done {
        Ok(findings) => (findings, None),
        Err(error) => (Vec::new(), Some(format!("line {number}: {error}"))),
    };
    let mut out = Vec::new();
    // Writing to memory fails only where a value cannot be JSON, and these all can.
    let written = serde_json::to_writer(
        &mut out,
        &Answer {
            id: &id,
            findings: &findings,
            error: error.as_deref(),
        },
    );
    debug_assert!(written.is_ok(), "an answer is always JSON");
    out.push(b'\n');
    out
}

fn check(
    record: Record,
    rules: &[&'static dyn Check],
    options: &Options,
) -> Result<Vec<Finding>, String> {
    match (record.source, record.target, record.versions) {
        (Some(source), Some(target), None) => {
            let documents = [source.read("source")?, target.read("target")?];
            let ids = [DocumentId::Name("source".to_owned()), DocumentId::Name("target".to_owned())];
            versions(&documents, &ids, record.aligned, (rules, options))
        }
        (None, None, Some(given)) if !given.is_empty() => {
            let documents = given.into_iter().enumerate().map(|(number, given)| given.read(&number.to_string())).collect::<Result<Vec<_>, _>>()?;
            let ids: Vec<_> = (0..documents.len()).map(DocumentId::Number).collect();
            versions(&documents, &ids, record.aligned, (rules, options))
        }
        _ => Err("a record needs either \"source\" and \"target\", or \"versions\" with at least one text".to_owned()),
    }
}

fn versions(
    documents: &[Document],
    ids: &[DocumentId],
    aligned: bool,
    (rules, options): (&[&'static dyn Check], &Options),
) -> Result<Vec<Finding>, String> {
    let facts: Vec<_> = documents.iter().map(extract).collect();
    let text = |number: usize| Text {
        document: &documents[number],
        facts: &facts[number],
    };
    let lined_up: Vec<(Bitext, Kind)> = (1..documents.len())
        .map(|target| line_up(text(0), text(target), aligned, options))
        .collect();
    let pairs: Vec<_> = lined_up
        .iter()
        .zip(1..)
        .map(|((bitext, kind), target)| {
            let pair = Pair::new(text(0), text(target), bitext, *kind);
            if aligned { pair.as_unit() } else { pair }
        })
        .collect();
    let mut trouble = Vec::new();
    let found = if pairs.is_empty() {
        checks::document(text(0), rules, &mut trouble)
    } else {
        checks::article(text(0), &pairs, rules, &mut trouble)
    };
    if let Some(trouble) = trouble.into_iter().next() {
        return Err(trouble);
    }
    let versions: Vec<_> = ids
        .iter()
        .zip(documents)
        .enumerate()
        .map(|(number, (id, document))| (number, id.clone(), document))
        .collect();
    Ok(finish(found, &versions))
}

/// How two versions are lined up, and how they stand to each other.
fn line_up(source: Text<'_>, target: Text<'_>, aligned: bool, options: &Options) -> (Bitext, Kind) {
    let (a, b) = (
        (source.document, source.facts),
        (target.document, target.facts),
    );
    if aligned {
        return (align_unit(a.0, a.1, b.0, b.1, options), Kind::Translation);
    }
    let relation = relate(a, b, options);
    // Of texts that are no versions of one another the verdict has lined up what they share, or nothing.
    let whole = relation
        .bitext
        .filter(|_| relation.kind == Kind::Translation);
    let bitext = whole.unwrap_or_else(|| align(a.0, a.1, b.0, b.1, options));
    (bitext, relation.kind)
}

impl Given {
    fn read(&self, name: &str) -> Result<Document, String> {
        let tag = |tag: &String| {
            Language::new(tag)
                .filter(|&language| is_known(language))
                .ok_or_else(|| format!("unknown language `{tag}` of {name}"))
        };
        Ok(from_text(
            name,
            &self.text,
            self.language.as_ref().map(tag).transpose()?,
        ))
    }
}

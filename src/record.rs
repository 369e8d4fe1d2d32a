//! Pipe records: one JSON object in, one out.
//!
//! In, a pair: `{"id", "source": {"text", "language"?}, "target": {…}, "aligned"?: true}`; in, an article:
//! `{"id", "versions": [{"text", "language"?}, …]}`, the first of them the source.
//! Out: `{"id", "findings": […], "error": null}`. Places are UTF-8 bytes of the record's own texts.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::align::{Bitext, Options, align, align_unit};
use crate::article::{Kind, relate};
use crate::checks::{self, Check, Found, Pair, Text};
use crate::document::Document;
use crate::document::read::from_text;
use crate::facts::{Facts, extract};
use crate::language::{Language, is_known};
use crate::report::{DocumentId, Finding, finish};

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(default)]
    id: Json,
    #[serde(borrow)]
    source: Option<Given<'a>>,
    #[serde(borrow)]
    target: Option<Given<'a>>,
    #[serde(borrow)]
    versions: Option<Vec<Given<'a>>>,
    #[serde(default)]
    aligned: bool,
}

#[derive(Deserialize)]
struct Given<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    language: Option<Cow<'a, str>>,
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
    answers(&[(number, line)], rules, options)
}

/// The answers to some lines, each with its line end. Each step is taken with all records before the next one, and so is
/// each rule: see [`checks::articles`].
pub fn answers(
    lines: &[(usize, &[u8])],
    rules: &[&'static dyn Check],
    options: &Options,
) -> Vec<u8> {
    let (ids, mut all): (Vec<Json>, Vec<Read>) = lines.iter().map(|&(_, line)| read(line)).unzip();
    step(&mut all, |versions| {
        versions.facts = versions.documents.iter().map(extract).collect();
    });
    step(&mut all, |versions| versions.line_up(options));
    let done = check(&all, rules);
    let mut out = Vec::new();
    for ((done, id), (number, _)) in done.into_iter().zip(&ids).zip(lines) {
        write(id, done, *number, &mut out);
    }
    out
}

/// A record as far as it was read, or what is wrong with it.
type Read = Result<Versions, String>;

/// The versions of an article, the source first, with what is made of them before they are checked.
#[derive(Default)]
struct Versions {
    documents: Vec<Document>,
    /// Whether they came as `source` and `target`.
    named: bool,
    aligned: bool,
    facts: Vec<Facts>,
    /// How each version after the source is lined up with it, and how the two stand to each other.
    lined_up: Vec<(Bitext, Kind)>,
}

/// What a record is told whose contents make the program panic.
const BROUGHT_DOWN: &str = "this record brought the program down; please report it";

fn caught<T>(act: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|_| BROUGHT_DOWN.to_owned())
}

/// Takes a step with each record that is still sound.
fn step(all: &mut [Read], act: impl Fn(&mut Versions)) {
    for one in all {
        if let Ok(versions) = one
            && let Err(error) = caught(|| act(versions))
        {
            *one = Err(error);
        }
    }
}

/// The id of a record, and its texts.
fn read(line: &[u8]) -> (Json, Read) {
    // Where the whole of it is text, none of its parts need be asked.
    let record = match std::str::from_utf8(line) {
        Ok(line) => serde_json::from_str::<Record<'_>>(line),
        Err(_) => serde_json::from_slice(line),
    };
    match record {
        Ok(mut record) => {
            let id = record.id.take();
            let read = caught(|| Versions::of(record));
            (id, read.and_then(|read| read))
        }
        Err(error) => (
            serde_json::from_slice::<Json>(line)
                .ok()
                .map_or(Json::Null, |mut json| json["id"].take()),
            Err(error.to_string()),
        ),
    }
}

fn write(id: &Json, done: Result<Vec<Finding>, String>, number: usize, out: &mut Vec<u8>) {
    let (findings, error) = match done {
        Ok(findings) => (findings, None),
        Err(error) => (Vec::new(), Some(format!("line {number}: {error}"))),
    };
    // Writing to memory fails only where a value cannot be JSON, and these all can.
    let written = serde_json::to_writer(
        &mut *out,
        &Answer {
            id,
            findings: &findings,
            error: error.as_deref(),
        },
    );
    debug_assert!(written.is_ok(), "an answer is always JSON");
    out.push(b'\n');
}

impl Versions {
    fn of(record: Record<'_>) -> Read {
        let count = record.versions.as_ref().map_or(2, Vec::len);
        let mut versions = Self {
            documents: Vec::with_capacity(count),
            named: record.versions.is_none(),
            aligned: record.aligned,
            ..Self::default()
        };
        match (record.source, record.target, record.versions) {
            (Some(source), Some(target), None) => {
                for (name, given) in [("source", source), ("target", target)] {
                    versions.documents.push(given.read(name)?);
                }
            }
            (None, None, Some(given)) if !given.is_empty() => {
                for (number, given) in given.into_iter().enumerate() {
                    versions.documents.push(given.read(&number.to_string())?);
                }
            }
            _ => {
                return Err("a record needs either \"source\" and \"target\", or \"versions\" with at least one text".to_owned());
            }
        }
        Ok(versions)
    }

    fn text(&self, number: usize) -> Text<'_> {
        Text {
            document: &self.documents[number],
            facts: &self.facts[number],
        }
    }

    fn line_up(&mut self, options: &Options) {
        let lined_up = (1..self.documents.len())
            .map(|target| line_up(self.text(0), self.text(target), self.aligned, options));
        self.lined_up = lined_up.collect();
    }

    fn pairs(&self) -> Vec<Pair<'_>> {
        let lined_up = self.lined_up.iter().zip(1..);
        let pairs = lined_up.map(|((bitext, kind), target)| {
            let pair = Pair::new(self.text(0), self.text(target), bitext, *kind);
            if self.aligned { pair.as_unit() } else { pair }
        });
        pairs.collect()
    }

    fn finish(&self, found: Vec<Found>, trouble: Vec<String>) -> Result<Vec<Finding>, String> {
        if let Some(trouble) = trouble.into_iter().next() {
            return Err(trouble);
        }
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let versions = self.documents.iter().enumerate();
        let versions: Vec<_> = versions
            .map(|(number, document)| (number, self.id(number, document), document))
            .collect();
        Ok(finish(found, &versions))
    }

    fn id(&self, number: usize, document: &Document) -> DocumentId {
        if self.named {
            DocumentId::Name(document.path().to_owned())
        } else {
            DocumentId::Number(number)
        }
    }
}

/// What is found in each record. Where one brings the program down, each is checked by itself.
fn check(all: &[Read], rules: &[&'static dyn Check]) -> Vec<Result<Vec<Finding>, String>> {
    caught(|| check_together(all, rules)).unwrap_or_else(|_| {
        let alone = |one| caught(|| check_together(slice::from_ref(one), rules).pop());
        let told = |done: Result<Option<_>, _>| done?.unwrap_or_else(|| Ok(Vec::new()));
        all.iter().map(|one| told(alone(one))).collect()
    })
}

fn check_together(all: &[Read], rules: &[&'static dyn Check]) -> Vec<Result<Vec<Finding>, String>> {
    let pairs: Vec<Vec<Pair<'_>>> = all
        .iter()
        .map(|one| one.as_ref().map(Versions::pairs).unwrap_or_default())
        .collect();
    let parted: Vec<_> = pairs.iter().map(|pairs| checks::parted(pairs)).collect();
    let pairs: Vec<_> = pairs
        .into_iter()
        .zip(&parted)
        .map(|(pairs, parted)| checks::part(pairs, parted))
        .collect();
    let articles = all.iter().zip(&pairs).filter_map(|(one, pairs)| {
        let versions = one.as_ref().ok().filter(|_| !pairs.is_empty())?;
        Some((versions.text(0), pairs.as_slice()))
    });
    let mut found = checks::articles(&articles.collect::<Vec<_>>(), rules).into_iter();
    let done = all.iter().zip(&pairs).map(|(one, pairs)| {
        let versions = one.as_ref().map_err(Clone::clone)?;
        let (found, trouble) = if pairs.is_empty() {
            let mut trouble = Vec::new();
            let found = checks::document(versions.text(0), rules, &mut trouble);
            (found, trouble)
        } else {
            found.next().unwrap_or_default()
        };
        versions.finish(found, trouble)
    });
    done.collect()
}

/// How two versions are lined up, and how they stand to each other.
fn line_up(source: Text<'_>, target: Text<'_>, aligned: bool, options: &Options) -> (Bitext, Kind) {
    let (a, b) = (
        (source.document, source.facts),
        (target.document, target.facts),
    );
    if aligned {
        return (align_unit(a.0, b.0, options), Kind::Translation);
    }
    let relation = relate(a, b, options);
    // Of texts that are no versions of one another the verdict has lined up what they share, or nothing.
    let whole = relation
        .bitext
        .filter(|_| relation.kind == Kind::Translation);
    let bitext = whole.unwrap_or_else(|| align(a.0, b.0, options));
    (bitext, relation.kind)
}

impl Given<'_> {
    fn read(&self, name: &str) -> Result<Document, String> {
        let tag = |tag: &Cow<'_, str>| {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::CHECKS;

    #[test]
    fn records_say_together_what_each_says_alone() {
        let lines = [
            r#"{"id":1,"source":{"text":"The 12 boats left.","language":"en"},"target":{"text":"Los 13 barcos salieron.","language":"es"},"aligned":true}"#,
            r#"{"id":2,"source":{"text":"No end"}"#,
            r#"{"id":3,"versions":[{"text":"It rained on on Monday.","language":"en"}]}"#,
            r#"{"id":4,"source":{"text":"Ten boats left.","language":"en"},"target":{"text":"Ten boats left.","language":"xx-none"}}"#,
            r#"{"id":5,"versions":[{"text":"The mill has 40 workers.","language":"en"},{"text":"El molino tiene 41 obreros.","language":"es"},{"text":"Nhà máy có 40 công nhân.","language":"vi"}],"aligned":true}"#,
        ];
        let numbered: Vec<(usize, &[u8])> = (1..).zip(lines.map(str::as_bytes)).collect();
        let together = answers(&numbered, CHECKS, &Options::SHIPPED);
        let alone = numbered
            .iter()
            .flat_map(|&(number, line)| answer(line, number, CHECKS, &Options::SHIPPED));
        let alone: Vec<u8> = alone.collect();
        assert_eq!(
            String::from_utf8(together).unwrap(),
            String::from_utf8(alone.clone()).unwrap()
        );
        let text = String::from_utf8(alone).unwrap();
        let errors: Vec<bool> = text
            .lines()
            .map(|line| line.ends_with("\"error\":null}"))
            .collect();
        assert_eq!(errors, [true, false, true, false, true]);
        assert_eq!(text.matches("number-mismatch").count(), 2);
    }
}

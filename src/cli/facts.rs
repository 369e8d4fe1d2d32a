//! `cotejo facts`: what a document claims, with spans and values.

use std::io::Write;

use serde_json::json;

use super::args::{FactsArgs, TableFormat};
use super::{Outcome, Output, input};
use crate::document::Document;
use crate::facts::{Fact, Value, extract};
use crate::text::shorten;

pub(super) fn run(args: &FactsArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let language = args.language.as_deref().map(input::language).transpose()?;
    let document = input::read_one(&args.file, language)?;
    let facts = extract(&document);
    let sure = || facts.all().iter().filter(|fact| fact.value.is_sure());
    match args.format {
        TableFormat::Table => {
            for fact in sure() {
                let place = document.place(fact.span);
                let at = format!("{}:{}", place.line, place.column);
                writeln!(
                    out,
                    "{at:>9}  {:<13} {:<28} {}",
                    fact.value.kind(),
                    shorten(&fact.value.canonical(), 60),
                    shorten(fact.span.of(document.text()), 80)
                )?;
            }
        }
        TableFormat::Json => {
            let rows: Vec<_> = sure().map(|fact| row(&document, fact)).collect();
            serde_json::to_writer_pretty(&mut *out, &rows)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

fn row(document: &Document, fact: &Fact) -> serde_json::Value {
    let place = document.place(fact.span);
    let mut row = json!({
        "kind": fact.value.kind(),
        "value": fact.value.canonical(),
        "start": place.bytes.start(),
        "end": place.bytes.end(),
        "line": place.line,
        "column": place.column,
        "text": fact.span.of(document.text()),
    });
    let more = match &fact.value {
        Value::Acronym(acronym) => acronym
            .expansion
            .clone()
            .map(|expansion| ("expansion", json!(expansion))),
        Value::Quotation(quotation) => quotation
            .speaker
            .clone()
            .map(|speaker| ("speaker", json!(speaker))),
        Value::Name(name) => Some((
            "name_kind",
            json!(format!("{:?}", name.kind).to_lowercase()),
        )),
        Value::Number(amount) if !amount.is_certain() => Some((
            "readings",
            json!(
                amount
                    .readings()
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
            ),
        )),
        _ => None,
    };
    if let (Some((key, value)), Some(row)) = (more, row.as_object_mut()) {
        row.insert(key.to_owned(), value);
    }
    row
}

//! Glossary files: TBX, CSV and TSV into terms.

#[cfg(test)]
use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::checks::Concept;
use crate::document::walk::display;
use crate::language::{Language, is_known};

/// What a glossary file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GlossaryFile {
    /// Its concepts, in the order of the file.
    pub concepts: Vec<Concept>,
    /// Words that stand in every language as they are.
    pub kept: Vec<String>,
    /// What the person should know: columns that were passed over.
    pub notices: Vec<String>,
}

/// Several terms in one cell of a table are parted by this.
const BETWEEN_TERMS: char = '|';

/// Reads a glossary file; its format is told by its name. The message of what is wrong names the file.
pub fn read_glossary(path: &Path) -> Result<GlossaryFile, String> {
    let name = display(path);
    let ending = path
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("{name}: not found; it is named as a glossary"),
        _ => format!("{name}: {error}"),
    })?;
    let text = decode(&bytes).ok_or_else(|| {
        format!("{name}: is neither UTF-8 nor UTF-16; save the glossary as UTF-8")
    })?;
    let read = match ending.as_str() {
        "tbx" | "xml" => tbx(&text),
        "csv" => table(&text, b",;\t"),
        "tsv" | "tab" | "txt" => table(&text, b"\t"),
        _ => Err("is no glossary that can be read; .tbx, .csv and .tsv can".to_owned()),
    };
    let mut read = read.map_err(|message| format!("{name}: {message}"))?;
    for notice in &mut read.notices {
        *notice = format!("{name}: {notice}");
    }
    Ok(read)
}

/// UTF-8, or UTF-16 with its mark, as spreadsheets export it.
fn decode(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes.get(mark..)?)?;
    Some(text.into_owned())
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Terms(Language),
    Forbidden(Language),
    Kept,
    Other,
}

/// Columns that glossaries have beside their terms.
const NOTES: [&str; 16] = [
    "id",
    "note",
    "notes",
    "comment",
    "comments",
    "definition",
    "description",
    "context",
    "domain",
    "subject",
    "status",
    "part of speech",
    "pos",
    "source",
    "author",
    "date",
];

fn table(text: &str, delimiters: &[u8]) -> Result<GlossaryFile, String> {
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: u8| head.bytes().filter(|&byte| byte == delimiter).count();
    let delimiter = delimiters
        .iter()
        .copied()
        .rev()
        .max_by_key(|&delimiter| count(delimiter));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.unwrap_or(b','))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut out = GlossaryFile::default();
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    let columns: Vec<Column> = headers.iter().map(column).collect();
    for (header, column) in headers.iter().zip(&columns) {
        if *column == Column::Other
            && !NOTES.contains(&header.to_lowercase().as_str())
            && !header.is_empty()
        {
            out.notices.push(format!(
                "the column `{header}` is passed over; columns of terms are named by a language (`es`), `forbidden es` or `do-not-translate`"
            ));
        }
    }
    if !columns
        .iter()
        .any(|column| matches!(column, Column::Terms(_)))
    {
        return Err(
            "the first line names no language; it names the columns, such as `en,es,forbidden es,do-not-translate`"
                .to_owned(),
        );
    }
    for row in reader.records() {
        let row = row.map_err(|error| error.to_string())?;
        let mut concept = Concept::default();
        let mut kept = false;
        for (cell, column) in row.iter().zip(&columns) {
            let terms = cell
                .split(BETWEEN_TERMS)
                .map(str::trim)
                .filter(|term| !term.is_empty());
            match column {
                Column::Terms(language) => concept
                    .terms
                    .entry(*language)
                    .or_default()
                    .extend(terms.map(str::to_owned)),
                Column::Forbidden(language) => {
                    concept
                        .forbidden
                        .entry(*language)
                        .or_default()
                        .extend(terms.map(str::to_owned));
                }
                Column::Kept => kept = is_yes(cell),
                Column::Other => {}
            }
        }
        add(&mut out, concept, kept);
    }
    Ok(out)
}

fn column(header: &str) -> Column {
    let lower = header
        .to_lowercase()
        .replace(['-', '_', '(', ')', ':'], " ");
    let words: Vec<&str> = lower.split_whitespace().collect();
    if matches!(
        words.as_slice(),
        ["do", "not", "translate"] | ["dnt" | "donottranslate"]
    ) {
        return Column::Kept;
    }
    let language = |words: &[&str]| match words {
        [tag] => tag_of(tag),
        [tag, region] if region.len() <= 4 => tag_of(tag),
        _ => None,
    };
    let forbidden = |word: &&str| matches!(*word, "forbidden" | "not" | "avoid" | "deprecated");
    match words.as_slice() {
        [first, rest @ ..] if forbidden(first) => {
            language(rest).map_or(Column::Other, Column::Forbidden)
        }
        [rest @ .., last] if forbidden(last) => {
            language(rest).map_or(Column::Other, Column::Forbidden)
        }
        // `id` is Indonesian and the usual name of the column of numbers; the second is meant far more often.
        ["id"] if header != "id-ID" => Column::Other,
        words => language(words).map_or(Column::Other, Column::Terms),
    }
}

fn tag_of(tag: &str) -> Option<Language> {
    Language::new(tag).filter(|&language| tag.len() <= 3 && is_known(language))
}

fn is_yes(cell: &str) -> bool {
    matches!(
        cell.trim().to_lowercase().as_str(),
        "yes" | "y" | "true" | "1" | "x" | "✓" | "sí" | "si" | "có"
    )
}

/// Takes a concept in; of one that is not to be translated, its terms are the words that stay.
fn add(out: &mut GlossaryFile, mut concept: Concept, kept: bool) {
    concept.terms.retain(|_, terms| !terms.is_empty());
    concept.forbidden.retain(|_, terms| !terms.is_empty());
    if kept {
        out.kept.extend(concept.terms.into_values().flatten());
    } else if !concept.terms.is_empty() {
        out.concepts.push(concept);
    }
}

/// TBX of both generations: `termEntry`, `langSet`, `tig` and `conceptEntry`, `langSec`, `termSec`.
fn tbx(text: &str) -> Result<GlossaryFile, String> {
    let mut reader = Reader::from_str(text);
    let mut out = GlossaryFile::default();
    let mut entry = Entry::default();
    let (mut seen_entry, mut texts) = (false, String::new());
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|error| {
            let line = text
                .get(..usize::try_from(at).unwrap_or(0))
                .unwrap_or(text)
                .matches('\n')
                .count()
                + 1;
            format!("line {line}: {error}")
        })?;
        match event {
            Event::Start(start) => {
                texts.clear();
                entry.open(&start);
                seen_entry |= is_entry(&name_of(&start));
            }
            Event::Text(part) => texts.push_str(&part.xml10_content()),
            Event::CData(part) => texts.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => {
                let code = reference.resolve_char_ref().ok().flatten();
                match code {
                    Some(c) => texts.push(c),
                    None => texts.push_str(match reference.xml10_content().as_ref() {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "apos" => "'",
                        "quot" => "\"",
                        _ => "",
                    }),
                }
            }
            Event::End(end) => {
                let name = end.local_name();
                let name: &str = name.as_ref();
                if is_entry(name) {
                    let done = std::mem::take(&mut entry);
                    add(&mut out, done.concept, done.kept);
                } else {
                    entry.close(name, texts.trim());
                }
            }
            Event::Eof => break,
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
    if seen_entry {
        Ok(out)
    } else {
        Err("has no `termEntry` and no `conceptEntry`: is it TBX?".to_owned())
    }
}

/// The concept entry of a TBX file that is being read.
#[derive(Debug, Default)]
struct Entry {
    concept: Concept,
    kept: bool,
    language: Option<Language>,
    /// The term of the section that is open, and whether it is not to be used.
    term: Option<String>,
    is_forbidden: bool,
    /// The `type` of the element that was opened last.
    kind: String,
}

impl Entry {
    fn open(&mut self, start: &BytesStart<'_>) {
        let attribute = |wanted: &str| {
            let mut attributes = start.attributes().filter_map(Result::ok);
            let found = attributes.find(|attribute| {
                let key: &str = attribute.key.as_ref();
                key == wanted || key.rsplit(':').next() == Some(wanted)
            });
            found.map(|attribute| attribute.value.trim().to_owned())
        };
        self.kind = attribute("type").unwrap_or_default();
        match name_of(start).as_str() {
            "langSet" | "langSec" => {
                self.language = attribute("lang").and_then(|tag| Language::new(&tag));
            }
            "tig" | "ntig" | "termSec" => {
                self.term = None;
                self.is_forbidden = false;
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, text: &str) {
        match name {
            "term" if !text.is_empty() => {
                self.term = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            "termNote" | "descrip" | "admin" => self.note(text),
            "tig" | "ntig" | "termSec" => {
                if let (Some(term), Some(language)) = (self.term.take(), self.language) {
                    let terms = if self.is_forbidden {
                        &mut self.concept.forbidden
                    } else {
                        &mut self.concept.terms
                    };
                    terms.entry(language).or_insert_with(Vec::new).push(term);
                }
            }
            "langSet" | "langSec" => self.language = None,
            _ => {}
        }
    }

    /// What a note says of a term, or of the whole entry.
    fn note(&mut self, text: &str) {
        let value = text.to_lowercase();
        match self
            .kind
            .to_lowercase()
            .replace(['-', '_', ' '], "")
            .as_str()
        {
            "administrativestatus" | "normativeauthorization" | "usagestatus" | "status" => {
                self.is_forbidden |= [
                    "deprecated",
                    "superseded",
                    "forbidden",
                    "obsolete",
                    "rejected",
                    "notrecommended",
                ]
                .iter()
                .any(|word| value.replace([' ', '-'], "").starts_with(word));
            }
            "donottranslate" | "dnt" => self.kept |= is_yes(text),
            "translatable" | "translate" => self.kept |= matches!(value.as_str(), "no" | "false"),
            _ => {}
        }
    }
}

fn is_entry(name: &str) -> bool {
    matches!(name, "termEntry" | "conceptEntry")
}

fn name_of(start: &BytesStart<'_>) -> String {
    let name = start.local_name();
    let name: &str = name.as_ref();
    name.to_owned()
}

/// The terms of a concept by tag, for tests.
#[cfg(test)]
fn shown(concept: &Concept) -> (BTreeMap<String, Vec<String>>, BTreeMap<String, Vec<String>>) {
    let by_tag = |terms: &BTreeMap<Language, Vec<String>>| {
        terms
            .iter()
            .map(|(language, terms)| (language.to_string(), terms.clone()))
            .collect()
    };
    (by_tag(&concept.terms), by_tag(&concept.forbidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_names_its_columns_by_language() {
        let read = table(
            "ID;en;es-ES;Forbidden (es);do-not-translate;Notes;colour\n1;district committee;comité de distrito|comité distrital;junta distrital;;x;\n2;GitHub;;;yes;;\n",
            b",;\t",
        )
        .unwrap();
        assert_eq!(read.kept, ["GitHub"]);
        assert_eq!(read.notices.len(), 1, "{:?}", read.notices);
        let (terms, forbidden) = shown(&read.concepts[0]);
        assert_eq!(terms["en"], ["district committee"]);
        assert_eq!(terms["es"], ["comité de distrito", "comité distrital"]);
        assert_eq!(forbidden["es"], ["junta distrital"]);
    }

    #[test]
    fn quoted_cells_and_missing_cells_are_read() {
        let read = table("en,es\n\"mayor, the\",alcalde\ncouncil\n", b",").unwrap();
        assert_eq!(shown(&read.concepts[0]).0["en"], ["mayor, the"]);
        assert_eq!(read.concepts.len(), 2);
        assert!(
            table("a term,another\nx,y\n", b",")
                .unwrap_err()
                .contains("names no language")
        );
    }

    #[test]
    fn both_generations_of_tbx_are_read() {
        let old = r#"<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en"><text><body>
<termEntry id="1"><langSet xml:lang="en"><tig><term>R&amp;D unit</term></tig></langSet>
<langSet xml:lang="es"><ntig><termGrp><term>unidad de I+D</term></termGrp></ntig><tig><term>célula</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet></termEntry>
</body></text></martif>"#;
        let new = r#"<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" xml:lang="en"><text><body>
<conceptEntry id="1"><descrip type="doNotTranslate">yes</descrip><langSec xml:lang="en"><termSec><term>GitHub</term></termSec></langSec></conceptEntry>
<conceptEntry id="2"><langSec xml:lang="vi-VN"><termSec><term>ủy ban nhân dân</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec></langSec></conceptEntry>
</body></text></tbx>"#;
        let (terms, forbidden) = shown(&tbx(old).unwrap().concepts[0]);
        assert_eq!(
            (terms["en"].as_slice(), terms["es"].as_slice()),
            (
                &["R&D unit".to_owned()][..],
                &["unidad de I+D".to_owned()][..]
            )
        );
        assert_eq!(forbidden["es"], ["célula"]);
        let new = tbx(new).unwrap();
        assert_eq!(new.kept, ["GitHub"]);
        assert_eq!(shown(&new.concepts[0]).0["vi"], ["ủy ban nhân dân"]);
        assert!(tbx("<html></html>").unwrap_err().contains("TBX"));
        assert!(tbx("<tbx>\n<a></b>").unwrap_err().starts_with("line 2"));
    }

    #[test]
    fn what_spreadsheets_export_as_unicode_text_is_read() {
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(
            "en\tes\nmayor\talcalde\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        );
        assert_eq!(decode(&bytes).unwrap(), "en\tes\nmayor\talcalde\n");
        assert_eq!(decode(b"caf\xe9"), None);
    }
}

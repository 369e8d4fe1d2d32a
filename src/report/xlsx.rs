//! A workbook: one row a finding, a summary, and the documents.
//!
//! Rows go to temporary files as they come, so that memory does not grow with the number of findings.

use std::collections::BTreeMap;
use std::fmt::{self, Debug};
use std::io::{self, Seek, Write};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::harmless::is_formula;
use super::row::{COLUMNS, Cell, rows};
use super::scope::{Scopes, name};
use super::{DocumentEntry, Report, SEVERITIES};
use crate::checks::Severity;
use crate::text::{real, shorten};

/// Rows that a sheet can have; what comes after them goes on in another sheet.
const ROWS: u32 = 1_048_576;

/// Characters that a cell can have are 32,767; nobody reads that many.
const CELL: usize = 8_000;

/// Widths of the columns of [`COLUMNS`], in characters.
const WIDTHS: [f64; COLUMNS.len()] = [
    9.0, 22.0, 30.0, 10.0, 11.0, 12.0, 22.0, 60.0, 28.0, 7.0, 8.0, 50.0, 28.0, 7.0, 8.0, 50.0,
    24.0, 20.0,
];

/// The columns of the sheet of documents, and their widths.
const DOCUMENTS: [(&str, f64); 10] = [
    ("Document", 40.0),
    ("Language", 10.0),
    ("Format", 9.0),
    ("Words", 10.0),
    ("Passages", 10.0),
    ("Article", 9.0),
    ("Critical", 9.0),
    ("Major", 9.0),
    ("Minor", 9.0),
    ("Neutral", 9.0),
];

/// Findings for each severity, in the order of [`SEVERITIES`].
type Counts = [usize; SEVERITIES.len()];

/// Collects report after report and writes one workbook.
pub struct XlsxWriter {
    workbook: Workbook,
    style: Style,
    findings: Sheets,
    documents: Sheets,
    by_rule: BTreeMap<&'static str, Counts>,
    by_language: BTreeMap<String, Counts>,
    articles: usize,
    words: usize,
    penalty: f64,
    target_words: usize,
}

impl Debug for XlsxWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XlsxWriter")
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

/// A table that goes on in further sheets where one is full.
#[derive(Debug)]
struct Sheets {
    title: &'static str,
    /// Its sheets among those of the workbook.
    at: Vec<usize>,
    /// The next row of the last sheet.
    row: u32,
}

struct Style {
    head: Format,
    cell: Format,
    /// For text that would be taken for a formula when somebody edits the cell.
    quoted: Format,
    bold: Format,
}

impl XlsxWriter {
    /// An empty workbook.
    pub fn new() -> io::Result<Self> {
        let mut workbook = Workbook::new();
        // The same findings give the same bytes: no clock.
        let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(
            &DocProperties::new()
                .set_title("cotejo: findings")
                .set_creation_datetime(&epoch),
        );
        let cell = Format::new().set_align(FormatAlign::Top).set_text_wrap();
        let style = Style {
            head: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00DD_E6EE))
                .set_border_bottom(FormatBorder::Thin)
                .set_align(FormatAlign::Top),
            quoted: cell.clone().set_quote_prefix(),
            cell,
            bold: Format::new().set_bold(),
        };
        let mut writer = Self {
            workbook,
            style,
            findings: Sheets::titled("Findings"),
            documents: Sheets::titled("Documents"),
            by_rule: BTreeMap::new(),
            by_language: BTreeMap::new(),
            articles: 0,
            words: 0,
            penalty: 0.0,
            target_words: 0,
        };
        writer.begin_findings().map_err(failed)?;
        writer
            .workbook
            .add_worksheet()
            .set_name("Summary")
            .map_err(failed)?;
        writer.begin_documents().map_err(failed)?;
        Ok(writer)
    }

    /// Adds the findings and the documents of a report. The articles of several reports are told apart by their ids.
    pub fn add(&mut self, report: &Report) -> io::Result<()> {
        self.added(report).map_err(failed)
    }

    fn added(&mut self, report: &Report) -> Result<(), XlsxError> {
        let scopes = Scopes::new(report);
        let languages: BTreeMap<&str, String> = report
            .documents
            .iter()
            .map(|document| (document.path.as_str(), language(document)))
            .collect();
        let mut of_document: BTreeMap<&str, Counts> = BTreeMap::new();
        for (finding, cells) in rows(report) {
            let grave = rank(finding.severity);
            self.by_rule.entry(finding.rule).or_default()[grave] += 1;
            let scope = scopes.of(finding);
            let language = languages.get(scope.target.unwrap_or(scope.source));
            let language = language.cloned().unwrap_or_default();
            self.by_language.entry(language).or_default()[grave] += 1;
            let mut told: Vec<&str> = finding
                .locations
                .iter()
                .filter_map(|location| name(&location.document))
                .collect();
            told.sort_unstable();
            told.dedup();
            for path in told {
                of_document.entry(path).or_default()[grave] += 1;
            }
            self.row(&cells)?;
        }
        let article_of: BTreeMap<&str, &str> = report
            .articles
            .iter()
            .flat_map(|article| {
                let id = article.id.as_str();
                article
                    .versions
                    .iter()
                    .map(move |version| (version.as_str(), id))
            })
            .collect();
        for document in &report.documents {
            let path = document.path.as_str();
            let counts = of_document.get(path).copied().unwrap_or_default();
            self.document(document, article_of.get(path).copied(), counts)?;
        }
        self.articles += report.articles.len();
        self.words += report.summary.words;
        self.target_words += report.summary.mqm.words;
        self.penalty += report
            .summary
            .mqm
            .by_category
            .values()
            .map(|category| real(usize::try_from(category.penalty).unwrap_or(usize::MAX)))
            .sum::<f64>();
        Ok(())
    }

    /// Writes the workbook.
    pub fn finish<W: Write + Seek + Send>(mut self, out: W) -> io::Result<()> {
        self.close().map_err(failed)?;
        self.workbook.save_to_writer(out).map_err(failed)
    }

    fn close(&mut self) -> Result<(), XlsxError> {
        let last = u16::try_from(COLUMNS.len() - 1).unwrap_or(0);
        for (part, &at) in self.findings.at.iter().enumerate() {
            let row = self.findings.last_row(part);
            self.workbook
                .worksheet_from_index(at)?
                .autofilter(0, 0, row, last)?;
        }
        let last = u16::try_from(DOCUMENTS.len() - 1).unwrap_or(0);
        for (part, &at) in self.documents.at.iter().enumerate() {
            let row = self.documents.last_row(part);
            self.workbook
                .worksheet_from_index(at)?
                .autofilter(0, 0, row, last)?;
        }
        self.summary()
    }

    fn begin_findings(&mut self) -> Result<(), XlsxError> {
        let at = self.workbook.worksheets().len();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        self.findings.begin(
            at,
            sheet,
            &self.style,
            &COLUMNS.map(|(_, title)| title),
            &WIDTHS,
        )
    }

    fn begin_documents(&mut self) -> Result<(), XlsxError> {
        let at = self.workbook.worksheets().len();
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        let (titles, widths) = (
            DOCUMENTS.map(|(title, _)| title),
            DOCUMENTS.map(|(_, wide)| wide),
        );
        self.documents
            .begin(at, sheet, &self.style, &titles, &widths)
    }

    fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.findings.row == ROWS {
            self.begin_findings()?;
        }
        let (at, row) = self.findings.next();
        write_row(
            self.workbook.worksheet_from_index(at)?,
            row,
            cells,
            &self.style,
        )
    }

    fn document(
        &mut self,
        document: &DocumentEntry,
        article: Option<&str>,
        counts: Counts,
    ) -> Result<(), XlsxError> {
        if self.documents.row == ROWS {
            self.begin_documents()?;
        }
        let mut cells = vec![
            Cell::Text(document.path.clone()),
            Cell::Text(language(document)),
            Cell::Text(document.format.to_owned()),
            Cell::Count(document.words),
            Cell::Count(document.passages),
            article.map_or(Cell::Empty, |article| Cell::Text(article.to_owned())),
        ];
        cells.extend(counts.map(Cell::Count));
        let (at, row) = self.documents.next();
        write_row(
            self.workbook.worksheet_from_index(at)?,
            row,
            &cells,
            &self.style,
        )
    }

    /// Counts by severity and rule, and by language; the figures of the whole.
    fn summary(&mut self) -> Result<(), XlsxError> {
        let (style, sheet) = (&self.style, self.workbook.worksheet_from_name("Summary")?);
        sheet.set_column_width(0, 34)?;
        let mut total = Counts::default();
        for counts in self.by_rule.values() {
            for (sum, count) in total.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let figures = [
            ("Articles", real(self.articles)),
            ("Documents", real(self.documents.count())),
            ("Words", real(self.words)),
            ("Findings", real(total.iter().sum())),
            ("Penalty points per 1000 words", {
                let words = real(self.target_words).max(1.0);
                (self.penalty * 10_000.0 / words).round() / 10.0
            }),
        ];
        let mut row = 0;
        for (title, figure) in figures {
            sheet.write_with_format(row, 0, title, &style.bold)?;
            sheet.write(row, 1, figure)?;
            row += 1;
        }
        row = table(sheet, style, row + 1, "Rule", &self.by_rule, total)?;
        table(sheet, style, row + 1, "Language", &self.by_language, total)?;
        Ok(())
    }
}

/// A table of counts by severity; gives the row after it.
fn table<K: AsRef<str>>(
    sheet: &mut Worksheet,
    style: &Style,
    mut row: u32,
    title: &str,
    counts: &BTreeMap<K, Counts>,
    total: Counts,
) -> Result<u32, XlsxError> {
    sheet.write_with_format(row, 0, title, &style.head)?;
    for (at, (_, severity)) in (1..).zip(SEVERITIES) {
        sheet.write_with_format(row, at, severity, &style.head)?;
    }
    sheet.write_with_format(row, 5, "all", &style.head)?;
    for (name, counts) in counts {
        row += 1;
        let name = if name.as_ref().is_empty() {
            "?"
        } else {
            name.as_ref()
        };
        sheet.write(row, 0, name)?;
        line(sheet, row, counts)?;
    }
    row += 1;
    sheet.write_with_format(row, 0, "All", &style.bold)?;
    line(sheet, row, &total)?;
    Ok(row + 1)
}

fn line(sheet: &mut Worksheet, row: u32, counts: &Counts) -> Result<(), XlsxError> {
    for (at, &count) in (1..).zip(counts) {
        sheet.write(row, at, real(count))?;
    }
    sheet.write(row, 5, real(counts.iter().sum()))?;
    Ok(())
}

impl Sheets {
    fn titled(title: &'static str) -> Self {
        Self {
            title,
            at: Vec::new(),
            row: 0,
        }
    }

    /// A further sheet, with its head.
    fn begin(
        &mut self,
        at: usize,
        sheet: &mut Worksheet,
        style: &Style,
        titles: &[&str],
        widths: &[f64],
    ) -> Result<(), XlsxError> {
        let part = self.at.len() + 1;
        let title = if part == 1 {
            self.title.to_owned()
        } else {
            format!("{} {part}", self.title)
        };
        sheet.set_name(title)?;
        for (column, (title, &width)) in (0..).zip(titles.iter().zip(widths)) {
            sheet.set_column_width(column, width)?;
            sheet.write_with_format(0, column, *title, &style.head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        self.at.push(at);
        self.row = 1;
        Ok(())
    }

    /// The sheet and the row to write to.
    fn next(&mut self) -> (usize, u32) {
        let at = self.at.last().copied().unwrap_or(0);
        self.row += 1;
        (at, self.row - 1)
    }

    fn last_row(&self, part: usize) -> u32 {
        if part + 1 == self.at.len() {
            self.row - 1
        } else {
            ROWS - 1
        }
    }

    fn count(&self) -> usize {
        (0..self.at.len())
            .map(|part| self.last_row(part) as usize)
            .sum()
    }
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    style: &Style,
) -> Result<(), XlsxError> {
    for (at, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) => {
                let format = if is_formula(text) {
                    &style.quoted
                } else {
                    &style.cell
                };
                sheet.write_string_with_format(row, at, shorten(text, CELL), format)?;
            }
            Cell::Count(count) => {
                sheet.write_number_with_format(row, at, real(*count), &style.cell)?;
            }
            Cell::Share(share) => {
                sheet.write_number_with_format(row, at, *share, &style.cell)?;
            }
            Cell::Empty => {}
        }
    }
    Ok(())
}

fn language(document: &DocumentEntry) -> String {
    document
        .language
        .map_or_else(|| "?".to_owned(), |language| language.to_string())
}

fn rank(severity: Severity) -> usize {
    SEVERITIES
        .iter()
        .position(|&(known, _)| known == severity)
        .unwrap_or(0)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    }
}

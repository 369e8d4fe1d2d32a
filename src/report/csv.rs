//! One row a finding, as comma-separated values (RFC 4180), for spreadsheets and for tools that read tables.
//!
//! UTF-8 with a byte order mark: without it spreadsheets take the file for the encoding of the system.

use std::io::{self, Write};

use super::Report;
use super::harmless::harmless;
use super::row::{COLUMNS, Cell, rows};

/// Writes report after report into one table; nothing is held back.
#[derive(Debug)]
pub struct CsvWriter<W: Write> {
    table: csv::Writer<W>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins the table with its head.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut table = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        table.write_record(COLUMNS.map(|(name, _)| name))?;
        Ok(Self { table })
    }

    /// Adds the findings of a report. The articles of several reports are told apart by their ids.
    pub fn add(&mut self, report: &Report) -> io::Result<()> {
        for (_, cells) in rows(report) {
            for cell in &cells {
                match cell {
                    Cell::Text(text) => self.table.write_field(harmless(text).as_bytes())?,
                    Cell::Count(count) => self.table.write_field(count.to_string())?,
                    Cell::Share(share) => self.table.write_field(share.to_string())?,
                    Cell::Empty => self.table.write_field("")?,
                }
            }
            self.table.write_record(None::<&[u8]>)?;
        }
        Ok(())
    }

    /// Ends the table.
    pub fn finish(self) -> io::Result<W> {
        self.table
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)
    }
}

//! The JSON report, whole or as its parts come.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::Path;

use serde::Serialize;

use super::{AlignmentEntry, Finding, Report};

/// Writes the report as one JSON document, indented by two, with a line end.
pub fn to_json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    out.write_all(b"\n")
}

/// The JSON report of a run that never has all findings in memory: its two long lists wait in files without names,
/// and the whole has the bytes that [`to_json`] would write.
#[derive(Debug)]
pub struct JsonStream {
    alignments: Spool,
    findings: Spool,
}

impl JsonStream {
    /// With its files in a folder, on the disk that the report goes to.
    pub fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            alignments: Spool::new(folder)?,
            findings: Spool::new(folder)?,
        })
    }

    /// Takes what one article gave.
    pub fn take(&mut self, alignments: &[AlignmentEntry], findings: &[Finding]) -> io::Result<()> {
        alignments
            .iter()
            .try_for_each(|alignment| self.alignments.push(alignment))?;
        findings
            .iter()
            .try_for_each(|finding| self.findings.push(finding))
    }

    /// Writes the whole. `report` has everything but the two lists.
    pub fn finish(self, mut report: Report, out: &mut dyn Write) -> io::Result<()> {
        report.alignments = Some(Vec::new());
        report.findings = Some(Vec::new());
        let mut rest = serde_json::to_string_pretty(&report)?;
        rest.push('\n');
        // A string in JSON holds no line end, so only the field itself begins a line like this.
        for (name, spool) in [("alignments", self.alignments), ("findings", self.findings)] {
            let field = format!("\n  \"{name}\": [");
            let (before, after) = rest.split_once(&field).unwrap_or((&rest, ""));
            out.write_all(before.as_bytes())?;
            out.write_all(field.as_bytes())?;
            spool.copy(out)?;
            rest = after.to_owned();
        }
        out.write_all(rest.as_bytes())
    }
}

/// The elements of a list, as they stand within the report.
#[derive(Debug)]
struct Spool {
    file: BufWriter<File>,
    is_empty: bool,
}

impl Spool {
    fn new(folder: &Path) -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::new(tempfile::tempfile_in(folder)?),
            is_empty: true,
        })
    }

    fn push<T: Serialize>(&mut self, element: &T) -> io::Result<()> {
        if !self.is_empty {
            self.file.write_all(b",")?;
        }
        self.is_empty = false;
        for line in serde_json::to_string_pretty(element)?.lines() {
            write!(self.file, "\n    {line}")?;
        }
        Ok(())
    }

    fn copy(self, out: &mut dyn Write) -> io::Result<()> {
        let mut file = self
            .file
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        io::copy(&mut BufReader::new(file).by_ref(), out)?;
        if !self.is_empty {
            out.write_all(b"\n  ")?;
        }
        Ok(())
    }
}

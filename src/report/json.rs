//! The JSON report.

use std::io::{self, Write};

use super::Report;

/// Writes the report as one JSON document, indented by two, with a line end.
pub fn to_json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    out.write_all(b"\n")
}

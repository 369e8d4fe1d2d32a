//! `--html`: the report as pages for a browser.

use std::path::PathBuf;

use anyhow::Context;

use crate::document::Document;
use crate::report::{Report, html};

/// Where pages go.
#[derive(Debug, Default, clap::Args)]
pub(super) struct HtmlArgs {
    /// Write the report as web pages too: into this folder, or into one file if it ends in .html
    #[arg(long, value_name = "DIR")]
    pub(super) html: Option<PathBuf>,
}

/// Writes the pages where they are wanted.
pub(super) fn write(
    args: &HtmlArgs,
    report: &Report,
    documents: &[Document],
) -> anyhow::Result<()> {
    let Some(path) = &args.html else {
        return Ok(());
    };
    let one_file = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    if one_file && !path.is_dir() {
        html::write_file(report, documents, path)
    } else {
        html::write_site(report, documents, path)
    }
    .with_context(|| format!("--html {}: the report could not be written", path.display()))
}

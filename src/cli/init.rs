//! `cotejo init` and `cotejo schema`: a configuration for this folder, and what may stand in one.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use clap::Args as ClapArgs;

use super::{Outcome, Output, say};
use crate::config::{FILE_NAMES, propose, schema};

/// `cotejo init`
#[derive(Debug, ClapArgs)]
pub(super) struct InitArgs {
    /// Print the configuration, and write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Replace the configuration that is there
    #[arg(long)]
    pub(super) force: bool,
}

pub(super) fn init(args: &InitArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let here = std::env::current_dir().context("the current folder is not there any more")?;
    let there = FILE_NAMES.iter().find(|name| Path::new(name).exists());
    if let Some(there) = there.filter(|_| !args.force && !args.dry_run) {
        bail!(
            "{there} is there already; --force replaces it, --dry-run only prints what would be written"
        );
    }
    let Some(proposal) = propose(&here) else {
        bail!(
            "no texts are here that cotejo can read (.txt, .md, .mdx); run `cotejo init` in the folder that holds them"
        );
    };
    for line in &proposal.found {
        say(line);
    }
    if args.dry_run {
        out.write_all(proposal.toml.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let name = there.copied().unwrap_or(FILE_NAMES[0]);
    let mut file =
        tempfile::NamedTempFile::new_in(".").context("this folder cannot be written to")?;
    file.write_all(proposal.toml.as_bytes())?;
    file.persist(name)
        .with_context(|| format!("{name} cannot be written"))?;
    say(&format!(
        "wrote {name}; `cotejo check` compares what it names"
    ));
    Ok(Outcome::Clean)
}

pub(super) fn print_schema(out: &mut Output) -> anyhow::Result<Outcome> {
    serde_json::to_writer_pretty(&mut *out, schema())?;
    writeln!(out)?;
    Ok(Outcome::Clean)
}

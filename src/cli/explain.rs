//! `cotejo explain` and `cotejo rules`: the rules speak for themselves.

use std::io::Write;

use anyhow::bail;
use serde_json::json;

use super::args::{ExplainArgs, RulesArgs, TableFormat};
use super::{Outcome, Output, guide};
use crate::checks::{CHECKS, check};
use crate::report::severity_name;
use crate::text::closest;

pub(super) fn explain(args: &ExplainArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let name = args.rule.to_lowercase();
    known(&name)?;
    let Some(check) = check(&name) else {
        bail!("unknown rule `{name}`")
    };
    guide::print(check.meta().manual(), out)?;
    Ok(Outcome::Clean)
}

pub(super) fn rules(args: &RulesArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    match args.format {
        TableFormat::Table => {
            let width = CHECKS
                .iter()
                .map(|check| check.meta().name.len())
                .max()
                .unwrap_or(0);
            for check in CHECKS {
                let meta = check.meta();
                writeln!(
                    out,
                    "{:width$}  {:<8} {}",
                    meta.name,
                    severity_name(meta.severity),
                    meta.summary()
                )?;
            }
        }
        TableFormat::Json => {
            let rules: Vec<_> = CHECKS
                .iter()
                .map(|check| {
                    let meta = check.meta();
                    json!({"name": meta.name, "severity": meta.severity, "category": meta.category.path(), "summary": meta.summary(), "manual": meta.manual()})
                })
                .collect();
            serde_json::to_writer_pretty(&mut *out, &rules)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Clean)
}

/// An error that names the rule and the one that was probably meant, where there is no rule of that name.
pub(super) fn known(name: &str) -> anyhow::Result<()> {
    if check(name).is_some() {
        return Ok(());
    }
    match closest(name, CHECKS.iter().map(|check| check.meta().name)) {
        Some(meant) => bail!("unknown rule `{name}` (did you mean `{meant}`?)"),
        None => bail!("unknown rule `{name}`; `cotejo rules` lists them"),
    }
}

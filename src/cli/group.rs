//! `cotejo group`: which documents are versions of one text.

use super::args::{GroupArgs, TableFormat};
use super::progress::Bar;
use super::{Outcome, Output, check, input};
use crate::pipeline::{Corpus, Options, group};
use crate::report::{group_table, to_json};

pub(super) fn run(args: &GroupArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    check::in_pool(args.input.jobs, || {
        let bar = Bar::new();
        let lexicons = args.lexicons.load()?;
        let paths = args.input.from.paths(&args.input.paths)?;
        let (documents, notices) = input::read(&args.input, &paths, &bar)?;
        let corpus = Corpus::new(documents).declaring([]).noting(notices);
        let options = Options {
            align: &lexicons.options,
            progress: &bar,
            ..Options::default()
        };
        let report = group(&corpus, &options);
        drop(bar);
        match args.format {
            TableFormat::Table => group_table(&report, out)?,
            TableFormat::Json => to_json(&report, out)?,
        }
        let trouble = report.notices.iter().any(|notice| notice.trouble);
        if trouble && args.format == TableFormat::Json {
            super::tell(&report.notices);
        }
        Ok(Outcome::trouble_if(trouble))
    })?
}

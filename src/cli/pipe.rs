//! `cotejo pipe`: JSON lines in, JSON lines out, order kept, a bad line answered with its error.

use std::io::{BufRead, BufReader, Write};

use rayon::prelude::*;

use super::args::PipeArgs;
use super::{Outcome, Output, check, explain};
use crate::align::Options;
use crate::checks::{Check, Selection};
use crate::record;

/// Records read before they are checked in parallel: enough to keep the threads busy, few enough to answer soon.
const BATCH: usize = 512;

/// A batch also ends when its lines hold this many bytes.
const BATCH_BYTES: usize = 8 << 20;

pub(super) fn run(args: &PipeArgs, _: &mut Output) -> anyhow::Result<Outcome> {
    args.only
        .iter()
        .chain(&args.skip)
        .try_for_each(|name| explain::known(name))?;
    let rules = Selection {
        only: args.only.clone(),
        skip: args.skip.clone(),
    }
    .checks();
    let lexicons = args.lexicons.load()?;
    check::in_pool(args.jobs, || answer_all(&rules, &lexicons.options))?
}

/// Reads and answers batch by batch; standard output is written raw, since nobody looks at it in colours.
fn answer_all(rules: &[&'static dyn Check], options: &Options) -> anyhow::Result<Outcome> {
    let mut input = BufReader::with_capacity(1 << 20, std::io::stdin());
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut number = 0;
    loop {
        let (mut lines, mut bytes) = (Vec::with_capacity(BATCH), 0);
        while lines.len() < BATCH && bytes < BATCH_BYTES {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            bytes += line.len();
            number += 1;
            if line.iter().any(|byte| !byte.is_ascii_whitespace()) {
                lines.push((number, line));
            }
            // What is there is answered before more is waited for: whoever asks one by one is answered one by one.
            if input.buffer().is_empty() {
                break;
            }
        }
        if lines.is_empty() && bytes == 0 {
            break;
        }
        let answers: Vec<_> = lines
            .par_iter()
            .map(|(number, line)| record::answer(line, *number, rules, options))
            .collect();
        for answer in answers {
            out.write_all(&answer)?;
        }
        out.flush()?;
    }
    Ok(Outcome::Clean)
}

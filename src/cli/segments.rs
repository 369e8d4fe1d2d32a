//! `cotejo segments`: one segment a line.

use std::io::Write;

use super::args::SegmentsArgs;
use super::{Outcome, Output, input};

pub(super) fn run(args: &SegmentsArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let language = args.language.as_deref().map(input::language).transpose()?;
    let document = input::read_one(&args.file, language)?;
    for segment in document.segments() {
        let words = segment.span.of(document.text()).split_whitespace();
        for (at, word) in words.enumerate() {
            write!(out, "{}{word}", if at == 0 { "" } else { " " })?;
        }
        writeln!(out)?;
    }
    Ok(Outcome::Clean)
}

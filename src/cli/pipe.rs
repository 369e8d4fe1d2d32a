//! `cotejo pipe`: JSON lines in, JSON lines out, order kept, a bad line answered with its error.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::sync::mpsc::sync_channel;
use std::thread;

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

/// Answers batch by batch, while a thread of its own reads the next one; standard output is written raw, since nobody
/// looks at it in colours.
fn answer_all(rules: &[&'static dyn Check], options: &Options) -> anyhow::Result<Outcome> {
    let (send, batches) = sync_channel(AHEAD);
    // Not waited for: once nobody takes the answers, it may stand before an input that never ends.
    thread::spawn(move || {
        let input = BufReader::with_capacity(1 << 20, io::stdin());
        Batches::of(input).try_for_each(|batch| send.send(batch))
    });
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    for batch in batches {
        let batch = batch?;
        let lines: Vec<_> = batch.lines().collect();
        let answers: Vec<_> = lines
            .par_chunks(together(lines.len()))
            .map(|lines| record::answers(lines, rules, options))
            .collect();
        for answer in answers {
            out.write_all(&answer)?;
        }
        out.flush()?;
    }
    Ok(Outcome::Clean)
}

/// How many of a batch's lines are answered together: some, since that is quicker, and so few that each thread gets a
/// few times its turn.
fn together(lines: usize) -> usize {
    /// More gain next to nothing.
    const MOST: usize = 16;
    (lines / (4 * rayon::current_num_threads())).clamp(1, MOST)
}

/// Batches that wait while another is answered.
const AHEAD: usize = 1;

/// Lines that are answered together.
#[derive(Debug, Default)]
struct Batch {
    text: Vec<u8>,
    /// The number of each line that is not blank, from 1, and where it stands in `text`.
    lines: Vec<(usize, Range<usize>)>,
}

impl Batch {
    fn lines(&self) -> impl Iterator<Item = (usize, &[u8])> {
        let line = |line: &Range<usize>| self.text.get(line.clone()).unwrap_or_default();
        self.lines
            .iter()
            .map(move |(number, at)| (*number, line(at)))
    }
}

/// The batches of an input.
struct Batches<R> {
    input: BufReader<R>,
    number: usize,
}

impl<R: Read> Batches<R> {
    fn of(input: BufReader<R>) -> Self {
        Self { input, number: 0 }
    }

    fn read(&mut self) -> io::Result<Batch> {
        let mut batch = Batch::default();
        while batch.lines.len() < BATCH && batch.text.len() < BATCH_BYTES {
            let from = batch.text.len();
            if self.input.read_until(b'\n', &mut batch.text)? == 0 {
                break;
            }
            self.number += 1;
            let line = from..batch.text.len();
            let blank = |line: &[u8]| line.iter().all(u8::is_ascii_whitespace);
            if batch
                .text
                .get(line.clone())
                .is_some_and(|line| !blank(line))
            {
                batch.lines.push((self.number, line));
            }
            // What is there is answered before more is waited for: whoever asks one by one is answered one by one.
            if self.input.buffer().is_empty() {
                break;
            }
        }
        Ok(batch)
    }
}

impl<R: Read> Iterator for Batches<R> {
    type Item = io::Result<Batch>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.read();
        (!matches!(&batch, Ok(batch) if batch.text.is_empty())).then_some(batch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batches(text: &str, capacity: usize) -> Vec<Batch> {
        let input = BufReader::with_capacity(capacity, text.as_bytes());
        Batches::of(input).map(Result::unwrap).collect()
    }

    #[test]
    fn every_line_is_in_one_batch_with_its_number() {
        let text = "a\n\n".repeat(BATCH + 1) + "b";
        let all = batches(&text, 1 << 20);
        let sizes: Vec<usize> = all.iter().map(|batch| batch.lines.len()).collect();
        assert_eq!(sizes, [BATCH, 2]);
        let (number, line) = all[1].lines[1].clone();
        assert_eq!((number, &all[1].text[line]), (2 * BATCH + 3, &b"b"[..]));
    }

    #[test]
    fn what_is_there_is_answered_before_more_is_waited_for() {
        let sizes: Vec<usize> = batches("one\ntwo\nthree\n", 4)
            .iter()
            .map(|batch| batch.lines.len())
            .collect();
        assert_eq!(sizes, [1, 1, 1]);
    }

    #[test]
    fn long_lines_end_a_batch() {
        let line = "x".repeat(BATCH_BYTES / 2) + "\n";
        let sizes: Vec<usize> = batches(&line.repeat(3), 1 << 20)
            .iter()
            .map(|batch| batch.lines.len())
            .collect();
        assert_eq!(sizes, [2, 1]);
    }
}

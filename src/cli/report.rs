//! `cotejo report`: whole folders, article by article, into a folder of pages and tables.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::args::ReportArgs;
use super::progress::Bar;
use super::{Outcome, Output, check, input};
use crate::pipeline::{Batch, Cache, Key, Piece, Sink, batch};
use crate::report::{JsonStream, Report, summary};

/// Bytes of text of which documents may stay in memory beside those at work.
const MEMORY: usize = 32 * 1024 * 1024;

pub(super) fn run(args: &ReportArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.judging.check_names()?;
    if args.input.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!(
            "report reads its files when their turn comes, so it cannot take `-`; use check for standard input"
        );
    }
    check::in_pool(args.input.jobs, || reported(args, out))?
}

fn reported(args: &ReportArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let bar = Bar::new();
    let input::Named { files, notices } = input::find(&args.input)?;
    fs::create_dir_all(&args.out)
        .with_context(|| format!("{}: cannot be made", args.out.display()))?;
    let cache = cache(args)?;
    let two_files =
        args.input.paths.len() == 2 && args.input.paths.iter().all(|path| !path.is_dir());
    let declared = (two_files && files.len() == 2).then(|| vec![0, 1]);
    let options = args.judging.options(&bar);
    let asked = Batch {
        options: &options,
        settings: Key::of([format!("{:?}", args.judging).as_bytes()]),
        declared: declared.into_iter().collect(),
        cache: cache.as_ref(),
        memory: MEMORY,
        render: None,
    };
    let mut folder = Folder::new(&args.out)?;
    let files = input::Files(files);
    let report = batch(&files, notices, &asked, &mut folder)
        .with_context(|| format!("{}: cannot be written", args.out.display()))?;
    drop(bar);
    let trouble = report.notices.iter().any(|notice| notice.trouble);
    super::tell(&report.notices);
    let reached = args.judging.gate().is_reached(&report);
    writeln!(out, "{}", summary(&report))?;
    folder
        .finish(report)
        .with_context(|| format!("{}: cannot be written", args.out.display()))?;
    Ok(match (trouble, reached) {
        (true, _) => Outcome::Trouble,
        (false, true) => Outcome::GateReached,
        (false, false) => Outcome::Clean,
    })
}

fn cache(args: &ReportArgs) -> anyhow::Result<Option<Cache>> {
    if args.no_cache {
        return Ok(None);
    }
    let folder = args
        .cache
        .clone()
        .unwrap_or_else(|| args.out.join(".cache"));
    // Two builds of one version may differ, so the program itself is its version.
    let program = std::env::current_exe()
        .and_then(fs::read)
        .unwrap_or_else(|_| env!("CARGO_PKG_VERSION").into());
    let cache = Cache::open(&folder, Key::of([program.as_slice()]))
        .with_context(|| format!("{}: the cache cannot be opened", folder.display()))?;
    Ok(Some(cache))
}

/// The folder that a report is written to.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    json: JsonStream,
}

impl Folder {
    fn new(path: &Path) -> io::Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            json: JsonStream::new(path)?,
        })
    }

    fn finish(self, report: Report) -> io::Result<()> {
        write(&self.path.join("report.json"), |out| {
            self.json.finish(report, out)
        })
    }
}

impl Sink for Folder {
    fn take(&mut self, _: &Report, _: &[usize], piece: Piece) -> io::Result<()> {
        self.json.take(&piece.alignments, &piece.findings)
    }
}

/// Writes a file beside its place and renames it.
fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = io::BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
    content(&mut file)?;
    file.flush()?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.persist(path)?;
    Ok(())
}

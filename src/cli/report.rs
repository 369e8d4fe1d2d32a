//! `cotejo report`: whole folders, article by article, into a folder of pages and tables.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::args::ReportArgs;
use super::gate::Ledger;
use super::lexicons::Lexicons;
use super::progress::Bar;
use super::settings::{Settings, Work};
use super::write::{TEMPORARY, atomically};
use super::{Outcome, Output, check, input};
use crate::checks::Glossary;
use crate::config::Rulings;
use crate::document::Document;
use crate::pipeline::{Batch, Cache, Key, Page, Sink, batch};
use crate::report::html::{self, IndexRow, Overview};
use crate::report::{Comments, CsvWriter, JsonStream, Policy, Report, XlsxWriter, summary};

/// Bytes of text of which documents may stay in memory beside those at work.
const MEMORY: usize = 32 * 1024 * 1024;

pub(super) fn run(args: &ReportArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.judging.check_names()?;
    if args.input.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!(
            "report reads its files when their turn comes, so it cannot take `-`; use check for standard input"
        );
    }
    let mut settings = args.settings.load()?;
    args.judging.take_over(&mut settings.config);
    args.fail.take_over(&mut settings.config)?;
    if args.settings.dump_config {
        out.write_all(settings.dump()?.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    check::in_pool(args.input.jobs, || reported(args, &settings, out))?
}

fn reported(args: &ReportArgs, settings: &Settings, out: &mut Output) -> anyhow::Result<Outcome> {
    let bar = Bar::new();
    let Work {
        named,
        declared,
        missing,
    } = settings.work(&args.input)?;
    let (glossary, mut notices) = settings.glossary();
    notices.extend(named.notices);
    fs::create_dir_all(&args.out)
        .with_context(|| format!("{}: cannot be made", args.out.display()))?;
    let lexicons = args.lexicons.load()?;
    let cache = cache(args, &lexicons)?;
    let rulings = Rulings::new(&settings.config, &settings.root);
    let comments = Comments::default();
    let usual = settings.config.baseline_file(&settings.root);
    let ledger = args.baseline.ledger(&usual)?;
    let known = ledger.as_ref().map(Ledger::policy);
    let mut policies: Vec<&dyn Policy> = vec![&rulings, &comments];
    policies.extend(known.as_ref().map(|known| known as &dyn Policy));
    let mut options = args.judging.options(&settings.config, &bar);
    options.glossary = Some(&glossary);
    options.policies = &policies;
    options.align = &lexicons.options;
    let asked = Batch {
        options: &options,
        settings: hash(args, settings, &glossary, ledger.as_ref())?,
        declared,
        missing,
        cache: cache.as_ref(),
        memory: MEMORY,
        render: Some(&render),
    };
    let mut folder = Folder::new(&args.out)?;
    let report = batch(&input::Files(named.files), notices, &asked, &mut folder)
        .with_context(|| format!("{}: cannot be written", args.out.display()))?;
    drop(bar);
    let trouble = report.notices.iter().any(|notice| notice.trouble);
    super::tell(&report.notices);
    let reached = settings.fails(&report);
    let told = summary(&report);
    folder
        .finish(report)
        .with_context(|| format!("{}: cannot be written", args.out.display()))?;
    writeln!(out, "{told}")?;
    Ok(match (trouble, reached) {
        (true, _) => Outcome::Trouble,
        (false, true) => Outcome::GateReached,
        (false, false) => Outcome::Clean,
    })
}

/// The page of a report of one article, one related pair or one document alone.
fn render(report: &Report, documents: &[&Document]) -> Option<Page> {
    let view = html::views(report, documents).into_iter().next()?;
    Some(Page {
        html: html::article_page(&view),
        row: view.row(),
    })
}

/// Of all settings that a finding hangs on.
fn hash(
    args: &ReportArgs,
    settings: &Settings,
    glossary: &Glossary,
    ledger: Option<&Ledger>,
) -> anyhow::Result<Key> {
    let config = settings.config.to_toml()?;
    // Paths of the configuration are told from the folder that it stands in.
    let judging = format!("{:?} {glossary:?} {:?}", args.judging, settings.root);
    let known = ledger.map(Ledger::content).transpose()?.unwrap_or_default();
    let parts = [config.as_bytes(), judging.as_bytes(), known.as_bytes()];
    Ok(Key::of(parts))
}

fn cache(args: &ReportArgs, lexicons: &Lexicons) -> anyhow::Result<Option<Cache>> {
    if args.no_cache {
        return Ok(None);
    }
    let folder = args
        .cache
        .clone()
        .unwrap_or_else(|| args.out.join(".cache"));
    // Two builds of one version may differ, so the program itself is its version. All that it says of two texts,
    // grouping included, hangs on the lexicons as well.
    let program = std::env::current_exe()
        .and_then(fs::read)
        .unwrap_or_else(|_| env!("CARGO_PKG_VERSION").into());
    let cache = Cache::open(
        &folder,
        Key::of([program.as_slice(), lexicons.content.as_slice()]),
    )
    .with_context(|| format!("{}: the cache cannot be opened", folder.display()))?;
    Ok(Some(cache))
}

/// The folder that a report is written to.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    json: JsonStream,
    csv: CsvWriter<BufWriter<File>>,
    xlsx: XlsxWriter,
    rows: Vec<IndexRow>,
    /// Documents that the tables have: one that is related to others comes with each of them.
    listed: BTreeSet<String>,
}

impl Folder {
    fn new(path: &Path) -> anyhow::Result<Self> {
        let index = path.join("index.html");
        html::spare(&index)?;
        Ok(Self {
            path: path.to_owned(),
            json: JsonStream::new(path)?,
            csv: CsvWriter::new(BufWriter::new(tempfile::tempfile_in(path)?))?,
            xlsx: XlsxWriter::new()?,
            rows: Vec::new(),
            listed: BTreeSet::new(),
        })
    }

    /// Writes what needs all of the run, and removes the pages of articles that are no longer there.
    fn finish(self, report: Report) -> anyhow::Result<()> {
        let rows = self.rows;
        html::write_page(
            &self.path.join("index.html"),
            &html::index_page(&rows, &Overview::new(&report)),
        )?;
        html::remove_others(&self.path, rows.iter().map(|row| row.link.as_str()))?;
        let mut csv = self
            .csv
            .finish()?
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        csv.rewind()?;
        atomically(&self.path.join("findings.csv"), |file| {
            io::copy(&mut csv, file).map(drop)
        })?;
        atomically(&self.path.join("findings.xlsx"), |file| {
            self.xlsx.finish(file)
        })?;
        atomically(&self.path.join("report.json"), |file| {
            let mut file = BufWriter::new(file);
            self.json.finish(report, &mut file)?;
            file.flush()
        })?;
        clear(&self.path)?;
        Ok(clear(&self.path.join("pages"))?)
    }
}

/// Removes what a run that was killed left half written.
fn clear(folder: &Path) -> io::Result<()> {
    let Ok(files) = fs::read_dir(folder) else {
        return Ok(());
    };
    for file in files {
        let file = file?;
        let name = file.file_name();
        if name.to_string_lossy().starts_with(TEMPORARY) && file.file_type()?.is_file() {
            fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

impl Sink for Folder {
    fn take(&mut self, mut report: Report, page: Option<Page>) -> io::Result<()> {
        if let Some(page) = page {
            html::write_page(&self.path.join(&page.row.link), &page.html)?;
            self.rows.push(page.row);
        }
        let parts = (&report.alignments, &report.findings);
        if let (Some(alignments), Some(findings)) = parts {
            self.json.take(alignments, findings)?;
        }
        report
            .documents
            .retain(|document| self.listed.insert(document.path.clone()));
        self.csv.add(&report)?;
        self.xlsx.add(&report)
    }
}

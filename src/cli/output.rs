//! Where a report goes: standard output in one format, files in any number of others.

use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::{Args as ClapArgs, ValueEnum};

use super::args::ReportFormat;
use super::settings::Settings;
use super::write::{atomically, same_file};
use super::{Output, say};
use crate::document::{Document, walk};
use crate::report::{
    CsvWriter, Gate, Report, Root, Terminal, XlsxWriter, html, to_github, to_gitlab, to_json,
    to_junit, to_markdown, to_sarif,
};

/// What is said of a report's way out.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(super) struct OutputArgs {
    /// How to print [default: terminal, where no --output takes its place]
    #[arg(long, value_enum)]
    pub(super) format: Option<ReportFormat>,
    /// Write the report to a file too, as any of the formats or as xlsx or html; may be given several times (`-` is
    /// standard output)
    #[arg(long, value_name = "FORMAT=PATH", value_parser = target)]
    pub(super) output: Vec<Target>,
    /// Write the report as web pages too, into this folder or, for one article, into a file that ends in .html: the same
    /// as --output html=PATH
    #[arg(long, value_name = "PATH")]
    pub(super) html: Option<PathBuf>,
    /// Print no report for people: one line where the gate is reached, and what could not be read
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) format: ReportFormat,
    pub(super) path: PathBuf,
}

/// Reads `FORMAT=PATH`.
pub(super) fn target(text: &str) -> Result<Target, String> {
    let Some((format, path)) = text.split_once('=') else {
        return Err("write FORMAT=PATH, for example sarif=cotejo.sarif".to_owned());
    };
    if path.is_empty() {
        return Err(format!("no path after `{format}=`"));
    }
    let format = match format {
        "xlsx" => ReportFormat::Xlsx,
        "html" => ReportFormat::Html,
        other => ReportFormat::from_str(other, false).map_err(|_| {
            let known = ReportFormat::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value)
                .map(|value| value.get_name().to_owned());
            let known: Vec<_> = known.chain(["xlsx", "html"].map(str::to_owned)).collect();
            format!("no format `{other}`; there are {}", known.join(", "))
        })?,
    };
    let path = PathBuf::from(path);
    if path.is_dir() && format != ReportFormat::Html {
        return Err(format!("{} is a folder; name a file", path.display()));
    }
    Ok(Target { format, path })
}

/// What will be written where.
#[derive(Debug)]
pub(super) struct Plan {
    /// What is printed; nothing where people asked for quiet.
    printed: Option<ReportFormat>,
    quiet: bool,
    files: Vec<Target>,
}

impl OutputArgs {
    /// Settles what goes where; two reports for one place are a contradiction.
    /// What the configuration asks for is written too.
    pub(super) fn plan(&self, settings: &Settings) -> anyhow::Result<Plan> {
        let configured = settings.config.report_outputs().map(|(format, path)| {
            let path = walk::display(&settings.root.path(path));
            target(&format!("{format}={path}")).map_err(|message| anyhow!("[[outputs]]: {message}"))
        });
        let configured = configured.collect::<anyhow::Result<Vec<_>>>()?;
        let (dashes, files): (Vec<_>, Vec<_>) = self
            .output
            .iter()
            .cloned()
            .chain(configured)
            .chain(self.html.clone().map(|path| Target {
                format: ReportFormat::Html,
                path,
            }))
            .partition(|target| target.path.as_os_str() == "-");
        let mut asked = dashes.iter().map(|dash| dash.format).chain(self.format);
        let printed = match (asked.next(), asked.next()) {
            (Some(_), Some(_)) => {
                bail!(
                    "two reports for standard output: give one of them a file, --output FORMAT=FILE"
                )
            }
            (Some(ReportFormat::Xlsx), None) => {
                bail!("a workbook is not for standard output: --output xlsx=FILE")
            }
            (Some(ReportFormat::Html), None) => {
                bail!("pages are not for standard output: --output html=FOLDER")
            }
            (asked, _) => asked,
        };
        for (at, one) in files.iter().enumerate() {
            if files[..at]
                .iter()
                .any(|other| same_file(&one.path, &other.path))
            {
                bail!("--output: {} is named twice", one.path.display());
            }
        }
        Ok(Plan {
            printed: printed.or_else(|| (!self.quiet).then_some(ReportFormat::Terminal)),
            quiet: self.quiet,
            files,
        })
    }
}

impl Plan {
    /// What is read is never written to: refuses outputs that are among the files to check.
    pub(super) fn spare<'p>(&self, read: impl Iterator<Item = &'p Path>) -> anyhow::Result<()> {
        for path in read {
            let mut files = self.files.iter();
            if let Some(target) = files.find(|target| same_file(&target.path, path)) {
                bail!(
                    "--output {} is one of the files to check; write the report somewhere else",
                    target.path.display()
                );
            }
        }
        Ok(())
    }

    /// Whether nothing is to be shown beside what went wrong; no progress either.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Writes everything. A file that cannot be written is told, and the others are written; gives whether all were.
    pub(super) fn write(
        &self,
        report: &Report,
        documents: &[Document],
        settings: &Settings,
        out: &mut Output,
    ) -> anyhow::Result<bool> {
        let root = root();
        let gate = settings.gate();
        let sheet = Sheet {
            report,
            documents,
            gate,
            root: &root,
        };
        let mut all = true;
        for target in &self.files {
            if target.format == ReportFormat::Html {
                if let Err(error) = pages(report, documents, &target.path) {
                    say(&format!(
                        "error: --output html={}: {error}",
                        target.path.display()
                    ));
                    all = false;
                }
                continue;
            }
            let written = atomically(&target.path, |file| {
                if target.format == ReportFormat::Xlsx {
                    return sheet.workbook(file);
                }
                let mut file = BufWriter::new(file);
                sheet.write(target.format, None, &mut file)?;
                file.flush()
            });
            if let Err(error) = written {
                say(&format!(
                    "error: --output {}: {error:#}",
                    target.path.display()
                ));
                all = false;
            }
        }
        match self.printed {
            Some(format) => {
                let links = links();
                sheet.write(format, links.as_deref(), out)?;
            }
            None if settings.fails(report) => writeln!(out, "{}", report.summary_line())?,
            None => {}
        }
        if self.printed != Some(ReportFormat::Terminal) {
            let trouble = report.notices.iter().any(|notice| notice.trouble);
            let told: Vec<_> = report
                .notices
                .iter()
                .filter(|notice| notice.trouble || !self.quiet)
                .cloned()
                .collect();
            if trouble {
                super::tell(&told);
            }
        }
        Ok(all)
    }
}

/// Writes pages into a folder, or one article's into a file that ends in `.html`.
fn pages(report: &Report, documents: &[Document], path: &Path) -> io::Result<()> {
    let documents: Vec<&Document> = documents.iter().collect();
    let is_page = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    if is_page && !path.is_dir() {
        html::write_file(report, &documents, path)
    } else {
        html::write_site(report, &documents, path)
    }
}

/// A report and what is needed to write it.
struct Sheet<'a> {
    report: &'a Report,
    documents: &'a [Document],
    gate: Gate,
    root: &'a Root,
}

impl Sheet<'_> {
    fn write(
        &self,
        format: ReportFormat,
        links: Option<&str>,
        mut out: &mut dyn Write,
    ) -> io::Result<()> {
        let report = self.report;
        match format {
            ReportFormat::Terminal => Terminal {
                width: super::width(),
                links: links.map(str::to_owned),
            }
            .write(report, self.documents, &mut out),
            ReportFormat::Json => to_json(report, &mut out),
            ReportFormat::Sarif => to_sarif(report, self.root, &mut out),
            ReportFormat::Github => to_github(report, self.root, &mut out),
            ReportFormat::Gitlab => to_gitlab(report, self.root, &mut out),
            ReportFormat::Junit => to_junit(report, self.gate, &mut out),
            ReportFormat::Markdown => to_markdown(report, &mut out),
            ReportFormat::Csv => {
                let mut table = CsvWriter::new(&mut out)?;
                table.add(report)?;
                table.finish()?;
                Ok(())
            }
            // Asked for standard output it was refused, and a file has its own way.
            ReportFormat::Html => Ok(()),
            ReportFormat::Xlsx => {
                let mut bytes = io::Cursor::new(Vec::new());
                self.workbook(&mut bytes)?;
                out.write_all(bytes.get_ref())
            }
        }
    }

    fn workbook(&self, out: impl Write + Seek + Send) -> io::Result<()> {
        let mut workbook = XlsxWriter::new()?;
        workbook.add(self.report)?;
        workbook.finish(out)
    }
}

/// Where the run stands in the repository: the nearest folder upward that git keeps.
fn root() -> Root {
    let Ok(here) = std::env::current_dir() else {
        return Root::default();
    };
    let kept = here.ancestors().find(|folder| folder.join(".git").exists());
    let root = kept.unwrap_or(&here);
    Root::new(&walk::display(root), &walk::display(&here))
}

/// The address of the folder that paths are relative to, where the terminal takes links.
pub(super) fn links() -> Option<String> {
    if !supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout) {
        return None;
    }
    let here = std::env::current_dir().ok()?;
    Some(walk::display(&here))
}

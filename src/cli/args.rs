//! What can be typed.

use std::path::PathBuf;

use super::files_from::FilesFrom;
use super::output::OutputArgs;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use super::gate::{BaselineArgs, GateArgs};
use super::init::InitArgs;
use super::learn::LearnArgs;
use super::lexicons::LexiconArgs;
use super::review::ReviewArgs;
use super::settings::SettingsArgs;
use crate::config::{FailOn, SeverityName};

/// Compares the language versions of an article and says where they no longer tell the same facts.
#[derive(Debug, Parser)]
#[command(
    name = "cotejo",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
pub(super) struct Args {
    /// When to use colours; `auto` follows the terminal, `NO_COLOR` and `CLICOLOR_FORCE`
    #[arg(long, global = true, value_enum, default_value_t = ColorWhen::Auto, value_name = "WHEN")]
    pub(super) color: ColorWhen,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find the versions of each article, line them up and report where they differ
    Check(CheckArgs),
    /// Check whole folders article by article, and write pages and tables into a folder
    Report(ReportArgs),
    /// Walk through the findings one by one and say which are none
    Review(ReviewArgs),
    /// Say which documents are versions of one text, and why
    Group(GroupArgs),
    /// Line two documents up
    Align(AlignArgs),
    /// Learn from texts which words stand for which, and write a lexicon for --lexicon
    Learn(LearnArgs),
    /// Print the segments of a document, one a line
    Segments(SegmentsArgs),
    /// Print what a document claims: numbers, dates, names, codes …
    Facts(FactsArgs),
    /// Read pairs or articles as JSON lines on standard input, write findings as JSON lines
    Pipe(PipeArgs),
    /// Look at this folder and write a configuration for it
    Init(InitArgs),
    /// Print the JSON Schema of the configuration
    Schema,
    /// Print the manual page of a rule
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print a page about using cotejo, or list the pages
    Guide(GuideArgs),
    /// Print the manual page of cotejo or of a command, in roff
    Man(ManArgs),
}

/// What every command that reads documents takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Input {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) from: FilesFrom,
    /// Declare a file's language (a tag such as `es`); it beats the file name and detection
    #[arg(long, value_name = "FILE=TAG")]
    pub(super) language: Vec<String>,
    /// Threads to use [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

/// `cotejo check`
#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) settings: SettingsArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
    #[command(flatten)]
    pub(super) judging: Judging,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    #[command(flatten)]
    pub(super) fail: FailArgs,
    #[command(flatten)]
    pub(super) gate: GateArgs,
}

/// `cotejo report`
#[derive(Debug, ClapArgs)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub(super) input: Input,
    /// The folder to write to; it is made where it is not there
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// Where to keep what was found, so that the next run does only what changed [default: .cache in --out]
    #[arg(long, value_name = "DIR", conflicts_with = "no_cache")]
    pub(super) cache: Option<PathBuf>,
    /// Keep nothing, and look at nothing that was kept
    #[arg(long)]
    pub(super) no_cache: bool,
    #[command(flatten)]
    pub(super) settings: SettingsArgs,
    #[command(flatten)]
    pub(super) judging: Judging,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    #[command(flatten)]
    pub(super) fail: FailArgs,
    #[command(flatten)]
    pub(super) baseline: BaselineArgs,
}

/// When the run fails.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct FailArgs {
    /// Exit with 1 where a finding has this severity or a graver one [default: major]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Let up to COUNT findings of a severity pass, and no more (`minor=10`)
    #[arg(long, value_name = "SEVERITY=COUNT")]
    pub(super) max_findings: Vec<String>,
}

/// Which rules run, and what is shown of what they find.
#[derive(Debug, ClapArgs)]
pub(super) struct Judging {
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,
    /// Show findings from this severity up [default: neutral]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) min_severity: Option<SeverityName>,
    /// Show findings of at least this confidence, 0 to 1 [default: 0]
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(super) min_confidence: Option<f64>,
    /// Leave out what the source has too
    #[arg(long)]
    pub(super) ignore_inherited: bool,
}

/// `cotejo group`
#[derive(Debug, ClapArgs)]
#[command(mut_arg("paths", |paths| paths.required(true)))]
pub(super) struct GroupArgs {
    #[command(flatten)]
    pub(super) input: Input,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(super) format: TableFormat,
}

/// `cotejo align`
#[derive(Debug, ClapArgs)]
pub(super) struct AlignArgs {
    /// The source and its version; with --out-dir several such pairs
    #[arg(required = true, num_args = 2.., value_names = ["A", "B"])]
    pub(super) files: Vec<PathBuf>,
    /// What is lined up; `lines` takes each non-blank line as it stands
    #[arg(long, value_enum, default_value_t = Units::Segments)]
    pub(super) units: Units,
    /// How to print
    #[arg(long, value_enum, default_value_t = AlignFormat::Table)]
    pub(super) format: AlignFormat,
    /// The language of every A
    #[arg(long, value_name = "TAG")]
    pub(super) source_language: Option<String>,
    /// The language of every B
    #[arg(long, value_name = "TAG")]
    pub(super) target_language: Option<String>,
    /// Learn from all pairs together before any is decided, and write one file for each into this folder
    #[arg(long, value_name = "DIR")]
    pub(super) out_dir: Option<PathBuf>,
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
}

/// `cotejo segments`
#[derive(Debug, ClapArgs)]
pub(super) struct SegmentsArgs {
    /// The document; `-` is standard input
    pub(super) file: PathBuf,
    /// Its language
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
}

/// `cotejo facts`
#[derive(Debug, ClapArgs)]
pub(super) struct FactsArgs {
    /// The document; `-` is standard input
    pub(super) file: PathBuf,
    /// Its language
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(super) format: TableFormat,
}

/// `cotejo pipe`
#[derive(Debug, ClapArgs)]
pub(super) struct PipeArgs {
    #[command(flatten)]
    pub(super) lexicons: LexiconArgs,
    /// Run only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// Do not run these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) skip: Vec<String>,
    /// Threads to use [default: one for each core]
    #[arg(long, short, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

/// `cotejo explain`
#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// The rule's name
    pub(super) rule: String,
}

/// `cotejo guide`
#[derive(Debug, ClapArgs)]
pub(super) struct GuideArgs {
    /// The page; without one, the list of pages
    pub(super) topic: Option<String>,
}

/// `cotejo man`
#[derive(Debug, ClapArgs)]
pub(super) struct ManArgs {
    /// The command; without one, the page of cotejo itself
    pub(super) command: Option<String>,
    /// Write the pages of cotejo and of every command into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub(super) out_dir: Option<PathBuf>,
}

/// `cotejo rules`
#[derive(Debug, ClapArgs)]
pub(super) struct RulesArgs {
    /// How to print
    #[arg(long, value_enum, default_value_t = TableFormat::Table)]
    pub(super) format: TableFormat,
}

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For people, both files in one diagnostic.
    Terminal,
    /// The JSON report.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// GitHub annotations.
    Github,
    /// The XML of `JUnit`, for pages that show tests.
    Junit,
    /// The Code Quality report of GitLab.
    Gitlab,
    /// One row a finding.
    Csv,
    /// A short table, for a comment or a job's summary.
    Markdown,
    /// A workbook: only for a file.
    #[value(skip)]
    Xlsx,
    /// Pages for a browser: only for a folder, or one article for a file.
    #[value(skip)]
    Html,
}

/// Formats of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// Formats of an alignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// The texts side by side, for people.
    Table,
    /// A bead a line: unit numbers from 0, comma-separated, source TAB target.
    Tsv,
    /// Beads with places and scores.
    Json,
    /// A translation memory (TMX 1.4b); what stands on one side alone is left out.
    Tmx,
    /// A bilingual file for CAT tools (XLIFF 2.1).
    Xliff,
    /// A page for a browser: the texts side by side, their links drawn, scores under the pointer.
    Html,
}

/// What is lined up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Units {
    /// Paragraph-sized passages.
    Passages,
    /// Sentence-sized segments.
    Segments,
    /// Each non-blank line of the file.
    Lines,
}

pub(super) fn share(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| format!("{text} is not between 0 and 1"))
}

//! The settings of a run: the configuration found or named, and what the command line says over it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args as ClapArgs;

use super::args::Input;
use super::input::{self, Named};
use crate::checks::{Glossary, Severity};
use crate::config::{self, Config, Plan, Root, Rulings, read_glossary};
use crate::document::walk;
use crate::pipeline::{Corpus, Progress};
use crate::report::{Gate, Limit, MissingEntry, Notice, Report, SEVERITIES};

/// Where settings come from, for every command that has any.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "Configuration")]
pub(super) struct SettingsArgs {
    /// Read this configuration; otherwise cotejo.toml or .cotejo.toml of this folder or the nearest above it
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) isolated: bool,
    /// Print the settings in force, as a configuration that loads again, and stop
    #[arg(long)]
    pub(super) dump_config: bool,
    /// Report a source without a version, and a version without a source, as findings
    #[arg(long)]
    pub(super) require_complete: bool,
    /// Check the terms of this glossary too (TBX, CSV or TSV)
    #[arg(long, value_name = "FILE")]
    pub(super) glossary: Vec<PathBuf>,
}

/// The settings in force.
#[derive(Debug)]
pub(super) struct Settings {
    /// What the configuration says, and the command line over it.
    pub(super) config: Config,
    /// The folder that its paths are relative to.
    pub(super) root: Root,
    /// The file it was read from, as it is reached from where the program runs.
    pub(super) file: Option<PathBuf>,
    /// Glossaries named on the command line, relative to where the program runs.
    glossaries: Vec<PathBuf>,
}

/// What a run is to read.
#[derive(Debug, Default)]
pub(super) struct Work {
    pub(super) named: Named,
    /// Numbers of files that belong together, the source of each article first.
    pub(super) declared: Vec<Vec<usize>>,
    /// Versions that were expected and are not there.
    pub(super) missing: Vec<MissingEntry>,
}

impl SettingsArgs {
    /// Finds and reads the configuration.
    pub(super) fn load(&self) -> anyhow::Result<Settings> {
        let here = std::env::current_dir().context("the current folder is not there any more")?;
        let file = match &self.config {
            _ if self.isolated => None,
            Some(file) => Some(file.clone()),
            None => config::find(&here),
        };
        let root = Root::of(file.as_deref().unwrap_or(Path::new("cotejo.toml")), &here);
        let shown = file.as_ref().map(|file| {
            let inside = root.relative(file);
            inside.map_or_else(|| file.clone(), |name| root.path(&name))
        });
        let mut config = match (&file, &shown) {
            (Some(file), Some(shown)) => config::load_as(file, &walk::display(shown))?,
            _ => Config::default(),
        };
        config.require_complete |= self.require_complete;
        Ok(Settings {
            config,
            root,
            file: shown,
            glossaries: self.glossary.clone(),
        })
    }
}

pub(super) fn limit(text: &str) -> anyhow::Result<(Severity, usize)> {
    let parsed = text.split_once('=').and_then(|(name, count)| {
        let severity = SEVERITIES.iter().find(|(_, known)| *known == name)?.0;
        Some((severity, count.parse().ok()?))
    });
    match parsed {
        Some(parsed) => Ok(parsed),
        None => bail!(
            "--max-findings {text}: write SEVERITY=COUNT, for example --max-findings minor=10; severities are neutral, minor, major and critical"
        ),
    }
}

impl Settings {
    /// The severity from which on findings fail the run.
    pub(super) fn gate(&self) -> Gate {
        match self.config.fail_on {
            None | Some(config::FailOn::Major) => Gate::Major,
            Some(config::FailOn::Never) => Gate::Never,
            Some(config::FailOn::Neutral) => Gate::At(Severity::Neutral),
            Some(config::FailOn::Minor) => Gate::At(Severity::Minor),
            Some(config::FailOn::Critical) => Gate::At(Severity::Critical),
        }
    }

    /// Whether a report reaches the gate.
    pub(super) fn fails(&self, report: &Report) -> bool {
        self.gate().is_reached_within(report, &self.limits())
    }

    /// The severities that are counted.
    pub(super) fn limits(&self) -> Vec<Limit> {
        let limits = SEVERITIES.iter().filter_map(|&(severity, _)| {
            let most = self.config.max_findings.of(severity)?;
            Some(Limit { severity, most })
        });
        limits.collect()
    }

    /// The terms of all glossaries, and what is to be said of how they were read.
    pub(super) fn glossary(&self) -> (Glossary, Vec<Notice>) {
        let (mut concepts, mut notices) = (Vec::new(), Vec::new());
        let mut kept = self.config.glossary.do_not_translate.clone();
        let files = self
            .config
            .glossary
            .files
            .iter()
            .map(|file| self.root.path(file));
        for file in files.chain(self.glossaries.iter().cloned()) {
            match read_glossary(&file) {
                Ok(read) => {
                    concepts.extend(read.concepts);
                    kept.extend(read.kept);
                    notices.extend(read.notices.into_iter().map(|message| note(message, false)));
                }
                Err(message) => notices.push(note(message, true)),
            }
        }
        (Glossary::new(concepts, kept), notices)
    }

    /// Reads what a run is to read.
    pub(super) fn read_work(work: Work, progress: &dyn Progress) -> (Corpus, Vec<Notice>) {
        let mut notices = work.named.notices;
        let (read, trouble) = input::read_files(&work.named.files, progress);
        notices.extend(trouble);
        let mut numbers = Vec::with_capacity(read.len());
        let mut documents = Vec::with_capacity(read.len());
        for document in read {
            numbers.push(document.is_some().then_some(documents.len()));
            documents.extend(document);
        }
        let declared = work.declared.iter().map(|article| {
            let there = article.iter().filter_map(|&number| numbers[number]);
            there.collect()
        });
        let corpus = Corpus::new(documents)
            .declaring(declared)
            .missing(work.missing);
        (corpus, notices)
    }

    /// What was named, or else what the configuration names: the files, and which of them are declared to belong
    /// together.
    pub(super) fn work(&self, input: &Input) -> anyhow::Result<Work> {
        let paths = &input.from.paths(&input.paths)?;
        if paths.is_empty() && input.from.files_from.is_some() {
            return Ok(Work::default());
        }
        if paths.len() == 2 && paths.iter().all(|path| !path.is_dir()) {
            let mut named = Named::find(paths);
            named.declare(input)?;
            let declared = (named.files.len() == 2).then(|| vec![0, 1]);
            return Ok(Work {
                named,
                declared: declared.into_iter().collect(),
                missing: Vec::new(),
            });
        }
        if paths.is_empty() && !self.config.names_documents() {
            match &self.file {
                Some(file) => bail!(
                    "{} names no documents: add [[documents]] or `paths` to it, or say what to check, for example `cotejo check .`",
                    walk::display(file)
                ),
                None => bail!(
                    "nothing to check: name files or folders, for example `cotejo check .`, or run `cotejo init`, which writes a configuration that names them"
                ),
            }
        }
        let plan = config::plan(&self.config, &self.root, paths);
        let mut named = Named {
            files: plan
                .documents
                .iter()
                .map(|planned| (planned.path.clone(), planned.language))
                .collect(),
            notices: notices_of(&plan),
        };
        let others = self.others(paths, &plan, &mut named.notices);
        named
            .files
            .extend(others.into_iter().map(|path| (path, None)));
        named.declare(input)?;
        Ok(Work {
            named,
            missing: missing_of(&plan),
            declared: plan.articles,
        })
    }

    /// Files that no pattern pairs: those under paths that were named and are none of the plan's, or else under the
    /// configuration's `paths`.
    fn others(&self, named: &[PathBuf], plan: &Plan, notices: &mut Vec<Notice>) -> Vec<PathBuf> {
        let own: Vec<PathBuf> = self
            .config
            .paths
            .iter()
            .map(|path| self.root.path(path))
            .collect();
        let looked_at = if named.is_empty() {
            &own
        } else {
            &plan.elsewhere
        };
        let dot = |path: &PathBuf| {
            if path.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                path.clone()
            }
        };
        let found = walk::find(&looked_at.iter().map(dot).collect::<Vec<_>>());
        notices.extend(found.problems.iter().map(input::trouble));
        let ignored = self.config.ignored(&self.root);
        let planned: BTreeSet<PathBuf> = plan
            .documents
            .iter()
            .map(|planned| without_dots(&planned.path))
            .collect();
        let is_new = |path: &PathBuf| {
            named.contains(path) || (!ignored(path) && !planned.contains(&without_dots(path)))
        };
        found.files.into_iter().filter(is_new).collect()
    }

    /// Entries of the configuration that left nothing out.
    pub(super) fn unused(&self, rulings: &Rulings<'_>) -> Vec<Notice> {
        let path = self.file.as_ref().map(|file| walk::display(file));
        let notice = |message| Notice {
            path: path.clone(),
            message,
            trouble: false,
        };
        rulings.unused().into_iter().map(notice).collect()
    }

    /// Writes the settings as a configuration that loads again. Its paths are relative to the folder of the file read.
    pub(super) fn dump(&self) -> anyhow::Result<String> {
        let from = self.file.as_ref().map_or_else(
            || "no configuration was read".to_owned(),
            |file| format!("read from {}", walk::display(file)),
        );
        let mut config = self.config.clone();
        let named = self.glossaries.iter().map(|file| {
            let inside = self.root.relative(file);
            inside.unwrap_or_else(|| walk::display(file))
        });
        config.glossary.files.extend(named);
        Ok(format!(
            "# The settings in force; {from}.\n{}",
            config.to_toml()?
        ))
    }
}

/// A path without its `.`: folders that are walked give `./a.md`.
fn without_dots(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}

fn note(message: String, trouble: bool) -> Notice {
    Notice {
        path: None,
        message,
        trouble,
    }
}

/// What a plan says of the tree.
pub(super) fn notices_of(plan: &Plan) -> Vec<Notice> {
    let notes = plan
        .notices
        .iter()
        .map(|message| note(message.clone(), false));
    let trouble = plan
        .trouble
        .iter()
        .map(|message| note(message.clone(), true));
    notes.chain(trouble).collect()
}

/// The missing versions of a plan as the report has them.
pub(super) fn missing_of(plan: &Plan) -> Vec<MissingEntry> {
    let entry = |missing: &config::Missing| MissingEntry {
        document: walk::display(&plan.documents[missing.document].path),
        language: missing.language.clone(),
        expected: missing.expected.clone(),
        is_source: missing.is_source,
    };
    plan.missing.iter().map(entry).collect()
}

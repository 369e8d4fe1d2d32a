//! Floor 7, beside the report: what a project says of itself in `cotejo.toml`, and what follows from it: which files
//! are versions of one text, which findings matter, which terms are to be used.
//!
//! [`find`] looks for the file, [`load`] reads it into a [`Config`] (or says everything that is wrong with it), and
//! [`plan`] pairs the files of a tree by its patterns. [`Rulings`] is the [`Policy`](crate::report::Policy) of its
//! rule levels, accepted names and ignored findings. Reading documents and printing are left to others.

mod file;
mod glossary;
mod init;
mod pattern;
mod place;
mod plan;
mod rulings;
mod schema;
mod validate;

use std::fmt;
use std::path::{Path, PathBuf};

pub use file::{
    ArticleFiles, Config, DocumentFiles, FailOn, Glossaries, IgnoredFinding, Level, Limits, Names,
    Output, Override, SeverityName,
};
pub use glossary::{GlossaryFile, read_glossary};
pub use init::{Proposal, propose};
pub use place::Root;
pub use plan::{Missing, Plan, Planned, plan};
pub use rulings::Rulings;
pub use schema::schema;

/// The names under which a configuration is looked for, the first before the second.
pub const FILE_NAMES: [&str; 2] = ["cotejo.toml", ".cotejo.toml"];

/// Everything that is wrong with a configuration, in order of lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The file as it was named.
    pub file: String,
    /// What is wrong, each with its line and column from 1 where it has one.
    pub problems: Vec<(Option<(usize, usize)>, String)>,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (place, message)) in self.problems.iter().enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            match place {
                Some((line, column)) => write!(f, "{}:{line}:{column}: {message}", self.file)?,
                None => write!(f, "{}: {message}", self.file)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for ConfigError {}

/// The configuration file of a folder: its own, or that of the nearest folder above it that has one.
pub fn find(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find_map(|folder| {
        let mut files = FILE_NAMES.iter().map(|name| folder.join(name));
        files.find(|file| file.is_file())
    })
}

/// Reads a configuration file.
pub fn load(file: &Path) -> Result<Config, ConfigError> {
    load_as(file, &crate::document::walk::display(file))
}

/// Reads a configuration file that is called `name` in messages.
pub fn load_as(file: &Path, name: &str) -> Result<Config, ConfigError> {
    let trouble = |message: String| ConfigError {
        file: name.to_owned(),
        problems: vec![(None, message)],
    };
    let bytes = std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            trouble("not found; `cotejo init` writes one for the folder it runs in".to_owned())
        }
        _ => trouble(format!("cannot be read: {error}")),
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| trouble("is not UTF-8; save it as UTF-8".to_owned()))?;
    parse(name, text.trim_start_matches('\u{feff}'))
}

/// Reads the text of a configuration; `name` stands for it in messages.
pub fn parse(name: &str, text: &str) -> Result<Config, ConfigError> {
    let problems = validate::problems(text);
    if !problems.is_empty() {
        return Err(ConfigError {
            file: name.to_owned(),
            problems,
        });
    }
    toml::from_str(text).map_err(|error| ConfigError {
        file: name.to_owned(),
        problems: vec![(
            error.span().map(|span| validate::place(text, span.start)),
            error.message().to_owned(),
        )],
    })
}

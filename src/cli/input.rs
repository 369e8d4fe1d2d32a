//! What a command is given: files, folders and standard input, read into documents.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rayon::prelude::*;

use super::args::Input;
use crate::document::read::{ReadOptions, read_bytes, read_file};
use crate::document::{Document, Format, ReadError, walk};
use crate::language::{Language, is_known, known_tags};
use crate::pipeline::Progress;
use crate::report::Notice;
use crate::text::closest;

/// Reads everything that `paths` (those of the input and of its lists) name. What cannot be read is a notice of trouble; the rest is read.
pub(super) fn read(
    input: &Input,
    paths: &[PathBuf],
    progress: &dyn Progress,
) -> anyhow::Result<(Vec<Document>, Vec<Notice>)> {
    let languages = languages(&input.language)?;
    let walk::Found {
        files, problems, ..
    } = walk::find(paths);
    let mut notices: Vec<_> = problems.iter().map(trouble).collect();
    for (file, _) in &languages {
        if !files.iter().any(|path| same_file(path, file)) {
            bail!(
                "--language {}=…: no such file among those to read",
                file.display()
            );
        }
    }
    progress.stage("reading", files.len());
    let read: Vec<_> = files
        .par_iter()
        .map(|path| {
            let language = languages
                .iter()
                .find(|(file, _)| same_file(path, file))
                .map(|&(_, language)| language);
            let done = read_one(path, language);
            progress.step();
            done
        })
        .collect();
    let mut documents = Vec::with_capacity(read.len());
    for done in read {
        match done {
            Ok(document) => documents.push(document),
            Err(error) => notices.push(trouble(&error)),
        }
    }
    Ok((documents, notices))
}

/// A document that could not be read: the error names it, and a notice has its path beside what happened.
fn trouble(error: &ReadError) -> Notice {
    let (path, message) = (error.path().to_owned(), error.to_string());
    let message = message
        .strip_prefix(&format!("{path}: "))
        .unwrap_or(&message)
        .to_owned();
    Notice {
        path: Some(path),
        message,
        trouble: true,
    }
}

/// Reads one document, `-` from standard input.
pub(super) fn read_one(path: &Path, language: Option<Language>) -> Result<Document, ReadError> {
    let options = ReadOptions::in_language(language);
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| ReadError::Io {
                path: "-".to_owned(),
                error,
            })?;
        return read_bytes("-", bytes, Format::Text, options);
    }
    read_file(path, options)
}

/// A tag that something is known of.
pub(super) fn language(tag: &str) -> anyhow::Result<Language> {
    if let Some(language) = Language::new(tag).filter(|&language| is_known(language)) {
        return Ok(language);
    }
    match closest(tag, known_tags().iter().map(String::as_str)) {
        Some(meant) => bail!(
            "unknown language `{tag}` (did you mean `{meant}`?); tags are those of ISO 639, such as en, es or vi"
        ),
        None => bail!("unknown language `{tag}`; tags are those of ISO 639, such as en, es or vi"),
    }
}

fn languages(declared: &[String]) -> anyhow::Result<Vec<(PathBuf, Language)>> {
    let one = |text: &String| {
        let Some((file, tag)) = text.rsplit_once('=') else {
            bail!("--language {text}: write FILE=TAG, for example --language article.txt=es")
        };
        Ok((
            PathBuf::from(file),
            language(tag).with_context(|| format!("--language {text}"))?,
        ))
    };
    declared.iter().map(one).collect()
}

fn same_file(path: &Path, named: &Path) -> bool {
    path.components().eq(named.components())
}

//! What a command is given: files, folders and standard input, read into documents.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rayon::prelude::*;

use super::args::Input;
use crate::document::read::{ReadOptions, characters, read_bytes, read_characters, read_file};
use crate::document::{Document, Format, ReadError, walk};
use crate::language::{Language, is_known, known_tags};
use crate::pipeline::{Key, Progress, Sources};
use crate::report::Notice;
use crate::text::closest;

/// Files with the language that is known of each, and what leads to nothing.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) files: Vec<(PathBuf, Option<Language>)>,
    pub(super) notices: Vec<Notice>,
}

impl Named {
    /// What the paths lead to.
    pub(super) fn find(paths: &[PathBuf]) -> Self {
        let walk::Found {
            files, problems, ..
        } = walk::find(paths);
        Self {
            files: files.into_iter().map(|path| (path, None)).collect(),
            notices: problems.iter().map(trouble).collect(),
        }
    }

    /// Takes the languages that were declared on the command line, which beat all else.
    pub(super) fn declare(&mut self, input: &Input) -> anyhow::Result<()> {
        for (file, language) in languages(&input.language)? {
            let mut named = self
                .files
                .iter_mut()
                .filter(|(path, _)| same_file(path, &file))
                .peekable();
            if named.peek().is_none() {
                bail!(
                    "--language {}=…: no such file among those to read",
                    file.display()
                );
            }
            named.for_each(|(_, known)| *known = Some(language));
        }
        Ok(())
    }
}

/// Reads everything that `paths` (those of the input and of its lists) name. What cannot be read is a notice of trouble; the rest is read.
pub(super) fn read(
    input: &Input,
    paths: &[PathBuf],
    progress: &dyn Progress,
) -> anyhow::Result<(Vec<Document>, Vec<Notice>)> {
    let mut named = Named::find(paths);
    named.declare(input)?;
    let (documents, trouble) = read_files(&named.files, progress);
    named.notices.extend(trouble);
    Ok((documents.into_iter().flatten().collect(), named.notices))
}

/// Reads files. In their order, `None` for one that cannot be read.
pub(super) fn read_files(
    files: &[(PathBuf, Option<Language>)],
    progress: &dyn Progress,
) -> (Vec<Option<Document>>, Vec<Notice>) {
    progress.stage("reading", files.len());
    let read: Vec<_> = files
        .par_iter()
        .map(|(path, language)| {
            let done = read_one(path, *language);
            progress.step();
            done
        })
        .collect();
    let mut notices = Vec::new();
    let documents = read
        .into_iter()
        .map(|done| done.map_err(|error| notices.push(trouble(&error))).ok())
        .collect();
    (documents, notices)
}

/// The files of a batch run, which are read when their turn comes.
#[derive(Debug)]
pub(super) struct Files(pub(super) Vec<(PathBuf, Option<Language>)>);

impl Files {
    fn bytes(&self, number: usize) -> Result<(Vec<u8>, Key), Notice> {
        let (path, language) = &self.0[number];
        let name = walk::display(path);
        let bytes = fs::read(path).map_err(|error| {
            let path = name.clone();
            trouble(&if error.kind() == io::ErrorKind::NotFound {
                ReadError::NotFound { path }
            } else {
                ReadError::Io { path, error }
            })
        })?;
        let language = language.map_or(String::new(), |language| language.as_str().to_owned());
        let key = Key::of([name.as_bytes(), language.as_bytes(), &bytes]);
        Ok((bytes, key))
    }
}

impl Sources for Files {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn key(&self, number: usize) -> Result<Key, Notice> {
        self.bytes(number).map(|(_, key)| key)
    }

    fn read(&self, number: usize) -> Result<(Document, Key), Notice> {
        let (bytes, key) = self.bytes(number)?;
        let (path, language) = &self.0[number];
        let options = ReadOptions::in_language(*language);
        read_bytes(&walk::display(path), bytes, Format::of(path), options)
            .map(|document| (document, key))
            .map_err(|error| trouble(&error))
    }
}

/// What could not be read: the error names it, and a notice has its path beside what happened.
pub(super) fn trouble(error: &ReadError) -> Notice {
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
        return read_bytes("-", standard_input()?, Format::Text, options);
    }
    read_file(path, options)
}

/// The characters of one file, `-` from standard input.
pub(super) fn read_plain(path: &Path) -> Result<String, ReadError> {
    if path.as_os_str() == "-" {
        return characters("-", standard_input()?);
    }
    read_characters(path)
}

fn standard_input() -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    match io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => Err(ReadError::Io {
            path: "-".to_owned(),
            error,
        }),
    }
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

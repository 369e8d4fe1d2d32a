//! `cotejo learn`: which words stand for which, from texts.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args as ClapArgs;

use super::lexicons::{LexiconArgs, text};
use super::write::{atomically, same_file};
use super::{Outcome, Output, input};
use crate::align::{Material, Teacher};
use crate::language::{Language, is_known};

/// `cotejo learn`
#[derive(Debug, ClapArgs)]
pub(super) struct LearnArgs {
    /// Bitexts (`.tsv`, a line a pair), or pairs of documents, A B A B …
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The file to write; without it, standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The languages of the columns of bitexts without a line of tags, and of documents A and B
    #[arg(long, value_name = "TAG", value_delimiter = ',', num_args = 1)]
    languages: Vec<String>,
    #[command(flatten)]
    lexicons: LexiconArgs,
}

pub(super) fn run(args: &LearnArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let tags = args.languages.iter().map(|tag| input::language(tag));
    let languages: Vec<Language> = tags.collect::<anyhow::Result<_>>().context("--languages")?;
    if languages.len() == 1 {
        bail!("--languages takes at least two tags, for example --languages en,es");
    }
    let read = |output: &Path| args.files.iter().any(|file| same_file(file, output));
    if let Some(output) = args.output.as_ref().filter(|output| read(output)) {
        bail!(
            "--output {}: this file is learned from; name another to write to",
            output.display()
        );
    }
    let options = args.lexicons.load()?.options;
    let (bitexts, documents): (Vec<&PathBuf>, Vec<&PathBuf>) =
        args.files.iter().partition(|file| is_bitext(file));
    if documents.len() % 2 == 1 {
        bail!(
            "learn takes bitexts (.tsv) and pairs of documents, A B A B …; {} documents were named",
            documents.len()
        );
    }
    let mut teacher = Teacher::new(&options);
    for file in bitexts {
        bitext(file, &languages, &mut teacher)?;
    }
    for pair in documents.chunks_exact(2) {
        learn_pair([pair[0], pair[1]], &languages, &mut teacher)?;
    }
    let table = teacher.table();
    match &args.output {
        Some(path) => atomically(path, |file| file.write_all(table.as_bytes()))
            .with_context(|| path.display().to_string())?,
        None => out.write_all(table.as_bytes())?,
    }
    let rows = table.lines().count() - 1;
    if rows == 0 {
        super::say(
            "nothing was learned that is not known already: the texts are too short, or no versions of each other",
        );
    }
    Ok(Outcome::Clean)
}

fn is_bitext(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        ending.eq_ignore_ascii_case("tsv") || ending.eq_ignore_ascii_case("tab")
    })
}

/// Takes each two columns of a table of segments.
fn bitext(path: &Path, given: &[Language], teacher: &mut Teacher<'_>) -> anyhow::Result<()> {
    let text = text(path)?;
    let mut lines = text.lines().peekable();
    let header = lines.peek().and_then(|line| header(line));
    if header.is_some() {
        lines.next();
    }
    let Some(languages) = header.or_else(|| (!given.is_empty()).then(|| given.to_vec())) else {
        bail!(
            "{}: the first line does not name the languages; write tags there (`en<TAB>es`) or add --languages en,es",
            path.display()
        );
    };
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    for a in 0..languages.len() {
        for b in a + 1..languages.len() {
            let cell = |row: &[&str], at: usize| {
                let text = row.get(at)?.trim();
                (!text.is_empty()).then(|| text.to_owned())
            };
            let pairs: Vec<(String, String)> = rows
                .iter()
                .filter_map(|row| Some((cell(row, a)?, cell(row, b)?)))
                .collect();
            teacher.take((languages[a], languages[b]), &Material::Bitext(&pairs));
        }
    }
    Ok(())
}

/// The languages that a line names, if it names nothing else.
fn header(line: &str) -> Option<Vec<Language>> {
    let tags = line
        .split('\t')
        .map(|tag| Language::new(tag.trim()).filter(|&language| is_known(language)));
    let tags: Vec<Language> = tags.collect::<Option<_>>()?;
    (tags.len() > 1).then_some(tags)
}

fn learn_pair(
    files: [&Path; 2],
    given: &[Language],
    teacher: &mut Teacher<'_>,
) -> anyhow::Result<()> {
    let read = |side: usize| input::read_one(files[side], given.get(side).copied());
    let documents = [read(0)?, read(1)?];
    let language = |side: usize| {
        documents[side].language().language.with_context(|| {
            format!(
                "{}: its language is not known; add --languages en,es",
                files[side].display()
            )
        })
    };
    let languages = (language(0)?, language(1)?);
    if languages.0 == languages.1 {
        bail!(
            "{} and {} are in one language ({}); learn takes pairs in two",
            files[0].display(),
            files[1].display(),
            languages.0.as_str()
        );
    }
    teacher.take(
        languages,
        &Material::Documents(&documents[0], &documents[1]),
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_tags_is_a_header_and_a_line_of_words_is_none() {
        assert_eq!(header("en\tes"), Some(vec![Language::EN, Language::ES]));
        assert_eq!(header("en"), None);
        assert_eq!(header("the house\tla casa"), None);
    }
}

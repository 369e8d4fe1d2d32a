//! `--lexicon`: what the user knows of words, beside what is shipped.

use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use clap::Args as ClapArgs;

use crate::align::{Lexicon, Options};

/// Which lexicons are used beside the shipped one.
#[derive(Debug, Default, ClapArgs)]
pub(super) struct LexiconArgs {
    /// Draw on this lexicon too when lining texts up: a TSV under a line of language tags, such as `cotejo learn` writes
    #[arg(long, value_name = "FILE")]
    lexicon: Vec<PathBuf>,
}

/// Lexicons as read.
#[derive(Debug)]
pub(super) struct Lexicons {
    /// What alignment is given.
    pub(super) options: Options,
    /// The files' bytes, for keys of caches; their names do not matter, their order does.
    pub(super) content: Vec<u8>,
}

impl LexiconArgs {
    /// Reads them; the message names the file that cannot be.
    pub(super) fn load(&self) -> anyhow::Result<Lexicons> {
        let mut content = Vec::new();
        let mut lexicons = Vec::new();
        for path in &self.lexicon {
            let text = text(path).context("--lexicon")?;
            let lexicon = Lexicon::parse(&text).map_err(|message| {
                anyhow!(
                    "--lexicon: {}: {message}; write tags such as `en<TAB>es` there",
                    path.display()
                )
            })?;
            lexicons.push(lexicon);
            content.extend((text.len() as u64).to_le_bytes());
            content.extend(text.into_bytes());
        }
        Ok(Lexicons {
            options: Options::with_lexicons(&lexicons),
            content,
        })
    }
}

/// A table as text, without the mark of its encoding.
pub(super) fn text(path: &Path) -> anyhow::Result<String> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{}: could not be read", path.display()))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow!("{}: is not UTF-8; save it as UTF-8", path.display()))?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

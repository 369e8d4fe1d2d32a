//! Paths that come as a list: from `git diff --name-only`, `find`, an editor.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args as ClapArgs;

/// A list of paths.
#[derive(Debug, Clone, Default, ClapArgs)]
pub(super) struct FilesFrom {
    /// Read paths from a file too, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// The paths of --files-from end with a NUL character, as `git diff -z` and `find -print0` write them
    #[arg(long, short = '0', requires = "files_from")]
    pub(super) null: bool,
}

impl FilesFrom {
    /// `paths` and those of the list.
    pub(super) fn paths(&self, paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
        let mut paths = paths.to_vec();
        let Some(list) = &self.files_from else {
            return Ok(paths);
        };
        let bytes = read(list, &paths)?;
        let text = decoded(&bytes).with_context(|| format!("--files-from {}", list.display()))?;
        let ends: &[char] = if self.null { &['\0'] } else { &['\n'] };
        let names = text.split(ends).map(|name| {
            if self.null {
                name
            } else {
                name.strip_suffix('\r').unwrap_or(name)
            }
        });
        paths.extend(
            names
                .filter(|name| !name.trim().is_empty())
                .map(PathBuf::from),
        );
        Ok(paths)
    }
}

fn read(list: &Path, paths: &[PathBuf]) -> anyhow::Result<Vec<u8>> {
    if list.as_os_str() != "-" {
        return fs::read(list)
            .with_context(|| format!("--files-from {}: could not be read", list.display()));
    }
    if paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("standard input cannot be both the list of --files-from and a document");
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .context("--files-from -: standard input could not be read")?;
    Ok(bytes)
}

/// A list is UTF-8, or what its byte order mark says: PowerShell writes UTF-16.
fn decoded(bytes: &[u8]) -> anyhow::Result<String> {
    let (encoding, mark) = encoding_rs::Encoding::for_bom(bytes).unwrap_or((encoding_rs::UTF_8, 0));
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(bytes.get(mark..).unwrap_or_default());
    Ok(text
        .context("is not in UTF-8; names of files in another encoding cannot be listed")?
        .into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(bytes: &[u8], null: bool) -> Vec<PathBuf> {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("list");
        fs::write(&list, bytes).unwrap();
        let from = FilesFrom {
            files_from: Some(list),
            null,
        };
        from.paths(&[PathBuf::from("first.md")]).unwrap()
    }

    #[test]
    fn a_list_is_added_to_the_paths_whatever_its_line_ends() {
        assert_eq!(
            listed(b"en/a b.md\r\n\nes/a.md", false),
            [
                Path::new("first.md"),
                Path::new("en/a b.md"),
                Path::new("es/a.md")
            ]
        );
        assert_eq!(
            listed(b"en/a\nb.md\0es/a.md\0", true),
            [
                Path::new("first.md"),
                Path::new("en/a\nb.md"),
                Path::new("es/a.md")
            ]
        );
    }

    #[test]
    fn a_list_from_powershell_is_read() {
        let text: Vec<u8> = "\u{feff}añb.md\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(
            listed(&text, false),
            [Path::new("first.md"), Path::new("añb.md")]
        );
    }
}

//! Which files are meant by the paths that a person names.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::ReadError;

/// What paths lead to.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Found {
    /// The files: named ones in their order, those of a folder sorted; none twice. `-` is standard input.
    pub files: Vec<PathBuf>,
    /// Paths that lead to nothing.
    pub problems: Vec<ReadError>,
}

/// Finds the files. A file that is named is taken whatever its ending; of folders, text and Markdown
/// files are, without hidden ones and those that `.gitignore` names (in and outside git repositories).
pub fn find<P: AsRef<Path>>(paths: &[P]) -> Found {
    let mut found = Found::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        let path = path.as_ref();
        if path == Path::new("-") || path.is_file() {
            add(path.to_path_buf(), &mut found, &mut seen);
        } else if path.is_dir() {
            walk(path, &mut found, &mut seen);
        } else if path.exists() {
            // A pipe (`<(…)` of a shell) or a device is read like a file.
            add(path.to_path_buf(), &mut found, &mut seen);
        } else {
            found.problems.push(ReadError::NotFound {
                path: display(path),
            });
        }
    }
    found
}

/// The path as messages and reports show it: with `/` between folders.
pub fn display(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        shown.into_owned()
    } else {
        of_windows(&shown)
    }
}

/// A path of Windows with `/` between folders, without the prefix of long paths.
fn of_windows(path: &str) -> String {
    let path = match path.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}"),
        None => path.strip_prefix(r"\\?\").unwrap_or(path).to_owned(),
    };
    path.replace('\\', "/")
}

fn add(path: PathBuf, found: &mut Found, seen: &mut BTreeSet<PathBuf>) {
    if seen.insert(path.clone()) {
        found.files.push(path);
    }
}

fn walk(folder: &Path, found: &mut Found, seen: &mut BTreeSet<PathBuf>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for entry in WalkBuilder::new(folder).require_git(false).build() {
        match entry {
            Ok(entry)
                if entry.file_type().is_some_and(|kind| kind.is_file())
                    && is_text(entry.path()) =>
            {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => problems.push(error.to_string()),
        }
    }
    files.sort_unstable();
    problems.sort_unstable();
    if files.is_empty() && problems.is_empty() {
        found.problems.push(ReadError::NothingReadable {
            path: display(folder),
        });
    }
    let problem = |message: String| ReadError::Io {
        path: display(folder),
        error: std::io::Error::other(message),
    };
    found.problems.extend(problems.into_iter().map(problem));
    for file in files {
        add(file, found, seen);
    }
}

/// Whether the name of a file ends as those that are read out of folders.
pub(crate) fn is_text(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    ["txt", "md", "mdx", "markdown"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn names(found: &Found, folder: &Path) -> Vec<String> {
        found
            .files
            .iter()
            .map(|file| display(file.strip_prefix(folder).unwrap()))
            .collect()
    }

    #[test]
    fn a_folder_gives_its_texts_sorted_without_ignored_and_hidden_ones() {
        let folder = folder(&[
            ("b.md", ""),
            ("a/c.TXT", ""),
            ("a/d.rs", ""),
            (".gitignore", "draft*\n"),
            ("draft.md", ""),
            (".git2/x.md", ""),
        ]);
        let found = find(&[folder.path()]);
        assert_eq!(names(&found, folder.path()), ["a/c.TXT", "b.md"]);
        assert!(found.problems.is_empty());
    }

    #[test]
    fn a_file_that_is_named_is_taken_whatever_its_ending_and_only_once() {
        let folder = folder(&[("notes.rst", ""), ("a.txt", "")]);
        let named = folder.path().join("notes.rst");
        let found = find(&[
            named.clone(),
            folder.path().to_path_buf(),
            named,
            PathBuf::from(folder.path()).join("a.txt"),
        ]);
        assert_eq!(names(&found, folder.path()), ["notes.rst", "a.txt"]);
    }

    #[test]
    fn what_is_not_there_is_said() {
        let folder = folder(&[("a.rs", "")]);
        let found = find(&[folder.path().join("none.md"), folder.path().to_path_buf()]);
        let messages: Vec<_> = found.problems.iter().map(ToString::to_string).collect();
        assert!(messages[0].ends_with("none.md: not found"), "{messages:?}");
        assert!(messages[1].contains("nothing to read here"), "{messages:?}");
    }

    #[test]
    fn a_path_of_windows_is_shown_with_slashes_and_without_its_prefix() {
        for (path, shown) in [
            (r"es\a.md", "es/a.md"),
            (r"\\?\C:\texts\a.md", "C:/texts/a.md"),
            (r"\\?\UNC\server\texts\a.md", "//server/texts/a.md"),
            (r"\\server\texts/a.md", "//server/texts/a.md"),
        ] {
            assert_eq!(of_windows(path), shown);
        }
    }

    #[test]
    fn a_dash_is_standard_input() {
        assert_eq!(find(&["-"]).files, [PathBuf::from("-")]);
    }
}

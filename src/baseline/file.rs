//! The baseline file.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use serde::Deserialize;

use super::{Baseline, Entry, Status};
use crate::document::walk::display;

/// The version of the format.
const SCHEMA: &str = "cotejo.baseline/1";

/// Why a baseline could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// It was named and is not there.
    #[error("{path}: there is no such baseline; `cotejo check … --write-baseline` writes one")]
    Missing {
        /// The file.
        path: String,
    },
    /// The system would not.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// Not the file that was meant, or one that was damaged.
    #[error(
        "{path}:{line}:{column}: {message}; mend it, or write it anew with --write-baseline after moving it away"
    )]
    Broken {
        /// The file.
        path: String,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// A format that this program does not know.
    #[error("{path}: its schema is `{schema}`, and this cotejo reads `cotejo.baseline/1`")]
    Schema {
        /// The file.
        path: String,
        /// What it says.
        schema: String,
    },
}

#[derive(Deserialize)]
struct Content {
    schema: String,
    findings: Vec<Entry>,
}

impl Baseline {
    /// Reads a baseline file.
    pub fn read(file: &Path) -> Result<Self, BaselineError> {
        let path = || display(file);
        let text = fs::read_to_string(file).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BaselineError::Missing { path: path() },
            _ => BaselineError::Io {
                path: path(),
                error,
            },
        })?;
        let text = text.trim_start_matches('\u{feff}');
        let content: Content = serde_json::from_str(text).map_err(|error| {
            let line = text.lines().nth(error.line().saturating_sub(1));
            let conflict = line.is_some_and(|line| {
                ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
                    .iter()
                    .any(|mark| line.starts_with(mark))
            });
            let said = error.to_string();
            let message = said
                .rsplit_once(" at line ")
                .map_or(said.as_str(), |(message, _)| message);
            BaselineError::Broken {
                path: path(),
                line: error.line().max(1),
                column: error.column().max(1),
                message: if conflict {
                    "a merge conflict is left here".to_owned()
                } else {
                    message.to_owned()
                },
            }
        })?;
        if content.schema != SCHEMA {
            return Err(BaselineError::Schema {
                path: path(),
                schema: content.schema,
            });
        }
        let mut baseline = Self::new(file);
        for entry in content.findings {
            // After a merge a finding may be in it twice: what a person said of it weighs more.
            let weaker = entry.status == Status::Known
                && baseline
                    .get(&entry.fingerprint)
                    .is_some_and(|other| other.status == Status::Dismissed);
            if !weaker {
                baseline.entries.insert(entry.fingerprint.clone(), entry);
            }
        }
        Ok(baseline)
    }

    /// Writes it, all of it or nothing.
    pub fn write(&self, file: &Path) -> Result<(), BaselineError> {
        self.replace(file).map_err(|error| BaselineError::Io {
            path: display(file),
            error,
        })
    }

    fn replace(&self, file: &Path) -> io::Result<()> {
        // A link stays a link: what it leads to is replaced.
        let file = file.canonicalize().unwrap_or_else(|_| file.to_path_buf());
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".cotejo-baseline");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut new = builder.tempfile_in(folder)?;
        new.write_all(self.to_json()?.as_bytes())?;
        new.persist(&file)?;
        Ok(())
    }

    /// The file's content.
    pub fn to_json(&self) -> io::Result<String> {
        let mut entries: Vec<&Entry> = self.entries().collect();
        entries.sort_by(|a, b| (&a.documents, &a.fingerprint).cmp(&(&b.documents, &b.fingerprint)));
        let mut out = format!("{{\"schema\": \"{SCHEMA}\", \"findings\": [");
        for (at, entry) in entries.into_iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\n  {}", serde_json::to_string(entry)?);
        }
        out.push_str("\n]}\n");
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Baseline, BaselineError> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.json");
        fs::write(&file, text).unwrap();
        Baseline::read(&file)
    }

    const ENTRY: &str = r#"{"fingerprint":"ab","rule":"number-mismatch","documents":["en/a.md","es/a.md"],"message":"“1” became “2”","status":"known","reason":null}"#;

    #[test]
    fn what_is_written_is_read_and_written_the_same() {
        let other = ENTRY.replace("\"ab\"", "\"aa\"").replace("en/a", "en/b");
        let text = format!(
            "{{\"schema\": \"cotejo.baseline/1\", \"findings\": [\n  {ENTRY},\n  {other}\n]}}\n"
        );
        let baseline = read(&text).unwrap();
        assert_eq!(baseline.len(), 2);
        assert_eq!(baseline.to_json().unwrap(), text);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new.json");
        baseline.write(&file).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), text);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_finding_that_two_branches_added_is_in_it_once_and_a_dismissal_stays() {
        let dismissed = ENTRY
            .replace("\"known\"", "\"dismissed\"")
            .replace("null", "\"no\"");
        for entries in [[ENTRY, &dismissed], [&dismissed, ENTRY]] {
            let text = format!(
                "{{\"schema\": \"cotejo.baseline/1\", \"findings\": [{}]}}",
                entries.join(",")
            );
            let baseline = read(&text).unwrap();
            assert_eq!(baseline.get("ab").unwrap().status, Status::Dismissed);
        }
    }

    #[test]
    fn what_is_broken_says_where() {
        let error = |text: &str| {
            let message = read(text).unwrap_err().to_string();
            message.split_once("b.json").unwrap().1.to_owned()
        };
        assert!(
            error("{\"schema\": \"cotejo.baseline/1\",\n<<<<<<< HEAD\n")
                .starts_with(":2:1: a merge conflict is left here")
        );
        assert!(
            error("{\"schema\": \"cotejo.baseline/1\", \"findings\": [\n  {\"rule\": 1}]}")
                .starts_with(":2:12: invalid type: integer `1`, expected a string"),
            "{}",
            error("{\"schema\": \"cotejo.baseline/1\", \"findings\": [\n  {\"rule\": 1}]}")
        );
        assert!(
            error("{\"schema\": \"cotejo.baseline/9\", \"findings\": []}")
                .starts_with(": its schema is `cotejo.baseline/9`")
        );
    }
}

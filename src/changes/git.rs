//! What the program `git` is asked. A person's settings (external diffs, pagers, colours, quoted paths) do not matter
//! here: only plumbing is asked, and its answers are read as bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::document::walk::display;
use crate::text::closest;

/// Why it cannot be told what changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChangesError {
    /// There is no program of that name, or it does not run.
    #[error("--changed-since needs the program git, which could not be run: {0}")]
    NoGit(io::Error),
    /// A text from standard input has no past.
    #[error("--changed-since cannot be asked of standard input; name files or folders")]
    StandardInput,
    /// The files are in no repository.
    #[error("--changed-since: {path} is not in a git repository{said}")]
    NoRepository {
        /// A file or folder that was named.
        path: String,
        /// What git said, where that is something else.
        said: String,
    },
    /// The files are in several.
    #[error(
        "--changed-since: {one} and {other} are in two git repositories; check them one at a time"
    )]
    TwoRepositories {
        /// The folder of one.
        one: String,
        /// The folder of another.
        other: String,
    },
    /// No commit has that name.
    #[error("--changed-since {reference}: no commit, branch or tag has that name here{way_out}")]
    UnknownReference {
        /// As it was typed.
        reference: String,
        /// What to do.
        way_out: String,
    },
    /// The two have no commit in common, as far as is known here.
    #[error(
        "--changed-since {reference}: it has no commit in common with the current one{way_out}"
    )]
    NoMergeBase {
        /// As it was typed.
        reference: String,
        /// What to do.
        way_out: String,
    },
    /// Git failed.
    #[error("--changed-since: `git {command}` failed: {said}")]
    Failed {
        /// What was asked.
        command: String,
        /// What it said.
        said: String,
    },
}

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    /// Its folder, in full.
    top: PathBuf,
}

impl Repository {
    /// The repository that all of the files are in.
    pub(super) fn of(files: &[PathBuf]) -> Result<Self, ChangesError> {
        let mut folders: BTreeMap<PathBuf, &Path> = BTreeMap::new();
        for file in files {
            if file.as_os_str() == "-" {
                return Err(ChangesError::StandardInput);
            }
            folders.entry(folder_of(file)).or_insert(file);
        }
        let mut top: Option<PathBuf> = None;
        for (folder, file) in folders {
            let here = Self::top_of(&folder, file)?;
            match &top {
                Some(top) if *top != here => {
                    return Err(ChangesError::TwoRepositories {
                        one: display(top),
                        other: display(&here),
                    });
                }
                Some(_) => {}
                None => top = Some(here),
            }
        }
        match top {
            Some(top) => Ok(Self { top }),
            None => Ok(Self {
                top: Self::top_of(Path::new("."), Path::new("."))?,
            }),
        }
    }

    fn top_of(folder: &Path, file: &Path) -> Result<PathBuf, ChangesError> {
        let output = run(folder, &["rev-parse", "--show-toplevel"])?;
        let top = path_of(output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout));
        if output.status.success() && !top.as_os_str().is_empty() {
            return Ok(top.canonicalize().unwrap_or(top));
        }
        let said = said(&output);
        let said = if said.contains("not a git repository") {
            String::new()
        } else {
            format!(" that can be used here: {said}")
        };
        Err(ChangesError::NoRepository {
            path: display(file),
            said,
        })
    }

    /// The path of a file within the repository, as git names it; `None` where the file leads out of it.
    pub(super) fn inside(&self, file: &Path) -> Result<Option<Vec<u8>>, ChangesError> {
        let whole = file.canonicalize().map_err(|error| ChangesError::Failed {
            command: "diff".to_owned(),
            said: format!("{}: {error}", display(file)),
        })?;
        Ok(whole.strip_prefix(&self.top).ok().map(bytes_of))
    }

    /// The commit that a reference and the current one have in common.
    pub(super) fn merge_base(&self, reference: &str) -> Result<String, ChangesError> {
        let commit = format!("{reference}^{{commit}}");
        let known = self.ask(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ])?;
        if !known.status.success() || reference.is_empty() {
            return Err(ChangesError::UnknownReference {
                reference: reference.to_owned(),
                way_out: self.how_to_fetch(reference)?,
            });
        }
        let base = self.ask(&["merge-base", &line(&known), "HEAD"])?;
        match (base.status.code(), line(&base)) {
            (Some(0), base) if !base.is_empty() => Ok(base),
            (Some(1), _) => {
                let way_out = if self.is_shallow()? {
                    format!(
                        " as far as this shallow clone goes; {}",
                        self.fetch_more(reference)?
                    )
                } else {
                    String::new()
                };
                Err(ChangesError::NoMergeBase {
                    reference: reference.to_owned(),
                    way_out,
                })
            }
            _ => Err(failed("merge-base", &base)),
        }
    }

    /// All files of a commit.
    pub(super) fn files_at(&self, commit: &str) -> Result<BTreeSet<Vec<u8>>, ChangesError> {
        let output = self.get(&["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit])?;
        let names = output.split(|&byte| byte == 0);
        Ok(names
            .filter(|name| !name.is_empty())
            .map(<[u8]>::to_vec)
            .collect())
    }

    /// The files of the working tree that differ from a commit, with the name of their old content.
    pub(super) fn differing(
        &self,
        commit: &str,
    ) -> Result<BTreeMap<Vec<u8>, Option<String>>, ChangesError> {
        let output = self.get(&[
            "diff",
            "--raw",
            "-z",
            "--no-abbrev",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules",
            "--find-renames",
            commit,
            "--",
        ])?;
        Ok(raw(&output))
    }

    /// The contents of files of the past, by name.
    pub(super) fn contents(
        &self,
        names: &BTreeSet<&str>,
    ) -> Result<BTreeMap<String, Vec<u8>>, ChangesError> {
        let mut out = BTreeMap::new();
        // One at a time: to write to and read from one batch at once would take a thread.
        for &name in names {
            out.insert(name.to_owned(), self.get(&["cat-file", "blob", name])?);
        }
        Ok(out)
    }

    fn how_to_fetch(&self, reference: &str) -> Result<String, ChangesError> {
        if self.is_shallow()? {
            return Ok(format!(
                ", and this clone is shallow; {}",
                self.fetch_more(reference)?
            ));
        }
        let names = self.get(&["for-each-ref", "--format=%(refname:short)"])?;
        let names = String::from_utf8_lossy(&names);
        if let Some(meant) = closest(reference, names.lines()) {
            return Ok(format!(" (did you mean `{meant}`?)"));
        }
        let (remote, branch) = self.remote_and_branch(reference)?;
        let here = name_here(reference, &remote, branch);
        Ok(format!(
            "; if it is a branch of {remote}, fetch it: git fetch --no-tags {remote} {branch}:{here}"
        ))
    }

    fn fetch_more(&self, reference: &str) -> Result<String, ChangesError> {
        let (remote, branch) = self.remote_and_branch(reference)?;
        let here = name_here(reference, &remote, branch);
        Ok(format!(
            "fetch the rest: git fetch --no-tags --unshallow {remote} {branch}:{here} \
             (in GitHub Actions, `fetch-depth: 0` for actions/checkout; in GitLab, `GIT_DEPTH: 0`)"
        ))
    }

    /// `origin/main` is the branch `main` of `origin`, where there is such a remote.
    fn remote_and_branch<'a>(&self, reference: &'a str) -> Result<(String, &'a str), ChangesError> {
        let remotes = self.get(&["remote"])?;
        let remotes = String::from_utf8_lossy(&remotes);
        let split = reference.split_once('/').filter(|(remote, branch)| {
            !branch.is_empty() && remotes.lines().any(|name| name == *remote)
        });
        Ok(match split {
            Some((remote, branch)) => (remote.to_owned(), branch),
            None => ("origin".to_owned(), reference),
        })
    }

    fn is_shallow(&self) -> Result<bool, ChangesError> {
        Ok(line(&self.ask(&["rev-parse", "--is-shallow-repository"])?) == "true")
    }

    fn ask(&self, arguments: &[&str]) -> Result<Output, ChangesError> {
        run(&self.top, arguments)
    }

    fn get(&self, arguments: &[&str]) -> Result<Vec<u8>, ChangesError> {
        let output = self.ask(arguments)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(failed(arguments.first().unwrap_or(&""), &output))
        }
    }
}

/// Where a branch that is fetched is to stand, so that the reference finds it.
fn name_here(reference: &str, remote: &str, branch: &str) -> String {
    if reference == branch {
        reference.to_owned()
    } else {
        format!("refs/remotes/{remote}/{branch}")
    }
}

/// Reads `git diff --raw -z`: `:mode mode old new status`, then one path, or two where a file was renamed or copied.
fn raw(output: &[u8]) -> BTreeMap<Vec<u8>, Option<String>> {
    let mut fields = output.split(|&byte| byte == 0);
    let mut out = BTreeMap::new();
    while let Some(head) = fields.next().filter(|head| head.starts_with(b":")) {
        let head = String::from_utf8_lossy(head).into_owned();
        let mut parts = head.split(' ').skip(2);
        let old = parts.next().unwrap_or_default();
        let status = parts.nth(1).unwrap_or_default();
        let Some(mut path) = fields.next() else { break };
        if status.starts_with(['R', 'C']) {
            path = fields.next().unwrap_or(path);
        }
        let was_there = old.bytes().any(|byte| byte != b'0');
        out.insert(path.to_vec(), was_there.then(|| old.to_owned()));
    }
    out
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, ChangesError> {
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["--no-pager", "-c", "core.quotePath=false"])
        .args(arguments)
        .env("LC_ALL", "C")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null());
    // A hook says which repository it runs in by paths that lead nowhere from another folder.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_EXTERNAL_DIFF",
    ] {
        command.env_remove(name);
    }
    command.output().map_err(ChangesError::NoGit)
}

fn failed(command: &str, output: &Output) -> ChangesError {
    ChangesError::Failed {
        command: command.to_owned(),
        said: said(output),
    }
}

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let text = text.trim();
    text.strip_prefix("fatal: ").unwrap_or(text).to_owned()
}

fn line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn folder_of(file: &Path) -> PathBuf {
    if file.is_dir() {
        return file.to_path_buf();
    }
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(unix)]
fn bytes_of(path: &Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().to_vec()
}

#[cfg(not(unix))]
fn bytes_of(path: &Path) -> Vec<u8> {
    display(path).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_new_and_changed_files_are_told_with_what_they_were() {
        let output = b":100644 100644 aaaa 0000 M\0a.md\0:100644 100644 bbbb cccc R087\0old name.md\0n\xc3\xbcm.md\0:000000 100644 0000 dddd A\0new.md\0";
        let files = raw(output);
        let of = |name: &str| files.get(name.as_bytes()).cloned();
        assert_eq!(of("a.md"), Some(Some("aaaa".to_owned())));
        assert_eq!(of("núm.md"), None);
        assert_eq!(of("nüm.md"), Some(Some("bbbb".to_owned())));
        assert_eq!(of("new.md"), Some(None));
    }
}

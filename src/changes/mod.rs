//! Floor 7: what was touched since a commit, by asking the program `git`.
//!
//! `git` says which files differ and gives their old contents; what was touched in them is found here, passage by
//! passage and not line by line. So a paragraph that was only wrapped anew, a file with other line ends and a passage
//! that moved within its file are not touched, whatever the format. Where a passage was taken out, those around the
//! place are touched: what its loss causes is found beside them.

mod git;
mod touched;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::document::walk::display;
use crate::document::{Document, ReadOptions, read_bytes};
use crate::report::{Finding, Notice, Policy, Suppressed, Verdict};

pub use git::ChangesError;
use git::Repository;
use touched::Touched;

/// How files differ from what they were at the commit that a reference and the current one have in common.
#[derive(Debug)]
pub struct Changes {
    reference: String,
    repository: Repository,
    /// Files that differ: the old content's name in the repository, `None` where there was none.
    files: BTreeMap<String, Option<String>>,
}

impl Changes {
    /// Asks the repository that `files` are in what changed since `reference`.
    pub fn since(reference: &str, files: &[PathBuf]) -> Result<Self, ChangesError> {
        let repository = Repository::of(files)?;
        let base = repository.merge_base(reference)?;
        let tracked = repository.files_at(&base)?;
        let mut differing = repository.differing(&base)?;
        let mut changed = BTreeMap::new();
        for file in files {
            let Some(inside) = repository.inside(file)? else {
                continue;
            };
            let old = match differing.remove(&inside) {
                Some(old) => old,
                None if tracked.contains(&inside) => continue,
                // Git does not follow it, or it was taken out of the index.
                None => None,
            };
            changed.insert(display(file), old);
        }
        Ok(Self {
            reference: reference.to_owned(),
            repository,
            files: changed,
        })
    }

    /// What is to be said where none of the files differs.
    pub fn nothing(&self) -> Notice {
        Notice {
            path: None,
            message: format!(
                "none of these files changed since {}; nothing was compared",
                self.reference
            ),
            trouble: false,
        }
    }

    /// Whether none of the files differs.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The numbers of the documents whose files differ.
    pub fn of(&self, documents: &[Document]) -> Vec<usize> {
        let differs = |document: &Document| self.old_of(document).is_some();
        (0..documents.len())
            .filter(|&number| differs(&documents[number]))
            .collect()
    }

    /// What was touched in each document.
    pub fn touched(&self, documents: &[Document]) -> Result<TouchedPassages, ChangesError> {
        let wanted: BTreeSet<&str> = documents
            .iter()
            .filter_map(|document| self.old_of(document)?.as_deref())
            .collect();
        let contents = self.repository.contents(&wanted)?;
        let touched = documents.iter().filter_map(|document| {
            let old = self.old_of(document)?;
            let old = old.as_ref().and_then(|name| contents.get(name));
            let old = old.and_then(|bytes| {
                let options = ReadOptions::in_language(document.language().language);
                // What cannot be read any more tells nothing: all of the document counts as new.
                read_bytes(document.path(), bytes.clone(), document.format(), options).ok()
            });
            let touched = Touched::new(old.as_ref(), document);
            Some((document.path().to_owned(), touched))
        });
        Ok(TouchedPassages {
            documents: touched.collect(),
        })
    }

    /// The old content of a document that differs.
    fn old_of(&self, document: &Document) -> Option<&Option<String>> {
        self.files.get(document.path())
    }
}

/// Rules that speak of whole documents: any change of one of them touches what they say.
const OF_WHOLE_DOCUMENTS: [&str; 2] = ["wrong-pair", "missing-version"];

/// Leaves out the findings none of whose places was touched, and puts the touched place first.
#[derive(Debug)]
pub struct TouchedPassages {
    /// By path; documents that do not differ are not in it.
    documents: BTreeMap<String, Touched>,
}

impl Policy for TouchedPassages {
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict {
        let whole = OF_WHOLE_DOCUMENTS.contains(&finding.rule);
        let first = finding.locations.iter().position(|location| {
            let (number, span) = location.at;
            self.documents
                .get(documents[number].path())
                .is_some_and(|touched| whole || touched.holds(span))
        });
        let Some(first) = first else {
            return Verdict::Suppress(Suppressed::Unchanged);
        };
        finding.locations[..=first].rotate_right(1);
        Verdict::Keep
    }
}

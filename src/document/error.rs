//! Why a file could not be read.

use std::io;

/// Why a file could not be read. Each message names the file and, where there is one, the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing has that path.
    #[error("{path}: not found")]
    NotFound {
        /// The path as given.
        path: String,
    },
    /// The system would not give it.
    #[error("{path}: {error}")]
    Io {
        /// The path as given.
        path: String,
        /// What the system says.
        error: io::Error,
    },
    /// A folder where a file was meant.
    #[error("{path}: is a folder; name the files in it")]
    Folder {
        /// The path as given.
        path: String,
    },
    /// Nothing, or only white space.
    #[error("{path}: is empty")]
    Empty {
        /// The path as given.
        path: String,
    },
    /// No text.
    #[error("{path}: looks like a binary file (NUL bytes); cotejo reads text and Markdown")]
    Binary {
        /// The path as given.
        path: String,
    },
    /// Bytes that mean nothing.
    #[error("{path}: is not valid UTF-8 and no other encoding explains it; save it as UTF-8")]
    Encoding {
        /// The path as given.
        path: String,
    },
    /// A folder without a file that cotejo reads.
    #[error(
        "{path}: nothing to read here (.txt, .md, .mdx and .markdown are looked for; .gitignore is respected)"
    )]
    NothingReadable {
        /// The path as given.
        path: String,
    },
}

impl ReadError {
    /// The path as given.
    pub fn path(&self) -> &str {
        match self {
            Self::NotFound { path }
            | Self::Io { path, .. }
            | Self::Folder { path }
            | Self::Empty { path }
            | Self::Binary { path }
            | Self::Encoding { path }
            | Self::NothingReadable { path } => path,
        }
    }
}

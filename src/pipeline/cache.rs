//! What a batch run has found before, kept in a folder under hashes of everything it hangs on.
//!
//! An entry is one file, written beside its place and renamed: a run that is killed leaves whole entries or none,
//! and several runs may share a folder. An entry that cannot be read is as good as none.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fmt, fs};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A BLAKE3 hash of what something hangs on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(blake3::Hash);

impl Key {
    /// The hash of these parts, each with its length, in this order.
    pub fn of<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize())
    }

    /// Its bytes, as a part of another key.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.to_hex())
    }
}

/// A folder of results.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    program: Key,
    /// The first thing that went wrong in writing; the run goes on without it.
    trouble: Mutex<Option<String>>,
}

impl Cache {
    /// Opens the folder and makes it where it is not there. `program` stands for the version of the program: what
    /// another version found is not looked at.
    pub fn open(folder: &Path, program: Key) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let tag = folder.join("CACHEDIR.TAG");
        if !tag.exists() {
            // https://bford.info/cachedir/: backup programs pass such folders over.
            let text = "Signature: 8a477f597d28d172789f06886806bc55\n# Results of cotejo. This folder can be deleted; the next run makes it anew.\n";
            fs::write(tag, text)?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            program,
            trouble: Mutex::new(None),
        })
    }

    /// What was kept under a key.
    pub fn get<T: DeserializeOwned>(&self, kind: &str, key: &Key) -> Option<T> {
        let bytes = fs::read(self.place(kind, key)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a value.
    pub fn put<T: Serialize>(&self, kind: &str, key: &Key, value: &T) {
        if let Err(error) = self.write(&self.place(kind, key), value) {
            let mut trouble = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
            trouble
                .get_or_insert_with(|| format!("{}: not written: {error}", self.folder.display()));
        }
    }

    /// What went wrong in writing.
    pub fn trouble(&self) -> Option<String> {
        self.trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn place(&self, kind: &str, key: &Key) -> PathBuf {
        let key = Key::of([self.program.bytes(), kind.as_bytes(), key.bytes()]);
        let name = key.0.to_hex();
        let (group, rest) = name.split_at_checked(2).unwrap_or((&name, ""));
        self.folder.join(group).join(rest)
    }

    fn write<T: Serialize>(&self, place: &Path, value: &T) -> io::Result<()> {
        let folder = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
        serde_json::to_writer(&mut file, value)?;
        file.flush()?;
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.persist(place)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_under_its_kind_key_and_program_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (Key::of([&b"1"[..]]), Key::of([&b"2"[..]]));
        let cache = Cache::open(folder.path(), one).unwrap();
        cache.put("words", &one, &vec![3]);
        assert_eq!(cache.get::<Vec<i32>>("words", &one), Some(vec![3]));
        assert_eq!(cache.get::<Vec<i32>>("words", &other), None);
        assert_eq!(cache.get::<Vec<i32>>("pages", &one), None);
        let newer = Cache::open(folder.path(), other).unwrap();
        assert_eq!(newer.get::<Vec<i32>>("words", &one), None);
        assert_eq!(cache.trouble(), None);
    }

    #[test]
    fn parts_do_not_run_into_each_other_in_a_key() {
        assert_ne!(Key::of([&b"ab"[..], b"c"]), Key::of([&b"a"[..], b"bc"]));
    }

    #[test]
    fn an_entry_that_was_cut_off_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::of([&b"1"[..]]);
        let cache = Cache::open(folder.path(), key).unwrap();
        cache.put("words", &key, &vec![1, 2, 3]);
        fs::write(cache.place("words", &key), "[1, 2").unwrap();
        assert_eq!(cache.get::<Vec<i32>>("words", &key), None);
    }
}

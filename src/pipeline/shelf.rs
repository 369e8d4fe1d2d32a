//! Documents that are at hand without being read again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::align::{Options, Reading};
use crate::article::{Full, Keys};
use crate::checks::Text;
use crate::document::Document;
use crate::facts::{Facts, extract};

/// A document with all that a verdict asks of it.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) document: Document,
    pub(super) facts: Facts,
    pub(super) keys: Keys,
    reading: OnceLock<Reading>,
}

impl Loaded {
    pub(super) fn of(document: Document) -> Self {
        let facts = extract(&document);
        let keys = Keys::of(&document, &facts);
        Self {
            document,
            facts,
            keys,
            reading: OnceLock::new(),
        }
    }

    /// Its words as the aligner reads them, on first need.
    pub(super) fn reading(&self, options: &Options) -> &Reading {
        self.reading
            .get_or_init(|| Reading::new(&self.document, options))
    }

    pub(super) fn full(&self, options: &Options) -> Full<'_> {
        Full {
            document: &self.document,
            facts: &self.facts,
            keys: &self.keys,
            reading: self.reading(options),
        }
    }

    pub(super) fn text(&self) -> Text<'_> {
        Text {
            document: &self.document,
            facts: &self.facts,
        }
    }
}

/// The documents used last, up to so many bytes of text. What stands there never changes what is found.
#[derive(Debug)]
pub(super) struct Shelf {
    room: usize,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    held: FxHashMap<usize, (Arc<Loaded>, u64)>,
    by_age: BTreeMap<u64, usize>,
    bytes: usize,
    uses: u64,
}

impl Shelf {
    pub(super) fn new(room: usize) -> Self {
        Self {
            room,
            inner: Mutex::default(),
        }
    }

    pub(super) fn get(&self, number: usize) -> Option<Arc<Loaded>> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let inner = &mut *inner;
        let (loaded, used) = inner.held.get_mut(&number)?;
        inner.by_age.remove(used);
        inner.uses += 1;
        *used = inner.uses;
        inner.by_age.insert(inner.uses, number);
        Some(Arc::clone(loaded))
    }

    pub(super) fn put(&self, number: usize, loaded: Loaded) -> Arc<Loaded> {
        let loaded = Arc::new(loaded);
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.uses += 1;
        let now = inner.uses;
        inner.bytes += loaded.document.text().len();
        if let Some((before, used)) = inner.held.insert(number, (Arc::clone(&loaded), now)) {
            inner.bytes -= before.document.text().len();
            inner.by_age.remove(&used);
        }
        inner.by_age.insert(now, number);
        while inner.bytes > self.room
            && let Some((_, oldest)) = inner.by_age.pop_first()
        {
            if let Some((gone, _)) = inner.held.remove(&oldest) {
                inner.bytes -= gone.document.text().len();
            }
        }
        loaded
    }
}

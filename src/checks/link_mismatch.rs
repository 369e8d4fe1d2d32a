//! link-mismatch: a web or e-mail address changed or was lost
//!
//! ## What it does
//! Addresses are compared in the form in which they lead somewhere: without the scheme, `www.`, a
//! tracking tail or a language in the path (`/en/guide` is `/es/guide`).
//!
//! ## Why it matters
//! A wrong address sends readers, and their mail, to somebody else.
//!
//! ## Example
//! ```text
//! en: Write to help@portomar.org before Friday.
//! es: Escriba a ayuda@portomar.org antes del viernes.
//! ```
//! → the address “help@portomar.org” became “ayuda@portomar.org”
//!
//! ## Not reported
//! - Another language's page of the same site: translators localise links on purpose.
//! - An address that moved to a neighbouring sentence, or that the translation gives in addition.

use super::carried::{Event, Fate, events};
use super::{Category, Check, Draft, Meta, Pair, Severity};
use crate::facts::{Fact, Value};

/// The rule.
#[derive(Debug)]
pub(super) struct LinkMismatch;

static META: Meta = Meta {
    name: "link-mismatch",
    category: Category::DoNotTranslate,
    severity: Severity::Major,
};

impl Check for LinkMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        found.extend(
            events(pair, link)
                .iter()
                .filter_map(|event| judge(pair, event)),
        );
    }
}

fn link(fact: &Fact) -> Option<&str> {
    if let Value::Link(link) = &fact.value {
        Some(link)
    } else {
        None
    }
}

fn judge(pair: &Pair<'_>, event: &Event<'_>) -> Option<Draft> {
    match event.fate {
        // Another page of one site may be the page in the other language; another site is another place.
        Fate::Changed(from, to) if host(from) == host(to) => {
            Some(event.draft(pair, "address", Severity::Minor, 0.6))
        }
        Fate::Changed(..) => Some(event.draft(pair, "address", Severity::Major, 0.85)),
        Fate::Lost(from) => {
            (!stands(pair, from)).then(|| event.draft(pair, "address", Severity::Minor, 0.7))
        }
        Fate::New(_) => None,
    }
}

/// The site of an address, or the whole of an e-mail address.
fn host(fact: &Fact) -> &str {
    let link = link(fact).unwrap_or_default();
    if link.contains('@') {
        link
    } else {
        link.split('/').next().unwrap_or_default()
    }
}

/// Whether the other version has the address elsewhere, or the address says the same again.
fn stands(pair: &Pair<'_>, fact: &Fact) -> bool {
    let wanted = link(fact);
    pair.target
        .facts
        .all()
        .iter()
        .any(|other| link(other) == wanted)
}

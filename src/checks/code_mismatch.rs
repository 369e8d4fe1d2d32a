//! code-mismatch: the number of a document, a model or a standard changed or was lost
//!
//! ## What it does
//! Document numbers and other identifiers of letters and digits (`1524-QD/HU`, `ISO 9001`, `A320`) are
//! compared character by character. Accents, capitals, the letter `Đ` and the kind of dash do not count.
//!
//! ## Why it matters
//! A reader looks a regulation up by its number. With one wrong letter it is another regulation, and
//! nothing else in the sentence shows it.
//!
//! ## Example
//! ```text
//! en: under Circular 27-TT/BTC of the ministry
//! es: según la Circular 72-TT/BTC del ministerio
//! ```
//! → the code “27-TT/BTC” became “72-TT/BTC”
//!
//! ## Not reported
//! - The same code with other spaces, dashes or accents (`1524-QĐ/HU`, `COVID 19`).
//! - A code that stands in a neighbouring sentence, or once where the source repeats it.
//! - A short one of letters and a number that the version puts into words: `FW27`, `otoño-invierno 2027`; and one whose
//!   letters are an acronym or a word that the version's language has otherwise: `1272/2008/EG`, `1272/2008/CE`.
//! - A code whose letters another script transcribes, with its number: `COVID-19`, `كوفيد-19`; `МС-22`, `MS-22`; `3D`, `3Д`.
//! - A code for which the version's language has a name of its own: `COVID-19`, `新冠`.
//! - A code that only the translation has: it may say what the source calls "the regulation".

use super::carried::{Event, Fate, events, squeezed, squeezed_around};
use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, Text};
use crate::facts::{Fact, Value};
use crate::language::vocabulary;

/// The rule.
#[derive(Debug)]
pub(super) struct CodeMismatch;

static META: Meta = Meta {
    name: "code-mismatch",
    category: Category::DoNotTranslate,
    severity: Severity::Major,
};

impl Check for CodeMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        found.extend(
            events(pair, code)
                .iter()
                .filter_map(|event| judge(pair, event)),
        );
    }
}

fn code(fact: &Fact) -> Option<&str> {
    if let Value::Code(code) = &fact.value {
        Some(code)
    } else {
        None
    }
}

fn judge(pair: &Pair<'_>, event: &Event<'_>) -> Option<Draft> {
    match event.fate {
        Fate::Changed(from, to) => {
            let kept = stands(pair, Side::Target, event.bead, from)
                || stands(pair, Side::Source, event.bead, to)
                || is_translated(pair, from, to)
                || is_date_of(from, to);
            (!kept).then(|| event.draft(pair, "code", Severity::Major, 0.9))
        }
        Fate::Lost(from) => {
            let severity = if has_other(pair, event.bead) {
                Severity::Major
            } else {
                Severity::Minor
            };
            let kept = stands(pair, Side::Target, event.bead, from)
                || is_in_words(pair, event.bead, from)
                || is_transcribed(pair, event.bead, from)
                || is_named(pair, event.bead, from);
            (!kept).then(|| event.draft(pair, "code", severity, 0.7))
        }
        Fate::New(_) => None,
    }
}

/// Whether two codes are alike but for letters that are an acronym and what the version's language has for it (`ICD-10`,
/// `CIE-10`; `1272/2008/EG`, `1272/2008/CE`), a word on either side (`PROJECT8`, `PROJEKT8`), or in another script (`МС-22`,
/// `MS-22`).
fn is_translated(pair: &Pair<'_>, from: &Fact, to: &Fact) -> bool {
    let (Some(from), Some(to)) = (code(from), code(to)) else {
        return false;
    };
    let (from, to) = (parts(from), parts(to));
    let packs = [pair.source.pack(), pair.target.pack()];
    let same_acronym = |one: &str, other: &str| {
        let has = |forms: &[String], letters: &str| {
            forms.iter().any(|form| form.eq_ignore_ascii_case(letters))
        };
        let [Some(here), Some(there)] = packs else {
            return false;
        };
        here.acronyms.iter().any(|(id, forms)| {
            let theirs = there.acronyms.get(id);
            has(forms, one) && theirs.is_some_and(|theirs| has(theirs, other))
        })
    };
    let words = |one: &str, other: &str| {
        is_ordinary_word(pair.source, one) && is_ordinary_word(pair.target, other)
    };
    let letters = |part: &str| part.starts_with(char::is_alphabetic);
    let other_script = |one: &str, other: &str| {
        letters(one) && letters(other) && one.is_ascii() != other.is_ascii()
    };
    from.len() == to.len()
        && from.iter().zip(&to).all(|(one, other)| {
            one == other
                || same_acronym(one, other)
                || words(one, other)
                || other_script(one, other)
        })
}

/// The runs of letters of a code, and what stands between them.
fn parts(code: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let is_letter = first.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != is_letter);
        let (part, behind) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = behind;
    }
    parts
}

/// Whether letters are a word of a text's language, and no short one.
fn is_ordinary_word(text: Text<'_>, letters: &str) -> bool {
    /// Letters of an abbreviation, which may be those of a word too.
    const SHORT: usize = 3;
    let language = text.language();
    letters.chars().count() > SHORT
        && language.is_some_and(|language| vocabulary::is_word(language, letters))
}

/// Whether two codes of three numbers have day and month the other way round: `5/11/648`, in a calendar of its own.
fn is_date_of(from: &Fact, to: &Fact) -> bool {
    let numbers = |fact| {
        let parts: Vec<&str> = code(fact)?.split('/').collect();
        let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        <[&str; 3]>::try_from(parts)
            .ok()
            .filter(|parts| parts.iter().all(digits))
    };
    let (Some(from), Some([month, day, year])) = (numbers(from), numbers(to)) else {
        return false;
    };
    from == [day, month, year]
}

/// Whether a code stands on one side in other spelling, perhaps read as something else there.
fn stands(pair: &Pair<'_>, side: Side, bead: usize, fact: &Fact) -> bool {
    code(fact).is_some_and(|code| squeezed_around(pair, side, bead).contains(&squeezed(code)))
}

/// Whether a code is an abbreviation, or a word (`Formel-1`), whose number the target says, too: what its letters stand for
/// is in words there.
fn is_in_words(pair: &Pair<'_>, bead: usize, fact: &Fact) -> bool {
    let word = |code| numbered(pair.source, code);
    let Some(number) = code(fact).and_then(|code| abbreviated(code).or_else(|| word(code))) else {
        return false;
    };
    let span = Side::Target.span(pair, bead);
    let is_year = |year: u32| year == number || year > 999 && year % 100 == number;
    let written = pair.target.str(span).split(|c: char| !c.is_ascii_digit());
    let mut written = written.filter_map(|digits| digits.parse().ok());
    let is_said = |fact: &Fact| {
        matches!(fact.value, Value::Ordinal(ordinal) if ordinal == u64::from(number))
            || matches!(fact.value, Value::Roman(roman) if roman == number)
    };
    written.any(is_year) || pair.target.facts.within(span).iter().any(is_said)
}

/// Whether the number that a code ends in is joined to letters of another script there (`كوفيد-19` for `COVID-19`), or its
/// last part stands there as it is, or the number that it begins with stands before such letters (`3Д`, `1,2安`).
fn is_transcribed(pair: &Pair<'_>, bead: usize, fact: &Fact) -> bool {
    let foreign = |code: &&str| !code.is_ascii() && code.contains(char::is_alphabetic);
    let Some(code) = code(fact).filter(|code| !prose::is_latin(&pair.target) || foreign(code))
    else {
        return false;
    };
    let said = pair
        .target
        .str(Side::Target.span(pair, bead))
        .to_lowercase();
    let other = |c: char| c.is_alphabetic() && c.is_ascii() != code.is_ascii();
    let around = |at: usize, part: &str| said.get(..at).zip(said.get(at + part.len()..));
    // A word is written apart from its number in some languages: `Формула-1`, `Formula 1`.
    let worded = code.chars().take_while(|c| c.is_alphabetic()).count() > 3;
    let joined = |(at, part): (usize, &str)| {
        around(at, part).is_some_and(|(before, behind)| {
            let before = before.strip_suffix(['-', '‑', '–']).unwrap_or(before);
            let before = before
                .strip_suffix(' ')
                .filter(|_| worded)
                .unwrap_or(before);
            before.ends_with(other) && !behind.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let whole = |(at, part): (usize, &str)| {
        let goes_on = |c: char| c.is_ascii_alphanumeric();
        around(at, part).is_some_and(|(before, behind)| {
            !before.ends_with(goes_on) && !behind.starts_with(goes_on)
        })
    };
    let measures = |(at, part): (usize, &str)| {
        around(at, part).is_some_and(|(before, behind)| {
            let behind = behind.strip_prefix(' ').unwrap_or(behind);
            !before.ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(other)
        })
    };
    let mut numbers = code.split(|c: char| !c.is_ascii_digit() && c != '.');
    let first = numbers.next().filter(|first| !first.is_empty());
    let number = code.rsplit(|c: char| !c.is_ascii_digit()).next();
    let number = number.unwrap_or_default();
    let last_part = code
        .rsplit('-')
        .next()
        .filter(|part| *part != code && *part != number);
    !number.is_empty() && said.match_indices(number).any(joined)
        || last_part.is_some_and(|part| said.match_indices(part).any(whole))
        || first.is_some_and(|first| {
            let comma = first.replace('.', ",");
            said.match_indices(first)
                .chain(said.match_indices(comma.as_str()))
                .any(measures)
        })
}

/// Whether the version says what its language calls the thing: `新型コロナ` for `COVID-19`. With a number behind it, that
/// one is compared.
fn is_named(pair: &Pair<'_>, bead: usize, fact: &Fact) -> bool {
    let (Some(code), Some(pack)) = (code(fact), pair.target.pack()) else {
        return false;
    };
    let Some(names) = pack.codes.get(code) else {
        return false;
    };
    let said = pair
        .target
        .str(Side::Target.span(pair, bead))
        .to_lowercase();
    let goes_on = |behind: &str| {
        let ending = |c: char| c.is_alphabetic() && !is_cjk(c);
        let behind = behind.trim_start_matches(ending);
        let behind = behind.strip_prefix(['-', '‑', '–']).unwrap_or(behind);
        behind.starts_with(|c: char| c.is_ascii_digit())
    };
    let stands = |name: &String| {
        said.match_indices(name.as_str()).any(|(at, name)| {
            let behind = said.get(at + name.len()..);
            behind.is_some_and(|behind| !goes_on(behind))
        })
    };
    names.iter().any(stands)
}

/// Whether a letter is of a script in which words stand without blanks.
fn is_cjk(c: char) -> bool {
    c >= '\u{3005}'
}

/// The number of an abbreviation: three letters at most and then two digits at most.
fn abbreviated(code: &str) -> Option<u32> {
    let at = code.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = code.split_at(at);
    let few = (1..=3).contains(&letters.chars().count()) && digits.len() <= 2;
    (few && letters.chars().all(char::is_alphabetic))
        .then(|| digits.parse().ok())
        .flatten()
}

/// The number of an ordinary word with a hyphen and two digits at most: `Formel-1`.
fn numbered(text: Text<'_>, code: &str) -> Option<u32> {
    let (word, digits) = code.split_once('-')?;
    let few = digits.len() <= 2 && is_ordinary_word(text, word);
    few.then(|| digits.parse().ok()).flatten()
}

/// Whether the target of a bead carries codes over, so that one that it lacks was overlooked.
fn has_other(pair: &Pair<'_>, bead: usize) -> bool {
    let span = Side::Target.span(pair, bead);
    pair.target
        .facts
        .within(span)
        .iter()
        .any(|fact| code(fact).is_some())
}

//! The verdict on two documents: versions of one text, related, or neither. It hangs on the two alone.

use std::collections::BTreeSet;

use super::keys::{Keys, shared};
use super::{Kind, Relation};
use crate::align::{
    Bitext, Options, Reading, align_read, align_shared_read, common_ground, has_lexicon,
};
use crate::document::{BlockKind, Document};
use crate::facts::{Facts, Value};
use crate::text::{fold, real, shorten};

/// Below these shares of matched text two documents are not versions of one text: of the one that is covered more, and
/// of the other (a version may leave half of the text out).
const COVERED: (f64, f64) = (0.65, 0.3);

/// A bead is well supported from this score on.
const SUPPORTED: f64 = 0.5;

/// Two versions name the same things. Where both name enough, this share of what the poorer one names is in the other too.
const AGREEING: f64 = 0.3;

/// So much must a document name before its silence on what the other names says something.
const TELLING: f64 = 3.0;

/// Weight of shared keys from which documents are related, if some passages are shared too.
const RELATED: f64 = 2.4;

/// A declared pair in which one text has fewer words is too short for its contents to speak against the person.
const ENOUGH_WORDS: usize = 30;

/// Says how two documents stand to each other that a person declared to be a pair.
pub fn relate(a: (&Document, &Facts), b: (&Document, &Facts), options: &Options) -> Relation {
    let keys = [Keys::of(a.0, a.1), Keys::of(b.0, b.1)];
    let readings = [a.0, b.0].map(|document| Reading::new(document, options));
    let full = |(document, facts), at: usize| Full {
        document,
        facts,
        keys: &keys[at],
        reading: &readings[at],
    };
    let mut relation = judged(full(a, 0), full(b, 1), options, Asked::Declared);
    if relation.kind == Kind::Unrelated && a.0.words().min(b.0.words()) < ENOUGH_WORDS {
        relation.kind = Kind::Translation;
        relation.evidence = vec!["declared, and too short to tell from their contents".to_owned()];
    }
    relation
}

/// A document and all that is made of it for a verdict.
#[derive(Debug, Clone, Copy)]
pub struct Full<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its facts.
    pub facts: &'a Facts,
    /// The rare things that it names.
    pub keys: &'a Keys,
    /// Its words.
    pub reading: &'a Reading,
}

/// Says how two documents stand to each other that nobody declared to be a pair.
pub fn verdict(a: Full<'_>, b: Full<'_>, options: &Options) -> Relation {
    judged(a, b, options, Asked::Found)
}

/// Why two documents are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// Somebody says that they are a pair.
    Declared,
    /// They name the same things.
    Found,
}

fn judged(a: Full<'_>, b: Full<'_>, options: &Options, asked: Asked) -> Relation {
    let (names, weight) = shared(a.keys, b.keys);
    let datelines = [dateline(a), dateline(b)];
    let days = match &datelines {
        [Some(one), Some(other)] if one != other => {
            Some(format!("the datelines differ: {one} and {other}"))
        }
        [Some(_) | None, Some(_) | None] => None,
    };
    let wanted = if days.is_some() {
        2.0 * AGREEING
    } else {
        AGREEING
    };
    // Two texts that name different things need no alignment to be told apart, where both can be read.
    let alike = !both_read(a, b, options)
        || agreement(a.keys, b.keys, weight).is_none_or(|share| share >= wanted);
    // Of a text that nobody declared, a small part in another language may be an article of its own. Of one that somebody
    // did it is a translation that is not finished.
    let (alike, least) = match asked {
        Asked::Declared => (alike || weight >= RELATED, 0.0),
        Asked::Found => (alike, COVERED.1),
    };
    let told = alike
        .then(|| translation(a, b, options, least, asked))
        .flatten()
        .or_else(|| related(a, b, weight));
    let (kind, score, bitext, first) = told.unwrap_or((Kind::Unrelated, 0.0, None, None));
    let evidence = first
        .into_iter()
        .chain(both_name(&names))
        .chain(days)
        .collect();
    Relation {
        a: 0,
        b: 1,
        kind,
        score: (score * 1000.0).round() / 1000.0,
        evidence,
        bitext,
    }
}

/// A verdict before its evidence is complete: kind, score, alignment, the first thing to say for it.
type Told = (Kind, f64, Option<Bitext>, Option<String>);

/// Versions of one text: well-supported beads in order cover enough of both, of the less covered one at least this share.
fn translation(
    a: Full<'_>,
    b: Full<'_>,
    options: &Options,
    least: f64,
    asked: Asked,
) -> Option<Told> {
    let bitext = align_read((a.document, a.reading), (b.document, b.reading));
    let covered = [
        coverage(a.document, &bitext, 0),
        coverage(b.document, &bitext, 1),
    ];
    let (more, less) = (covered[0].max(covered[1]), covered[0].min(covered[1]));
    if more < COVERED.0 || less < least {
        return None;
    }
    // Beads that only their lengths hold together would line any two texts up.
    let ground = common_ground(a.reading, b.reading, &bitext);
    let is_firm = match ground {
        None if both_read(a, b, options) => true,
        Some(ground) if both_read(a, b, options) => ground.is_firm(),
        // Of two that a person declared, nothing speaks against it in a language that is not known but the lengths.
        _ if asked == Asked::Declared
            && keep_step(a.document, b.document, &bitext)
            && !say_other_numbers(a.document, b.document) =>
        {
            true
        }
        Some(ground) => ground.is_firm_without_lexicon(less),
        // Of few passages it cannot be told by their lengths either: who declared them knows.
        None => asked == Asked::Declared && is_short(a.document) && is_short(b.document),
    };
    if !is_firm {
        return None;
    }
    let supported = bitext
        .passages
        .iter()
        .filter(|bead| bead.is_matched() && bead.score >= SUPPORTED);
    let matched: usize = supported.map(|bead| bead.source.len()).sum();
    let first = format!(
        "{matched} of {} passages align in order",
        a.document.passage_count()
    );
    Some((
        Kind::Translation,
        f64::midpoint(more, less),
        Some(bitext),
        Some(first),
    ))
}

/// Passages of which the lengths may agree by chance.
const FEW_PASSAGES: usize = 3;

fn is_short(document: &Document) -> bool {
    document.passage_count() <= FEW_PASSAGES
}

/// Whether nearly all passages are lined up one to one, and their lengths rise and fall together, as those of a translation do
/// (Gale & Church 1993) and those of another text of as many passages do not.
fn keep_step(a: &Document, b: &Document, bitext: &Bitext) -> bool {
    const CORRELATED: f64 = 0.8;
    let letters = |document: &Document, number: usize| {
        let text = document.passage(number).span.of(document.text());
        real(text.chars().filter(|c| c.is_alphanumeric()).count())
    };
    let beads = bitext.passages.iter();
    let lengths: Vec<(f64, f64)> = beads
        .filter(|bead| bead.source.len() == 1 && bead.target.len() == 1)
        .map(|bead| (letters(a, bead.source.start), letters(b, bead.target.start)))
        .collect();
    let all = a.passage_count().max(b.passage_count());
    lengths.len() > FEW_PASSAGES
        && lengths.len() * 10 >= all * 9
        && correlation(&lengths) >= CORRELATED
}

/// Whether both documents have several numbers in digits, and next to none in common.
fn say_other_numbers(a: &Document, b: &Document) -> bool {
    const SEVERAL: usize = 3;
    let numbers = |document: &Document| -> BTreeSet<String> {
        let passages = document
            .passages()
            .map(|block| block.span.of(document.text()));
        let runs = passages.flat_map(|text| text.split(|c: char| !c.is_numeric()));
        runs.filter(|run| !run.is_empty()).map(fold).collect()
    };
    let (ours, theirs) = (numbers(a), numbers(b));
    let fewer = ours.len().min(theirs.len());
    fewer >= SEVERAL && ours.intersection(&theirs).count() * 4 < fewer
}

/// Pearson's correlation of two rows, from -1 to 1; 0 where one of them does not vary.
fn correlation(rows: &[(f64, f64)]) -> f64 {
    let count = real(rows.len());
    let mean = |of: fn(&(f64, f64)) -> f64| rows.iter().map(of).sum::<f64>() / count;
    let (one, other) = (mean(|row| row.0), mean(|row| row.1));
    let (mut both, mut ones, mut others) = (0.0, 0.0, 0.0);
    for (a, b) in rows {
        both += (a - one) * (b - other);
        ones += (a - one) * (a - one);
        others += (b - other) * (b - other);
    }
    let spread = (ones * others).sqrt();
    if spread > 0.0 { both / spread } else { 0.0 }
}

/// Whether the words of both texts are known; of others, only what is spelled alike in both can be compared.
fn both_read(a: Full<'_>, b: Full<'_>, options: &Options) -> bool {
    let read = |it: Full<'_>| has_lexicon(it.document.language().language, options);
    read(a) && read(b)
}

/// Related texts: they name enough in common, and some passages say the same.
fn related(a: Full<'_>, b: Full<'_>, weight: f64) -> Option<Told> {
    if weight < RELATED {
        return None;
    }
    let bitext = align_shared_read((a.document, a.reading), (b.document, b.reading));
    let first = match bitext.passages.len() {
        0 => return None,
        1 => "one passage says the same".to_owned(),
        several => format!("{several} passages say the same"),
    };
    Some((
        Kind::Related,
        weight / (weight + 2.0 * RELATED),
        Some(bitext),
        Some(first),
    ))
}

/// Share of what the document that names less names, that the other names too; `None` where it names too little to tell.
fn agreement(a: &Keys, b: &Keys, shared: f64) -> Option<f64> {
    let total = |keys: &Keys| keys.weights.values().sum::<f64>();
    let least = total(a).min(total(b));
    (least >= TELLING).then(|| shared / least)
}

/// Share of a document's text that well-supported beads cover, by how sure they are.
fn coverage(document: &Document, bitext: &Bitext, side: usize) -> f64 {
    let bytes = |segments: std::ops::Range<usize>| {
        document.segments()[segments]
            .iter()
            .map(|segment| segment.span.len())
            .sum::<usize>()
    };
    let all = bytes(0..document.segments().len());
    let supported = bitext
        .segments
        .iter()
        .filter(|bead| bead.is_matched() && bead.score >= SUPPORTED);
    let covered: f64 = supported
        .map(|bead| {
            bead.score
                * real(bytes(if side == 0 {
                    bead.source.clone()
                } else {
                    bead.target.clone()
                }))
        })
        .sum();
    if all == 0 { 0.0 } else { covered / real(all) }
}

/// The date that stands by itself on a line: when the text was published.
fn dateline(
    Full {
        document, facts, ..
    }: Full<'_>,
) -> Option<String> {
    let mut blocks = document
        .passages()
        .filter(|block| block.kind == BlockKind::Dateline);
    blocks.find_map(|block| {
        facts
            .within(block.span)
            .iter()
            .find_map(|fact| match &fact.value {
                Value::Date(date) if date.year.is_some() && date.day.is_some() => {
                    Some(fact.value.canonical())
                }
                _ => None,
            })
    })
}

/// "both name …", with the first few.
fn both_name(names: &[String]) -> Option<String> {
    const SHOWN: usize = 4;
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|name| shorten(name, 40))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    match (shown.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(format!("both name {}", shown.join(", "))),
        (false, more) => Some(format!("both name {} and {more} more", shown.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read::from_text;
    use crate::facts::extract;
    use crate::language::Language;

    fn kind(english: &str, other: &str, tag: &str) -> Kind {
        let documents = [
            from_text("a", english, Some(Language::EN)),
            from_text("b", other, Language::new(tag)),
        ];
        let facts = documents.each_ref().map(extract);
        let keys = [0, 1].map(|at| Keys::of(&documents[at], &facts[at]));
        let readings = documents
            .each_ref()
            .map(|it| Reading::new(it, &Options::SHIPPED));
        let full = |at: usize| Full {
            document: &documents[at],
            facts: &facts[at],
            keys: &keys[at],
            reading: &readings[at],
        };
        verdict(full(0), full(1), &Options::SHIPPED).kind
    }

    const ENGLISH: &str = "Riverton opened a bridge of 342 metres on 4 May 2021.\n\nIt cost 1,560,000 euros, said Laura Benton.\n\nIn 1987 a ferry carried 12,400 people a year.\n\nNASA photographed it from 705 kilometres.";

    #[test]
    fn a_language_without_a_lexicon_is_told_by_numbers_and_names_in_step() {
        let japanese = "リバートンは2021年5月4日に342メートルの橋を開通させた。\n\n費用は1,560,000ユーロだったとLaura Benton氏は述べた。\n\n1987年には渡し船が年間12,400人を運んだ。\n\nNASAは705キロメートルから撮影した。";
        assert_eq!(kind(ENGLISH, japanese, "ja"), Kind::Translation);
        let other = "京都の寺は春に多くの人を集める。\n\n桜は四月の初めに咲き、観光客は川沿いを歩く。\n\n店は朝早く開き、夜遅くまで灯りがともる。\n\n地元の人々は静かな冬を好む。";
        assert_eq!(kind(ENGLISH, other, "ja"), Kind::Unrelated);
    }
}

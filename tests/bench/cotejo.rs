//! `cargo bench`: the aligner and grouping by length and by number of documents, checking, and pipe records.
//!
//! The texts are the seeds and the example site, repeated with other numbers and names by a fixed rule, so that every
//! machine measures the same work. Quote ratios between two commits of one run, not seconds of two machines.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot go on stops"
)]

use std::fs;
use std::path::Path;

use cotejo::align::{self, align_lines};
use cotejo::document::Document;
use cotejo::document::read::from_text;
use cotejo::language::Language;
use cotejo::{Corpus, Options, check, group};
use divan::Bencher;
use divan::counter::ItemsCount;
use rayon::prelude::*;

fn main() {
    divan::main();
}

/// The English and the Spanish of the seeds and of the example site, a paragraph a line.
fn texts() -> [Vec<String>; 2] {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let mut out = [
        vec![read("seeds/000_26422a223667992f.txt")],
        vec![read("seeds/001_d4b1c50f562edea8.txt")],
    ];
    for (tag, side) in ["en", "es"].into_iter().zip(&mut out) {
        for page in [
            "install",
            "limits",
            "news-3.2",
            "quickstart",
            "restore",
            "schedule",
        ] {
            side.push(read(&format!("fixtures/example/docs/{tag}/{page}.md")));
        }
    }
    out
}

/// A text with numbers and names of its own: the `turn`-th variation. Both versions vary alike.
fn varied(text: &str, turn: usize) -> String {
    const NAMES: [&str; 12] = [
        "Marlow", "Tessin", "Corvan", "Belmar", "Ostrava", "Lindel", "Pereda", "Quintal", "Rosval",
        "Sandur", "Torvik", "Ulmen",
    ];
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let rest = word.strip_prefix(bare).unwrap_or_default();
        match bare {
            "Faro" | "Chau" | "Thanh" | "Huynh" | "Sau" => {
                out.push_str(NAMES[(turn * 7 + bare.len()) % NAMES.len()]);
                out.push_str(rest);
            }
            _ => out.extend(word.chars().map(|c| match c.to_digit(10) {
                Some(digit) => {
                    let shifted = (digit as usize + turn) % 10;
                    char::from_digit(u32::try_from(shifted).unwrap(), 10).unwrap()
                }
                None => c,
            })),
        }
    }
    out
}

/// So many sentences a side, a line each.
fn lines(count: usize) -> [String; 2] {
    let texts = texts();
    let mut out = [String::new(), String::new()];
    let mut turn = 0;
    while out[0].lines().count() < count {
        for (side, texts) in out.iter_mut().zip(&texts) {
            for line in varied(&texts[turn % texts.len()], turn)
                .lines()
                .filter(|line| !line.trim().is_empty())
            {
                side.push_str(line);
                side.push('\n');
            }
        }
        turn += 1;
    }
    out
}

/// So many articles in two languages.
fn documents(articles: usize) -> Vec<Document> {
    let texts = texts();
    let mut out = Vec::new();
    for turn in 0..articles {
        for (tag, texts) in ["en", "es"].into_iter().zip(&texts) {
            let text = varied(&texts[turn % texts.len()], turn);
            out.push(from_text(
                &format!("{turn}.{tag}"),
                &text,
                Language::new(tag),
            ));
        }
    }
    out
}

#[divan::bench(args = [500, 1000, 2000, 4000], sample_count = 5)]
fn align_by_lines(bencher: Bencher<'_, '_>, count: usize) {
    let [source, target] = lines(count);
    let languages = (Some(Language::EN), Some(Language::ES));
    bencher
        .counter(ItemsCount::new(source.lines().count()))
        .bench(|| align_lines(&source, &target, languages, &align::Options::default()));
}

#[divan::bench(args = [25, 50, 100], sample_count = 5)]
fn group_by_articles(bencher: Bencher<'_, '_>, articles: usize) {
    let corpus = Corpus::new(documents(articles)).declaring([]);
    bencher
        .counter(ItemsCount::new(articles * 2))
        .bench(|| group(&corpus, &Options::default()));
}

#[divan::bench(args = [25, 50], sample_count = 5)]
fn check_by_articles(bencher: Bencher<'_, '_>, articles: usize) {
    let corpus = Corpus::new(documents(articles))
        .declaring((0..articles).map(|article| vec![article * 2, article * 2 + 1]));
    bencher
        .counter(ItemsCount::new(articles))
        .bench(|| check(&corpus, &Options::default()));
}

#[divan::bench(sample_count = 20)]
fn pipe_record(bencher: Bencher<'_, '_>) {
    let record = r#"{"id": 1, "source": {"text": "In May 2021 the council of Riverton paid 1.5 million euros for 240 lamps, said Laura Benton.", "language": "en"}, "target": {"text": "En mayo de 2021 el ayuntamiento de Riverton pagó 15 millones de euros por 240 lámparas, dijo Laura Benton.", "language": "es"}, "aligned": true}"#;
    let rules = cotejo::checks::Selection::default().checks();
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench(|| cotejo::record::answer(record.as_bytes(), 1, &rules, &align::Options::default()));
}

/// A batch of a pipe: the lines of the example site as aligned pairs, on so many threads.
#[divan::bench(args = [1, 2], sample_count = 20)]
fn pipe_batch(bencher: Bencher<'_, '_>, threads: usize) {
    let [english, spanish] = texts();
    let record = |(number, (source, target)): (usize, (&str, &str))| {
        serde_json::json!({
            "id": number,
            "source": {"text": source, "language": "en"},
            "target": {"text": target, "language": "es"},
            "aligned": true,
        })
        .to_string()
    };
    let pages = english.iter().zip(&spanish).skip(1);
    let pairs = pages.flat_map(|(source, target)| source.lines().zip(target.lines()));
    let pairs = pairs.filter(|(source, _)| source.contains(' '));
    let records: Vec<String> = pairs.cycle().take(512).enumerate().map(record).collect();
    let rules = cotejo::checks::Selection::default().checks();
    let options = align::Options::default();
    let answer = |record: &String| cotejo::record::answer(record.as_bytes(), 1, &rules, &options);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    bencher
        .counter(ItemsCount::new(records.len()))
        .bench(|| pool.install(|| records.par_iter().map(answer).collect::<Vec<_>>()));
}

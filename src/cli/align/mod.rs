//! `cotejo align`: two documents lined up, or several pairs learned from together.

mod html;
mod tmx;
mod xliff;
mod xml;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::json;

use super::args::{AlignArgs, AlignFormat, Units};
use super::write::atomically;
use super::{Outcome, Output, input};
use crate::align::{
    Bead, CommonGround, LinedUp, Options, Reading, align_many, align_read, common_ground,
    has_lexicon,
};
use crate::document::{Document, ReadError, walk};
use crate::language::Language;
use crate::text::shorten;

pub(super) fn run(args: &AlignArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let tag = |tag: &Option<String>| tag.as_deref().map(input::language).transpose();
    let languages = (tag(&args.source_language)?, tag(&args.target_language)?);
    let options = args.lexicons.load()?.options;
    match (&args.out_dir, args.files.as_slice()) {
        (Some(folder), files) if files.len() % 2 == 0 => {
            pooled(args, files, languages, folder, &options)
        }
        (Some(_), _) => bail!(
            "--out-dir takes pairs of files, A B A B …, and {} were named",
            args.files.len()
        ),
        (None, [source, target]) => write(
            &line_up(args.units, source, target, languages, &options)?,
            args.format,
            out,
        ),
        (None, files) => bail!(
            "align takes two files, and {} were named; several pairs need --out-dir",
            files.len()
        ),
    }
}

/// Two sides as texts of units, and their beads.
#[derive(Debug)]
struct Aligned {
    names: [String; 2],
    languages: [Option<Language>; 2],
    /// Whether a unit is a paragraph.
    paragraphs: bool,
    units: [Vec<String>; 2],
    beads: Vec<Bead>,
}

impl Aligned {
    /// The units of a bead on one side, as one text.
    fn text(&self, side: usize, units: &std::ops::Range<usize>) -> String {
        // Chinese, Japanese and Thai put no space between sentences.
        let unspaced = self.languages[side].is_some_and(|language| {
            matches!(language.as_str(), "zh" | "ja" | "th" | "km" | "lo" | "my")
        });
        self.units[side][units.clone()].join(if unspaced { "" } else { " " })
    }

    /// The tag of a side; `und` where its language is not known, as BCP 47 says.
    fn tag(&self, side: usize) -> String {
        self.languages[side]
            .map_or_else(|| "und".to_owned(), |language| language.as_str().to_owned())
    }
}

fn line_up(
    units: Units,
    source: &Path,
    target: &Path,
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> anyhow::Result<Aligned> {
    if units == Units::Lines {
        let texts = [
            Lines::read(source, languages.0)?,
            Lines::read(target, languages.1)?,
        ];
        stay_on_one_thread_for(&texts);
        let pair = [(texts[0].text.as_str(), texts[1].text.as_str())];
        let lined_up = align_many(&pair, languages_of(&texts), options).pop();
        return Ok(of_lines(&texts, lined_up.unwrap_or_default()));
    }
    let documents = [
        input::read_one(source, languages.0)?,
        input::read_one(target, languages.1)?,
    ];
    let readings = documents
        .each_ref()
        .map(|document| Reading::new(document, options));
    let bitext = align_read((&documents[0], &readings[0]), (&documents[1], &readings[1]));
    let [source, target] = documents.each_ref().map(Document::path);
    let both = documents
        .iter()
        .all(|document| has_lexicon(document.language().language, options));
    let ground = both.then(|| common_ground(&readings[0], &readings[1], &bitext));
    warn_of_a_wrong_pair([source, target], ground.flatten());
    let (beads, texts): (_, fn(&Document) -> Vec<String>) = match units {
        Units::Passages => (bitext.passages, |document| {
            document
                .passages()
                .map(|block| block.span.of(document.text()).to_owned())
                .collect()
        }),
        Units::Segments | Units::Lines => (bitext.segments, |document| {
            document
                .segments()
                .iter()
                .map(|segment| segment.span.of(document.text()).to_owned())
                .collect()
        }),
    };
    Ok(Aligned {
        names: documents
            .each_ref()
            .map(|document| document.path().to_owned()),
        languages: documents
            .each_ref()
            .map(|document| document.language().language),
        paragraphs: units == Units::Passages,
        units: documents.each_ref().map(texts),
        beads,
    })
}

/// A whole file, line by line: markup and page furniture count like any other line.
#[derive(Debug)]
struct Lines {
    name: String,
    language: Option<Language>,
    text: String,
}

impl Lines {
    /// Reads a file. Blocks and sentences are looked for only where its language must be told from them.
    fn read(path: &Path, language: Option<Language>) -> Result<Self, ReadError> {
        if language.is_some() {
            return Ok(Self {
                name: walk::display(path),
                language,
                text: input::read_plain(path)?,
            });
        }
        let document = input::read_one(path, None)?;
        Ok(Self {
            name: document.path().to_owned(),
            language: document.language().language,
            text: document.source.decoded().to_owned(),
        })
    }
}

/// Starting threads and waiting for them costs more than lining up a few pages.
fn stay_on_one_thread_for(texts: &[Lines; 2]) {
    const FEW_BYTES: usize = 1 << 14;
    if texts.iter().all(|text| text.text.len() < FEW_BYTES) {
        let here = rayon::ThreadPoolBuilder::new().num_threads(1);
        // Where there are threads already, they are used.
        let _ = here.use_current_thread().build_global();
    }
}

fn languages_of(texts: &[Lines; 2]) -> (Option<Language>, Option<Language>) {
    (texts[0].language, texts[1].language)
}

/// Says so where two texts have nothing in common but that both have lines.
fn warn_of_a_wrong_pair(names: [&str; 2], ground: Option<CommonGround>) {
    if ground.is_some_and(CommonGround::is_chance) {
        let [source, target] = names;
        super::say(&format!(
            "warning: {source} and {target} have no more in common than chance gives. Do they belong together?"
        ));
    }
}

fn of_lines(texts: &[Lines; 2], lined_up: LinedUp) -> Aligned {
    warn_of_a_wrong_pair(
        texts.each_ref().map(|text| text.name.as_str()),
        lined_up.ground,
    );
    let units = |text: &Lines| {
        text.text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect()
    };
    Aligned {
        names: texts.each_ref().map(|text| text.name.clone()),
        languages: texts.each_ref().map(|text| text.language),
        paragraphs: false,
        units: texts.each_ref().map(units),
        beads: lined_up.beads,
    }
}

/// Several pairs learned from together; one file each, named as its source up to the first dot.
fn pooled(
    args: &AlignArgs,
    files: &[PathBuf],
    languages: (Option<Language>, Option<Language>),
    folder: &Path,
    options: &Options,
) -> anyhow::Result<Outcome> {
    if args.units != Units::Lines {
        bail!("--out-dir lines up whole lines: add --units lines");
    }
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: the folder could not be made", folder.display()))?;
    let read = |pair: &[PathBuf]| {
        Ok([
            Lines::read(&pair[0], languages.0)?,
            Lines::read(&pair[1], languages.1)?,
        ])
    };
    let pairs: Vec<[Lines; 2]> = files
        .chunks_exact(2)
        .map(read)
        .collect::<anyhow::Result<_>>()?;
    for ((pair, lined_up), source) in pairs
        .iter()
        .zip(learned_from_together(&pairs, options))
        .zip(files.iter().step_by(2))
    {
        let stem = source.file_name().unwrap_or_default().to_string_lossy();
        let stem = stem
            .split('.')
            .next()
            .filter(|stem| !stem.is_empty())
            .unwrap_or("pair");
        let (ending, format) = match args.format {
            AlignFormat::Table | AlignFormat::Tsv => ("tsv", AlignFormat::Tsv),
            AlignFormat::Json => ("json", AlignFormat::Json),
            AlignFormat::Tmx => ("tmx", AlignFormat::Tmx),
            AlignFormat::Xliff => ("xlf", AlignFormat::Xliff),
            AlignFormat::Html => ("html", AlignFormat::Html),
        };
        let mut text = Vec::new();
        write(&of_lines(pair, lined_up), format, &mut text)?;
        let path = folder.join(format!("{stem}.{ending}"));
        atomically(&path, |file| file.write_all(&text))
            .with_context(|| path.display().to_string())?;
    }
    Ok(Outcome::Clean)
}

/// Lines up pairs of texts; those in the same two languages teach each other.
fn learned_from_together(pairs: &[[Lines; 2]], options: &Options) -> Vec<LinedUp> {
    let mut groups: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, pair) in pairs.iter().enumerate() {
        groups.entry(languages_of(pair)).or_default().push(at);
    }
    let mut out = vec![LinedUp::default(); pairs.len()];
    for (languages, members) in groups {
        let of = |at: &usize| (pairs[*at][0].text.as_str(), pairs[*at][1].text.as_str());
        let texts: Vec<_> = members.iter().map(of).collect();
        let lined_up = align_many(&texts, languages, options);
        for (at, lined_up) in members.into_iter().zip(lined_up) {
            out[at] = lined_up;
        }
    }
    out
}

fn write(aligned: &Aligned, format: AlignFormat, out: &mut dyn Write) -> anyhow::Result<Outcome> {
    match format {
        AlignFormat::Tsv => {
            for bead in &aligned.beads {
                writeln!(out, "{}\t{}", numbers(&bead.source), numbers(&bead.target))?;
            }
        }
        AlignFormat::Json => {
            let texts = |side: usize, units: &std::ops::Range<usize>| {
                aligned.units[side][units.clone()].to_vec()
            };
            let beads: Vec<_> = aligned
                .beads
                .iter()
                .map(|bead| {
                    let (source, target) = (&bead.source, &bead.target);
                    json!({"source": source.clone().collect::<Vec<_>>(), "target": target.clone().collect::<Vec<_>>(), "score": (bead.score * 1000.0).round() / 1000.0,
                        "source_text": texts(0, source), "target_text": texts(1, target)})
                })
                .collect();
            serde_json::to_writer_pretty(
                &mut *out,
                &json!({"source": aligned.names[0], "target": aligned.names[1], "beads": beads}),
            )?;
            writeln!(out)?;
        }
        AlignFormat::Table => table(aligned, out)?,
        AlignFormat::Tmx => tmx::write(aligned, out)?,
        AlignFormat::Xliff => xliff::write(aligned, out)?,
        AlignFormat::Html => out.write_all(html::page(aligned).as_bytes())?,
    }
    Ok(Outcome::Clean)
}

fn numbers(units: &std::ops::Range<usize>) -> String {
    units
        .clone()
        .map(|unit| unit.to_string())
        .collect::<Vec<_>>()
        .join(",")
}

/// Each bead on two lines: its shape and score, the source over the target.
fn table(aligned: &Aligned, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{} → {}", aligned.names[0], aligned.names[1])?;
    for bead in &aligned.beads {
        let text = |side: usize, units: &std::ops::Range<usize>| match units.len() {
            0 => "—".to_owned(),
            _ => shorten(&aligned.units[side][units.clone()].join(" "), 130),
        };
        writeln!(
            out,
            "\n{}-{}  {:.2}  {}",
            bead.source.len(),
            bead.target.len(),
            bead.score,
            text(0, &bead.source)
        )?;
        writeln!(out, "           {}", text(1, &bead.target))?;
    }
    Ok(())
}

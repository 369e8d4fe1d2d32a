//! A file becomes a [`Document`]: decoded, laid out as blocks by its format, its language told, its
//! blocks classified and cut into segments.

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use smallvec::SmallVec;

use super::decode::{Decoded, NoText, decode};
use super::layout::{Laid, lay_out};
use super::{
    Block, BlockKind, Document, DocumentLanguage, Format, ReadError, Segment, Shape, Source,
};
use super::{classify, declared, directive, markdown, plain, segment, walk};
use crate::language::{self, Language};
use crate::text::{Bytes, SourceMap, Span};

/// How a file is to be read.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The language that the person says it is in. It beats the file's name, its front matter and detection.
    pub language: Option<Language>,
    /// How the lines of a plain text make passages.
    pub shape: Shape,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            language: None,
            shape: Shape::Guess,
        }
    }
}

impl ReadOptions {
    /// For a text in a language that is known.
    pub fn in_language(language: Option<Language>) -> Self {
        Self {
            language,
            ..Self::default()
        }
    }

    /// With the lines of a plain text taken as `shape` says.
    #[must_use]
    pub fn with_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }
}

/// Reads a file. Its format is told by its name.
pub fn read_file(path: &Path, options: ReadOptions) -> Result<Document, ReadError> {
    let name = walk::display(path);
    let bytes = bytes_of(path, &name)?;
    read_bytes(&name, bytes, Format::of(path), options)
}

/// The characters of a file as they stand, for whoever needs its lines and nothing else.
pub fn read_characters(path: &Path) -> Result<String, ReadError> {
    let name = walk::display(path);
    characters(&name, bytes_of(path, &name)?)
}

/// The characters of what a file holds; `name` is its path as given, `-` for standard input.
pub fn characters(name: &str, bytes: Vec<u8>) -> Result<String, ReadError> {
    decoded(name, bytes).map(|decoded| decoded.text)
}

fn bytes_of(path: &Path, name: &str) -> Result<Vec<u8>, ReadError> {
    let path_of = || name.to_owned();
    if path.is_dir() {
        return Err(ReadError::Folder { path: path_of() });
    }
    fs::read(path).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            ReadError::NotFound { path: path_of() }
        } else {
            ReadError::Io {
                path: path_of(),
                error,
            }
        }
    })
}

fn decoded(name: &str, bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    let path = || name.to_owned();
    let decoded = decode(bytes).map_err(|why| match why {
        NoText::Binary => ReadError::Binary { path: path() },
        NoText::Encoding => ReadError::Encoding { path: path() },
    })?;
    if decoded
        .text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        return Err(ReadError::Empty { path: path() });
    }
    Ok(decoded)
}

/// Reads what a file holds; `name` is its path as given, `-` for standard input.
pub fn read_bytes(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    options: ReadOptions,
) -> Result<Document, ReadError> {
    let decoded = decoded(name, bytes)?;
    let mut document = build(name, decoded.text.into(), decoded.to_bytes, format, options);
    document.notices.extend(decoded.notice);
    if let Some(notice) = declared::disagreement(&document) {
        document.notices.push(notice);
    }
    Ok(document)
}

/// A plain text that is at hand. With a language given, nothing is detected but passages in another one.
pub fn from_text(name: &str, text: &str, language: Option<Language>) -> Document {
    from_text_with(name, text, ReadOptions::in_language(language))
}

/// [`from_text`] with options.
pub fn from_text_with(name: &str, text: &str, options: ReadOptions) -> Document {
    build(
        name,
        text.into(),
        SourceMap::identity(),
        Format::Text,
        options,
    )
}

fn build(
    name: &str,
    decoded: Arc<str>,
    to_bytes: SourceMap,
    format: Format,
    options: ReadOptions,
) -> Document {
    let (laid, comments) = match format {
        Format::Text => (
            lay_out(&decoded, &plain::blocks(&decoded, options.shape)),
            Vec::new(),
        ),
        Format::Markdown => {
            let (raws, comments) = markdown::blocks(&decoded);
            (lay_out(&decoded, &raws), comments)
        }
    };
    let Laid {
        text,
        to_decoded,
        blocks,
    } = laid;
    let text = text.map_or_else(|| Arc::clone(&decoded), Arc::from);
    let mut document = Document {
        path: name.to_owned(),
        format,
        language: DocumentLanguage::default(),
        bytes: Bytes::of(&text),
        text,
        source: Source::new(decoded, to_decoded, to_bytes),
        blocks: SmallVec::new(),
        segments: SmallVec::new(),
        passages: SmallVec::new(),
        directives: Vec::new(),
        notices: Vec::new(),
        wording: std::sync::OnceLock::new(),
        pack: std::sync::OnceLock::new(),
    };
    document.language = declared::tell(&document, &blocks, options.language);
    fill(&mut document, blocks, options.shape);
    (document.directives, document.notices) =
        directive::directives(&comments, &document.source, &document.blocks);
    document
}

/// Classifies the blocks and cuts the passages into segments.
fn fill(document: &mut Document, mut blocks: Vec<(BlockKind, Span)>, shape: Shape) {
    let own = document.language.language;
    document.blocks.reserve(blocks.len());
    document.passages.reserve(blocks.len());
    let furniture = match shape {
        Shape::Guess => classify::classify(
            &document.text,
            &mut blocks,
            own,
            document.format == Format::Markdown,
        ),
        Shape::Lines | Shape::Unit => Vec::new(),
    };
    let mut furniture = furniture.into_iter().peekable();
    for (at, (kind, span)) in blocks.into_iter().enumerate() {
        let block = span.of(&document.text);
        let told = furniture
            .next_if(|(marked, _)| *marked == at)
            .and_then(|(_, language)| language);
        let language = told.or_else(|| block_language(block, kind, own));
        let first = document.segments.len();
        if kind.is_passage() {
            let passage = document.passages.len();
            let shifted = |segment: Span| Segment {
                span: segment.shifted(span.start()),
                passage,
            };
            document.segments.extend(
                segment::segments(block, language.or(own))
                    .into_iter()
                    .map(shifted),
            );
            document.passages.push(document.blocks.len());
        }
        document.blocks.push(Block {
            kind,
            span,
            language,
            segments: first..document.segments.len(),
        });
    }
}

fn block_language(block: &str, kind: BlockKind, own: Option<Language>) -> Option<Language> {
    let told_by_words = match kind {
        BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Furniture => true,
        BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode => false,
    };
    if !told_by_words {
        return None;
    }
    language::detect_passage(block, own).map(|guess| guess.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ES: &str = "Las autoridades del distrito anunciaron ayer que los trabajos de la carretera empezarán en marzo y durarán dos años. \
        Los vecinos de los barrios afectados pidieron una reunión con el alcalde, que prometió recibirlos la próxima semana en su despacho.";

    fn read(name: &str, text: &str) -> Document {
        read_bytes(
            name,
            text.as_bytes().to_vec(),
            Format::of(Path::new(name)),
            ReadOptions::default(),
        )
        .unwrap()
    }

    #[test]
    fn what_is_declared_beats_detection_and_says_so_where_they_differ() {
        let document = read("article.vi.txt", ES);
        assert_eq!(document.language().language, Some(Language::VI));
        assert!(document.language().declared);
        assert_eq!(
            document.notices(),
            ["declared vi, but the text looks like es"]
        );
        assert!(read("article.es.txt", ES).notices().is_empty());
    }

    #[test]
    fn front_matter_declares_the_language() {
        let document = read(
            "index.md",
            &format!("---\ntitle: X\nlang: es-MX\n---\n\n{ES}"),
        );
        assert_eq!(document.language().language, Some(Language::ES));
        assert!(document.language().declared);
    }

    #[test]
    fn decomposed_text_gives_the_same_segments_at_its_own_columns() {
        use unicode_normalization::UnicodeNormalization;
        let composed = "Châu Thành thực hiện tốt phương châm.\nBài, ảnh: Phạm Tuyết. Hết.";
        let decomposed: String = composed.nfd().collect();
        let (a, b) = (
            from_text("a", composed, Some(Language::VI)),
            from_text("b", &decomposed, Some(Language::VI)),
        );
        let texts = |document: &Document| {
            document
                .segments()
                .iter()
                .map(|segment| segment.span.of(document.text()).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(&a), texts(&b));
        let last = b.segments().last().unwrap().span;
        let place = b.place(last);
        assert_eq!(
            place.bytes.of(&decomposed),
            "Hết.".nfd().collect::<String>()
        );
        let column = decomposed
            .lines()
            .nth(1)
            .unwrap()
            .split("He")
            .next()
            .unwrap()
            .chars()
            .count()
            + 1;
        assert_eq!((place.line, place.column), (2, column));
    }

    #[test]
    fn files_that_are_no_text_say_what_they_are() {
        let error = |bytes: &[u8]| {
            read_bytes(
                "x.docx",
                bytes.to_vec(),
                Format::Text,
                ReadOptions::default(),
            )
            .unwrap_err()
            .to_string()
        };
        assert_eq!(error(b" \n"), "x.docx: is empty");
        assert_eq!(
            error(b"PK\0\0\x01"),
            "x.docx: looks like a binary file (NUL bytes); cotejo reads text and Markdown"
        );
    }

    #[test]
    fn a_text_that_is_one_unit_has_one_passage() {
        let document = from_text_with(
            "u",
            "No data\nComment (0)",
            ReadOptions::default().with_shape(Shape::Unit),
        );
        assert_eq!(
            (document.passage_count(), document.segments().len()),
            (1, 2)
        );
    }
}

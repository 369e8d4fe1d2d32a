//! From bytes to characters, with the way back: UTF-8, UTF-16, or what chardetng makes of the bytes.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding};

use crate::text::{SourceMap, SourceMapBuilder, Span};

/// A file as characters.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) to_bytes: SourceMap,
    /// What the person should know: which encoding was taken, what was replaced.
    pub(super) notice: Option<String>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoText {
    Binary,
    Encoding,
}

/// Reads the characters of a file.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, NoText> {
    let decoded = match bytes.as_slice() {
        [0xff, 0xfe, 0, 0, ..] => return Err(NoText::Binary),
        [0xff, 0xfe, ..] => utf16(&bytes, 2, u16::from_le_bytes, None),
        [0xfe, 0xff, ..] => utf16(&bytes, 2, u16::from_be_bytes, None),
        [0xef, 0xbb, 0xbf, rest @ ..] => after_mark(rest, 3),
        _ if memchr::memchr(0, &bytes).is_some() => {
            utf16_without_mark(&bytes).ok_or(NoText::Binary)?
        }
        _ => match String::from_utf8(bytes) {
            Ok(text) => Decoded {
                text,
                to_bytes: SourceMap::identity(),
                notice: None,
            },
            Err(error) => not_utf8(error.as_bytes())?,
        },
    };
    if decoded.text.contains('\0') {
        Err(NoText::Binary)
    } else {
        Ok(decoded)
    }
}

/// UTF-8 after a byte order mark.
fn after_mark(rest: &[u8], mark: usize) -> Decoded {
    if let Ok(text) = std::str::from_utf8(rest) {
        let mut builder = SourceMapBuilder::default();
        builder.copy(text, mark);
        return finish(builder, mark + rest.len(), None);
    }
    mended(rest, mark)
}

/// UTF-8 with a few broken bytes is mended; anything else is given to chardetng.
fn not_utf8(bytes: &[u8]) -> Result<Decoded, NoText> {
    let (mut sound, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if sound >= broken * 4 {
        return Ok(mended(bytes, 0));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let decoded = legacy(bytes, encoding);
    let strange = decoded
        .text
        .chars()
        .filter(|&c| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace()))
        .count();
    if strange * 50 > decoded.text.chars().count() {
        Err(NoText::Encoding)
    } else {
        Ok(decoded)
    }
}

fn mended(bytes: &[u8], mark: usize) -> Decoded {
    let mut builder = SourceMapBuilder::default();
    let (mut at, mut broken, mut line, mut first) = (mark, 0, 1, 0);
    for chunk in bytes.utf8_chunks() {
        builder.copy(chunk.valid(), at);
        at += chunk.valid().len();
        line += memchr::memchr_iter(b'\n', chunk.valid().as_bytes()).count();
        if chunk.invalid().is_empty() {
            continue;
        }
        builder.replace("\u{fffd}", Span::new(at, at + chunk.invalid().len()));
        at += chunk.invalid().len();
        broken += 1;
        first = if broken == 1 { line } else { first };
    }
    let places = if broken == 1 {
        "1 place".to_owned()
    } else {
        format!("{broken} places")
    };
    finish(
        builder,
        at,
        Some(format!(
            "invalid UTF-8 in {places}, first on line {first}; read as \u{fffd}"
        )),
    )
}

/// Any encoding of `encoding_rs` in which ASCII bytes outside a sequence stand for themselves.
fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut builder = SourceMapBuilder::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut at, mut from) = (0, 0);
    let mut buffer = [0; 16];
    while at < bytes.len() {
        if from == at {
            let ascii = Encoding::ascii_valid_up_to(&bytes[at..]);
            builder.copy(
                std::str::from_utf8(&bytes[at..at + ascii]).unwrap_or_default(),
                at,
            );
            at += ascii;
            from = at;
            if at == bytes.len() {
                break;
            }
        }
        let last = at + 1 == bytes.len();
        let (result, _, written) =
            decoder.decode_to_utf8_without_replacement(&bytes[at..=at], &mut buffer, last);
        at += 1;
        let mut out = Cow::Borrowed(std::str::from_utf8(&buffer[..written]).unwrap_or_default());
        if let DecoderResult::Malformed(..) = result {
            out.to_mut().push('\u{fffd}');
            // What the decoder holds back belongs to the broken sequence.
            decoder = encoding.new_decoder_without_bom_handling();
        }
        if !out.is_empty() {
            builder.replace(&out, Span::new(from, at));
            from = at;
        }
    }
    finish(
        builder,
        bytes.len(),
        Some(format!("not UTF-8; read as {}", encoding.name())),
    )
}

/// UTF-16 of a file without a byte order mark shows in the NUL bytes of its ASCII characters.
fn utf16_without_mark(bytes: &[u8]) -> Option<Decoded> {
    let nuls = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&byte| byte == 0)
            .count()
    };
    let (even, odd) = (nuls(0), nuls(1));
    let enough = bytes.len() / 5;
    if odd > enough && even == 0 {
        Some(utf16(bytes, 0, u16::from_le_bytes, Some("UTF-16LE")))
    } else if even > enough && odd == 0 {
        Some(utf16(bytes, 0, u16::from_be_bytes, Some("UTF-16BE")))
    } else {
        None
    }
}

fn utf16(bytes: &[u8], mark: usize, unit: fn([u8; 2]) -> u16, guessed: Option<&str>) -> Decoded {
    let mut builder = SourceMapBuilder::default();
    let units = bytes[mark..].chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xdfff,
    });
    let mut at = mark;
    let mut buffer = [0; 4];
    for c in char::decode_utf16(units) {
        let c = c.unwrap_or('\u{fffd}');
        let end = (at + 2 * c.len_utf16()).min(bytes.len());
        builder.replace(c.encode_utf8(&mut buffer), Span::new(at, end));
        at = end;
    }
    finish(
        builder,
        bytes.len(),
        guessed.map(|name| format!("no byte order mark; read as {name}")),
    )
}

fn finish(builder: SourceMapBuilder, len: usize, notice: Option<String>) -> Decoded {
    let (text, to_bytes) = builder.finish(len);
    Decoded {
        text,
        to_bytes,
        notice,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn back<'a>(decoded: &Decoded, word: &str, bytes: &'a [u8]) -> &'a [u8] {
        let at = decoded.text.find(word).unwrap();
        let span = decoded.to_bytes.to_origin(Span::new(at, at + word.len()));
        &bytes[span.start()..span.end()]
    }

    #[test]
    fn a_byte_order_mark_is_let_go_and_counted() {
        let bytes = b"\xef\xbb\xbfhola".to_vec();
        let decoded = decode(bytes.clone()).unwrap();
        assert_eq!(decoded.text, "hola");
        assert_eq!(back(&decoded, "hola", &bytes), b"hola");
    }

    #[test]
    fn utf16_of_both_orders_leads_back_to_its_bytes() {
        for (mark, big) in [([0xff, 0xfe], false), ([0xfe, 0xff], true)] {
            let units = "một 💡 xã".encode_utf16().flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            });
            let bytes: Vec<u8> = mark.into_iter().chain(units).collect();
            let decoded = decode(bytes.clone()).unwrap();
            assert_eq!(decoded.text, "một 💡 xã");
            assert_eq!(back(&decoded, "xã", &bytes), &bytes[16..20]);
        }
    }

    #[test]
    fn utf16_without_a_mark_is_known_by_its_nul_bytes() {
        let bytes: Vec<u8> = "plain words"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.text, "plain words");
        assert_eq!(
            decoded.notice.as_deref(),
            Some("no byte order mark; read as UTF-16LE")
        );
    }

    #[test]
    fn windows_1252_is_guessed_and_named() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252
            .encode("El año pasado la población creció: «más», según el informe.");
        let decoded = decode(bytes.to_vec()).unwrap();
        assert_eq!(
            decoded.text,
            "El año pasado la población creció: «más», según el informe."
        );
        assert_eq!(
            decoded.notice.as_deref(),
            Some("not UTF-8; read as windows-1252")
        );
        assert_eq!(back(&decoded, "población", &bytes), b"poblaci\xf3n");
    }

    #[test]
    fn sequences_of_several_bytes_are_mapped_as_a_whole() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS
            .encode("東京 abc ソフト。これは日本語の文章です。ありがとうございます。");
        let decoded = decode(bytes.to_vec()).unwrap();
        assert!(decoded.text.starts_with("東京 abc ソフト"));
        assert_eq!(back(&decoded, "abc", &bytes), b"abc");
        assert_eq!(back(&decoded, "ソ", &bytes), b"\x83\x5c");
    }

    #[test]
    fn a_broken_byte_in_utf8_is_one_replaced_character() {
        let bytes = b"c\xc3\xb3digo, a\xc3\xb1o, ni\xc3\xb1o, s\xc3\xad\nbad \xff here".to_vec();
        let decoded = decode(bytes).unwrap();
        assert!(decoded.text.ends_with("bad \u{fffd} here"));
        assert_eq!(
            decoded.notice.as_deref(),
            Some("invalid UTF-8 in 1 place, first on line 2; read as \u{fffd}")
        );
    }

    #[test]
    fn binary_files_are_no_text() {
        assert_eq!(
            decode(b"PK\x03\x04\0\0\x01\0".to_vec()).unwrap_err(),
            NoText::Binary
        );
        assert_eq!(
            decode((0x80..=0xff).chain(1..9).collect()).unwrap_err(),
            NoText::Encoding
        );
    }
}

//! Links: web and e-mail addresses, found by their characters alone.
//!
//! The span leaves out the punctuation of the sentence around it. The value is the form in which two
//! links are compared: what a site changes for its readers' language, and what only spells the same
//! address differently, is gone from it.

use memchr::memchr3_iter;

use super::{Fact, Spelling, Value};
use crate::text::Span;

/// Last labels that make a bare `example.com` a link.
const GENERIC: [&str; 9] = [
    "com", "org", "net", "edu", "gov", "info", "int", "io", "dev",
];
/// Endings of files that are also domains of countries: `main.rs/` and `Node.js/` are no hosts.
const FILES: [&str; 10] = ["js", "ts", "md", "rs", "py", "sh", "cc", "pl", "rb", "go"];
/// Query keys that only choose the language, or follow the reader.
const LOCAL_KEYS: [&str; 5] = ["lang", "language", "locale", "hl", "setlang"];

/// The links of `text`, in order, none overlapping another.
pub(super) fn scan(text: &str) -> Vec<Span> {
    let mut links = Vec::new();
    let mut done = 0;
    for at in memchr3_iter(b':', b'@', b'.', text.as_bytes()) {
        if at < done {
            continue;
        }
        let link = match text.as_bytes()[at] {
            b':' => address(text, at),
            b'@' => mail(text, at),
            _ => bare(text, at),
        };
        if let Some(link) = link.filter(|link| link.start() >= done) {
            done = link.end();
            links.push(link);
        }
    }
    links
}

/// The links of `text`, which stands at `offset` in its document.
pub(super) fn facts(text: &str, offset: usize, found: &mut Vec<Fact>) {
    found.extend(scan(text).into_iter().map(|span| Fact {
        span: span.shifted(offset),
        value: Value::Link(canonical(span.of(text))),
        spelling: Spelling::Digits,
    }));
}

/// `https://…`, from its colon.
fn address(text: &str, colon: usize) -> Option<Span> {
    let rest = text.get(colon..)?.strip_prefix("://")?;
    let start = walk_back(text, colon, |b| b.is_ascii_alphanumeric());
    let scheme = text.get(start..colon)?;
    if scheme.len() < 2 || !rest.starts_with(|c: char| c.is_alphanumeric() || c == '[' || c == '{')
    {
        return None;
    }
    Some(Span::new(start, run_end(text, colon + 3)))
}

/// `name@example.com`, from its `@`.
fn mail(text: &str, at: usize) -> Option<Span> {
    let start = walk_back(text, at, |b| {
        b.is_ascii_alphanumeric() || b"._%+-".contains(&b)
    });
    let start = start
        + (text.get(start..at)?.len()
            - text
                .get(start..at)?
                .trim_start_matches(['.', '%', '-'])
                .len());
    let host = host_at(text, at + 1)?;
    (start < at && host.contains('.') && is_top(host.rsplit('.').next()?))
        .then(|| Span::new(start, at + 1 + host.len()))
}

/// `www.example.com`, `example.com` or `example.vn/path`, from its first point.
fn bare(text: &str, point: usize) -> Option<Span> {
    let in_host = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    // Most end a sentence.
    text.as_bytes().get(point + 1).filter(|&&b| in_host(b))?;
    let start = walk_back(text, point, |b| b.is_ascii_alphanumeric() || b == b'-');
    let before = text.get(..start)?.chars().next_back();
    if start == point
        || before.is_some_and(|c| goes_on(c) || matches!(c, '@' | '/' | '.' | '_' | '\\'))
    {
        return None;
    }
    let host = host_at(text, start)?;
    let mut labels = host.rsplit('.');
    let (top, second) = (labels.next()?, labels.next()?);
    let after = text.get(start + host.len()..)?;
    let path = after
        .strip_prefix('/')
        .is_some_and(|path| path.starts_with(|c: char| c.is_alphanumeric()));
    let generic = |label: &str| {
        GENERIC
            .iter()
            .any(|known| known.eq_ignore_ascii_case(label))
    };
    let named = host
        .get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("www."))
        && is_top(top);
    let country = top.len() == 2 && is_top(top) && !FILES.contains(&top) && second.len() > 1;
    // A generic label needs a name of two letters and more before it: `a.com` is a slip of the keys.
    let site = named
        || (generic(top) && second.len() > 1)
        || (country && (path || (generic(second) && labels.next().is_some())));
    if !site || after.starts_with('@') {
        return None;
    }
    let end = if path || after.starts_with(['/', '?', '#']) {
        run_end(text, start + host.len())
    } else {
        start + host.len()
    };
    Some(Span::new(start, end))
}

/// Whether a letter before a host belongs to its word. Scripts without spaces write an address right behind a word.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2e80}'
}

/// Whether a label can be the last of a host.
fn is_top(label: &str) -> bool {
    (2..=18).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The host name that starts at `at`, without a point at its end.
fn host_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let end = rest
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || b == b'-' || b == b'.'))
        .unwrap_or(rest.len());
    let host = rest.get(..end)?;
    // `archive.org-Oberfläche`: no last label has a hyphen.
    let (front, last) = host.rsplit_once('.').unwrap_or(("", host));
    let top = last.split_once('-').map(|(top, _)| top);
    let joined = top.filter(|top| !front.is_empty() && is_top(top));
    let host = joined.map_or(Some(host), |top| host.get(..front.len() + 1 + top.len()))?;
    let host = host.trim_end_matches(['.', '-']);
    (!host.is_empty() && host.split('.').all(|label| !label.is_empty())).then_some(host)
}

/// Where the bytes for which `of` holds begin, going back from `at`.
fn walk_back(text: &str, at: usize, of: impl Fn(u8) -> bool) -> usize {
    text.as_bytes()[..at]
        .iter()
        .rposition(|&b| !of(b))
        .map_or(0, |before| before + 1)
}

/// The end of the address that runs on from `from`: no sentence punctuation, no bracket that it did not open.
fn run_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let run = rest
        .find(|c| !is_address_char(c))
        .and_then(|end| rest.get(..end))
        .unwrap_or(rest);
    let mut kept = run;
    while let Some(last) = kept.chars().next_back() {
        let unopened =
            |open, close| last == close && kept.matches(close).count() > kept.matches(open).count();
        if !(matches!(
            last,
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~'
        ) || unopened('(', ')')
            || unopened('[', ']')
            || unopened('{', '}'))
        {
            break;
        }
        kept = kept.strip_suffix(last).unwrap_or_default();
    }
    from + kept.len()
}

/// Characters of an address: visible ASCII without the marks that enclose one, and Latin letters.
fn is_address_char(c: char) -> bool {
    match c {
        '<' | '>' | '"' | '`' | '|' | '\\' | '^' => false,
        '!'..='~' => true,
        _ => c.is_alphabetic() && (c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)),
    }
}

/// The form in which links are compared.
pub(super) fn canonical(link: &str) -> String {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    // An anchor is made from a translated heading; only an application's route (`#/`, `#!`) is an address.
    let rest = match rest.split_once('#') {
        Some((page, anchor)) if !anchor.starts_with(['/', '!']) => page,
        _ => rest,
    };
    let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = page.split_once('/').unwrap_or((page, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let (host, localised) = strip_language_label(host);
    let mut out = host.to_owned();
    if localised {
        // `es.wikipedia.org` has its own page names; of those only the digits are the same everywhere.
        out.push('/');
        out.extend(path.chars().filter(char::is_ascii_digit));
        return out;
    }
    for (number, segment) in path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .enumerate()
    {
        if number < 3 && is_language(segment) {
            continue;
        }
        out.push('/');
        push_without_language_ending(segment, &mut out);
    }
    let mut separator = '?';
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let key = pair.split('=').next().unwrap_or_default();
        if !LOCAL_KEYS.contains(&key) && !key.starts_with("utm_") {
            out.push(separator);
            out.push_str(pair);
            separator = '&';
        }
    }
    out
}

/// The host without its language (`es.` of `es.example.org`), and whether it had one.
fn strip_language_label(host: &str) -> (&str, bool) {
    match host.split_once('.') {
        Some((label, rest)) if is_language(label) && rest.contains('.') => {
            (rest.strip_prefix("m.").unwrap_or(rest), true)
        }
        Some(("m", rest)) if rest.contains('.') => (rest, false),
        _ => (host, false),
    }
}

/// Whether a part of an address has the form of a language tag: `es`, `en-us`, `pt_BR`. A part that only
/// looks like one is dropped on both sides alike, so no list is needed.
fn is_language(part: &str) -> bool {
    let mut tags = part.split(['-', '_']);
    let two = |tag: &str| tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_alphabetic());
    tags.next().is_some_and(two) && tags.next().is_none_or(two) && tags.next().is_none()
}

/// `guide.es.html` and `report-en.pdf` without their language. Roman numerals (`part-iv.html`) stay.
fn push_without_language_ending(segment: &str, out: &mut String) {
    let parts = segment.rsplit_once('.').and_then(|(stem, ending)| {
        let (name, tag) = stem.rsplit_once(['.', '-', '_'])?;
        let numeral = tag.bytes().all(|b| b"ivxIVX".contains(&b));
        (tag.len() == 2 && is_language(tag) && !numeral).then_some((name, ending))
    });
    match parts {
        Some((name, ending)) => out.extend([name, ".", ending]),
        None => out.push_str(segment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        scan(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn the_punctuation_of_the_sentence_is_no_part_of_the_link() {
        assert_eq!(
            links("See https://example.com/a_(b), or (www.example.org/x)."),
            ["https://example.com/a_(b)", "www.example.org/x"]
        );
        assert_eq!(
            links("“http://baodongkhoi.vn/a-b.html”…"),
            ["http://baodongkhoi.vn/a-b.html"]
        );
        assert_eq!(links("Escriba a info@un.org."), ["info@un.org"]);
        assert_eq!(
            links("见https://example.cn/a。好"),
            ["https://example.cn/a"]
        );
    }

    #[test]
    fn a_bare_host_is_a_link_where_its_ending_says_so() {
        assert_eq!(
            links("on booking.com and chinhphu.gov.vn, youtu.be/dQw4"),
            ["booking.com", "chinhphu.gov.vn", "youtu.be/dQw4"]
        );
        assert!(
            links(
                "TP.HCM, U.S., a.m., v.v., Node.js/Express, main.rs, 1.702, end.Then, TP.HCM/Hà Nội"
            )
            .is_empty()
        );
        assert!(
            links("Note: a ratio of 3:4 @ home, re: this, 5 p.m./6 p.m. and src/a.rs/b").is_empty()
        );
    }

    #[test]
    fn localised_links_agree() {
        for (a, b) in [
            ("https://www.un.org/en/about/", "http://un.org/es/about"),
            (
                "https://kubernetes.io/docs/home/#overview",
                "https://kubernetes.io/es/docs/home/#visión",
            ),
            (
                "https://x.com/en-us/a?lang=en&id=3",
                "https://x.com/es-mx/a?id=3&lang=es",
            ),
            (
                "https://en.wikipedia.org/wiki/2022_World_Cup",
                "https://es.wikipedia.org/wiki/Mundial_de_2022",
            ),
            (
                "https://who.int/report-en.pdf",
                "https://who.int/report-es.pdf",
            ),
        ] {
            assert_eq!(canonical(a), canonical(b));
        }
    }

    #[test]
    fn other_pages_differ() {
        for (a, b) in [
            ("x.com/a", "x.com/b"),
            ("x.com/?id=3", "x.com/?id=4"),
            ("a.com/x", "b.com/x"),
            ("x.com/part-ii.html", "x.com/part-iv.html"),
        ] {
            assert_ne!(canonical(a), canonical(b));
        }
    }
}

//! What a translator must carry over as it stands: `{name}`, `%1$d`, `{{var}}`, `${x}`, tags, inline
//! code, and entities that were left over. Found by their characters alone.

use super::{Fact, Spelling, Value};
use crate::text::Span;

/// A placeholder longer than this is prose between stray marks.
const LONGEST: usize = 200;
/// The bytes that placeholders begin with.
pub(super) const FIRST: &[u8] = b"{$#%<`&";
/// Conversions of `printf`.
const CONVERSIONS: &[u8] = b"sdiufFgGeExXoc@";

/// The placeholders of `text`, in order, none inside another.
pub(super) fn scan(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let end = match byte {
            b'{' => braces(text, at),
            b'$' | b'#' => (text.as_bytes().get(at + 1) == Some(&b'{'))
                .then(|| braces(text, at + 1))
                .flatten(),
            b'%' => percent(text, at),
            b'<' => tag(text, at),
            b'`' => ticks(text, at),
            b'&' => entity(text, at),
            _ => None,
        };
        match end {
            Some(end) => {
                spans.push(Span::new(at, end));
                at = end;
            }
            // A fence of ticks that closes nowhere is passed as a whole.
            None if byte == b'`' => at += run(text, at, b'`'),
            None => at += 1,
        }
    }
    spans
}

/// The placeholders of `text`, which stands at `offset` in its document.
pub(super) fn facts(text: &str, offset: usize, found: &mut Vec<Fact>) {
    found.extend(scan(text).into_iter().map(|span| Fact {
        span: span.shifted(offset),
        value: Value::Placeholder(canonical(span.of(text))),
        spelling: Spelling::Digits,
    }));
}

/// The placeholder as it stands; of a tag with attributes (which hold links and words to translate) its name.
fn canonical(placeholder: &str) -> String {
    match placeholder.split_once(char::is_whitespace) {
        Some((name, rest)) if name.starts_with('<') => {
            format!("{name}{}", if rest.ends_with("/>") { "/>" } else { ">" })
        }
        _ => placeholder.to_owned(),
    }
}

/// `{name}`, `{0}`, `{count, plural, …}` and `{{ anything }}`, from the first brace.
fn braces(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    if rest.starts_with("{{") {
        let end = rest.find("}}")?;
        return (end > 2 && end < LONGEST).then_some(at + end + 2);
    }
    let inner = rest.get(1..)?;
    let name = inner
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || b"_.-:[]".contains(&b)))?;
    match inner.as_bytes().get(name) {
        Some(b'}') if name > 0 => Some(at + name + 2),
        Some(b',') if name > 0 => balanced(rest).map(|end| at + end),
        _ => None,
    }
}

/// The end of a message with braces of its own inside (ICU `MessageFormat`).
fn balanced(rest: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let mut nested = false;
    for (at, byte) in rest.bytes().enumerate().take(4 * LONGEST) {
        match byte {
            b'{' => {
                depth += 1;
                nested |= depth > 1;
            }
            b'}' if depth == 1 => {
                let plain = rest
                    .get(..at)?
                    .split(", ")
                    .nth(1)
                    .is_some_and(|kind| matches!(kind, "number" | "date" | "time"));
                return (nested || plain).then_some(at + 1);
            }
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `%s`, `%1$d`, `%.2f`, `%(name)s`, `%{name}` and `%NAME%`, from the sign. `5%d` and `% de` are percentages.
fn percent(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if at
        .checked_sub(1)
        .is_some_and(|before| bytes[before].is_ascii_digit() || bytes[before] == b'%')
    {
        return None;
    }
    let mut next = at + 1;
    match bytes.get(next)? {
        b'{' => return braces(text, next),
        b'(' => next += text.get(next..)?.find(')').filter(|&end| end < 40)? + 1,
        b'A'..=b'Z' => {
            let name = bytes[next..]
                .iter()
                .take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || **b == b'_')
                .count();
            if name > 1 && bytes.get(next + name) == Some(&b'%') {
                return Some(next + name + 1);
            }
        }
        _ => {}
    }
    next += bytes[next..]
        .iter()
        .take_while(|b| b.is_ascii_digit() || b"$.*+-#".contains(b))
        .count();
    next += bytes[next..]
        .iter()
        .take_while(|b| b"lhqjzt".contains(b))
        .count();
    let conversion = bytes.get(next).is_some_and(|b| CONVERSIONS.contains(b));
    let word_goes_on = text
        .get(next + 1..)
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    (conversion && !word_goes_on).then_some(next + 1)
}

/// `<b>`, `</b>`, `<br/>`, `<a href="…">`; not `a < b`, nor an address between angle brackets.
fn tag(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    let end = rest
        .bytes()
        .take(LONGEST)
        .position(|b| matches!(b, b'>' | b'<' | b'\n'))
        .filter(|&end| rest.as_bytes()[end] == b'>')?;
    let inner = rest.get(..end)?;
    let name = inner.trim_start_matches('/').trim_end_matches('/');
    let bare = name
        .trim_end()
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic());
    let attributes = || {
        name.split_once(char::is_whitespace)
            .is_some_and(|(_, rest)| rest.contains('='))
    };
    (starts && (bare || attributes())).then_some(at + 1 + end + 1)
}

/// Inline code between runs of as many ticks.
fn ticks(text: &str, at: usize) -> Option<usize> {
    let fence = run(text, at, b'`');
    let mut next = at + fence;
    while let Some(found) = memchr::memchr(b'`', text.as_bytes().get(next..)?) {
        let close = next + found;
        let length = run(text, close, b'`');
        if length == fence {
            return (close - at <= LONGEST).then_some(close + length);
        }
        next = close + length;
    }
    None
}

/// `&nbsp;`, `&#39;`, `&#xa0;`.
fn entity(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 1..)?;
    let end = rest.bytes().take(12).position(|b| b == b';')?;
    let name = rest.get(..end)?;
    let numeric = name
        .strip_prefix('#')
        .map(|digits| digits.strip_prefix(['x', 'X']).unwrap_or(digits));
    let known = match numeric {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()),
        None => name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric()),
    };
    known.then_some(at + 1 + end + 1)
}

/// How many times `byte` stands at `at` and on.
fn run(text: &str, at: usize, byte: u8) -> usize {
    text.as_bytes()[at..]
        .iter()
        .take_while(|&&b| b == byte)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placeholders(text: &str) -> Vec<&str> {
        scan(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn placeholders_of_the_usual_formats_are_found_whole() {
        let text = "Hi {name}, {{ user.id }} has ${total} and %1$d of %s in %(box)s, %.2f.";
        assert_eq!(
            placeholders(text),
            [
                "{name}",
                "{{ user.id }}",
                "${total}",
                "%1$d",
                "%s",
                "%(box)s",
                "%.2f"
            ]
        );
        assert_eq!(
            placeholders("Ejecute `npm run` en %PATH%, <b>ya</b>&nbsp;<br/>"),
            ["`npm run`", "%PATH%", "<b>", "</b>", "&nbsp;", "<br/>"]
        );
        assert_eq!(
            placeholders("{n, plural, one {# file} other {# files}} left"),
            ["{n, plural, one {# file} other {# files}}"]
        );
    }

    #[test]
    fn percentages_comparisons_and_sums_of_money_are_no_placeholders() {
        assert!(placeholders("un 5%de 100 % de 94%, 100%s, a %según b, giảm 5 %do").is_empty());
        assert!(
            placeholders(
                "a < b and c > d; <https://x.org>; <a@b.org>; AT&T; Q&A; $5 #1 {} { } ` x"
            )
            .is_empty()
        );
        assert!(placeholders("các số {1, 2, 3} và <em trai tôi>").is_empty());
    }

    #[test]
    fn a_tag_is_compared_by_its_name() {
        assert_eq!(
            canonical("<a href=\"/en/x\" title=\"Go\">"),
            canonical("<a href=\"/es/x\">")
        );
        assert_eq!(canonical("<img src=\"a\" />"), "<img/>");
    }
}

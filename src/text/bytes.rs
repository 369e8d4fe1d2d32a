//! Bytes that are counted many at a time, and which of them a text has.

/// How many bytes of a stretch are of a kind. The compiler makes one step of sixteen bytes or more of it, as long as the sums
/// are bytes too.
pub(crate) fn count_bytes(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> usize {
    /// So few that their number is a byte.
    const PART: usize = 128;
    let of_part = |part: &[u8]| part.iter().map(|&byte| u8::from(is_one(byte))).sum::<u8>();
    if bytes.len() < 16 {
        return usize::from(of_part(bytes));
    }
    bytes
        .chunks(PART)
        .map(|part| usize::from(of_part(part)))
        .sum()
}

/// How many letters of ASCII some bytes begin with. Eight bytes are looked at together: most words end within.
#[inline]
pub(crate) fn letters_ahead(bytes: &[u8]) -> usize {
    ahead(bytes, CASES, |byte| byte.is_ascii_alphabetic())
}

/// How many small letters of ASCII some bytes begin with.
#[inline]
pub(crate) fn small_letters_ahead(bytes: &[u8]) -> usize {
    ahead(bytes, 0, |byte| byte.is_ascii_lowercase())
}

/// A one in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each.
const TOPS: u64 = ONES << 7;
/// The bit of each by which a small letter differs from its capital.
const CASES: u64 = ONES << 5;

/// How many bytes at the beginning are small letters once the bits `set` are set in them; `is_one` tells the same of one byte.
#[inline]
fn ahead(bytes: &[u8], set: u64, is_one: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    while let Some(part) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        let part = u64::from_le_bytes(*part);
        // Without their highest bits no sum of two bytes runs over into the next one.
        let low = (part | set) & !TOPS;
        let from_a = low + (0x80 - u64::from(b'a')) * ONES;
        let past_z = low + (0x7f - u64::from(b'z')) * ONES;
        let others = !(from_a & !past_z & !part) & TOPS;
        if others != 0 {
            return at + others.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&byte| is_one(byte)).count()
}

/// The characters of a text beyond ASCII with their places. Of what is all ASCII eight bytes are passed over at a time.
pub(crate) fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let Some(part) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let others = u64::from_le_bytes(*part) & TOPS;
            if others != 0 {
                at += others.trailing_zeros() as usize / 8;
                break;
            }
            at += 8;
        }
        while bytes.get(at)?.is_ascii() {
            at += 1;
        }
        let c = text.get(at..)?.chars().next()?;
        let place = at;
        at += c.len_utf8();
        Some((place, c))
    })
}

/// Which bytes a text has: most rules look for marks that most texts have not. Of the letters of ASCII it may know only
/// whether there are any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    /// The bits of the letters, of either case, in their word.
    const LETTERS: u64 = 0x07ff_fffe_07ff_fffe;

    #[inline]
    fn add_letters(&mut self) {
        self.0[1] |= Self::LETTERS;
    }

    #[inline]
    fn add(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
    }

    /// Whether one of some bytes is among them.
    pub(crate) fn has_any(self, bytes: &[u8]) -> bool {
        let has = |&byte: &u8| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1;
        bytes.iter().any(has)
    }

    /// Whether there may be characters from U+3000 on.
    pub(crate) fn may_have_wide(self) -> bool {
        /// Of the bytes that begin other characters, those from 0xE3 on.
        const WIDE: u64 = u64::MAX << 0x23;
        self.0[3] & WIDE != 0
    }

    /// Whether a letter of ASCII or a byte of any other character is among them.
    pub(crate) fn may_have_letter(self) -> bool {
        self.0[1] & Self::LETTERS != 0 || self.0[2] != 0 || self.0[3] != 0
    }
}

/// The bytes of a text by where they stand: what tells, of most texts at once, that nothing in them need be looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bytes {
    /// All of them.
    pub(crate) any: ByteSet,
    /// Those right behind a space.
    pub(crate) behind_space: ByteSet,
    /// Those right behind one of `,` `;` `.` `?` `!`.
    pub(crate) behind_mark: ByteSet,
}

impl Bytes {
    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut bytes = Self::default();
        let text = text.as_bytes();
        let (mut at, mut before) = (0, None);
        while at < text.len() {
            let letters = letters_ahead(&text[at..]);
            if letters > 0 {
                bytes.add(before, ByteSet::add_letters);
                at += letters;
                before = None;
            }
            let Some(&byte) = text.get(at) else { break };
            bytes.add(before, |set| set.add(byte));
            at += 1;
            before = Some(byte);
        }
        bytes
    }

    /// Adds to all of them, and to those that stand behind such a byte.
    #[inline]
    fn add(&mut self, before: Option<u8>, add: impl Fn(&mut ByteSet)) {
        add(&mut self.any);
        match before {
            Some(b' ') => add(&mut self.behind_space),
            Some(b',' | b';' | b'.' | b'?' | b'!') => add(&mut self.behind_mark),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_bytes_of_its_text() {
        let set = Bytes::of("a(é").any;
        assert!(set.has_any(b"x(") && set.has_any(&[0xa9]) && set.has_any(b"a"));
        assert!(!set.has_any(b"1)") && !set.has_any(&[]) && !Bytes::of("").any.has_any(&[0]));
    }

    #[test]
    fn what_stands_behind_a_space_or_a_mark_is_known() {
        let bytes = Bytes::of("Aye, no;7 x.");
        assert!(bytes.behind_space.has_any(b"n") && bytes.behind_space.has_any(b"x"));
        assert!(bytes.behind_mark.has_any(b" ") && bytes.behind_mark.has_any(b"7"));
        assert!(!bytes.behind_space.has_any(b",;7.") && !bytes.behind_mark.may_have_letter());
        assert!(Bytes::of("no;Z").behind_mark.may_have_letter());
        assert!(Bytes::of("no;é").behind_mark.may_have_letter());
    }

    #[test]
    fn letters_are_counted_up_to_what_is_none() {
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..20 {
            for &byte in &all {
                let mut text = vec![b'a'; length];
                text.extend([byte, b'z', b'Z', b'a', b'b', b'c', b'd', b'e', b'f', b'g']);
                let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic());
                assert_eq!(letters_ahead(&text), letters.count(), "{length} {byte}");
                let small = text.iter().take_while(|byte| byte.is_ascii_lowercase());
                assert_eq!(small_letters_ahead(&text), small.count(), "{length} {byte}");
                assert_eq!(letters_ahead(&text[..length]), length);
            }
        }
    }

    #[test]
    fn characters_beyond_ascii_are_found_where_they_stand() {
        for text in [
            "",
            "abc",
            "é",
            "one two three four é five",
            "今日は 3月 — ñ, and on and on: …",
        ] {
            let all = text.char_indices().filter(|(_, c)| !c.is_ascii());
            assert!(beyond_ascii(text).eq(all), "{text}");
        }
    }

    #[test]
    fn all_are_counted_however_many_there_are() {
        for length in [0, 1, 15, 16, 127, 128, 129, 1000] {
            let bytes = vec![b'x'; length];
            assert_eq!(count_bytes(&bytes, |byte| byte == b'x'), length);
            assert_eq!(count_bytes(&bytes, |byte| byte == b'y'), 0);
        }
    }
}

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

/// The characters of a text beyond ASCII with their places. Of what is all ASCII many bytes are passed over at a time.
pub(crate) fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    /// Bytes that are looked at together.
    const PART: usize = 16;
    let parts = text.as_bytes().chunks(PART).enumerate();
    let places = parts.filter(|(_, part)| !part.is_ascii());
    let places = places.flat_map(|(at, part)| {
        // Bytes from here on begin such a character.
        let begins =
            move |(within, &byte): (usize, &u8)| (byte >= 0xc0).then_some(PART * at + within);
        part.iter().enumerate().filter_map(begins)
    });
    places.filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// Which bytes a text has: most rules look for marks that most texts have not. Of the letters of ASCII it may know only
/// whether there are any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    /// The bits of the letters, of either case, in their word.
    const LETTERS: u64 = 0x07ff_fffe_07ff_fffe;

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
        let (mut at, mut others) = (0, 0);
        while let Some(rest) = text.get(at..)
            && let Some(letters) = rest.iter().position(|byte| !byte.is_ascii_alphabetic())
        {
            at += letters;
            let (byte, next) = (text[at], text.get(at + 1));
            bytes.any.add(byte);
            match (byte, next) {
                (b' ', Some(&next)) => bytes.behind_space.add(next),
                (b',' | b';' | b'.' | b'?' | b'!', Some(&next)) => bytes.behind_mark.add(next),
                _ => {}
            }
            at += 1;
            others += 1;
        }
        if others < text.len() {
            bytes.any.0[1] |= ByteSet::LETTERS;
        }
        bytes
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
        assert!(!bytes.behind_space.has_any(b"Ay,;7.") && !bytes.behind_mark.may_have_letter());
        assert!(Bytes::of("no;Z").behind_mark.may_have_letter());
        assert!(Bytes::of("no;é").behind_mark.may_have_letter());
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

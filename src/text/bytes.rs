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

/// Which bytes a text has: most rules look for marks that most texts have not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ByteSet([u64; 4]);

impl ByteSet {
    /// Those of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut set = Self::default();
        for byte in text.bytes() {
            set.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        set
    }

    /// Whether one of some bytes is among them.
    pub(crate) fn has_any(self, bytes: &[u8]) -> bool {
        let has = |&byte: &u8| self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1;
        bytes.iter().any(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_bytes_of_its_text() {
        let set = ByteSet::of("a(é");
        assert!(set.has_any(b"x(") && set.has_any(&[0xa9]) && set.has_any(b"a"));
        assert!(!set.has_any(b"bA)") && !set.has_any(&[]) && !ByteSet::of("").has_any(&[0]));
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

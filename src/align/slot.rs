//! The slots of the shipped lexicon. Part of the build too, which lays them out.
//!
//! A phrase is not kept itself, but 40 bits of its hash: that two phrases of a language share them is ruled out by the build, and
//! that a word which the lexicon lacks has the print of one that it has comes about once in ten thousand million words.

use super::concept::fnv;

/// The print of a phrase (five bytes, lowest first), the number of its list of concepts (two bytes), and the tokens of the longest
/// phrase that begins with it. A free slot holds nothing but zeros.
pub(crate) type Slot = [u8; 8];

/// The bits that tell a phrase from another.
const PRINT: u64 = (1 << 40) - 1;

/// The slot at which the search for a phrase begins, of so many slots, and the phrase's print, which is never 0.
pub(crate) fn place(phrase: &str, slots: usize) -> (usize, u64) {
    let hash = mixed(fnv(phrase.bytes()));
    let at = (u128::from(hash) * slots as u128) >> 64;
    // It is less than the number of slots.
    let at = usize::try_from(at).unwrap_or_default();
    (at, (hash & PRINT).max(1))
}

/// Spreads what the last bytes of a word change over all bits (the last step of `MurmurHash3`, A. Appleby).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// The print in a slot; 0 if it is free.
pub(crate) fn print_of(slot: Slot) -> u64 {
    u64::from_le_bytes(slot) & PRINT
}

//! The slots of the shipped lexicon. Part of the build too, which lays them out.
//!
//! A phrase is not kept itself, but 32 bits of its hash beside the bucket that the hash names: that two phrases of a language
//! share both is ruled out by the build, and that a word which the lexicon lacks has those of one that it has comes about
//! once in five hundred million words.

/// The print of a phrase (four bytes, lowest first), the number of its list of concepts (two bytes), and the tokens of the longest
/// phrase that begins with it.
pub(crate) type Slot = [u8; 7];

/// The bucket of a phrase by its hash, of so many buckets, and its print.
pub(crate) fn place(hash: u64, buckets: usize) -> (usize, u32) {
    let hash = mixed(hash);
    let [a, b, c, d, ..] = hash.to_le_bytes();
    (share(hash, buckets), u32::from_le_bytes([a, b, c, d]))
}

/// The bit, of so many, that notes the hash of two tokens with which some phrase begins.
pub(crate) fn bit(hash: u64, bits: usize) -> usize {
    share(mixed(hash), bits)
}

/// A number below `of`, the same part of it as the hash is of all numbers.
fn share(hash: u64, of: usize) -> usize {
    let at = (u128::from(hash) * of as u128) >> 64;
    usize::try_from(at).unwrap_or_default()
}

/// Spreads what the last bytes of a word change over all bits (the last step of `MurmurHash3`, A. Appleby).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

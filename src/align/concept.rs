//! The numbers of concepts. Part of the build too, which numbers what is shipped.

/// What a word stands for in any language. The upper half tells where it comes from.
pub(crate) type Concept = u64;

/// Set in what a pack names.
pub(crate) const FROM_PACK: Concept = 1 << 63;

/// The concept of a name in a pack: the same in every pack.
pub(crate) fn pack_concept(kind: &str, id: &str) -> Concept {
    fnv(kind.bytes().chain([b':']).chain(id.bytes())) | FROM_PACK
}

/// FNV-1a (Fowler, Noll and Vo): the same number in the build and in every run.
pub(crate) fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    fnv_on(0xcbf2_9ce4_8422_2325, bytes)
}

/// The hash of more bytes behind those that have the hash `before`.
pub(crate) fn fnv_on(before: u64, bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(before, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

//! Which language tags are known at all, for command lines and configurations.

use super::{Language, cldr, packs};

/// ISO 639-1, as of 2026.
const ISO_639_1: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo \
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km \
    kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa \
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk \
    ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether anything is known of a language: a pack, a row of CLDR, a model or a place in ISO 639-1.
pub fn is_known(language: Language) -> bool {
    packs().any(|known| known == language)
        || cldr(language).is_some()
        || ISO_639_1
            .split_ascii_whitespace()
            .any(|tag| tag == language.as_str())
}

/// Every tag for which [`is_known`] holds, in order.
pub fn known_tags() -> Vec<String> {
    let of_packs = packs().map(|language| language.to_string());
    let of_cldr = cldr::rows().iter().map(|row| row.tag.to_owned());
    let mut tags: Vec<_> = ISO_639_1
        .split_ascii_whitespace()
        .map(str::to_owned)
        .chain(of_packs)
        .chain(of_cldr)
        .collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_the_right_form_may_still_be_no_language() {
        assert!(is_known(Language::VI));
        assert!(is_known(Language::new("gl").unwrap()));
        assert!(!is_known(Language::new("xx").unwrap()));
        assert!(
            known_tags()
                .iter()
                .all(|tag| Language::new(tag).is_some_and(is_known))
        );
    }
}

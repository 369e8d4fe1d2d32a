//! Numbers in words: how the words of a pack compose to a value.
//!
//! A number is built up as places, each with the size below which the next word must stay:
//! *two hundred* (below 100) *and five*; *hai* × *mươi* (below 10) *ba*. A scale takes all places
//! smaller than itself and multiplies their sum. A word that does not fit ends the number.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::lexis::{Entry, Lexis, Sorts};
use super::tokens::Tokens;

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spelled {
    /// The token after its last.
    pub(super) to: usize,
    pub(super) value: Decimal,
    /// The scale its last words multiplied by: 1,000,000 for `two million`.
    pub(super) scale: Option<Decimal>,
    /// An article or pronoun alone: claims nothing unless what follows makes it a number.
    pub(super) article: bool,
    /// Also a unit or another word of the language (*năm*: five, year), so that alone it is not trusted.
    pub(super) homograph: bool,
}

/// What one word or phrase can do within a number.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a list of the pack, and a word can be in several"
)]
struct Part {
    len: usize,
    number: Option<u64>,
    scale: Option<u64>,
    collective: Option<u64>,
    joiner: bool,
    half: bool,
    article: bool,
    homograph: bool,
    bare: bool,
}

/// A place of the number so far.
#[derive(Debug, Clone, Copy)]
struct Place {
    value: u64,
    /// What comes next must be smaller.
    below: u64,
}

/// The numeric phrase at a token, unless a longer phrase makes it something else. A scale behind a number is
/// not undone by a phrase that is vague alone (`millones de`) or that only goes on with numbers (`trăm ngàn`).
fn part(tokens: &Tokens, at: usize, inside: bool) -> Option<Part> {
    let mut barred = false;
    for found in tokens.matches(at) {
        let mut part = Part {
            len: found.len(),
            ..Part::default()
        };
        let (mut other, mut vague) = (false, false);
        for &entry in found.entries() {
            match entry {
                Entry::Number(value) => part.number = Some(value),
                Entry::Scale(value) => part.scale = Some(value),
                Entry::Collective(value) => part.collective = Some(value),
                Entry::Joiner => part.joiner = true,
                Entry::AndAHalf => part.half = true,
                Entry::Article => part.article = true,
                Entry::BareScale => part.bare = true,
                Entry::Unit(_) | Entry::YearWord | Entry::Title | Entry::Negation => {
                    part.homograph = true;
                }
                Entry::Vague => vague = true,
                entry => other |= excludes(entry),
            }
        }
        let multiplies = part.scale.or(part.collective).is_some();
        if part.number.is_some() || multiplies || part.joiner || part.half {
            if barred {
                part.number = None;
                let goes_on = || {
                    self::part(tokens, at + part.len, true)
                        .is_some_and(|next| next.scale.or(next.number).is_some())
                };
                return if multiplies && goes_on() {
                    Some(part)
                } else {
                    None
                };
            }
            return if found.entries().contains(&Entry::NotNumber) {
                None
            } else {
                Some(part)
            };
        }
        if other || vague && !inside {
            if !inside {
                return None;
            }
            barred = true;
        }
    }
    None
}

/// Whether a phrase of this sort is not the number that its first word would be.
fn excludes(entry: Entry) -> bool {
    matches!(
        entry,
        Entry::NotNumber
            | Entry::Relative(_)
            | Entry::Territory(_)
            | Entry::Exonym(_)
            | Entry::LanguageName(_)
            | Entry::Demonym(_)
            | Entry::Acronym(_)
            | Entry::Title
            | Entry::Organisation
            | Entry::NegationNeutral
    )
}

/// The scale that follows a number, with its length in tokens: `million`, `tỷ`, `dozen`.
pub(super) fn scale(tokens: &Tokens, at: usize) -> Option<(usize, u64)> {
    let part = part(tokens, at, true)?;
    part.scale
        .or(part.collective)
        .map(|scale| (part.len, scale))
}

/// How many tokens say "and a half".
pub(super) fn and_a_half(tokens: &Tokens, at: usize) -> Option<usize> {
    part(tokens, at, true)
        .filter(|part| part.half)
        .map(|part| part.len)
}

/// Reads the spelled number that begins at `at`. Several finders ask for the one at a token, one after the other.
pub(super) fn read(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Spelled> {
    if !tokens.opens(at, Sorts::SPELLED) {
        return None;
    }
    if let Some((last, found)) = tokens.last_spelled.get()
        && last == at
    {
        return found;
    }
    let found = read_anew(tokens, lexis, at);
    tokens.last_spelled.set(Some((at, found)));
    found
}

fn read_anew(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Spelled> {
    if tokens.matches(at).is_empty()
        && let Some(value) = lexis.fused.value(tokens.lower(at))
    {
        return Some(whole_word(at, value));
    }
    let first = part(tokens, at, false)?;
    let mut places: SmallVec<[Place; 6]> = SmallVec::new();
    let mut best: Option<Spelled> = None;
    let mut next = at;
    let mut joined = false;
    let mut words = 0;
    loop {
        let hyphen = !places.is_empty()
            && tokens.is_sign(next, '-')
            && tokens.glued(next)
            && tokens.glued(next + 1);
        let from = if hyphen { next + 1 } else { next };
        if tokens.is_claimed(from) {
            break;
        }
        let part = if places.is_empty() {
            Some(first)
        } else {
            part(tokens, from, true)
        };
        let Some(part) = part else {
            break;
        };
        let to = from + part.len;
        if part.half && !places.is_empty() && !joined {
            let found = best.map(|found| with_half(found, &places, to))?;
            return Some(in_scale(found, tokens));
        }
        let was_joined = std::mem::take(&mut joined);
        if let Some(value) = part.number.filter(|&value| fits(&places, value))
            && may_add(tokens, &part, to, places.is_empty() || was_joined)
        {
            places.push(Place {
                value,
                below: room(value, lexis),
            });
            words += 1;
        } else if let Some(scale) = part.scale.or(part.collective)
            && multiply(
                &mut places,
                scale,
                part.collective.is_some() && part.scale.is_none(),
            )
        {
            words += 1;
        } else if let Some(scale) = part
            .scale
            .filter(|_| places.is_empty() && !is_letter(tokens.lower(from)))
            .filter(|_| part.bare || smaller_follows(tokens, to, part.scale))
        {
            places.push(Place {
                value: scale,
                below: scale,
            });
            words += 1;
        } else if part.joiner && !places.is_empty() && !was_joined {
            (next, joined) = (to, true);
            continue;
        } else {
            break;
        }
        let value = places
            .iter()
            .try_fold(0_u64, |sum, place| sum.checked_add(place.value))?;
        let scale = places
            .last()
            .map(|place| place.below)
            .filter(|&below| below >= 100)
            .map(Decimal::from);
        best = Some(Spelled {
            to,
            value: value.into(),
            scale,
            article: words == 1 && first.article,
            homograph: words == 1 && first.homograph,
        });
        next = to;
    }
    best
}

/// A number that is one word.
fn whole_word(at: usize, value: u64) -> Spelled {
    Spelled {
        to: at + 1,
        value: value.into(),
        scale: None,
        article: false,
        homograph: false,
    }
}

/// Whether a word's value fits under the last place.
fn fits(places: &[Place], value: u64) -> bool {
    places
        .last()
        .is_none_or(|last| value != 0 && value < last.below)
}

/// Below what the next word must stay: 10 after *twenty*, 100 after *doscientos*, 1 after *nineteen*.
fn room(value: u64, lexis: &Lexis) -> u64 {
    // Ten takes no unit where the language has words for eleven to nineteen.
    if value == 0 || (value == 10 && !lexis.teens_compose) {
        return 1;
    }
    let mut below = 1;
    while value.is_multiple_of(below * 10) && below < 1_000_000_000_000 {
        below *= 10;
    }
    below
}

/// A homograph counts inside a number only where a scale follows it or a joiner leads to it.
fn may_add(tokens: &Tokens, word: &Part, to: usize, opens: bool) -> bool {
    !word.homograph || opens || part(tokens, to, true).is_some_and(|next| next.scale.is_some())
}

/// A scale that opens a number is one of it where the language says so, or where a smaller number follows: `mil doscientos`.
fn smaller_follows(tokens: &Tokens, at: usize, scale: Option<u64>) -> bool {
    part(tokens, at, true).is_some_and(|next| {
        !next.homograph
            && !next.article
            && next
                .number
                .is_some_and(|number| Some(number) < scale && number > 0)
    })
}

/// Whether a word is one letter, as the `m` of *I'm twenty*: such a scale stands behind digits only.
fn is_letter(word: &str) -> bool {
    word.len() == 1
}

/// Multiplies the places smaller than `scale` by it. A scale that nothing stands before is refused.
fn multiply(places: &mut SmallVec<[Place; 6]>, scale: u64, collective: bool) -> bool {
    let smaller = places
        .iter()
        .rev()
        .take_while(|place| place.value < scale || collective)
        .count();
    let keep = places.len() - smaller;
    let bare = smaller == 0;
    if bare && !(places.is_empty() && collective) {
        return false;
    }
    let sum = if bare {
        1
    } else {
        places[keep..].iter().map(|place| place.value).sum()
    };
    let Some(value) = scale.checked_mul(sum) else {
        return false;
    };
    if keep > 0 && value >= places[keep - 1].below {
        return false;
    }
    places.truncate(keep);
    places.push(Place {
        value,
        below: if collective { 1 } else { scale },
    });
    true
}

/// What is halved may count a scale: `two and a half billion`.
fn in_scale(mut found: Spelled, tokens: &Tokens) -> Spelled {
    let halved = !found.value.is_integer();
    if let Some((len, scale)) = scale(tokens, found.to).filter(|_| halved) {
        let scale = Decimal::from(scale);
        if let Some(value) = found.value.checked_mul(scale) {
            (found.value, found.scale) = (value, Some(scale));
            found.to += len;
        }
    }
    found
}

fn with_half(mut found: Spelled, places: &[Place], to: usize) -> Spelled {
    let unit = places.last().map_or(1, |place| place.below.max(1));
    found.value += Decimal::from(unit) / Decimal::from(2);
    found.to = to;
    found.article = false;
    found.homograph = false;
    found
}

#[cfg(test)]
mod tests {
    use super::super::BlockText;
    use super::*;

    fn value(language: &str, text: &str) -> Option<(String, usize)> {
        let block = BlockText::of(language, text);
        let found = read(&block.tokens, block.lexis, 0)?;
        Some((found.value.normalize().to_string(), found.to))
    }

    #[track_caller]
    fn whole(language: &str, text: &str, expected: &str) {
        let block = BlockText::of(language, text);
        assert_eq!(
            value(language, text),
            Some((expected.to_owned(), block.tokens.len())),
            "{text}"
        );
    }

    #[test]
    fn vietnamese_composes_from_digits_and_scales() {
        whole("vi", "hai mươi ba", "23");
        whole("vi", "mười lăm", "15");
        whole("vi", "một trăm linh năm", "105");
        whole("vi", "một nghìn hai trăm", "1200");
        whole("vi", "hai trăm nghìn", "200000");
        whole("vi", "một triệu rưỡi", "1500000");
        whole("vi", "năm mươi lăm", "55");
        assert_eq!(value("vi", "hai mươi năm qua").unwrap(), ("20".into(), 2));
        assert_eq!(value("vi", "hai ba người").unwrap().1, 1);
    }

    #[test]
    fn english_composes_with_hyphens_and_and() {
        whole("en", "twenty-three", "23");
        whole("en", "two hundred and five", "205");
        whole("en", "three million two hundred thousand", "3200000");
        whole("en", "two and a half", "2.5");
        whole("en", "two and a half billion", "2500000000");
        whole("es", "dos y medio millones", "2500000");
        whole("en", "two dozen", "24");
        assert_eq!(value("en", "ten five-year-olds").unwrap().0, "10");
        assert_eq!(value("en", "two and three").unwrap().0, "2");
    }

    #[test]
    fn spanish_composes_with_y_and_fused_hundreds() {
        whole("es", "veintitrés", "23");
        whole("es", "treinta y uno", "31");
        whole("es", "mil doscientos", "1200");
        whole("es", "dos mil millones", "2000000000");
        whole("es", "ciento veintiún mil", "121000");
        assert_eq!(value("es", "veinte y treinta").unwrap().0, "20");
    }
}

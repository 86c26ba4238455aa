//! A name, and whether it holds what was typed: in its own characters, with abbreviations written
//! out, in pinyin or its initials.
//!
//! All names are gone through at every key. Most are passed over by what stands with them: which
//! characters a name may hold, and which one it begins with.

use super::SuggestionKind;
use crate::gazetteer::Gazetteer;
use crate::query::Condition;
use crate::report::Level;
use crate::search::facet::FacetRow;
use crate::search::plan::agency_forms;
use crate::text::{Folded, fold_term};

/// What reports that are held are known by.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) kind: SuggestionKind,
    /// The name as it is shown.
    pub(super) text: Box<str>,
    /// How many reports have it.
    pub(super) reports: u64,
    /// What is compared, folded, where that differs from the name.
    folded: Option<Box<str>>,
    /// The characters of what is compared, as [`characters_of`] tells them.
    characters: u128,
    /// The first character of its own, folded.
    first: Option<char>,
    /// What else is known of it; of agencies nothing is.
    more: Option<Box<More>>,
}

/// What is known of a name beside its characters.
#[derive(Debug)]
pub(super) struct More {
    /// The condition that lets through just the reports that are counted.
    pub(super) field: Condition,
    /// How much of what is compared are the names of divisions above it, in bytes.
    pub(super) above: usize,
    /// The divisions it lies in, as they are shown.
    pub(super) within: Option<String>,
    /// The code of a division.
    pub(super) code: Option<String>,
    /// Other spellings: pinyin, its initials, English.
    pub(super) spellings: Vec<String>,
}

impl More {
    /// Returns a condition of which nothing else is known.
    pub(super) fn of(field: Condition) -> Self {
        Self { field, above: 0, within: None, code: None, spellings: Vec::new() }
    }
}

impl Name {
    /// Returns the name of a row; what was typed is looked for in `compared`.
    pub(super) fn new(
        kind: SuggestionKind,
        row: &FacetRow,
        compared: &str,
        more: Option<More>,
    ) -> Self {
        let folded = Folded::new(compared).text;
        let above = more.as_ref().map_or(0, |more| more.above);
        Self {
            first: folded.get(above..).and_then(|own| own.chars().next()),
            kind,
            text: row.value.as_str().into(),
            reports: row.reports,
            characters: characters_of(&folded),
            folded: (folded != row.value).then(|| folded.into()),
            more: more.map(Box::new),
        }
    }

    /// Returns what is compared, folded.
    pub(super) fn compared(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.text)
    }

    /// Returns the condition that lets through just the reports that are counted.
    pub(super) fn field(&self) -> Condition {
        let agency = || Condition::AgencyIs(self.text.to_string());
        self.more.as_ref().map_or_else(agency, |more| more.field.clone())
    }

    /// Returns the divisions that a region lies in.
    pub(super) fn within(&self) -> Option<&str> {
        self.more.as_ref()?.within.as_deref()
    }

    fn is_at(&self, level: Level) -> bool {
        let field = self.more.as_ref().map(|more| &more.field);
        matches!(field, Some(Condition::Division(at, _)) if *at == level)
    }

    /// Returns where the name holds what was typed. With `only_beginning` nothing else is looked at.
    fn place_of(&self, typed: &Typed, only_beginning: bool) -> Option<Place> {
        let above = || self.more.as_ref().map_or(0, |more| more.above);
        let mut place = typed.forms.is_empty().then_some(Place::Beginning);
        for (form, characters) in &typed.forms {
            if characters & !self.characters != 0 {
                continue;
            }
            if form.starts_with(self.first.as_slice())
                && self.compared().get(above()..).is_some_and(|own| own.starts_with(form))
            {
                return Some(Place::Beginning);
            }
            // What stands in the names above alone is the name of another.
            let is_own = |at: usize| at + form.len() > above();
            if !only_beginning && self.compared().rfind(form).is_some_and(is_own) {
                place = Some(Place::Inside);
            }
        }
        let is_spelled = self.more.as_ref().is_some_and(|more| typed.is_spelling_of(more));
        if is_spelled { Some(Place::Beginning) } else { place }
    }
}

/// Where a name holds what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Beginning,
    Inside,
}

/// What was typed, in the forms in which it is looked for.
#[derive(Debug)]
pub(super) struct Typed {
    /// Folded forms, each with its characters as [`characters_of`] tells them; none where nothing
    /// is left to compare, so that every name fits.
    forms: Vec<(String, u128)>,
    /// What was typed, where that is Latin letters alone: pinyin or English.
    letters: Option<String>,
    /// The codes of the divisions that go by what was typed.
    codes: Vec<&'static str>,
    /// Whether it is looked for at the beginning of names alone.
    only_beginning: bool,
}

impl Typed {
    /// Reads what was typed, as the value of a field or by itself. A single character by itself is
    /// looked for at the beginning of names alone: nearly all hold 县 or 局.
    pub(super) fn new(text: &str, in_field: bool) -> Self {
        let text = text.trim_start_matches(['=', '＝']);
        let folded = fold_term(text).into_iter().next().unwrap_or_default();
        let forms = if folded.is_empty() { Vec::new() } else { agency_forms(text) };
        let is_letter = |c: char| c.is_ascii_lowercase() || c == '-';
        let is_spelled = folded.starts_with(is_letter) && folded.chars().all(is_letter);
        let gazetteer = Gazetteer::shared();
        let codes = gazetteer.named(&folded).iter().map(|named| gazetteer.node(named.node).code);
        Self {
            codes: codes.collect(),
            forms: forms.into_iter().map(|form| (form.clone(), characters_of(&form))).collect(),
            only_beginning: !in_field && folded.chars().nth(1).is_none(),
            letters: is_spelled.then_some(folded),
        }
    }

    /// Returns the folded forms that are looked for.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|(form, _)| form.as_str())
    }

    fn is_spelling_of(&self, more: &More) -> bool {
        let is_begun = |letters: &String| more.spellings.iter().any(|it| it.starts_with(letters));
        let is_named = |code: &String| self.codes.iter().any(|it| it == code);
        self.letters.as_ref().is_some_and(is_begun) || more.code.as_ref().is_some_and(is_named)
    }

    /// Returns at most `most` of the names that hold what was typed, with `level` of divisions of
    /// this level alone: those that begin with it, then the others, each in the order of `names`.
    pub(super) fn find<'n>(
        &self,
        names: &'n [Name],
        level: Option<Level>,
        most: usize,
    ) -> Vec<&'n Name> {
        let (mut beginning, mut inside) = (Vec::new(), Vec::new());
        for name in names {
            if beginning.len() == most {
                break;
            }
            let only_beginning = self.only_beginning || inside.len() == most;
            let Some(place) = name.place_of(self, only_beginning) else { continue };
            if level.is_none_or(|level| name.is_at(level)) {
                match place {
                    Place::Beginning => beginning.push(name),
                    Place::Inside => inside.push(name),
                }
            }
        }
        beginning.extend(inside);
        beginning.truncate(most);
        beginning
    }
}

/// Returns the characters of a text as a set of bits. Each character has one of 128, which it shares
/// with others: a text that lacks a bit of a form does not hold the form.
pub(super) fn characters_of(text: &str) -> u128 {
    let bit = |character: char| 1 << (u32::from(character).wrapping_mul(0x9E37_79B1) >> 25);
    text.chars().fold(0, |set, character| set | bit(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agency(text: &str, reports: u64) -> Name {
        let value = text.to_owned();
        let (sections, mentions) = (0, 0);
        let (region, divisions) = (None, crate::report::Region::default());
        let row = FacetRow { value, region, divisions, reports, sections, mentions };
        Name::new(SuggestionKind::Agency, &row, text, None)
    }

    #[test]
    fn names_that_begin_with_what_was_typed_come_first() {
        let names =
            ["云岫县司法局", "司法厅", "云岫县卫生健康委员会", "司法部", "云岫县（试点）司法所"]
                .map(|text| agency(text, 1));
        let found = |typed: &str, most: usize| {
            let found = Typed::new(typed, true).find(&names, None, most).into_iter();
            found.map(|name| &*name.text).collect::<Vec<_>>().join(" ")
        };
        for (typed, most, expected) in [
            ("司法", 9, "司法厅 司法部 云岫县司法局 云岫县（试点）司法所"),
            ("司法", 3, "司法厅 司法部 云岫县司法局"),
            ("司法", 1, "司法厅"),
            ("司法所", 9, "云岫县（试点）司法所"),
            ("司法法", 9, ""),
            ("=云岫县司", 9, "云岫县司法局"),
            // Abbreviations are written out, other forms of characters are one.
            ("卫健委", 9, "云岫县卫生健康委员会"),
            ("雲岫縣衛生", 9, "云岫县卫生健康委员会"),
            ("县(试点)司", 9, "云岫县（试点）司法所"),
            ("", 2, "云岫县司法局 司法厅"),
            ("ls", 9, ""),
        ] {
            assert_eq!(found(typed, most), expected, "{typed}");
        }
        let by_itself = |typed: &str| Typed::new(typed, false).find(&names, None, 9).len();
        assert_eq!((by_itself("司"), by_itself("县"), by_itself("县司")), (2, 0, 1));
    }

    #[test]
    fn no_name_is_passed_over_that_holds_the_form() {
        let text = "重庆市酉阳土家族苗族自治县人力资源和社会保障局（本级）";
        let all = characters_of(text);
        for (at, _) in text.char_indices() {
            assert_eq!(characters_of(text.get(at..).unwrap()) & !all, 0);
        }
        assert_ne!(characters_of("三项制度") & !all, 0);
    }
}

//! Matches names with what was typed: by their characters, with abbreviations expanded, by pinyin
//! or its initials.
//!
//! Every key that is typed compares all names, of which there are tens of thousands. Most are
//! rejected without a string comparison, by a set of the characters of each name and by its first
//! character.

use super::SuggestionKind;
use crate::gazetteer::{Gazetteer, province_in};
use crate::query::Condition;
use crate::report::Level;
use crate::search::facet::FacetRow;
use crate::search::plan::agency_forms;
use crate::text::{Folded, Letters, fold_term};

/// A name that can be suggested: a year, region, agency, part or kind of reports.
#[derive(Debug)]
pub(super) struct Name {
    pub(super) kind: SuggestionKind,
    /// The name as it is shown.
    pub(super) text: Box<str>,
    /// The number of reports with it.
    pub(super) reports: u64,
    /// The text that is compared, folded; `None` if it is the same as the name.
    folded: Option<Box<str>>,
    /// The set of characters of the text that is compared; see [`character_set`].
    characters: u128,
    /// The first character of the name itself, after the names of divisions above it, folded.
    first: Option<char>,
    /// Absent for agencies of unique names, of which there are by far the most.
    details: Option<Box<Details>>,
}

/// What is known about a name in addition to its characters.
#[derive(Debug)]
pub(super) struct Details {
    /// The condition that exactly the reports with the name meet.
    pub(super) condition: Condition,
    /// The length in bytes of the names of divisions above it, which the compared text begins with.
    pub(super) above: usize,
    /// The divisions that a region is in, as they are shown.
    pub(super) within: Option<String>,
    /// The code of a division.
    pub(super) code: Option<String>,
    /// Other spellings: pinyin, its initials, English.
    pub(super) spellings: Vec<String>,
}

impl Details {
    /// Returns a condition without further information.
    pub(super) fn from_condition(condition: Condition) -> Self {
        Self { condition, above: 0, within: None, code: None, spellings: Vec::new() }
    }
}

impl Name {
    /// Returns the name of a row. What was typed is compared with `compared`.
    pub(super) fn new(
        kind: SuggestionKind,
        row: &FacetRow,
        compared: &str,
        details: Option<Details>,
    ) -> Self {
        let folded = Folded::new(compared).text;
        let above = details.as_ref().map_or(0, |details| details.above);
        Self {
            first: folded.get(above..).and_then(|own| own.chars().next()),
            kind,
            text: row.value.as_str().into(),
            reports: row.reports,
            characters: character_set(&folded),
            folded: (folded != row.value).then(|| folded.into()),
            details: details.map(Box::new),
        }
    }

    /// Returns the text that is compared, folded.
    pub(super) fn compared(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.text)
    }

    /// Returns the condition that exactly the reports with the name meet.
    pub(super) fn condition(&self) -> Condition {
        let agency = || Condition::AgencyIs(self.text.to_string());
        self.details.as_ref().map_or_else(agency, |details| details.condition.clone())
    }

    /// Returns the divisions that a region is in.
    pub(super) fn within(&self) -> Option<&str> {
        self.details.as_ref()?.within.as_deref()
    }

    /// Returns whether letters begin the pinyin or the initials of the name of a division or an agency.
    fn is_begun_by(&self, letters: &Letters) -> bool {
        let is_named = match self.kind {
            SuggestionKind::Region => true,
            // One letter begins too many.
            SuggestionKind::Agency => letters.as_str().len() > 1,
            _ => false,
        };
        is_named && letters.may_begin(&self.text) && letters.begins(&self.text, &[])
    }

    fn is_at(&self, level: Level) -> bool {
        let condition = self.details.as_ref().map(|details| &details.condition);
        matches!(condition, Some(Condition::Division(at, _)) if *at == level)
    }

    /// Returns where the name contains what was typed. With `only_beginning`, matches inside the
    /// name do not count.
    fn place_of(&self, typed: &Typed, only_beginning: bool) -> Option<Place> {
        let above = || self.details.as_ref().map_or(0, |details| details.above);
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
            // A match within the names above is not a match of this name.
            let is_own = |at: usize| at + form.len() > above();
            if !only_beginning && self.compared().rfind(form).is_some_and(is_own) {
                place = Some(Place::Inside);
            }
        }
        let is_spelled = self.details.as_ref().is_some_and(|details| typed.is_spelling_of(details))
            || typed.letters.as_ref().is_some_and(|letters| self.is_begun_by(letters));
        if is_spelled { Some(Place::Beginning) } else { place }
    }
}

/// Where a name contains what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Beginning,
    Inside,
}

/// What was typed, in the forms that names are compared with.
#[derive(Debug)]
pub(super) struct Typed {
    /// Folded forms, each with its set of characters. Without forms, every name matches.
    forms: Vec<(String, u128)>,
    /// What was typed, if it consists of Latin letters: English, or the pinyin of the table.
    spelled: Option<String>,
    /// The same as letters of a Chinese name, in any reading.
    letters: Option<Letters>,
    /// The codes of the divisions with what was typed as one of their names.
    codes: Vec<&'static str>,
    /// Whether only the beginning of names is compared.
    only_beginning: bool,
}

impl Typed {
    /// Reads what was typed, as the value of a condition or by itself. A single character by itself
    /// is only compared with the beginning of names, since nearly all contain 县 or 局.
    pub(super) fn new(text: &str, is_value: bool) -> Self {
        let text = text.trim_start_matches(['=', '＝']);
        let folded = fold_term(text).into_iter().next().unwrap_or_default();
        let forms = if folded.is_empty() { Vec::new() } else { agency_forms(text) };
        let is_letter = |c: char| c.is_ascii_lowercase() || c == '-';
        let is_spelled = folded.starts_with(is_letter) && folded.chars().all(is_letter);
        let gazetteer = Gazetteer::shared();
        let named = gazetteer.named(&folded).iter().map(|named| named.node);
        let codes = named.chain(province_in(&folded)).map(|node| gazetteer.node(node).code);
        Self {
            codes: codes.collect(),
            forms: forms.into_iter().map(|form| (form.clone(), character_set(&form))).collect(),
            only_beginning: !is_value && folded.chars().nth(1).is_none(),
            letters: Letters::read(text),
            spelled: is_spelled.then_some(folded),
        }
    }

    /// Returns what was typed as the letters of a Chinese name.
    pub(super) fn letters(&self) -> Option<&Letters> {
        self.letters.as_ref()
    }

    /// Adds names that what was typed stands for: names of agencies are compared with them too.
    pub(super) fn add_names<'n>(&mut self, names: impl Iterator<Item = &'n str>) {
        for form in names.flat_map(agency_forms) {
            if self.forms().all(|known| known != form) {
                let characters = character_set(&form);
                self.forms.push((form, characters));
            }
        }
    }

    /// Returns the folded forms that names are compared with.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(|(form, _)| form.as_str())
    }

    fn is_spelling_of(&self, details: &Details) -> bool {
        let begins_a_spelling =
            |letters: &String| details.spellings.iter().any(|it| it.starts_with(letters));
        let has_name = |code: &String| self.codes.iter().any(|it| it == code);
        self.spelled.as_ref().is_some_and(begins_a_spelling)
            || details.code.as_ref().is_some_and(has_name)
    }

    /// Returns at most `most` of the names that contain what was typed, with `level` only divisions
    /// of this level: those that begin with it, then the others, each in the order of `names`.
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

/// Returns the characters of a text as a set of bits.
///
/// This is a Bloom filter with one hash function: each character has one of 128 bits, which it
/// shares with others. A text that lacks a bit of a form cannot contain the form.
pub(super) fn character_set(text: &str) -> u128 {
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
        let row = FacetRow { value, region, divisions, reports, held: reports, sections, mentions };
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
            // Abbreviations are expanded, variants of characters are folded.
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
    fn no_name_is_rejected_that_contains_the_form() {
        let text = "重庆市酉阳土家族苗族自治县人力资源和社会保障局（本级）";
        let all = character_set(text);
        for (at, _) in text.char_indices() {
            assert_eq!(character_set(text.get(at..).unwrap()) & !all, 0);
        }
        assert_ne!(character_set("三项制度") & !all, 0);
    }
}

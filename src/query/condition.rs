//! Conditions on what is known of a report or of a section, and their one reader.

use std::fmt;

use super::asked::Asked;
use super::condition_key::ConditionKey;
use super::span::{Days, Years};
use super::term::Term;
use crate::report::{AgencyKind, Language, Level, Part, ReportKind};
use crate::text::{address_form, fold_term};

/// A condition on what is known of the report or of the section.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// The year reported on.
    Year(Years),
    /// A division, by name, short name or code; the larger ones first if several are given.
    Region(String),
    /// One division of a level as tables of that level show it: by its code, or the value of its
    /// row. Former divisions that ended in it are other divisions. An agency above the level is in
    /// the row of its own division, with `（本级）` after the name.
    Division(Level, String),
    /// Characters of the agency's name.
    Agency(String),
    /// The whole name of the agency, as in tables.
    AgencyIs(String),
    /// What kind of body the agency is.
    Level(Asked<AgencyKind>),
    /// The statutory part.
    Part(Part),
    /// The kind of document.
    Kind(Asked<ReportKind>),
    /// The day the report was signed.
    Date(Days),
    /// The day the report was published.
    Published(Days),
    /// Characters of the number of the document.
    Number(Asked<String>),
    /// Part of the address the report was saved from, in small letters and without the scheme.
    Url(Asked<String>),
    /// A term in the title of the report or in the heading path of the section.
    Title(String),
}

/// Before the whole name of an agency.
const EQUALS: [char; 2] = ['=', '＝'];

impl Condition {
    /// Reads the value of a condition. The query line, the flags and the parameters are all read
    /// here.
    ///
    /// ```
    /// use chabao::query::{Condition, ConditionKey};
    /// let condition = Condition::read(ConditionKey::Agency, "=云岫县司法局").unwrap();
    /// assert_eq!(condition, Condition::AgencyIs("云岫县司法局".to_owned()));
    /// assert!(Condition::read(ConditionKey::Year, "去年").is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the value is not one of those that [`ConditionKey::hint`] describes, and if nothing
    /// of it is compared, such as `、`.
    pub fn read(key: ConditionKey, value: &str) -> Result<Self, ValueError> {
        let refused = || ValueError { key, value: value.trim().to_owned() };
        let text = Term::folded(value).text().to_owned();
        let condition = match key {
            ConditionKey::Year => Self::Year(Years::parse(value).ok_or_else(refused)?),
            ConditionKey::Part => Self::Part(Part::from_name(value).ok_or_else(refused)?),
            ConditionKey::Kind => {
                Self::Kind(Asked::parse(value, ReportKind::from_name).ok_or_else(refused)?)
            }
            ConditionKey::Level => {
                Self::Level(Asked::parse(value, AgencyKind::from_name).ok_or_else(refused)?)
            }
            ConditionKey::Date => Self::Date(Days::parse(value).ok_or_else(refused)?),
            ConditionKey::Published => Self::Published(Days::parse(value).ok_or_else(refused)?),
            ConditionKey::Number => {
                let number = |_: &str| text.contains(char::is_alphanumeric).then(|| text.clone());
                Self::Number(Asked::parse(value, number).ok_or_else(refused)?)
            }
            ConditionKey::Url => Self::Url(Asked::parse(value, address).ok_or_else(refused)?),
            _ if fold_term(text.trim_start_matches(EQUALS)).is_empty() => return Err(refused()),
            ConditionKey::Region => Self::Region(text),
            ConditionKey::Province => Self::Division(Level::Province, text),
            ConditionKey::Prefecture => Self::Division(Level::Prefecture, text),
            ConditionKey::County => Self::Division(Level::County, text),
            ConditionKey::Agency => match text.strip_prefix(EQUALS) {
                Some(whole) => Self::AgencyIs(whole.trim().to_owned()),
                None => Self::Agency(text),
            },
            ConditionKey::Title => Self::Title(text),
        };
        Ok(condition)
    }

    /// What separates several values of one condition: nobody has to leave a Chinese keyboard.
    pub const SEPARATORS: [char; 5] = [',', '，', '、', ';', '；'];

    /// Reads one or several values of a condition, of which any has to be met. A title and an address
    /// are one value: the marks belong to it.
    ///
    /// ```
    /// use chabao::query::{Condition, ConditionKey};
    /// let years = Condition::read_list(ConditionKey::Year, "2021、2023").unwrap();
    /// assert_eq!(years, Condition::read_list(ConditionKey::Year, "2021,2023").unwrap());
    /// assert_eq!(years.len(), 2);
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as [`Condition::read`] does for any of the values, and if there is none.
    pub fn read_list(key: ConditionKey, values: &str) -> Result<Vec<Self>, ValueError> {
        let is_list = key.takes_list() && values.contains(Self::SEPARATORS);
        let pieces = values.split(Self::SEPARATORS).map(str::trim);
        let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
        if !is_list || pieces.is_empty() {
            return Ok(vec![Self::read(key, values)?]);
        }
        pieces.into_iter().map(|value| Self::read(key, value)).collect()
    }

    /// Returns what the condition is about.
    #[must_use]
    pub fn key(&self) -> ConditionKey {
        match self {
            Self::Year(_) => ConditionKey::Year,
            Self::Region(_) => ConditionKey::Region,
            Self::Division(level, _) => ConditionKey::from(*level),
            Self::Agency(_) | Self::AgencyIs(_) => ConditionKey::Agency,
            Self::Part(_) => ConditionKey::Part,
            Self::Level(_) => ConditionKey::Level,
            Self::Kind(_) => ConditionKey::Kind,
            Self::Date(_) => ConditionKey::Date,
            Self::Published(_) => ConditionKey::Published,
            Self::Number(_) => ConditionKey::Number,
            Self::Url(_) => ConditionKey::Url,
            Self::Title(_) => ConditionKey::Title,
        }
    }

    /// Returns the value as it is read back.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Year(years) => years.to_string(),
            Self::Part(part) => part.to_string(),
            Self::Level(level) => level.to_string(),
            Self::Kind(kind) => kind.to_string(),
            Self::Date(days) | Self::Published(days) => days.to_string(),
            Self::Number(text) | Self::Url(text) => text.to_string(),
            Self::AgencyIs(name) => format!("={name}"),
            Self::Region(text)
            | Self::Division(_, text)
            | Self::Agency(text)
            | Self::Title(text) => text.clone(),
        }
    }
}

/// Returns part of an address in the form in which it is compared; `None` if no address has it.
fn address(text: &str) -> Option<String> {
    let address = address_form(text);
    let is_part = |c: char| !c.is_whitespace() && c != '*';
    let is_address = address.chars().all(is_part) && address.contains(char::is_alphanumeric);
    is_address.then_some(address)
}

/// A value that a condition cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    /// What the condition is about.
    pub key: ConditionKey,
    /// The value as typed.
    pub value: String,
}

impl ValueError {
    /// Returns what is wrong.
    #[must_use]
    pub fn message(&self, language: Language) -> String {
        let value = &self.value;
        let (english, chinese) = match self.key {
            ConditionKey::Year => (
                format!("`{value}` is not a year or a range of years"),
                format!("看不懂年度“{value}”"),
            ),
            ConditionKey::Part => {
                (format!("`{value}` is not one of the parts"), format!("没有“{value}”这个部分"))
            }
            ConditionKey::Kind => (
                format!("`{value}` is not a kind of document"),
                format!("没有“{value}”这种文件类型"),
            ),
            ConditionKey::Level => {
                (format!("`{value}` is not a level of agencies"), format!("没有“{value}”这个级别"))
            }
            ConditionKey::Date | ConditionKey::Published => (
                format!("`{value}` is not a day, a month, a year or a range of them"),
                format!("看不懂日期“{value}”"),
            ),
            ConditionKey::Url if !value.is_empty() => (
                format!("`{value}` is not part of an address"),
                format!("“{value}”不是网址的一部分"),
            ),
            _ => ("the value is empty".to_owned(), "冒号后面是空的".to_owned()),
        };
        language.pick(english, chinese)
    }
}

impl fmt::Display for ValueError {
    /// Prints what is wrong, in English.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message(Language::English))
    }
}

impl std::error::Error for ValueError {}

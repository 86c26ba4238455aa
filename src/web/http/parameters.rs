//! The table of parameters: their names, what they mean and what their values are.
//!
//! Requests are read by it and the OpenAPI document is written from it, so that the two cannot
//! disagree. Parameters are named like the flags of the command line.

use super::choices::{Format, RowOrder, Scale};
use super::value::Value;
use crate::analysis::{CollocateUnit, ContextGroup, Measure, MentionOrder, State};
use crate::error::Error;
use crate::present::{Audience, CitationForm};
use crate::query::{Condition, ConditionKey};
use crate::report::{Language, NoteKind};
use crate::search::{FacetBy, GroupBy, Mode, Sort};

/// The longest query, in characters. People write a few dozen; every term of a query is looked up in
/// all sections that contain it. 250 of the commonest characters joined by OR took 0.7 s over 50,000
/// sections (`tests/benches`), the most that one request may cost others.
pub(in crate::web) const LONGEST_QUERY: usize = 500;

/// The longest value of any other parameter, in characters: no agency has so long a name.
pub(in crate::web) const LONGEST_VALUE: usize = 100;

/// The longest part of the address of a report, in characters: those of government sites have 60 to 150.
const LONGEST_URL: usize = 300;

/// The longest address of a request, in bytes: browsers and proxies may not pass longer ones. A query
/// of 500 Chinese characters has 4,500, percent-encoded.
pub(in crate::web) const LONGEST_ADDRESS: usize = 8_000;

/// The most further queries: nobody can tell apart more than five lines in a drawing. Each may be as
/// long as any other value, but not as long as the first query, so that all together cost less than
/// two.
const MOST_FURTHER: usize = 4;

/// The longest codebook, in characters of all its queries, and the longest value with concepts. An
/// address has room for some hundred; a form that is posted, for all. A codebook of forty concepts has
/// one to two thousand, and takes as long as a few long queries.
pub(in crate::web) const LONGEST_CODEBOOK: usize = 20_000;

/// The most values with concepts. One may have many lines.
const MOST_CONCEPTS: usize = 60;

/// The most values in one request, over all parameters: each is compared with every name of an
/// agency or region in the index.
pub(super) const MOST_VALUES: usize = 100;

/// The most hits on a page: for each a passage is read from disk. CSV has all hits.
pub(in crate::web) const MOST_HITS: usize = 200;

/// The most values of a facet in an answer, as on the command line, unless more are asked for.
pub(in crate::web) const FACET_ROWS: usize = 300;

/// The most reports that are cited at once: more than an index has.
const MOST_CITED: usize = 10_000_000;

/// The most characters of context on each side of a mention: more is a passage.
const MOST_CONTEXT: usize = 500;

/// The most words, or characters, that are near a mention on each side.
const MOST_WINDOW: usize = 100;

/// The most mentions of a sample.
const MOST_DRAWN: usize = 1_000_000;

/// The last page.
pub(in crate::web) const LAST_PAGE: usize = 100_000;

/// Something that a request may say.
pub(in crate::web) struct Parameter {
    /// The name in addresses.
    pub(in crate::web) name: &'static str,
    /// What it means, for the OpenAPI document.
    pub(in crate::web) about: &'static str,
    /// What its values are.
    pub(in crate::web) kind: ParamType,
}

/// What the values of a parameter are.
pub(in crate::web) enum ParamType {
    /// A query of at most `longest` characters.
    Query { longest: usize },
    /// At most `most` queries of at most `longest` characters. The parameter is repeated, since a
    /// comma may be part of a query.
    Queries { longest: usize, most: usize },
    /// At most `most` values of at most `longest` characters, each with the concepts of some lines.
    Concepts { longest: usize, most: usize },
    /// A codebook that is part of the program.
    Codebook,
    /// A figure of a concept.
    Measure,
    /// A figure of a cell.
    CellMeasure,
    /// What the shades of cells show.
    Scale,
    /// A query line that is being typed. White space counts: it shows that a word has ended.
    Line { longest: usize },
    /// Any text of at most `longest` characters.
    Text { longest: usize },
    /// Conditions on reports or sections; the parameter's name is that of the condition.
    Conditions,
    /// The same, of values in which a comma is a character.
    Condition,
    /// A way of matching.
    Mode,
    /// An order of hits.
    Sort,
    /// An order of rows.
    Order,
    /// What is known of a row of a table that has reports.
    State,
    /// What to count by.
    Facet,
    /// Several of these.
    Facets,
    /// What a row of a table is: a facet value or a report.
    Group,
    /// A form of the answer.
    Format(&'static [Format]),
    /// The form of an entry for a list of references.
    Citation,
    /// A day.
    Day,
    /// Names of reports.
    Ids,
    /// A language.
    Language,
    /// A kind of notes on reports.
    Note,
    /// An order of mentions.
    MentionOrder,
    /// What mentions are grouped by.
    ContextGroup,
    /// What is counted near mentions.
    CollocateUnit,
    /// A number from `least` to `most`.
    Number { least: usize, most: usize, default: usize },
    /// The most entries of a list, from `least` to `most`, where 0 is all. In tables, which are sent
    /// while they are read, there is no most, and all by default.
    Limit { least: usize, most: usize, default: usize },
    /// How many entries a page of a list has: one of these numbers.
    OnPage(&'static [&'static str]),
    /// The cursor of an answer.
    Cursor,
    /// Yes or no. The name alone means yes.
    Flag,
}

impl ParamType {
    /// Returns whether the parameter may have several values.
    pub(in crate::web) fn is_many(&self) -> bool {
        self.is_list()
            || matches!(self, Self::Queries { .. } | Self::Concepts { .. } | Self::Condition)
    }

    /// Returns whether one value may be a list, separated by commas.
    pub(in crate::web) fn is_list(&self) -> bool {
        matches!(self, Self::Conditions | Self::Facets | Self::Ids)
    }

    /// Returns whether an empty value is no value. It is one of a flag, whose name suffices, and of
    /// a line, which begins empty.
    pub(in crate::web) fn needs_value(&self) -> bool {
        !matches!(self, Self::Flag | Self::Line { .. })
    }

    /// Returns the most characters of a value, if any text may be one.
    pub(in crate::web) fn longest(&self) -> Option<usize> {
        match self {
            Self::Query { longest }
            | Self::Queries { longest, .. }
            | Self::Concepts { longest, .. }
            | Self::Line { longest }
            | Self::Text { longest } => Some(*longest),
            Self::Conditions | Self::Cursor | Self::ContextGroup | Self::Ids | Self::Day => {
                Some(LONGEST_VALUE)
            }
            Self::Condition => Some(LONGEST_URL),
            _ => None,
        }
    }

    /// Returns all values, if there are few.
    pub(in crate::web) fn choices(&self) -> Option<Vec<&'static str>> {
        Some(match self {
            Self::OnPage(numbers) => numbers.to_vec(),
            Self::Mode => Mode::ALL.map(Mode::key).to_vec(),
            Self::Sort => Sort::ALL.map(Sort::key).to_vec(),
            Self::MentionOrder => MentionOrder::ALL.map(MentionOrder::key).to_vec(),
            Self::CollocateUnit => CollocateUnit::ALL.map(CollocateUnit::key).to_vec(),
            Self::Order => RowOrder::ALL.map(RowOrder::key).to_vec(),
            Self::State => vec![State::Mentions.key(), State::NoMention.key()],
            Self::Codebook => vec!["outline"],
            Self::Measure => Measure::ALL.map(Measure::key).to_vec(),
            Self::CellMeasure => Measure::OF_CELLS.map(Measure::key).to_vec(),
            Self::Scale => Scale::ALL.map(Scale::key).to_vec(),
            Self::Facet | Self::Facets => FacetBy::ALL.map(FacetBy::key).to_vec(),
            Self::Group => GroupBy::all().map(GroupBy::key).collect(),
            Self::Format(formats) => formats.iter().map(|format| format.key()).collect(),
            Self::Citation => CitationForm::ALL.map(CitationForm::key).to_vec(),
            Self::Language => Language::ALL.map(Language::key).to_vec(),
            Self::Note => NoteKind::ALL.map(NoteKind::key).to_vec(),
            _ => return None,
        })
    }
}

impl Parameter {
    /// Parses a value; `None` if it cannot be used.
    pub(super) fn parse(&self, text: &str) -> Option<Value> {
        if self.kind.longest().is_some_and(|longest| text.chars().count() > longest) {
            return None;
        }
        if self.kind.choices().is_some_and(|choices| !choices.contains(&text)) {
            return None;
        }
        Some(match &self.kind {
            ParamType::Query { .. } | ParamType::Queries { .. } => Value::Query(text.parse()),
            ParamType::Line { .. }
            | ParamType::Text { .. }
            | ParamType::Ids
            | ParamType::Concepts { .. }
            | ParamType::Codebook
            | ParamType::Cursor => Value::Text,
            ParamType::Measure | ParamType::CellMeasure => Value::Measure(Measure::from_key(text)?),
            ParamType::Scale => Value::Scale(Scale::from_key(text)?),
            ParamType::OnPage(_) => Value::Number(text.parse().ok()?),
            ParamType::Day => Value::Day(text.parse().ok()?),
            ParamType::Limit { least, .. } => {
                Value::Number(text.parse().ok().filter(|number| number >= least)?)
            }
            ParamType::Conditions | ParamType::Condition => {
                Value::Condition(Condition::read(self.condition(), text).ok()?)
            }
            ParamType::Mode => Value::Mode(Mode::from_key(text)?),
            ParamType::Sort => Value::Sort(Sort::from_key(text)?),
            ParamType::Order => Value::Order(RowOrder::from_key(text)?),
            ParamType::State => Value::State(State::from_key(text)?),
            ParamType::Facet | ParamType::Facets => Value::Facet(FacetBy::from_key(text)?),
            ParamType::Group => Value::Group(GroupBy::all().find(|by| by.key() == text)?),
            ParamType::Format(_) => Value::Format(Format::from_key(text)?),
            ParamType::Citation => Value::Citation(CitationForm::from_key(text)?),
            ParamType::Language => Value::Language(Language::from_key(text)?),
            ParamType::Note => Value::Note(NoteKind::from_key(text)?),
            ParamType::MentionOrder => Value::MentionOrder(MentionOrder::from_key(text)?),
            ParamType::CollocateUnit => Value::CollocateUnit(CollocateUnit::from_key(text)?),
            ParamType::ContextGroup => Value::ContextGroup(text.parse::<ContextGroup>().ok()?),
            ParamType::Number { least, most, .. } => {
                let number = text.parse().ok()?;
                Value::Number(Some(number).filter(|number| (*least..=*most).contains(number))?)
            }
            ParamType::Flag => match text {
                "" | "true" | "1" => Value::Flag(true),
                "false" | "0" => Value::Flag(false),
                _ => return None,
            },
        })
    }

    /// Returns the condition that the parameter is.
    pub(in crate::web) fn condition(&self) -> ConditionKey {
        ConditionKey::from_key(self.name).expect("parameters of conditions have their names")
    }

    /// Returns in Chinese which value cannot be used; `text` is its beginning.
    pub(super) fn refusal(&self, value: &str, text: &str) -> String {
        let is_long = self.kind.longest().is_some_and(|longest| value.chars().count() > longest);
        match &self.kind {
            ParamType::Query { .. } | ParamType::Queries { .. } if is_long => {
                "检索式太长".to_owned()
            }
            ParamType::Conditions | ParamType::Condition if !is_long => {
                match Condition::read(self.condition(), value) {
                    Err(error) => error.message(Language::Chinese),
                    Ok(_) => format!("看不懂“{text}”"),
                }
            }
            ParamType::Conditions | ParamType::Condition => {
                format!("{}“{text}”太长", self.condition().label(Language::Chinese))
            }
            _ => format!("网址中 {} 的值“{text}”不能用", self.name),
        }
    }

    /// Returns what to write instead of a value that cannot be used.
    pub(super) fn expected(&self, text: &str, language: Language) -> String {
        let length = text.chars().count();
        if let Some(longest) = self.kind.longest().filter(|longest| length > *longest) {
            return language.pick(
                format!("write at most {longest} characters, not {length}"),
                format!("最多 {longest} 个字，现有 {length} 个"),
            );
        }
        if let Some(choices) = self.kind.choices() {
            return language.pick(
                format!("write one of {}", choices.join(", ")),
                format!("可用：{}", choices.join("、")),
            );
        }
        match &self.kind {
            ParamType::Number { least, most, .. } | ParamType::Limit { least, most, .. } => {
                between(*least, *most, language)
            }
            ParamType::Day => language.pick("write 2026-01-31", "请写 2026-01-31").to_owned(),
            ParamType::ContextGroup => {
                let error = Error::BadContextGroup { written: text.to_owned() };
                let audience = match language {
                    Language::English => Audience::Api,
                    Language::Chinese => Audience::Page(language),
                };
                error.hint(audience).unwrap_or_default()
            }
            ParamType::Flag => {
                language.pick("write `true` or `false`", "请写 true 或 false").to_owned()
            }
            _ => self.condition().hint(language),
        }
    }
}

/// Returns which numbers can be used.
fn between(least: usize, most: usize, language: Language) -> String {
    language.pick(
        format!("write a number from {least} to {most}"),
        format!("请写 {least} 到 {most} 之间的数"),
    )
}

macro_rules! parameters {
    ($($constant:ident = $name:literal, $kind:expr, $about:literal;)*) => {
        $(pub(in crate::web) static $constant: Parameter =
            Parameter { name: $name, about: $about, kind: $kind };)*
    };
}

parameters! {
    Q = "q", ParamType::Query { longest: LONGEST_QUERY },
        "The query, in the query language of the command line.";
    WITH = "with", ParamType::Queries { longest: LONGEST_VALUE, most: MOST_FURTHER },
        "A further query, counted separately and shown next to the first. Repeat the parameter for \
        up to four; a comma is part of the query.";
    CONCEPT = "concept", ParamType::Concepts { longest: LONGEST_CODEBOOK, most: MOST_CONCEPTS },
        "A concept to count instead of one query: `label:query`, or a query by itself. Repeat the \
        parameter for further concepts; queries with the same label are one concept. A value may have \
        several lines, or be a whole codebook. What is too long for an address may be posted.";
    CODEBOOK = "codebook", ParamType::Codebook,
        "The codebook of the program: the parts of a report and the tasks of the outline for 2021 to \
        2025. It is counted if no concept is given.";
    LABEL = "label", ParamType::Text { longest: LONGEST_QUERY },
        "The label of the concept of a codebook that the page shows; the first by default.";
    MEASURE = "measure", ParamType::Measure,
        "The figure in a table with a column for each concept: mentions by default. A table with \
        `by_year` and without it has a row with all figures for each concept.";
    CELL_MEASURE = "measure", ParamType::CellMeasure,
        "The figure that the cells show first: reports that mention it, their share, or mentions. By \
        default mentions if most cells have a single report, and reports otherwise.";
    MATRIX_MEASURE = "measure", ParamType::CellMeasure,
        "With `format=csv`, `jsonl` or `xlsx`: a table with a column for each column of the answer, this \
        figure in its cells, and totals. Without it, a table has a row for each cell.";
    SCALE = "scale", ParamType::Scale,
        "What the shades of shares show: fit (the range of the shares there are) or fixed (steps of 20%).";
    FIT_AXIS = "fit_axis", ParamType::Flag,
        "With `format=svg`, by year: the axis of shares begins near the lowest one instead of at 0; a sign \
        on it and its title say so.";
    BY_YEAR = "by_year", ParamType::Flag, "Whether there is a row for each year of a group.";
    LINE = "q", ParamType::Line { longest: LONGEST_QUERY },
        "The query line typed so far, up to the cursor.";
    MODE = "mode", ParamType::Mode,
        "How terms are matched: exact (精确, after folding), strict (严格, as written in the reports) \
        or words (分词, cut into words).";
    ALIASES = "aliases", ParamType::Flag,
        "Search for every term with its aliases too, as if a `~` stood before each: 卫健局 and \
        卫生健康委员会 for 卫健委. A remark says what was found of each.";
    YEAR = "year", ParamType::Conditions,
        "Only reports for these years: 2023, 2021-2023, 2021-, 未识别. Separate several with commas, \
        or repeat the parameter.";
    PROVINCE = "province", ParamType::Conditions,
        "Only reports in this row of a table by province: its code, its value, or 未识别. Separate \
        several with commas, or repeat the parameter.";
    PREFECTURE = "prefecture", ParamType::Conditions,
        "Only reports in this row of a table by prefecture: its code, its value, or 未识别; followed \
        by 本级, those of the province's own agencies.";
    COUNTY = "county", ParamType::Conditions,
        "Only reports in this row of a table by county: its code, its value, or 未识别; followed by \
        本级, those of the prefecture's or province's own agencies.";
    REGION = "region", ParamType::Conditions,
        "Only reports from this province, prefecture or county, by name, short name, code, pinyin or \
        initials. Separate several with commas, or repeat the parameter.";
    AGENCY = "agency", ParamType::Conditions,
        "Only reports of agencies whose name contains this, also in pinyin or initials, or equals it if \
        `=` precedes it; `=NAME@CODE` selects one of several of a name. Separate several with commas, or \
        repeat the parameter.";
    LEVEL = "level", ParamType::Conditions,
        "Only reports of agencies of this level: 政府 (government), 部门 (department), 乡镇街道 (town), \
        其他 (other), 未识别. Separate several with commas, or repeat the parameter.";
    PART = "part", ParamType::Conditions,
        "Only sections of this statutory part: 举措和成效 (measures), 不足和原因 (shortcomings), \
        第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other). Separate several with \
        commas, or repeat the parameter.";
    KIND = "kind", ParamType::Conditions,
        "Only documents of this kind: 法治政府建设年度报告 (rule-of-law), 政府信息公开年度报告 \
        (open-information), 未识别, … Separate several with commas, or repeat the parameter.";
    DATE = "date", ParamType::Conditions,
        "Only reports signed on this day or in this month, year or range: 2024-01-30, 2024-01, \
        2024-01..2024-03, 2024-01.., 未识别. Separate several with commas, or repeat the parameter.";
    PUBLISHED = "published", ParamType::Conditions,
        "Only reports published on this day or in this month, year or range, written as in `date`. \
        Separate several with commas, or repeat the parameter.";
    NUMBER = "number", ParamType::Conditions,
        "Only reports whose document number contains this, whatever its brackets: 〔2025〕12号, 未识别. \
        Separate several with commas, or repeat the parameter.";
    URL = "url", ParamType::Condition,
        "Only reports saved from an address that contains this, such as a host or part of a path; \
        letter case and scheme do not matter. 未识别 selects those without an address. Repeat the \
        parameter for several; a comma is part of the address.";
    ROWS = "rows", ParamType::Group, "What each row of the table is; a county by default.";
    COLUMNS = "columns", ParamType::Facet, "What each column of the table is; a year by default.";
    STATE = "state", ParamType::State,
        "Only rows that mention it, or only rows that have reports and do not mention it: mentions \
        or no-mention.";
    ORDER = "order", ParamType::Order,
        "The order of the rows: table (divisions by code), most (most mentions first) or least \
        (lowest share of reports first).";
    OF = "of", ParamType::Text { longest: LONGEST_VALUE },
        "The column by whose figures rows are ordered; the total by default.";
    NAME = "name", ParamType::Text { longest: LONGEST_VALUE },
        "Only rows whose name, or that of a division around it, contains this.";
    LIMIT = "limit", ParamType::Limit { least: 1, most: MOST_HITS, default: 10 },
        "The most hits to return. Tables (`format=csv`, `jsonl` and `xlsx`) have all, unless it is \
        given, and as many as it says.";
    HITS_ON_PAGE = "limit", ParamType::OnPage(&["10", "20", "50"]),
        "How many hits or reports a page has: 10 (the default), 20 or 50.";
    ROWS_ON_PAGE = "limit", ParamType::OnPage(&["10", "20", "50", "100"]),
        "How many rows a page has: 10, 20, 50 or 100; by default 50 mentions, or 100 groups or words.";
    ROW_LIMIT = "limit", ParamType::Limit { least: 1, most: 10_000, default: 1_000 },
        "The most rows to return. Tables (`format=csv`, `jsonl` and `xlsx`) have all, unless it is \
        given, and as many as it says.";
    FACET_LIMIT = "limit", ParamType::Limit { least: 0, most: 10_000, default: FACET_ROWS },
        "The most values of each facet to return; 0 for all. Tables (`format=csv`, `jsonl` and \
        `xlsx`) have all, unless it is given.";
    REPORT_LIMIT = "limit", ParamType::Limit { least: 1, most: 1_000, default: 100 },
        "The most reports to return. Tables (`format=csv`, `jsonl` and `xlsx`) have all, unless it \
        is given, and as many as it says.";
    CITATION_LIMIT = "limit", ParamType::Limit { least: 1, most: MOST_CITED, default: MOST_CITED },
        "The most reports to cite; all by default.";
    PAGE = "page", ParamType::Number { least: 1, most: LAST_PAGE, default: 1 },
        "The page of the list to return.";
    CURSOR = "cursor", ParamType::Cursor,
        "Where to go on: the `next` of the list in an earlier answer. It is refused once the index \
        was written, since the list may be another then.";
    BOM = "bom", ParamType::Flag,
        "With `format=csv`: begin with a byte order mark, which Excel needs to read Chinese.";
    RAW = "raw", ParamType::Flag,
        "With `format=csv`: write cells exactly as they are. Without it, a cell that a spreadsheet \
        would run as a formula has a `'` before it.";
    ABOUT = "about", ParamType::Flag,
        "With `format=csv`: begin with lines that say what was asked and what was counted over. Each begins \
        with `#`, and the first says how many there are.";
    FACET = "facet", ParamType::Facets,
        "What to count by in addition to the hits. Separate several with commas, or repeat the \
        parameter.";
    BY_FACETS = "by", ParamType::Facets,
        "What to count by; the year by default. Separate several with commas, or repeat the \
        parameter.";
    BY_FACET = "by", ParamType::Facet, "What each row of the table is; a year by default.";
    BY_GROUP = "by", ParamType::Group, "What each row of the table is; a county by default.";
    ABSENT = "absent", ParamType::Flag,
        "With `format=csv`, `jsonl` or `xlsx`: the table of those that have reports and do not mention \
        it. JSON has both tables.";
    SORT = "sort", ParamType::Sort,
        "The order of the hits: relevance, newest (newest year first), oldest, or mentions (sections \
        with the most mentions first).";
    BY_REPORT = "by_report", ParamType::Flag,
        "Group the hits by report: each report once, with the number of its sections and mentions and its \
        three best passages, in the order of its best section or, with `sort=mentions`, of all its mentions. \
        `limit` and pages count reports; JSON has them in `reports`, and tables have all sections of each.";
    EXPLAIN = "explain", ParamType::Flag,
        "Add to the JSON answer how the query is understood, what each mode finds, and the same of each of \
        its clauses by itself; to a panel, of each concept.";
    NOT_FOUND = "absent", ParamType::Flag,
        "List the reports that the query does not find, instead of the hits.";
    REPORT = "report", ParamType::Text { longest: LONGEST_VALUE },
        "The whole id of a report, as in other answers.";
    FILE = "file", ParamType::Number { least: 0, most: 1_000, default: 0 },
        "Which file of the report: 0 is the one that leads it, and those that are joined to it, which its \
        `joined` names, follow from 1.";
    AT = "at", ParamType::Text { longest: LONGEST_VALUE },
        "The place on the page of a report that a link leads to, then places to use if it is gone, \
        separated by `.`.";
    FROM = "from", ParamType::Text { longest: LONGEST_ADDRESS },
        "The address of the list that a link to a report stands in, for the way back.";
    HIT = "hit", ParamType::Number { least: 1, most: LAST_PAGE * MOST_HITS, default: 1 },
        "The number of the hit in that list.";
    INDEX = "index", ParamType::Text { longest: LONGEST_VALUE },
        "The mark of the index that a link was made from: a page says if the index was written since.";
    OPEN = "open", ParamType::Text { longest: LONGEST_VALUE },
        "The code of the division that is unfolded in the list of regions. It narrows nothing.";
    LEFT = "left", ParamType::Number { least: 0, most: MOST_CONTEXT, default: 20 },
        "The number of characters before each mention.";
    RIGHT = "right", ParamType::Number { least: 0, most: MOST_CONTEXT, default: 20 },
        "The number of characters after each mention.";
    MENTION_SORT = "sort", ParamType::MentionOrder,
        "The order of the rows: place (path and place in the report), left or right (what stands before \
        or behind the mention, by code point of the folded text, beginning next to the mention), year, \
        region or agency. Equal rows are ordered by place.";
    CONTEXT_GROUP = "group", ParamType::ContextGroup,
        "Count what stands next to the mentions, instead of listing them: left, right, or both with a \
        comma between them, each with the number of characters or `word` behind a colon: left:2, \
        right:word, left:2,right:2.";
    ONLY = "only", ParamType::Text { longest: LONGEST_VALUE },
        "List the mentions of this group: 聘请_, 建立_制度. Without `group`, groups are of as many characters.";
    SAMPLE = "sample", ParamType::Number { least: 1, most: MOST_DRAWN, default: 50 },
        "Draw so many mentions at random from all.";
    SEED = "seed", ParamType::Number { least: 0, most: u32::MAX as usize, default: 1 },
        "The seed of the sample: with the same one, the same mentions are drawn from the same index.";
    UNIT = "unit", ParamType::CollocateUnit,
        "What is counted near the mentions: word (as jieba cuts them), or runs of 1 to 4 characters.";
    WORDS_LEFT = "left", ParamType::Number { least: 0, most: MOST_WINDOW, default: 5 },
        "How many words before a mention are near it, in its sentence; of characters 10 by default.";
    WORDS_RIGHT = "right", ParamType::Number { least: 0, most: MOST_WINDOW, default: 5 },
        "How many words after a mention are near it, in its sentence; of characters 10 by default.";
    COLLOCATES = "collocates", ParamType::Flag,
        "List what stands near the mentions more often than elsewhere.";
    WINDOW = "window", ParamType::Number { least: 1, most: MOST_WINDOW, default: 5 },
        "How many words, or characters, on each side of a mention are near it.";
    LEAST = "least", ParamType::Number { least: 1, most: MOST_DRAWN, default: 3 },
        "The fewest times that a listed word stands near a mention.";
    NOTES = "notes", ParamType::Flag, "Only reports with notes on missing or ambiguous facts.";
    NOTE = "note", ParamType::Note,
        "Only reports with a note of this kind, such as no-region.";
    FORMAT = "format", ParamType::Format(&[Format::Json, Format::Jsonl, Format::Csv, Format::Xlsx]),
        "The form of the answer: json, jsonl (an object for each row), csv, or xlsx, which is a \
        workbook. A workbook is made in memory: a very long table is refused, and csv has it.";
    DATA_FORMAT = "format", ParamType::Format(&[Format::Jsonl, Format::Csv, Format::Xlsx]),
        "The form of the data set: jsonl (an object for each row) by default, csv, or xlsx, which is a \
        workbook. A workbook is made in memory: a very long table is refused, and csv has it.";
    DRAWN_FORMAT = "format",
        ParamType::Format(&[Format::Json, Format::Jsonl, Format::Csv, Format::Xlsx, Format::Svg]),
        "The form of the answer: json, jsonl (an object for each row), csv, xlsx, which is a workbook, \
        or svg, which is a drawing.";
    CITATION_FORM = "format", ParamType::Citation,
        "The form of the entries: gbt (GB/T 7714—2015), gbt-2025 (GB/T 7714—2025), bibtex, ris or \
        csl-json, which is the default.";
    CITED = "cited", ParamType::Day,
        "The day of citation, such as 2026-01-31; today by default. Only reports with an address on \
        the web have one.";
    ID = "id", ParamType::Ids,
        "The ids of the reports to cite, in this order, instead of a query and conditions. Separate \
        several with commas, or repeat the parameter.";
    LANGUAGE = "lang", ParamType::Language,
        "The language of a drawing (`format=svg`), and of heads, states and notes in a workbook \
        (`format=xlsx`): Chinese (zh) by default or English (en).";
}

/// The conditions on reports and sections, which most questions take.
pub(in crate::web) static FILTERS: &[&Parameter] = &[
    &YEAR,
    &REGION,
    &PROVINCE,
    &PREFECTURE,
    &COUNTY,
    &AGENCY,
    &LEVEL,
    &PART,
    &KIND,
    &DATE,
    &PUBLISHED,
    &NUMBER,
    &URL,
];

/// What makes a question, without the conditions.
pub(in crate::web) static QUESTION: &[&Parameter] = &[&Q, &MODE, &ALIASES];

/// What makes a codebook, which is asked instead of a query.
pub(in crate::web) static CONCEPTS: &[&Parameter] = &[&CONCEPT, &CODEBOOK];

/// Returns whether one of the parameters has this name.
pub(in crate::web) fn contains(parameters: &[&Parameter], name: &str) -> bool {
    parameters.iter().any(|parameter| parameter.name == name)
}

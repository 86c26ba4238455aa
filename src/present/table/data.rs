//! Data sets as tables. Their columns are documented in `src/manual/data.en.md`.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::about::About;
use super::cell::{Cell, Cells};
use super::table::Table;
use crate::analysis::{
    MentionData, ReportData, SectionData, mention_data, report_data, section_data,
};
use crate::error::Result;
use crate::index::IndexReader;
use crate::report::{AgencyKind, Date, Fact, Level};
use crate::search::{Answer, Counts, Request};

impl Request {
    /// Returns the reports with a section that a request finds as a data set, by path.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn report_data<'a>(&self, reader: &'a IndexReader) -> Result<(Answer<Counts>, Table<'a>)> {
        let (answer, rows) = report_data(reader, self, |_| ())?;
        let table = report_data_table(reader, &answer, rows);
        Ok((answer, table))
    }

    /// Returns the sections that a request finds as a data set, by path and place.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does.
    pub fn section_data<'a>(&self, reader: &'a IndexReader) -> Result<(Answer<Counts>, Table<'a>)> {
        let (answer, rows) = section_data(reader, self, |_| ())?;
        let table = section_data_table(reader, &answer, rows);
        Ok((answer, table))
    }

    /// Returns the mentions that a request finds as a data set, by path and place, each with so many
    /// characters before and behind it.
    ///
    /// # Errors
    ///
    /// Fails as [`search`](crate::search::search) does, and if the query has no term.
    pub fn mention_data<'a>(
        &self,
        reader: &'a IndexReader,
        around: [usize; 2],
    ) -> Result<(Answer<Counts>, Table<'a>)> {
        let (answer, rows) = mention_data(reader, self, around, |_| ())?;
        let table = mention_data_table(reader, &answer, rows);
        Ok((answer, table))
    }
}

/// Returns reports as a table.
pub(crate) fn report_data_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Counts>,
    rows: impl Iterator<Item = Result<ReportData>> + 'a,
) -> Table<'a> {
    let mut columns = vec![
        text("id", |it: &ReportData| &it.row.id),
        text("path", |it| &it.row.path),
        text("hash", |it| &it.hash),
    ];
    for fact in Fact::ALL {
        let [value, source, certainty] = fact.data_columns();
        columns.push(column(value, move |it: &ReportData| fact_value(it, fact)));
        columns.push(column(source, move |it: &ReportData| {
            Value::word(it.row.origin(fact).map(|origin| origin.source.key()))
        }));
        columns.push(column(certainty, move |it: &ReportData| {
            Value::word(it.row.origin(fact).map(|origin| origin.certainty.key()))
        }));
    }
    columns.extend([
        column("agency_as_written", |it: &ReportData| {
            Value::Text(it.row.facts.agency_as_written.clone())
        }),
        column("agency_kind", |it: &ReportData| {
            Value::word(it.row.facts.agency_kind.map(AgencyKind::key))
        }),
        column("department", |it: &ReportData| Value::Text(it.row.facts.department.clone())),
    ]);
    columns.extend(region_columns(|it: &ReportData| it));
    columns.extend([
        column("sections", |it: &ReportData| Value::Number(Some(it.row.sections))),
        column("characters", |it: &ReportData| Value::Number(Some(it.characters))),
        column("notes", |it: &ReportData| Value::List(it.row.notes.clone(), "; ")),
        column("newer", |it: &ReportData| Value::Text(it.newer.clone())),
        column("sections_found", |it: &ReportData| Value::Number(Some(it.found))),
        column("mentions", |it: &ReportData| Value::Number(it.mentions)),
    ]);
    let about = About::new("reports", reader).with_answer(answer, Some(answer.body));
    table(about, columns, rows)
}

/// Returns sections as a table.
pub(crate) fn section_data_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Counts>,
    rows: impl Iterator<Item = Result<SectionData>> + 'a,
) -> Table<'a> {
    let mut columns = section_columns(|it: &SectionData| it);
    columns.extend([
        column("page", |it: &SectionData| Value::Number(it.pages.page_at(0).map(u64::from))),
        column("characters", |it: &SectionData| {
            Value::Number(Some(it.text.chars().count() as u64))
        }),
        column("mentions", |it: &SectionData| Value::Number(it.mentions)),
        text("text", |it: &SectionData| &it.text),
    ]);
    let about = About::new("sections", reader).with_answer(answer, Some(answer.body));
    table(about, columns, rows)
}

/// Returns mentions as a table.
pub(crate) fn mention_data_table<'a>(
    reader: &IndexReader,
    answer: &Answer<Counts>,
    rows: impl Iterator<Item = Result<MentionData>> + 'a,
) -> Table<'a> {
    let mut columns = section_columns(|it: &MentionData| &it.section);
    columns.extend([
        column("page", |it: &MentionData| Value::Number(it.page.map(u64::from))),
        column("ordinal", |it: &MentionData| Value::Number(Some(it.number))),
        column("start", |it: &MentionData| Value::Number(Some(it.characters.start))),
        column("end", |it: &MentionData| Value::Number(Some(it.characters.end))),
        text("form", |it: &MentionData| &it.folded),
        text("left", |it: &MentionData| &it.left),
        text("mention", |it: &MentionData| &it.text),
        text("right", |it: &MentionData| &it.right),
    ]);
    let about = About::new("mentions", reader).with_answer(answer, Some(answer.body));
    table(about, columns, rows)
}

/// The facts that every section and mention has.
const FACTS_OF_SECTIONS: [Fact; 7] =
    [Fact::Title, Fact::Agency, Fact::Year, Fact::Kind, Fact::Date, Fact::Published, Fact::Url];

/// Returns the columns of a section, without its text.
fn section_columns<R: 'static>(section: fn(&R) -> &SectionData) -> Vec<Column<R>> {
    let report = move |it: &R| -> Rc<ReportData> { Rc::clone(&section(it).report) };
    let mut columns = vec![
        column("id", move |it: &R| Value::Text(Some(report(it).row.id.clone()))),
        column("path", move |it: &R| Value::Text(Some(report(it).row.path.clone()))),
    ];
    for fact in FACTS_OF_SECTIONS {
        columns.push(column(fact.key(), move |it: &R| fact_value(&report(it), fact)));
    }
    columns.extend(region_columns(move |it: &R| &*section(it).report));
    columns.extend([
        column("section", move |it: &R| Value::Number(Some(section(it).number))),
        column("depth", move |it: &R| Value::Number(Some(section(it).heading_path.len() as u64))),
        column("heading_path", move |it: &R| Value::List(section(it).heading_path.clone(), " › ")),
        column("part", move |it: &R| Value::Text(Some(section(it).part.to_string()))),
    ]);
    columns
}

/// Returns the columns of the divisions of a report, each with its code.
fn region_columns<R>(
    report: impl Fn(&R) -> &ReportData + Copy + 'static,
) -> impl Iterator<Item = Column<R>> {
    let names = [
        (Level::Province, ["province", "province_code"]),
        (Level::Prefecture, ["prefecture", "prefecture_code"]),
        (Level::County, ["county", "county_code"]),
    ];
    let division = names.into_iter().flat_map(move |(level, [name, code])| {
        let division = move |it: &R| report(it).region.division(level).cloned();
        [
            column(name, move |it: &R| Value::Text(division(it).map(|division| division.name))),
            column(code, move |it: &R| Value::Text(division(it).map(|division| division.code))),
        ]
    });
    let code = move |it: &R| Value::Text(report(it).region.code().map(str::to_owned));
    division.chain([column("code", code)])
}

/// Returns a fact of a report with its type.
fn fact_value(report: &ReportData, fact: Fact) -> Value {
    let facts = &report.row.facts;
    match fact {
        Fact::Year => Value::Number(facts.year.map(|year| u64::from(year.get()))),
        Fact::Date => Value::Day(facts.date),
        Fact::Published => Value::Day(facts.published),
        _ => Value::Text(facts.get(fact)),
    }
}

/// A column of a data set.
struct Column<R> {
    name: &'static str,
    value: Box<dyn Fn(&R) -> Value>,
}

fn column<R>(name: &'static str, value: impl Fn(&R) -> Value + 'static) -> Column<R> {
    Column { name, value: Box::new(value) }
}

/// Returns a column of text that is always known.
fn text<R>(name: &'static str, value: fn(&R) -> &String) -> Column<R>
where
    R: 'static,
{
    column(name, move |it| Value::Text(Some(value(it).clone())))
}

/// A value of a data set.
enum Value {
    Text(Option<String>),
    Number(Option<u64>),
    Day(Option<Date>),
    /// Several texts, and what stands between them in a cell.
    List(Vec<String>, &'static str),
}

impl Value {
    /// Returns the name of a value for programs.
    fn word(key: Option<&'static str>) -> Self {
        Self::Text(key.map(str::to_owned))
    }
}

/// A row of a data set: an object of its columns in JSON, and their cells elsewhere.
struct DataRow<R> {
    columns: Rc<Vec<Column<R>>>,
    record: R,
}

fn table<'a, R: 'static>(
    about: About,
    columns: Vec<Column<R>>,
    rows: impl Iterator<Item = Result<R>> + 'a,
) -> Table<'a> {
    let header: Vec<&'static str> = columns.iter().map(|column| column.name).collect();
    let columns = Rc::new(columns);
    let rows =
        rows.map(move |row| row.map(|record| DataRow { columns: Rc::clone(&columns), record }));
    Table::new(about, header, rows)
}

impl<R> Cells for DataRow<R> {
    fn cells(&self) -> Vec<Cell> {
        let cell = |column: &Column<R>| match (column.value)(&self.record) {
            Value::Text(text) => Cell::text(text.as_ref()),
            Value::Number(number) => Cell::number(number),
            Value::Day(day) => Cell::day(day),
            Value::List(texts, separator) => texts.join(separator).into(),
        };
        self.columns.iter().map(cell).collect()
    }
}

impl<R> Serialize for DataRow<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(
            self.columns.iter().map(|column| (column.name, (column.value)(&self.record))),
        )
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Number(number) => number.serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
            Self::List(texts, _) => texts.serialize(serializer),
        }
    }
}

//! Arguments and steps that the commands which ask the index share.

use std::io::IsTerminal as _;

use anyhow::Context as _;
use chabao::index::IndexReader;
use chabao::present::{CitationForm, TableForm};
use chabao::query::{Condition, ConditionKey, Query};
use chabao::report::Language;
use chabao::search::{Answer, FacetBy, Ground, GroupBy, Mode, Remark, Request};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use super::arguments::as_typed;
use super::context::Context;
use super::formats::{Format, ending_of, refuse_misnamed, refuse_other_endings};
use super::index::open_or_build;
use super::output::{self, Ending, Refused};

/// Conditions on reports and sections.
#[derive(Debug, Args)]
pub(super) struct FilterArgs {
    /// Only reports for these years: 2023, 2021-2023, 2021-, 未识别
    #[arg(long, value_name = "YEARS", allow_hyphen_values = true, value_parser = condition(ConditionKey::Year), value_delimiter = ',')]
    year: Vec<Condition>,

    /// Only reports from this province, prefecture or county (name, short name, code, pinyin or
    /// initials: youyang, cq, 渝), including former divisions that became part of it
    #[arg(long, value_name = "REGION", value_parser = condition(ConditionKey::Region), value_delimiter = ',')]
    region: Vec<Condition>,

    /// Only reports in this row of a table by province: its code or its value
    #[arg(long, value_name = "PROVINCE", value_parser = condition(ConditionKey::Province), value_delimiter = ',')]
    province: Vec<Condition>,

    /// Only reports in this row of a table by prefecture; `重庆市（本级）` selects the municipality
    /// itself
    #[arg(long, value_name = "PREFECTURE", value_parser = condition(ConditionKey::Prefecture), value_delimiter = ',')]
    prefecture: Vec<Condition>,

    /// Only reports in this row of a table by county; `三门峡市（本级）` selects the prefecture
    /// itself
    #[arg(long, value_name = "COUNTY", value_parser = condition(ConditionKey::County), value_delimiter = ',')]
    county: Vec<Condition>,

    /// Only reports of agencies whose name contains NAME (also in pinyin or initials: wjw), or is NAME
    /// if you write `=NAME`; if several places share it, `=NAME@CODE` selects one
    #[arg(long, value_name = "NAME", value_parser = condition(ConditionKey::Agency), value_delimiter = ',')]
    agency: Vec<Condition>,

    /// Only reports of agencies of this level: 政府 (government), 部门 (department), 乡镇街道 (town),
    /// 其他 (other), 未识别
    #[arg(long, value_name = "LEVEL", value_parser = condition(ConditionKey::Level), value_delimiter = ',')]
    level: Vec<Condition>,

    /// Only sections of this part: 举措和成效 (measures), 不足和原因 (shortcomings),
    /// 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other)
    #[arg(long, value_name = "PART", value_parser = condition(ConditionKey::Part), value_delimiter = ',')]
    part: Vec<Condition>,

    /// Only documents of this kind: 法治政府建设年度报告 (rule-of-law), 政府信息公开年度报告
    /// (open-information), 行政执法报告 (enforcement), 政府工作报告 (government-work), 述法报告
    /// (duties), 解读 (explanation), 方案 (plan), 其他 (other), 未识别
    #[arg(long, value_name = "KIND", value_parser = condition(ConditionKey::Kind), value_delimiter = ',')]
    kind: Vec<Condition>,

    /// Only reports signed in this time: 2024-01-30, 2024-01, 2024, 2024-01..2024-03, 2024-01.., 未识别
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true, value_parser = condition(ConditionKey::Date), value_delimiter = ',')]
    date: Vec<Condition>,

    /// Only reports published in this time, written as for `--date`
    #[arg(long, value_name = "DAYS", allow_hyphen_values = true, value_parser = condition(ConditionKey::Published), value_delimiter = ',')]
    published: Vec<Condition>,

    /// Only reports whose document number contains this, whatever its brackets: 〔2025〕12号, 未识别
    #[arg(long, value_name = "NUMBER", value_parser = condition(ConditionKey::Number), value_delimiter = ',')]
    number: Vec<Condition>,

    /// Only reports saved from an address that contains this, such as a host or part of a path, 未识别
    #[arg(long, value_name = "ADDRESS", value_parser = condition(ConditionKey::Url))]
    url: Vec<Condition>,
}

impl FilterArgs {
    /// Returns the conditions. Of several with one flag, a report has to meet any.
    pub(super) fn conditions(&self) -> Vec<Condition> {
        [
            &self.year,
            &self.region,
            &self.province,
            &self.prefecture,
            &self.county,
            &self.agency,
            &self.level,
            &self.part,
            &self.kind,
            &self.date,
            &self.published,
            &self.number,
            &self.url,
        ]
        .into_iter()
        .flatten()
        .cloned()
        .collect()
    }
}

/// Reads the value of a flag as the query line does.
fn condition(key: ConditionKey) -> impl Fn(&str) -> Result<Condition, String> + Clone {
    move |value| Condition::read(key, value).map_err(|error| error.key.hint(Language::English))
}

/// How terms are matched.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct ModeArgs {
    /// Cut the query into words and find sections that contain all of them, or most if few do (分词)
    #[arg(long)]
    words: bool,

    /// Match the characters exactly as the reports write them, without folding (严格)
    #[arg(long)]
    strict: bool,
}

impl ModeArgs {
    pub(super) fn mode(&self) -> Mode {
        match (self.words, self.strict) {
            (true, _) => Mode::Words,
            (_, true) => Mode::Strict,
            _ => Mode::Exact,
        }
    }
}

/// How terms are matched, and in which reports: the arguments of every question.
#[derive(Debug, Args)]
pub(super) struct QuestionArgs {
    #[command(flatten)]
    mode: ModeArgs,

    /// Search for every term with its aliases too, as `~` before one does: 卫健局 for 卫健委 (别名)
    #[arg(long)]
    pub(super) aliases: bool,

    /// Also show how the query is understood, what each way of matching finds, and the same of each
    /// clause by itself
    #[arg(long)]
    explain: bool,

    /// Also count older versions of a report, each as a report of its own
    #[arg(long)]
    versions: bool,

    #[command(flatten)]
    pub(super) filters: FilterArgs,
}

impl QuestionArgs {
    /// Opens the index that is asked.
    pub(super) fn open(&self, context: &Context) -> anyhow::Result<IndexReader> {
        let reader = open_or_build(context)?;
        Ok(if self.versions { reader.with_older_versions()? } else { reader })
    }

    /// Returns the request for what these words ask, or for everything if there are none.
    pub(super) fn request(&self, words: &[String]) -> anyhow::Result<Request> {
        let (mode, filters) = (self.mode.mode(), self.filters.conditions());
        let all = Request { mode, explain: self.explain, ..Request::all(filters) };
        if words.is_empty() {
            return Ok(all);
        }
        let line = as_typed(&words.join(" "));
        let asked = Request::read(&line).map_err(chabao::Error::from)?;
        let with_aliases = |query: Query| if self.aliases { query.with_aliases() } else { query };
        let query = asked.query.map(with_aliases);
        Ok(Request { query, line: asked.line, ..all })
    }
}

/// A codebook in place of a query.
#[derive(Debug, Args)]
pub(super) struct CodebookArgs {
    /// Ask for each concept of this codebook instead of one query: a file as for `chabao panel`, or
    /// `outline`
    #[arg(long, value_name = "FILE")]
    codebook: Option<String>,
}

/// What is asked of the concepts of a codebook, and what is wrong with its lines.
pub(super) struct Concepts {
    pub(super) requests: Vec<Request>,
    pub(super) remarks: Vec<Remark>,
}

impl CodebookArgs {
    /// Returns what is asked of each concept; `None` if there is no codebook.
    pub(super) fn concepts(
        &self,
        question: &QuestionArgs,
        terms: &[String],
        context: &Context,
    ) -> anyhow::Result<Option<Concepts>> {
        let Some(name) = &self.codebook else { return Ok(None) };
        if let [_, ..] = terms {
            let terms = as_typed(&terms.join(" "));
            return Err(Refused::with_hint(
                context.language.pick(
                    format!("`{terms}` and `--codebook` cannot be asked for together"),
                    format!("“{terms}”和 `--codebook` 不能同时使用"),
                ),
                context.language.pick(
                    format!("leave out one of them, or add a line for `{terms}` to the codebook"),
                    format!("请去掉其中一个，或在概念表中为“{terms}”加一行"),
                ),
            ));
        }
        let codebook =
            Query::codebook(&codebook_bytes(name, context)?).map_err(chabao::Error::from);
        let codebook = codebook.with_context(|| format!("`{name}`"))?;
        let remarks = codebook.remarks();
        let codebook = if question.aliases { codebook.with_aliases() } else { codebook };
        Ok(Some(Concepts { requests: codebook.requests(&question.request(&[])?), remarks }))
    }
}

/// Returns the bytes of a codebook: one that is part of the program, or a file.
pub(super) fn codebook_bytes(name: &str, context: &Context) -> anyhow::Result<Vec<u8>> {
    if let Some(text) = Query::shipped_codebook(name) {
        return Ok(text.as_bytes().to_vec());
    }
    std::fs::read(name).with_context(|| {
        context
            .language
            .pick(format!("cannot read the codebook `{name}`"), format!("概念表 `{name}` 无法读取"))
    })
}

/// The most values of a facet that text and JSON list by default. An index of 100,000 reports has
/// several thousand agencies; a screen shows a few dozen.
pub(super) const FACET_ROWS: usize = 300;

/// The format of an answer.
#[derive(Debug, Args)]
pub(super) struct FormatArgs {
    /// Output format [default: text, or what the ending of the `--output` file says]
    #[arg(long, value_name = "FORM", value_parser = format_parser(&Format::PLAIN))]
    format: Option<Format>,

    #[command(flatten)]
    csv: CsvArgs,
}

/// The format of an answer that can also be drawn.
#[derive(Debug, Args)]
pub(super) struct DrawnFormatArgs {
    /// Output format [default: text, or what the ending of the `--output` file says]
    #[arg(long, value_name = "FORM", value_parser = format_parser(Format::value_variants()))]
    format: Option<Format>,

    #[command(flatten)]
    csv: CsvArgs,
}

/// The format of a data set.
#[derive(Debug, Args)]
pub(super) struct DataFormatArgs {
    /// Output format [default: jsonl, or what the ending of the `--output` file says]
    #[arg(long, value_name = "FORM", value_parser = format_parser(&Format::DATA))]
    format: Option<Format>,

    #[command(flatten)]
    csv: CsvArgs,
}

/// The form of entries for a list of references, or of the answer about quotations.
#[derive(Debug, Args)]
pub(super) struct CiteFormatArgs {
    /// The form of the entries: gbt (GB/T 7714—2015), gbt-2025 (GB/T 7714—2025), bibtex, ris or csl-json;
    /// with `--verify`, of the answer: text, json, jsonl, csv or xlsx
    #[arg(long, value_name = "FORM", value_parser = cite_parser(), hide_possible_values = true)]
    format: Option<String>,

    #[command(flatten)]
    csv: CsvArgs,
}

/// Returns a parser of the forms of entries and of answers.
fn cite_parser() -> PossibleValuesParser {
    let entries = CitationForm::ALL.map(|form| PossibleValue::new(form.key()));
    let answers = Format::PLAIN.iter().filter_map(ValueEnum::to_possible_value);
    PossibleValuesParser::new(entries.into_iter().chain(answers))
}

/// The format of an answer that is no table.
#[derive(Debug, Args)]
pub(super) struct PlainFormatArgs {
    /// Output format [default: text, or what the ending of the `--output` file says]
    #[arg(long, value_name = "FORM", value_parser = format_parser(&Format::UNTABLED))]
    format: Option<Format>,
}

/// How CSV is written.
#[derive(Debug, Default, Args)]
struct CsvArgs {
    /// With `--format csv`: begin with a byte order mark, which Excel needs to read Chinese
    #[arg(long)]
    bom: bool,

    /// With `--format csv`: begin with lines that say what was asked and what was counted over. Each
    /// begins with `#`, and the first says how many there are
    #[arg(long)]
    about: bool,

    /// With `--format csv`: write cells exactly as they are; without it, a cell that a spreadsheet
    /// would run as a formula gets a `'` before it
    #[arg(long)]
    raw: bool,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Json,
    Table(TableForm),
}

impl FormatArgs {
    /// Returns how the answer is written.
    pub(super) fn form(&self, context: &Context) -> anyhow::Result<Form> {
        let form = self.csv.form(self.format, &Format::PLAIN, context)?;
        Ok(form.expect("a drawing is not among these formats"))
    }
}

impl DrawnFormatArgs {
    /// Returns how the answer is written; `None` if it is drawn.
    pub(super) fn form(&self, context: &Context) -> anyhow::Result<Option<Form>> {
        self.csv.form(self.format, Format::value_variants(), context)
    }
}

impl PlainFormatArgs {
    /// Returns whether the answer is written as JSON, and not as text.
    pub(super) fn is_json(&self, context: &Context) -> anyhow::Result<bool> {
        let form = CsvArgs::default().form(self.format, &Format::UNTABLED, context)?;
        Ok(form == Some(Form::Json))
    }
}

impl DataFormatArgs {
    /// Returns how the data set is written.
    pub(super) fn form(&self, context: &Context) -> anyhow::Result<TableForm> {
        match self.csv.form(self.format, &Format::DATA, context)? {
            Some(Form::Table(form)) => Ok(form),
            _ => unreachable!("all of these formats are tables"),
        }
    }
}

impl CiteFormatArgs {
    /// Returns the form of entries.
    pub(super) fn entries(&self, context: &Context) -> anyhow::Result<CitationForm> {
        for (is_given, flag) in self.csv.flags() {
            if is_given {
                return Err(Refused::plainly(context.language.pick(
                    format!("`{flag}` goes only with `--verify` and `--format csv`"),
                    format!("`{flag}` 只能与 `--verify` 和 `--format csv` 同用"),
                )));
            }
        }
        let forms = CitationForm::ALL;
        refuse_other_endings(context, &forms.map(CitationForm::ending))?;
        let Some(key) = &self.format else {
            let ending = context.output.file().and_then(ending_of);
            let named = forms.into_iter().find(|form| Some(form.ending()) == ending.as_deref());
            return Ok(named.unwrap_or_default());
        };
        CitationForm::from_key(key).ok_or_else(|| {
            let message = context.language.pick(
                format!("entries have no format {key}: it is one of answers about quotations"),
                format!("著录条目没有 {key} 格式，它是核对引文的格式"),
            );
            Refused::with_hint(message, one_of(&forms.map(CitationForm::key), context.language))
        })
    }

    /// Returns how an answer about quotations is written.
    pub(super) fn answer(&self, context: &Context) -> anyhow::Result<Form> {
        let find = |key: &String| Format::PLAIN.into_iter().find(|format| format.key() == *key);
        if let Some(key) = self.format.as_ref().filter(|key| find(key).is_none()) {
            let message = context.language.pick(
                format!("an answer about quotations has no format {key}: it is one of entries"),
                format!("核对引文没有 {key} 格式，它是著录条目的格式"),
            );
            let forms = Format::PLAIN.map(Format::key);
            return Err(Refused::with_hint(message, one_of(&forms, context.language)));
        }
        let form = self.csv.form(self.format.as_ref().and_then(find), &Format::PLAIN, context)?;
        Ok(form.expect("a drawing is not among these formats"))
    }
}

/// Returns a hint to write one of these values.
fn one_of(values: &[impl AsRef<str>], language: Language) -> String {
    let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
    let separator = language.pick(", ", "、");
    language.pick("write one of ", "可以写：").to_owned() + &values.join(separator)
}

impl CsvArgs {
    /// Returns the flags that go only with CSV, and whether each is given.
    fn flags(&self) -> [(bool, &'static str); 3] {
        [(self.bom, "--bom"), (self.about, "--about"), (self.raw, "--raw")]
    }

    /// Returns how the answer is written, in one of these formats, the first by default; `None` if it is
    /// drawn.
    fn form(
        &self,
        given: Option<Format>,
        formats: &[Format],
        context: &Context,
    ) -> anyhow::Result<Option<Form>> {
        let file = context.output.file();
        refuse_other_endings(
            context,
            &formats.iter().map(|format| format.ending()).collect::<Vec<_>>(),
        )?;
        let ending = file.and_then(Format::from_ending);
        let usual = formats.first().copied().unwrap_or(Format::Text);
        let format = given.or(ending).unwrap_or(usual);
        if let Some(ending) = ending.filter(|&it| it != format) {
            refuse_misnamed(format, ending, context.language)?;
        }
        if format == Format::Xlsx && file.is_none() && std::io::stdout().is_terminal() {
            let (message, hint) = context.language.pick(
                (
                    "a workbook cannot be shown in a terminal",
                    "write it to a file with `--output FILE.xlsx`",
                ),
                ("工作簿无法显示在终端中", "请用 `--output FILE.xlsx` 写入文件"),
            );
            return Err(Refused::with_hint(message.to_owned(), hint.to_owned()));
        }
        for (is_given, flag) in self.flags() {
            if is_given && format != Format::Csv {
                return Err(Refused::plainly(context.language.pick(
                    format!("`{flag}` goes only with `--format csv`"),
                    format!("`{flag}` 只能与 `--format csv` 同用"),
                )));
            }
        }
        Ok(Some(match format {
            Format::Text => Form::Text,
            Format::Json => Form::Json,
            Format::Jsonl => Form::Table(TableForm::Jsonl),
            Format::Csv => {
                let Self { bom, about, raw } = *self;
                Form::Table(TableForm::Csv { bom, about, raw })
            }
            Format::Xlsx => Form::Table(TableForm::Xlsx { language: context.language }),
            Format::Svg => return Ok(None),
        }))
    }
}

/// Returns a parser of the names of these formats.
fn format_parser(formats: &[Format]) -> impl TypedValueParser<Value = Format> + use<> {
    let values = formats.iter().filter_map(Format::to_possible_value);
    PossibleValuesParser::new(values).try_map(|name| Format::from_str(&name, false))
}

/// Which part of a long list is wanted.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// The most entries to list; 0 for all
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Page of entries to list, with `--limit`
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..), conflicts_with = "cursor")]
    page: Option<u32>,

    /// Go on where an answer in JSON ended: the `next` of its list
    #[arg(long, value_name = "CURSOR")]
    cursor: Option<String>,
}

impl ListArgs {
    /// Adds the part of the list to a request: `usual` entries, or all if it is `None`, unless a
    /// limit was given.
    pub(super) fn add_to(
        &self,
        request: &mut Request,
        reader: &IndexReader,
        usual: Option<usize>,
        context: &Context,
    ) -> anyhow::Result<()> {
        let limit = self.limit.or(usual).filter(|&limit| limit > 0);
        let page = self.page.unwrap_or(1) as usize;
        if page > 1 && limit.is_none() {
            let message = context
                .language
                .pick("`--page` says nothing without `--limit`", "`--page` 要与 `--limit` 同用");
            return Err(Refused::plainly(message.to_owned()));
        }
        request.limit = limit.unwrap_or(usize::MAX);
        request.rows.limit = limit;
        request.offset = limit.unwrap_or(0).saturating_mul(page - 1);
        request.rows.offset = request.offset;
        if let Some(cursor) = &self.cursor {
            request.start_at(reader, cursor)?;
        }
        Ok(())
    }
}

/// Returns a parser of the names of facets.
pub(super) fn facet_parser() -> impl TypedValueParser<Value = FacetBy> {
    name_parser(FacetBy::ALL.to_vec(), FacetBy::key)
}

/// Returns a parser of the names of groups.
pub(super) fn group_parser() -> impl TypedValueParser<Value = GroupBy> {
    name_parser(GroupBy::all().collect(), GroupBy::key)
}

/// Returns a parser of the names of these values.
pub(super) fn name_parser<T: Copy + Send + Sync + 'static>(
    values: Vec<T>,
    name: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let names: Vec<&str> = values.iter().copied().map(name).collect();
    PossibleValuesParser::new(names).try_map(move |given| {
        values.iter().copied().find(|value| name(*value) == given).ok_or("no such value")
    })
}

/// Parses a query line.
pub(super) fn parse_query(text: &str) -> chabao::Result<Query> {
    Ok(text.parse()?)
}

/// Says how the question of an answer is understood, if that was asked for.
pub(super) fn say_explanation<T>(answer: &Answer<T>, context: &Context) {
    output::say_lines(&answer.explanation_lines(context.language));
}

/// Returns how a search ends. Says what else to ask, if the query could mean something else and if
/// nothing was found.
pub(super) fn end_search<T>(
    answer: &Answer<T>,
    command: &str,
    is_found: bool,
    context: &Context,
) -> Ending {
    let language = context.language;
    let has_ground = is_found || has_ground(answer.ground, context);
    let remarks = answer.remarks.iter();
    let hints = remarks.flat_map(|remark| remark.hints(command, &answer.question, language));
    let hints: Vec<String> = hints.collect();
    if hints.is_empty() && has_ground && !is_found {
        let hint = language.pick(
            "check how it is written, or ask with a shorter term",
            "请检查写法，或换短一些的词",
        );
        output::hint(hint, language);
    }
    for hint in &hints {
        output::hint(hint, language);
    }
    Ending::of_search(is_found)
}

/// Returns whether any report matched the filters. If none did, says how to see which there are.
pub(super) fn has_ground(ground: Ground, context: &Context) -> bool {
    if ground.reports == 0 {
        let (message, hint) = context.language.pick(
            (
                "no reports match the filters",
                "see what the index contains with `chabao facets --by year,region,agency`",
            ),
            (
                "没有报告符合限定条件",
                "用 `chabao facets --by year,region,agency` 查看索引中收有什么",
            ),
        );
        output::say(message);
        output::hint(hint, context.language);
    }
    ground.reports > 0
}

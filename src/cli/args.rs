//! The arguments of the program.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chabao::extract::Ocr;
use chabao::query::{Condition, Kinds, Years};
use chabao::report::{Level, Part, ReportKind};
use chabao::search::{FacetBy, GroupBy, Mode, Sort};
use chabao::web::{Access, Token};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::tables::{COVERAGE_EXAMPLES, CoverageArgs, TREND_EXAMPLES, TrendArgs};

/// Where the index is kept unless another place is named.
pub(super) const DEFAULT_INDEX: &str = "index";

/// 查报: full-text search and exact counts over Chinese government reports.
///
/// Index a folder of reports once, then ask: where does it say 三项制度, in which years, which
/// counties mention 法律顾问, and which do not. Every count is exact and says what it was counted
/// over.
#[derive(Debug, Parser)]
#[command(name = "chabao", version, max_term_width = 100, after_help = EXAMPLES)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,

    /// The folder of the index; `index` unless another is named
    #[arg(long, global = true, env = "CHABAO_INDEX", hide_env_values = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
}

const EXAMPLES: &str = "\
Examples:
  chabao index data                         index the reports in the folder data
  chabao search 三项制度 --facet year        passages, and how they fall over the years
  chabao mentions 法律顾问                   which counties mention it
  chabao mentions 法律顾问 --absent          which hold a report and do not
  chabao coverage 法律顾问                   counties and years: who does, who does not, not held
  chabao trend 三项制度 法律顾问             from year to year, against what is held
  chabao show 酉阳 --highlight 法律顾问      one report, with the term marked

Exit codes: 0 found or done, 1 nothing found, 2 failed or files left out.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read folders of reports into the index; again reads only what changed
    #[command(after_help = "\
Examples:
  chabao index data                         index the folder data
  chabao index                              again, with the folders of the last time
  chabao index reports/2022 reports/2023    the index holds exactly the folders named
  chabao index data --dict words.txt --rebuild
  chabao index scans --ocr 'ocrmypdf -q -l chi_sim --force-ocr {} -'

Beside the reports may lie a corrections.csv with a column path and any of title, agency, region,
year, date, published, kind, number, index, url: a fact in it wins over what the report says, `-`
clears one, and an empty field keeps what was found. `chabao reports --format csv` writes this table
with all that was found, ready to be edited. Reports are never changed.")]
    Index(IndexArgs),
    /// Show the passages that a query finds, the best first
    #[command(after_help = "\
The query:
  三项制度 法律顾问          both in the same section          A OR B, A 或 B, A｜B    either
  -A, NOT A, 非 A           not                              ( … )                  grouping
  \"双随机 一公开\"           as one term                       '双随机、一公开'         as written
  年度:2021-2023  地区:重庆市  机关:卫生健康  部分:不足  类型:法治  标题:三项制度
  县:411224  市:三门峡市（本级）  省:河南省  机关:=卢氏县司法局    just this row of a table
  (year: region: agency: part: kind: title: county: prefecture: province:)

Examples:
  chabao search 三项制度
  chabao search '法律顾问 -公职律师' --year 2021-2023 --region 重庆市
  chabao search 法律顾问参与了哪些工作 --words
  chabao search 双随机一公开 --sort newest
  chabao search 三项制度 --facet year,agency --format json")]
    Search(SearchArgs),
    /// Tell which counties (agencies, years, …) mention a term, and which do not
    #[command(after_help = "\
Examples:
  chabao mentions 法律顾问                   by county
  chabao mentions 法律顾问 --absent          counties that hold a report and do not mention it
  chabao mentions 三项制度 --by year
  chabao mentions 法律顾问 --by report --format csv > table.csv")]
    Mentions(MentionsArgs),
    /// Tell cell by cell who mentions a term when, who does not, and of whom no report is held
    #[command(after_help = COVERAGE_EXAMPLES)]
    Coverage(CoverageArgs),
    /// Tell how much terms are mentioned from year to year, against what is held of each year
    #[command(after_help = TREND_EXAMPLES)]
    Trend(TrendArgs),
    /// Count reports, sections and mentions by year, region, agency, part or kind
    #[command(after_help = "\
Examples:
  chabao facets --by year,region             what is held
  chabao facets 三项制度 --by part,year")]
    Facets(FacetsArgs),
    /// List the reports that are held, with their facts and what could not be told
    #[command(after_help = "\
Examples:
  chabao reports --notes                     those of which something could not be told
  chabao reports --kind 未识别
  chabao reports --format csv > data/corrections.csv
                                             a table to edit; `chabao index` reads it")]
    Reports(ReportsArgs),
    /// Show one report with its outline
    #[command(after_help = "\
Examples:
  chabao show 酉阳                           the report whose path holds 酉阳
  chabao show data/digests/酉阳.txt --outline
  chabao show 酉阳 --section 一 --highlight 法律顾问")]
    Show(ShowArgs),
    /// Tell what the index holds and what it was made from
    Status(StatusArgs),
    /// Serve the index to browsers, and to programs over HTTP
    #[command(after_help = "\
Examples:
  chabao serve                               then open http://127.0.0.1:7878/ in a browser
  chabao serve --listen 127.0.0.1:0          on a port that is free
  chabao serve --listen 192.168.1.5:7878 --token TOKEN
                                             for others too, who give the token
  chabao serve --listen 0.0.0.0:80 --public --host reports.example
                                             for all, under this name too

Programs ask http://127.0.0.1:7878/api/v1/search?q=三项制度; openapi.json beside it describes all.
Ctrl-C ends it. `chabao index` may run meanwhile: what it writes is served at once.")]
    Serve(ServeArgs),
}

#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Folders or files; without any, those of the last time
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// A dictionary of your own words: one a line, with a frequency behind it or none
    #[arg(long, value_name = "FILE")]
    pub(super) dict: Option<PathBuf>,

    /// Build the index anew, whatever is in it
    #[arg(long)]
    pub(super) rebuild: bool,

    /// Let COMMAND recognise the characters of files that are pictures of pages (scans); `{}` in
    /// it stands for the file, and it writes text or a PDF to its standard output
    #[arg(long, value_name = "COMMAND", value_parser = ocr)]
    pub(super) ocr: Option<Ocr>,

    /// Read so many files side by side; one for each processor unless told otherwise
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,

    /// Say nothing but warnings and errors
    #[arg(long, short)]
    pub(super) quiet: bool,
}

/// Which reports and sections are looked at.
#[derive(Debug, Args)]
pub(super) struct FilterArgs {
    /// Only reports for these years: 2023, 2021-2023, 2021-, 未识别
    #[arg(long, value_name = "YEARS", value_parser = years, allow_hyphen_values = true, value_delimiter = ',')]
    year: Vec<Years>,

    /// Only reports of this province, prefecture or county, by name, short name or code, and of
    /// former divisions that ended in it
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    region: Vec<String>,

    /// Only reports of this row of a table by province: its code or its value
    #[arg(long, value_name = "PROVINCE", value_delimiter = ',')]
    province: Vec<String>,

    /// Only reports of this row of a table by prefecture; `重庆市（本级）` are those of the
    /// municipality itself
    #[arg(long, value_name = "PREFECTURE", value_delimiter = ',')]
    prefecture: Vec<String>,

    /// Only reports of this row of a table by county; `三门峡市（本级）` are those of the prefecture
    /// itself
    #[arg(long, value_name = "COUNTY", value_delimiter = ',')]
    county: Vec<String>,

    /// Only reports of agencies whose name holds this, or is this where `=` stands before it
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    agency: Vec<String>,

    /// Only sections of this part: 举措和成效 (measures), 不足和原因 (shortcomings),
    /// 第一责任人履职 (leadership), 下一年安排 (next-year), 其他 (other)
    #[arg(long, value_name = "PART", value_parser = part, value_delimiter = ',')]
    part: Vec<Part>,

    /// Only documents of this kind: 法治政府建设年度报告 (rule-of-law), 政府信息公开年度报告
    /// (open-information), 行政执法报告 (enforcement), 政府工作报告 (government-work), 述法报告
    /// (duties), 解读 (explanation), 方案 (plan), 其他 (other), 未识别
    #[arg(long, value_name = "KIND", value_parser = kinds, value_delimiter = ',')]
    kind: Vec<Kinds>,
}

impl FilterArgs {
    /// Returns the conditions; of several on one fact any may hold.
    pub(super) fn fields(&self) -> Vec<Condition> {
        let years = self.year.iter().copied().map(Condition::Year);
        let regions = self.region.iter().cloned().map(Condition::Region);
        let levels = [&self.province, &self.prefecture, &self.county].into_iter().zip(Level::ALL);
        let divisions = levels.flat_map(|(names, level)| {
            names.iter().map(move |name| Condition::Division(level, name.clone()))
        });
        let agencies = self.agency.iter().map(|name| Condition::agency(name));
        let parts = self.part.iter().copied().map(Condition::Part);
        let kinds = self.kind.iter().copied().map(Condition::Kind);
        years.chain(regions).chain(divisions).chain(agencies).chain(parts).chain(kinds).collect()
    }
}

fn years(text: &str) -> Result<Years, String> {
    Years::parse(text).ok_or_else(|| "write 2023, 2021-2023, 2021- or 未识别".to_owned())
}

fn ocr(text: &str) -> Result<Ocr, String> {
    Ocr::new(text)
        .ok_or_else(|| "write a program and its arguments, quotation marks closed".to_owned())
}

fn kinds(text: &str) -> Result<Kinds, String> {
    Kinds::parse(text).ok_or_else(|| format!("write one of {}, or 未识别", ReportKind::list()))
}

fn part(text: &str) -> Result<Part, String> {
    Part::from_name(text).ok_or_else(|| {
        "write one of 举措和成效 (measures), 不足和原因 (shortcomings), 第一责任人履职 (leadership), \
         下一年安排 (next-year), 其他 (other)"
            .to_owned()
    })
}

/// How terms are matched.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct ModeArgs {
    /// Cut the query into words and find sections that hold all of them (分词)
    #[arg(long)]
    words: bool,

    /// Compare the characters as the reports write them, without folding (严格)
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

/// What every question takes: how terms are matched, over which reports, in which form.
#[derive(Debug, Args)]
pub(super) struct AskingArgs {
    #[command(flatten)]
    pub(super) mode: ModeArgs,

    /// Count older versions of a report too, each as a report of its own
    #[arg(long)]
    pub(super) versions: bool,

    #[command(flatten)]
    pub(super) filters: FilterArgs,

    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// What to find; terms beside each other have to stand in the same section
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// Count beside the hits by these
    #[arg(long, value_name = "FACETS", value_delimiter = ',', value_parser = facets())]
    pub(super) facet: Vec<FacetBy>,

    /// The order of the passages: relevance, newest, oldest, or mentions (sections with the most
    /// first)
    #[arg(long, value_name = "ORDER", default_value = "relevance", value_parser = sorts(), hide_possible_values = true)]
    pub(super) sort: Sort,

    /// How many passages to show
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(super) limit: u32,

    /// Which page of passages to show
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(super) page: u32,

    /// Tell how the query is understood, and what each way of matching finds
    #[arg(long)]
    pub(super) explain: bool,

    #[command(flatten)]
    pub(super) asking: AskingArgs,
}

impl SearchArgs {
    pub(super) fn query(&self) -> String {
        self.query.join(" ")
    }
}

#[derive(Debug, Args)]
pub(super) struct MentionsArgs {
    /// The term, or a query
    #[arg(required = true, value_name = "TERM")]
    term: Vec<String>,

    /// What a row of the table stands for
    #[arg(long, value_name = "GROUP", default_value = "county", value_parser = groups())]
    pub(super) by: GroupBy,

    /// Show those that hold a report and do not mention it
    #[arg(long)]
    pub(super) absent: bool,

    #[command(flatten)]
    pub(super) asking: AskingArgs,
}

impl MentionsArgs {
    pub(super) fn term(&self) -> String {
        self.term.join(" ")
    }
}

#[derive(Debug, Args)]
pub(super) struct FacetsArgs {
    /// What to count; everything that is held where there is none
    #[arg(value_name = "QUERY")]
    query: Vec<String>,

    /// What to count by
    #[arg(long, value_name = "FACETS", value_delimiter = ',', default_value = "year", value_parser = facets())]
    pub(super) by: Vec<FacetBy>,

    #[command(flatten)]
    pub(super) asking: AskingArgs,
}

impl FacetsArgs {
    pub(super) fn query(&self) -> Option<String> {
        (!self.query.is_empty()).then(|| self.query.join(" "))
    }
}

#[derive(Debug, Args)]
pub(super) struct ReportsArgs {
    /// Only reports of which something could not be told
    #[arg(long)]
    pub(super) notes: bool,

    /// Tell of one report what each of its facts was told by, and what spoke against it
    #[arg(long, value_name = "REPORT", conflicts_with_all = ["notes", "year", "region", "province", "prefecture", "county", "agency", "part", "kind"])]
    pub(super) why: Option<String>,

    #[command(flatten)]
    pub(super) filters: FilterArgs,

    #[command(flatten)]
    pub(super) format: FormatArgs,
}

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The path of the report, an end or a part of it, or the id that `chabao reports` shows
    #[arg(value_name = "REPORT")]
    pub(super) report: String,

    /// Only this section: its number in the outline, or characters of its heading
    #[arg(long, value_name = "SECTION")]
    pub(super) section: Option<String>,

    /// Mark a term
    #[arg(long, value_name = "TERM")]
    pub(super) highlight: Option<String>,

    /// Only the outline
    #[arg(long)]
    pub(super) outline: bool,

    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// Check every byte of the index against its checksums
    #[arg(long)]
    pub(super) verify: bool,

    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: TextOrJson,
}
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// The address and port to listen on; port 0 is any that is free
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    pub(super) listen: String,

    /// Answer those alone who give this token: 12 characters or more, without blanks
    #[arg(long, value_name = "TOKEN", env = "CHABAO_TOKEN", hide_env_values = true, value_parser = Token::new)]
    pub(super) token: Option<Token>,

    /// Answer everyone who can reach the address, also from other machines
    #[arg(long, conflicts_with = "token")]
    pub(super) public: bool,

    /// A further name that browsers may ask by, such as that of a proxy before it
    #[arg(long, value_name = "NAME")]
    pub(super) host: Vec<String>,
}
impl ServeArgs {
    /// Returns who is answered.
    pub(super) fn access(&self) -> Access {
        match &self.token {
            Some(token) => Access::Token(token.clone()),
            None if self.public => Access::Public,
            None => Access::Open,
        }
    }
}

/// The form of tables and hits.
#[derive(Debug, Args)]
pub(super) struct FormatArgs {
    /// The form of the output
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub(super) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// A table for spreadsheets
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TextOrJson {
    /// For reading
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where the output is a terminal and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Reads the name of a facet.
pub(super) fn facets() -> impl TypedValueParser<Value = FacetBy> {
    PossibleValuesParser::new(FacetBy::ALL.map(FacetBy::key)).try_map(|name| {
        let named = FacetBy::ALL.into_iter().find(|by| by.key() == name);
        named.ok_or("no such facet")
    })
}

/// Reads the name of an order.
fn sorts() -> impl TypedValueParser<Value = Sort> {
    PossibleValuesParser::new(Sort::ALL.map(Sort::key)).try_map(|name| {
        Sort::ALL.into_iter().find(|sort| sort.key() == name).ok_or("no such order")
    })
}

/// Reads the name of a group.
pub(super) fn groups() -> impl TypedValueParser<Value = GroupBy> {
    let names = GroupBy::all().map(GroupBy::key);
    PossibleValuesParser::new(names)
        .try_map(|name| GroupBy::all().find(|by| by.key() == name).ok_or("no such group"))
}

//! What readers need to know about an answer, in words.

use super::commands::as_command;
use super::counts::counted;
use super::troubles::chinese_trouble;
use crate::analysis::CollocateUnit;
use crate::query::{CodebookFault, CodebookProblem, Condition, Query, Scope};
use crate::report::Language::{self, Chinese, English};
use crate::report::UNKNOWN;
use crate::search::{
    FacetBy, Mode, OtherReading, Question, Relaxation, RelaxedQuestion, Remark, SpellingCount,
};
use crate::text::grouped;

impl Remark {
    /// Returns a remark as a sentence, without a full stop.
    ///
    /// ```
    /// use chabao::report::Language;
    /// use chabao::search::Remark;
    /// let remark = Remark::WordsLoosened { all: 4, least: 3, containing_all: 1 };
    /// assert_eq!(
    ///     remark.text(Language::English),
    ///     "1 section contains all 4 words: sections with at least 3 of them are counted"
    /// );
    /// ```
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match (self, language) {
            (Remark::FormerIncluded { region, former }, English) => {
                format!("region {region} includes the former {}", former.join(", "))
            }
            (Remark::FormerIncluded { region, former }, Chinese) => {
                format!("{region}包含已并入的{}", former.join("、"))
            }
            (Remark::SharedName { agency, places }, _) => shared_name(agency, places, language),
            (Remark::NameRead { typed, read }, _) => language
                .pick(format!("`{typed}` is read as {read}"), format!("“{typed}”读作{read}")),
            (Remark::WithAliases { term, spellings }, _) => with_aliases(term, spellings, language),
            (Remark::ExcludedWithAliases { term, aliases }, English) => {
                format!("{term} is excluded with its aliases: {}", aliases.join(", "))
            }
            (Remark::ExcludedWithAliases { term, aliases }, Chinese) => {
                format!("排除{term}时一并排除其别名：{}", aliases.join("、"))
            }
            (Remark::WithoutAliases { terms }, _) => language.pick(
                format!("no aliases known: {}", terms.join(", ")),
                format!("别名表中没有：{}", terms.join("、")),
            ),
            (Remark::ReadAsWords { words }, English) => {
                format!("the query was cut into words: {}", words.join(", "))
            }
            (Remark::ReadAsWords { words }, Chinese) => {
                format!("检索式已切分为词：{}", words.join("、"))
            }
            (Remark::WordsLoosened { all, least, containing_all }, _) => {
                words_loosened(*all, *least, *containing_all, language)
            }
            (Remark::ReadAs { reading, others }, _) => {
                let others: Vec<String> =
                    others.iter().map(|other| other.in_words(language)).collect();
                let separators = language.pick((": ", "; "), ("：", "；"));
                reading.label(language).to_owned() + separators.0 + &others.join(separators.1)
            }
            (Remark::InOneSection { query, in_one_report }, _) => {
                in_one_section(query, *in_one_report, language)
            }
            (Remark::Codebook { line, fault, value }, _) => {
                let value = value.clone();
                let problem = CodebookProblem { line: *line, fault: *fault, value };
                language.pick(
                    format!("line {line} of the codebook: {}", problem.in_english()),
                    format!("概念表第 {line} 行：{}", problem.in_chinese()),
                )
            }
            (Remark::OfConcept { label, remark }, _) => {
                format!("{label}{}{}", language.pick(": ", "："), remark.text(language))
            }
            (Remark::OwnCondition { reports, of }, English) => format!(
                "counted over {} of {}: the others do not meet the condition in its query",
                grouped(reports),
                counted(*of, "report"),
            ),
            (Remark::OwnCondition { reports, of }, Chinese) => format!(
                "检索式自带条件，{} 份报告中只计入 {} 份，其余不符合该条件",
                grouped(of),
                grouped(reports),
            ),
            (Remark::Nearest { others }, _) => {
                let others: Vec<String> = others.iter().map(|it| it.in_words(language)).collect();
                let (begin, separator) = language
                    .pick(("nothing found; nearest: ", "; "), ("没有找到；相近的检索：", "；"));
                begin.to_owned() + &others.join(separator)
            }
            (Remark::Sampled { drawn, of, seed }, English) => format!(
                "a random sample: {} of {}, drawn with seed {seed}; the same index and seed draw the \
                 same",
                grouped(drawn),
                counted(*of, "mention"),
            ),
            (Remark::Sampled { drawn, of, seed }, Chinese) => format!(
                "随机抽样：从 {} 处中抽取 {} 处，随机种子 {seed}；索引与种子不变，样本不变",
                grouped(of),
                grouped(drawn),
            ),
            (Remark::NearMentions { .. }, _) => near_mentions(self, language),
            (Remark::Clipped { list, listed, found }, _) => {
                clipped(list, *listed, *found, language)
            }
            (
                Remark::ShortQuotations { .. }
                | Remark::UnclosedQuotations { .. }
                | Remark::QuotationPieces { .. },
                _,
            ) => about_quotations(self, language),
            (Remark::CutCells { cells, most }, _) => cut_cells(*cells, *most, language),
        }
    }
}

fn clipped(list: &str, listed: u64, found: u64, language: Language) -> String {
    let noun = list_noun(list, language);
    language.pick(
        format!("{} of {} listed", grouped(listed), counted(found, &noun)),
        format!("共 {} {noun}，此处列出 {} {noun}", grouped(found), grouped(listed)),
    )
}

fn words_loosened(all: usize, least: usize, containing_all: u64, language: Language) -> String {
    let english = match containing_all {
        0 => "no section contains".to_owned(),
        1 => "1 section contains".to_owned(),
        many => format!("{} sections contain", grouped(many)),
    };
    let chinese = match containing_all {
        0 => format!("没有一节同时含有全部 {all} 个词"),
        some => format!("同时含有全部 {all} 个词的只有 {} 节", grouped(some)),
    };
    language.pick(
        format!("{english} all {all} words: sections with at least {least} of them are counted"),
        format!("{chinese}，凡含其中至少 {least} 个词的节均计入"),
    )
}

impl CodebookProblem {
    /// Returns what is wrong in Chinese, without the number of the line.
    pub(super) fn in_chinese(&self) -> String {
        let Self { fault, value, .. } = self;
        let sentence = fault.label(Chinese);
        let reason = match value.parse::<Query>() {
            Err(error) if *fault == CodebookFault::BadQuery => {
                format!("：{}", chinese_trouble(error.trouble()))
            }
            _ => String::new(),
        };
        if value.is_empty() {
            sentence.to_owned()
        } else {
            format!("“{value}”{sentence}{reason}")
        }
    }
}

impl Remark {
    /// Returns hints with commands: for the query in its other readings, and for the nearest questions
    /// if nothing was found; only those that find something. `question` is the one that was asked.
    #[must_use]
    pub fn hints(&self, command: &str, question: &Question, language: Language) -> Vec<String> {
        match self {
            Self::ReadAs { others, .. } => {
                let found = others.iter().filter(|other| other.counts.sections > 0);
                let ask =
                    |other: &OtherReading| as_command(command, &other.query, &question.flags());
                let begin = language.pick("for the other reading: ", "按另一种读法检索：");
                found.map(|other| begin.to_owned() + &ask(other)).collect()
            }
            Self::Nearest { others } => {
                let hint = |other: &RelaxedQuestion| {
                    let RelaxedQuestion { question, .. } = other;
                    let ask = as_command(command, &question.query_text(), &question.flags());
                    other.change_in_words(language) + language.pick(": ", "：") + &ask
                };
                others.iter().map(hint).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Question {
    /// Returns its mode and filters as they are typed behind a query: ` --words --year '2023'`.
    fn flags(&self) -> String {
        let mode = match self.mode {
            Mode::Exact => String::new(),
            mode => format!(" --{}", mode.key()),
        };
        let filter = |filter: &Condition| format!(" --{} '{}'", filter.key().key(), filter.value());
        self.filters.iter().map(filter).fold(mode, |flags, flag| flags + &flag)
    }
}

impl RelaxedQuestion {
    /// Returns how the question was changed: `without 公职律师`, `farther apart`.
    pub(crate) fn change_in_words(&self, language: Language) -> String {
        let label = self.relaxation.label(language);
        match &self.without {
            Some(without) => format!("{label} {without}"),
            None => label.to_owned(),
        }
    }

    /// Returns how the question was changed, and what it finds.
    fn in_words(&self, language: Language) -> String {
        let (change, query) = (self.change_in_words(language), self.question.query_text());
        match self.relaxation {
            // The query is the same, or can be told from what was left out.
            Relaxation::Folded | Relaxation::Words | Relaxation::Clause | Relaxation::Filter => {
                let counts = self.counts.in_words(language);
                language.pick(format!("{change}, {counts}"), format!("{change}（{counts}）"))
            }
            _ => {
                let counts = self.counts.in_words(language);
                language.pick(
                    format!("{change}: `{query}`, {counts}"),
                    format!("{change}：{query}（{counts}）"),
                )
            }
        }
    }
}

impl OtherReading {
    fn in_words(&self, language: Language) -> String {
        let Self { query, counts } = self;
        let counts = counts.in_words(language);
        language.pick(format!("`{query}`, {counts}"), format!("{query}（{counts}）"))
    }
}

/// Returns in which places agencies have a name. Reports of no known place are none of them: they may be of
/// one that is.
fn shared_name(agency: &str, places: &[String], language: Language) -> String {
    let (unknown, known): (Vec<&str>, Vec<&str>) =
        places.iter().map(String::as_str).partition(|place| *place == UNKNOWN);
    let (number, known) = (known.len(), known.join(language.pick(", ", "、")));
    let mut text = match (language, number) {
        (English, 1) => format!("an agency in {known} has the name {agency}"),
        (English, _) => format!("agencies in {number} places have the name {agency}: {known}"),
        (Chinese, 1) => format!("名为{agency}的机关在{known}"),
        (Chinese, _) => format!("名为{agency}的机关分属 {number} 地：{known}"),
    };
    if !unknown.is_empty() {
        text += language.pick("; others are of no known place", "；另有地区未识别的");
    }
    text + &language.pick(
        format!(
            "; counted together; for one of them write the code after the name: `={agency}@CODE`"
        ),
        format!("；以上合并计数，只要其中一个时在名称后写代码：={agency}@代码"),
    )
}

/// Returns what was found of each spelling of a term, and which spellings were not found.
fn with_aliases(term: &str, spellings: &[SpellingCount], language: Language) -> String {
    let (found, others): (Vec<_>, Vec<_>) = spellings.iter().partition(|it| it.reports > 0);
    let count = |spelling: &SpellingCount| {
        let SpellingCount { term, reports, mentions } = spelling;
        match language {
            English => format!(
                "{term}, {} in {}",
                counted(*mentions, "mention"),
                counted(*reports, "report")
            ),
            Chinese => format!("{term} {} 份 {} 处", grouped(reports), grouped(mentions)),
        }
    };
    let mut parts: Vec<String> = found.into_iter().map(count).collect();
    if !others.is_empty() {
        let names: Vec<&str> = others.iter().map(|it| it.term.as_str()).collect();
        let names = names.join(language.pick(", ", "、"));
        parts.push(language.pick(format!("not found: {names}"), format!("未见：{names}")));
    }
    let begin = language.pick(format!("{term} with its aliases: "), format!("{term}及其别名："));
    begin + &parts.join(language.pick("; ", "；"))
}

/// Returns what was counted near the mentions: the unit, the window, the fewest times, and how much there
/// is near mentions and in all.
fn near_mentions(remark: &Remark, language: Language) -> String {
    let Remark::NearMentions { unit, left, right, least, near, all } = remark else {
        return String::new();
    };
    let unit = CollocateUnit::from_key(unit).unwrap_or_default();
    let (name, [near, all]) = (unit.label(language), [near, all].map(grouped));
    let step = match unit {
        CollocateUnit::Word => language.pick("words", "词"),
        _ => language.pick("characters", "字"),
    };
    match language {
        English => format!(
            "only {name} that stand at most {left} {step} before or {right} after a mention, in the same \
             sentence, at least {}: {near} of {all} {name}",
            counted(*least, "time")
        ),
        Chinese => format!(
            "统计同一句中前 {left} {step}、后 {right} {step}之内的{name}，至少出现 {least} 次；\
             全部 {all} 个{name}中有 {near} 个在此范围内"
        ),
    }
}

fn in_one_section(query: &str, in_one_report: Option<u64>, language: Language) -> String {
    let parsed = query.parse::<Query>().ok();
    let section = match &parsed {
        Some(query) => query.unit_in_words(Mode::Exact, language),
        None => language.pick(format!("in one section: {query}"), format!("同一节中：{query}")),
    };
    let (Some(reports), Some(query)) = (in_one_report, parsed) else { return section };
    let whole = Query::Within(Scope::Report, Box::new(query));
    language.pick(
        format!("{section}; in one report as a whole, `{whole}`: {}", counted(reports, "report")),
        format!("{section}；以整份报告计（{whole}）：{} 份", grouped(reports)),
    )
}

fn cut_cells(cells: u64, most: u64, language: Language) -> String {
    let (have, were) = if cells == 1 { ("has", "was") } else { ("have", "were") };
    let (texts, most, number) = (counted(cells, "text"), grouped(most), grouped(cells));
    language.pick(
        format!(
            "{texts} {have} more than the {most} characters that a workbook holds in a cell and {were} \
             cut; CSV and JSON Lines have all of them"
        ),
        format!(
            "{number} 格文字超过工作簿每格 {most} 字的上限，已截断；CSV 和 JSON Lines 中有全文"
        ),
    )
}

/// Returns which quotations of a file are not verified.
fn about_quotations(remark: &Remark, language: Language) -> String {
    match remark {
        Remark::ShortQuotations { quotations, least } => {
            let verb = if *quotations == 1 { "is" } else { "are" };
            let english = counted(*quotations, "quotation");
            language.pick(
                format!("{english} of fewer than {least} characters {verb} not verified"),
                format!("另有 {} 处引文不足 {least} 个字，未核对", grouped(quotations)),
            )
        }
        Remark::UnclosedQuotations { lines } => language.pick(
            format!("a quotation mark is never closed in line {}", lines_in_words(lines, ", ")),
            format!("第 {} 行有引号没有配对", lines_in_words(lines, "、")),
        ),
        Remark::QuotationPieces { stretches, pieces, least, similar } => language.pick(
            format!(
                "the reports compared with a quotation are those that have, of each of its {stretches} \
                 longest stretches, one of {pieces} pieces without further marks (of 2 from {least} \
                 characters on; shorter ones whole); if it stands in none of them, the {similar} most \
                 similar"
            ),
            format!(
                "与引文比对的报告：引文最长的 {stretches} 个片段各分 {pieces} 截（{least} 字起分 2 截，不足 \
                 {least} 字不分），每个片段至少有一截在报告中不夹其他标点；都没有该引文时，比对最相近的 \
                 {similar} 篇"
            ),
        ),
        _ => String::new(),
    }
}

/// Returns the numbers of the first ten lines.
fn lines_in_words(lines: &[u64], separator: &str) -> String {
    let shown: Vec<String> = lines.iter().take(10).map(u64::to_string).collect();
    let more = if lines.len() > 10 { "…" } else { "" };
    shown.join(separator) + more
}

/// Returns what the entries of a list are: in English for one, in Chinese with the measure word.
fn list_noun(list: &str, language: Language) -> String {
    let noun = match list {
        "hits" => ("section", "节"),
        "reports" => ("report", "份报告"),
        "rows" => ("row", "行"),
        "groups" => ("group", "组"),
        "quotations" => ("quotation", "处引文"),
        "absent" => ("row without a mention", "行（未提及）"),
        facet => {
            let by = FacetBy::from_key(facet);
            return match language {
                English => format!("{facet} row"),
                Chinese => format!("行（{}）", by.map_or(facet, |by| by.label(Chinese))),
            };
        }
    };
    language.pick(noun.0, noun.1).to_owned()
}

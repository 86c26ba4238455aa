//! Answers for people at a terminal.

use std::fmt::Write as _;

use super::table::{Align, table};
use crate::analysis::{
    Holdings, Mentions, ReportRow, SectionText, ShownReport, Status, VersionRow,
};
use crate::index::{VersionOrder, Versions};
use crate::ingest::Summary;
use crate::query::Term;
use crate::report::{ReportKind, Year};
use crate::search::{
    Counts, FacetBy, FacetRow, Ground, GroupBy, Hit, Passage, Results, WordsAsked, mark_terms,
};

/// How text is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether matches are coloured; otherwise they stand between 【 and 】.
    pub colour: bool,
}

pub(super) const BOLD: &str = "\u{1b}[1m";
const MATCH: &str = "\u{1b}[1;31m";
const DIM: &str = "\u{1b}[2m";
const PLAIN: &str = "\u{1b}[0m";

impl Style {
    pub(super) fn wrap(self, code: &str, text: &str) -> String {
        if self.colour { format!("{code}{text}{PLAIN}") } else { text.to_owned() }
    }

    fn matched(self, text: &str) -> String {
        if self.colour { self.wrap(MATCH, text) } else { format!("【{text}】") }
    }
}

/// Returns text of a report or a file's name as it can be sent to a terminal: characters that move
/// the cursor, change colours or turn the direction of writing are shown as `\u{…}`.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let is_harmful = character.is_control()
            || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        match character {
            '\n' => out.push(character),
            '\t' => out.push(' '),
            _ if is_harmful => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    out
}

/// Returns a name on one line.
pub(super) fn line(text: &str) -> String {
    printable(text).replace('\n', "\\n")
}

/// Returns `1 report`, `2 reports`.
#[must_use]
pub fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Returns what was found and what it was counted over, in one sentence.
///
/// ```
/// use chabao::present::ground_sentence;
/// use chabao::search::{Counts, Ground};
/// let counts = Counts { reports: 3, sections: 4, mentions: 7 };
/// let ground = Ground { reports: 5, copies: 1, ..Ground::default() };
/// assert_eq!(
///     ground_sentence(counts, ground),
///     "7 mentions in 4 sections of 3 of 5 reports; 1 copy not counted; \
///      0 files could not be read"
/// );
/// ```
#[must_use]
pub fn ground_sentence(counts: Counts, ground: Ground) -> String {
    format!(
        "{} in {} of {} of {}{}; {} could not be read",
        count(counts.mentions, "mention"),
        count(counts.sections, "section"),
        counts.reports,
        count(ground.reports, "report"),
        not_counted(ground),
        count(ground.unreadable, "file"),
    )
}

/// Returns the same in Chinese; where there is no query, what is held.
///
/// ```
/// use chabao::present::ground_in_chinese;
/// use chabao::search::{Counts, Ground};
/// let counts = Counts { reports: 3, sections: 4, mentions: 7 };
/// let ground = Ground { reports: 5, copies: 1, ..Ground::default() };
/// assert_eq!(
///     ground_in_chinese(counts, ground, true),
///     "5 份报告中有 3 份提及，共 4 节、7 处；另有 1 份重复未计入；0 个文件无法读取"
/// );
/// ```
#[must_use]
pub fn ground_in_chinese(counts: Counts, ground: Ground, has_query: bool) -> String {
    let Counts { reports, sections, mentions } = counts;
    let Ground { reports: held, unreadable, copies, older_versions, versions } = ground;
    let mut sentence = match (has_query, mentions) {
        (false, _) => format!("收有 {held} 份报告，{sections} 节"),
        // What asks for no term, such as a year, is met and not mentioned.
        (true, 0) if sections > 0 => {
            format!("{held} 份报告中有 {reports} 份符合，共 {sections} 节")
        }
        (true, _) => {
            format!("{held} 份报告中有 {reports} 份提及，共 {sections} 节、{mentions} 处")
        }
    };
    let mut beside = Vec::new();
    if copies > 0 {
        beside.push(format!("{copies} 份重复"));
    }
    if older_versions > 0 && versions == Versions::Newest {
        beside.push(format!("{older_versions} 份旧版"));
    }
    if older_versions > 0 && versions == Versions::All {
        let _ = write!(sentence, "；其中 {older_versions} 份是旧版");
    }
    if !beside.is_empty() {
        let _ = write!(sentence, "；另有 {}未计入", beside.join("、"));
    }
    let _ = write!(sentence, "；{unreadable} 个文件无法读取");
    sentence
}

/// Returns what is held beside what was counted over, as a part of a sentence: `; 3 copies and 1
/// older version not counted`; nothing where all is counted.
#[must_use]
pub fn not_counted(ground: Ground) -> String {
    let beside_them = |older_versions: u64| {
        beside(ground.copies, older_versions)
            .map_or_else(String::new, |beside| format!("; {beside} not counted"))
    };
    match (ground.versions, ground.older_versions) {
        (Versions::Newest, older_versions) => beside_them(older_versions),
        (Versions::All, 0) => beside_them(0),
        (Versions::All, older_versions) => {
            let among = count(older_versions, "older version");
            format!(", {among} among them{}", beside_them(0))
        }
    }
}

/// Returns `3 copies and 1 older version`; `None` where there are neither.
fn beside(copies: u64, older_versions: u64) -> Option<String> {
    let copies = (copies > 0)
        .then(|| if copies == 1 { "1 copy".to_owned() } else { format!("{copies} copies") });
    let older_versions = (older_versions > 0).then(|| count(older_versions, "older version"));
    let both: Vec<String> = copies.into_iter().chain(older_versions).collect();
    (!both.is_empty()).then(|| both.join(" and "))
}

/// Returns what was found, without its ground.
#[must_use]
pub fn counts_sentence(counts: Counts) -> String {
    format!(
        "{} in {} of {}",
        count(counts.mentions, "mention"),
        count(counts.sections, "section"),
        count(counts.reports, "report")
    )
}

/// Returns what a section had to hold of the words of a loose question, where that was not all.
pub(super) fn words_sentence(words: Option<&WordsAsked>) -> String {
    match words {
        Some(WordsAsked { all, least, holding_all, .. }) if least < all => {
            let holding = match holding_all {
                0 => "no section holds".to_owned(),
                1 => "1 section holds".to_owned(),
                _ => format!("{holding_all} sections hold"),
            };
            format!(
                "{holding} all {all} words: counted are those that hold at least {least} of them\n"
            )
        }
        _ => String::new(),
    }
}

/// Returns the answer to a search. `offset` hits were left out before the first.
#[must_use]
pub fn results(results: &Results, offset: usize, style: Style) -> String {
    let mut out = String::new();
    let head = format!("{} · {}", line(&results.query), results.mode);
    let _ = writeln!(
        out,
        "{}: {}",
        style.wrap(BOLD, &head),
        ground_sentence(results.counts, results.ground)
    );
    out.push_str(&words_sentence(results.words.as_ref()));
    for (at, hit) in results.hits.iter().enumerate() {
        out.push('\n');
        out.push_str(&one_hit(offset + at + 1, hit, style));
    }
    if results.hits.is_empty() && results.counts.sections > 0 {
        out.push_str("\nnothing on this page: all that was found stands on the pages before it\n");
    }
    let shown = offset as u64 + results.hits.len() as u64;
    if !results.hits.is_empty() && shown < results.counts.sections {
        let rest = count(results.counts.sections - shown, "more section");
        let _ =
            writeln!(out, "\n{rest}: `--page {}` or `--limit`", offset / results.hits.len() + 2);
    }
    out.push_str(&facet_tables(results));
    out
}

fn one_hit(number: usize, hit: &Hit, style: Style) -> String {
    let report = &hit.report;
    let name = report.title.as_ref().or(report.agency.as_ref()).unwrap_or(&report.path);
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.region.path();
    let region = if region.is_empty() { "地区未识别".to_owned() } else { region };
    let mut place = format!("{year} · {region} · {}", hit.section.part);
    if !hit.section.heading_path.is_empty() {
        let _ = write!(place, " · {}", hit.section.heading_path.join(" › "));
    }
    let passage = shown_passage(&hit.passage, style);
    let path = style.wrap(DIM, &line(&report.path));
    format!(
        "{number}. {}\n   {}\n   {}\n   {path}\n",
        style.wrap(BOLD, &line(name)),
        line(&place),
        passage.replace('\n', "\n   "),
    )
}

/// Returns a passage with its matches marked and `…` where a sentence is cut.
fn shown_passage(passage: &Passage, style: Style) -> String {
    let characters: Vec<char> = passage.text.chars().collect();
    let piece = |from: usize, to: usize| {
        let text: String = characters.get(from..to).unwrap_or_default().iter().collect();
        printable(&text)
    };
    let mut out = String::new();
    if passage.begins_inside {
        out.push('…');
    }
    let mut at = 0;
    for &[from, to] in &passage.highlights {
        out.push_str(&piece(at, from));
        out.push_str(&style.matched(&piece(from, to)));
        at = to;
    }
    out.push_str(&piece(at, characters.len()));
    if passage.ends_inside {
        out.push('…');
    }
    out
}

fn facet_tables(results: &Results) -> String {
    let mut out = String::new();
    for by in FacetBy::ALL {
        if let Some(rows) = results.facets.get(by.key()) {
            out.push('\n');
            out.push_str(&facet_table(by, rows, !results.query.is_empty()));
        }
    }
    out
}

/// Returns the counts of one facet; without a query nothing is mentioned, and no column says so.
fn facet_table(by: FacetBy, rows: &[FacetRow], has_query: bool) -> String {
    let title = format!("{} ({})", by.key(), by.label(crate::report::Language::Chinese));
    let mut header =
        vec![(title.as_str(), Align::Left), ("reports", Align::Right), ("sections", Align::Right)];
    header.extend(has_query.then_some(("mentions", Align::Right)));
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let numbers = [row.reports, row.sections, row.mentions];
            let cells = numbers.iter().take(header.len() - 1).map(ToString::to_string);
            std::iter::once(line(&row.value)).chain(cells).collect()
        })
        .collect();
    table(&header, &rows)
}

/// Returns the counts by facet alone.
#[must_use]
pub fn facets(results: &Results, style: Style) -> String {
    let (counts, ground) = (results.counts, results.ground);
    let mut out = if results.query.is_empty() {
        format!(
            "{} of {}{}; {} could not be read\n",
            count(counts.sections, "section"),
            count(counts.reports, "report"),
            not_counted(ground),
            count(ground.unreadable, "file")
        )
    } else {
        let head = format!("{} · {}", line(&results.query), results.mode);
        format!("{}: {}\n", style.wrap(BOLD, &head), ground_sentence(counts, ground))
    };
    out.push_str(&words_sentence(results.words.as_ref()));
    out.push_str(&facet_tables(results));
    out
}

/// Returns who mentions a term; with `absent`, who holds a report and does not.
#[must_use]
pub fn mentions(mentions: &Mentions, by: GroupBy, absent: bool, style: Style) -> String {
    let (noun, chinese) = (by.key(), by.label(crate::report::Language::Chinese));
    let title = format!("{noun} ({chinese})");
    let has_region = mentions.rows.iter().any(|row| row.region.is_some())
        || mentions.absent.iter().any(|row| row.region.is_some());
    let counts = Counts {
        reports: mentions.rows.iter().map(|row| row.reports).sum(),
        sections: 0,
        mentions: mentions.rows.iter().map(|row| row.mentions).sum(),
    };
    let head = format!("{} · {}", line(&mentions.term), mentions.mode);
    let mut out =
        format!("{}: {}\n", style.wrap(BOLD, &head), mentions_sentence(mentions, by, counts));
    out.push_str(&words_sentence(mentions.words.as_ref()));
    if absent {
        let (all, some) = match by {
            GroupBy::Report => ("every report mentions it".to_owned(), "not mentioning it:"),
            GroupBy::Facet(_) => (
                format!("every {noun} that holds a report mentions it"),
                "holding a report and not mentioning it:",
            ),
        };
        if mentions.absent.is_empty() {
            let none = "no report is held";
            let _ = writeln!(out, "\n{}", if mentions.rows.is_empty() { none } else { &all });
            return out;
        }
        let _ = writeln!(out, "\n{some}\n");
        let mut header = vec![(title.as_str(), Align::Left)];
        if has_region {
            header.push(("region", Align::Left));
        }
        header.extend([("held", Align::Right), ("years", Align::Left)]);
        let rows = mentions.absent.iter().map(|row| {
            let mut cells = vec![line(&row.value)];
            cells.extend(has_region.then(|| region_cell(row.region.as_ref())));
            cells.extend([row.held.to_string(), year_list(&row.years)]);
            cells
        });
        out.push_str(&table(&header, &rows.collect::<Vec<_>>()));
        return out;
    }
    if mentions.rows.is_empty() {
        return out;
    }
    out.push('\n');
    let mut header = vec![(title.as_str(), Align::Left)];
    if has_region {
        header.push(("region", Align::Left));
    }
    header.extend([
        ("reports", Align::Right),
        ("held", Align::Right),
        ("mentions", Align::Right),
        ("years", Align::Left),
    ]);
    let rows = mentions.rows.iter().map(|row| {
        let mut cells = vec![line(&row.value)];
        cells.extend(has_region.then(|| region_cell(row.region.as_ref())));
        cells.extend([
            row.reports.to_string(),
            row.held.to_string(),
            row.mentions.to_string(),
            year_list(&row.years),
        ]);
        cells
    });
    out.push_str(&table(&header, &rows.collect::<Vec<_>>()));
    for row in &mentions.rows {
        if let Some(passage) = &row.passage {
            let name = style.wrap(BOLD, &line(&row.value));
            let _ = writeln!(
                out,
                "\n{name}\n   {}",
                shown_passage(passage, style).replace('\n', "\n   ")
            );
        }
    }
    out
}

/// Returns how many groups and reports mention a term; a report counts once, also where the groups
/// are parts of reports.
fn mentions_sentence(mentions: &Mentions, by: GroupBy, counts: Counts) -> String {
    let unread = count(mentions.ground.unreadable, "file");
    let held = count(mentions.ground.reports, "report");
    let beside = not_counted(mentions.ground);
    let found = count(counts.mentions, "mention");
    if by == GroupBy::Facet(FacetBy::Part) {
        return format!("{found} over {held} held{beside}; {unread} could not be read");
    }
    format!("{found} in {} of {held}{beside}; {unread} could not be read", counts.reports)
}

fn region_cell(region: Option<&crate::report::RegionView>) -> String {
    let Some(region) = region else { return String::new() };
    match &region.code {
        Some(code) => line(&format!("{} {code}", region.path())),
        None => "未识别".to_owned(),
    }
}

fn year_list(years: &[Year]) -> String {
    years.iter().map(Year::to_string).collect::<Vec<_>>().join(" ")
}

/// Returns the reports that are held.
#[must_use]
pub fn holdings(holdings: &Holdings, style: Style) -> String {
    let mut out = String::new();
    for report in &holdings.reports {
        out.push_str(&one_report(report, style));
    }
    let noted = holdings.reports.iter().filter(|report| !report.notes.is_empty()).count() as u64;
    let _ = writeln!(out, "{}, {noted} with notes", count(holdings.reports.len() as u64, "report"));
    out
}

fn one_report(report: &ReportRow, style: Style) -> String {
    let year = report.year.map_or("年度未识别".to_owned(), |year| year.to_string());
    let region = report.region.path();
    let region = if region.is_empty() { "地区未识别" } else { &region };
    let agency = report.agency.as_deref().unwrap_or("机关未识别");
    let head = style.wrap(BOLD, &line(&report.path));
    let mut out = format!(
        "{head}  {}\n   {year} · {} · {} · {}\n",
        report.id,
        line(region),
        line(agency),
        count(report.sections, "section")
    );
    if let Some(title) = &report.title {
        let _ = writeln!(out, "   {}", line(title));
    }
    if let Some(kind) = report.kind.filter(|kind| *kind != ReportKind::RuleOfLaw) {
        let _ = writeln!(out, "   kind: {kind}");
    }
    for note in &report.notes {
        let _ = writeln!(out, "   note: {}", line(note));
    }
    for copy in &report.copies {
        let _ = writeln!(out, "   copy: {}", line(copy));
    }
    for version in &report.versions {
        let _ = writeln!(out, "   older version: {}", version_line(version));
        for copy in &version.copies {
            let _ = writeln!(out, "   copy of that version: {}", line(copy));
        }
    }
    out
}

/// Returns the path of an older version with its day, or with what is said where no day tells that
/// it is the older one.
fn version_line(version: &VersionRow) -> String {
    let path = line(&version.path);
    let day = version.published.or(version.date).map(|day| day.to_string());
    let told = match version.told {
        VersionOrder::Dates => None,
        VersionOrder::Nothing => Some("no day tells which is the newer one".to_owned()),
    };
    let about: Vec<String> = day.into_iter().chain(told).collect();
    if about.is_empty() { path } else { format!("{path} ({})", about.join("; ")) }
}

/// Returns one report: its facts, then the given sections with the terms marked.
///
/// With `outline_only` the headings alone are shown.
#[must_use]
pub fn shown(
    shown: &ShownReport,
    sections: &[&SectionText],
    terms: &[Term],
    outline_only: bool,
    style: Style,
) -> String {
    let mut out = one_report(&shown.report, style);
    if let Some(date) = shown.report.date {
        let _ = writeln!(out, "   signed {date}");
    }
    if let Some(date) = shown.report.published {
        let _ = writeln!(out, "   published {date}");
    }
    for (name, value) in [
        ("document number", &shown.report.document_number),
        ("index number", &shown.report.index_number),
        ("address", &shown.report.url),
    ] {
        if let Some(value) = value {
            let _ = writeln!(out, "   {name} {}", line(value));
        }
    }
    out.push_str("\n   outline\n");
    for (at, section) in shown.sections.iter().enumerate() {
        let indent = "  ".repeat(section.heading_path.len().saturating_sub(1));
        let heading =
            section.heading_path.last().map_or("(before the first heading)", String::as_str);
        let _ = writeln!(out, "   {:>3}  {indent}{}  [{}]", at + 1, line(heading), section.part);
    }
    if outline_only {
        return out;
    }
    for section in sections {
        out.push('\n');
        let mut at = 0;
        for range in mark_terms(&section.text, terms) {
            let before = section.text.get(at..range.start).unwrap_or_default();
            let matched = section.text.get(range.clone()).unwrap_or_default();
            out.push_str(&printable(before));
            out.push_str(&style.matched(&printable(matched)));
            at = range.end;
        }
        out.push_str(&printable(section.text.get(at..).unwrap_or_default()));
    }
    out
}

/// Returns what the index holds and what it was made from.
#[must_use]
pub fn status(status: &Status) -> String {
    let mut out = String::new();
    let mut row = |name: &str, value: String| {
        let _ = writeln!(out, "{name:<12}{}", line(&value));
    };
    row("index", format!("{} (format {})", status.index, status.format));
    row("folders", status.roots.join(", "));
    row("reports", status.reports.to_string());
    if let Some(beside) = beside(status.copies, status.older_versions) {
        row("not counted", beside);
    }
    row("sections", status.sections.to_string());
    row("characters", status.characters.to_string());
    row("unreadable", status.unreadable.len().to_string());
    row("notes", status.notes.to_string());
    row("on disk", format!("{} bytes", status.bytes));
    let dictionary =
        if status.user_dictionary { "with a dictionary of the user" } else { "built in" };
    row("dictionary", format!("{dictionary}, fingerprint {}", status.fingerprint));
    row("written", count(status.generation, "time"));
    for file in &status.unreadable {
        let _ = writeln!(out, "   {}: {}", line(&file.path), line(&file.reason));
    }
    out
}

/// Returns what became of every file when the index was written.
#[must_use]
pub fn summary(summary: &Summary) -> String {
    let manifest = &summary.manifest;
    let mut out = format!(
        "{} in {} ({} added, {} changed, {} unchanged, {} removed)\n",
        count(manifest.reports, "report"),
        count(manifest.sections, "section"),
        summary.added,
        summary.changed,
        summary.unchanged,
        summary.removed,
    );
    if let Some(beside) = beside(manifest.copies.len(), manifest.older_versions.len()) {
        let _ = writeln!(out, "{beside} kept beside them and not counted: `chabao reports`");
    }
    let _ = writeln!(
        out,
        "{} on what could not be told: `chabao reports --notes`",
        count(manifest.notes, "note")
    );
    let _ = write!(out, "{} could not be read", count(summary.skipped.len() as u64, "file"));
    if summary.not_reports > 0 {
        let are =
            if summary.not_reports == 1 { "that is no report" } else { "that are no reports" };
        let _ = write!(out, "; {} left out {are}", count(summary.not_reports as u64, "file"));
    }
    out.push('\n');
    out
}

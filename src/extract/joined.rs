//! One report in several files: a page and its frame, its attached file, or its further pages.
//!
//! The page leads: its headline and its facts are those of the report. What is joined to it is said in
//! [`Extracted::joined`], so that it does not count as a report of its own.

use super::web::html::{PageRead, is_annex};
use super::{Companion, Extracted, PageFacts, ReferenceKind, Unreadable};
use crate::report::PageStarts;

/// How many times as much text a frame has as the page around it if the report is in the frame, and
/// how little the page then has, in bytes: some sentences.
const FRAME: usize = 3;
const LITTLE: usize = 900;

/// The first characters of a text, in which its headline is.
const HEAD: usize = 1000;

/// Returns the report that `page`, its `frames` and those of the files `beside` it are; `read` reads
/// one of these. Each frame has the numbers of the files that it was read from.
///
/// # Errors
///
/// Fails if the page has no text, and none of the files has it.
pub(super) fn joined(
    page: PageRead,
    frames: Vec<(Vec<usize>, PageRead)>,
    beside: &[Companion<'_>],
    read: impl Fn(&Companion<'_>) -> Result<PageRead, Unreadable>,
) -> Result<Extracted, Unreadable> {
    let own = if page.missing.is_some() { 0 } else { page.extracted.text.len() };
    let most = |frame: &PageRead| frame.extracted.text.len();
    let frames = frames.into_iter().filter(|(_, frame)| frame.missing.is_none());
    // The first of those with the most text.
    let frame = frames.rev().max_by_key(|(_, frame)| most(frame));
    if let Some((joined, frame)) = frame
        && own < LITTLE
        && most(&frame) > own * FRAME
    {
        return Ok(with_text_of(page, frame.extracted, joined));
    }
    if let Some(missing) = page.missing {
        if !matches!(missing, Unreadable::Attached { .. }) {
            return Err(missing);
        }
        let mut files: Vec<(usize, &Companion<'_>)> =
            of_kind(beside, ReferenceKind::File).collect();
        files.sort_by_key(|(_, file)| is_annex(file.label));
        return with_file(PageRead { missing: None, ..page }, &files, read, missing);
    }
    let further = of_kind(beside, ReferenceKind::Page);
    Ok(with_further_pages(page, further.map(|(number, further)| (number, read(further)))))
}

/// Returns those of the files `beside` a page that it refers to as `kind`, with their numbers.
pub(super) fn of_kind<'a, 'c>(
    beside: &'a [Companion<'c>],
    kind: ReferenceKind,
) -> impl Iterator<Item = (usize, &'a Companion<'c>)> {
    beside.iter().enumerate().filter(move |(_, companion)| companion.kind == kind)
}

/// Returns the report in the first of `files` that can be read; without files the report is
/// `missing`.
fn with_file(
    page: PageRead,
    files: &[(usize, &Companion<'_>)],
    read: impl Fn(&Companion<'_>) -> Result<PageRead, Unreadable>,
    missing: Unreadable,
) -> Result<Extracted, Unreadable> {
    let mut refused = None;
    for (number, file) in files {
        match read(file) {
            Ok(found) if found.missing.is_none() => {
                // The same paper in another format is no other report.
                let same = files.iter().filter(|(_, other)| stem(other.name) == stem(file.name));
                let mut joined: Vec<usize> = same.map(|(number, _)| *number).collect();
                joined.sort_by_key(|part| part != number);
                return Ok(with_text_of(page, found.extracted, joined));
            }
            Err(reason) if refused.is_none() => {
                let file = file.name.to_owned();
                let reason = Box::new(reason);
                refused = Some(Unreadable::AttachedFile { file, reason, part: *number });
            }
            Ok(_) | Err(_) => {}
        }
    }
    Err(refused.unwrap_or(missing))
}

/// Returns the name of a file without its folder and its ending.
fn stem(name: &str) -> &str {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.rsplit_once('.').map_or(last, |(stem, _)| stem)
}

/// Returns the text of `part` under the headline of `page`, with the facts of both.
fn with_text_of(page: PageRead, part: Extracted, joined: Vec<usize>) -> Extracted {
    let PageRead { mut extracted, headline, .. } = page;
    let head: String = part.text.chars().take(HEAD).collect();
    extracted.text = match headline {
        Some(headline) if !letters(&head).contains(&letters(&headline)) => {
            let headline = format!("{headline}\n");
            extracted.page_starts = PageStarts::default();
            extracted.page_starts.append(headline.len(), &part.page_starts);
            headline + &part.text
        }
        _ => {
            extracted.page_starts = part.page_starts;
            part.text
        }
    };
    add_facts(&mut extracted.page, part.page);
    extracted.notes.extend(part.notes);
    extracted.joined = joined;
    extracted
}

/// Returns `page` with the text of its `further` pages: those with its headline or title that lead to
/// other pages too.
fn with_further_pages(
    page: PageRead,
    further: impl Iterator<Item = (usize, Result<PageRead, Unreadable>)>,
) -> Extracted {
    let PageRead { mut extracted, headline, is_paged, .. } = page;
    let title = headline.clone().or_else(|| extracted.page.title.clone()).map(|it| letters(&it));
    for (number, read) in further {
        let Ok(read) = read else { break };
        let own = read.headline.clone().or_else(|| read.extracted.page.title.clone());
        let is_same = own.as_deref().map(letters) == title && title.is_some();
        if !is_same || !is_paged || !read.is_paged || read.missing.is_some() {
            break;
        }
        let text = without_headline(&read.extracted.text, read.headline.as_deref());
        if extracted.text.contains(text.trim()) {
            break;
        }
        extracted.text.push_str(text);
        add_facts(&mut extracted.page, read.extracted.page);
        extracted.notes.extend(read.extracted.notes);
        extracted.joined.push(number);
    }
    extracted
}

/// Returns `text` without the headline that it begins with.
fn without_headline<'a>(text: &'a str, headline: Option<&str>) -> &'a str {
    let Some((first, rest)) = text.split_once('\n') else { return text };
    let repeats = headline.is_some_and(|headline| letters(headline) == letters(first));
    if repeats { rest } else { text }
}

/// Returns the letters of `text`, by which titles are compared.
fn letters(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Adds the facts of a part to those of its page, which come first.
fn add_facts(facts: &mut PageFacts, part: PageFacts) {
    let PageFacts { url: _, title, meta, labels, byline, breadcrumb } = part;
    for label in labels {
        if !facts.labels.iter().any(|known| known.name == label.name) {
            facts.labels.push(label);
        }
    }
    for (name, value) in meta {
        if facts.meta(&name).is_none() {
            facts.meta.push((name, value));
        }
    }
    facts.title = facts.title.take().or(title);
    facts.byline = facts.byline.take().or(byline);
    facts.breadcrumb = facts.breadcrumb.take().or(breadcrumb);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::{SourceFile, extract_file};

    const HEADLINE: &str = "云岫县司法局关于2023年度法治政府建设情况的报告";

    const FIRST: &str = "2023年，我局围绕全年任务推进各项工作，现将情况报告如下：\n\
        一、主要举措\n全年审查规范性文件31件，提出修改意见86条，审查合同120份，没有因审查失误引起的纠纷。\n";

    const SECOND: &str = "二、存在的不足\n部分乡镇执法力量薄弱，执法文书不够规范，培训的针对性还需要加强，装备也需要补充。\n\
        三、下一步打算\n继续加强队伍建设，深入推进各项工作落地落实，按期完成全年的任务。\n";

    fn page(title: &str, middle: &str) -> String {
        format!(
            "<html><head><meta charset=utf-8><title>{title}</title></head><body><div class=nav><a href=/>首页</a></div>\
             <h1>{title}</h1><div class=info>发布时间：2024-01-18 来源：县司法局</div>{middle}\
             <div class=foot>主办：云岫县人民政府办公室</div></body></html>"
        )
    }

    fn paragraphs(text: &str) -> String {
        let lines: Vec<String> = text.lines().map(|line| format!("<p>{line}</p>")).collect();
        lines.concat()
    }

    fn companion<'a>(kind: ReferenceKind, name: &'a str, text: &'a str) -> Companion<'a> {
        Companion { kind, name, label: name, bytes: text.as_bytes() }
    }

    fn read(page: &str, beside: &[Companion<'_>]) -> Result<Extracted, Unreadable> {
        extract_file(SourceFile { bytes: page.as_bytes(), name: "1.html", beside })
    }

    #[test]
    fn the_report_of_a_page_is_read_from_its_attached_file() {
        let cover = page(HEADLINE, "<div id=zoom><p>附件：<a href=1.txt>报告.txt</a></p></div>");
        let file = |name, text| companion(ReferenceKind::File, name, text);
        let found = read(&cover, &[file("1.txt", FIRST)]).expect("the file");
        assert_eq!(found.text, format!("{HEADLINE}\n{FIRST}"));
        assert_eq!(found.joined, [0]);
        let published = found.page.labels.iter().map(|label| label.value.as_str()).next();
        assert_eq!(published, Some("2024-01-18"));
        // The headline of the file is not repeated; the same paper in two formats is one.
        let whole = format!("云岫县司法局\n关于2023年度法治政府建设情况的报告\n{FIRST}");
        let both = [file("统计表.txt", "表一"), file("报告.md", &whole), file("报告.txt", &whole)];
        let found = read(&cover, &both).expect("the file");
        assert_eq!((found.text, found.joined), (whole.clone(), vec![1, 2]));
        // A page with the report keeps it.
        let own = page(
            HEADLINE,
            &format!("<div id=zoom>{}<a href=1.txt>1.txt</a></div>", paragraphs(FIRST)),
        );
        let found = read(&own, &[file("1.txt", SECOND)]).expect("the page");
        assert!(found.text.contains("审查规范性文件") && found.joined.is_empty());
    }

    #[test]
    fn a_page_says_where_its_report_is_if_that_cannot_be_read() {
        let cover = page(HEADLINE, "<div id=zoom><a href=/u/1.pdf>云岫县报告.pdf</a></div>");
        let reason = read(&cover, &[]).expect_err("a cover").to_string();
        assert_eq!(
            reason,
            "its content lies in an attached file, `云岫县报告.pdf`, which is not beside it"
        );
        let empty = companion(ReferenceKind::File, "1.pdf", "\0\0");
        let reason = read(&cover, &[empty]).expect_err("a cover").to_string();
        assert_eq!(
            reason,
            "its content lies in an attached file, `1.pdf`: not text: byte 0 is NUL"
        );
    }

    #[test]
    fn the_report_of_a_page_is_read_from_its_frame() {
        let outer = page(HEADLINE, "<iframe src=f/a.html></iframe>");
        let frame = format!("<html><body>{}</body></html>", paragraphs(FIRST));
        let inner = companion(ReferenceKind::Frame, "f/a.html", &frame);
        let small = companion(ReferenceKind::Frame, "f/b.html", "<p>微博</p>");
        let found = read(&outer, &[small, inner]).expect("the frame");
        assert_eq!((found.text, found.joined), (format!("{HEADLINE}\n{FIRST}"), vec![1]));
        assert_eq!(found.page.labels.len(), 2);
        let own = page(
            HEADLINE,
            &format!(
                "<div id=zoom>{}</div><iframe src=f/a.html></iframe>",
                paragraphs(&FIRST.repeat(3))
            ),
        );
        assert_eq!(read(&own, &[inner]).expect("the page").joined, [0_usize; 0]);
    }

    #[test]
    fn the_pages_of_a_text_are_joined_in_order() {
        let pager = "<div class=pages><a href=1.html>上一页</a> <a href=1_2.html>下一页</a></div>";
        let [one, two] = [FIRST, SECOND]
            .map(|text| page(HEADLINE, &format!("<div class=c>{}{pager}</div>", paragraphs(text))));
        let second = companion(ReferenceKind::Page, "1_2.html", &two);
        let found = read(&one, &[second]).expect("both pages");
        assert_eq!((found.text, found.joined), (format!("{HEADLINE}\n{FIRST}{SECOND}"), vec![0]));
        // Another title, no pager, or the same text: another page.
        let other = two.replace("2023年度", "2022年度");
        let bare = two.replace(pager, "");
        for further in [&other, &bare, &one] {
            let further = companion(ReferenceKind::Page, "1_2.html", further);
            let found = read(&one, &[further]).expect("one page");
            assert_eq!((found.text, found.joined), (format!("{HEADLINE}\n{FIRST}"), vec![]));
        }
    }
}

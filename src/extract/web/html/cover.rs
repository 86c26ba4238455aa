//! A page that is only the cover of a file: its text says where the report is, and the report is in
//! an attached file.

use std::sync::LazyLock;

use super::main_text::Body;
use super::references::{Reference, ReferenceKind};
use super::title_shape;
use super::word_list::words;

/// The most Chinese characters of an introduction, and its most sentences.
const LONGEST: usize = 150;
const SENTENCES: usize = 2;

/// What an introduction says of the file.
static ANNOUNCES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words("现将 公布 公示 公开 予以 下载 查看 点击 点此 详见 请见 见附件 附件 附后 转发 印发 全文")
});

/// How a line begins that is about attached files.
static ABOUT_FILES: LazyLock<Vec<&str>> =
    LazyLock::new(|| words("附件 相关附件 附： 附: 点击下载 下载 点击查看 查看附件 附件下载"));

/// The names of files that belong to a report and are none.
static ANNEXES: LazyLock<Vec<&str>> =
    LazyLock::new(|| words("表 清单 目录 名单 统计 图 照片 封面"));

/// Returns the name of the attached file in which the report of a page lies; `None` if the page has
/// it. A short report with an annex is a report: it states figures, or has headings, or does not
/// announce anything.
pub(super) fn file_of_report(body: &Body, references: &[Reference]) -> Option<String> {
    let files = references.iter().filter(|it| it.kind == ReferenceKind::File);
    // The words of a link say more than its address.
    let names: Vec<&String> = files.filter_map(|file| file.paths.last()).collect();
    let first = names.iter().find(|name| !is_annex(name)).or(names.first())?;
    let own: Vec<&str> = body.own_lines().filter(|line| is_own(line, body.headline())).collect();
    let mut text = own.concat();
    // 附件1.docx announces nothing by itself.
    for name in &names {
        text = text.replace(name.as_str(), "");
    }
    let hanzi = super::tree::hanzi(&text);
    if hanzi == 0 {
        return Some((*first).clone());
    }
    let is_short = hanzi <= LONGEST && text.matches(['。', '；']).count() <= SENTENCES;
    let is_numbered = own.iter().any(|line| {
        let line = line.trim_start();
        line.starts_with("一、") || line.starts_with("（一）") || line.starts_with("1.")
    });
    let announces = ANNOUNCES.iter().any(|word| text.contains(word));
    let all_annexes = names.iter().all(|name| is_annex(name));
    let is_cover = is_short && announces && !is_numbered && !all_annexes && !states_figures(&text);
    is_cover.then(|| (*first).clone())
}

/// Returns whether `line` is part of a text, not about files, and no signature.
fn is_own(line: &str, headline: Option<&str>) -> bool {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).collect::<String>();
    let line = line.trim();
    let repeats = headline.is_some_and(|headline| letters(headline) == letters(line));
    let about = ABOUT_FILES.iter().any(|start| line.starts_with(start));
    let signs = title_shape::is_name(line) || super::density::is_written_date(line);
    !(repeats || about || signs || title_shape::is_title(line))
}

/// Returns whether a file of this `name` belongs to a report and is none: 统计表.xls.
pub(in crate::extract) fn is_annex(name: &str) -> bool {
    ANNEXES.iter().any(|word| name.contains(word))
        && !name.contains("报告")
        && !name.contains("总结")
}

/// Returns whether `text` counts something: 12件, 98.6%.
fn states_figures(text: &str) -> bool {
    let units = ["件", "次", "份", "人", "起", "名", "个", "项", "场", "%", "％", "万", "余"];
    let after_digit = |(at, _): (usize, &str)| {
        text.split_at(at).0.ends_with(|it: char| it.is_ascii_digit() || ('０'..='９').contains(&it))
    };
    units.iter().any(|unit| text.match_indices(unit).any(after_digit))
}

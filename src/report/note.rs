//! Notes: what could not be determined about a report. They are kept with it, counted and listed.

use serde::{Deserialize, Serialize};

use super::fact::Fact;
use super::language::Language;
use super::named::named;
use super::source::Source;
use super::year::Year;

/// Something that could not be determined about a report. Notes are kept, counted and listed, never
/// dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Note {
    /// No title was found.
    NoTitle,
    /// No agency was found.
    NoAgency,
    /// The agency's name was made unrecognisable on purpose.
    Anonymised {
        /// The name as written.
        name: String,
    },
    /// No region was found.
    NoRegion,
    /// The evidence fits several regions equally well.
    AmbiguousRegion {
        /// The regions, each as [`Region`](super::Region) prints it.
        candidates: Vec<String>,
    },
    /// The year reported on was not found.
    NoYear,
    /// Several years are equally likely.
    AmbiguousYear {
        /// The years.
        candidates: Vec<Year>,
    },
    /// A user says that a fact is not known, whatever was found.
    Cleared {
        /// The column of the fact in `corrections.csv`.
        fact: String,
        /// Where the user says so.
        source: Source,
    },
    /// No heading was found: the report is one section.
    NoHeadings,
    /// Bytes that fit no character were replaced while decoding.
    Replaced {
        /// The number of characters that were replaced.
        characters: usize,
    },
    /// The file contains pictures of pages, in which a program recognised the characters.
    Recognised {
        /// The program, as the user gave it.
        program: String,
    },
    /// Some pages could not be read completely: they are pictures, their fonts do not map to
    /// characters, or they are damaged.
    PagesWithoutText {
        /// The pages, counted from 1.
        pages: Vec<usize>,
    },
    /// The file is damaged or breaks off: the text that was found before or around that is kept.
    Damaged,
    /// Documents inside the document could not be read.
    EmbeddedUnread {
        /// How many.
        documents: usize,
    },
    /// A correction or a line of front matter could not be used.
    BadCorrection {
        /// What is wrong with it, as a sentence for the user.
        reason: String,
    },
}

named! {
    /// What a note is about: reports are counted and listed by it.
    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum NoteKind {
        /// No title was found.
        NoTitle => "no-title", "no title", "未找到标题";
        /// No agency was found.
        NoAgency => "no-agency", "no agency", "未找到报告机关";
        /// The agency's name was made unrecognisable on purpose.
        Anonymised => "anonymised", "anonymised agency", "机关名称已作匿名处理";
        /// No region was found.
        NoRegion => "no-region", "no region", "未能确定地区";
        /// The evidence fits several regions.
        AmbiguousRegion => "ambiguous-region", "several possible regions", "地区有多种可能";
        /// No year was found.
        NoYear => "no-year", "no year", "未能确定年度";
        /// Several years are equally likely.
        AmbiguousYear => "ambiguous-year", "several possible years", "年度有多种可能";
        /// A user says that a fact is not known.
        Cleared => "cleared", "marked as unknown by a correction", "更正中注明不详";
        /// No heading was found.
        NoHeadings => "no-headings", "no headings", "未找到小标题";
        /// Bytes were replaced while decoding.
        Replaced => "replaced", "characters that could not be decoded", "有无法解码的字符";
        /// A program recognised the characters.
        Recognised => "recognised", "text recognised from pictures", "文字由图片识别而来";
        /// Pages could not be read completely.
        PagesWithoutText => "pages-without-text", "pages not read completely", "有未能读全的页";
        /// The file is damaged.
        Damaged => "damaged", "damaged file", "文件已损坏";
        /// Documents inside the document could not be read.
        EmbeddedUnread => "embedded-unread", "embedded documents not read", "有未能读取的嵌入文档";
        /// A correction could not be used.
        BadCorrection => "bad-correction", "correction not used", "有未被采用的更正";
    }
}

impl Note {
    /// Returns what the note is about.
    #[must_use]
    pub(crate) fn kind(&self) -> NoteKind {
        match self {
            Self::NoTitle => NoteKind::NoTitle,
            Self::NoAgency => NoteKind::NoAgency,
            Self::Anonymised { .. } => NoteKind::Anonymised,
            Self::NoRegion => NoteKind::NoRegion,
            Self::AmbiguousRegion { .. } => NoteKind::AmbiguousRegion,
            Self::NoYear => NoteKind::NoYear,
            Self::AmbiguousYear { .. } => NoteKind::AmbiguousYear,
            Self::Cleared { .. } => NoteKind::Cleared,
            Self::NoHeadings => NoteKind::NoHeadings,
            Self::Replaced { .. } => NoteKind::Replaced,
            Self::Recognised { .. } => NoteKind::Recognised,
            Self::PagesWithoutText { .. } => NoteKind::PagesWithoutText,
            Self::Damaged => NoteKind::Damaged,
            Self::EmbeddedUnread { .. } => NoteKind::EmbeddedUnread,
            Self::BadCorrection { .. } => NoteKind::BadCorrection,
        }
    }

    /// Returns the note as a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoTitle => "no title found".to_owned(),
            Self::NoAgency => "no agency found".to_owned(),
            Self::Anonymised { name } => format!("the agency is anonymised: {name}"),
            Self::NoRegion => "no region found".to_owned(),
            Self::AmbiguousRegion { candidates } => {
                format!("the region is ambiguous: {}", candidates.join(", "))
            }
            Self::NoYear => "no year found".to_owned(),
            Self::AmbiguousYear { candidates } => {
                let years: Vec<String> = candidates.iter().map(Year::to_string).collect();
                format!("the year is ambiguous: {}", years.join(", "))
            }
            Self::Cleared { fact, .. } => {
                format!("no {fact}: a correction marks it as unknown")
            }
            Self::NoHeadings => "no headings found: the whole report is one section".to_owned(),
            Self::Replaced { characters: 1 } => {
                "1 character could not be decoded and was replaced".to_owned()
            }
            Self::Replaced { characters } => {
                format!("{characters} characters could not be decoded and were replaced")
            }
            Self::Recognised { program } => {
                format!("the text was recognised by `{program}` and may contain mistakes")
            }
            Self::PagesWithoutText { pages } => {
                let noun = if pages.len() == 1 { "page" } else { "pages" };
                let pages = spans(pages, ", ", "-");
                format!("{noun} {pages} could not be read completely (scanned or damaged)")
            }
            Self::Damaged => {
                "the file is damaged: only what could be found of its text was read".to_owned()
            }
            Self::EmbeddedUnread { documents: 1 } => {
                "1 document inside the file could not be read".to_owned()
            }
            Self::EmbeddedUnread { documents } => {
                format!("{documents} documents inside the file could not be read")
            }
            Self::BadCorrection { reason } => format!("correction not used: {reason}"),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::NoTitle => "未找到标题".to_owned(),
            Self::NoAgency => "未找到报告机关".to_owned(),
            Self::Anonymised { name } => format!("机关名称已作匿名处理：{name}"),
            Self::NoRegion => "未能确定地区".to_owned(),
            Self::AmbiguousRegion { candidates } => {
                format!("地区有多种可能：{}", candidates.join("、"))
            }
            Self::NoYear => "未能确定年度".to_owned(),
            Self::AmbiguousYear { candidates } => {
                let years: Vec<String> = candidates.iter().map(Year::to_string).collect();
                format!("年度有多种可能：{}", years.join("、"))
            }
            Self::Cleared { fact, .. } => {
                let named = Fact::from_column(fact)
                    .map_or(fact.as_str(), |fact| fact.label(Language::Chinese));
                format!("{named}不详（更正中已注明）")
            }
            Self::NoHeadings => "未找到小标题：全文作一节".to_owned(),
            Self::Replaced { characters } => {
                format!("{characters} 个字符无法解码，已用替代符代替")
            }
            Self::Recognised { program } => {
                format!("文字由 `{program}` 识别而来，可能有误")
            }
            Self::PagesWithoutText { pages } => {
                let pages = spans(pages, "、", "—");
                format!("第 {pages} 页未能读取，或未能读全（扫描页，或已损坏）")
            }
            Self::Damaged => "文件已损坏，只读出了其中一部分文字".to_owned(),
            Self::EmbeddedUnread { documents } => {
                format!("文中嵌入的 {documents} 个文档未能读取")
            }
            Self::BadCorrection { reason } => {
                format!("有一处更正未被采用：{}", Language::Chinese.sentence(reason))
            }
        }
    }
}

/// Writes numbers in rising order, runs of them as ranges: 1, 3-5.
fn spans(numbers: &[usize], between: &str, to: &str) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |(first, last): &(usize, usize)| {
        if first == last { first.to_string() } else { format!("{first}{to}{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_sentences_in_both_languages() {
        assert_eq!(Note::NoRegion.text(Language::Chinese), "未能确定地区");
        let note = Note::PagesWithoutText { pages: vec![1, 3, 4, 5] };
        let told = "pages 1, 3-5 could not be read completely (scanned or damaged)";
        assert_eq!(note.text(Language::English), told);
    }
}

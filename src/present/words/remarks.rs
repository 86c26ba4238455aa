//! What readers need to know about an answer, in words.

use super::counts::counted;
use crate::report::Language::{self, Chinese, English};
use crate::search::Remark;

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
            (Remark::SharedName { agency, places }, English) => format!(
                "agencies in {} places have the name {agency} and are counted together: {}; for one \
                 of them write the code behind the name: `={agency}@CODE`",
                places.len(),
                places.join(", "),
            ),
            (Remark::SharedName { agency, places }, Chinese) => format!(
                "名为{agency}的机关分属 {} 地，合并计数：{}；只要其中一个时在名称后写代码：={agency}@代码",
                places.len(),
                places.join("、"),
            ),
            (Remark::ReadAsWords { words }, English) => {
                format!("the query was cut into words: {}", words.join(", "))
            }
            (Remark::ReadAsWords { words }, Chinese) => {
                format!("检索式已切分为词：{}", words.join("、"))
            }
            (Remark::WordsLoosened { all, least, containing_all }, English) => {
                let containing = match containing_all {
                    0 => "no section contains".to_owned(),
                    1 => "1 section contains".to_owned(),
                    many => format!("{many} sections contain"),
                };
                format!(
                    "{containing} all {all} words: sections with at least {least} of them are counted"
                )
            }
            (Remark::WordsLoosened { all, least, containing_all }, Chinese) => {
                let containing = match containing_all {
                    0 => format!("没有一节同时含有全部 {all} 个词"),
                    some => format!("同时含有全部 {all} 个词的只有 {some} 节"),
                };
                format!("{containing}，凡含其中至少 {least} 个词的节均计入")
            }
            (Remark::Clipped { listed, found }, English) => {
                format!("{listed} of {} listed", counted(*found, "section"))
            }
            (Remark::Clipped { listed, found }, Chinese) => {
                format!("共 {found} 节，此处列出 {listed} 节")
            }
        }
    }
}

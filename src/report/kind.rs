//! The kinds of document.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::named::{by_name, listed, named};
use crate::text::fold_term;

named! {
    /// The kind of a document. The yearly report on 法治政府建设 has look-alikes that must not be
    /// counted with it unnoticed.
    #[derive(Serialize, Deserialize, utoipa::ToSchema)]
    pub enum ReportKind {
        /// 法治政府建设年度报告, whatever the exact words of its title.
        #[serde(rename = "法治政府建设年度报告")]
        RuleOfLaw => "rule-of-law", "rule of law", "法治政府建设年度报告";
        /// 政府信息公开工作年度报告.
        #[serde(rename = "政府信息公开年度报告")]
        OpenInformation => "open-information", "open information", "政府信息公开年度报告";
        /// 行政执法工作报告, 行政执法总体情况 and the like.
        #[serde(rename = "行政执法报告")]
        Enforcement => "enforcement", "enforcement", "行政执法报告";
        /// 政府工作报告.
        #[serde(rename = "政府工作报告")]
        GovernmentWork => "government-work", "government work", "政府工作报告";
        /// 述法报告: how one leader fulfilled the duties of 第一责任人.
        #[serde(rename = "述法报告")]
        Duties => "duties", "duties", "述法报告";
        /// 解读: an explanation of another document.
        #[serde(rename = "解读")]
        Explanation => "explanation", "explanation", "解读";
        /// 方案, 计划, 要点: what is to be done.
        #[serde(rename = "方案")]
        Plan => "plan", "plan", "方案";
        /// Anything else.
        #[serde(rename = "其他")]
        Other => "other", "other", "其他";
    }
}

/// Other names of kinds.
const OTHER_NAMES: [(&str, ReportKind); 7] = [
    ("法治建设", ReportKind::RuleOfLaw),
    ("依法行政", ReportKind::RuleOfLaw),
    ("政府信息公开工作年度报告", ReportKind::OpenInformation),
    ("行政执法工作报告", ReportKind::Enforcement),
    ("行政执法总体情况", ReportKind::Enforcement),
    ("计划", ReportKind::Plan),
    ("要点", ReportKind::Plan),
];

impl ReportKind {
    /// Returns the kind that a user means by `name`: its key or the start of it, one of its other
    /// names, or characters of its Chinese name that no other kind has.
    ///
    /// ```
    /// use chabao::report::ReportKind;
    /// assert_eq!(ReportKind::from_name("法治"), Some(ReportKind::RuleOfLaw));
    /// assert_eq!(ReportKind::from_name("open-information"), Some(ReportKind::OpenInformation));
    /// assert_eq!(ReportKind::from_name("政府"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let folded = fold_term(name).into_iter().next()?;
        let other_name = OTHER_NAMES.into_iter().find(|(other, _)| *other == folded);
        other_name.map(|(_, kind)| kind).or_else(|| {
            by_name(name, &Self::ALL, |kind| (kind.key(), kind.label(Language::Chinese)))
        })
    }

    /// Lists every kind for a user who gave none of them.
    #[must_use]
    pub fn list(language: Language) -> String {
        listed(&Self::ALL, language, |kind| (kind.key(), kind.label(Language::Chinese)))
    }
}

impl fmt::Display for ReportKind {
    /// Prints the Chinese name, as in JSON.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.label(Language::Chinese))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_by_name_and_by_what_is_unmistakable() {
        for kind in ReportKind::ALL {
            assert_eq!(ReportKind::from_name(kind.label(Language::Chinese)), Some(kind));
            assert_eq!(ReportKind::from_name(kind.key()), Some(kind));
        }
        for (name, expected) in [
            ("法治政府", Some(ReportKind::RuleOfLaw)),
            ("《法治政府建设年度报告》", Some(ReportKind::RuleOfLaw)),
            ("信息公开", Some(ReportKind::OpenInformation)),
            ("公开", Some(ReportKind::OpenInformation)),
            ("执法", Some(ReportKind::Enforcement)),
            ("政府工作", Some(ReportKind::GovernmentWork)),
            ("述法", Some(ReportKind::Duties)),
            ("要点", Some(ReportKind::Plan)),
            ("ＲＵＬＥ", Some(ReportKind::RuleOfLaw)),
            ("Rule-of-Law", Some(ReportKind::RuleOfLaw)),
            ("年度报告", None),
            ("政府", None),
            ("报告", None),
            ("o", None),
            ("附件", None),
            ("", None),
        ] {
            assert_eq!(ReportKind::from_name(name), expected, "{name}");
        }
    }
}

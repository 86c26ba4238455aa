//! The kinds of document by the names that people give them.

use crate::report::ReportKind;
use crate::text::fold_term;

/// Other names of kinds, beside their own.
const OTHERS: [(&str, ReportKind); 7] = [
    ("法治建设", ReportKind::RuleOfLaw),
    ("依法行政", ReportKind::RuleOfLaw),
    ("政府信息公开工作年度报告", ReportKind::OpenInformation),
    ("行政执法工作报告", ReportKind::Enforcement),
    ("行政执法总体情况", ReportKind::Enforcement),
    ("计划", ReportKind::Plan),
    ("要点", ReportKind::Plan),
];

/// Returns the kind of document that a name means: its Chinese or English name, the beginning of
/// the English one, or characters of the Chinese one that no other kind has.
///
/// ```
/// use chabao::{parse::corrections::kind_named, report::ReportKind};
/// assert_eq!(kind_named("法治"), Some(ReportKind::RuleOfLaw));
/// assert_eq!(kind_named("open-information"), Some(ReportKind::OpenInformation));
/// assert_eq!(kind_named("政府"), None);
/// ```
#[must_use]
pub fn kind_named(name: &str) -> Option<ReportKind> {
    let folded = fold_term(name).into_iter().next()?;
    if let Some((_, kind)) = OTHERS.into_iter().find(|(other, _)| *other == folded) {
        return Some(kind);
    }
    let fits =
        |kind: &ReportKind| kind.english().starts_with(&folded) || kind.name().contains(&folded);
    let mut fitting = ReportKind::ALL.into_iter().filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// Returns the kinds in a sentence for those who gave none of them.
#[must_use]
pub fn kinds_listed() -> String {
    ReportKind::ALL.map(|kind| format!("{} ({})", kind.name(), kind.english())).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_by_name_and_by_what_is_unmistakable() {
        for kind in ReportKind::ALL {
            assert_eq!(kind_named(kind.name()), Some(kind));
            assert_eq!(kind_named(kind.english()), Some(kind));
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
            assert_eq!(kind_named(name), expected, "{name}");
        }
    }
}

//! The kind of document that a title gives.

use crate::report::ReportKind;
use crate::text::{contains_any, ends_with_any};

/// The last words of the titles of reports.
const REPORTS: &str = "报告 情况 总结 汇报 年报 通报 小结 报告书 年度报表 概况";

/// The last words of the titles of plans.
const PLANS: &str = "\
    方案 计划 要点 规划 纲要 实施意见 工作安排 任务清单 责任清单 任务分解 任务分工 工作思路 行动 \
    举措清单";

/// Returns the kind that `title` gives, if it does.
pub(super) fn kind_of_title(title: &str) -> Option<ReportKind> {
    let title = title.trim_end_matches([')', '）']).trim();
    let explains = ends_with_any(title, "解读 问答 答记者问 解读材料")
        || contains_any(title, "】关于《 一图读懂 图解： 图解: 》的解读 》解读 【政策解读】");
    if explains {
        return Some(ReportKind::Explanation);
    }
    if contains_any(title, "印发 转发") && ends_with_any(title, "通知 的函") {
        let inner = title.split(['《', '》']).nth(1).unwrap_or(title);
        let inner = inner.split("印发").last().unwrap_or(inner);
        let inner = inner.trim_end_matches("的通知").trim_end_matches("通知");
        return kind_of_title(inner).or(Some(ReportKind::Other));
    }
    if is_about_a_report(title) {
        return Some(ReportKind::Other);
    }
    let reports = REPORTS.split(' ').filter_map(|word| title.rfind(word)).max();
    if ends_with_any(title, PLANS) && reports.is_none() {
        return Some(ReportKind::Plan);
    }
    if ends_with_any(title, "通知 公告 公示 启事 决定 通告") {
        return Some(ReportKind::Other);
    }
    reports.or_else(|| title.contains("年报").then_some(0))?;
    kind_by_topic(title)
}

/// Returns whether `title` is that of a report of some kind, rather than of a paper about one.
pub(super) fn is_title_of_report(title: &str) -> bool {
    kind_of_title(title).is_some_and(|kind| kind != ReportKind::Other)
}

/// What happens to a report that others give or discuss: 听取法治政府建设情况汇报.
const EVENTS: &str = "召开 举行 举办 听取 审议 主持 出席 视察 点评 刊发 出炉";

/// Papers about a report, or about the same topic from outside: 调研报告, 审议意见.
const PAPERS_ABOUT: &str = "\
    调研报告 调查报告 考察报告 审议意见 评议意见 第三方评估 评估报告 开题报告 心得 征文 培训 竞赛 模板 范文 样本 提纲 \
    写作 述评 综述 白皮书";

/// Returns whether `title` names a report that it is about, rather than being one: what follows the
/// last word for a report is more than a remark or a second topic.
pub(super) fn is_about_a_report(title: &str) -> bool {
    let title = title.trim_end_matches(['》', '\"', '”']);
    let end = REPORTS.split(' ').filter_map(|word| Some(title.rfind(word)? + word.len())).max();
    let Some(end) = end else { return false };
    let (_, rest) = title.split_at(end);
    let is_followed = rest.starts_with('的') && !ends_with_any(rest, "请示 函 说明 公告 公示 通报")
        || ends_with_any(
            rest,
            "研究 分析 思考 启示 意见 建议 评析 写法 要求 撰写 编写 议案 评价 比较",
        );
    is_followed || contains_any(title, EVENTS) || contains_any(title, PAPERS_ABOUT)
}

/// Returns the kind of a report by the topic of its title.
fn kind_by_topic(title: &str) -> Option<ReportKind> {
    let law = law_at(title);
    if let Some(duties) = first_of(title, "述法 第一责任人")
        && law.is_none_or(|law| law > duties || is_duty(title, law))
    {
        return Some(ReportKind::Duties);
    }
    if contains_any(title, "整改 示范创建 督察反馈 示范市 示范县 示范区") {
        return Some(ReportKind::Other);
    }
    let before_law = |at: Option<usize>| at.filter(|at| law.is_none_or(|law| *at < law));
    if before_law(title.find("信息公开")).is_some() {
        return Some(ReportKind::OpenInformation);
    }
    let government = title
        .find("政府工作报告")
        .filter(|&at| !title.get(..at).is_some_and(|before| before.ends_with("法治")));
    if before_law(government).is_some() {
        return Some(ReportKind::GovernmentWork);
    }
    if law.is_some() {
        return Some(ReportKind::RuleOfLaw);
    }
    if enforcement_at(title).is_some() {
        return Some(ReportKind::Enforcement);
    }
    if contains_any(title, "普法 法治宣传 法制宣传 法宣 法律知识 法律援助 法律服务")
    {
        return Some(ReportKind::Other);
    }
    contains_any(title, "法治 法制 依法治").then_some(ReportKind::RuleOfLaw)
}

/// Returns the byte where `text` names the topic of the yearly report.
fn law_at(text: &str) -> Option<usize> {
    first_of(text, "法治政府 法治建设 依法行政 法治工作 法制工作 法制建设 法制政府")
}

/// Returns the byte where `text` contains one of `words` first.
fn first_of(text: &str, words: &str) -> Option<usize> {
    words.split(' ').filter_map(|word| text.find(word)).min()
}

/// Returns whether the topic at byte `law` of `title` is the duty of a leader: 推进法治建设第一责任人职责.
fn is_duty(title: &str, law: usize) -> bool {
    let (_, rest) = title.split_at(law);
    let rest = ["法治政府建设", "法治政府", "法治建设"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    rest.starts_with("第一责任人") || rest.starts_with("职责") || rest.starts_with("述法")
}

/// Returns the byte where `text` speaks of enforcement; names of agencies do not count: 综合行政执法局.
fn enforcement_at(text: &str) -> Option<usize> {
    let agencies = ["局", "支队", "大队", "总队", "中队", "队", "委", "监督局", "办公室", "中心"];
    ["行政执法", "执法工作", "执法情况", "执法统计", "行政处罚"].iter().find_map(|word| {
        text.match_indices(word).map(|(at, _)| at).find(|at| {
            let (_, rest) = text.split_at(at + word.len());
            !agencies.iter().any(|it| rest.starts_with(it))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_give_the_kind() {
        use ReportKind::{
            Duties, Enforcement, Explanation, GovernmentWork, OpenInformation, Other, Plan,
            RuleOfLaw,
        };
        for (title, expected) in [
            ("甲县财政局关于2023年法治政府建设情况的报告", Some(RuleOfLaw)),
            ("甲县2023年度法治建设年度报告", Some(RuleOfLaw)),
            ("甲县司法局2023年法治政府建设工作自查报告", Some(RuleOfLaw)),
            ("甲县水利局2015年度依法行政工作总结", Some(RuleOfLaw)),
            ("甲县综合行政执法局2023年法治政府建设年度工作报告", Some(RuleOfLaw)),
            ("甲县2020年度法治工作情况及2021年工作计划", Some(RuleOfLaw)),
            ("甲县2023年法治政府工作报告", Some(RuleOfLaw)),
            ("甲县关于2023年法治政府建设及述法工作情况的报告", Some(RuleOfLaw)),
            ("甲县财政局2023年政府信息公开工作年度报告", Some(OpenInformation)),
            ("甲县财政局2023年度政府信息公开工作的报告", Some(OpenInformation)),
            ("甲县财政局2023年行政执法情况报告", Some(Enforcement)),
            ("甲县综合行政执法局2023年度行政执法总体情况", Some(Enforcement)),
            ("甲县综合行政执法局2023年情况报告", None),
            ("2024年甲县人民政府工作报告", Some(GovernmentWork)),
            ("政府工作报告", Some(GovernmentWork)),
            ("甲县财政局局长2023年述法报告", Some(Duties)),
            ("甲县县长履行推进法治建设第一责任人职责情况的报告", Some(Duties)),
            ("甲县履行推进法治政府建设第一责任人职责述法报告", Some(Duties)),
            ("《甲县2023年法治政府建设年度报告》的解读", Some(Explanation)),
            ("【政策解读】关于《甲县2023年度总结的报告》的政策解读", Some(Explanation)),
            ("一图读懂甲县2023年法治政府建设年度报告", Some(Explanation)),
            ("甲县人民政府关于印发《甲县法治政府建设实施方案》的通知", Some(Plan)),
            ("甲县关于印发甲县2024年法治政府建设工作要点的通知", Some(Plan)),
            ("甲县2024年法治政府建设工作计划", Some(Plan)),
            ("甲县关于印发《甲县2023年法治政府建设年度报告》的通知", Some(RuleOfLaw)),
            ("甲县关于做好2023年法治政府建设报告工作的通知", Some(Other)),
            ("甲县法治政府建设示范创建工作情况报告", Some(Other)),
            ("甲县关于法治督察反馈问题整改情况的报告", Some(Other)),
            ("甲县2023年普法工作总结", Some(Other)),
            ("法治政府建设年度报告的文本分析", Some(Other)),
            ("甲省法治政府建设年度报告比较研究", Some(Other)),
            ("县人大常委会听取2023年法治政府建设情况汇报", Some(Other)),
            ("我县召开2023年法治政府建设情况通报会暨述法报告", Some(Other)),
            ("关于甲县法治政府建设情况报告的审议意见", Some(Other)),
            ("关于甲县法治政府建设情况的调研报告", Some(Other)),
            ("甲县法治政府建设年度报告范文", Some(Other)),
            ("甲县2023年行政执法评议考核情况的报告", Some(Enforcement)),
            ("甲县2023年法治政府建设情况报告及2024年打算", Some(RuleOfLaw)),
            ("甲县2023年法治政府建设情况报告（公开稿）", Some(RuleOfLaw)),
            ("司法部发布2023年法治政府建设年度报告", Some(RuleOfLaw)),
            ("甲县财政局2023年工作总结", None),
            ("甲县财政局情况报告", None),
        ] {
            assert_eq!(kind_of_title(title), expected, "{title}");
        }
    }
}

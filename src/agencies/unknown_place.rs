//! Names of places that the gazetteer does not have, as distinct from phrases that end like one.
//!
//! In running text 落实县政府会议制度 looks like 云岭县政府会议制度, and no list of verbs is complete. So
//! an unknown name counts there only if the same text has it in a position that no verb can take: a
//! line that is a name, or the name before a stop. Where a line must be a name (a title, a
//! signature), the commonest verbs are enough to leave out what is none.

use std::ops::{Range, RangeInclusive};

use super::offices::office_at;
use crate::text::{ends_with_any, is_han, starts_with_any};

/// The numbers of characters before the level in the name of a place.
const LENGTHS: RangeInclusive<usize> = 1..=5;

/// Characters that do not occur in names of places but precede a bare level: 在市, 各县, 我区.
pub(super) const FUNCTION_CHARACTERS: &str = "在由与和被经向对按为将是的了及从以我各全本现同报请等县市区省委府年月日至据照该其到让给贵两级指示";

/// Words with which phrases about an agency begin: 推进县政府法律顾问工作.
const VERBS: &str = "\
    推进 推动 推行 加强 加快 加大 强化 深化 优化 细化 完善 健全 建立 建设 构建 落实 贯彻 执行 实施 发挥 发展 \
    配合 协助 协调 协同 联合 会同 参与 参加 支持 服务 保障 督促 督导 督查 督办 督察 检查 抽查 考核 考评 指导 \
    组织 开展 召开 举办 举行 印发 制定 制订 修订 出台 起草 审查 审核 审议 审批 提请 提交 报请 报送 报告 呈报 \
    上报 请示 汇报 通报 听取 按照 根据 依据 遵照 围绕 结合 通过 经过 针对 关于 对照 聘请 聘任 选聘 引导 \
    规范 严格 坚持 明确 压实 夯实 履行 承担 承办 办理 处理 办结 受理 答复 接受 接收 主动 积极 认真 切实 充分 \
    全面 深入 扎实 持续 不断 进一步 及时 定期 依法 统筹 牵头 负责 做好 抓好 抓实 抓紧 确保 促进 提升 提高 \
    带动 带领 邀请 委托 授权 授予 获得 荣获 学习 宣传 传达 部署 安排 要求 指示 选派 派驻 抽调 对接 联系 沟通 \
    代表 代理 代为 草拟 拟定 修改 清理 废止 公布 公开 发布 梳理 汇总 整合 调整 理顺 划转 衔接 对口 面向 立足 \
    紧扣 聚焦 助力 融入 打造 创建 争创 创新 探索 研究 解决 化解 防范 维护 监督 接入 纳入 列入 作为 成为 属于";

/// Returns whether `text` begins with a word that begins no name.
pub(super) fn begins_with_verb(text: &str) -> bool {
    starts_with_any(text, VERBS)
}

/// Returns whether `text` ends in a word that precedes a name: 多次研究部署.
pub(super) fn ends_with_verb(text: &str) -> bool {
    ends_with_any(text, VERBS)
}

/// Returns where the name of a place that the gazetteer does not have begins in `text` before the
/// level in the bytes `level`: after a boundary, without a function character, and in a word that
/// `text` has where only a name can be. Returns the start of the level if there is none.
pub(super) fn unknown_place_start(text: &str, level: &Range<usize>) -> usize {
    let (before, _) = text.split_at(level.start);
    let mut start = level.start;
    let mut count = 0;
    for character in before.chars().rev().take_while(|character| is_han(*character)) {
        count += 1;
        if count > *LENGTHS.end() || FUNCTION_CHARACTERS.contains(character) {
            return level.start;
        }
        start -= character.len_utf8();
    }
    let place = text.get(start..level.end).unwrap_or_default();
    let is_name =
        LENGTHS.contains(&count) && !begins_with_verb(place) && is_used_as_name(text, place);
    if is_name { start } else { level.start }
}

/// Returns whether `text` has `place` where no verb and its object can be: alone with an office or a
/// year at the start of a line, or before a stop.
fn is_used_as_name(text: &str, place: &str) -> bool {
    text.match_indices(place).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let (_, after) = rest.split_at(place.len());
        if before.ends_with(is_han) {
            return false;
        }
        let is_line = before.trim_end_matches(['#', ' ', '*']).ends_with('\n') || before.is_empty();
        let own = office_at(after).map_or(after, |office| after.split_at(office.len).1);
        let ends_line = own.is_empty() || own.starts_with(['\n', '(', ' ']);
        let is_title = starts_with_any(own, "关于 情况报告 工作报告 年度报告 工作总结")
            || own.starts_with(|c: char| c.is_ascii_digit());
        let is_stopped = after.starts_with(['。', ',', ';', ':', '》', ')']);
        is_stopped || (is_line && (ends_line || is_title))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_used_where_a_phrase_cannot_be() {
        for (text, expected) in [
            ("云岭县财政局\n2024年1月5日", "云岭县"),
            ("云岭县财政局关于2023年工作的报告", "云岭县"),
            ("云岭县2023年工作", "云岭县"),
            ("2023年,云岭县政府坚持。(云岭县)", "云岭县"),
            ("2023年,云岭县政府坚持学法", "县"),
            ("落实县政府会议制度", "县"),
            ("落实县政府会议制度,落实县委要求", "县"),
            ("抓落实县政府会议,谋县政府发展", "县"),
            ("赴县财政局学习", "县"),
        ] {
            let office = text.find("县").unwrap();
            let level = office..office + "县".len();
            let start = unknown_place_start(text, &level);
            assert_eq!(text.get(start..level.end), Some(expected), "{text}");
        }
    }
}

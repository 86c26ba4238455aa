//! Names of towns, streets, zones, courts and procuratorates in running text.
//!
//! The gazetteer has no towns and no zones, so nothing but the kind of body ends such a name, and
//! 各乡镇, 城镇 and 社区街道 end the same. A name counts if it begins at a boundary, with no word that
//! begins a phrase, and says more than its kind.

use super::agency_name::AgencyName;
use super::names_in_text::AgencyMention;
use super::unknown_place::{FUNCTION_CHARACTERS, begins_with_verb, ends_with_verb};
use crate::text::{ends_with_any, is_han};

/// A kind of body.
struct Body {
    /// How its names end, the longer before those they begin with.
    endings: &'static [&'static str],
    /// What its names have before that; anything if empty.
    before: &'static str,
    /// What makes a plain word of the ending: 各乡镇, 特色小镇, 城乡.
    never: &'static str,
    /// The most characters before the ending.
    longest: usize,
}

const BODIES: [Body; 5] = [
    Body {
        endings: &["街道办事处", "街道"],
        before: "",
        never: "乡 镇 县 区 辖 社区 所在 基层 属地 各级 有关 相关 部分 全部 该 试点 示范 重点",
        longest: 12,
    },
    Body {
        endings: &["镇人民政府", "镇政府", "镇"],
        before: "",
        never: "乡 小 强 重 名 建制 中心 特色 县 区 所在 基层 属地 各级 有关 相关 部分 全部 该 试点 示范 重点",
        longest: 12,
    },
    Body {
        endings: &["乡人民政府", "乡政府", "乡"],
        before: "",
        never: "城 下 返 入 回 老 故 家 进 送 出 还 县 区 所在 基层 属地 各级 有关 相关 部分 全部 该 试点 示范",
        longest: 12,
    },
    Body {
        endings: &["管理委员会", "管委会"],
        before: "开发区 高新区 经开区 新区 园区 示范区 度假区 保税区 旅游区 风景区 景区 名胜区 试验区 合作区 工业区 \
                 集聚区 实验区 自贸区 港区 片区 产业园 工业园 科技园 科学城 生态城 新城",
        never: "各",
        longest: 24,
    },
    Body {
        endings: &["人民法院", "人民检察院"], before: "", never: "各级", longest: 16
    },
];

/// Characters after which a name may begin: 由甲镇, 现将甲镇, 2023年甲镇.
const LEADS: &str = "将由在与对年日";

/// Finds the towns, streets, zones, courts and procuratorates that `text` names.
pub(crate) fn find_bodies(text: &str) -> Vec<AgencyMention> {
    let mut found: Vec<AgencyMention> = Vec::new();
    for (at, _) in text.char_indices() {
        let (before, rest) = text.split_at(at);
        if found.last().is_some_and(|last| at < last.range.end) {
            continue;
        }
        let ending = BODIES.iter().find_map(|body| {
            Some((body, *body.endings.iter().find(|ending| rest.starts_with(**ending))?))
        });
        let Some((body, ending)) = ending else { continue };
        let end = at + ending.len();
        // 城镇化, 城镇居民, 乡村.
        let is_word = text.split_at(end).1.starts_with(['化', '居', '职', '就', '村', '亲']);
        let Some(start) = name_start(before, body).filter(|_| !is_word) else { continue };
        let name = text.get(start..end).and_then(AgencyName::from_line);
        found.extend(name.map(|name| AgencyMention { range: start..end, name }));
    }
    found
}

/// Returns the byte of `before` where the name of a `body` that ends there begins.
fn name_start(before: &str, body: &Body) -> Option<usize> {
    let mut start = before.len();
    let mut count = 0;
    for character in before.chars().rev().take_while(|character| is_han(*character)) {
        if LEADS.contains(character) {
            break;
        }
        count += 1;
        // 市, 县 and 区 are part of the longer names: 卢氏县东明镇. Zones are for 经济, courts 中级.
        let is_part = matches!(character, '县' | '市' | '区' | '省')
            || (!body.before.is_empty() && character == '经')
            || (body.longest > 12 && character == '级');
        if count > body.longest || (FUNCTION_CHARACTERS.contains(character) && !is_part) {
            return None;
        }
        start -= character.len_utf8();
    }
    let (_, name) = before.split_at(start);
    let fits = count >= 2
        && !ends_with_any(name, body.never)
        && !begins_with_verb(name)
        && !ends_with_verb(name)
        && (body.before.is_empty() || ends_with_any(name, body.before));
    fits.then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_found_by_the_ends_of_their_names() {
        for (text, expected) in [
            ("2021年,在市委领导下,云溪路街道积极学法", "云溪路街道办事处"),
            ("2025年,云溪乡法治政府建设工作", "云溪乡人民政府"),
            ("现将云溪镇2024年法治建设工作情况", "云溪镇人民政府"),
            ("卢氏县东明镇人民政府坚持", "东明镇人民政府"),
            ("由云溪湾经济技术开发区管委会编制", "云溪湾经济技术开发区管理委员会"),
            ("2023年云溪湾高新区管委会按照", "云溪湾高新区管理委员会"),
            ("温州市中级人民法院", "中级人民法院"),
            ("各乡镇、各街道,全镇,特色小镇,推进城镇化,统筹城乡,我街道", ""),
            ("指导街道积极学法,推进乡镇政府,落实镇政府要求", ""),
            ("由管委会编制,开发区管委会", "开发区管理委员会"),
        ] {
            let found: Vec<String> = find_bodies(text)
                .iter()
                .map(|mention| mention.name.office.full(&[]).to_owned())
                .collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}

//! What a page says about itself rather than in the report: buttons, clocks, breadcrumbs.
//!
//! Each rule covers a whole line, and applies only if no part of the line could be a sentence.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::word_list::words;

/// The words of buttons and toolbars. A line of nothing else is not part of the report.
///
/// If one word starts with another, the longer one comes first.
static BUTTONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words(
        "扫一扫在手机打开当前页面 扫一扫在手机打开当前页 扫一扫在手机上查看当前页面 \
        扫一扫手机打开当前页 用手机扫一扫 手机扫一扫 扫一扫 扫码 扫描二维码 二维码 \
        在手机打开当前页 手机打开当前页 在手机上查看 查看当前页面 当前页面 分享本页 打印本页 \
        打印此页 打印文章 打印页面 打印正文 打印 关闭窗口 关闭本页 关闭页面 关闭此页 关闭 \
        保护视力色 背景色 杏仁黄 秋叶褐 胭脂红 芥末绿 天蓝 雪青 银河白 双击滚屏 我要分享 分享到 \
        分享至 一键分享 分享 微信好友 朋友圈 微信 新浪微博 腾讯微博 微博 人人网 开心网 收藏本页 \
        加入收藏 添加收藏 收藏 设为首页 返回顶部 返回首页 返回列表 返回上一页 返回 回到顶部 顶部 \
        我要纠错 网页纠错 纠错 调整字体 字体大小 字体 字号大小 字号 文字大小 视力保护 无障碍浏览 \
        无障碍阅读 无障碍 适老化 关怀版 长者模式 长者版 繁体版 繁体 简体版 简体 朗读 语音播报 \
        播放 听全文 收听 暂停 复制链接 保存本页 下载文字版 下载图片版 点赞 转发 评论",
    )
});

/// Words that occur among buttons, but in reports as well.
static AMONG_BUTTONS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words("特大 超大 较大 默认 标准 大 中 小 灰 到 本页 本文 至 色 次 QQ空间 QQ好友 QQ qq 号 或")
});

/// The first characters of both lists: most lines are recognized by their first character.
static FIRST: LazyLock<FxHashSet<char>> = LazyLock::new(|| {
    BUTTONS.iter().chain(&*AMONG_BUTTONS).filter_map(|word| word.chars().next()).collect()
});

/// Returns whether `text` is a line of buttons: 分享到：微信 【打印】 字体：[大 中 小].
pub(super) fn is_buttons(text: &str) -> bool {
    if text.len() > 300 {
        return false;
    }
    let letters: String = text.chars().filter(|it| it.is_alphanumeric()).collect();
    let mut rest = letters.as_str();
    let mut buttons = 0;
    while let Some(first) = rest.chars().next() {
        if !FIRST.contains(&first) {
            return false;
        }
        let button = BUTTONS.iter().find_map(|word| rest.strip_prefix(word));
        let among = AMONG_BUTTONS.iter().find_map(|word| rest.strip_prefix(word));
        buttons += usize::from(button.is_some());
        let Some(after) = button.or(among) else { return false };
        rest = after;
    }
    // 大 中 小 come together; a line of one of them may be a cell of a table.
    buttons > 0 || is_sizes(&letters)
}

/// Returns whether `letters` are the font sizes that a reader can choose from.
fn is_sizes(letters: &str) -> bool {
    matches!(letters, "大中小" | "小中大" | "特大大中小" | "超大大中小" | "A大A小")
}

/// Returns whether `text` is a clock, a calendar or the weather.
pub(super) fn is_clock(text: &str) -> bool {
    let text = text.trim();
    let starts =
        ["今天是", "现在是", "当前时间", "当前日期", "现在时间", "北京时间", "欢迎您", "天气预报"];
    if starts.iter().any(|start| text.starts_with(start)) {
        return text.chars().count() <= 80;
    }
    let weekday = text.contains("星期") || text.contains("农历");
    let weather = ["℃", "多云", "晴", "阴转"].iter().any(|it| text.contains(it));
    let dated = text.starts_with(|it: char| it.is_ascii_digit()) && text.contains('年');
    text.chars().count() <= 60 && !text.contains('。') && dated && (weekday || weather)
}

/// The marks of lines at the foot of a page, apart from `Powered by`.
static FOOT: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words(
        "ICP备 ICP证 公网安备 网站标识码 版权所有 Copyright copyright COPYRIGHT 技术支持： \
        网站地图 建议使用 最佳分辨率 主办单位： 承办单位： 不得转载 网站支持IPv6 您是第",
    )
});

/// Returns whether `text` is from the foot of a page: who runs the site, and how to contact them.
pub(super) fn is_foot(text: &str) -> bool {
    if text.len() > 600 {
        return false;
    }
    FOOT.iter().any(|mark| text.contains(mark))
        || text.contains("Powered by")
        || (["主办：", "主办:", "承办：", "承办:"].iter().any(|it| text.trim().starts_with(it)))
}

/// How a line starts that links to other pages.
static LEADS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    words(
        "上一篇 下一篇 上一条 下一条 上篇 下篇 相关文档 相关链接 相关阅读 相关新闻 相关信息 \
        相关稿件 相关文章 相关附件下载 相关解读 相关政策 相关内容 推荐阅读 热门推荐 最新文章 \
        最新信息 延伸阅读 猜你喜欢 热点信息",
    )
});

/// Returns whether `text` links to other pages: 上一篇：…, 相关文档.
pub(super) fn leads_on(text: &str) -> bool {
    let text = text.trim_start_matches(|it: char| !it.is_alphanumeric());
    let Some(after) = LEADS.iter().find_map(|lead| text.strip_prefix(lead)) else { return false };
    let after = after.trim_start();
    after.is_empty() || after.starts_with([':', '：', '】', ']', '》', '>'])
}

/// The most characters of a byline without a label.
const LONGEST_BYLINE: usize = 60;

/// Returns whether `text` is a byline without a label: a date in digits, with a time, a name or a
/// count.
pub(super) fn is_byline(text: &str) -> bool {
    let text = text.trim_matches(|it: char| it.is_whitespace() || "[【(（".contains(it));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (_, rest) = text.split_at(digits);
    let dated = digits == 4
        && (rest.starts_with(['-', '/', '.']) || (rest.contains('年') && rest.contains(':')))
        && rest.bytes().any(|byte| byte.is_ascii_digit());
    dated && text.chars().count() <= LONGEST_BYLINE && !text.contains(['，', '。', '、'])
}

/// The separators in a breadcrumb.
const STEPS: [char; 7] = ['>', '＞', '»', '›', '→', '▶', '❯'];

/// Returns the breadcrumb in the line, `None` if it is something else.
///
/// 您当前的位置：首页 > 政务公开 gives 首页 > 政务公开. A line that starts with 首页 and goes on with separators is one
/// without an introduction.
pub(super) fn crumb(text: &str) -> Option<String> {
    if text.len() > 900 {
        return None;
    }
    let text = text.trim();
    let place = text.split_once("位置").filter(|(before, after)| {
        let led = after.trim_start().starts_with(['：', ':', ']', '】', '>', '是']);
        before.chars().all(|it| "您你我的现在当前所目前正处页面是【[".contains(it))
            && (led || after.contains(STEPS))
    });
    let named = place.is_some();
    let steps = if let Some((_, after)) = place {
        after.trim_start_matches(|it: char| it.is_whitespace() || "：:]】>是".contains(it))
    } else {
        let letters = text.trim_start_matches(|it: char| !it.is_alphanumeric());
        letters.strip_prefix("网站").unwrap_or(letters).strip_prefix("首页")?;
        letters
    };
    if steps.contains(['，', '。', '；']) {
        return None;
    }
    let parts: Vec<&str> =
        steps.split(STEPS).map(str::trim).filter(|part| !part.is_empty()).collect();
    let enough = if named { !parts.is_empty() } else { parts.len() > 1 };
    let short = parts.iter().all(|part| part.chars().count() <= 60);
    (enough && short).then(|| parts.join(" > "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_buttons_are_told_from_lines_of_the_report() {
        let table = [
            ("分享到：微信微博 【打印】 【关闭】 字体：[大 中 小]", true),
            ("【字体：大 中 小】", true),
            ("大 中 小", true),
            ("扫一扫在手机打开当前页", true),
            ("背景色： 杏仁黄 秋叶褐 胭脂红 芥末绿 天蓝 雪青 灰 银河白(默认色)", true),
            ("打印本页 | 关闭窗口", true),
            ("中", false),
            ("大", false),
            ("", false),
            ("打印机采购", false),
            ("（三）分享典型案例", false),
            ("关闭非法采石场3家。", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_buttons(text), expected, "{text}");
        }
    }

    #[test]
    fn clocks_and_weather_are_told_from_dates() {
        let table = [
            ("今天是：2019年10月31日 星期三", true),
            ("今天是:2019年10月31日 星期三 农历十月初七", true),
            ("2025年8月1日 星期五 白天:多云", true),
            ("2024年1月5日", false),
            ("2024年1月5日，星期五上午召开会议。", false),
            ("云岫县司法局", false),
        ];
        for (text, expected) in table {
            assert_eq!(is_clock(text), expected, "{text}");
        }
    }

    #[test]
    fn ways_through_the_site_are_told() {
        let table = [
            (
                "您当前的位置：首页 > 政务公开 > 法治政府建设年报",
                Some("首页 > 政务公开 > 法治政府建设年报"),
            ),
            ("您所在的位置:政务公开 > 工作报告", Some("政务公开 > 工作报告")),
            ("首页 >> 政务公开 >> 年报", Some("首页 > 政务公开 > 年报")),
            ("当前位置：首页", Some("首页")),
            ("首页", None),
            ("首页 走进云岫", None),
            ("把法治建设摆在突出位置，全面推进依法行政。", None),
            ("主要做法：", None),
            ("位置图", None),
            ("所处位置优越", None),
        ];
        for (text, expected) in table {
            assert_eq!(crumb(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_leads_on_ends_with_its_mark() {
        for (text, expected) in [
            ("上一篇：云岫县2022年年报", true),
            ("相关文档", true),
            ("【相关链接】", true),
            ("相关信息公开工作持续推进", false),
            ("下一条", true),
            ("", false),
        ] {
            assert_eq!(leads_on(text), expected, "{text}");
        }
    }
}

//! Random reports of invented agencies.

use std::fmt::Write as _;

use crate::dice::Dice;

/// Pieces of the texts: folding drops some characters and changes others.
const PIECES: [&str; 30] = [
    "法治",
    "法",
    "行政",
    "执法",
    "顾问",
    "法律顾问",
    "聘请",
    "聘請",
    "“顾问”",
    "、",
    "。",
    "；",
    "，",
    "！",
    "\n",
    "行政執法",
    "制度",
    "三项",
    "三",
    "２０",
    "20",
    "‘法治’",
    "《制度》",
    "和",
    "“",
    "”",
    "、",
    "“三项”",
    "法，",
    "，顾问",
];

/// Returns the report with the number `at`, of one of six agencies and three years; every fourth is of
/// no region.
pub(super) fn report(dice: &mut Dice, at: usize) -> String {
    let place = ["云岫县", "石燕县", "鹿鸣县", "青崖县", "白榆县", "松溪沟县"][at % 6];
    let region = ["卢氏县", "三门峡市", "定襄县", "-"][at % 4];
    let year = 2021 + at % 3;
    let mut report =
        format!("---\nregion: {region}\n---\n{place}司法局{year}年度法治政府建设情况报告\n\n");
    for heading in ["一、主要举措和成效", "二、存在的不足和原因", "三、下一年工作安排"]
    {
        let _ = write!(report, "{heading}\n{}\n\n", text(dice));
    }
    report
}

fn text(dice: &mut Dice) -> String {
    let mut text = String::from("开展工作。");
    for _ in 0..30 + dice.below(60) {
        text.push_str(dice.pick(&PIECES));
    }
    text.replace("\n\n", "\n") + "。"
}

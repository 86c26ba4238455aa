//! Makes reports that read like those of the field, the same ones in every run and on every machine.
//!
//! A report depends on its number alone, so the first thousand of 2,500 reports are the thousand.
//! Its words are drawn by Zipf's law from lists made for this purpose; names of invented places,
//! people and companies give the long tail of rare character pairs that real reports have. No
//! sentence is copied from anywhere.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::words::{
    ADVERBS, AGENCIES, CHARACTERS, CLOSINGS, GROUPS, HEADS, LAWS, MODIFIERS, NOUNS, OPENINGS,
    PROVINCES, SHORTFALLS, SURNAMES, TOPICS, TRADES, VERBS,
};

/// A report as a file.
pub(crate) struct Generated {
    /// The path of its file, below the folder.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
    /// The bytes of `text` at which the sections begin, the first at 0.
    starts: Vec<usize>,
}

impl Generated {
    /// Returns the sections one after the other; joined, they are the text.
    pub(crate) fn sections(&self) -> impl Iterator<Item = &str> {
        let ends = self.starts.iter().skip(1).copied().chain([self.text.len()]);
        let ranges = self.starts.iter().copied().zip(ends);
        ranges.map(|(from, to)| self.text.get(from..to).expect("sections begin at characters"))
    }
}

/// Returns the first `len` reports.
pub(crate) fn reports(len: usize) -> Vec<Generated> {
    (0..len).map(report).collect()
}

/// Writes the reports below `folder`.
pub(crate) fn write(reports: &[Generated], folder: &Path) -> std::io::Result<()> {
    for report in reports {
        let path = folder.join(&report.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &report.text)?;
    }
    Ok(())
}

/// Makes the report with this number.
fn report(number: usize) -> Generated {
    // Six years of one agency come one after the other.
    let (agency_number, year) = (number / 6, 2019 + number % 6);
    let mut place = Dice::new(agency_number as u64);
    let province = place.evenly(&PROVINCES);
    let county = format!("{}{}", place.name(2), place.evenly(&["县", "区", "市", "县"]));
    let agency = format!("{county}{}", place.evenly(&AGENCIES));

    let mut dice = Dice::new(0x5EED_0000 + number as u64);
    let mut writer = Writer { dice: &mut dice, county: &county, text: String::new() };
    let mut starts = vec![0];
    let _ = writeln!(writer.text, "{agency}{year}年法治政府建设情况报告\n");
    let opening = writer.dice.evenly(&OPENINGS);
    let _ = writeln!(writer.text, "　　{year}年，{agency}{opening}现将有关情况报告如下。");
    let parts: [(&str, usize, &[&str]); 4] = [
        ("推进法治政府建设的主要举措和成效", 7, &NOUNS[..]),
        ("党政主要负责人履行推进法治建设第一责任人职责情况", 2, &NOUNS[..]),
        ("存在的不足和原因", 2, &SHORTFALLS[..]),
        ("下一年度推进法治政府建设的主要安排", 3, &NOUNS[..]),
    ];
    for ((heading, sections, subjects), ordinal) in parts.into_iter().zip(["一", "二", "三", "四"])
    {
        starts.push(writer.text.len());
        let _ = writeln!(writer.text, "　　{ordinal}、{heading}");
        let sections = sections + writer.dice.below(3);
        for digit in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
            .into_iter()
            .take(sections)
        {
            // The first section follows the heading of its part.
            if digit != "一" {
                starts.push(writer.text.len());
            }
            let (adverb, verb) = (writer.dice.pick(&ADVERBS), writer.dice.pick(&VERBS));
            let subject = writer.dice.pick(subjects);
            let _ = write!(writer.text, "　　（{digit}）{adverb}{verb}{subject}。");
            let length = 130 + writer.dice.below(430);
            writer.paragraphs(length);
        }
    }
    let (month, day) = (1 + writer.dice.below(3), 1 + writer.dice.below(28));
    let _ = writeln!(writer.text, "\n　　　　{agency}\n　　　　{}年{month}月{day}日", year + 1);
    let path = format!("{province}/{county}{agency_number}/{year}.txt");
    Generated { path, text: writer.text, starts }
}

/// Writes the sentences of one report.
struct Writer<'a> {
    dice: &'a mut Dice,
    county: &'a str,
    text: String,
}

impl Writer<'_> {
    /// Writes sentences of together at least `length` characters, and ends the paragraph.
    fn paragraphs(&mut self, length: usize) {
        let enough = self.text.len() + 3 * length;
        while self.text.len() < enough {
            self.sentence();
            if self.dice.below(7) == 0 && self.text.len() + 300 < enough {
                self.text.push_str("\n　　");
            }
        }
        self.text.push('\n');
    }

    fn sentence(&mut self) {
        match self.dice.below(12) {
            0..4 => self.clauses(),
            4..6 => self.figures(),
            6 => self.law(),
            7 => self.people(),
            8 => self.example(),
            9 => self.topic(),
            10 => self.list(),
            _ => {
                let closing = self.dice.pick(&CLOSINGS);
                self.text.push_str(closing);
            }
        }
    }

    /// 健全…，深入推进…，规范…。
    fn clauses(&mut self) {
        let clauses = 2 + self.dice.below(3);
        for at in 0..clauses {
            if self.dice.below(2) == 0 {
                self.text.push_str(self.dice.pick(&ADVERBS));
            }
            self.text.push_str(self.dice.pick(&VERBS));
            self.noun();
            self.text.push(if at + 1 == clauses { '。' } else { '，' });
        }
    }

    /// 全年开展…检查1,204户次，…36件。
    fn figures(&mut self) {
        let lead = self.dice.pick(&["全年", "今年以来", "截至目前，", "年内", "上半年", "累计"]);
        self.text.push_str(lead);
        for (at, end) in ["，", "，", "。"].into_iter().enumerate() {
            let verb = self.dice.pick(&[
                "开展", "办理", "组织", "审查", "立案", "受理", "调处", "抽查", "培训", "公示",
                "清理", "移送", "核查", "约谈", "发放",
            ]);
            let unit = self.dice.pick(&[
                "件", "次", "人次", "场", "份", "起", "户次", "万元", "项", "家", "个", "余条",
            ]);
            self.text.push_str(verb);
            self.noun();
            let number = 1 + self.dice.below(if at == 1 { 9000 } else { 120 });
            if number >= 1000 && self.dice.below(2) == 0 {
                let _ = write!(self.text, "{},{:03}", number / 1000, number % 1000);
            } else {
                let _ = write!(self.text, "{number}");
            }
            let _ = write!(self.text, "{unit}{end}");
        }
    }

    /// 依据《…条例》第三十二条……。
    fn law(&mut self) {
        let law = self.dice.pick(&LAWS);
        let article = 1 + self.dice.below(80);
        let _ = write!(self.text, "对照《{law}》第{article}条的要求，");
        self.text.push_str(self.dice.pick(&VERBS));
        self.noun();
        self.text.push_str("，把");
        self.noun();
        self.text.push_str(self.dice.pick(&[
            "纳入年度考核。",
            "列入重点任务。",
            "作为硬性规定。",
            "落到每个环节。",
            "写进工作规则。",
        ]));
    }

    /// 由…牵头，…副局长…带队到…镇…村……。
    fn people(&mut self) {
        let (surname, given) = (self.dice.pick(&SURNAMES), self.dice.name(2));
        let office = self.dice.pick(&["局长", "副局长", "主任", "副主任", "股长", "律师", "队长"]);
        let (town, village) = (self.dice.name(2), self.dice.name(2));
        let kind = self.dice.pick(&["镇", "乡", "街道"]);
        let _ = write!(self.text, "{office}{surname}{given}带队到{town}{kind}{village}村调研");
        self.noun();
        self.text.push_str("，现场答复群众提出的问题");
        let _ = write!(self.text, "{}个。", 1 + self.dice.below(60));
    }

    /// 如……公司……一案。
    fn example(&mut self) {
        let (town, name) = (self.dice.name(2), self.dice.name(2));
        let (trade, month) = (self.dice.pick(&TRADES), 1 + self.dice.below(12));
        let _ = write!(self.text, "{month}月，{}{town}镇{name}{trade}", self.county);
        self.text.push_str(self.dice.pick(&["有限公司", "经营部", "合作社", "门市部", "厂"]));
        self.text.push('因');
        self.noun();
        self.text.push_str(self.dice.pick(&[
            "问题被责令改正",
            "未按规定备案被提醒",
            "存在隐患被约谈",
            "资料不全被要求补正",
            "问题主动整改后免予处罚",
        ]));
        self.text.push('，');
        self.text.push_str(self.dice.pick(&VERBS));
        self.noun();
        self.text.push('。');
    }

    /// A topic of this one report, with words around it.
    fn topic(&mut self) {
        let topic = self.dice.pick(&TOPICS);
        let _ =
            write!(self.text, "{}“{topic}”，", self.dice.pick(&["落实", "推行", "围绕", "实行"]));
        self.text.push_str(self.dice.pick(&ADVERBS));
        self.text.push_str(self.dice.pick(&VERBS));
        self.noun();
        self.text.push('。');
    }

    /// …、…和…。
    fn list(&mut self) {
        self.text.push_str(self.dice.pick(&["会同", "联合", "指导", "督促", "组织"]));
        self.text.push_str(self.dice.pick(&GROUPS));
        self.text.push('、');
        self.text.push_str(self.dice.pick(&GROUPS));
        self.text.push_str(self.dice.pick(&VERBS));
        self.noun();
        self.text.push('、');
        self.noun();
        self.text.push('和');
        self.noun();
        self.text.push('；');
        self.text.push_str(self.dice.pick(&ADVERBS));
        self.text.push_str(self.dice.pick(&VERBS));
        self.noun();
        self.text.push('。');
    }

    /// A noun of the lists, or one put together: 养老机构备案台账.
    fn noun(&mut self) {
        match self.dice.below(6) {
            0..2 => self.text.push_str(self.dice.pick(&NOUNS)),
            2..4 => {
                self.text.push_str(self.dice.pick(&MODIFIERS));
                self.text.push_str(self.dice.pick(&HEADS));
            }
            _ => {
                self.text.push_str(self.dice.pick(&MODIFIERS));
                self.text.push_str(self.dice.pick(&MODIFIERS));
                self.text.push_str(self.dice.pick(&HEADS));
            }
        }
    }
}

/// A generator of pseudo-random numbers (splitmix64, Steele, Lea and Flood 2014), with whole
/// numbers only, so that every machine draws the same.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `limit`, all equally often.
    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).expect("limits are small").max(1);
        usize::try_from((self.next() >> 16) % limit).expect("it is below the limit")
    }

    /// Returns a number below `limit`, the n-th about 1/n as often as the first (Zipf's law): each
    /// stretch from one power of two to the next is equally likely.
    fn by_rank(&mut self, limit: usize) -> usize {
        loop {
            let stretch = self.below(limit.ilog2() as usize + 1);
            let rank = (1 << stretch) + self.below(1 << stretch);
            if rank <= limit {
                return rank - 1;
            }
        }
    }

    /// Returns one of `list`, those in front more often.
    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        // The very first ranks are too frequent by Zipf's law alone (Mandelbrot 1953).
        const LEFT_OUT: usize = 7;
        loop {
            let rank = self.by_rank(list.len() + LEFT_OUT);
            if let Some(chosen) = rank.checked_sub(LEFT_OUT).and_then(|at| list.get(at)) {
                return chosen;
            }
        }
    }

    /// Returns one of `list`, all equally often.
    fn evenly(&mut self, list: &[&'static str]) -> &'static str {
        list.get(self.below(list.len())).copied().expect("a number below the length")
    }

    /// Returns an invented name of so many characters.
    fn name(&mut self, len: usize) -> String {
        let all = CHARACTERS.chars().count();
        (0..len).filter_map(|_| CHARACTERS.chars().nth(self.by_rank(all))).collect()
    }
}

//! What an agency does, as its name says it: 卫健委 is 卫生健康委员会.
//!
//! The name of a department is one or more fields (教育, 体育) and a form (局, 委员会, 厅). Both are
//! written in full or abbreviated; the tables here give the full forms. If an abbreviation has
//! several (教体局: 教育体育局 or 教育和体育局), the wording of the report decides.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Fields that are written in full.
const FIELDS: &str = "卫生健康 卫生 教育 公安 民政 司法 财政 自然资源 规划 生态环境 环境保护 交通运输 交通 \
水利 水务 农业农村 农业 畜牧 商务 商贸 文化 旅游 广电 广播电视 新闻出版 体育 退役军人事务 应急管理 \
审计 统计 医疗保障 市场监督管理 乡村振兴 扶贫开发 林业 草原 园林 城市管理 行政审批 行政审批服务 政务服务 \
政务服务管理 政务服务和数据管理 大数据 大数据管理 大数据发展管理 大数据发展 数据 数据管理 信访 档案 气象 \
地震 税务 体制改革 科学技术 工业 信息化 民族宗教事务 民族 宗教 宗教事务 外事 侨务 粮食 物资储备 能源 \
国土资源 规划自然资源 人力资源 社会保障 住房 城乡建设 城乡规划 房产 房地产 房屋管理 建设 绿化 市容 \
绿化市容 综合行政执法 行政执法 城市管理综合行政执法 城市管理执法 机关事务 机关事务管理 公共资源交易 \
公共资源交易管理 投资促进 招商 招商引资 口岸 海洋 渔业 海洋发展 国有资产监督管理 地方金融监督管理 \
地方金融管理 金融工作 金融 药品监督管理 食品药品监督管理 工商行政管理 质量技术监督 安全生产监督管理 \
知识产权 中医药 中医药管理 疾病预防控制 移民 水库移民 政法 老龄 文物 烟草专卖 邮政 供销 社会工作 监察 \
城市建设 经济 经济合作 经济发展 经济贸易 综合执法监督 社会事务 社会事业 发展和改革 经济和信息化 工业和信息化 \
林业和草原 人力资源和社会保障 住房和城乡建设 文化和旅游 自然资源和规划 粮食和物资储备 文化广电旅游 科技创新 \
营商环境 营商环境建设 水利水电 农机 农牧 农业和农村工作 农垦 监狱管理 戒毒管理 消防救援 出入境 海事 煤炭工业 \
煤矿安全监察 矿产资源 测绘地理信息 价格 物价 民防 人民防空 法制 编制 台湾事务 港澳事务 对外联络";

/// Abbreviated or reworded fields and their full forms: `written=full`. Several full forms are
/// separated by `|`, the most frequent first.
const SHORTENED: &str = "\
    卫健=卫生健康 卫计=卫生和计划生育 卫生计生=卫生和计划生育 卫生和计划生育=卫生和计划生育 \
    卫体=卫生健康和体育|卫生健康体育 教体=教育体育|教育和体育 \
    教科体=教育科技体育|教育科学技术体育|教育科技和体育 教科=教育科技|教育和科学技术 \
    发改=发展和改革 发展改革=发展和改革 人社=人力资源和社会保障 人力社保=人力资源和社会保障 \
    人力资源社会保障=人力资源和社会保障 住建=住房和城乡建设 住房城乡建设=住房和城乡建设 \
    住房城乡建=住房和城乡建设 城乡建=城乡建设 市监=市场监督管理 市场监管=市场监督管理 \
    城管=城市管理|城市管理和综合执法|城市管理综合行政执法|城市管理综合执法|城市管理行政执法 \
    城管执法=城市管理综合行政执法|城市管理和综合执法|城市管理行政执法|城市管理执法 \
    城市管理和综合执法=城市管理和综合执法 综合执法=综合行政执法|综合执法 应急=应急管理 \
    医保=医疗保障 退役军人=退役军人事务 环保=环境保护 国土=国土资源 自规=自然资源和规划 \
    自然资源规划=自然资源和规划 规自=规划和自然资源 规划和自然资源=规划和自然资源 \
    规划资源=规划和自然资源 经信=经济和信息化 经济信息化=经济和信息化 \
    经济信息=经济和信息化|经济信息 工信=工业和信息化 工业信息化=工业和信息化 \
    科工信=科技工业和信息化|科学技术和工业信息化|科技和工业信息化 科技=科学技术|科技 \
    民宗=民族宗教事务|民族和宗教事务 民族宗教=民族宗教事务|民族和宗教事务 文旅=文化和旅游 \
    文化旅游=文化和旅游|文化旅游 文广旅=文化广电旅游|文化广电和旅游 \
    文广旅体=文化广电旅游体育|文化广电旅游和体育 文广新=文化广电新闻出版 \
    文体旅=文化体育和旅游|文化体育旅游 文旅体=文化旅游体育|文化和旅游体育 \
    文广体旅=文化广电体育旅游|文化广电体育和旅游 文体广旅=文化体育广电和旅游|文化体育广电旅游 \
    文体广电和旅游=文化体育广电和旅游 国资=国有资产监督管理 林草=林业和草原 林业草原=林业和草原 \
    粮储=粮食和物资储备 粮食物资储备=粮食和物资储备 药监=药品监督管理 食药监=食品药品监督管理 \
    食品药品监管=食品药品监督管理 工商=工商行政管理 质监=质量技术监督 安监=安全生产监督管理 \
    地方金融监管=地方金融监督管理 人防=人民防空 疾控=疾病预防控制 农经=农业农村";

/// Forms of agencies: as written, in full, and the characters that must not follow.
const FORMS: &[(&str, &str, &str)] = &[
    ("委员会办公室", "委员会办公室", ""),
    ("委员会", "委员会", ""),
    ("办公室", "办公室", ""),
    ("管理局", "管理局", ""),
    ("服务局", "服务局", ""),
    ("总局", "总局", ""),
    ("分局", "分局", ""),
    ("总队", "总队", ""),
    ("支队", "支队", ""),
    ("大队", "大队", ""),
    ("厅", "厅", "级"),
    ("局", "局", "限势面部"),
    ("委", "委员会", "托派员任培"),
    ("部", "部", "门署分委长级队件"),
    ("署", "署", "名"),
];

/// Names that are not a field and a form: as written, in full, and the characters that must not
/// follow.
const WHOLE: &[(&str, &str, &str)] = &[
    ("人民政府办公厅", "人民政府办公厅", ""),
    ("人民政府办公室", "人民政府办公室", ""),
    ("政府办公厅", "人民政府办公厅", ""),
    ("政府办公室", "人民政府办公室", ""),
    ("政府办", "人民政府办公室", "理事公"),
    ("人民政府", "人民政府", ""),
    ("政府", "人民政府", "性采购信主职令投债规部门工立网法治"),
    ("管理委员会", "管理委员会", ""),
    ("管委会", "管理委员会", ""),
    ("外办", "外事办公室", "理"),
    ("台办", "台湾事务办公室", "理"),
    ("侨办", "侨务办公室", "理"),
    ("人防办", "人民防空办公室", "理"),
    ("法制办", "法制办公室", "理"),
    ("扶贫办", "扶贫开发办公室", "理法"),
    ("金融办", "金融工作办公室", "理"),
    ("农委", "农业农村委员会|农业委员会", "员"),
    ("教委", "教育委员会", "员"),
    ("科委", "科学技术委员会", "员"),
    ("建委", "住房和城乡建设委员会", "员"),
    ("经信委", "经济和信息化委员会", "员"),
    ("机关事务中心", "机关事务服务中心|机关事务中心", ""),
    ("公共资源交易中心", "公共资源交易中心", ""),
    ("应急总局", "应急管理总局", ""),
    ("海关总署", "海关总署", ""),
    ("审计署", "审计署", ""),
];

/// What an agency does: its name without the place, found at the beginning of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Office {
    /// The number of bytes it takes; 0 if the name is that of a place alone.
    pub(crate) len: usize,
    /// Its full forms, the likeliest first; at least one.
    pub(crate) canonical: Vec<String>,
}

impl Office {
    /// Returns the office of a name that is a place and nothing else (静海区).
    pub(super) fn none() -> Self {
        Self { len: 0, canonical: vec![String::new()] }
    }

    /// Returns the full form that `texts`, the report's own words, use; otherwise the likeliest.
    pub(crate) fn full(&self, texts: &[&str]) -> &str {
        let is_ambiguous = self.canonical.len() > 1;
        let is_used = |name: &&String| texts.iter().any(|text| text.contains(name.as_str()));
        let used = self.canonical.iter().find(|name| is_ambiguous && is_used(name));
        used.or(self.canonical.first()).map_or("", String::as_str)
    }

    /// Returns whether this is a people's government or one of its offices.
    pub(super) fn is_government(&self) -> bool {
        self.canonical.iter().any(|name| name.starts_with("人民政府"))
    }

    /// Returns whether this and `other` can be the same office.
    pub(crate) fn may_be(&self, other: &Self) -> bool {
        self.canonical.iter().any(|name| other.canonical.contains(name))
    }
}

/// A field as written, and its full forms.
type Field = (&'static str, &'static str);

/// The fields by their first character, the longest first.
///
/// Offices are looked for at every character of a text, so the first test has to be one table
/// look-up.
struct Fields {
    /// For each common Chinese character, the position of its fields in `lists` plus one; 0 if no
    /// office begins with it.
    starts: Vec<u8>,
    lists: Vec<Vec<Field>>,
}

/// The first and the last of the common Chinese characters.
const COMMON: (u32, u32) = (0x4e00, 0x9fff);

impl Fields {
    fn shared() -> &'static Self {
        static TABLE: OnceLock<Fields> = OnceLock::new();
        TABLE.get_or_init(Self::from_tables)
    }

    fn from_tables() -> Self {
        let full = FIELDS.split_whitespace().map(|field| (field, field));
        let shortened = SHORTENED.split_whitespace().filter_map(|pair| pair.split_once('='));
        let mut by_first: BTreeMap<char, Vec<Field>> = BTreeMap::new();
        for (written, full) in full.chain(shortened) {
            by_first.entry(first_of(written)).or_default().push((written, full));
        }
        // A character that begins one of the other names has to pass the first test too.
        for (written, ..) in WHOLE {
            by_first.entry(first_of(written)).or_default();
        }
        let mut starts = vec![0; (COMMON.1 - COMMON.0 + 1) as usize];
        let mut lists = Vec::new();
        for (first, mut list) in by_first {
            list.sort_by_key(|&(written, _)| Reverse(written.len()));
            lists.push(list);
            let start = Self::position(first).and_then(|at| starts.get_mut(at));
            *start.expect("offices begin with common characters") =
                u8::try_from(lists.len()).expect("offices begin with less than 256 characters");
        }
        Self { starts, lists }
    }

    /// Returns the position of `first` in `starts`.
    fn position(first: char) -> Option<usize> {
        u32::from(first).checked_sub(COMMON.0).map(|at| at as usize)
    }

    /// Returns the fields that begin with `first`; `None` if no office does.
    fn beginning_with(&self, first: char) -> Option<&[Field]> {
        let number = *self.starts.get(Self::position(first)?)?;
        self.lists.get(usize::from(number).checked_sub(1)?).map(Vec::as_slice)
    }
}

fn first_of(word: &str) -> char {
    word.chars().next().expect("the tables have no empty words")
}

/// Returns the field as it may be written, in full first: 卫生健康, 卫健. Empty if there is no such
/// field.
pub(super) fn field_names(full: &str) -> Vec<&str> {
    let pairs = || SHORTENED.split_whitespace().filter_map(|pair| pair.split_once('='));
    let is_full = |fulls: &str| fulls.split('|').any(|it| it == full);
    let is_known =
        FIELDS.split_whitespace().any(|it| it == full) || pairs().any(|(_, fulls)| is_full(fulls));
    let written = pairs().filter(|(written, fulls)| *written != full && is_full(fulls));
    is_known.then_some(full).into_iter().chain(written.map(|(written, _)| written)).collect()
}

/// Returns the abbreviations of a name that is not a field and a form.
pub(super) fn short_names(full: &str) -> impl Iterator<Item = &'static str> {
    let is_full = move |fulls: &str| fulls.split('|').any(|it| it == full);
    let written =
        WHOLE.iter().filter(move |(written, fulls, _)| *written != full && is_full(fulls));
    written.map(|(written, ..)| *written)
}

/// Returns the office that `text` begins with.
pub(crate) fn office_at(text: &str) -> Option<Office> {
    Fields::shared().beginning_with(text.chars().next()?)?;
    whole_at(text).or_else(|| department_at(text))
}

/// Returns the office that is all of `text` from some character on, and the byte where it begins:
/// 卫生健康局 in 云岭县卫生健康局.
pub(super) fn office_at_end(text: &str) -> Option<(usize, Office)> {
    text.char_indices().find_map(|(at, _)| {
        let office = office_at(text.get(at..)?)?;
        (at + office.len == text.len()).then_some((at, office))
    })
}

/// Reads one of the names that are not a field and a form.
fn whole_at(text: &str) -> Option<Office> {
    // Comparing each of these names with the text took 3 % of the time of indexing, so the first
    // character is compared before.
    let first = text.chars().next()?;
    let mut names = WHOLE.iter().filter(|(written, ..)| written.starts_with(first));
    names.find_map(|&(written, full, never)| {
        let rest = text.strip_prefix(written)?;
        let canonical = full.split('|').map(str::to_owned).collect();
        (!rest.starts_with(|c| never.contains(c)))
            .then_some(Office { len: written.len(), canonical })
    })
}

/// The most fields that one department is named after.
const MOST_FIELDS: usize = 6;

/// Reads fields, joined by 和, 与, 、 or nothing, and a form.
fn department_at(text: &str) -> Option<Office> {
    let mut parts: Vec<(Option<char>, &str)> = Vec::new();
    let mut at = 0;
    while parts.len() < MOST_FIELDS {
        let rest = text.get(at..)?;
        let connector = ['和', '与', '、'].into_iter().find(|&c| at > 0 && rest.starts_with(c));
        let joined = connector.map_or(0, char::len_utf8);
        let (written, full) = field_at(rest.get(joined..)?)?;
        parts.push((connector, full));
        at += joined + written.len();
        if let Some((form, full)) = form_at(text.get(at..)?) {
            let names = joined_fields(&parts);
            let canonical = names.iter().map(|name| joined_form(name, full)).collect();
            return Some(Office { len: at + form.len(), canonical });
        }
    }
    None
}

/// The most full forms of one abbreviation: three fields of two forms each make eight.
const MOST_NAMES: usize = 12;

/// Returns the full forms of joined fields.
fn joined_fields(parts: &[(Option<char>, &str)]) -> Vec<String> {
    let mut names = vec![String::new()];
    for (connector, fulls) in parts {
        let joined = connector.map_or(String::new(), String::from);
        let with = |name: &String| {
            fulls.split('|').map(|full| format!("{name}{joined}{full}")).collect::<Vec<_>>()
        };
        names = names.iter().flat_map(with).take(MOST_NAMES).collect();
    }
    names
}

/// Returns the longest field that `text` begins with.
fn field_at(text: &str) -> Option<Field> {
    let list = Fields::shared().beginning_with(text.chars().next()?)?;
    list.iter().copied().find(|&(written, _)| text.starts_with(written))
}

/// Returns the form that `text` begins with, as written and in full.
fn form_at(text: &str) -> Option<(&'static str, &'static str)> {
    let &(written, full, never) = FORMS.iter().find(|(written, ..)| text.starts_with(written))?;
    let rest = text.get(written.len()..)?;
    (!rest.starts_with(|c| never.contains(c))).then_some((written, full))
}

/// Joins a field and a form; 管理 is not repeated.
fn joined_form(name: &str, form: &str) -> String {
    match (name.ends_with("管理"), form.strip_prefix("管理")) {
        (true, Some(rest)) => format!("{name}{rest}"),
        _ => format!("{name}{form}"),
    }
}

/// Returns the full names of an abbreviated agency name; empty if it contains no known abbreviation.
/// Text before and after the abbreviation is kept.
pub(crate) fn full_names(name: &str) -> Vec<String> {
    let mut suffixes = name.char_indices().filter_map(|(at, _)| name.split_at_checked(at));
    let found = suffixes.find_map(|(before, rest)| Some((before, rest, office_at(rest)?)));
    let Some((before, rest, office)) = found else { return Vec::new() };
    let (_, after) = rest.split_at(office.len);
    office.canonical.iter().map(|full| format!("{before}{full}{after}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_written_out() {
        for (written, full) in [
            ("卫健委", "卫生健康委员会"),
            ("卫生健康委", "卫生健康委员会"),
            ("卫健局", "卫生健康局"),
            ("市监局", "市场监督管理局"),
            ("市场监管局", "市场监督管理局"),
            ("市场监督管理局", "市场监督管理局"),
            ("人社局", "人力资源和社会保障局"),
            ("人力社保局", "人力资源和社会保障局"),
            ("住建局", "住房和城乡建设局"),
            ("住房城乡建委", "住房和城乡建设委员会"),
            ("发改委", "发展和改革委员会"),
            ("教体局", "教育体育局"),
            ("城管局", "城市管理局"),
            ("应急局", "应急管理局"),
            ("医保局", "医疗保障局"),
            ("司法局", "司法局"),
            ("农业农村局", "农业农村局"),
            ("卫生健康和体育局", "卫生健康和体育局"),
            ("文化广电旅游体育局", "文化广电旅游体育局"),
            ("县政府", ""),
            ("政府", "人民政府"),
            ("政府办", "人民政府办公室"),
            ("管委会", "管理委员会"),
            ("交通局", "交通局"),
            ("科技局", "科学技术局"),
            ("政务服务管理局", "政务服务管理局"),
        ] {
            let office = office_at(written);
            assert_eq!(office.as_ref().map_or("", |office| office.full(&[])), full, "{written}");
            assert!(office.is_none_or(|office| office.len == written.len()), "{written}");
        }
    }

    #[test]
    fn abbreviated_names_are_completed() {
        assert_eq!(full_names("卢氏县卫健委"), ["卢氏县卫生健康委员会"]);
        assert_eq!(full_names("甲县教体局"), ["甲县教育体育局", "甲县教育和体育局"]);
        assert_eq!(full_names("卫健委党组"), ["卫生健康委员会党组"]);
        assert!(full_names("卫生").is_empty());
    }

    #[test]
    fn words_that_only_begin_like_an_agency_are_none() {
        for text in
            ["卫生健康部门", "教育部署", "政府采购", "农村", "财政局面", "教育委托", "政府职能"]
        {
            assert_eq!(office_at(text), None, "{text}");
        }
    }

    #[test]
    fn the_wording_of_the_report_decides_between_full_forms() {
        let office = office_at("教体局").unwrap();
        assert_eq!(office.full(&["甲县教育和体育局"]), "教育和体育局");
        assert!(office.may_be(&office_at("教育和体育局").unwrap()));
        assert!(!office.may_be(&office_at("教育局").unwrap()));
    }
}

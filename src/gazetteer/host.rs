//! Which divisions the host name of a government's site may stand for.
//!
//! Governments name their sites after their place: in pinyin (`changzhi.gov.cn`), by its initials
//! (`xm.gov.cn`), with the province or city before it (`yncxym.gov.cn` is 云南 楚雄 元谋), with the
//! department before that (`wjw.xm.gov.cn`). Initials stand for many places at once, and counties'
//! sites carry their cities' reports and the other way round: the host tells apart what other
//! evidence leaves open, and leads nowhere by itself.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::table::{Existence, Gazetteer, Node, NodeId};
use crate::report::Level;

/// Where a government's site must lie: copies elsewhere say nothing of the place.
const ENDING: [&str; 2] = ["gov", "cn"];

/// What is put before the name of a place that others share, beside its province or city.
const COUNTRY: &str = "cn";

/// Departments and offices that are written behind the place in one word: `cqrd` is 重庆 人大.
const BEHIND: [&str; 12] =
    ["gov", "zfw", "zf", "rd", "zx", "sft", "sfj", "wjw", "jyj", "czj", "sjj", "scjg"];

/// How a host names a division, the surest way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HostForm {
    /// Its name in pinyin alone: `changzhi`.
    Name,
    /// Its province, its city or the country, then its name: `gddongyuan`.
    NameBelow,
    /// Its province or its city, then its initials: `yncxym`, `hzsc`.
    InitialsBelow,
    /// Its initials alone: `xm`; most stand for several divisions.
    Initials,
}

/// A division that a host may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HostMatch {
    /// The division.
    pub node: NodeId,
    /// How the host names it.
    pub form: HostForm,
}

/// Returns the divisions that the host of `url` may stand for, the surest form first, and of one
/// form those that exist before former ones and larger before smaller ones; each once.
///
/// Only hosts below `gov.cn` stand for any.
///
/// ```
/// use chabao::gazetteer::{Gazetteer, HostForm, host_candidates};
/// let found = host_candidates("http://wjw.yncxym.gov.cn/info/1.htm");
/// assert_eq!(Gazetteer::shared().node(found[0].node).name, "元谋县");
/// assert_eq!(found[0].form, HostForm::InitialsBelow);
/// assert!(host_candidates("https://example.com/changzhi.gov.cn").is_empty());
/// ```
#[must_use]
pub fn host_candidates(url: &str) -> Vec<HostMatch> {
    let host = host_of(url);
    let labels: Vec<&str> = host.split('.').filter(|label| !label.is_empty()).collect();
    let Some(labels) = labels.strip_suffix(&ENDING) else { return Vec::new() };
    let keys = Keys::shared();
    let Some((outer, inner)) = labels.split_last() else { return Vec::new() };
    let outer = keys.read(outer);
    let mut found: Vec<HostMatch> = Vec::new();
    // A label before the last is mostly a department; it is a place where it spells one that lies
    // in what the last may stand for.
    for label in inner.iter().rev() {
        let lies_below = |node: NodeId| {
            outer.iter().any(|outer| Gazetteer::shared().is_within(node, outer.node))
        };
        let places = keys.read(label).into_iter().filter(|found| found.form <= HostForm::NameBelow);
        found.extend(places.filter(|found| outer.is_empty() || lies_below(found.node)));
    }
    found.extend(outer);
    let mut seen = HashSet::new();
    found.retain(|candidate| seen.insert(candidate.node));
    found
}

/// Returns the host of `url` in lower case, without port.
fn host_of(url: &str) -> String {
    let rest = url.trim().split_once("//").map_or(url.trim(), |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default().to_ascii_lowercase()
}

/// How a key stands for a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Initials,
}

/// The words that hosts are made of, each with the divisions it may stand for.
struct Keys {
    divisions: HashMap<String, Vec<(NodeId, Kind)>>,
    /// For each division that others lie in, the words it goes by.
    words: HashMap<NodeId, Vec<String>>,
}

impl Keys {
    /// Returns the keys, which are made once per process, when the first host is asked for.
    fn shared() -> &'static Self {
        static SHARED: OnceLock<Keys> = OnceLock::new();
        SHARED.get_or_init(|| Self::new(Gazetteer::shared()))
    }

    fn new(gazetteer: &Gazetteer) -> Self {
        let mut keys = Self { divisions: HashMap::new(), words: HashMap::new() };
        for id in gazetteer.nodes() {
            let node = gazetteer.node(id);
            for (word, kind) in words_of(node.pinyin, node.name) {
                if node.level < Level::County {
                    keys.words.entry(id).or_default().push(word.clone());
                }
                let readings = keys.divisions.entry(word).or_default();
                if readings.iter().all(|&(other, _)| other != id) {
                    readings.push((id, kind));
                }
            }
        }
        keys
    }

    /// Returns what one label of a host may stand for, the surest first.
    fn read(&self, label: &str) -> Vec<HostMatch> {
        let mut found = self.read_bare(label);
        for behind in BEHIND {
            if found.is_empty()
                && let Some(place) = label.strip_suffix(behind)
            {
                found = self.read_bare(place);
            }
        }
        let gazetteer = Gazetteer::shared();
        found.sort_by_key(|candidate| {
            let node = gazetteer.node(candidate.node);
            let is_former = matches!(node.existence, Existence::Former { .. });
            (candidate.form, is_former, node.level, node.code)
        });
        let mut seen = HashSet::new();
        found.retain(|candidate| seen.insert(candidate.node));
        found
    }

    /// Reads a label as a place with or without those it lies in before it.
    fn read_bare(&self, label: &str) -> Vec<HostMatch> {
        let splits = label.char_indices().filter_map(|(at, _)| label.split_at_checked(at));
        let mut found = Vec::new();
        for (before, own) in splits {
            for &(node, kind) in self.divisions.get(own).map_or(&[][..], Vec::as_slice) {
                let form = match (before.is_empty(), kind) {
                    (true, Kind::Name) => HostForm::Name,
                    (true, Kind::Initials) => HostForm::Initials,
                    (false, Kind::Name) => HostForm::NameBelow,
                    (false, Kind::Initials) => HostForm::InitialsBelow,
                };
                let fits = before.is_empty()
                    || (before == COUNTRY && kind == Kind::Name)
                    || self.lead_to(before, node);
                if fits {
                    found.push(HostMatch { node, form });
                }
            }
        }
        found
    }

    /// Returns whether `before` is the province, the prefecture, or both, that `node` lies in.
    fn lead_to(&self, before: &str, node: NodeId) -> bool {
        let node = Gazetteer::shared().node(node);
        let words = |above: Option<NodeId>| {
            above.and_then(|above| self.words.get(&above)).map_or(&[][..], Vec::as_slice)
        };
        let (provinces, prefectures) = (words(node.province), words(node.prefecture));
        let below = |rest: &str| prefectures.iter().any(|word| word == rest);
        below(before)
            || provinces.iter().any(|word| {
                before
                    .strip_prefix(word.as_str())
                    .is_some_and(|rest| rest.is_empty() || below(rest))
            })
    }
}

/// Returns how a division is spelled in Latin letters: in pinyin and in its initials, with the kind
/// of the division behind and without.
///
/// ```
/// use chabao::gazetteer::{Gazetteer, spellings};
/// let node = Gazetteer::shared().by_code("411224").unwrap();
/// assert_eq!(spellings(Gazetteer::shared().node(node)), ["lushixian", "lushi", "lsx", "ls"]);
/// ```
#[must_use]
pub fn spellings(node: &Node) -> Vec<String> {
    words_of(node.pinyin, node.name).into_iter().map(|(word, _)| word).collect()
}

/// Returns the words that a division goes by: its name and its initials, with and without the kind.
fn words_of(pinyin: &str, name: &str) -> Vec<(String, Kind)> {
    let kind = kind_of(name);
    let mut words = Vec::new();
    for spelling in pinyin.split_whitespace() {
        // 滨海新区 goes by 滨海 too.
        let bare = spelling.strip_suffix("'xin").filter(|_| name.ends_with("新区"));
        for (spelling, kind) in [(Some(spelling), kind), (bare, None)] {
            let Some(spelling) = spelling else { continue };
            let whole = spelling.replace('\'', "");
            words.extend(kind.map(|kind| (format!("{whole}{kind}"), Kind::Name)));
            words.push((whole, Kind::Name));
            for initials in initials_of(spelling) {
                let first = kind.and_then(|kind| kind.chars().next());
                words.extend(first.map(|kind| (format!("{initials}{kind}"), Kind::Initials)));
                words.push((initials, Kind::Initials));
            }
        }
    }
    words
}

/// Returns the initials of a name: 齐齐哈尔 is qqhe and qqhr, 昌平 is cp and chp.
fn initials_of(spelling: &str) -> Vec<String> {
    let syllables: Vec<&str> = spelling.split('\'').collect();
    let [first, rest @ ..] = syllables.as_slice() else { return Vec::new() };
    if rest.is_empty() {
        return Vec::new();
    }
    let initial = |syllable: &&str| syllable.chars().next();
    let rest_plain: String = rest.iter().filter_map(initial).collect();
    let mut all: Vec<String> =
        initial(first).map(|c| format!("{c}{rest_plain}")).into_iter().collect();
    if syllables.contains(&"er") {
        let sounded =
            |syllable: &&str| if *syllable == "er" { Some('r') } else { initial(syllable) };
        all.push(syllables.iter().filter_map(sounded).collect());
    }
    let digraph = ["zh", "ch", "sh"].into_iter().find(|digraph| first.starts_with(digraph));
    all.extend(digraph.map(|digraph| format!("{digraph}{rest_plain}")));
    all
}

/// Returns the kind of a division in pinyin, where it is no part of the short name.
fn kind_of(name: &str) -> Option<&'static str> {
    /// The fewest characters of a name that still stands by itself without its kind.
    const SHORTEST: usize = 2;
    let kinds = [
        ("区", "qu"),
        ("县", "xian"),
        ("市", "shi"),
        ("州", "zhou"),
        ("省", "sheng"),
        ("旗", "qi"),
        ("盟", "meng"),
    ];
    let (written, kind) = kinds.into_iter().find(|(written, _)| name.ends_with(written))?;
    let bare = name.strip_suffix(written)?;
    (bare.chars().count() >= SHORTEST).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the candidates of a host, as code and form.
    fn read(host: &str) -> Vec<(&'static str, HostForm)> {
        let gazetteer = Gazetteer::shared();
        let found = host_candidates(host).into_iter();
        found.map(|found| (gazetteer.node(found.node).code, found.form)).collect()
    }

    #[test]
    fn hosts_name_places_in_many_ways() {
        use HostForm::{Initials, InitialsBelow, Name, NameBelow};
        for (url, code, form) in [
            ("http://www.changzhi.gov.cn/", "140400", Name),
            ("https://dazu.gov.cn/zwgk", "500111", Name),
            ("www.xuwen.gov.cn", "440825", Name),
            ("HTTP://WWW.LIANHU.GOV.CN:8080/a?b=c.d", "610104", Name),
            ("http://www.urumqi.gov.cn", "650100", Name),
            ("http://www.huancui.gov.cn", "371002", Name),
            ("http://shaanxi.gov.cn", "610000", Name),
            ("http://www.gddongyuan.gov.cn", "441625", NameBelow),
            ("http://www.cnlongxi.gov.cn", "621122", NameBelow),
            ("http://www.yncxym.gov.cn", "532328", InitialsBelow),
            ("http://www.cqjlp.gov.cn", "500107", InitialsBelow),
            ("http://www.tjjh.gov.cn", "120118", InitialsBelow),
            ("http://www.tjbh.gov.cn", "120116", InitialsBelow),
            ("http://www.jmsqjq.gov.cn", "230804", InitialsBelow),
            ("http://www.hzsc.gov.cn", "330102", InitialsBelow),
            ("http://www.szlhq.gov.cn", "440303", InitialsBelow),
            ("http://www.fjtn.gov.cn", "350429", InitialsBelow),
            ("http://www.kmsm.gov.cn", "530127", InitialsBelow),
            ("http://www.bjchp.gov.cn", "110114", InitialsBelow),
            ("http://www.jyg.gov.cn", "620200", Initials),
            ("http://wjw.sm.gov.cn", "350400", Initials),
            ("http://wjw.gz.gov.cn", "440100", Initials),
            ("http://www.cqrd.gov.cn", "500000", Initials),
            ("http://sjj.zaozhuang.gov.cn", "370400", Name),
            ("http://sft.jiangsu.gov.cn", "320000", Name),
            ("http://lianhu.xa.gov.cn", "610104", Name),
        ] {
            let found = read(url);
            assert!(found.contains(&(code, form)), "{url}: {found:?}");
        }
    }

    #[test]
    fn the_surest_form_stands_first_and_no_division_twice() {
        assert_eq!(read("changzhi.gov.cn").first(), Some(&("140400", HostForm::Name)));
        assert_eq!(read("yncxym.gov.cn"), [("532328", HostForm::InitialsBelow)]);
        assert_eq!(read("lianhu.xa.gov.cn").first(), Some(&("610104", HostForm::Name)));
        // Of many with the same initials those that exist and the larger ones lead.
        let initials = read("sm.gov.cn");
        assert_eq!(initials.first(), Some(&("350400", HostForm::Initials)));
        for host in ["sm", "gz", "chaoyang", "xa", "lianhu.xa", "cqyb", "sx"] {
            let found = host_candidates(&format!("{host}.gov.cn"));
            let nodes: HashSet<NodeId> = found.iter().map(|found| found.node).collect();
            assert_eq!(nodes.len(), found.len(), "{host}");
        }
    }

    #[test]
    fn only_sites_of_governments_stand_for_places() {
        for url in [
            "",
            "http://",
            "http://www.gov.cn/zhengce",
            "http://changzhi.com",
            "http://changzhi.gov.cn.example.com/",
            "http://changzhigov.cn",
            "https://example.com/changzhi.gov.cn",
            "长治.gov.cn",
        ] {
            assert!(read(url).is_empty(), "{url}: {:?}", read(url));
        }
    }

    #[test]
    fn places_keep_readings_of_their_own() {
        let gazetteer = Gazetteer::shared();
        for pair in "
            重庆 chongqing 厦门 xiamen 番禺 panyu 乐清 yueqing 乐亭 laoting 长治 changzhi 六安 luan
            漳州 zhangzhou 昭阳 zhaoyang 朝阳 chaoyang 大足 dazu 浚县 xunxian 蔚县 yuxian
            涡阳 guoyang 铅山 yanshan 歙县 shexian 黟县 yixian 东莞 dongguan 亳州 bozhou
            台州 taizhou 天台 tiantai 丽水 lishui 荥阳 xingyang 中牟 zhongmu 尉氏 weishi
            单县 shanxian 莘县 shenxian 阿坝 aba 洪洞 hongtong 繁峙 fanshi 井陉 jingxing
            蠡县 lixian 巴彦淖尔 bayannur 呼和浩特 hohhot 呼和浩特 huhhot 乌鲁木齐 urumqi
            哈尔滨 haerbin 哈尔滨 harbin 西藏 xizang 陕西 shaanxi 林芝 linzhi 林芝 nyingchi
            日喀则 rikaze 喀什 kashi 吐鲁番 turpan 渑池 mianchi 泌阳 biyang 枞阳 zongyang
            监利 jianli 郫都 pidu 犍为 qianwei 筠连 junlian 什邡 shifang 大荔 dali 吴堡 wubu
            柞水 zhashui 儋州 danzhou 临朐 linqu 东阿 donge 曲阜 qufu 牟平 muping 芝罘 zhifu
            济南 jinan 盱眙 xuyi 邗江 hanjiang 六合 luhe 嵊州 shengzhou 鄞州 yinzhou
            丽江 lijiang 勐海 menghai 弥勒 mile 会泽 huize 会昌 huichang 漯河 luohe 珲春 hunchun
            蚌埠 bengbu 马尾 mawei 崆峒 kongtong 伽师 jiashi 荥经 yingjing 曾都 zengdu
            长子 zhangzi 都匀 duyun 疏勒 shule 佛冈 fogang 闵行 minhang 民乐 minle"
            .split_whitespace()
            .collect::<Vec<_>>()
            .chunks(2)
        {
            let [name, pinyin] = pair else { panic!("{pair:?}") };
            let named = gazetteer.named(name);
            let found = host_candidates(&format!("{pinyin}.gov.cn"));
            let is_named = |found: &HostMatch| {
                found.form == HostForm::Name && named.iter().any(|it| it.node == found.node)
            };
            assert!(found.iter().any(is_named), "{name} {pinyin}");
        }
        for (pinyin, name) in
            [("qqhr", "齐齐哈尔"), ("nmg", "内蒙古"), ("klmy", "克拉玛依"), ("tlf", "吐鲁番")]
        {
            let found = host_candidates(&format!("{pinyin}.gov.cn"));
            let named = gazetteer.named(name);
            assert!(
                found.iter().any(|it| named.iter().any(|named| named.node == it.node)),
                "{name}"
            );
        }
    }

    #[test]
    #[ignore = "needs ../shared"]
    fn hosts_of_real_pages_hold_the_right_place() {
        let (mut all, mut among, mut first, mut alone) = (0, 0, 0, 0);
        for page in &crate::testing::pages() {
            let text = |name: &str| page.get(name).and_then(|it| it.as_str()).unwrap_or_default();
            let right: String = ["prov", "city", "county"].map(text).concat();
            let url = text("url");
            if right.is_empty() || !host_of(url).ends_with(".gov.cn") {
                continue;
            }
            let node = super::super::named_region(&right).unwrap_or_else(|e| panic!("{e}"));
            let found = host_candidates(url);
            let of_best =
                found.iter().filter(|it| Some(it.form) == found.first().map(|it| it.form));
            let is_first = found.first().is_some_and(|it| it.node == node);
            all += 1;
            among += usize::from(found.iter().any(|it| it.node == node));
            first += usize::from(is_first);
            alone += usize::from(is_first && of_best.count() == 1);
        }
        crate::testing::notice(&format!(
            "of {all} hosts below gov.cn {among} may stand for the right place; it comes first of \
             {first}, and alone of {alone}"
        ));
        assert!(among >= 27 && first >= 24 && alone >= 16, "{among} {first} {alone}");
    }
}

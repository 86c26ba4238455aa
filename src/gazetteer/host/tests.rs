//! Tests of hosts, some of real pages.

use super::*;

/// Returns the candidates of a host as codes and forms.
fn read(host: &str) -> Vec<(&'static str, HostForm)> {
    let gazetteer = Gazetteer::shared();
    let found = host_candidates(host).into_iter();
    found.map(|found| (gazetteer.node(found.node).code, found.form)).collect()
}

#[test]
fn divisions_are_spelled_in_letters() {
    let gazetteer = Gazetteer::shared();
    let node = gazetteer.node(gazetteer.by_code("411224").unwrap());
    assert_eq!(spellings(node), ["lushixian", "lushi", "lsx", "ls"]);
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
fn the_most_reliable_form_comes_first_and_no_division_twice() {
    assert_eq!(read("changzhi.gov.cn").first(), Some(&("140400", HostForm::Name)));
    assert_eq!(read("yncxym.gov.cn"), [("532328", HostForm::InitialsBelow)]);
    assert_eq!(read("lianhu.xa.gov.cn").first(), Some(&("610104", HostForm::Name)));
    // Of many with the same initials, existing and larger ones come first.
    let initials = read("sm.gov.cn");
    assert_eq!(initials.first(), Some(&("350400", HostForm::Initials)));
    for host in ["sm", "gz", "chaoyang", "xa", "lianhu.xa", "cqyb", "sx"] {
        let found = host_candidates(&format!("{host}.gov.cn"));
        let nodes: HashSet<NodeId> = found.iter().map(|found| found.node).collect();
        assert_eq!(nodes.len(), found.len(), "{host}");
    }
}

#[test]
fn only_government_sites_mean_places() {
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
        assert!(found.iter().any(|it| named.iter().any(|named| named.node == it.node)), "{name}");
    }
}

#[test]
#[ignore = "needs ../shared"]
fn hosts_of_real_pages_include_the_right_place() {
    let (mut all, mut among, mut first, mut alone) = (0, 0, 0, 0);
    for page in &crate::testing::pages() {
        let text = |name: &str| page.get(name).and_then(|it| it.as_str()).unwrap_or_default();
        let right: String = ["prov", "city", "county"].map(text).concat();
        let url = text("url");
        if right.is_empty() || !host_of(url).ends_with(".gov.cn") {
            continue;
        }
        let node = super::super::find_region(&right).unwrap_or_else(|e| panic!("{e}"));
        let found = host_candidates(url);
        let of_best = found.iter().filter(|it| Some(it.form) == found.first().map(|it| it.form));
        let is_first = found.first().is_some_and(|it| it.node == node);
        all += 1;
        among += usize::from(found.iter().any(|it| it.node == node));
        first += usize::from(is_first);
        alone += usize::from(is_first && of_best.count() == 1);
    }
    crate::testing::notice(&format!(
        "of {all} hosts below gov.cn {among} include the right place; it comes first of \
         {first}, and alone of {alone}"
    ));
    assert!(among >= 27 && first >= 24 && alone >= 16, "{among} {first} {alone}");
}

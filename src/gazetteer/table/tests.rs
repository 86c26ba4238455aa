//! Tests of the table: every line, names, homonyms, former divisions.

use super::super::row::PACKED;
use super::*;

fn regions(name: &str) -> Vec<String> {
    let gazetteer = Gazetteer::shared();
    gazetteer.named(name).iter().map(|named| gazetteer.region(named.node).to_string()).collect()
}

#[test]
fn every_line_of_the_table_is_a_node() {
    let gazetteer = Gazetteer::shared();
    assert_eq!(gazetteer.nodes.len(), table().lines().count() - 1);
    for node in &gazetteer.nodes {
        assert_eq!(node.code.len(), 6, "{}", node.name);
        assert_eq!(node.province.is_none(), node.level == Level::Province, "{}", node.name);
    }
}

#[test]
fn the_table_is_packed_small_and_comes_out_whole() {
    const MOST: usize = 100_000;
    let source = include_str!("../divisions.tsv");
    assert!(PACKED.len() < MOST, "{} bytes", PACKED.len());
    assert_eq!(table().lines().count(), source.lines().count());
    for (line, expected) in table().lines().zip(source.lines()) {
        assert!(line.split('\t').eq(expected.split('\t')), "{line}");
    }
    let gazetteer = Gazetteer::shared();
    let mut nodes: Vec<NodeId> = gazetteer.nodes().collect();
    for line in source.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, level, province, prefecture, county, _, kind, successor, until, pinyin] =
            fields[..]
        else {
            panic!("{line}");
        };
        let name = [county, prefecture, province].into_iter().find(|name| !name.is_empty());
        let at = nodes.iter().position(|&id| {
            let node = gazetteer.node(id);
            (node.code, Some(node.name)) == (code, name)
        });
        let id = nodes.swap_remove(at.unwrap_or_else(|| panic!("{line}")));
        let node = gazetteer.node(id);
        assert_eq!((node.level as usize + 1).to_string(), level, "{line}");
        assert_eq!(node.pinyin, pinyin, "{line}");
        let above = |id: Option<NodeId>| id.map_or("", |id| gazetteer.node(id).name);
        if node.level > Level::Province {
            assert_eq!(above(node.province), province, "{line}");
        }
        if node.level > Level::Prefecture {
            assert_eq!(above(node.prefecture), prefecture, "{line}");
        }
        let existence = match node.existence {
            Existence::Current => ("cur", None, None),
            Existence::Zone => ("zone", None, None),
            Existence::Former { successor, until } => ("hist", successor, until),
        };
        let expected = (kind, Some(successor).filter(|it| !it.is_empty()), until.parse().ok());
        assert_eq!(existence, expected, "{line}");
    }
    assert!(nodes.is_empty());
}

#[test]
fn names_are_known_in_full_and_in_short() {
    for (name, expected) in [
        ("酉阳土家族苗族自治县", "重庆市 › 酉阳土家族苗族自治县"),
        ("酉阳自治县", "重庆市 › 酉阳土家族苗族自治县"),
        ("酉阳县", "重庆市 › 酉阳土家族苗族自治县"),
        ("酉阳", "重庆市 › 酉阳土家族苗族自治县"),
        ("巴南", "重庆市 › 巴南区"),
        ("定襄", "山西省 › 忻州市 › 定襄县"),
        ("恩施州", "湖北省 › 恩施土家族苗族自治州"),
        ("广西", "广西壮族自治区"),
        ("仙桃市", "湖北省 › 仙桃市"),
        ("赵县", "河北省 › 石家庄市 › 赵县"),
        ("浦东新区", "上海市 › 浦东新区"),
        ("鄂伦春旗", "内蒙古自治区 › 呼伦贝尔市 › 鄂伦春自治旗"),
        ("沧州经济开发区", "河北省 › 沧州市 › 河北沧州经济开发区"),
    ] {
        assert_eq!(regions(name), [expected], "{name}");
    }
    assert!(regions("赵").is_empty());
    assert!(regions("浦东新").is_empty());
}

#[test]
fn homonyms_keep_all_their_readings() {
    assert_eq!(regions("桥西区").len(), 2);
    assert_eq!(regions("鼓楼区").len(), 4);
    assert_eq!(regions("海南").len(), 3);
}

#[test]
fn former_divisions_are_nodes_with_a_successor() {
    let gazetteer = Gazetteer::shared();
    let node = gazetteer.named("武隆县").first().map(|named| gazetteer.node(named.node));
    let existence = node.map(|node| node.existence);
    assert_eq!(existence, Some(Existence::Former { successor: Some("500156"), until: Some(2016) }));
    assert_eq!(regions("莱城区"), ["山东省 › 莱芜市 › 莱城区"]);
}

#[test]
fn former_divisions_are_found_by_what_they_became() {
    let predecessors = |gazetteer: &Gazetteer, code: &str| -> Vec<&'static str> {
        let node = gazetteer.by_code(code).expect("a division");
        gazetteer.predecessors(node).map(|id| gazetteer.node(id).name).collect()
    };
    for (code, expected) in [
        ("500157", &["江北区", "渝北区"][..]),
        // Another code, and the same code.
        ("500156", &["武隆县"]),
        ("210112", &["东陵区"]),
        // A prefecture that became a county of another one, with what lay in it.
        ("370100", &["莱芜市", "莱城区"]),
        // What lay within it is found by that.
        ("500000", &[]),
        ("500112", &[]),
    ] {
        assert_eq!(predecessors(Gazetteer::shared(), code), expected, "{code}");
    }
    let table = "\
        code\tlevel\tprov\tcity\tname3\tshort\tkind\tsuccessor\tuntil\tpinyin\n\
        110000\t1\t甲省\t\t\t甲\tcur\t\t\tjia\n\
        110101\t3\t甲省\t\t乙县\t乙县\thist\t110102\t2016\tyi'xian\n\
        110102\t3\t甲省\t\t丙县\t丙县\thist\t110103\t2018\tbing'xian\n\
        110103\t3\t甲省\t\t丁县\t丁县\tcur\t\t\tding'xian\n\
        110104\t3\t甲省\t\t戊县\t戊县\thist\t110105\t2016\twu'xian\n\
        110105\t3\t甲省\t\t己县\t己县\thist\t110104\t2016\tji'xian\n";
    let gazetteer = Gazetteer::read(table);
    assert_eq!(predecessors(&gazetteer, "110103"), ["乙县", "丙县"]);
    assert_eq!(predecessors(&gazetteer, "110102"), ["乙县"]);
    assert_eq!(predecessors(&gazetteer, "110104"), ["己县"]);
}

#[test]
fn the_longest_name_comes_first() {
    let gazetteer = Gazetteer::shared();
    let found: Vec<&str> =
        gazetteer.beginnings("酉阳自治县卫生健康委员会").map(|(name, _)| name).collect();
    assert_eq!(found, ["酉阳自治县", "酉阳"]);
}

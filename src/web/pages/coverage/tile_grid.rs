//! The provinces as tiles of one size, arranged so that neighbours stay neighbours.

use crate::web::pages::layout::PageContext;

/// Where a word may break at the end of a line (a soft hyphen).
const MAY_BREAK: char = '\u{AD}';

/// A province: the place of its tile, counted from the top left, its code, and its names.
pub(super) struct Tile {
    pub(super) row: u8,
    pub(super) column: u8,
    pub(super) code: &'static str,
    pub(super) letter: &'static str,
    pub(super) short: &'static str,
    pub(super) full: &'static str,
    /// With soft hyphens.
    pub(super) english: &'static str,
}

macro_rules! tiles {
    ($($row:literal $column:literal $code:literal $letter:literal $short:literal $full:literal $english:literal;)*) => {
        /// The provinces from north to south, and in each row from west to east.
        pub(super) const TILES: [Tile; 34] = [$(Tile {
            row: $row, column: $column, code: $code, letter: $letter, short: $short, full: $full,
            english: $english,
        }),*];
    };
}

tiles! {
    1 8 "230000" "黑" "黑龙江" "黑龙江省" "Heilong\u{AD}jiang";
    2 8 "220000" "吉" "吉林" "吉林省" "Jilin";
    3 5 "150000" "蒙" "内蒙古" "内蒙古自治区" "Inner Mongolia";
    3 6 "110000" "京" "北京" "北京市" "Beijing";
    3 7 "210000" "辽" "辽宁" "辽宁省" "Liaoning";
    4 1 "650000" "新" "新疆" "新疆维吾尔自治区" "Xinjiang";
    4 2 "630000" "青" "青海" "青海省" "Qinghai";
    4 3 "620000" "甘" "甘肃" "甘肃省" "Gansu";
    4 4 "640000" "宁" "宁夏" "宁夏回族自治区" "Ningxia";
    4 5 "140000" "晋" "山西" "山西省" "Shanxi";
    4 6 "130000" "冀" "河北" "河北省" "Hebei";
    4 7 "120000" "津" "天津" "天津市" "Tianjin";
    5 1 "540000" "藏" "西藏" "西藏自治区" "Tibet";
    5 2 "510000" "川" "四川" "四川省" "Sichuan";
    5 3 "500000" "渝" "重庆" "重庆市" "Chongqing";
    5 4 "610000" "陕" "陕西" "陕西省" "Shaanxi";
    5 5 "410000" "豫" "河南" "河南省" "Henan";
    5 6 "370000" "鲁" "山东" "山东省" "Shandong";
    6 2 "530000" "云" "云南" "云南省" "Yunnan";
    6 3 "520000" "贵" "贵州" "贵州省" "Guizhou";
    6 4 "420000" "鄂" "湖北" "湖北省" "Hubei";
    6 5 "340000" "皖" "安徽" "安徽省" "Anhui";
    6 6 "320000" "苏" "江苏" "江苏省" "Jiangsu";
    6 7 "310000" "沪" "上海" "上海市" "Shanghai";
    7 3 "450000" "桂" "广西" "广西壮族自治区" "Guangxi";
    7 4 "430000" "湘" "湖南" "湖南省" "Hunan";
    7 5 "360000" "赣" "江西" "江西省" "Jiangxi";
    7 6 "330000" "浙" "浙江" "浙江省" "Zhejiang";
    8 4 "440000" "粤" "广东" "广东省" "Guangdong";
    8 5 "350000" "闽" "福建" "福建省" "Fujian";
    8 7 "710000" "台" "台湾" "台湾省" "Taiwan";
    9 3 "460000" "琼" "海南" "海南省" "Hainan";
    9 4 "820000" "澳" "澳门" "澳门特别行政区" "Macao";
    9 5 "810000" "港" "香港" "香港特别行政区" "Hong Kong";
}

impl Tile {
    /// Returns the full name.
    pub(super) fn full_name(&self, context: &PageContext) -> String {
        context.pick(self.english, self.full).replace(MAY_BREAK, "")
    }

    /// Returns the name without the word for its kind.
    pub(super) fn name(&self, context: &PageContext) -> String {
        context.pick(self.english, self.short).replace(MAY_BREAK, "")
    }
}

/// Returns the name of a province in the language of the page, without the word for its kind.
pub(super) fn name_in(context: &PageContext, full: &str) -> String {
    let tile = TILES.iter().find(|tile| tile.full == full);
    tile.map_or_else(|| full.to_owned(), |tile| tile.name(context))
}

/// Returns the Chinese name of a province without the word for its kind.
pub(in crate::web::pages) fn short_name(full: &str) -> &str {
    TILES.iter().find(|tile| tile.full == full).map_or(full, |tile| tile.short)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::gazetteer::Gazetteer;

    /// The provinces with those they border on, each border once.
    const BORDERS: [(&str, &str); 30] = [
        ("黑", "吉蒙"),
        ("吉", "辽蒙"),
        ("辽", "蒙冀"),
        ("蒙", "冀晋陕宁甘"),
        ("京", "冀津"),
        ("津", "冀"),
        ("冀", "晋豫鲁"),
        ("晋", "陕豫"),
        ("鲁", "豫皖苏"),
        ("豫", "陕鄂皖"),
        ("陕", "宁甘川渝鄂"),
        ("宁", "甘"),
        ("甘", "新青川"),
        ("青", "新藏川"),
        ("新", "藏"),
        ("藏", "川云"),
        ("川", "渝贵云"),
        ("渝", "鄂湘贵"),
        ("鄂", "皖赣湘"),
        ("皖", "苏浙赣"),
        ("苏", "沪浙"),
        ("沪", "浙"),
        ("浙", "赣闽"),
        ("赣", "湘粤闽"),
        ("湘", "贵桂粤"),
        ("贵", "云桂"),
        ("云", "桂"),
        ("桂", "粤"),
        ("粤", "闽港澳琼"),
        ("闽", "台"),
    ];

    fn tile(letter: &str) -> &'static Tile {
        TILES.iter().find(|tile| tile.letter == letter).expect(letter)
    }

    #[test]
    fn every_province_has_a_tile_and_a_place_of_its_own() {
        let gazetteer = Gazetteer::shared();
        for tile in &TILES {
            let node = gazetteer.node(gazetteer.by_code(tile.code).expect(tile.full));
            assert_eq!(node.name, tile.full);
            assert!(tile.full.starts_with(tile.short), "{}", tile.full);
            assert!((1..=9).contains(&tile.row) && (1..=8).contains(&tile.column));
        }
        let provinces = gazetteer.nodes().filter(|&node| gazetteer.node(node).province.is_none());
        assert_eq!(provinces.count(), TILES.len());
        let places: Vec<(u8, u8)> = TILES.iter().map(|tile| (tile.row, tile.column)).collect();
        assert!(places.is_sorted(), "the keyboard goes through them as one reads");
        assert_eq!(places.iter().collect::<BTreeSet<_>>().len(), TILES.len());
    }

    #[test]
    fn neighbours_stay_neighbours() {
        let mut apart = Vec::new();
        let mut borders = 0;
        for (one, others) in BORDERS {
            for other in others.chars() {
                borders += 1;
                let (a, b) = (tile(one), tile(&other.to_string()));
                if a.row.abs_diff(b.row) > 1 || a.column.abs_diff(b.column) > 1 {
                    apart.push(format!("{one}{other}"));
                }
            }
        }
        // The island is seen across its strait, and what runs around others cannot touch them all.
        let known = ["黑蒙", "吉蒙", "辽蒙", "蒙陕", "蒙甘", "陕川", "甘新", "渝湘", "闽台"];
        assert_eq!((apart, borders), (known.map(str::to_owned).to_vec(), 72));
    }

    #[test]
    fn north_stays_north_and_east_stays_east() {
        for (north, south) in [("黑", "粤"), ("京", "豫"), ("蒙", "晋"), ("青", "云"), ("鲁", "浙")]
        {
            assert!(tile(north).row < tile(south).row, "{north} {south}");
        }
        for (west, east) in [("新", "京"), ("藏", "沪"), ("川", "鄂"), ("陕", "鲁"), ("云", "闽")]
        {
            assert!(tile(west).column < tile(east).column, "{west} {east}");
        }
    }
}

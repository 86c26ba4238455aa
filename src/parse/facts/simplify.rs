//! Traditional characters of the names of places and agencies, with their simplified forms.
//!
//! Reports copied from sites for readers in Hong Kong and Taiwan write 湘潭縣衛生健康局. Facts are
//! found in the simplified form, one character for one, so that every position in the report stays
//! what it was. The table holds the characters that occur in names of divisions and agencies and
//! in titles; 乾 is left alone, because 乾县 and 乾安县 are written so in simplified text too. The
//! pairs are facts of the OpenCC table `TSCharacters` (Apache-2.0), in the order of code points.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Pairs of a traditional character and its simplified form.
const PAIRS: &str = "\
    亞亚佈布來来侖仑侷局倉仓個个們们倫伦偉伟備备傢家僑侨僕仆儀仪儲储兒儿兗兖內内兩两冊册凈净凱凯別别則则剋克剛刚創创劃划劍剑務务勝胜勸劝勻匀匯汇區区卽即厤历叢丛吳吴 \
    呂吕員员問问啓启啟启單单噹当嚮向囌苏國国圍围園园圖图團团垻坝執执堅坚堯尧報报場场塗涂墊垫墰坛墾垦壇坛壘垒壜坛壩坝壯壮壺壶壽寿夢梦夾夹婁娄婦妇孫孙學学宮宫實实寧宁 \
    審审寬宽寶宝將将尋寻導导岡冈峯峰島岛峽峡崍崃崑昆崗岗崙仑嵐岚嶗崂嶧峄嶺岭嶼屿嶽岳巒峦巖岩師师帶带幹干庫库廂厢廈厦廕荫廠厂廣广廬庐廳厅張张強强彆别彌弥彙汇彥彦彿佛 \
    後后從从復复徵征徹彻恆恒愛爱慄栗態态慶庆慼戚憑凭應应懞蒙懷怀戶户揚扬撫抚據据敎教敘叙數数於于時时晉晋暉晖曆历曏向書书會会東东柺拐査查棗枣棲栖楊杨業业極极榦干榮荣 \
    構构樂乐樅枞樑梁樓楼標标樹树樺桦橋桥機机橫横檔档檯台權权欒栾欽钦歷历歸归殘残氣气沖冲況况涇泾涼凉淥渌淨净淩凌淶涞渦涡渾浑湯汤準准溝沟溫温溮浉滄沧滎荥滙汇滿满漢汉 \
    漣涟漵溆潁颍潛潜潤润潯浔澗涧澠渑澤泽澱淀濛蒙濟济濰潍濱滨瀋沈瀏浏瀘泸瀰弥瀾澜灘滩灣湾灤滦為为烏乌無无煙烟煩烦燈灯營营爐炉爲为爾尔猶犹獅狮獨独獲获獻献現现琿珲瑤瑶 \
    瑪玛環环瓊琼甌瓯甕瓮產产産产甦苏甯宁畢毕當当疇畴疊叠療疗發发監监盤盘盧卢眞真矇蒙硯砚碩硕碭砀確确礄硚礦矿祿禄禪禅禮礼稅税稜棱稱称穀谷積积穫获窪洼競竞箇个節节範范 \
    簡简簽签籤签糧粮糰团紅红納纳紮扎細细紹绍組组結结統统絳绛綏绥經经綜综綠绿維维綵彩綿绵緊紧緑绿縉缙縣县總总績绩織织繞绕罈坛罎坛羅罗義义習习聖圣聞闻聯联聶聂肅肃脩修 \
    脫脱膠胶臘腊臥卧臨临臺台興兴舊旧舘馆荊荆莊庄華华菴庵菸烟萊莱萬万葉叶葯药蒼苍蓋盖蓮莲蔭荫蕪芜蕭萧薊蓟薌芗薑姜薩萨藍蓝藥药藴蕴藺蔺蘄蕲蘆芦蘇苏蘊蕴蘭兰蘿萝處处號号 \
    術术衕同衚胡衛卫衝冲裏里裡里複复規规覺觉觀观計计託托記记訥讷訪访設设許许詔诏試试誌志認认誼谊調调諸诸諾诺謀谋謙谦謝谢謨谟譙谯譜谱護护讀读讓让讚赞豐丰貝贝貞贞財财 \
    貢贡貫贯責责貴贵費费賀贺資资賈贾賓宾賚赉賢贤賽赛贊赞贛赣趙赵車车軍军載载輝辉輪轮輸输輿舆轉转辦办農农迴回連连週周進进遊游運运達达遙遥遜逊遠远遷迁遼辽邁迈邊边郟郏 \
    郵邮鄆郓鄉乡鄒邹鄖郧鄧邓鄭郑鄰邻鄲郸鄴邺醫医鈡钟鉅巨鉛铅銀银銅铜銷销鋒锋鋼钢錢钱錦锦錫锡錯错鍾钟鎣蓥鎭镇鎮镇鏡镜鐘钟鐵铁鑲镶長长門门開开間间閔闵閘闸閣阁閤合閩闽 \
    閬阆閻阎關关陘陉陝陕陰阴陳陈陸陆陽阳隊队隨随隴陇雙双雜杂雞鸡離离雲云電电霑沾靈灵靜静鞏巩韆千韓韩響响頂顶項项順顺頗颇領领頭头題题額额類类顧顾風风颱台餘余館馆饒饶 \
    馬马駐驻騰腾驊骅驗验驛驿體体髮发鬆松鬍胡鬥斗鬱郁魚鱼魯鲁鮁鲅鮮鲜鯉鲤鳩鸠鳳凤鳴鸣鴨鸭鶴鹤鷄鸡鷹鹰鹹咸鹼碱鹽盐麗丽麥麦麯曲麴曲黃黄點点黨党齊齐龍龙";

/// Returns whether `text` is written in traditional characters: any such text shows one of these
/// within its first lines.
pub(super) fn is_traditional(text: &str) -> bool {
    let is_sign = |character: char| {
        matches!(
            character,
            '縣' | '區'
                | '會'
                | '報'
                | '設'
                | '關'
                | '國'
                | '務'
                | '廳'
                | '衛'
                | '發'
                | '業'
                | '進'
                | '總'
                | '長'
                | '機'
        )
    };
    text.contains(is_sign)
}

/// Returns the simplified form of `character`, or the character itself.
pub(super) fn simplified(character: char) -> char {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let characters: Vec<char> = PAIRS.chars().filter(|c| !c.is_whitespace()).collect();
        characters.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
    });
    table.get(&character).copied().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_simplified_character_by_character() {
        for (traditional, expected) in [
            ("湘潭縣衛生健康局", "湘潭县卫生健康局"),
            ("臺灣省", "台湾省"),
            ("乾縣財政局", "乾县财政局"),
            ("江門市農業農村局", "江门市农业农村局"),
            ("法治政府建設年度報告", "法治政府建设年度报告"),
        ] {
            assert_eq!(traditional.chars().map(simplified).collect::<String>(), expected);
        }
    }

    #[test]
    fn simplified_names_stay_as_they_are() {
        let names = include_str!("../../gazetteer/divisions.tsv");
        assert!(names.chars().all(|character| simplified(character) == character));
        assert!(!is_traditional(names));
    }
}

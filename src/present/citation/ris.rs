//! The entry in RIS, which reference managers exchange.
//!
//! A line has a tag of two characters, two blanks, a hyphen, a blank and a value, and ends with a
//! carriage return and a line feed. `TY` comes first and `ER` last. A comma in an author divides the
//! surname from the other names, so one in an agency becomes a Chinese one. Days have slashes between
//! year, month and day, and one behind them.

use super::citation::{Citation, Cited};
use crate::report::Date;

impl Citation {
    /// Returns the entry.
    pub(super) fn to_ris(&self) -> String {
        let pages = || self.pages.iter().flat_map(|it| it.split('-')).map(str::to_owned);
        let kind = match self.cited_is {
            Cited::Report => "RPRT",
            Cited::Count => "DBASE",
        };
        let lines = [
            ("TY", Some(kind.to_owned())),
            ("ID", Some(self.id.clone())),
            ("AU", self.agency.as_ref().map(|agency| agency.replace(',', "，"))),
            ("TI", Some(self.title.clone())),
            ("SN", self.number.clone()),
            ("PY", self.issued.map(|day| day.year().to_string())),
            ("DA", self.issued.map(slashed)),
            ("SP", pages().next()),
            ("EP", pages().nth(1)),
            ("LA", Some("zh-CN".to_owned())),
            ("UR", self.url.clone()),
            ("Y2", self.cited.map(slashed)),
            ("N1", self.note.clone()),
            ("ER", Some(String::new())),
        ];
        let lines = lines.into_iter().filter_map(|(tag, value)| Some((tag, value?)));
        let lines: Vec<String> =
            lines.map(|(tag, value)| format!("{tag}  - {value}\r\n")).collect();
        lines.concat()
    }
}

fn slashed(day: Date) -> String {
    day.to_string().replace('-', "/") + "/"
}

#[cfg(test)]
mod tests {
    use super::super::citation::tests::{hostile, unknown, whole};
    use super::*;

    #[test]
    fn an_entry_has_a_line_for_what_is_known() {
        for (report, expected) in [
            (
                whole(),
                "TY  - RPRT|ID  - r1a2b3c4d5e6f|AU  - 云岫县卫生健康委员会|\
                 TI  - 云岫县卫生健康委员会2024年度法治政府建设情况报告|SN  - 云卫〔2025〕3号|PY  - 2025|\
                 DA  - 2025/01/20/|LA  - zh-CN|UR  - https://www.yunxiu.example/a.html?x=1&b=%e4|\
                 Y2  - 2026/11/25/|ER  - |",
            ),
            (unknown(), "TY  - RPRT|ID  - r1a2b3c4d5e6f|TI  - [报告]|LA  - zh-CN|ER  - |"),
            (
                hostile(),
                "TY  - RPRT|ID  - r1a2b3c4d5e6f|AU  - 云岫县， and 石燕县}|\
                 TI  - 100% {甲}} \"乙\" TY - JOUR ER - \\end{a} #1_b $c^2~ & </script>|LA  - zh-CN|\
                 UR  - https://a.example/x}{\\y%20|Y2  - 2026/11/25/|ER  - |",
            ),
        ] {
            let entry = Citation::new(&report, Date::new(2026, 11, 25)).to_ris();
            assert_eq!(entry.replace("\r\n", "|"), expected);
            assert!(entry.lines().skip(1).all(|line| !line.starts_with("TY  - ")));
        }
        let quoted = Citation::new(&unknown(), None).with_quotation(
            "第一段。\n第二段。",
            &["二、不足".to_owned(), "（一）能力".to_owned()],
        );
        let note = "N1  - “第一段。 第二段。”（二、不足 › （一）能力）\r\n";
        assert!(quoted.to_ris().contains(note), "{}", quoted.to_ris());
        for (pages, expected) in
            [([3, 3], "SP  - 3\r\nLA  - "), ([3, 4], "SP  - 3\r\nEP  - 4\r\nLA  - ")]
        {
            let entry = quoted.clone().with_pages(Some(pages)).to_ris();
            assert!(entry.contains(expected), "{entry}");
        }
    }
}

//! Sentences that are made or stored in English, and what they are in Chinese.
//!
//! An index keeps why a file cannot be read, why a correction was not used and where a clue was found
//! as an English sentence, and errors carry sentences of what is below them. JSON has them as they
//! are. Readers of Chinese get them by these patterns, in which `{}` stands for any text.

use std::borrow::Cow;

use crate::report::Language;

impl Language {
    /// Returns a sentence in this language that was made or stored in English. One of another
    /// program, or of another release, stays as it is.
    ///
    /// ```
    /// use chabao::report::Language;
    /// assert_eq!(Language::Chinese.sentence("the file is empty"), "文件是空的");
    /// ```
    #[must_use]
    pub fn sentence(self, english: &str) -> Cow<'_, str> {
        if self == Self::English {
            return Cow::Borrowed(english);
        }
        let mut patterns = PATTERNS.iter().flat_map(|patterns| patterns.iter());
        let found = patterns.find_map(|(pattern, chinese)| {
            let values = values(english, pattern)?;
            Some(filled(chinese, &values))
        });
        found.map_or(Cow::Borrowed(english), Cow::Owned)
    }
}

/// Returns what stands for each `{}` of a pattern that fits a text.
fn values<'t>(text: &'t str, pattern: &str) -> Option<Vec<&'t str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut values = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        let (value, after) =
            if is_last { (rest.strip_suffix(piece)?, "") } else { rest.split_once(piece)? };
        values.push(value);
        rest = after;
    }
    rest.is_empty().then_some(values)
}

/// Returns a Chinese pattern with values in the places of `{}`, each in Chinese too if it is a
/// sentence of its own.
fn filled(chinese: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut pieces = chinese.split("{}");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let value = values.next().copied().unwrap_or_default();
        // What stands in marks is the name of something.
        if out.ends_with(['`', '“']) {
            out += value;
        } else {
            out += &Language::Chinese.sentence(value);
        }
        out += piece;
    }
    out
}

/// A sentence in English and in Chinese; the values come in the same order.
type Pattern = (&'static str, &'static str);

const PATTERNS: [&[Pattern]; 6] = [FILES, DAMAGE, KINDS, CORRECTIONS, CLUES, INDEX];

/// Why a file cannot be read.
const FILES: &[Pattern] = &[
    ("the file is empty", "文件是空的"),
    ("there is no text in it", "文件中没有文字"),
    ("too large: {} MB, and the limit is {} MB", "太大：{} MB，上限是 {} MB"),
    ("not text: byte {} is NUL", "不是文本：第 {} 字节是空字符"),
    (
        "neither UTF-8, UTF-16 nor GB18030 (byte {} fits none)",
        "编码既不是 UTF-8、UTF-16，也不是 GB18030（第 {} 字节都不符合）",
    ),
    ("it is locked: a password is needed to open it", "已加密，需要密码才能打开"),
    ("no text layer: its pages are pictures (a scan)", "没有文字层：各页都是图片（扫描件）"),
    ("no text layer: it is a picture (a scan or a photo)", "没有文字层：是图片（扫描件或照片）"),
    (
        "no text layer: its fonts do not say which characters the glyphs are",
        "没有文字层：字体没有注明字形对应的字符",
    ),
    (
        "no text layer: the characters on its pages are not readable text",
        "没有文字层：页面上的字符不成文字",
    ),
    (
        "not readable text: its characters have a meaning only in the font it was written in",
        "文字无法辨认：字符只在原来的字体中才有意义",
    ),
    (
        "the page has no text: its content was loaded by a script, or is in a frame or an attached file",
        "网页中没有正文：内容由脚本载入，或在框架、附件中",
    ),
    ("an XML file of data, not a document", "是数据 XML，不是文档"),
    (
        "its content lies in an attached file, `{}`, which is not beside it",
        "正文在附件“{}”中，而附件不在旁边",
    ),
    ("its content lies in an attached file, `{}`: {}", "正文在附件“{}”中：{}"),
    ("damaged: {}", "已损坏：{}"),
    (
        "too large: its files expand to more than {} MB; {} of them were not read",
        "太大：其中的文件解压后超过 {} MB，有 {} 个没有读取",
    ),
    ("the archive holds no file", "压缩包中没有文件"),
    ("too large: it expands to more than {} MB", "太大：解压后超过 {} MB"),
    (
        "too large: it has more than {} MB of text; cut it into its reports",
        "太大：文字超过 {} MB，请拆成一份份报告",
    ),
    (
        "not a text that people wrote: it says the same characters over and over",
        "不是正常的文章：同样的字反复出现",
    ),
    ("a table that chabao wrote, not a report", "是 chabao 导出的表格，不是报告"),
    ("too deep: it nests more than {} levels", "嵌套太深：超过 {} 层"),
    ("given up after {} seconds", "读了 {} 秒仍未读完，已放弃"),
    ("reading it took more than {} MB of memory", "读取时占用的内存超过 {} MB"),
    ("the program failed on it; please report this", "程序读取时出错，请反馈给我们"),
    ("archives are nested too deeply", "压缩包嵌套太深"),
    (
        "an archive of this kind is not read: unpack it, or pack it as zip",
        "不读取这种压缩包：请解压，或改用 zip",
    ),
    (
        "the parts of an office document that was unpacked: pack them into one file again",
        "是解压后的办公文档的各个部分，请重新打包成一个文件",
    ),
    ("{}; its report stays as it was", "{}；索引中的报告保持原样"),
    ("{}; its {} reports stay as they were", "{}；索引中的 {} 份报告保持原样"),
    ("it is no longer there", "已不在原处"),
    ("permission denied", "没有权限"),
    ("it cannot be read", "无法读取"),
    ("it cannot be unpacked for it", "无法解压出来供识别"),
    ("there is no such file or folder", "没有这个文件或文件夹"),
    ("read", "读取"),
    ("write", "写入"),
    ("create", "建立"),
    ("start", "启动"),
    ("write a temporary file in", "把临时文件写入"),
    ("the disk is full", "磁盘已满"),
    ("the disk is read-only", "磁盘是只读的"),
    ("the output of `{}` is neither text nor PDF", "`{}` 的输出既不是文本，也不是 PDF"),
    ("{}; `{}` found no text in it", "{}；`{}` 没有识别出文字"),
    ("{}; the output of `{}` has none either", "{}；`{}` 的输出也没有文字"),
    ("{}; the output of `{}` cannot be read: {}", "{}；`{}` 的输出无法读取：{}"),
    ("`{}` found no text in it", "`{}` 没有识别出文字"),
    ("the output of `{}` has none either", "`{}` 的输出也没有文字"),
    ("the output of `{}` cannot be read: {}", "`{}` 的输出无法读取：{}"),
    ("`{}` cannot be started to read it", "无法启动 `{}` 来识别"),
    ("`{}` did not end within {} minutes", "`{}` 在 {} 分钟内没有结束"),
    ("`{}` ended, but what it started did not", "`{}` 已结束，但它启动的程序没有"),
    ("`{}` failed on it: {}", "`{}` 识别失败：{}"),
    ("`{}` failed on it", "`{}` 识别失败"),
];

/// What is damaged about a file.
const DAMAGE: &[Pattern] = &[
    ("its objects cannot be found", "找不到其中的对象"),
    ("its main part is missing", "缺少主要部分"),
    ("no part of it is a page", "没有一部分是网页"),
    ("its sheets cannot be read", "工作表无法读取"),
    ("its XML ends early", "XML 不完整"),
    ("it has no pages", "没有页面"),
    ("the encoding of its XML is unknown", "XML 的编码无法识别"),
    ("its main part has no text body", "主要部分没有正文"),
    ("its directory of parts cannot be read", "部件目录无法读取"),
    ("a part cannot be unpacked", "有一部分无法解压"),
    ("the content of its pages cannot be read", "页面内容无法读取"),
    ("the archive cannot be read", "压缩包无法读取"),
    ("its text is not where it should be", "文字不在应在的位置"),
    ("its table of objects lists one of them too often", "对象表有重复"),
    ("its main stream is not one of Word", "主数据流不是 Word 文档"),
    ("its main stream ends early", "主数据流不完整"),
    ("its groups do not end where they should", "括号不配对"),
    ("its encryption is unknown", "加密方式无法识别"),
    ("its document is missing", "缺少文档"),
    ("its container of streams cannot be read", "复合文档无法读取"),
    ("its compression is not supported: unpack the archive", "不支持这种压缩方式，请解压后再读"),
    ("its bytes in the archive cannot be unpacked", "在压缩包中无法解压"),
    ("its XML is broken", "XML 有误"),
    ("its XML has no elements", "XML 中没有元素"),
    ("it is not a text document", "不是文字文档"),
    ("it ends early", "不完整"),
    ("a stream cannot be read", "有一个数据流无法读取"),
    ("a page is missing", "缺页"),
    ("a page is broken", "有一页已损坏"),
];

/// What is not read, and what can be done.
const KINDS: &[Pattern] = &[
    ("{}, which is not read: save it as PDF", "是{}，不读取这种文件，请另存为 PDF"),
    ("{}, which is not read: save it as xlsx", "是{}，不读取这种文件，请另存为 xlsx"),
    ("{}, which is not read: save it as csv or xlsx", "{}，不读取，请另存为 csv 或 xlsx"),
    (
        "{}, which is not read: save its text and its attachments as files",
        "是{}，不读取这种文件，请把正文和附件另存为文件",
    ),
    ("{}, which is not read", "是{}，不读取这种文件"),
    ("a mail", "邮件"),
    ("a key or a certificate", "密钥或证书"),
    ("a program", "程序"),
    ("data (JSON)", "数据（JSON）"),
    (
        "a text with few Chinese characters, such as a program or data",
        "汉字很少的文本，如程序或数据",
    ),
    ("a binary workbook (xlsb)", "二进制工作簿（xlsb）"),
    ("a presentation", "演示文稿"),
    ("a drawing (Visio)", "绘图（Visio）"),
    ("a drawing", "绘图"),
    ("a model", "模型"),
    ("an XPS document", "XPS 文档"),
    ("a document of another program", "其他程序的文档"),
    ("a spreadsheet (ods)", "电子表格（ods）"),
    ("an e-book", "电子书"),
    ("neither a text nor a spreadsheet in the new format", "既不是文本，也不是新格式的电子表格"),
];

/// What is wrong with corrections, and what became of them.
const CORRECTIONS: &[Pattern] = &[
    (
        "`{}` is not part of the index and stays where it is: name it with `--alias-table`",
        "`{}` 不属于索引，留在原处；请用 `--alias-table` 指明",
    ),
    ("`{}`: line {}: no file `{}`", "`{}` 第 {} 行：没有文件 `{}`"),
    (
        "`{}`: line {}: `{}` lies at `{}` now, and was corrected there",
        "`{}` 第 {} 行：`{}` 现在位于 `{}`，已在那里更正",
    ),
    (
        "`{}`: line {}: not used: `{}` is corrected in `{}` too",
        "`{}` 第 {} 行未采用：`{}` 在 `{}` 中也有更正",
    ),
    ("`{}`: line {}: {}", "`{}` 第 {} 行：{}"),
    ("`{}`: not used: {}", "`{}` 未采用：{}"),
    ("no path says which report is corrected", "没有写明更正哪份报告的路径"),
    (
        "{} fields under {} columns; put text with commas in quotation marks",
        "有 {} 个字段，而列只有 {} 个；含逗号的文字请加引号",
    ),
    ("`{}` is in line {} already; line {} is used", "`{}` 已见于第 {} 行，采用第 {} 行"),
    ("column `{}` occurs twice", "列 `{}` 重复"),
    ("column `{}` is none of path, {}", "列 `{}` 不认识；可用的有 path、{}"),
    ("no column is named `path`", "没有名为 `path` 的列"),
    ("`{}` is not a fact of a report; those are {}", "`{}` 不是报告的要素；要素有 {}"),
    ("`{}` is an error of a spreadsheet", "`{}` 是电子表格的错误值"),
    ("`{}` is not a year between {} and {}", "`{}` 不是 {} 至 {} 之间的年度"),
    ("`{}` is not a date such as 2023-12-18", "`{}` 不是日期，应写成 2023-12-18"),
    ("`{}` is not a kind of document; those are {}", "`{}` 不是文件类型；类型有 {}"),
    (
        "`{}` is not a region; give its code (500242) or its names from the largest down (重庆市 酉阳县)",
        "`{}` 不是地区；请写代码（500242），或从大到小写出名称（重庆市 酉阳县）",
    ),
    (
        "`{}` may be {}; write the province or prefecture before it, or give the code",
        "`{}` 可能是 {}；请在前面写明省、市，或写代码",
    ),
    ("no group of the program has `{}`: nothing to replace", "程序的别名表中没有 `{}`，无可替换"),
    ("a group has two terms or more", "一组至少要有两个词"),
    ("a term has one part or more", "一个词至少要有一个部分"),
    ("`{}` contains no character that can be searched for", "`{}` 中没有可供检索的字"),
    ("a term has at most {} characters", "一个词最多 {} 个字"),
    ("a group has at most {} terms", "一组最多 {} 个词"),
    ("it is not valid TOML here", "这里不是有效的 TOML"),
    ("unknown field `{}`, expected {}", "没有字段 `{}`，可用的有 {}"),
    ("missing field `{}`", "缺少字段 `{}`"),
    ("duplicate field `{}`", "字段 `{}` 重复"),
    ("invalid type: {}, expected {}", "类型不对：写的是 {}，应为 {}"),
    (
        "not used: its Chinese was damaged when a program read UTF-8 as GBK; write the table again with \
         `chabao reports --format csv --bom`, which spreadsheets recognise",
        "未采用：其中的汉字已损坏，有程序把 UTF-8 当作 GBK 打开过；请用 `chabao reports --format csv --bom` 重新写出，电子表格能正确打开",
    ),
    ("line {}: {}", "第 {} 行：{}"),
];

/// Where a clue for a fact was found.
const CLUES: &[Pattern] = &[
    ("title", "标题"),
    ("title of the page", "网页标题"),
    ("sign-off", "落款"),
    ("opening", "开头"),
    ("end", "结尾"),
    ("further on", "后文"),
    ("body", "正文"),
    ("text", "正文"),
    ("first lines", "开头几行"),
    ("near the title", "标题附近"),
    ("breadcrumb", "网页导航路径"),
    ("column", "所在栏目"),
    ("page", "网页"),
    ("label in the text", "文中标注"),
    ("day of signing", "成文日期"),
    ("day of publication", "发布日期"),
    ("signs of a paper", "论文的特征"),
    ("signs of an examination", "试题的特征"),
    ("signs of a yearbook", "年鉴的特征"),
    ("signs of news", "新闻的特征"),
    ("signs of a notice", "通知的特征"),
    ("signs of rules", "规章的特征"),
    ("signs of a list", "名单的特征"),
    ("line above the text", "正文上方一行"),
    ("under the title", "标题下"),
    ("name of the file", "文件名"),
    ("folder", "文件夹"),
    ("path", "路径"),
    ("corrections", "更正表"),
    ("front matter", "文件头"),
    ("host", "网站域名"),
    ("address", "网址"),
    ("plan for the next year", "下一年安排"),
    ("code in the address", "网址中的代码"),
    ("code in {}", "“{}”中的代码"),
    ("label {}", "“{}”一栏"),
    ("agency in {}", "{}中的机关"),
];

/// What is the matter with an index, or with the cluster that holds it.
const INDEX: &[Pattern] = &[
    ("not what was written: {}", "内容与写入时不符：{}"),
    ("its file `{}` is not JSON", "文件 `{}` 不是 JSON"),
    ("its file `{}` is missing", "缺少文件 `{}`"),
    ("its file `{}` is not there", "缺少文件 `{}`"),
    ("its file `{}` is not as it was written", "文件 `{}` 与写入时不符"),
    ("its files cannot be read: {}", "文件无法读取：{}"),
    ("its files cannot be read", "文件无法读取"),
    ("its manifest lacks an entry", "清单缺少一项"),
    ("a file is missing or cut short", "缺少文件，或文件不完整"),
    ("a line of `{}` cannot be read", "`{}` 有一行无法读取"),
    ("there is no section of `{}`", "缺少 `{}` 的节"),
    ("a section is missing of `{}`", "缺少 `{}` 的一节"),
    ("reports are missing from `{}`", "`{}` 中缺少报告"),
    ("`{}` has {} of {} sections", "`{}` 应有节数与实有不符：{}/{}"),
    ("its dictionary cannot be read: {}", "词典无法读取：{}"),
    ("its counts in `meta.json` are not those of its ledger", "`meta.json` 中的数目与文件清册不符"),
    ("`{}` cannot be read", "`{}` 无法读取"),
    ("a section belongs to no report", "有一节不属于任何报告"),
    ("a section belongs to no part", "有一节不属于任何部分"),
    ("a section lacks a field", "有一节缺少字段"),
    ("a section has no place", "有一节没有位置"),
    ("a section has no text", "有一节没有文字"),
    ("a heading path cannot be read", "标题路径无法读取"),
    ("a report has no section", "有一份报告没有节"),
    ("a report has no facts", "有一份报告没有要素"),
    ("the facts of a report cannot be read", "有一份报告的要素无法读取"),
    ("a column is missing", "缺少一列"),
    ("an unknown format", "不认识的格式"),
    ("files of another version of the index library", "另一版本索引库的文件"),
    ("format {}", "格式 {}"),
    ("it begins with `{}`", "开头是 `{}`"),
    ("it has a user, whom every list of processes would show", "其中有用户名，会出现在进程列表中"),
    ("it ends without the name of an index", "末尾没有索引的名称"),
    ("`{}` is no port", "`{}` 不是端口"),
    ("`{}` is no host", "`{}` 不是主机"),
    (
        "`{}` cannot be the name of an index: lower-case letters, digits, `-`, `_` and `.` can",
        "`{}` 不能作索引的名称：只能用小写字母、数字、`-`、`_` 和 `.`",
    ),
    ("`CHABAO_CLUSTER_USER` contains a colon", "`CHABAO_CLUSTER_USER` 中有冒号"),
    ("`CHABAO_CLUSTER_TOKEN` is no token", "`CHABAO_CLUSTER_TOKEN` 不是令牌"),
    ("`{}` is set without `{}`", "设置了 `{}`，而没有设置 `{}`"),
    ("both a user and `CHABAO_CLUSTER_TOKEN` are set", "同时设置了用户和 `CHABAO_CLUSTER_TOKEN`"),
    (
        "`{}` of `CHABAO_CLUSTER_CA` cannot be read ({})",
        "`CHABAO_CLUSTER_CA` 指定的 `{}` 无法读取（{}）",
    ),
    (
        "`{}` of `CHABAO_CLUSTER_CA` has no certificate in PEM",
        "`CHABAO_CLUSTER_CA` 指定的 `{}` 中没有 PEM 证书",
    ),
    ("{}, after {} tries", "{}（试了 {} 次）"),
    ("{}: no connection within {} s", "{}：{} 秒内没有连上"),
    ("{}: no answer within {} s", "{}：{} 秒内没有答复"),
    ("{}: no such host", "{}：没有这台主机"),
    ("{}: no connection", "{}：连接不上"),
    ("{}: connection refused", "{}：拒绝连接"),
    ("{}: the connection was closed", "{}：连接已被关闭"),
    ("{}: the connection ended within an answer", "{}：答复中途连接中断"),
    ("{}: no way to the host", "{}：无法到达主机"),
    ("{}: an answer of more than {} bytes", "{}：答复超过 {} 字节"),
    ("a search took too long", "检索时间过长"),
    ("{} of {} shards answered, {} failed", "{}/{} 个分片有答复，{} 个失败"),
    ("{} of {} sections are there", "{}/{} 节存在"),
    ("its health is not known", "状态不明"),
    (
        "{} of {} copies of its shards show what was written, {} failed",
        "{}/{} 个分片副本可见所写内容，{} 个失败",
    ),
    ("the shards of `{}` were not started within 30 s", "`{}` 的分片在 30 秒内没有启动"),
    ("`{}` has format {}; this program reads format {}", "`{}` 是格式 {}，本程序只读格式 {}"),
    ("`{}` was not made by `chabao index`", "`{}` 不是 `chabao index` 建立的"),
    ("`{}` is `{}`, which is no number from {} on", "`{}` 的值是 `{}`，不是 {} 以上的数"),
    ("it is {}", "是 {}"),
    ("section {} is not there", "缺少第 {} 节"),
    ("an answer does not say which shards were asked", "答复没有说明查了哪些分片"),
    ("an answer has no count", "答复中没有计数"),
    ("a count is not exact: {} {}", "计数不精确：{} {}"),
    ("its answer cannot be read: {}", "答复无法读取：{}"),
    ("{} answers to {} searches", "{} 个答复对 {} 次检索"),
    ("{} answers to {} documents", "{} 个答复对 {} 个文档"),
    ("document `{}`: {}", "文档 `{}`：{}"),
    ("{} of {} documents refused; {}", "{}/{} 个文档被拒绝；{}"),
    ("{}: the answer is no HTTP ({})", "{}：答复不是 HTTP（{}）"),
    ("`{}` cannot be the name of a file", "`{}` 不能作文件名"),
    ("it was changed while it was read", "读取期间有改动"),
    ("{} of {} pieces", "应有的文件片段不全：{}/{}"),
    ("a piece of a file is no base64: {}", "有一个文件片段不是 base64：{}"),
    (
        "`{}` of `{}` is {} and has to be `{}`: parts of a shard that are searched at the same time are \
         counted wrongly",
        "`{}`（索引 `{}`）的值是 {}，应为 `{}`：同时检索一个分片的几个部分，计数会错",
    ),
    ("not set", "未设置"),
    ("`{}` is no count of a section", "`{}` 不是一节的计数"),
    ("`{}` is no place of a section", "`{}` 不是一节的位置"),
    ("{} rows of {} sections", "应有的行不全：{}/{} 节"),
    ("{} sections at the place {}", "有 {} 节，位置都是 {}"),
    ("sections were added faster than they could be read", "写入的节比读取的快"),
    ("no place or count: {}", "没有位置或计数：{}"),
    ("section {} of report {}: the numbers are too large", "第 {} 节（报告 {}）：编号太大"),
    ("a thread that sends sections ended", "发送各节的线程已结束"),
    ("writing was given up", "已放弃写入"),
    ("there are no {} numbers of reports left", "剩下的报告编号不足 {} 个"),
    ("others take numbers of reports all the time", "其他程序一直在领取报告编号"),
    ("the document `{}` of its state has no content", "状态文档 `{}` 没有内容"),
    ("report {} cannot have {} sections", "报告 {} 不可能有 {} 节"),
    ("the number of a section is too large", "节的编号太大"),
    ("{} of {} texts", "应有的正文不全：{}/{}"),
    ("a clue lacks its words", "有一条依据缺少文字"),
    ("the cluster does not answer", "集群没有答复"),
    ("a piece of a kind that is never written", "有一个片段的种类从未写过"),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::super::leaks::english_words;
    use super::*;
    use crate::extract::Unreadable;

    #[track_caller]
    fn check(english: &str) {
        let chinese = Language::Chinese.sentence(english);
        assert_ne!(chinese, english, "no Chinese");
        assert_eq!(english_words(&chinese), [""; 0], "{english}: {chinese}");
        assert_eq!(Language::English.sentence(english), english);
    }

    #[test]
    fn a_pattern_fits_what_it_was_made_of() {
        for (english, chinese) in [
            ("not text: byte 1,024 is NUL", "不是文本：第 1,024 字节是空字符"),
            (
                "its content lies in an attached file, `附件.pdf`: damaged: it has no pages",
                "正文在附件“附件.pdf”中：已损坏：没有页面",
            ),
            (
                "permission denied; its 3 reports stay as they were",
                "没有权限；索引中的 3 份报告保持原样",
            ),
            (
                "a mail, which is not read: save its text and its attachments as files",
                "是邮件，不读取这种文件，请把正文和附件另存为文件",
            ),
            (
                "`data/corrections.csv`: line 2: `x` is not a date such as 2023-12-18",
                "`data/corrections.csv` 第 2 行：`x` 不是日期，应写成 2023-12-18",
            ),
            ("some other sentence", "some other sentence"),
        ] {
            assert_eq!(Language::Chinese.sentence(english), chinese);
        }
    }

    #[test]
    fn every_pattern_has_its_values_in_chinese_too() {
        for (english, chinese) in PATTERNS.iter().flat_map(|patterns| patterns.iter()) {
            assert_eq!(english.matches("{}").count(), chinese.matches("{}").count(), "{english}");
            assert_eq!(english_words(chinese), [""; 0], "{english}: {chinese}");
            let example = english.replace("{}", "1");
            let found = Language::Chinese.sentence(&example);
            assert_ne!(found, example, "another pattern stands in its way");
        }
    }

    /// Returns the index of a reason; whoever adds one adds an example below.
    fn place(reason: &Unreadable) -> usize {
        match reason {
            Unreadable::Empty => 0,
            Unreadable::Blank => 1,
            Unreadable::TooLarge { .. } => 2,
            Unreadable::Binary { .. } => 3,
            Unreadable::NoEncoding { .. } => 4,
            Unreadable::Locked => 5,
            Unreadable::Scan => 6,
            Unreadable::Picture => 7,
            Unreadable::NoUnicode => 8,
            Unreadable::Garbage => 9,
            Unreadable::Private => 10,
            Unreadable::NoContent => 11,
            Unreadable::Xml => 12,
            Unreadable::Attached { .. } => 13,
            Unreadable::AttachedFile { .. } => 14,
            Unreadable::Damaged(_) => 15,
            Unreadable::ArchiveTooLarge { .. } => 16,
            Unreadable::EmptyArchive => 17,
            Unreadable::OtherKind { .. } => 18,
            Unreadable::TooMuch { .. } => 19,
            Unreadable::TooMuchText => 20,
            Unreadable::Repetitive => 21,
            Unreadable::OwnTable => 22,
            Unreadable::TooDeep { .. } => 23,
            Unreadable::TooSlow { .. } => 24,
            Unreadable::TooMuchMemory { .. } => 25,
            Unreadable::Failed => 26,
            Unreadable::Archive => 27,
        }
    }

    #[test]
    fn every_reason_why_a_file_cannot_be_read_is_there_in_chinese() {
        let file = "附件.pdf".to_owned();
        let reasons = [
            Unreadable::Empty,
            Unreadable::Blank,
            Unreadable::TooLarge { bytes: 1 << 30 },
            Unreadable::Binary { byte: 9_135 },
            Unreadable::NoEncoding { byte: 18_204 },
            Unreadable::Locked,
            Unreadable::Scan,
            Unreadable::Picture,
            Unreadable::NoUnicode,
            Unreadable::Garbage,
            Unreadable::Private,
            Unreadable::NoContent,
            Unreadable::Xml,
            Unreadable::Attached { file: file.clone() },
            Unreadable::AttachedFile { file, reason: Box::new(Unreadable::Scan), part: 0 },
            Unreadable::Damaged("it has no pages"),
            Unreadable::ArchiveTooLarge { most: 1 << 30, unread: 3 },
            Unreadable::EmptyArchive,
            Unreadable::OtherKind { what: "a presentation", remedy: ": save it as PDF" },
            Unreadable::TooMuch { most: 1 << 30 },
            Unreadable::TooMuchText,
            Unreadable::Repetitive,
            Unreadable::OwnTable,
            Unreadable::TooDeep { most: 100 },
            Unreadable::TooSlow { seconds: 60 },
            Unreadable::TooMuchMemory { most: 1 << 30 },
            Unreadable::Failed,
            Unreadable::Archive,
        ];
        for (at, reason) in reasons.iter().enumerate() {
            assert_eq!(place(reason), at);
            check(&reason.to_string());
        }
    }

    /// Returns the string literals in the code of a folder, each with the code before it.
    /// Comments and tests are skipped.
    fn texts(folder: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.ends_with("tests") || path.ends_with("tests.rs") {
                continue;
            }
            if path.is_dir() {
                found.extend(texts(&path));
                continue;
            }
            let code = fs::read_to_string(&path).unwrap();
            let code = code.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code = lines.collect::<Vec<_>>().join("\n").replace("'\"'", "");
            let mut rest = code.as_str();
            while let Some((before, after)) = rest.split_once('"') {
                let mut is_escaped = false;
                let end = after.find(|c| {
                    let is_end = c == '"' && !is_escaped;
                    is_escaped = c == '\\' && !is_escaped;
                    is_end
                });
                let (text, after) = after.split_at(end.unwrap());
                // A line that goes on below begins there without its blanks.
                let mut pieces = text.split("\\\n");
                let first = pieces.next().unwrap_or_default().to_owned();
                let text = pieces.fold(first, |text, piece| text + piece.trim_start());
                found.push((before.to_owned(), text));
                rest = after.get(1..).unwrap_or_default();
            }
        }
        found
    }

    /// Returns a text of `format!` with values in its places.
    fn with_values(text: &str) -> String {
        let mut pieces = text.split('{');
        let first = pieces.next().unwrap_or_default().to_owned();
        pieces.fold(first, |text, piece| text + "1" + piece.split_once('}').map_or("", |it| it.1))
    }

    /// What begins a text of two words or more that is no sentence: scripts for the cluster, words of its
    /// answers, and parts of other sentences.
    const OTHERS: &[&str] = &[
        "state.",
        "return ",
        "if (state",
        "disk usage",
        "read-only / allow",
        "create-index",
        "cannot execute",
        "connection refused",
        "the connection ",
        "no way to",
        "its file `{}` {what}",
        "is not there",
        "is not as it was",
        "{what} of `{}`",
        "there is no section",
        "a section is missing",
        "this machine",
        "older version",
        "unknown field",
        "missing field",
        "duplicate field",
        "invalid type",
        "Bearer",
        "Basic",
    ];

    #[test]
    fn everything_that_an_index_or_a_cluster_can_lack_is_there_in_chinese() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut checked = 0;
        for (before, text) in
            ["cluster", "index", "aliases"].iter().flat_map(|it| texts(&sources.join(it)))
        {
            let words =
                text.split(' ').filter(|it| it.starts_with(|c: char| c.is_ascii_lowercase()));
            let is_sentence = text.contains(' ') && words.count() > 1 && text.is_ascii();
            let is_bug = ["expect(", "unreachable!(", "assert!(", "reason =", "#[error("]
                .iter()
                .any(|it| before.trim_end().ends_with(it));
            if !is_sentence || is_bug || OTHERS.iter().any(|it| text.starts_with(it)) {
                continue;
            }
            check(&with_values(&text));
            checked += 1;
        }
        assert!(checked > 80, "{checked}");
    }

    /// Returns the texts of the code of a module that stand between `begin` and a quotation mark.
    fn literals(folder: &Path, begin: &str) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(literals(&path, begin));
            } else if !path.ends_with("tests.rs") {
                let code = fs::read_to_string(&path).unwrap();
                let pieces = code.split(begin).skip(1).map(|rest| rest.split('"').next());
                found.extend(pieces.flatten().map(str::to_owned));
            }
        }
        found
    }

    #[test]
    fn everything_that_can_be_damaged_or_of_another_kind_is_there_in_chinese() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/extract");
        for (begin, least) in
            [("Damaged(\"", 25), ("ZipKind::Other(\"", 8), ("refused(\"", 4), ("what: \"", 2)]
        {
            let texts = literals(&folder, begin);
            assert!(texts.len() >= least, "{begin} {}", texts.len());
            for text in &texts {
                check(text);
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/parse/facts");
        for begin in
            ["(Source::Title, \"", "(Source::Body, \"", "(Source::Opening, \"", "=> \"signs of"]
        {
            let texts = literals(&folder, begin);
            assert!(!texts.is_empty(), "{begin}");
            let signs = if begin.starts_with('=') { "signs of" } else { "" };
            for text in &texts {
                check(&format!("{signs}{text}"));
            }
        }
    }
}

//! Texts that are no reports, since no person wrote them or wrote them for readers: keys, mails,
//! programs, data.
//!
//! Reports come with every ending (报告.12月), so a name with an unknown ending does not decide. Their
//! text is Chinese, which programs and data are not. A file whose ending is that of a text is taken
//! for what it says that it is, unless it begins as keys and mails do.

use serde::de::IgnoredAny;

use super::{Format, Unreadable};
use crate::text::is_han;

/// How much of a text is looked at, in bytes.
const HEAD: usize = 64 << 10;

/// Of how many letters and digits one must be Chinese. Reports have nine in ten; one that is a table
/// of figures still has one in three.
const LEAST_CHINESE: usize = 5;

/// Headers that only mails have, and those that all of them have.
const MAIL_ONLY: [&str; 4] = ["received:", "return-path:", "message-id:", "mime-version:"];
const MAIL: [&str; 3] = ["from:", "date:", "subject:"];

/// The endings of mails; saved web pages, which are written alike, end in mht.
const MAIL_ENDINGS: [&str; 3] = [".eml", ".emlx", ".msg"];

const MAIL_KIND: Unreadable = Unreadable::OtherKind {
    what: "a mail",
    remedy: ": save its text and its attachments as files",
};

/// Fails if a file of this name is a mail.
pub(super) fn check_name(name: &str) -> Result<(), Unreadable> {
    let name = name.to_ascii_lowercase();
    let is_mail = MAIL_ENDINGS.iter().any(|ending| name.ends_with(ending));
    if is_mail { Err(MAIL_KIND) } else { Ok(()) }
}

/// Fails if `text`, the content of a file of this name, is of a kind that is no report.
pub(super) fn check_text(text: &str, name: &str) -> Result<(), Unreadable> {
    let refused = |what| Err(Unreadable::OtherKind { what, remedy: "" });
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    let head = text.get(..end.unwrap_or(0)).unwrap_or(text).trim_start();
    if head.starts_with("-----BEGIN ") {
        return refused("a key or a certificate");
    }
    if is_mail(head) {
        return Err(MAIL_KIND);
    }
    if Format::from_name(name).is_some() {
        return Ok(());
    }
    if head.starts_with("#!") {
        return refused("a program");
    }
    let is_json = head.starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok();
    if is_json {
        return refused("data (JSON)");
    }
    let letters = head.chars().filter(|character| character.is_alphanumeric()).count();
    let chinese = head.chars().filter(|character| is_han(*character)).count();
    if chinese * LEAST_CHINESE < letters {
        return refused("a text with few Chinese characters, such as a program or data");
    }
    Ok(())
}

/// Returns whether `head` begins with the headers of a mail.
fn is_mail(head: &str) -> bool {
    let fields = head.lines().take(40).take_while(|line| !line.is_empty());
    let fields: Vec<String> = fields.map(str::to_ascii_lowercase).collect();
    let has = |header: &&str| fields.iter().any(|field| field.starts_with(header));
    MAIL.iter().all(has) && MAIL_ONLY.iter().any(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_person_wrote_for_readers_is_no_report() {
        let mail =
            "Received: from a\nFrom: a@x.cn\nTo: b@x.cn\nDate: 1\nSubject: 报告\n\n一、概况\n";
        let table = [
            ("一、概况\n全年办理12件。\n", "报告.12月", None),
            ("一、概况\n全年办理12件。\n", "无名", None),
            ("县区\t2021\t2022\t2023\n甲县\t12\t13\t14\n乙县\t1\t2\t3\n", "表.2023", None),
            ("plain words", "a.txt", None),
            ("{\"a\": 1}", "a.txt", None),
            ("From: 办公室\n一、概况\n", "a.txt", None),
            ("-----BEGIN PRIVATE KEY-----\nMIIE\n", "a.txt", Some("a key or a certificate")),
            ("-----BEGIN CERTIFICATE-----\nMIIE\n", "a.pem", Some("a key or a certificate")),
            (mail, "a.txt", Some("a mail")),
            ("#!/bin/sh\n# 办理全年的报告，逐件说明\n", "运行", Some("a program")),
            ("{\"标题\": \"法治政府建设情况报告\"}", "a.data", Some("data (JSON)")),
            ("export const a = 1; // 报告\n", "a.xyz", Some("a text with few")),
            ("[InternetShortcut]\nURL=https://x.gov.cn/\n", "a.xyz", Some("a text with few")),
        ];
        for (text, name, expected) in table {
            let found = check_text(text, name).err().map(|reason| reason.to_string());
            let fits = match (&found, expected) {
                (Some(found), Some(expected)) => found.starts_with(expected),
                (found, expected) => found.is_none() && expected.is_none(),
            };
            assert!(fits, "{name}: {found:?}");
        }
        for (name, is_mail) in [("2023/a.EML", true), ("a.msg", true), ("a.mht", false)] {
            assert_eq!(check_name(name).is_err(), is_mail, "{name}");
        }
    }
}

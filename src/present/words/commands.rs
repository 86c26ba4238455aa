//! Commands to paste into a terminal.

/// Returns a path as a word of a command: in quotation marks if a shell would cut or change it.
pub(super) fn as_word(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@%:,=".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// Returns a command that asks a query line, in backticks.
///
/// ```text
/// as_command("search", "甲 OR 乙", "")    `chabao search '甲 OR 乙'`
/// ```
pub(super) fn as_command(command: &str, line: &str, flags: &str) -> String {
    // Between double quotation marks a shell changes these characters.
    let is_plain = !line.contains(['"', '$', '`', '\\', '!']);
    let line = match (line.contains('\''), is_plain) {
        (false, _) => format!("'{line}'"),
        (true, true) => format!("\"{line}\""),
        (true, false) => format!("'{}'", line.replace('\'', "'\\''")),
    };
    format!("`chabao {command} {line}{flags}`")
}

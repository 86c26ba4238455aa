//! The commands of a page of the manual with what they print; and how a shell cuts a command.

/// One command with its output.
pub(crate) struct Example {
    pub(crate) command: String,
    pub(crate) output: String,
}

impl Example {
    /// Reads what stands in a console block.
    pub(crate) fn read(block: &str) -> Self {
        let (command, output) = block.split_once('\n').expect("a command line");
        let command = command.strip_prefix("$ ").expect("a command begins with `$ `");
        Self { command: command.to_owned(), output: output.to_owned() }
    }
}

/// Returns a page cut at its console blocks: text, block, text, … , text.
pub(crate) fn blocks(page: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut is_inside = false;
    for line in page.split_inclusive('\n') {
        let fence = line.trim_end();
        if !is_inside && fence == "```console" {
            pieces.last_mut().unwrap().push_str(line);
            pieces.push(String::new());
            is_inside = true;
        } else if is_inside && fence == "```" {
            pieces.push(line.to_owned());
            is_inside = false;
        } else {
            pieces.last_mut().unwrap().push_str(line);
        }
    }
    pieces
}

/// Returns the arguments of a command of chabao as a shell cuts it; `'…'` is one word.
pub(crate) fn arguments(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in command.split('\'').enumerate() {
        if at % 2 == 1 {
            words.push(piece.to_owned());
        } else {
            words.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    assert_eq!(words.remove(0), "chabao", "{command}");
    words
}

//! Text recognition: a program that the user chooses reads files whose pages are pictures.
//!
//! The program gets the path of the file and writes the text, or a PDF with a text layer, to its
//! standard output.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// The most time the program may take for one file: a page takes some ten seconds, and a report has
/// up to a hundred pages.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// The time between two checks whether the program has ended.
const PAUSE: Duration = Duration::from_millis(20);

/// The time to wait for the rest of the output once the program has ended. A program that it started
/// and left running may keep the output open for ever.
const REST: Duration = Duration::from_secs(2);

/// The most bytes that are read of what the program writes.
const MOST: u64 = super::LARGEST_FILE as u64;

/// A command that recognizes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ocr {
    program: String,
    arguments: Vec<String>,
}

/// The placeholder for the path of the file.
const PLACE: &str = "{}";

impl Ocr {
    /// Reads a command as a shell would split it: at blanks outside quotation marks. The path of
    /// the file replaces `{}`, or comes last if there is no `{}`. Returns `None` if the command is
    /// empty or a quotation mark is not closed.
    ///
    /// ```
    /// use chabao::extract::Ocr;
    /// assert!(Ocr::new("ocrmypdf -l chi_sim --force-ocr {} -").is_some());
    /// assert!(Ocr::new("read 'it").is_none());
    /// ```
    #[must_use]
    pub fn new(command: &str) -> Option<Self> {
        let mut words = words(command)?.into_iter();
        let program = words.next()?;
        let mut arguments: Vec<String> = words.collect();
        if !arguments.iter().any(|argument| argument.contains(PLACE)) {
            arguments.push(PLACE.to_owned());
        }
        Some(Self { program, arguments })
    }

    /// Returns the name of the program.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Returns what the program writes for the file at `path`.
    ///
    /// # Errors
    ///
    /// Returns a sentence for the user if the program cannot be started, fails, or does not end.
    pub fn run(&self, path: &Path) -> Result<Vec<u8>, String> {
        let program = &self.program;
        let mut command = Command::new(program);
        for argument in &self.arguments {
            if argument == PLACE {
                command.arg(path);
            } else {
                command.arg(argument.replace(PLACE, &path.to_string_lossy()));
            }
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child =
            command.spawn().map_err(|_| format!("`{program}` cannot be started to read it"))?;
        let (output, errors) = (gather(child.stdout.take()), gather(child.stderr.take()));
        let ended = wait(&mut child);
        match ended {
            None => Err(format!("`{program}` did not end within {} minutes", LIMIT.as_secs() / 60)),
            Some(true) => output
                .recv_timeout(REST)
                .map_err(|_| format!("`{program}` ended, but what it started did not")),
            Some(false) => {
                let errors = errors.recv_timeout(REST).unwrap_or_default();
                let told = String::from_utf8_lossy(&errors);
                let line = told.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
                let said =
                    if line.is_empty() { String::new() } else { format!(": {}", line.trim()) };
                Err(format!("`{program}` failed on it{said}"))
            }
        }
    }
}

/// Waits for `child` up to the time limit. Returns whether it succeeded, `None` if it had to be
/// stopped.
fn wait(child: &mut Child) -> Option<bool> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Ok(None) if start.elapsed() < LIMIT => thread::sleep(PAUSE),
            Ok(None) | Err(_) => {
                drop(child.kill());
                drop(child.wait());
                return None;
            }
        }
    }
}

/// Reads `pipe` to its end in a thread of its own: a program whose output is not read stops.
fn gather(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (send, receive) = sync_channel(1);
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            drop(pipe.by_ref().take(MOST).read_to_end(&mut bytes));
            // The rest is read and dropped so that the program can end.
            drop(std::io::copy(&mut pipe, &mut std::io::sink()));
        }
        // Nobody waits for it any more if the program did not end in time.
        drop(send.send(bytes));
    });
    receive
}

/// Splits `command` at blanks outside quotation marks.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut open: Option<char> = None;
    for character in command.chars() {
        match open {
            Some(mark) if mark == character => open = None,
            None if matches!(character, '"' | '\'') => {
                open = Some(character);
                word.get_or_insert_default();
            }
            None if character.is_whitespace() => words.extend(word.take()),
            Some(_) | None => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    open.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_cut_at_blanks_outside_quotation_marks() {
        for (command, expected) in [
            ("tesseract", Some("tesseract|{}")),
            ("a -l chi_sim {} -", Some("a|-l|chi_sim|{}|-")),
            ("'my tool' \"--in={}\" ''", Some("my tool|--in={}|")),
            ("", None),
            ("a 'b", None),
        ] {
            let shown =
                Ocr::new(command).map(|ocr| [vec![ocr.program], ocr.arguments].concat().join("|"));
            assert_eq!(shown.as_deref(), expected, "{command}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_is_heard_and_its_failure_told() {
        let run = |command: &str| Ocr::new(command).unwrap().run(Path::new("/a 1.pdf"));
        assert_eq!(run("echo"), Ok(b"/a 1.pdf\n".to_vec()));
        assert_eq!(run("echo x={}"), Ok(b"x=/a 1.pdf\n".to_vec()));
        assert_eq!(
            run("sh -c 'echo no page >&2; exit 3'"),
            Err("`sh` failed on it: no page".to_owned())
        );
        assert_eq!(
            run("no-such-program"),
            Err("`no-such-program` cannot be started to read it".to_owned())
        );
        assert_eq!(
            run("sh -c 'sleep 60 & echo a page'"),
            Err("`sh` ended, but what it started did not".to_owned())
        );
    }
}

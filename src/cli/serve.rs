//! `chabao serve`: pages and an API over HTTP.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use chabao::report::Language;
use chabao::web::{Access, ServerOptions, ServerState, Token};
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::{self, Ending, Refused};

/// Serve the index to browsers, and to programs over HTTP
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao serve                               then open http://127.0.0.1:7878/ in a browser
  chabao serve --listen 127.0.0.1:0          on any free port
  chabao serve --listen 192.168.1.5:7878 --token-file token.txt
                                             also for others who have the token
  chabao serve --listen 0.0.0.0:80 --public --host reports.example
                                             for everyone, under this name too
  chabao serve --log access.jsonl            with a line for each request in a file

A report's own file can be opened from its page, unless the server is public: then with --originals.
`/healthz` says whether the index can be read.

Programs ask http://127.0.0.1:7878/api/v1/search?q=三项制度; openapi.json next to it describes the
whole API. Ctrl-C stops the server. You can run `chabao index` meanwhile: what it writes is served
at once.")]
pub(super) struct ServeArgs {
    /// Address and port to listen on; port 0 is any free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    listen: String,

    /// Answer only those who give the token in this file, or in the variable CHABAO_TOKEN: 12
    /// characters or more, without blanks
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// The same with the token itself, which other users of this machine can see in the list of
    /// processes
    #[arg(long, value_name = "TOKEN", value_parser = Token::new, conflicts_with = "token_file")]
    token: Option<Token>,

    /// Answer everyone who can reach the address, also from other machines
    #[arg(long, conflicts_with_all = ["token", "token_file"])]
    public: bool,

    /// With --public: offer the files of the reports too, as they were indexed. Without --public they always are
    #[arg(long)]
    originals: bool,

    /// Write a line of JSON for each request to the end of this file, or to standard output for `-`: time, client,
    /// method, path, status, bytes, milliseconds
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// Log queries and filters too, without tokens; else the log does not say what anyone searched for
    #[arg(long, requires = "log")]
    log_queries: bool,

    /// Another name that browsers may use for this server, such as that of a proxy in front of it
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

pub(super) fn serve(args: ServeArgs, context: &Context) -> anyhow::Result<Ending> {
    let language = context.language;
    if context.output.file().is_some() {
        let message = language
            .pick("`--output` goes with commands that answer", "`--output` 只用于给出结果的命令");
        return Err(Refused::plainly(message.to_owned()));
    }
    let access = access(&args, language)?;
    let listener = access.listen(&args.listen)?;
    let address = listener.local_addr()?;
    let reader = open_or_build(context)?;
    let served = reader.served_in_words(&format!("http://{address}/"), language)?;
    let options = ServerOptions {
        access,
        address: address.ip(),
        hosts: args.host,
        originals: args.originals,
        language,
        ..ServerOptions::default()
    };
    let log = args.log.as_deref().map(|file| log_to(file, language)).transpose()?;
    let state = ServerState::new(reader, options, move |text| {
        output::warn(text, language);
    })?;
    if let Some(log) = log {
        state.log(args.log_queries, log);
    }
    output::say(&served);
    state.run(listener)?;
    Ok(Ending::Done)
}

/// Returns what writes the lines of the log: each at once, so that none is lost and others may read them.
fn log_to(
    file: &Path,
    language: Language,
) -> anyhow::Result<impl Fn(&str) + Send + Sync + 'static> {
    let to: Box<dyn Write + Send> = if file == Path::new("-") {
        Box::new(io::stdout())
    } else {
        let opened = fs::OpenOptions::new().create(true).append(true).open(file);
        Box::new(opened.with_context(|| {
            let shown = file.display();
            language.pick(format!("cannot write `{shown}`"), format!("无法写入 `{shown}`"))
        })?)
    };
    let (to, is_failing) = (Mutex::new(to), AtomicBool::new(false));
    Ok(move |line: &str| {
        let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
        let written = to.write_all(format!("{line}\n").as_bytes()).and_then(|()| to.flush());
        if written.is_err() && !is_failing.swap(true, Ordering::Relaxed) {
            let warning = language.pick(
                "the log cannot be written; the server goes on without it",
                "日志无法写入；服务器继续运行，不再记录",
            );
            output::warn(warning, language);
        }
    })
}

/// The variable with the token.
const TOKEN_VARIABLE: &str = "CHABAO_TOKEN";

/// Returns who is answered.
fn access(args: &ServeArgs, language: Language) -> anyhow::Result<Access> {
    let variable = std::env::var(TOKEN_VARIABLE).ok().filter(|token| !token.is_empty());
    if args.public {
        if variable.is_some() {
            return Err(Refused::plainly(language.pick(
                format!(
                    "`--public` answers everyone, and `{TOKEN_VARIABLE}` asks for a token: leave one \
                     out"
                ),
                format!("`--public` 对所有人开放，而 `{TOKEN_VARIABLE}` 要求口令，二者只能用一个"),
            )));
        }
        return Ok(Access::Public);
    }
    if let Some(token) = &args.token {
        let message = language.pick(
            format!(
                "the token of `--token` is in the list of processes, which other users of this \
                 machine can read; use `--token-file FILE` or `{TOKEN_VARIABLE}`"
            ),
            format!(
                "`--token` 的口令会出现在进程列表中，本机其他用户都能看到；请改用 `--token-file FILE` \
                 或 `{TOKEN_VARIABLE}`"
            ),
        );
        output::warn(&message, language);
        return Ok(Access::Token(token.clone()));
    }
    let (text, place) = match (&args.token_file, variable) {
        (Some(file), _) => {
            let shown = file.display();
            let text = fs::read_to_string(file).with_context(|| {
                language.pick(format!("cannot read `{shown}`"), format!("无法读取 `{shown}`"))
            })?;
            (text, format!("`{shown}`"))
        }
        (None, Some(token)) => (token, format!("`{TOKEN_VARIABLE}`")),
        (None, None) => return Ok(Access::Open),
    };
    let token = Token::new(text.trim());
    let token =
        token.map_err(|hint| {
            let reason = language.sentence(hint.as_ref());
            Refused::plainly(language.pick(
                format!("{place} is no token: {reason}"),
                format!("{place} 不是口令：{reason}"),
            ))
        })?;
    Ok(Access::Token(token))
}

//! `chabao serve`: pages and an API over HTTP.

use chabao::present::counted;
use chabao::web::{self, Access, ServerOptions, ServerState, Token};
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::{self, Ending};

/// Serve the index to browsers, and to programs over HTTP
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  chabao serve                               then open http://127.0.0.1:7878/ in a browser
  chabao serve --listen 127.0.0.1:0          on any free port
  chabao serve --listen 192.168.1.5:7878 --token TOKEN
                                             also for others who have the token
  chabao serve --listen 0.0.0.0:80 --public --host reports.example
                                             for everyone, under this name too

Programs ask http://127.0.0.1:7878/api/v1/search?q=三项制度; openapi.json next to it describes the
whole API. Ctrl-C stops the server. You can run `chabao index` meanwhile: what it writes is served
at once.")]
pub(super) struct ServeArgs {
    /// Address and port to listen on; port 0 is any free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:7878")]
    listen: String,

    /// Answer only those who give this token: 12 characters or more, without blanks
    #[arg(long, value_name = "TOKEN", env = "CHABAO_TOKEN", hide_env_values = true, value_parser = Token::new)]
    token: Option<Token>,

    /// Answer everyone who can reach the address, also from other machines
    #[arg(long, conflicts_with = "token")]
    public: bool,

    /// Another name that browsers may use for this server, such as that of a proxy in front of it
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

pub(super) fn serve(args: ServeArgs, context: &Context) -> anyhow::Result<Ending> {
    let access = match args.token {
        Some(token) => Access::Token(token),
        None if args.public => Access::Public,
        None => Access::Open,
    };
    let listener = web::listen(&args.listen, &access)?;
    let address = listener.local_addr()?;
    let reader = open_or_build(context)?;
    let reports = counted(reader.manifest().reports, "report");
    let (address_ip, hosts) = (address.ip(), args.host);
    let options = ServerOptions { access, address: address_ip, hosts, ..ServerOptions::default() };
    let state = ServerState::new(reader, options, output::warn)?;
    output::say(&format!("serving {reports} at http://{address}/ until Ctrl-C"));
    state.run(listener)?;
    Ok(Ending::Done)
}

//! `chabao serve`.

use chabao::present::counted;
use chabao::web::{self, Limits, Options, State};

use super::Ending;
use super::args::{Cli, ServeArgs};
use super::indexing::open;
use super::output;

pub(super) fn serve(cli: &Cli, args: &ServeArgs) -> anyhow::Result<Ending> {
    let access = args.access();
    let listener = web::listen(&args.listen, &access)?;
    let address = listener.local_addr()?;
    let reader = open(cli)?;
    let reports = counted(reader.manifest().reports, "report");
    let limits = Limits::default();
    let options = Options { access, address: address.ip(), hosts: args.host.clone(), limits };
    let state = State::new(reader, options, output::warn)?;
    output::say(&format!("serving {reports} at http://{address}/ until Ctrl-C"));
    web::run(listener, state)?;
    Ok(Ending::Done)
}

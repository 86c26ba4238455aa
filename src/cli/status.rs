//! `chabao status`: what the index contains and what it was built from.

use chabao::analysis;
use chabao::present::json;
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::{self, Ending};
use super::shared::TextOrJson;

/// Show what the index contains and what it was built from
#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// Check every byte of the index against its checksums
    #[arg(long)]
    verify: bool,

    /// Output format
    #[arg(long, value_name = "FORM", default_value = "text")]
    format: TextOrJson,
}

pub(super) fn status(args: &StatusArgs, context: &Context) -> anyhow::Result<Ending> {
    let reader = open_or_build(context)?;
    if args.verify {
        reader.verify()?;
    }
    let status = analysis::status(&reader)?;
    context.output.data(&match args.format {
        TextOrJson::Text => status.to_text(),
        TextOrJson::Json => json(&status),
    })?;
    if args.verify {
        output::say("every byte of the index is as it was written");
    }
    Ok(Ending::Done)
}

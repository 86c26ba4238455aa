//! `chabao status`: what the index contains and what it was built from.

use chabao::analysis;
use chabao::present::json;
use clap::Args;

use super::context::Context;
use super::index::open_or_build;
use super::output::{self, Ending};
use super::shared::PlainFormatArgs;

/// Show what the index is: what it was built from, its size, format and dictionary, unreadable files
///
/// `chabao corpus` shows which reports it holds.
#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    /// Check every byte of the index against its checksums
    #[arg(long)]
    verify: bool,

    #[command(flatten)]
    format: PlainFormatArgs,
}

pub(super) fn status(args: &StatusArgs, context: &Context) -> anyhow::Result<Ending> {
    let is_json = args.format.is_json(context)?;
    let reader = open_or_build(context)?;
    if args.verify {
        reader.verify()?;
    }
    let status = analysis::status(&reader)?;
    let written = if is_json { json(&status) } else { status.to_text(context.output.style) };
    context.output.data(&written)?;
    if args.verify {
        let sentence = context
            .language
            .pick("every byte of the index is as it was written", "索引的每个字节都与写入时相同");
        output::say(sentence);
    }
    Ok(Ending::Done)
}

//! The `chabao` program: arguments in, text out. Everything else is the library.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}

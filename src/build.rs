//! Build script: makes the lookup tables of the program.
//!
//! A package has one build script; each module's part of it is in the folder of the module.

#[path = "text/build.rs"]
mod fold_table;
#[path = "gazetteer/build.rs"]
mod gazetteer;

use std::env;
use std::path::PathBuf;

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    let out_dir = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fold_table::write(&out_dir);
    gazetteer::write(&out_dir);
}

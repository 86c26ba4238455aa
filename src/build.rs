//! Build script: makes the tables that the program looks things up in.
//!
//! A package has one build script; what it does for a module stands in that module's folder.

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

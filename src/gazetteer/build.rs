//! Part of the build script: packs the table of divisions.
//!
//! Every line of the table repeats the names of its province and prefecture, and the codes count up,
//! so that the plain method of zip files (deflate) packs it to a quarter.

use std::io::Write as _;
use std::{fs, path::Path};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The table, which people read and edit.
const TABLE: &str = "src/gazetteer/divisions.tsv";

/// Writes `gazetteer.deflate`, the whole table, into the folder `out_dir`.
pub(crate) fn write(out_dir: &Path) {
    println!("cargo::rerun-if-changed=src/gazetteer/build.rs");
    println!("cargo::rerun-if-changed={TABLE}");
    let table = fs::read(TABLE).expect("the table is next to this script");
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&table).expect("writing to memory");
    let packed = encoder.finish().expect("writing to memory");
    fs::write(out_dir.join("gazetteer.deflate"), packed).expect("cargo's folder is writable");
}

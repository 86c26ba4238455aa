//! chabao as its users meet it: the program in a scratch folder, and the library over whole
//! folders of reports.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails at once")]
#![expect(clippy::needless_raw_string_hashes, reason = "snapshots are written this way")]
#![expect(clippy::string_slice, reason = "a test may panic over what must not happen")]

mod aliases;
mod answers;
mod archives;
mod boolean;
mod by_report;
mod cite;
#[path = "../console.rs"]
mod console;
mod copies;
mod corpus;
mod corrections;
mod coverage;
mod damaged;
#[path = "../dice.rs"]
mod dice;
mod exact;
mod export;
#[path = "../files.rs"]
mod files;
mod folders;
mod formats;
mod hostile;
mod incremental;
mod input;
mod interrupted;
mod joined;
mod judged;
mod kwic;
mod language;
#[path = "../leaks.rs"]
mod leaks;
mod lists;
mod lists_at_size;
mod machine;
mod manual;
mod messages;
#[path = "../moved.rs"]
mod moved;
mod moving;
mod namesakes;
mod newcomer;
mod originals;
mod panel;
mod plain;
mod printed_pages;
mod published;
mod query_line;
mod readme;
mod reference;
mod regions;
mod remarks;
mod scan;
mod serve;
#[path = "../served.rs"]
mod served;
#[path = "../shared.rs"]
mod shared;
mod surroundings;
mod tables;
mod typed;
mod typed_names;
mod why;
mod workbooks;
mod world;

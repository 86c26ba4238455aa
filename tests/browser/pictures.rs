//! The pictures of the README: the pages of the program over the samples.
//!
//! `cargo test --test browser pictures -- --ignored` makes them anew. They are looked at by people: no
//! test compares them, since fonts differ.

use std::fs;
use std::path::Path;

use crate::page::{Page, Screen};
use crate::png::with_palette;
use crate::searching::search;
use crate::site::Site;

/// The largest picture, in bytes.
const LARGEST: usize = 80_000;

pub(crate) fn the_readme_shows_the_pages(page: &Page) {
    let samples = Site::of_samples();
    let [lawyers, systems] = ["法律顾问", "三项制度"].map(search);
    let question = lawyers.trim_start_matches('/');
    let found = samples.api(&format!("search{question}&county=500242"));
    let report = found["hits"][0]["report"]["id"].as_str().unwrap();
    let trend = systems.trim_start_matches('/');
    // Each with what is brought into the middle of the screen, if it is not at the top.
    let pictures = [
        ("report", format!("/reports/{report}{question}"), Screen(1040, 560), "mark"),
        ("search", systems.clone(), Screen(1040, 600), ""),
        ("trend", format!("/trend{trend}&with=法律顾问"), Screen(1040, 640), ""),
        ("coverage", format!("/coverage{question}"), Screen(1040, 640), ""),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual/pictures");
    fs::create_dir_all(&folder).unwrap();
    for (name, path, screen, middle) in pictures {
        page.sit_at(screen);
        page.go(&format!("http://{}{path}", samples.address()));
        if !middle.is_empty() {
            page.run(&format!(
                "document.querySelector('article {middle}').scrollIntoView({{ block: 'center' }})"
            ));
        }
        let file = folder.join(name).with_extension("png");
        page.picture(&file);
        let packed = with_palette(&fs::read(&file).unwrap());
        assert!(packed.len() <= LARGEST, "{}: {} bytes", file.display(), packed.len());
        fs::write(&file, packed).unwrap();
    }
}

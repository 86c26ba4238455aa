
#[test]
fn dump() {
    for name in std::env::var("DUMP").unwrap_or_default().split(' ') {
        let Some(bytes) = crate::testing::sample(name) else { continue };
        let t = std::time::Instant::now();
        let _ = super::guard::check(&bytes);
        let g = t.elapsed();
        let text = super::read(&bytes).map_or_else(|e| e.to_string(), |x| x.text);
        let gold = crate::testing::sample(&format!(
            "{}.{}.txt",
            name.split('.').next().unwrap_or_default(),
            if name == "s1.pdf" || name == "s1.cr.pdf" || name == "s1.rc4.pdf" {
                "gold"
            } else {
                "p"
            }
        ))
        .unwrap();
        let gold = String::from_utf8(gold).unwrap();
        println!(
            "{g:?} {:?} {name} {:?} {}",
            t.elapsed(),
            crate::testing::Score::of(&text, &gold),
            text.len()
        );
        std::fs::write(format!("/tmp/helpers/dump.{name}.txt"), text).unwrap();
    }
}

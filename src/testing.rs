//! Chance that is the same in every run, for the tests of properties.

/// A small generator of pseudo-random numbers (xorshift, Marsaglia 2003).
pub(crate) struct Dice(u64);

impl Dice {
    /// Returns dice that fall the same way for the same `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Returns the next number below `limit`, 0 where `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 16) % limit).unwrap_or(0)
    }

    /// Returns the next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or(0)
    }

    /// Returns one of `choices`, which must not be empty.
    pub(crate) fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices.get(self.below(choices.len())).copied().unwrap_or_default()
    }
}

/// Returns the real reports, each with its name, where they are at hand; else says that they are
/// not, and returns none.
pub(crate) fn real_reports() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports");
    let mut reports: Vec<(String, String)> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let text = std::fs::read_to_string(entry.path()).ok()?;
            Some((entry.file_name().to_string_lossy().into_owned(), text))
        })
        .collect();
    reports.sort();
    if reports.is_empty() {
        notice("the real reports are not at hand: skipped");
    }
    reports
}

/// Prints `line` for the person who runs the tests.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn notice(line: &str) {
    eprintln!("{line}");
}

//! The codebooks that are part of the program.

/// The five parts of a report, and the tasks of the outline for the years 2021 to 2025
/// (《法治政府建设实施纲要（2021—2025年）》), in our own words.
pub(super) const OUTLINE: &str = include_str!("outline.csv");

/// Returns the text of the codebook with a name.
pub(super) fn text(name: &str) -> Option<&'static str> {
    (name == "outline").then_some(OUTLINE)
}

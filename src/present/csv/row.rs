//! Rows of CSV.

use crate::report::RegionView;

/// Returns rows as CSV with a header line.
pub(super) fn csv<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let mut table = csv_row(header);
    table.extend(rows.map(csv_row));
    table
}

/// Returns one line of CSV.
pub(super) fn csv_row<T: AsRef<[u8]>, const N: usize>(cells: [T; N]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("writing to memory");
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("cells are strings")
}

/// Returns province, prefecture, county and code, each empty where it is not known.
pub(super) fn place(region: Option<&RegionView>) -> [String; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(Option::unwrap_or_default)
}

pub(super) fn or_empty(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

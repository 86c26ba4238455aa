//! Rows of CSV.

use crate::report::RegionView;

/// Returns rows as CSV with a header line.
pub(super) fn csv<'a, R>(
    header: impl IntoIterator<Item = &'a str>,
    rows: impl IntoIterator<Item = R>,
) -> String
where
    R: IntoIterator<Item = String>,
{
    let mut table = csv_row(header);
    table.extend(rows.into_iter().map(csv_row));
    table
}

/// Returns one line of CSV.
pub(super) fn csv_row<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells).expect("writing to memory");
    let bytes = writer.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("cells are strings")
}

/// Returns province, prefecture, county and code, each empty if it is not known.
pub(super) fn region_cells(region: Option<&RegionView>) -> [String; 4] {
    let RegionView { province, prefecture, county, code } = region.cloned().unwrap_or_default();
    [province, prefecture, county, code].map(Option::unwrap_or_default)
}

/// Returns a cell that is empty if there is no value.
pub(super) fn cell(value: Option<&impl ToString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

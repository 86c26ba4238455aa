//! Shares and rates.

/// Returns `number` per `base` of `all`, rounded half up to two decimal places; `None` if `all` is
/// 0.
#[expect(clippy::cast_precision_loss, reason = "rates have far fewer digits than a float")]
pub(super) fn per(base: u64, number: u64, all: u64) -> Option<f64> {
    let (number, all) = (u128::from(number), u128::from(all));
    let twice = (number * u128::from(base) * 200).checked_add(all)?;
    let hundredths = twice.checked_div(2 * all)?;
    Some(hundredths as f64 / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_rounded_once_and_absent_without_a_base() {
        for (base, number, all, expected) in [
            (100, 0, 0, None),
            (100, 0, 7, Some("0.00")),
            (100, 7, 7, Some("100.00")),
            (100, 1, 3, Some("33.33")),
            (100, 2, 3, Some("66.67")),
            (100, 1, 800, Some("0.13")),
            (10_000, 28, 23_423, Some("11.95")),
            (10_000, 1, 4_000_000, Some("0.00")),
            (10_000, u64::MAX, u64::MAX, Some("10000.00")),
        ] {
            let rate = per(base, number, all).map(|rate| format!("{rate:.2}"));
            assert_eq!(rate.as_deref(), expected, "{number} of {all}");
        }
    }
}

//! The place of a section: the number of its report and its own, as one number and as an id.

/// The bits of the number of a section in its report: a million sections, where the longest of
/// 100,000 reports has some thousands.
const ORDINAL_BITS: u32 = 20;

/// Report numbers below this leave a place positive in 64 bits.
pub(super) const REPORTS: u64 = 1 << 43;

/// The number of a report, and of a section in it from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) report: u64,
    pub(super) ordinal: u32,
}

impl Place {
    /// Returns a place; `None` if one of the numbers is too large.
    pub(super) fn new(report: u64, ordinal: u32) -> Option<Self> {
        (report < REPORTS && ordinal < 1 << ORDINAL_BITS).then_some(Self { report, ordinal })
    }

    /// Reads a place from the number that stands in the index; `None` if it is negative.
    pub(super) fn from_number(number: i64) -> Option<Self> {
        let number = u64::try_from(number).ok()?;
        let ordinal = number & ((1 << ORDINAL_BITS) - 1);
        Self::new(number >> ORDINAL_BITS, u32::try_from(ordinal).ok()?)
    }

    /// Returns the number that stands in the index; it grows with report and section.
    pub(super) fn number(self) -> i64 {
        let number = (self.report << ORDINAL_BITS) | u64::from(self.ordinal);
        i64::try_from(number).expect("a place has 63 bits")
    }

    /// Returns the id of the document.
    pub(super) fn id(self) -> String {
        format!("{}-{}", self.report, self.ordinal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_numbers_in_order_and_back() {
        let last = Place::new(REPORTS - 1, (1 << 20) - 1).unwrap();
        assert_eq!(last.number(), i64::MAX);
        let places =
            [Place::new(0, 0), Place::new(0, 1), Place::new(1, 0), Place::new(77, 1_048_575)];
        let numbers: Vec<i64> = places.iter().map(|it| it.unwrap().number()).collect();
        assert_eq!(numbers, [0, 1, 1 << 20, (78 << 20) - 1]);
        for (place, number) in places.iter().zip(numbers) {
            assert_eq!(Place::from_number(number), *place);
        }
        assert_eq!(Place::new(0, 1 << 20), None);
        assert_eq!(Place::new(REPORTS, 0), None);
        assert_eq!(Place::from_number(-1), None);
        assert_eq!(Place::new(12, 3).unwrap().id(), "12-3");
    }
}

//! How unlikely and how large the difference between two frequencies is.

/// How often something occurs near the mentions, and how often in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frequencies {
    /// The number of times near a mention.
    pub(super) observed: u64,
    /// The number of times in all.
    pub(super) total: u64,
    /// The number of all words near a mention.
    pub(super) near: u64,
    /// The number of all words.
    pub(super) all: u64,
}

/// Stands for a frequency of zero in a ratio (Hardie 2014).
const LESS_THAN_ONCE: f64 = 0.5;

impl Frequencies {
    /// Returns whether it occurs near the mentions more often than elsewhere.
    pub(super) fn is_attracted(self) -> bool {
        let Self { observed, total, near, all } = self;
        u128::from(observed) * u128::from(all) > u128::from(total) * u128::from(near)
    }

    /// Returns how often it would occur near the mentions if it occurred there as often as elsewhere:
    /// `total · near / all`.
    pub(super) fn expected(self) -> f64 {
        float(self.total) * float(self.near) / float(self.all)
    }

    /// Returns the log-likelihood ratio G² = 2 Σ O ln(O / E) over the four cells of the table of this
    /// word and others, near mentions and elsewhere (Dunning 1993), where E is the product of row and
    /// column divided by all. Above 3.84 the difference is significant at 5 %, above 10.83 at 0.1 %,
    /// for one word looked at; a list has many.
    pub(super) fn log_likelihood(self) -> f64 {
        let Self { observed, total, near, all } = self;
        let elsewhere = all - near;
        let cells = [
            (observed, total, near),
            (total - observed, total, elsewhere),
            (near - observed, all - total, near),
            (elsewhere - (total - observed), all - total, elsewhere),
        ];
        let term = |(found, row, column): (u64, u64, u64)| {
            if found == 0 {
                return 0.0;
            }
            let expected = float(row) * float(column) / float(all);
            float(found) * (float(found) / expected).ln()
        };
        2.0 * cells.into_iter().map(term).sum::<f64>()
    }

    /// Returns the log ratio: the binary logarithm of how many times more frequent it is near the
    /// mentions than elsewhere (Hardie 2014). 1 is twice as frequent, 2 four times.
    pub(super) fn log_ratio(self) -> f64 {
        let Self { observed, total, near, all } = self;
        let elsewhere = float(total - observed).max(LESS_THAN_ONCE);
        let ratio = (float(observed) / float(near)) / (elsewhere / float(all - near).max(1.0));
        ratio.log2()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts have far fewer digits than a float")]
fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_the_formulas() {
        // The table of Dunning (1993) for "the swiss": 110, 2442, 111, 29114.
        let dunning = Frequencies { observed: 110, total: 2_552, near: 221, all: 31_777 };
        assert_eq!(format!("{:.2}", dunning.log_likelihood()), "270.72");
        assert!(dunning.is_attracted());
        for (observed, total, near, all, expected, log_likelihood, log_ratio) in [
            // As frequent as elsewhere.
            (5, 50, 100, 1_000, "5.00", "0.00", "0.00"),
            // Twice and four times as frequent.
            (20, 110, 100, 1_000, "11.00", "7.80", "1.00"),
            (40, 130, 100, 1_000, "13.00", "53.02", "2.00"),
            // Nowhere else.
            (4, 4, 100, 1_000, "0.40", "18.57", "6.17"),
        ] {
            let it = Frequencies { observed, total, near, all };
            let figures = [it.expected(), it.log_likelihood(), it.log_ratio()];
            let figures = figures.map(|figure| format!("{figure:.2}"));
            assert_eq!(figures, [expected, log_likelihood, log_ratio], "{it:?}");
            assert_eq!(it.is_attracted(), log_ratio != "0.00", "{it:?}");
        }
    }
}

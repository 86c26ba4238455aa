//! A random sample without replacement, the same for the same seed on every machine.
//!
//! The numbers come from SplitMix64 (Steele, Lea and Flood 2014), the positions from the first steps
//! of a shuffle (Fisher and Yates). So a sample of 200 contains the sample of 100 with the same seed:
//! whoever has read 100 rows and wants more does not begin again.

use rustc_hash::FxHashMap;

/// Returns `size` different numbers below `total`, in ascending order; all if there are fewer.
pub(super) fn draw(total: u64, size: u64, seed: u64) -> Vec<u64> {
    let mut random = SplitMix64(seed);
    // The shuffled numbers, where they are not in their first place.
    let mut moved: FxHashMap<u64, u64> = FxHashMap::default();
    let mut drawn: Vec<u64> = (0..size.min(total))
        .map(|at| {
            let other = at + random.below(total - at);
            let here = moved.get(&at).copied().unwrap_or(at);
            moved.insert(other, here).unwrap_or(other)
        })
        .collect();
    drawn.sort_unstable();
    drawn
}

struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `limit`, each with the same chance (Lemire 2019).
    fn below(&mut self, limit: u64) -> u64 {
        let unfair = limit.wrapping_neg() % limit;
        loop {
            let product = u128::from(self.next()) * u128::from(limit);
            let [low, high] = [product, product >> 64].map(|half| half & u128::from(u64::MAX));
            let half = |half: u128| u64::try_from(half).expect("half of the bits");
            if half(low) >= unfair {
                return half(high);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        // The first numbers of the reference implementation for the seed 1234567.
        let mut random = SplitMix64(1_234_567);
        let first = [0; 3].map(|_| random.next());
        assert_eq!(
            first,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn a_sample_has_different_numbers_and_a_larger_one_contains_it() {
        for seed in 0..50 {
            let all = draw(20, 99, seed);
            assert_eq!(all, (0..20).collect::<Vec<u64>>());
            let [small, large] = [5, 12].map(|size| draw(1_000_000, size, seed));
            assert_eq!((small.len(), large.len()), (5, 12));
            assert!(large.is_sorted_by(|a, b| a < b) && large.iter().all(|it| *it < 1_000_000));
            assert!(small.iter().all(|it| large.contains(it)), "{small:?} {large:?}");
            assert_eq!(small, draw(1_000_000, 5, seed));
        }
        assert_ne!(draw(1_000_000, 5, 1), draw(1_000_000, 5, 2));
        assert!(draw(0, 5, 1).is_empty() && draw(5, 0, 1).is_empty());
    }

    #[test]
    fn every_number_is_drawn_as_often_as_any_other() {
        let mut times = [0_u32; 10];
        for seed in 0..10_000 {
            for number in draw(10, 3, seed) {
                times[usize::try_from(number).unwrap()] += 1;
            }
        }
        // 3,000 are expected of each, with a standard deviation of 46.
        assert!(times.iter().all(|times| (2_800..3_200).contains(times)), "{times:?}");
    }
}

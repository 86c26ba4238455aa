//! Chance that is the same in every run; for the tests of the library and of the program.

/// A small generator of pseudo-random numbers (xorshift, Marsaglia 2003).
pub(crate) struct Dice(u64);

impl Dice {
    /// Returns dice that fall the same way for the same `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// Returns the next number below `limit`, or 0 if `limit` is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit).expect("limits are small").max(1);
        usize::try_from((self.0 >> 16) % limit).expect("it is below the limit")
    }

    /// Returns the next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("it is below 256")
    }

    /// Returns one of `choices`, which must not be empty.
    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())].clone()
    }
}

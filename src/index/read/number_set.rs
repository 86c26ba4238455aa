//! A set of small numbers.

/// A set of numbers from 0 up, one bit each: numbers of reports, or of the documents of a segment.
#[derive(Clone, Debug, Default)]
pub(crate) struct NumberSet {
    words: Vec<u64>,
    len: u64,
}

impl NumberSet {
    /// Returns the number of elements.
    pub(crate) fn len(&self) -> u64 {
        self.len
    }

    /// Returns whether the set is empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Adds a number and returns whether it was not in the set.
    pub(crate) fn insert(&mut self, number: u64) -> bool {
        let at = usize::try_from(number / 64).expect("numbers of reports fit in memory");
        if at >= self.words.len() {
            self.words.resize(at + 1, 0);
        }
        let word = self.words.get_mut(at).expect("the set was enlarged above");
        let bit = 1 << (number % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        self.len += u64::from(is_new);
        is_new
    }

    /// Returns whether a number is in the set.
    pub(crate) fn contains(&self, number: u64) -> bool {
        let word = usize::try_from(number / 64).ok().and_then(|at| self.words.get(at));
        word.is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    /// Returns the numbers in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> {
        (0..self.words.len() as u64 * 64).filter(|number| self.contains(*number))
    }
}

impl Extend<u64> for NumberSet {
    fn extend<I: IntoIterator<Item = u64>>(&mut self, numbers: I) {
        for number in numbers {
            self.insert(number);
        }
    }
}

impl FromIterator<u64> for NumberSet {
    fn from_iter<I: IntoIterator<Item = u64>>(numbers: I) -> Self {
        let mut set = Self::default();
        set.extend(numbers);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_inserted_once() {
        let mut set = NumberSet::default();
        assert!(set.is_empty());
        assert!(set.insert(1000) && set.insert(0) && !set.insert(1000));
        assert_eq!(set.len(), 2);
    }

    #[test]
    fn numbers_at_the_edges_of_words_are_kept_apart() {
        let numbers = [0, 1, 63, 64, 127, 128, 6400];
        let set: NumberSet = numbers.into_iter().chain(numbers).collect();
        assert_eq!(set.len(), 7);
        for number in 0..7000 {
            assert_eq!(set.contains(number), numbers.contains(&number), "{number}");
        }
        assert!(!set.contains(u64::MAX));
    }
}

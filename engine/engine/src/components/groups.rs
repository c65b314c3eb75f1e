//! Numbers that are joined into groups. What they stand for is for others to say.

/// Numbers that are joined into groups, each known by its lowest number.
pub(super) struct Groups {
    towards_first: Vec<usize>,
}

impl Groups {
    pub(super) fn new(count: usize) -> Self {
        Self { towards_first: (0..count).collect() }
    }

    pub(super) fn first(&mut self, number: usize) -> usize {
        let mut at = number;
        while self.towards_first[at] != at {
            self.towards_first[at] = self.towards_first[self.towards_first[at]];
            at = self.towards_first[at];
        }
        at
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        self.towards_first[one.max(other)] = one.min(other);
    }
}

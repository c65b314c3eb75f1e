//! How much of a list is shown.

/// How much of each list is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    First,
    All,
}

impl From<bool> for Shown {
    fn from(all: bool) -> Self {
        if all { Self::All } else { Self::First }
    }
}

impl Shown {
    /// So many, where `few` are shown of a list of which not everything is.
    pub(super) fn most(self, few: usize) -> usize {
        match self {
            Self::First => few,
            Self::All => usize::MAX,
        }
    }
}

//! The kinds of personal values: what is left of one that is erased goes by its kind.

use crate::parts::PartKind;

/// What a personal value is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PersonalKind {
    /// The name of a person, which must be comparable with others once it is erased.
    Name,
    Words,
    /// What programs read: what an erasure leaves of it says what it is about, and nothing else.
    Json,
    /// Where messages reach somebody, as a text of the project has it; like names, one stays one once it is erased.
    Address,
    /// What programs read of a file, a notifier or the project: an erasure leaves what it is about, as whoever folds the ledger reads it.
    Notice,
}

impl PersonalKind {
    pub const ALL: [Self; 5] = [Self::Name, Self::Words, Self::Json, Self::Address, Self::Notice];

    /// The number by which it is stored.
    pub fn number(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::Words => 1,
            Self::Json => 2,
            Self::Address => 3,
            Self::Notice => 4,
        }
    }

    /// What is stored by a number; none where nothing is.
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// The word for it, as its hash begins.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Words => "words",
            Self::Json => "json",
            Self::Address => "address",
            Self::Notice => "notice",
        }
    }

    /// Whether one stays one wherever it stands, also once it is erased: all that looks alike has one salt.
    pub fn is_comparable(self) -> bool {
        matches!(self, Self::Name | Self::Address)
    }
}

impl From<PartKind> for PersonalKind {
    fn from(kind: PartKind) -> Self {
        match kind {
            PartKind::Name => Self::Name,
            PartKind::Address | PartKind::AddressOfLast | PartKind::AddressOfNext => Self::Address,
        }
    }
}

//! What stands on the ledger in the place of a personal value, as the stored form has it: the hash of the value, and behind it what must still be known of
//! it once it is erased.

use super::kind::PersonalKind;
use super::value::{PERSON_DIGITS, PersonalValue};
use crate::tree::TreeHash;

/// So many digits of a hash are shown in the place of a value that is gone.
const SHOWN_DIGITS: usize = 12;

/// What stands for a personal value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandIn {
    pub kind: PersonalKind,
    pub hash: TreeHash,
    more: String,
}

impl StandIn {
    pub(super) fn of(kept: &PersonalValue) -> Self {
        Self { kind: kept.kind, hash: kept.hash(), more: kept.more() }
    }

    /// One as it is written; none where that is no stand-in.
    pub(super) fn parse(kind: PersonalKind, written: &str) -> Option<Self> {
        let (hash, more) = written.split_at_checked(TreeHash::BYTES * 2)?;
        let is_more = match kind {
            PersonalKind::Name | PersonalKind::Address => {
                more.len() == PERSON_DIGITS && more.bytes().all(|digit| digit.is_ascii_hexdigit())
            }
            PersonalKind::Words => more.is_empty(),
            PersonalKind::Json | PersonalKind::Notice => {
                serde_json::from_str::<serde_json::Value>(more).is_ok()
            }
        };
        let hash = TreeHash::parse(hash)?;
        is_more.then(|| Self { kind, hash, more: more.to_owned() })
    }

    pub(super) fn written(&self) -> String {
        format!("{}{}", self.hash, self.more)
    }

    /// What is read in the place of the value once that is erased: the same for one person wherever their name stood.
    pub fn erased(&self) -> String {
        match self.kind {
            PersonalKind::Name | PersonalKind::Address => format!("(erased {})", in_short(&self.more)),
            PersonalKind::Words => format!("(erased {})", in_short(&self.hash.to_string())),
            PersonalKind::Json | PersonalKind::Notice => self.more.clone(),
        }
    }

    /// Whether it stands for this value.
    pub(super) fn is_of(&self, kept: &PersonalValue) -> bool {
        *self == Self::of(kept)
    }
}

fn in_short(digits: &str) -> String {
    digits.chars().take(SHOWN_DIGITS).collect()
}

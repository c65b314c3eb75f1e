//! The row of a personal value beside the batches. Once it is erased the row stays without it, so that an erasure is told from damage.

use ledger::personal::{PersonalKind, PersonalValue, Salt, StoodIn};
use ledger::tree::TreeHash;

use super::fault::Ledger;
use super::store::StoreError;

/// One row.
#[derive(Clone)]
pub(super) struct PersonalRow {
    pub(super) hash: TreeHash,
    pub(super) kind: PersonalKind,
    /// None once it is erased.
    pub(super) value: Option<PersonalValue>,
}

impl PersonalRow {
    /// Of a value that is new.
    pub(super) fn of(value: &PersonalValue) -> Self {
        Self { hash: value.hash(), kind: value.kind, value: Some(value.clone()) }
    }

    /// Of one as it was read, whether or not it is erased.
    pub(super) fn of_stood_in(StoodIn { stand_in, kept }: &StoodIn) -> Self {
        Self { hash: stand_in.hash, kind: stand_in.kind, value: kept.clone() }
    }

    /// As it is stored. Whether the value is the one that was written is for whoever reads what stands for it to say.
    pub(super) fn stored(
        hash: &[u8],
        kind: i64,
        value: (Option<&[u8]>, Option<&str>),
        ledger: &Ledger,
    ) -> Result<Self, StoreError> {
        let unknown = || ledger.damaged("a personal value stands in no form that is known");
        let hash = TreeHash::of_bytes(hash).ok_or_else(unknown)?;
        let kind = u8::try_from(kind).ok().and_then(PersonalKind::of_number).ok_or_else(unknown)?;
        let value = match value {
            (None, None) => None,
            (Some(salt), Some(text)) => {
                let salt = Salt::of_bytes(salt).ok_or_else(unknown)?;
                Some(PersonalValue { kind, salt, value: text.into() })
            }
            (None, Some(_)) | (Some(_), None) => return Err(unknown()),
        };
        Ok(Self { hash, kind, value })
    }

    pub(super) fn salt(&self) -> Option<&[u8]> {
        self.value.as_ref().map(|value| value.salt.bytes().as_slice())
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.value.as_ref().map(|value| &*value.value)
    }
}

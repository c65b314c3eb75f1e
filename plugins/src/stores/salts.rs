//! Salts for the personal values of what is written: one for each person, whatever they said, one for each address, and one of its own for all else.

use ledger::entry::Entry;
use ledger::personal::{Hidden, PersonalKind, PersonalValue, Salt, hide, may_be_personal};
use rustc_hash::FxHashMap;

use engine::model::name_as_seen;

use super::fault::Ledger;
use super::store::StoreError;

/// The salts that whoever writes a ledger knows.
#[derive(Default)]
pub(super) struct Salts {
    /// Of people and of their addresses, by how these are seen; none before those on the ledger were looked up.
    people: Option<FxHashMap<(PersonalKind, String), Salt>>,
    /// Of what was not written so far: it is the same batch that is tried again, byte for byte, so that one of which nobody could say whether it was
    /// written is known again.
    unwritten: FxHashMap<(PersonalKind, String), Salt>,
}

impl Salts {
    /// Puts stand-ins in the places of personal values. `names` looks up the names and addresses that are kept.
    pub(super) fn hide<'e>(
        &mut self,
        entries: &'e [Entry],
        names: impl FnOnce() -> Result<Vec<PersonalValue>, StoreError>,
        ledger: &Ledger,
    ) -> Result<Hidden<'e>, StoreError> {
        if self.people.is_none() && entries.iter().any(may_be_personal) {
            let names = names()?;
            self.people = Some(names.iter().map(|name| (seen(name.kind, &name.value), name.salt)).collect());
        }
        let people = self.people.get_or_insert_default();
        let mut failed = None;
        let hidden = hide(entries, &mut |kind, text| {
            let fresh = || {
                let mut salt = [0; Salt::BYTES];
                failed = getrandom::fill(&mut salt).err().or(failed);
                Salt::from(salt)
            };
            if kind.is_comparable() {
                *people.entry(seen(kind, text)).or_insert_with(fresh)
            } else {
                *self.unwritten.entry((kind, text.to_owned())).or_insert_with(fresh)
            }
        });
        match failed {
            None => Ok(hidden),
            Some(error) => {
                *self = Self::default();
                Err(ledger.unavailable(format!("this machine has no random numbers ({error})")))
            }
        }
    }

    /// Takes up salts that other values of the next batch were hidden under elsewhere.
    pub(super) fn take_up<'k>(&mut self, kept: impl IntoIterator<Item = &'k PersonalValue>) {
        for PersonalValue { kind, salt, value } in kept {
            if kind.is_comparable() {
                self.people.get_or_insert_default().insert(seen(*kind, value), *salt);
            } else {
                self.unwritten.insert((*kind, value.to_string()), *salt);
            }
        }
    }

    /// What was hidden last is written.
    pub(super) fn written(&mut self) {
        self.unwritten.clear();
    }
}

/// What all spellings of a name or of an address have in common.
fn seen(kind: PersonalKind, text: &str) -> (PersonalKind, String) {
    (kind, name_as_seen(text))
}

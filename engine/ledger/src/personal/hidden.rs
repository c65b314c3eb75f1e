//! Entries with stand-ins in the places of personal values, and back.

use std::borrow::Cow;
use std::slice;

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::field::{may_be_personal, personal_texts, rewrite};
use super::form::PersonalForm;
use super::kind::PersonalKind;
use super::stand_in::StandIn;
use super::value::{PersonalValue, Salt};
use crate::entry::Entry;
use crate::tree::TreeHash;

/// Entries as they are stored.
pub struct Hidden<'e> {
    pub entries: Vec<Stored<'e>>,
    /// The values that stand-ins took the places of, each once.
    pub kept: Vec<PersonalValue>,
}

/// Why what is stored says nothing.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PersonalFault {
    #[error("what stands there for a personal value is no stand-in")]
    NoStandIn,
    #[error("the personal value that belongs to {0} is not the one that was written")]
    Changed(TreeHash),
}

/// A stand-in with the value that it stands for; none where that is erased.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoodIn {
    pub stand_in: StandIn,
    pub kept: Option<PersonalValue>,
}

/// What stands on the ledger for the personal values of some entries, in the order of their fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Personal {
    form: PersonalForm,
    all: Vec<StoodIn>,
}

/// Puts stand-ins in the places of personal values. A value that comes more than once has one, under the salt that `salt` gives.
pub fn hide<'e>(entries: &'e [Entry], salt: &mut dyn FnMut(PersonalKind, &str) -> Salt) -> Hidden<'e> {
    let mut known: FxHashMap<(PersonalKind, String), StandIn> = FxHashMap::default();
    let mut kept = Vec::new();
    let mut stand_in = |kind: PersonalKind, text: &str| {
        let stand_in = known.entry((kind, text.to_owned())).or_insert_with(|| {
            let value = PersonalValue { kind, salt: salt(kind, text), value: text.into() };
            let stand_in = StandIn::of(&value);
            kept.push(value);
            stand_in
        });
        stand_in.written()
    };
    let entries = entries.iter().map(|entry| {
        let mut stored = Stored::in_clear(entry);
        if may_be_personal(entry) {
            rewrite(stored.entry.to_mut(), PersonalForm::NEWEST, &mut |kind, text| {
                stored.form = PersonalForm::NEWEST;
                Some(stand_in(kind, text))
            });
        }
        stored
    });
    let entries = entries.collect();
    Hidden { entries, kept }
}

/// The stand-ins in entries as they are stored in a form, in the order of their fields.
///
/// # Errors
/// Something else stands in the place of one.
pub fn stand_ins(entries: &mut [Entry], form: PersonalForm) -> Result<Vec<StandIn>, PersonalFault> {
    let mut found = Vec::new();
    for entry in entries.iter_mut().filter(|entry| may_be_personal(entry)) {
        rewrite(entry, form, &mut |kind, text| {
            found.push(StandIn::parse(kind, text));
            None
        });
    }
    found.into_iter().collect::<Option<_>>().ok_or(PersonalFault::NoStandIn)
}

impl Personal {
    /// Puts the values in the places of their stand-ins, as far as they were not erased.
    ///
    /// # Errors
    /// A value is not the one that was written.
    pub fn show(
        entries: &mut [Entry],
        (form, stand_ins): (PersonalForm, Vec<StandIn>),
        kept: &FxHashMap<TreeHash, PersonalValue>,
    ) -> Result<Self, PersonalFault> {
        let mut shown = Vec::with_capacity(stand_ins.len());
        for stand_in in stand_ins {
            let kept = kept.get(&stand_in.hash).cloned();
            if kept.as_ref().is_some_and(|kept| !stand_in.is_of(kept)) {
                return Err(PersonalFault::Changed(stand_in.hash));
            }
            shown.push(StoodIn { stand_in, kept });
        }
        let (mut next, mut are_enough) = (shown.iter(), true);
        for entry in entries.iter_mut().filter(|entry| may_be_personal(entry)) {
            rewrite(entry, form, &mut |_, _| {
                let own = next.next();
                are_enough &= own.is_some();
                let StoodIn { stand_in, kept } = own?;
                Some(kept.as_ref().map_or_else(|| stand_in.erased(), |kept| kept.value.to_string()))
            });
        }
        if are_enough { Ok(Self { form, all: shown }) } else { Err(PersonalFault::NoStandIn) }
    }

    /// Takes values out of the entries of which these are the personal ones.
    pub fn erase(&mut self, entries: &mut [Entry], is_erased: impl Fn(&TreeHash) -> bool) {
        let mut next = self.all.iter_mut();
        for entry in entries.iter_mut().filter(|entry| may_be_personal(entry)) {
            rewrite(entry, self.form, &mut |_, _| {
                let own = next.next().filter(|own| is_erased(&own.stand_in.hash))?;
                own.kept = None;
                Some(own.stand_in.erased())
            });
        }
    }

    /// Every one, in order.
    pub fn all(&self) -> slice::Iter<'_, StoodIn> {
        self.all.iter()
    }

    /// In which form they stand there.
    pub fn form(&self) -> PersonalForm {
        self.form
    }

    /// The personal values of one of the entries, as many as stand-ins took the places of.
    pub fn texts_of(&self, entry: &Entry) -> Vec<(PersonalKind, String)> {
        personal_texts(entry, self.form)
    }

    /// Entries as they are stored, one after the other: those of which these are the personal values.
    ///
    /// # Panics
    /// They are those of other entries.
    pub fn put_back<'e>(
        personal: Option<&'e Self>,
        entries: impl IntoIterator<Item = &'e Entry>,
    ) -> impl Iterator<Item = Stored<'e>> {
        let mut next = personal.map(|personal| (personal.form, personal.all()));
        entries.into_iter().map(move |entry| {
            let mut stored = Stored::in_clear(entry);
            if let Some((form, next)) = next.as_mut().filter(|_| may_be_personal(entry)) {
                rewrite(stored.entry.to_mut(), *form, &mut |_, _| {
                    let own = next.next().expect("each personal value has a stand-in");
                    stored.form = *form;
                    Some(own.stand_in.written())
                });
            }
            stored
        })
    }

    /// Those of some of the entries alone; none where those have none.
    pub fn of_those<'e>(
        self,
        entries: impl IntoIterator<Item = &'e Entry>,
        is_one: impl Fn(&Entry) -> bool,
    ) -> Option<Self> {
        let form = self.form;
        let mut next = self.all.into_iter();
        let mut kept = Vec::new();
        for entry in entries {
            let own = next.by_ref().take(personal_texts(entry, form).len());
            if is_one(entry) {
                kept.extend(own);
            } else {
                own.for_each(drop);
            }
        }
        (!kept.is_empty()).then_some(Self { form, all: kept })
    }
}

/// An entry as it is stored.
pub struct Stored<'e> {
    pub entry: Cow<'e, Entry>,
    pub form: PersonalForm,
}

impl<'e> Stored<'e> {
    /// One whose personal values stand there themselves, or that has none.
    pub fn in_clear(entry: &'e Entry) -> Self {
        Self { entry: Cow::Borrowed(entry), form: PersonalForm::InClear }
    }
}

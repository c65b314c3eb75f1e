//! Values that are to be others, as the text of a mission is asked for them.

use language::rewrite::{RewriteRefused, Rewritten, ValuePlace, Wanted, find, rewrite};
use ledger::asked::ValueChange;

use super::fault::ChangeFault;

/// Values with their places read.
pub(super) struct WantedValues<'c> {
    places: Vec<ValuePlace>,
    /// What each is to be, and with what it begins.
    to_be: Vec<(&'c str, Option<&'c str>)>,
}

impl<'c> WantedValues<'c> {
    /// Each by its place, what it is to be, and with what it begins.
    ///
    /// # Errors
    /// One of them is where no value can stand.
    pub(super) fn read(
        values: impl Iterator<Item = (&'c str, &'c str, Option<&'c str>)>,
    ) -> Result<Self, ChangeFault> {
        let (mut places, mut to_be) = (Vec::new(), Vec::new());
        for (place, value, from) in values {
            places.push(place.parse().map_err(|_| ChangeFault::NoPlace(place.to_owned()))?);
            to_be.push((value, from));
        }
        Ok(Self { places, to_be })
    }

    /// Those of a change.
    pub(super) fn of(values: &'c [ValueChange]) -> Result<Self, ChangeFault> {
        Self::read(values.iter().map(|value| (&*value.place, &*value.after, value.from.as_deref())))
    }

    pub(super) fn all(&self) -> Vec<Wanted<'_>> {
        let wanted = self.places.iter().zip(&self.to_be);
        wanted.map(|(place, (value, from))| Wanted { place, value, from: *from }).collect()
    }

    /// The text with all of them.
    ///
    /// # Errors
    /// One of them cannot be what was asked for.
    pub(super) fn put_into(&self, text: &str) -> Result<Rewritten, ChangeFault> {
        rewrite(text, &self.all()).map_err(|RewriteRefused { place, why }| match &*self.places {
            [_] => ChangeFault::Unwritable(why),
            _ => ChangeFault::OneUnwritable { place: place.to_string(), why },
        })
    }
}

/// Looks whether all that stands around the values of a change is what it was when somebody asked.
///
/// # Errors
/// It is not around one of them.
pub(super) fn check_unmoved(text: &str, values: &[ValueChange]) -> Result<(), ChangeFault> {
    for value in values {
        let place: ValuePlace = value.place.parse().map_err(|_| ChangeFault::NoPlace(value.place.clone()))?;
        let found = find(text, &place, |value| (value.plain.clone(), base(&value.says())));
        let (now, found) = found.unwrap_or_default();
        if found != value.base {
            let (place, before) = (value.place.clone(), value.before.clone());
            return Err(ChangeFault::Moved { place: (values.len() > 1).then_some(place), before, now });
        }
    }
    Ok(())
}

/// What stands around a value, in a few letters.
pub(super) fn base(says: &str) -> String {
    blake3::hash(says.as_bytes()).to_hex().to_string()
}

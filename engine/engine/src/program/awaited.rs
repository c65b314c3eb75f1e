//! Which obligations are meant by what another says that it waits for. Whether they are overdue is judged elsewhere.

use rustc_hash::FxHashMap;

use super::Obligation;
use crate::model::{BodyId, MissionId, ObligationRef};

/// Obligations by every name under which others may wait for them.
pub struct AwaitedNames<T>(FxHashMap<ObligationRef, Vec<Named<T>>>);

struct Named<T> {
    /// Which of many it is about.
    about: Option<BodyId>,
    place: T,
}

impl<T: Copy> AwaitedNames<T> {
    /// Of these obligations of missions, each with what stands for it.
    pub fn of<'p>(obligations: impl Iterator<Item = (&'p MissionId, &'p Obligation, T)>) -> Self {
        let mut names: FxHashMap<ObligationRef, Vec<Named<T>>> = FxHashMap::default();
        for (mission, owed, place) in obligations {
            let about = owed.one_of.as_ref().map(|one| one.body.clone());
            let name = ObligationRef { mission: mission.clone(), obligation: owed.declared_id().clone() };
            if about.is_some() {
                // It may be named by itself too.
                let own = Named { about: about.clone(), place };
                names.entry(owed.reference(mission)).or_default().push(own);
            }
            names.entry(name).or_default().push(Named { about, place });
        }
        Self(names)
    }

    /// What an obligation waits for. Of those about each of many it is the one that is named, or the one about the same body; where there is
    /// none, all of them.
    pub fn awaited_by<'s>(&'s self, waiting: &'s Obligation) -> impl Iterator<Item = T> + use<'s, T> {
        let own = waiting.one_of.as_ref().map(|one| &one.body);
        waiting.terms.awaited_obligations().flat_map(move |reference| {
            let meant = self.0.get(reference).map_or(&[][..], Vec::as_slice);
            let is_same = move |named: &&Named<T>| own.is_some() && named.about.as_ref() == own;
            let has_same = meant.iter().any(|named| is_same(&named));
            meant.iter().filter(move |named| !has_same || is_same(named)).map(|named| named.place)
        })
    }
}

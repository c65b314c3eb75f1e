//! What a rule asked for. A rule that runs again mostly asks for the same things in the same order: what it asked for before is
//! kept by number, so that asking again compares two texts and looks nothing up.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use indexmap::IndexSet;
use jiff::Timestamp;
use rust_decimal::Decimal;
use rustc_hash::FxBuildHasher;
use thin_vec::ThinVec;

use crate::evidence::{CellIx, Evidence, Gap};
use crate::listing::Listing;
use crate::model::{Cell, ObligationRef, Period};
use crate::others::Among;

/// How many of the newest reads are looked through for one that is repeated.
const RECENT: usize = 8;

/// One thing that a rule asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Read {
    Cell(Cell),
    Target(Cell),
    /// Whether a moment has passed; the rule is woken when it does.
    Deadline(Timestamp),
    /// A list of the register; the rule is run again when another register tells it otherwise.
    Listing(Listing),
    /// Something of another obligation.
    Other(OtherRead),
}

impl Read {
    /// The cell whose figure was asked for; none where something else was.
    pub fn into_cell(self) -> Option<Cell> {
        match self {
            Self::Cell(cell) => Some(cell),
            Self::Target(_) | Self::Deadline(_) | Self::Other(_) | Self::Listing(_) => None,
        }
    }
}

/// What a rule asked of other obligations.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum OtherRead {
    /// Which there are.
    Obligations(Among),
    /// The verdict of a whole.
    Verdict(ObligationRef, Period),
    /// The verdicts of its parts.
    Parts(ObligationRef, Period),
    /// Since when it is broken.
    Breach(ObligationRef),
    /// When people were told of its alert.
    Told(ObligationRef),
    /// What officials said of it.
    Replies(ObligationRef),
}

/// One thing that a rule asked for, as it is kept.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Asked {
    Figure(CellIx),
    /// A figure of a series that was neither reported nor asked about before, and so has no number.
    Unmet(Box<Cell>),
    Target(Box<AskedTarget>),
    Deadline(Timestamp),
    Other(Box<OtherRead>),
    Listing(Box<Listing>),
}

/// A target that a rule asked for, with its value, which stays as long as the register does.
#[derive(Clone, Debug)]
pub(crate) struct AskedTarget {
    pub(crate) cell: Cell,
    pub(crate) value: Option<Decimal>,
    /// The place that asks for it whenever the rule runs, where there is one; it makes no other target of it.
    pub(crate) site: Option<Site>,
}

impl PartialEq for AskedTarget {
    fn eq(&self, other: &Self) -> bool {
        self.cell == other.cell && self.value == other.value
    }
}

impl Eq for AskedTarget {}

impl Hash for AskedTarget {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.cell.hash(state);
        self.value.hash(state);
    }
}

/// A place in a rule that asks for one and the same figure, or target, whenever the rule runs for its subject; by its number among those of the rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Site(pub u16);

/// How much a rule has asked for so far of what it was expected to ask for.
#[derive(Clone, Copy, Debug)]
pub struct AskedSoFar(usize);

/// What a rule asked for when it last ran, in order, each thing once.
#[derive(Clone, Default, Debug)]
pub(crate) struct Trace {
    pub(crate) asked: ThinVec<Asked>,
    /// The figures that places of the rule ask for, where that was found out. A rule that ran once has none.
    sites: ThinVec<Option<CellIx>>,
    /// The number of the register under which it ran.
    register: u32,
    /// Whether that was what it had asked for before.
    pub(crate) is_as_before: bool,
}

/// What a rule asks for while it runs, which it does on one thread.
#[derive(Default)]
pub(crate) struct Log {
    expected: ThinVec<Asked>,
    /// The figures that places of the rule are known to ask for.
    sites: ThinVec<Option<CellIx>>,
    /// Those of which that was found out in this run.
    found: Mutex<Vec<(Site, Found)>>,
    /// How much of what was expected was asked for.
    followed: AtomicUsize,
    /// Whether something else was asked for since.
    has_left: AtomicBool,
    /// Everything that was asked for, once something else was than was expected.
    asked: Mutex<IndexSet<Asked, FxBuildHasher>>,
}

impl Log {
    /// A log of a rule that is expected to ask for what it asked for before under the same register.
    pub(crate) fn expecting(before: Trace, register: u32) -> Self {
        let is_same = before.register == register;
        let (expected, sites) = if is_same { (before.asked, before.sites) } else { Default::default() };
        Self { expected, sites, ..Self::default() }
    }

    /// The figure that a place of the rule asks for, where it is known.
    #[inline]
    pub(crate) fn at(&self, site: Site) -> Option<CellIx> {
        self.sites.get(usize::from(site.0)).copied().flatten()
    }

    /// Notes what a place of the rule asks for from now on.
    pub(crate) fn bind(&self, site: Site, cell: CellIx) {
        self.found(site, Found::Figure(cell));
    }

    fn found(&self, site: Site, found: Found) {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push((site, found));
    }

    /// Notes what is meant, where it is what is expected next or was asked for just now.
    #[inline]
    pub(crate) fn follow(&self, is_meant: impl Fn(&Asked) -> bool) -> Option<&Asked> {
        self.follow_to(is_meant).map(|place| &self.expected[place])
    }

    /// The same for a target, which belongs to a place of the rule from now on, where one is named.
    pub(crate) fn follow_target(
        &self,
        site: Option<Site>,
        is_meant: impl Fn(&AskedTarget) -> bool,
    ) -> Option<&AskedTarget> {
        let place = self.follow_to(|asked| matches!(asked, Asked::Target(target) if is_meant(target)))?;
        let Asked::Target(target) = &self.expected[place] else { return None };
        if let Some(site) = site
            && target.site.is_none()
        {
            self.found(site, Found::Target(place));
        }
        Some(target)
    }

    /// The same, by its place among what was expected.
    #[inline]
    fn follow_to(&self, is_meant: impl Fn(&Asked) -> bool) -> Option<usize> {
        let followed = self.followed.load(Ordering::Relaxed);
        if let Some(next) = self.expected.get(followed)
            && !self.has_left.load(Ordering::Relaxed)
            && is_meant(next)
        {
            self.followed.store(followed + 1, Ordering::Relaxed);
            return Some(followed);
        }
        let recent = followed.saturating_sub(RECENT);
        self.expected[recent..followed].iter().rposition(is_meant).map(|place| recent + place)
    }

    /// Notes what is asked for, where it is neither what is expected next nor was asked for just now.
    pub(crate) fn note_once(&self, is_meant: impl Fn(&Asked) -> bool, asked: impl FnOnce() -> Asked) {
        if self.follow(is_meant).is_none() {
            self.note(asked());
        }
    }

    /// Notes what was not expected.
    pub(crate) fn note(&self, asked: Asked) {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.has_left.swap(true, Ordering::Relaxed) {
            all.extend(self.expected[..self.followed.load(Ordering::Relaxed)].iter().cloned());
        }
        all.insert(asked);
    }

    #[inline]
    pub(crate) fn so_far(&self) -> AskedSoFar {
        AskedSoFar(self.followed.load(Ordering::Relaxed))
    }

    /// Goes back to what was asked for before, none of which was unexpected.
    pub(crate) fn go_back_to(&self, AskedSoFar(followed): AskedSoFar) {
        self.followed.store(followed, Ordering::Relaxed);
    }

    /// Forgets what was asked for so far.
    pub(crate) fn forget(&self) {
        self.followed.store(0, Ordering::Relaxed);
        self.has_left.store(false, Ordering::Relaxed);
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Everything that was asked for so far, in order.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        if self.has_left.load(Ordering::Relaxed) {
            let all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            return all.iter().cloned().collect();
        }
        self.expected[..self.followed.load(Ordering::Relaxed)].to_vec()
    }

    /// What was asked for, to be expected the next time.
    pub(crate) fn into_trace(self, register: u32) -> Trace {
        let followed = self.followed.into_inner();
        let mut sites = self.sites;
        let mut expected = self.expected;
        for (site, found) in self.found.into_inner().unwrap_or_else(PoisonError::into_inner) {
            match found {
                Found::Figure(cell) => bind(&mut sites, site, cell),
                Found::Target(place) => {
                    if let Asked::Target(target) = &mut expected[place] {
                        target.site = Some(site);
                    }
                }
            }
        }
        if !self.has_left.into_inner() {
            let mut asked = expected;
            let is_as_before = followed == asked.len();
            asked.truncate(followed);
            return Trace { asked, sites, register, is_as_before };
        }
        let all = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        Trace { asked: all.into_iter().collect(), sites, register, is_as_before: false }
    }
}

/// What a place of a rule was found to ask for.
#[derive(Clone, Copy, Debug)]
enum Found {
    Figure(CellIx),
    /// The target at this place among what was expected.
    Target(usize),
}

fn bind(sites: &mut ThinVec<Option<CellIx>>, site: Site, cell: CellIx) {
    let place = usize::from(site.0);
    if sites.len() <= place {
        sites.resize(place + 1, None);
    }
    sites[place] = Some(cell);
}

impl Trace {
    /// What is asked for where these cells are looked at.
    pub(crate) fn of(cells: Vec<Cell>, evidence: &Evidence) -> Self {
        let asked = |cell: Cell| match evidence.find(&cell) {
            Some(ix) => Asked::Figure(ix),
            None => Asked::Unmet(Box::new(cell)),
        };
        let asked = cells.into_iter().map(asked).collect();
        Self { asked, sites: ThinVec::new(), register: evidence.register_number(), is_as_before: false }
    }

    /// The same once more, where the register is the same.
    pub(crate) fn again(self, evidence: &Evidence) -> Option<Self> {
        let is_same = self.register == evidence.register_number() && !self.asked.is_empty();
        is_same.then_some(Self { is_as_before: true, ..self })
    }

    /// The moments that were asked about.
    pub(crate) fn deadlines(&self) -> impl Iterator<Item = Timestamp> {
        self.asked.iter().filter_map(|asked| match asked {
            Asked::Deadline(moment) => Some(*moment),
            Asked::Figure(_) | Asked::Unmet(_) | Asked::Target(_) | Asked::Other(_) | Asked::Listing(_) => {
                None
            }
        })
    }

    /// What was asked of other obligations.
    pub(crate) fn others(&self) -> impl Iterator<Item = &OtherRead> {
        self.asked.iter().filter_map(|asked| match asked {
            Asked::Other(read) => Some(&**read),
            Asked::Figure(_)
            | Asked::Unmet(_)
            | Asked::Target(_)
            | Asked::Deadline(_)
            | Asked::Listing(_) => None,
        })
    }

    /// What was asked of the register.
    pub(crate) fn listings(&self) -> Vec<Listing> {
        let listings = self.asked.iter().filter_map(|asked| match asked {
            Asked::Listing(listing) => Some(Listing::clone(listing)),
            Asked::Figure(_) | Asked::Unmet(_) | Asked::Target(_) | Asked::Deadline(_) | Asked::Other(_) => {
                None
            }
        });
        listings.collect()
    }
}

impl Asked {
    /// Has a figure tracked from now on, and tells its number.
    pub(crate) fn track(&mut self, evidence: &mut Evidence) -> Option<CellIx> {
        match self {
            Self::Figure(ix) => Some(*ix),
            Self::Unmet(cell) => {
                let ix = evidence.track(cell);
                *self = Self::Figure(ix);
                Some(ix)
            }
            Self::Target(_) | Self::Deadline(_) | Self::Other(_) | Self::Listing(_) => None,
        }
    }

    /// Why a figure that was asked for is missing, where it is.
    pub(crate) fn gap(&self, evidence: &Evidence) -> Option<Gap> {
        match self {
            Self::Figure(ix) => evidence.value_at(*ix).err(),
            Self::Unmet(cell) => evidence.value(cell).err(),
            Self::Target(_) | Self::Deadline(_) | Self::Other(_) | Self::Listing(_) => None,
        }
    }

    /// What was asked for, by its name.
    pub(crate) fn read(self, evidence: &Evidence) -> Read {
        match self {
            Self::Figure(cell) => Read::Cell(evidence.cell(cell)),
            Self::Unmet(cell) => Read::Cell(*cell),
            Self::Target(target) => Read::Target(target.cell),
            Self::Deadline(moment) => Read::Deadline(moment),
            Self::Other(read) => Read::Other(*read),
            Self::Listing(listing) => Read::Listing(*listing),
        }
    }
}

//! What is asked for after cuts in what funds an obligation: who is to accept it anew, and who has.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::{BodyId, ObligationRef};
use crate::program::Cut;

/// The cuts after which an obligation is still to be accepted anew, in the order in which they became known.
pub(crate) type Cuts = BTreeMap<ObligationRef, Vec<Cut>>;

/// What is asked for after cuts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reacceptance {
    pub cuts: Vec<Cut>,
    /// Who is asked, the lead first; each body once.
    pub asked: Vec<AskedBody>,
}

/// A body that is asked to accept an obligation anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedBody {
    pub body: BodyId,
    /// The person to be told, as declared.
    pub owner: Option<String>,
    /// Who accepted it since the last cut, and when.
    pub accepted: Option<Acceptance>,
}

/// That somebody accepted an obligation for a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Acceptance {
    pub by: String,
    pub at: Timestamp,
}

impl Reacceptance {
    /// Whether everybody has accepted who is asked.
    pub fn is_complete(&self) -> bool {
        self.asked.iter().all(|asked| asked.accepted.is_some())
    }

    /// When the last of the cuts became known.
    pub fn last_cut(&self) -> Option<Timestamp> {
        self.cuts.iter().map(|cut| cut.at).max()
    }
}

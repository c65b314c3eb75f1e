//! What somebody asks for and that waits until a second person has decided about them, and those about which somebody did lately.

use std::collections::VecDeque;

use engine::model::{ObligationRef, Response};
use jiff::Timestamp;

use crate::asked::{Asked, TextChange};
use crate::entry::{Decision, Entry, Position, Proposal, Recorded};
use crate::fold::Observer;

/// So many that are decided are known at the most; the oldest are forgotten first.
const MOST_DECIDED: usize = 1_000;

/// Proposals, in the order in which they were made.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Proposals {
    known: VecDeque<KnownProposal>,
}

/// A proposal, and what became of it.
#[derive(Clone, PartialEq, Debug)]
pub struct KnownProposal {
    /// Where it stands on the ledger.
    pub position: Position,
    /// When it was made.
    pub at: Timestamp,
    pub proposal: Proposal,
    /// None while it waits.
    pub decided: Option<Decided>,
}

/// What became of a proposal, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    pub position: Position,
    pub at: Timestamp,
    pub decision: Decision,
}

impl Observer for Proposals {
    fn observe(&mut self, Recorded { position, at, entry }: &Recorded) {
        let (position, at) = (*position, *at);
        match entry {
            Entry::Proposed(proposal) => {
                self.known.push_back(KnownProposal {
                    position,
                    at,
                    proposal: proposal.clone(),
                    decided: None,
                });
            }
            Entry::Decided(decision) => {
                let mut known = self.known.iter_mut();
                if let Some(known) = known.find(|known| *known.proposal.id() == decision.id) {
                    known.decided = Some(Decided { position, at, decision: decision.clone() });
                }
                self.forget_old();
            }
            _ => {}
        }
    }
}

impl Proposals {
    /// In the order in which they were made.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &KnownProposal> {
        self.known.iter()
    }

    /// Those about which nobody has decided.
    pub fn waiting(&self) -> impl DoubleEndedIterator<Item = &KnownProposal> {
        self.all().filter(|known| known.decided.is_none())
    }

    pub fn get(&self, id: &str) -> Option<&KnownProposal> {
        self.all().find(|known| known.proposal.id().as_str() == id)
    }

    /// One that waits and asks for the same as a response: the same kind, of the same part, from the same account.
    pub fn same_as(&self, account: &str, response: &Response) -> Option<&KnownProposal> {
        let of = |response: &Response| -> (ObligationRef, _, _) {
            (response.obligation.clone(), response.scope.clone(), response.submission.kind)
        };
        self.waiting().filter(|known| known.proposal.account == account).find(|known| {
            matches!(&known.proposal.asked, Asked::Response { response: waiting, .. } if of(waiting) == of(response))
        })
    }

    /// One that waits and asks for another value in a place of which a change is, whoever asks.
    pub fn of_same_value(&self, change: &TextChange) -> Option<&KnownProposal> {
        self.waiting()
            .find(|known| known.proposal.change().is_some_and(|waiting| waiting.is_of_same_value(change)))
    }

    /// The places on the ledger of all that is known, in order: whoever reads them again knows the same.
    pub fn places(&self) -> Vec<Position> {
        let decided = self.known.iter().filter_map(|known| known.decided.as_ref());
        let mut places: Vec<Position> = self.known.iter().map(|known| known.position).collect();
        places.extend(decided.map(|decided| decided.position));
        places.sort_unstable();
        places
    }

    fn forget_old(&mut self) {
        let decided = self.known.iter().filter(|known| known.decided.is_some()).count();
        if decided > MOST_DECIDED
            && let Some(oldest) = self.known.iter().position(|known| known.decided.is_some())
        {
            self.known.remove(oldest);
        }
    }
}

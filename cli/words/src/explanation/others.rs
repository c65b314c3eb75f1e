//! What a rule read of other obligations.

use engine::explain::{Exhibit, ExplainedFinding, OtherAnswer, OtherExhibit};
use engine::model::ObligationRef;
use engine::others::Among;
use engine::view::OtherRead;
use language::english;

use super::writer::ExplanationWriter;
use super::{Branch, Fullness, State};
use crate::names::heading;
use crate::verdict;

/// How many of the obligations that a rule read are named, where not everything is told.
const MOST_OTHERS: usize = 12;

impl ExplanationWriter<'_> {
    /// Everything that a rule read of other obligations: where they are many, those first that are not met.
    pub(super) fn others(&self, part: &ExplainedFinding, fullness: Fullness) -> Vec<Branch> {
        let read = part.evidence.iter().filter_map(|exhibit| match exhibit {
            Exhibit::Other(other) => Some(other),
            Exhibit::Figure(_) | Exhibit::Target { .. } | Exhibit::Deadline(_) | Exhibit::Listing { .. } => {
                None
            }
        });
        let mut read: Vec<&OtherExhibit> = read.collect();
        let told = if fullness == Fullness::Whole { usize::MAX } else { MOST_OTHERS };
        if read.len() > told {
            read.sort_by_key(|other| is_in_order(other));
        }
        let branches = read.iter().take(told).map(|other| self.other_read(other));
        let untold = read.len().saturating_sub(told);
        let rest = (untold > 0).then(|| Branch::new(format!("and {untold} more like these"), State::Plain));
        branches.chain(rest).collect()
    }

    fn other_read(&self, other: &OtherExhibit) -> Branch {
        let title = match &other.read {
            OtherRead::Obligations(Among::Named(name)) => format!("Obligations of {name}"),
            OtherRead::Obligations(Among::All | Among::Own) => "Obligations of all missions".to_owned(),
            OtherRead::Verdict(of, period) => format!("{}, {}", self.title(of), heading(*period)),
            OtherRead::Parts(of, period) => format!("Parts of {}, {}", self.title(of), heading(*period)),
            OtherRead::Breach(of) => format!("Since when {} is broken", self.title(of)),
            OtherRead::Told(of) => format!("Since when people know of {}", self.title(of)),
            OtherRead::Replies(of) => format!("Replies to {}", self.title(of)),
        };
        match &other.answer {
            OtherAnswer::Obligations(found) => Branch::new(title, State::Amount(english::figure(*found))),
            OtherAnswer::Verdict(Some(verdict)) => Branch::new(title, State::Verdict(*verdict)),
            OtherAnswer::Verdict(None) => Branch::new(title, State::Amount("not owed".to_owned())),
            OtherAnswer::Since(None) => Branch::new(title, State::Amount("it is not".to_owned())),
            OtherAnswer::Since(Some(moment)) => Branch::new(title, State::Amount(self.names.day(*moment))),
            OtherAnswer::Parts(parts) => {
                let word = |verdict| verdict::word(verdict);
                let parts = parts.iter().take(MOST_OTHERS);
                let parts = parts.map(|(by, verdict)| format!("{} {}", self.names.body(by), word(*verdict)));
                Branch::new(title, State::Plain).with_details(parts)
            }
            OtherAnswer::Replies(replies) => {
                let said = replies.iter().rev().take(MOST_OTHERS);
                let said =
                    said.map(|reply| format!("{} by {}, {}", reply.kind, reply.by, self.names.day(reply.at)));
                Branch::new(title, State::Amount(english::figure(replies.len()))).with_details(said)
            }
        }
    }

    fn title(&self, of: &ObligationRef) -> String {
        let declared = self.names.program.obligation(of);
        declared.map_or_else(|| of.to_string(), |obligation| format!("“{}”", obligation.title))
    }
}

/// Whether nothing is amiss with what was read.
fn is_in_order(other: &OtherExhibit) -> bool {
    match &other.answer {
        OtherAnswer::Verdict(verdict) => {
            verdict.is_none_or(|verdict| verdict.is_settled() || verdict.is_delivered())
        }
        OtherAnswer::Parts(parts) => parts.iter().all(|(_, verdict)| verdict.is_settled()),
        OtherAnswer::Since(since) => since.is_none(),
        OtherAnswer::Obligations(_) => false,
        OtherAnswer::Replies(_) => true,
    }
}

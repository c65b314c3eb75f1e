//! What was promised and cannot be measured yet, and what is pursued no longer, in words. Neither is ever called met.

use engine::model::{Catalogue, MissionId, NotPursued};
use engine::program::{Commitment, Lacking};

use crate::{authority, english, names};

/// Over what was promised and cannot be measured yet.
pub const NOT_MEASURABLE: &str = "Not yet measurable";
/// What one of these is called.
pub const NOUN: &str = "commitment";

/// What it would take to judge one: `a lead, a measure and a rule`.
pub fn lacks(lacks: &[Lacking]) -> String {
    let each = lacks.iter().map(|lacking| match lacking {
        Lacking::Lead => "a lead",
        Lacking::Measure => "a measure",
        Lacking::Rule => "a rule",
        Lacking::From => "a first period",
    });
    english::list(&each.collect::<Vec<_>>())
}

/// One in a list, with what it lacks and who answers for it.
pub fn listed(mission: &MissionId, commitment: &Commitment, catalogue: &Catalogue) -> String {
    let Commitment { id, title, .. } = commitment;
    format!("{title} ({mission}/{id}). {}", told(commitment, catalogue))
}

/// What it lacks, who answers for it and what says that it was promised, in sentences.
pub fn told(commitment: &Commitment, catalogue: &Catalogue) -> String {
    let lead = commitment.lead.as_ref().map(|lead| {
        let lead = names::with_owner(catalogue.body_name(lead), commitment.owner.as_deref());
        format!("{lead} leads.")
    });
    let lacking = format!("It lacks {}, so nobody owes it yet.", lacks(&commitment.lacks));
    let authority = authority::line(&commitment.authority).map(|line| format!("{line}."));
    lead.into_iter().chain([lacking]).chain(authority).collect::<Vec<_>>().join(" ")
}

/// Since when something is not pursued, by whose word and why, without a full stop.
pub fn not_pursued(NotPursued { since, reason, decided_by }: &NotPursued) -> String {
    let (since, reason) = (english::date(*since), reason.trim_end_matches('.'));
    format!("not pursued since {since}, as {decided_by} decided: {reason}")
}

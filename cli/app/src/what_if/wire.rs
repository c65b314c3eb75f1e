//! What would become of what is supposed, for programs. Every list is whole.

use engine::model::{BodyId, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use words::what_if::{AS_DECLARED, AS_SUPPOSED};

use super::compare::WhatIf;
use super::footing::Loss;
use super::supposition::Supposed;
use crate::replay::{ComparedSide, ComparisonReport, Range};

/// The answer of `remit what-if --format json`.
#[derive(Serialize, Debug)]
pub struct WhatIfReport {
    from: Date,
    until: Date,
    supposed: Vec<WireSupposed>,
    /// The first moment at which anything shows; none where nothing does.
    shows: Option<Timestamp>,
    footing: Vec<WireFooting>,
    verdicts: Vec<WireTurned>,
    held_up: Vec<WireHeldUp>,
    alerts: ComparisonReport,
}

#[derive(Serialize, Debug)]
#[serde(tag = "what", rename_all = "kebab-case")]
enum WireSupposed {
    End { relation: String, on: Date },
    Close { body: String, on: Date },
    Miss { obligation: String, whose: Option<String>, period: String },
    Target { measure: String, value: String, from: Date },
}

#[derive(Serialize, Debug)]
struct WireFooting {
    obligation: String,
    /// `relation`, `about`, `lead`, `party`, `report` or `target`.
    loses: &'static str,
    /// The relation, body, measure or reporter.
    of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    successor: Option<String>,
}

#[derive(Serialize, Debug)]
struct WireTurned {
    obligation: String,
    contribution: Option<String>,
    body: String,
    period: String,
    before: Option<&'static str>,
    after: Option<&'static str>,
    shows: Timestamp,
}

#[derive(Serialize, Debug)]
struct WireHeldUp {
    alert: String,
    since: Timestamp,
}

impl WhatIfReport {
    /// The answer, with the revision of the program that it is about.
    pub fn new(what_if: &WhatIf, revision: &str) -> Self {
        let side = |name: &str, revision: String| ComparedSide { name: name.to_owned(), revision };
        let sides =
            [side(AS_DECLARED, revision.to_owned()), side(AS_SUPPOSED, format!("{revision}-supposed"))];
        let range = Range { from: Some(what_if.from), to: what_if.until, known_at: None };
        let turned = what_if.turned.iter().map(|one| WireTurned {
            obligation: one.node.obligation().to_string(),
            contribution: one.node.contribution().map(ToString::to_string),
            body: one.body.to_string(),
            period: one.period.to_string(),
            before: one.before.map(Verdict::as_str),
            after: one.after.map(Verdict::as_str),
            shows: one.shows,
        });
        let footing = what_if.footing.iter().map(|one| {
            let (loses, of, successor) = lost(&one.loss);
            WireFooting { obligation: one.obligation.to_string(), loses, of, successor }
        });
        let held_up = what_if.held_up.iter();
        Self {
            from: what_if.from,
            until: what_if.until,
            supposed: what_if.supposed.iter().map(Into::into).collect(),
            shows: what_if.shows,
            footing: footing.collect(),
            verdicts: turned.collect(),
            held_up: held_up.map(|one| WireHeldUp { alert: one.id.to_string(), since: one.since }).collect(),
            alerts: ComparisonReport::new(sides, &range, &what_if.comparison),
        }
    }
}

fn lost(loss: &Loss) -> (&'static str, Option<String>, Option<String>) {
    let named = |id: &BodyId| Some(id.to_string());
    match loss {
        Loss::Tie(relation) => ("relation", named(relation), None),
        Loss::About(body) => ("about", named(body), None),
        Loss::Lead { body, successor } => ("lead", named(body), successor.as_ref().and_then(named)),
        Loss::Party(body) => ("party", named(body), None),
        Loss::Report(whose) => ("report", whose.clone(), None),
        Loss::Target(measure) => ("target", Some(measure.to_string()), None),
    }
}

impl From<&Supposed> for WireSupposed {
    fn from(supposed: &Supposed) -> Self {
        match supposed {
            Supposed::End { relation, on } => Self::End { relation: relation.to_string(), on: *on },
            Supposed::Close { body, on } => Self::Close { body: body.to_string(), on: *on },
            Supposed::Miss { obligation, whose, period } => Self::Miss {
                obligation: obligation.to_string(),
                whose: whose.clone(),
                period: period.to_string(),
            },
            Supposed::Target { measure, value, from } => {
                Self::Target { measure: measure.to_string(), value: value.to_string(), from: *from }
            }
        }
    }
}

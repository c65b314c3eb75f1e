//! What is held against whom, in words. Bodies of which the same is to be said are named together.

use engine::alert::{Alert, AlertKind, Breaker};
use engine::model::{BodyId, Catalogue, Period, Verdict};

use crate::english;
use crate::finding::cause;

/// What is held against one body, or against several alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint<'a> {
    /// The bodies, each with the person to be told.
    pub bodies: Vec<(&'a BodyId, Option<&'a str>)>,
    /// What they did, to be read behind their names: `missed Q2 2023`.
    pub did: String,
    /// The last of the periods, with why it counts as broken; none where what they did says it all.
    pub because: Option<(Period, String)>,
}

/// What is held against the bodies that break the obligation, in the order of its contributions.
pub fn complaints<'a>(alert: &'a Alert, catalogue: &Catalogue) -> Vec<Complaint<'a>> {
    let mut complaints: Vec<Complaint<'_>> = Vec::new();
    for breaker in alert.breakers() {
        let complaint = complaint(alert.id.kind, breaker, catalogue);
        let alike = complaints
            .iter_mut()
            .find(|other| other.did == complaint.did && other.because == complaint.because);
        match alike {
            Some(other) => other.bodies.extend(complaint.bodies),
            None => complaints.push(complaint),
        }
    }
    complaints
}

fn complaint<'a>(kind: AlertKind, breaker: &'a Breaker, catalogue: &Catalogue) -> Complaint<'a> {
    let reason = cause(&breaker.cause, catalogue);
    let because = breaker.periods.last().filter(|_| !reason.is_empty()).map(|last| (*last, reason.clone()));
    let bodies = vec![(&breaker.body, breaker.owner.as_deref())];
    match kind {
        AlertKind::RuleFailed => Complaint {
            bodies,
            did: format!("could not be judged {}", english::streak(&breaker.periods)),
            because,
        },
        AlertKind::Breach => {
            let because = because.filter(|_| breaker.verdict != Verdict::NoData);
            Complaint { bodies, did: breach(breaker), because }
        }
    }
}

fn breach(breaker: &Breaker) -> String {
    let missed: Vec<Period> =
        breaker.periods.iter().copied().filter(|period| !breaker.silent.contains(period)).collect();
    let missed = (!missed.is_empty()).then(|| format!("missed {}", english::run(&missed)));
    let silent = (!breaker.silent.is_empty())
        .then(|| format!("gave no usable figure {}", english::streak(&breaker.silent)));
    [missed, silent].into_iter().flatten().collect::<Vec<_>>().join(", and ")
}

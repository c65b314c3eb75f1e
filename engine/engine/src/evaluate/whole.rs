//! The finding of a whole obligation for one period, with its cause in words.

use crate::model::{Catalogue, Needs, Verdict};
use crate::plain;
use crate::program::Terms;

use super::Finding;
use super::needs::join;

/// Joins the findings of the parts, which come in the order of the declaration.
pub(crate) fn join_parts(terms: &Terms, parts: &[&Finding], catalogue: &Catalogue) -> (Finding, Vec<usize>) {
    if !terms.is_joint() {
        let broken_by = if parts[0].verdict.is_breach() { vec![0] } else { Vec::new() };
        return (parts[0].clone(), broken_by);
    }
    let weighed: Vec<_> =
        parts.iter().zip(&terms.parts).map(|(finding, part)| (finding.verdict, part.weight)).collect();
    let joined = join(terms.needs, &weighed);
    let reason = reason(terms, &told(terms.needs, parts), joined.verdict, catalogue);
    (Finding { verdict: joined.verdict, reason, line: None }, joined.broken_by)
}

/// The parts of which something is told: where one comes after the other, whoever waits for an earlier party is not named.
fn told<'a>(needs: Needs, parts: &[&'a Finding]) -> Vec<&'a Finding> {
    let first_open = parts.iter().position(|finding| !finding.verdict.is_delivered());
    match (needs, first_open) {
        (Needs::InOrder, Some(first)) => parts[..=first].to_vec(),
        _ => parts.to_vec(),
    }
}

fn reason(terms: &Terms, parts: &[&Finding], whole: Verdict, catalogue: &Catalogue) -> String {
    let names = |verdicts: &[Verdict]| -> Vec<&str> {
        let among = terms.parts.iter().zip(parts).filter(|(_, finding)| verdicts.contains(&finding.verdict));
        among.map(|(part, _)| catalogue.body_name(&part.by)).collect()
    };
    let clause = |intro: &str, verdicts: &[Verdict]| {
        let names = names(verdicts);
        (!names.is_empty()).then(|| format!("{intro} {}", plain::list(&names)))
    };
    let clauses = match whole {
        Verdict::NotDue => Vec::new(),
        Verdict::Met | Verdict::MetLate => {
            let is_done = |verdict: Verdict| matches!(verdict, Verdict::Met | Verdict::MetLate);
            let done = parts.iter().filter(|finding| is_done(finding.verdict)).count();
            let of_all = plain::count(parts.len(), "contribution");
            vec![
                (done > 0).then(|| format!("delivered by {} of {of_all}", plain::figure(done))),
                clause("late from", &[Verdict::MetLate]),
                clause("waived for", &[Verdict::Waived]),
            ]
        }
        _ => vec![
            clause("missed by", &[Verdict::Missed]),
            clause("nothing usable from", &[Verdict::NoData]),
            clause("the rule failed for", &[Verdict::Failed]),
            clause("disputed by", &[Verdict::Disputed]),
            clause("at risk from", &[Verdict::AtRisk]),
            clause("waiting for", &[Verdict::Awaiting]),
        ],
    };
    clauses.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

//! Why a verdict stands, in words without a full stop; empty where the verdict says it all.

use engine::Engine;
use engine::evaluate::{AnsweredBreach, Cause, Finding, told_parts};
use engine::evidence::Gap;
use engine::model::{Catalogue, ResponseKind, Verdict};
use engine::program::Terms;
use engine::standing::Standing;
use engine::view::Failure;

use crate::english;

/// How many bodies are named at the most.
const MOST_NAMED: usize = 12;

/// Why a part, or an obligation that its lead owes alone, has its verdict.
pub fn reason(finding: &Finding, catalogue: &Catalogue) -> String {
    cause(&finding.cause, catalogue)
}

/// The same of a cause alone. What a whole comes of is told by its parts: see [`reason_of_whole`].
pub fn cause(cause: &Cause, catalogue: &Catalogue) -> String {
    match cause {
        Cause::Evident | Cause::Parts => String::new(),
        Cause::Stated { statement, .. } => english::statement(statement),
        Cause::Missing(gap) => missing(gap, catalogue),
        Cause::Failed(fault) => failure(&fault.failure, catalogue),
        Cause::Answered(answered) => answer(answered, catalogue),
        Cause::InsideDelay { relation, until } => {
            format!("inside the delay of {} until {}", catalogue.body_name(relation), english::date(*until))
        }
    }
}

/// Why a rule came to no judgement. Whom a target does not bind is told why, and not that there is none.
fn failure(failure: &Failure, catalogue: &Catalogue) -> String {
    match failure {
        Failure::NoTarget(cell) => match catalogue.excepted_from_target(cell) {
            Some(exception) => {
                format!("excepted from the target: {}", exception.reason.trim_end_matches('.'))
            }
            None => format!(
                "no target for {} of {} is in force at the end of {}",
                catalogue.measure_title(&cell.measure),
                catalogue.body_name(&cell.body),
                english::period(cell.period)
            ),
        },
        _ => english::failure(failure),
    }
}

/// Why a verdict of this engine stands.
pub fn reason_of_standing(standing: &Standing, engine: &Engine) -> String {
    let Standing { node, period, verdict, .. } = standing;
    let Some(program) = engine.program() else { return String::new() };
    if standing.cause != Cause::Parts {
        return cause(&standing.cause, &program.catalogue);
    }
    let parts = engine.parts(node.whole(), *period);
    let reason = parts.map(|(terms, parts)| reason_of_whole(*verdict, terms, &parts, &program.catalogue));
    reason.unwrap_or_default()
}

/// Why a whole has its verdict, by the verdicts of its parts, each none where that part is not owed.
pub fn reason_of_whole(
    whole: Verdict,
    terms: &Terms,
    parts: &[Option<Verdict>],
    catalogue: &Catalogue,
) -> String {
    let parts = &parts[..told_parts(terms, parts)];
    let clause = |intro: &str, verdict: Verdict| {
        let among = terms.parts.iter().zip(parts).filter(|(_, stands)| **stands == Some(verdict));
        let mut names: Vec<String> =
            among.map(|(part, _)| catalogue.body_name(&part.by).to_owned()).collect();
        names.dedup();
        (!names.is_empty()).then(|| format!("{intro} {}", english::some_of(&names, MOST_NAMED)))
    };
    let clauses = match whole {
        Verdict::NotDue => Vec::new(),
        whole if whole.is_settled() => {
            let owed = parts.iter().flatten();
            let done = owed.clone().filter(|verdict| verdict.is_delivered()).count();
            let of_all = english::count(owed.count(), "contribution");
            vec![
                (done > 0).then(|| format!("delivered by {} of {of_all}", english::figure(done))),
                clause("late from", Verdict::MetLate),
                clause("waived for", Verdict::Waived),
                clause("not judged:", Verdict::NotJudged),
            ]
        }
        _ => vec![
            clause("missed by", Verdict::Missed),
            clause("nothing usable from", Verdict::NoData),
            clause("held up:", Verdict::HeldUp),
            clause("the rule failed for", Verdict::Failed),
            clause("disputed:", Verdict::Disputed),
            clause("at risk from", Verdict::AtRisk),
            clause("waiting for", Verdict::Awaiting),
        ],
    };
    clauses.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// Names the cell as people know it, since a gap may lie in another figure than the one that was due.
fn missing(gap: &Gap, catalogue: &Catalogue) -> String {
    let Gap { cell, .. } = gap;
    if catalogue.is_document(&cell.measure) {
        return crate::papers::missing(gap, catalogue);
    }
    let measure = catalogue.measure_title(&cell.measure);
    let (body, period) = (catalogue.body_name(&cell.body), english::period(cell.period));
    let teller = catalogue.teller(cell);
    let is_own = *teller == cell.body;
    let by = if is_own { String::new() } else { format!(", published by {}", catalogue.body_name(teller)) };
    format!("{measure}, {body}, {period}{by}: {}", english::why_missing(gap))
}

/// What an official's response makes of a breach.
fn answer(answered: &AnsweredBreach, catalogue: &Catalogue) -> String {
    let AnsweredBreach { submission, breach } = answered;
    let until = submission.until.map(|day| format!(" until {}", english::date(day))).unwrap_or_default();
    let did = match submission.kind {
        ResponseKind::Waive => "waived",
        ResponseKind::Extend => "extended",
        _ => "disputed",
    };
    let approved =
        submission.approver.as_ref().map(|name| format!(", approved by {name}")).unwrap_or_default();
    let because = submission.reason.trim().trim_end_matches('.');
    let was = if breach.verdict == Verdict::NoData { "had no data" } else { "was missed" };
    let was = match reason(breach, catalogue) {
        reason if reason.is_empty() => was.to_owned(),
        reason => format!("{was}: {reason}"),
    };
    format!("{did}{until} by {}{approved}: {because}; {was}", submission.by)
}

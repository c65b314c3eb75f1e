//! Commitments that cannot be measured yet: obligations that lack what it takes to judge them. They stop nobody else.

use engine::model::{BodyId, ObligationId};
use engine::program::{Commitment, Lacking};
use language::english;

use super::resolver::NameResolver;
use crate::declare::ObligationDeclaration;
use crate::diagnostic::Code;

/// Whether an obligation says all that it takes to judge it. One whose rule reads verdicts needs no measure.
pub(super) fn is_measurable(resolver: &NameResolver<'_>, declared: &ObligationDeclaration) -> bool {
    match declared.lacks.as_slice() {
        [] => true,
        [Lacking::Measure] => {
            let mut parts = declared.contributions.iter().map(|part| &part.duty).chain([&declared.duty]);
            parts.any(|duty| duty.rule.as_ref().is_some_and(|rule| resolver.reads_verdicts(rule)))
        }
        _ => false,
    }
}

/// A commitment, with a word about what it lacks; none where something about it was reported that is wrong.
pub(super) fn resolve_commitment(
    resolver: &NameResolver<'_>,
    declared: &ObligationDeclaration,
) -> Option<Commitment> {
    warn(resolver, declared);
    let id = declared.id.as_ref()?.get_ref();
    // What is named already must be there, so that nothing is left to find once the rest is written.
    let lead = declared.lead.as_ref().map(|lead| resolver.body(lead).map(|body| BodyId::clone(&body.id)));
    let one_measure = declared.duty.measure.as_ref().filter(|name| !name.get_ref().ends_with("/*"));
    let measure = one_measure.map(|measure| resolver.measure(measure).map(|_| ()));
    let rule = declared.duty.rule.as_ref().map(|rule| resolver.rule(rule).map(|_| ()));
    let all_are_there = [measure, rule].into_iter().flatten().all(|found| found.is_some());
    let lead = match lead {
        Some(lead) => Some(lead?),
        None => None,
    };
    if !all_are_there {
        return None;
    }
    Some(Commitment {
        id: ObligationId::new(id.as_str()),
        title: declared.title.clone()?,
        lead,
        owner: declared.owner.clone(),
        authority: declared.authority.clone(),
        lacks: declared.lacks.clone(),
    })
}

/// Tells once of each what it lacks, and what to write.
fn warn(resolver: &NameResolver<'_>, declared: &ObligationDeclaration) {
    let name = declared.id.as_ref().map_or("the obligation".to_owned(), |id| format!("`{id}`"));
    let keys = declared.lacks.iter().map(|lacking| format!("`{}`", lacking.key()));
    let message =
        format!("{name} is not yet measurable: it lacks {}", english::list(&keys.collect::<Vec<_>>()));
    let help = "say what is missing once it is known; until then nobody owes it, and it is listed as not yet measurable";
    let fault = resolver.error(Code::NotMeasurable, message, declared.header.clone());
    resolver.report(fault.into_warning().with_help(help));
}

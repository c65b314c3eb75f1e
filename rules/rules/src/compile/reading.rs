//! Figures that a rule reads and that can never be there: those of a measure that is reported for other periods than the obligation is owed.

use engine::model::Cadence;
use language::english;
use toml::Spanned;

use super::resolver::NameResolver;
use super::roll_up::{self, is_read_within};
use crate::declare::ObligationDeclaration;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::{Need, ReadMeasure, RuleOutline};

/// Checks what the rules of an obligation read. Rules that are not read yet, since they were found sound before, are passed over.
pub(super) fn check_reading(resolver: &NameResolver<'_>, obligation: &ObligationDeclaration, every: Cadence) {
    let inherited = obligation.duty.rule.as_ref();
    let parts = obligation.contributions.iter().filter_map(|part| part.duty.rule.as_ref().or(inherited));
    let alone = obligation.contributions.is_empty().then_some(inherited).flatten();
    for rule in parts.chain(alone) {
        let Some(outline) = resolver.outline_of(rule) else { continue };
        for read in &outline.measures {
            let reported = resolver.scope.measures.get(read.id.as_str());
            let reported = reported.filter(|(_, measure)| !is_read_within(resolver.scope, measure, every));
            if let Some((_, measure)) = reported
                && let Some(reported) = &measure.every
            {
                let help = roll_up::help(measure, *reported.get_ref(), every);
                let fault = fault(resolver, rule, (outline, read), (*reported.get_ref(), every));
                resolver.report_once(match help {
                    Some(help) => fault.with_help(help),
                    None => fault,
                });
            }
        }
    }
}

fn fault(
    resolver: &NameResolver<'_>,
    rule: &Spanned<String>,
    (outline, read): (&RuleOutline, &ReadMeasure),
    (reported, owed): (Cadence, Cadence),
) -> Diagnostic {
    let (reported, owed) = (english::cadence(reported), english::cadence(owed));
    let id = &read.id;
    let message = format!(
        "`{id}` is reported every {reported}, and what this rule judges is owed every {owed}, so there is never a figure of it"
    );
    let help = format!(
        "read a measure that is reported every {owed}, or let the obligation be owed every {reported}, with `every` in its [[measure]]"
    );
    let fault =
        Diagnostic::error(Code::Cadence, message, &outline.source, read.place.clone()).with_help(help);
    let fault = fault.and_label(resolver.draft.source(), rule.span(), "it judges here");
    match read.need {
        Need::Needed => fault,
        // The rule goes on without it, so that nobody is blamed.
        Need::Spared => fault.into_warning(),
    }
}

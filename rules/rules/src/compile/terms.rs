//! What the periods of an obligation are judged by: the terms at its beginning, and those that change from a period on.

use std::ops::Range;
use std::sync::Arc;

use engine::model::{Authority, Body, BodyId, Cadence, Dependency, Due, Needs, Period};
use engine::program::{Join, LaterTerms, Part, Terms};
use toml::Spanned;

use super::contributions::{check_ids, resolve_needs, spell_out};
use super::duty::{NamedMeasure, ResolvedDuty, resolve_own, resolve_part};
use super::exceptions::Exempt;
use super::joins::resolve_join;
use super::params::check_params;
use super::period::{Term, resolve_period};
use super::reading::check_reading;
use super::resolver::NameResolver;
use super::roll_up::{self, is_read_every};
use super::shares::check_shares;
use crate::declare::{ByDeclaration, ObligationDeclaration};
use crate::diagnostic::Code;
use language::english;

/// What all terms of an obligation have in common, as far as it is known.
#[derive(Clone, Copy)]
pub(super) struct OwedBy<'a> {
    pub(super) lead: Option<&'a Body>,
    pub(super) term: Term,
    pub(super) every: Option<Cadence>,
}

/// Terms, but for what the obligation waits for.
pub(super) struct JoinedTerms {
    due: Due,
    needs: Needs,
    join: Option<Join>,
    parts: Vec<Part>,
    authority: Vec<Authority>,
}

impl JoinedTerms {
    pub(super) fn waiting_for(self, depends_on: Vec<Dependency>) -> Terms {
        let terms = Terms::new(self.due, self.needs, self.parts, depends_on);
        terms.with_authority(self.authority).joined_by(self.join)
    }
}

/// The terms that a declaration says; none where something about them was reported.
pub(super) fn resolve_terms(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    duties: Vec<ResolvedDuty<'_>>,
    owed: OwedBy<'_>,
) -> Option<JoinedTerms> {
    let measures: Vec<&NamedMeasure<'_>> = duties.iter().filter_map(|duty| duty.named.as_ref()).collect();
    if obligation.due.is_none() && measures.is_empty() && duties.iter().any(ResolvedDuty::is_of_verdicts) {
        report_lacking(resolver, obligation, "due");
    }
    let due = resolve_due(resolver, obligation, &measures);
    if let Some(every) = owed.every {
        check_reading(resolver, obligation, every);
    }
    let join = obligation.join.as_ref().map(|declared| resolve_join(resolver, declared));
    let (needs, parts) = resolve_parts(resolver, obligation, duties, owed)?;
    let join = match join {
        Some(join) => Some(join?),
        None => None,
    };
    Some(JoinedTerms { due: due?, needs, join, parts, authority: obligation.authority.clone() })
}

/// The terms that hold from later periods on. Of what stays as it was before, nothing is reported again.
pub(super) fn resolve_later(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    owed: OwedBy<'_>,
    depends_on: &[Dependency],
) -> Option<Vec<LaterTerms>> {
    let mut later: Vec<LaterTerms> = Vec::new();
    let mut before = owed.term.from?;
    let mut changed = obligation.clone();
    for declared in &obligation.terms {
        let place = declared.from.as_ref()?;
        let from = resolve_period(resolver, place, owed.every?)?;
        check_from(resolver, place, (before, from, owed.term.until))?;
        if changed.contributions.is_empty() && !declared.contributions.is_empty() {
            refuse_parts(resolver, place);
            return None;
        }
        changed = changed.under(declared);
        let duties = resolve_duties(resolver, &changed);
        let cadence = resolve_cadence(resolver, &changed, &duties);
        let owed = OwedBy { term: Term { from: Some(from), ..owed.term }, ..owed };
        let joined = resolve_terms(resolver, &changed, duties, owed)?;
        if cadence != owed.every {
            let message = "later terms go by other periods than the obligation";
            let fault = resolver.error(Code::InvalidValue, message, place.span());
            resolver.report(fault.with_help("end this obligation with `until`, and begin another"));
            return None;
        }
        later.push(LaterTerms { from, terms: Arc::new(joined.waiting_for(depends_on.to_vec())) });
        before = from;
    }
    Some(later)
}

/// Reports terms that begin no later than those before them, or after the obligation has ended.
fn check_from(
    resolver: &NameResolver<'_>,
    place: &Spanned<String>,
    (before, from, until): (Period, Period, Option<Period>),
) -> Option<()> {
    let message = match until {
        _ if from <= before => format!("these terms begin with {from}, and those before them with {before}"),
        Some(until) if from > until => {
            format!("these terms begin with {from}, and the obligation ends with {until}")
        }
        _ => return Some(()),
    };
    let fault = resolver.error(Code::InvalidValue, message, place.span());
    resolver.report(
        fault.with_help("put terms in the order of their first periods, within those of the obligation"),
    );
    None
}

/// What its lead owes alone stays so: alerts, responses and verdicts of the past are about the lead's own duty.
fn refuse_parts(resolver: &NameResolver<'_>, place: &Spanned<String>) {
    let message = "the lead owes this obligation alone, and later terms cannot add contributions";
    let fault = resolver.error(Code::InvalidValue, message, place.span());
    resolver
        .report(fault.with_help("end this obligation with `until`, and begin another with contributions"));
}

pub(super) fn resolve_duties<'a>(
    resolver: &NameResolver<'a>,
    obligation: &'a ObligationDeclaration,
) -> Vec<ResolvedDuty<'a>> {
    check_params(resolver, obligation);
    if obligation.contributions.is_empty() {
        return vec![resolve_own(resolver, obligation)];
    }
    let declared = obligation.contributions.iter();
    // A part that nobody wrote stands under the header of the obligation.
    let table = |header: &Range<usize>| {
        if *header == obligation.header { "[[obligation]]" } else { "[[obligation.contribution]]" }
    };
    declared
        .map(|part| resolve_part(resolver, &part.duty, &obligation.duty, &part.header, table(&part.header)))
        .collect()
}

/// The cadence that the obligation and all its measures share, or for which they are rolled up.
pub(super) fn resolve_cadence(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    duties: &[ResolvedDuty<'_>],
) -> Option<Cadence> {
    let measures = duties.iter().filter_map(|duty| duty.named.as_ref());
    let mut reported = measures.filter_map(|named| Some((named, *named.measure.every.as_ref()?.get_ref())));
    let every = match &obligation.every {
        Some(every) => *every.get_ref(),
        None => match (&obligation.by, reported.clone().find(|(named, _)| !named.measure.is_document())) {
            (Some(ByDeclaration::Once(_)), _) if obligation.is_of_documents() => Cadence::Day,
            (_, Some((_, every))) => every,
            (_, None) => {
                if duties.iter().any(ResolvedDuty::is_of_verdicts) {
                    report_lacking(resolver, obligation, "every");
                }
                report_unsaid(resolver, obligation, reported.next()?.0);
                return None;
            }
        },
    };
    if let Some((NamedMeasure { name, measure }, other)) =
        reported.find(|(named, _)| !is_read_every(resolver.scope, named.measure, every))
    {
        let owed = obligation.id.as_ref().map_or("the obligation".to_owned(), |id| format!("`{id}`"));
        let message = format!(
            "`{name}` is reported every {}, and {owed} is owed every {}",
            english::cadence(other),
            english::cadence(every)
        );
        let fault = resolver.error(Code::InvalidValue, message, name.span());
        let split = "an obligation and its measures go by the same periods; split it where they differ";
        resolver.report(fault.with_help(match roll_up::help(measure, other, every) {
            Some(help) => format!("{split}, or {help}"),
            None => split.to_owned(),
        }));
    }
    Some(every)
}

/// Reports what an obligation without a measure has to say itself.
fn report_lacking(resolver: &NameResolver<'_>, obligation: &ObligationDeclaration, key: &str) {
    let message = format!("[[obligation]] lacks `{key}`");
    let example = match key {
        "due" => "due = { timely_days = 20 }",
        "every" => "every = \"quarter\"",
        _ => key,
    };
    let help =
        format!("add a line such as `{example}`: its rule reads no figure, so that no measure says it");
    resolver.report(resolver.error(Code::Toml, message, obligation.header.clone()).with_help(help));
}

/// Reports a document of which it is not said when it is owed.
fn report_unsaid(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    document: &NamedMeasure<'_>,
) {
    if obligation.by.is_none() {
        let message = format!("it is not said when `{}` is owed", document.name);
        let fault = resolver.error(Code::InvalidValue, message, document.name.span());
        resolver.report(fault.with_help(
            "add `every = \"month\"` where one must always be in force, or `by` for the day by which it is owed",
        ));
    }
}

fn resolve_due(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    measures: &[&NamedMeasure<'_>],
) -> Option<Due> {
    if let Some(by) = obligation.by.as_ref().filter(|_| obligation.is_of_documents()) {
        let said = obligation.due.unwrap_or(Due::ON_LAST_DAY);
        return Some(Due { timely: by.timely(), ..said });
    }
    if obligation.due.is_some() {
        return obligation.due;
    }
    let first = measures.first()?;
    if let Some(other) = measures.iter().find(|other| other.measure.due != first.measure.due) {
        let message = format!("`{}` and `{}` are due at different times", first.name, other.name);
        let fault = resolver.error(Code::InvalidValue, message, obligation.header.clone());
        resolver.report(fault.with_help("say with `due` when the obligation as a whole is due"));
    }
    Some(first.measure.due)
}

/// The parts of an obligation, with how many of them are needed.
fn resolve_parts(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    duties: Vec<ResolvedDuty<'_>>,
    OwedBy { lead, term, every }: OwedBy<'_>,
) -> Option<(Needs, Vec<Part>)> {
    if obligation.contributions.is_empty() {
        let needs = obligation.needs.as_ref().map(|needs| ("needs", needs.span()));
        let join = obligation.join.as_ref().map(|join| ("join", join.span()));
        for (key, place) in needs.into_iter().chain(join) {
            let message = format!("`{key}` joins contributions, and there are none");
            let fault = resolver.error(Code::InvalidValue, message, place);
            let help = format!("add [[obligation.contribution]], or leave `{key}` out");
            resolver.report(fault.with_help(help));
        }
        if let Some(exception) = obligation.except.first() {
            let message = "`except` is about what many owe, and the lead owes this alone";
            let fault = resolver.error(Code::InvalidValue, message, exception.place.clone());
            let help = "add `about` or [[obligation.contribution]], or say with `not_pursued` that it is not owed any more";
            resolver.report_once(fault.with_help(help));
        }
        let own = Part::of_lead(BodyId::clone(&lead?.id), duties.into_iter().next()?.duty?);
        return Some((Needs::All, vec![own]));
    }
    let declared = obligation.contributions.iter().zip(duties);
    let exempt = Exempt::of(resolver, obligation);
    let spelt =
        declared.map(|(part, duty)| Some((part, spell_out(resolver, part, duty, &exempt, (term, every))?)));
    let spelt: Vec<_> = spelt.collect();
    let parts: Vec<_> = spelt.into_iter().collect::<Option<_>>()?;
    exempt.check_covers(resolver, &parts);
    check_ids(resolver, &parts);
    check_shares(resolver, &parts, term);
    let contributions: Vec<_> = parts.into_iter().flat_map(|(_, contributions)| contributions).collect();
    Some((resolve_needs(resolver, obligation, &contributions), contributions))
}

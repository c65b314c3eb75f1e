//! Obligations, with every name in them looked up and what is left out filled in.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{Body, BodyId, Cadence, Dependency, MissionId, ObligationId, ObligationRef, Period};
use engine::program::{Obligation, OneOfMany};
use jiff::civil::Date;
use toml::Spanned;

use super::dependency::{NamedDependency, parse_dependency};
use super::exceptions::warn_of_others;
use super::ladders::resolve_ladder;
use super::period::{Term, check_order, resolve_period};
use super::resolver::NameResolver;
use super::terms::{OwedBy, resolve_cadence, resolve_duties, resolve_later, resolve_terms};
use crate::declare::{ByDeclaration, ObligationDeclaration};
use crate::diagnostic::Code;
use language::english;

/// The obligations that a declaration stands for, one about each of many bodies or one in all; none where something about them
/// was reported. What is wrong is reported once.
pub(super) fn resolve_obligations<'a>(
    resolver: &NameResolver<'a>,
    declared: &'a ObligationDeclaration,
) -> Option<Vec<Obligation>> {
    let Some(about) = &declared.about else {
        return resolve_obligation(resolver, declared).map(|owed| vec![owed]);
    };
    let mut owed: Vec<Obligation> = Vec::new();
    for (place, body) in resolver.bodies(about.get_ref())?.into_iter().enumerate() {
        let spelt = declared.about_one(body.id.as_str());
        let found = match place {
            0 => resolve_obligation(resolver, &spelt),
            _ => resolver.like_one_before(|| resolve_obligation(resolver, &spelt)),
        };
        let one = found?;
        let term = Term { from: Some(one.from), until: one.until };
        let declared = one.id.clone();
        let one_of = OneOfMany { declared, title: one.title.clone(), body: BodyId::clone(&body.id) };
        if term.meets(body) {
            let title = format!("{} ({})", one.title, body.name);
            owed.push(Obligation { id: one_of.id(), title, one_of: Some(one_of), ..one });
        }
    }
    warn_of_others(resolver, &declared.except, |name| {
        owed.iter().any(|one| one.one_of.as_ref().is_some_and(|one| one.body.as_str() == name))
    });
    let mut seen = BTreeSet::new();
    if let Some(twice) = owed.iter().find(|one| !seen.insert(&one.id)) {
        let body = twice.one_of.as_ref().map_or("", |one| one.body.as_str());
        let message = format!("`about` names `{body}` twice");
        resolver.report(resolver.error(Code::DuplicateId, message, about.span()));
        return None;
    }
    if owed.is_empty() {
        let message = "`about` stands for no body that existed while the obligation was owed";
        resolver.report(resolver.error(Code::InvalidValue, message, about.span()));
        return None;
    }
    Some(owed)
}

/// An obligation; none where something about it was reported.
fn resolve_obligation(resolver: &NameResolver<'_>, obligation: &ObligationDeclaration) -> Option<Obligation> {
    let lead = obligation.lead.as_ref().and_then(|lead| resolver.body(lead));
    let duties = resolve_duties(resolver, obligation);
    let every = resolve_cadence(resolver, obligation, &duties);
    let period = |text: &Option<Spanned<String>>| resolve_period(resolver, text.as_ref()?, every?);
    let (from, until) = match &obligation.by {
        Some(ByDeclaration::Once(day)) => {
            let only = every.map(|every| last_ended_by(*day.get_ref(), every));
            (only, only)
        }
        _ => (period(&obligation.from), period(&obligation.until)),
    };
    let term = Term { from, until };
    if let Some(place) = &obligation.until {
        check_order(resolver, term, place);
    }
    check_lead(resolver, obligation, lead, until);
    let owed = OwedBy { lead, term, every };
    let joined = resolve_terms(resolver, obligation, duties, owed);
    let depends_on: Vec<_> =
        obligation.depends_on.iter().map(|named| resolve_dependency(resolver, named)).collect();
    let depends_on: Vec<Dependency> = depends_on.into_iter().collect::<Option<_>>()?;
    let ladder = resolve_ladder(resolver, obligation);
    let terms = joined?.waiting_for(depends_on.clone());
    let later_terms = resolve_later(resolver, obligation, owed, &depends_on)?;
    Some(Obligation {
        id: ObligationId::new(obligation.id.as_ref()?.get_ref().as_str()),
        title: obligation.title.clone()?,
        class: obligation.class.as_ref().map(|class| *class.get_ref()),
        lead: BodyId::clone(&lead?.id),
        owner: obligation.owner.clone(),
        every: every?,
        from: from?,
        until,
        not_pursued: obligation.not_pursued.clone(),
        terms: Arc::new(terms),
        later_terms,
        patience: obligation.patience,
        next_step: obligation.next_step.clone(),
        ladder: ladder.ok()?,
        consequence: obligation.consequence.clone(),
        labels: obligation.labels.clone(),
        one_of: None,
    })
}

/// The last period that ends by a day.
fn last_ended_by(day: Date, every: Cadence) -> Period {
    let period = every.containing(day);
    if period.last_day() > day { period.step(-1) } else { period }
}

/// Tells of a lead that closes while it still has an obligation to answer for, and that nobody follows. The obligation goes on all
/// the same: a body that closes must not take the board's alerts with it.
fn check_lead(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    lead: Option<&Body>,
    until: Option<Period>,
) {
    let (Some(lead), Some(named)) = (lead, &obligation.lead) else { return };
    let Some(closed) = lead.closed else { return };
    if lead.successors.len() == 1 || until.is_some_and(|last| last.last_day() <= closed) {
        return;
    }
    let follows = match lead.successors.len() {
        0 => "nobody follows it".to_owned(),
        several => format!("{} bodies follow it", english::figure(several)),
    };
    let message = format!(
        "`{named}` ({}) closed on {} and still leads this obligation, and {follows}",
        lead.name,
        english::date(closed)
    );
    let help = "name another `lead`, or the one body that follows it in `successors` of the register";
    resolver.report(resolver.error(Code::ClosedLead, message, named.span()).into_warning().with_help(help));
}

fn resolve_dependency(resolver: &NameResolver<'_>, written: &Spanned<String>) -> Option<Dependency> {
    let (mission_name, mission, name, one) = match parse_dependency(written.get_ref()) {
        NamedDependency::Measure(name) => {
            let name = Spanned::new(written.span(), name.to_owned());
            let (id, measure) = resolver.measure(&name)?;
            if measure.reporters.is_none() {
                warn_of_nobody(resolver, &name);
            }
            return Some(Dependency::Measure(id));
        }
        NamedDependency::Own(name) => {
            let own = resolver.draft.declaration().id.as_ref().map_or("", |id| id.get_ref());
            (own, Some(resolver.draft.ix), name, None)
        }
        NamedDependency::Elsewhere(mission, name) => {
            (mission, resolver.scope.missions.get(mission).copied(), name, None)
        }
        NamedDependency::OneOfMany { mission, obligation, body } => {
            (mission, resolver.scope.missions.get(mission).copied(), obligation, Some(body))
        }
    };
    let found =
        mission.and_then(|mission| Some((mission, resolver.scope.obligations.get(&(mission, name))?)));
    let Some((mission, declared)) = found else {
        report_unknown(resolver, written);
        return None;
    };
    resolver.link(mission, Code::UnknownObligation, format!("obligation `{written}`"), written.span());
    let obligation = ObligationId::new(name);
    let obligation = match one {
        None => obligation,
        Some(body) => obligation.about_one(one_of_many(resolver, written, (declared, body))?),
    };
    let mission = MissionId::new(mission_name);
    Some(Dependency::Obligation(ObligationRef { mission, obligation }))
}

/// The body of which one of many is named; reported where it is not among them.
fn one_of_many<'a>(
    resolver: &NameResolver<'a>,
    written: &Spanned<String>,
    (declared, body): (&ObligationDeclaration, &str),
) -> Option<&'a BodyId> {
    let Some(about) = &declared.about else {
        let name = declared.id.as_ref().map_or("", |id| id.get_ref());
        let message = format!("`{name}` is one obligation, and not one about each of many");
        let help = format!("leave out `/{body}`");
        let fault = resolver.error(Code::UnknownObligation, message, written.span()).with_help(help);
        resolver.report(fault);
        return None;
    };
    let among = resolver.members(about.get_ref());
    if let Some(found) = among.iter().find(|one| one.id.as_str() == body) {
        return Some(&found.id);
    }
    let message = format!("there is no obligation `{written}`: none is about `{body}`");
    let fault = resolver.error(Code::UnknownObligation, message, written.span());
    resolver.report(fault.with_nearest(body, among.iter().map(|one| one.id.as_str())));
    None
}

/// Tells that nothing will ever be held up by a measure of which nobody is declared to report it.
fn warn_of_nobody(resolver: &NameResolver<'_>, measure: &Spanned<String>) {
    let message = format!("nobody is declared to report `{measure}`, so nothing is ever held up by it");
    let help = format!("say with `reported_by` in the [[measure]] `{measure}` who reports it");
    let fault = resolver.error(Code::NobodyReports, message, measure.span());
    resolver.report(fault.into_warning().with_help(help));
}

fn report_unknown(resolver: &NameResolver<'_>, written: &Spanned<String>) {
    let scope = resolver.scope;
    let mut known = Vec::new();
    for (mission, id) in scope.obligations.keys() {
        let elsewhere = scope.missions.iter().filter(|(_, ix)| *ix == mission);
        known.extend(elsewhere.map(|(mission, _)| format!("{mission}/{id}")));
        if *mission == resolver.draft.ix {
            known.push((*id).to_owned());
        }
    }
    let same_name = format!("/{written}");
    let elsewhere = known.iter().find(|known| known.ends_with(&same_name));
    let help = resolver.help_for_missing("name it `obligation`, `mission/obligation` or `measure:measure`");
    let message = format!("there is no obligation `{written}`");
    let fault = resolver.error(Code::UnknownObligation, message, written.span()).with_help(help);
    resolver.report(match elsewhere {
        Some(elsewhere) => fault.with_near(written.get_ref(), Some(elsewhere)),
        None => fault.with_nearest(written.get_ref(), known.iter().map(String::as_str)),
    });
}

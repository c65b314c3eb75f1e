//! Contributions: `each` spelt out, ids given and told apart, and how many of them are needed.

use std::sync::Arc;

use engine::model::{Body, BodyId, Breakdown, Cadence, ContributionId, Needs, PartId, Stake};
use engine::program::{Duty, Part};
use indexmap::IndexMap;
use rust_decimal::Decimal;
use toml::Spanned;

use super::duty::ResolvedDuty;
use super::exceptions::Exempt;
use super::period::{Term, check_order, resolve_period};
use super::resolver::NameResolver;
use crate::declare::{ContributionDeclaration, Contributors, ObligationDeclaration};
use crate::diagnostic::Code;

/// The contributions that one declaration stands for; none where something about it was reported.
pub(super) fn spell_out(
    resolver: &NameResolver<'_>,
    declared: &ContributionDeclaration,
    owed: ResolvedDuty<'_>,
    exempt: &Exempt<'_>,
    (term, every): (Term, Option<Cadence>),
) -> Option<Vec<Part>> {
    let own = own_term(resolver, declared, every);
    let bodies = match declared.by.as_ref() {
        Some(Contributors::One(name)) => vec![resolver.body(name)?],
        Some(Contributors::Each(group)) => resolve_each(resolver, group, term)?,
        None => return None,
    };
    let of = match &declared.of {
        Some(named) => Some(BodyId::clone(&resolver.body(named)?.id)),
        None => None,
    };
    let ResolvedDuty { duty, values, .. } = owed;
    let duty = duty?;
    let stake = Arc::new(Stake {
        share: declared.share.as_ref().map(|share| *share.get_ref()),
        effect: declared.effect.clone(),
        consequence: declared.consequence.clone(),
    });
    let is_each = matches!(declared.by, Some(Contributors::Each(_)));
    let exceptions = exempt.of_part(resolver, declared, &bodies, every)?;
    let contribution = |body: &Body, value: Option<&Arc<str>>| {
        let named = declared.id.as_ref().map(|id| id.get_ref().as_str());
        let id = match value {
            None => named.unwrap_or(body.id.as_str()).to_owned(),
            Some(value) => match named.or(is_each.then_some(body.id.as_str())) {
                Some(named) => format!("{named}-{value}"),
                None => value.to_string(),
            },
        };
        let duty = match value {
            None => duty.clone(),
            Some(value) => Duty { measure: Breakdown::part(&duty.measure, value), ..duty.clone() },
        };
        Part {
            id: PartId::Contribution(ContributionId::new(id)),
            by: BodyId::clone(&body.id),
            of: of.clone().filter(|of| *of != body.id),
            owner: declared.owner.clone(),
            weight: declared.weight.as_ref().map_or(Decimal::ONE, |weight| *weight.get_ref()),
            from: own.from,
            until: own.until,
            exceptions: exceptions.get(&body.id).cloned().unwrap_or_default(),
            stake: Arc::clone(&stake),
            duty,
        }
    };
    Some(match &values {
        None => bodies.into_iter().map(|body| contribution(body, None)).collect(),
        Some(values) => {
            let all =
                bodies.iter().flat_map(|body| values.iter().map(|value| contribution(body, Some(value))));
            all.collect()
        }
    })
}

/// The periods for which a contribution says that it is owed.
fn own_term(resolver: &NameResolver<'_>, declared: &ContributionDeclaration, every: Option<Cadence>) -> Term {
    let period = |text: &Option<Spanned<String>>| resolve_period(resolver, text.as_ref()?, every?);
    let own = Term { from: period(&declared.from), until: period(&declared.until) };
    if let Some(place) = &declared.until {
        check_order(resolver, own, place);
    }
    own
}

/// The bodies of a group that existed while the obligation was owed.
fn resolve_each<'a>(
    resolver: &NameResolver<'a>,
    group: &Spanned<crate::declare::Group>,
    term: Term,
) -> Option<Vec<&'a Body>> {
    let mut bodies = resolver.bodies(group.get_ref())?;
    bodies.retain(|body| term.meets(body));
    if bodies.is_empty() {
        let message = "`each` stands for no body that existed while the obligation was owed";
        resolver.report(resolver.error(Code::InvalidValue, message, group.span()));
        return None;
    }
    Some(bodies)
}

/// Reports contributions of one obligation that share an id.
pub(super) fn check_ids(resolver: &NameResolver<'_>, parts: &[(&ContributionDeclaration, Vec<Part>)]) {
    let mut first_places: IndexMap<&PartId, std::ops::Range<usize>> = IndexMap::new();
    for (declared, contributions) in parts {
        for contribution in contributions {
            let place = place_of_id(declared);
            let Some(first) = first_places.get(&contribution.id) else {
                first_places.insert(&contribution.id, place);
                continue;
            };
            let id = contribution.id.contribution().map_or("", ContributionId::as_str);
            let message = format!("two contributions have the id `{id}`");
            let fault =
                resolver.error(Code::DuplicateId, message, place).with_help("give one of them another `id`");
            resolver.report(fault.and_label(resolver.draft.source(), first.clone(), "the first one"));
        }
    }
}

fn place_of_id(declared: &ContributionDeclaration) -> std::ops::Range<usize> {
    match (&declared.id, &declared.by) {
        (Some(id), _) => id.span(),
        (None, Some(Contributors::One(name))) => name.span(),
        (None, Some(Contributors::Each(group))) => group.span(),
        (None, None) => declared.header.clone(),
    }
}

/// How many contributions are needed; reports a number that can never be reached.
pub(super) fn resolve_needs(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
    contributions: &[Part],
) -> Needs {
    let Some(needs) = &obligation.needs else { return Needs::All };
    let refuse = |message: String| {
        resolver.report(resolver.error(Code::InvalidValue, message, needs.span()));
    };
    match *needs.get_ref() {
        Needs::AtLeast(least) if least as usize > contributions.len() => {
            let count = contributions.len();
            let plural = if count == 1 { "contribution" } else { "contributions" };
            refuse(format!(
                "`at_least` is {least}, and there {} {count} {plural}",
                if count == 1 { "is" } else { "are" }
            ));
        }
        Needs::Weight(weight) => {
            let add = |sum: Decimal, part: &Part| sum.checked_add(part.weight).unwrap_or(Decimal::MAX);
            let total = contributions.iter().fold(Decimal::ZERO, add);
            if weight > total {
                refuse(format!("`weight` is {weight}, and all contributions together weigh {total}"));
            }
        }
        _ => {}
    }
    *needs.get_ref()
}

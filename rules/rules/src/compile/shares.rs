//! Whether the shares of an obligation's contributions make up the whole. A share that nobody gave is nobody's fault.

use std::collections::BTreeSet;
use std::ops::Range;

use engine::model::{BodyId, Cadence, Period};
use engine::program::Part;
use language::english;
use rust_decimal::Decimal;

use super::period::Term;
use super::resolver::NameResolver;
use crate::declare::ContributionDeclaration;
use crate::diagnostic::Code;

/// Reports shares that are all given and do not add up to 1: from the first period on it is a fault, from a later one on, where others owe
/// parts or bodies open and close, worth a look.
pub(super) fn check_shares(
    resolver: &NameResolver<'_>,
    parts: &[(&ContributionDeclaration, Vec<Part>)],
    term: Term,
) {
    let Some(first) = term.from else { return };
    let all: Vec<&Part> = parts.iter().flat_map(|(_, parts)| parts).collect();
    if all.iter().any(|part| part.stake.share.is_none()) {
        return;
    }
    let wrong = turns(resolver, &all, term).into_iter().find_map(|period| {
        let sum = sum_in(resolver, &all, period)?;
        (sum != Decimal::ONE).then_some((period, sum))
    });
    let Some((period, sum)) = wrong else { return };
    let places: Vec<Range<usize>> =
        parts.iter().filter_map(|(declared, _)| declared.share.as_ref()).map(toml::Spanned::span).collect();
    let Some((place, others)) = places.split_last() else { return };
    let since = if period == first { String::new() } else { format!(" from {} on", english::period(period)) };
    let message = format!("the shares add up to {}{since}, and not to 1", english::number(sum));
    let mut fault = resolver.error(Code::InvalidValue, message, place.clone());
    for other in others {
        fault = fault.and_label(resolver.draft.source(), other.clone(), "and this share");
    }
    if period != first {
        fault = fault.into_warning();
    }
    let help = "change them so that the whole is shared out, or leave one out where not all of it is";
    resolver.report(fault.with_help(help));
}

/// The periods from which on other parts may be owed, in order.
fn turns(resolver: &NameResolver<'_>, parts: &[&Part], term: Term) -> Vec<Period> {
    let Some(first) = term.from else { return Vec::new() };
    let every = first.cadence();
    let mut turns = BTreeSet::from([first]);
    for part in parts {
        turns.extend(part.from);
        turns.extend(part.until.map(|until| until.step(1)));
        for exception in part.exceptions.iter() {
            turns.extend(exception.from);
            turns.extend(exception.until.map(|until| until.step(1)));
        }
        turns.extend(of_body(resolver, &part.by, every));
    }
    let is_owed = |period: &Period| {
        period.cadence() == every && *period >= first && term.until.is_none_or(|until| *period <= until)
    };
    turns.into_iter().filter(is_owed).collect()
}

/// The periods in which a body opens and in which it is gone.
fn of_body(resolver: &NameResolver<'_>, body: &BodyId, every: Cadence) -> impl Iterator<Item = Period> {
    let body = resolver.scope.register.get(body.as_str());
    let opened = body.and_then(|body| body.opened).map(|day| every.containing(day));
    let closed = body.and_then(|body| body.closed).map(|day| every.containing(day));
    opened.into_iter().chain(closed.into_iter().flat_map(|period| [period, period.step(1)]))
}

/// What the shares of those who owe a period add up to; none where nobody does.
fn sum_in(resolver: &NameResolver<'_>, parts: &[&Part], period: Period) -> Option<Decimal> {
    let is_open = |body: &BodyId| {
        let body = resolver.scope.register.get(body.as_str());
        body.is_none_or(|body| body.is_open_on(period.last_day()))
    };
    let owed = parts.iter().filter(|part| {
        let has_begun = part.from.is_none_or(|from| from <= period);
        let has_ended = part.until.is_some_and(|until| until < period) || part.exception(period).is_some();
        has_begun && !has_ended && is_open(&part.by)
    });
    owed.filter_map(|part| part.stake.share).reduce(|sum, share| sum + share)
}

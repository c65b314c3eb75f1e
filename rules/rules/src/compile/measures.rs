//! Measures and targets, with the names in them looked up.

use std::sync::Arc;

use engine::model::{
    AddsUp, BodyId, Bounds, Breakdown, Cadence, Measure, MeasureId, Reporters, Target, Unit,
};
use toml::Spanned;

use super::breakdowns::{NamedValues, named_values};
use super::exceptions;
use super::period::resolve_period;
use super::resolver::NameResolver;
use super::roll_up::is_read_every;
use crate::declare::{AddsUpDeclaration, BreakdownDeclaration, Group, MeasureDeclaration, TargetDeclaration};
use crate::diagnostic::Code;
use language::english;

/// A measure; none where something about it was reported.
pub(super) fn resolve_measure(resolver: &NameResolver<'_>, measure: &MeasureDeclaration) -> Option<Measure> {
    let adds_up = resolve_adds_up(resolver, measure);
    let reporters = match &measure.reporters {
        None => Some(Reporters::Anyone),
        Some(group) => resolve_reporters(resolver, group),
    };
    let told_by = match &measure.told_by {
        None => None,
        Some(name) => Some(resolver.body(name)?.id.clone()),
    };
    let every = *measure.every.as_ref()?.get_ref();
    let from = match &measure.from {
        None => None,
        Some(from) => Some(resolve_period(resolver, from, every)?),
    };
    Some(Measure {
        id: MeasureId::new(measure.id.as_ref()?.get_ref().as_str()),
        title: measure.title.clone()?,
        unit: measure.unit.clone(),
        better: measure.better,
        class: measure.class,
        every,
        from,
        anchor: from.filter(|_| matches!(every, Cadence::Rolling { .. })),
        bounds: resolve_bounds(measure),
        adds_up: adds_up?,
        roll_up: measure.roll_up,
        complete: measure.complete.as_ref().map(|share| *share.get_ref()),
        zero_over_zero: measure.zero_over_zero.as_ref().map(|percent| *percent.get_ref()),
        breakdown: measure.breakdown.as_ref().map(BreakdownDeclaration::resolved),
        voices: measure.voices.clone(),
        reporters: reporters?,
        told_by,
        due: measure.due,
        expiry_days: measure.expiry_days,
        labels: measure.labels.clone(),
        authority: measure.authority.clone(),
        questioned: measure.questioned,
    })
}

/// A percentage is one of a hundred parts, unless it says otherwise.
fn resolve_bounds(measure: &MeasureDeclaration) -> Bounds {
    match (measure.bounds, &measure.unit) {
        (Some(bounds), _) => bounds,
        (None, Unit::Percent) => Bounds::PERCENT,
        (None, _) => Bounds::default(),
    }
}

/// A kind stays a kind, so that a body that joins the register later is expected to report too.
fn resolve_reporters(resolver: &NameResolver<'_>, group: &Group) -> Option<Reporters> {
    let bodies = resolver.bodies(group)?;
    Some(match group {
        Group::Kind(kind) | Group::Relation(kind) => Reporters::Kind(kind.get_ref().clone()),
        Group::Listed(_) => Reporters::Listed(bodies.into_iter().map(|body| body.id.clone()).collect()),
    })
}

fn resolve_adds_up(resolver: &NameResolver<'_>, measure: &MeasureDeclaration) -> Option<AddsUp> {
    match &measure.adds_up {
        AddsUpDeclaration::Sum => Some(AddsUp::Sum),
        AddsUpDeclaration::Alone => Some(AddsUp::Alone),
        AddsUpDeclaration::Ratio { numerator, denominator } => {
            let every = measure.every.as_ref().map(|every| *every.get_ref());
            let numerator = resolve_input(resolver, numerator, every);
            let denominator = resolve_input(resolver, denominator, every);
            Some(AddsUp::Ratio { numerator: numerator?, denominator: denominator? })
        }
    }
}

/// One of the two measures that a ratio is taken of: reported as it stands, for the same periods.
fn resolve_input(
    resolver: &NameResolver<'_>,
    name: &Spanned<String>,
    every: Option<Cadence>,
) -> Option<MeasureId> {
    let (id, input) = resolver.measure(name)?;
    if matches!(input.adds_up, AddsUpDeclaration::Ratio { .. }) {
        let message = format!("`{name}` is a ratio itself");
        let fault = resolver.error(Code::InvalidValue, message, name.span());
        resolver.report(fault.with_help("take a ratio of measures that are reported"));
    }
    let reported = input.every.as_ref().map(|every| *every.get_ref());
    if let (Some(every), Some(reported)) = (every, reported)
        && !is_read_every(resolver.scope, input, every)
    {
        let message = format!(
            "`{name}` is reported every {}, and the ratio is taken every {}",
            english::cadence(reported),
            english::cadence(every)
        );
        resolver.report(resolver.error(Code::InvalidValue, message, name.span()));
    }
    Some(id)
}

/// A target, or one for each value of what its measure is divided by; none where something about it was reported.
pub(super) fn resolve_targets(resolver: &NameResolver<'_>, target: &TargetDeclaration) -> Vec<Target> {
    target.measure.iter().for_each(|name| refuse_guarded(resolver, name));
    let named = target.measure.as_ref().and_then(|name| named_values(resolver, name));
    let Some((found, named)) = resolve_target(resolver, target, named.as_ref()).zip(named.as_ref()) else {
        return Vec::new();
    };
    let Some(values) = &named.values else { return vec![found] };
    let of_value = |value: &Arc<str>| Target { measure: Breakdown::part(&named.id, value), ..found.clone() };
    values.iter().map(of_value).collect()
}

fn resolve_target(
    resolver: &NameResolver<'_>,
    target: &TargetDeclaration,
    named: Option<&NamedValues<'_>>,
) -> Option<Target> {
    let body: Option<Option<BodyId>> = match &target.body {
        None => Some(None),
        Some(name) => resolver.body(name).map(|body| Some(body.id.clone())),
    };
    let named = named?;
    let every = named.measure.every.as_ref().map(|every| *every.get_ref());
    let except = exceptions::of_target(resolver, target, every);
    Some(Target {
        measure: named.id.clone(),
        body: body?,
        effective_from: *target.from.as_ref()?.get_ref(),
        effective_to: target.until.as_ref().map(|until| *until.get_ref()),
        points: target.points.clone(),
        authority: target.authority.clone(),
        except: Arc::new(except?),
    })
}

/// A target decides what its measure is judged by, so nobody sets one past the people who sign changes of the mission.
fn refuse_guarded(resolver: &NameResolver<'_>, name: &Spanned<String>) {
    let Some(mission) = resolver.scope.guard_of(name.get_ref().trim_end_matches("/*"), resolver.draft.ix)
    else {
        return;
    };
    let message = format!("`{name}` belongs to the mission `{mission}`, whose changes two people sign");
    let fault = resolver.error(Code::InvalidValue, message, name.span());
    resolver.report(fault.with_help(format!("write the target in the file of the mission `{mission}`")));
}

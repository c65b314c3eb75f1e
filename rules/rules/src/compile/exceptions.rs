//! `except`, with its bodies and periods looked up: by which exceptions each body does not owe its part, and by which a
//! target does not bind it. A body that is named stands
//! before one that is meant by its kind; two exceptions of one rank that hold at once would leave it open which reason counts.

use std::ops::Range;
use std::sync::Arc;

use engine::model::{Body, BodyId, Cadence, Exception};
use engine::program::Part;
use indexmap::IndexMap;
use toml::Spanned;

use super::period::{Term, check_order, resolve_period};
use super::resolver::NameResolver;
use crate::declare::{
    ContributionDeclaration, Contributors, ExceptionDeclaration, Group, ObligationDeclaration,
    TargetDeclaration,
};
use crate::diagnostic::Code;

/// What is excepted of an obligation as a whole.
pub(super) struct Exempt<'a> {
    declared: &'a [ExceptionDeclaration],
    /// The body that the obligation is about, where it is about one of many: then that one is excepted, whoever owes its parts.
    only: Option<&'a Body>,
}

/// How closely an exception means a body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Rank {
    Named,
    Kind,
}

/// An exception that means a body, with the place where it is written.
struct Meant {
    rank: Rank,
    place: Range<usize>,
    exception: Exception,
}

impl<'a> Exempt<'a> {
    pub(super) fn of(resolver: &NameResolver<'a>, obligation: &'a ObligationDeclaration) -> Self {
        let only = obligation.only.as_deref().and_then(|body| resolver.scope.register.get(body));
        Self { declared: &obligation.except, only }
    }

    /// By which exceptions each of these bodies does not owe a part; bodies without any are left out. None where something about
    /// them was reported.
    pub(super) fn of_part(
        &self,
        resolver: &NameResolver<'_>,
        part: &ContributionDeclaration,
        bodies: &[&Body],
        every: Option<Cadence>,
    ) -> Option<IndexMap<BodyId, Arc<[Exception]>>> {
        if self.declared.is_empty() && part.except.is_empty() {
            return Some(IndexMap::new());
        }
        if let (Some(exception), false) =
            (part.except.first(), matches!(part.by, Some(Contributors::Each(_))))
        {
            let message = "`except` is about what many owe, and one body owes this contribution";
            let fault = resolver.error(Code::InvalidValue, message, exception.place.clone());
            resolver.report_once(fault.with_help("say `each` in the place of `by`, or end it with `until`"));
        }
        let (whole, own) =
            (resolve_all(resolver, self.declared, every), resolve_all(resolver, &part.except, every));
        let (whole, own) = (whole?, own?);
        let of_body = |body: &&Body| {
            let subject = self.only.unwrap_or(body);
            let by_whole =
                whole.iter().filter_map(|(group, exception)| meant(resolver, group, exception, subject));
            let by_part = own.iter().filter_map(|(group, exception)| meant(resolver, group, exception, body));
            let mut all: Vec<Meant> = by_whole.chain(by_part).collect();
            all.sort_by_key(|meant| meant.rank);
            report_conflicts(resolver, &all, subject);
            let all: Arc<[Exception]> = all.into_iter().map(|meant| meant.exception).collect();
            (!all.is_empty()).then(|| (body.id.clone(), all))
        };
        Some(bodies.iter().filter_map(of_body).collect())
    }

    /// Warns of bodies that are excepted by name and would owe nothing anyway.
    pub(super) fn check_covers(
        &self,
        resolver: &NameResolver<'_>,
        parts: &[(&ContributionDeclaration, Vec<Part>)],
    ) {
        for (declared, spelt) in parts {
            warn_of_others(resolver, &declared.except, |name| {
                spelt.iter().any(|part| part.by.as_str() == name)
            });
        }
        if self.only.is_none() {
            let mut all = parts.iter().flat_map(|(_, spelt)| spelt);
            warn_of_others(resolver, self.declared, |name| all.any(|part| part.by.as_str() == name));
        }
    }
}

/// By which exceptions a target does not bind each body; those without any are left out. None where something about them was
/// reported.
pub(super) fn of_target(
    resolver: &NameResolver<'_>,
    target: &TargetDeclaration,
    every: Option<Cadence>,
) -> Option<IndexMap<BodyId, Vec<Exception>>> {
    let Some(first) = target.except.first() else { return Some(IndexMap::new()) };
    if target.body.is_some() {
        let message = "`except` is about a target for everyone, and this one is set for one body";
        let fault = resolver.error(Code::InvalidValue, message, first.place.clone());
        resolver.report(fault.with_help("leave out `body`, or end the target with `until`"));
        return None;
    }
    let all = resolve_all(resolver, &target.except, every)?;
    let of_body = |body: &Body| {
        let meant = all.iter().filter_map(|(group, exception)| meant(resolver, group, exception, body));
        let mut meant: Vec<Meant> = meant.collect();
        meant.sort_by_key(|meant| meant.rank);
        report_conflicts(resolver, &meant, body);
        let exceptions: Vec<Exception> = meant.into_iter().map(|meant| meant.exception).collect();
        (!exceptions.is_empty()).then(|| (body.id.clone(), exceptions))
    };
    Some(resolver.scope.register.values().filter_map(of_body).collect())
}

/// Warns of bodies that are excepted by name from what they do not owe.
pub(super) fn warn_of_others(
    resolver: &NameResolver<'_>,
    exceptions: &[ExceptionDeclaration],
    mut owes: impl FnMut(&str) -> bool,
) {
    for exception in exceptions {
        let Some(Group::Listed(names)) = exception.bodies.as_ref().map(Spanned::get_ref) else { continue };
        for name in names {
            if resolver.scope.register.contains_key(name.get_ref().as_str()) && !owes(name.get_ref()) {
                let message = format!("`{name}` is excepted from what it does not owe anyway");
                let fault = resolver.error(Code::InvalidValue, message, name.span()).into_warning();
                resolver.report_once(fault.with_help("leave it out, or name the body that is meant"));
            }
        }
    }
}

type Resolved<'a> = (&'a Spanned<Group>, (Range<usize>, Exception));

/// Exceptions with their periods, and every body in them looked up.
fn resolve_all<'a>(
    resolver: &NameResolver<'_>,
    declared: &'a [ExceptionDeclaration],
    every: Option<Cadence>,
) -> Option<Vec<Resolved<'a>>> {
    let all: Vec<_> = declared.iter().map(|exception| resolve(resolver, exception, every?)).collect();
    all.into_iter().collect()
}

fn resolve<'a>(
    resolver: &NameResolver<'_>,
    declared: &'a ExceptionDeclaration,
    every: Cadence,
) -> Option<Resolved<'a>> {
    let period = |text: &Option<Spanned<String>>| match text {
        Some(text) => resolve_period(resolver, text, every).map(Some),
        None => Some(None),
    };
    let bodies = declared.bodies.as_ref()?;
    let found = resolver.bodies(bodies.get_ref());
    let (from, until) = (period(&declared.from), period(&declared.until));
    let (from, until) = (from?, until?);
    if let Some(place) = &declared.until {
        check_order(resolver, Term { from, until }, place);
    }
    found?;
    let exception =
        Exception { reason: declared.reason.clone()?, authority: declared.authority.clone(), from, until };
    Some((bodies, (declared.place.clone(), exception)))
}

/// The exception as far as it means a body.
fn meant(
    resolver: &NameResolver<'_>,
    group: &Spanned<Group>,
    (place, exception): &(Range<usize>, Exception),
    body: &Body,
) -> Option<Meant> {
    let is_relation = resolver.scope.relations.contains_key(body.id.as_str());
    let rank = match group.get_ref() {
        Group::Listed(names) => {
            names.iter().any(|name| name.get_ref() == body.id.as_str()).then_some(Rank::Named)
        }
        Group::Kind(kind) => (!is_relation && body.kind == *kind.get_ref()).then_some(Rank::Kind),
        Group::Relation(kind) => (is_relation && body.kind == *kind.get_ref()).then_some(Rank::Kind),
    };
    Some(Meant { rank: rank?, place: place.clone(), exception: exception.clone() })
}

/// Reports two exceptions of one rank that hold in one period.
fn report_conflicts(resolver: &NameResolver<'_>, all: &[Meant], body: &Body) {
    for (place, one) in all.iter().enumerate() {
        let mut before = all.iter().take(place);
        let Some(other) =
            before.find(|other| other.rank == one.rank && other.exception.meets(&one.exception))
        else {
            continue;
        };
        let message = format!("two exceptions mean `{}` at once", body.id);
        let fault = resolver.error(Code::InvalidValue, message, one.place.clone());
        let fault = fault.with_help("leave one of them out, or let one end before the other begins");
        resolver.report_once(fault.and_label(resolver.draft.source(), other.place.clone(), "the first one"));
    }
}

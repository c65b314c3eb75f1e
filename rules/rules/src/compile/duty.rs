//! Duties: a rule over a measure, with what contributions inherit from their obligation.

use std::ops::Range;
use std::sync::Arc;

use engine::model::MeasureId;
use engine::program::Duty;
use toml::Spanned;

use super::breakdowns::named_values;
use super::joins::refuse_to_judge;
use super::resolver::NameResolver;
use crate::declare::{DutyDeclaration, MeasureDeclaration, ObligationDeclaration};
use crate::diagnostic::{Code, Diagnostic};
use crate::script::OwnReads;

/// A measure that an obligation is judged by, with the place where it is named.
pub(super) struct NamedMeasure<'a> {
    pub(super) name: &'a Spanned<String>,
    pub(super) measure: &'a MeasureDeclaration,
}

/// What stands for the measure of a duty whose rule reads nothing but the verdicts of others: nobody reports it, and no measure that is
/// declared has a blank in its id.
const VERDICTS: &str = "verdicts of obligations";

/// A duty with the declaration of its measure.
pub(super) struct ResolvedDuty<'a> {
    pub(super) duty: Option<Duty>,
    pub(super) named: Option<NamedMeasure<'a>>,
    /// The values of a breakdown for each of which there is one, where all of them are named.
    pub(super) values: Option<Vec<Arc<str>>>,
}

impl ResolvedDuty<'_> {
    /// Whether it is judged by verdicts of others alone.
    pub(super) fn is_of_verdicts(&self) -> bool {
        self.named.is_none() && self.duty.is_some()
    }
}

/// The lead's own duty, where an obligation has no contributions.
pub(super) fn resolve_own<'a>(
    resolver: &NameResolver<'a>,
    obligation: &'a ObligationDeclaration,
) -> ResolvedDuty<'a> {
    let lacks = |key: &str| {
        let message = format!("[[obligation]] lacks `{key}`");
        let fault = resolver.error(Code::Toml, message, obligation.header.clone());
        let help = format!(
            "add `{key}`, or contributions that have it: without them the lead's own figures are judged"
        );
        resolver.report(fault.with_help(help));
    };
    let own = resolve(resolver, &obligation.duty, None, &lacks);
    if let Some(name) = obligation.duty.measure.as_ref().filter(|_| own.values.is_some()) {
        let message = format!("`{name}` makes a contribution of each value, and there are none");
        let help = "add [[obligation.contribution]], or name one measure";
        resolver.report(resolver.error(Code::InvalidValue, message, name.span()).with_help(help));
    }
    own
}

/// A contribution's duty, made up from its own words and its obligation's.
pub(super) fn resolve_part<'a>(
    resolver: &NameResolver<'a>,
    duty: &'a DutyDeclaration,
    inherited: &'a DutyDeclaration,
    header: &Range<usize>,
    table: &str,
) -> ResolvedDuty<'a> {
    let lacks = |key: &str| {
        let message = format!("{table} lacks `{key}`");
        let fault = resolver.error(Code::Toml, message, header.clone());
        resolver.report(
            fault.with_help(format!("add `{key}` here, or in the obligation for all its contributions")),
        );
    };
    resolve(resolver, duty, Some(inherited), &lacks)
}

fn resolve<'a>(
    resolver: &NameResolver<'a>,
    own: &'a DutyDeclaration,
    inherited: Option<&'a DutyDeclaration>,
    lacks: &dyn Fn(&str),
) -> ResolvedDuty<'a> {
    let name = own.measure.as_ref().or_else(|| inherited?.measure.as_ref());
    let rule_name = own.rule.as_ref().or_else(|| inherited?.rule.as_ref());
    let rule = rule_name.and_then(|name| resolver.rule(name));
    let by_verdicts =
        rule.as_ref().filter(|rule| name.is_none() && !rule.reads_verdicts_of().is_empty()).cloned();
    // Of a rule with faults it is not known whether it needs one.
    let is_needed = rule.is_some() || rule_name.is_none();
    if name.is_none() && by_verdicts.is_none() && is_needed {
        lacks("measure");
    }
    if rule_name.is_none() {
        lacks("rule");
    }
    let found = name.and_then(|name| named_values(resolver, name));
    if let Some(rule) = rule_name {
        refuse_to_judge(resolver, rule);
    }
    if let (Some(rule), Some(found)) = (rule_name, found.as_ref()) {
        check_kind(resolver, rule, found.measure);
    }
    let named = name.zip(found.as_ref()).map(|(name, found)| NamedMeasure { name, measure: found.measure });
    let mut params = inherited.map(|inherited| inherited.params.clone()).unwrap_or_default();
    params.extend(own.params.clone());
    let values = found.as_ref().and_then(|found| found.values.clone());
    let params = Arc::new(params);
    let of_figures = found.zip(rule).map(|(found, rule)| (found.id, rule));
    let duty = of_figures.or_else(|| Some((MeasureId::new(VERDICTS), by_verdicts?)));
    let duty = duty.map(|(measure, rule)| Duty { measure, rule, params });
    ResolvedDuty { duty, named, values }
}

/// Reports a rule that reads figures where a document is owed, or a document where figures are.
fn check_kind(resolver: &NameResolver<'_>, rule: &Spanned<String>, measure: &MeasureDeclaration) {
    let Some(outline) = resolver.outline_of(rule) else { return };
    let id = measure.id.as_ref().map_or("", |id| id.get_ref());
    let (place, message, help) = match (measure.is_document(), &outline.own) {
        (true, OwnReads { figure: Some(place), .. }) => (
            place,
            format!("`{id}` is a document, and this reads a figure of it"),
            "ask with `my.has_document()` or `my.document()` whether one is in force, or let `in-force` judge it",
        ),
        (false, OwnReads { document: Some(place), .. }) => (
            place,
            format!("`{id}` is a measure of figures, and this asks for a document"),
            "name a `document` in the place of the measure, or another rule",
        ),
        _ => return,
    };
    let fault =
        Diagnostic::error(Code::InvalidValue, message, &outline.source, place.clone()).with_help(help);
    resolver.report_once(fault.and_label(resolver.draft.source(), rule.span(), "it judges here"));
}

//! The rule that joins the contributions of an obligation: it sees them and their verdicts, and neither figures nor other obligations.

use std::ops::Range;
use std::sync::Arc;

use engine::program::{Join, Rule};
use toml::Spanned;

use super::resolver::NameResolver;
use crate::declare::ObligationDeclaration;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::RuleOutline;

/// What joins the contributions; none within where `needs` counts them, and none at all where something about it was reported.
pub(super) fn resolve_join(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
) -> Option<Option<Join>> {
    let Some(declared) = &obligation.join else { return Some(None) };
    let duty = declared.get_ref();
    let name = duty.rule.as_ref()?;
    let rule = resolver.rule(name)?;
    let wrong = wrong(&*rule, resolver.outline_of(name));
    if let Some((place, message)) = wrong {
        let help = "a rule that joins reads `my.parts()`, `my.params` and the register; let the rule of a part judge figures";
        let fault = match place {
            Some((outline, place)) => {
                let fault = Diagnostic::error(Code::InvalidValue, message, &outline.source, place);
                fault.and_label(resolver.draft.source(), name.span(), "it joins here")
            }
            None => resolver.error(Code::InvalidValue, message, name.span()),
        };
        resolver.report_once(fault.with_help(help));
        return None;
    }
    Some(Some(Join { rule, params: Arc::new(duty.params.clone()) }))
}

/// What a rule reads that joins nothing, with the place where that can be told.
fn wrong<'o>(
    rule: &dyn Rule,
    outline: Option<&'o RuleOutline>,
) -> Option<(Option<(&'o RuleOutline, Range<usize>)>, String)> {
    let id = rule.id();
    if let Some(outline) = outline {
        let own = outline.own.figure.as_ref().or(outline.own.document.as_ref());
        let figure = own.or_else(|| Some(&outline.measures.first()?.place));
        if let Some(place) = figure {
            let message = format!("`{id}` joins contributions, and this reads a figure");
            return Some((Some((outline, place.clone())), message));
        }
        if outline.reads_target {
            return Some((None, format!("`{id}` joins contributions, and reads a target")));
        }
    }
    if rule.reads_verdicts_of().is_empty() {
        return None;
    }
    let place = outline.and_then(|outline| Some((outline, outline.others.first()?.place.clone())));
    Some((place, format!("`{id}` joins contributions, and this reads other obligations")))
}

/// Reports a rule that is to judge a part, and looks at all of them.
pub(super) fn refuse_to_judge(resolver: &NameResolver<'_>, name: &Spanned<String>) {
    let Some(outline) = resolver.outline_of(name) else { return };
    let Some(place) = &outline.parts else { return };
    let message = format!("`{name}` judges one part here, and this asks for all of them");
    let fault = Diagnostic::error(Code::InvalidValue, message, &outline.source, place.clone());
    let fault = fault.with_help("name it with `join`, or ask for the parts of another obligation");
    resolver.report_once(fault.and_label(resolver.draft.source(), name.span(), "it judges here"));
}

//! The rule that joins the contributions of an obligation: it sees them and their verdicts, and neither figures nor other obligations.

use std::ops::Range;
use std::sync::Arc;

use engine::program::{Join, Rule};
use toml::Spanned;

use super::resolver::NameResolver;
use crate::declare::DutyDeclaration;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::RuleOutline;

/// The rule that is to join the contributions; none where something about it was reported.
pub(super) fn resolve_join(resolver: &NameResolver<'_>, declared: &Spanned<DutyDeclaration>) -> Option<Join> {
    let duty = declared.get_ref();
    let name = duty.rule.as_ref()?;
    let rule = resolver.rule(name)?;
    if let Some(Misfit { place, message }) = misfit(&*rule, resolver.outline_of(name)) {
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
    Some(Join { rule, params: Arc::new(duty.params.clone()) })
}

/// What a rule reads that is to join contributions, and may not.
struct Misfit<'o> {
    /// Where, as far as that can be told.
    place: Option<(&'o RuleOutline, Range<usize>)>,
    message: String,
}

fn misfit<'o>(rule: &dyn Rule, outline: Option<&'o RuleOutline>) -> Option<Misfit<'o>> {
    let id = rule.id();
    if let Some(outline) = outline {
        let own = outline.own.figure.as_ref().or(outline.own.document.as_ref());
        let figure = own.or_else(|| Some(&outline.measures.first()?.place));
        if let Some(place) = figure {
            let message = format!("`{id}` joins contributions, and this reads a figure");
            return Some(Misfit { place: Some((outline, place.clone())), message });
        }
        if outline.reads_target {
            let message = format!("`{id}` joins contributions, and reads a target");
            return Some(Misfit { place: None, message });
        }
    }
    if rule.reads_verdicts_of().is_empty() {
        return None;
    }
    let place = outline.and_then(|outline| Some((outline, outline.others.first()?.place.clone())));
    Some(Misfit { place, message: format!("`{id}` joins contributions, and this reads other obligations") })
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

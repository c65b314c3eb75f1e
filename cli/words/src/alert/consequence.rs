//! What follows when an obligation or a part of it is missed, as its declaration says. While it waits for somebody else, nothing follows.

use engine::alert::{Alert, AlertKind, Severity};
use engine::program::Program;

use crate::english;

/// How many different consequences of parts are told.
const MOST_TOLD: usize = 3;
/// How many bodies are named for one of them.
const MOST_NAMED: usize = 6;

/// What follows, sentence by sentence and each without its full stop: of the whole, then of the parts that the alert names.
pub fn consequences(alert: &Alert, program: &Program) -> Vec<String> {
    let Some(obligation) = program.obligation(&alert.id.obligation_ref()) else { return Vec::new() };
    let opening = match alert.severity {
        _ if alert.id.kind != AlertKind::Breach || alert.is_held_up() => return Vec::new(),
        Some(Severity::Breach) => "What follows",
        Some(Severity::AtRisk) => "What follows if it is missed",
        None => return Vec::new(),
    };
    let trim = |text: &str| text.trim_end_matches('.').to_owned();
    let whole = obligation.consequence.as_deref().map(|said| format!("{opening}: {}", trim(said)));
    let mut alike: Vec<(&str, Vec<&str>)> = Vec::new();
    let terms = alert.periods.last().map_or(&obligation.terms, |last| obligation.terms_of(*last));
    for named in alert.named() {
        let part = terms.part(&named.part);
        let Some(said) = part.and_then(|part| part.stake.consequence.as_deref()) else { continue };
        let name = program.catalogue.body_name(&named.body);
        match alike.iter_mut().find(|(other, _)| *other == said) {
            Some((_, names)) if names.contains(&name) => {}
            Some((_, names)) => names.push(name),
            None => alike.push((said, vec![name])),
        }
    }
    let more = alike.len().checked_sub(MOST_TOLD).filter(|more| *more > 0);
    let more = more.map(|more| {
        format!(
            "{} of parts; `remit explain {}` tells them",
            english::count(more, "more consequence"),
            alert.id
        )
    });
    let parts = alike.into_iter().take(MOST_TOLD).map(|(said, names)| {
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        format!("{opening} for {}: {}", english::some_of(&names, MOST_NAMED), trim(said))
    });
    let more = more.map(|more| english::capitalised(&more));
    whole.into_iter().chain(parts).chain(more).collect()
}

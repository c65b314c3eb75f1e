//! What `depends_on` names, and circles of obligations that wait for each other.

use toml::Spanned;

use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use crate::declare::circles;
use crate::diagnostic::{Code, Diagnostic};

/// What one entry of `depends_on` names.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum NamedDependency<'t> {
    /// `"measure:ae-attendances"`.
    Measure(&'t str),
    /// `"other-obligation"`, of the same mission.
    Own(&'t str),
    /// `"mission/obligation"`.
    Elsewhere(&'t str, &'t str),
    /// `"mission/obligation/body"`: of those about each of many, the one about a body.
    OneOfMany { mission: &'t str, obligation: &'t str, body: &'t str },
}

pub(super) fn parse_dependency(text: &str) -> NamedDependency<'_> {
    if let Some(measure) = text.strip_prefix("measure:") {
        return NamedDependency::Measure(measure.trim());
    }
    let Some((mission, rest)) = text.split_once('/') else { return NamedDependency::Own(text) };
    let mission = mission.trim();
    match rest.split_once('/') {
        None => NamedDependency::Elsewhere(mission, rest.trim()),
        Some((obligation, body)) => {
            NamedDependency::OneOfMany { mission, obligation: obligation.trim(), body: body.trim() }
        }
    }
}

/// Reports every circle, naming it, and refuses all missions that it goes through.
pub(super) fn refuse_circles(
    drafts: &[ParsedMission<'_>],
    scope: &ProjectNames<'_>,
    findings: &mut Findings,
) {
    let next = |node: usize| ways(scope, node).map(|(next, _)| next).collect();
    for circle in circles(scope.obligations.len(), next) {
        let steps = circle.iter().zip(circle.iter().cycle().skip(1));
        let mut fault: Option<Diagnostic> = None;
        for (from, to) in steps {
            let Some((_, written)) = ways(scope, *from).find(|(next, _)| next == to) else { continue };
            let (mission, _) = key(scope, *from);
            let source = drafts[mission.0].source();
            fault = Some(match fault {
                None => Diagnostic::error(
                    Code::CyclicDependency,
                    told(drafts, scope, &circle),
                    source,
                    written.span(),
                )
                .with_help("take one of them out: something has to come first"),
                Some(fault) => fault.and_label(source, written.span(), "and on from here"),
            });
        }
        let missions = circle.iter().map(|node| key(scope, *node).0);
        findings.note_shared(missions, fault.expect("every circle has a step"));
    }
}

/// The obligations that one waits for, with the places where it says so.
fn ways<'s>(scope: &'s ProjectNames<'_>, node: usize) -> impl Iterator<Item = (usize, &'s Spanned<String>)> {
    let (mission, _) = key(scope, node);
    let depends_on = scope.obligations.get_index(node).map(|(_, obligation)| &obligation.depends_on);
    depends_on.into_iter().flatten().filter_map(move |written| {
        let key = match parse_dependency(written.get_ref()) {
            NamedDependency::Measure(_) => return None,
            NamedDependency::Own(name) => (mission, name),
            NamedDependency::Elsewhere(mission, name)
            | NamedDependency::OneOfMany { mission, obligation: name, .. } => {
                (*scope.missions.get(mission)?, name)
            }
        };
        Some((scope.obligations.get_index_of(&key)?, written))
    })
}

fn key<'s>(scope: &ProjectNames<'s>, node: usize) -> (MissionIx, &'s str) {
    *scope.obligations.get_index(node).expect("only declared obligations are visited").0
}

fn told(drafts: &[ParsedMission<'_>], scope: &ProjectNames<'_>, circle: &[usize]) -> String {
    let name = |node: &usize| {
        let (mission, obligation) = key(scope, *node);
        let mission = drafts[mission.0].declaration().id.as_ref().map_or("?", |id| id.get_ref());
        format!("`{mission}/{obligation}`")
    };
    if let [one] = circle {
        return format!("{} waits for itself", name(one));
    }
    let names: Vec<String> = circle.iter().chain(circle.first()).map(name).collect();
    format!("obligations wait for each other in a circle: {}", names.join(" waits for "))
}

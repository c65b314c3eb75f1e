//! Ladders and the people on them: which ladder an obligation has, and roles that nobody holds.

use std::sync::Arc;

use engine::model::{Ladder, LadderStep};
use toml::Spanned;

use super::findings::Findings;
use super::parsed::ParsedMission;
use super::people;
use super::resolver::NameResolver;
use crate::declare::{LadderDeclaration, ObligationDeclaration, Project, Register};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// That something is wrong about a ladder, which was reported.
pub(super) struct Reported;

/// The ladder of an obligation, or the mission's only one.
pub(super) fn resolve_ladder(
    resolver: &NameResolver<'_>,
    obligation: &ObligationDeclaration,
) -> Result<Option<Arc<Ladder>>, Reported> {
    let ladders = &resolver.draft.declaration().ladders;
    let declared = match (&obligation.ladder, ladders.as_slice()) {
        (None, [only]) => only,
        (None, _) => return Ok(None),
        (Some(named), _) => {
            let is_named = |ladder: &&LadderDeclaration| {
                ladder.id.as_ref().is_some_and(|id| id.get_ref() == named.get_ref())
            };
            let Some(ladder) = ladders.iter().find(is_named) else {
                report_unknown(resolver, named, ladders);
                return Err(Reported);
            };
            ladder
        }
    };
    let step = |step: &crate::declare::StepDeclaration| {
        let body = match &step.body {
            Some(body) => Some(resolver.body(body)?.id.clone()),
            None => None,
        };
        Some(LadderStep { to: step.to.get_ref().as_str().into(), body, after: step.after })
    };
    let steps: Option<_> = declared.steps.iter().map(step).collect();
    let (Some(id), Some(steps)) = (&declared.id, steps) else { return Err(Reported) };
    let (remind_every, reply_within) = (declared.remind_every, declared.reply_within);
    Ok(Some(Arc::new(Ladder { id: id.get_ref().as_str().into(), steps, remind_every, reply_within })))
}

fn report_unknown(resolver: &NameResolver<'_>, named: &Spanned<String>, ladders: &[LadderDeclaration]) {
    let known = ladders.iter().filter_map(|ladder| ladder.id.as_ref()).map(|id| id.get_ref().as_str());
    let fault = resolver.error(Code::Ladder, format!("the mission has no ladder `{named}`"), named.span());
    resolver.report(fault.with_help("add a [[ladder]] with that id").with_nearest(named.get_ref(), known));
}

/// Reports what is wrong with people in posts, and what ladders lack.
pub(super) fn check(
    drafts: &[ParsedMission<'_>],
    project: &Project,
    register: &Register,
    findings: &mut Findings,
) {
    findings.diagnostics.extend(people::check(project, register));
    for mission in drafts {
        let declaration = mission.declaration();
        let mut faults = twice(&declaration.ladders, mission.source());
        for ladder in &declaration.ladders {
            check_top(ladder, declaration.board.as_deref(), (project, mission.source()), &mut faults);
            unheld(ladder, project, mission.source(), &mut faults);
        }
        findings.note(mission.ix, faults);
    }
}

fn twice(ladders: &[LadderDeclaration], source: &SourceText) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (place, ladder) in ladders.iter().enumerate() {
        let Some(id) = &ladder.id else { continue };
        let earlier = ladders[..place].iter().filter_map(|earlier| earlier.id.as_ref());
        if let Some(earlier) = earlier.into_iter().find(|earlier| earlier.get_ref() == id.get_ref()) {
            let message = format!("two ladders have the id `{id}`");
            let fault = Diagnostic::error(Code::DuplicateId, message, source, id.span());
            let fault = fault.with_help("give one of them another id");
            faults.push(fault.and_label(source, earlier.span(), "the first one"));
        }
    }
    faults
}

fn is_held(project: &Project, step: &crate::declare::StepDeclaration) -> bool {
    project.posts.iter().any(|one| {
        let at = step.body.as_ref().is_none_or(|body| one.person.body.as_str() == body.get_ref());
        at && *one.person.role == **step.to.get_ref()
    })
}

/// A ladder that ends with nobody in particular leads nowhere.
fn check_top(
    ladder: &LadderDeclaration,
    board: Option<&str>,
    (project, source): (&Project, &SourceText),
    faults: &mut Vec<Diagnostic>,
) {
    let Some(last) = ladder.steps.last() else { return };
    let is_board = last.to.get_ref() == LadderStep::BOARD;
    if is_board && board.is_none() && !is_held(project, last) {
        let message = "the ladder ends at a board, and the mission has none";
        let fault = Diagnostic::error(Code::Ladder, message, source, last.to.span()).into_warning();
        let help = "name it with `board` under [mission], or its members as a [[person]] with the role `board` in remit.toml or people.csv";
        faults.push(fault.with_help(help));
    } else if !is_board && ladder.steps.len() > 1 && !is_held(project, last) {
        let message = format!("the ladder ends with `{}`, which nobody holds", last.to.get_ref());
        let fault = Diagnostic::error(Code::Ladder, message, source, last.to.span()).into_warning();
        faults.push(fault.with_help(
            "name a [[person]] with that role in remit.toml or people.csv, or end it with the board",
        ));
    }
}

/// Roles between the owner and the top that nobody holds.
fn unheld(ladder: &LadderDeclaration, project: &Project, source: &SourceText, faults: &mut Vec<Diagnostic>) {
    let between = ladder.steps.iter().take(ladder.steps.len().saturating_sub(1));
    for step in between {
        let role = step.to.get_ref();
        if role != LadderStep::OWNER && role != LadderStep::BOARD && !is_held(project, step) {
            let message = format!("nobody holds the role `{role}`");
            let fault = Diagnostic::error(Code::Ladder, message, source, step.to.span()).into_warning();
            let known = project.posts.iter().map(|one| &*one.person.role);
            let fault = fault.with_help("name a [[person]] with that role in remit.toml or people.csv");
            faults.push(fault.with_nearest(role, known));
        }
    }
}

//! The page itself.

use std::collections::BTreeMap;

use app::as_of::PastState;
use app::standing::{ObligationStanding, ProjectStanding, Scope};
use askama::Template;
use engine::Engine;
use engine::alert::{Alert, AlertKind};
use engine::model::{MissionId, ObligationRef, PartId, Period, Verdict};
use engine::program::{Mission, Obligation, Part, Program};
use jiff::civil::Date;
use language::visible::visible_lines;
use words::judged_by::JudgedBy;
use words::lead::Lead;
use words::names::{Names, with_owner};
use words::summary::{StandingCounts, StandingKind, summary};
use words::{board, english, response};

use super::shown::CourseShown;

/// So many parts of one obligation are shown with their course.
const MOST_COURSES: usize = 3;
/// So many reports that are due next are named.
const MOST_DUE: usize = 15;

/// The style of the page.
const STYLE: &str = include_str!("../../../templates/docs/pack.css");

#[derive(Template)]
#[template(path = "docs/pack.html")]
struct PackPage<'a> {
    style: &'static str,
    project: &'a str,
    mission: &'a Mission,
    board: String,
    /// Of which moment it is: `the end of 31 August 2024`.
    moment: String,
    day: String,
    judged: String,
    summary: String,
    matters: Vec<Matter>,
    /// What stands without an alert: the title, who leads, and how its newest period stands.
    quiet: Vec<(String, String)>,
    due: Vec<DueNext>,
    /// How many more reports are due.
    more_due: usize,
    revision: String,
}

/// Something that is wrong.
struct Matter {
    title: String,
    /// Its place in the pack, for the ids in it.
    label: String,
    state: &'static str,
    since: String,
    message: String,
    replies: Vec<String>,
    courses: Vec<CourseShown>,
    /// How many more parts it has than are shown.
    more: usize,
    next: String,
}

/// A report that is due next.
struct DueNext {
    day: Date,
    said: String,
    what: String,
    who: String,
}

/// The pack of a mission of a project at the end of a day; none where there is no such mission.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn pack(
    project: &str,
    past: &PastState,
    mission: &MissionId,
    day: Date,
) -> Result<Option<String>, askama::Error> {
    let moment = format!("the end of {}", english::date(day));
    pack_at(project, (&past.engine, past.judged_by), mission, (day, moment))
}

/// The same at any moment of a day, as it is told.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn pack_at(
    project: &str,
    (engine, judged_by): (&Engine, JudgedBy),
    mission: &MissionId,
    (day, moment): (Date, String),
) -> Result<Option<String>, askama::Error> {
    let Some(program) = engine.program() else { return Ok(None) };
    let Some(mission) = program.missions.get(mission) else { return Ok(None) };
    let standing = ProjectStanding::of(engine, &Scope::Mission(mission.id.clone()));
    let mut standing: BTreeMap<ObligationRef, ObligationStanding> = standing.into_obligations();
    let mut counts = StandingCounts::default();
    let mut owed: Vec<(&Obligation, ObligationStanding)> = Vec::new();
    for obligation in &mission.obligations {
        let stands = standing.remove(&obligation.reference(&mission.id)).unwrap_or_default();
        if stands.is_owed(obligation, program, day) {
            counts.add(stands.kind_on(obligation, day));
            owed.push((obligation, stands));
        }
    }
    let (mut open, quiet): (Vec<_>, Vec<_>) = owed.iter().partition(|(_, stands)| !stands.alerts.is_empty());
    open.sort_by_key(|(_, stands)| rank(stands));
    let mut due: Vec<DueNext> =
        owed.iter().flat_map(|(obligation, stands)| due_next(obligation, stands, program, day)).collect();
    due.sort_by(|one, other| (one.day, &one.what, &one.who).cmp(&(other.day, &other.what, &other.who)));
    let more_due = due.len().saturating_sub(MOST_DUE);
    due.truncate(MOST_DUE);
    let page = PackPage {
        style: STYLE,
        project,
        mission,
        board: mission.board.clone().unwrap_or_default(),
        moment,
        day: english::date(day),
        judged: words::judged_by::sentence(judged_by, &program.calendar).unwrap_or_default(),
        summary: summary(&counts),
        matters: open
            .iter()
            .enumerate()
            .map(|(nth, (obligation, stands))| matter(nth, obligation, stands, engine, program))
            .collect(),
        quiet: quiet
            .iter()
            .map(|(obligation, stands)| told_quiet(obligation, stands, program, day))
            .collect(),
        due,
        more_due,
        revision: program.revision.as_str().chars().take(12).collect(),
    };
    Ok(Some(visible_lines(&page.render()?).into_owned()))
}

/// The worst first: what is broken before what waits for others and what is only at risk, and of each what names most and is open longest.
fn rank(stands: &ObligationStanding) -> (u8, std::cmp::Reverse<usize>, jiff::Timestamp) {
    let alert = worst(&stands.alerts);
    let kind = match stands.kind() {
        StandingKind::Broken => 0,
        StandingKind::Failed => 1,
        StandingKind::HeldUp => 2,
        _ => 3,
    };
    let named = alert.map_or(0, |alert| alert.named().count());
    (kind, std::cmp::Reverse(named), alert.map_or(jiff::Timestamp::MAX, |alert| alert.since))
}

/// The gravest, where several are open; what a group did not bring about comes after what the obligation itself is about, and a cut after that.
fn worst(alerts: &[Alert]) -> Option<&Alert> {
    let place = |kind| match kind {
        AlertKind::Breach | AlertKind::RuleFailed => 2,
        AlertKind::Group => 1,
        AlertKind::Cut => 0,
    };
    alerts.iter().max_by_key(|alert| (place(alert.id.kind), alert.severity))
}

fn matter(
    nth: usize,
    obligation: &Obligation,
    stands: &ObligationStanding,
    engine: &Engine,
    program: &Program,
) -> Matter {
    let alert = worst(&stands.alerts);
    let label = format!("matter-{}", nth + 1);
    let shown = alert.map(|alert| parts_shown(obligation, alert, program)).unwrap_or_default();
    let courses: Vec<CourseShown> = shown
        .iter()
        .take(MOST_COURSES)
        .enumerate()
        .filter_map(|(place, part)| {
            let id = format!("{label}-{}", place + 1);
            CourseShown::of(id, (obligation, part), &stands.verdicts, engine)
        })
        .collect();
    let replies = |alert: &Alert| {
        let said = response::replies(alert, obligation, program);
        said.into_iter().map(|said| format!("{}.", english::capitalised(&said))).collect()
    };
    let since = alert.map(|alert| english::date(program.calendar.day(alert.since)));
    Matter {
        title: obligation.title.clone(),
        label,
        state: state(stands.kind()),
        since: since.unwrap_or_default(),
        message: alert.map(|alert| words::alert::in_short(alert, program, 12)).unwrap_or_default(),
        replies: alert.map(replies).unwrap_or_default(),
        more: shown.len().saturating_sub(courses.len()),
        courses,
        next: obligation
            .next_step
            .as_ref()
            .map(|step| format!("{}.", step.trim_end_matches('.')))
            .unwrap_or_default(),
    }
}

/// How an obligation stands, in a word.
fn state(kind: StandingKind) -> &'static str {
    match kind {
        StandingKind::Broken => "Not met",
        StandingKind::HeldUp => "Held up by others",
        StandingKind::AtRisk => "At risk",
        StandingKind::Failed => "A rule failed",
        StandingKind::Disputed => "Disputed",
        StandingKind::Waived => "Waived",
        StandingKind::NotJudged => "Not judged",
        StandingKind::Met => "Met",
        StandingKind::Awaited => "Awaited",
        StandingKind::NotDue => "Not due",
        StandingKind::NotPursued => "Not being pursued",
        StandingKind::Excepted => "Excepted",
        StandingKind::NotMeasurable => "Not yet measurable",
    }
}

/// The parts that an alert names, in the order in which it names the worst; without any, those that wait.
fn parts_shown<'p>(obligation: &'p Obligation, alert: &Alert, program: &Program) -> Vec<&'p Part> {
    let named = words::alert::worst_named(alert, program).into_iter().map(|named| &named.part);
    let waiting = alert.held_up.iter().map(|held_up| &held_up.part);
    let find = |id: &PartId| obligation.parts().find(|part| part.id == *id);
    named.chain(waiting).filter_map(find).collect()
}

fn told_quiet(
    obligation: &Obligation,
    stands: &ObligationStanding,
    program: &Program,
    day: Date,
) -> (String, String) {
    let mut wholes = stands.verdicts.iter().filter(|standing| standing.node.is_whole());
    let latest = wholes.rfind(|standing| standing.verdict != Verdict::NotDue);
    let latest = latest.map(|standing| (standing.verdict, standing.period));
    let lead = Lead::on(day, &obligation.lead, program).name(obligation.owner.as_deref(), program);
    (obligation.title.clone(), board::quiet(&lead, latest))
}

/// The next report that is due of each part, as far as it is not in.
fn due_next(
    obligation: &Obligation,
    stands: &ObligationStanding,
    program: &Program,
    day: Date,
) -> Vec<DueNext> {
    let names = Names { program };
    let is_open = |period: Period, part: &Part| {
        let of_part = stands.verdicts.iter().find(|standing| {
            standing.period == period
                && match part.id.contribution() {
                    Some(id) => standing.node.contribution() == Some(id),
                    None => standing.node.is_whole(),
                }
        });
        of_part.is_none_or(|standing| matches!(standing.verdict, Verdict::NotDue | Verdict::Awaiting))
    };
    let next = |part: &Part| {
        let mut period = obligation.every.containing(day).step(-1);
        for _ in 0..3 {
            let terms = obligation.terms_of(period);
            let due = terms.due.day(period, program.calendar_of(&part.by));
            let is_owed = period >= obligation.from
                && obligation.last_owed().is_none_or(|until| period <= until)
                && part.is_owed(period, &program.catalogue);
            if is_owed && due >= day && is_open(period, part) {
                let what = format!("{}, {}", names.measure(&part.duty.measure), english::period(period));
                let who = with_owner(names.body(&part.by), part.owner.as_deref());
                return Some(DueNext { day: due, said: english::date(due), what, who });
            }
            period = period.step(1);
        }
        None
    };
    obligation.parts().filter_map(next).collect()
}

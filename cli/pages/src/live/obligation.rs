//! The page of one declaration: who leads it, what is wrong, and how each part or each of many stands.

use app::published::{
    DeclaredObligation, Member, MissionPicture, OpenAlert, PartStanding, PeriodStanding, Picture,
};
use askama::Template;
use words::{english, verdict};

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use crate::catalogue::{Cited, all_cited};

#[derive(Template)]
#[template(path = "live/obligation.html")]
struct ObligationPage<'p> {
    frame: Frame<'p>,
    declared: &'p DeclaredObligation,
    cited: Vec<Cited>,
    mark: Mark,
    /// The rules by which it is judged, with where each is.
    rules: Vec<(String, &'p str)>,
    /// The one that stands alone; none of those about each of many.
    alone: Option<Alone<'p>>,
    /// Those about each of many, the worst first.
    members: Vec<Row<'p>>,
}

/// An obligation that stands alone.
struct Alone<'p> {
    /// Where it is explained; none while nothing is due.
    why: Option<String>,
    alerts: Vec<Alert<'p>>,
    /// What was forecast to alerts that are over, where none is open.
    past_forecasts: &'p [String],
    /// Of which period the parts are: `Q2 2024`; empty while none is due.
    newest: String,
    /// Each with where its figures are.
    parts: Vec<(Mark, &'p PartStanding, String)>,
    /// The newest first.
    periods: Vec<Period<'p>>,
}

struct Alert<'p> {
    href: String,
    sentences: &'p [String],
}

struct Period<'p> {
    heading: &'p str,
    mark: Mark,
    verdict: &'static str,
}

/// One of many.
struct Row<'p> {
    /// Where it is explained; none while nothing is due.
    why: Option<String>,
    name: &'p str,
    mark: Mark,
    /// `Q2 2024: met`; empty while none is due.
    newest: String,
    /// Its alerts, with since when they are open.
    alerts: Vec<(String, String)>,
}

/// How one declaration stands, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn obligation(
    picture: &Picture,
    (mission, declared): (&MissionPicture, &DeclaredObligation),
    access: Access,
) -> askama::Result<String> {
    let (alone, members) = match &declared.members[..] {
        [member] => (Some(alone(member)), Vec::new()),
        many => (None, worst_first(many.iter().map(|member| &**member))),
    };
    let frame = Frame::new(picture, access).below_mission(mission);
    let rules = declared.rules.iter().map(|rule| (address::rule(rule), rule.as_str())).collect();
    let cited = all_cited(&declared.authority);
    ObligationPage { frame, declared, cited, mark: Mark::of(declared.state()), rules, alone, members }
        .render()
}

fn alone(member: &Member) -> Alone<'_> {
    let alert = |alert: &'_ OpenAlert| address::alert(&alert.id);
    Alone {
        why: why(member),
        alerts: member
            .alerts
            .iter()
            .map(|one| Alert { href: alert(one), sentences: &one.sentences })
            .collect(),
        past_forecasts: &member.past_forecasts,
        newest: member.newest.as_ref().map(|newest| english::period(newest.period)).unwrap_or_default(),
        parts: member.parts.iter().map(part).collect(),
        periods: member.periods.iter().rev().map(period).collect(),
    }
}

fn part(part: &PartStanding) -> (Mark, &PartStanding, String) {
    let (measure, body) = &part.series;
    (Mark::of(part.state()), part, address::series(measure, body))
}

/// Where it is explained why it stands so; none while nothing is due.
fn why(member: &Member) -> Option<String> {
    member.newest.as_ref().map(|_| address::explanation(&member.reference.to_string()))
}

fn period(standing: &PeriodStanding) -> Period<'_> {
    Period {
        heading: &standing.heading,
        mark: Mark::of(standing.state()),
        verdict: verdict::word(standing.verdict),
    }
}

/// Those that somebody owes, the gravest first and of those alike the ones whose alert is open longest.
fn worst_first<'p>(members: impl Iterator<Item = &'p Member>) -> Vec<Row<'p>> {
    let mut owed: Vec<&Member> = members.filter(|member| member.is_owed).collect();
    let since = |member: &Member| member.alerts.iter().map(|alert| alert.since).min();
    owed.sort_by_key(|member| (member.state(), since(member).is_none(), since(member)));
    owed.into_iter().map(row).collect()
}

fn row(member: &Member) -> Row<'_> {
    let newest = member.newest.as_ref();
    let told = |newest: &PeriodStanding| format!("{}: {}", newest.heading, verdict::word(newest.verdict));
    let alerts = member.alerts.iter();
    Row {
        why: why(member),
        name: member.about.as_ref().map_or(member.reference.obligation.as_str(), |(_, name)| name),
        mark: Mark::of(member.state()),
        newest: newest.map(told).unwrap_or_default(),
        alerts: alerts.map(|alert| (address::alert(&alert.id), english::date(alert.since))).collect(),
    }
}

//! The page of one declaration: who leads it, what is wrong, and how each part or each of many stands.

use std::ops::Range;

use app::published::{
    DeclaredObligation, Member, MissionPicture, OpenAlert, PartStanding, PeriodStanding, Picture,
};
use askama::Template;
use words::response::forecast;
use words::{english, verdict};

use super::address;
use super::frame::{Access, Frame};
use super::mark::Mark;
use crate::catalogue::{Cited, all_cited};

/// So many parts stand in the order of their declaration.
const MOST_IN_ORDER: usize = 50;

#[derive(Template)]
#[template(path = "live/obligation.html")]
struct ObligationPage<'p> {
    frame: Frame<'p>,
    declared: &'p DeclaredObligation,
    cited: Vec<Cited>,
    mark: Mark,
    /// The rules by which it is judged, with where each is.
    rules: Vec<(String, &'p str)>,
    /// What is declared of it, value by value; of a day that is over there is no such page.
    values: Option<String>,
    /// Where somebody says by examples what the rule should find; none of one about each of many, of which each has its own.
    examples: Option<String>,
    /// The one that stands alone; none of those about each of many.
    alone: Option<Alone<'p>>,
    /// Those about each of many, the worst first.
    members: Vec<Row<'p>>,
    /// Where the rows behind these are; none on the last page.
    further: Option<String>,
    /// How earlier forecasts of those came out, taken together; none where there are none.
    forecasts_came_out: Option<String>,
    /// Earlier forecasts of those, body by body.
    forecasters: Vec<Forecaster<'p>>,
}

/// One of many of whom something was forecast to alerts that are over.
struct Forecaster<'p> {
    name: &'p str,
    /// How those came out, taken together.
    came_out: String,
    /// The newest first.
    said: Vec<&'p str>,
}

/// An obligation that stands alone.
struct Alone<'p> {
    /// Where it is explained; none while nothing is due.
    why: Option<String>,
    alerts: Vec<Alert<'p>>,
    /// What was forecast to alerts that are over, where none is open.
    past_forecasts: Vec<&'p str>,
    /// Of which period the parts are: `Q2 2024`; empty while none is due.
    newest: String,
    /// Each with where its figures are; the worst first, where there are many.
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

/// How one declaration stands, on one page, with so many of its parts or of those about each of many; `further` is where those behind so many are.
///
/// # Errors
/// The page cannot be put together, which is no fault of the project.
pub fn obligation(
    picture: &Picture,
    (mission, declared): (&MissionPicture, &DeclaredObligation),
    (rows, further): (Range<usize>, impl FnOnce(usize) -> String),
    access: Access,
) -> askama::Result<String> {
    let (alone, (members, next), many) = match &declared.members[..] {
        [member] => {
            let (parts, next) = page_of(parts(member), rows);
            (Some(Alone { parts, ..alone(member) }), (Vec::new(), next), &[][..])
        }
        many => (None, page_of(worst_first(many.iter().map(|member| &**member)), rows), many),
    };
    let outcomes = many.iter().flat_map(|member| &member.past_forecasts).map(|past| past.outcome);
    let forecasts_came_out = forecast::together(&outcomes.collect::<Vec<_>>());
    let forecasters = many.iter().filter_map(|member| forecaster(member)).collect();
    let frame = Frame::new(picture, access).below_mission(mission);
    let rules = declared.rules.iter().map(|rule| (address::rule(rule), rule.as_str())).collect();
    let cited = all_cited(&declared.authority);
    let own = &declared.reference;
    let values = picture
        .at_end_of
        .is_none()
        .then(|| address::values_of(own.mission.as_str(), "obligation", own.obligation.as_str()));
    let is_alone = picture.at_end_of.is_none() && many.is_empty();
    let examples = is_alone.then(|| address::examples(own));
    let page = ObligationPage {
        frame,
        declared,
        cited,
        mark: Mark::of(declared.state()),
        rules,
        values,
        examples,
        alone,
        members,
        further: next.map(further),
        forecasts_came_out,
        forecasters,
    };
    page.render()
}

/// What was forecast of one of many; none where nothing was.
fn forecaster(member: &Member) -> Option<Forecaster<'_>> {
    let outcomes: Vec<_> = member.past_forecasts.iter().map(|past| past.outcome).collect();
    let came_out = forecast::together(&outcomes)?;
    let said = member.past_forecasts.iter().rev().map(|past| &*past.said).collect();
    Some(Forecaster { name: name(member), came_out, said })
}

/// The name of the body that one of many is about.
fn name(member: &Member) -> &str {
    member.about.as_ref().map_or(member.reference.obligation.as_str(), |(_, name)| name)
}

/// What of all rows is on a page, and how many stand before the next one; none on the last page.
fn page_of<T>(mut all: Vec<T>, Range { start, end }: Range<usize>) -> (Vec<T>, Option<usize>) {
    let next = (end < all.len()).then_some(end);
    all.truncate(end);
    (all.into_iter().skip(start).collect(), next)
}

/// The parts, in the order of their declaration; the worst first where there are many.
fn parts(member: &Member) -> Vec<(Mark, &PartStanding, String)> {
    let mut parts: Vec<&PartStanding> = member.parts.iter().collect();
    if parts.len() > MOST_IN_ORDER {
        parts.sort_by_key(|part| part.state());
    }
    parts.into_iter().map(part).collect()
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
        past_forecasts: past_forecasts_alone(member),
        newest: member.newest.as_ref().map(|newest| english::period(newest.period)).unwrap_or_default(),
        parts: Vec::new(),
        periods: member.periods.iter().rev().map(period).collect(),
    }
}

/// What was forecast to alerts that are over, where none is open beside which it is told.
fn past_forecasts_alone(member: &Member) -> Vec<&str> {
    let past = member.past_forecasts.iter().filter(|_| !member.tells_past_forecasts());
    past.map(|past| &*past.said).collect()
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
        name: name(member),
        mark: Mark::of(member.state()),
        newest: newest.map(told).unwrap_or_default(),
        alerts: alerts.map(|alert| (address::alert(&alert.id), english::date(alert.since))).collect(),
    }
}

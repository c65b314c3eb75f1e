//! Figures that are given for a body for a time before it opened: publishers put all of the past under their newest codes. Such a figure is the
//! newer body's own, for whoever compares with it; of those who stood there then it says nothing each, and they are told that and not that nothing
//! came.

use engine::model::{Body, BodyId, Catalogue, Cell, Observation, Period, Report};
use rustc_hash::FxHashMap;

use super::reader::Backdated;

/// So many of one file are told.
const MOST: usize = 10_000;

/// What a file gives for bodies that were to follow, by those who stood there then; up to a number.
pub(super) fn backdated(observations: &[Observation], catalogue: &Catalogue) -> Vec<Backdated> {
    let followers = followers(catalogue);
    if followers.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for observation in observations {
        let Cell { body, period, .. } = &observation.cell;
        let is_value = matches!(observation.report, Report::Value(_));
        let Some(body) = followers.get(body).filter(|body| is_value && is_to_come(body.body, *period)) else {
            continue;
        };
        let mut stood = Vec::new();
        stood_then(body, *period, &followers, &mut stood);
        for one in &stood {
            if found.len() == MOST {
                return found;
            }
            let cell = Cell { body: one.id.clone(), ..observation.cell.clone() };
            found.push(Backdated { line: observation.source.line, cell, reason: reason(body.body, &stood) });
        }
    }
    found
}

/// A body that took over from others on a day.
struct Follower<'a> {
    body: &'a Body,
    before: Vec<&'a Body>,
}

type Followers<'a> = FxHashMap<&'a BodyId, Follower<'a>>;

fn followers(catalogue: &Catalogue) -> Followers<'_> {
    let mut followers = Followers::default();
    for former in catalogue.bodies.values() {
        let named = former.successors.iter().filter_map(|successor| catalogue.bodies.get(successor));
        for body in named.filter(|body| body.opened.is_some()) {
            followers
                .entry(&body.id)
                .or_insert_with(|| Follower { body, before: Vec::new() })
                .before
                .push(former);
        }
    }
    followers
}

fn is_to_come(body: &Body, period: Period) -> bool {
    body.opened.is_some_and(|opened| period.last_day() < opened)
}

/// Those before a body who existed on the last day of a period. A line goes back to ever earlier openings, so that it has an end.
fn stood_then<'a>(
    follower: &Follower<'a>,
    period: Period,
    followers: &Followers<'a>,
    stood: &mut Vec<&'a Body>,
) {
    for former in &follower.before {
        if former.is_open_on(period.last_day()) {
            if !stood.iter().any(|known| known.id == former.id) {
                stood.push(former);
            }
        } else if let Some(earlier) = followers.get(&former.id).filter(|_| is_to_come(former, period))
            && former.opened < follower.body.opened
        {
            stood_then(earlier, period, followers, stood);
        }
    }
}

fn reason(body: &Body, stood: &[&Body]) -> String {
    let names: Vec<String> = stood.iter().map(|one| one.name.clone()).collect();
    let names = language::english::some_of(&names, 4);
    let opened = body.opened.map(language::english::date).unwrap_or_default();
    let why = match stood {
        [_] => "and this measure does not add up, so that no figure is carried back",
        _ => "and does not say what was whose",
    };
    format!("the figure is given for {}, which took over from {names} on {opened}, {why}", body.name)
}

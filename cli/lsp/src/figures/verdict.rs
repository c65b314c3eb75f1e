//! How an obligation, one part of it or a rule stands, in words.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{ContributionId, Node, ObligationRef, Period, Verdict, WholeId};
use engine::program::Obligation;
use engine::standing::Standing;
use words::alert::kind_of;
use words::names::{Names, heading};
use words::summary::{StandingCounts, of_many};
use words::{standing, verdict};

use super::gather::Figures;
use super::rules::RuleCounts;
use super::table::{MOST, table};
use crate::analysis::Part;
use app::standing::ObligationStanding;

/// How many periods stand beside each other.
const PERIODS: usize = 3;

/// How an obligation stands in its last periods, contribution by contribution.
pub(super) fn obligation(figures: &Figures, id: &ObligationRef) -> String {
    let Some(owed) = find(figures, id) else { return many(figures, id) };
    format!("{}\n\n{}", alerts(figures, id), overview(figures, id, owed))
}

/// How one part of an obligation stands, with reasons; where it is not one that is named, the whole.
pub(super) fn part(figures: &Figures, part: &Part) -> String {
    let Some(owed) = find(figures, &part.obligation) else { return many(figures, &part.obligation) };
    let parts: Vec<_> = owed.contributions().collect();
    let is_named = |id: &str| parts.iter().any(|(own, _)| own.as_str() == id);
    let by_id = part.id.as_deref().filter(|id| is_named(id));
    let by_body = || {
        let mut own = parts.iter().filter(|(_, own)| part.body.as_deref() == Some(own.by.as_str()));
        own.next().filter(|_| own.next().is_none())
    };
    let Some(contribution) =
        by_id.map(ContributionId::new).or_else(|| by_body().map(|(id, _)| ContributionId::clone(id)))
    else {
        return obligation(figures, &part.obligation);
    };
    let is_own = |standing: &&Standing| standing.node.contribution() == Some(&contribution);
    let mut own: Vec<&Standing> = standings(figures, &part.obligation).filter(is_own).collect();
    own.sort_by_key(|standing| standing.period);
    if own.iter().any(|standing| standing.verdict != Verdict::NotDue) {
        own.retain(|standing| standing.verdict != Verdict::NotDue);
    }
    let lines: Vec<String> = own
        .chunk_by(|one, next| goes_on(figures, one, next))
        .rev()
        .take(MOST)
        .map(|run| line(figures, run))
        .collect();
    let lines = if lines.is_empty() { standing::NOTHING_OWED.to_owned() } else { lines.join("\n") };
    format!("{}\n\n{lines}", alerts(figures, &part.obligation))
}

/// How many verdicts a rule gives now, by kind.
pub(super) fn rule(figures: &Figures, id: &str) -> String {
    let nothing = RuleCounts::default();
    let RuleCounts { verdicts: counts, obligations } = figures.rules.get(id).unwrap_or(&nothing);
    standing::rule(counts, *obligations)
}

/// How those about each of many stand, counted.
fn many(figures: &Figures, id: &ObligationRef) -> String {
    let program = figures.program();
    let mission = program.missions.get(&id.mission);
    let mut declared = mission.into_iter().flat_map(|mission| mission.declared());
    let Some(each) = declared.find(|alike| *alike[0].declared_id() == id.obligation) else {
        return unknown();
    };
    let (nothing, day) = (ObligationStanding::default(), program.calendar.day(figures.read_at));
    let mut counts = StandingCounts::default();
    for owed in each {
        let standing = figures.obligations.get(&owed.reference(&id.mission)).unwrap_or(&nothing);
        if standing.is_owed(owed, program, day) {
            counts.add(standing.kind_on(owed, day));
        }
    }
    let bodies: BTreeSet<_> = each.iter().filter_map(|owed| Some(&owed.one_of.as_ref()?.body)).collect();
    of_many(&counts, &kind_of(bodies.iter().copied(), program))
}

fn unknown() -> String {
    standing::NO_SUCH_OBLIGATION.to_owned()
}

fn find<'f>(figures: &'f Figures, id: &ObligationRef) -> Option<&'f Obligation> {
    figures.program().missions.get(&id.mission)?.obligations.iter().find(|owed| owed.id == id.obligation)
}

fn standings<'f>(figures: &'f Figures, id: &ObligationRef) -> impl Iterator<Item = &'f Standing> {
    figures.obligations.get(id).into_iter().flat_map(|standing| &standing.verdicts)
}

/// Whether two verdicts that follow each other say the same. Why there are no data need not be told period by period.
fn goes_on(figures: &Figures, one: &Standing, next: &Standing) -> bool {
    let is_same = one.verdict == next.verdict && one.period.step(1) == next.period;
    is_same && (one.verdict == Verdict::NoData || reason(figures, one) == reason(figures, next))
}

fn reason(figures: &Figures, standing: &Standing) -> String {
    words::finding::reason_of_standing(standing, &figures.engine)
}

/// A run of equal verdicts.
fn line(figures: &Figures, run: &[&Standing]) -> String {
    let periods: Vec<Period> = run.iter().map(|standing| standing.period).collect();
    let reasons: Vec<String> = run.iter().map(|standing| reason(figures, standing)).collect();
    let is_told = |first: &&String| !first.is_empty() && reasons.iter().all(|other| other == *first);
    let reason = reasons.first().filter(is_told).map(String::as_str);
    let said = run.first().map_or("", |standing| verdict::word(standing.verdict));
    format!("- {}", standing::run(&periods, &format!("**{said}**"), reason))
}

/// Whether alerts of an obligation are open.
fn alerts(figures: &Figures, id: &ObligationRef) -> String {
    let open = figures.obligations.get(id).map_or(&[][..], |standing| &standing.alerts);
    standing::alerts(open, Names { program: figures.program() })
}

/// The whole and its contributions over the last periods, those that break it first.
fn overview(figures: &Figures, id: &ObligationRef, owed: &Obligation) -> String {
    let begun = |standing: &Standing| (standing.verdict != Verdict::NotDue).then_some(standing.period);
    let mut all: BTreeSet<Period> = standings(figures, id).filter_map(begun).collect();
    if all.is_empty() {
        all = standings(figures, id).map(|standing| standing.period).collect();
    }
    let periods: Vec<Period> = all.into_iter().rev().take(PERIODS).collect();
    if periods.is_empty() {
        return standing::NOTHING_OWED.to_owned();
    }
    let recent = standings(figures, id).filter(|standing| periods.contains(&standing.period));
    let verdicts: BTreeMap<(&Node, Period), Verdict> =
        recent.map(|standing| ((&standing.node, standing.period), standing.verdict)).collect();
    let said = |node: &Node, period: &Period| verdicts.get(&(node, *period)).copied();
    let names = Names { program: figures.program() };
    let whole = WholeId::from(id.clone());
    let mut parts: Vec<(usize, Node, String)> = owed
        .parts()
        .map(|part| {
            let own = whole.part(&part.id).told_as();
            let is_broken = |period: &Period| said(&own, period).is_some_and(Verdict::is_breach);
            let broken = periods.iter().position(is_broken).unwrap_or(usize::MAX);
            (broken, own, names.body(&part.by).to_owned())
        })
        .collect();
    parts.sort_by_key(|(broken, ..)| *broken);
    if owed.terms.is_joint() {
        parts.insert(0, (0, whole.into(), format!("*{}*", standing::THE_WHOLE)));
    }
    let untold = parts.len().saturating_sub(MOST + 1);
    let rows: Vec<Vec<String>> = parts
        .into_iter()
        .take(MOST + 1)
        .map(|(_, own, name)| {
            let verdicts = periods.iter().map(|period| {
                said(&own, period).map_or_else(String::new, |verdict| verdict::word(verdict).to_owned())
            });
            std::iter::once(name).chain(verdicts).collect()
        })
        .collect();
    let headings: Vec<String> = periods.iter().copied().map(heading).collect();
    let head: Vec<&str> = std::iter::once("").chain(headings.iter().map(String::as_str)).collect();
    let more =
        if untold == 0 { String::new() } else { format!("\n\n{}", standing::more_contributions(untold)) };
    format!("{}{more}", table(&head, &rows))
}

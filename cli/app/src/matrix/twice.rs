//! What a body is asked for more than once: one figure on which several obligations rest with different days, one that came by several
//! feeds, and several measures under one title.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::expected::{Extent, Survey};
use engine::model::{BodyId, FeedId, MeasureId, ObligationId, ObligationRef};
use engine::program::Program;
use jiff::Span;

/// Something that a body is asked for more than once.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum AskedTwice {
    /// One measure, by several obligations as they are declared.
    ByObligations { measure: MeasureId, obligations: Vec<ObligationRef> },
    /// One measure, which came by several feeds.
    ByFeeds { measure: MeasureId, feeds: Vec<FeedId> },
    /// Several measures of one title.
    ByMeasures(Vec<MeasureId>),
}

/// What a body is asked for of one measure.
#[derive(Clone, Default, Debug)]
pub(super) struct Demand {
    obligations: BTreeSet<ObligationRef>,
    feeds: BTreeSet<FeedId>,
    /// The same of what was due within a year.
    pub(super) of_year: BTreeSet<ObligationRef>,
    /// How many reports that were.
    pub(super) reports: usize,
}

/// What each body is asked for, by its measures.
pub(super) type Demands = BTreeMap<(BodyId, MeasureId), Demand>;

/// What bodies were asked for, of all that was due by today: every body, or one alone.
pub(super) fn demands(engine: &Engine, alone: Option<&BodyId>) -> Demands {
    let (Some(program), Some(survey)) = (engine.program(), Survey::of(engine)) else { return Demands::new() };
    let year_ago = survey.today().saturating_sub(Span::new().years(1));
    let mut demands = Demands::new();
    for report in survey.expected(Extent::All, survey.today()) {
        if alone.is_some_and(|body| report.teller != *body) {
            continue;
        }
        let history = engine.evidence().history(&report.cell);
        let is_of_year = report.timing().due > year_ago;
        let key = (report.teller, report.cell.measure);
        let demand = demands.entry(key).or_default();
        let hangs = report.hangs.iter();
        let by: Vec<ObligationRef> = hangs.filter_map(|hang| declared(program, &hang.obligation)).collect();
        if is_of_year {
            demand.reports += 1;
            demand.of_year.extend(by.iter().cloned());
        }
        demand.obligations.extend(by);
        let heard = history.into_iter().flat_map(engine::evidence::History::all);
        demand.feeds.extend(heard.map(|heard| heard.source.file.feed.clone()));
    }
    demands
}

/// What bodies are asked for more than once.
pub(super) fn asked_twice(demands: &Demands, program: &Program) -> BTreeMap<BodyId, Vec<AskedTwice>> {
    let mut twice: BTreeMap<BodyId, Vec<AskedTwice>> = BTreeMap::new();
    for ((body, measure), Demand { obligations, feeds, .. }) in demands {
        let known = twice.entry(body.clone()).or_default();
        if obligations.len() > 1 {
            let obligations = obligations.iter().cloned().collect();
            known.push(AskedTwice::ByObligations { measure: measure.clone(), obligations });
        }
        if feeds.len() > 1 {
            let feeds = feeds.iter().cloned().collect();
            known.push(AskedTwice::ByFeeds { measure: measure.clone(), feeds });
        }
    }
    for (body, measures) in of_one_title(demands.keys(), program) {
        twice.entry(body).or_default().push(AskedTwice::ByMeasures(measures));
    }
    twice.retain(|_, of_body| !of_body.is_empty());
    twice
}

/// The name of an obligation as it is declared: those about each of many are one demand.
fn declared(program: &Program, reference: &ObligationRef) -> Option<ObligationRef> {
    let declared: ObligationId = program.obligation(reference)?.declared_id().clone();
    Some(ObligationRef { mission: reference.mission.clone(), obligation: declared })
}

/// The measures that one body reports and that have one title, unit and cadence.
fn of_one_title<'d>(
    demands: impl Iterator<Item = &'d (BodyId, MeasureId)>,
    program: &Program,
) -> Vec<(BodyId, Vec<MeasureId>)> {
    let mut alike: BTreeMap<(BodyId, String), Vec<MeasureId>> = BTreeMap::new();
    for (body, id) in demands {
        let Some(measure) = program.catalogue.measures.get(id) else { continue };
        let title: Vec<String> = measure.title.split_whitespace().map(str::to_lowercase).collect();
        let told = format!("{} {} {:?}", title.join(" "), measure.every.as_str(), measure.unit);
        alike.entry((body.clone(), told)).or_default().push(id.clone());
    }
    let several = alike.into_iter().filter(|(_, measures)| measures.len() > 1);
    several.map(|((body, _), measures)| (body, measures)).collect()
}

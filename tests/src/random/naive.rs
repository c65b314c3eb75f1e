//! A slow second opinion: works out from nothing but the reports which rules a change concerns.
//!
//! It shares no code with the engine's graph of cells, and judges nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::evaluate::Evaluated;
use engine::model::{
    Absence, Cell, Edition, Enclosed, FeedId, GateId, Load, MeasureId, Node, ObligationRef, Observation,
    Paper, PartId, Report, ReportedPaper, Response, ResponseId, Sheets, Source, SourceFile, Status, Vintage,
    WholeId,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::plan::{
    BODIES, BodyNo, CAME, CHARTER, FIRST_COUNCIL, MEASURES, MissionPlan, NeedsPlan, ObligationPlan, PartPlan,
    Plan, SEEN, WITHIN, WaitPlan, cell, month,
};
use super::program::{contribution_id, mission_id, obligation_id};

/// Every report so far, and the plan in force.
#[derive(Default)]
pub struct Naive {
    heard: BTreeMap<Cell, Vec<Observation>>,
    plan: Option<Plan>,
}

/// A figure, or in a word why there is none.
type Figure = Result<Decimal, String>;

/// Which rules run after something was reported.
#[derive(Debug)]
pub struct Expected {
    /// Those that are told otherwise, in order.
    pub must: Vec<Evaluated>,
    /// Those that read papers of which something was said, whether or not it tells them anything new.
    pub may: BTreeSet<Evaluated>,
}

/// One rule for one period, with the cells that it is bound to read.
struct Instance {
    name: Evaluated,
    cells: BTreeSet<Cell>,
    /// Whose papers of the charter it reads.
    charter: Option<BodyNo>,
    asks_register: bool,
}

impl Naive {
    /// Takes reports in; names the runs that follow, in order.
    pub fn hear(&mut self, observations: &[Observation], now: Timestamp) -> Expected {
        let missions = self.plan.iter().flat_map(|plan| &plan.missions);
        let instances = self.instances(missions, now);
        let (mut concerned, mut may) = (BTreeSet::new(), BTreeSet::new());
        for observation in observations {
            if observation.cell.measure.as_str() == CHARTER {
                let of_body = number(&BODIES, observation.cell.body.as_str());
                let reads_it = |instance: &&Instance| instance.charter == Some(of_body);
                let readers = || instances.iter().filter(reads_it).map(|instance| instance.name.clone());
                let before = self.papers(of_body);
                self.take_in(observation);
                may.extend(readers());
                concerned.extend(readers().filter(|_| self.papers(of_body) != before));
                continue;
            }
            let near = |cell: &&Cell| self.sources(cell).contains(&observation.cell);
            let near: BTreeSet<Cell> =
                instances.iter().flat_map(|instance| &instance.cells).filter(near).cloned().collect();
            let before: Vec<_> = near.iter().map(|cell| self.face(cell)).collect();
            self.take_in(observation);
            let changed = near.iter().zip(before).filter(|(cell, before)| self.face(cell) != *before);
            let changed: BTreeSet<&Cell> = changed.map(|(cell, _)| cell).collect();
            let reads_it = |instance: &&Instance| instance.cells.iter().any(|cell| changed.contains(cell));
            concerned.extend(instances.iter().filter(reads_it).map(|instance| instance.name.clone()));
        }
        Expected { must: concerned.into_iter().collect(), may }
    }

    /// What a response reports, by what was reported before: a paper, or what stands again once one is taken back.
    pub fn replied(&self, response: &Response, before: &[Response]) -> Vec<Observation> {
        let reported = |response: &Response| {
            let Enclosed::Paper(ReportedPaper { cell, paper }) = &response.enclosed else { return None };
            let last = response.submission.until.unwrap_or(Paper::NO_END);
            Some(Observation {
                cell: cell.clone(),
                report: Report::Value(Paper::value_until(last)),
                status: Status::Final,
                vintage: Vintage::At(response.at),
                source: reply(&response.id),
                paper: Some(Arc::clone(paper)),
            })
        };
        let Some(earlier) = &response.takes_back else { return reported(response).into_iter().collect() };
        let earlier = before.iter().find(|known| known.id == *earlier).and_then(reported);
        let taken_back = earlier.and_then(|earlier| {
            let heard = self.heard.get(&earlier.cell)?;
            let is_of_reply = |heard: &&Observation| heard.source.file.hash == earlier.source.file.hash;
            let current = heard.last().filter(is_of_reply)?;
            let vintage = Vintage::At(response.at).max(current.vintage);
            let source = reply(&response.id);
            let nothing =
                Observation { report: Report::Absent(Absence::Withdrawn), source, ..earlier.clone() };
            let stands = heard.iter().rev().find(|heard| !is_of_reply(heard)).unwrap_or(&nothing);
            Some(Observation { vintage, ..stands.clone() })
        });
        taken_back.into_iter().collect()
    }

    /// Everything that is known of the papers of a body.
    fn papers(&self, body: BodyNo) -> Vec<(Cell, Report, Option<Vintage>)> {
        let of_body = |cell: &Cell| cell.measure.as_str() == CHARTER && cell.body.as_str() == BODIES[body];
        let papers = self.heard.iter().filter(|(cell, _)| of_body(cell));
        let told = papers
            .filter_map(|(cell, heard)| Some((cell.clone(), heard.last()?.report, self.first_value(cell))));
        told.collect()
    }

    /// Puts a plan in force; names the runs that follow, in order.
    pub fn activate(&mut self, plan: &Plan, now: Timestamp) -> Vec<Evaluated> {
        let old = self.plan.clone();
        let stays = |mission: &&MissionPlan| {
            old.as_ref().is_some_and(|old| old.target == plan.target && old.missions.contains(mission))
        };
        let (same, new): (Vec<&MissionPlan>, Vec<&MissionPlan>) = plan.missions.iter().partition(stays);
        let kept = self.instances(same, now);
        let faces = |naive: &Self| -> Vec<Vec<_>> {
            kept.iter().map(|kept| kept.cells.iter().map(|cell| naive.standing(cell)).collect()).collect()
        };
        let before = faces(self);
        self.plan = Some(plan.clone());
        let after = faces(self);
        let is_rearranged = old.is_some_and(|old| old.deal != plan.deal);
        let moved = kept
            .iter()
            .zip(before.iter().zip(&after))
            .filter(|(kept, (before, after))| before != after || (is_rearranged && kept.asks_register));
        let mut names: Vec<Evaluated> = moved.map(|(kept, _)| kept.name.clone()).collect();
        names.extend(self.instances(new, now).into_iter().map(|instance| instance.name));
        names.sort();
        names
    }

    fn take_in(&mut self, observation: &Observation) {
        let heard = self.heard.entry(observation.cell.clone()).or_default();
        let says_the_same =
            |other: &Observation| other.report == observation.report && other.status == observation.status;
        // What is said again later is kept: it outlives what was published between. What was published before says since when it was known.
        let is_as_old = |last: &Observation| observation.vintage == last.vintage;
        let repeats = heard.last().is_some_and(|last| says_the_same(last) && is_as_old(last))
            || heard.iter().any(|other| {
                says_the_same(other)
                    && other.vintage == observation.vintage
                    && observation.vintage != Vintage::Backfill
            });
        if !repeats {
            heard.push(observation.clone());
            heard.sort_by_key(|heard| (heard.vintage, heard.status));
        }
    }

    /// What a reader sees of a cell: its figure, when each figure behind it was first known, and the report that gave none first.
    fn face(&self, cell: &Cell) -> (Figure, Vec<Option<Vintage>>, Option<Source>) {
        let known = self.sources(cell).iter().map(|source| self.first_value(source)).collect();
        (self.figure(cell), known, self.first_absent(cell))
    }

    fn first_absent(&self, cell: &Cell) -> Option<Source> {
        let heard = self.heard.get(cell)?;
        let last = heard.last().filter(|last| matches!(last.report, Report::Absent(_)))?;
        let alike = heard.iter().rev().take_while(|heard| heard.report == last.report);
        alike.last().map(|first| first.source.clone())
    }

    /// What a reader sees of a cell over a change of the register: whose figures it is made of as well.
    fn standing(&self, cell: &Cell) -> (Figure, Option<Vintage>, BTreeSet<Cell>) {
        let inputs = if self.heard.contains_key(cell) { Vec::new() } else { self.inputs(cell) };
        (self.figure(cell), self.first_known(cell), inputs.into_iter().collect())
    }

    fn first_value(&self, cell: &Cell) -> Option<Vintage> {
        let values = self.heard.get(cell).into_iter().flatten();
        values.filter(|heard| matches!(heard.report, Report::Value(_))).map(|heard| heard.vintage).min()
    }

    fn first_known(&self, cell: &Cell) -> Option<Vintage> {
        if self.heard.contains_key(cell) {
            return self.first_value(cell);
        }
        self.inputs(cell).iter().filter_map(|input| self.first_known(input)).max()
    }

    fn figure(&self, cell: &Cell) -> Figure {
        if let Some(current) = self.heard.get(cell).and_then(|heard| heard.last()) {
            return match current.report {
                Report::Value(value) => Ok(value),
                Report::Absent(absence) => Err(format!("{absence:?}")),
            };
        }
        let inputs: Vec<Figure> = self.inputs(cell).iter().map(|input| self.figure(input)).collect();
        if cell.measure.as_str() == MEASURES[WITHIN] {
            return ratio(&inputs[0], &inputs[1]);
        }
        let known: Vec<Decimal> = inputs.iter().flatten().copied().collect();
        match known.len() {
            0 if inputs.is_empty() => Err("never".to_owned()),
            reported if reported < inputs.len() => Err(format!("{reported} of {}", inputs.len())),
            _ => Ok(known.iter().sum()),
        }
    }

    /// The cells from which one is worked out where nobody reports it.
    fn inputs(&self, of: &Cell) -> Vec<Cell> {
        let body = number(&BODIES, of.body.as_str());
        match number(&MEASURES, of.measure.as_str()) {
            WITHIN => vec![cell(SEEN, body, of.period), cell(CAME, body, of.period)],
            measure @ (SEEN | CAME) => {
                let councils = (FIRST_COUNCIL..BODIES.len()).filter(|council| self.is_below(*council, body));
                councils.map(|council| cell(measure, council, of.period)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The cell with everything behind it.
    fn sources(&self, cell: &Cell) -> BTreeSet<Cell> {
        let behind = self.inputs(cell).into_iter().flat_map(|input| self.sources(&input));
        behind.chain([cell.clone()]).collect()
    }

    fn is_below(&self, body: BodyNo, above: BodyNo) -> bool {
        let parent = self.plan.as_ref().and_then(|plan| plan.parent(body));
        parent.is_some_and(|parent| parent == above || self.is_below(parent, above))
    }

    fn instances<'a>(
        &self,
        missions: impl IntoIterator<Item = &'a MissionPlan>,
        now: Timestamp,
    ) -> Vec<Instance> {
        let today = now.to_zoned_datetime(TimeZone::UTC).date();
        let mut instances = Vec::new();
        for mission in missions {
            for (place, obligation) in mission.obligations.iter().enumerate() {
                let last = obligation.months.map_or(i32::MAX, |months| obligation.from + months - 1);
                let begun = (obligation.from..=last).take_while(|number| month(*number).first_day() <= today);
                instances.extend(begun.flat_map(|number| self.of_month(mission, place, obligation, number)));
            }
        }
        instances
    }

    fn of_month(
        &self,
        mission: &MissionPlan,
        place: usize,
        obligation: &ObligationPlan,
        number: i32,
    ) -> Vec<Instance> {
        let reference =
            ObligationRef { mission: mission_id(mission.number), obligation: obligation_id(place) };
        let whole = WholeId::from(reference);
        let name = |node| Evaluated { node, period: month(number) };
        let part = |id: PartId| name(whole.part(&id));
        let mut instances = Vec::new();
        if obligation.needs == NeedsPlan::Alone {
            let (planned, name) = (&obligation.parts[0], part(PartId::Lead));
            instances.push(self.instance(name, planned, obligation.lead, number));
        } else {
            for (place, planned) in obligation.parts.iter().enumerate() {
                let name = part(PartId::Contribution(contribution_id(place)));
                instances.push(self.instance(name, planned, planned.by, number));
            }
        }
        if let Some(WaitPlan::Measure(measure)) = obligation.waits_on {
            let reporters = (FIRST_COUNCIL..BODIES.len()).chain([obligation.lead]);
            let cells = reporters.map(|body| cell(measure, body, month(number))).collect();
            let gate = GateId { measure: MeasureId::new(MEASURES[measure]), nth: 0 };
            let gate = Node::Gate(whole.clone(), gate);
            instances.push(Instance { name: name(gate), cells, charter: None, asks_register: false });
        }
        instances
    }

    fn instance(&self, name: Evaluated, planned: &PartPlan, by: BodyNo, number: i32) -> Instance {
        let (charter, asks_register) = (planned.charter.map(|_| by), planned.asks_register());
        let cells = if charter.is_some() { BTreeSet::new() } else { self.reads(planned, by, number) };
        Instance { name, cells, charter, asks_register }
    }

    /// A rule reads on until the first gap; its subject's own cell always counts, for it decides about lateness.
    fn reads(&self, part: &PartPlan, by: BodyNo, number: i32) -> BTreeSet<Cell> {
        let mut cells = BTreeSet::from([cell(part.measure, by, month(number))]);
        for read in &part.reads {
            let cell = cell(read.measure, read.body, month(number - read.ago));
            let gap = self.figure(&cell).is_err();
            cells.insert(cell);
            if gap {
                break;
            }
        }
        cells
    }
}

fn ratio(numerator: &Figure, denominator: &Figure) -> Figure {
    match (numerator, denominator) {
        (Ok(numerator), Ok(denominator)) if denominator.is_zero() && numerator.is_zero() => {
            Err("zero over zero".to_owned())
        }
        (Ok(_), Ok(denominator)) if denominator.is_zero() => Err("nothing below the line".to_owned()),
        (Ok(numerator), Ok(denominator)) => Ok(numerator * Decimal::ONE_HUNDRED / denominator),
        (Err(one), Err(other)) if one == other && (one == "never" || one.starts_with("0 of ")) => {
            Err(one.clone())
        }
        (one, other) => {
            let is_below = |why: &String| why.contains(" of ");
            let all_below = [one, other].iter().filter_map(|figure| figure.as_ref().err()).all(is_below);
            Err(if all_below { "input from below" } else { "input" }.to_owned())
        }
    }
}

/// Where a reply says what it reports.
fn reply(id: &ResponseId) -> Source {
    let file = SourceFile {
        feed: FeedId::new("reply"),
        path: String::new(),
        hash: id.to_string(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: Sheets::default(),
    };
    Source { file: Arc::new(file), line: 0 }
}

fn number(names: &[&str], name: &str) -> usize {
    names.iter().position(|other| *other == name).expect("a name of the plan")
}

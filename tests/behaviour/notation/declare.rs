//! Declarations: bodies, measures, targets and missions, gathered line by line into a program.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, ById, Cadence, Calendar, Catalogue, Due, Measure, MeasureId,
    MissionId, Reporters, Revision, RollUp, Target, TargetPoint, Unit, Wait,
};
use engine::program::{Mission, Program};
use indexmap::IndexMap;
use jiff::tz::TimeZone;

use super::obligation;

/// Everything declared so far. A revision is simply the text that stands behind it.
#[derive(Default)]
pub(crate) struct Draft {
    register: Vec<String>,
    bodies: ById<BodyId, Body>,
    pub(crate) measures: ById<MeasureId, Measure>,
    targets: Vec<Target>,
    missions: IndexMap<MissionId, Vec<String>>,
    /// The mission whose lines are being read.
    at: Option<MissionId>,
}

impl Draft {
    /// Takes one line of declaration in.
    pub(crate) fn declare(&mut self, line: &str) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        match word {
            "body" | "measure" | "target" => {
                self.register.push(line.to_owned());
                match word {
                    "body" => self.body(rest),
                    "measure" => self.measure(rest),
                    _ => self.targets.push(target(rest)),
                }
            }
            "mission" => {
                self.at = Some(MissionId::new(rest));
                self.missions.insert(MissionId::new(rest), Vec::new());
            }
            "drop" => _ = self.missions.shift_remove(rest).expect("a declared mission"),
            _ => {
                let at = self.at.as_ref().expect("a mission comes first");
                self.missions[at].push(line.to_owned());
            }
        }
    }

    /// What was declared, as a program.
    pub(crate) fn program(&self) -> Program {
        let catalogue = Catalogue {
            revision: Revision::new(self.register.join("\n")),
            bodies: self.bodies.clone(),
            measures: self.measures.clone(),
            targets: self.targets.clone(),
            relations: engine::model::Relations::default(),
        };
        let missions =
            self.missions.iter().map(|(id, lines)| (id.clone(), Arc::new(self.mission(id, lines))));
        let missions: IndexMap<MissionId, Arc<Mission>> = missions.collect();
        let revisions: Vec<&str> = missions.values().map(|mission| mission.revision.as_str()).collect();
        Program {
            people: Arc::new([]),
            roster: std::sync::Arc::default(),
            revision: Revision::new(format!("{}\n{}", catalogue.revision, revisions.join("\n"))),
            catalogue: Arc::new(catalogue),
            calendar: Arc::new(Calendar::new(TimeZone::UTC, BTreeSet::new())),
            missions,
        }
    }

    /// A mission's revision covers the targets too, for its rules refer to them.
    fn mission(&self, id: &MissionId, lines: &[String]) -> Mission {
        let targets = self.register.iter().filter(|line| line.starts_with("target"));
        let text: Vec<&str> = targets.chain(lines).map(String::as_str).collect();
        Mission {
            id: id.clone(),
            title: id.to_string(),
            board: None,
            revision: Revision::new(text.join("\n")),
            texts: Revision::new(lines.join("\n")),
            approvers: Vec::new(),
            commitments: Vec::new(),
            authority: Vec::new(),
            obligations: obligation::read_all(id, lines),
        }
    }

    fn body(&mut self, text: &str) {
        let (text, kind) = text.split_once(" : ").unwrap_or((text, "department"));
        let (id, parent) = match text.split_once(" < ") {
            Some((id, parent)) => (id, Some(BodyId::new(parent))),
            None => (text, None),
        };
        let body = Body {
            id: BodyId::new(id),
            name: capitalised(id),
            kind: kind.to_owned(),
            parent,
            jurisdiction: None,
            opened: None,
            closed: None,
            successors: Vec::new(),
            codes: Vec::new(),
            labels: engine::model::Labels::default(),
        };
        self.bodies.insert(body.id.clone(), body);
    }

    fn measure(&mut self, text: &str) {
        let (id, text) = text.split_once(" : ").expect("`measure id : cadence, ..`");
        let mut traits = text.split(", ");
        let mut measure = Measure {
            id: MeasureId::new(id),
            title: id.to_owned(),
            unit: Unit::Count,
            better: Better::Higher,
            class: None,
            every: cadence(traits.next().expect("a cadence")),
            adds_up: AddsUp::Alone,
            from: None,
            complete: None,
            zero_over_zero: None,
            breakdown: None,
            expiry_days: None,
            labels: engine::model::Labels::default(),
            authority: Vec::new(),
            questioned: engine::model::Questioned::default(),
            told_by: None,
            roll_up: None,
            anchor: None,
            bounds: Bounds::default(),
            voices: engine::model::Voices::default(),
            reporters: Reporters::Anyone,
            due: Due::new(Wait::Days(30), Wait::NONE),
        };
        traits.for_each(|text| describe(&mut measure, text));
        self.measures.insert(measure.id.clone(), measure);
    }
}

fn describe(measure: &mut Measure, text: &str) {
    if let Some(kind) = text.strip_prefix("sum of ") {
        (measure.adds_up, measure.reporters) = (AddsUp::Sum, Reporters::Kind(kind.to_owned()));
    } else if let Some(kind) = text.strip_prefix("reported by ") {
        measure.reporters = Reporters::Kind(kind.to_owned());
    } else if let Some(how) = text.strip_prefix("rolled up by ") {
        measure.roll_up = Some(match how {
            "sum" => RollUp::Sum,
            "mean" => RollUp::Mean,
            "last" => RollUp::Last,
            _ => panic!("figures are not rolled up by {how}"),
        });
    } else if let Some(unit) = text.strip_prefix("in ") {
        measure.unit = if unit == "percent" { Unit::Percent } else { Unit::Other(unit.to_owned()) };
    } else if let Some(days) = text.strip_prefix("due ") {
        measure.due.timely = wait(days);
    } else if let Some(days) = text.strip_prefix("grace ") {
        measure.due.grace = wait(days);
    } else {
        let (numerator, denominator) = text.split_once(" / ").expect("a trait of a measure");
        let (numerator, denominator) = (MeasureId::new(numerator), MeasureId::new(denominator));
        measure.adds_up = AddsUp::Ratio { numerator, denominator };
    }
}

/// `calls = 10 from 2020-01-01 to 2020-06-30, 20 by 2020-12-31`.
fn target(text: &str) -> Target {
    let (measure, text) = text.split_once(" = ").expect("`target measure = ..`");
    let (first, later) = text.split_once(", ").map_or((text, None), |(first, later)| (first, Some(later)));
    let (value, from) = first.split_once(" from ").expect("the day from which it is in force");
    let (from, to) = from.split_once(" to ").map_or((from, None), |(from, to)| (from, Some(to)));
    let day = |text: &str| text.parse().expect("a day");
    let point = |value: &str, by: &str| TargetPoint { by: day(by), value: value.parse().expect("a value") };
    let later = later.iter().flat_map(|later| later.split(", ")).map(|text| {
        let (value, by) = text.split_once(" by ").expect("`value by day`");
        point(value, by)
    });
    Target {
        measure: MeasureId::new(measure),
        body: None,
        effective_from: day(from),
        effective_to: to.map(day),
        except: std::sync::Arc::default(),
        authority: Vec::new(),
        points: std::iter::once(point(value, from)).chain(later).collect(),
    }
}

/// Every cadence that the tests need, by its name.
pub(crate) fn cadence(name: &str) -> Cadence {
    match name {
        "day" => Cadence::Day,
        "month" => Cadence::Month,
        "quarter" => Cadence::Quarter,
        "year" => Cadence::Year,
        _ => panic!("no cadence `{name}`"),
    }
}

/// `5 days`.
pub(crate) fn wait(text: &str) -> Wait {
    let days = text.strip_suffix(" days").or_else(|| text.strip_suffix(" day")).expect("a number of days");
    Wait::Days(days.parse().expect("a number"))
}

fn capitalised(id: &str) -> String {
    words::english::capitalised(id)
}

//! The register: every body, measure, target and relation of a project, found by id.

use indexmap::IndexMap;
use jiff::civil::Date;
use rustc_hash::FxBuildHasher;

use super::{
    Body, BodyId, Calendar, Cell, Exception, Measure, MeasureId, Period, Relations, Reporters, Revision,
    Target,
};

/// What is found by its id, in the order in which it was declared.
pub type ById<Id, T> = IndexMap<Id, T, FxBuildHasher>;

/// Everything that readers and rules look up by id.
#[derive(Clone, PartialEq, Debug)]
pub struct Catalogue {
    /// The content hash of the rest.
    pub revision: Revision,
    /// Bodies in the order of the register.
    pub bodies: ById<BodyId, Body>,
    /// Measures in the order of their declarations.
    pub measures: ById<MeasureId, Measure>,
    /// Every version of every target.
    pub targets: Vec<Target>,
    /// How things hang together. Each relation stands among the bodies too.
    pub relations: Relations,
}

impl Catalogue {
    /// A body's name as people know it, or its id where the register lacks it.
    pub fn body_name<'a>(&'a self, body: &'a BodyId) -> &'a str {
        self.bodies.get(body).map_or(body.as_str(), |body| &body.name)
    }

    /// A measure's title, or its id where no mission in force declares it.
    pub fn measure_title<'a>(&'a self, measure: &'a MeasureId) -> &'a str {
        self.measures.get(measure).map_or(measure.as_str(), |measure| &measure.title)
    }

    /// The body that answers on a day for what this one leads: itself while it is open, then its one successor.
    pub fn answers_on<'a>(&'a self, lead: &'a BodyId, day: Date) -> &'a BodyId {
        let mut answers = lead;
        // No register follows itself for longer than it has bodies, whatever it says.
        for _ in &self.bodies {
            let closed = self.bodies.get(answers).filter(|body| body.closed.is_some_and(|last| last < day));
            match closed.map(|body| &body.successors[..]) {
                Some([successor]) => answers = successor,
                _ => break,
            }
        }
        answers
    }

    /// The calendar by which a body counts working days: that of its jurisdiction.
    pub fn calendar_of<'c>(&self, body: &BodyId, calendar: &'c Calendar) -> &'c Calendar {
        if !calendar.has_jurisdictions() {
            return calendar;
        }
        calendar.of(self.bodies.get(body).and_then(|body| body.jurisdiction.as_deref()))
    }

    /// The version of the target to judge a cell by.
    pub fn target<'a>(&'a self, cell: &'a Cell) -> Option<&'a Target> {
        let versions = self.targets.iter().filter(|target| target.measure == cell.measure);
        Target::judging(versions, cell)
    }

    /// Why no target binds a cell's body although one is set for everybody.
    pub fn excepted_from_target<'a>(&'a self, cell: &Cell) -> Option<&'a Exception> {
        let versions = self.targets.iter().filter(|target| target.measure == cell.measure);
        Target::excepting(versions, cell)
    }

    /// Whether papers are reported of a measure, and no figures.
    pub fn is_document(&self, measure: &MeasureId) -> bool {
        self.measures.get(measure).is_some_and(Measure::is_document)
    }

    /// Who is to tell a figure: the publisher that its measure names or, once that has closed, its one successor; else its own body.
    pub fn teller<'a>(&'a self, cell: &'a Cell) -> &'a BodyId {
        self.publisher(&cell.measure, cell.period).unwrap_or(&cell.body)
    }

    /// Who publishes everybody's figures of a measure for a period; none where each body reports its own.
    pub fn publisher(&self, measure: &MeasureId, period: Period) -> Option<&BodyId> {
        let told_by = self.measures.get(measure)?.told_by.as_ref()?;
        Some(self.answers_on(told_by, period.last_day()))
    }
}

impl Measure {
    /// Whether this body is expected to report the measure itself.
    pub fn is_reported_by(&self, body: &Body) -> bool {
        match &self.reporters {
            Reporters::Anyone => true,
            Reporters::Kind(kind) => body.kind == *kind,
            Reporters::Listed(bodies) => bodies.contains(&body.id),
        }
    }
}

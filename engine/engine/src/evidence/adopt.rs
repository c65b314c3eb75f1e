//! A change of the register: only cells that may be made of something else than before are linked anew.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Evidence;
use super::column::Slot;
use super::derived::Holding;
use super::index::{CellIx, NodeIx, ReaderIx};
use super::recipe::Register;
use crate::model::{BodyId, Catalogue, Measure, MeasureId, Observation, Vintage};

/// What a new register says otherwise, as far as sums and ratios are concerned.
enum Difference {
    /// Bodies stand in another order, and with them the parts of sums.
    Everything,
    Some {
        /// Measures that add up otherwise.
        measures: FxHashSet<MeasureId>,
        /// Bodies with others below them than before.
        bodies: FxHashSet<BodyId>,
    },
}

impl Evidence {
    /// Evidence for one look at a set of observations, which wakes nobody.
    pub fn from_observations(catalogue: &Arc<Catalogue>, observations: &[Observation]) -> Self {
        let mut evidence = Self::default();
        let mut nobody = Vec::new();
        evidence.adopt(catalogue, &mut nobody);
        for observation in observations {
            evidence.hear(observation, &mut nobody);
        }
        evidence
    }

    /// Changes the register, and wakes the readers of every sum and ratio that changed.
    pub(crate) fn adopt(&mut self, catalogue: &Arc<Catalogue>, woken: &mut Vec<ReaderIx>) {
        if self.catalogue().is_some_and(|current| current.revision == catalogue.revision) {
            return;
        }
        let known = self.voices_known();
        let old = self.register.replace(Register::new(catalogue));
        self.registers += 1;
        let difference = Difference::between(old.as_ref().map(|old| &*old.catalogue), catalogue);
        let concerned = self.concerned(&difference);
        self.relink(&concerned, woken);
        self.weigh_all();
        self.wake_where_known_otherwise(&known, woken);
    }

    /// Since when each cell is known of which several voices speak.
    fn voices_known(&self) -> Vec<(CellIx, Option<Vintage>)> {
        let cells = self.table.voiced_cells().into_iter();
        cells.map(|cell| (cell, self.first_value(cell))).collect()
    }

    /// Who is judged by another voice may be late by it, or no longer, with the very same figure.
    fn wake_where_known_otherwise(&self, before: &[(CellIx, Option<Vintage>)], woken: &mut Vec<ReaderIx>) {
        let moved = before.iter().filter(|(cell, known)| self.first_value(*cell) != *known);
        let nodes = moved.filter_map(|(cell, _)| self.table.slot(*cell).and_then(Slot::node));
        nodes.for_each(|node| self.wake_all(node, woken));
    }

    /// The nodes that may be made of something else than before.
    fn concerned(&self, difference: &Difference) -> Vec<NodeIx> {
        if self.nodes.is_empty() || difference.is_none() {
            return Vec::new();
        }
        let series = self.table.all().filter(|(_, key, _)| {
            difference.concerns(self.table.measure(key.measure), self.table.body(key.body))
        });
        series.flat_map(|(_, _, column)| column.iter().filter_map(|(_, slot)| slot.node())).collect()
    }

    /// Links nodes anew, and wakes the readers of every cell that this changes, derived ones included.
    fn relink(&mut self, concerned: &[NodeIx], woken: &mut Vec<ReaderIx>) {
        let before: Vec<_> =
            self.with_dependents(concerned).into_iter().map(|ix| (ix, self.standing(ix))).collect();
        let mut passed_over = Vec::new();
        for ix in concerned {
            for input in self.node(*ix).link.inputs().to_vec() {
                self.node_mut(input).dependents.retain(|dependent| dependent != ix);
            }
            self.link(*ix);
            self.refresh(*ix, &mut passed_over);
        }
        for (ix, before) in before {
            if self.standing(ix) != before {
                self.node(ix).readers.name(woken);
            }
        }
    }

    /// Nodes with all that is derived from them, each once.
    fn with_dependents(&self, nodes: &[NodeIx]) -> Vec<NodeIx> {
        let mut found = nodes.to_vec();
        let mut met: FxHashSet<NodeIx> = nodes.iter().copied().collect();
        let mut looked_at = 0;
        while let Some(ix) = found.get(looked_at) {
            found.extend(self.node(*ix).dependents.iter().filter(|dependent| met.insert(**dependent)));
            looked_at += 1;
        }
        found
    }

    /// What readers see of a cell: what it holds, when it was first known, and whose figures it is made of; nothing where it has no
    /// reader.
    fn standing(&self, ix: NodeIx) -> Option<(Holding, Option<Vintage>, Vec<NodeIx>)> {
        let node = self.node(ix);
        (!node.readers.is_empty()).then(|| {
            let is_reported = self.table.history(node.cell).is_some();
            let mut inputs = if is_reported { Vec::new() } else { node.link.inputs().to_vec() };
            inputs.sort_unstable();
            (node.holding, self.first_known_at(node.cell), inputs)
        })
    }
}

impl Difference {
    fn between(old: Option<&Catalogue>, new: &Catalogue) -> Self {
        let Some(old) = old else { return Self::Everything };
        let places = new.bodies.keys().filter_map(|id| old.bodies.get_index_of(id));
        if !places.is_sorted() {
            return Self::Everything;
        }
        let measures = old.measures.keys().chain(new.measures.keys());
        let measures = measures.filter(|id| adds_up(old, id) != adds_up(new, id)).cloned().collect();
        let bodies = old.bodies.keys().chain(new.bodies.keys());
        let bodies = bodies.filter(|id| is_moved(id, old, new));
        let bodies = bodies.flat_map(|id| [old, new].map(|register| around(register, id))).flatten();
        let all = || new.bodies.keys().filter_map(|id| Some((id, old.bodies.get(id)?, &new.bodies[id])));
        let lives = all().filter(|(_, old, new)| (old.opened, old.closed) != (new.opened, new.closed));
        let bodies = bodies.chain(lives.map(|(id, ..)| id.clone()));
        Self::Some { measures, bodies: bodies.collect() }
    }

    fn is_none(&self) -> bool {
        matches!(self, Self::Some { measures, bodies } if measures.is_empty() && bodies.is_empty())
    }

    fn concerns(&self, measure: &MeasureId, body: &BodyId) -> bool {
        match self {
            Self::Everything => true,
            Self::Some { measures, bodies } => measures.contains(measure) || bodies.contains(body),
        }
    }
}

/// What the parts of a measure's figures hang on, and what is made of them.
fn adds_up<'c>(register: &'c Catalogue, id: &MeasureId) -> Option<impl PartialEq + use<'c>> {
    register.measures.get(id).map(|measure| {
        let Measure { adds_up, breakdown, every, roll_up, reporters, complete, .. } = measure;
        let Measure { zero_over_zero, voices, .. } = measure;
        ((adds_up, breakdown), every, roll_up, reporters, complete, zero_over_zero, voices)
    })
}

/// Whether two registers say otherwise of whose figures a body's own are a part.
fn is_moved(id: &BodyId, old: &Catalogue, new: &Catalogue) -> bool {
    match (old.bodies.get(id), new.bodies.get(id)) {
        (Some(old), Some(new)) => {
            (&old.kind, &old.parent, old.opened, old.closed, &old.successors)
                != (&new.kind, &new.parent, new.opened, new.closed, &new.successors)
        }
        (old, new) => old.is_some() != new.is_some(),
    }
}

/// The bodies whose figures may be made of this one's: those above it, and its successors.
fn around(register: &Catalogue, id: &BodyId) -> Vec<BodyId> {
    let successors = register.bodies.get(id).into_iter().flat_map(|body| body.successors.clone());
    above(register, id).into_iter().chain(successors).collect()
}

/// The bodies above this one; a circle of parents ends the search.
fn above(register: &Catalogue, id: &BodyId) -> Vec<BodyId> {
    let parent = |id: &BodyId| register.bodies.get(id).and_then(|body| body.parent.clone());
    std::iter::successors(parent(id), parent).take(register.bodies.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        AddsUp, Better, Body, Bounds, ById, Cadence, Cell, Due, FeedId, Load, Measure, Report, Reporters,
        Revision, Source, SourceFile, Status, Unit,
    };

    /// A register of bodies such as `north < nation`, of which councils report `placed`, which adds up, and `budget`, which does not.
    /// One such as `north > south` closed before the month and is followed by the other.
    fn register(text: &str) -> Arc<Catalogue> {
        let body = |line: &str| {
            let (line, successor) =
                line.split_once(" > ").map_or((line, None), |(line, successor)| (line, Some(successor)));
            let (id, parent) = line.split_once(" < ").map_or((line, None), |(id, parent)| (id, Some(parent)));
            Body {
                id: BodyId::new(id),
                name: id.to_owned(),
                kind: if id.ends_with('*') { "region" } else { "council" }.to_owned(),
                parent: parent.map(BodyId::new),
                jurisdiction: None,
                opened: None,
                closed: successor.map(|_| jiff::civil::date(2024, 12, 31)),
                successors: successor.map(BodyId::new).into_iter().collect(),
                codes: Vec::new(),
                labels: crate::model::Labels::default(),
            }
        };
        let measure = |(id, adds_up): (&str, AddsUp)| Measure {
            id: MeasureId::new(id),
            title: id.to_owned(),
            unit: Unit::Count,
            better: Better::Higher,
            class: None,
            every: Cadence::Month,
            from: None,
            adds_up,
            breakdown: None,
            roll_up: None,
            complete: None,
            zero_over_zero: None,
            expiry_days: None,
            labels: crate::model::Labels::default(),
            authority: Vec::new(),
            questioned: crate::model::Questioned::default(),
            told_by: None,
            anchor: None,
            bounds: Bounds::default(),
            voices: crate::model::Voices::default(),
            reporters: Reporters::Kind("council".to_owned()),
            due: Due::ON_LAST_DAY,
        };
        let bodies = text.split(", ").map(body).map(|body| (body.id.clone(), body)).collect();
        let measures = [("placed", AddsUp::Sum), ("budget", AddsUp::Alone)].map(measure);
        let measures: ById<_, _> = measures.into_iter().map(|found| (found.id.clone(), found)).collect();
        let revision = Revision::new(text);
        Arc::new(Catalogue {
            revision,
            bodies,
            measures,
            targets: Vec::new(),
            relations: crate::model::Relations::default(),
        })
    }

    fn report(cell: Cell) -> Observation {
        let file = SourceFile {
            feed: FeedId::new("feed"),
            path: String::new(),
            hash: String::new(),
            load: Load::Later,
            edition: crate::model::Edition::default(),
            speaks_for: None,
            sheets: crate::model::Sheets::default(),
        };
        Observation {
            paper: None,
            cell,
            report: Report::Value(1.into()),
            status: Status::Final,
            vintage: Vintage::Backfill,
            source: Source { file: Arc::new(file), line: 1 },
        }
    }

    /// Every council reports 1 of `placed`, and every cell of every body is read. The
    /// result names the cells that are linked anew and, after the bar, those whose readers are woken.
    #[track_caller]
    fn check(before: &str, after: &str, expect: &str) {
        let (old, new) = (register(before), register(after));
        let (mut evidence, mut woken) = (Evidence::default(), Vec::new());
        evidence.adopt(&old, &mut woken);
        let period = Cadence::Month.parse("2025-01").expect("a month");
        let cell = |measure: &str, body: &BodyId| Cell {
            measure: MeasureId::new(measure),
            body: body.clone(),
            period,
        };
        let mut names = Vec::new();
        for body in old.bodies.keys() {
            if !body.as_str().ends_with('*') {
                evidence.hear(&report(cell("placed", body)), &mut woken);
            }
            for measure in ["placed", "budget"] {
                let reader = ReaderIx(u32::try_from(names.len()).expect("few"));
                let tracked = evidence.track(&cell(measure, body));
                evidence.subscribe(tracked, reader);
                names.push(format!("{measure} of {body}"));
            }
        }
        let difference = Difference::between(Some(&old), &new);
        let mut linked: Vec<String> = Vec::new();
        for ix in evidence.concerned(&difference) {
            let cell = evidence.cell(evidence.node(ix).cell);
            linked.push(format!("{} of {}", cell.measure, cell.body));
        }
        woken.clear();
        evidence.adopt(&new, &mut woken);
        let woken: Vec<&str> = woken.iter().map(|reader| names[reader.0 as usize].as_str()).collect();
        assert_eq!(format!("{} | {}", linked.join(", "), woken.join(", ")), expect);
    }

    #[test]
    fn a_body_that_says_nothing_new_of_itself_concerns_no_cell() {
        check("a*, b < a*, c < a*", "a*, b < a*, c < a*", " | ");
    }

    #[test]
    fn a_body_that_comes_or_goes_concerns_the_cells_of_those_above_it() {
        let before = "top*, a* < top*, b < a*, c < a*, d* < top*, e < d*";
        check(
            before,
            "top*, a* < top*, b < a*, c < a*, d* < top*",
            "placed of top*, budget of top*, placed of d*, budget of d* | placed of top*, placed of d*",
        );
        check(
            before,
            "top*, a* < top*, b < a*, c < a*, d* < top*, e < a*",
            "placed of top*, budget of top*, placed of a*, budget of a*, placed of d*, budget of d* | placed of a*, placed of d*",
        );
    }

    #[test]
    fn a_succession_that_changes_concerns_the_cells_of_the_successor() {
        check(
            "a, b*, c*",
            "a > b*, b*, c*",
            "placed of a, budget of a, placed of b*, budget of b* | placed of b*",
        );
        check(
            "a > b*, b*, c*",
            "a > c*, b*, c*",
            "placed of b*, budget of b*, placed of c*, budget of c* | placed of b*, placed of c*",
        );
    }

    #[test]
    fn bodies_in_another_order_concern_every_cell() {
        check(
            "a*, b < a*, c < a*",
            "a*, c < a*, b < a*",
            "placed of a*, placed of b, placed of c, budget of a*, budget of b, budget of c | ",
        );
    }
}

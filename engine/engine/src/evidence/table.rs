//! The table of series: every report of every measure of every body, found by number.
//!
//! It knows nothing of sums, ratios and readers; those are the graph's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::column::{Column, Slot, Stored};
use super::derived::Holding;
use super::index::{CellIx, SeriesIx};
use super::interner::Interner;
use super::origin::{OriginIx, Origins};
use super::revision::Revisions;
use super::spread::Spread;
use super::undisclosed::Undisclosed;
use super::{Disagreement, WhyAbsent};
use crate::model::{BodyId, Cadence, Cell, MeasureId, Observation, Paper, Period, Report, VoiceId};

/// What a series is of, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct SeriesKey {
    pub(super) measure: u32,
    pub(super) body: u32,
    cadence: Cadence,
    /// For whom it speaks, as a number above zero; zero where that was not said.
    voice: u16,
}

/// Every series that was ever reported or asked about.
#[derive(Default)]
pub(super) struct Table {
    measures: Interner<MeasureId>,
    bodies: Interner<BodyId>,
    voices: Interner<VoiceId>,
    /// The series of those who speak of each series, in the order in which they were first met.
    voiced: FxHashMap<SeriesIx, Vec<SeriesIx>>,
    series: IndexMap<SeriesKey, Column, FxBuildHasher>,
    pub(super) origins: Origins,
    pub(super) revisions: Revisions,
    /// The cells whose reports disagree.
    pub(super) disagreeing: BTreeMap<CellIx, Disagreement>,
    /// Those that came to be so, or are so no longer, since somebody asked.
    pub(super) turned: BTreeSet<CellIx>,
    /// Those that were so when somebody last asked.
    pub(super) told: BTreeMap<CellIx, Disagreement>,
    /// The series of which papers were reported, each with the days on which one begins.
    pub(super) documents: FxHashMap<SeriesIx, BTreeSet<i32>>,
    /// The papers of reports, by their cell, origin and line.
    papers: FxHashMap<(CellIx, OriginIx, u32), Arc<Paper>>,
    /// How figures of each measure are given, by the measure's number.
    spreads: Vec<Option<Spread>>,
    /// The measures of which no report is shown; mostly none.
    pub(super) undisclosed: Option<Box<Undisclosed>>,
}

impl Table {
    /// The place of a cell whose series was met before.
    pub(super) fn find(&self, cell: &Cell) -> Option<CellIx> {
        self.find_voiced(cell, 0)
    }

    /// The place where a report is kept, apart from those of other voices.
    pub(super) fn find_of(&self, observation: &Observation) -> Option<CellIx> {
        let voice = match &observation.source.file.speaks_for {
            Some(voice) => voice_number(self.voices.find(voice)?),
            None => 0,
        };
        self.find_voiced(&observation.cell, voice)
    }

    fn find_voiced(&self, cell: &Cell, voice: u16) -> Option<CellIx> {
        let Cell { measure, body, period } = cell;
        self.note_asked(measure);
        let (measure, body) = (self.measures.find(measure)?, self.bodies.find(body)?);
        let key = SeriesKey { measure, body, cadence: period.cadence(), voice };
        Some(SeriesIx::new(self.series.get_index_of(&key)?).cell(period.index()))
    }

    /// Notes that somebody asks for a measure of which no report may be shown.
    #[inline]
    pub(super) fn note_asked(&self, measure: &MeasureId) {
        if let Some(undisclosed) = &self.undisclosed {
            undisclosed.note(measure);
        }
    }

    /// Whether this is the cell at a place.
    pub(super) fn is_cell(&self, ix: CellIx, measure: &str, body: &str, period: Period) -> bool {
        let key = self.key(ix.series);
        ix.index == period.index()
            && key.cadence == period.cadence()
            && self.measure(key.measure).as_str() == measure
            && self.body(key.body).as_str() == body
    }

    /// The place of a cell; its series is begun where it was not met before.
    pub(super) fn place(&mut self, cell: &Cell) -> CellIx {
        let series = self.begin(&cell.measure, &cell.body, cell.period.cadence());
        series.cell(cell.period.index())
    }

    /// The place where a report is kept, apart from those of other voices; the cell has a place of its own.
    pub(super) fn place_of(&mut self, observation: &Observation) -> CellIx {
        let Cell { measure, body, period } = &observation.cell;
        let voice = observation.source.file.speaks_for.as_ref();
        self.begin_voiced((measure, body), period.cadence(), voice).cell(period.index())
    }

    /// The series of a voice.
    pub(super) fn begin_voiced(
        &mut self,
        (measure, body): (&MeasureId, &BodyId),
        cadence: Cadence,
        voice: Option<&VoiceId>,
    ) -> SeriesIx {
        let main = self.begin(measure, body, cadence);
        let Some(voice) = voice else { return main };
        let voice = voice_number(self.voices.number(voice));
        let ix = self.begin_of(SeriesKey { voice, ..*self.key(main) });
        let voiced = self.voiced.entry(main).or_default();
        if !voiced.contains(&ix) {
            voiced.push(ix);
        }
        ix
    }

    /// Whether anybody is kept apart who speaks of a series.
    #[inline]
    pub(super) fn has_voices(&self, ix: SeriesIx) -> bool {
        !self.voiced.is_empty() && self.voiced.contains_key(&ix)
    }

    /// The cells with reports of those who speak of a cell; none where nobody is kept apart.
    pub(super) fn voices_of(&self, ix: CellIx) -> impl Iterator<Item = (CellIx, Stored)> {
        let voiced = self.voiced.get(&ix.series);
        let all = voiced
            .into_iter()
            .flat_map(move |voiced| std::iter::once(ix.series).chain(voiced.iter().copied()));
        all.filter_map(move |series| {
            let cell = series.cell(ix.index);
            Some((cell, self.slot(cell)?.stored?))
        })
    }

    /// Every cell of which somebody who is kept apart speaks.
    pub(super) fn voiced_cells(&self) -> BTreeSet<CellIx> {
        let cells = |(main, voiced): (&SeriesIx, &Vec<SeriesIx>)| {
            let main = *main;
            let all = std::iter::once(main).chain(voiced.iter().copied());
            let cells = all.flat_map(|series| self.series(series).1.iter().map(|(period, _)| period));
            cells.map(move |period| main.cell(period)).collect::<Vec<_>>()
        };
        self.voiced.iter().flat_map(cells).collect()
    }

    /// For whom a series speaks.
    pub(super) fn voice(&self, ix: SeriesIx) -> Option<&VoiceId> {
        self.key(ix).voice.checked_sub(1).map(|voice| self.voices.get(voice.into()))
    }

    pub(super) fn begin(&mut self, measure: &MeasureId, body: &BodyId, cadence: Cadence) -> SeriesIx {
        self.note_asked(measure);
        let (measure, body) = (self.measures.number(measure), self.bodies.number(body));
        self.begin_of(SeriesKey { measure, body, cadence, voice: 0 })
    }

    fn begin_of(&mut self, key: SeriesKey) -> SeriesIx {
        // By a quarter: doubling would leave a third of the memory unused.
        if self.series.len() == self.series.capacity() {
            self.series.reserve_exact((self.series.len() / 4).max(4));
        }
        let entry = self.series.entry(key);
        let ix = SeriesIx::new(entry.index());
        entry.or_default();
        ix
    }

    pub(super) fn cell(&self, ix: CellIx) -> Cell {
        let (key, _) = self.series(ix.series);
        let (measure, body) = (self.measures.get(key.measure).clone(), self.bodies.get(key.body).clone());
        Cell { measure, body, period: Period::from_parts(key.cadence, ix.index) }
    }

    pub(super) fn period(&self, ix: CellIx) -> Period {
        Period::from_parts(self.key(ix.series).cadence, ix.index)
    }

    #[inline]
    pub(super) fn slot(&self, ix: CellIx) -> Option<&Slot> {
        self.series(ix.series).1.get(ix.index)
    }

    pub(super) fn slot_mut(&mut self, ix: CellIx) -> &mut Slot {
        self.column_mut(ix.series).slot_mut(ix.index)
    }

    pub(super) fn column(&self, ix: SeriesIx) -> &Column {
        self.series(ix).1
    }

    pub(super) fn column_mut(&mut self, ix: SeriesIx) -> &mut Column {
        &mut self.series[ix.index()]
    }

    /// Every series with what it is of, in the order in which they were first met.
    pub(super) fn all(&self) -> impl Iterator<Item = (SeriesIx, &SeriesKey, &Column)> {
        let numbered = self.series.iter().enumerate();
        numbered.map(|(index, (key, column))| (SeriesIx::new(index), key, column))
    }

    /// The number of a measure that was met before.
    pub(super) fn measure_number(&self, measure: &MeasureId) -> Option<u32> {
        self.measures.find(measure)
    }

    pub(super) fn measure(&self, number: u32) -> &MeasureId {
        self.measures.get(number)
    }

    pub(super) fn body(&self, number: u32) -> &BodyId {
        self.bodies.get(number)
    }

    pub(super) fn key(&self, ix: SeriesIx) -> &SeriesKey {
        self.series(ix).0
    }

    /// How figures of a measure were ever given; none where no value was reported.
    pub(super) fn spread(&self, measure: &MeasureId) -> Option<Spread> {
        let number = self.measures.find(measure)?;
        self.spreads.get(number as usize).copied().flatten()
    }

    /// Takes a report in.
    pub(super) fn hear(&mut self, ix: CellIx, observation: &Observation) {
        let Observation { report, status, vintage, source, paper, .. } = observation;
        let origin = self.origins.number(&source.file, *vintage);
        let stored = Stored::new(*report, origin, source.line, *status);
        self.note_paper(ix, &stored, paper.as_ref());
        self.put(ix, stored);
    }

    /// Notes which paper a report is about. Whoever speaks of it, it is a paper of its document.
    pub(super) fn note_paper(&mut self, ix: CellIx, stored: &Stored, paper: Option<&Arc<Paper>>) {
        let Some(paper) = paper else { return };
        self.papers.insert((ix, stored.origin, stored.line), Arc::clone(paper));
        let main = self.begin_of(SeriesKey { voice: 0, ..*self.key(ix.series) });
        self.documents.entry(main).or_default().insert(ix.index);
    }

    /// The paper that a report of a cell is about; none where it gives a figure.
    pub(super) fn paper_of(&self, ix: CellIx, stored: &Stored) -> Option<&Arc<Paper>> {
        if self.papers.is_empty() {
            return None;
        }
        self.papers.get(&(ix, stored.origin, stored.line))
    }

    /// What a cell with a report holds.
    pub(super) fn holding(&self, ix: CellIx, stored: Stored) -> Holding {
        match stored.report {
            Report::Value(_) if stored.is_rivalled => {
                let contradiction =
                    self.revisions.contradiction(ix).expect("its reports contradict each other");
                Err(WhyAbsent::Unreconciled(contradiction))
            }
            Report::Value(value) => Ok(value),
            Report::Absent(absence) => Err(WhyAbsent::Stated(absence)),
        }
    }

    /// Puts a report into its place.
    pub(super) fn put(&mut self, ix: CellIx, stored: Stored) {
        self.note(ix.series, stored.report);
        let Some(before) = self.slot_mut(ix).stored else {
            self.slot_mut(ix).stored = Some(stored);
            self.origins.came_into_force(stored.origin, None);
            return;
        };
        if !before.is_revised {
            self.add(ix, before);
        }
        self.add(ix, stored);
        let in_force = self.revisions.in_force(ix).expect("it has several reports");
        self.slot_mut(ix).stored = Some(in_force);
        self.origins.came_into_force(in_force.origin, Some(before.origin));
        self.dispute(ix, in_force.is_rivalled.then_some(Disagreement::Unreconciled));
        // What is said beside other reports is told, too.
        if in_force.is_rivalled {
            self.turned.insert(ix);
        }
    }

    /// Notes how the reports of a cell disagree.
    pub(super) fn dispute(&mut self, ix: CellIx, disagreement: Option<Disagreement>) {
        let before = match disagreement {
            Some(disagreement) => self.disagreeing.insert(ix, disagreement),
            None => self.disagreeing.remove(&ix),
        };
        if before != disagreement {
            self.turned.insert(ix);
        }
    }

    fn add(&mut self, ix: CellIx, stored: Stored) {
        let Stored { origin, status, .. } = stored;
        self.revisions.add(ix, self.origins.rank(origin, status), self.origins.counts_from(origin), stored);
    }

    /// Keeps up how figures of a measure are given.
    fn note(&mut self, series: SeriesIx, report: Report) {
        let Report::Value(value) = report else { return };
        let measure = self.key(series).measure as usize;
        if self.spreads.len() <= measure {
            self.spreads.resize(measure + 1, None);
        }
        self.spreads[measure].get_or_insert_default().note(value);
    }

    fn series(&self, ix: SeriesIx) -> (&SeriesKey, &Column) {
        self.series.get_index(ix.index()).expect("a series keeps its place")
    }
}

impl SeriesKey {
    pub(super) fn cadence(&self) -> Cadence {
        self.cadence
    }
}

/// The number of a voice in a key, which has little room: every series has one.
fn voice_number(place: u32) -> u16 {
    u16::try_from(place + 1).expect("fewer than sixty-five thousand voices speak in one project")
}

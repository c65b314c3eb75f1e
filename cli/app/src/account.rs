//! From the reading of some files to the receipt of each in full: what it revised is looked up before the engine hears of it, and which
//! verdicts it turned once it has. It steps no engine and writes nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use engine::evaluate::VerdictChange;
use engine::evidence::{Evidence, History};
use engine::model::{Cell, Node, Observation, PartId, Period, SourceFile, WholeId, Withheld};

use engine::view::Read;
use engine::{Effects, Engine};
use jiff::Timestamp;
use ledger::entry::FileReceipt;
use words::full_receipt::{FigureSaid, FullReceipt, RevisedFigure, TakenFigures};
use words::questionable::QuestionableFigure;

use crate::doubts::questionable;

/// So many of the figures that a file revises are kept, since a file may revise millions.
const MOST_REVISED: usize = 1_000;
/// So many figures of a file are asked whether they are questionable.
const MOST_QUESTIONED: usize = 100_000;
/// So many questionable figures of a file are kept.
const MOST_QUESTIONABLE: usize = 100;
/// So many figures behind one verdict are looked at: a sum over a country rests on thousands.
const MOST_BEHIND: usize = 2_000;

/// The receipts of files that were read together, before the engine has heard of them.
pub(crate) struct Accounts {
    at: Timestamp,
    files: Vec<Account>,
}

/// What is known of one of them so far.
struct Account {
    receipt: FileReceipt,
    taken: BTreeMap<engine::model::MeasureId, TakenFigures>,
    /// Its first figures.
    said: Vec<Cell>,
    /// Figures of which something else was known.
    otherwise: Vec<RevisedFigure>,
}

impl Accounts {
    /// Looks up what was known of the figures that these files report.
    pub(crate) fn before(
        evidence: &Evidence,
        at: Timestamp,
        receipts: Vec<FileReceipt>,
        news: &[Observation],
    ) -> Self {
        let account =
            |receipt| Account { receipt, taken: BTreeMap::new(), said: Vec::new(), otherwise: Vec::new() };
        let mut files: Vec<Account> = receipts.into_iter().map(account).collect();
        // What one file says stands together, so that each is looked up once.
        let mut found: Option<(&Arc<SourceFile>, Option<usize>)> = None;
        for said in news {
            let file = &said.source.file;
            let place = match found {
                Some((last, place)) if Arc::ptr_eq(last, file) => place,
                _ => files.iter().position(|account| account.receipt.file == *file),
            };
            found = Some((file, place));
            if let Some(account) = place.and_then(|place| files.get_mut(place)) {
                account.note(evidence, said);
            }
        }
        Self { at, files }
    }

    /// Finds out which of the verdicts that turned rest on which file.
    pub(crate) fn after(self, engine: &Engine, effects: Option<&Effects>) -> Vec<FullReceipt> {
        let Self { at, files } = self;
        let is_judged = engine.program().is_some();
        let receipts = files.into_iter().map(|Account { receipt, taken, said, otherwise }| {
            let turned = effects.map(|effects| turned_by(&receipt.file, engine, effects)).unwrap_or_default();
            let turned = is_judged.then_some(turned);
            let is_in_force = |figure: &RevisedFigure| is_in_force(figure, &receipt.file, engine.evidence());
            let revised = otherwise.into_iter().filter(is_in_force).collect();
            let questionable = questionable_of(&receipt.file, &said, engine.evidence());
            let waits = rows_wait(engine.evidence(), &receipt.file.path);
            let taken = taken.into_values().collect();
            FullReceipt { at, taken, revised, questionable, turned, waits, receipt }
        });
        receipts.collect()
    }
}

impl Account {
    fn note(&mut self, evidence: &Evidence, said: &Observation) {
        if self.said.len() < MOST_QUESTIONED {
            self.said.push(said.cell.clone());
        }
        let Some(held) = evidence.history(&said.cell).map(History::current) else {
            self.note_taken(&said.cell);
            return;
        };
        let before = FigureSaid { report: held.report, status: held.status };
        let now = FigureSaid { report: said.report, status: said.status };
        if before != now && self.otherwise.len() < MOST_REVISED {
            let (cell, place) = (said.cell.clone(), said.source.place());
            self.otherwise.push(RevisedFigure { cell, place, before, now });
        }
    }

    fn note_taken(&mut self, cell: &Cell) {
        let (measure, period) = (cell.measure.clone(), cell.period);
        let fresh =
            || TakenFigures { measure: cell.measure.clone(), figures: 0, first: period, last: period };
        let taken = self.taken.entry(measure).or_insert_with(fresh);
        taken.figures += 1;
        taken.first = period.min(taken.first);
        taken.last = period.max(taken.last);
    }
}

/// That rows of a file wait for the end of an embargo of their own, in words.
pub(crate) fn rows_wait(evidence: &Evidence, path: &str) -> Option<Arc<str>> {
    let waits = evidence.unused_of(path)?.under_embargo.as_ref()?;
    matches!(waits.withheld, Withheld::Rows(_)).then(|| Arc::clone(&waits.told))
}

/// The figures of a file that are in force and far from all before them.
fn questionable_of(file: &SourceFile, said: &[Cell], evidence: &Evidence) -> Vec<QuestionableFigure> {
    let found = said.iter().filter_map(|cell| questionable(evidence, cell));
    found.filter(|figure| *figure.heard.source.file == *file).take(MOST_QUESTIONABLE).collect()
}

/// A figure of an earlier time turns nothing that is in force, and so revises nothing.
fn is_in_force(figure: &RevisedFigure, file: &SourceFile, evidence: &Evidence) -> bool {
    let held = evidence.history(&figure.cell).map(History::current);
    held.is_some_and(|held| held.source.place() == figure.place && *held.source.file == *file)
}

/// The verdicts that turned and rest on a figure of the file, the worst first; with each part the whole that it turned.
fn turned_by(file: &SourceFile, engine: &Engine, effects: &Effects) -> Vec<VerdictChange> {
    let mut wholes: BTreeSet<(&WholeId, Period)> = BTreeSet::new();
    let mut turned: Vec<&VerdictChange> = Vec::new();
    for change in effects.verdicts.iter().filter(|change| change.from != change.to.verdict) {
        let (whole, period) = (change.node.whole(), change.period);
        let is_of_file = match &change.node {
            Node::Whole(whole) => rests_on(file, &whole.part(&PartId::Lead), period, engine),
            Node::Part(..) => rests_on(file, &change.node, period, engine),
            Node::Gate(..) => false,
        };
        if is_of_file {
            wholes.insert((whole, period));
            turned.push(change);
        }
    }
    let is_turned_too = |change: &&VerdictChange| {
        change.node.is_whole()
            && change.from != change.to.verdict
            && wholes.contains(&(change.node.whole(), change.period))
    };
    let more: Vec<&VerdictChange> = effects.verdicts.iter().filter(is_turned_too).collect();
    turned.retain(|change| !change.node.is_whole());
    turned.extend(more);
    turned.sort_by_key(|change| (change.to.verdict.place_from_worst(), !change.node.is_whole()));
    turned.into_iter().cloned().collect()
}

/// Whether the rule of a part reads a figure that the file reports, or one that is derived from such.
fn rests_on(file: &SourceFile, part: &Node, period: Period, engine: &Engine) -> bool {
    let evidence = engine.evidence();
    let reads = engine.reads(part, period).unwrap_or_default();
    let mut open: Vec<Cell> = reads.into_iter().filter_map(Read::into_cell).collect();
    let mut looked_at = 0;
    while let Some(cell) = open.pop() {
        let is_said = |history: History<'_>| history.all().any(|heard| *heard.source.file == *file);
        if evidence.history(&cell).is_some_and(is_said) {
            return true;
        }
        looked_at += 1;
        if looked_at > MOST_BEHIND {
            return false;
        }
        open.extend(evidence.inputs(&cell));
    }
    false
}

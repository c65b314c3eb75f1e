//! One return: all that a body is asked to report for a period, what came of it, and what it reported before.

use engine::Engine;
use engine::evidence::History;
use engine::expected::{ExpectedReport, Extent, Standing, Survey};
use engine::model::{BodyId, Catalogue, Cell, FeedId, ObligationRef, Period, Report, Status};
use engine::program::Program;
use jiff::Span;
use jiff::civil::Date;
use rust_decimal::Decimal;
use words::full_receipt::FigureSaid;
use words::returns::ReturnCounts;

use crate::due::Supply;

/// So far ahead a return can be filled in.
const DAYS_AHEAD: i64 = 366;
/// So many earlier figures stand beside each.
const EARLIER: i32 = 12;

/// All that one body is asked to report for one period.
#[derive(Clone, Debug)]
pub struct Return {
    pub body: BodyId,
    pub period: Period,
    /// In the order of the register of measures.
    pub figures: Vec<ReturnFigure>,
}

/// One figure of a return.
#[derive(Clone, Debug)]
pub struct ReturnFigure {
    pub report: ExpectedReport,
    pub standing: Standing,
    /// What is in force; none where nothing was reported.
    pub in_force: Option<FigureSaid>,
    /// The figure, where nobody reported it and others make it up.
    pub worked_out: Option<Decimal>,
    /// What was reported for the periods before, the newest first.
    pub earlier: Vec<(Period, Report)>,
    /// The obligations as they are declared that rest on it: one figure answers all of them.
    pub asked_by: Vec<ObligationRef>,
    /// By which it may come.
    pub feeds: Vec<FeedId>,
}

/// Every return, with how it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    pub body: BodyId,
    pub period: Period,
    pub counts: ReturnCounts,
}

impl Return {
    /// The return of a body for a period; none where nothing is asked of it.
    pub fn of(engine: &Engine, supply: &Supply, (body, period): (&BodyId, &str)) -> Option<Self> {
        let (program, survey) = (engine.program()?, Survey::of(engine)?);
        let until = survey.today().saturating_add(Span::new().days(DAYS_AHEAD));
        let mut figures = Vec::new();
        let mut found = None;
        for report in survey.expected(Extent::All, until) {
            let is_meant = report.teller == *body && report.cell.body == *body;
            if is_meant
                && report.cell.period.to_string() == period
                && is_told(&survey, &report, &program.catalogue)
            {
                found = Some(report.cell.period);
                figures.push(ReturnFigure::of(report, survey.today(), engine, (program, supply)));
            }
        }
        figures.sort_by_key(|figure| program.catalogue.measures.get_index_of(&figure.report.cell.measure));
        Some(Self { body: body.clone(), period: found?, figures })
    }

    pub fn counts(&self) -> ReturnCounts {
        let mut counts = ReturnCounts::default();
        self.figures.iter().for_each(|figure| counts.add(&figure.standing, figure.report.timing().due));
        counts
    }
}

/// Whether it is a figure that came, or can still come. A document is in force from a day on, and belongs to no period.
fn is_told(survey: &Survey<'_>, report: &ExpectedReport, register: &Catalogue) -> bool {
    !register.is_document(&report.cell.measure) && (report.outcome.is_in() || survey.can_come(report))
}

impl ReturnFigure {
    fn of(
        report: ExpectedReport,
        today: Date,
        engine: &Engine,
        (program, supply): (&Program, &Supply),
    ) -> Self {
        let (evidence, cell) = (engine.evidence(), &report.cell);
        let in_force = evidence.history(cell).map(History::current);
        let earlier = (1..=EARLIER).filter_map(|back| {
            let earlier = Cell { period: cell.period.step(-back), ..cell.clone() };
            let known = evidence.history(&earlier).map(|history| history.current().report);
            Some((earlier.period, known.or_else(|| evidence.value(&earlier).ok().map(Report::Value))?))
        });
        let mut asked_by: Vec<ObligationRef> = report
            .hangs
            .iter()
            .filter_map(|hang| {
                let declared = program.obligation(&hang.obligation)?.declared_id().clone();
                Some(ObligationRef { mission: hang.obligation.mission.clone(), obligation: declared })
            })
            .collect();
        asked_by.sort();
        asked_by.dedup();
        let feeds = supply.of(cell, &program.catalogue, evidence);
        Self {
            standing: report.standing(today),
            worked_out: if in_force.is_none() { evidence.value(cell).ok() } else { None },
            in_force: in_force.map(|heard| FigureSaid { report: heard.report, status: heard.status }),
            earlier: earlier.collect(),
            asked_by,
            feeds: feeds.into_iter().map(|feed| feed.id.clone()).collect(),
            report,
        }
    }

    pub fn cell(&self) -> &Cell {
        &self.report.cell
    }

    /// How settled a figure is that is typed now: it corrects what is in force, where anything is.
    pub fn status_of_typed(&self) -> Status {
        match self.in_force {
            Some(FigureSaid { report: Report::Value(_), .. }) => Status::Revised,
            _ => Status::Final,
        }
    }
}

impl Listed {
    /// Every return that is due within so many days, or was; of one body, or of all. Those of which something is asked come first, the earliest first;
    /// then the others, the newest first.
    pub fn all(engine: &Engine, body: Option<&BodyId>, days: u16) -> Option<Vec<Self>> {
        let (program, survey) = (engine.program()?, Survey::of(engine)?);
        let until = survey.today().saturating_add(Span::new().days(i64::from(days)));
        let mut all: indexmap::IndexMap<(BodyId, Period), ReturnCounts> = indexmap::IndexMap::new();
        for report in survey.expected(Extent::All, until) {
            let is_meant =
                report.teller == report.cell.body && body.is_none_or(|body| *body == report.teller);
            if is_meant && is_told(&survey, &report, &program.catalogue) {
                let counts = all.entry((report.teller.clone(), report.cell.period)).or_default();
                counts.add(&report.standing(survey.today()), report.timing().due);
            }
        }
        let listed = all.into_iter().map(|((body, period), counts)| Self { body, period, counts });
        let (mut asked, mut rest): (Vec<Self>, Vec<Self>) = listed.partition(|one| one.counts.asked > 0);
        let place = |one: &Self| program.catalogue.bodies.get_index_of(&one.body);
        asked.sort_by_key(|one| (one.counts.first_due, place(one), one.period));
        rest.sort_by_key(|one| (std::cmp::Reverse(one.period.last_day()), place(one), one.period));
        asked.append(&mut rest);
        Some(asked)
    }
}

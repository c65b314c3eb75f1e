//! One figure of which a panel speaks: what people say, what the official figure says, who is asked for an answer, and what was answered.

use engine::Engine;
use engine::alert::Post;
use engine::answerable::Answerable;
use engine::evidence::{Disagreement, Heard};
use engine::model::{Cell, Measure, Report, Response, SourceFile};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::due::Supply;

/// When a file was received first; none where that is not known.
pub type Received<'r> = dyn FnMut(&SourceFile) -> Option<Timestamp> + 'r;

/// How what people say compares with the official figure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    /// They differ by more than the measure allows.
    Contested,
    /// They agree, as far as the measure asks.
    Agrees,
    /// There is no official figure, or no one figure, to compare with.
    Alone,
}

/// One figure of which a panel speaks.
#[derive(Clone, PartialEq, Debug)]
pub struct PanelFigure {
    pub cell: Cell,
    /// What people say.
    pub said: Heard,
    /// What those say who answer for it.
    pub official: Vec<Heard>,
    pub side: Side,
    /// Since when both are known, where that is known and they differ.
    pub since: Option<Timestamp>,
    /// Who is asked for an answer, where they differ; nobody where nobody is judged by it.
    pub asked: Vec<AskedOf>,
}

/// Somebody who is asked for an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct AskedOf {
    pub answerable: Answerable,
    /// Whoever holds the post; none where nobody is known by one.
    pub post: Option<Post>,
    /// The last day that is asked for; none where no day is set.
    pub until: Option<Date>,
    /// What was answered, the newest last.
    pub answers: Vec<Response>,
}

impl PanelFigure {
    pub(super) fn of(
        (cell, said): (Cell, Heard),
        (engine, program): (&Engine, &Program),
        supply: &Supply,
        day: Date,
        received: &mut Received<'_>,
    ) -> Self {
        let measure = program.catalogue.measures.get(&cell.measure);
        let of_people = |heard: &Heard| {
            measure.is_some_and(|measure| measure.voices.is_of_people(heard.source.file.speaks_for.as_ref()))
        };
        let mut official = engine.evidence().said_of(&cell);
        official.retain(|heard| !of_people(heard));
        let side = side(engine, (&cell, &said), &official, measure);
        let mut figure = Self { cell, said, official, side, since: None, asked: Vec::new() };
        if side == Side::Contested {
            figure.ask((engine, program), supply, day, received);
        }
        figure
    }

    fn ask(
        &mut self,
        (engine, program): (&Engine, &Program),
        supply: &Supply,
        day: Date,
        received: &mut Received<'_>,
    ) {
        let files = std::iter::once(&self.said).chain(&self.official).map(|heard| &*heard.source.file);
        let moments: Option<Vec<Timestamp>> = files.map(received).collect();
        self.since = moments.and_then(|moments| moments.into_iter().max());
        let within = supply.panel_of(&self.said.source.file.feed).and_then(|panel| panel.answer_within);
        let since = self.since;
        let asked = engine.answerable_for(&self.cell).into_iter().map(|answerable| {
            let until = since.zip(within).map(|(since, within)| {
                let calendar = program.calendar_of(&answerable.by);
                calendar.working_days_after(calendar.day(since), within)
            });
            let answers = engine.answers_of(&answerable, since.unwrap_or(Timestamp::MIN));
            let post = engine.post_of(&answerable, day);
            AskedOf { answerable, post, until, answers }
        });
        self.asked = asked.collect();
    }

    /// Whether an answer is asked for that nobody has given.
    pub fn is_unanswered(&self) -> bool {
        self.side == Side::Contested && self.asked.iter().all(|asked| asked.answers.is_empty())
    }
}

fn side(
    engine: &Engine,
    (cell, said): (&Cell, &Heard),
    official: &[Heard],
    measure: Option<&Measure>,
) -> Side {
    let value = |heard: &Heard| match heard.report {
        Report::Value(value) => Some(value),
        Report::Absent(_) => None,
    };
    let figures: Vec<Decimal> = official.iter().filter_map(value).collect();
    let (Some(said), Some(measure), false) = (value(said), measure, figures.is_empty()) else {
        return Side::Alone;
    };
    let within = &measure.voices.within;
    let differs = figures.iter().any(|figure| !within.holds(said.min(*figure), said.max(*figure)));
    match engine.evidence().disagreement(cell) {
        Some(Disagreement::Unreconciled) => Side::Alone,
        Some(Disagreement::Contested) if differs => Side::Contested,
        _ => Side::Agrees,
    }
}

//! One figure of which a panel speaks: what people say, what the official figure says, who is asked for an answer, and what was answered.

use engine::Engine;
use engine::alert::Post;
use engine::answerable::Answerable;
use engine::evidence::{Disagreement, Heard};
use engine::model::{Cell, Measure, Report, Response, SourceFile, VoiceId};
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
    /// There is no official figure to compare with.
    Alone,
    /// The official figures contradict each other, so that there is no one figure to compare with.
    Contradicted,
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
    /// Since when both are known as they are, where that is known and they differ.
    pub since: Option<Timestamp>,
    /// Who is asked for an answer, where they differ; nobody where nobody is judged by it.
    pub asked: Vec<AskedPerson>,
}

/// Somebody who is asked for an answer.
#[derive(Clone, PartialEq, Debug)]
pub struct AskedPerson {
    pub answerable: Answerable,
    /// Whoever holds the post; none where nobody is known by one.
    pub post: Option<Post>,
    /// The last day that is asked for; none where no day is set, and where that day is not to come: nobody is told that it is over.
    pub until: Option<Date>,
    /// Since when what is said counts as an answer; none where that cannot be told.
    pub since: Option<Timestamp>,
    /// What was answered for this part, or by whoever leads the whole and owes the part, the newest last.
    pub answers: Vec<Response>,
    /// What was answered for the whole by somebody else.
    pub for_whole: Vec<Response>,
}

/// Of which day a panel is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Told {
    /// The day of which it is.
    pub day: Date,
    /// The day on which it is read, which is later where it is told of a day that is over.
    pub today: Date,
}

impl PanelFigure {
    pub(super) fn of(
        (cell, said): (Cell, Heard),
        (engine, program): (&Engine, &Program),
        supply: &Supply,
        told: Told,
        received: &mut Received<'_>,
    ) -> Self {
        let measure = program.catalogue.measures.get(&cell.measure);
        let of_people =
            |heard: &Heard| measure.is_some_and(|measure| measure.voices.is_of_people(voice(heard)));
        let mut official = engine.evidence().said_of(&cell);
        official.retain(|heard| !of_people(heard));
        let side = side(engine, (&cell, &said), &official, measure);
        let mut figure = Self { cell, said, official, side, since: None, asked: Vec::new() };
        if side == Side::Contested {
            figure.ask((engine, program), supply, told, received);
        }
        figure
    }

    fn ask(
        &mut self,
        (engine, program): (&Engine, &Program),
        supply: &Supply,
        Told { day, today }: Told,
        received: &mut Received<'_>,
    ) {
        let (reports, _) = engine.evidence().reports(&self.cell);
        let since = self.known_since(&reports, received);
        let answered_since = first_of_people(&reports, &self.cell, program, received).or(since);
        let within = supply.panel_of(&self.said.source.file.feed).and_then(|panel| panel.answer_within);
        let asked = engine.answerable_for(&self.cell).into_iter().map(|answerable| {
            let until = since.zip(within).map(|(since, within)| {
                let calendar = program.calendar_of(&answerable.by);
                calendar.working_days_after(calendar.day(since), within)
            });
            let until = until.filter(|until| *until > today);
            let said = answered_since.map(|since| engine.answers_of(&answerable, since)).unwrap_or_default();
            let (answers, for_whole) =
                said.into_iter().partition(|answer| engine.is_own_answer(&answerable, answer));
            let post = engine.post_of(&answerable, day);
            AskedPerson { answerable, post, until, since: answered_since, answers, for_whole }
        });
        self.asked = asked.collect();
        self.since = since;
    }

    /// Since when both are known as they are: who says the same again changes nothing of that.
    fn known_since(&self, reports: &[Heard], received: &mut Received<'_>) -> Option<Timestamp> {
        let mut newest: Option<Timestamp> = None;
        for current in std::iter::once(&self.said).chain(&self.official) {
            let of_voice = reports.iter().rev().filter(|heard| voice(heard) == voice(current));
            let same = of_voice.take_while(|heard| heard.report == current.report);
            newest = newest.max(Some(first_received(same.chain([current]), received)?));
        }
        newest
    }

    /// Whether an answer is asked for that somebody has not given.
    pub fn is_unanswered(&self) -> bool {
        self.side == Side::Contested && self.asked.iter().any(AskedPerson::is_waited_for)
    }
}

impl AskedPerson {
    /// Whether it is known that no answer has come.
    fn is_waited_for(&self) -> bool {
        self.since.is_some() && self.answers.is_empty()
    }
}

fn voice(heard: &Heard) -> Option<&VoiceId> {
    heard.source.file.speaks_for.as_ref()
}

/// When the first of some reports was received, as far as that is known.
fn first_received<'h>(
    reports: impl Iterator<Item = &'h Heard>,
    received: &mut Received<'_>,
) -> Option<Timestamp> {
    let files = reports.map(|heard| &*heard.source.file);
    files.filter_map(received).min()
}

/// When people were first heard of a figure: what was said since then is an answer, whatever was reported again.
fn first_of_people(
    reports: &[Heard],
    cell: &Cell,
    program: &Program,
    received: &mut Received<'_>,
) -> Option<Timestamp> {
    let measure = program.catalogue.measures.get(&cell.measure)?;
    first_received(reports.iter().filter(|heard| measure.voices.is_of_people(voice(heard))), received)
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
    // Where the project prefers the figure of people, it may be theirs that contradict each other.
    let prefers_people = measure.voices.prefer.iter().any(|voice| measure.voices.is_of_people(Some(voice)));
    match engine.evidence().disagreement(cell) {
        Some(Disagreement::Unreconciled) if prefers_people => Side::Alone,
        Some(Disagreement::Unreconciled) => Side::Contradicted,
        Some(Disagreement::Contested) if differs => Side::Contested,
        _ => Side::Agrees,
    }
}

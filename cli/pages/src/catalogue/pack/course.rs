//! The course of the figures by which one part is judged: period by period, with the target, the verdict and what was revised.

use engine::Engine;
use engine::evidence::{Heard, History};
use engine::model::{Cell, Due, MeasureId, Report, Verdict, Vintage};
use engine::program::{Obligation, Part};
use engine::standing::Standing;
use words::names::{Names, heading};
use words::{english, papers, verdict};

use super::ahead::look_ahead;
use super::step::Step;

/// So many of the newest periods are shown.
const MOST_PERIODS: usize = 12;

/// The figures of one part.
pub(crate) struct Course {
    /// Whose figures, and of what.
    pub(crate) title: String,
    /// All of it in a sentence or two, for whoever does not see the picture.
    pub(crate) told: String,
    pub(crate) steps: Vec<Step>,
    /// The same for people, row by row.
    pub(crate) rows: Vec<Row>,
    /// The place of the newest figure among the steps, and its cell.
    newest: Option<(usize, Cell)>,
}

/// One period in words.
pub(crate) struct Row {
    pub(crate) period: String,
    pub(crate) figure: String,
    pub(crate) target: String,
    pub(crate) stands: &'static str,
    /// What the figure was before; empty where it was not revised.
    pub(crate) revised: String,
}

impl Course {
    /// The course of a part, by its verdicts in the order of their periods; none where it was never judged.
    pub(crate) fn of(
        obligation: &Obligation,
        part: &Part,
        verdicts: &[Standing],
        engine: &Engine,
    ) -> Option<Self> {
        let program = engine.program()?;
        let names = Names { program };
        let is_of_part = |standing: &&Standing| match part.id.contribution() {
            Some(id) => standing.node.contribution() == Some(id),
            None => standing.node.is_whole(),
        };
        let judged: Vec<&Standing> = verdicts.iter().filter(is_of_part).collect();
        let newest = judged.len().saturating_sub(MOST_PERIODS);
        let judged = judged.get(newest..).filter(|judged| !judged.is_empty())?;
        let mut course = Self {
            title: title(part, names),
            told: String::new(),
            steps: Vec::new(),
            rows: Vec::new(),
            newest: None,
        };
        for standing in judged {
            // What judges a period is said by its own terms.
            let terms = obligation.terms_of(standing.period);
            let own = terms.part(&part.id).unwrap_or(part);
            course.put((own, terms.due), standing, engine, names);
        }
        course.told = told(&course.steps, &part.duty.measure, names);
        course.look_ahead(engine, names);
        Some(course)
    }

    /// Where it leads at its present rate, where a target is still to be reached.
    fn look_ahead(&mut self, engine: &Engine, names: Names<'_>) {
        let Some((newest, cell)) = &self.newest else { return };
        let Some(pace) = engine.evidence().pace(cell) else { return };
        look_ahead(&mut self.steps, *newest, Some(&pace), (cell, engine.evidence()));
        self.told.push(' ');
        self.told.push_str(&words::pace::sentence(&pace, &cell.measure, names));
    }

    fn put(&mut self, (part, due): (&Part, Due), standing: &Standing, engine: &Engine, names: Names<'_>) {
        let evidence = engine.evidence();
        let period = standing.period;
        let catalogue = &names.program.catalogue;
        let cell = part.cell(period, due, catalogue, &names.program.calendar);
        let value = evidence.value(&cell);
        let target = evidence.target(&cell).and_then(|target| target.value_on(period.last_day()));
        let revised = evidence.history(&cell).and_then(|history| earlier(history, &cell, names));
        let amount = |value| names.amount(&cell.measure, value);
        self.rows.push(Row {
            period: heading(period),
            figure: match &value {
                Ok(value) => amount(*value),
                // Before it is due, a figure that is missing is no gap.
                Err(_) if standing.verdict == Verdict::NotDue => String::new(),
                Err(gap) if catalogue.is_document(&cell.measure) => papers::none_in_force(gap),
                Err(gap) => english::why_missing(gap),
            },
            target: target.map(amount).unwrap_or_default(),
            stands: verdict::word(standing.verdict),
            revised: revised.clone().unwrap_or_default(),
        });
        let (label, is_revised) = (heading(period), revised.is_some());
        // Papers are no figures that could be drawn.
        let is_drawn = !catalogue.is_document(&cell.measure);
        if is_drawn && (value.is_ok() || standing.verdict != Verdict::NotDue) {
            if value.is_ok() {
                self.newest = Some((self.steps.len(), cell));
            }
            self.steps.push(Step { label, value: value.ok(), target, expected: None, is_revised });
        }
    }
}

/// Steps in a sentence or two, for whoever does not see the picture.
pub(crate) fn told(steps: &[Step], measure: &MeasureId, names: Names<'_>) -> String {
    if names.program.catalogue.is_document(measure) {
        return papers::owed(names.measure(measure));
    }
    let mut known = steps.iter().filter_map(|step| Some((&step.label, step.value?)));
    let amount = |value| names.amount(measure, value);
    let Some((first, from)) = known.next() else { return "No figure was usable.".to_owned() };
    let course = match known.next_back() {
        Some((last, to)) => format!("From {} ({first}) to {} ({last}).", amount(from), amount(to)),
        None => format!("One figure: {} ({first}).", amount(from)),
    };
    let target = steps.iter().rev().filter(|step| step.value.is_some()).find_map(|step| step.target);
    let target = target.map(|target| format!("The target was last {}.", amount(target)));
    let revised = steps.iter().filter(|step| step.is_revised).count();
    let revised = (revised > 0)
        .then(|| format!("{} revised since.", english::capitalised(&english::count(revised, "figure"))));
    let told: Vec<String> = [Some(course), target, revised].into_iter().flatten().collect();
    told.join(" ")
}

fn title(part: &Part, names: Names<'_>) -> String {
    format!("{}: {}", names.body(part.about()), names.measure(&part.duty.measure))
}

/// What was said of a figure before that which is in force, and until when; none where nothing else was.
fn earlier(history: History<'_>, cell: &Cell, names: Names<'_>) -> Option<String> {
    let current = history.current();
    let all: Vec<Heard> = history.all().collect();
    let before = all.iter().rev().find(|heard| heard.report != current.report)?;
    let was = match before.report {
        Report::Value(value) => names.amount(&cell.measure, value),
        Report::Absent(absence) => english::absence(absence).to_owned(),
    };
    Some(match current.vintage {
        Vintage::At(moment) => format!("{was} until {}", names.day(moment)),
        Vintage::Backfill => was,
    })
}

//! Filling a return in: the figures are typed, the same to be checked with what each would come to, and the reference number.

use std::collections::BTreeMap;

use app::returns::{Return, ReturnFigure, TypingFaults};
use askama::Template;
use engine::model::{MeasureId, Report};
use engine::program::Program;
use words::names::Names;
use words::{english, returns as say};

use super::person::Person;
use crate::live::address;
use crate::live::return_sheet::{earlier, in_force};

/// What is filled in, as the pages tell it.
pub struct Sheet {
    sentence: String,
    body: String,
    period: String,
    figures: Vec<Field>,
    href: String,
}

/// One figure that can be typed, or why it cannot.
struct Field {
    measure: MeasureId,
    title: String,
    unit: String,
    stands: String,
    in_force: Option<String>,
    earlier: Vec<String>,
    /// What may be written in the place of a figure.
    marks: String,
    /// Why it cannot be typed.
    closed: Option<String>,
}

/// Whether a figure can be typed for one of its feeds, with the marks which that explains; or why not.
pub type Typable = Result<Vec<(String, Report)>, String>;

/// What somebody typed.
#[derive(Clone, Default, Debug)]
pub struct Typed {
    /// By measures; what is left empty is not there.
    pub texts: BTreeMap<MeasureId, String>,
    /// The same however often the form is sent.
    pub key: String,
}

/// What stands over the form.
#[derive(Clone, Default, Debug)]
pub struct Over {
    /// What is wrong as a whole.
    pub fault: Option<String>,
    /// What is wrong with single figures.
    pub faults: TypingFaults,
    /// When a draft was kept, where that was done just now or what is shown comes from it.
    pub draft: Option<String>,
}

/// What would become of a figure, in a sentence.
pub struct FigureOutcome {
    pub title: String,
    pub typed: String,
    pub comes: String,
}

/// A file that was taken in.
pub struct Receipt {
    pub hash: String,
    pub feed: String,
}

impl Sheet {
    pub fn of(sheet: &Return, program: &Program, typable: impl Fn(&ReturnFigure) -> Typable) -> Self {
        let name = program.catalogue.body_name(&sheet.body);
        Self {
            sentence: say::sentence(name, sheet.period, &sheet.counts()),
            body: name.to_owned(),
            period: english::period(sheet.period),
            figures: sheet.figures.iter().map(|figure| Field::of(figure, program, typable(figure))).collect(),
            href: address::return_of(&sheet.body, &sheet.period.to_string()),
        }
    }

    /// What a measure is called.
    pub fn title(&self, measure: &str) -> &str {
        let mut figures = self.figures.iter();
        figures.find(|field| field.measure.as_str() == measure).map_or("", |field| &field.title)
    }

    fn has_open(&self) -> bool {
        self.figures.iter().any(|field| field.closed.is_none())
    }
}

impl Field {
    fn of(figure: &ReturnFigure, program: &Program, typable: Typable) -> Self {
        let id = &figure.cell().measure;
        let measure = program.catalogue.measures.get(id);
        let marks = |explained: &[(String, Report)]| {
            measure.map(|measure| say::marks(explained, measure, Names { program })).unwrap_or_default()
        };
        Self {
            measure: id.clone(),
            title: program.catalogue.measure_title(id).to_owned(),
            unit: measure.map(say::unit).unwrap_or_default(),
            stands: say::stands(&figure.standing, figure.report.timing().due, program),
            in_force: in_force(figure, program),
            earlier: earlier(figure, program),
            marks: typable.as_deref().map(marks).unwrap_or_default(),
            closed: typable.err(),
        }
    }
}

#[derive(Template)]
#[template(path = "live/fill_in.html")]
struct FillInPage<'p> {
    person: Option<Person<'p>>,
    sheet: &'p Sheet,
    typed: &'p Typed,
    over: &'p Over,
    form_token: &'p str,
}

impl FillInPage<'_> {
    fn text(&self, measure: &MeasureId) -> &str {
        self.typed.texts.get(measure).map_or("", String::as_str)
    }

    fn fault(&self, measure: &MeasureId) -> Option<&str> {
        self.over.faults.get(measure).map(String::as_str)
    }

    fn is_faulty(&self) -> bool {
        self.over.fault.is_some() || !self.over.faults.is_empty()
    }
}

/// The form, with what was typed before and what is wrong with that.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn fill_in(person: Person<'_>, sheet: &Sheet, typed: &Typed, over: &Over) -> askama::Result<String> {
    let form_token = person.form_token;
    FillInPage { person: Some(person), sheet, typed, over, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/fill_in_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    sheet: &'p Sheet,
    typed: &'p Typed,
    outcomes: &'p [FigureOutcome],
    by: &'p str,
    form_token: &'p str,
}

/// What was typed, to be checked before it is sent, with what each figure would come to.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_return(
    person: Person<'_>,
    sheet: &Sheet,
    typed: &Typed,
    outcomes: &[FigureOutcome],
) -> askama::Result<String> {
    let Person { name: by, form_token } = person;
    CheckPage { person: Some(person), sheet, typed, outcomes, by, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/fill_in_done.html")]
struct DonePage<'p> {
    person: Option<Person<'p>>,
    sheet: &'p Sheet,
    reference: &'p str,
    outcomes: &'p [FigureOutcome],
    receipts: &'p [Receipt],
}

/// That it is taken in, with the reference number and the receipts.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn return_sent(
    person: Person<'_>,
    sheet: &Sheet,
    reference: &str,
    (outcomes, receipts): (&[FigureOutcome], &[Receipt]),
) -> askama::Result<String> {
    DonePage { person: Some(person), sheet, reference, outcomes, receipts }.render()
}

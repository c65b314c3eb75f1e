//! The matrix on the terminal: counts first, then the outcomes, the worst bodies, and the fields; and the lists of one body.

use app::matrix::{BodyLists, Cell, Matrix, MatrixCounts, MissionMatrix, Owed, RowSubject};
use engine::model::BodyId;
use engine::program::Program;
use jiff::civil::Date;
use words::judged_by::JudgedBy;
use words::matrix::{self as say, FieldCounts};
use words::names::Names;
use words::{board, judged_by};

use super::Ink;
use super::page::Page;
use super::verdict::ink_of;
use pages::catalogue::{body_sentences, field_word, title_of};

/// So many bodies are shown where not all are, and so stand beside each other in one block.
const MOST: usize = 10;
/// The longest word in a field, `not judged`, and a blank.
const WIDTH: usize = 11;
/// Rows have a number of up to four digits before them.
const INDENT: usize = 6;

/// What stands over the answer.
pub struct MatrixHeading<'a> {
    pub title: &'a str,
    pub judged_by: JudgedBy,
    pub all: bool,
}

impl MatrixHeading<'_> {
    fn write(&self, page: &mut Page, day: Date, program: &Program) {
        page.put(0, &format!("{}, {}", Ink::Title.paint(self.title), board::as_of(day)));
        if let Some(by) = judged_by::sentence(self.judged_by, &program.calendar) {
            page.put(0, &by);
        }
    }
}

/// The matrix of each mission.
pub fn matrix_page(heading: &MatrixHeading<'_>, matrix: &Matrix, program: &Program) -> String {
    let mut page = Page::default();
    heading.write(&mut page, matrix.day, program);
    let missions: Vec<&MissionMatrix> = matrix.missions.iter().filter(|one| !one.rows.is_empty()).collect();
    if missions.is_empty() {
        page.put(0, say::NO_OUTCOMES);
    }
    for mission in &missions {
        write_mission(&mut page, mission, heading, program);
    }
    if !missions.is_empty() {
        page.skip();
        page.put(0, &Ink::Faint.paint(say::KEY));
    }
    if !matrix.unowned.is_empty() {
        page.skip();
        page.put(0, &say::unowned(&matrix.unowned, program));
    }
    page.into_text()
}

fn write_mission(page: &mut Page, mission: &MissionMatrix, heading: &MatrixHeading<'_>, program: &Program) {
    let names = Names { program };
    let title = program.missions.get(&mission.mission).map_or("", |declared| &declared.title);
    page.skip();
    page.put(
        0,
        &format!("{} {}", Ink::Title.paint(title), Ink::Faint.paint(format!("({})", mission.mission))),
    );
    page.put(0, &say::counted(field_counts(mission, mission.counts())));
    page.put(0, say::OUTCOMES);
    let shown = if heading.all { mission.bodies.len() } else { mission.bodies.len().min(MOST) };
    for (place, outcome) in mission.rows.iter().enumerate() {
        let counts = say::in_row(field_counts(mission, mission.counts_of(place)));
        page.put_behind(
            &format!("{:>4}  ", place + 1),
            "      ",
            &format!("{}: {counts}.", named(outcome, program)),
        );
    }
    page.put(0, say::BODIES);
    for (place, body) in mission.bodies.iter().take(shown).enumerate() {
        page.put_behind(&format!("{:>4}  ", letters(place)), "      ", names.body(body));
    }
    if let Some(more) = mission.bodies.len().checked_sub(shown).filter(|more| *more > 0) {
        page.put(INDENT, &say::more_bodies(more));
    }
    write_fields(page, mission, shown);
    let mut excepted = mission.excepted().peekable();
    if excepted.peek().is_some() {
        page.put(0, say::EXCEPTED_LIST);
    }
    let most = if heading.all { usize::MAX } else { MOST };
    for (outcome, body, exceptions) in excepted.by_ref().take(most) {
        page.put(2, &say::excepted(body, &title_of(outcome, program), exceptions, program));
    }
    if let Some(more) = Some(excepted.count()).filter(|more| *more > 0) {
        page.put(2, &say::more_bodies(more));
    }
    let mut pointed = mission.pointed().peekable();
    if pointed.peek().is_some() {
        page.put(0, say::POINTED);
    }
    for (outcome, body, relations) in pointed {
        page.put(2, &say::pointed(body, &title_of(outcome, program), relations, program));
    }
}

/// The fields, with as many bodies beside each other as there is room for.
fn write_fields(page: &mut Page, mission: &MissionMatrix, shown: usize) {
    let columns: Vec<(usize, &BodyId)> = mission.bodies.iter().take(shown).enumerate().collect();
    let fitting = (super::page::width_of_table() - INDENT) / WIDTH;
    for block in columns.chunks(fitting.clamp(1, MOST)) {
        let heads = block.iter().map(|(place, _)| format!("{:<WIDTH$}", letters(*place)));
        page.put_unbroken(INDENT, heads.collect::<String>().trim_end());
        for row in 0..mission.rows.len() {
            let fields = block.iter().map(|(_, body)| mission.cell(row, body).map(field).unwrap_or_default());
            let line = fields.collect::<String>();
            page.put_unbroken(0, format!("{:>4}  {line}", row + 1).trim_end());
        }
    }
}

/// One field, as wide as all are.
fn field(cell: &Cell) -> String {
    let word = field_word(cell);
    let ink = match cell.owed().map(Owed::worst) {
        Some(Some(worst)) => ink_of(worst),
        None if !cell.pointed().is_empty() => Ink::Caution,
        Some(None) | None => Ink::Faint,
    };
    format!("{}{}", ink.paint(word), " ".repeat(WIDTH.saturating_sub(word.chars().count())))
}

/// `A` to `Z`, then `AA`.
fn letters(place: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap_or_default());
    match place.checked_div(26) {
        Some(before) if before > 0 => format!("{}{}", letters(before - 1), letter(place)),
        _ => letter(place).to_string(),
    }
}

fn field_counts(mission: &MissionMatrix, counts: MatrixCounts) -> FieldCounts {
    let MatrixCounts { owed, broken, led, empty, excepted, .. } = counts;
    let (outcomes, bodies) = (mission.rows.len(), mission.bodies.len());
    FieldCounts { outcomes, bodies, owed, broken, led, empty, excepted }
}

/// What a row is about, with its name.
fn named(outcome: &RowSubject, program: &Program) -> String {
    match outcome {
        RowSubject::Obligation { reference, .. } => format!("{} ({reference})", title_of(outcome, program)),
        RowSubject::Measure(measure) => format!("{} ({measure})", title_of(outcome, program)),
    }
}

/// What one body owes, is owed, is waited on for and is asked for more than once.
pub fn body_lists(heading: &MatrixHeading<'_>, lists: &BodyLists, program: &Program) -> String {
    let mut page = Page::default();
    heading.write(&mut page, lists.day, program);
    page.put(0, &Ink::Title.paint(Names { program }.body(&lists.body)));
    for (over, lines) in body_sentences(lists, program) {
        page.skip();
        page.put(0, over);
        if lines.is_empty() {
            page.put(2, say::NONE);
        }
        for line in &lines {
            page.put(2, line);
        }
    }
    page.into_text()
}

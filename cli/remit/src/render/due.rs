//! What is due: the counts first, then body by body, the worst first, each with a sentence to send.

use std::path::Path;

use app::due::{Contact, Demand, Matter, Outlook, Rates, Urgency};
use engine::program::Program;
use jiff::civil::Date;
use words::judged_by::{self, JudgedBy};
use words::{board, due, undertaking};

use super::Ink;
use super::page::Page;

/// How many lines there are where not all is told.
const LINES: usize = 60;
/// How many lines the counts, the closing and what is left out take.
const FRAME: usize = 8;

/// What the answer is about.
pub struct DueHeading<'a> {
    /// The project's title.
    pub title: &'a str,
    /// By which texts it is due.
    pub judged_by: JudgedBy,
    /// Whether every matter is told.
    pub all: bool,
}

/// What one body is asked for.
struct Entry<'o> {
    contact: &'o Contact,
    matters: usize,
    demands: Vec<Demand<'o>>,
}

impl Entry<'_> {
    /// The body, its matters and the sentence.
    fn lines(&self) -> usize {
        self.demands.len() + 2
    }
}

/// What is due.
pub fn due(heading: &DueHeading<'_>, outlook: &Outlook, program: &Program) -> String {
    let mut page = Page::default();
    let (counts, today) = (outlook.counts(), outlook.today);
    let is_group_late = outlook.undertakings.iter().any(|one| one.working_days_late.is_some());
    let ink = match () {
        () if counts.late > 0 || is_group_late => Ink::Alarm,
        () if counts.unusable + counts.in_grace > 0 => Ink::Caution,
        () => Ink::Calm,
    };
    page.put(0, &ink.paint(outlook.sentence()));
    page.put(0, &format!("{}, {}", Ink::Title.paint(heading.title), board::as_of(today)));
    if let Some(by) = judged_by::sentence(heading.judged_by, &program.calendar) {
        page.put(0, &by);
    }
    if let Some(rate) = due::reporting(&outlook.rates.together(), outlook.rates.bodies_below()) {
        page.put(0, &rate);
    }
    let entries: Vec<Entry<'_>> = outlook
        .chased()
        .into_iter()
        .map(|(contact, matters)| Entry {
            contact,
            matters: matters.len(),
            demands: Demand::among(&matters, today),
        })
        .collect();
    let mut room = if heading.all { usize::MAX } else { LINES - FRAME };
    let mut untold = (0, 0);
    for entry in &entries {
        let shown = room.saturating_sub(2).min(entry.demands.len());
        if shown == 0 {
            untold = (untold.0 + entry.demands.len(), untold.1 + 1);
            continue;
        }
        room = room.saturating_sub(entry.lines());
        untold.0 += entry.demands.len() - shown;
        write_entry(&mut page, entry, shown, program, outlook);
    }
    page.skip();
    if untold.0 > 0 {
        page.put(0, &due::more(untold.0, untold.1));
    }
    write_undertakings(&mut page, outlook, program);
    if let Some(others) = due::not_chased(&counts) {
        page.put(0, &others);
        if heading.all {
            write_others(&mut page, &outlook.not_chased(), program, outlook);
        }
    }
    page.into_text()
}

/// How well was reported so far, in a line, where somebody sent less than all; nothing otherwise.
pub fn reporting(rates: &Rates, project: &Path, as_of: Option<Date>) -> String {
    let mut page = Page::default();
    let rate = rates.together();
    if let Some(said) = due::reporting(&rate, rates.bodies_below()).filter(|_| !rate.is_whole()) {
        page.put(0, &format!("{said} {}", due::whom(&project.display().to_string(), as_of)));
        page.skip();
    }
    page.into_text()
}

fn write_entry(page: &mut Page, entry: &Entry<'_>, shown: usize, program: &Program, outlook: &Outlook) {
    let body = &entry.contact.body;
    let said = due::body(program, body, entry.contact.person.as_deref(), entry.matters);
    page.put(0, &Ink::Title.paint(said));
    for demand in &entry.demands[..shown] {
        let ink = match demand.matters[0].urgency(outlook.today) {
            Urgency::HoldsUp | Urgency::Overdue => Ink::Alarm,
            Urgency::Due | Urgency::NotChased => Ink::Caution,
        };
        page.put(2, &ink.paint(due::line(&demand.demanded(program))));
    }
    let demanded: Vec<_> = entry.demands.iter().map(|demand| demand.demanded(program)).collect();
    page.put(2, &due::to_send(&due::ask_together(&demanded)));
}

/// What is owed besides reports, each with a sentence to send.
fn write_undertakings(page: &mut Page, outlook: &Outlook, program: &Program) {
    if outlook.undertakings.is_empty() {
        return;
    }
    page.put(0, &Ink::Title.paint(undertaking::HEADING));
    for one in &outlook.undertakings {
        let ink = if one.working_days_late.is_some() { Ink::Alarm } else { Ink::Caution };
        page.put(2, &ink.paint(undertaking::line(one.undertaken(), program)));
        page.put(2, &due::to_send(&undertaking::ask(one.undertaken(), program)));
    }
    page.skip();
}

/// Those of whom nobody is asked, a line each.
fn write_others(page: &mut Page, matters: &[&Matter], program: &Program, outlook: &Outlook) {
    let mut by_body: Vec<Vec<&Matter>> = Vec::new();
    for matter in matters {
        match by_body.iter_mut().find(|own| own[0].contact.body == matter.contact.body) {
            Some(own) => own.push(matter),
            None => by_body.push(vec![matter]),
        }
    }
    for own in by_body {
        for demand in Demand::among(&own, outlook.today) {
            let name = program.catalogue.body_name(&own[0].contact.body);
            page.put(2, &format!("{name}: {}", due::line(&demand.demanded(program))));
        }
    }
}

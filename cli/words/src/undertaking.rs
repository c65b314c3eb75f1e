//! What is owed besides reports: groups that are to bring something about by a day, and obligations that are to be accepted anew after a cut.

use engine::evaluate::Reacceptance;
use engine::model::{ObligationRef, Response};
use engine::program::Program;
use jiff::civil::Date;

use crate::alert::{cuts, outstanding};
use crate::due::{self, ReportCounts};
use crate::english;
use crate::response::group::{exit_test, members};

/// Before those that are listed.
pub const HEADING: &str = "Groups, and what is to be accepted anew";

/// Something that is owed besides reports, as far as it is told.
#[derive(Clone, Copy)]
pub enum Undertaken<'a> {
    Group {
        opened: &'a Response,
        until: Option<Date>,
        /// None where its end has not passed.
        working_days_late: Option<u32>,
    },
    Acceptance {
        obligation: &'a ObligationRef,
        asked: &'a Reacceptance,
        /// Where it is accepted on a page; none where people find none.
        page: Option<&'a str>,
    },
}

/// How many there are of each.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct UndertakingCounts {
    pub late_groups: usize,
    pub groups: usize,
    pub acceptances: usize,
}

/// What is due in sentences: the reports, and what is owed besides.
pub fn sentence(reports: &ReportCounts, until: Date, besides: UndertakingCounts) -> String {
    let said = due::counts(reports, until);
    match counts(besides) {
        Some(besides) if said == due::NOTHING => format!("No report is due, and none is late. {besides}"),
        Some(besides) => format!("{said} {besides}"),
        None => said,
    }
}

/// The counts in sentences; none where there is nothing.
fn counts(counts: UndertakingCounts) -> Option<String> {
    let of = |number: usize, what: &str, one: &str, several: &str| {
        let stands = if number == 1 { one } else { several };
        (number > 0).then(|| format!("{} {stands}.", english::capitalised(&english::count(number, what))))
    };
    let said = [
        of(counts.late_groups, "group", "missed its end", "missed their ends"),
        of(counts.groups, "group", "is at work", "are at work"),
        of(counts.acceptances, "obligation", "is to be accepted anew", "are to be accepted anew"),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// One of them in a line.
pub fn line(undertaken: Undertaken<'_>, program: &Program) -> String {
    match undertaken {
        Undertaken::Group { opened, until, working_days_late } => {
            let owed = owed_by_group(opened, program);
            let until = until.map(english::date).unwrap_or_default();
            match working_days_late {
                Some(days) => {
                    let days = english::capitalised(&english::count(days as usize, "working day"));
                    format!("{days} late: {owed}, owed by {until}")
                }
                None => format!("Due {until}: {owed}"),
            }
        }
        Undertaken::Acceptance { obligation, asked, .. } => {
            let open = english::list(&outstanding(asked, program));
            format!(
                "To be accepted anew: ‘{}’, by {open}. {}.",
                title(obligation, program),
                cut(asked, program)
            )
        }
    }
}

/// It as the title of an event.
pub fn event(undertaken: Undertaken<'_>, program: &Program) -> String {
    match undertaken {
        Undertaken::Group { opened, .. } => format!("Due: {}", owed_by_group(opened, program)),
        Undertaken::Acceptance { obligation, .. } => {
            format!("To be accepted anew: {}", title(obligation, program))
        }
    }
}

/// A sentence to send to whoever owes it.
pub fn ask(undertaken: Undertaken<'_>, program: &Program) -> String {
    match undertaken {
        Undertaken::Group { opened, until, working_days_late } => {
            let Some(group) = opened.enclosed.group() else { return String::new() };
            let what = exit_test_in_full(opened, program);
            let until = until.map(english::date).unwrap_or_default();
            let all = if group.members.len() == 1 { "" } else { " together" };
            match working_days_late {
                Some(_) => {
                    format!("Please say{all} when it will be so that {what}: that was owed by {until}.")
                }
                None => format!("Please see to it{all} by {until} that {what}."),
            }
        }
        Undertaken::Acceptance { obligation, asked, page } => {
            let title = title(obligation, program);
            let cut = cut(asked, program);
            match page {
                // Nothing stands behind an address that could be taken for a part of it.
                Some(page) => {
                    format!("Please say whether you still accept ‘{title}’. {cut}. Say so here: {page}")
                }
                None => format!(
                    "Please say whether you still accept ‘{title}’: remit respond {obligation}/cut accept --by NAME. {cut}."
                ),
            }
        }
    }
}

/// `North Council and Sam Roe are to bring about that ‘Homes are warm’ is met`, with what the group was opened for where that is something else.
fn owed_by_group(opened: &Response, program: &Program) -> String {
    let Some(group) = opened.enclosed.group() else { return String::new() };
    let are = if group.members.len() == 1 { "is" } else { "are" };
    let what = exit_test_in_full(opened, program);
    let title = title(&opened.obligation, program);
    let opened_for = if what.contains(&title) { String::new() } else { format!(", for ‘{title}’") };
    format!("{} {are} to bring about that {what}{opened_for}", members(group, program))
}

/// What must hold, with the obligation by its title also where it is the one that the group was opened for.
fn exit_test_in_full(opened: &Response, program: &Program) -> String {
    let said = opened.enclosed.group().map(|group| exit_test(group, &opened.obligation, program));
    let said = said.unwrap_or_default();
    match said.strip_prefix("this ") {
        Some(rest) => format!("‘{}’ {rest}", title(&opened.obligation, program)),
        None => said,
    }
}

fn cut(asked: &Reacceptance, program: &Program) -> String {
    cuts(asked, program).join(". ")
}

/// What an obligation is called.
pub fn title(obligation: &ObligationRef, program: &Program) -> String {
    program.obligation(obligation).map_or_else(|| obligation.to_string(), |owed| owed.title.clone())
}

//! Returns: what a body is asked to report for a period, figure by figure, and what a figure that somebody typed would come to.

use engine::expected::Standing;
use engine::model::{Absence, Measure, Period, Report, Status, Unit};
use engine::program::Program;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::due::waited_for;
use crate::english;
use crate::full_receipt::{FigureSaid, status};
use crate::names::Names;

/// How many figures of a return stand in which way.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ReturnCounts {
    pub all: usize,
    /// Came in, or a reason in the place of a figure.
    pub came: usize,
    /// Asked for and not there.
    pub asked: usize,
    /// Of these, so many are late.
    pub late: usize,
    /// When the first of those is due that are asked for.
    pub first_due: Option<Date>,
}

impl ReturnCounts {
    pub fn add(&mut self, standing: &Standing, due: Date) {
        self.all += 1;
        self.came += usize::from(matches!(standing, Standing::Reported | Standing::Absent(_)));
        self.late += usize::from(*standing == Standing::Late);
        if standing.is_chased() {
            self.asked += 1;
            self.first_due = Some(self.first_due.map_or(due, |known| known.min(due)));
        }
    }
}

/// Over a list of returns.
pub fn heading(open: usize, body: Option<&str>) -> String {
    let whose = body.map(|body| format!(" of {body}")).unwrap_or_default();
    match open {
        0 => format!("No return{whose} waits for figures."),
        1 => format!("One return{whose} waits for figures."),
        open => format!("{} returns{whose} wait for figures.", english::capitalised(&english::figure(open))),
    }
}

/// How a return stands, in one sentence.
pub fn sentence(body: &str, period: Period, counts: &ReturnCounts) -> String {
    let period = english::period(period);
    let Some(first) = counts.first_due.filter(|_| counts.asked > 0) else {
        return complete(body, &period, counts);
    };
    let asked = match (counts.asked, counts.all) {
        (1, 1) => "the one figure".to_owned(),
        (asked, all) if asked == all => all_of(all),
        (asked, all) => format!("{} of {}", english::figure(asked), english::count(all, "figure")),
    };
    let (day, which) = (english::date(first), if counts.asked == 1 { "" } else { "the first " });
    let late = match counts.late {
        0 => String::new(),
        late if late == counts.asked => " Late.".to_owned(),
        late => format!(" {} late.", english::capitalised(&are(late))),
    };
    format!("{body} is still to report {asked} for {period}, {which}due by {day}.{late}")
}

/// How a return stands, in a row of a list.
pub fn in_row(counts: &ReturnCounts) -> String {
    let figures = english::count(counts.all, "figure");
    match counts.first_due.filter(|_| counts.asked > 0) {
        None if counts.came == counts.all => format!("Complete: {figures}"),
        None => format!("Nothing is asked for now: {} of {figures} came in", english::figure(counts.came)),
        Some(day) => {
            let to_come = if counts.asked == counts.all {
                format!("{} to come", english::capitalised(&figures))
            } else {
                format!("{} of {figures} to come", english::capitalised(&english::figure(counts.asked)))
            };
            let which = if counts.asked == 1 { "" } else { "the first " };
            let late = if counts.late > 0 { " (late)" } else { "" };
            format!("{to_come}, {which}due by {}{late}", english::date(day))
        }
    }
}

fn complete(body: &str, period: &str, counts: &ReturnCounts) -> String {
    match (counts.came, counts.all - counts.came) {
        (1, 0) => format!("The return of {body} for {period} is complete: its one figure is in."),
        (came, 0) => format!("The return of {body} for {period} is complete: {} are in.", all_of(came)),
        (came, others) => format!(
            "Nothing is asked of {body} for {period} now: {} in, and {} otherwise.",
            are(came),
            stand(others)
        ),
    }
}

fn all_of(figures: usize) -> String {
    if figures == 2 {
        "both figures".to_owned()
    } else {
        format!("all {}", english::count(figures, "figure"))
    }
}

fn are(figures: usize) -> String {
    format!("{} {}", english::count(figures, "figure"), if figures == 1 { "is" } else { "are" })
}

fn stand(figures: usize) -> String {
    format!("{} {}", english::figure(figures), if figures == 1 { "stands" } else { "stand" })
}

/// How one figure of a return stands.
pub fn stands(standing: &Standing, due: Date, program: &Program) -> String {
    let day = english::date(due);
    match standing {
        Standing::Late => format!("Late: it was due by {day}"),
        Standing::Unusable => format!("What came in could not be used; it was asked for by {day}"),
        Standing::UnderEmbargo => "May be in a file that is under embargo".to_owned(),
        Standing::InGrace => format!("It was due by {day}, and there is still time for it"),
        Standing::Coming => format!("Due by {day}"),
        Standing::Waits(waits_for) => {
            format!("Not asked for yet: {} comes first", waited_for(waits_for, program))
        }
        Standing::Disputed => "Disputed: it is not asked for meanwhile".to_owned(),
        Standing::Waived => "Waived: it is not asked for".to_owned(),
        Standing::Absent(absence) => format!("Reported as {}", english::absence(*absence)),
        Standing::Reported => "Reported".to_owned(),
    }
}

/// What was said of a figure: `78.2% (revised)`.
pub fn said(said: &FigureSaid, measure: &Measure, names: Names<'_>) -> String {
    let told = report(said.report, measure, names);
    match said.status {
        Status::Final => told,
        settled => format!("{told} ({})", status(settled)),
    }
}

/// What others come to that are reported: `1,550 people, worked out from other figures`.
pub fn worked_out(value: Decimal, measure: &Measure, names: Names<'_>) -> String {
    format!("{}, worked out from other figures", names.amount(&measure.id, value))
}

/// What was reported, without how settled it is.
pub fn report(report: Report, measure: &Measure, names: Names<'_>) -> String {
    names.report(&measure.id, report)
}

/// What a figure is counted in: `in %`, empty where it counts things of no name.
pub fn unit(measure: &Measure) -> String {
    match &measure.unit {
        Unit::Count | Unit::Document => String::new(),
        Unit::Percent => "in %".to_owned(),
        Unit::Pounds => "in £".to_owned(),
        Unit::Other(own) => format!("in {own}"),
    }
}

/// What may be written in the place of a figure: the marks that stand for something in every feed, and those that a feed explains.
pub fn marks(explained: &[(String, Report)], measure: &Measure, names: Names<'_>) -> String {
    let known =
        [("..", Absence::NotAvailable), ("[c]", Absence::Confidential), ("[z]", Absence::NotApplicable)];
    let known = known.map(|(mark, absence)| format!("{mark} ({})", english::absence(absence)));
    let own = explained
        .iter()
        .map(|(mark, stands_for)| format!("{mark} ({})", report(*stands_for, measure, names)));
    let all: Vec<String> = own.chain(known).collect();
    format!("Where there is no figure, write {}.", all.join(" or "))
}

/// A mark that was typed in the place of a figure, and that its feed does not explain.
pub fn unexplained(mark: &str) -> String {
    format!("`{mark}` may mean several things, and the feed does not say which")
}

/// Where no feed takes a figure.
pub const NO_FEED: &str = "no feed takes it";
/// Where each feed that takes a figure speaks for somebody else.
pub const OTHER_VOICE: &str = "the feed that takes it speaks for somebody else";

/// What would become of a figure that somebody typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comes {
    Taken,
    Unchanged,
    Revised,
    /// What is in force was published later.
    Earlier,
    /// It differs from another one, and nothing decides between them.
    Unreconciled,
}

/// The same in words, before it is handed in.
pub fn comes(comes: Comes, before: Option<&str>, now: &str) -> String {
    match (comes, before) {
        (Comes::Taken, _) => format!("{now} would be taken"),
        (Comes::Unchanged, _) => format!("{now} is what is known already"),
        (Comes::Revised, Some(before)) => format!("{before} would be revised to {now}"),
        (Comes::Revised, None) => format!("it would be revised to {now}"),
        (Comes::Earlier, _) => format!("{now} would be noted; what was published later stays in force"),
        (Comes::Unreconciled, _) => {
            format!("{now} differs from another report, and nothing decides between them")
        }
    }
}

/// The same once it is taken in.
pub fn came(came: Comes, before: Option<&str>, now: &str) -> String {
    match (came, before) {
        (Comes::Taken, _) => format!("{now} was taken"),
        (Comes::Unchanged, _) => format!("{now} was known already"),
        (Comes::Revised, Some(before)) => format!("{before} was revised to {now}"),
        (Comes::Revised, None) => format!("it was revised to {now}"),
        (Comes::Earlier, _) => format!("{now} was noted; what was published later stays in force"),
        (Comes::Unreconciled, _) => {
            format!("{now} differs from another report, and nothing decides between them")
        }
    }
}

/// That a draft of a day is kept.
pub fn draft_of(day: Date) -> String {
    format!("This draft was kept on {}. Nothing of it is handed in.", english::date(day))
}

/// Where nothing was typed.
pub const NOTHING_TYPED: &str = "Type at least one figure";
/// Where a form has lost what tells it from others.
pub const LOAD_AGAIN: &str = "Load the page again, and send the form once more";

/// Where a form was sent without a file.
pub const NO_FILE: &str = "Choose a file that holds something";
/// Over the column that a file gets beside its own.
pub const BECAME: &str = "What would become of it";

/// What would become of a row of a file.
pub fn row_told(what: &str, became: Comes, before: Option<&str>, now: &str) -> String {
    format!("{what}: {}", comes(became, before, now))
}

/// That a row would be set aside, and why.
pub fn set_aside(reason: &str) -> String {
    format!("set aside: {reason}")
}

#[cfg(test)]
mod tests {
    use engine::model::Cadence;
    use jiff::civil::date;

    use super::*;

    #[track_caller]
    fn check(standings: &[Standing], sentence_expected: &str, row: &str) {
        let mut counts = ReturnCounts::default();
        for standing in standings {
            counts.add(standing, date(2024, 10, 31));
        }
        let period = Cadence::Quarter.parse("2024-Q3").unwrap();
        assert_eq!(sentence("Leeds", period, &counts), sentence_expected);
        assert_eq!(in_row(&counts), row);
    }

    #[test]
    fn a_return_says_what_is_to_come_or_that_it_is_complete() {
        use Standing::{Coming, Late, Reported, Waived};
        check(
            &[Late],
            "Leeds is still to report the one figure for Q3 2024, due by 31 October 2024. Late.",
            "One figure to come, due by 31 October 2024 (late)",
        );
        check(
            &[Late, Coming, Reported],
            "Leeds is still to report two of three figures for Q3 2024, the first due by 31 October 2024. One figure is late.",
            "Two of three figures to come, the first due by 31 October 2024 (late)",
        );
        check(
            &[Reported, Reported],
            "The return of Leeds for Q3 2024 is complete: both figures are in.",
            "Complete: two figures",
        );
        check(
            &[Reported, Waived],
            "Nothing is asked of Leeds for Q3 2024 now: one figure is in, and one stands otherwise.",
            "Nothing is asked for now: one of two figures came in",
        );
    }
}

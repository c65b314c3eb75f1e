//! What changed since the last verdict: when the verdict came to be what it is, what it was before, and what happened then.

use crate::{english, verdict};
use engine::evaluate::{Cause, VerdictChange};
use engine::evidence::{Disagreement, Heard};
use engine::explain::{ExplainedFinding, Figure};
use engine::model::{Report, Verdict, Vintage, WholeId};
use jiff::Timestamp;

use super::changes::VerdictTurn;
use super::writer::{ExplanationWriter, MOST_PARTS};

/// How a verdict came to be what it is.
#[derive(PartialEq, Eq)]
struct TurnedPart {
    day: String,
    what: String,
    undated: Undated,
    from: &'static str,
    to: &'static str,
    since: String,
}

/// Whether a report gives no date of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undated {
    Some,
    None,
}

impl TurnedPart {
    fn told(&self, who: &[String]) -> String {
        let Self { day, what, from, to, since, .. } = self;
        let verdicts = if who.len() == 1 { "verdict on" } else { "verdicts on" };
        format!("On {day} {what}; the {verdicts} {} went from {from} to {to}.{since}", english::list(who))
    }
}

impl ExplanationWriter<'_> {
    /// What changed for the parts in question, and for the whole. Parts of which the same is to be said are named together.
    pub(super) fn changed(&self) -> Vec<String> {
        let mut alike: Vec<(TurnedPart, Vec<String>)> = Vec::new();
        for part in self.in_question() {
            let Some(turn) = self.turn_of(part) else { continue };
            let who = self.party(part);
            match alike.iter_mut().find(|(other, _)| *other == turn) {
                Some((_, others)) => others.push(who),
                None => alike.push((turn, vec![who])),
            }
        }
        let mut lines: Vec<String> = alike.iter().map(|(turn, who)| turn.told(who)).collect();
        self.cut(&mut lines, MOST_PARTS, "change");
        if self.explanation.parts.len() > 1 {
            lines.extend(self.turn_of_whole());
        }
        if alike.iter().any(|(turn, _)| turn.undated == Undated::Some) {
            lines.push("A report whose file gives no date counts as known when it was due.".to_owned());
        }
        lines.extend(self.revisions());
        lines
    }

    fn turn_of(&self, part: &ExplainedFinding) -> Option<TurnedPart> {
        let node = WholeId::from(self.explanation.obligation.clone()).part(&part.part).told_as();
        let turned =
            self.last_turn(|turned| turned.change.node == node && turned.change.period == part.period)?;
        let (what, undated) = self.happenings(part, turned);
        Some(TurnedPart {
            day: self.names.day(turned.at),
            what,
            undated,
            from: verdict::word(turned.change.from),
            to: verdict::word(turned.change.to.verdict),
            since: self.revised_since(part, turned.at).unwrap_or_default(),
        })
    }

    fn turn_of_whole(&self) -> Option<String> {
        let period = self.explanation.period;
        let turned =
            self.last_turn(|turned| turned.change.node.is_whole() && turned.change.period == period)?;
        let (from, to) = (verdict::word(turned.change.from), verdict::word(turned.change.to.verdict));
        let day = self.names.day(turned.at);
        Some(format!("The obligation as a whole went from {from} to {to} on {day}."))
    }

    fn last_turn(&self, is_meant: impl Fn(&VerdictTurn) -> bool) -> Option<&VerdictTurn> {
        self.changes.turned.iter().rev().find(|turned| {
            *turned.change.node.obligation() == self.explanation.obligation
                && turned.change.from != turned.change.to.verdict
                && is_meant(turned)
        })
    }

    /// What happened to a part at a moment: reports that came in or were revised, a deadline that passed, or rules that came
    /// into force.
    fn happenings(&self, part: &ExplainedFinding, turned: &VerdictTurn) -> (String, Undated) {
        let at = turned.at;
        let mut figures: Vec<&Figure> = Vec::new();
        part.figures().for_each(|figure| gather(figure, &mut figures));
        let arrived: Vec<(&Figure, usize)> = figures
            .into_iter()
            .filter_map(|figure| {
                let known = |heard: &Heard| match &turned.files {
                    Some(files) => files.contains(&heard.source.file),
                    None => self.known(figure, heard) == at,
                };
                Some((figure, figure.reports.iter().position(known)?))
            })
            .collect();
        let is_undated =
            arrived.iter().any(|(figure, place)| figure.reports[*place].vintage == Vintage::Backfill);
        let undated = if is_undated && turned.files.is_none() { Undated::Some } else { Undated::None };
        let own = part.own_cell();
        let own_report = arrived.iter().find(|(figure, _)| figure.cell == own);
        let others = arrived.len() - usize::from(own_report.is_some());
        let more = match others {
            0 => String::new(),
            _ => format!(
                ", and {} that it is judged by came in or changed",
                english::count(others, "other figure")
            ),
        };
        let what = match (own_report, arrived.as_slice()) {
            (Some((figure, place)), _) => {
                format!("{}{}{more}", self.arrival(part, figure, *place), by_file(figure, *place, turned))
            }
            (None, [(figure, place)]) => {
                format!("{}{}", self.arrival(part, figure, *place), by_file(figure, *place, turned))
            }
            (None, []) if part.reads_others() && at == part.overdue_from => "its period fell due".to_owned(),
            (None, []) if part.reads_others() && at == part.grace_ends => {
                "the time allowed for verdicts that it reads ended".to_owned()
            }
            (None, []) if part.reads_others() => {
                by_reply(&turned.change).unwrap_or("what it reads of other obligations changed").to_owned()
            }
            (None, []) if at == part.overdue_from => {
                format!("the report fell due and {}", self.was_in(part, at))
            }
            (None, []) if at == part.grace_ends => match self.unusable(part, at) {
                Some(unusable) => {
                    format!("the time allowed after the deadline ended, and the report {unusable}")
                }
                None => "the time allowed after the deadline ended without a usable report".to_owned(),
            },
            (None, []) => match by_reply(&turned.change) {
                Some(reply) => reply.to_owned(),
                None if turned.files.is_some() => self.passed(part, turned),
                None => "it was judged for the first time".to_owned(),
            },
            (None, many) => format!("{} behind it came in or changed", english::count(many.len(), "figure")),
        };
        (what, undated)
    }

    /// What happened where a ledger tells that no report and no reply came in.
    fn passed(&self, part: &ExplainedFinding, turned: &VerdictTurn) -> String {
        let is_missing = matches!(part.finding.cause, Cause::Missing(_));
        match turned.change.from {
            _ if is_missing && turned.at >= part.overdue_from => {
                format!("the report was due and {}", self.was_in(part, turned.at))
            }
            Verdict::NotDue => "it was judged for the first time".to_owned(),
            _ => "time passed, or texts came into force".to_owned(),
        }
    }

    /// Whether a report was in when it fell due: one that gives no figure is told as that.
    fn was_in(&self, part: &ExplainedFinding, at: Timestamp) -> String {
        let own = part.own_cell();
        let is_other = matches!(&part.finding.cause, Cause::Missing(gap) if gap.cell != own);
        match self.unusable(part, at) {
            Some(unusable) => unusable,
            None if is_other => "could not be judged".to_owned(),
            None => "was not in".to_owned(),
        }
    }

    /// What the own report was that had come in by a moment and gives no figure, with its place.
    fn unusable(&self, part: &ExplainedFinding, at: Timestamp) -> Option<String> {
        let own = part.own_cell();
        let waiting =
            part.finding.cause.unused().filter(|report| report.waits_since.is_some_and(|since| since <= at));
        if let Some(waiting) = waiting {
            return Some(english::not_used(waiting));
        }
        let figure = part.figures().find(|figure| figure.cell == own)?;
        let Some(heard) = figure.reports.iter().rfind(|heard| self.known(figure, heard) <= at) else {
            return figure.unused.as_deref().map(english::not_used);
        };
        let Report::Absent(stated) = heard.report else { return None };
        let place = crate::figure::place(heard);
        Some(format!("had come in as {} ({place})", english::absence(stated)))
    }

    /// How a report of a figure arrived, with what stood before it.
    fn arrival(&self, part: &ExplainedFinding, figure: &Figure, place: usize) -> String {
        let name = self.figure_name(part, figure);
        let heard = &figure.reports[place];
        let said = self.said(figure, heard);
        if let Some(disagreement) = figure.disagreement
            && place + figure.rivals >= figure.reports.len()
        {
            return self.arrival_of_rival(figure, place, disagreement, &name);
        }
        match place.checked_sub(1).map(|before| &figure.reports[before]) {
            Some(before) => format!("{name} was revised to {said} (before: {})", self.said(figure, before)),
            None => format!("{name} came in as {said} (before: nothing)"),
        }
    }

    /// How one of the reports that disagree arrived: none of them revises another.
    fn arrival_of_rival(
        &self,
        figure: &Figure,
        place: usize,
        disagreement: Disagreement,
        name: &str,
    ) -> String {
        let said = self.said(figure, &figure.reports[place]);
        let judged_by = figure.reports.len() - 1;
        match disagreement {
            Disagreement::Contested if place == judged_by => {
                format!("{name} came in as {said}, by which it is judged although it is contested")
            }
            Disagreement::Contested => {
                let stands = self.said(figure, &figure.reports[judged_by]);
                format!("{name} was contested as {said}, and it is judged by {stands}")
            }
            Disagreement::Unreconciled => {
                let first = figure.reports.len() - figure.rivals;
                let others: Vec<String> = (first..figure.reports.len())
                    .filter(|other| *other != place)
                    .map(|other| self.said(figure, &figure.reports[other]))
                    .collect();
                let others = english::list(&others);
                format!("{name} came in as {said}, and elsewhere as {others}: nothing decides between them")
            }
        }
    }

    /// Revisions of the part's own figure that left the verdict as it was.
    fn revised_since(&self, part: &ExplainedFinding, at: Timestamp) -> Option<String> {
        let own = part.own_cell();
        let figure = part.figures().find(|figure| figure.cell == own)?;
        let current = figure.reports.last().filter(|heard| self.known(figure, heard) > at)?;
        // Of reports between which nothing decides none is the figure, and one that others contest did not become it.
        if figure.disagreement.is_some() {
            return None;
        }
        let day = self.names.day(self.known(figure, current));
        Some(format!(" On {day} the figure became {}, with the same verdict.", self.said(figure, current)))
    }

    fn said(&self, figure: &Figure, heard: &Heard) -> String {
        self.names.report(&figure.cell.measure, heard.report)
    }

    /// When a report became known; history without a date is known when it was due.
    fn known(&self, figure: &Figure, heard: &Heard) -> Timestamp {
        match heard.vintage {
            Vintage::At(moment) => moment,
            Vintage::Backfill => self.dues.undated_known_from(&figure.cell),
        }
    }
}

/// What an official's reply did where no evidence came in: it was given, or it ended or was withdrawn.
fn by_reply(change: &VerdictChange) -> Option<&'static str> {
    match (change.from, change.to.verdict) {
        (_, Verdict::Waived) => Some("a waiver was recorded"),
        (_, Verdict::Disputed) => Some("a dispute was recorded"),
        (Verdict::Missed | Verdict::NoData, Verdict::Awaiting) => Some("an extension was recorded"),
        (Verdict::Waived, _) => Some("the waiver ended"),
        (Verdict::Disputed, _) => Some("the dispute ended"),
        (Verdict::Awaiting, _) => Some("the extension ended"),
        _ => None,
    }
}

impl ExplanationWriter<'_> {
    fn figure_name(&self, part: &ExplainedFinding, figure: &Figure) -> String {
        let cell = &figure.cell;
        if cell.measure == part.measure && cell.body == part.body {
            return format!("the figure for {}", english::period(cell.period));
        }
        format!("the figure for {}", self.names.cell(cell))
    }
}

/// By which file and row a report came, where a ledger tells that it came then.
fn by_file(figure: &Figure, place: usize, turned: &VerdictTurn) -> String {
    let heard = figure.reports.get(place).filter(|_| turned.files.is_some());
    heard.map(|heard| format!(", by {}", crate::figure::place(heard))).unwrap_or_default()
}

fn gather<'a>(figure: &'a Figure, all: &mut Vec<&'a Figure>) {
    all.push(figure);
    figure.inputs.iter().for_each(|input| gather(input, all));
}

//! What became of one file in full, for whoever sent it: what was taken, what it revised from what to what, what was set aside and why,
//! and which verdicts it turned. Counts come before names, and of each kind the first are named. Nothing is worked out here.

use std::sync::Arc;

use engine::evaluate::VerdictChange;
use engine::model::{Absence, Cell, MeasureId, Period, Place, Report, Status};
use jiff::Timestamp;
use language::visible::visible;
use ledger::entry::FileReceipt;

use crate::names::Names;
use crate::notice::Notice;
use crate::questionable::{QuestionableFigure, said as said_questionably};
use crate::{english, finding, receipt, verdict};

/// So many of each kind are named, unless everything is asked for.
pub const MOST_NAMED: usize = 12;

/// What became of one file in full.
#[derive(Clone, Debug)]
pub struct FullReceipt {
    /// When it was received.
    pub at: Timestamp,
    pub receipt: FileReceipt,
    /// The figures that were not known before, measure by measure.
    pub taken: Vec<TakenFigures>,
    /// The first of the figures that it says otherwise than was known, in its order; `receipt` counts all of them.
    pub revised: Vec<RevisedFigure>,
    /// The first of its figures that are far from all before them.
    pub questionable: Vec<QuestionableFigure>,
    /// The verdicts that it turned, the worst first; none where no program was in force when it was read.
    pub turned: Option<Vec<VerdictChange>>,
    /// That rows of it are under embargo, when it came in and until when the last of them waits, in a sentence without a full stop. Only whoever
    /// has the file or knows its name is told.
    pub waits: Option<Arc<str>>,
}

impl FullReceipt {
    /// Whether the file says anything that was not known, or holds anything that cannot be used.
    pub fn says_something(&self) -> bool {
        let counts = &self.receipt.counts;
        counts.accepted + counts.revised + counts.unreconciled + self.receipt.left_out > 0
            || self.receipt.set_aside() > 0
    }
}

/// New figures of one measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TakenFigures {
    pub measure: MeasureId,
    pub figures: usize,
    pub first: Period,
    pub last: Period,
}

/// A figure that a file says otherwise than was known.
#[derive(Clone, PartialEq, Debug)]
pub struct RevisedFigure {
    pub cell: Cell,
    pub place: Place,
    pub before: FigureSaid,
    pub now: FigureSaid,
}

/// What was said of a figure, and how settled that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FigureSaid {
    pub report: Report,
    pub status: Status,
}

/// A file that could not be used at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefusedFile {
    pub path: String,
    pub at: Timestamp,
    /// Why, in a sentence without a full stop.
    pub reason: String,
}

/// A file that waits unread for the end of its embargo.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingFile {
    pub path: String,
    /// When it came in and until when it waits, in a sentence without a full stop.
    pub told: String,
}

/// What became of a file.
#[derive(Clone, Debug)]
pub enum Drawn {
    Read(Box<FullReceipt>),
    Refused(RefusedFile),
    Waiting(WaitingFile),
}

impl Drawn {
    /// The path of the file within the project.
    pub fn path(&self) -> &str {
        match self {
            Self::Read(full) => &full.receipt.file.path,
            Self::Refused(refused) => &refused.path,
            Self::Waiting(waiting) => &waiting.path,
        }
    }
}

/// How many lines are shown of each kind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Length {
    /// The first.
    Brief,
    /// All that are kept.
    Whole,
}

impl Length {
    fn most(self) -> usize {
        match self {
            Self::Brief => MOST_NAMED,
            Self::Whole => usize::MAX,
        }
    }
}

/// The receipt of a file, in a message.
pub fn notice(full: &FullReceipt, contact: Option<&str>, names: Names<'_>) -> Notice {
    let path = &full.receipt.file.path;
    let whom = whom(path, contact);
    let text = format!(
        "For {whom}: this is the receipt for {}.\n\n{}",
        visible(path),
        lines(full, names, Length::Brief).join("\n")
    );
    let subject = format!("receipt: {}", receipt::file(&full.receipt));
    Notice { subject: visible(&subject).into_owned(), text }
}

/// The same of a file that could not be used.
pub fn refusal(refused: &RefusedFile, contact: Option<&str>, names: Names<'_>) -> Notice {
    let path = &refused.path;
    let whom = whom(path, contact);
    let text = format!(
        "For {whom}: nothing of {} was used.\n\n{}",
        visible(path),
        lines_of_refused(refused, names).join("\n")
    );
    Notice { subject: visible(&format!("receipt: {path} could not be used")).into_owned(), text }
}

fn whom(path: &str, contact: Option<&str>) -> String {
    let whom = contact.map_or_else(|| format!("the sender of {path}"), str::to_owned);
    visible(&whom).into_owned()
}

/// What became of a file that could not be used, line by line.
pub fn lines_of_refused(refused: &RefusedFile, names: Names<'_>) -> Vec<String> {
    let RefusedFile { at, reason, .. } = refused;
    let told = [
        format!("Received on {}, and refused: {reason}.", names.day(*at)),
        "No figure was taken from it, and what was reported before stays in force.".to_owned(),
        "Asked of you: send it as it was agreed, or ask the people who keep the feed to read it as it is."
            .to_owned(),
    ];
    told.iter().map(|line| visible(line).into_owned()).collect()
}

/// What is told of a file that waits for the end of its embargo, line by line.
pub fn lines_of_waiting(waiting: &WaitingFile) -> Vec<String> {
    let told = [
        format!("{}.", english::capitalised(&waiting.told)),
        "Nothing of it is read before. What is due meanwhile is awaited, and in time if the file came in time."
            .to_owned(),
    ];
    told.iter().map(|line| visible(line).into_owned()).collect()
}

/// What is told of rows that wait for the end of an embargo of their own: never how many, nor of whom.
pub fn lines_of_waiting_rows(full: &FullReceipt) -> Vec<String> {
    let Some(told) = &full.waits else { return Vec::new() };
    let told = [
        format!("{}.", english::capitalised(told)),
        "Nothing of those rows is read before. What is due meanwhile is awaited, and in time if the file came in time."
            .to_owned(),
    ];
    told.iter().map(|line| visible(line).into_owned()).collect()
}

/// Over the receipt of a file.
pub fn heading(path: &str) -> String {
    format!("Receipt for {path}")
}

/// What became of what was read of a file, line by line; what belongs to a line stands indented below it.
pub fn lines(full: &FullReceipt, names: Names<'_>, length: Length) -> Vec<String> {
    let mut told = vec![received(full, names)];
    told.extend(taken(full, names));
    told.extend(known_already(&full.receipt));
    told.extend(revised(full, names, length));
    told.extend(questionable(full, names, length));
    told.extend(set_aside(&full.receipt, length));
    told.extend(remarks(&full.receipt, names));
    told.extend(turned(full, names, length));
    told.iter().map(|line| visible(line).into_owned()).collect()
}

fn received(full: &FullReceipt, names: Names<'_>) -> String {
    let FileReceipt { file, same_as, .. } = &full.receipt;
    let equal = same_as.as_ref().map(|path| format!("; its content is equal to {path}")).unwrap_or_default();
    format!("Received on {} through the feed `{}`{equal}.", names.day(full.at), file.feed)
}

fn taken(full: &FullReceipt, names: Names<'_>) -> Vec<String> {
    let figures = full.receipt.counts.accepted as usize;
    if figures == 0 {
        return vec!["New: nothing.".to_owned()];
    }
    let mut told = vec![format!("New: {}.", english::count(figures, "figure"))];
    let of_measure = |taken: &TakenFigures| {
        let TakenFigures { measure, figures, first, last } = taken;
        let of = english::count(*figures, "figure");
        let when = if first == last {
            english::period(*first)
        } else {
            format!("{} to {}", english::period(*first), english::period(*last))
        };
        format!("  {}: {of}, {when}", names.measure(measure))
    };
    told.extend(full.taken.iter().map(of_measure));
    told
}

fn known_already(receipt: &FileReceipt) -> Vec<String> {
    let rows = |number: u32, what: &str| {
        (number > 0).then(|| format!("{what}: {}.", english::count(number as usize, "row")))
    };
    let known = rows(receipt.counts.unchanged, "Unchanged");
    let skipped = rows(receipt.skipped, "Outside the feed's filter");
    known.into_iter().chain(skipped).collect()
}

fn revised(full: &FullReceipt, names: Names<'_>, length: Length) -> Vec<String> {
    let counts = &full.receipt.counts;
    let mut told = Vec::new();
    if counts.revised > 0 {
        told.push(format!("Revised or withdrawn: {}.", english::count(counts.revised as usize, "figure")));
        let shown: Vec<String> = full
            .revised
            .iter()
            .take(length.most())
            .map(|figure| format!("  {}", revision(figure, names)))
            .collect();
        let more = (counts.revised as usize).saturating_sub(shown.len());
        told.extend(shown);
        told.extend((more > 0).then(|| format!("  and {}", english::count(more, "more figure"))));
    }
    if counts.unreconciled > 0 {
        let rows = english::count(counts.unreconciled as usize, "row");
        told.push(format!(
            "Unreconciled: {rows} that another file of the same day contradicts; both are kept."
        ));
    }
    told
}

/// Figures that are used and may be slips.
fn questionable(full: &FullReceipt, names: Names<'_>, length: Length) -> Vec<String> {
    let figures = &full.questionable;
    if figures.is_empty() {
        return Vec::new();
    }
    let mut told =
        vec![format!("Questionable, and used all the same: {}.", english::count(figures.len(), "figure"))];
    told.extend(figures.iter().take(length.most()).map(|figure| {
        let place = english::place(&figure.heard.source.place());
        format!("  {place}: {}", said_questionably(&figure.cell, figure.questionable, names))
    }));
    let more = figures.len().saturating_sub(length.most());
    told.extend((more > 0).then(|| format!("  and {}", english::count(more, "more figure"))));
    told.push("Asked of you: look at them again, and send a correction where one is wrong.".to_owned());
    told
}

/// A figure that is said otherwise: `line 3: Homes, North Council, February 2024: 96% became 40%`.
pub fn revision(figure: &RevisedFigure, names: Names<'_>) -> String {
    let RevisedFigure { cell, place, before, now } = figure;
    let (what, place) = (names.cell(cell), english::place(place));
    let from = said(cell, *before, names);
    match now.report {
        Report::Absent(Absence::Withdrawn) => format!("{what}: {from} was withdrawn"),
        report if report == before.report => {
            format!("{place}: {what}: {from} was {} and became {}", status(before.status), status(now.status))
        }
        _ => format!("{place}: {what}: {from} became {}", said(cell, *now, names)),
    }
}

pub(crate) fn said(cell: &Cell, said: FigureSaid, names: Names<'_>) -> String {
    match said.report {
        Report::Value(value) => names.amount(&cell.measure, value),
        Report::Absent(absence) => format!("\u{201c}{}\u{201d}", english::absence(absence)),
    }
}

/// How settled a figure is, in a word.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Provisional => "provisional",
        Status::Final => "final",
        Status::Revised => "revised",
    }
}

/// Rows that were set aside, counted by reason, the most frequent first; of each reason the first lines.
fn set_aside(receipt: &FileReceipt, length: Length) -> Vec<String> {
    if receipt.set_aside() == 0 {
        return Vec::new();
    }
    let rows = english::count(receipt.set_aside(), "row");
    let kept = receipt.quarantined.len();
    let mut told = vec![match receipt.more_quarantined.len() {
        0 => format!("Set aside and not used: {rows}."),
        _ => format!("Set aside and not used: {rows}. Of the first {}:", english::number(kept.into())),
    }];
    let by_reason = receipt::by_reason(receipt);
    let (shown, rest) = by_reason.split_at(length.most().min(by_reason.len()));
    for (reason, lines) in shown {
        let rows = english::capitalised(&english::count(lines.len(), "row"));
        told.push(format!("  {rows} ({}): {reason}", places(receipt, lines, length)));
    }
    let untold: usize = rest.iter().map(|(_, lines)| lines.len()).sum();
    let more = untold + receipt.more_quarantined.len();
    told.extend((more > 0).then(|| format!("  and {}", english::count(more, "more row"))));
    told.push(
        "Asked of you: put these rows right and send the file again, or ask the people who keep the feed to read them; nothing is counted twice.".to_owned(),
    );
    told
}

fn places(receipt: &FileReceipt, lines: &[u32], length: Length) -> String {
    let sheets = &receipt.file.sheets;
    let is_text = sheets.names().is_empty();
    let place = |line: &u32| if is_text { line.to_string() } else { english::place(&sheets.place(*line)) };
    let shown: Vec<String> = lines.iter().take(length.most()).map(place).collect();
    let noun = if is_text { ["line ", "lines "][usize::from(lines.len() > 1)] } else { "" };
    match lines.len() - shown.len() {
        0 => format!("{noun}{}", english::list(&shown)),
        more => format!("{noun}{} and {more} more", shown.join(", ")),
    }
}

fn remarks(receipt: &FileReceipt, names: Names<'_>) -> Vec<String> {
    let left_out = receipt.left_out as usize;
    let verb = if left_out == 1 { "is" } else { "are" };
    let left_out = (left_out > 0)
        .then(|| format!("No longer in it: {} that {verb} in force.", english::count(left_out, "figure")));
    let marks = receipt.unexplained.iter().map(|mark| format!("{}.", receipt::unexplained(receipt, mark)));
    let totals = receipt.unequal_totals.iter().take(MOST_NAMED);
    let totals =
        totals.map(|total| format!("{}.", receipt::unequal_total(receipt, total, Some(names.program))));
    let more = receipt::more_totals(MOST_NAMED, receipt.unequal_totals.len());
    let more = more.map(|more| format!("  {more}"));
    left_out.into_iter().chain(marks).chain(totals).chain(more).collect()
}

fn turned(full: &FullReceipt, names: Names<'_>, length: Length) -> Vec<String> {
    let Some(turned) = &full.turned else {
        return vec!["Verdicts: no rules were in force yet when it was read.".to_owned()];
    };
    if turned.is_empty() {
        return vec!["Verdicts: none turned.".to_owned()];
    }
    let mut told = vec![format!("Verdicts: {} turned.", english::figure(turned.len()))];
    let shown: Vec<String> =
        turned.iter().take(length.most()).map(|change| format!("  {}", turn(change, names))).collect();
    let more = turned.len() - shown.len();
    told.extend(shown);
    told.extend((more > 0).then(|| format!("  and {}", english::count(more, "more verdict"))));
    told
}

/// A verdict that turned: `Homes are warm enough, North Council, February 2024: from awaiting to missed: 40% are warm`.
pub fn turn(change: &VerdictChange, names: Names<'_>) -> String {
    let VerdictChange { node, body, period, from, to } = change;
    let obligation = names.program.obligation(node.obligation());
    let title =
        obligation.map_or_else(|| node.obligation().to_string(), |obligation| obligation.title.clone());
    // A duty that its lead owes alone has no whole to speak of.
    let is_of_several = obligation.is_some_and(|obligation| obligation.parts().nth(1).is_some());
    let whose = if node.is_whole() && is_of_several { "the whole" } else { names.body(body) };
    let reason = finding::reason(to, &names.program.catalogue);
    let reason = if reason.is_empty() { reason } else { format!(": {reason}") };
    let (from, to) = (verdict::word(*from), verdict::word(to.verdict));
    format!("{title}, {whose}, {}: from {from} to {to}{reason}", english::period(*period))
}

//! A rule test made of an alert as it stands: the reports that its rules read, what officials said, and the verdicts and parties that came of
//! it. It is played before it is handed over, so that it passes as it is written; what a test cannot say is refused.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::alert::{Alert, AlertKind, AlertState};
use engine::evidence::Heard;
use engine::model::{
    Absence, BodyId, Cell, Enclosed, ExitTest, MeasureId, Member, ObligationRef, Period, Report,
    ReportedPaper, Response, Status, Vintage, WholeId,
};
use engine::program::{AwaitedNames, Obligation, Program};
use engine::view::Read;
use jiff::Timestamp;
use jiff::civil::Time;
use rules::case::TestProgram;
use rules::source::SourceText;
use thiserror::Error;
use words::case::{CaseWords, heading_of_alert, name_of_alert};
use words::english;
use words::finding::reason_of_standing;
use words::names::Names;

use super::toml_text::{put, put_key, quoted};

/// So many reports a test may hold. One with more is nobody's to read; then only what the alert rests on is taken.
const MOST_REPORTS: usize = 2_000;

/// Why no test can be made of an alert.
#[derive(Debug, Error)]
pub enum FromAlertError {
    #[error("no alert `{0}` is open")]
    NoSuchAlert(String),
    #[error("a rule failed, so that there is no verdict to expect")]
    Failed,
    #[error("it rests on {} reports, and a test holds {} at the most", english::figure(*.0), english::figure(MOST_REPORTS))]
    TooMany(usize),
    #[error("a test cannot say what speaks for different bodies or contradicts itself: {0}")]
    Unsayable(String),
    #[error(
        "the alert is about a cut in what funds the obligation, which comes of an edit and of no figures"
    )]
    Cut,
    #[error(
        "as a test it comes out otherwise, since it rests on more than its figures, such as an edit of the texts or the order of files: {0}"
    )]
    Otherwise(String),
}

/// A test of an alert, ready to be changed.
///
/// # Errors
/// There is no such alert, or a test cannot say what it rests on.
pub fn from_alert(engine: &Engine, stage: &TestProgram, name: &str) -> Result<String, FromAlertError> {
    let unknown = || FromAlertError::NoSuchAlert(name.to_owned());
    let explained = engine.explain(name).ok_or_else(unknown)?;
    let alert = explained.alert.ok_or_else(unknown)?;
    let program = engine.program().ok_or_else(unknown)?;
    let obligation = program.obligation(&alert.id.obligation_ref()).ok_or_else(unknown)?;
    match (alert.id.kind, alert.severity) {
        (AlertKind::Cut, _) => return Err(FromAlertError::Cut),
        (_, None) => return Err(FromAlertError::Failed),
        _ => {}
    }
    let mut cells = Rests { engine, program }.around(&alert.id.obligation_ref());
    if count(engine, &cells) > MOST_REPORTS {
        cells = Rests { engine, program }.of_alert(obligation, &alert);
    }
    let reports = count(engine, &cells);
    if reports > MOST_REPORTS {
        return Err(FromAlertError::TooMany(reports));
    }
    let now = engine.now().ok_or_else(unknown)?;
    let text = Draft { engine, program, alert: &alert, now }.text(&cells)?;
    let read = stage.read(&SourceText::new("tests/from.toml", &*text));
    let fault = read.faults.first().map(|fault| fault.message.clone());
    let played = read.cases.iter().flat_map(|case| case.play(&CaseWords).differences);
    let difference = played.map(|difference| difference.to_string()).next();
    fault.or(difference).map_or(Ok(text), |what| Err(FromAlertError::Otherwise(what)))
}

fn count(engine: &Engine, cells: &BTreeSet<Cell>) -> usize {
    let of_cell = |cell: &Cell| engine.evidence().history(cell).map_or(0, |history| history.all().count());
    cells.iter().map(of_cell).sum()
}

/// What an alert rests on.
struct Rests<'a> {
    engine: &'a Engine,
    program: &'a Program,
}

impl Rests<'_> {
    /// All that the rules of an obligation read in every period, and of those that it waits for.
    fn around(&self, obligation: &ObligationRef) -> BTreeSet<Cell> {
        let declared = self.program.missions.iter();
        let declared =
            declared.flat_map(|(id, mission)| mission.obligations.iter().map(move |owed| (id, owed)));
        let awaited = AwaitedNames::of(declared.map(|(id, owed)| (id, owed, (id, owed))));
        let (mut seen, mut open) = (BTreeSet::new(), vec![obligation.clone()]);
        let mut cells = BTreeSet::new();
        while let Some(reference) = open.pop() {
            let Some(owed) = self.program.obligation(&reference) else { continue };
            if !seen.insert(reference.clone()) {
                continue;
            }
            open.extend(awaited.awaited_by(owed).map(|(mission, awaited)| awaited.reference(mission)));
            let whole: WholeId = reference.into();
            let periods: BTreeSet<Period> = self.periods(&whole);
            for part in owed.parts() {
                let node = whole.part(&part.id);
                for period in &periods {
                    self.read(&node, *period, &mut cells);
                }
            }
        }
        cells
    }

    /// What the parts that an alert names read in its periods.
    fn of_alert(&self, obligation: &Obligation, alert: &Alert) -> BTreeSet<Cell> {
        let whole: WholeId = obligation.reference(&alert.id.mission).into();
        let mut cells = BTreeSet::new();
        for named in alert.named() {
            for period in &*alert.periods {
                self.read(&whole.part(&named.part), *period, &mut cells);
            }
        }
        cells
    }

    fn periods(&self, whole: &WholeId) -> BTreeSet<Period> {
        let of_whole = self.engine.verdicts().filter(|standing| standing.node.whole() == whole);
        of_whole.map(|standing| standing.period).collect()
    }

    fn read(&self, node: &engine::model::Node, period: Period, cells: &mut BTreeSet<Cell>) {
        let evidence = self.engine.evidence();
        let reads = self.engine.reads(node, period).unwrap_or_default();
        let mut open: Vec<Cell> = reads.into_iter().filter_map(Read::into_cell).collect();
        let mut seen = BTreeSet::new();
        while let Some(cell) = open.pop() {
            if !seen.insert(cell.clone()) {
                continue;
            }
            open.extend(evidence.inputs(&cell));
            if evidence.history(&cell).is_some() {
                cells.insert(cell);
            }
        }
    }
}

/// A series of a test: what was reported of one measure of one body at one moment, and how settled it was.
type Series = (MeasureId, BodyId, Vintage, Status);

/// A test as it is being written.
struct Draft<'a> {
    engine: &'a Engine,
    program: &'a Program,
    alert: &'a Alert,
    now: Timestamp,
}

impl Draft<'_> {
    fn text(&self, cells: &BTreeSet<Cell>) -> Result<String, FromAlertError> {
        let series = self.series(cells)?;
        let start = self.start(&series);
        let day = self.program.calendar.day(self.now);
        let id = self.alert.id.to_string();
        let mut text = format!("# {}\n\n", heading_of_alert(&id, day));
        let name = name_of_alert(&id, day);
        put(
            &mut text,
            &format!(
                "[[test]]\nname = {}\nmission = {}\nstart = {}\n",
                quoted(&name),
                quoted(self.alert.id.mission.as_str()),
                quoted(&self.moment(start))
            ),
        );
        for ((measure, body, vintage, status), said) in &series {
            put(&mut text, &self.series_text(measure, body, *vintage, *status, said, start));
        }
        for response in &self.alert.responses {
            put(&mut text, &self.response(response));
        }
        put(&mut text, &self.check());
        Ok(text)
    }

    /// Every report, by what it has in common with others.
    fn series(
        &self,
        cells: &BTreeSet<Cell>,
    ) -> Result<BTreeMap<Series, BTreeMap<Period, Report>>, FromAlertError> {
        let names = Names { program: self.program };
        let mut series: BTreeMap<Series, BTreeMap<Period, Report>> = BTreeMap::new();
        for cell in cells {
            let unsayable = || FromAlertError::Unsayable(names.cell(cell));
            let Some(history) = self.engine.evidence().history(cell) else { continue };
            if history.rivals().len() > 1 {
                return Err(unsayable());
            }
            for heard in history.all() {
                // What somebody reported by a reply is said by that reply.
                if heard.source.file.is_reply() {
                    continue;
                }
                if heard.source.file.speaks_for.is_some() {
                    return Err(unsayable());
                }
                let vintage = arrival(&heard);
                let key = (cell.measure.clone(), cell.body.clone(), vintage, heard.status);
                // Of two that arrive together and are as settled, the later one is in force.
                series.entry(key).or_default().insert(cell.period, heard.report);
            }
        }
        Ok(series)
    }

    /// Before anything was owed or reported.
    fn start(&self, series: &BTreeMap<Series, BTreeMap<Period, Report>>) -> Timestamp {
        let calendar = &self.program.calendar;
        let mission = self.program.missions.get(&self.alert.id.mission);
        let owed = mission.into_iter().flat_map(|mission| &mission.obligations);
        let owed = owed.map(|obligation| calendar.start_of_day(obligation.from.first_day()));
        let arrivals = series.keys().filter_map(|(_, _, vintage, _)| match vintage {
            Vintage::At(moment) => Some(calendar.start_of_day(calendar.day(*moment))),
            Vintage::Backfill => None,
        });
        owed.chain(arrivals).min().unwrap_or(self.now)
    }

    fn series_text(
        &self,
        measure: &MeasureId,
        body: &BodyId,
        vintage: Vintage,
        status: Status,
        said: &BTreeMap<Period, Report>,
        start: Timestamp,
    ) -> String {
        let Some((first, last)) = said.keys().next().zip(said.keys().next_back()) else {
            return String::new();
        };
        let mut values = Vec::new();
        let mut period = *first;
        while period <= *last {
            values.push(said.get(&period).map_or_else(|| "_".to_owned(), |report| figure(*report)));
            period = period.step(1);
        }
        let arrives = match vintage {
            Vintage::Backfill => {
                format!("received = {}\nvintage = \"backfill\"", quoted(&self.moment(start)))
            }
            Vintage::At(moment) => format!("received = {}", quoted(&self.moment(moment))),
        };
        let status = match status {
            Status::Provisional => "\nstatus = \"provisional\"",
            Status::Final => "",
            Status::Revised => "\nstatus = \"revised\"",
        };
        format!(
            "[[test.input_series]]\nmeasure = {}\nbody = {}\nfrom = {}\nvalues = {}\n{arrives}{status}\n",
            quoted(measure.as_str()),
            quoted(body.as_str()),
            quoted(&first.to_string()),
            quoted(&values.join(" ")),
        )
    }

    fn response(&self, response: &Response) -> String {
        let said = &response.submission;
        let mut text = format!(
            "[[test.response]]\nat = {}\nalert = {}\nkind = {}\nby = {}\n",
            quoted(&self.moment(response.at)),
            quoted(&self.alert.id.to_string()),
            quoted(said.kind.as_str()),
            quoted(&said.by),
        );
        let contribution = response.scope.contribution().map(|id| ("contribution", id.to_string()));
        let approver = said.approver.clone().map(|approver| ("approver", approver));
        let until = said.until.map(|until| ("until", until.to_string()));
        let reason = (!said.reason.is_empty()).then(|| ("reason", said.reason.clone()));
        let mut said = vec![contribution, approver, until, reason];
        if let Enclosed::Paper(ReportedPaper { cell, paper }) = &response.enclosed {
            said.push((!paper.title.is_empty()).then(|| ("title", paper.title.to_string())));
            said.push(Some(("from", cell.period.first_day().to_string())));
            said.push(paper.link.as_ref().map(|link| ("link", link.to_string())));
        }
        for (key, value) in said.into_iter().flatten() {
            put_key(&mut text, key, &quoted(&value));
        }
        if let Some(forecast) = response.enclosed.forecast() {
            put_key(&mut text, "value", &forecast.value.to_string());
            put_key(&mut text, "for", &quoted(&forecast.cell.period.to_string()));
        }
        if let Some(group) = response.enclosed.group() {
            let members = group
                .members
                .iter()
                .map(|Member { body, person }| person.as_deref().unwrap_or(body.as_str()));
            let members: Vec<String> = members.map(quoted).collect();
            put_key(&mut text, "members", &format!("[{}]", members.join(", ")));
            put_key(&mut text, "exit_test", &quoted(&exit_test(&group.exit_test)));
        }
        let periods: Vec<String> =
            response.periods.iter().map(|period| quoted(&period.to_string())).collect();
        put_key(&mut text, "periods", &format!("[{}]", periods.join(", ")));
        text
    }

    /// Where it stands, whom it names, and every verdict that it rests on.
    fn check(&self) -> String {
        let id = self.alert.id.to_string();
        let state = if self.alert.state == AlertState::Firing { "firing" } else { "pending" };
        let mut text = format!("[[test.check]]\neval_time = {}\n", quoted(&self.moment(self.now)));
        put_key(&mut text, "exp_state", &format!("{{ {} = {} }}", quoted(&id), quoted(state)));
        let worst = words::alert::worst_named(self.alert, self.program);
        if let Some(named) = worst.first() {
            let name = quoted(self.program.catalogue.body_name(&named.body));
            put_key(&mut text, "exp_message", &format!("{{ {} = {{ contains = {name} }} }}", quoted(&id)));
        }
        text.push_str("\n[test.check.exp_verdicts]\n");
        for (subject, verdict) in self.verdicts() {
            put_key(&mut text, &quoted(&subject), &verdict);
        }
        text
    }

    fn verdicts(&self) -> Vec<(String, String)> {
        let reference = self.alert.id.obligation_ref();
        let is_named = |standing: &engine::standing::Standing| match standing.node.contribution() {
            Some(id) => self.alert.named().any(|named| named.part.contribution() == Some(id)),
            None => standing.node.is_whole(),
        };
        let told = self.engine.verdicts().filter(|standing| {
            *standing.node.obligation() == reference
                && self.alert.periods.contains(&standing.period)
                && is_named(standing)
        });
        let told = told.map(|standing| {
            let part = standing.node.contribution().map(|id| format!("/{id}")).unwrap_or_default();
            let subject = format!("{reference}{part} {}", standing.period);
            let reason = reason_of_standing(&standing, self.engine);
            let verdict = quoted(standing.verdict.as_str());
            let expected = if reason.is_empty() {
                verdict
            } else {
                format!("{{ verdict = {verdict}, reason = {} }}", quoted(&reason))
            };
            (subject, expected)
        });
        told.collect()
    }

    /// A moment as tests write it, where the project is.
    fn moment(&self, moment: Timestamp) -> String {
        let zoned = moment.to_zoned_datetime(self.program.calendar.time_zone().clone());
        let time = zoned.datetime();
        if time.time() == Time::midnight() { time.date().to_string() } else { time.to_string() }
    }
}

/// An exit test as officials write it.
fn exit_test(exit_test: &ExitTest) -> String {
    match exit_test {
        ExitTest::Met { obligation, periods } => format!("{obligation}:{periods}"),
        ExitTest::InForce { document, body } => format!("document:{document}/{body}"),
    }
}

/// When a report arrives in a test: history counts as in time, whenever it came.
fn arrival(heard: &Heard) -> Vintage {
    heard.source.file.counts_from(heard.vintage)
}

fn figure(report: Report) -> String {
    let mark = match report {
        Report::Value(value) => return value.normalize().to_string(),
        Report::Absent(Absence::NotApplicable) => "[z]",
        Report::Absent(Absence::Confidential) => "[c]",
        Report::Absent(Absence::Unreliable) => "[u]",
        Report::Absent(Absence::NotDeclared) => "-",
        // A blank and a withdrawn figure have no mark of their own.
        Report::Absent(Absence::NotAvailable | Absence::Blank | Absence::Withdrawn) => "..",
    };
    mark.to_owned()
}

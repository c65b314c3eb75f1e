//! The question what is due, and its answer.

use std::path::Path;

use engine::Engine;
use engine::expected::{Records, Survey};
use engine::program::Program;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use language::read::TomlText;
use plugins::feeds::FeedError;
use plugins::host::Plugins;
use plugins::settings::{Settings, read_settings};
use plugins::stores::StoreError;
use rules::source::Sources;
use words::judged_by::JudgedBy;

use super::known::Known;
use crate::as_of::{as_of, judged_by, live_on, lived};
use crate::due::{AskedDue, FeedPlace, Holds, Outlook, Supply};
use crate::history::{Gathered, InForce};
use crate::progress::Progress;
use crate::project::{Disk, Project, read_plugins};

/// What is asked.
#[derive(Clone, Debug)]
pub struct DueQuestion {
    pub asked: AskedDue,
    /// What is due within so many days is told beside what is late.
    pub days: u32,
    /// Another day that is asked about.
    pub day: Option<Date>,
}

/// What is due.
pub struct DueNow {
    pub outlook: Outlook,
    /// The program by which it is due.
    pub program: Program,
    pub judged_by: JudgedBy,
    /// What was known.
    pub records: Records,
    /// Every program that was ever in force, in order.
    pub in_force: Vec<InForce>,
    /// The moment of which all is said.
    pub at: Timestamp,
    /// Files and folders of feeds that could not be read.
    pub feed_faults: Vec<FeedError>,
}

/// Where the feeds of a project take files from.
pub fn supply(settings: &Settings) -> Supply {
    let place = |feed: &plugins::feeds::FeedSettings| FeedPlace {
        id: feed.id.clone(),
        folder: feed.folder.clone(),
        measures: feed.layout.measures(),
        holds: if feed.layout.papers.is_some() { Holds::Papers } else { Holds::Figures },
        panel: feed.panel.clone(),
    };
    Supply::new(settings.feeds.iter().map(place).collect()).with_pages(settings.server.public_url.clone())
}

/// The same by the texts in force, with the plugins that lie in a project's folder; none where their settings cannot be used.
pub fn supply_in_force(dir: &Path, in_force: &Sources) -> Option<Supply> {
    let plugins = Plugins::load(&read_plugins(&Disk(dir)).0, None).0;
    let (settings, _) = read_settings(&TomlText::parse(&in_force.project), &plugins);
    settings.map(|settings| supply(&settings))
}

/// An engine that knows of groups and cuts, where the ledger tells of any: whether a group has reached its end hangs on verdicts, and what was
/// cut on the texts that were in force one after the other. Nothing else here is judged.
fn undertaking_engine(
    project: &Project,
    gathered: &Gathered,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<Engine>, StoreError> {
    let said = gathered.history.responses.iter().filter(|response| response.at <= until);
    let has_group = said.into_iter().any(|response| response.enclosed.group().is_some());
    let may_be_cut = gathered.in_force.iter().any(InForce::names_funds);
    if !has_group && !may_be_cut {
        return Ok(None);
    }
    let state = match judged_by(&gathered.in_force, until, now) {
        JudgedBy::InForce { .. } => lived(project, until)?,
        JudgedBy::Written if !gathered.in_force.is_empty() => {
            live_on(project, &gathered.history, now, until)?
        }
        JudgedBy::Written | JudgedBy::FirstOf { .. } => return Ok(None),
    };
    Ok(Some(state.engine))
}

/// What is due of a project.
///
/// # Errors
/// The ledger cannot be read.
pub fn due(
    project: &Project,
    question: &DueQuestion,
    now: Timestamp,
    progress: &dyn Progress,
) -> Result<DueNow, StoreError> {
    let mut gathered = Gathered::of(project, now, progress)?;
    let until = as_of(project, question.day, now);
    let engine = undertaking_engine(project, &gathered, until, now)?;
    let Known { program, records, judged_by } = Known::at(project, &mut gathered, until, now)?;
    let survey = Survey::of_records(&program, &records, until);
    let last = survey.today().saturating_add(Span::new().days(i64::from(question.days)));
    let supply = supply(&project.settings);
    let outlook = Outlook::of(&survey, (&program, records.evidence()), &supply, &question.asked, last);
    let outlook = match &engine {
        Some(engine) => outlook.with_undertakings(engine, &question.asked),
        None => outlook,
    };
    let Gathered { feed_faults, in_force, .. } = gathered;
    Ok(DueNow { outlook, program, judged_by, records, in_force, at: until, feed_faults })
}

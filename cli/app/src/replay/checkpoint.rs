//! Parts of a replay that are done, kept in a folder beside the ledger until all are, so that one who is stopped goes on
//! from there. Keeping is a convenience: where the disk refuses it, the replay only starts anew the next time.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use engine::alert::{AlertId, AlertKind, Change};
use engine::model::{
    BodyId, Cadence, ContributionId, MissionId, ObligationId, ObligationRef, PartId, Period, Verdict, WholeId,
};
use engine::program::Program;
use jiff::Timestamp;
use ledger::codec::encode;
use ledger::entry::Entry;
use serde::{Deserialize, Serialize};

use super::outcome::{AlertNews, BrokenPart, FinalVerdict, ReplayOutcome};
use super::part::Part;
use super::range::Range;
use crate::history::History;

/// Raised whenever what is kept, or what a walk makes of the same history, takes another form.
const FORMAT: &str = concat!("8 of ", env!("CARGO_PKG_VERSION"));
/// How many observations are encoded at a time, so that no second copy of a long history is held.
const BATCH: usize = 65_536;
/// The folder beside the ledger.
const FOLDER: &str = "replay";

/// Where the parts of one question are kept.
pub struct Checkpoint {
    folder: PathBuf,
}

impl Checkpoint {
    /// The place for what is asked of this history, beside the ledger at `ledger`.
    pub fn beside(ledger: &Path, history: &History, range: &Range) -> Self {
        let folder = ledger.parent().unwrap_or(Path::new("")).join(FOLDER);
        Self { folder: folder.join(key(history, range)) }
    }

    /// Forgets what any replay left unfinished beside the ledger.
    ///
    /// # Errors
    /// The disk does not let it go.
    pub fn forget_all(ledger: &Path) -> io::Result<()> {
        let folder = ledger.parent().unwrap_or(Path::new("")).join(FOLDER);
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    /// Forgets the parts of this question, because it is answered.
    pub fn forget(&self) {
        drop(fs::remove_dir_all(&self.folder));
        // Whatever else stands in the folders above keeps them.
        for above in self.folder.ancestors().skip(1).take(2) {
            drop(fs::remove_dir(above));
        }
    }

    pub(super) fn take_up(&self, part: &Part) -> Option<ReplayOutcome> {
        let bytes = fs::read(self.file(part)).ok()?;
        let record: StoredOutcome = serde_json::from_slice(&bytes).ok()?;
        let record = record.revived(&part.program)?;
        tracing::info!(part = %part.signature, "taken up where an earlier replay was stopped");
        Some(record)
    }

    pub(super) fn keep(&self, part: &Part, record: &ReplayOutcome) {
        match self.write(part, record) {
            Ok(()) => tracing::info!(part = %part.signature, "done and kept"),
            Err(error) => tracing::debug!("this part of the replay is not kept: {error}"),
        }
    }

    /// Nobody ever finds half a file: it is written aside and renamed into its place.
    fn write(&self, part: &Part, record: &ReplayOutcome) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let file = self.file(part);
        let aside = file.with_extension(format!("{}.aside", std::process::id()));
        fs::write(&aside, serde_json::to_vec(&StoredOutcome::of(record))?)?;
        fs::rename(aside, file)
    }

    fn file(&self, part: &Part) -> PathBuf {
        self.folder.join(format!("{}.json", part.signature))
    }
}

/// Stands for the history and the range; what the rules say stands in the signature of each part. History is taken in the form
/// in which the ledger stores it, which has every field of it and nothing else.
fn key(history: &History, range: &Range) -> String {
    let Range { to, known_at, .. } = range;
    let mut digest = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        digest.update(&(bytes.len() as u64).to_le_bytes());
        digest.update(bytes);
    };
    part(FORMAT.as_bytes());
    part(to.to_string().as_bytes());
    part(known_at.map(|day| day.to_string()).unwrap_or_default().as_bytes());
    let History { observations, responses, unused, arrivals, recorded: _, undisclosed: _ } = history;
    for (place, at) in arrivals.runs() {
        part(format!("{place} {at}").as_bytes());
    }
    for batch in observations.chunks(BATCH) {
        part(&encode(&[Entry::Observed(batch.to_vec())]).bytes);
    }
    let responses: Vec<Entry> = responses.iter().cloned().map(Entry::Responded).collect();
    part(&encode(&responses).bytes);
    let (moments, unused): (Vec<_>, Vec<_>) = unused.iter().cloned().unzip();
    for moment in moments {
        part(moment.map_or_else(String::new, |moment| moment.to_string()).as_bytes());
    }
    part(&encode(&[Entry::SetAside(unused)]).bytes);
    digest.finalize().to_hex().chars().take(32).collect()
}

#[derive(Serialize, Deserialize)]
struct StoredOutcome {
    told: Vec<KeptNews>,
    verdicts: Vec<KeptVerdict>,
    rules_run: usize,
}

#[derive(Serialize, Deserialize)]
struct KeptNews {
    at: Timestamp,
    change: String,
    mission: String,
    obligation: String,
    /// The place of its kind among all.
    kind: usize,
    periods: Vec<i32>,
    broken_by: Vec<(Option<String>, String)>,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct KeptVerdict {
    mission: String,
    obligation: String,
    contribution: Option<String>,
    body: String,
    period: i32,
    verdict: String,
}

impl StoredOutcome {
    fn of(record: &ReplayOutcome) -> Self {
        Self {
            told: record.told.iter().map(KeptNews::of).collect(),
            verdicts: record.verdicts.iter().map(KeptVerdict::of).collect(),
            rules_run: record.rules_run,
        }
    }

    /// None where it is not of this program after all.
    fn revived(self, program: &Program) -> Option<ReplayOutcome> {
        let cadences = cadences(program);
        let told = self.told.into_iter().map(|told| told.revived(&cadences)).collect::<Option<_>>()?;
        let verdicts =
            self.verdicts.into_iter().map(|verdict| verdict.revived(&cadences)).collect::<Option<_>>()?;
        Some(ReplayOutcome { told, verdicts, rules_run: self.rules_run })
    }
}

/// How often each obligation is owed: of a period only its number is kept.
type Cadences<'p> = BTreeMap<(&'p str, &'p str), Cadence>;

fn cadences(program: &Program) -> Cadences<'_> {
    let missions = program.missions.values();
    let obligations =
        missions.flat_map(|mission| mission.obligations.iter().map(move |obligation| (mission, obligation)));
    obligations
        .map(|(mission, obligation)| ((mission.id.as_str(), obligation.id.as_str()), obligation.every))
        .collect()
}

impl KeptNews {
    fn of(told: &AlertNews) -> Self {
        let broken = |broken: &BrokenPart| {
            (broken.part.contribution().map(ToString::to_string), broken.body.to_string())
        };
        Self {
            at: told.at,
            change: told.change.as_str().to_owned(),
            mission: told.id.mission.to_string(),
            obligation: told.id.obligation.to_string(),
            kind: AlertKind::ALL.iter().take_while(|kind| **kind != told.id.kind).count(),
            periods: told.periods.iter().map(|period| period.index()).collect(),
            broken_by: told.broken_by.iter().map(broken).collect(),
            message: told.message.clone(),
        }
    }

    fn revived(self, cadences: &Cadences<'_>) -> Option<AlertNews> {
        let every = *cadences.get(&(self.mission.as_str(), self.obligation.as_str()))?;
        let broken = |(contribution, body): (Option<String>, String)| BrokenPart {
            part: contribution.map_or(PartId::Lead, |id| PartId::Contribution(ContributionId::new(id))),
            body: BodyId::new(body),
        };
        Some(AlertNews {
            at: self.at,
            change: Change::ALL.into_iter().find(|change| change.as_str() == self.change)?,
            id: AlertId {
                mission: MissionId::new(self.mission),
                obligation: ObligationId::new(self.obligation),
                kind: *AlertKind::ALL.get(self.kind)?,
            },
            periods: self.periods.into_iter().map(|index| Period::from_parts(every, index)).collect(),
            broken_by: self.broken_by.into_iter().map(broken).collect(),
            message: self.message,
        })
    }
}

impl KeptVerdict {
    fn of(standing: &FinalVerdict) -> Self {
        Self {
            mission: standing.node.obligation().mission.to_string(),
            obligation: standing.node.obligation().obligation.to_string(),
            contribution: standing.node.contribution().map(ToString::to_string),
            body: standing.body.to_string(),
            period: standing.period.index(),
            verdict: standing.verdict.as_str().to_owned(),
        }
    }

    fn revived(self, cadences: &Cadences<'_>) -> Option<FinalVerdict> {
        let every = *cadences.get(&(self.mission.as_str(), self.obligation.as_str()))?;
        let (mission, obligation) = (MissionId::new(self.mission), ObligationId::new(self.obligation));
        let whole = WholeId::from(ObligationRef { mission, obligation });
        let node = match self.contribution {
            Some(id) => whole.part(&PartId::Contribution(ContributionId::new(id))),
            None => whole.into(),
        };
        Some(FinalVerdict {
            node,
            body: BodyId::new(self.body),
            period: Period::from_parts(every, self.period),
            verdict: Verdict::ALL.into_iter().find(|verdict| verdict.as_str() == self.verdict)?,
        })
    }
}

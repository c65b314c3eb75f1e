//! The whole: every mission with its obligations, as of one moment.

use std::sync::Arc;

use engine::alert::AlertId;
use engine::model::{MissionId, Revision};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::entry::Position;
use ledger::silences::Phase;
use words::summary::{StandingCounts, StandingKind};

use super::alert::OpenAlert;
use super::obligation::DeclaredObligation;
use super::silence::SilencePicture;
use super::silent_feed::SilentFeed;
use super::texts_waiting::TextsWaiting;
use super::unusable_texts::UnusableTexts;
use crate::due::Supply;

/// How a whole project stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    pub title: String,
    /// The moment of which all is said.
    pub as_at: Timestamp,
    /// The same as people write it, in the time of the project.
    pub told_as_at: String,
    /// The day of that moment.
    pub day: Date,
    /// The day at whose end it stood so, where that is over; none of now.
    pub at_end_of: Option<Date>,
    /// Where the ledger ended then.
    pub position: Position,
    /// The program by which it is judged.
    pub revision: Revision,
    /// How it stands, in one sentence.
    pub sentence: String,
    /// In the order of the program.
    pub missions: Vec<MissionPicture>,
    /// By which feeds figures come.
    pub supply: Arc<Supply>,
    /// Changes of texts that wait for signatures, or for their day.
    pub changes: Arc<[TextsWaiting]>,
    /// Texts that cannot be used as they are written; none of a day that is over.
    pub unusable: Arc<UnusableTexts>,
    /// Feeds to which nothing comes although there is something; none of a day that is over.
    pub silent_feeds: Arc<[SilentFeed]>,
    /// Why what the ledger came to is not signed; none where it is, where nobody asked for that, and of a day that is over.
    pub unsigned: Option<Arc<str>>,
    /// What nobody is told of for a time: what is open first.
    pub silences: Silences,
}

/// Silences as they are shown. They say nothing of how anything stands, so that pictures are alike that differ in nothing else.
#[derive(Clone, Default, Debug)]
pub struct Silences(pub Arc<[SilencePicture]>);

impl PartialEq for Silences {
    fn eq(&self, other: &Self) -> bool {
        let ids = |all: &Self| all.0.iter().map(|one| (one.id.clone(), one.phase)).collect::<Vec<_>>();
        ids(self) == ids(other)
    }
}

impl Eq for Silences {}

/// How one mission stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MissionPicture {
    pub id: MissionId,
    pub title: String,
    /// The board that it is put before.
    pub board: Option<String>,
    pub sentence: String,
    /// In the order of the program.
    pub obligations: Vec<Arc<DeclaredObligation>>,
    /// What was promised and cannot be measured yet, line by line.
    pub commitments: Vec<String>,
}

impl Picture {
    pub fn mission(&self, id: &str) -> Option<&MissionPicture> {
        self.missions.iter().find(|mission| mission.id.as_str() == id)
    }

    /// The obligations of a declaration, by the name that they share.
    pub fn obligation(&self, mission: &str, id: &str) -> Option<(&MissionPicture, &DeclaredObligation)> {
        let mission = self.mission(mission)?;
        let mut all = mission.obligations.iter();
        Some((mission, all.find(|declared| declared.reference.obligation.as_str() == id)?))
    }

    /// An open alert by its name, with the declaration to which it belongs.
    pub fn alert(&self, id: &str) -> Option<(&MissionPicture, &DeclaredObligation, &OpenAlert)> {
        let (mission, _) = id.split_once('/')?;
        let mission = self.mission(mission)?;
        mission.obligations.iter().find_map(|declared| {
            let found = declared.alerts().find(|alert| alert.id.to_string() == id)?;
            Some((mission, &**declared, found))
        })
    }

    /// A silence by its id or its reference.
    pub fn silence(&self, id: &str) -> Option<&SilencePicture> {
        self.silences.0.iter().find(|silence| silence.id == id || silence.reference == id)
    }

    /// The silences that are in force.
    pub fn silences_in_force(&self) -> impl Iterator<Item = &SilencePicture> {
        self.silences.0.iter().filter(|silence| silence.phase == Phase::InForce)
    }

    /// The silences that are in force over an alert.
    pub fn silences_over<'p>(&'p self, alert: &'p AlertId) -> impl Iterator<Item = &'p SilencePicture> {
        self.silences_in_force().filter(move |silence| silence.alerts.contains(alert))
    }

    /// Every open alert.
    pub fn alerts(&self) -> impl Iterator<Item = &OpenAlert> {
        let declared = self.missions.iter().flat_map(|mission| &mission.obligations);
        declared.flat_map(|declared| declared.alerts())
    }

    /// Every open alert, the gravest first and of those alike the one that is open longest.
    pub fn gravest_first(&self) -> Vec<&OpenAlert> {
        let mut alerts: Vec<&OpenAlert> = self.alerts().collect();
        alerts.sort_by(|one, other| {
            (one.state, one.since, &one.id).cmp(&(other.state, other.since, &other.id))
        });
        alerts
    }

    /// Every declaration with an open alert, the gravest first and of those alike the one that is open longest.
    pub fn open(&self) -> Vec<(&MissionPicture, &DeclaredObligation)> {
        let all = self
            .missions
            .iter()
            .flat_map(|mission| mission.obligations.iter().map(move |one| (mission, &**one)));
        let mut open: Vec<_> = all.filter(|(_, declared)| declared.alerts().next().is_some()).collect();
        open.sort_by_key(|(_, declared)| {
            (declared.state(), declared.alerts().map(|alert| alert.since).min())
        });
        open
    }
}

/// How many obligations stand in which way: those of one declaration count as one, and each commitment does.
pub(super) fn counts<'m>(missions: impl Iterator<Item = &'m MissionPicture>) -> StandingCounts {
    let mut counts = StandingCounts::default();
    for mission in missions {
        let kinds = mission.obligations.iter().filter_map(|declared| declared.kind);
        let commitments = mission.commitments.iter().map(|_| StandingKind::NotMeasurable);
        kinds.chain(commitments).for_each(|kind| counts.add(kind));
    }
    counts
}

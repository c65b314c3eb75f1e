//! How a project stands, from the picture that is shown.

use app::published::{
    DeclaredObligation, Member, MissionPicture, OpenAlert, PartStanding, PastForecast, PeriodStanding,
    Picture,
};
use engine::alert::Severity;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

/// A whole project, without its parts.
#[derive(Serialize)]
pub(crate) struct WireProject<'p> {
    as_at: Timestamp,
    position: u64,
    revision: &'p str,
    title: &'p str,
    sentence: &'p str,
    missions: Vec<WireMission<'p>>,
}

#[derive(Serialize)]
pub(crate) struct WireMission<'p> {
    id: &'p str,
    title: &'p str,
    board: Option<&'p str>,
    sentence: &'p str,
    obligations: Vec<WireObligation<'p>>,
    /// What was promised and cannot be measured yet.
    not_measurable: &'p [String],
}

/// One declaration; in a list without how each member stands.
#[derive(Serialize)]
pub(crate) struct WireObligation<'p> {
    id: String,
    title: &'p str,
    state: &'static str,
    sentence: &'p str,
    lead: &'p str,
    owner: Option<&'p str>,
    alerts: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    members: Vec<WireMember<'p>>,
}

#[derive(Serialize)]
struct WireMember<'p> {
    id: String,
    about: Option<&'p str>,
    state: &'static str,
    periods: Vec<WirePeriod>,
    /// Those of the newest period that is due.
    parts: Vec<WirePart<'p>>,
    alerts: Vec<WireAlert<'p>>,
    /// What was forecast to alerts that are over.
    past_forecasts: Vec<WireForecast<'p>>,
}

#[derive(Serialize)]
struct WireForecast<'p> {
    text: &'p str,
    outcome: &'static str,
}

#[derive(Serialize)]
struct WirePeriod {
    period: String,
    state: &'static str,
    verdict: &'static str,
}

#[derive(Serialize)]
struct WirePart<'p> {
    body: &'p str,
    measure: &'p str,
    state: &'static str,
    verdict: &'static str,
    reason: &'p str,
}

#[derive(Serialize)]
pub(crate) struct WireAlert<'p> {
    id: String,
    state: &'static str,
    since: Date,
    /// By which `--fail-on` of `remit run` it counts; null where it does not.
    fails_on: Option<&'static str>,
    /// What people are told, sentence by sentence.
    sentences: &'p [String],
}

/// Open alerts, the gravest first.
#[derive(Serialize)]
pub(crate) struct WireAlerts<'p> {
    as_at: Timestamp,
    position: u64,
    /// How many are open.
    all: usize,
    alerts: Vec<WireAlert<'p>>,
    /// What to ask for `after`, to see further ones; left out on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

impl<'p> WireAlerts<'p> {
    /// So many of all.
    pub(crate) fn of(
        picture: &'p Picture,
        all: usize,
        listed: &[&'p OpenAlert],
        next: Option<usize>,
    ) -> Self {
        let alerts = listed.iter().map(|alert| WireAlert::of(alert)).collect();
        Self { as_at: picture.as_at, position: picture.position, all, alerts, next }
    }
}

impl<'p> From<&'p Picture> for WireProject<'p> {
    fn from(picture: &'p Picture) -> Self {
        Self {
            as_at: picture.as_at,
            position: picture.position,
            revision: picture.revision.as_str(),
            title: &picture.title,
            sentence: &picture.sentence,
            missions: picture.missions.iter().map(Into::into).collect(),
        }
    }
}

impl<'p> From<&'p MissionPicture> for WireMission<'p> {
    fn from(mission: &'p MissionPicture) -> Self {
        Self {
            id: mission.id.as_str(),
            title: &mission.title,
            board: mission.board.as_deref(),
            sentence: &mission.sentence,
            obligations: mission
                .obligations
                .iter()
                .map(|declared| WireObligation::in_list(declared))
                .collect(),
            not_measurable: &mission.commitments,
        }
    }
}

impl<'p> WireObligation<'p> {
    fn in_list(declared: &'p DeclaredObligation) -> Self {
        Self {
            id: declared.reference.to_string(),
            title: &declared.title,
            state: declared.state().code(),
            sentence: &declared.sentence,
            lead: &declared.lead,
            owner: declared.owner.as_deref(),
            alerts: declared.alerts().map(|alert| alert.id.to_string()).collect(),
            members: Vec::new(),
        }
    }

    /// With how each member stands.
    pub(crate) fn in_full(declared: &'p DeclaredObligation) -> Self {
        Self {
            members: declared.members.iter().map(|member| WireMember::of(member)).collect(),
            ..Self::in_list(declared)
        }
    }
}

impl<'p> WireMember<'p> {
    fn of(member: &'p Member) -> Self {
        Self {
            id: member.reference.to_string(),
            about: member.about.as_ref().map(|(body, _)| body.as_str()),
            state: member.state().code(),
            periods: member.periods.iter().map(WirePeriod::of).collect(),
            parts: member.parts.iter().map(WirePart::of).collect(),
            alerts: member.alerts.iter().map(WireAlert::of).collect(),
            past_forecasts: member.past_forecasts.iter().map(WireForecast::of).collect(),
        }
    }
}

impl<'p> WireForecast<'p> {
    fn of(past: &'p PastForecast) -> Self {
        Self { text: &past.said, outcome: past.outcome.as_str() }
    }
}

impl WirePeriod {
    fn of(standing: &PeriodStanding) -> Self {
        let (state, verdict) = (standing.state().code(), standing.verdict.as_str());
        Self { period: standing.period.to_string(), state, verdict }
    }
}

impl<'p> WirePart<'p> {
    fn of(part: &'p PartStanding) -> Self {
        Self {
            body: &part.body,
            measure: &part.measure,
            state: part.state().code(),
            verdict: part.verdict.as_str(),
            reason: &part.reason,
        }
    }
}

impl<'p> WireAlert<'p> {
    pub(crate) fn of(alert: &'p OpenAlert) -> Self {
        Self {
            id: alert.id.to_string(),
            state: alert.state.code(),
            since: alert.since,
            fails_on: alert.fails_on.map(Severity::as_str),
            sentences: &alert.sentences,
        }
    }
}

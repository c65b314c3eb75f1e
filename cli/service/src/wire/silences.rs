//! What nobody is told of for a time, from the picture that is shown.

use app::published::{Picture, SilencePicture};
use app::wire::WireSilence;
use jiff::Timestamp;
use serde::Serialize;

/// All that is known: what is open first.
#[derive(Serialize)]
pub(crate) struct WireSilences<'p> {
    as_at: Timestamp,
    position: u64,
    sentence: String,
    silences: Vec<WireOne<'p>>,
}

/// One of them.
#[derive(Serialize)]
pub(crate) struct WireSilenceShown<'p> {
    as_at: Timestamp,
    position: u64,
    #[serde(flatten)]
    silence: WireOne<'p>,
}

#[derive(Serialize)]
struct WireOne<'p> {
    #[serde(flatten)]
    silence: &'p WireSilence,
    /// What was asked for, in a sentence.
    told: &'p str,
    /// Where it stands, in a sentence.
    stands: &'p str,
    /// The open alerts that it is about.
    alerts: Vec<String>,
}

impl<'p> From<&'p SilencePicture> for WireOne<'p> {
    fn from(silence: &'p SilencePicture) -> Self {
        let SilencePicture { wire, told, stands, alerts, .. } = silence;
        Self { silence: wire, told, stands, alerts: alerts.iter().map(ToString::to_string).collect() }
    }
}

impl<'p> WireSilences<'p> {
    pub(crate) fn of(picture: &'p Picture) -> Self {
        Self {
            as_at: picture.as_at,
            position: picture.position,
            sentence: words::silence::heading(picture.silences_in_force().count()),
            silences: picture.silences.0.iter().map(Into::into).collect(),
        }
    }
}

impl<'p> WireSilenceShown<'p> {
    pub(crate) fn of(picture: &Picture, silence: &'p SilencePicture) -> Self {
        Self { as_at: picture.as_at, position: picture.position, silence: silence.into() }
    }
}

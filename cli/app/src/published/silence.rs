//! What nobody is told of for a time, since somebody asked for that, and over which open alerts that is.

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::Engine;
use engine::alert::{Alert, AlertId};
use engine::model::ObligationRef;
use engine::program::Program;
use jiff::{SignedDuration, Timestamp};
use ledger::entry::Message;
use ledger::outbox::Outbox;
use ledger::silences::{KnownSilence, Phase, Silences};
use plugins::routes::{Marks, NoMatcher, OwnLabels, Silence, read_matchers};
use words::silence as say;

use crate::recorder::{Touched, kept_back_by};
use crate::wire::{WireAlert, WireSilence};

/// So many that are over are shown, the newest.
const MOST_OVER: usize = 100;
/// From so long before its end on the front page says so.
const SOON: SignedDuration = SignedDuration::from_hours(48);

/// A silence, as it is shown.
#[derive(Clone, Debug)]
pub struct SilencePicture {
    pub id: String,
    pub reference: String,
    /// The account that asked for it; none where somebody asked beside the ledger.
    pub account: Option<String>,
    /// What was asked for, in a sentence.
    pub told: String,
    /// Where it stands, in a sentence.
    pub stands: String,
    pub phase: Phase,
    /// That it ends soon, in a sentence; none where it does not.
    pub ends_soon: Option<String>,
    /// What an open alert says of it.
    pub over_alert: String,
    /// What becomes of the messages that it keeps back.
    pub keeps_back: String,
    /// The open alerts of which nobody is told by it, now or later.
    pub alerts: Vec<AlertId>,
    pub wire: WireSilence,
}

/// Of what pictures of silences are made.
#[derive(Clone, Copy)]
struct Told<'t> {
    engine: &'t Engine,
    silences: &'t Silences,
    /// The messages that are kept back; none on a day that is over.
    outbox: Option<&'t Outbox>,
}

/// Makes pictures of silences. Which alerts one is about is kept, so that it costs what changed.
#[derive(Default)]
pub struct SilenceGatherer {
    /// What a message about each open alert says of itself; none while there is no silence.
    marks: Option<BTreeMap<AlertId, Marks>>,
}

impl SilenceGatherer {
    /// Those that are open, the one that ends first in front, and behind them the newest of those that are over.
    pub fn gather(
        &mut self,
        (engine, silences, outbox): (&Engine, &Silences, &Outbox),
        touched: &Touched,
        now: Timestamp,
    ) -> Arc<[SilencePicture]> {
        self.pictures(Told { engine, silences, outbox: Some(outbox) }, touched, now)
    }

    /// The same as it was told at a moment that is over.
    pub(crate) fn gather_past(engine: &Engine, silences: &Silences, at: Timestamp) -> Arc<[SilencePicture]> {
        Self::default().pictures(Told { engine, silences, outbox: None }, &Touched::Everything, at)
    }

    fn pictures(&mut self, told: Told<'_>, touched: &Touched, now: Timestamp) -> Arc<[SilencePicture]> {
        let Told { engine, silences, .. } = told;
        let Some(program) = engine.program() else { return Arc::default() };
        let mut open: Vec<&KnownSilence> = silences.open(now).collect();
        open.sort_by_key(|known| known.silence.until);
        if open.is_empty() {
            self.marks = None;
        } else {
            self.look_at_alerts(engine, program, touched);
        }
        let over = silences.all().rev().filter(|known| known.phase(now) == Phase::Over).take(MOST_OVER);
        let all = open.into_iter().chain(over);
        all.map(|known| self.picture(known, told, program, now)).collect()
    }

    fn look_at_alerts(&mut self, engine: &Engine, program: &Program, touched: &Touched) {
        if let (Touched::Obligations(touched), Some(marks)) = (touched, &mut self.marks) {
            marks.retain(|id, _| !touched.contains(&id.obligation_ref()));
            let again = touched.iter().flat_map(|reference: &ObligationRef| engine.alerts_of(reference));
            marks.extend(again.map(|alert| (alert.id.clone(), marks_of(&alert, program))));
            return;
        }
        let all = engine.alerts();
        let all = all.iter().map(|alert| (alert.id.clone(), marks_of(alert, program)));
        self.marks = Some(all.collect());
    }

    fn picture(
        &self,
        known: &KnownSilence,
        told: Told<'_>,
        program: &Program,
        now: Timestamp,
    ) -> SilencePicture {
        let calendar = &program.calendar;
        let phase = known.phase(now);
        let silence = Silence::asked_for(&known.silence, known.over_at()).filter(|_| phase != Phase::Over);
        let marks = self.marks.iter().flatten();
        let meant = silence.iter().flat_map(|silence| {
            let is_meant = |(id, marks): (&AlertId, &Marks)| silence.is_of(marks).then(|| id.clone());
            marks.clone().filter_map(is_meant)
        });
        let kept_back = silence.as_ref().zip(told.outbox);
        let kept_back = kept_back.map_or(0, |(silence, outbox)| kept_back_by(silence, outbox, Some(program)));
        let ends_soon = phase == Phase::InForce && known.silence.until.duration_since(now) <= SOON;
        SilencePicture {
            id: known.silence.id.clone(),
            reference: words::proposal::reference(&known.silence.id),
            account: known.silence.account.clone(),
            told: say::asked(&known.silence, calendar),
            stands: say::state(known, now, calendar),
            phase,
            ends_soon: ends_soon.then(|| say::ends_soon(&known.silence, calendar)),
            over_alert: say::over_alert(known, calendar),
            keeps_back: say::kept_back(kept_back),
            alerts: meant.collect(),
            wire: WireSilence::of(known, now),
        }
    }
}

/// The open alerts that these matchers mean.
///
/// # Errors
/// One is no matcher, or names something that no message says.
pub fn alerts_meant(
    matchers: &[String],
    engine: &Engine,
    program: &Program,
) -> Result<Vec<AlertId>, NoMatcher> {
    // Whether a hook gives labels of its own is looked at where the silence is taken in.
    let read = read_matchers(matchers, program, OwnLabels::OfHooksToo)?;
    let is_meant = |alert: &Alert| {
        let marks = marks_of(alert, program);
        read.iter().all(|matcher| matcher.holds(&marks))
    };
    Ok(engine.alerts().iter().filter(|alert| is_meant(alert)).map(|alert| alert.id.clone()).collect())
}

/// What a message about an alert says of itself.
fn marks_of(alert: &Alert, program: &Program) -> Marks {
    let json = serde_json::to_string(&WireAlert::new(alert, program)).unwrap_or_default();
    let (id, text) = (String::new(), String::new());
    let kind = "alert.firing".to_owned();
    let message = Message { id, at: alert.since, kind, subject: String::new(), text, json };
    Marks::of_message(&message, Some(program))
}

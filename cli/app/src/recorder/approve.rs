//! Taking signatures in, and telling people of changes that wait for them.

use crate::approvals::{ApprovalError, Examined, examine};
use engine::model::MissionId;
use jiff::Timestamp;
use ledger::entry::{Entry, Signed};
use plugins::stores::StoreError;
use rules::compile::{Waiting, removed, revision_of_mission};
use words::notice;

use super::record::Recorder;
use crate::ledger_state::{APPROVED, WAITING, WITHDRAWN};
use crate::wire::WireWaiting;

impl Recorder {
    /// Changes that wait for signatures, or for their day.
    pub fn waiting(&self) -> &[Waiting] {
        &self.waiting
    }

    /// Sets what waits, as the newest texts have it over what is in force.
    pub fn set_waiting(&mut self, waiting: Vec<Waiting>) {
        self.waiting = waiting;
    }

    /// Takes a signature in, where it counts for what waits; none where it is on the ledger already. Whether the change goes in
    /// then is for the next reload to say.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success. Inside: the signature does not count, and
    /// nothing is written.
    pub(crate) fn approve(
        &mut self,
        now: Timestamp,
        handed_in: &Signed,
    ) -> Result<Result<Option<Examined>, ApprovalError>, StoreError> {
        // What could not be written when it was handed in before is known once it is.
        self.flush()?;
        let now = self.moment(now);
        let mut record = self.state.approvals.record().iter();
        if record.any(|past| past.statement.text() == handed_in.statement) {
            return Ok(Ok(None));
        }
        let examined = match examine(handed_in, &self.waiting, now, self.day(now)) {
            Ok(examined) => examined,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let statement = &examined.statement;
        tracing::info!(
            mission = %statement.mission, revision = statement.revision.short(), signer = examined.name, "signed"
        );
        let waiting = self.waiting.iter_mut().filter(|waiting| waiting.mission == statement.mission);
        waiting.for_each(|waiting| waiting.signed.push(examined.approval.clone()));
        self.write(now, vec![Entry::Approved { signed: handed_in.clone(), signer: examined.name.clone() }])?;
        Ok(Ok(Some(examined)))
    }

    /// The day of a moment in the project's own time zone.
    pub fn day(&self, now: Timestamp) -> jiff::civil::Date {
        let program = self.engine.program();
        program.map_or_else(
            || now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(),
            |program| program.calendar.day(now),
        )
    }

    /// Tells people what waits, once for each step on its way, and what has become of that which waited. `project` is how the
    /// project is named in the command that they type.
    ///
    /// # Errors
    /// The store failed; what happened is kept and written with the next success.
    pub fn announce_waiting(&mut self, now: Timestamp, project: &str) -> Result<(), StoreError> {
        let today = self.day(now);
        let wired: Vec<WireWaiting> =
            self.waiting.iter().map(|waiting| WireWaiting::new(waiting, today)).collect();
        let is_over = |told: &&WireWaiting| !wired.iter().any(|waiting| waiting.mission == told.mission);
        let over: Vec<WireWaiting> = self.state.announced.waiting.values().filter(is_over).cloned().collect();
        for told in &over {
            self.announce_end(now, told)?;
        }
        for waiting in wired {
            if self.state.announced.waiting.get(&waiting.mission) != Some(&waiting) {
                self.announce(now, WAITING, notice::waits(&waiting.facts(), project), json(&waiting))?;
            }
        }
        self.flush()
    }

    fn announce_end(&mut self, now: Timestamp, told: &WireWaiting) -> Result<(), StoreError> {
        let mission = MissionId::new(told.mission.as_str());
        let sources = self.state.sources.as_deref();
        let in_force = sources.and_then(|sources| revision_of_mission(sources, &mission));
        let in_force = in_force.unwrap_or_else(removed);
        if in_force.as_str() == told.revision {
            return self.announce(now, APPROVED, notice::in_force(&told.facts()), json(told));
        }
        self.announce(now, WITHDRAWN, notice::given_up(&told.facts()), json(told))
    }
}

fn json(waiting: &WireWaiting) -> String {
    serde_json::to_string(waiting).expect("a change has no keys that JSON lacks")
}

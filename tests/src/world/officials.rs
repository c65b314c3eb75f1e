//! Those who answer for what is missed: now and then one of them responds to an alert.

use app::command::{Command as _, Respond};
use engine::model::{ResponseKind, Submission};
use engine::respond::Enclosure;
use jiff::Span;
use ledger::request::{self, request_id};

use super::World;

/// Who responds, and who approves.
const PEOPLE: [&str; 2] = ["Ann Hay", "Bob Lee"];

impl World {
    /// Someone responds to one of the open alerts, and hands the same in twice.
    ///
    /// # Panics
    /// The second time is taken for another response.
    pub fn respond(&mut self) {
        let Some(asked) = self.asked() else { return };
        let now = self.clock;
        let recorder = self.recorder.as_mut().expect("an alert is open in a process");
        let first = Respond::new(&asked).carry_out(recorder, now);
        let known = recorder.engine().responses().count();
        drop(Respond::new(&asked).carry_out(recorder, now));
        assert_eq!(recorder.engine().responses().count(), known, "the same request twice is one response");
        drop(first);
        self.serve(&[]);
    }

    fn asked(&mut self) -> Option<request::Respond> {
        let alerts = self.recorder.as_ref()?.engine().alerts();
        if alerts.is_empty() {
            return None;
        }
        let alert = alerts[self.officials.usize(0..alerts.len())].id.to_string();
        let kind = ResponseKind::ALL[self.officials.usize(0..ResponseKind::ALL.len())];
        let today = self.clock.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let until = today.saturating_add(Span::new().days(self.officials.i64(1..20)));
        let expires = kind.needs_approval() || (kind == ResponseKind::Dispute && self.officials.bool());
        let submission = Submission {
            kind,
            by: PEOPLE[self.officials.usize(0..PEOPLE.len())].to_owned(),
            reason: "the figures are under review".to_owned(),
            approver: kind.needs_approval().then(|| "The Board".to_owned()),
            until: expires.then_some(until),
        };
        let salt = self.officials.u32(..);
        let id = request_id(self.clock, salt, &[]);
        Some(request::Respond {
            id,
            at: self.clock,
            alert,
            contribution: None,
            periods: Vec::new(),
            submission,
            enclosure: Enclosure::Nothing,
        })
    }
}

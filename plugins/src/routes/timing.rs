//! When a message goes out that a route takes: at once, at the next hour at which somebody is told, or with others.

use engine::model::Calendar;
use jiff::Timestamp;
use ledger::entry::{Hold, HoldReason};
use ledger::outbox::Outbox;

use super::gathering::{Gathering, Pace, RECIPIENT, Silence};
use super::marks::Marks;
use super::route::Route;

/// A message that a route takes, or that nobody is to hear now.
#[derive(Clone, Copy)]
pub struct Queueing<'a> {
    pub marks: &'a Marks,
    pub notifier: &'a str,
    /// Of whoever is told.
    pub calendar: &'a Calendar,
    pub outbox: &'a Outbox,
    pub at: Timestamp,
}

impl Queueing<'_> {
    /// Until when the message waits, and why; none where it goes out at once.
    pub fn hold(&self, route: Option<&Route>, silences: &[&Silence]) -> Option<Hold> {
        let mut hold = self.hold_from(self.at, route, silences);
        // A silence may begin before the wait is over.
        for _ in silences {
            let until =
                hold.as_ref().map(|hold| hold.until).filter(|until| self.lifted(*until, silences).is_some());
            let Some(until) = until else { break };
            hold = self.hold_from(until, route, silences);
        }
        hold
    }

    /// The silence that lasts longest of those in force at a moment, and when it ends.
    fn lifted<'s>(&self, at: Timestamp, silences: &[&'s Silence]) -> Option<(&'s Silence, Timestamp)> {
        let in_force = silences
            .iter()
            .filter_map(|silence| Some((*silence, silence.ends(self.marks, self.calendar, at)?)));
        in_force.max_by_key(|(_, end)| *end)
    }

    /// The same from a moment on.
    fn hold_from(&self, at: Timestamp, route: Option<&Route>, silences: &[&Silence]) -> Option<Hold> {
        let silence = self.lifted(at, silences);
        let lifted = silence.map_or(at, |(_, end)| end);
        let gathered = route.and_then(|route| self.gathered(route, lifted));
        let from = gathered.as_ref().map_or(lifted, |hold| hold.until);
        let told = route.filter(|route| !route.hours.are_always());
        let told = told.and_then(|route| Some((route, route.hours.next(from, self.calendar)?)));
        let told = told.filter(|(_, open)| *open > from);
        match (gathered, told, silence) {
            (Some(hold), told, _) => Some(Hold { until: told.map_or(from, |(_, open)| open), ..hold }),
            (None, Some((route, until)), _) => {
                Some(Hold { until, reason: HoldReason::Hours, by: route.name.clone(), group: None })
            }
            (None, None, Some((silence, until))) => {
                Some(Hold { until, reason: HoldReason::Silence, by: silence.by.clone(), group: None })
            }
            (None, None, None) => None,
        }
    }

    /// With which others it goes out, and when. Only alerts are gathered: what is said of the project itself stands by itself.
    fn gathered(&self, route: &Route, from: Timestamp) -> Option<Hold> {
        if !self.marks.values("kind").any(|kind| kind.starts_with("alert.")) {
            return None;
        }
        let Gathering { by, pace } = &route.gathering;
        let is_personal = by.iter().any(|name| name == RECIPIENT);
        let reason = match pace {
            Pace::AtOnce => return None,
            Pace::Spaced { .. } => HoldReason::Group,
            Pace::Digest(_) if is_personal => HoldReason::PersonalDigest,
            Pace::Digest(_) => HoldReason::Digest,
        };
        let group = self.group(route);
        // Whoever waits already is joined, unless that ends while nobody is to hear of this.
        let joined = self.outbox.group_goes_out(self.notifier, &group).filter(|until| *until >= from);
        let until = joined.unwrap_or_else(|| match pace {
            Pace::AtOnce => from,
            Pace::Spaced { wait, interval } => {
                let after = |moment: Timestamp, wait| moment.saturating_add(wait).unwrap_or(Timestamp::MAX);
                let last = self.outbox.group_went_out(self.notifier, &group);
                after(from, *wait).max(last.map_or(Timestamp::MIN, |last| after(last, *interval)))
            }
            Pace::Digest(digest) => digest.next(from, self.calendar),
        });
        Some(Hold { until, reason, by: route.name.clone(), group: Some(group) })
    }

    /// What the alerts of a group have in common, in words.
    fn group(&self, route: &Route) -> String {
        let said = route.gathering.by.iter().filter(|name| *name != RECIPIENT).map(|name| {
            let values: Vec<&str> = self.marks.values(name).collect();
            format!("{name} {}", values.join(", "))
        });
        std::iter::once(route.name.clone()).chain(said).collect::<Vec<_>>().join("; ")
    }
}

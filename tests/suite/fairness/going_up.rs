//! What people are told of alerts that go up: of nothing that is not broken, of nothing that is held up by others, nobody before their time,
//! and nobody whose post another holds.

use std::collections::BTreeMap;

use engine::alert::{AlertChange, Change, Severity};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::oracle::Oracle;
use super::strands::{Pace, Person};

/// When a step was taken for each alert that is open.
#[derive(Default)]
pub(super) struct GoingUp(BTreeMap<String, Timestamp>);

impl GoingUp {
    /// # Errors
    /// What was told that should not have been.
    pub(super) fn hear(&mut self, change: &AlertChange, oracle: &Oracle<'_>) -> Result<(), String> {
        let (alert, today) = (&change.alert, oracle.calendar.day(oracle.now));
        let id = alert.id.to_string();
        let rosters = oracle.declared.strands.iter().map(|strand| strand.people());
        let Some((people, Some(Pace(pace)))) = rosters.into_iter().find(|(_, pace)| pace.is_some()) else {
            return Ok(());
        };
        if change.ended.is_some() || alert.severity != Some(Severity::Breach) {
            self.0.remove(&id);
            return Ok(());
        }
        let holders = |role: &str| -> Vec<&str> {
            let held = people.iter().filter(|person| person.role == role && person.holds_on(today));
            held.map(|person: &Person| person.name.as_str()).collect()
        };
        for post in &alert.posts {
            let told: Vec<&str> = post.name.as_deref().into_iter().collect();
            if told != holders(&post.role) {
                return Err(format!(
                    "{id}: {told:?} are told as {}, which {:?} hold",
                    post.role,
                    holders(&post.role)
                ));
            }
        }
        if change.change != Change::Escalated {
            self.0.entry(id).or_insert(oracle.now);
            return Ok(());
        }
        let step = alert.climb.as_ref().and_then(|climb| climb.told.last()).ok_or("it went up no step")?;
        let told: Vec<&str> = step.people.iter().map(|name| &**name).collect();
        if told != holders(&step.to) {
            return Err(format!(
                "{id} goes up to {told:?} as {}, which {:?} hold",
                step.to,
                holders(&step.to)
            ));
        }
        let last = self.0.insert(id.clone(), oracle.now).ok_or("nobody heard of it before it went up")?;
        let passed = working_days(oracle.calendar.day(last), today);
        if passed < pace || alert.breakers().next().is_none() || !alert.held_up_by.is_empty() {
            return Err(format!(
                "{id} goes up after {passed} of {pace} working days, by {:?}",
                alert.held_up_by
            ));
        }
        Ok(())
    }
}

/// The working days after one day, up to and with another.
fn working_days(after: Date, up_to: Date) -> u32 {
    let days = after.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= up_to);
    let is_working = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    u32::try_from(days.filter(is_working).count()).expect("few days")
}

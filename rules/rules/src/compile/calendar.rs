//! The calendar of a project with the bank holidays of every jurisdiction that its register names.

use std::sync::Arc;

use engine::model::Calendar;
use jiff::civil::Date;

use crate::declare::{Project, Register, jurisdictions};

/// A calendar, and everything that it depends on, for revisions.
pub(super) struct ProjectCalendar {
    pub(super) calendar: Arc<Calendar>,
    pub(super) settings: String,
}

impl ProjectCalendar {
    /// A project whose register names no jurisdiction stays the one that it was.
    pub(super) fn of(project: &Project, register: &Register) -> Self {
        let mut calendar = project.calendar.clone();
        let mut settings = project.calendar_settings.clone();
        for name in jurisdictions(register) {
            let Some(days) = project.divisions.get(&*name) else { continue };
            let spelt: Vec<String> = days.iter().map(Date::to_string).collect();
            settings = format!("{settings} {name} {}", spelt.join(" "));
            calendar = calendar.with_jurisdiction(name, days.clone());
        }
        Self { calendar: Arc::new(calendar), settings }
    }
}

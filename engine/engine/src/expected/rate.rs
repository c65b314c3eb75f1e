//! What one expected report adds to the rate at which reports come.

use jiff::civil::Date;

use super::report::{ExpectedReport, ReportOutcome, Standing};
use crate::model::{Arrival, Calendar, Rate};

impl ExpectedReport {
    /// What it adds on a day. What is not due yet, is waived or waits for others counts neither way.
    pub fn rate(&self, today: Date, calendar: &Calendar) -> Rate {
        self.outcome.rate(&self.standing(today), self.timing().due, self.expires, (today, calendar))
    }
}

impl ReportOutcome {
    /// What a report adds that came to this.
    pub(super) fn rate(
        &self,
        standing: &Standing,
        due: Date,
        expires: Option<Date>,
        (today, calendar): (Date, &Calendar),
    ) -> Rate {
        let is_asked = !matches!(standing, Standing::Coming | Standing::Waits(_) | Standing::Waived);
        if is_asked && due < today {
            Rate::of_one(self.arrival(), due, expires, calendar)
        } else {
            Rate::default()
        }
    }

    fn arrival(&self) -> Arrival {
        match self {
            Self::Reported(_) | Self::Absent(..) | Self::Waiting(_) => Arrival::In(self.first_known()),
            Self::Unusable(_) => Arrival::Unusable,
            Self::Missing => Arrival::Missing,
        }
    }
}

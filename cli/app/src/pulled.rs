//! Pulling the files of feeds once, and what came of it in words. The service does so at their moments, on threads of its own.

use std::path::Path;

use engine::model::Calendar;
use jiff::Timestamp;
use plugins::pull::{Came, Patience, PullSettings, Pulled, Pulls, Then};
use words::pulled::{self, PullOutcome};

/// Pulls what is due, one file after the other. What cannot be had now is due again later.
pub fn pull_due(
    (project, ledger): (&Path, &Path),
    settings: Vec<PullSettings>,
    calendar: &Calendar,
    now: Timestamp,
) -> Vec<Pulled> {
    let mut pulls = Pulls::beside(ledger, project, Patience::default());
    pulls.replace(settings);
    let mut all = Vec::new();
    for attempt in pulls.due(calendar, now) {
        let (pulled, kept) = pulls.came_back(attempt.carry_out());
        if let Err(error) = kept {
            tracing::error!(feed = %pulled.feed, %error, "what is known of the pulled file cannot be kept");
        }
        all.push(pulled);
    }
    all
}

/// What came of a try, in one line, with what to do about it.
pub fn describe(pulled: &Pulled, calendar: &Calendar) -> String {
    let reason;
    let outcome = match &pulled.came {
        Came::File { path, bytes } => PullOutcome::Had { path, bytes: *bytes },
        Came::AsItWas => PullOutcome::AsItWas,
        Came::Failed(fault) => {
            reason = fault.to_string();
            PullOutcome::Failed { reason: &reason, help: fault.help() }
        }
    };
    let then = match pulled.then {
        Then::Done => pulled::Then::Done,
        Then::AgainAt(moment) => pulled::Then::AgainAt(moment),
        Then::GivenUp { tries } => pulled::Then::GivenUp { tries },
    };
    pulled::sentence(pulled.feed.as_str(), pulled.release, &outcome, then, calendar.time_zone())
}

/// Whether a file that should be there could not be had.
pub fn is_wanting(pulled: &Pulled) -> bool {
    matches!(pulled.came, Came::Failed(_)) || matches!(pulled.then, Then::GivenUp { .. })
}

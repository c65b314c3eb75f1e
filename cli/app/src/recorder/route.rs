//! Through which notifiers a message goes, and when. It is decided once, where the message is queued, and stands on the ledger from
//! then on.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::Calendar;
use engine::program::Program;
use jiff::tz::TimeZone;
use ledger::entry::{Entry, Hold, Message};
use plugins::routes::{Marks, Queueing, Route, Routes};

use super::record::Recorder;

/// A notifier that a message goes through, and until when it waits there.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Through {
    pub(super) notifier: String,
    pub(super) hold: Option<Arc<Hold>>,
}

impl Recorder {
    /// Sets by which routes messages go from now on.
    pub fn set_routes(&mut self, routes: Routes) {
        self.routes = routes;
    }

    /// The notifiers that a message goes through: those of its routes, and whoever heard of its alert before, so that nobody is
    /// left with the beginning of a story.
    pub(super) fn routed(&self, message: &Message) -> Vec<Through> {
        self.routed_among(message, &self.notifiers)
    }

    /// The same among some notifiers: through all of them where no route leads to one.
    pub(super) fn routed_among(&self, message: &Message, notifiers: &[String]) -> Vec<Through> {
        if self.routes.are_none() {
            return at_once(notifiers);
        }
        let marks = self.marks(message);
        let mut through = self.routes.through(&marks, notifiers);
        let heard = self.state.heard.before(message);
        for notifier in notifiers.iter().filter(|one| heard.is_some_and(|heard| heard.contains(*one))) {
            if through.iter().all(|(named, _)| named != notifier) {
                let route = self.routes.taking(&marks).next();
                through.push((notifier.clone(), route));
            }
        }
        let place = |(named, _): &(String, _)| notifiers.iter().position(|notifier| notifier == named);
        through.sort_by_key(place);
        self.waiting_for(message, &marks, through)
    }

    /// Through exactly these notifiers, when the message's routes say.
    pub(super) fn through(&self, message: &Message, notifiers: &[String]) -> Vec<Through> {
        if self.routes.are_none() {
            return at_once(notifiers);
        }
        let marks = self.marks(message);
        let taking: Vec<&Route> = self.routes.taking(&marks).collect();
        let route = |notifier: &String| {
            let naming = taking.iter().find(|route| route.notifiers.contains(notifier));
            (notifier.clone(), naming.or(taking.first()).copied())
        };
        self.waiting_for(message, &marks, notifiers.iter().map(route).collect())
    }

    fn waiting_for(
        &self,
        message: &Message,
        marks: &Marks,
        through: Vec<(String, Option<&Route>)>,
    ) -> Vec<Through> {
        let program = self.engine.program().map(|program| &**program);
        let utc = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let calendar = program.map_or(&utc, |program| calendar_of_receiver(message, program));
        let wait = |(notifier, route): (String, Option<&Route>)| {
            let outbox = &self.state.outbox;
            let queueing = Queueing { marks, notifier: &notifier, calendar, outbox, at: message.at };
            let hold = queueing.hold(route, &self.routes.silences).map(Arc::new);
            Through { notifier, hold }
        };
        through.into_iter().map(wait).collect()
    }

    fn marks(&self, message: &Message) -> Marks {
        Marks::of_message(message, self.engine.program().map(|program| &**program))
    }
}

fn at_once(notifiers: &[String]) -> Vec<Through> {
    notifiers.iter().map(|notifier| Through { notifier: notifier.clone(), hold: None }).collect()
}

/// The calendar of the body that is told first.
fn calendar_of_receiver<'p>(message: &Message, program: &'p Program) -> &'p Calendar {
    match Marks::first_recipient(message) {
        Some(body) => program.calendar_of(&body),
        None => &program.calendar,
    }
}

/// A message through each of these notifiers, which share it.
pub(super) fn queue(through: &[Through], message: Message) -> Vec<Entry> {
    let message = Arc::new(message);
    let queued = |Through { notifier, hold }: &Through| {
        if let Some(Hold { until, reason, by, .. }) = hold.as_deref() {
            tracing::info!(notifier, message = message.id, kind = message.kind, %until, ?reason, by, "waits");
        }
        Entry::Queued { notifier: notifier.clone(), message: Arc::clone(&message), hold: hold.clone() }
    };
    through.iter().map(queued).collect()
}

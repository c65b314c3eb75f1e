//! Through which notifiers a message goes, and when. It is decided once, where the message is queued, and stands on the ledger from
//! then on.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::model::Calendar;
use engine::program::Program;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ledger::entry::{Entry, Hold, Message};
use ledger::outbox::Outbox;
use plugins::routes::{Marks, Queueing, Route, Routes, Silence};
use words::public_url::PublicUrl;

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
        self.repeats.forget_all();
    }

    /// Sets where people find the pages that messages lead to.
    pub fn set_pages(&mut self, public_url: Option<String>) {
        self.pages = public_url.map(PublicUrl);
    }

    /// The notifiers that a message goes through: those of its routes, and whoever heard of its alert before, so that nobody is
    /// left with the beginning of a story.
    pub(super) fn routed(&self, message: &Message) -> Vec<Through> {
        self.routed_among(message, &self.notifiers)
    }

    /// The same among some notifiers: through all of them where no route leads to one.
    pub(super) fn routed_among(&self, message: &Message, notifiers: &[String]) -> Vec<Through> {
        if self.routes.are_none() && self.quiet.is_empty() {
            return at_once(notifiers);
        }
        let marks = self.marks(message);
        let mut through = self.routes.through(&marks, notifiers);
        let heard = self.state.heard.before(message);
        for notifier in notifiers.iter().filter(|one| heard.is_some_and(|heard| heard.contains_key(*one))) {
            if through.iter().all(|(named, _)| named != notifier) {
                let route = self.routes.taking(&marks).next();
                through.push((notifier.clone(), route));
            }
        }
        let place = |(named, _): &(String, _)| notifiers.iter().position(|notifier| notifier == named);
        through.sort_by_key(place);
        self.waiting_for(message, &marks, through, (message.at, &self.state.outbox))
    }

    /// Through exactly these notifiers, when the message's routes say.
    pub(super) fn through(&self, message: &Message, notifiers: &[String]) -> Vec<Through> {
        self.through_after(message, notifiers, (message.at, &self.state.outbox))
    }

    /// The same for a message that goes out at this moment at the earliest, and behind what stands in an outbox.
    pub(super) fn through_after(
        &self,
        message: &Message,
        notifiers: &[String],
        after: (Timestamp, &Outbox),
    ) -> Vec<Through> {
        if self.routes.are_none() && self.quiet.is_empty() {
            return at_once(notifiers);
        }
        let marks = self.marks(message);
        let taking: Vec<&Route> = self.routes.taking(&marks).collect();
        let route = |notifier: &String| {
            let naming = taking.iter().find(|route| route.notifiers.contains(notifier));
            (notifier.clone(), naming.or(taking.first()).copied())
        };
        self.waiting_for(message, &marks, notifiers.iter().map(route).collect(), after)
    }

    fn waiting_for(
        &self,
        message: &Message,
        marks: &Marks,
        through: Vec<(String, Option<&Route>)>,
        (at, outbox): (Timestamp, &Outbox),
    ) -> Vec<Through> {
        let program = self.engine.program().map(|program| &**program);
        let utc = Calendar::new(TimeZone::UTC, BTreeSet::new());
        let calendar = program.map_or(&utc, |program| calendar_of_receiver(message, program));
        let silences: Vec<&Silence> = self.routes.silences.iter().chain(self.quiet.silences()).collect();
        let wait = |(notifier, route): (String, Option<&Route>)| {
            let queueing = Queueing { marks, notifier: &notifier, calendar, outbox, at };
            let hold = queueing.hold(route, &silences).map(Arc::new);
            Through { notifier, hold }
        };
        through.into_iter().map(wait).collect()
    }

    pub(super) fn marks(&self, message: &Message) -> Marks {
        Marks::of_message(message, self.engine.program().map(|program| &**program))
    }
}

pub(super) fn at_once(notifiers: &[String]) -> Vec<Through> {
    notifiers.iter().map(|notifier| Through { notifier: notifier.clone(), hold: None }).collect()
}

/// The calendar of the body that is told first.
pub(super) fn calendar_of_receiver<'p>(message: &Message, program: &'p Program) -> &'p Calendar {
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

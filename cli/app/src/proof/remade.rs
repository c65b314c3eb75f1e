//! Messages made again: of what was known when each was queued follows what it says, letter by letter, and a message that says something else is named.
//!
//! What people are told of alerts is made again, with what reminds them, goes out later or goes out together. What other messages say is bound by the tree and
//! counted here as not made again, and so is what cannot be: what a plugin added, what was erased, and what another version of Remit worded.

use std::collections::{BTreeMap, BTreeSet};

use engine::alert::{AlertChange, Change};
use engine::evidence::Evidence;
use engine::program::Program;
use jiff::Timestamp;
use ledger::entry::{Entry, Message, Position, Recorded};
use ledger::fold::Observer as _;
use ledger::outbox::Outbox;
use ledger::tree::{TreeHash, sha256};
use plugins::settings::ToldBy;
use rules::source::SourceText;
use words::public_url::PublicUrl;

use super::message_fault::{MessageDifference, MessageFault};
use crate::ledger_state::{DIGEST, Heard, alerts_of};
use crate::outcome::VERSION;
use crate::recorder::{Telling, open_alert, reminder, together};

/// What came of making messages again.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct MessagesRemade {
    /// How many messages say what follows.
    pub remade: usize,
    /// How many were not made again, by why.
    pub unmade: BTreeMap<Unmade, usize>,
    /// Of how many changes of alerts nobody was told although there were notifiers.
    pub untold: usize,
    /// The first message that says something else than follows.
    pub fault: Option<MessageFault>,
}

/// Why a message was not made again, or not all of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Unmade {
    /// It is of a kind that is bound by the tree alone.
    Kind(String),
    /// A plugin may have added to it; whatever stands before that follows.
    Plugin,
    /// What it said is erased, or rests on what is.
    Erased,
    /// Another version of Remit worded it; none where nothing says which.
    Version(Option<String>),
    /// It may rest on what the file withholds.
    Withheld,
}

/// Whether all of a ledger is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Extent {
    Whole,
    /// What has no bearing on an alert is withheld.
    InPart,
}

/// What is known besides the engine where a message is made again.
#[derive(Default)]
pub(super) struct Remaking {
    heard: Heard,
    outbox: Outbox,
    /// What of the settings in force stands in messages, and of which text that is.
    told_by: ToldBy,
    project: Option<SourceText>,
    /// Whether anything was read before.
    has_read: bool,
    /// What was queued to go out later, as it said.
    queued: BTreeMap<String, TreeHash>,
    /// What stands for personal values that are gone, as it is read.
    gone: BTreeSet<String>,
    /// Messages that are as they should be if the next texts have these settings: those were in use before they were written down.
    ahead: Vec<Ahead>,
    /// The version that last said that it worked something out; none before one said so.
    version: Option<String>,
    came_of_it: MessagesRemade,
}

struct Ahead {
    public_url: Option<String>,
    has_hooks: bool,
    fault: MessageFault,
}

/// What was written at once, as far as messages rest on it.
pub(super) struct Step<'s> {
    pub(super) at: Timestamp,
    pub(super) first: Position,
    pub(super) entries: &'s [(Position, Entry)],
    /// The changes of alerts that follow, and the program before.
    pub(super) changes: &'s [AlertChange],
    pub(super) before: Option<&'s Program>,
    pub(super) extent: Extent,
}

/// A message on the ledger.
#[derive(Clone, Copy)]
struct Queued<'s> {
    position: Position,
    notifier: &'s str,
    message: &'s Message,
}

impl Remaking {
    /// A personal value is gone that is read as this.
    pub(super) fn note_gone(&mut self, read_as: String) {
        self.gone.insert(read_as);
    }

    /// This version says that it worked out what comes next.
    pub(super) fn note_version(&mut self, by: &str) {
        self.version = Some(by.to_owned());
    }

    /// Says what is known once a step is over.
    pub(super) fn note_known(&mut self, evidence: &Evidence) {
        self.has_read |= !evidence.is_empty();
    }

    /// Where messages lead to by the texts in force.
    pub(super) fn pages(&self) -> Option<PublicUrl> {
        self.told_by.public_url.clone().map(PublicUrl)
    }

    /// Texts came into force.
    pub(super) fn activated(&mut self, project: &SourceText) {
        if self.project.as_ref() == Some(project) {
            return;
        }
        self.told_by = ToldBy::read(project);
        self.project = Some(project.clone());
        for Ahead { public_url, has_hooks, fault } in std::mem::take(&mut self.ahead) {
            let is_so = public_url == self.told_by.public_url && (!has_hooks || self.told_by.hooks > 0);
            if is_so {
                self.came_of_it.remade += 1;
            } else {
                self.came_of_it.fault.get_or_insert(fault);
            }
        }
    }

    /// What came of it, with all that was written.
    pub(super) fn end(mut self) -> MessagesRemade {
        for Ahead { fault, .. } in self.ahead {
            self.came_of_it.fault.get_or_insert(fault);
        }
        self.came_of_it
    }

    /// Makes the messages of a step again, of which the engine has heard, and takes in what was written.
    pub(super) fn take(&mut self, telling: &Telling<'_>, step: &Step<'_>) {
        let mut last: Option<&Message> = None;
        for (position, entry) in step.entries {
            let Entry::Queued { notifier, message, hold } = entry else { continue };
            let queued = Queued { position: *position, notifier, message };
            // A message through several notifiers is one.
            if last != Some(&**message) {
                self.look_at(telling, step, queued);
                last = Some(&**message);
            }
            if hold.is_some() {
                self.queued.insert(message.id.clone(), said(message));
            }
        }
        self.count_untold(step);
        for (position, entry) in step.entries {
            let recorded = Recorded { position: *position, at: step.at, entry: entry.clone() };
            self.heard.observe(&recorded);
            self.outbox.observe(&recorded);
        }
    }

    /// Changes of alerts of which no message stands beside them. Until something was read, nobody is told of what fell due before.
    fn count_untold(&mut self, step: &Step<'_>) {
        let is_told_of = step.extent == Extent::Whole && self.told_by.notifiers > 0 && self.has_read;
        if !is_told_of || step.changes.is_empty() {
            return;
        }
        let told: BTreeSet<(&str, String)> = step
            .entries
            .iter()
            .filter_map(|(_, entry)| match entry {
                Entry::Queued { message, .. } => Some((&*message.kind, alerts_of(message).pop()?)),
                _ => None,
            })
            .collect();
        let is_told =
            |change: &&AlertChange| told.contains(&(&*kind_of(change), change.alert.id.to_string()));
        self.came_of_it.untold += step.changes.iter().filter(|change| !is_told(change)).count();
    }

    fn look_at(&mut self, telling: &Telling<'_>, step: &Step<'_>, queued: Queued<'_>) {
        let message = queued.message;
        if self.gone.contains(&message.text) || self.gone.contains(&message.subject) {
            return self.not_made(Unmade::Erased);
        }
        let later = message.id.rsplit_once('-').and_then(|(before, _)| self.queued.get(before));
        if let Some(before) = later {
            return if *before == said(message) {
                self.came_of_it.remade += 1;
            } else {
                self.differs(step, queued, None, MessageDifference::Later);
            };
        }
        if message.kind == DIGEST {
            let remade = self.digests(telling, step, queued);
            return self.hold(step, queued, &remade);
        }
        if !message.kind.starts_with("alert.") {
            return self.not_made(Unmade::Kind(message.kind.clone()));
        }
        let remade = self.of_alert(telling, step, queued);
        if self.is_among(&remade, message) || !self.is_ahead(telling, step, queued) {
            self.hold(step, queued, &remade);
        }
    }

    /// Whether a message is what follows by other settings, which the next texts must have then: another address of the pages, or a plugin.
    fn is_ahead(&mut self, telling: &Telling<'_>, step: &Step<'_>, queued: Queued<'_>) -> bool {
        let public_url = led_to(queued.message);
        let pages = public_url.clone().map(PublicUrl);
        let led = self.of_alert(&Telling { pages: pages.as_ref(), ..*telling }, step, queued);
        let is_alike = led.contains(queued.message);
        if !is_alike && !led.iter().any(|made| is_added_to(made, queued.message)) {
            return false;
        }
        let about = (queued.position, step.at);
        let fault = MessageFault::of(about, queued.message, led.first(), MessageDifference::Text);
        self.ahead.push(Ahead { public_url, has_hooks: !is_alike, fault });
        true
    }

    /// What may be said of an alert there.
    fn of_alert(&self, telling: &Telling<'_>, step: &Step<'_>, queued: Queued<'_>) -> Vec<Message> {
        let Queued { position, notifier, message } = queued;
        let Some(program) = telling.engine.program() else { return Vec::new() };
        let Some(id) = alerts_of(message).pop() else { return Vec::new() };
        let is_it =
            |change: &&AlertChange| kind_of(change) == message.kind && change.alert.id.to_string() == id;
        let changes = step.changes.iter().filter(is_it);
        let mut remade: Vec<Message> =
            changes.map(|change| telling.message_of(change, step.before, &[], step.first)).collect();
        let Some(alert) = open_alert(telling.engine, &id) else { return remade };
        if kind_of(&reminder(alert.clone(), step.at)) == message.kind {
            if let Some(last) = self.heard.of(&id).and_then(|heard| heard.get(notifier)) {
                let since = words::alert::told_again(*last, &program.calendar);
                let change = reminder(alert, step.at);
                remade.push(telling.message_of(&change, None, &[since], position));
            }
        } else if remade.is_empty() {
            // What was kept back until something was read is told as it stands then.
            let change = AlertChange::new(Change::Fired, alert.into(), step.at);
            if kind_of(&change) == message.kind {
                remade.push(telling.message_of(&change, step.before, &[], step.first));
            }
        }
        remade
    }

    /// What goes out together there through a notifier.
    fn digests(&self, telling: &Telling<'_>, step: &Step<'_>, queued: Queued<'_>) -> Vec<Message> {
        let gathered = self.outbox.gathered(step.at).into_iter();
        let of_notifier = gathered.filter(|gathered| gathered.notifier == queued.notifier);
        let entries = of_notifier.flat_map(|gathered| together(telling, (step.at, step.first), &gathered));
        let messages = entries.filter_map(|entry| match entry {
            Entry::Queued { message, .. } => Some(Message::clone(&message)),
            _ => None,
        });
        messages.filter(|made| made.id == queued.message.id).collect()
    }

    /// Holds a message against those that may stand in its place.
    fn hold(&mut self, step: &Step<'_>, queued: Queued<'_>, remade: &[Message]) {
        if remade.contains(queued.message) {
            self.came_of_it.remade += 1;
        } else if self.is_among(remade, queued.message) {
            self.not_made(Unmade::Plugin);
        } else {
            self.differs(step, queued, remade.first(), MessageDifference::Text);
        }
    }

    /// Whether a message is one of those, or what a plugin made of one.
    fn is_among(&self, remade: &[Message], message: &Message) -> bool {
        let is_added = || remade.iter().any(|made| is_added_to(made, message));
        remade.contains(message) || (self.told_by.hooks > 0 && is_added())
    }

    fn not_made(&mut self, why: Unmade) {
        *self.came_of_it.unmade.entry(why).or_default() += 1;
    }

    /// A message says something else than follows, unless there is a reason why that cannot be told.
    fn differs(
        &mut self,
        step: &Step<'_>,
        queued: Queued<'_>,
        remade: Option<&Message>,
        difference: MessageDifference,
    ) {
        if self.version.as_deref() != Some(VERSION) {
            return self.not_made(Unmade::Version(self.version.clone()));
        }
        if remade.is_some_and(|made| self.rests_on_erased(made)) {
            return self.not_made(Unmade::Erased);
        }
        if step.extent == Extent::InPart && step.changes.iter().any(|change| change.restatement.is_some()) {
            return self.not_made(Unmade::Withheld);
        }
        let fault = MessageFault::of((queued.position, step.at), queued.message, remade, difference);
        self.came_of_it.fault.get_or_insert(fault);
    }

    fn rests_on_erased(&self, made: &Message) -> bool {
        let texts = [&made.text, &made.json, &made.subject];
        self.gone.iter().any(|gone| texts.iter().any(|text| text.contains(gone.as_str())))
    }
}

fn kind_of(change: &AlertChange) -> String {
    format!("alert.{}", change.change.as_str())
}

/// What a message says, whatever its id.
fn said(message: &Message) -> TreeHash {
    let Message { at, kind, subject, text, json, .. } = message;
    sha256(format!("{at}\n{kind}\n{}\n{}\n{subject}{text}{json}", subject.len(), text.len()).as_bytes())
}

/// Whether a plugin can have made one message of another: by its subject, by what stands behind its text, and by labels.
fn is_added_to(made: &Message, message: &Message) -> bool {
    let is_text = made.text == message.text
        || message.text.strip_prefix(made.text.trim_end()).is_some_and(|more| more.starts_with("\n\n"));
    is_text && made.kind == message.kind && made.at == message.at && made.id == message.id
}

/// Where a message about an alert leads to.
fn led_to(message: &Message) -> Option<String> {
    let line = message.text.lines().find_map(|line| line.strip_prefix("Evidence: "))?;
    Some(line.split_once("/explanations/")?.0.to_owned())
}

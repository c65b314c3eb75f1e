//! What a message says of itself, by the names that matchers ask for.
//!
//! A name may have several values, such as the bodies that an alert names. What a message does not say is the empty text, as with
//! Alertmanager.

use std::collections::{BTreeMap, BTreeSet};

use engine::model::{BodyId, Class, Labels, MissionId, ObligationId, ObligationRef};
use engine::program::{Obligation, Program};
use ledger::entry::Message;
use serde::Deserialize;

/// The names that every project has, besides its own labels.
pub const NAMES: [&str; 11] = [
    "kind",
    "mission",
    "obligation",
    "body",
    "owner",
    "severity",
    "class",
    "board",
    "measure",
    "feed",
    "notifier",
];

/// Values by names.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Marks(BTreeMap<String, BTreeSet<String>>);

impl Marks {
    /// What a message says, with what the program in force says of that.
    pub fn of_message(message: &Message, program: Option<&Program>) -> Self {
        let said: Said = serde_json::from_str(&message.json).unwrap_or_default();
        let mut marks = Self::default();
        marks.add("kind", [&*message.kind]);
        if let Some((program, reference)) = program.zip(said.reference())
            && let Some(obligation) = program.obligation(&reference)
        {
            marks.add_obligation(program, &reference.mission, obligation);
        }
        marks.add("mission", &said.mission);
        marks.add("severity", &said.severity);
        marks.add("class", &said.class);
        marks.add("feed", &said.feed);
        marks.add("notifier", &said.notifier);
        let figures = said.figures.iter();
        let bodies = figures.clone().map(|figure| &figure.body).chain(&said.body).chain(&said.about);
        let bodies: Vec<&String> = bodies.chain(said.recipients.iter().map(|one| &one.body)).collect();
        if let Some(program) = program {
            for body in &bodies {
                marks.add_labels_of_body(program, body);
            }
        }
        marks.add("body", bodies);
        marks.add("measure", figures.map(|figure| &figure.measure));
        for recipient in &said.recipients {
            marks.add("owner", recipient.owner.iter().chain(&recipient.people));
        }
        for (label, value) in &said.labels {
            marks.add(label, [value]);
        }
        marks
    }

    /// The body that a message is for before all others.
    pub fn first_recipient(message: &Message) -> Option<BodyId> {
        let said: Said = serde_json::from_str(&message.json).ok()?;
        let first = said.recipients.into_iter().next()?;
        Some(BodyId::new(first.body))
    }

    /// What every message about an obligation says, whomever it names.
    pub fn of_obligation(program: &Program, mission: &MissionId, obligation: &Obligation) -> Self {
        let mut marks = Self::default();
        marks.add_obligation(program, mission, obligation);
        let about = obligation.one_of.as_ref().map(|one| &one.body);
        for body in std::iter::once(&obligation.lead).chain(about) {
            marks.add_body(program, body.as_str());
        }
        marks.add("class", obligation.class.map(Class::as_str));
        marks.add("owner", obligation.owner.as_deref());
        marks
    }

    /// The same with a body that a message names, and its labels.
    pub fn add_body(&mut self, program: &Program, body: &str) {
        self.add("body", [body]);
        self.add_labels_of_body(program, body);
    }

    fn add_obligation(&mut self, program: &Program, mission: &MissionId, obligation: &Obligation) {
        self.add("mission", [mission.as_str()]);
        self.add("obligation", [obligation.id.as_str(), obligation.declared_id().as_str()]);
        let declared = program.missions.get(mission);
        self.add("board", declared.and_then(|mission| mission.board.as_deref()));
        self.add_labels(&obligation.labels);
        for part in obligation.parts() {
            let measure = &part.duty.measure;
            self.add("measure", [measure.as_str()]);
            if let Some(measure) = program.catalogue.measures.get(measure) {
                self.add_labels(&measure.labels);
            }
        }
    }

    fn add_labels_of_body(&mut self, program: &Program, body: &str) {
        if let Some(body) = program.catalogue.bodies.get(body) {
            self.add_labels(&body.labels);
        }
    }

    fn add_labels(&mut self, labels: &Labels) {
        for (label, value) in labels.iter().filter(|(label, _)| !NAMES.contains(label)) {
            self.add(label, [value]);
        }
    }

    /// Further values of a name; an empty one says nothing.
    pub fn add<V: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = V>) {
        for value in values {
            if !value.as_ref().is_empty() {
                self.0.entry(name.to_owned()).or_default().insert(value.as_ref().to_owned());
            }
        }
    }

    /// The values of a name; none where the message does not say.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.get(name).into_iter().flatten().map(String::as_str)
    }
}

/// What messages of all kinds say for programs, as far as routes ask for it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    mission: Option<String>,
    obligation: Option<String>,
    about: Option<String>,
    body: Option<String>,
    severity: Option<String>,
    class: Option<String>,
    feed: Option<String>,
    notifier: Option<String>,
    recipients: Vec<Recipient>,
    figures: Vec<Figure>,
    labels: BTreeMap<String, String>,
}

impl Said {
    fn reference(&self) -> Option<ObligationRef> {
        let (mission, obligation) = self.mission.as_deref().zip(self.obligation.as_deref())?;
        Some(ObligationRef { mission: MissionId::new(mission), obligation: ObligationId::new(obligation) })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Recipient {
    body: String,
    owner: Option<String>,
    people: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Figure {
    measure: String,
    body: String,
}

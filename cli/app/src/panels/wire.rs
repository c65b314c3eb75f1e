//! What panels say, for programs. Names of fields stay as they are; new ones may come.

use engine::evidence::Heard;
use engine::model::{MeasureId, Report, Response, VoiceId};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use words::panel as say;

use super::figure::{AskedPerson, PanelFigure, Side};
use super::panel::Panel;
use super::readers::Readers;

/// Every panel, in numbers.
#[derive(Serialize, Debug)]
pub struct WirePanels {
    as_at: Timestamp,
    /// Told only to whoever is known: it says how much the project records.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    panels: Vec<WireCounts>,
}

#[derive(Serialize, Debug)]
struct WireCounts {
    id: String,
    name: String,
    figures: usize,
    contested: usize,
    unanswered: usize,
}

/// One panel, with a page of what it says.
#[derive(Serialize, Debug)]
pub struct WirePanel {
    as_at: Timestamp,
    /// Told only to whoever is known: it says how much the project records.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u64>,
    #[serde(flatten)]
    counts: WireCounts,
    said: Vec<WireFigure>,
    /// Behind which place the next page begins; null on the last.
    next: Option<usize>,
}

#[derive(Serialize, Debug)]
struct WireFigure {
    measure: String,
    body: String,
    period: String,
    /// None where the report gives none.
    value: Option<String>,
    /// What officials say; nothing where none of them has reported it.
    official: Vec<Option<String>>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asked: Vec<WireAsked>,
}

#[derive(Serialize, Debug)]
struct WireAsked {
    obligation: String,
    body: String,
    /// Named only to whoever is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    until: Option<Date>,
    answers: Vec<WireAnswer>,
    /// What was answered for the whole of which it is a part, by somebody else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    answered_for_whole: Vec<WireAnswer>,
}

#[derive(Serialize, Debug)]
struct WireAnswer {
    at: Timestamp,
    text: String,
}

impl Side {
    /// The word for it in JSON and in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contested => "contested",
            Self::Agrees => "agrees",
            Self::Alone | Self::Contradicted => "alone",
        }
    }
}

impl WireCounts {
    fn of(panel: &Panel, program: &Program) -> Self {
        let (contested, unanswered) = panel.counts();
        let (id, name) = named(&panel.voice, program);
        Self { id, name, figures: panel.figures.len(), contested, unanswered }
    }
}

fn named(voice: &VoiceId, program: &Program) -> (String, String) {
    (voice.to_string(), say::name(voice, program).to_owned())
}

impl WirePanels {
    pub fn of(
        panels: &[Panel],
        (program, readers): (&Program, Readers),
        (as_at, position): (Timestamp, u64),
    ) -> Self {
        let panels = panels.iter().map(|panel| WireCounts::of(panel, program)).collect();
        Self { as_at, position: readers.position(position), panels }
    }
}

impl WirePanel {
    pub fn of(
        panel: &Panel,
        (listed, next): (&[PanelFigure], Option<usize>),
        (program, readers): (&Program, Readers),
        (as_at, position): (Timestamp, u64),
    ) -> Self {
        let counts = WireCounts::of(panel, program);
        let said = listed.iter().map(|figure| WireFigure::of(figure, readers)).collect();
        Self { as_at, position: readers.position(position), counts, said, next }
    }
}

impl Readers {
    fn position(self, position: u64) -> Option<u64> {
        (self == Self::Known).then_some(position)
    }
}

impl WireFigure {
    fn of(figure: &PanelFigure, readers: Readers) -> Self {
        let cell = &figure.cell;
        Self {
            measure: cell.measure.to_string(),
            body: cell.body.to_string(),
            period: cell.period.to_string(),
            value: value(&figure.said),
            official: figure.official.iter().map(value).collect(),
            state: figure.side.as_str(),
            since: figure.since,
            asked: figure.asked.iter().map(|asked| WireAsked::of(asked, readers)).collect(),
        }
    }
}

impl WireAsked {
    fn of(asked: &AskedPerson, readers: Readers) -> Self {
        let told = |answers: &[Response]| -> Vec<WireAnswer> { answers.iter().map(WireAnswer::of).collect() };
        Self {
            obligation: asked.answerable.obligation.to_string(),
            body: asked.answerable.by.to_string(),
            person: asked.person(readers).map(str::to_owned),
            until: asked.until,
            answers: told(&asked.answers),
            answered_for_whole: told(&asked.for_whole),
        }
    }
}

impl WireAnswer {
    fn of(answer: &Response) -> Self {
        Self { at: answer.at, text: answer.submission.reason.clone() }
    }
}

fn value(heard: &Heard) -> Option<String> {
    match heard.report {
        Report::Value(value) => Some(value.to_string()),
        Report::Absent(_) => None,
    }
}

impl PanelFigure {
    /// What is said of it officially, in words.
    pub fn official_words(&self, program: &Program) -> String {
        let measure: &MeasureId = &self.cell.measure;
        let said: Vec<String> =
            self.official.iter().map(|heard| say::said(heard, measure, program)).collect();
        if said.is_empty() { say::NO_OFFICIAL.to_owned() } else { words::english::list(&said) }
    }

    /// What is said of who is asked and of what was answered, a sentence for each.
    pub fn answers_in_words(&self, program: &Program, readers: Readers) -> Vec<String> {
        match (self.side, self.asked.is_empty()) {
            (Side::Alone, _) => vec![say::ALONE.to_owned()],
            (Side::Contradicted, _) => vec![say::CONTRADICTED.to_owned()],
            (Side::Agrees, _) => vec![say::AGREES.to_owned()],
            (Side::Contested, true) => {
                vec![say::contested_since(self.since, program), say::NOBODY.to_owned()]
            }
            (Side::Contested, false) => {
                let mut told = vec![say::contested_since(self.since, program)];
                for sentence in self.asked.iter().flat_map(|asked| asked.in_words(program, readers)) {
                    // What was answered for the whole is the answer to each part of it.
                    if !told.contains(&sentence) {
                        told.push(sentence);
                    }
                }
                told
            }
        }
    }
}

impl AskedPerson {
    /// Who holds the post, for whom people may be named.
    fn person(&self, readers: Readers) -> Option<&str> {
        let name = self.post.as_ref()?.name.as_deref();
        name.filter(|_| readers == Readers::Known)
    }

    fn in_words(&self, program: &Program, readers: Readers) -> Vec<String> {
        let for_whole = self.for_whole.iter().map(|answer| say::answered_for_whole(answer, program));
        let own = self.answers.iter().map(|answer| {
            // A part that was taken over was answered by whoever owed it then.
            let by = answer.owed_by.as_ref().unwrap_or(&self.answerable.by);
            say::answered(program.catalogue.body_name(by), answer, program)
        });
        let told = for_whole.chain(own);
        if !self.answers.is_empty() {
            return told.collect();
        }
        let role = self.post.as_ref().map(|post| &*post.role);
        let who = say::asked_of(&self.answerable.by, role, self.person(readers), program);
        told.chain([say::asked(&who, self.until, self.come())]).collect()
    }

    /// What has come of the answer that is asked for, where it is none of its own.
    fn come(&self) -> say::Come {
        match (self.since, self.for_whole.is_empty()) {
            (None, _) => say::Come::Unknown,
            (Some(_), true) => say::Come::Nothing,
            (Some(_), false) => say::Come::ForTheWhole,
        }
    }
}

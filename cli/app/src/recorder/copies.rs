//! A copy of what somebody hands in, to whoever hands it in and to nobody else: by mail, where the project knows an address of that person. It is queued in the transaction in which what it is a copy of
//! is written down.

use std::collections::BTreeSet;

use engine::Engine;
use engine::model::{BodyId, Response, is_same_person};
use jiff::Timestamp;
use ledger::entry::{Entry, FileReceipt, Position};
use words::copy::{self, Copied};
use words::names::Names;
use words::notice::Notice;

use super::record::Recorder;
use super::route::{at_once, queue};
use super::telling::announcement;
use crate::intake::{HandIn, RowsSaid, Sender};

/// The kind of a message that is a copy.
const COPY: &str = "sender.copy";

/// Where copies go to one person.
pub(super) struct Desk {
    /// The notifiers that write letters.
    letters: Vec<String>,
    name: String,
    address: String,
}

impl Recorder {
    /// Sets through which notifiers people are sent a copy of what they hand in.
    pub fn set_letters(&mut self, letters: Vec<String>) {
        self.letters = letters;
    }

    /// Where somebody is written to who speaks for these bodies. None where the account speaks for no body, since a namesake may hold a post anywhere, where
    /// the project knows no address, and where more than one person of that name may be meant.
    pub(super) fn desk(&self, name: &str, bodies: &BTreeSet<BodyId>, now: Timestamp) -> Option<Desk> {
        let program = self.engine.program().filter(|_| !self.letters.is_empty())?;
        let day = program.calendar.day(now);
        let posts = program.roster.all().iter().filter(|person| {
            person.holds_on(day) && bodies.contains(&person.body) && is_same_person(&person.name, name)
        });
        // A namesake without an address may be the one who is meant.
        let addresses: BTreeSet<Option<&str>> = posts.map(|person| person.address.as_deref()).collect();
        let [Some(address)] = addresses.into_iter().collect::<Vec<_>>()[..] else { return None };
        Some(Desk { letters: self.letters.clone(), name: name.to_owned(), address: address.to_owned() })
    }

    /// Copies of reports, behind so many other entries.
    pub(super) fn copies_of_reports(
        &self,
        now: Timestamp,
        handed_in: &[HandIn],
        receipts: &[FileReceipt],
        rows: &RowsSaid,
        behind: usize,
    ) -> Vec<Entry> {
        let Some(program) = self.engine.program() else { return Vec::new() };
        let (names, mut entries) = (Names { program }, Vec::new());
        for one in handed_in {
            let Sender { name, bodies, reference } = &one.sender;
            let receipt = receipts.iter().find(|receipt| receipt.file.path == one.path);
            let (Some(receipt), Some(desk)) = (receipt, self.desk(name, bodies, now)) else { continue };
            let said = rows.said(&one.path).map(|(cell, said)| copy::figure(cell, said.report, names));
            let notice = copy::of_report(reference, receipt, said);
            let place = self.next_place() + (behind + entries.len()) as Position;
            entries.extend(desk.copy((Copied::Report, reference), now, notice, place));
        }
        entries
    }
}

impl Desk {
    /// A copy of a reply that was recorded.
    pub(super) fn of_reply(
        &self,
        response: &Response,
        sentences: &[String],
        (now, place): (Timestamp, Position),
    ) -> Vec<Entry> {
        let reference = words::proposal::reference(response.id.as_str());
        let notice = copy::of_reply(&reference, &response.submission, sentences);
        self.copy((Copied::Reply, &reference), now, notice, place)
    }

    fn copy(
        &self,
        (what, reference): (Copied, &str),
        now: Timestamp,
        notice: Notice,
        place: Position,
    ) -> Vec<Entry> {
        let json = serde_json::json!({
            "copy_of": what.as_str(),
            "reference": reference,
            // Whoever hears everything does not hear this.
            "personal": true,
            "alone": true,
            "recipients": [{ "people": [self.name], "address": self.address }],
        });
        let message = announcement(COPY, now, notice, json.to_string(), place);
        queue(&at_once(&self.letters), message)
    }
}

/// What whoever replied is told of it, as the answer has it.
pub(super) fn sentences(response: &Response, effects: &engine::Effects, engine: &Engine) -> Vec<String> {
    let mut sentences = vec![words::response::recorded(response)];
    if let Some(program) = engine.program() {
        sentences.extend(words::response::consequences(response, effects, &program.catalogue));
    }
    if engine.answers_people(response) {
        sentences.push(words::panel::MAY_BE_READ.to_owned());
    }
    sentences
}

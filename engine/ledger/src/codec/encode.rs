//! From entries to the wire. Decides nothing about where the bytes are kept.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::source::{SourceText, Sources};
use engine::model::{Edition, Load, Observation, SourceFile};

use super::checks::split_checks;
use super::column::Dictionary;
use super::difference::split_difference;
use super::enclosed::split_enclosed;
use super::erasure::split_erasure;
use super::handed_in::split_handed_in;
use super::message::split_hold;
use super::moment::moment;
use super::outcome::split_outcome;
use super::papers::split_papers;
use super::parts::split_parts;
use super::proposal::{split_decision, split_proposal};
use super::response::split_response;
use super::rows::Rows;
use super::silence::{split_end, split_silence};
use super::unused::{split_embargoes, split_sheets, split_unused};
use super::wire::{self, Moment, Str, TextHash};
use crate::commit::{LeafForm, Outcome};
use crate::entry::{Entry, FileReceipt, Message, Setback};
use crate::lines::Lines;
use crate::parts::PersonalParts;
use crate::personal::PersonalForm;

/// Entries as bytes.
pub struct Encoded<'e> {
    pub bytes: Vec<u8>,
    /// Source texts that it refers to by hash, which are to be kept beside it.
    pub texts: Vec<(TextHash, &'e str)>,
}

/// Turns the entries of one commit into one batch.
pub fn encode(entries: &[Entry]) -> Encoded<'_> {
    encode_stored(entries.iter().map(|entry| (entry, PersonalForm::InClear)))
}

/// The same of entries as they are stored.
pub fn encode_stored<'e>(entries: impl IntoIterator<Item = (&'e Entry, PersonalForm)>) -> Encoded<'e> {
    encode_batch(entries, (LeafForm::Whole, None))
}

/// The same with of what their leaves are made, and with what the step led to that they are about.
///
/// # Panics
/// Memory runs out.
pub fn encode_batch<'e>(
    entries: impl IntoIterator<Item = (&'e Entry, PersonalForm)>,
    (leaf_form, outcome): (LeafForm, Option<&'e Outcome>),
) -> Encoded<'e> {
    let (mut encoder, mut form) = (Encoder::default(), PersonalForm::InClear);
    let mut entries: Vec<wire::Entry> = entries
        .into_iter()
        .map(|(entry, own)| {
            form = form.max(own);
            encoder.entry(entry)
        })
        .collect();
    match form {
        PersonalForm::InClear => {}
        PersonalForm::OfPeople => entries.push(wire::Entry::StandIns),
        PersonalForm::OfAll => entries.push(wire::Entry::StandInsInAll),
    }
    if !encoder.begun.is_empty() {
        entries.push(wire::Entry::Begun(encoder.begun.into_iter().collect()));
    }
    if !encoder.editions.is_empty() {
        let editions = encoder.editions.into_iter();
        let editions = editions.map(|(file, (revision, reading))| (file, revision, reading));
        entries.push(wire::Entry::Editions(editions.collect()));
    }
    if !encoder.voices.is_empty() {
        entries.push(wire::Entry::Voices(encoder.voices.into_iter().collect()));
    }
    if !encoder.sheets.is_empty() {
        entries.push(wire::Entry::Sheets(encoder.sheets.into_iter().collect()));
    }
    if !encoder.held.is_empty() {
        entries.push(wire::Entry::Held(encoder.held.into_iter().collect()));
    }
    entries.extend(split_outcome(leaf_form, outcome, &mut |text| encoder.strings.number(text)));
    let texts: Vec<_> = encoder.texts.into_things().collect();
    let looked_through = (0..).zip(&texts);
    let looked_through =
        looked_through.filter_map(|(place, (.., parts))| Some((place, split_parts((*parts)?))));
    let looked_through: Vec<_> = looked_through.collect();
    if !looked_through.is_empty() {
        entries.push(wire::Entry::PersonalParts(looked_through));
    }
    let texts: Vec<(TextHash, &str)> = texts.into_iter().map(|(hash, text, _)| (hash, text)).collect();
    let batch = wire::Batch {
        strings: encoder.strings.into_things().collect(),
        files: encoder.files.into_things().collect(),
        texts: texts.iter().map(|(hash, _)| *hash).collect(),
        entries,
    };
    let bytes = postcard::to_allocvec(&batch).expect("writing to memory does not fail");
    Encoded { bytes, texts }
}

/// Whether a receipt has what few have.
fn has_more(FileReceipt { counts, same_as, left_out, .. }: &FileReceipt) -> bool {
    counts.unreconciled > 0 || same_as.is_some() || *left_out > 0
}

fn split_runs(lines: &Lines) -> Vec<(u32, u32)> {
    let mut end = 0;
    let run = |(first, last): &(u32, u32)| (first - std::mem::replace(&mut end, *last), last - first);
    lines.runs().iter().map(run).collect()
}

/// What the entries of one batch share.
#[derive(Default)]
struct Encoder<'e> {
    strings: Dictionary<&'e str>,
    files: Dictionary<wire::File>,
    /// The files with which their feeds began.
    begun: BTreeSet<u32>,
    /// When those files came in that waited for the end of an embargo.
    held: BTreeMap<u32, Moment>,
    /// What sets files apart from others of their vintage.
    editions: BTreeMap<u32, (u8, u32)>,
    /// For whom files speak.
    voices: BTreeMap<u32, Str>,
    /// The sheets of files that are workbooks.
    sheets: BTreeMap<u32, Vec<Str>>,
    /// Each with its personal parts, where it was looked through for them.
    texts: Dictionary<(TextHash, &'e str, Option<&'e PersonalParts>)>,
    /// Rows of one file follow each other, so that its number need not be looked up for each.
    last_file: Option<(&'e Arc<SourceFile>, u32)>,
}

impl<'e> Encoder<'e> {
    fn entry(&mut self, entry: &'e Entry) -> wire::Entry {
        match entry {
            Entry::Observed(observations) => self.observed(observations),
            Entry::Received(receipt) => self.received(receipt),
            Entry::Activated(sources) => self.activated(sources),
            Entry::ClockAdvanced => wire::Entry::ClockAdvanced,
            Entry::Resumed => wire::Entry::Resumed,
            Entry::Queued { notifier, message, hold } => {
                let (notifier, message) = (self.string(notifier), self.message(message));
                match hold {
                    None => wire::Entry::Queued { notifier, message },
                    Some(hold) => {
                        let hold = split_hold(hold, &mut |text| self.string(text));
                        wire::Entry::QueuedToWait { notifier, message, hold }
                    }
                }
            }
            Entry::Attempted { notifier, message_id, error, setback } => {
                let (notifier, message_id) = (self.string(notifier), self.string(message_id));
                let error = self.string(error);
                match setback {
                    Setback::Passing => wire::Entry::Attempted { notifier, message_id, error },
                    Setback::Busy { until } => {
                        wire::Entry::AttemptedWhileBusy { notifier, message_id, error, until: moment(*until) }
                    }
                    Setback::Refused => wire::Entry::Settled { notifier, message_id, refused: Some(error) },
                }
            }
            Entry::Settled { notifier, message_id } => wire::Entry::Settled {
                notifier: self.string(notifier),
                message_id: self.string(message_id),
                refused: None,
            },
            Entry::Superseded { notifier, message_id, by } => wire::Entry::Superseded {
                notifier: self.string(notifier),
                message_id: self.string(message_id),
                by: self.string(by),
            },
            Entry::Responded(response) => {
                let mut string = |text: &'e str| self.string(text);
                let split = Box::new(split_response(response, &mut string));
                let owed_by = response.owed_by.as_ref().map(|body| string(body.as_str()));
                match (split_enclosed(&response.enclosed, &mut string), owed_by) {
                    (Some(enclosed), owed_by) => wire::Entry::RespondedWith(split, owed_by, enclosed),
                    (None, Some(body)) => wire::Entry::RespondedOf(split, body),
                    (None, None) => wire::Entry::Responded(split),
                }
            }
            Entry::SetAside(unused) => {
                let mut string = |text: &'e str| self.string(text);
                let split = unused.iter().map(|unused| split_unused(unused, &mut string)).collect();
                match split_embargoes(unused, &mut string) {
                    (held, _) if held.is_empty() => wire::Entry::SetAsideOfFiles(split),
                    (held, rows) if rows.is_empty() => wire::Entry::SetAsideWithEmbargoes(split, held),
                    (held, rows) => wire::Entry::SetAsideWithRowsHeld(split, held, rows),
                }
            }
            Entry::Approved { signed, signer } => wire::Entry::Approved {
                statement: self.string(&signed.statement),
                signature: self.string(&signed.signature),
                signer: self.string(signer),
            },
            Entry::HandedIn(handed_in) => split_handed_in(handed_in, &mut |text| self.string(text)),
            Entry::Proposed(proposal) => split_proposal(proposal, &mut |text| self.string(text)),
            Entry::Decided(decision) => split_decision(decision, &mut |text| self.string(text)),
            Entry::Silenced(silence) => split_silence(silence, &mut |text| self.string(text)),
            Entry::SilenceEnded(end) => split_end(end, &mut |text| self.string(text)),
            Entry::Erased(erasure) => split_erasure(erasure, &mut |text| self.string(text)),
            Entry::DifferenceAccepted(accepted) => split_difference(accepted, &mut |text| self.string(text)),
        }
    }

    fn observed(&mut self, observations: &'e [Observation]) -> wire::Entry {
        let rows = Box::new(self.observations(observations));
        let papers = (0..).zip(observations);
        let papers = papers.filter_map(|(row, observation)| Some((row, observation.paper.as_ref()?)));
        let papers = split_papers(papers, &mut |text| self.string(text));
        if papers.is_empty() {
            wire::Entry::Observed(rows)
        } else {
            wire::Entry::ObservedPapers(rows, papers)
        }
    }

    fn observations(&mut self, observations: &'e [Observation]) -> wire::Observations {
        let mut rows = Rows::default();
        for observation in observations {
            let file = self.file(&observation.source.file);
            rows.push(observation, file);
        }
        rows.split(&mut |text| self.string(text))
    }

    /// In the shortest form that holds all of it.
    fn received(&mut self, receipt: &'e FileReceipt) -> wire::Entry {
        let runs = split_runs(&receipt.more_quarantined);
        let split = self.receipt(receipt);
        let has_checks = !receipt.unequal_totals.is_empty() || !receipt.unexplained.is_empty();
        if !has_checks && !has_more(receipt) {
            return if receipt.more_quarantined.is_empty() {
                wire::Entry::Received(split)
            } else {
                wire::Entry::ReceivedInPart(split, runs)
            };
        }
        let more = wire::MoreOfReceipt {
            unreconciled: receipt.counts.unreconciled,
            same_as: receipt.same_as.as_ref().map(|path| self.string(path)),
            left_out: receipt.left_out,
        };
        if !has_checks {
            return wire::Entry::ReceivedWithMore(split, runs, more);
        }
        let checks = split_checks(receipt, &mut |text| self.string(text));
        wire::Entry::ReceivedWithChecks(split, runs, more, checks)
    }

    fn receipt(&mut self, receipt: &'e FileReceipt) -> wire::FileReceipt {
        let quarantined = receipt.quarantined.iter();
        wire::FileReceipt {
            file: self.file(&receipt.file),
            accepted: receipt.counts.accepted,
            unchanged: receipt.counts.unchanged,
            revised: receipt.counts.revised,
            skipped: receipt.skipped,
            quarantined: quarantined
                .map(|row| wire::Quarantined { line: row.line, reason: self.string(&row.reason) })
                .collect(),
        }
    }

    fn sources(&mut self, sources: &'e Sources) -> wire::Sources {
        let mut known = Vec::new();
        let mut rule_sets = Vec::new();
        let mut missions = Vec::new();
        for (key, mission) in &sources.missions {
            let place = known.iter().position(|rules| *rules == &mission.rules).unwrap_or_else(|| {
                known.push(&mission.rules);
                let rules = mission.rules.iter();
                rule_sets.push(rules.map(|(id, text)| (self.string(id), self.script(text))).collect());
                known.len() - 1
            });
            missions.push(wire::Mission {
                key: self.string(key),
                declaration: self.text(&mission.declaration),
                rule_set: u32::try_from(place).expect("fewer sets of rules than missions"),
            });
        }
        wire::Sources {
            project: self.text(&sources.project),
            bodies: self.text(&sources.bodies),
            bank_holidays: sources.bank_holidays.as_ref().map(|text| self.text(text)),
            rule_sets,
            missions,
        }
    }

    fn activated(&mut self, activated: &'e Sources) -> wire::Entry {
        let sources = self.sources(activated);
        let libraries = self.libraries(activated);
        let people = activated.people.as_ref().map(|text| self.text(text));
        let relations = activated.relations.as_ref().map(|text| self.text(text));
        match (libraries, &people, &relations) {
            (None, None, None) => wire::Entry::Activated(sources),
            (Some(libraries), None, None) => wire::Entry::ActivatedWithLibraries(sources, libraries),
            (libraries, ..) => {
                let more = wire::MoreOfSources { libraries, people, relations };
                wire::Entry::ActivatedWithMore(sources, more)
            }
        }
    }

    /// The libraries of every mission; none where no mission has any.
    fn libraries(&mut self, sources: &'e Sources) -> Option<wire::Libraries> {
        let mut known = Vec::new();
        let mut libraries = wire::Libraries { sets: Vec::new(), of_missions: Vec::new() };
        for mission in sources.missions.values() {
            let place = known.iter().position(|set| *set == &mission.libraries).unwrap_or_else(|| {
                known.push(&mission.libraries);
                let set = mission.libraries.iter();
                let set = set.map(|(name, library)| wire::Library {
                    name: self.string(name),
                    version: self.string(&library.version),
                    script: self.script(&library.script),
                });
                libraries.sets.push(set.collect());
                known.len() - 1
            });
            libraries.of_missions.push(u32::try_from(place).expect("fewer sets of libraries than missions"));
        }
        libraries.sets.iter().any(|set| !set.is_empty()).then_some(libraries)
    }

    fn message(&mut self, message: &'e Message) -> wire::Message {
        wire::Message {
            id: self.string(&message.id),
            at: moment(message.at),
            kind: self.string(&message.kind),
            subject: self.string(&message.subject),
            text: self.string(&message.text),
            json: self.string(&message.json),
        }
    }

    fn file(&mut self, file: &'e Arc<SourceFile>) -> u32 {
        if let Some((last, number)) = self.last_file
            && Arc::ptr_eq(last, file)
        {
            return number;
        }
        let SourceFile { feed, path, hash, load, edition, speaks_for, sheets } = &**file;
        let [feed, path, hash] = [feed.as_str(), path, hash].map(|text| self.string(text));
        let number = self.files.number(wire::File { feed, path, hash });
        match *load {
            Load::First => drop(self.begun.insert(number)),
            Load::Held { received } => drop(self.held.insert(number, moment(received))),
            Load::Later => {}
        }
        if *edition != Edition::default() {
            self.editions.insert(number, (edition.revision, edition.reading));
        }
        if let Some(voice) = speaks_for {
            let voice = self.string(voice.as_str());
            self.voices.insert(number, voice);
        }
        if !sheets.names().is_empty() {
            let sheets = split_sheets(sheets, &mut |text| self.string(text));
            self.sheets.insert(number, sheets);
        }
        self.last_file = Some((file, number));
        number
    }

    /// A text that people declare things in.
    fn text(&mut self, source: &'e SourceText) -> wire::SourceText {
        self.source(source, source.personal())
    }

    /// A text in which nobody looks for personal parts.
    fn script(&mut self, source: &'e SourceText) -> wire::SourceText {
        self.source(source, None)
    }

    fn source(&mut self, source: &'e SourceText, personal: Option<&'e PersonalParts>) -> wire::SourceText {
        let text = self.texts.number((source.content(), &source.text, personal));
        wire::SourceText { path: self.string(&source.path), text }
    }

    fn string(&mut self, text: &'e str) -> Str {
        self.strings.number(text)
    }
}

//! From the wire to entries. Whatever does not fit together is damage, never a panic.

use std::sync::Arc;

use engine::evidence::Receipt;
use engine::model::{
    BodyId, Cell, Edition, FeedId, Load, MeasureId, Observation, Sheets, Source, SourceFile, Vintage, VoiceId,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::checks::join_checks;
use super::column::Column;
use super::erasure::join_erasure;
use super::fault::CodecError;
use super::figures::{join_period, join_report, join_status};
use super::message::{join_hold, join_message};
use super::moment::timestamp;
use super::papers::join_papers;
use super::parts::join_parts;
use super::proposal::join_of_service;
use super::response::join_response;
use super::room::Room;
use super::unused::{join_set_aside, join_sheets};
use super::wire::{self, Moment, Str, TextHash, TextIx};
use crate::entry::{Entry, FileReceipt, Quarantined, Setback, Signed};
use crate::lines::Lines;
use crate::parts::PersonalParts;

/// A batch whose shape is sound; its source texts have yet to be fetched.
pub struct Batch<'b>(pub(super) wire::Batch<'b>);

/// What entries of one kind tell of the files of a batch.
macro_rules! of_files {
    ($batch:expr, $kind:ident) => {
        $batch.0.entries.iter().flat_map(|entry| match entry {
            wire::Entry::$kind(files) => files.as_slice(),
            _ => &[],
        })
    };
}

impl<'b> Batch<'b> {
    /// Reads the shape of a batch.
    ///
    /// # Errors
    /// The bytes are not a batch.
    pub fn parse(bytes: &'b [u8]) -> Result<Self, CodecError> {
        match postcard::take_from_bytes(bytes) {
            Ok((batch, [])) => Ok(Self(batch)),
            Ok(_) => Err(CodecError::Malformed("something follows the last entry")),
            Err(_) => Err(CodecError::Malformed("the entries are not in the layout of a batch")),
        }
    }

    /// The hashes of the source texts that its entries need.
    pub fn texts(&self) -> &[TextHash] {
        &self.0.texts
    }

    /// The entries, given the source texts in the order of [`Batch::texts`], as far as there is room for them.
    ///
    /// # Errors
    /// The parts of the batch do not fit together.
    pub fn entries_within(&self, texts: &[Arc<str>], room: &Room) -> Result<Vec<Entry>, CodecError> {
        let personal = join_parts(of_files!(self, PersonalParts), texts, room)?;
        let mut decoder = Decoder { strings: &self.0.strings, files: Vec::new(), texts, personal, room };
        let begun: FxHashSet<u32> = of_files!(self, Begun).copied().collect();
        let held: FxHashMap<u32, Moment> = of_files!(self, Held).copied().collect();
        let edition = |(file, revision, reading): &(u32, u8, u32)| {
            (*file, Edition { revision: *revision, reading: *reading })
        };
        let editions: FxHashMap<u32, Edition> = of_files!(self, Editions).map(edition).collect();
        let voices: FxHashMap<u32, Str> = of_files!(self, Voices).copied().collect();
        let sheets: FxHashMap<u32, &Vec<Str>> =
            of_files!(self, Sheets).map(|(file, sheets)| (*file, sheets)).collect();
        for (place, file) in (0..).zip(&self.0.files) {
            let file = Arc::new(SourceFile {
                feed: FeedId::new(decoder.str(file.feed)?),
                path: decoder.string(file.path)?,
                hash: decoder.string(file.hash)?,
                load: match held.get(&place) {
                    _ if begun.contains(&place) => Load::First,
                    Some(received) => Load::Held { received: timestamp(*received)? },
                    None => Load::Later,
                },
                edition: editions.get(&place).copied().unwrap_or_default(),
                speaks_for: voices
                    .get(&place)
                    .map(|voice| decoder.str(*voice).map(VoiceId::new))
                    .transpose()?,
                sheets: match sheets.get(&place) {
                    Some(names) => join_sheets(names, |name| decoder.str(name).map(Arc::from))?,
                    None => Sheets::default(),
                },
            });
            decoder.files.push(file);
        }
        self.0.entries.iter().filter_map(|entry| decoder.entry(entry).transpose()).collect()
    }
}

pub(super) struct Decoder<'b> {
    strings: &'b [&'b str],
    files: Vec<Arc<SourceFile>>,
    pub(super) texts: &'b [Arc<str>],
    /// The personal parts of those texts that were looked through for them.
    pub(super) personal: FxHashMap<TextIx, PersonalParts>,
    pub(super) room: &'b Room,
}

impl<'b> Decoder<'b> {
    /// None of what is no entry of its own and tells of the batch.
    fn entry(&self, entry: &wire::Entry) -> Result<Option<Entry>, CodecError> {
        Ok(Some(match entry {
            wire::Entry::Observed(observations) => Entry::Observed(self.observations(observations)?),
            wire::Entry::ObservedPapers(rows, papers) => Entry::Observed(self.observed(rows, papers)?),
            wire::Entry::Received(receipt) => Entry::Received(self.receipt(receipt)?),
            wire::Entry::ReceivedWithMore(receipt, runs, more) => {
                Entry::Received(self.receipt_with_more(receipt, runs, more)?)
            }
            wire::Entry::ReceivedWithChecks(receipt, runs, more, checks) => {
                let receipt = self.receipt_with_more(receipt, runs, more)?;
                Entry::Received(join_checks(receipt, checks, |text| self.string(text))?)
            }
            wire::Entry::ReceivedInPart(receipt, runs) => {
                Entry::Received(FileReceipt { more_quarantined: join_runs(runs)?, ..self.receipt(receipt)? })
            }
            wire::Entry::Begun(_)
            | wire::Entry::Editions(_)
            | wire::Entry::Voices(_)
            | wire::Entry::Sheets(_)
            | wire::Entry::Held(_)
            | wire::Entry::Led(_)
            | wire::Entry::Parted(_)
            | wire::Entry::StandIns
            | wire::Entry::StandInsInAll
            | wire::Entry::PersonalParts(_) => return Ok(None),
            wire::Entry::Activated(sources) => self.activated(sources, None, [&None, &None])?,
            wire::Entry::ActivatedWithLibraries(sources, libraries) => {
                self.activated(sources, Some(libraries), [&None, &None])?
            }
            wire::Entry::ActivatedWithMore(sources, more) => {
                self.activated(sources, more.libraries.as_ref(), [&more.people, &more.relations])?
            }
            wire::Entry::ClockAdvanced => Entry::ClockAdvanced,
            wire::Entry::Resumed => Entry::Resumed,
            wire::Entry::Queued { notifier, message } => self.queued(*notifier, message, None)?,
            wire::Entry::QueuedToWait { notifier, message, hold } => {
                self.queued(*notifier, message, Some(hold))?
            }
            wire::Entry::Attempted { notifier, message_id, error } => {
                self.attempt([notifier, message_id, error], Setback::Passing)?
            }
            wire::Entry::AttemptedWhileBusy { notifier, message_id, error, until } => {
                let until = timestamp(*until)?;
                self.attempt([notifier, message_id, error], Setback::Busy { until })?
            }
            wire::Entry::Settled { notifier, message_id, refused: Some(reason) } => {
                self.attempt([notifier, message_id, reason], Setback::Refused)?
            }
            wire::Entry::Settled { notifier, message_id, refused: None } => {
                Entry::Settled { notifier: self.string(*notifier)?, message_id: self.string(*message_id)? }
            }
            wire::Entry::Superseded { notifier, message_id, by } => {
                self.superseded([notifier, message_id, by])?
            }
            wire::Entry::Responded(response) => self.responded(response, (None, None))?,
            wire::Entry::RespondedOf(response, body) => self.responded(response, (Some(*body), None))?,
            wire::Entry::RespondedWith(response, of, with) => self.responded(response, (*of, Some(with)))?,
            wire::Entry::SetAside(_)
            | wire::Entry::SetAsideOfFiles(_)
            | wire::Entry::SetAsideWithEmbargoes(..)
            | wire::Entry::SetAsideWithRowsHeld(..) => {
                Entry::SetAside(join_set_aside(entry, |text| self.str(text).map(Arc::from))?)
            }
            wire::Entry::Approved { statement, signature, signer } => {
                self.approved([statement, signature, signer])?
            }
            wire::Entry::Erased(texts, erased) => join_erasure(*texts, erased, |text| self.string(text))?,
            of_service => join_of_service(of_service, |text| self.string(text))?,
        }))
    }

    fn superseded(&self, [notifier, message_id, by]: [&wire::Str; 3]) -> Result<Entry, CodecError> {
        let (notifier, message_id) = (self.string(*notifier)?, self.string(*message_id)?);
        Ok(Entry::Superseded { notifier, message_id, by: self.string(*by)? })
    }

    fn approved(&self, [statement, signature, signer]: [&wire::Str; 3]) -> Result<Entry, CodecError> {
        let (statement, signature) = (self.string(*statement)?, self.string(*signature)?);
        Ok(Entry::Approved { signed: Signed { statement, signature }, signer: self.string(*signer)? })
    }

    fn responded(
        &self,
        response: &wire::Response,
        beside: (Option<Str>, Option<&wire::Enclosed>),
    ) -> Result<Entry, CodecError> {
        Ok(Entry::Responded(join_response(response, beside, |text| self.string(text))?))
    }

    fn attempt(
        &self,
        [notifier, message_id, error]: [&Str; 3],
        setback: Setback,
    ) -> Result<Entry, CodecError> {
        Ok(Entry::Attempted {
            notifier: self.string(*notifier)?,
            message_id: self.string(*message_id)?,
            error: self.string(*error)?,
            setback,
        })
    }

    fn queued(
        &self,
        notifier: Str,
        message: &wire::Message,
        hold: Option<&wire::Hold>,
    ) -> Result<Entry, CodecError> {
        let string = |text| self.string(text);
        let hold = hold.map(|hold| join_hold(hold, string)).transpose()?.map(Arc::new);
        let message = Arc::new(join_message(message, string)?);
        Ok(Entry::Queued { notifier: string(notifier)?, message, hold })
    }

    fn observed(
        &self,
        rows: &wire::Observations,
        papers: &[wire::PaperRow],
    ) -> Result<Vec<Observation>, CodecError> {
        let papers = join_papers(papers, |text| self.str(text).map(Arc::from))?;
        let rows = (0..).zip(self.observations(rows)?);
        Ok(rows.map(|(row, said)| Observation { paper: papers.get(&row).cloned(), ..said }).collect())
    }

    fn observations(&self, wire: &wire::Observations) -> Result<Vec<Observation>, CodecError> {
        let rows = wire.measure.rows();
        let columns =
            [&wire.body, &wire.period, &wire.form, &wire.status, &wire.vintage, &wire.file, &wire.line];
        if columns.iter().any(|column| column.rows() != rows) {
            return Err(CodecError::Malformed("the columns differ in length"));
        }
        let measures = self.all(&wire.measures, MeasureId::new)?;
        let bodies = self.all(&wire.bodies, BodyId::new)?;
        let periods: Vec<_> = wire.periods.iter().map(join_period).collect();
        let vintages = wire.vintages.iter().map(|at| vintage(*at)).collect::<Result<Vec<_>, _>>()?;
        let measure = wire.measure.unpacked();
        let [body, period, form, status, vintage, file, line] = columns.map(Column::unpacked);
        let mut mantissas = wire.mantissas.iter().copied();
        let mut at_line = 0_u32;
        let mut observations = Vec::with_capacity(measure.len());
        for row in 0..measure.len() {
            at_line = at_line.wrapping_add(line[row]);
            observations.push(Observation {
                paper: None,
                cell: Cell {
                    measure: pick(&measures, measure[row])?,
                    body: pick(&bodies, body[row])?,
                    period: pick(&periods, period[row])?,
                },
                report: join_report(form[row], || mantissas.next())?,
                status: join_status(status[row])?,
                vintage: pick(&vintages, vintage[row])?,
                source: Source { file: pick(&self.files, file[row])?, line: at_line },
            });
        }
        Ok(observations)
    }

    fn receipt(&self, wire: &wire::FileReceipt) -> Result<FileReceipt, CodecError> {
        let row =
            |row: &wire::Quarantined| Ok(Quarantined { line: row.line, reason: self.string(row.reason)? });
        let wire::FileReceipt { accepted, unchanged, revised, skipped, .. } = *wire;
        Ok(FileReceipt {
            counts: Receipt { accepted, unchanged, revised, unreconciled: 0 },
            skipped,
            quarantined: wire.quarantined.iter().map(row).collect::<Result<_, _>>()?,
            ..FileReceipt::of(pick(&self.files, wire.file)?)
        })
    }

    fn receipt_with_more(
        &self,
        receipt: &wire::FileReceipt,
        runs: &[(u32, u32)],
        more: &wire::MoreOfReceipt,
    ) -> Result<FileReceipt, CodecError> {
        let receipt = FileReceipt { more_quarantined: join_runs(runs)?, ..self.receipt(receipt)? };
        let counts = Receipt { unreconciled: more.unreconciled, ..receipt.counts };
        let same_as = more.same_as.map(|path| self.string(path)).transpose()?;
        Ok(FileReceipt { counts, same_as, left_out: more.left_out, ..receipt })
    }

    fn all<T>(&self, numbers: &[Str], make: impl Fn(&'b str) -> T) -> Result<Vec<T>, CodecError> {
        numbers.iter().map(|number| self.str(*number).map(&make)).collect()
    }

    pub(super) fn str(&self, number: Str) -> Result<&'b str, CodecError> {
        pick(self.strings, number).and_then(|text| self.room.take(text))
    }

    pub(super) fn string(&self, number: Str) -> Result<String, CodecError> {
        self.str(number).map(str::to_owned)
    }
}

fn join_runs(runs: &[(u32, u32)]) -> Result<Lines, CodecError> {
    let mut end = 0_u32;
    let run = |(distance, more): &(u32, u32)| {
        let first = end.checked_add(*distance)?;
        end = first.checked_add(*more)?;
        Some((first, end))
    };
    let runs: Option<Lines> = runs.iter().map(run).collect();
    runs.ok_or(CodecError::Malformed("a line has a number that no line has"))
}

pub(super) fn pick<T: Clone>(things: &[T], number: u32) -> Result<T, CodecError> {
    point_to(things, number).cloned()
}

/// The same where it stands.
pub(super) fn point_to<T>(things: &[T], number: u32) -> Result<&T, CodecError> {
    let thing = usize::try_from(number).ok().and_then(|number| things.get(number));
    thing.ok_or(CodecError::Malformed("an entry refers to something that is not there"))
}

pub(super) fn vintage(at: Option<Moment>) -> Result<Vintage, CodecError> {
    at.map_or(Ok(Vintage::Backfill), |at| timestamp(at).map(Vintage::At))
}

//! What is handed in over HTTP: taken in as much at a time as there is, written down as one transaction, shown, and only then answered.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use app::command::{Asker, Command as _, Observe};
use app::intake::{HandIn, ReadReport};
use app::reading::{self, FileReading};
use app::recorder::KnownHandIn;
use app::wire::WireProblem;
use engine::model::Cell;
use jiff::Timestamp;
use plugins::stores::{LoggedReport, StoreError};
use service::{Answered, AwaitedAnswer, Keyed, QueuedTask, ReportTask, Task};

use super::Daemon;
use super::group::Group;
use super::report_files::UnplacedFile;

/// Reports that can be taken in by one step: nobody's figure is in two of them, since their order would decide between the two, and in one step
/// nothing does.
#[derive(Default)]
struct Run {
    reports: Vec<(ReportTask, AwaitedAnswer)>,
    cells: BTreeSet<Cell>,
    keys: BTreeSet<(String, String)>,
}

impl Run {
    fn has_room_for(&self, report: &ReportTask) -> bool {
        let HandIn { account, key, .. } = &report.hand_in;
        let mut said = report.read.reading.reading.observations.iter();
        !self.keys.contains(&(account.clone(), key.clone()))
            && !said.any(|observation| self.cells.contains(&observation.cell))
    }

    fn add(&mut self, report: ReportTask, reply: AwaitedAnswer) {
        let said = &report.read.reading.reading.observations;
        self.cells.extend(said.iter().map(|observation| observation.cell.clone()));
        self.keys.insert((report.hand_in.account.clone(), report.hand_in.key.clone()));
        self.reports.push((report, reply));
    }
}

/// What is to be answered once all of it is shown.
type Answers = Vec<(AwaitedAnswer, Answered)>;

impl Daemon {
    /// Carries a group out, and answers each of it once that is on disk and shown.
    pub(super) fn carry_out_group(&mut self, group: Group) {
        let Group { asked, rows, begun } = group;
        let Some(begun) = begun else { return };
        let requests = asked.len();
        let (mut run, mut answers) = (Run::default(), Answers::new());
        for asked in asked {
            let QueuedTask { task, reply } = asked;
            match task {
                Task::Report(report) => {
                    if !run.has_room_for(&report) {
                        self.take_in_run(std::mem::take(&mut run), &mut answers);
                    }
                    run.add(*report, reply);
                }
                Task::Unusable(file) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.keep_unusable(*file);
                    answers.push((reply, answered));
                }
                Task::Known(keyed) => {
                    let known = self.known(&keyed);
                    answers.push((reply, known.unwrap_or(Answered::Unknown)));
                }
                Task::Foresee(reading) => {
                    let now = self.now();
                    let foreseen = self.recorder.foresee(now, *reading).map(Box::new);
                    answers.push((reply, foreseen.map_or(Answered::Unknown, Answered::Foreseen)));
                }
                Task::Response(response) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.respond(*response);
                    answers.push((reply, answered));
                }
                Task::Change(asked) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.propose_change(*asked);
                    answers.push((reply, answered));
                }
                Task::Decision(deciding) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.decide(*deciding);
                    answers.push((reply, answered));
                }
                Task::Signature(signed) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.take_signature(&signed);
                    answers.push((reply, answered));
                }
                Task::Silence(silencing) => {
                    self.take_in_run(std::mem::take(&mut run), &mut answers);
                    let answered = self.silence(*silencing);
                    answers.push((reply, answered));
                }
            }
        }
        self.take_in_run(run, &mut answers);
        self.showing.show_now(&mut self.recorder, Timestamp::now());
        self.tasks.counters.note_group(requests, rows, begun.elapsed());
        for (reply, answered) in answers {
            reply.send(answered);
        }
    }

    /// What was handed in under a key before; none where nothing was.
    pub(super) fn known(&mut self, keyed: &Keyed) -> Option<Answered> {
        match self.recorder.handed_in(&keyed.account, &keyed.key, &keyed.content) {
            Ok(KnownHandIn::No) => None,
            Ok(KnownHandIn::Same(before)) => {
                Some(Answered::Before { status: before.status, json: before.answer })
            }
            Ok(KnownHandIn::Other) => Some(Answered::Refused(key_taken(&keyed.key))),
            Err(error) => {
                self.note_unwritten(error);
                Some(Answered::Unwritten)
            }
        }
    }

    /// Takes some reports in by one step, once the disk holds them.
    fn take_in_run(&mut self, run: Run, answers: &mut Answers) {
        let kept = run.reports.iter().filter(|(report, _)| report.file.is_none());
        let kept: Vec<PathBuf> = kept.map(|(report, _)| report.read.path.clone()).collect();
        match self.tasks.kept.hold_names(kept.iter().map(PathBuf::as_path)) {
            Ok(()) => self.take_in_kept(run, answers),
            Err(error) => {
                tracing::error!(%error, "reports are not taken in, since the disk does not hold them");
                self.tasks.counters.note_unwritten();
                answers.extend(run.reports.into_iter().map(|(_, reply)| (reply, Answered::Unwritten)));
            }
        }
        for path in kept {
            self.tasks.kept.settle(&path);
        }
    }

    fn take_in_kept(&mut self, run: Run, answers: &mut Answers) {
        let (mut readings, mut handed_in, mut waiting) = (Vec::new(), Vec::new(), Vec::new());
        let mut to_place = Vec::new();
        for (ReportTask { read, file, hand_in }, reply) in run.reports {
            let HandIn { account, key, content, .. } = hand_in.clone();
            if let Some(known) = self.known(&Keyed { account, key, content }) {
                self.let_go(&read, file.as_deref(), &known);
                answers.push((reply, known));
                continue;
            }
            let place = read.path.clone();
            match self.as_in_force(read, file.as_deref()) {
                Ok(reading) => {
                    to_place.extend(
                        file.map(|bytes| UnplacedFile::of(place.clone(), bytes, &reading, &self.recorder)),
                    );
                    readings.push(reading);
                    handed_in.push(hand_in);
                    waiting.push(reply);
                }
                Err(problem) => {
                    if file.is_some() {
                        self.tasks.kept.settle(&place);
                    }
                    answers.push((reply, Answered::Refused(problem)));
                }
            }
        }
        if !readings.is_empty() {
            let files = to_place.iter().map(UnplacedFile::logged).collect();
            self.report_files.add(to_place);
            let answered = self.observe(readings, (handed_in, files));
            match answered {
                Some(answered) => {
                    let written = |(reply, (status, json))| (reply, Answered::Written { status, json });
                    answers.extend(waiting.into_iter().zip(answered).map(written));
                }
                None => answers.extend(waiting.into_iter().map(|reply| (reply, Answered::Unwritten))),
            }
        }
    }

    /// Takes readings in; what those are answered who handed them in, in their order. None where it cannot be written.
    fn observe(
        &mut self,
        readings: Vec<FileReading>,
        (handed_in, files): (Vec<HandIn>, Vec<LoggedReport>),
    ) -> Option<Vec<(u16, String)>> {
        let now = self.now();
        let observe = Observe { asked_by: Asker::Service, readings, refused: Vec::new(), handed_in, files };
        let received = observe.carry_out(&mut self.recorder, now);
        let answered = self.recorder.take_answered();
        match received {
            Ok(receipts) => {
                self.place_written();
                self.after_receipts(now, &receipts);
            }
            Err(error) => {
                self.note_unwritten(error);
                return None;
            }
        }
        Some(answered.into_iter().map(|one| (one.status, one.answer)).collect())
    }

    pub(super) fn note_unwritten(&mut self, error: StoreError) {
        self.tasks.counters.note_unwritten();
        self.note(Err(error));
    }

    /// What a report says by the program in force, which may be another one than when it was read.
    fn as_in_force(&mut self, read: ReadReport, file: Option<&[u8]>) -> Result<FileReading, WireProblem> {
        let Some(program) = self.recorder.engine().program().cloned() else { return Ok(read.reading) };
        let feed = self.feeds.iter().find(|feed| feed.settings().id == read.reading.file.feed);
        let Some(feed) = feed else { return Ok(read.reading) };
        let (known, catalogue) = (self.recorder.known_files_mut(), &program.catalogue);
        if program.revision == read.program.revision {
            if file.is_none() {
                reading::note_read(known, feed, catalogue, &read.reading, &read.path);
            }
            return Ok(read.reading);
        }
        let received = Timestamp::now();
        let again = match file {
            None => reading::read_file(known, &self.dir, feed, &read.path, catalogue, received),
            Some(bytes) => reading::read_bytes((&self.dir, feed), &read.path, bytes, catalogue, received),
        };
        again.map_err(|fault| app::intake::IntakeFault::from(fault).problem())
    }

    /// Takes the file of a report away that is not taken in, where it came with it: its key stands for something else. One that was to be written is not.
    fn let_go(&self, read: &ReadReport, file: Option<&[u8]>, known: &Answered) {
        if file.is_some() {
            self.tasks.kept.settle(&read.path);
            return;
        }
        let is_known = self.recorder.file_contents().is_as_read(&read.reading.file);
        if matches!(known, Answered::Refused(_))
            && !is_known
            && self.tasks.kept.is_pending(&read.path)
            && let Err(error) = fs::remove_file(&read.path)
        {
            tracing::error!(%error, path = %read.path.display(), "a report that is not taken in stays in its folder");
        }
    }
}

fn key_taken(key: &str) -> WireProblem {
    WireProblem {
        status: 422,
        code: "key-taken",
        title: "The key stands for something else",
        detail: format!("Something else was handed in with the key `{key}`."),
        help: Some("send the same again, or give this another `Idempotency-Key`".to_owned()),
    }
}

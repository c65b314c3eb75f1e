//! `remit run`: read the feeds once, evaluate, and say how things stand.

use std::path::Path;
use std::sync::Arc;

use engine::Engine;
use engine::model::{BodyId, Calendar, MissionId, ObligationId, ObligationRef};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use plugins::feeds::{Feed, FeedError};
use plugins::inbox::{Inbox, Taken};
use plugins::settings::Settings;
use rules::CompilerCache;
use rules::diagnostic::{Diagnostic, Severity};
use words::judged_by::JudgedBy;
use words::notice::Undelivered;
use words::question;

use super::admission::admitted;
use super::advice::{check_clock, tell_clock};
use super::run_feeds::{TakenIn, take_in};
use super::said;
use super::since::{ChangedSince, Onward, changed_since};
use crate::args::{AboutArgs, FailOn, Format, RunArgs};
use crate::exit::Exit;
use crate::render::{self, Bars, Detail, Heading, board, doubts, quarantine, receipts, reporting};
use app::as_of::{PastState, as_of_day};
use app::chasing::supply;
use app::command::{Activate, Asker, Command as _};
use app::connect::{self, Print};
use app::cores::both;
use app::delivery::deliver_once;
use app::due::{Outlook, Rates, Supply};
use app::project::{self, Disk, Project};
use app::pulled::{self, pull_due};
use app::reading;
use app::receipt_file::write_beside;
use app::receipts::Receipts;
use app::recorder::{Accounting, Recorder};
use app::requests::{LedTo, Pending, carry_out, pending};
use app::standing::{ProjectStanding, Scope};
use app::wire::{RunReport, WireJudgedBy, WireRefused, WireUndelivered};

/// Whether everything could be used.
#[derive(Clone, Copy, PartialEq, Eq)]
enum InputSoundness {
    Whole,
    InPart,
}

impl InputSoundness {
    fn and(self, other: Self) -> Self {
        if self == Self::Whole { other } else { self }
    }
}

/// Asks about now, and keeps what was read.
pub(super) fn run(args: &RunArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let now = Timestamp::now();
    let Some(ledger) = project::ledger_place(dir).map_err(|faults| said::diagnose(&faults)).ok() else {
        return Ok(Exit::Unusable);
    };
    let mut cache = project::compiler();
    let store = admitted(ledger.open()?, args.accept.accept_difference.as_deref())?;
    let mut recorder = Recorder::open_with(&mut cache, store)?;
    check_clock(&recorder, now)?;
    let inbox = Inbox::beside(ledger.beside());
    let Pending { signatures, rest } = pending(&inbox)?;
    let (project, faults) = load_signed(dir, &mut cache, &mut recorder, &inbox, signatures, now)?;
    said::diagnose(&faults);
    let Some(Project { title, settings, program, sources, waiting, .. }) = project else {
        return Ok(Exit::Unusable);
    };
    let notifiers = connect::notifiers(&settings, &sources.project, dir, Print::ToError);
    said::diagnose(&notifiers.faults);
    recorder.set_notifiers(notifiers.names());
    declare(&mut recorder, &settings, dir);
    let pulled = if args.pull {
        pull((dir, ledger.beside()), &settings, &program.calendar, now)
    } else {
        InputSoundness::Whole
    };
    let feeds = connect::feeds(&settings);
    let TakenIn { receipts, faults: feed_faults } =
        take_in(&mut recorder, (dir, &ledger), (&feeds, &program.catalogue), now)?;
    let faults: Vec<Diagnostic> = faults.into_iter().chain(notifiers.faults).collect();
    let soundness = soundness(&faults, &feed_faults).and(pulled);
    let (day, calendar) = (program.calendar.day(now), Arc::clone(&program.calendar));
    let asked_by = Asker::Service;
    Activate { asked_by, program, sources }.carry_out(&mut recorder, now)?;
    recorder.advance(now)?;
    take_up(&mut recorder, &inbox, rest, now)?;
    write_receipts(&mut recorder, dir, &feeds);
    recorder.repeat(now)?;
    recorder.warn_of_ends(now)?;
    deliver_once(&mut recorder, &notifiers.all)?;
    recorder.save_snapshot()?;
    tracing::info!(rules = recorder.evaluated(), "evaluated");
    let heading = heading(args, &title, day, "");
    said::tell_waiting(&waiting, dir, day);
    if let Some(sentence) = words::notice::untold(recorder.untold_alerts()) {
        said::remark(&sentence);
    }
    let undelivered = recorder.undelivered();
    say_what_was_not_sent(&recorder, &undelivered, calendar.time_zone());
    let undelivered = undelivered.iter().map(Into::into).collect();
    let since = args.since.map(|since| changed_since(since, &ledger, recorder.engine())).transpose()?;
    let onward = Onward::of(&recorder, dir);
    let news = News { undelivered, restated: recorder.restated().to_vec(), since, onward: Some(onward) };
    let supply = &supply(&settings);
    let files = FileOutcomes { receipts: &receipts, faults: &feed_faults, supply };
    let exit = tell(&heading, recorder.engine(), files, news, args, soundness)?;
    recorder.end();
    Ok(exit)
}

/// Tells the recorder what the project says of messages and of files.
fn declare(recorder: &mut Recorder, settings: &Settings, dir: &Path) {
    recorder.set_routes(settings.routes.clone());
    recorder.set_pages(settings.server.public_url.clone());
    recorder.set_hooks(connect::hooks(settings, dir));
    recorder.set_accounting(Accounting::of(&settings.feeds));
    recorder.expect_files_of(&settings.feeds);
}

/// Says which messages were not sent, and which alerts go on under other texts.
fn say_what_was_not_sent(recorder: &Recorder, undelivered: &[Undelivered<'_>], zone: &TimeZone) {
    for sentence in words::notice::undelivered(undelivered) {
        said::complain(&sentence);
    }
    for sentence in words::notice::held(undelivered, zone) {
        said::remark(&sentence);
    }
    for sentence in words::alert::restated_in_short(recorder.restated()) {
        said::remark(&sentence);
    }
}

/// Writes the receipts that stand beside their files. They are on the ledger whatever becomes of that.
fn write_receipts(recorder: &mut Recorder, dir: &Path, feeds: &[Feed]) {
    let drawn = recorder.take_drawn_up();
    let Some(program) = recorder.engine().program() else { return };
    for fault in write_beside(dir, feeds, &drawn, program) {
        said::complain(&fault.to_string());
    }
}

/// Loads the project, once signatures that were handed in while nobody held the ledger count.
fn load_signed(
    dir: &Path,
    cache: &mut CompilerCache<'_>,
    recorder: &mut Recorder,
    inbox: &Inbox,
    signatures: Vec<Taken>,
    now: Timestamp,
) -> anyhow::Result<(Option<Project>, Vec<Diagnostic>)> {
    let in_force = recorder.in_force(recorder.moment(now));
    let (project, faults) = project::load_again(cache, dir, &Disk(dir), in_force);
    let Some(written) = project.as_ref().filter(|_| !signatures.is_empty()) else {
        return Ok((project, faults));
    };
    recorder.set_waiting(written.waiting.clone());
    take_up(recorder, inbox, signatures, now)?;
    let in_force = recorder.in_force(recorder.moment(now));
    Ok(project::load_again(cache, dir, &Disk(dir), in_force))
}

/// Fetches the files of pulled feeds of which a release is due, and says what came of it.
fn pull(places: (&Path, &Path), settings: &Settings, calendar: &Calendar, now: Timestamp) -> InputSoundness {
    let mut soundness = InputSoundness::Whole;
    for pulled in pull_due(places, settings.pulls.clone(), calendar, now) {
        let told = pulled::describe(&pulled, calendar);
        if pulled::is_wanting(&pulled) {
            soundness = InputSoundness::InPart;
            said::complain(&told);
        } else {
            said::remark(&told);
        }
    }
    soundness
}

/// Carries out what was handed in while nobody held the ledger.
fn take_up(recorder: &mut Recorder, inbox: &Inbox, taken: Vec<Taken>, now: Timestamp) -> anyhow::Result<()> {
    for outcome in carry_out(recorder, inbox, taken, now)? {
        match outcome.led_to {
            Ok(LedTo::Responded(responded)) => {
                said::remark(&render::response(&responded, recorder.engine()));
            }
            Ok(LedTo::Approved(examined)) => said::remark(&said::signed(&examined)),
            Ok(LedTo::Silenced(_) | LedTo::KnownBefore) => {}
            Err(reason) => {
                said::complain(&format!("the request {} is refused: {reason}", outcome.ticket.name()));
            }
        }
    }
    Ok(())
}

/// Asks about another day, and writes nothing.
pub(super) fn run_as_of(args: &RunArgs, day: Date) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    tell_clock(&project, now);
    said::tell_waiting(&project.waiting, dir, project.program.calendar.day(now));
    let title = project.title.clone();
    let supply = &supply(&project.settings);
    let (past_state, gathered) = as_of_day(project, day, &Bars::default())?;
    let soundness = soundness(&faults, &gathered.feed_faults);
    tracing::info!(rules = past_state.evaluated, "evaluated");
    let heading = heading(args, &title, day, &format!(" --as-of {day}"));
    let PastState { judged_by, told_until, .. } = past_state;
    let heading = Heading { judged_by, told_until, ..heading };
    let files = FileOutcomes { receipts: &gathered.receipts, faults: &gathered.feed_faults, supply };
    tell(&heading, &past_state.engine, files, News::default(), args, soundness)
}

fn heading(args: &RunArgs, title: &str, as_of: Date, options: &str) -> Heading {
    let detail = match (args.length.all, args.length.summary) {
        (true, _) => Detail::Full,
        (false, true) => Detail::Summary,
        (false, false) => Detail::Screen,
    };
    Heading {
        scope: scope(&args.about),
        detail,
        title: title.to_owned(),
        as_of,
        judged_by: JudgedBy::Written,
        told_until: Timestamp::MAX,
        explain: format!("remit explain {} ALERT{options}", args.dir.display()),
    }
}

/// What is asked about.
pub(super) fn scope(about: &AboutArgs) -> Scope {
    let AboutArgs { mission, obligation, body } = about;
    if let Some(mission) = mission {
        return Scope::Mission(MissionId::new(&**mission));
    }
    if let Some(named) = obligation {
        let (mission, obligation) = named.split_once('/').unwrap_or((named, ""));
        let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
        return Scope::Obligation(ObligationRef { mission, obligation });
    }
    body.as_ref().map_or(Scope::Project, |body| Scope::Body(BodyId::new(&**body)))
}

/// What became of the files.
#[derive(Clone, Copy)]
struct FileOutcomes<'a> {
    receipts: &'a Receipts,
    /// Files and folders that could not be read.
    faults: &'a [FeedError],
    /// Where files come from.
    supply: &'a Supply,
}

/// What happened in this run besides what stands at its end.
#[derive(Default)]
struct News {
    undelivered: Vec<WireUndelivered>,
    /// What an edit restated.
    restated: Vec<String>,
    /// What changed since somebody last looked, where that is asked for.
    since: Option<ChangedSince>,
    /// Where the ledger ends; none where nothing was written.
    onward: Option<Onward>,
}

/// The files that are there and could not be read, each by its fault; a folder is none.
fn refused(faults: &[FeedError]) -> Vec<String> {
    faults.iter().filter(|fault| fault.file().is_some()).map(ToString::to_string).collect()
}

/// Says what could not be read, and whether that was all.
fn soundness(faults: &[Diagnostic], feed_faults: &[FeedError]) -> InputSoundness {
    for fault in feed_faults {
        said::complain(&reading::describe(fault));
    }
    let has_errors = faults.iter().any(|fault| fault.severity == Severity::Error);
    if has_errors || !feed_faults.is_empty() { InputSoundness::InPart } else { InputSoundness::Whole }
}

/// Says how things stand, and what became of the files.
fn tell(
    heading: &Heading,
    engine: &Engine,
    files: FileOutcomes<'_>,
    news: News,
    wanted: &RunArgs,
    soundness: InputSoundness,
) -> anyhow::Result<Exit> {
    let set_aside = quarantine(files.receipts, engine.program().map(|program| &**program));
    if !set_aside.is_empty() {
        said::remark(&set_aside);
    }
    if engine.program().is_some_and(|program| !heading.scope.is_declared(program)) {
        said::complain(question::NOT_DECLARED);
        return Ok(Exit::Unusable);
    }
    match wanted.format {
        Format::Text => tell_people(heading, engine, files, &news, wanted, soundness),
        Format::Json => tell_programs(heading, engine, files, news, wanted, soundness),
    }
}

fn tell_people(
    heading: &Heading,
    engine: &Engine,
    files: FileOutcomes<'_>,
    news: &News,
    wanted: &RunArgs,
    soundness: InputSoundness,
) -> anyhow::Result<Exit> {
    // All reports are gone through for their line, which takes about as long as all else that is told.
    let (rates, (exit, stands, doubts)) = both(
        || news.since.is_none().then(|| Rates::of_engine(engine, &heading.scope)).flatten(),
        || {
            let standing = ProjectStanding::of(engine, &heading.scope);
            let exit = exit(&standing, soundness, wanted.fail_on);
            if let Some(changed) = &news.since {
                (exit, changed.in_words(heading.detail, engine), String::new())
            } else {
                let doubts = doubts(engine, &standing);
                (exit, board(heading, engine, standing), doubts)
            }
        },
    );
    let reporting = rates.map(|rates| reporting(&rates, &wanted.dir, wanted.as_of)).unwrap_or_default();
    let told = if news.since.is_some() {
        stands
    } else {
        let read = receipts(files.receipts, &refused(files.faults), heading.detail);
        format!("{stands}\n{reporting}{doubts}{read}")
    };
    let onward = news.onward.as_ref().map(Onward::in_words).unwrap_or_default();
    said::answer(&format!("{told}{onward}"))?;
    Ok(exit)
}

fn tell_programs(
    heading: &Heading,
    engine: &Engine,
    files: FileOutcomes<'_>,
    News { undelivered, restated, since, onward }: News,
    wanted: &RunArgs,
    soundness: InputSoundness,
) -> anyhow::Result<Exit> {
    let standing = ProjectStanding::of(engine, &heading.scope);
    let report = RunReport::new(heading.as_of, engine, &standing, files.receipts);
    let outlook = Outlook::of_engine(engine, files.supply, &heading.scope);
    let report = match engine.program() {
        Some(program) => report.with_unjudged(&heading.scope, program),
        None => report,
    };
    let report = outlook.iter().fold(report, RunReport::with_due);
    let refused = files.faults.iter().filter_map(WireRefused::of).collect();
    let judged_by = WireJudgedBy::of(heading.judged_by);
    let position = onward.map(|onward| onward.position);
    let since = since.as_ref().and_then(|changed| changed.for_programs(engine));
    let document = RunReport { judged_by, undelivered, restated, refused, position, since, ..report };
    said::answer_json(&serde_json::to_string_pretty(&document)?)?;
    Ok(exit(&standing, soundness, wanted.fail_on))
}

fn exit(standing: &ProjectStanding, soundness: InputSoundness, fail_on: FailOn) -> Exit {
    let least = match fail_on {
        FailOn::AtRisk => Some(engine::alert::Severity::AtRisk),
        FailOn::Breach => Some(engine::alert::Severity::Breach),
        FailOn::Never => None,
    };
    match soundness {
        InputSoundness::InPart => Exit::Unusable,
        InputSoundness::Whole if least.is_some_and(|least| standing.is_firing(least)) => Exit::Firing,
        InputSoundness::Whole => Exit::Quiet,
    }
}

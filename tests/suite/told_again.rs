//! Open alerts that are told again, and silences of which people are told before they end, on a clock that the tests set.

use app::command::{Activate, Asker, Command as _, Observe, Silence};
use app::connect;
use app::progress::Unseen;
use app::project::{self, Project};
use app::reading::{Feeds, read_new};
use app::recorder::Recorder;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::request;
use plugins::stores::MemoryStore;
use plugins::watch::Unclosed;
use tests::process::Folder;

const ROUTES: &str = r#"
[[notifier]]
id = "board"
kind = "stdout"

[[time_interval]]
name = "office-hours"
times = ["09:00-17:30"]
working_days = true

[[route]]
notifiers = ["board"]
active_time_intervals = ["office-hours"]
repeat_interval = "5d"
"#;

/// A project with one broken obligation, and whoever keeps it up to date.
struct Kept {
    _folder: Folder,
    recorder: Recorder,
}

impl Kept {
    fn since(moment: &str) -> Self {
        let folder = Folder::two_missions();
        folder.append("remit.toml", ROUTES);
        folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
        let (project, faults) = project::load(&folder.project(), None);
        let Some(project) = project else { panic!("{faults:?}") };
        let mut recorder = Recorder::open(Box::new(MemoryStore::default())).expect("a ledger in memory");
        recorder.set_notifiers(vec!["board".to_owned()]);
        recorder.set_routes(project.settings.routes.clone());
        let (now, feeds) = (at(moment), connect::feeds(&project.settings));
        let catalogue = &project.program.catalogue;
        let to_read = Feeds { project: &folder.project(), feeds: &feeds, catalogue, received: now };
        let read = read_new(recorder.known_files_mut(), to_read, &Unclosed::default(), &Unseen);
        let Project { program, sources, .. } = project;
        let asked_by = Asker::Service;
        let (readings, refused, handed_in) = (read.files, Vec::new(), Vec::new());
        let observe = Observe { asked_by: asked_by.clone(), readings, refused, handed_in, files: Vec::new() };
        observe.carry_out(&mut recorder, now).expect("a ledger");
        Activate { asked_by, program, sources }.carry_out(&mut recorder, now).expect("a ledger");
        recorder.advance(now).expect("a ledger");
        Self { _folder: folder, recorder }
    }

    /// What goes out at a moment, each by its kind: it is taken at once.
    fn sent(&mut self, moment: &str) -> Vec<String> {
        let now = at(moment);
        self.recorder.advance(now).expect("a ledger");
        self.recorder.repeat(now).expect("a ledger");
        self.recorder.warn_of_ends(now).expect("a ledger");
        let due = self.recorder.outbox().due(now);
        let due: Vec<(String, String)> =
            due.map(|due| (due.message.id.clone(), due.message.kind.clone())).collect();
        for (id, _) in &due {
            self.recorder.record_attempt(now, "board".to_owned(), id.clone(), Ok(())).expect("a ledger");
        }
        due.into_iter().map(|(_, kind)| kind).collect()
    }
}

fn at(moment: &str) -> Timestamp {
    format!("{moment}[Europe/London]").parse::<jiff::ZonedDateTime>().expect("a moment").timestamp()
}

#[test]
fn an_open_alert_is_told_again_in_office_hours_and_once_after_a_pause() {
    let mut kept = Kept::since("2024-12-07T10:00");
    assert_eq!(kept.sent("2024-12-07T10:00"), [""; 0], "it is Saturday");
    assert_eq!(kept.sent("2024-12-09T09:00"), ["alert.firing"]);
    // Five days later it is Saturday again.
    assert_eq!(kept.recorder.next_repeat(), Some(at("2024-12-16T09:00")));
    assert_eq!(kept.sent("2024-12-16T08:59"), [""; 0]);
    assert_eq!(kept.sent("2024-12-16T09:00"), ["alert.reminder"]);
    assert_eq!(kept.recorder.next_repeat(), Some(at("2024-12-23T09:00")));
    // Nobody looked for ten weeks.
    assert_eq!(kept.sent("2025-03-05T11:00"), ["alert.reminder"]);
    assert_eq!(kept.sent("2025-03-05T11:01"), [""; 0]);
    assert_eq!(kept.recorder.next_repeat(), Some(at("2025-03-10T11:00")));
}

#[test]
fn where_something_waits_to_be_sent_nothing_is_told_again() {
    let mut kept = Kept::since("2024-12-09T09:00");
    let due = kept.recorder.outbox().due(at("2024-12-09T09:00")).count();
    assert_eq!(due, 1);
    // Nobody took the first message.
    kept.recorder.repeat(at("2024-12-16T10:00")).expect("a ledger");
    assert_eq!(kept.recorder.outbox().waiting().count(), 1);
    assert!(kept.recorder.next_repeat() > Some(at("2024-12-16T10:00")), "it is looked at later");
}

#[test]
fn a_silenced_alert_is_told_at_the_end_and_the_end_is_told_the_day_before() {
    let mut kept = Kept::since("2024-12-09T09:00");
    assert_eq!(kept.sent("2024-12-09T09:00"), ["alert.firing"]);
    let now = at("2024-12-10T12:00");
    let asked = request::Silence {
        id: "req_1".to_owned(),
        at: now,
        matchers: vec!["mission = homes".to_owned()],
        from: None,
        until: "2024-12-19".parse::<Date>().expect("a day"),
        by: "Ann Hay".to_owned(),
        reason: "The register moves".to_owned(),
    };
    let silenced = Silence::new(&asked, None).carry_out(&mut kept.recorder, now).expect("it is in order");
    assert!(silenced.is_some());
    let again = Silence::new(&asked, None).carry_out(&mut kept.recorder, now).expect("it is in order");
    assert!(again.is_none(), "asked for twice, it is recorded once");
    assert_eq!(kept.sent("2024-12-16T09:00"), [""; 0], "it waits");
    assert_eq!(kept.recorder.next_warning(at("2024-12-16T09:00")), Some(at("2024-12-19T00:00")));
    // That is told in office hours, as its route says.
    assert_eq!(kept.sent("2024-12-19T00:00"), [""; 0]);
    assert_eq!(kept.sent("2024-12-19T09:00"), ["silence.ending"]);
    assert_eq!(kept.recorder.next_warning(at("2024-12-19T09:00")), None);
    assert_eq!(kept.sent("2024-12-20T09:00"), ["alert.reminder"], "what still stands is told");
}

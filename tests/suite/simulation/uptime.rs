//! What counts as up: quiet time before a kill does, but for the last minutes.

use app::command::{Activate, Asker, Command as _};
use app::project;
use app::recorder::Recorder;
use engine::alert::AlertState;
use jiff::{SignedDuration, Timestamp};
use tests::process::Folder;
use tests::world::ledger::{Keeping, Ledger};

/// A service in whose project nothing is ever reported, with two days of `for`.
struct Quiet {
    folder: Folder,
    ledger: Ledger,
    recorder: Recorder,
    now: Timestamp,
}

impl Quiet {
    fn begin() -> Self {
        Self::begin_in(Folder::two_missions())
    }

    fn begin_in(folder: Folder) -> Self {
        folder.edit("missions/homes.toml", "needs = \"all\"", "needs = \"all\"\nfor = { days = 2 }");
        let ledger = Ledger::new(Keeping::Memory);
        let mut recorder = Recorder::open(ledger.store()).unwrap();
        // The deadline of the first month: from there `for` counts.
        let now = "2024-02-21T00:00:00Z".parse().unwrap();
        recorder.resume(now).unwrap();
        let mut quiet = Self { folder, ledger, recorder, now };
        quiet.reload();
        quiet
    }

    /// Puts the texts in force as they stand.
    fn reload(&mut self) {
        let (project, faults) = project::load(&self.folder.project(), None);
        assert!(faults.is_empty(), "{faults:?}");
        let project::Project { program, sources, .. } = project.unwrap();
        let activate = Activate { asked_by: Asker::Service, program, sources };
        activate.carry_out(&mut self.recorder, self.now).unwrap();
    }

    /// Lets time pass as a service does that looks around every minute.
    fn stay_up(&mut self, hours: i64) {
        for _ in 0..hours * 60 {
            self.now += SignedDuration::from_mins(1);
            self.recorder.advance(self.now).unwrap();
            self.recorder.keep_time(self.now).unwrap();
        }
    }

    fn stop_and_start(mut self) -> Self {
        self.recorder.stop(self.now).unwrap();
        self.kill_and_start()
    }

    fn kill_and_start(mut self) -> Self {
        self.now += SignedDuration::from_mins(10);
        self.recorder = Recorder::open(self.ledger.store()).unwrap();
        self.recorder.resume(self.now).unwrap();
        self
    }

    fn is_firing(&self) -> bool {
        let alerts = self.recorder.engine().alerts();
        alerts.iter().any(|alert| alert.id.mission.as_str() == "homes" && alert.state == AlertState::Firing)
    }
}

#[test]
fn a_kill_takes_no_quiet_time_from_a_for() {
    let mut quiet = Quiet::begin();
    quiet.stay_up(40);
    let mut quiet = quiet.kill_and_start();
    quiet.stay_up(7);
    assert!(!quiet.is_firing(), "47 hours are not two days");
    quiet.stay_up(2);
    assert!(quiet.is_firing(), "49 hours are, although ten minutes in between were not");
}

#[test]
fn time_before_a_stop_counts_for_what_is_found_only_afterwards() {
    let folder = Folder::two_missions();
    for mission in ["missions/homes.toml", "missions/trains.toml"] {
        folder.edit(mission, "from = \"2024-01\"", "from = \"2024-02\"");
    }
    let mut quiet = Quiet::begin_in(folder);
    quiet.stay_up(40);
    assert_eq!(quiet.recorder.engine().alerts(), [], "nothing is owed yet");
    let mut quiet = quiet.stop_and_start();
    quiet.folder.edit("missions/homes.toml", "from = \"2024-02\"", "from = \"2024-01\"");
    quiet.reload();
    quiet.stay_up(7);
    assert!(!quiet.is_firing(), "47 hours are not two days");
    quiet.stay_up(2);
    assert!(quiet.is_firing(), "49 hours are, 40 of them before anybody knew of the matter");
}

#[test]
fn quiet_time_before_a_kill_counts_for_what_is_found_only_afterwards() {
    let folder = Folder::two_missions();
    for mission in ["missions/homes.toml", "missions/trains.toml"] {
        folder.edit(mission, "from = \"2024-01\"", "from = \"2024-02\"");
    }
    let mut quiet = Quiet::begin_in(folder);
    quiet.stay_up(40);
    assert_eq!(quiet.recorder.engine().alerts(), [], "nothing is owed yet");
    let last = quiet.now;
    quiet.now += SignedDuration::from_hours(10);
    quiet.recorder = Recorder::open(quiet.ledger.store()).unwrap();
    quiet.recorder.was_up(last).unwrap();
    quiet.recorder.resume(quiet.now).unwrap();
    quiet.folder.edit("missions/homes.toml", "from = \"2024-02\"", "from = \"2024-01\"");
    quiet.reload();
    quiet.stay_up(7);
    assert!(!quiet.is_firing(), "47 hours are not two days: ten more were down");
    quiet.stay_up(2);
    assert!(quiet.is_firing(), "49 hours are, 40 of them before anybody knew of the matter");
}

#[test]
fn what_is_written_of_it_is_little() {
    let mut quiet = Quiet::begin();
    let before = quiet.ledger.len();
    quiet.stay_up(10);
    let of_pending = quiet.ledger.len() - before;
    assert!((100..=120).contains(&of_pending), "{of_pending} in ten hours: one in five minutes");
    quiet.stay_up(48);
    assert!(quiet.is_firing());
    let before = quiet.ledger.len();
    quiet.stay_up(10);
    assert_eq!(quiet.ledger.len(), before, "nothing once it is told");
}

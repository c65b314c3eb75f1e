//! Two machines with a folder of the project and a service each, of which one writes and one stands by.

use ledger::entry::Recorded;
use tests::process::{Cluster, Folder, Receiver, Service, figures, until, warmth_report};

pub(super) const SERVE: &str = "serve project --listen 127.0.0.1:0 --standby";
pub(super) const STANDS_BY: &str = "standing by: another process holds the ledger";
pub(super) const TAKES_OVER: &str = "taking the ledger over";
pub(super) const SERVES: &str = "serving; stop with SIGTERM";

/// Two machines, of which one writes.
pub(super) struct Machines {
    pub(super) folders: [Folder; 2],
    pub(super) services: [Service; 2],
    /// The one that writes.
    pub(super) writer: usize,
    /// What was read of the ledger.
    pub(super) recorded: Vec<Recorded>,
}

impl Machines {
    /// With these addresses of the one ledger.
    pub(super) fn start(addresses: [String; 2], receiver: &Receiver) -> Self {
        let folders = addresses.map(|address| {
            let folder = Folder::two_missions();
            folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
            receiver.declare_in(&folder);
            folder
        });
        let mut first = Service::begin(&folders[0], SERVE);
        first.wait_for(SERVES);
        let mut second = Service::begin(&folders[1], SERVE);
        second.wait_for(STANDS_BY);
        Self { folders, services: [first, second], writer: 0, recorded: Vec::new() }
    }

    /// A report reaches both machines.
    pub(super) fn send(&self, number: usize) {
        for folder in &self.folders {
            folder.drop_in(&path(number), warmth_report(number));
        }
    }

    /// Waits until it is on the ledger, as this server has it.
    #[track_caller]
    pub(super) fn wait_for(&mut self, cluster: &Cluster, name: &str, number: usize) {
        let wanted = format!("{} 2", path(number));
        until("the report is on the ledger", || {
            let from = self.recorded.last().map_or(0, |last| last.position);
            self.recorded.extend(cluster.recorded_since(name, from)?);
            figures(&self.recorded).contains(&wanted).then_some(())
        });
    }

    /// Waits until the machine that stood by writes, and has another one stand by in the place of the one that wrote, which `end` has seen to its end.
    #[track_caller]
    pub(super) fn change_over(&mut self, end: impl FnOnce(Service)) {
        let (old, new) = (self.writer, 1 - self.writer);
        self.services[new].wait_for(TAKES_OVER);
        self.services[new].wait_for(SERVES);
        // It stands by in its place, once the one before has ended.
        let before = std::mem::replace(&mut self.services[old], Service::begin(&self.folders[old], SERVE));
        end(before);
        self.services[old].wait_for(STANDS_BY);
        self.writer = new;
    }
}

#[track_caller]
pub(super) fn ends_as_lost(service: Service) {
    let answer = service.ended();
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains("another process"), "{answer}");
}

pub(super) fn path(number: usize) -> String {
    format!("feeds/warmth/more-{number:03}.csv")
}

/// Holds that so many reports are on the ledger, each once and in order.
#[track_caller]
pub(super) fn each_is_there_once(recorded: &[Recorded], reports: usize) {
    let all: Vec<String> = (0..reports).map(|number| format!("{} 2", path(number))).collect();
    let written: Vec<String> =
        figures(recorded).into_iter().filter(|figure| figure.contains("more-")).collect();
    assert_eq!(written, all, "each report is there once, in order");
}

/// What people were told, each message once.
pub(super) fn told(receiver: &Receiver) -> Vec<String> {
    let (mut seen, mut titles) = (Vec::new(), Vec::new());
    for request in receiver.requests() {
        if !seen.contains(&request.id().to_owned()) {
            seen.push(request.id().to_owned());
            titles.push(request.title());
        }
    }
    titles
}

/// Waits until so much was told.
#[track_caller]
pub(super) fn wait_until_told(receiver: &Receiver, count: usize) -> Vec<String> {
    until("everything is told", || (told(receiver).len() >= count).then(|| told(receiver)))
}

/// What one process tells to which nothing happens while so many reports come in.
pub(super) fn told_by_one(reports: usize) -> Vec<String> {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    let service = Service::start(&folder);
    for number in 0..reports {
        folder.drop_in(&path(number), warmth_report(number));
        wait_until_told(&receiver, number + 1);
    }
    assert_eq!(service.stop().code, Some(0));
    told(&receiver)
}

//! Several workers over one ledger in a database: any of them answers for how things stand, and has done by the one that writes what changes that.

use serde_json::Value;
use tests::process::{Cluster, Folder, Page, Service, figures, remit, until};

use super::machines::{SERVE, SERVES, STANDS_BY, TAKES_OVER};

/// Three workers with a folder of the project each; the first of them writes.
pub(super) struct Workers {
    pub(super) folders: [Folder; 3],
    pub(super) services: Vec<Service>,
    /// The line by which somebody is known who reports.
    pub(super) token: String,
    /// The same of somebody who may see everything.
    administrator: String,
}

impl Workers {
    pub(super) fn start(cluster: &Cluster, name: &str) -> Self {
        let address = cluster.database(name);
        let folders = [(); 3].map(|()| {
            let folder = Folder::two_missions();
            folder.append("remit.toml", &format!("\n[store]\nurl = \"{address}\"\n"));
            folder
        });
        for line in [
            "account add project Ann --role reporter --body north-council",
            "account add project Ada --role administrator",
        ] {
            let made = remit(&folders[0], line);
            assert_eq!(made.code, Some(0), "{made}");
        }
        let [token, administrator] = ["Ann", "Ada"].map(|name| {
            let made = remit(&folders[0], &format!("token add project {name}"));
            format!("Authorization: Bearer {}", made.out.trim())
        });
        let mut services = Vec::new();
        for (folder, is_up) in folders.iter().zip([SERVES, STANDS_BY, STANDS_BY]) {
            let mut service = Service::begin(folder, SERVE);
            service.wait_for(is_up);
            services.push(service);
        }
        Self { folders, services, token, administrator }
    }

    fn report(&self, worker: usize, key: &str, row: &str) -> Page {
        let key = format!("Idempotency-Key: {key}");
        let lines = [&*self.token, "Content-Type: text/csv", &key];
        self.services[worker].visitor().post(
            "/feeds/warmth/reports",
            &lines,
            format!("month,body,percent\n{row}\n"),
        )
    }

    fn read(&self, worker: usize, path: &str) -> Page {
        self.services[worker].visitor().ask("GET", path, &[&self.token, "Accept: application/json"])
    }

    /// Where the ledger ends in what a worker shows; none before it shows anything.
    fn position(&self, worker: usize) -> Option<u64> {
        self.read(worker, "/").json()["position"].as_u64()
    }

    /// Waits until all of these show the ledger up to the same place.
    #[track_caller]
    pub(super) fn agree(&self, workers: &[usize]) -> u64 {
        until("all workers show the same", || {
            let first = self.position(workers[0])?;
            workers.iter().all(|worker| self.position(*worker) == Some(first)).then_some(first)
        })
    }
}

/// What is said, whenever it is asked.
fn settled(page: &Page) -> (u16, Value) {
    let mut told = page.json();
    if let Some(object) = told.as_object_mut() {
        object.remove("as_at");
    }
    (page.status, told)
}

/// One number of those that an operator counts.
fn counted(metrics: &str, name: &str) -> Option<String> {
    metrics.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()))
}

#[test]
fn any_worker_answers_for_all_and_has_done_what_it_cannot() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    let all = [0, 1, 2];
    let before = workers.agree(&all);
    let mut listener =
        workers.services[2].visitor().listen(&format!("/events?after={before}"), &[&workers.token]);
    let answer = workers.report(1, "february", "2024-02,north-council,40");
    assert_eq!(answer.status, 201, "{}", answer.body);
    let after = workers.agree(&all);
    assert!(after > before, "{after}");
    // A burst may be told of in parts.
    while listener.next_event() != after.to_string() {}
    // Under the same key it counts once, whichever worker is asked.
    for worker in all {
        let again = workers.report(worker, "february", "2024-02,north-council,40");
        assert_eq!((again.status, &again.body), (201, &answer.body), "worker {worker}");
    }
    let alert = workers.read(0, "/alerts").json()["alerts"][0]["id"].as_str().unwrap().to_owned();
    let paths = [
        "/",
        "/missions/homes",
        "/alerts",
        &format!("/alerts/{alert}"),
        "/due",
        "/bodies",
        "/feeds",
        "/since?entry=1",
    ];
    for path in paths {
        let shown = all.map(|worker| settled(&workers.read(worker, path)));
        assert_eq!(shown[0].0, 200, "{path}");
        assert_eq!((&shown[1], &shown[2]), (&shown[0], &shown[0]), "{path}");
    }
    for (worker, holds) in all.into_iter().zip(["1", "0", "0"]) {
        let metrics =
            workers.services[worker].visitor().ask("GET", "/metrics", &[&workers.administrator]).body;
        assert_eq!(counted(&metrics, "remit_holds_ledger").as_deref(), Some(holds), "{metrics}");
    }
    for service in workers.services {
        assert_eq!(service.stop().code, Some(0));
    }
}

#[test]
fn nobody_is_taken_for_a_worker_who_does_not_know_its_key_and_nothing_is_passed_on_twice() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    workers.agree(&[0, 1, 2]);
    let post = |worker: usize, more: &str| {
        let lines = [&*workers.token, "Content-Type: text/csv", "Remit-Relay-Key: made-up", more];
        let rows = "month,body,percent\n2024-02,north-council,40\n";
        workers.services[worker].visitor().post("/feeds/warmth/reports", &lines, rows)
    };
    let astray = post(1, "Accept: application/json");
    assert_eq!((astray.status, astray.json()["code"].as_str()), (503, Some("not-held")), "{}", astray.body);
    assert_eq!(post(0, "Host: elsewhere.example").status, 421);
    assert_eq!(post(0, "Accept: application/json").status, 201, "the key is passed over");
    for service in workers.services {
        assert_eq!(service.stop().code, Some(0));
    }
}

#[test]
fn pages_stay_and_what_is_handed_in_counts_once_while_another_worker_takes_over() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    workers.agree(&[0, 1, 2]);
    assert_eq!(workers.report(2, "first", "2024-02,north-council,40").status, 201);
    workers.services[0].signal("KILL");
    for worker in [1, 2] {
        assert_eq!(workers.read(worker, "/alerts").status, 200);
    }
    // Whoever is told to come back does so with the same key.
    let answer = until("it is taken in", || {
        let answer = workers.report(1, "second", "2024-03,north-council,41");
        assert!([201, 503].contains(&answer.status), "{}", answer.body);
        (answer.status == 201).then_some(answer)
    });
    let taken_over = workers.services.iter().filter(|service| service.times_said(TAKES_OVER) == 1).count();
    assert_eq!(taken_over, 1);
    let again = until("the other one knows who writes now", || {
        let again = workers.report(2, "second", "2024-03,north-council,41");
        (again.status != 503).then_some(again)
    });
    assert_eq!((again.status, again.body), (201, answer.body));
    workers.agree(&[1, 2]);
    // Each machine has the files, whichever took them in.
    let posted = |folder: &Folder| {
        let names = std::fs::read_dir(folder.path("feeds/warmth")).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.starts_with("posted")).collect();
        names.sort();
        names
    };
    let files = posted(&workers.folders[1]);
    assert_eq!(files.len(), 2, "{files:?}");
    assert_eq!(posted(&workers.folders[2]), files);
    let reported: Vec<String> = figures(&cluster.recorded("ledger"));
    assert_eq!(reported.iter().filter(|figure| figure.contains("posted")).count(), 2, "{reported:?}");
    let [killed, others @ ..] = <[Service; 3]>::try_from(workers.services).ok().expect("three of them");
    assert_eq!(killed.ended().code, None);
    for service in others {
        assert_eq!(service.stop().code, Some(0));
    }
    assert_eq!(remit(&workers.folders[1], "verify project").code, Some(0));
}

#[test]
fn a_machine_that_is_new_has_the_reports_that_others_took_in_and_what_is_taken_away_stays_away() {
    let Some(cluster) = Cluster::start() else { return };
    let workers = Workers::start(&cluster, "ledger");
    assert_eq!(workers.report(0, "first", "2024-02,north-council,40").status, 201);
    let folder = Folder::two_missions();
    folder.drop_in("remit.toml", workers.folders[0].read("remit.toml"));
    let mut service = Service::begin(&folder, SERVE);
    service.wait_for(STANDS_BY);
    let posted = until("the report is there", || {
        let names = std::fs::read_dir(folder.path("feeds/warmth")).unwrap();
        let mut names = names.map(|entry| entry.unwrap().path());
        names.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("posted")))
    });
    assert_eq!(std::fs::read_to_string(&posted).unwrap(), "month,body,percent\n2024-02,north-council,40\n");
    assert_eq!(service.stop().code, Some(0));
    std::fs::remove_file(&posted).unwrap();
    let mut service = Service::begin(&folder, SERVE);
    service.wait_for(STANDS_BY);
    assert_eq!(service.stop().code, Some(0));
    assert!(!posted.exists(), "it was put there once");
    for service in workers.services {
        assert_eq!(service.stop().code, Some(0));
    }
}

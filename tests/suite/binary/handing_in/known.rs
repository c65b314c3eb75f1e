//! A project in which some people are known to the service.

use std::process::Command;

use tests::process::{Folder, Page, Service, Visitor, remit};

pub(in super::super) const PASSWORD: &str = "correct horse battery";

/// What follows `account add project`, for each who is known.
const ACCOUNTS: [&str; 6] = [
    "Ann --role reporter --body north-council",
    "Ola --role official --body north-council --password-file project/password",
    "Min --role official --body ministry",
    "Bea --role board --mission homes",
    "Ada --role administrator",
    "Kim --role approver --password-file project/password",
];

/// The project with two missions, and people who are known.
pub(in super::super) fn folder() -> Folder {
    with_people(Folder::two_missions())
}

/// A project, and people who are known.
pub(in super::super) fn with_people(folder: Folder) -> Folder {
    folder.drop_in("password", format!("{PASSWORD}\n"));
    for account in ACCOUNTS {
        let made = remit(&folder, &format!("account add project {account}"));
        assert_eq!(made.code, Some(0), "{made}");
    }
    folder
}

/// The line in the head by which a person's program is known.
pub(in super::super) fn token(folder: &Folder, name: &str) -> String {
    let made = remit(folder, &format!("token add project {name}"));
    assert_eq!(made.code, Some(0), "{made}");
    format!("Authorization: Bearer {}", made.out.trim())
}

/// A service that is up, and the tokens of some.
pub(in super::super) struct Up {
    pub(in super::super) folder: Folder,
    pub(in super::super) service: Service,
    pub(in super::super) visitor: Visitor,
}

impl Up {
    pub(in super::super) fn start(folder: Folder) -> Self {
        let service = Service::start(&folder);
        let visitor = service.visitor();
        Self { folder, service, visitor }
    }

    /// Hands a report of warm homes in.
    #[track_caller]
    pub(in super::super) fn report(&self, token: &str, more: &[&str], rows: &str) -> Page {
        let lines = [&[token, "Content-Type: text/csv"], more].concat();
        self.visitor.post("/feeds/warmth/reports", &lines, format!("month,body,percent\n{rows}"))
    }
}

/// The answer with its status, in which moments, hashes and names that follow from them are not told.
pub(in super::super) fn told(page: &Page) -> String {
    let mut settled = page.json();
    if let Some(object) = settled.as_object_mut() {
        object.retain(|key, _| !["at", "hash"].contains(&key.as_str()));
    }
    if let Some(file) = settled.pointer_mut("/receipt/file") {
        *file = file.as_str().map(|file| file.split('-').next().unwrap_or(file).to_owned()).into();
    }
    format!("{} {settled:#}", page.status)
}

/// Sends SIGSTOP or another signal.
pub(in super::super) fn signal(service: &Service, signal: &str) {
    let sent = Command::new("kill").args([signal, &service.id().to_string()]).status();
    assert!(sent.is_ok_and(|sent| sent.success()), "the service is there");
}

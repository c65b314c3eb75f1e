//! Databases that cannot hold the ledger, or can for a time only: each is told by a clear word and the exit code 2, or waited for while the service is up, and nothing is lost.
// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

use tests::process::{Answer, Cluster, Folder, Service, SmallDisk, figures, remit, until, warmth_report};

const KEPT: &str = "what happened is kept in memory until the ledger can be written again";
const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'remit'";

/// A project that keeps its ledger in a database of a server of its own.
fn held() -> Option<(Cluster, Folder)> {
    let (cluster, folder) = (Cluster::start()?, Folder::two_missions());
    cluster.hold(&folder, "ledger");
    Some((cluster, folder))
}

/// What a command says on standard error, which ends by the exit code 2.
#[track_caller]
fn refused(cluster: &Cluster, folder: &Folder, line: &str) -> String {
    let answer = remit(folder, line);
    assert_eq!(answer.code, Some(2), "{line}: {answer}");
    answer.err.replace(&cluster.address("ledger"), "DATABASE")
}

fn path(number: usize) -> String {
    format!("feeds/warmth/more-{number:03}.csv")
}

#[track_caller]
fn wait_for(cluster: &Cluster, number: usize) {
    let wanted = format!("{} 2", path(number));
    until("the report is on the ledger", || {
        figures(&cluster.recorded("ledger")).contains(&wanted).then_some(())
    });
}

/// Holds that so many reports are on the ledger, each once and in order, and that it is sound.
#[track_caller]
fn each_is_there_once(cluster: &Cluster, folder: &Folder, reports: usize) {
    let all: Vec<String> = (0..reports).map(|number| format!("{} 2", path(number))).collect();
    let found = figures(&cluster.recorded("ledger")).into_iter().filter(|figure| figure.contains("more-"));
    assert_eq!(found.collect::<Vec<_>>(), all);
    assert_eq!(remit(folder, "ledger verify project").code, Some(0));
}

#[test]
fn one_that_may_only_be_read_takes_nothing_until_it_may_be_written() {
    let Some((cluster, folder)) = held() else { return };
    cluster.tell("postgres", "ALTER DATABASE ledger SET default_transaction_read_only = on");
    insta::assert_snapshot!(refused(&cluster, &folder, "run project"), @"remit: the ledger DATABASE cannot be read or written: it may only be read, not written: the server is a standby, or lets nobody write");
    cluster.tell("postgres", "ALTER DATABASE ledger RESET default_transaction_read_only");
    let mut service = Service::begin(&folder, "serve project --listen 127.0.0.1:0");
    service.wait_for("serving; stop with SIGTERM");
    cluster.tell("postgres", "ALTER DATABASE ledger SET default_transaction_read_only = on");
    cluster.tell("postgres", END);
    folder.drop_in(&path(0), warmth_report(0));
    service.wait_for(KEPT);
    cluster.tell("postgres", "ALTER DATABASE ledger RESET default_transaction_read_only");
    wait_for(&cluster, 0);
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&cluster, &folder, 1);
}

#[test]
fn one_whose_disk_is_full_takes_nothing_until_there_is_room() {
    let Some(cluster) = Cluster::start() else { return };
    let Some(disk) = SmallDisk::with_database(&cluster, "ledger") else { return };
    let folder = Folder::two_missions();
    folder.append("remit.toml", &format!("\n[store]\nurl = \"{}\"\n", cluster.address("ledger")));
    let mut service = Service::begin(&folder, "serve project --listen 127.0.0.1:0");
    service.wait_for("serving; stop with SIGTERM");
    disk.fill();
    // Pages that are there already have room for a little.
    let mut number = 0;
    while service.times_said(KEPT) == 0 {
        folder.drop_in(&path(number), warmth_report(number));
        until("it is written, or there is no room", || {
            let written = figures(&cluster.recorded("ledger")).contains(&format!("{} 2", path(number)));
            (written || service.times_said(KEPT) > 0).then_some(())
        });
        number += 1;
    }
    service.wait_for("the disk is full");
    disk.make_room();
    for number in 0..number {
        wait_for(&cluster, number);
    }
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&cluster, &folder, number);
}

#[test]
fn a_server_that_is_too_old_is_named_with_its_version() {
    let Some((cluster, folder)) = held() else { return };
    // What an older one says of itself.
    cluster.tell(
        "ledger",
        "CREATE SCHEMA old; CREATE FUNCTION old.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '140011' $$;
         ALTER DATABASE ledger SET search_path = old, pg_catalog, public",
    );
    insta::assert_snapshot!(refused(&cluster, &folder, "run project"), @"remit: the ledger DATABASE cannot be read or written: the server is PostgreSQL 14, and 15 or newer is needed");
}

#[test]
fn the_ledger_of_another_project_is_not_gone_on_with() {
    let Some((cluster, folder)) = held() else { return };
    let other = Folder::joined_up();
    other.append("remit.toml", &format!("\n[store]\nurl = \"{}\"\n", cluster.address("ledger")));
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let before = cluster.recorded("ledger");
    insta::assert_snapshot!(refused(&cluster, &other, "run project"), @r"
    error[ledger]: the ledger DATABASE is that of another project: what is in force on it is `Two missions`, and this is `Joined up: two missions on real figures`
     |
     = help: give each project a database of its own, and name it in `url` of `[store]`. Where this is the same project under another title, change the title by itself first, and anything else once it is in force
    ");
    for line in ["serve project --listen 127.0.0.1:0", "run project --as-of 2024-08-31", "due project"] {
        let said = refused(&cluster, &other, line);
        assert!(said.contains("is that of another project"), "{line}: {said}");
    }
    assert_eq!(cluster.recorded("ledger"), before);
    // Its own goes on, wherever its folder is and whatever is changed.
    let moved = Folder::two_missions();
    moved.drop_in("remit.toml", folder.read("remit.toml"));
    moved.edit("missions/homes.toml", "title = ", "# Looked through.\ntitle = ");
    assert_eq!(remit(&moved, "run project").code, Some(0));
    // A title that is changed by itself makes no other project; with all else it does.
    let title =
        moved.read("remit.toml").lines().find(|line| line.starts_with("title = ")).unwrap().to_owned();
    moved.edit("remit.toml", &title, "title = \"Renamed\"");
    assert_eq!(remit(&moved, "run project").code, Some(0));
    moved.edit("remit.toml", "title = \"Renamed\"", "title = \"Another\"");
    moved.edit("missions/homes.toml", "# Looked through.\n", "");
    let said = refused(&cluster, &moved, "run project");
    assert!(said.contains("what is in force on it is `Renamed`, and this is `Another`"), "{said}");
}

#[test]
fn a_role_that_may_not_write_is_told_what_it_may_not_do() {
    let Some((cluster, folder)) = held() else { return };
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let before = cluster.recorded("ledger");
    cluster.tell("ledger", "CREATE ROLE guest LOGIN");
    let as_guest = folder.read("remit.toml").replace("user=remit", "user=guest");
    folder.drop_in("remit.toml", as_guest);
    let told = |line: &str| {
        let Answer { code, err, .. } = remit(&folder, line);
        assert_eq!(code, Some(2), "{line}: {err}");
        err.replace(&cluster.address("ledger").replace("user=remit", "user=guest"), "DATABASE")
    };
    insta::assert_snapshot!(told("run project"), @"remit: the ledger DATABASE cannot be read or written: this role may not do that (permission denied for table remit_head)");
    cluster.tell("ledger", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest");
    insta::assert_snapshot!(told("run project"), @"remit: the ledger DATABASE cannot be read or written: this role may not do that (permission denied for table remit_head)");
    assert_eq!(
        remit(&folder, "run project --as-of 2024-08-31").code,
        Some(0),
        "whoever only asks is answered"
    );
    cluster.tell("ledger", "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO guest");
    assert_eq!(cluster.recorded("ledger"), before);
    // Tables of an older layout are for their owner to change.
    cluster
        .tell("ledger", "ALTER TABLE remit_head DROP COLUMN written_by; UPDATE remit_head SET version = 2");
    insta::assert_snapshot!(told("run project"), @"remit: the ledger DATABASE cannot be read or written: this role may not do that (must be owner of table remit_head)");
    assert_eq!(cluster.recorded("ledger"), before);
}

#[test]
fn one_that_is_gone_for_long_is_waited_for_within_bounds_and_all_is_written() {
    const REPORTS: usize = 150;
    const BOUND: u64 = 64 << 20;
    let Some(cluster) = Cluster::start() else { return };
    cluster.database("ledger");
    let (folder, line) = (Folder::two_missions(), cluster.forwarder());
    folder
        .append("remit.toml", &format!("\n[store]\nurl = \"postgres://remit@{}/ledger\"\n", line.address()));
    let mut service = Service::begin(&folder, "serve project --listen 127.0.0.1:0");
    service.wait_for("serving; stop with SIGTERM");
    line.send_away();
    cluster.tell("postgres", END);
    let before = service.resident_bytes();
    for number in 0..REPORTS {
        folder.drop_in(&path(number), warmth_report(number));
        if number == 0 {
            service.wait_for(KEPT);
        }
    }
    until("it has tried again for some time", || (service.times_said(KEPT) > 4).then_some(()));
    let grown = service.resident_bytes().saturating_sub(before);
    assert!(grown < BOUND, "it holds {grown} bytes more");
    assert_eq!(
        figures(&cluster.recorded("ledger")).iter().filter(|figure| figure.contains("more-")).count(),
        0
    );
    line.speak_again();
    wait_for(&cluster, REPORTS - 1);
    assert_eq!(service.stop().code, Some(0));
    each_is_there_once(&cluster, &folder, REPORTS);
}

//! Two services of one project on one machine: the lease in the database alone decides which of them writes, and the lock file in their folder holds up neither.

use tests::process::{Cluster, Folder, Service, figures, remit, until, warmth_report};

use super::machines::{SERVE, SERVES, STANDS_BY, ends_as_lost, path};

#[test]
fn one_that_is_frozen_holds_up_nobody_on_its_machine() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::joined_up();
    cluster.hold(&folder, "ledger");
    let report = remit(&folder, "run project --format json").out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let alert = report["alerts"][0]["id"].as_str().expect("an alert is open").to_owned();
    let mut frozen = Service::begin(&folder, SERVE);
    frozen.wait_for(SERVES);
    let mut next = Service::begin(&folder, SERVE);
    next.wait_for(STANDS_BY);
    frozen.signal("STOP");
    next.wait_for(SERVES);
    let respond = |by: &str| {
        let answer = remit(&folder, &format!("respond project {alert} accept --by {by}"));
        assert_eq!(
            (answer.code, &*answer.out),
            (Some(0), "Recorded by the service that holds the ledger.\n"),
            "{answer}"
        );
    };
    respond("Officer");
    frozen.signal("CONT");
    ends_as_lost(frozen);
    until("whoever writes says on this machine that it does", || {
        let address = cluster.address("ledger");
        let address = plugins::stores::DatabaseAddress::parse(&address).unwrap();
        let place = plugins::stores::LedgerPlace::database(address, folder.path(".remit/ledger.sqlite"));
        place.is_held_here().unwrap().then_some(())
    });
    respond("Another");
    assert_eq!(next.stop().code, Some(0));
    assert_eq!(remit(&folder, "verify project").code, Some(0));
}

#[test]
fn whoever_takes_over_goes_on_with_what_comes_in() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = Folder::two_missions();
    cluster.hold(&folder, "ledger");
    let mut frozen = Service::begin(&folder, SERVE);
    frozen.wait_for(SERVES);
    let mut next = Service::begin(&folder, SERVE);
    next.wait_for(STANDS_BY);
    frozen.signal("STOP");
    folder.drop_in(&path(0), warmth_report(0));
    until("the report is on the ledger", || {
        figures(&cluster.recorded("ledger")).contains(&format!("{} 2", path(0))).then_some(())
    });
    frozen.signal("CONT");
    ends_as_lost(frozen);
    assert_eq!(next.stop().code, Some(0));
}

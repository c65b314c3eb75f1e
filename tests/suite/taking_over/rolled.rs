//! One version of Remit after the other, worker by worker, while reports come in: the next version takes over once it has come to all that stands on the ledger, and nothing is told
//! otherwise for it; an older one writes nothing behind it.

use tests::process::{Cluster, Receiver, Service, remit};

use super::machines::{Machines, SERVE, SERVES, STANDS_BY, each_is_there_once, told_by_one, wait_until_told};

const REPORTS: usize = 9;
const SAME: &str = "wrote the ledger last; all that stands on it was worked out anew, and comes to the same";

/// As if another version than this wrote the ledger from now on.
fn is_written_by(cluster: &Cluster, version: &str) {
    cluster.tell("ledger", &format!("UPDATE remit_head SET written_by = '{version}'"));
}

#[test]
fn a_roll_of_versions_under_load_changes_nothing_that_is_told() {
    let Some(cluster) = Cluster::start() else { return };
    let (expected, receiver) = (told_by_one(REPORTS), Receiver::start());
    let address = cluster.database("ledger");
    let mut machines = Machines::start([(); 2].map(|()| address.clone()), &receiver);
    for number in 0..REPORTS {
        machines.send(number);
        // Some reports are on their way while the worker is stopped.
        if number % 3 != 1 {
            machines.wait_for(&cluster, "ledger", number);
        }
        if number % 3 == 1 {
            is_written_by(&cluster, "0.0.9");
            let (old, new) = (machines.writer, 1 - machines.writer);
            machines.services[old].signal("TERM");
            machines.services[new].wait_for(SAME);
            machines.services[new].wait_for(SERVES);
            let before =
                std::mem::replace(&mut machines.services[old], Service::begin(&machines.folders[old], SERVE));
            assert_eq!(before.ended().code, Some(0));
            machines.services[old].wait_for(STANDS_BY);
            machines.writer = new;
            machines.wait_for(&cluster, "ledger", number);
        }
    }
    assert_eq!(wait_until_told(&receiver, expected.len()), expected);
    each_is_there_once(&machines.recorded, REPORTS);
    let Machines { folders, services, writer, .. } = machines;
    for service in services {
        assert_eq!(service.stop().code, Some(0));
    }
    assert_eq!(remit(&folders[writer], "verify project").code, Some(0));
}

#[test]
fn an_older_version_that_stands_by_gives_up_once_a_newer_one_has_written() {
    let Some(cluster) = Cluster::start() else { return };
    let receiver = Receiver::start();
    let address = cluster.database("ledger");
    let mut machines = Machines::start([(); 2].map(|()| address.clone()), &receiver);
    machines.send(0);
    machines.wait_for(&cluster, "ledger", 0);
    is_written_by(&cluster, "99.0.0");
    let Machines { recorded: before, services: [writes, stands_by], .. } = machines;
    let answer = stands_by.ended();
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains("was last written by Remit 99.0.0, and this is Remit"), "{answer}");
    assert!(cluster.recorded("ledger").starts_with(&before), "what stood there stands there");
    writes.kill();
}

//! A standby of the database takes the place of the one that was written to, which was killed. The address names both.

use std::time::Instant;

use ledger::entry::Recorded;
use tests::process::{Cluster, Receiver, Service, remit, until};

use super::machines::{Machines, TAKES_OVER, each_is_there_once, ends_as_lost, told_by_one, wait_until_told};

const REPORTS: usize = 8;
const REGAINED: &str = "the connection to the ledger was lost, and is there again";
const WENT_BACK: &str = "the database went back to an earlier moment";

/// Two services whose address names both servers.
fn machines(primary: &Cluster, standby: &Cluster, receiver: &Receiver) -> Machines {
    Machines::start([(); 2].map(|()| primary.address_with(standby, "ledger")), receiver)
}

/// Waits until one of them has the ledger again, and says whether it is the one that stood by.
fn one_of_them_goes_on(machines: &Machines) -> bool {
    until("somebody has the ledger again", || {
        let taken_over = machines.services[1 - machines.writer].times_said(TAKES_OVER) > 0;
        let regained = machines.services[machines.writer].times_said(REGAINED) > 0;
        (taken_over || regained).then_some(taken_over)
    })
}

#[test]
fn a_standby_that_confirms_each_commit_has_all_that_was_acknowledged_once_and_in_order() {
    let Some(mut primary) = Cluster::start() else { return };
    let (expected, receiver) = (told_by_one(REPORTS), Receiver::start());
    primary.database("ledger");
    let standby = primary.standby();
    let mut machines = machines(&primary, &standby, &receiver);
    let half = REPORTS / 2;
    for number in 0..half {
        machines.send(number);
        machines.wait_for(&primary, "ledger", number);
    }
    // This one may come before the end or after it.
    machines.send(half);
    let acknowledged = primary.recorded("ledger");
    primary.kill();
    standby.promote();
    let since = Instant::now();
    machines.send(half + 1);
    machines.wait_for(&standby, "ledger", half + 1);
    eprintln!("promoted: the next report was on the ledger after {} ms", since.elapsed().as_millis());
    if one_of_them_goes_on(&machines) {
        machines.change_over(ends_as_lost);
    }
    for number in half + 2..REPORTS {
        machines.send(number);
        machines.wait_for(&standby, "ledger", number);
    }
    assert_eq!(wait_until_told(&receiver, expected.len()), expected);
    let recorded: Vec<Recorded> = standby.recorded("ledger");
    assert_eq!(recorded[..acknowledged.len()], acknowledged, "what was acknowledged stands there as it was");
    each_is_there_once(&recorded, REPORTS);
    let Machines { folders, services, writer, .. } = machines;
    for service in services {
        assert_eq!(service.stop().code, Some(0));
    }
    assert!(remit(&folders[writer], "ledger verify project").out.starts_with("Sound: "));
    assert_eq!(remit(&folders[writer], "verify project").code, Some(0));
}

/// Two services of which one committed something last that the standby of their database lacks.
fn with_a_standby_that_lacks_the_last(primary: &Cluster, standby: &Cluster) -> Machines {
    let receiver = Receiver::start();
    let mut machines = machines(primary, standby, &receiver);
    machines.send(0);
    machines.wait_for(standby, "ledger", 0);
    standby.stop_following();
    machines.send(1);
    machines.wait_for(primary, "ledger", 1);
    machines
}

#[track_caller]
fn stops_and_says_so(service: Service) {
    let answer = service.ended();
    assert_eq!(answer.code, Some(2), "{answer}");
    assert!(answer.err.contains(WENT_BACK), "{answer}");
    assert!(answer.err.contains("hold it against the newest checkpoint"), "{answer}");
}

#[test]
fn whoever_wrote_to_a_database_that_lacks_the_last_commits_says_so_and_stops() {
    let Some(mut primary) = Cluster::start() else { return };
    primary.database("ledger");
    let standby = primary.follower();
    let machines = with_a_standby_that_lacks_the_last(&primary, &standby);
    let [writer, follower] = machines.services;
    // Nobody stands by who could have the ledger first.
    assert_eq!(follower.stop().code, Some(0));
    primary.kill();
    standby.promote();
    stops_and_says_so(writer);
    assert_eq!(remit(&machines.folders[0], "ledger verify project").code, Some(0), "what is there is sound");
}

#[test]
fn whoever_stood_by_and_saw_what_the_database_lacks_says_so_and_stops() {
    let Some(mut primary) = Cluster::start() else { return };
    primary.database("ledger");
    let standby = primary.follower();
    let machines = with_a_standby_that_lacks_the_last(&primary, &standby);
    let now = primary.tell("ledger", "SELECT clock_timestamp()");
    let followed = format!(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'remit' AND state = 'idle'
         AND query LIKE 'SELECT link FROM remit_batch WHERE last <= %' AND query_start > '{now}'"
    );
    until("it follows", || (primary.tell("ledger", &followed) != "0").then_some(()));
    let [writes, stands_by] = machines.services;
    primary.kill();
    writes.kill();
    standby.promote();
    stops_and_says_so(stands_by);
}

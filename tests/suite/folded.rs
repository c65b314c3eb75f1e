//! Events that are folded while the next are read come to what they come to one after the other.

use std::convert::Infallible;

use app::folded::{Beside, Folded, fold};
use engine::Event;
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::test_runner::Config;
use tests::random::history::histories;

fn few() -> Config {
    let cases = std::env::var("PROPTEST_CASES").map_or(32, |text| text.parse().expect("a whole number"));
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn folded(beside: Beside, events: &[(Timestamp, Event)]) -> Folded {
    let folded = fold(beside, |hand| {
        events.iter().cloned().for_each(|(at, event)| hand(at, event));
        Ok::<(), Infallible>(())
    });
    folded.expect("nothing fails here")
}

#[test]
fn what_cannot_be_read_ends_the_fold_with_its_fault() {
    for beside in [Beside::Always, Beside::Never] {
        let read = fold(beside, |hand| {
            hand(Timestamp::UNIX_EPOCH, Event::ClockAdvanced);
            Err("the disk is gone")
        });
        assert_eq!(read.err(), Some("the disk is gone"));
    }
}

proptest! {
    #![proptest_config(few())]

    #[test]
    fn a_thread_of_its_own_changes_nothing(history in histories()) {
        let events = history.events();
        let [beside, after] = [Beside::Always, Beside::Never].map(|beside| folded(beside, &events));
        prop_assert_eq!(beside.evaluated, after.evaluated);
        prop_assert_eq!(beside.engine.memo(), after.engine.memo());
        prop_assert_eq!(beside.engine.next_wake(), after.engine.next_wake());
    }
}

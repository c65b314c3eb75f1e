//! What changed since a place costs once what it takes to find out, however many ask, and again only once something was written.

use std::sync::Arc;

use app::kept_since::KeptSince;
use app::project::ledger_place;
use app::since::{Mark, since};
use ledger::entry::Position;
use plugins::stores::LedgerPlace;
use tests::process::{Folder, recorded, remit};
use words::since::Since;

/// Where the ledger ends.
fn end(folder: &Folder) -> Position {
    recorded(folder).last().expect("something was written").position
}

/// What is told from a place, which is what would be found anew.
#[track_caller]
fn told(kept: &mut KeptSince, (ledger, end): (&LedgerPlace, Position), mark: Mark) -> Arc<Since> {
    let told = kept.since(ledger, mark, end).expect("a ledger");
    let anew = since(ledger, mark).expect("a ledger");
    assert_eq!(format!("{told:?}"), format!("{anew:?}"), "it is told as it would be found anew");
    told
}

#[test]
fn the_ledger_is_lived_through_once_for_all_who_ask_from_one_place() {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let ledger = ledger_place(&folder.project()).expect("a project");
    let (first, mut kept) = (end(&folder), KeptSince::default());
    let from_the_first = told(&mut kept, (&ledger, first), Mark::Position(0));
    let is_same = |again: &Arc<Since>| Arc::ptr_eq(&from_the_first, again);
    assert!(is_same(&told(&mut kept, (&ledger, first), Mark::Position(0))), "it is told again");
    assert!(!is_same(&told(&mut kept, (&ledger, first), Mark::Position(2))), "another place is asked for");
    assert!(is_same(&told(&mut kept, (&ledger, first), Mark::Position(0))), "the other did not drive it out");
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    remit(&folder, "run project");
    let second = end(&folder);
    assert!(second > first, "more was written");
    let from_the_second = told(&mut kept, (&ledger, second), Mark::Position(0));
    assert!(!is_same(&from_the_second), "more is to be told");
    let again = told(&mut kept, (&ledger, second), Mark::Position(0));
    assert!(Arc::ptr_eq(&from_the_second, &again));
}

#[test]
fn few_answers_are_kept_and_the_oldest_question_is_forgotten() {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let ledger = ledger_place(&folder.project()).expect("a project");
    let (end, mut kept) = (end(&folder), KeptSince::default());
    let mut from = |mark: u64| told(&mut kept, (&ledger, end), Mark::Position(mark));
    let (first, second) = (from(0), from(1));
    from(2);
    from(3);
    assert!(Arc::ptr_eq(&first, &from(0)), "it was kept, and is the newest question now");
    from(4);
    assert!(Arc::ptr_eq(&first, &from(0)) && !Arc::ptr_eq(&second, &from(1)));
}

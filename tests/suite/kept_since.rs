//! What changed since a place costs once what it takes to find out, however many ask, and again only once something was written.

use app::kept_since::KeptSince;
use app::project::ledger_place;
use app::since::{Mark, since};
use ledger::entry::Position;
use plugins::stores::LedgerPlace;
use tests::process::{Folder, recorded, remit};

/// Where the ledger ends.
fn end(folder: &Folder) -> Position {
    recorded(folder).last().expect("something was written").position
}

#[track_caller]
fn check(kept: &mut KeptSince, (ledger, end): (&LedgerPlace, Position), mark: Mark, lived: usize) {
    let told = kept.since(ledger, mark, end).expect("a ledger");
    let anew = since(ledger, mark).expect("a ledger");
    assert_eq!(format!("{told:?}"), format!("{anew:?}"), "it is told as it would be found anew");
    assert_eq!(kept.lived(), lived);
}

#[test]
fn the_ledger_is_lived_through_once_for_all_who_ask_from_one_place() {
    let folder = Folder::two_missions();
    assert_eq!(remit(&folder, "run project").code, Some(0));
    let ledger = ledger_place(&folder.project()).expect("a project");
    let (first, mut kept) = (end(&folder), KeptSince::default());
    for _ in 0..3 {
        check(&mut kept, (&ledger, first), Mark::Position(0), 1);
    }
    check(&mut kept, (&ledger, first), Mark::Position(2), 2);
    check(&mut kept, (&ledger, first), Mark::Position(0), 2);
    folder.drop_in("feeds/warmth/more-revised.csv", "month,body,percent\n2024-02,north-council,40\n");
    remit(&folder, "run project");
    let second = end(&folder);
    assert!(second > first, "more was written");
    check(&mut kept, (&ledger, second), Mark::Position(0), 3);
    check(&mut kept, (&ledger, second), Mark::Position(0), 3);
    check(&mut kept, (&ledger, second), Mark::Position(first), 4);
}

//! There and back, and whatever is spoilt.

use std::sync::Arc;

use engine::model::{
    BodyId, Cadence, Cell, Edition, FeedId, Load, MeasureId, MissionId, Observation, Period, Report, Sheets,
    Source, SourceFile, Status, Vintage,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::commit::{Commit, LeafForm, Outcome, OutcomePart};
use crate::entry::{Entry, Message};
use crate::leaves::leaves;
use crate::personal::{Personal, PersonalForm, Salt, hide, stand_ins};
use crate::source::{SourceText, Sources};
use crate::tree::TreeHash;

fn message() -> Entry {
    let (id, text) = ("msg_1".to_owned(), "About somebody else".to_owned());
    let message = Message {
        id,
        at: jiff::Timestamp::UNIX_EPOCH,
        kind: "alert.firing".into(),
        subject: text.clone(),
        text,
        json: "{}".into(),
    };
    Entry::Queued { notifier: "post".into(), message: Arc::new(message), hold: None }
}

fn commit(first: u64) -> Commit {
    let part = |mission: &str| {
        let told = vec![format!("{mission}/built firing")];
        OutcomePart::of(Some(MissionId::new(mission)), told, [format!("{mission}/built missed")])
    };
    let outcome = Some(Outcome { by: "0.1.0".into(), parts: vec![part("health"), part("homes")] });
    Commit {
        first,
        at: jiff::Timestamp::UNIX_EPOCH,
        entries: vec![Entry::ClockAdvanced, message(), Entry::Resumed],
        outcome,
        personal: None,
        leaf_form: LeafForm::Parted,
    }
}

/// The same as it is read of a ledger that hides personal values, of which some are erased.
fn hidden(first: u64, is_erased: impl Fn(&str) -> bool) -> Commit {
    let Commit { at, entries, outcome, leaf_form, .. } = commit(first);
    let hidden = hide(&entries, &mut |_, _| Salt::from([7; Salt::BYTES]));
    let left = hidden.kept.iter().filter(|kept| !is_erased(&kept.value));
    let left = left.map(|kept| (kept.hash(), kept.clone())).collect();
    let mut entries: Vec<Entry> =
        hidden.entries.into_iter().map(|stored| stored.entry.into_owned()).collect();
    let stand_ins = (PersonalForm::NEWEST, stand_ins(&mut entries, PersonalForm::NEWEST).unwrap());
    let personal = Some(Personal::show(&mut entries, stand_ins, &left).unwrap());
    Commit { first, at, entries, outcome, personal, leaf_form }
}

#[test]
fn personal_values_are_in_it_as_far_as_they_are_left() {
    let of = |commit: Commit| Bundle {
        subject: "homes/built".into(),
        checkpoint: "a note".into(),
        commits: vec![BundleCommit::of(commit, Disclosure::WHOLE)],
    };
    let (whole, part) = (of(hidden(1, |_| false)), of(hidden(1, |value| value == "About somebody else")));
    for bundle in [&whole, &part] {
        assert_eq!(Bundle::parse(&bundle.encode()).unwrap(), *bundle);
        assert_eq!(Bundle::parse_text(0, &bundle.encode_text()).unwrap(), *bundle);
        let leaves = |bundle: &Bundle| bundle.commits[0].leaves().collect::<Vec<_>>();
        assert_eq!(leaves(bundle), leaves(&whole));
    }
    assert_ne!(part, whole);
}

/// As an older Remit wrote it.
fn of_an_older_remit(commit: Commit) -> Commit {
    let told = vec!["homes/built firing".to_owned()];
    let part = OutcomePart::of(None, told, ["homes/built missed".to_owned()]);
    let outcome = Some(Outcome { by: "0.1.0".into(), parts: vec![part] });
    Commit { outcome, leaf_form: LeafForm::Whole, ..commit }
}

#[test]
fn what_an_older_remit_wrote_stays_as_it_was() {
    let older = [of_an_older_remit(commit(1)), of_an_older_remit(hidden(1, |_| false))];
    let files = older.map(|older| {
        let bundle = narrowed(older.clone());
        assert!(bundle.leaves().eq(leaves(&older)) && !bundle.is_in_part());
        let [told, turned] =
            ["homes/built firing", "homes/built missed"].map(|line| TreeHash::of_leaf(line.as_bytes()));
        let outcome = format!("remit/outcome/v1\n3\n1970-01-01T00:00:00Z\n0.1.0\n1 {told}\n1 {turned}\n");
        assert_eq!(leaves(&older).last(), Some(TreeHash::of_leaf(outcome.as_bytes())));
        let bundle =
            Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits: vec![bundle] };
        assert_eq!(Bundle::parse(&bundle.encode()).unwrap(), bundle);
        bundle.encode()
    });
    assert!(files[0].starts_with(b"remit proof 1\n"));
    assert!(files[1].starts_with(b"remit proof 1\n"), "no personal value is shown");
}

/// The scope of one mission that is judged by one measure.
fn homes() -> BundleScope {
    BundleScope { missions: [MissionId::new("homes")].into(), measures: [MeasureId::new("homes")].into() }
}

fn row(measure: &str, line: u32) -> Observation {
    let file = SourceFile {
        feed: FeedId::new("returns"),
        path: "returns/a.csv".into(),
        hash: "9f86".into(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: None,
        sheets: Sheets::default(),
    };
    Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new(measure),
            body: BodyId::new("north"),
            period: Period::from_parts(Cadence::Month, 24),
        },
        report: Report::Value(Decimal::from(line)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::new(file), line },
    }
}

/// Rows of two measures, one after the other in turn, and what that led to for two missions.
fn mixed(first: u64) -> Commit {
    let rows = (2..8).map(|line| row(if line % 2 == 0 { "homes" } else { "waits" }, line)).collect();
    Commit { entries: vec![Entry::Observed(rows), message()], ..commit(first) }
}

fn narrowed(commit: Commit) -> BundleCommit {
    let scope = homes();
    BundleCommit::of(commit, Disclosure { is_shown: &|_| false, scope: Some(&scope) })
}

#[test]
fn other_measures_and_missions_can_be_withheld() {
    let part = narrowed(mixed(1));
    assert!(part.is_in_part() && part.leaves().eq(leaves(&mixed(1))));
    let (_, shown) = part.shown().next().unwrap();
    let Entry::Observed(rows) = shown else { panic!("it was observed") };
    assert_eq!(rows.iter().map(|row| row.source.line).collect::<Vec<_>>(), [2, 4, 6]);
    let withheld: Vec<_> = part.measures_withheld().map(|rows| (rows.measure.as_str(), rows.count)).collect();
    assert_eq!(withheld, [("waits", 3)]);
    let missions: Vec<_> = part.missions_withheld.iter().map(|leaf| leaf.mission.as_str()).collect();
    assert_eq!(missions, ["health"]);
    assert_eq!(part.withheld(Some(&homes().missions)), None);
    let bundle = Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits: vec![part] };
    assert_eq!(Bundle::parse(&bundle.encode()).unwrap(), bundle);
}

#[test]
fn rows_of_one_measure_are_shown_all_or_none() {
    let mut part = narrowed(mixed(1));
    let BundleEntry::InPart { observed: Entry::Observed(rows), .. } = &mut part.entries[0] else {
        panic!("it is shown in part")
    };
    rows.push(row("waits", 9));
    let bundle = Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits: vec![part] };
    let refused = Bundle::parse(&bundle.encode()).unwrap_err().to_string();
    assert!(refused.contains("a measure is withheld twice, or shown as well"), "{refused}");
    let mut part = narrowed(mixed(1));
    part.missions_withheld[0].mission = MissionId::new("homes");
    let bundle = Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits: vec![part] };
    let refused = Bundle::parse(&bundle.encode()).unwrap_err().to_string();
    assert!(refused.contains("a mission is withheld twice, or shown as well"), "{refused}");
}

#[test]
fn what_officials_say_of_other_missions_can_be_withheld() {
    let of = |kind: &str| {
        let mut part = narrowed(mixed(1));
        part.entries[1] = BundleEntry::Withheld { kind: kind.into(), content: TreeHash::of_nothing() };
        part.withheld(Some(&homes().missions)).is_some()
    };
    assert!(!of("responded health") && !of("responded health waits"));
    assert!(of("responded homes") && of("responded health homes"), "one of them hangs together with it");
    assert!(of("responded"), "a paper may be judged by anywhere");
}

fn bundle() -> Bundle {
    let shown = BundleCommit::of(hidden(4, |_| false), Disclosure::WHOLE);
    let commits = vec![BundleCommit::of(commit(1), Disclosure::HEARD), shown];
    Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits }
}

#[test]
fn it_is_read_as_it_was_written() {
    assert_eq!(Bundle::parse(&bundle().encode()).unwrap(), bundle());
}

#[test]
fn what_is_withheld_leaves_the_tree_as_it_is() {
    let withheld = BundleCommit::of(commit(1), Disclosure::HEARD);
    assert!(matches!(withheld.entries[1], BundleEntry::Withheld { .. }), "nobody who judges hears a message");
    assert!(withheld.leaves().eq(leaves(&commit(1))));
    assert!(BundleCommit::of(commit(1), Disclosure::WHOLE).leaves().eq(leaves(&commit(1))));
}

#[test]
fn what_has_a_bearing_may_not_be_withheld() {
    let mut withheld = BundleCommit::of(commit(1), Disclosure::HEARD);
    assert_eq!(withheld.withheld(None), None);
    withheld.entries[2] = BundleEntry::Withheld { kind: "resumed".into(), content: TreeHash::of_nothing() };
    assert_eq!(withheld.withheld(None), Some((3, "resumed")));
}

#[test]
fn a_commit_that_is_left_out_is_told() {
    let mut lacking = bundle();
    lacking.commits.remove(0);
    assert_eq!(
        Bundle::parse(&lacking.encode()).unwrap_err().to_string(),
        "the places of what it holds do not follow each other: 1 should be next, and it is 4"
    );
}

proptest! {
    #[test]
    fn whatever_is_spoilt_is_told_or_makes_another_tree(place: prop::sample::Index, bit in 0..8_u8) {
        let whole = bundle();
        let mut file = whole.encode();
        let place = place.index(file.len());
        file[place] ^= 1 << bit;
        if let Ok(read) = Bundle::parse(&file) {
            let leaves = |bundle: &Bundle| bundle.commits.iter().flat_map(BundleCommit::leaves).collect::<Vec<_>>();
            prop_assert!(read == whole || leaves(&read) != leaves(&whole) || read.checkpoint != whole.checkpoint || read.subject != whole.subject);
        }
    }
}

/// What a file unpacks to, as far as a test takes it apart: its commits stay as they are.
type Unpacked = (String, String, Vec<String>, Vec<(u64, String, Vec<u8>, Vec<(u32, String, [u8; 32])>)>);

#[test]
fn a_text_that_was_taken_out_is_missed() {
    use std::io::{Read as _, Write as _};
    const FIRST_LINE: &[u8] = b"remit proof 1\n";
    let text = |path: &str| SourceText::new(path, "a text");
    let sources = Sources {
        project: text("remit.toml"),
        bodies: text("bodies.csv"),
        bank_holidays: None,
        people: None,
        relations: None,
        missions: indexmap::IndexMap::new(),
    };
    let entries = vec![Entry::Resumed, Entry::Activated(Arc::new(sources))];
    let commits = vec![BundleCommit::of(Commit { entries, ..commit(1) }, Disclosure::WHOLE)];
    let bundle = Bundle { subject: "homes/built".into(), checkpoint: "a note".into(), commits };
    let whole = bundle.encode();
    let mut bytes = Vec::new();
    flate2::read::ZlibDecoder::new(&whole[FIRST_LINE.len()..]).read_to_end(&mut bytes).unwrap();
    let (subject, checkpoint, texts, commits): Unpacked = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(texts, ["a text"]);
    let bytes = postcard::to_allocvec(&(subject, checkpoint, Vec::<String>::new(), commits)).unwrap();
    let mut packed = flate2::write::ZlibEncoder::new(FIRST_LINE.to_vec(), flate2::Compression::fast());
    packed.write_all(&bytes).unwrap();
    let told = Bundle::parse(&packed.finish().unwrap()).unwrap_err().to_string();
    assert_eq!(told, "a text is missing to which the entry at position 1 refers");
}

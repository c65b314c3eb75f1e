//! There and back again: whatever is appended is what is read.

use std::sync::Arc;

use crate::source::{LibrarySources, MissionSources, SourceText, Sources};
use engine::evidence::Receipt;
use engine::model::{
    Absence, BodyId, Cadence, Cell, ContributionId, FeedId, MeasureId, MissionId, ObligationId,
    ObligationRef, Observation, Period, Report, Response, ResponseId, ResponseKind, Source, SourceFile,
    Status, Submission, Vintage,
};
use indexmap::IndexMap;
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::entry::{Entry, FileReceipt, Message, Quarantined, Signed};

/// Decodes as a store does, with the texts kept beside the batch.
fn there_and_back(entries: &[Entry]) -> Vec<Entry> {
    let encoded = encode(entries);
    let batch = Batch::parse(&encoded.bytes).unwrap();
    let text = |hash: &TextHash| {
        let (_, text) = encoded.texts.iter().find(|(known, _)| known == hash).unwrap();
        Arc::from(*text)
    };
    batch.entries(&batch.texts().iter().map(text).collect::<Vec<_>>()).unwrap()
}

pub(super) fn word() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-c]{1,2}", "\\PC{0,12}"]
}

pub(super) fn moment() -> impl Strategy<Value = Timestamp> {
    let nanoseconds = Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond();
    prop_oneof![
        nanoseconds.prop_map(|at| Timestamp::from_nanosecond(at).unwrap()),
        (0_i64..4).prop_map(|second| Timestamp::from_second(second).unwrap()),
        Just(Timestamp::MAX),
    ]
}

fn report() -> impl Strategy<Value = Report> {
    use Absence::{Blank, Confidential, NotApplicable, NotAvailable, Unreliable};
    let absence = prop::sample::select(vec![NotAvailable, NotApplicable, Confidential, Unreliable, Blank]);
    let value =
        (any::<[u32; 3]>(), any::<bool>(), 0_u32..=28).prop_map(|([low, middle, high], negative, scale)| {
            Decimal::from_parts(low, middle, high, negative, scale)
        });
    let small = (-3_i64..3, 0_u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    prop_oneof![
        absence.prop_map(Report::Absent),
        value.prop_map(Report::Value),
        small.prop_map(Report::Value)
    ]
}

fn cadence() -> impl Strategy<Value = Cadence> {
    use Cadence::{AcademicYear, Day, FinancialYear, Month, Quarter, Week, Year};
    let plain = prop::sample::select(vec![Day, Week, Month, Quarter, FinancialYear, AcademicYear, Year]);
    let rolling = (1..=u16::MAX, any::<u16>()).prop_map(|(months, step)| Cadence::Rolling { months, step });
    prop_oneof![plain, rolling]
}

pub(super) fn cell() -> impl Strategy<Value = Cell> {
    (word(), word(), cadence(), -40_000..40_000_i32).prop_map(|(measure, body, cadence, index)| Cell {
        measure: MeasureId::new(measure),
        body: BodyId::new(body),
        period: Period::from_parts(cadence, index),
    })
}

fn file() -> impl Strategy<Value = Arc<SourceFile>> {
    (word(), word(), word())
        .prop_map(|(feed, path, hash)| Arc::new(SourceFile { feed: FeedId::new(feed), path, hash }))
}

/// Reports come file by file, as they do in life.
fn observations() -> impl Strategy<Value = Vec<Observation>> {
    let status = prop::sample::select(vec![Status::Provisional, Status::Final, Status::Revised]);
    let vintage = prop_oneof![Just(Vintage::Backfill), moment().prop_map(Vintage::At)];
    let rows = vec((cell(), report(), status, vintage, any::<u32>()), 0..8);
    let of_one_file = (file(), rows).prop_map(|(file, rows)| {
        let row = |(cell, report, status, vintage, line)| {
            let source = Source { file: Arc::clone(&file), line };
            Observation { cell, report, status, vintage, source }
        };
        rows.into_iter().map(row).collect::<Vec<_>>()
    });
    vec(of_one_file, 0..3).prop_map(|files| files.concat())
}

fn receipt() -> impl Strategy<Value = FileReceipt> {
    let quarantined = (any::<u32>(), word()).prop_map(|(line, reason)| Quarantined { line, reason });
    (file(), any::<[u32; 4]>(), vec(quarantined, 0..4)).prop_map(|(file, counts, quarantined)| {
        let [accepted, unchanged, revised, skipped] = counts;
        FileReceipt { file, counts: Receipt { accepted, unchanged, revised }, skipped, quarantined }
    })
}

fn source_text() -> impl Strategy<Value = SourceText> {
    (word(), word()).prop_map(|(path, text)| SourceText::new(path, text))
}

fn sources() -> impl Strategy<Value = Sources> {
    let rules = vec((word(), source_text()), 0..3).prop_map(|rules| Arc::new(IndexMap::from_iter(rules)));
    let library = (word(), word(), source_text())
        .prop_map(|(name, version, script)| (name, LibrarySources { version, script }));
    let libraries = vec(library, 0..3).prop_map(|set| Arc::new(IndexMap::from_iter(set)));
    let mission = (word(), source_text(), any::<prop::sample::Index>());
    let texts = (source_text(), source_text(), option::of(source_text()));
    let parts = (texts, vec(rules, 1..3), vec(libraries, 1..3), vec(mission, 0..4));
    parts.prop_map(|((project, bodies, bank_holidays), rules, libraries, missions)| {
        let missions = missions.into_iter().map(|(key, declaration, index)| {
            let (rules, libraries) = (Arc::clone(index.get(&rules)), Arc::clone(index.get(&libraries)));
            (Arc::from(key), MissionSources { declaration, rules, libraries })
        });
        Sources { project, bodies, bank_holidays, missions: missions.collect() }
    })
}

fn message() -> impl Strategy<Value = Message> {
    (word(), moment(), word(), word(), word(), word())
        .prop_map(|(id, at, kind, subject, text, json)| Message { id, at, kind, subject, text, json })
}

pub(super) fn response() -> impl Strategy<Value = Response> {
    let periods = vec(cell().prop_map(|cell| cell.period), 0..3);
    let about = (word(), word(), word(), option::of(word()), periods);
    let until = option::of(moment().prop_map(|at| at.to_zoned(jiff::tz::TimeZone::UTC).date()));
    let kind = prop::sample::select(ResponseKind::ALL.to_vec());
    let submission = (kind, word(), word(), option::of(word()), until)
        .prop_map(|(kind, by, reason, approver, until)| Submission { kind, by, reason, approver, until });
    (about, submission, option::of(word()), moment()).prop_map(|(about, submission, takes_back, at)| {
        let (id, mission, obligation, contribution, periods) = about;
        let obligation =
            ObligationRef { mission: MissionId::new(mission), obligation: ObligationId::new(obligation) };
        Response {
            id: ResponseId::new(id),
            obligation,
            contribution: contribution.map(ContributionId::new),
            periods,
            submission,
            takes_back: takes_back.map(ResponseId::new),
            at,
        }
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        observations().prop_map(Entry::Observed),
        receipt().prop_map(Entry::Received),
        sources().prop_map(|sources| Entry::Activated(Arc::new(sources))),
        Just(Entry::ClockAdvanced),
        Just(Entry::Resumed),
        (word(), message())
            .prop_map(|(notifier, message)| Entry::Queued { notifier, message: Arc::new(message) }),
        (word(), word(), word()).prop_map(|(notifier, message_id, error)| Entry::Attempted {
            notifier,
            message_id,
            error
        }),
        (word(), word(), option::of(word())).prop_map(|(notifier, message_id, refused)| Entry::Settled {
            notifier,
            message_id,
            refused
        }),
        response().prop_map(Entry::Responded),
        (word(), word(), word()).prop_map(|(statement, signature, signer)| Entry::Approved {
            signed: Signed { statement, signature },
            signer
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_written_is_read(entries in vec(entry(), 0..6)) {
        let back = there_and_back(&entries);
        prop_assert_eq!(&back, &entries);
        // `Debug` tells `1.5` from `1.50`, which equality does not.
        prop_assert_eq!(format!("{back:?}"), format!("{entries:?}"));
    }

    /// The checksum stands before this; damage that passes it must still not bring the program down.
    #[test]
    fn damage_is_an_error_and_never_a_panic(entries in vec(entry(), 1..4), place: prop::sample::Index, mask: u8) {
        let mut bytes = encode(&entries).bytes;
        let place = place.index(bytes.len());
        bytes[place] ^= mask;
        if let Ok(batch) = Batch::parse(&bytes) {
            let texts = vec![Arc::from(""); batch.texts().len()];
            prop_assert!(batch.entries(&texts).map_or(true, |entries| entries.len() < 1_000));
        }
    }
}

#[test]
fn missions_share_their_rules_when_they_come_back() {
    let text = |name: &str| SourceText::new(name, format!("text of {name}"));
    let rules = Arc::new(IndexMap::from([("keep-pace".to_owned(), text("rules/keep-pace.rhai"))]));
    let mission = |name: &str| {
        let declaration = text(name);
        (
            Arc::clone(&declaration.path),
            MissionSources { declaration, rules: Arc::clone(&rules), libraries: Arc::default() },
        )
    };
    let missions = IndexMap::from([mission("missions/a.toml"), mission("missions/b.toml")]);
    let sources =
        Sources { project: text("remit.toml"), bodies: text("bodies.csv"), bank_holidays: None, missions };
    let back = there_and_back(&[Entry::Activated(Arc::new(sources))]);
    let [Entry::Activated(back)] = &*back else { panic!("one activation went in") };
    assert!(Arc::ptr_eq(&back.missions[0].rules, &back.missions[1].rules));
}

/// A long file as councils send it: 300 councils, 20 quarters, 9 figures each.
fn long_file() -> Vec<Observation> {
    let hash = "3f".repeat(32);
    let path = "feeds/duty-to-refer/councils.csv".to_owned();
    let file = Arc::new(SourceFile { feed: FeedId::new("duty-to-refer"), path, hash });
    let row = |row: u32| Observation {
        cell: Cell {
            measure: MeasureId::new(format!("referrals-{}", row % 9)),
            body: BodyId::new(format!("E0{}", 7_000_000 + row / 180)),
            period: Period::from_parts(Cadence::Quarter, 8_000 + (row / 9 % 20).cast_signed()),
        },
        report: Report::Value(Decimal::from(row.wrapping_mul(2_654_435_761) >> 20)),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::clone(&file), line: row + 2 },
    };
    (0..54_000).map(row).collect()
}

#[test]
fn an_observation_of_a_long_file_takes_a_few_bytes() {
    let observations = long_file();
    let rows = observations.len();
    let entries = [Entry::Observed(observations)];
    let bytes = encode(&entries).bytes.len() / rows;
    assert!(bytes <= 8, "{bytes} bytes an observation");
    assert_eq!(there_and_back(&entries), entries);
}

#[test]
fn columns_of_different_length_are_damage() {
    let sound = encode(&[]).bytes;
    assert!(Batch::parse(&[&*sound, &[0]].concat()).is_err(), "something follows");
    assert!(Batch::parse(&sound[..sound.len() - 1]).is_err(), "something is cut off");
}

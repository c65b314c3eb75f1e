//! There and back again: whatever the engine worked out is what a restart takes up.

use engine::evaluate::{Finding, ReadCell, RuleSaid};
use engine::evidence::{Gap, WhyAbsent};
use engine::memo::Memo;
use engine::model::{
    BodyId, Cadence, Cell, ContributionId, MeasureId, MissionId, ObligationId, ObligationRef, PartId, Period,
    Revision, Statement, Verdict, WholeId,
};
use engine::program::{Assessment, Judgement};
use engine::view::Stop;
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::super::seal;
use super::any_memo::*;
use super::envelope::{FORMAT, LABEL};
use super::*;

proptest! {
    #[test]
    fn whatever_is_written_is_read(memo in memo()) {
        prop_assert_eq!(decode_memo(&encode_memo(&memo)), Ok(memo));
    }

    /// The checksum stands before this; damage that passes it must still not bring the program down.
    #[test]
    fn damage_is_an_error_and_never_a_panic(memo in memo(), place: Index, mask: u8, cut: Index) {
        let mut payload = encode::encode(&memo);
        prop_assert!(decode::decode(&payload[..cut.index(payload.len())]).is_err());
        let place = place.index(payload.len());
        payload[place] ^= mask;
        if let Ok(damaged) = decode::decode(&payload) {
            prop_assert!(damaged.said.len() < 1_000);
        }
    }

    #[test]
    fn what_was_never_a_memo_is_an_error(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(decode_memo(&bytes).is_err());
    }
}

#[track_caller]
fn check_refused(bytes: &[u8], expect: &str) {
    let error = decode_memo(bytes).expect_err("a memo came out");
    assert_eq!(error.to_string(), expect);
}

#[test]
fn every_changed_or_missing_byte_is_noticed() {
    let sound = encode_memo(&of_councils(3, 2));
    assert!(decode_memo(&sound).is_ok());
    for place in 0..sound.len() {
        let mut changed = sound.clone();
        changed[place] ^= 1;
        assert!(decode_memo(&changed).is_err(), "byte {place} changed");
        assert!(decode_memo(&sound[..place]).is_err(), "cut at byte {place}");
    }
}

#[test]
fn a_memo_says_why_it_is_refused() {
    let sound = encode_memo(&of_councils(3, 2));
    check_refused(&[], "the memo is damaged: it is empty");
    check_refused(&sound[..5], "the memo is damaged: it is not what was written, going by its checksum");
    let other = FORMAT + 1;
    let refusal = format!("the memo is of format {other}, which this version does not read");
    check_refused(&[&[other], &sound[1..]].concat(), &refusal);
    let sealed = |payload: &[u8]| [&[FORMAT], &*seal(LABEL, payload)].concat();
    let payload = encode::encode(&of_councils(3, 2));
    check_refused(&sealed(b"entries"), "the memo is damaged: it is not in the layout of a memo");
    check_refused(&sealed(&[&*payload, &[0]].concat()), "the memo is damaged: something follows the memo");
}

/// As many instances as councils and quarters: each reads its figure and that of a year earlier. One in five has yet to
/// report, one in five fell short by a figure of its own.
fn of_councils(councils: u32, quarters: u32) -> Memo {
    let quarter = |ago: u32| Period::from_parts(Cadence::Quarter, 8_100 - ago.cast_signed());
    let cell = |council: u32, ago: u32| Cell {
        measure: MeasureId::new("referrals"),
        body: BodyId::new(format!("E0{}", 7_000_000 + council)),
        period: quarter(ago),
    };
    let read = quarters + 4;
    let number = |council: u32, ago: u32| ReadCell(council * read + (read - 1 - ago));
    let cells_of = |council: u32| (0..read).rev().map(move |ago| cell(council, ago));
    let instance = |council: u32, ago: u32| {
        let gap = Gap { cell: cell(council, ago), why: WhyAbsent::NeverReported, unused: None };
        let judged = |judgement, reason: &str| {
            Ok(Assessment { judgement, reason: Statement::text(reason), line: Some(7) })
        };
        let (said, verdict) = match (council + ago) % 5 {
            0 => (Err(Stop::NoData(gap)), Verdict::NoData),
            1 => {
                let reason = format!("at {}.{}% of a year earlier", council % 80, ago % 10);
                (judged(Judgement::Missed, &reason), Verdict::Missed)
            }
            _ => (judged(Judgement::Met, ""), Verdict::Met),
        };
        let cause = as_said(&said);
        let whole = WholeId::from(ObligationRef {
            mission: MissionId::new("homelessness"),
            obligation: ObligationId::new(format!("duty-to-refer-{}", council / 10)),
        });
        let part = PartId::Contribution(ContributionId::new(format!("council-{council}")));
        RuleSaid {
            node: whole.part(&part),
            period: quarter(ago),
            said,
            finding: Finding { verdict, cause },
            reads: vec![number(council, ago), number(council, ago + 4)],
            others: Vec::new(),
            wakes: vec![Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(2_000 * ago))],
            listings: Vec::new(),
        }
    };
    let rows = (0..councils.div_ceil(10)).flat_map(|obligation| {
        let of_obligation = obligation * 10..councils.min(obligation * 10 + 10);
        (0..quarters)
            .rev()
            .flat_map(move |ago| of_obligation.clone().map(move |council| instance(council, ago)))
    });
    Memo {
        now: Timestamp::UNIX_EPOCH,
        revision: Revision::new("3f".repeat(32)),
        responses: Vec::new(),
        formerly_unused: Vec::new(),
        seen: Vec::new(),
        told: Vec::new(),
        cells: (0..councils).flat_map(cells_of).collect(),
        cuts: Vec::new(),
        said: rows.collect(),
        joined: Vec::new(),
        alerts: Vec::new(),
        downtimes: Vec::new(),
        unused: Vec::new(),
    }
}

#[test]
fn an_instance_takes_a_few_bytes() {
    let memo = of_councils(300, 20);
    let bytes = encode_memo(&memo);
    let of_each = bytes.len() / memo.said.len();
    assert!(of_each <= 16, "{of_each} bytes an instance");
    assert_eq!(decode_memo(&bytes), Ok(memo));
}

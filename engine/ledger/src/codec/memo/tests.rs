//! There and back again: whatever the engine worked out is what a restart takes up.

use std::sync::Arc;

use engine::alert::{
    Alert, AlertId, AlertKind, AlertState, Breaker, HeldUpBy, HeldUpPart, OwnFigure, ReportPlace, Severity,
};
use engine::evaluate::{Answered, Cause, Finding, Said};
use engine::evidence::{Contradiction, Gap, Whose, WhyAbsent};
use engine::memo::{AlertMemo, Memo};
use engine::model::{
    Absence, BodyId, Cadence, Cell, ContributionId, GateId, MeasureId, MissionId, Node, ObligationId,
    ObligationRef, PartId, Period, Piece, Revision, Statement, Verdict, WholeId,
};
use engine::program::{Assessment, Judgement};
use engine::view::{Failure, Fault, Stop};
use jiff::{SignedDuration, Timestamp};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rust_decimal::Decimal;

use super::super::seal;
use super::super::tests::{cell, moment, response, unused, unused_report, word};
use super::envelope::{FORMAT, LABEL};
use super::*;

fn period() -> impl Strategy<Value = Period> {
    cell().prop_map(|cell| cell.period)
}

fn body() -> impl Strategy<Value = BodyId> {
    word().prop_map(BodyId::new)
}

fn line() -> impl Strategy<Value = Option<u32>> {
    option::of(prop_oneof![0_u32..3, any::<u32>()])
}

fn why() -> impl Strategy<Value = WhyAbsent> {
    use Absence::{Blank, Confidential, NotApplicable, NotAvailable, NotDeclared, Unreliable};
    let absence = select(vec![NotAvailable, NotApplicable, Confidential, Unreliable, Blank, NotDeclared]);
    let parts =
        any::<[u32; 2]>().prop_map(|[reported, expected]| WhyAbsent::Incomplete { reported, expected });
    prop_oneof![
        Just(WhyAbsent::NeverReported),
        absence.prop_map(WhyAbsent::Stated),
        parts,
        Just(WhyAbsent::NothingToDivideBy),
        Just(WhyAbsent::ZeroOverZero),
        select(vec![Whose::Own, Whose::Below]).prop_map(WhyAbsent::InputMissing),
        Just(WhyAbsent::TooLarge),
        Just(WhyAbsent::InputUnreconciled),
        Just(WhyAbsent::Unreconciled(Contradiction { least: Decimal::new(-150, 2), most: Decimal::MAX })),
    ]
}

fn gap() -> impl Strategy<Value = Gap> {
    (cell(), why(), option::of(unused_report())).prop_map(|(cell, why, unused)| Gap { cell, why, unused })
}

fn outcome() -> impl Strategy<Value = Result<Assessment, Stop>> {
    let judgement = select(vec![Judgement::Met, Judgement::AtRisk, Judgement::Missed, Judgement::NotJudged]);
    let judged = (judgement, statement(), line())
        .prop_map(|(judgement, reason, line)| Ok(Assessment { judgement, reason, line }));
    let gap = gap().prop_map(|gap| Err(Stop::NoData(gap)));
    let failed = fault().prop_map(|fault| Err(Stop::Failed(fault)));
    prop_oneof![judged, gap, failed]
}

/// What a rule said, and findings both as the engine makes them from it and of every other kind.
fn spoken() -> impl Strategy<Value = (Result<Assessment, Stop>, Finding)> {
    let verdict = select(Verdict::ALL.to_vec());
    (outcome(), verdict, option::of(cause())).prop_map(|(said, verdict, other)| {
        let cause = other.unwrap_or_else(|| as_said(&said));
        (said, Finding { verdict, cause })
    })
}

fn as_said(said: &Result<Assessment, Stop>) -> Cause {
    match said {
        Ok(Assessment { reason, line, .. }) => Cause::Stated { statement: reason.clone(), line: *line },
        Err(Stop::NoData(gap)) => Cause::Missing(gap.clone()),
        Err(Stop::Failed(fault)) => Cause::Failed(fault.clone()),
    }
}

fn statement() -> impl Strategy<Value = Statement> {
    let number = || (any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let piece = prop_oneof![
        word().prop_map(|text| Piece::Text(text.into())),
        number().prop_map(Piece::Number),
        number().prop_map(Piece::Grouped),
        number().prop_map(Piece::Percent),
        period().prop_map(Piece::Period),
    ];
    vec(piece, 0..4).prop_map(Statement::new)
}

fn fault() -> impl Strategy<Value = Fault> {
    let failure = prop_oneof![
        word().prop_map(|message| Failure::Raised(message.into())),
        cell().prop_map(Failure::NoTarget),
        word().prop_map(|id| Failure::NoMeasure(id.into())),
        word().prop_map(|id| Failure::NoBody(id.into())),
    ];
    (failure, line()).prop_map(|(failure, line)| Fault { failure, line })
}

fn cause() -> BoxedStrategy<Cause> {
    let stated = (statement(), line()).prop_map(|(statement, line)| Cause::Stated { statement, line });
    let missing = gap().prop_map(Cause::Missing);
    let leaf = prop_oneof![
        Just(Cause::Evident),
        Just(Cause::Parts),
        stated,
        missing,
        fault().prop_map(Cause::Failed)
    ];
    let verdict = select(Verdict::ALL.to_vec());
    (leaf, option::of((response(), verdict)))
        .prop_map(|(cause, answered)| match answered {
            None => cause,
            Some((response, verdict)) => Cause::Answered(Box::new(Answered {
                submission: response.submission,
                breach: Finding { verdict, cause },
            })),
        })
        .boxed()
}

fn part() -> impl Strategy<Value = PartId> {
    let contribution = |id: Option<String>| id.map(ContributionId::new).map(PartId::Contribution);
    option::of(word()).prop_map(move |id| contribution(id).unwrap_or(PartId::Lead))
}

fn node() -> impl Strategy<Value = Node> {
    let whole = (word(), word()).prop_map(|(mission, obligation)| {
        let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
        WholeId::from(ObligationRef { mission, obligation })
    });
    (whole, part(), option::of((word(), 0_u32..3))).prop_map(|(whole, part, gate)| match gate {
        Some((measure, nth)) => Node::Gate(whole, GateId { measure: MeasureId::new(measure), nth }),
        None => whole.part(&part),
    })
}

fn said() -> impl Strategy<Value = Said> {
    let parts = (node(), period(), spoken(), vec(cell(), 0..4), vec(moment(), 0..3));
    parts.prop_map(|(node, period, (said, finding), reads, wakes)| Said {
        node,
        period,
        said,
        finding,
        reads,
        wakes,
    })
}

fn state() -> impl Strategy<Value = AlertState> {
    select(vec![AlertState::Inactive, AlertState::Pending, AlertState::Firing])
}

fn severity() -> impl Strategy<Value = Option<Severity>> {
    option::of(select(Severity::ALL.to_vec()))
}

fn alert_id() -> impl Strategy<Value = AlertId> {
    let kind = select(vec![AlertKind::Breach, AlertKind::RuleFailed]);
    (word(), word(), kind).prop_map(|(mission, obligation, kind)| AlertId {
        mission: MissionId::new(mission),
        obligation: ObligationId::new(obligation),
        kind,
    })
}

fn held_up() -> impl Strategy<Value = HeldUpPart> {
    (part(), body(), vec(gap(), 0..3)).prop_map(|(part, body, missing)| HeldUpPart {
        part,
        body,
        missing: missing.into(),
    })
}

fn breaker() -> BoxedStrategy<Breaker> {
    let verdict = select(Verdict::ALL.to_vec());
    let about = (verdict, cause(), own_figure());
    (part(), body(), option::of(word()), vec(period(), 0..3), vec(period(), 0..3), about)
        .prop_map(|(part, body, owner, periods, silent, (verdict, cause, figure))| Breaker {
            part,
            body,
            owner,
            periods: periods.into(),
            silent: silent.into(),
            verdict,
            cause,
            figure,
        })
        .boxed()
}

fn own_figure() -> impl Strategy<Value = OwnFigure> {
    let number =
        || option::of((any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale)));
    let place = option::of((word(), any::<u32>()).prop_map(|(path, line)| ReportPlace { path, line }));
    (word(), number(), number(), place).prop_map(|(measure, value, against, absent)| OwnFigure {
        measure: MeasureId::new(measure),
        value,
        against,
        absent,
    })
}

fn alert() -> impl Strategy<Value = Alert> {
    let reference = || {
        (word(), word()).prop_map(|(mission, obligation)| ObligationRef {
            mission: MissionId::new(mission),
            obligation: ObligationId::new(obligation),
        })
    };
    let held = prop_oneof![
        reference().prop_map(HeldUpBy::Obligation),
        word().prop_map(|measure| HeldUpBy::Reports(MeasureId::new(measure))),
    ];
    let parts = (any::<u32>(), vec(breaker(), 0..3), vec(held_up(), 0..3));
    let standing = ((alert_id(), body()), (state(), severity()), moment(), vec(period(), 0..3), parts);
    let others = (vec(body(), 0..3), vec(body(), 0..3), vec(held, 0..3), vec(reference(), 0..3));
    let responses = vec(response(), 0..3);
    (standing, others, option::of(word()), responses).prop_map(|(standing, others, owner, responses)| {
        let ((id, lead), (state, severity), since, periods, (owed, named, held_up)) = standing;
        let (delivered_by, awaited_from, held_up_by, holds_up) = others;
        Alert {
            id,
            lead,
            state,
            severity,
            since,
            periods: periods.into(),
            owed,
            named: named.into_iter().map(Arc::new).collect(),
            held_up,
            delivered_by: delivered_by.into_iter().collect(),
            awaited_from: awaited_from.into_iter().collect(),
            held_up_by,
            holds_up,
            owner,
            responses,
        }
    })
}

fn alert_memo() -> impl Strategy<Value = AlertMemo> {
    let moments = (moment(), option::of(moment()), option::of(moment()));
    (alert_id(), (state(), severity()), moments, vec(period(), 0..3), option::of(alert())).prop_map(
        |(id, (state, severity), (since, active_at, cleared_at), periods, told)| AlertMemo {
            id,
            state,
            severity,
            since,
            active_at,
            cleared_at,
            periods: periods.into(),
            told: told.map(Arc::new),
        },
    )
}

fn memo() -> impl Strategy<Value = Memo> {
    let alerts = (vec(alert_memo(), 0..3), vec((moment(), moment()), 0..3), vec(unused(), 0..3));
    (moment(), word(), vec(response(), 0..3), vec(said(), 0..8), alerts).prop_map(
        |(now, revision, responses, said, (alerts, downtimes, unused))| Memo {
            now,
            revision: Revision::new(revision),
            responses,
            said,
            alerts,
            downtimes,
            unused,
        },
    )
}

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
    let instance = |council: u32, ago: u32| {
        let cell = |period| Cell {
            measure: MeasureId::new("referrals"),
            body: BodyId::new(format!("E0{}", 7_000_000 + council)),
            period,
        };
        let gap = Gap { cell: cell(quarter(ago)), why: WhyAbsent::NeverReported, unused: None };
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
        Said {
            node: whole.part(&part),
            period: quarter(ago),
            said,
            finding: Finding { verdict, cause },
            reads: vec![cell(quarter(ago)), cell(quarter(ago + 4))],
            wakes: vec![Timestamp::UNIX_EPOCH + SignedDuration::from_hours(i64::from(2_000 * ago))],
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
        said: rows.collect(),
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

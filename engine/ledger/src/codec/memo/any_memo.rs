//! Any memo, for tests.

use std::sync::Arc;

use engine::alert::{
    Alert, AlertId, AlertKind, AlertState, Breaker, Climb, HeldUpBy, HeldUpPart, OwnFigure, Post,
    ReportPlace, Severity, StepTold,
};
use engine::evaluate::{
    AnsweredBreach, Cause, Finding, JoinedWhole, ReadCell, RuleSaid, SeenFigure, Telling,
};
use engine::evidence::{Contradiction, Gap, Whose, WhyAbsent};
use engine::memo::{AlertMemo, Memo};
use engine::model::{
    Absence, BodyId, Cell, ContributionId, GateId, MeasureId, MissionId, Node, ObligationId, ObligationRef,
    PartId, Piece, ResponseId, Revision, Statement, Verdict, WholeId,
};
use engine::program::{Assessment, Judgement};
use engine::view::{Failure, Fault, Stop};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;

use super::super::any_entry::{cell, moment, place, response, unused, unused_report, word};
use super::any_asked::{day, listing, obligation, other_read, period};
use super::any_cut::{cut, reacceptance};

pub(in crate::codec) fn body() -> impl Strategy<Value = BodyId> {
    word().prop_map(BodyId::new)
}

pub(in crate::codec) fn line() -> impl Strategy<Value = Option<u32>> {
    option::of(prop_oneof![0_u32..3, any::<u32>()])
}

pub(in crate::codec) fn why() -> impl Strategy<Value = WhyAbsent> {
    use Absence::{Blank, Confidential, NotApplicable, NotAvailable, NotDeclared, Unreliable, Withdrawn};
    let absence =
        select(vec![NotAvailable, NotApplicable, Confidential, Unreliable, Blank, NotDeclared, Withdrawn]);
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

pub(in crate::codec) fn gap() -> impl Strategy<Value = Gap> {
    (cell(), why(), option::of(unused_report())).prop_map(|(cell, why, unused)| Gap { cell, why, unused })
}

pub(in crate::codec) fn outcome() -> impl Strategy<Value = Result<Assessment, Stop>> {
    let judgement = select(vec![Judgement::Met, Judgement::AtRisk, Judgement::Missed, Judgement::NotJudged]);
    let judged = (judgement, statement(), line())
        .prop_map(|(judgement, reason, line)| Ok(Assessment { judgement, reason, line }));
    let gap = gap().prop_map(|gap| Err(Stop::NoData(gap)));
    let failed = fault().prop_map(|fault| Err(Stop::Failed(fault)));
    prop_oneof![judged, gap, failed]
}

/// What a rule said, and findings both as the engine makes them from it and of every other kind.
pub(in crate::codec) fn spoken() -> impl Strategy<Value = (Result<Assessment, Stop>, Finding)> {
    let verdict = select(Verdict::ALL.to_vec());
    (outcome(), verdict, option::of(cause())).prop_map(|(said, verdict, other)| {
        let cause = other.unwrap_or_else(|| as_said(&said));
        (said, Finding { verdict, cause })
    })
}

pub(in crate::codec) fn as_said(said: &Result<Assessment, Stop>) -> Cause {
    match said {
        Ok(Assessment { reason, line, .. }) => Cause::Stated { statement: reason.clone(), line: *line },
        Err(Stop::NoData(gap)) => Cause::Missing(Box::new(gap.clone())),
        Err(Stop::Failed(fault)) => Cause::Failed(Box::new(fault.clone())),
    }
}

pub(in crate::codec) fn statement() -> impl Strategy<Value = Statement> {
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

pub(in crate::codec) fn fault() -> impl Strategy<Value = Fault> {
    let failure = prop_oneof![
        word().prop_map(|message| Failure::Raised(message.into())),
        cell().prop_map(Failure::NoTarget),
        word().prop_map(|id| Failure::NoMeasure(id.into())),
        word().prop_map(|id| Failure::NoBody(id.into())),
        word().prop_map(|name| Failure::NoObligation(name.into())),
        word().prop_map(|name| Failure::ReadsVerdicts(name.into())),
        Just(Failure::OnlyParts),
        Just(Failure::NoParts),
    ];
    (failure, line()).prop_map(|(failure, line)| Fault { failure, line })
}

pub(in crate::codec) fn cause() -> BoxedStrategy<Cause> {
    let stated = (statement(), line()).prop_map(|(statement, line)| Cause::Stated { statement, line });
    let missing = gap().prop_map(|gap| Cause::Missing(Box::new(gap)));
    let leaf = prop_oneof![
        Just(Cause::Evident),
        Just(Cause::Parts),
        (word(), day()).prop_map(|(id, until)| Cause::InsideDelay { relation: BodyId::new(id), until }),
        stated,
        missing,
        fault().prop_map(|fault| Cause::Failed(Box::new(fault)))
    ];
    let verdict = select(Verdict::ALL.to_vec());
    (leaf, option::of((response(), verdict)))
        .prop_map(|(cause, answered)| match answered {
            None => cause,
            Some((response, verdict)) => Cause::Answered(Box::new(AnsweredBreach {
                submission: response.submission,
                breach: Finding { verdict, cause },
            })),
        })
        .boxed()
}

pub(in crate::codec) fn part() -> impl Strategy<Value = PartId> {
    let contribution = |id: Option<String>| id.map(ContributionId::new).map(PartId::Contribution);
    option::of(word()).prop_map(move |id| contribution(id).unwrap_or(PartId::Lead))
}

pub(in crate::codec) fn node() -> impl Strategy<Value = Node> {
    let whole = (word(), word()).prop_map(|(mission, obligation)| {
        let (mission, obligation) = (MissionId::new(mission), ObligationId::new(obligation));
        WholeId::from(ObligationRef { mission, obligation })
    });
    (whole, part(), option::of((word(), 0_u32..3))).prop_map(|(whole, part, gate)| match gate {
        Some((measure, nth)) => Node::Gate(whole, GateId { measure: MeasureId::new(measure), nth }),
        None => whole.part(&part),
    })
}

/// How many cells rules read.
const CELLS: u32 = 4;

/// Cells of which none is another.
fn cells() -> impl Strategy<Value = Vec<Cell>> {
    vec(cell(), CELLS as usize).prop_map(|cells| {
        let apart = |(place, cell): (usize, Cell)| Cell {
            body: BodyId::new(format!("{}-{place}", cell.body)),
            ..cell
        };
        cells.into_iter().enumerate().map(apart).collect()
    })
}

pub(in crate::codec) fn said() -> impl Strategy<Value = RuleSaid> {
    let others = prop_oneof![3 => Just(Vec::new()), 1 => vec(other_read(), 1..4)];
    let asked = (others, vec(listing(), 0..3));
    let reads = vec((0..CELLS).prop_map(ReadCell), 0..4);
    let parts = (node(), period(), spoken(), reads, asked, vec(moment(), 0..3));
    parts.prop_map(|(node, period, (said, finding), reads, (others, listings), wakes)| RuleSaid {
        node,
        period,
        said,
        finding,
        reads,
        others,
        wakes,
        listings,
    })
}

/// How a whole stands that a rule joins.
pub(in crate::codec) fn joined() -> impl Strategy<Value = JoinedWhole> {
    let finding = (select(Verdict::ALL.to_vec()), cause());
    (obligation(), period(), finding, vec(moment(), 0..3)).prop_map(
        |(obligation, period, (verdict, cause), wakes)| JoinedWhole {
            obligation,
            period,
            finding: Finding { verdict, cause },
            wakes,
        },
    )
}

/// When people were told of alerts of one obligation.
pub(in crate::codec) fn told() -> impl Strategy<Value = (ObligationRef, Vec<Telling>)> {
    let telling = (moment(), option::of(moment())).prop_map(|(from, until)| Telling { from, until });
    (obligation(), vec(telling, 0..3))
}

pub(in crate::codec) fn state() -> impl Strategy<Value = AlertState> {
    select(vec![AlertState::Inactive, AlertState::Pending, AlertState::Firing])
}

pub(in crate::codec) fn severity() -> impl Strategy<Value = Option<Severity>> {
    option::of(select(Severity::ALL.to_vec()))
}

pub(in crate::codec) fn alert_id() -> impl Strategy<Value = AlertId> {
    let kind = select(AlertKind::ALL.to_vec());
    (word(), word(), kind).prop_map(|(mission, obligation, kind)| AlertId {
        mission: MissionId::new(mission),
        obligation: ObligationId::new(obligation),
        kind,
    })
}

pub(in crate::codec) fn held_up() -> impl Strategy<Value = HeldUpPart> {
    (part(), body(), vec(gap(), 0..3)).prop_map(|(part, body, missing)| HeldUpPart {
        part,
        body,
        missing: missing.into(),
    })
}

pub(in crate::codec) fn breaker() -> BoxedStrategy<Breaker> {
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

pub(in crate::codec) fn own_figure() -> impl Strategy<Value = OwnFigure> {
    let number =
        || option::of((any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale)));
    let place = option::of((word(), place()).prop_map(|(path, place)| ReportPlace { path, place }));
    (word(), number(), number(), place).prop_map(|(measure, value, against, absent)| OwnFigure {
        measure: MeasureId::new(measure),
        value,
        against,
        absent,
    })
}

pub(in crate::codec) fn alert() -> BoxedStrategy<Alert> {
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
    let joined = option::of(statement());
    let parts = (any::<u32>(), vec(breaker(), 0..3), (vec(part(), 0..3), joined), vec(held_up(), 0..3));
    let standing = ((alert_id(), body()), (state(), severity()), moment(), vec(period(), 0..3), parts);
    let others = (vec(body(), 0..3), vec(body(), 0..3), vec(held, 0..3), vec(reference(), 0..3));
    let responses =
        (vec(response(), 0..3), (vec(post(), 0..3), option::of(climb()), option::of(reacceptance())));
    let any =
        (standing, others, option::of(word()), responses).prop_map(|(standing, others, owner, responses)| {
            let (responses, (posts, climb, reacceptance)) = responses;
            let ((id, lead), (state, severity), since, periods, parts) = standing;
            let (owed, named, (disputed, joined), held_up) = parts;
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
                disputed,
                joined,
                held_up,
                delivered_by: delivered_by.into_iter().collect(),
                awaited_from: awaited_from.into_iter().collect(),
                held_up_by,
                holds_up,
                owner,
                posts,
                climb,
                responses,
                reacceptance,
            }
        });
    any.boxed()
}

pub(in crate::codec) fn alert_memo() -> impl Strategy<Value = AlertMemo> {
    let moments = (moment(), option::of(moment()), option::of(moment())).boxed();
    let told = (option::of(alert()), option::of(climb()));
    (alert_id(), (state(), severity()), moments, vec(period(), 0..3), told).prop_map(
        |(id, (state, severity), (since, active_at, cleared_at), periods, (told, climb))| AlertMemo {
            id,
            state,
            severity,
            since,
            active_at,
            cleared_at,
            periods: periods.into(),
            told: told.map(Arc::new),
            climb,
        },
    )
}

pub(in crate::codec) fn climb() -> BoxedStrategy<Climb> {
    let name = || word().prop_map(Arc::from);
    let step = (name(), body(), vec(name(), 0..3), moment());
    let step = step.prop_map(|(to, body, people, at)| StepTold { to, body, people, at });
    let told = vec(step.boxed(), 0..3);
    (told, (moment(), any::<u32>()), moment(), option::of(moment()))
        .prop_map(|(told, (counts_from, spent), heard_at, halted_at)| Climb {
            told,
            counts_from,
            spent,
            heard_at,
            halted_at,
        })
        .boxed()
}

pub(in crate::codec) fn post() -> BoxedStrategy<Post> {
    let name = || option::of(word().prop_map(Arc::from));
    let role = word().prop_map(Arc::from);
    (body(), option::of(word()), role, name(), name(), option::of(day()), name())
        .prop_map(|(body, owner, role, name, address, since, before)| Post {
            body,
            owner,
            role,
            name,
            address,
            since,
            before,
        })
        .boxed()
}

pub(in crate::codec) fn memo() -> impl Strategy<Value = Memo> {
    let value = (any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let seen = (word(), cell(), value).prop_map(|(response, cell, value)| SeenFigure {
        response: ResponseId::new(response),
        cell,
        value,
    });
    let alerts = (
        vec(alert_memo(), 0..3),
        vec((moment(), moment()), 0..3),
        vec(unused(), 0..3),
        vec(seen, 0..3),
        (vec(told(), 0..3), vec((obligation(), vec(cut(), 0..3)), 0..2)),
    );
    let said = (cells(), vec(said(), 0..8), vec(joined(), 0..3));
    (moment(), word(), vec(response(), 0..3), said, alerts).prop_map(
        |(
            now,
            revision,
            responses,
            (cells, said, joined),
            (alerts, downtimes, unused, seen, (told, cuts)),
        )| Memo {
            now,
            revision: Revision::new(revision),
            responses,
            cells,
            said,
            joined,
            alerts,
            downtimes,
            formerly_unused: unused.iter().map(|unused| (unused.path.clone(), unused.path.clone())).collect(),
            unused,
            seen,
            told,
            cuts,
        },
    )
}

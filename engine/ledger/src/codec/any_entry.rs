//! Any entry of a ledger, for tests.

use std::sync::Arc;

use engine::evidence::Receipt;
use engine::model::{
    Absence, BodyId, Cadence, Cell, ContributionId, DayOfEveryYear, Edition, Enclosed, ExitTest, FeedId,
    FileRefusal, Forecast, ForecastOutcome, Group, Load, MeasureId, Member, MissionId, ObligationId,
    ObligationRef, Observation, Paper, Period, Place, Report, ReportedPaper, Response, ResponseId,
    ResponseKind, Scope, Sheets, Source, SourceFile, Status, Submission, UnderEmbargo, Unused, UnusedReport,
    UnusedRow, Vintage, VoiceId, Withheld, YearParts,
};
use jiff::Timestamp;
use jiff::civil::Weekday;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::any_sources::sources;
pub(in crate::codec) use super::any_word::word;
use crate::asked::{Asked, RuleExamples, TextChange, ValueChange};
use crate::entry::{
    AcceptedDifference, Decision, Entry, Erasure, FileReceipt, HandedIn, Hold, HoldReason, Message, Proposal,
    ProposalFate, Quarantined, Setback, Signed, Silence, SilenceEnd, UnequalTotal, UnexplainedMark,
};
use crate::tree::TreeHash;

pub(in crate::codec) fn moment() -> impl Strategy<Value = Timestamp> {
    let nanoseconds = Timestamp::MIN.as_nanosecond()..=Timestamp::MAX.as_nanosecond();
    prop_oneof![
        nanoseconds.prop_map(|at| Timestamp::from_nanosecond(at).unwrap()),
        (0_i64..4).prop_map(|second| Timestamp::from_second(second).unwrap()),
        Just(Timestamp::MAX),
    ]
}

pub(in crate::codec) fn report() -> impl Strategy<Value = Report> {
    use Absence::{Blank, Confidential, NotApplicable, NotAvailable, NotDeclared, Unreliable, Withdrawn};
    let absence = prop::sample::select(vec![
        NotAvailable,
        NotApplicable,
        Confidential,
        Unreliable,
        Blank,
        NotDeclared,
        Withdrawn,
    ]);
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

pub(in crate::codec) fn cadence() -> BoxedStrategy<Cadence> {
    use Cadence::{AcademicYear, Day, FinancialYear, Month, Quarter, Week, Year};
    let plain = prop::sample::select(vec![Day, Week, Month, Quarter, FinancialYear, AcademicYear, Year]);
    let rolling = (1..=u16::MAX, any::<u16>()).prop_map(|(months, step)| Cadence::Rolling { months, step });
    let start = (1..=12_i8, 1..=28_i8).prop_map(|(month, day)| DayOfEveryYear::new(month, day).unwrap());
    let parts = start.prop_map(|start| Cadence::PartOfYear(YearParts::new(&[start]).unwrap()));
    let week = (0..7_i8).prop_map(|day| Cadence::week_from(Weekday::from_monday_zero_offset(day).unwrap()));
    prop_oneof![plain, rolling, parts, week].boxed()
}

pub(in crate::codec) fn cell() -> impl Strategy<Value = Cell> {
    (word(), word(), cadence(), -40_000..40_000_i32).prop_map(|(measure, body, cadence, index)| Cell {
        measure: MeasureId::new(measure),
        body: BodyId::new(body),
        period: Period::from_parts(cadence, index),
    })
}

pub(in crate::codec) fn file() -> impl Strategy<Value = Arc<SourceFile>> {
    (word(), word(), word()).prop_map(|(feed, path, hash)| {
        let load = match hash.len() % 3 {
            0 => Load::First,
            1 => Load::Later,
            _ => Load::Held { received: Timestamp::UNIX_EPOCH },
        };
        let edition = Edition { revision: u8::from(path.len() > 3), reading: u32::from(hash.len() > 2) };
        let speaks_for = (path.len() == 2).then(|| VoiceId::new(&*path));
        let sheets = Sheets::named((path.len() == 3).then(|| Arc::from(&*hash)));
        Arc::new(SourceFile { feed: FeedId::new(feed), path, hash, load, edition, speaks_for, sheets })
    })
}

/// Reports come file by file, as they do in life.
pub(in crate::codec) fn observations() -> impl Strategy<Value = Vec<Observation>> {
    let status = prop::sample::select(vec![Status::Provisional, Status::Final, Status::Revised]);
    let vintage = prop_oneof![Just(Vintage::Backfill), moment().prop_map(Vintage::At)];
    let paper = option::of(
        (word(), option::of(word()))
            .prop_map(|(title, link)| Arc::new(Paper { title: title.into(), link: link.map(Arc::from) })),
    );
    let rows = vec((cell(), report(), (status, paper), vintage, any::<u32>()), 0..8);
    let of_one_file = (file(), rows).prop_map(|(file, rows)| {
        let row = |(cell, report, (status, paper), vintage, line)| {
            let source = Source { file: Arc::clone(&file), line };
            Observation { paper, cell, report, status, vintage, source }
        };
        rows.into_iter().map(row).collect::<Vec<_>>()
    });
    vec(of_one_file, 0..3).prop_map(|files| files.concat())
}

/// A line, or a row of a sheet.
pub(in crate::codec) fn place() -> impl Strategy<Value = Place> {
    let sheet = option::of(word().prop_map(|sheet| Arc::from(sheet.as_str())));
    (sheet, any::<u32>()).prop_map(|(sheet, line)| Place { sheet, line })
}

pub(in crate::codec) fn unused_report() -> impl Strategy<Value = Arc<UnusedReport>> {
    let text = || word().prop_map(|text| Arc::<str>::from(text.as_str()));
    let report = (text(), option::of(place()), option::of(text()), option::of(moment()));
    report.prop_map(|(path, place, reason, waits_since)| {
        Arc::new(UnusedReport { path, place, reason, waits_since })
    })
}

pub(in crate::codec) fn unused() -> impl Strategy<Value = Unused> {
    let text = || word().prop_map(|text| Arc::<str>::from(text.as_str()));
    let row = (cell(), any::<u32>(), option::of(text()));
    let row = row.prop_map(|(cell, line, reason)| UnusedRow { cell, line, reason });
    let measures = || option::of(vec(word().prop_map(MeasureId::new), 0..3));
    let refused = (measures(), text()).prop_map(|(measures, reason)| FileRefusal { measures, reason });
    let held = (measures(), moment(), text(), option::of(vec(any::<(u32, u32)>(), 1..3)));
    let held = held.prop_map(|(measures, received, told, rows)| {
        let withheld = rows.map_or(Withheld::WholeFile, |rows| Withheld::Rows(rows.into()));
        UnderEmbargo { measures, received, withheld, told }
    });
    let all = (text(), option::of(text()), vec(row, 0..3), option::of(refused), option::of(held));
    all.prop_map(|(path, content, rows, refused, under_embargo)| Unused {
        sheets: Sheets::named((path.len() == 2).then(|| Arc::clone(&path))),
        path,
        content,
        rows,
        refused,
        under_embargo,
    })
}

pub(in crate::codec) fn receipt() -> impl Strategy<Value = FileReceipt> {
    let quarantined = (any::<u32>(), word()).prop_map(|(line, reason)| Quarantined { line, reason });
    let more = vec(any::<u32>(), 0..4);
    (file(), any::<[u32; 4]>(), vec(quarantined, 0..4), more).prop_map(|(file, counts, quarantined, more)| {
        let [accepted, unchanged, revised, skipped] = counts;
        let counts = Receipt { accepted, unchanged, revised, unreconciled: skipped % 2 };
        let same_as = (revised % 2 == 0).then(|| file.path.clone());
        let (left_out, more_quarantined) = (accepted % 3, more.into_iter().collect());
        let total = |row: &Quarantined| UnequalTotal {
            line: row.line,
            measure: MeasureId::new(row.reason.clone()),
            body: row.line.is_multiple_of(2).then(|| BodyId::new(row.reason.clone())),
            period: Period::from_parts(Cadence::Quarter, 8_000),
            stated: Decimal::new(row.line.into(), 2),
            sum: Decimal::new(-i64::from(row.line), 1),
            rows: row.line,
        };
        let mark = |row: &Quarantined| UnexplainedMark {
            mark: row.reason.clone(),
            line: row.line,
            figures: row.line / 2,
        };
        let has_checks = unchanged.is_multiple_of(2);
        let checked = quarantined.iter().filter(|_| has_checks);
        let (unequal_totals, unexplained) =
            (checked.clone().map(total).collect(), checked.map(mark).collect());
        FileReceipt {
            file,
            counts,
            skipped,
            quarantined,
            more_quarantined,
            unequal_totals,
            same_as,
            left_out,
            unexplained,
        }
    })
}

pub(in crate::codec) fn message() -> impl Strategy<Value = Message> {
    (word(), moment(), word(), word(), word(), word())
        .prop_map(|(id, at, kind, subject, text, json)| Message { id, at, kind, subject, text, json })
}

// What is drawn from is boxed where it is large: a test has a small stack.
pub(in crate::codec) fn response() -> BoxedStrategy<Response> {
    let periods = vec(cell().prop_map(|cell| cell.period), 0..3);
    let about = (word(), word(), word(), option::of(word()), option::of(word()), periods);
    let until = option::of(moment().prop_map(|at| at.to_zoned_datetime(jiff::tz::TimeZone::UTC).date()));
    let kind = prop::sample::select(ResponseKind::ALL.to_vec());
    let submission = (kind, word(), word(), option::of(word()), until)
        .prop_map(|(kind, by, reason, approver, until)| Submission { kind, by, reason, approver, until });
    let rest = (enclosed(), option::of(word()), moment());
    let all = (about.boxed(), submission.boxed(), rest);
    all.prop_map(|(about, submission, (enclosed, takes_back, at))| {
        let (id, mission, obligation, contribution, owed_by, periods) = about;
        let obligation =
            ObligationRef { mission: MissionId::new(mission), obligation: ObligationId::new(obligation) };
        Response {
            id: ResponseId::new(id),
            obligation,
            scope: Scope::named(contribution.map(ContributionId::new)),
            owed_by: owed_by.map(BodyId::new),
            periods,
            submission,
            enclosed,
            takes_back: takes_back.map(ResponseId::new),
            at,
        }
    })
    .boxed()
}

fn enclosed() -> BoxedStrategy<Enclosed> {
    let paper = (word(), word(), moment(), word(), option::of(word()));
    let paper = paper.prop_map(|(measure, body, from, title, link)| {
        let from = from.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
        let (measure, body) = (MeasureId::new(measure), BodyId::new(body));
        let cell = Cell { measure, body, period: Cadence::Day.containing(from) };
        let paper = Arc::new(Paper { title: title.into(), link: link.map(Into::into) });
        Enclosed::Paper(ReportedPaper { cell, paper })
    });
    let member = (word(), option::of(word()))
        .prop_map(|(body, person)| Member { body: BodyId::new(body), person: person.map(Into::into) });
    let exit_test =
        (word(), word(), option::of(any::<u32>())).prop_map(|(one, other, periods)| match periods {
            Some(periods) => {
                let (mission, obligation) = (MissionId::new(one), ObligationId::new(other));
                ExitTest::Met { obligation: ObligationRef { mission, obligation }, periods }
            }
            None => ExitTest::InForce { document: MeasureId::new(one), body: BodyId::new(other) },
        });
    let group = (vec(member, 0..3), exit_test, option::of(moment()))
        .prop_map(|(members, exit_test, closed_at)| Enclosed::Group(Group { members, exit_test, closed_at }));
    let acceptance = vec(word(), 0..3)
        .prop_map(|bodies| Enclosed::Acceptance(bodies.into_iter().map(BodyId::new).collect()));
    let number = || (any::<i64>(), 0_u32..9).prop_map(|(digits, scale)| Decimal::new(digits, scale));
    let outcome = prop_oneof![
        Just(ForecastOutcome::Open),
        number().prop_map(ForecastOutcome::CameTrue),
        number().prop_map(ForecastOutcome::FellShort),
        Just(ForecastOutcome::NotReported),
    ];
    let forecast = (cell(), number(), outcome)
        .prop_map(|(cell, value, outcome)| Enclosed::Forecast(Forecast { cell, value, outcome }));
    prop_oneof![Just(Enclosed::Nothing), paper, group, acceptance, forecast].boxed()
}

pub(in crate::codec) fn setback() -> impl Strategy<Value = Setback> {
    let busy = moment().prop_map(|until| Setback::Busy { until });
    prop_oneof![Just(Setback::Passing), Just(Setback::Refused), busy]
}

fn hold() -> impl Strategy<Value = Hold> {
    let reason = prop_oneof![
        Just(HoldReason::Hours),
        Just(HoldReason::Group),
        Just(HoldReason::Digest),
        Just(HoldReason::PersonalDigest),
        Just(HoldReason::Silence)
    ];
    (moment(), reason, word(), option::of(word())).prop_map(|(until, reason, by, group)| Hold {
        until,
        reason,
        by,
        group,
    })
}

pub(in crate::codec) fn entry() -> impl Strategy<Value = Entry> {
    prop_oneof![
        observations().prop_map(Entry::Observed),
        receipt().prop_map(Entry::Received),
        vec(unused(), 0..3).prop_map(Entry::SetAside),
        sources().prop_map(|sources| Entry::Activated(Arc::new(sources))),
        Just(Entry::ClockAdvanced),
        Just(Entry::Resumed),
        (word(), message(), option::of(hold())).prop_map(|(notifier, message, hold)| Entry::Queued {
            notifier,
            message: Arc::new(message),
            hold: hold.map(Arc::new)
        }),
        (word(), word(), word(), setback()).prop_map(|(notifier, message_id, error, setback)| {
            Entry::Attempted { notifier, message_id, error, setback }
        }),
        (word(), word()).prop_map(|(notifier, message_id)| Entry::Settled { notifier, message_id }),
        (word(), word(), word()).prop_map(|(notifier, message_id, by)| Entry::Superseded {
            notifier,
            message_id,
            by
        }),
        response().prop_map(Entry::Responded),
        (word(), word(), word()).prop_map(|(statement, signature, signer)| Entry::Approved {
            signed: Signed { statement, signature },
            signer
        }),
        (word(), word(), word(), any::<u16>(), word()).prop_map(|(account, key, content, status, answer)| {
            Entry::HandedIn(HandedIn { account, key, content, status, answer })
        }),
        (word(), word(), response()).prop_map(|(account, alert, response)| {
            let response = Response { enclosed: Enclosed::Nothing, ..response };
            let asked = Asked::Response { alert, response: Box::new(response) };
            Entry::Proposed(Proposal { account, asked })
        }),
        (word(), text_change()).prop_map(|(account, change)| {
            Entry::Proposed(Proposal { account, asked: Asked::Change(Box::new(change)) })
        }),
        (word(), rule_examples()).prop_map(|(account, examples)| {
            Entry::Proposed(Proposal { account, asked: Asked::Examples(Box::new(examples)) })
        }),
        (word(), word(), word(), prop::sample::select(ProposalFate::ALL.to_vec()), word()).prop_map(
            |(id, account, by, fate, reason)| {
                Entry::Decided(Decision { id: ResponseId::new(id), account, by, fate, reason })
            }
        ),
        silence().prop_map(Entry::Silenced),
        (word(), option::of(word()), word(), word()).prop_map(silence_end),
        (word(), word(), vec(any::<[u8; 32]>(), 0..3)).prop_map(|(by, reason, erased)| {
            Entry::Erased(Erasure { by, reason, erased: erased.into_iter().map(TreeHash::from).collect() })
        }),
        (word(), option::of(word()), any::<u64>()).prop_map(|(version, before, first)| {
            Entry::DifferenceAccepted(AcceptedDifference { version, before, first })
        }),
    ]
}

fn text_change() -> impl Strategy<Value = TextChange> {
    let named = (word(), word(), word(), word());
    (named, vec(value_change(), 1..3), vec(word(), 0..3)).prop_map(|(named, values, effect)| {
        let (id, by, mission, reason) = named;
        TextChange { id: ResponseId::new(id), by, mission, values, reason, effect }
    })
}

fn rule_examples() -> impl Strategy<Value = RuleExamples> {
    let named = (word(), word(), word(), word());
    (named, word(), word(), word(), vec(word(), 0..3)).prop_map(|(named, path, text, reason, told)| {
        let (id, by, mission, subject) = named;
        RuleExamples { id: ResponseId::new(id), by, mission, subject, path, text, reason, told }
    })
}

fn value_change() -> impl Strategy<Value = ValueChange> {
    let values = (option::of(word()), word(), option::of(word()));
    (word(), values, word()).prop_map(|(place, (before, after, from), base)| ValueChange {
        place,
        before,
        after,
        from,
        base,
    })
}

fn silence_end((id, account, by, reason): (String, Option<String>, String, String)) -> Entry {
    Entry::SilenceEnded(SilenceEnd { id, account, by, reason })
}

fn silence() -> impl Strategy<Value = Silence> {
    let texts = (word(), option::of(word()), word(), vec(word(), 0..3), word());
    (texts, moment(), moment()).prop_map(|(texts, from, until)| {
        let (id, account, by, matchers, reason) = texts;
        Silence { id, account, by, matchers, from, until, reason }
    })
}

//! Random histories: what happened, when, to which programs.

use std::sync::Arc;

use engine::Event;
use engine::model::{
    Absence, BodyId, Edition, Enclosed, ExitTest, FeedId, Group, Load, Member, ObligationRef, Observation,
    Report, ReportedPaper, Response, ResponseId, ResponseKind, Scope, Source, SourceFile, Status, Submission,
    Vintage, VoiceId,
};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::aside::{AsidePlan, aside, unused};
use super::papers::{PaperPlan, a_paper, paper, paper_plan};
use super::plan::{
    BODIES, BodyNo, Bound, MEASURES, MeasureNo, MissionPlan, NeedsPlan, ObligationPlan, PartPlan, Plan,
    ReadPlan, Region, Silence, VOICES, WaitPlan, cell, month, paper_cell,
};
use super::program::{contribution_id, mission_id, obligation_id, program};

/// Programs, and what happened under them.
#[derive(Clone, Debug)]
pub struct History {
    /// The plans that come into force; the first one does so first.
    pub plans: Vec<Plan>,
    /// What happened then.
    pub happenings: Vec<Happening>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happening {
    /// Hours since the one before; the clock may step back a little.
    pub hours: i64,
    pub what: What,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum What {
    Reports(Vec<ReportPlan>),
    /// Papers of the charter, or that they are taken back.
    Papers(Vec<PaperPlan>),
    /// What of a file could not be used.
    SetAside(AsidePlan),
    Clock,
    /// The service comes up.
    Resume,
    /// One of the plans comes into force.
    Activate(usize),
    /// An official says something.
    Respond(ReplyPlan),
}

/// One response, to whatever obligation there may be.
#[derive(Clone, Debug)]
pub struct ReplyPlan {
    /// The mission's number.
    pub mission: usize,
    /// The obligation's place.
    pub obligation: usize,
    /// The contribution's place; none where it is about every one.
    pub contribution: Option<usize>,
    /// The months, counted from January 2020.
    pub months: Vec<i32>,
    /// What is said; who withdraws takes back one of the responses before.
    pub kind: ResponseKind,
    /// For how many days it holds; for ever where none is named.
    pub days: Option<i64>,
    /// Which of the responses before is taken back.
    pub takes_back: usize,
}

#[derive(Clone, Debug)]
pub struct ReportPlan {
    /// For whom its feed speaks; none where feeds speak for nobody.
    pub voice: Option<usize>,
    pub measure: MeasureNo,
    pub body: BodyNo,
    /// The month, counted from January 2020.
    pub month: i32,
    /// Nothing where it is reported as absent.
    pub value: Option<u32>,
    pub status: Status,
    /// How many days before its arrival it was published; unknown where it is history without a date.
    pub published_ago: Option<i64>,
}

impl History {
    /// The same without papers that are reported by replies: what one takes back hangs on what had been reported before it.
    #[must_use]
    pub fn without_papers_by_reply(mut self) -> Self {
        let is_paper =
            |what: &What| matches!(what, What::Respond(reply) if reply.kind == ResponseKind::Document);
        self.happenings.retain(|happening| !is_paper(&happening.what));
        self
    }

    /// The same without waivers: what one covers hangs on what had been received before it, and so on the order of things.
    #[must_use]
    pub fn without_waivers(mut self) -> Self {
        let is_waiver =
            |what: &What| matches!(what, What::Respond(reply) if reply.kind == ResponseKind::Waive);
        self.happenings.retain(|happening| !is_waiver(&happening.what));
        self
    }

    /// The events with their moments, the first activation included.
    ///
    /// # Panics
    /// The history is longer than a calendar.
    pub fn events(&self) -> Vec<(Timestamp, Event)> {
        let start: Timestamp = "2020-02-01T00:00:00Z".parse().expect("a moment");
        let (mut now, mut latest) = (start, start);
        let mut said = Vec::new();
        let mut events = vec![(start, Event::Activated(program(&self.plans[0])))];
        for (number, happening) in self.happenings.iter().enumerate() {
            now = now.saturating_add(SignedDuration::from_hours(happening.hours)).expect("a near moment");
            latest = latest.max(now);
            let event = match &happening.what {
                What::Respond(plan) => {
                    let response = respond(plan, number, &said, latest);
                    said.push(response.id.clone());
                    Event::Responded(response)
                }
                what => self.event(what, number, now),
            };
            events.push((now, event));
        }
        events
    }

    /// The plans in the order in which they came into force.
    pub fn activated(&self) -> impl Iterator<Item = &Plan> {
        let later = self.happenings.iter().filter_map(|happening| match happening.what {
            What::Activate(plan) => Some(plan),
            _ => None,
        });
        std::iter::once(0).chain(later).map(|plan| self.plan(plan))
    }

    fn plan(&self, number: usize) -> &Plan {
        &self.plans[number % self.plans.len()]
    }

    fn event(&self, what: &What, number: usize, now: Timestamp) -> Event {
        match what {
            What::Respond(_) => unreachable!("a response hangs on those before it"),
            What::Clock => Event::ClockAdvanced,
            What::Resume => Event::Resumed,
            What::Activate(plan) => Event::Activated(program(self.plan(*plan))),
            What::SetAside(plan) => Event::SetAside(vec![unused(plan, now)]),
            What::Papers(papers) => {
                let file = Arc::new(source_file(number, None));
                let lines = papers.iter().zip(2..);
                Event::Observed(lines.map(|(plan, line)| paper(plan, Arc::clone(&file), line, now)).collect())
            }
            What::Reports(reports) => {
                let file = |report: &ReportPlan| Arc::new(source_file(number, report.voice));
                let lines = reports.iter().zip(2..);
                Event::Observed(
                    lines.map(|(report, line)| observation(report, file(report), line, now)).collect(),
                )
            }
        }
    }
}

fn source_file(number: usize, voice: Option<usize>) -> SourceFile {
    let voice = voice.map(|voice| VOICES[voice]);
    let name = voice.unwrap_or("random");
    SourceFile {
        feed: FeedId::new(name),
        path: format!("{name}-{number}.csv"),
        hash: number.to_string(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: voice.map(VoiceId::new),
        sheets: engine::model::Sheets::default(),
    }
}

/// A response as the engine has let it in at `at`; `before` are those that it may take back.
fn respond(plan: &ReplyPlan, number: usize, before: &[ResponseId], at: Timestamp) -> Response {
    let withdraws = plan.kind == ResponseKind::Withdraw;
    let takes_back = before.get(plan.takes_back % before.len().max(1)).filter(|_| withdraws).cloned();
    let today = at.to_zoned_datetime(TimeZone::UTC).date();
    let until = plan.days.map(|days| today.saturating_add(Span::new().days(days)));
    Response {
        id: ResponseId::new(number.to_string()),
        obligation: ObligationRef {
            mission: mission_id(plan.mission),
            obligation: obligation_id(plan.obligation),
        },
        scope: Scope::named(plan.contribution.map(contribution_id)),
        owed_by: None,
        periods: plan.months.iter().map(|number| month(*number)).collect(),
        submission: Submission {
            kind: plan.kind,
            by: "Ann".to_owned(),
            reason: "so it is".to_owned(),
            approver: plan.kind.needs_approval().then(|| "Bob".to_owned()),
            until,
        },
        enclosed: match plan.kind {
            ResponseKind::Accept if plan.takes_back > 0 => Enclosed::Acceptance(
                BODIES.iter().take(plan.takes_back + 1).map(|id| BodyId::new(*id)).collect(),
            ),
            ResponseKind::Group => {
                let obligation = ObligationRef {
                    mission: mission_id(plan.mission),
                    obligation: obligation_id(plan.obligation),
                };
                let periods = u32::try_from(plan.takes_back % 2 + 1).expect("one or two");
                let exit_test = ExitTest::Met { obligation, periods };
                let members = vec![Member { body: BodyId::new(BODIES[0]), person: None }];
                Enclosed::Group(Group { members, exit_test, closed_at: None })
            }
            ResponseKind::Document => {
                let body = (plan.mission + plan.takes_back) % BODIES.len();
                let day = 31 * plan.months[0] + 7 * i32::try_from(plan.takes_back).expect("a few");
                Enclosed::Paper(ReportedPaper { cell: paper_cell(body, day), paper: a_paper() })
            }
            _ => Enclosed::Nothing,
        },
        takes_back,
        at,
    }
}

fn observation(plan: &ReportPlan, file: Arc<SourceFile>, line: u32, now: Timestamp) -> Observation {
    let published = |days: i64| {
        let ago = SignedDuration::from_hours(24 * days);
        Vintage::At(now.saturating_sub(ago).expect("a near moment"))
    };
    Observation {
        paper: None,
        cell: cell(plan.measure, plan.body, month(plan.month)),
        report: match plan.value {
            Some(value) => Report::Value(Decimal::from(value)),
            None if plan.status == Status::Provisional => Report::Absent(Absence::Confidential),
            None => Report::Absent(Absence::NotAvailable),
        },
        status: plan.status,
        vintage: plan.published_ago.map_or(Vintage::Backfill, published),
        source: Source { file, line },
    }
}

/// Histories of up to three programs that share missions, and two dozen events.
pub fn histories() -> impl Strategy<Value = History> {
    histories_of(Just(None).boxed())
}

/// The same, with feeds that speak for different bodies.
pub fn histories_of_voices() -> impl Strategy<Value = History> {
    histories_of(proptest::option::of(0..VOICES.len()).boxed())
}

fn histories_of(voice: BoxedStrategy<Option<usize>>) -> impl Strategy<Value = History> {
    let missions = [vec(mission(0), 2), vec(mission(1), 2), vec(mission(2), 2)];
    let plans = missions.prop_flat_map(|missions| vec(plan(missions), 1..4));
    (plans, vec(happening(voice), 4..24)).prop_map(|(plans, happenings)| History { plans, happenings })
}

/// Each mission in one of its versions, or left out.
fn plan(missions: [Vec<MissionPlan>; 3]) -> impl Strategy<Value = Plan> {
    let chosen = vec(prop_oneof![5 => 0..1_usize, 2 => 1..2_usize, 1 => 2..3_usize], 3);
    let region = prop_oneof![Just(Region::North), Just(Region::South)];
    let target = prop_oneof![3 => Just(10_u32), 1 => Just(15_u32)];
    let fund = proptest::option::of(1..4_u32);
    (chosen, region, target, fund, any::<bool>()).prop_map(move |(chosen, deal, target, fund, turned)| {
        let versions = missions.iter().zip(&chosen);
        let mut missions: Vec<MissionPlan> =
            versions.filter_map(|(versions, version)| versions.get(*version).cloned()).collect();
        if turned {
            missions.reverse();
        }
        Plan { deal, target, fund, missions }
    })
}

fn mission(number: usize) -> impl Strategy<Value = MissionPlan> {
    vec(obligation(), 1..3).prop_map(move |obligations| MissionPlan { number, obligations })
}

fn obligation() -> impl Strategy<Value = ObligationPlan> {
    let when = (0..4_i32, prop_oneof![1 => Just(None), 2 => (1..4_i32).prop_map(Some)]);
    let days =
        (0..30_u32, 0..15_u32, prop_oneof![Just(0_u32), 1..10_u32], prop_oneof![Just(0_u32), 1..10_u32]);
    (0..BODIES.len(), when, days, needs(), vec(part(), 1..4), wait()).prop_map(
        |(lead, (from, months), (due, grace, pending, keep), needs, parts, waits_on)| {
            // A run of a gate is named like a run of the lead's own rule, so the two are kept apart.
            let waits_on =
                waits_on.filter(|wait| needs != NeedsPlan::Alone || matches!(wait, WaitPlan::Obligation(..)));
            ObligationPlan { lead, from, months, due, grace, pending, keep, needs, parts, waits_on }
        },
    )
}

fn needs() -> impl Strategy<Value = NeedsPlan> {
    use NeedsPlan::{All, Alone, Any, Half, InOrder, Rule, Two};
    proptest::sample::select(vec![Alone, All, Any, Two, Half, InOrder, Rule, Rule])
}

fn wait() -> impl Strategy<Value = Option<WaitPlan>> {
    prop_oneof![
        2 => Just(None),
        1 => (0..3_usize, 0..2_usize).prop_map(|(mission, place)| Some(WaitPlan::Obligation(mission, place))),
        1 => (0..MEASURES.len()).prop_map(|measure| Some(WaitPlan::Measure(measure))),
    ]
}

fn part() -> impl Strategy<Value = PartPlan> {
    let bound = prop_oneof![2 => (0..40_u32).prop_map(Bound::Number), 1 => Just(Bound::Target)];
    let silence = prop_oneof![2 => Just(Silence::Stops), 1 => Just(Silence::AsksTheClock)];
    let charter = prop_oneof![4 => Just(None), 1 => (0..30_u32).prop_map(Some)];
    (0..BODIES.len(), 0..MEASURES.len(), vec(read(), 0..3), (bound, silence), charter).prop_map(
        |(by, measure, mut reads, (bound, silence), charter)| {
            reads.insert(0, ReadPlan { measure, body: by, ago: 0 });
            PartPlan { by, measure, reads, bound, silence, charter }
        },
    )
}

fn read() -> impl Strategy<Value = ReadPlan> {
    (0..MEASURES.len(), 0..BODIES.len(), 0..3_i32).prop_map(|(measure, body, ago)| ReadPlan {
        measure,
        body,
        ago,
    })
}

fn happening(voice: BoxedStrategy<Option<usize>>) -> impl Strategy<Value = Happening> {
    let hours = prop_oneof![2 => Just(0_i64), 1 => -30..0_i64, 6 => 1..240_i64, 1 => 240..1200_i64];
    let what = prop_oneof![
        8 => vec(report(voice), 1..8).prop_map(What::Reports),
        3 => vec(paper_plan(), 1..4).prop_map(What::Papers),
        1 => aside().prop_map(What::SetAside),
        2 => Just(What::Clock),
        1 => Just(What::Resume),
        2 => (0..3_usize).prop_map(What::Activate),
        3 => reply().prop_map(What::Respond),
    ];
    (hours, what).prop_map(|(hours, what)| Happening { hours, what })
}

fn reply() -> impl Strategy<Value = ReplyPlan> {
    let about = (0..3_usize, 0..2_usize, proptest::option::of(0..3_usize));
    let months = proptest::sample::subsequence((0..5_i32).collect::<Vec<_>>(), 1..4);
    let kind = proptest::sample::select(ResponseKind::ALL.to_vec());
    let days = prop_oneof![1 => Just(None), 4 => (0..60_i64).prop_map(Some)];
    (about, months, kind, days, 0..4_usize).prop_map(
        |((mission, obligation, contribution), months, kind, days, takes_back)| ReplyPlan {
            mission,
            obligation,
            contribution,
            months,
            kind,
            days,
            takes_back,
        },
    )
}

fn report(voice: BoxedStrategy<Option<usize>>) -> impl Strategy<Value = ReportPlan> {
    let value = prop_oneof![1 => Just(None), 6 => (0..20_u32).prop_map(Some)];
    let status = proptest::sample::select(vec![Status::Provisional, Status::Final, Status::Revised]);
    let published = prop_oneof![1 => Just(None), 2 => Just(Some(0_i64)), 3 => (0..40_i64).prop_map(Some)];
    (voice, 0..MEASURES.len(), 0..BODIES.len(), 0..5_i32, value, status, published).prop_map(
        |(voice, measure, body, month, value, status, published_ago)| ReportPlan {
            voice,
            measure,
            body,
            month,
            value,
            status,
            published_ago,
        },
    )
}

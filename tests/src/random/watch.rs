//! A mission beside those of a plan whose native rule reads the verdicts of others.

use std::sync::Arc;

use engine::Event;
use engine::model::{
    BodyId, Cadence, Due, MeasureId, MissionId, Needs, ObligationId, Patience, Period, Revision, RuleId,
    Statement, Verdict, Wait,
};
use engine::others::Among;
use engine::program::{Assessment, Duty, Judgement, Mission, Obligation, Part, Program, Rule, Terms};
use engine::view::{Stop, View};

/// How much the rule looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sight {
    /// Verdicts, their age, and replies.
    Verdicts,
    /// When people were told, as well.
    Tellings,
}

/// An obligation that is judged by the verdicts of others.
#[derive(Clone, Debug)]
pub struct Watch {
    pub id: &'static str,
    pub among: Among,
    pub sight: Sight,
    pub every: Cadence,
    pub from: Period,
}

/// The same event, where it activates a program with these beside it.
pub fn watched(event: Event, watches: &[Watch]) -> Event {
    match event {
        Event::Activated(program) => Event::Activated(Arc::new(beside(&program, watches))),
        other => other,
    }
}

/// The same program with a mission that watches.
///
/// # Panics
/// The program has no body.
pub fn beside(program: &Program, watches: &[Watch]) -> Program {
    let mut program = program.clone();
    let lead = program.catalogue.bodies.keys().next().expect("somebody leads").clone();
    let mission = Mission {
        id: MissionId::new("watch"),
        title: "Watch".to_owned(),
        board: None,
        authority: Vec::new(),
        commitments: Vec::new(),
        revision: Revision::new("watch"),
        texts: Revision::new("watch"),
        approvers: Vec::new(),
        obligations: watches.iter().map(|watch| obligation(watch, &lead)).collect(),
    };
    program.revision = Revision::new(format!("{} watched", program.revision));
    program.missions.insert(mission.id.clone(), Arc::new(mission));
    program
}

fn obligation(watch: &Watch, lead: &BodyId) -> Obligation {
    let rule: Arc<dyn Rule> =
        Arc::new(Watching { id: RuleId::new("watching"), among: [watch.among.clone()], sight: watch.sight });
    let duty = Duty { measure: MeasureId::new("verdicts"), rule, params: Arc::default() };
    let due = Due::new(Wait::Days(25), Wait::Days(5));
    Obligation {
        id: ObligationId::new(watch.id),
        title: "Few are broken".to_owned(),
        lead: lead.clone(),
        owner: None,
        every: watch.every,
        from: watch.from,
        until: None,
        terms: Arc::new(Terms::new(due, Needs::All, vec![Part::of_lead(lead.clone(), duty)], Vec::new())),
        later_terms: Vec::new(),
        patience: Patience::NONE,
        next_step: None,
        consequence: None,
        not_pursued: None,
        class: None,
        ladder: None,
        one_of: None,
        labels: engine::model::Labels::default(),
    }
}

/// Missed where more than one obligation is broken, or has been for long; it says what it saw.
struct Watching {
    id: RuleId,
    among: [Among; 1],
    sight: Sight,
}

impl Rule for Watching {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn reads_verdicts_of(&self) -> &[Among] {
        &self.among
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let (mut broken, mut parts, mut old, mut replies, mut unanswered) = (0, 0, 0, 0, 0);
        for of in view.obligations(&self.among[0])? {
            broken += usize::from(view.verdict_of(&of, None).is_some_and(Verdict::is_unmet));
            parts += view.parts_of(&of, None).iter().filter(|part| part.verdict.is_delivered()).count();
            old += usize::from(view.is_broken_for(&of, 40));
            replies += view.replies_to(&of).len();
            if self.sight == Sight::Tellings {
                unanswered += usize::from(view.is_unanswered_for(&of, 10));
            }
        }
        let judgement = if broken > 1 || old + unanswered > 0 { Judgement::Missed } else { Judgement::Met };
        let seen = format!(
            "{broken} broken, {parts} parts delivered, {old} old, {replies} replies, {unanswered} unanswered"
        );
        Ok(Assessment { judgement, reason: Statement::text(&seen), line: Some(1) })
    }
}

//! Three obligations beside the one that is judged.

use std::sync::Arc;

use engine::model::{
    BodyId, Class, ContributionId, Effect, MissionId, ObligationId, ObligationRef, PartId, Period,
    ResponseKind, Scope, Stake, Verdict,
};
use engine::others::{Among, NotAmong, OtherPart, OtherReply, Others};
use jiff::Timestamp;
use rust_decimal::Decimal;

pub(super) struct Neighbours;

fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn is_plans(of: &ObligationRef) -> bool {
    of.obligation.as_str() == "plans"
}

impl Others for Neighbours {
    fn among(&self, among: &Among) -> Result<Vec<ObligationRef>, NotAmong> {
        let all = [("homelessness", "plans"), ("homelessness", "advice"), ("justice", "releases")];
        let named = |mission: &str, obligation: &str| match among {
            Among::All | Among::Own => true,
            Among::Named(name) => **name == *mission || **name == format!("{mission}/{obligation}"),
        };
        let found = all.into_iter().filter(|(mission, obligation)| named(mission, obligation));
        let found: Vec<ObligationRef> = found
            .map(|(mission, obligation)| ObligationRef {
                mission: MissionId::new(mission),
                obligation: ObligationId::new(obligation),
            })
            .collect();
        match among {
            Among::Named(name) if **name == *"board/watch" => Err(NotAmong::ReadsVerdicts),
            _ if found.is_empty() => Err(NotAmong::Unknown),
            _ => Ok(found),
        }
    }

    fn title(&self, of: &ObligationRef) -> std::sync::Arc<str> {
        if is_plans(of) { "Councils publish plans".into() } else { of.obligation.as_str().into() }
    }

    fn lead(&self, _: &ObligationRef) -> Option<BodyId> {
        Some(BodyId::new("harbour"))
    }

    fn has_class(&self, of: &ObligationRef, class: Class) -> bool {
        is_plans(of) && class == Class::Prevention
    }

    fn label(&self, of: &ObligationRef, label: &str) -> Option<String> {
        (is_plans(of) && label == "theme").then(|| "housing".to_owned())
    }

    fn involves(&self, of: &ObligationRef, body: &str) -> bool {
        body == "harbour" || of.mission.as_str() == "justice"
    }

    fn period(&self, _: &ObligationRef, no_later_than: Period) -> Period {
        no_later_than
    }

    fn verdict(&self, of: &ObligationRef, _: Period) -> Option<Verdict> {
        Some(if is_plans(of) { Verdict::Missed } else { Verdict::Met })
    }

    fn parts(&self, _: &ObligationRef, _: Period) -> Vec<OtherPart> {
        let part = |id: &str, by: &str, weight: &str, verdict| OtherPart {
            id: PartId::Contribution(ContributionId::new(id)),
            by: BodyId::new(by),
            weight: weight.parse().unwrap(),
            stake: Arc::new(Stake {
                share: Some(weight.parse().unwrap()),
                effect: Some(Effect::Amount(weight.parse::<Decimal>().unwrap() * Decimal::from(1000))),
                consequence: None,
            }),
            verdict,
        };
        vec![
            part("prisons", "gateway", "0.6", Verdict::Met),
            part("probation", "harbour", "0.4", Verdict::Missed),
        ]
    }

    fn broken_since(&self, of: &ObligationRef, _: Timestamp) -> Option<Timestamp> {
        is_plans(of).then(|| moment("2020-11-01T00:00:00Z"))
    }

    fn told(&self, of: &ObligationRef, _: Timestamp) -> Option<Timestamp> {
        is_plans(of).then(|| moment("2020-11-01T00:00:00Z"))
    }

    fn replies(&self, of: &ObligationRef, _: Timestamp) -> Vec<OtherReply> {
        let reply = OtherReply {
            kind: ResponseKind::Accept,
            scope: Scope::Whole,
            by: "Ann".into(),
            at: moment("2021-04-01T09:00:00Z"),
            forecast: None,
        };
        if of.mission.as_str() == "justice" { vec![reply] } else { Vec::new() }
    }
}

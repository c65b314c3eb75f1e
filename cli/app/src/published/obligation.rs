//! The obligations of one declaration: one alone, or those about each of many.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::alert::AlertKind;
use engine::model::{Authority, ObligationRef, RuleId};
use engine::program::{Obligation, Program};
use jiff::civil::Date;
use words::alert::kind_of;
use words::board;
use words::board_state::BoardState;
use words::lead::Lead;
use words::summary::{StandingCounts, StandingKind, of_many};

use super::alert::{MOST_NAMED, OpenAlert};
use super::member::Member;

/// What one declaration obliges whom to, and how that stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredObligation {
    /// The name that its members share.
    pub reference: ObligationRef,
    pub title: String,
    /// How it stands, in one sentence.
    pub sentence: String,
    /// Who is named, in a sentence or two; empty where nobody is.
    pub who: String,
    /// As the worst of its members; none where nobody owes it.
    pub kind: Option<StandingKind>,
    /// What one of those is called whom it is about: `council`.
    noun: String,
    pub lead: String,
    /// Who answers for the whole, in a sentence.
    pub answers: String,
    /// The person at the lead to be told.
    pub owner: Option<String>,
    /// What says that it is owed.
    pub authority: Vec<Authority>,
    pub next_step: Option<String>,
    /// The rules by which its parts are judged, by their names.
    pub rules: BTreeSet<RuleId>,
    /// At least one, in the order of the program.
    pub members: Vec<Arc<Member>>,
}

impl DeclaredObligation {
    /// # Panics
    /// There is no member: a declaration of many that no body owes makes no obligation.
    pub(super) fn of(
        obligations: &[Obligation],
        members: Vec<Arc<Member>>,
        program: &Program,
        day: Date,
    ) -> Self {
        let (first, alone) = (&obligations[0], &members[0]);
        let title = first.declared_title().to_owned();
        let bodies = members.iter().filter_map(|member| Some(&member.about.as_ref()?.0));
        let noun = kind_of(bodies, program);
        let lead = Lead::on(day, &first.lead, program);
        let declared = Self {
            reference: ObligationRef {
                mission: alone.reference.mission.clone(),
                obligation: first.declared_id().clone(),
            },
            title,
            sentence: String::new(),
            who: String::new(),
            kind: None,
            noun,
            lead: lead.name(None, program),
            answers: lead.answers(first.owner.as_deref(), &alone.reference.mission, program),
            owner: first.owner.clone(),
            authority: first.terms.authority.clone(),
            next_step: first.next_step.clone(),
            rules: rules(obligations),
            members: Vec::new(),
        };
        declared.with_members(members)
    }

    /// The same declaration of these members, with what is said of them.
    ///
    /// # Panics
    /// There is no member.
    pub(super) fn with_members(&self, members: Vec<Arc<Member>>) -> Self {
        let (title, alone) = (&self.title, &members[0]);
        let owed = || members.iter().filter(|member| member.is_owed);
        // What was cut is told beside how it stands.
        let own = alone.alerts.iter().find(|alert| alert.id.kind != AlertKind::Cut);
        let sentence = match (&members[..], own) {
            ([_], Some(alert)) => alert.sentence().to_owned(),
            ([_], None) => {
                let newest = alone.newest.as_ref();
                board::quiet_sentence(title, newest.map(|newest| (newest.verdict, newest.period)))
            }
            _ => {
                let mut counts = StandingCounts::default();
                owed().for_each(|member| counts.add(member.kind));
                format!("{title}. {}", of_many(&counts, &self.noun))
            }
        };
        let broken = owed().filter(|member| member.state() == BoardState::Missed);
        let broken: Vec<String> =
            broken.filter_map(|member| Some(member.about.as_ref()?.1.clone())).collect();
        let who = match (&members[..], alone.alerts.first()) {
            ([_], alert) => alert.map(|alert| alert.short.clone()).unwrap_or_default(),
            _ if broken.is_empty() => String::new(),
            _ => board::broken_by(&broken, MOST_NAMED),
        };
        let kind = StandingKind::of_many(owed().map(|member| member.kind));
        Self { sentence, who, kind, members, ..self.clone() }
    }

    pub fn state(&self) -> BoardState {
        self.kind.map_or(BoardState::NotJudged, BoardState::of)
    }

    /// Every open alert of its members.
    pub fn alerts(&self) -> impl Iterator<Item = &OpenAlert> {
        self.members.iter().flat_map(|member| &member.alerts)
    }
}

/// The rules of all parts under all terms.
fn rules(obligations: &[Obligation]) -> BTreeSet<RuleId> {
    let terms = obligations.iter().flat_map(Obligation::all_terms);
    let parts = terms.flat_map(|(_, terms)| &terms.parts);
    parts.map(|part| part.duty.rule.id().clone()).collect()
}

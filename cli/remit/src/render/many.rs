//! Obligations about each of many bodies, told together: how many stand in which way, and the worst of them. Each by itself is
//! told where all is asked for.

use std::collections::BTreeSet;

use app::standing::ObligationStanding;
use engine::alert::{Alert, AlertKind, AlertState};
use engine::model::{BodyId, ObligationRef};
use engine::program::{Obligation, Program};
use jiff::civil::Date;
use words::alert::{Complaint, Naming, authority_of, complaints_of_many, delays_of_many, kind_of, label};
use words::lead::Lead;
use words::summary::{StandingCounts, StandingKind, of_many};
use words::{authority, board};

use super::Ink;
use super::obligation::{NAMES_IN_SHORT, Room, write_complaint};
use super::page::Page;

/// One obligation with how it stands.
pub(super) struct Member<'a> {
    pub(super) reference: ObligationRef,
    pub(super) obligation: &'a Obligation,
    pub(super) standing: &'a ObligationStanding,
}

/// Several obligations of one declaration.
pub(super) struct ManyEntry<'a> {
    pub(super) program: &'a Program,
    /// The name that they share.
    pub(super) reference: ObligationRef,
    /// At least two.
    pub(super) members: Vec<Member<'a>>,
    pub(super) counts: StandingCounts,
    pub(super) room: Room,
    /// The day of which all is said.
    pub(super) day: Date,
}

impl ManyEntry<'_> {
    pub(super) fn write(&self, page: &mut Page, explain: &str) {
        page.skip();
        let alerts = || self.members.iter().flat_map(|member| &member.standing.alerts);
        let breaches: Vec<&Alert> = alerts().filter(|alert| alert.id.kind == AlertKind::Breach).collect();
        let failures: Vec<&Alert> = alerts().filter(|alert| alert.id.kind == AlertKind::RuleFailed).collect();
        let (held_up, broken): (Vec<&Alert>, Vec<&Alert>) =
            breaches.iter().partition(|alert| alert.is_held_up());
        let worst = [&broken, &failures, &held_up].into_iter().find_map(|alerts| alerts.first().copied());
        self.write_title(page, worst);
        page.put(9, &of_many(&self.counts, &self.noun()));
        let first = self.members[0].obligation;
        let running = first.running_on(self.day);
        for said in words::class::substitutes(&self.reference.mission, first, running, self.program) {
            page.put(9, &format!("{said}."));
        }
        let all = self.members.iter().map(|member| member.obligation);
        let excepted = words::exception::line(all, self.day, self.program, NAMES_IN_SHORT);
        if let Some(line) = excepted.filter(|_| self.room != Room::Short) {
            page.put(9, &line);
        }
        let Obligation { lead, owner, .. } = self.members[0].obligation;
        if worst.is_some() && self.room != Room::Short {
            let lead = Lead::on(self.day, lead, self.program);
            page.put(9, &lead.answers(owner.as_deref(), &self.reference.mission, self.program));
        }
        if let Some(alert) = worst.filter(|_| self.room != Room::Short)
            && let Some(authority) = authority::line(authority_of(alert, self.program))
        {
            page.put(9, &authority);
        }
        let beside = |alert: &&Alert| !alert.id.kind.is_of_verdicts();
        for alert in alerts().filter(beside).take(NAMES_IN_SHORT) {
            page.put(9, &words::alert::message(alert, self.program));
        }
        self.write_delays(page, &breaches);
        self.write_complaints(page, &broken, board::BROKEN_BY);
        self.write_complaints(page, &failures, board::FAILED_FOR);
        let Some(worst) = worst else { return };
        if let Some(next) =
            self.members[0].obligation.next_step.as_deref().filter(|_| self.room != Room::Short)
        {
            page.put(9, &board::next_step(next));
        }
        let command = explain.replace("ALERT", &worst.id.to_string());
        page.put_unbroken(9, &Ink::Faint.paint(board::evidence(&command)));
    }

    fn write_title(&self, page: &mut Page, worst: Option<&Alert>) {
        let title = self.members[0].obligation.declared_title();
        let stands = self.counts.worst().unwrap_or(StandingKind::NotDue).label();
        let (ink, label) = match worst {
            None => (Ink::Calm, &*stands),
            Some(alert) if alert.state == AlertState::Firing && !alert.is_held_up() => {
                (Ink::Alarm, label::of_alert(alert))
            }
            Some(alert) => (Ink::Caution, label::of_alert(alert)),
        };
        page.put(2, &format!("{}  {}", ink.paint(label), Ink::Title.paint(title)));
    }

    /// Which figures are missing that others are to bring, and who waits for them.
    fn write_delays(&self, page: &mut Page, alerts: &[&Alert]) {
        for delay in delays_of_many(alerts, self.program, self.most_named()) {
            page.put(9, &format!("{delay}."));
        }
    }

    fn most_named(&self) -> usize {
        match self.room {
            Room::Names(most) => most,
            Room::Short | Room::Any => NAMES_IN_SHORT,
        }
    }

    fn write_complaints(&self, page: &mut Page, alerts: &[&Alert], heading: &str) {
        if alerts.is_empty() {
            return;
        }
        let most = self.most_named();
        let each: Vec<Complaint<'_>> =
            complaints_of_many(alerts, &self.reference, self.program, Naming::Worst(most));
        // Where a publisher is silent, nobody else broke it.
        if each.is_empty() {
            return;
        }
        page.put(9, heading);
        for complaint in &each {
            write_complaint(page, complaint, &self.program.catalogue);
        }
    }

    /// What the bodies are called.
    fn noun(&self) -> String {
        let about = self.members.iter().filter_map(|member| member.obligation.one_of.as_ref());
        let bodies: BTreeSet<&BodyId> = about.map(|one| &one.body).collect();
        kind_of(bodies.iter().copied(), self.program)
    }
}

//! Looks up alerts and verdicts that a test names: by mission, obligation and the party to it.

use std::ops::Range;

use engine::alert::{AlertId, AlertKind};
use engine::model::{ContributionId, Node, ObligationRef, PartId, Period, WholeId};
use engine::program::{Mission, Obligation};
use toml::Spanned;

use super::names::{TestNames, distinct};
use super::verdict_name::VerdictName;
use crate::diagnostic::Code;

/// An obligation as one of the test's programs has it.
type NamedObligation<'p> = (ObligationRef, &'p Obligation);

impl TestNames<'_> {
    /// Every obligation that is judged at some time. One that is edited comes twice.
    fn obligations(&self) -> impl Iterator<Item = NamedObligation<'_>> {
        let missions = self.programs.iter().flat_map(|program| program.missions.values());
        missions.filter(|mission| self.is_judged(mission)).flat_map(|mission| owed_in(mission))
    }

    /// An obligation, with an alert's or a contribution's name behind it, in every form that it takes in the test.
    fn owed(&self, name: &str) -> Vec<NamedObligation<'_>> {
        let named = self.programs.iter().filter_map(|program| program.named(name));
        let judged = named.filter(|(mission, ..)| self.is_judged(mission));
        judged.map(|(mission, owed, _)| (owed.reference(&mission.id), owed)).collect()
    }

    fn is_judged(&self, mission: &Mission) -> bool {
        self.mission.as_ref().is_none_or(|judged| mission.id == *judged)
    }

    /// The obligations that could raise an alert.
    fn of_alert(&self, alert: &str) -> Vec<NamedObligation<'_>> {
        let mut owed = self.owed(alert);
        owed.retain(|named| meant(named, alert).is_some());
        owed
    }

    /// An alert that something declared could raise, by its whole name.
    pub(super) fn alert(&self, name: &Spanned<String>) -> Option<String> {
        let meant = self.owed(name.get_ref()).iter().find_map(|named| meant(named, name.get_ref()));
        if let Some(alert) = meant {
            return Some(alert.to_string());
        }
        if self.is_elsewhere(name) {
            return None;
        }
        let known = distinct(
            self.obligations().flat_map(|(reference, _)| alerts(&reference).map(|id| id.to_string())),
        );
        let message = format!("nothing could raise an alert `{name}`");
        let fault = self.error(Code::UnknownAlert, message, name.span());
        let help = "an alert is named by its mission and obligation, such as `homelessness/duty-to-refer`";
        self.report(fault.with_help(help).with_nearest(name.get_ref(), known.iter().map(String::as_str)))
    }

    /// Reports a name that begins with another mission than the one that is judged.
    fn is_elsewhere(&self, name: &Spanned<String>) -> bool {
        let Some(judged) = &self.mission else { return false };
        let named = name.get_ref().split('/').next().unwrap_or_default();
        let exists = self.programs.iter().any(|program| program.missions.contains_key(named));
        let is_elsewhere = exists && named != judged.as_str();
        if is_elsewhere {
            let message = format!("`{named}` is not judged here: the test is of the mission `{judged}`");
            let fault = self.error(Code::UnknownMission, message, name.span());
            self.report::<()>(
                fault.with_help("leave `mission` out of the test, and all missions are judged"),
            );
        }
        is_elsewhere
    }

    /// A verdict's subject, such as `homelessness/duty-to-refer/adult_prison 2021-Q3`.
    pub(super) fn subject(&self, name: &Spanned<String>) -> Option<VerdictName> {
        let text = name.get_ref();
        let Some((owed, period)) = text.split_once(' ') else {
            let message = format!("`{text}` names no period");
            let help = "write it like `homelessness/duty-to-refer/adult_prison 2021-Q3`";
            return self.report(self.error(Code::InvalidPeriod, message, name.span()).with_help(help));
        };
        if self.is_elsewhere(name) {
            return None;
        }
        let found = self.owed(owed);
        let named = found.first().map(|(reference, _)| reference.to_string());
        let behind = named.as_ref().and_then(|named| owed.strip_prefix(named.as_str()));
        let contribution = behind.and_then(|behind| behind.strip_prefix('/'));
        let named = named.as_deref().unwrap_or_else(|| first_two(owed));
        let Some((reference, first)) = found.first() else {
            let known = distinct(self.obligations().map(|(reference, _)| reference.to_string()));
            return self.unknown(Code::UnknownObligation, "obligation", named, name.span(), &known);
        };
        let contribution = match contribution {
            None => None,
            Some(id) => Some(self.contribution(&found, id, name.span())?),
        };
        let period = self.period(first.every, period.trim(), name.span())?;
        if !found.iter().any(|(_, obligation)| is_owed(obligation, period)) {
            let until = first.last_owed().map(|until| format!(" until {until}")).unwrap_or_default();
            let message =
                format!("`{named}` is owed from {}{until}, so it has no verdict for {period}", first.from);
            return self.report(self.error(Code::InvalidPeriod, message, name.span()));
        }
        let whole = WholeId::from(reference.clone());
        let node = match contribution {
            Some(id) => whole.part(&PartId::Contribution(ContributionId::new(id))),
            None => whole.into(),
        };
        Some(VerdictName { node, period })
    }

    /// A subject whose rule can be asked: a contribution, or the lead where it owes the obligation alone.
    pub(super) fn judged_part(&self, name: &Spanned<String>) -> Option<VerdictName> {
        let subject = self.subject(name)?;
        let VerdictName { node: Node::Whole(whole), period } = subject else { return Some(subject) };
        let owed = self.owed(&whole.obligation.to_string());
        if owed.iter().any(|(_, obligation)| !obligation.terms.is_joint()) {
            return Some(VerdictName { node: whole.part(&PartId::Lead), period });
        }
        let message = format!("`{}` is the whole, and no rule is run for it", whole.obligation);
        let help = "name one of its contributions, as in `mission/obligation/contribution 2021-Q3`";
        self.report(self.error(Code::UnknownContribution, message, name.span()).with_help(help))
    }

    fn contribution(&self, found: &[NamedObligation<'_>], id: &str, range: Range<usize>) -> Option<String> {
        let ids = distinct(found.iter().flat_map(|(_, obligation)| contributions(obligation)));
        if ids.iter().any(|known| known == id) {
            return Some(id.to_owned());
        }
        let Some((reference, _)) = found.first().filter(|_| ids.is_empty()) else {
            return self.unknown(Code::UnknownContribution, "contribution", id, range, &ids);
        };
        let message = format!("`{reference}` is owed by its lead alone and has no contributions");
        self.report(
            self.error(Code::UnknownContribution, message, range)
                .with_help(format!("write `{reference}` alone")),
        )
    }

    /// Those of an alert's parties that can break its obligation.
    pub(super) fn breaker(&self, alert: &str, name: &Spanned<String>) -> Option<String> {
        let known =
            distinct(self.of_alert(alert).into_iter().flat_map(|(_, obligation)| {
                match contributions(obligation) {
                    ids if ids.is_empty() => vec![obligation.lead.to_string()],
                    ids => ids,
                }
            }));
        if known.contains(name.get_ref()) {
            return Some(name.get_ref().clone());
        }
        self.unknown(Code::UnknownContribution, "contribution", name.get_ref(), name.span(), &known)
    }

    /// A period of an alert's obligation.
    pub(super) fn alert_period(&self, alert: &str, name: &Spanned<String>) -> Option<String> {
        let every = self.of_alert(alert).first()?.1.every;
        Some(self.period(every, name.get_ref(), name.span())?.to_string())
    }
}

fn owed_in(mission: &Mission) -> impl Iterator<Item = NamedObligation<'_>> {
    mission.obligations.iter().map(|owed| (owed.reference(&mission.id), owed))
}

/// A name of a mission and an obligation, without what stands behind.
fn first_two(name: &str) -> &str {
    let end = name.match_indices('/').nth(1).map_or(name.len(), |(at, _)| at);
    name.split_at(end).0
}

fn contributions(obligation: &Obligation) -> Vec<String> {
    obligation.contributions().map(|(id, _)| id.to_string()).collect()
}

/// The alert of an obligation that a name means.
fn meant((reference, obligation): &NamedObligation<'_>, name: &str) -> Option<AlertId> {
    let leads = |body: &str| obligation.lead.as_str() == body;
    alerts(reference).into_iter().find(|id| id.is_meant_by(name, leads))
}

/// The alerts that an obligation can raise.
fn alerts(reference: &ObligationRef) -> [AlertId; 4] {
    let alert =
        |kind| AlertId { mission: reference.mission.clone(), obligation: reference.obligation.clone(), kind };
    AlertKind::ALL.map(alert)
}

fn is_owed(obligation: &Obligation, period: Period) -> bool {
    period >= obligation.from
        && obligation.last_owed().is_none_or(|until| period <= until)
        && period.cadence() == obligation.from.cadence()
}

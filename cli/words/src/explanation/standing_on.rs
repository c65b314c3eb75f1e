//! On what a duty stands: the laws, promises and minutes that say it is owed, and what hangs on it. Nothing here is judged.

use engine::explain::{Exhibit, ExplainedFinding};
use engine::program::{Part, Terms};

use super::ground::{Ground, Grounded};
use super::writer::{ExplanationWriter, MOST_PARTS};
use crate::alert::of_relations;
use crate::authority::{cited_all, effect, share};
use crate::english;

impl ExplanationWriter<'_> {
    /// What says that it is owed, and that it is judged so: of the obligation first, of the mission last.
    pub(super) fn grounds(&self) -> Vec<Ground> {
        let mut grounds: Vec<Ground> = Vec::new();
        let mut add = |ground: Ground| {
            if !ground.authority.is_empty() && !grounds.contains(&ground) {
                grounds.push(ground);
            }
        };
        let program = self.names.program;
        let id = self.obligation.declared_id().as_str();
        add(Ground::new(Grounded::Obligation, id, self.obligation.declared_title(), &self.terms().authority));
        for part in self.in_question() {
            let measure = program.catalogue.measures.get(&part.measure);
            let title = self.names.measure(&part.measure);
            let own = measure.map_or(&[][..], |measure| &measure.authority[..]);
            add(Ground::new(Grounded::Measure, part.measure.as_str(), title, own));
            for exhibit in &part.evidence {
                let Exhibit::Target { cell, .. } = exhibit else { continue };
                let exception = program.catalogue.excepted_from_target(cell);
                let own = program.catalogue.target(cell).map(|target| &target.authority);
                let own = own.or(exception.map(|exception| &exception.authority)).map_or(&[][..], |own| own);
                add(Ground::new(
                    Grounded::Target,
                    cell.measure.as_str(),
                    self.names.measure(&cell.measure),
                    own,
                ));
            }
            let rule = self.part_of(part).map(|declared| declared.duty.rule.authority());
            add(Ground::new(
                Grounded::Rule,
                part.rule.as_str(),
                part.rule.as_str(),
                &rule.unwrap_or_default(),
            ));
        }
        if let Some(join) = &self.terms().join {
            let rule = join.rule.id().as_str();
            add(Ground::new(Grounded::Rule, rule, rule, &join.rule.authority()));
        }
        if let Some(mission) = program.missions.get(&self.explanation.obligation.mission) {
            add(Ground::new(Grounded::Mission, mission.id.as_str(), &mission.title, &mission.authority));
        }
        grounds
    }

    /// The same in sentences.
    pub(super) fn authority(&self) -> Vec<String> {
        let line = |ground: &Ground| {
            let what = match ground.of {
                Grounded::Obligation => "The obligation".to_owned(),
                Grounded::Measure => format!("The measure {}", ground.name),
                Grounded::Target => format!("The target for {}", ground.name),
                Grounded::Rule => format!("The rule `{}`", ground.name),
                Grounded::Mission => "The mission".to_owned(),
            };
            Some(format!("{what}: {}", cited_all(&ground.authority)?))
        };
        self.grounds().iter().filter_map(line).collect()
    }

    /// What hangs on it: on the whole first, then on each part in question.
    pub(super) fn at_stake(&self) -> Vec<String> {
        let whole = self.obligation.consequence.as_deref();
        let whole = whole.map(|said| format!("When it is missed: {}.", said.trim_end_matches('.')));
        let mut lines: Vec<String> = whole.into_iter().collect();
        let mut of_parts: Vec<String> = self.in_question().filter_map(|part| self.stake_of(part)).collect();
        self.cut(&mut of_parts, MOST_PARTS, "part");
        lines.extend(of_parts);
        let alert = self.explanation.alert.iter();
        let concerned = alert.flat_map(|alert| of_relations(alert, self.obligation, self.names.program));
        lines.extend(concerned.map(|said| format!("{said}.")));
        lines
    }

    fn stake_of(&self, part: &ExplainedFinding) -> Option<String> {
        let stake = &self.part_of(part)?.stake;
        let bears = stake.share.map(|share_of| format!("bears {} of the whole", share(share_of)));
        let brings = stake.effect.as_ref().map(|brings| format!("is expected to bring {}", effect(brings)));
        let does: Vec<String> = bears.into_iter().chain(brings).collect();
        let follows = stake.consequence.as_deref();
        let follows = follows.map(|said| format!("when it is missed: {}", said.trim_end_matches('.')));
        let does = (!does.is_empty()).then(|| english::list(&does));
        let said: Vec<String> = does.into_iter().chain(follows).collect();
        (!said.is_empty()).then(|| format!("{}: {}.", self.party(part), said.join("; ")))
    }

    fn terms(&self) -> &Terms {
        self.obligation.terms_of(self.explanation.period)
    }

    /// The declaration of a part.
    fn part_of(&self, part: &ExplainedFinding) -> Option<&Part> {
        self.obligation.terms_of(part.period).part(&part.part)
    }
}

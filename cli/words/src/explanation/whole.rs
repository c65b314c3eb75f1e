//! The whole answer in words: what is wrong, why, what would have to be different, what changed, on what evidence, who waits
//! for whom, and what next.

use crate::english;
use engine::alert::{Alert, AlertKind, AlertState, Severity};
use engine::evaluate::Cause;
use engine::explain::{ExplainedFinding, Explanation};
use engine::model::Verdict;
use engine::program::{Obligation, Part, Program, ReportDues};

use crate::alert::{Complaints, Naming, asked_after_cuts, complaints, delays, overdue};
use crate::commitment::not_pursued;
use crate::finding::reason_of_whole;
use crate::lead::Lead;
use crate::names::{Names, heading};
use crate::{class, exception, response, verdict};

use super::changes::Changes;
use super::counterfactual::ToldValues;
use super::ground::Ground;
use super::writer::{ExplanationWriter, Fullness, MANY_PARTS, MOST_PARTS};
use super::{Branch, State};

/// How many bodies are named in one line, where not everything is told.
const MOST_NAMES: usize = 9;
/// How many lines say who did what, where not everything is told.
const MOST_COMPLAINTS: usize = 12;
/// How many parts are told in a word each, where not everything is.
const MOST_ALONE: usize = 12;
/// Of how many parts every value that the rule read is told.
const FEW_PARTS: usize = 2;

/// An explanation in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExplanationText {
    /// The obligation's title.
    pub title: String,
    /// Why the whole has its verdict.
    pub whole_reason: String,
    /// What was asked about and how it stands, in a line.
    pub standing: String,
    /// Whether an alert was asked about.
    pub asked: AskedAbout,
    /// What is wrong, or how it stands.
    pub wrong: Vec<String>,
    pub why: Vec<String>,
    /// What would have to be different.
    pub different: Vec<String>,
    /// What changed since the last verdict.
    pub changed: Vec<String>,
    /// The parts in question with their evidence, then the others alone.
    pub evidence: Vec<Branch>,
    /// What the obligation waits for, and what waits for it; a group for each that there is.
    pub ties: Vec<Branch>,
    /// How the parts in question stood in earlier periods.
    pub earlier: Vec<String>,
    /// What says that it is owed.
    pub authority: Vec<String>,
    /// What hangs on it.
    pub at_stake: Vec<String>,
    /// The same authorities one by one, for programs.
    pub grounds: Vec<Ground>,
    /// What to do next.
    pub next: Option<String>,
    /// The obligation with all that it hangs on, as one tree.
    pub tree: Branch,
}

/// What was asked about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AskedAbout {
    Alert,
    Verdict,
}

impl ExplanationText {
    /// Puts an explanation into words; none where the program does not declare the obligation any more. `changes` is all
    /// that happened on the way to where it stands.
    pub fn of(
        explanation: &Explanation,
        program: &Program,
        changes: Changes<'_>,
        fullness: Fullness,
    ) -> Option<Self> {
        let mission = program.missions.get(&explanation.obligation.mission)?;
        let is_meant = |obligation: &&Obligation| obligation.id == explanation.obligation.obligation;
        let obligation = mission.obligations.iter().find(is_meant)?;
        let writer = ExplanationWriter {
            names: Names { program },
            dues: ReportDues::of(program),
            explanation,
            obligation,
            changes,
            fullness,
        };
        Some(Self {
            title: obligation.title.clone(),
            whole_reason: writer.whole_reason(),
            standing: writer.standing(),
            asked: if explanation.alert.is_some() { AskedAbout::Alert } else { AskedAbout::Verdict },
            wrong: writer.wrong(),
            why: writer.joined().into_iter().chain(writer.in_part(|part| [writer.why(part)])).collect(),
            different: writer.different(),
            changed: writer.changed(),
            evidence: writer.evidence(writer.most_alone()),
            ties: writer.ties(),
            earlier: writer.earlier(),
            authority: writer.authority(),
            at_stake: writer.at_stake(),
            grounds: writer.grounds(),
            next: obligation.next_step.as_ref().filter(|_| explanation.alert.is_some()).cloned(),
            tree: writer.tree(),
        })
    }
}

impl ExplanationText {
    /// What is wrong and why, in one line.
    pub fn summary(&self) -> String {
        let said: Vec<&str> = self.wrong.iter().chain(&self.why).map(String::as_str).collect();
        said.join(" ")
    }
}

impl ExplanationWriter<'_> {
    /// The parts that the question is about.
    pub(super) fn in_question(&self) -> impl Iterator<Item = &ExplainedFinding> {
        self.explanation.in_question.iter().map(|place| &self.explanation.parts[*place])
    }

    /// What is told of each part in question; of a great many, only of the first.
    pub(super) fn in_part<T: IntoIterator<Item = String>>(
        &self,
        tell: impl Fn(&ExplainedFinding) -> T,
    ) -> Vec<String> {
        let told = self.most(MOST_PARTS);
        let mut lines: Vec<String> = self.in_question().take(told).flat_map(tell).collect();
        let untold = self.explanation.in_question.len().saturating_sub(told);
        if untold > 0 {
            lines.push(more(untold, "part"));
        }
        lines
    }

    /// Leaves out what is too much where not everything is told.
    pub(super) fn cut(&self, lines: &mut Vec<String>, most: usize, noun: &str) {
        let told = self.most(most);
        let untold = lines.len().saturating_sub(told);
        if untold > 0 {
            lines.truncate(told);
            lines.push(more(untold, noun));
        }
    }

    /// How many things of a kind are told. Where a great many parts are in question, a third of them fills the screen.
    fn most(&self, most: usize) -> usize {
        match self.fullness {
            Fullness::Whole => usize::MAX,
            Fullness::Brief if self.explanation.in_question.len() > MANY_PARTS => most.div_ceil(3),
            Fullness::Brief => most,
        }
    }

    /// So many of the other parts are told in a word each, however full the answer is: the tree and the JSON have all of them.
    fn most_alone(&self) -> usize {
        self.most(MOST_ALONE).min(MOST_ALONE)
    }

    fn standing(&self) -> String {
        let period = heading(self.explanation.period);
        match &self.explanation.alert {
            Some(alert) => {
                let since = self.names.day(alert.since);
                format!("{}: {}, open since {since}", alert.id, alert.state)
            }
            None => format!(
                "{}: {period}, {}",
                self.explanation.obligation,
                verdict::word(self.explanation.whole.verdict)
            ),
        }
    }

    /// Who leads it at the end of the period.
    fn lead(&self) -> Lead<'_> {
        Lead::on(self.explanation.period.last_day(), &self.obligation.lead, self.names.program)
    }

    fn wrong(&self) -> Vec<String> {
        let mut lines = match &self.explanation.alert {
            Some(alert) => self.complaints(alert),
            None => self.at_rest(),
        };
        let stopped = self.obligation.not_pursued.as_ref();
        lines.extend(stopped.map(|stop| format!("{}.", english::capitalised(&not_pursued(stop)))));
        lines.extend(self.excepted());
        lines.extend(self.asked_after_cuts());
        let mission = &self.explanation.obligation.mission;
        let period = self.explanation.period;
        let substitutes = class::substitutes(mission, self.obligation, period, self.names.program);
        lines.extend(substitutes.into_iter().map(|said| format!("{said}.")));
        if self.explanation.parts.len() > 1 {
            let program = self.names.program;
            let mission = &self.explanation.obligation.mission;
            lines.push(self.lead().answers(self.obligation.owner.as_deref(), mission, program));
        }
        lines.extend(self.explanation.alert.iter().flat_map(|alert| self.replies(alert)));
        lines
    }

    /// Who does not owe it in the period in question.
    fn excepted(&self) -> Vec<String> {
        let all = self.obligation.excepted_in(self.explanation.period).into_iter();
        let mut lines = all.map(|one| format!("{}.", exception::told(one, self.names.program))).collect();
        self.cut(&mut lines, MOST_COMPLAINTS, "exception");
        lines
    }

    /// What was cut of what funds it, and who is asked to accept it anew.
    fn asked_after_cuts(&self) -> Vec<String> {
        let asked = self.explanation.reacceptance.as_ref();
        asked.map(|asked| asked_after_cuts(asked, self.names.program)).unwrap_or_default()
    }

    /// What officials said to it, the newest last.
    fn replies(&self, alert: &Alert) -> Vec<String> {
        let program = self.names.program;
        let replies = response::replies(alert, self.obligation, program);
        replies.into_iter().map(|reply| format!("{reply}.")).collect()
    }

    fn whole_reason(&self) -> String {
        let whole = &self.explanation.whole;
        if whole.cause != Cause::Parts {
            return self.names.reason(whole);
        }
        let terms = self.obligation.terms_of(self.explanation.period);
        let stands = |part: &Part| {
            let explained = self.explanation.parts.iter().find(|explained| explained.part == part.id);
            explained.map(|explained| explained.finding.verdict)
        };
        let parts: Vec<Option<Verdict>> = terms.parts.iter().map(stands).collect();
        reason_of_whole(whole.verdict, terms, &parts, &self.names.program.catalogue)
    }

    fn complaints(&self, alert: &Alert) -> Vec<String> {
        if alert.id.kind == AlertKind::Group {
            let overdue = overdue(alert, self.names.program);
            return overdue.map(|said| format!("{}.", english::capitalised(&said))).into_iter().collect();
        }
        if alert.id.kind == AlertKind::Cut {
            return vec![
                "What funds it was cut, and it is to be accepted anew; no verdict changes by that."
                    .to_owned(),
            ];
        }
        let stands = match (alert.severity, alert.state) {
            (None, _) => "Could not be judged, because its rule failed,",
            (Some(Severity::Breach), _) if alert.is_disputed() => "Disputed",
            (Some(Severity::Breach), AlertState::Pending) => {
                "Not met, though not for long enough to tell people,"
            }
            (Some(Severity::Breach), _) => "Not met",
            (Some(Severity::AtRisk), AlertState::Pending) => {
                "At risk, though not for long enough to tell people,"
            }
            (Some(Severity::AtRisk), _) => "At risk",
        };
        let opening = format!("{stands} {}.", english::streak(&alert.periods));
        let mut alike: Vec<(String, Vec<String>)> = Vec::new();
        let Complaints { count, each } = complaints(alert, self.names.program, Naming::Every);
        for complaint in each {
            let names = complaint.bodies.iter().map(|(body, owner)| {
                let owner = owner.map(|owner| format!(" ({owner})")).unwrap_or_default();
                format!("{}{owner}", self.names.body(body))
            });
            match alike.iter_mut().find(|(did, _)| *did == complaint.did) {
                Some((_, others)) => others.extend(names),
                None => alike.push((complaint.did.clone(), names.collect())),
            }
        }
        let most = self.most(MOST_NAMES);
        let mut complaints: Vec<String> =
            alike.iter().map(|(did, names)| format!("{}: {did}.", english::some_of(names, most))).collect();
        self.cut(&mut complaints, MOST_COMPLAINTS, "line");
        let count = count.map(|count| format!("{count}."));
        let held = (alert.id.kind == AlertKind::RuleFailed)
            .then(|| "While a rule fails, the verdict before it stands: only evidence resolves.".to_owned());
        let delays = delays(alert, self.names.program).into_iter().map(|delay| format!("{delay}."));
        std::iter::once(opening).chain(count).chain(complaints).chain(delays).chain(held).collect()
    }

    /// A verdict was asked about: each part in question says where it stands, and so does the whole.
    fn at_rest(&self) -> Vec<String> {
        let period = heading(self.explanation.period);
        let whole = &self.explanation.whole;
        let mut lines = Vec::new();
        if self.explanation.parts.len() > 1 {
            lines.extend(self.in_part(|part| {
                Some(format!("{period}, {}: {}.", self.party(part), verdict::word(part.finding.verdict)))
            }));
        }
        let reason = match self.whole_reason() {
            reason if reason.is_empty() => reason,
            reason => format!(" ({reason})"),
        };
        lines.push(format!("{period}, the whole: {}{reason}.", verdict::word(whole.verdict)));
        let open = self.explanation.open.as_ref();
        lines.extend(open.map(|alert| format!("The alert {alert} is open over this period.")));
        lines
    }

    fn why(&self, part: &ExplainedFinding) -> String {
        let (period, who) = (heading(part.period), self.party(part));
        match (self.names.reason(&part.finding).as_str(), part.finding.verdict) {
            ("", Verdict::NotDue) => format!("{period}, {who}: no report is due yet."),
            ("", stands) => {
                format!("{period}, {who}: the rule `{}` says {}.", part.rule, verdict::word(stands))
            }
            (reason, _) => format!("{period}, {who}: {reason}."),
        }
    }

    /// Which rule joins the parts, and what it says; nothing where they are counted.
    fn joined(&self) -> Option<String> {
        let period = self.explanation.period;
        let join = self.obligation.terms_of(period).join.as_ref()?;
        let rule = join.rule.id();
        Some(match self.whole_reason().as_str() {
            "" => format!("{}, as the rule `{rule}` joins the parts.", heading(period)),
            reason => format!("{}, as the rule `{rule}` joins the parts: {reason}.", heading(period)),
        })
    }

    fn different(&self) -> Vec<String> {
        let sentence = |text: String| format!("{text}.");
        let is_short = self.explanation.in_question.len() <= FEW_PARTS || self.fullness == Fullness::Whole;
        let told = if is_short { ToldValues::Every } else { ToldValues::Own };
        let mut lines = self.in_part(|part| {
            self.counterfactuals_of(part, told).into_iter().map(sentence).collect::<Vec<_>>()
        });
        let remedy = self.explanation.remedy.as_ref();
        lines.extend(remedy.map(|remedy| sentence(self.remedy(self.explanation, remedy))));
        lines
    }

    /// The parts in question with their evidence, then so many of the others alone, and the rest counted.
    fn evidence(&self, most_alone: usize) -> Vec<Branch> {
        let is_meant = |place: &usize| self.explanation.in_question.contains(place);
        let parts = self.explanation.parts.iter().enumerate();
        let (meant, others): (Vec<_>, Vec<_>) = parts.partition(|(place, _)| is_meant(place));
        let in_order: Vec<&ExplainedFinding> = meant.iter().chain(&others).map(|(_, part)| *part).collect();
        let in_full = self.most(MOST_PARTS.min(meant.len()));
        let (full, alone) = in_order.split_at(in_full.min(in_order.len()));
        let (told, counted) = alone.split_at(most_alone.min(alone.len()));
        let full = full.iter().map(|part| self.part(part, self.fullness));
        full.chain(told.iter().map(|part| self.part_alone(part))).chain(counts(counted)).collect()
    }

    fn ties(&self) -> Vec<Branch> {
        let groups = [
            ("It waits for", &self.explanation.waits_for),
            ("Waiting for it", &self.explanation.waited_for_by),
        ];
        let told = groups.into_iter().filter(|(_, ties)| !ties.is_empty()).map(|(title, ties)| {
            Branch::new(title, State::Plain).with_children(ties.iter().map(|tie| self.tie(tie)))
        });
        told.collect()
    }

    fn tree(&self) -> Branch {
        let Explanation { whole, period, obligation, .. } = self.explanation;
        let lead = format!("led by {}", self.lead().name(None, self.names.program));
        Branch::new(self.obligation.title.clone(), State::Verdict(whole.verdict))
            .with_details([heading(*period), lead, obligation.to_string()])
            .with_children(self.ties())
            .with_children(self.evidence(usize::MAX))
    }
}

/// Parts by the number of those that stand alike.
fn counts(parts: &[&ExplainedFinding]) -> Vec<Branch> {
    let counted = Verdict::ALL.into_iter().filter_map(|verdict| {
        let number = parts.iter().filter(|part| part.finding.verdict == verdict).count();
        let title = format!("{} more {}", english::figure(number), english::plural(number, "part"));
        (number > 0).then(|| Branch::new(english::capitalised(&title), State::Verdict(verdict)))
    });
    counted.collect()
}

fn more(untold: usize, noun: &str) -> String {
    let (number, noun) = (english::figure(untold), english::plural(untold, noun));
    format!("And {number} more {noun}; --all tells of them.")
}

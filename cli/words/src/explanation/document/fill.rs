//! Putting an explanation into the document.

use crate::english;
use std::sync::Arc;

use engine::alert::Severity;
use engine::counterfactual::{Choice, Counterfactual, Operand, Remedy, Search};
use engine::evidence::Heard;
use engine::explain::{
    Entry as Listed, Exhibit, ExplainedFinding, Explanation, Figure, OtherAnswer, OtherExhibit, Tie,
};
use engine::model::{
    BodyId, Cell, Class, ContributionId, Effect, MeasureId, ObligationRef, Period, Place, Report, Verdict,
    Vintage,
};
use engine::program::{Obligation, Program};
use engine::view::OtherRead;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::english::{absence, unused, why_absent};

use super::shape::{
    Awaited, Document, Entry, FigureOf, Lacking, Named, OtherOf, OtherPartOf, PaperOf, Part, Piece,
    RelationOf, ReportOf, RuleLine, TurnAt, WireAlert, WireBranch, WireCounterfactual, WireJudgedBy,
    WireRemedy, WireStake, Words,
};
use crate::class::WireSubstitute;
use crate::explanation::evidence::status;
use crate::explanation::{Branch, Changes, ExplanationText, WireException};
use crate::names::Names;

impl Words {
    fn of(account: &ExplanationText) -> Self {
        Self {
            wrong: account.wrong.clone(),
            why: account.why.clone(),
            different: account.different.clone(),
            changed: account.changed.clone(),
            next: account.next.clone(),
        }
    }
}

impl Document {
    /// An explanation as of a day; `account` is the same in words.
    pub fn of(
        explanation: &Explanation,
        account: &ExplanationText,
        changes: Changes<'_>,
        program: &Program,
        as_of: Date,
    ) -> Self {
        let names = Names { program };
        let Explanation { obligation, whole, period, .. } = explanation;
        let mission = program.missions.get(&obligation.mission);
        let declared = mission
            .and_then(|mission| mission.obligations.iter().find(|other| other.id == obligation.obligation));
        Self {
            as_of,
            revision: program.revision.to_string(),
            judged_by: changes.judged_by.named().map(|(texts, since)| WireJudgedBy { texts, since }),
            mission: Named {
                id: obligation.mission.to_string(),
                name: mission.map(|mission| mission.title.clone()).unwrap_or_default(),
            },
            obligation: Named { id: obligation.obligation.to_string(), name: account.title.clone() },
            about: declared.and_then(|declared| declared.one_of.as_ref()).map(|one| names.body_of(&one.body)),
            lead: declared.map_or_else(
                || Named { id: String::new(), name: String::new() },
                |declared| names.body_of(program.catalogue.answers_on(&declared.lead, period.last_day())),
            ),
            class: declared.and_then(|declared| declared.class).map(Class::as_str),
            substitutes: declared
                .map(|declared| WireSubstitute::all(&obligation.mission, declared, *period, program))
                .unwrap_or_default(),
            alert: explanation.alert.as_ref().map(|alert| WireAlert {
                id: alert.id.to_string(),
                state: alert.state.to_string(),
                severity: alert.severity.map(Severity::as_str),
                since: alert.since,
                periods: alert.periods.iter().copied().map(named_period).collect(),
                message: crate::alert::message(alert, program),
            }),
            open_alert: explanation.open.as_ref().map(ToString::to_string),
            period: named_period(*period),
            verdict: whole.verdict.as_str(),
            reason: account.whole_reason.clone(),
            joined_by: declared
                .and_then(|declared| declared.terms_of(*period).join.as_ref())
                .map(|join| join.rule.id().to_string()),
            words: Words::of(account),
            parts: explanation
                .parts
                .iter()
                .enumerate()
                .map(|(place, part)| Part {
                    stake: declared.map(|declared| WireStake::of(declared, part)).unwrap_or_default(),
                    ..names.part_of(part, explanation.in_question.contains(&place))
                })
                .collect(),
            earlier: explanation.earlier.iter().map(|part| names.part_of(part, true)).collect(),
            revised: changes.revised.to_vec(),
            verdict_before_revision: changes.older_verdict.map(Verdict::as_str),
            remedy: explanation.remedy.as_ref().map(WireRemedy::of),
            waits_for: explanation.waits_for.iter().map(|tie| names.awaited(tie)).collect(),
            waited_for_by: explanation.waited_for_by.iter().map(|tie| names.awaited(tie)).collect(),
            authority: account.grounds.clone(),
            consequence: declared.and_then(|declared| declared.consequence.clone()),
            excepted: declared.map(|declared| excepted(declared, *period, program)).unwrap_or_default(),
            to_be_accepted: explanation
                .reacceptance
                .as_ref()
                .map(|asked| crate::alert::asked_after_cuts(asked, program))
                .unwrap_or_default(),
            tree: WireBranch::of(&account.tree),
        }
    }
}

fn excepted(obligation: &Obligation, period: Period, program: &Program) -> Vec<WireException> {
    obligation.excepted_in(period).into_iter().map(|one| WireException::of(one, program)).collect()
}

impl WireRemedy {
    fn of(remedy: &Remedy) -> Self {
        let spelt = |set: &Vec<ContributionId>| set.iter().map(ToString::to_string).collect();
        Self {
            fewest: remedy.fewest,
            broken: remedy.broken,
            any: remedy.choice == Choice::Any,
            choices: remedy.sets.iter().map(spelt).collect(),
        }
    }
}

impl WireStake {
    /// What hangs on a part of this obligation.
    fn of(obligation: &Obligation, part: &ExplainedFinding) -> Self {
        let terms = obligation.terms_of(part.period);
        let declared = terms.part(&part.part).map(|part| &part.stake);
        declared.map_or_else(Self::default, |stake| Self {
            share: stake.share.map(exact),
            effect: stake.effect.as_ref().map(|effect| match effect {
                Effect::Amount(amount) => exact(*amount),
                Effect::Words(words) => words.clone(),
            }),
            consequence: stake.consequence.clone(),
        })
    }
}

impl WireBranch {
    fn of(branch: &Branch) -> Self {
        Self {
            title: branch.title.clone(),
            state: branch.state.words(),
            details: branch.details.clone(),
            children: branch.children.iter().map(Self::of).collect(),
        }
    }
}

impl Names<'_> {
    fn body_of(self, body: &BodyId) -> Named {
        Named { id: body.to_string(), name: self.body(body).to_owned() }
    }

    fn measure_of(self, measure: &MeasureId) -> Named {
        Named { id: measure.to_string(), name: self.measure(measure).to_owned() }
    }

    fn cell_of(self, cell: &Cell) -> [Named; 3] {
        [self.measure_of(&cell.measure), self.body_of(&cell.body), named_period(cell.period)]
    }

    fn part_of(self, part: &ExplainedFinding, in_question: bool) -> Part {
        Part {
            contribution: part.part.contribution().map(ToString::to_string),
            body: self.body_of(&part.body),
            owner: part.owner.clone(),
            period: named_period(part.period),
            in_question,
            verdict: part.finding.verdict.as_str(),
            reason: self.reason(&part.finding),
            rule: RuleLine {
                id: part.rule.to_string(),
                file: part.rule_path.clone(),
                line: part.finding.line(),
            },
            overdue_from: part.overdue_from,
            grace_ends: part.grace_ends,
            stake: WireStake::default(),
            evidence: part.evidence.iter().map(|exhibit| self.piece(exhibit)).collect(),
            counterfactuals: part.counterfactuals.iter().map(|otherwise| self.otherwise(otherwise)).collect(),
        }
    }

    fn piece(self, exhibit: &Exhibit) -> Piece {
        match exhibit {
            Exhibit::Figure(figure) => Piece::Figure(Box::new(self.figure_of(figure))),
            Exhibit::Target { cell, value } => {
                let [measure, body, period] = self.cell_of(cell);
                let exception = self.program.catalogue.excepted_from_target(cell);
                let excepted = exception.map(|exception| exception.reason.clone());
                Piece::Target { measure, body, period, value: value.map(exact), excepted }
            }
            Exhibit::Deadline(moment) => Piece::Deadline { moment: *moment },
            Exhibit::Other(other) => self.other(other),
            Exhibit::Listing { listing, found } => Piece::Listing {
                of: english::listing(listing),
                found: found.iter().map(|entry| self.entry(entry)).collect(),
            },
        }
    }

    fn entry(self, entry: &Listed) -> Entry {
        match entry {
            Listed::Body(body) => Entry::Body(self.body_of(body)),
            Listed::Measure(measure) => Entry::Measure(self.measure_of(measure)),
            Listed::Relation(relation) => Entry::Relation(Box::new(RelationOf {
                id: relation.id.to_string(),
                name: relation.title.clone(),
                relation: relation.kind.clone(),
                from: relation.from.to_string(),
                to: relation.to.to_string(),
                at: relation.at.as_ref().map(ToString::to_string),
                opened: relation.opened,
                closes: relation.closes,
                share: relation.share.map(exact),
            })),
        }
    }

    fn other(self, OtherExhibit { read, answer }: &OtherExhibit) -> Piece {
        let (asked, obligation, period) = match read {
            OtherRead::Obligations(_) => ("obligations", None, None),
            OtherRead::Verdict(of, period) => ("verdict", Some(of), Some(*period)),
            OtherRead::Parts(of, period) => ("parts", Some(of), Some(*period)),
            OtherRead::Breach(of) => ("broken-since", Some(of), None),
            OtherRead::Told(of) => ("told-since", Some(of), None),
            OtherRead::Replies(of) => ("replies", Some(of), None),
        };
        let named = |of: &ObligationRef| Named {
            id: of.to_string(),
            name: self.program.obligation(of).map_or_else(String::new, |declared| declared.title.clone()),
        };
        let mut piece = OtherOf {
            asked,
            obligation: obligation.map(named),
            period: period.map(named_period),
            ..OtherOf::default()
        };
        match answer {
            OtherAnswer::Obligations(found) => piece.count = Some(*found),
            OtherAnswer::Verdict(verdict) => piece.verdict = verdict.map(Verdict::as_str),
            OtherAnswer::Parts(parts) => {
                let part = |(by, verdict): &(BodyId, Verdict)| (self.body_of(by), verdict.as_str());
                piece.parts =
                    parts.iter().map(part).map(|(body, verdict)| OtherPartOf { body, verdict }).collect();
            }
            OtherAnswer::Since(since) => piece.since = *since,
            OtherAnswer::Replies(replies) => piece.count = Some(replies.len()),
        }
        Piece::Other(Box::new(piece))
    }

    fn lacking(self, cell: &Cell) -> Lacking {
        let [measure, body, period] = self.cell_of(cell);
        Lacking { measure, body, period }
    }

    fn figure_of(self, figure: &Figure) -> FigureOf {
        let [measure, body, period] = self.cell_of(&figure.cell);
        let reports = figure.reports.iter().enumerate();
        FigureOf {
            measure,
            body,
            period,
            value: figure.value.as_ref().ok().copied().map(exact),
            absent: figure
                .value
                .as_ref()
                .err()
                .map(|why| figure.unused.as_deref().map_or_else(|| why_absent(*why), unused)),
            reports: reports
                .map(|(place, heard)| report_of(heard, place + 1 == figure.reports.len()))
                .collect(),
            derived_from: figure.inputs.iter().map(|input| self.figure_of(input)).collect(),
            lacks: figure.lacks().into_iter().map(|lacking| self.lacking(&lacking.cell)).collect(),
        }
    }

    fn otherwise(self, otherwise: &Counterfactual) -> WireCounterfactual {
        let (of, cell) = match &otherwise.of {
            Operand::Figure(cell) => ("figure", cell),
            Operand::Target(cell) => ("target", cell),
        };
        let [measure, body, period] = self.cell_of(cell);
        let (lowest, highest) = otherwise.considered;
        let turns = otherwise.turns.iter().map(|turn| TurnAt {
            verdict: turn.verdict.as_str(),
            from: turn.stretch.from.map(exact),
            to: turn.stretch.to.map(exact),
        });
        WireCounterfactual {
            of,
            measure,
            body,
            period,
            value: otherwise.value.map(exact),
            turns: turns.collect(),
            considered_from: exact(lowest),
            considered_to: exact(highest),
            complete: otherwise.search == Search::Complete,
        }
    }

    fn awaited(self, tie: &Tie) -> Awaited {
        match tie {
            Tie::Reports { measure, verdict } => {
                Awaited::Reports { measure: self.measure_of(measure), verdict: verdict.as_str() }
            }
            Tie::Obligation { reference, title, lead, stands, further } => Awaited::Obligation {
                id: reference.to_string(),
                title: title.clone(),
                lead: self.body_of(lead),
                period: stands.map(|(period, _)| named_period(period)),
                verdict: stands.map(|(_, verdict)| verdict.as_str()),
                further: further.iter().map(|tie| self.awaited(tie)).collect(),
            },
        }
    }
}

fn named_period(period: Period) -> Named {
    Named { id: period.to_string(), name: english::period(period) }
}

fn report_of(heard: &Heard, in_force: bool) -> ReportOf {
    let (value, absent) = match heard.report {
        Report::Value(value) => (Some(exact(value)), None),
        Report::Absent(stated) => (None, Some(absence(stated).to_owned())),
    };
    let Place { sheet, line } = heard.source.place();
    ReportOf {
        value,
        absent,
        status: status(heard.status),
        known_from: match heard.vintage {
            Vintage::Backfill => None,
            Vintage::At(moment) => Some(moment),
        },
        feed: heard.source.file.feed.to_string(),
        file: heard.source.file.path.clone(),
        sheet,
        line,
        in_force,
        paper: heard
            .paper
            .as_ref()
            .map(|paper| PaperOf { title: Arc::clone(&paper.title), link: paper.link.clone() }),
    }
}

/// Every digit that there is, as text, since a program may read numbers as floats.
fn exact(value: Decimal) -> String {
    value.normalize().to_string()
}

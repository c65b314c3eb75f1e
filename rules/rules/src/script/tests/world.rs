//! A small world to judge: two councils, three measures, quarterly figures.

use std::sync::Arc;

use engine::evidence::Evidence;
use engine::model::{
    AddsUp, Better, Body, BodyId, Bounds, Cadence, Calendar, Catalogue, Cell, ContributionId, Due, Effect,
    FeedId, Labels, Load, Measure, MeasureId, MissionId, ObligationId, ObligationRef, Observation, Paper,
    Param, Params, PartId, Party, Relation, Report, Reporters, Revision, RuleId, Source, SourceFile, Stake,
    Status, Target, TargetPoint, Unit, Vintage, Wait,
};
use engine::others::{Joining, Others};
use engine::program::{Assessment, Judgement, Rule};
use engine::view::{Read, Stop, Subject, View};
use jiff::{Timestamp, civil::date, tz::TimeZone};

use super::neighbours::Neighbours;
use crate::diagnostic::{Colour, render};
use crate::script::coverage::SPARE;
use crate::script::sandbox::limits;
use crate::script::{Counting, CoverageLog, Vocabulary, compile_rule, compile_rule_counting};
use crate::source::SourceText;
use language::english;

pub(super) struct World {
    observations: Vec<Observation>,
    params: Params,
    part: PartId,
    better: Better,
    unit: Unit,
}

impl World {
    /// Figures as `period value`, or `measure body period value`, one to a line or separated by semicolons; of
    /// referrals by Gateway where nothing else is said.
    pub(super) fn new(figures: &str) -> Self {
        let lines = figures.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty());
        let numbers = [("floor", "0.8"), ("against", "4")];
        let mut params: Params = numbers
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Param::Number(text.parse().unwrap())))
            .collect();
        params.insert("label".to_owned(), Param::Text("autumn".to_owned()));
        params.insert("strict".to_owned(), Param::Flag(true));
        params.insert(
            "weights".to_owned(),
            Param::List(vec![Param::Number(2.into()), Param::Number(3.into())]),
        );
        let part = PartId::Contribution(ContributionId::new("prisons"));
        let observations = lines.map(observation).collect();
        Self { observations, params, part, better: Better::Higher, unit: Unit::Count }
    }

    /// The same with parameters as `name value`, separated by semicolons; a list of measures as `name measure, measure`.
    pub(super) fn with_params(mut self, params: &str) -> Self {
        for param in params.split(';').map(str::trim).filter(|param| !param.is_empty()) {
            let (name, value) = param.split_once(' ').expect("a name and a value");
            let text = |text: &str| Param::Text(text.trim().to_owned());
            let value = match value.parse() {
                Ok(number) => Param::Number(number),
                Err(_) if value.contains(',') => Param::List(value.split(',').map(text).collect()),
                Err(_) => text(value),
            };
            self.params.insert(name.to_owned(), value);
        }
        self
    }

    /// The same in percent.
    pub(super) fn in_percent(self) -> Self {
        Self { unit: Unit::Percent, ..self }
    }

    /// The same where less is better.
    pub(super) fn where_less_is_better(self) -> Self {
        Self { better: Better::Lower, ..self }
    }

    /// The same, owed by the lead alone.
    pub(super) fn alone(self) -> Self {
        Self { part: PartId::Lead, ..self }
    }

    /// A window on the parts of an obligation, as a rule sees it that joins them.
    pub(super) fn joining(&self) -> Arc<View> {
        let of =
            ObligationRef { mission: MissionId::new("justice"), obligation: ObligationId::new("releases") };
        let period = Cadence::Quarter.parse("2020-Q4").unwrap();
        let joining = Joining {
            parts: Neighbours.parts(&of, period),
            replies: Neighbours.replies(&of, Timestamp::MAX),
        };
        Arc::new(self.window().joining(Arc::new(joining)))
    }

    /// A window on it, in the fourth quarter of 2020 as seen in May 2021.
    pub(super) fn view(&self) -> Arc<View> {
        Arc::new(self.window().among(Arc::new(Neighbours)))
    }

    fn window(&self) -> View {
        let mut catalogue = catalogue();
        for measure in catalogue.measures.values_mut().filter(|measure| !measure.is_document()) {
            (measure.better, measure.unit) = (self.better, self.unit.clone());
        }
        let catalogue = Arc::new(catalogue);
        let observations = [self.observations.as_slice(), &[strategy()]].concat();
        let evidence = Arc::new(Evidence::from_observations(&catalogue, &observations));
        let calendar = Arc::new(Calendar::new(TimeZone::UTC, std::collections::BTreeSet::default()));
        let subject = Subject {
            mission: MissionId::new("homelessness"),
            obligation: ObligationId::new("duty-to-refer"),
            part: self.part.clone(),
            body: BodyId::new("gateway"),
            by: BodyId::new("harbour"),
            measure: MeasureId::new("referrals"),
            period: Cadence::Quarter.parse("2020-Q4").unwrap(),
            since: date(2018, 1, 1),
            due: Due::new(Wait::Days(120), Wait::NONE),
            params: Arc::new(self.params.clone()),
            stake: Arc::new(Stake {
                share: Some(rust_decimal::Decimal::new(4, 1)),
                effect: Some(Effect::Amount(rust_decimal::Decimal::from(120))),
                consequence: None,
            }),
        };
        View::new(evidence, catalogue, calendar, subject, "2021-05-03T09:00:00Z".parse().unwrap())
    }
}

fn observation(line: &str) -> Observation {
    let words: Vec<&str> = line.split_whitespace().collect();
    let (measure, body, period, value) = match words.as_slice() {
        [period, value] => ("referrals", "gateway", *period, *value),
        [measure, body, period, value] => (*measure, *body, *period, *value),
        _ => panic!("not a figure: {line}"),
    };
    let file = SourceFile {
        feed: FeedId::new("test"),
        path: "test.csv".to_owned(),
        hash: line.to_owned(),
        load: Load::Later,
        edition: engine::model::Edition::default(),
        speaks_for: None,
        sheets: engine::model::Sheets::default(),
    };
    Observation {
        paper: None,
        cell: Cell {
            measure: MeasureId::new(measure),
            body: BodyId::new(body),
            period: Cadence::Quarter.parse(period).unwrap(),
        },
        report: Report::Value(value.parse().unwrap()),
        status: Status::Final,
        vintage: Vintage::Backfill,
        source: Source { file: Arc::new(file), line: 1 },
    }
}

/// What Gateway spends at Harbour.
fn grant() -> Relation {
    Relation {
        id: BodyId::new("grant"),
        kind: Relation::FUNDS.to_owned(),
        title: "Harbour Grant".to_owned(),
        from: Party::Body(BodyId::new("gateway")),
        to: Party::Measure(MeasureId::new("spend")),
        at: Some(BodyId::new("harbour")),
        opened: Some(date(2020, 4, 1)),
        closes: Some(date(2021, 3, 31)),
        share: Some("0.4".parse().unwrap()),
        size: None,
        after_months: None,
        credit: None,
    }
}

/// Gateway's strategy, which is in force for a year.
fn strategy() -> Observation {
    let paper =
        Paper { title: "Housing strategy 2020".into(), link: Some("https://example.org/2020".into()) };
    let said = observation("strategy gateway 2020-Q2 20210331");
    let cell = Cell { period: Cadence::Day.containing(date(2020, 4, 1)), ..said.cell.clone() };
    Observation { cell, paper: Some(Arc::new(paper)), ..said }
}

fn labels(label: &str, value: &str) -> Labels {
    [(label.to_owned(), value.to_owned())].into_iter().collect()
}

fn catalogue() -> Catalogue {
    let bodies = [("gateway", "Gateway Council"), ("harbour", "Harbour Council")].map(|(id, name)| Body {
        id: BodyId::new(id),
        name: name.to_owned(),
        kind: "council".to_owned(),
        parent: None,
        jurisdiction: None,
        opened: None,
        closed: None,
        successors: Vec::new(),
        codes: Vec::new(),
        labels: if id == "gateway" { labels("region", "north") } else { Labels::default() },
    });
    let titles = [
        ("referrals", "Referrals made"),
        ("relief", "Duties ended"),
        ("spend", "Money spent"),
        ("strategy", "housing strategy"),
    ];
    let measures = titles.map(|(id, title)| Measure {
        id: MeasureId::new(id),
        title: title.to_owned(),
        unit: if id == "strategy" { Unit::Document } else { Unit::Count },
        better: Better::Higher,
        class: (id == "spend").then_some(engine::model::Class::Input),
        every: if id == "strategy" { Cadence::Day } else { Cadence::Quarter },
        from: None,
        adds_up: AddsUp::Alone,
        complete: None,
        zero_over_zero: None,
        breakdown: None,
        expiry_days: None,
        labels: if id == "spend" { labels("theme", "money") } else { Labels::default() },
        authority: Vec::new(),
        questioned: engine::model::Questioned::default(),
        told_by: None,
        roll_up: None,
        anchor: None,
        bounds: Bounds::default(),
        voices: engine::model::Voices::default(),
        reporters: Reporters::Anyone,
        due: Due::new(Wait::Days(120), Wait::NONE),
    });
    let target = Target {
        measure: MeasureId::new("referrals"),
        body: None,
        effective_from: date(2018, 1, 1),
        effective_to: None,
        except: std::sync::Arc::default(),
        authority: Vec::new(),
        points: vec![TargetPoint { by: date(2019, 3, 31), value: "76".parse().unwrap() }],
    };
    Catalogue {
        revision: Revision::new("1"),
        bodies: bodies.into_iter().map(|body| (body.id.clone(), body)).collect(),
        measures: measures.into_iter().map(|measure| (measure.id.clone(), measure)).collect(),
        targets: vec![target],
        relations: [grant()].into_iter().collect(),
    }
}

pub(super) fn vocabulary() -> Vocabulary {
    let Catalogue { bodies, measures, .. } = catalogue();
    let (measures, bodies) = (measures.into_keys().collect(), bodies.into_keys().collect());
    Vocabulary { measures, bodies, ..Vocabulary::default() }
}

/// The diagnostics of a rule as people see them.
pub(super) fn diagnosed(text: &str) -> String {
    let source = SourceText::new("rules/test.rhai", text);
    match compile_rule(&RuleId::new("test"), &source, &vocabulary()) {
        Ok(_) => "no fault".to_owned(),
        Err(faults) => render(&faults, Colour::Plain),
    }
}

/// What a rule finds: the verdict, the line and the reason, or why it stopped. Counting what it reaches changes nothing.
pub(super) fn assessed(text: &str, world: &World) -> String {
    let source = SourceText::new("rules/test.rhai", text);
    let compiled = |counting| {
        compile_rule_counting(&RuleId::new("test"), &source, &vocabulary(), counting)
            .unwrap_or_else(|faults| panic!("{}", render(&faults, Colour::Plain)))
    };
    let log = CoverageLog::new();
    assert_alike(&*compiled(Counting::Off), &*compiled(Counting::In(&log)), world)
}

/// What two forms of one rule find; a counted one reads the same and pays no more.
pub(super) fn assert_alike(plain: &dyn Rule, counted: &dyn Rule, world: &World) -> String {
    let (plain, left) = judged(plain, world);
    let is_lowered = limits::is_untouched();
    let (counted, left_counted) = judged(counted, world);
    assert_eq!(counted, plain);
    // A rule that used it all up has nothing left to compare, and one that ran without the interpreter used nothing.
    let is_used_up = left == 0 || is_lowered;
    assert!(is_used_up || left_counted == left + SPARE, "{left} left, and {left_counted} when counted");
    in_words(&plain.0)
}

/// What came of a run, what it read, and what was left of its allowance.
fn judged(rule: &dyn Rule, world: &World) -> ((Result<Assessment, Stop>, Vec<Read>), u64) {
    let view = world.view();
    let result = rule.assess(&view);
    ((result, view.reads()), limits::left())
}

fn in_words(result: &Result<Assessment, Stop>) -> String {
    match result {
        Ok(assessment) => told(assessment),
        Err(Stop::NoData(gap)) => {
            format!("no-data: {} ({})", english::cell(&gap.cell), english::why_absent(gap.why))
        }
        Err(Stop::Failed(fault)) => match fault.line {
            Some(line) => format!("failed at line {line}: {}", english::failure(&fault.failure)),
            None => format!("failed: {}", english::failure(&fault.failure)),
        },
    }
}

fn told(assessment: &Assessment) -> String {
    let word = match assessment.judgement {
        Judgement::Met => "met",
        Judgement::AtRisk => "at-risk",
        Judgement::Missed => "missed",
        Judgement::NotJudged => "not-judged",
    };
    match english::statement(&assessment.reason).as_str() {
        "" => word.to_owned(),
        reason => format!("{word}: {reason}"),
    }
}

//! All that is due, body by body, the worst first; what differs in its period alone is one demand.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::evidence::Evidence;
use engine::expected::{Extent, RateOfEach, Standing, Survey};
use engine::model::{BodyId, Period};
use engine::program::Program;
use jiff::civil::Date;
use words::due::{Demanded, ReportCounts};
use words::public_url::PublicUrl;

use super::asked::{AskedDue, RateDetail};
use super::matter::{Contact, Matter};
use super::rates::{Rates, RatesOfEach};
use super::supply::Supply;
use super::undertaking::{Undertaking, count};
use crate::standing::Scope;

/// How far ahead is looked where nothing else is said.
const DAYS_AHEAD: i64 = 30;

/// What is due, by a day.
#[derive(Clone, Debug)]
pub struct Outlook {
    pub today: Date,
    /// Everything that is due by then.
    pub until: Date,
    /// The most urgent first.
    pub matters: Vec<Matter>,
    /// What is owed besides reports: groups, and what is to be accepted anew.
    pub undertakings: Vec<Undertaking>,
    /// How well each measure was reported by each body that was expected to, of all that was due before today.
    pub rates: Rates,
    /// The same feed by feed, measure by measure, body by body and period by period, where that is asked for.
    pub rates_of_each: Option<RatesOfEach>,
    /// Where people find the pages of the service.
    pages: Option<PublicUrl>,
}

/// Reports of one measure that one body is asked for, and that stand alike.
#[derive(Clone, Debug)]
pub struct Demand<'m> {
    /// By period.
    pub matters: Vec<&'m Matter>,
}

impl Outlook {
    /// What is due within thirty days, as an engine knows it; none before a program is in force.
    pub fn of_engine(engine: &Engine, supply: &Supply, scope: &Scope) -> Option<Self> {
        Self::of_engine_about(engine, supply, &AskedDue { scope: scope.clone(), ..AskedDue::default() })
    }

    /// The same of what is asked about.
    pub fn of_engine_about(engine: &Engine, supply: &Supply, asked: &AskedDue) -> Option<Self> {
        let (program, survey) = (engine.program()?, Survey::of(engine)?);
        let until = survey.today().saturating_add(jiff::Span::new().days(DAYS_AHEAD));
        let outlook = Self::of(&survey, (program, engine.evidence()), supply, asked, until);
        Some(outlook.with_undertakings(engine, asked))
    }

    /// The same with what is owed besides reports, as an engine knows it.
    #[must_use]
    pub fn with_undertakings(self, engine: &Engine, asked: &AskedDue) -> Self {
        let pages = self.pages.as_ref();
        Self { undertakings: Undertaking::all(engine, asked, (self.today, self.until), pages), ..self }
    }

    /// What is due in sentences: the reports, and what is owed besides.
    pub fn sentence(&self) -> String {
        words::undertaking::sentence(&self.counts(), self.until, count(&self.undertakings))
    }

    /// What is due by a day, of what is asked about.
    pub fn of(
        survey: &Survey<'_>,
        (program, evidence): (&Program, &Evidence),
        supply: &Supply,
        asked: &AskedDue,
        until: Date,
    ) -> Self {
        let today = survey.today();
        let mut rates = RateOfEach::default();
        let mut of_each = (asked.rates == RateDetail::OneByOne).then(RatesOfEach::default);
        let mut matters = Vec::new();
        for report in survey.expected(Extent::All, until.max(today)) {
            let Some(report) = asked.about(report, program) else { continue };
            let feeds = || supply.of(&report.cell, &program.catalogue, evidence);
            if asked.feed.as_ref().is_some_and(|asked| feeds().iter().all(|feed| feed.id.as_str() != asked)) {
                continue;
            }
            let rate = report.rate(today, &program.calendar);
            if rate.expected > 0 {
                let key = (report.cell.measure.clone(), report.teller.clone());
                let known = rates.entry(key).or_default();
                *known = known.and(rate);
                if let Some(of_each) = &mut of_each {
                    let only = supply.only(&report.cell, &program.catalogue, evidence);
                    of_each.note(&report.cell, &report.teller, only, rate);
                }
            }
            let is_open = report.standing(today) != Standing::Reported && survey.can_come(&report);
            if is_open && report.timing().due <= until {
                let feeds = feeds().into_iter().cloned().collect();
                matters.push(Matter::of(report, feeds, program, survey));
            }
        }
        let undertakings = Vec::new();
        let rates = Rates::of(rates);
        let pages = supply.pages.clone();
        let mut outlook = Self { today, until, matters, undertakings, rates, rates_of_each: of_each, pages };
        outlook.put_in_order(program);
        outlook
    }

    /// The worst body first, and of each the worst matter.
    fn put_in_order(&mut self, program: &Program) {
        let today = self.today;
        let key = |matter: &Matter| {
            let waiting = matter.waiting_bodies.len() + matter.waiting_obligations.len();
            let timing = matter.report.timing();
            (matter.urgency(today), Reverse(waiting), timing.due, matter.report.cell.clone())
        };
        let mut worst: BTreeMap<BodyId, _> = BTreeMap::new();
        for matter in &self.matters {
            let (urgency, _, due, _) = key(matter);
            let count = (urgency, due, 0_usize);
            let known = worst.entry(matter.contact.body.clone()).or_insert(count);
            let of_worst = if urgency < known.0 { 0 } else { known.2 };
            *known = (known.0.min(urgency), known.1.min(due), of_worst + usize::from(urgency <= known.0));
        }
        let place = |body: &BodyId| program.catalogue.bodies.get_index_of(body);
        let of_body = |body: &BodyId| {
            let (urgency, due, count) = worst[body];
            (urgency, Reverse(count), due, place(body))
        };
        self.matters.sort_by_cached_key(|matter| (of_body(&matter.contact.body), key(matter)));
    }

    /// The matters that somebody is asked for, by whom.
    pub fn chased(&self) -> Vec<(&Contact, Vec<&Matter>)> {
        let chased = self.matters.iter().filter(|matter| matter.standing.is_chased());
        let mut by_body: Vec<(&Contact, Vec<&Matter>)> = Vec::new();
        for matter in chased {
            match by_body.last_mut() {
                Some((contact, matters)) if contact.body == matter.contact.body => matters.push(matter),
                _ => by_body.push((&matter.contact, vec![matter])),
            }
        }
        by_body
    }

    /// How many matters stand in which way.
    pub fn counts(&self) -> ReportCounts {
        let mut counts = ReportCounts::default();
        for matter in &self.matters {
            let count = match matter.standing {
                Standing::Late => &mut counts.late,
                Standing::Unusable => &mut counts.unusable,
                Standing::UnderEmbargo => &mut counts.under_embargo,
                Standing::InGrace => &mut counts.in_grace,
                Standing::Coming | Standing::Reported => &mut counts.coming,
                Standing::Waits(_) => &mut counts.held_up,
                Standing::Waived => &mut counts.waived,
                Standing::Disputed => &mut counts.disputed,
                Standing::Absent(_) => &mut counts.absent,
            };
            *count += 1;
        }
        let late = self.matters.iter().filter(|matter| matter.standing == Standing::Late);
        let bodies: BTreeSet<&BodyId> = late.map(|matter| &matter.contact.body).collect();
        ReportCounts { late_bodies: bodies.len(), ..counts }
    }

    /// Matters of which nobody is asked.
    pub fn not_chased(&self) -> Vec<&Matter> {
        self.matters.iter().filter(|matter| !matter.standing.is_chased()).collect()
    }
}

impl<'m> Demand<'m> {
    /// Those of one body's matters, the most urgent first.
    pub fn among(matters: &[&'m Matter], today: Date) -> Vec<Self> {
        let mut demands: Vec<Self> = Vec::new();
        let alike = |one: &Matter, other: &Matter| {
            one.report.cell.measure == other.report.cell.measure
                && one.standing == other.standing
                && one.urgency(today) == other.urgency(today)
                && one.feeds == other.feeds
                && one.report.outcome == other.report.outcome
        };
        for matter in matters {
            match demands.iter_mut().find(|demand| alike(demand.matters[0], matter)) {
                Some(demand) => demand.matters.push(matter),
                None => demands.push(Self { matters: vec![matter] }),
            }
        }
        for demand in &mut demands {
            demand.matters.sort_by_key(|matter| matter.report.cell.period);
        }
        demands
    }

    /// What is said of them all.
    ///
    /// # Panics
    /// There are none.
    pub fn demanded(&self, program: &'m Program) -> Demanded<'m> {
        let all = || self.matters.iter();
        let latest = all().map(|matter| matter.working_days_late).max().unwrap_or(0);
        let oldest = all().min_by_key(|matter| matter.report.timing().due).expect("a demand is of something");
        let mut periods: Vec<Period> = all().map(|matter| matter.report.cell.period).collect();
        periods.dedup();
        let mut about: Vec<&BodyId> = all().filter_map(|matter| matter.about()).collect();
        about.sort_by_key(|body| program.catalogue.bodies.get_index_of(*body));
        about.dedup();
        Demanded { periods, about, working_days_late: latest, ..oldest.demanded(program) }
    }
}

//! What is owed besides reports: the ends of groups, and obligations that are to be accepted anew after a cut.

use engine::Engine;
use engine::evaluate::Reacceptance;
use engine::model::{BodyId, ObligationRef, Response};
use engine::program::Program;
use jiff::civil::Date;
use words::public_url::PublicUrl;
use words::undertaking::{Undertaken, UndertakingCounts};

use super::asked::AskedDue;

/// Something that is owed besides reports.
#[derive(Clone, Debug)]
pub struct Undertaking {
    pub obligation: ObligationRef,
    pub kind: UndertakingKind,
    /// Who owes it.
    pub owed_by: Vec<Owing>,
    /// Since when it is owed.
    pub since: Date,
    /// By when; an acceptance has no end.
    pub until: Option<Date>,
    /// None where its end has not passed.
    pub working_days_late: Option<u32>,
    /// Where it is answered on a page; none where people find none.
    pub page: Option<String>,
}

#[derive(Clone, Debug)]
pub enum UndertakingKind {
    /// A group, by the response that opened it.
    Group(Box<Response>),
    Acceptance(Reacceptance),
}

/// A body that owes it, and the person there who is named for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owing {
    pub body: BodyId,
    pub person: Option<String>,
}

impl Undertaking {
    /// Those that are due by a day, of what is asked about: what is late first, then what ends first, then what has no end.
    pub fn all(
        engine: &Engine,
        asked: &AskedDue,
        (today, until): (Date, Date),
        pages: Option<&PublicUrl>,
    ) -> Vec<Self> {
        let Some(program) = engine.program() else { return Vec::new() };
        let groups = engine.open_groups().filter_map(|opened| Self::of_group(opened, program, today));
        let cut = engine.to_be_accepted().filter_map(|obligation| {
            Self::of_cut(obligation, engine.reacceptance(obligation)?, program, pages)
        });
        let mut all: Vec<Self> = groups.chain(cut).filter(|one| one.is_asked(asked, program)).collect();
        all.retain(|one| one.until.is_none_or(|day| day <= until));
        all.sort_by_key(|one| (one.until.is_none(), one.until, one.since, one.obligation.clone()));
        all
    }

    fn is_asked(&self, asked: &AskedDue, program: &Program) -> bool {
        let bodies: Vec<&BodyId> = self.owed_by.iter().map(|owing| &owing.body).collect();
        asked.holds(&self.obligation, &bodies, program)
    }

    fn of_group(opened: &Response, program: &Program, today: Date) -> Option<Self> {
        let group = opened.enclosed.group()?;
        let until = opened.submission.until?;
        let owed_by = group.members.iter().map(|member| Owing {
            body: member.body.clone(),
            person: member.person.as_deref().map(str::to_owned),
        });
        let days = || program.calendar.working_days_between(until, today);
        Some(Self {
            obligation: opened.obligation.clone(),
            owed_by: owed_by.collect(),
            since: program.calendar.day(opened.at),
            until: Some(until),
            working_days_late: (until < today).then(days),
            page: None,
            kind: UndertakingKind::Group(Box::new(opened.clone())),
        })
    }

    /// None where everybody has accepted it.
    fn of_cut(
        obligation: &ObligationRef,
        asked: Reacceptance,
        program: &Program,
        pages: Option<&PublicUrl>,
    ) -> Option<Self> {
        let open = asked.asked.iter().filter(|asked| asked.accepted.is_none());
        let owed_by: Vec<Owing> =
            open.map(|asked| Owing { body: asked.body.clone(), person: asked.owner.clone() }).collect();
        let since = program.calendar.day(asked.last_cut()?);
        (!owed_by.is_empty()).then(|| Self {
            obligation: obligation.clone(),
            owed_by,
            since,
            until: None,
            working_days_late: None,
            page: pages.map(|pages| pages.reply(&format!("{obligation}/cut"))),
            kind: UndertakingKind::Acceptance(asked),
        })
    }

    /// What is said of it.
    pub fn undertaken(&self) -> Undertaken<'_> {
        match &self.kind {
            UndertakingKind::Group(opened) => {
                Undertaken::Group { opened, until: self.until, working_days_late: self.working_days_late }
            }
            UndertakingKind::Acceptance(asked) => {
                Undertaken::Acceptance { obligation: &self.obligation, asked, page: self.page.as_deref() }
            }
        }
    }

    /// What kind of thing it is, for programs.
    pub fn word(&self) -> &'static str {
        match self.kind {
            UndertakingKind::Group(_) => "group",
            UndertakingKind::Acceptance(_) => "acceptance",
        }
    }

    /// How it stands, for programs.
    pub fn standing(&self) -> &'static str {
        match (&self.kind, self.working_days_late) {
            (UndertakingKind::Acceptance(_), _) => "asked",
            (UndertakingKind::Group(_), Some(_)) => "late",
            (UndertakingKind::Group(_), None) => "coming",
        }
    }
}

/// How many there are of each.
pub(super) fn count(all: &[Undertaking]) -> UndertakingCounts {
    let mut counts = UndertakingCounts::default();
    for one in all {
        match (&one.kind, one.working_days_late) {
            (UndertakingKind::Acceptance(_), _) => counts.acceptances += 1,
            (UndertakingKind::Group(_), Some(_)) => counts.late_groups += 1,
            (UndertakingKind::Group(_), None) => counts.groups += 1,
        }
    }
    counts
}

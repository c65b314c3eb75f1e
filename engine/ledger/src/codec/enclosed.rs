//! What officials hand in with what they say, there and back.

use std::sync::Arc;

use engine::model::{
    BodyId, Cadence, Cell, Enclosed, ExitTest, Forecast, ForecastOutcome, Group, MeasureId, Member,
    MissionId, ObligationId, ObligationRef, Paper, ReportedPaper,
};

use rust_decimal::Decimal;

use super::day::{join_day, split_day};
use super::fault::CodecError;
use super::figures::{join_period, split_period};
use super::moment::{moment, timestamp};
use super::wire::{self, Str};

/// What came with a response, for the wire; none where nothing did.
pub(super) fn split_enclosed<'e>(
    enclosed: &'e Enclosed,
    string: &mut impl FnMut(&'e str) -> Str,
) -> Option<wire::Enclosed> {
    match enclosed {
        Enclosed::Nothing => None,
        Enclosed::Paper(ReportedPaper { cell, paper }) => Some(wire::Enclosed::Paper {
            measure: string(cell.measure.as_str()),
            body: string(cell.body.as_str()),
            from: split_day(cell.period.first_day()),
            title: string(&paper.title),
            link: paper.link.as_deref().map(string),
        }),
        Enclosed::Group(Group { members, exit_test, closed_at }) => {
            let mut member = |Member { body, person }: &'e Member| {
                (string(body.as_str()), person.as_deref().map(&mut *string))
            };
            let members = members.iter().map(&mut member).collect();
            let exit_test = match exit_test {
                ExitTest::Met { obligation, periods } => {
                    let mission = string(obligation.mission.as_str());
                    wire::ExitTest::Met(mission, string(obligation.obligation.as_str()), *periods)
                }
                ExitTest::InForce { document, body } => {
                    wire::ExitTest::InForce(string(document.as_str()), string(body.as_str()))
                }
            };
            Some(wire::Enclosed::Group { members, exit_test, closed_at: closed_at.map(moment) })
        }
        Enclosed::Acceptance(bodies) => {
            Some(wire::Enclosed::Acceptance(bodies.iter().map(|body| string(body.as_str())).collect()))
        }
        Enclosed::Forecast(Forecast { cell, value, outcome }) => Some(wire::Enclosed::Forecast {
            measure: string(cell.measure.as_str()),
            body: string(cell.body.as_str()),
            period: split_period(cell.period),
            value: value.serialize(),
            outcome: match outcome {
                ForecastOutcome::Open => wire::ForecastOutcome::Open,
                ForecastOutcome::CameTrue(figure) => wire::ForecastOutcome::CameTrue(figure.serialize()),
                ForecastOutcome::FellShort(figure) => wire::ForecastOutcome::FellShort(figure.serialize()),
                ForecastOutcome::NotReported => wire::ForecastOutcome::NotReported,
            },
        }),
    }
}

pub(super) fn join_enclosed(
    wire: &wire::Enclosed,
    string: &impl Fn(Str) -> Result<String, CodecError>,
) -> Result<Enclosed, CodecError> {
    Ok(match wire {
        wire::Enclosed::Paper { measure, body, from, title, link } => {
            let cell = Cell {
                measure: MeasureId::new(string(*measure)?),
                body: BodyId::new(string(*body)?),
                period: Cadence::Day.containing(join_day(*from)?),
            };
            let link = link.map(|link| string(link).map(Arc::from)).transpose()?;
            let paper = Arc::new(Paper { title: string(*title)?.into(), link });
            Enclosed::Paper(ReportedPaper { cell, paper })
        }
        wire::Enclosed::Group { members, exit_test, closed_at } => {
            let member = |(body, person): &(Str, Option<Str>)| {
                let person = person.map(|person| string(person).map(Arc::from)).transpose()?;
                Ok(Member { body: BodyId::new(string(*body)?), person })
            };
            let members = members.iter().map(member).collect::<Result<_, CodecError>>()?;
            let closed_at = closed_at.map(timestamp).transpose()?;
            Enclosed::Group(Group { members, exit_test: join_exit_test(exit_test, string)?, closed_at })
        }
        wire::Enclosed::Forecast { measure, body, period, value, outcome } => {
            let (measure, body) = (MeasureId::new(string(*measure)?), BodyId::new(string(*body)?));
            let figure = |figure: &[u8; 16]| Decimal::deserialize(*figure);
            let outcome = match outcome {
                wire::ForecastOutcome::Open => ForecastOutcome::Open,
                wire::ForecastOutcome::CameTrue(came) => ForecastOutcome::CameTrue(figure(came)),
                wire::ForecastOutcome::FellShort(came) => ForecastOutcome::FellShort(figure(came)),
                wire::ForecastOutcome::NotReported => ForecastOutcome::NotReported,
            };
            let cell = Cell { measure, body, period: join_period(period) };
            Enclosed::Forecast(Forecast { cell, value: figure(value), outcome })
        }
        wire::Enclosed::Acceptance(bodies) => {
            let body = |body: &Str| string(*body).map(BodyId::new);
            Enclosed::Acceptance(bodies.iter().map(body).collect::<Result<_, CodecError>>()?)
        }
    })
}

fn join_exit_test(
    wire: &wire::ExitTest,
    string: &impl Fn(Str) -> Result<String, CodecError>,
) -> Result<ExitTest, CodecError> {
    Ok(match wire {
        wire::ExitTest::Met(mission, obligation, periods) => {
            let (mission, obligation) =
                (MissionId::new(string(*mission)?), ObligationId::new(string(*obligation)?));
            ExitTest::Met { obligation: ObligationRef { mission, obligation }, periods: *periods }
        }
        wire::ExitTest::InForce(document, body) => ExitTest::InForce {
            document: MeasureId::new(string(*document)?),
            body: BodyId::new(string(*body)?),
        },
    })
}

//! What officials report themselves, by a reply to an alert and not in a file, and what stands again once they take it back.

use super::{Evidence, Heard};
use crate::model::{Absence, Enclosed, Observation, Report, Response, Vintage};

impl Evidence {
    /// What a response has to say of a cell: what it reports, or what stands again where it takes such a report back.
    pub(crate) fn replied(&self, response: &Response, taken_back: Option<&Response>) -> Option<Observation> {
        match taken_back {
            None => response.reported(),
            Some(earlier) => self.without(earlier, response),
        }
    }

    /// Whatever was reported before the reply that is taken back, or that there is nothing. Where something newer stands, that stays.
    fn without(&self, earlier: &Response, response: &Response) -> Option<Observation> {
        let Enclosed::Paper(paper) = &earlier.enclosed else { return None };
        let history = self.history_of(&earlier.reported()?)?;
        let is_of_reply =
            |heard: &Heard| heard.source.file.is_reply() && heard.source.file.hash == earlier.id.as_str();
        let current = history.current();
        if !is_of_reply(&current) {
            return None;
        }
        let (cell, vintage) = (paper.cell.clone(), Vintage::At(response.at).max(current.vintage));
        Some(match history.all().filter(|heard| !is_of_reply(heard)).last() {
            Some(Heard { report, status, source, paper, .. }) => {
                Observation { cell, report, status, vintage, source, paper }
            }
            None => Observation {
                cell,
                report: Report::Absent(Absence::Withdrawn),
                status: current.status,
                vintage,
                source: response.source(),
                paper: None,
            },
        })
    }
}

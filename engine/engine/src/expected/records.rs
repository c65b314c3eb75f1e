//! What was received and said, where no engine has judged it.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::evaluate::Responses;
use crate::evidence::Evidence;
use crate::model::{Catalogue, Observation, Response, Unused};

/// What was received and said. Nothing is judged of it.
pub struct Records {
    pub(super) evidence: Evidence,
    pub(super) responses: Responses,
}

impl Records {
    /// Of reports in the order in which they came, of what could not be used of files, and of what officials said.
    pub fn of(
        catalogue: &Arc<Catalogue>,
        observations: &[Observation],
        unused: impl IntoIterator<Item = Unused>,
        heard: impl IntoIterator<Item = Response>,
    ) -> Self {
        let mut evidence = Evidence::from_observations(catalogue, observations);
        for unused in unused {
            evidence.set_aside(unused, &mut Vec::new());
        }
        let mut responses = Responses::default();
        // What a waiver saw tells how bad a figure it covers. Of a report that is still due there is none.
        for response in heard {
            let taken_back = response.takes_back.as_ref().and_then(|id| responses.get(id));
            if let Some(reported) = evidence.replied(&response, taken_back) {
                evidence.hear(&reported, &mut Vec::new());
            }
            responses.hear(response, BTreeMap::new());
        }
        Self { evidence, responses }
    }

    /// What was reported.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }
}

//! Whether a finding comes of nothing but what its rule said, or of what stopped that: then it need not be written a second time.

use engine::evaluate::{Cause, RuleSaid};
use engine::view::Stop;

pub(super) fn is_as_said(said: &RuleSaid) -> bool {
    match (&said.finding.cause, &said.said) {
        (Cause::Stated { statement, line }, Ok(assessment)) => {
            *statement == assessment.reason && *line == assessment.line
        }
        (Cause::Missing(gap), Err(Stop::NoData(stop))) => **gap == *stop,
        (Cause::Failed(fault), Err(Stop::Failed(stop))) => **fault == *stop,
        _ => false,
    }
}

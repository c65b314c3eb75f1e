//! Who does not owe what many owe, as programs read it.

use engine::model::{BodyId, Exception};
use engine::program::Program;
use serde::Serialize;

use super::ground::WireAuthority;

/// A body that does not owe what many owe, and why.
#[derive(Serialize, Debug)]
pub struct WireException {
    body: String,
    name: String,
    reason: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authority: Vec<WireAuthority>,
    /// The first period; all from the beginning where it is null.
    from: Option<String>,
    /// The last one; all to come where it is null.
    until: Option<String>,
}

impl WireException {
    /// One body with its exception.
    pub fn of((body, exception): (&BodyId, &Exception), program: &Program) -> Self {
        Self {
            body: body.to_string(),
            name: program.catalogue.body_name(body).to_owned(),
            reason: exception.reason.clone(),
            authority: exception.authority.iter().map(Into::into).collect(),
            from: exception.from.map(|period| period.to_string()),
            until: exception.until.map(|period| period.to_string()),
        }
    }
}

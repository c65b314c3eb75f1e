//! What is kept of an alert that is not inactive.

use std::collections::BTreeMap;

use super::lifecycle::Life;
use super::{Alert, AlertId};
use crate::model::Period;

/// Every alert that is not inactive, by identity.
pub(crate) type AlertRecords = BTreeMap<AlertId, AlertRecord>;

/// One alert's life and what was last told of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct AlertRecord {
    pub(crate) life: Life,
    pub(crate) periods: Vec<Period>,
    pub(crate) told: Option<Alert>,
}

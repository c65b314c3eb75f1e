//! What handing in goes by.

use std::sync::Arc;

use super::body::Room;
use crate::access_control::AccessControl;
use crate::change_checks::ChangeChecks;
use crate::publication::Publication;
use crate::questions::Questions;
use crate::relay::Relay;
use crate::task_queue::TaskQueue;

/// What handing in goes by.
#[derive(Clone)]
pub(crate) struct Submissions {
    pub(super) tasks: TaskQueue,
    pub(super) relay: Relay,
    pub(super) access_control: Arc<AccessControl>,
    pub(super) room: Room,
    pub(super) publication: Publication,
    pub(super) questions: Questions,
    pub(super) change_checks: ChangeChecks,
}

impl Submissions {
    pub(crate) fn new(
        (tasks, relay): (TaskQueue, Relay),
        access_control: Arc<AccessControl>,
        publication: Publication,
        (questions, change_checks): (Questions, ChangeChecks),
    ) -> Self {
        Self { tasks, relay, access_control, room: Room::default(), publication, questions, change_checks }
    }
}

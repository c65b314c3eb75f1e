//! What handing in goes by.

use std::sync::Arc;

use super::body::Room;
use crate::desk::Desk;
use crate::door::Door;
use crate::publication::Publication;

/// What handing in goes by.
#[derive(Clone)]
pub(crate) struct Submissions {
    pub(super) desk: Desk,
    pub(super) door: Arc<Door>,
    pub(super) room: Room,
    pub(super) publication: Publication,
}

impl Submissions {
    pub(crate) fn new(desk: Desk, door: Arc<Door>, publication: Publication) -> Self {
        Self { desk, door, room: Room::default(), publication }
    }
}

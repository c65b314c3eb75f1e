//! What the pages are made of, and for whom.

use std::sync::Arc;

use app::published::Picture;
use pages::live::Access;
use tokio::sync::Semaphore;

use super::events::MOST_LISTENERS;
use crate::publication::Publication;
use crate::questions::Questions;

/// What is shown, and to whom.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(super) publication: Publication,
    pub(super) questions: Questions,
    pub(super) access: Access,
    pub(super) listeners: Arc<Semaphore>,
}

impl Shown {
    pub(crate) fn new(publication: Publication, questions: Questions, access: Access) -> Self {
        Self { publication, questions, access, listeners: Arc::new(Semaphore::new(MOST_LISTENERS)) }
    }

    pub(super) fn picture(&self) -> Option<Arc<Picture>> {
        self.publication.picture()
    }
}

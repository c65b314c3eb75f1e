//! Something of the evaluator through which rules look while they run. Nothing changes it meanwhile.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

#[derive(Default)]
pub(crate) struct Lent<T>(Arc<T>);

impl<T> Lent<T> {
    /// Lends it to a window, which gives it back when the rule has run.
    pub(super) fn lend(&self) -> Arc<T> {
        Arc::clone(&self.0)
    }
}

impl<T> Deref for Lent<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Lent<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::get_mut(&mut self.0).expect("no view outlives the run that it was opened for")
    }
}

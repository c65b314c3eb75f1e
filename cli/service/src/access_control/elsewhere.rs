//! A provider of identities, as it is asked by many at once, and who is under way to it.

use std::sync::Arc;

use plugins::accounts::SecretError;
use plugins::identity::{IdentityFault, IdentityProvider, ProviderSettings};
use tokio::sync::Semaphore;

use super::attempt::Attempts;
use super::desk::Desk;

/// So many people are asked about at the provider at a time.
const MOST_ASKED: usize = 4;

/// A provider of identities, and who is under way to it.
pub(super) struct Elsewhere {
    pub(super) provider: Arc<IdentityProvider>,
    pub(super) attempts: Attempts,
    asked: Semaphore,
}

impl Elsewhere {
    pub(super) fn new(settings: ProviderSettings, desk: &Desk) -> Result<Self, SecretError> {
        Ok(Self {
            provider: Arc::new(IdentityProvider::new(settings)),
            attempts: Attempts::of(desk)?,
            asked: Semaphore::new(MOST_ASKED),
        })
    }

    /// Asks the provider, which may take a while.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&IdentityProvider) -> Result<T, IdentityFault> + Send + 'static,
    ) -> Result<T, IdentityFault> {
        let busy = || IdentityFault::Unreachable("too many sign in at once".to_owned());
        let _turn = self.asked.acquire().await.map_err(|_| busy())?;
        let provider = Arc::clone(&self.provider);
        tokio::task::spawn_blocking(move || question(&provider)).await.map_err(|_| busy())?
    }
}

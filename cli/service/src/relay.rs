//! Which worker holds the ledger, and passing on to it what only that one can do. Where several workers serve one project, any of them answers for how things stand; what is handed in is
//! carried out by the one that writes. What is passed on is not understood here.

use std::sync::Arc;
use std::time::Duration;

use app::published::HolderWord;
use arc_swap::ArcSwap;
use axum::http::{HeaderName, Request, Response};
use plugins::accounts::{SecretError, random_word};
use ureq::Agent;

/// By which whoever holds the ledger knows that another worker has let a request in.
pub(crate) const RELAY_KEY: HeaderName = HeaderName::from_static("remit-relay-key");
/// For how long is waited until a worker has taken a connection, and until it has answered.
const CONNECTED_WITHIN: Duration = Duration::from_secs(2);
const ANSWERED_WITHIN: Duration = Duration::from_secs(60);
/// What it answers is no larger.
const LARGEST_ANSWER: u64 = 64 << 20;

/// Who holds the ledger, as a worker knows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Holder {
    /// This worker.
    Here,
    /// Another one, which is reached there and knows what is passed on by this key.
    Elsewhere { address: String, key: String },
    /// Nobody, or somebody who is not reached.
    OutOfReach,
}

/// Knows who holds the ledger, and passes on to that worker.
#[derive(Clone)]
pub struct Relay {
    holder: Arc<ArcSwap<Holder>>,
    /// By which this worker knows what others pass on to it.
    key: Arc<str>,
    agent: Agent,
}

impl Relay {
    /// Of a worker that holds the ledger, unless it says otherwise.
    ///
    /// # Errors
    /// The machine has no randomness to give.
    pub fn new() -> Result<Self, SecretError> {
        let config = Agent::config_builder()
            .timeout_connect(Some(CONNECTED_WITHIN))
            .timeout_global(Some(ANSWERED_WITHIN))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("remit/", env!("CARGO_PKG_VERSION")))
            .build();
        let key = random_word::<32>()?.into();
        Ok(Self { holder: Arc::new(ArcSwap::from_pointee(Holder::Here)), key, agent: config.new_agent() })
    }

    /// The key that those are told who follow the ledger.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// This worker holds the ledger from now on.
    pub fn is_held_here(&self) {
        self.set(Holder::Here);
    }

    /// Another worker holds it, which left this word; none where nobody did.
    pub fn is_held_by(&self, word: Option<&HolderWord>) {
        let reached = word.and_then(|word| Some((word.reached_at.clone()?, word.relay_key.clone())));
        self.set(reached.map_or(Holder::OutOfReach, |(address, key)| Holder::Elsewhere { address, key }));
    }

    fn set(&self, holder: Holder) {
        if **self.holder.load() != holder {
            self.holder.store(Arc::new(holder));
        }
    }

    /// Who holds it now.
    pub(crate) fn holder(&self) -> Arc<Holder> {
        self.holder.load_full()
    }

    /// Whether what comes in with this key was let in by another worker.
    pub(crate) fn is_known(&self, key: &[u8]) -> bool {
        blake3::hash(key) == blake3::hash(self.key.as_bytes())
    }

    /// Asks another worker, and waits for the answer: it blocks.
    pub(crate) fn ask(&self, request: Request<Vec<u8>>) -> Result<Response<Vec<u8>>, ureq::Error> {
        let answer = if request.method().is_safe() {
            self.agent.run(request.map(|_| ()))
        } else {
            self.agent.run(request)
        };
        let (head, mut body) = answer?.into_parts();
        let bytes = body.with_config().limit(LARGEST_ANSWER).read_to_vec()?;
        Ok(Response::from_parts(head, bytes))
    }
}

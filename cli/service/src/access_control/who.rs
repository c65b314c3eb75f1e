//! Who it is that asks.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use pages::live::Access;
use plugins::accounts::{Account, Accounts, AccountsError, Permission, SecretError};
use plugins::identity::ProviderSettings;
use tokio::sync::Semaphore;

use super::budget::{Budget, Budgets};
use super::elsewhere::Elsewhere;
use super::session::{Origin, Sessions};
use super::transport::{Transport, session_word};

/// So many passwords are looked at at a time: each takes memory and a core.
const MOST_PASSWORDS: usize = 2;

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    Nobody,
    Known(Box<Account>, How),
}

/// By what somebody is known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum How {
    Token,
    /// What the forms of the session must say, so that no other page can send them.
    Session {
        form_token: String,
    },
}

/// Why it cannot be told who asks.
#[derive(Debug)]
pub(crate) enum Unknown {
    /// What is said to show it is nobody's.
    Wrong,
    Failed(AccountsError),
}

/// What stands between those who ask and all that can be asked.
pub(crate) struct AccessControl {
    ledger: PathBuf,
    pub(crate) access: Access,
    /// None while there is no file of them.
    accounts: Mutex<Option<Accounts>>,
    sessions: Mutex<Sessions>,
    budgets: Mutex<Budgets>,
    passwords: Semaphore,
    /// None where no provider of identities is asked.
    pub(super) elsewhere: Option<Elsewhere>,
}

impl Who {
    /// Whether whoever asks says so by a token, which no page of somebody else's can do for him.
    pub(crate) fn is_by_token(&self) -> bool {
        matches!(self, Self::Known(_, How::Token))
    }

    /// The account, and what the forms of its session must say; none where it is not by a session that it is known.
    pub(crate) fn session(&self) -> Option<(&Account, &str)> {
        match self {
            Self::Known(account, How::Session { form_token }) => Some((account, form_token)),
            _ => None,
        }
    }

    /// The account; none of somebody who is not known.
    pub(crate) fn account(&self) -> Option<&Account> {
        match self {
            Self::Known(account, _) => Some(account),
            Self::Nobody => None,
        }
    }

    /// The account, where it may do this.
    pub(crate) fn may(&self, permission: Permission) -> Option<&Account> {
        match self {
            Self::Known(account, _) if account.role.may(permission) => Some(account),
            _ => None,
        }
    }
}

impl AccessControl {
    pub(crate) fn new(
        ledger: PathBuf,
        access: Access,
        provider: Option<ProviderSettings>,
    ) -> Result<Self, SecretError> {
        Ok(Self {
            ledger,
            access,
            accounts: Mutex::default(),
            sessions: Mutex::default(),
            budgets: Mutex::default(),
            passwords: Semaphore::new(MOST_PASSWORDS),
            elsewhere: provider.map(Elsewhere::new).transpose()?,
        })
    }

    /// Whether nobody has an account.
    pub(crate) fn is_without_accounts(&self) -> Result<bool, AccountsError> {
        self.ask(Accounts::is_empty).map(|is_empty| is_empty.unwrap_or(true))
    }

    /// Whether whoever is not known may read.
    pub(crate) fn lets_anybody_read(&self) -> Result<bool, AccountsError> {
        Ok(self.access == Access::Anybody || self.is_without_accounts()?)
    }

    /// Who asks, as the head of a request says.
    pub(crate) fn who(&self, headers: &HeaderMap, transport: Transport) -> Result<Who, Unknown> {
        if let Some(said) = headers.get(AUTHORIZATION) {
            let token = said.to_str().ok().and_then(|said| said.split_once(' '));
            let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            let (_, token) = token.ok_or(Unknown::Wrong)?;
            let found = self.ask(|accounts| accounts.of_token(token.trim())).map_err(Unknown::Failed)?;
            let account = found.flatten().ok_or(Unknown::Wrong)?;
            return Ok(Who::Known(Box::new(account), How::Token));
        }
        let Some(word) = session_word(headers, transport) else { return Ok(Who::Nobody) };
        let Some((id, form_token)) = lock(&self.sessions).of(word, Instant::now()) else {
            return Ok(Who::Nobody);
        };
        let found = self.ask(|accounts| accounts.of_id(&id)).map_err(Unknown::Failed)?.flatten();
        Ok(found.map_or(Who::Nobody, |account| Who::Known(Box::new(account), How::Session { form_token })))
    }

    /// Begins a session for whoever has this name and password; what its cookie is to say. None where they do not belong together.
    pub(crate) async fn sign_in(
        &self,
        name: &str,
        password: String,
    ) -> Result<Option<String>, AccountsError> {
        let Some(credentials) = self.ask(|accounts| accounts.credentials(name))? else { return Ok(None) };
        let Ok(_turn) = self.passwords.acquire().await else { return Ok(None) };
        let looked = tokio::task::spawn_blocking(move || credentials.sign_in(&password)).await;
        let Some(account) = looked.ok().transpose()?.flatten() else { return Ok(None) };
        Ok(Some(lock(&self.sessions).begin(&account.id, Origin::Password, Instant::now())?))
    }

    /// Begins a session for an account; what its cookie is to say.
    pub(super) fn begin_session(&self, account: &Account, origin: Origin) -> Result<String, SecretError> {
        lock(&self.sessions).begin(&account.id, origin, Instant::now())
    }

    /// Ends the session of a browser; how it was begun, where there was one.
    pub(crate) fn sign_out(&self, headers: &HeaderMap, transport: Transport) -> Option<Origin> {
        lock(&self.sessions).end(session_word(headers, transport)?)
    }

    /// Takes one from what is left to somebody; where nothing is, it says how long to wait.
    pub(crate) fn spend(&self, budget: Budget, asker: &str) -> Result<(), Duration> {
        lock(&self.budgets).spend(budget, asker, Instant::now())
    }

    /// Whether anything is left to somebody.
    pub(crate) fn check(&self, budget: Budget, asker: &str) -> Result<(), Duration> {
        lock(&self.budgets).check(budget, asker, Instant::now())
    }

    /// Asks the accounts; none where there is no file of them.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Accounts) -> Result<T, AccountsError>,
    ) -> Result<Option<T>, AccountsError> {
        let mut accounts = lock(&self.accounts);
        if accounts.is_none() {
            *accounts = Accounts::beside_if_any(&self.ledger)?;
        }
        accounts.as_ref().map(question).transpose()
    }
}

pub(super) fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

//! Who it is that asks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use pages::live::Access;
use plugins::accounts::{Account, Accounts, AccountsError, Origin, Permission, SecretError};
use plugins::identity::ProviderSettings;
use tokio::sync::Semaphore;

use super::budget::{Budget, Budgets};
use super::desk::{Desk, lock};
use super::elsewhere::Elsewhere;
use super::session::Sessions;
use super::transport::{Transport, session_word};

/// So many passwords are looked at at a time: each takes memory and a core.
const MOST_PASSWORDS: usize = 2;

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    Nobody,
    /// Nobody, and nobody has an account yet.
    NobodyYet,
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

/// What somebody says to show who he is.
pub(crate) enum Said {
    Nothing,
    Token(String),
    /// The word of a session.
    Session(String),
    /// What shows nothing.
    Wrong,
}

impl Said {
    /// What the head of a request says.
    pub(crate) fn of(headers: &HeaderMap, transport: Transport) -> Self {
        if let Some(said) = headers.get(AUTHORIZATION) {
            let token = said.to_str().ok().and_then(|said| said.split_once(' '));
            let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
            return token.map_or(Self::Wrong, |(_, token)| Self::Token(token.trim().to_owned()));
        }
        session_word(headers, transport).map_or(Self::Nothing, |word| Self::Session(word.to_owned()))
    }
}

/// What stands between those who ask and all that can be asked.
pub(crate) struct AccessControl {
    desk: Desk,
    pub(crate) access: Access,
    /// Whether anybody was found to have an account, which is asked until then: an account that was made at last is known at once, and where all were erased nothing opens
    /// before the service is started again.
    is_somebody_known: AtomicBool,
    sessions: Sessions,
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
            Self::Nobody | Self::NobodyYet => None,
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
        desk: Desk,
        access: Access,
        provider: Option<ProviderSettings>,
    ) -> Result<Self, SecretError> {
        Ok(Self {
            access,
            is_somebody_known: AtomicBool::new(false),
            sessions: Sessions::of(&desk),
            budgets: Mutex::default(),
            passwords: Semaphore::new(MOST_PASSWORDS),
            elsewhere: provider.map(|settings| Elsewhere::new(settings, &desk)).transpose()?,
            desk,
        })
    }

    /// Whether nobody has an account.
    async fn is_without_accounts(&self) -> Result<bool, AccountsError> {
        if self.is_somebody_known.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let is_without = self.ask(Accounts::is_empty).await?.unwrap_or(true);
        self.is_somebody_known.store(!is_without, Ordering::Relaxed);
        Ok(is_without)
    }

    /// Who asks, by what he says.
    pub(crate) async fn who(&self, said: Said) -> Result<Who, Unknown> {
        let known = match said {
            Said::Nothing => return Ok(Who::Nobody),
            Said::Wrong => return Err(Unknown::Wrong),
            Said::Token(token) => {
                let found = self.ask(move |accounts| accounts.of_token(&token)).await;
                let account = found.map_err(Unknown::Failed)?.flatten().ok_or(Unknown::Wrong)?;
                Some((account, How::Token))
            }
            Said::Session(word) => {
                let found = self.sessions.of_word(&self.desk, word).await.map_err(Unknown::Failed)?;
                found.map(|(account, form_token)| (account, How::Session { form_token }))
            }
        };
        let Some((account, how)) = known else { return Ok(Who::Nobody) };
        self.is_somebody_known.store(true, Ordering::Relaxed);
        Ok(Who::Known(Box::new(account), how))
    }

    /// Somebody who is not known, told from one where nobody is. Where anybody may read, that cannot be found out is no reason to refuse it.
    pub(crate) async fn nobody(&self) -> Result<Who, AccountsError> {
        match self.is_without_accounts().await {
            Ok(true) => Ok(Who::NobodyYet),
            Ok(false) => Ok(Who::Nobody),
            Err(error) if self.access == Access::Anybody => {
                tracing::error!(%error, "it cannot be told whether anybody has an account");
                Ok(Who::Nobody)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether somebody may read what is shown to all who read.
    pub(crate) fn lets_read(&self, who: &Who) -> bool {
        self.access == Access::Anybody || *who != Who::Nobody
    }

    /// Begins a session for whoever has this name and password; what its cookie is to say. None where they do not belong together.
    pub(crate) async fn sign_in(
        &self,
        name: &str,
        password: String,
    ) -> Result<Option<String>, AccountsError> {
        let name = name.to_owned();
        let credentials = self.ask(move |accounts| accounts.credentials(&name)).await?;
        let Some(credentials) = credentials else { return Ok(None) };
        let Ok(_turn) = self.passwords.acquire().await else { return Ok(None) };
        let looked = tokio::task::spawn_blocking(move || credentials.sign_in(&password)).await;
        let Some(account) = looked.ok().transpose()?.flatten() else { return Ok(None) };
        self.begin_session(&account, Origin::Password).await
    }

    /// Begins a session for an account; what its cookie is to say. None where there are no accounts any more.
    pub(super) async fn begin_session(
        &self,
        account: &Account,
        origin: Origin,
    ) -> Result<Option<String>, AccountsError> {
        self.sessions.begin(&self.desk, account, origin).await
    }

    /// Ends the session of a browser; how it was begun, where there was one.
    pub(crate) async fn sign_out(
        &self,
        headers: &HeaderMap,
        transport: Transport,
    ) -> Result<Option<Origin>, AccountsError> {
        let Some(word) = session_word(headers, transport) else { return Ok(None) };
        self.sessions.end(&self.desk, word.to_owned()).await
    }

    /// Takes one from what is left to somebody; where nothing is, it says how long to wait.
    pub(crate) fn spend(&self, budget: Budget, asker: &str) -> Result<(), Duration> {
        lock(&self.budgets).spend(budget, asker, Instant::now())
    }

    /// Whether anything is left to somebody.
    pub(crate) fn check(&self, budget: Budget, asker: &str) -> Result<(), Duration> {
        lock(&self.budgets).check(budget, asker, Instant::now())
    }

    /// Asks the accounts; none where nobody ever had one.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Accounts) -> Result<T, AccountsError> + Send + 'static,
    ) -> Result<Option<T>, AccountsError> {
        self.desk.ask(question).await
    }

    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }
}

//! Signing in at a provider of identities: whose account it is that comes back, and which accounts follow from groups there.

use axum::http::HeaderMap;
use jiff::Timestamp;
use plugins::accounts::{Account, Accounts, AccountsError, NewAccount, Origin, SecretError};
use plugins::identity::{GroupRole, Identity, IdentityFault, ProviderSettings, Request};
use thiserror::Error;

use super::attempt::{AttemptFault, Begun, Returned};
use super::transport::{Transport, attempt_word};
use super::who::AccessControl;

/// Why nobody is signed in by what comes back.
#[derive(Debug, Error)]
pub(crate) enum NotIdentified {
    #[error("this attempt to sign in cannot be continued: {0}")]
    Attempt(#[from] AttemptFault),
    #[error("the identity provider let nobody in")]
    Declined,
    #[error(transparent)]
    Provider(#[from] IdentityFault),
    #[error("the identity provider knows you, but you have no account here")]
    NoAccount,
    #[error("the identity provider does not say by which name the person is known")]
    NoName,
    #[error("somebody else has an account of the same name here")]
    NameTaken,
    #[error(transparent)]
    Accounts(AccountsError),
    #[error(transparent)]
    Secret(#[from] SecretError),
}

/// Somebody who is signed in.
pub(crate) struct SignedIn {
    /// What the cookie of the session is to say.
    pub(crate) word: String,
    pub(crate) name: String,
    /// Where the person was going.
    pub(crate) then: String,
}

impl AccessControl {
    /// What people sign in with at the provider, where there is one.
    pub(crate) fn elsewhere_name(&self) -> Option<&str> {
        self.elsewhere.as_ref().map(|elsewhere| &*elsewhere.provider.settings().name)
    }

    /// Begins an attempt: where the browser is led, and what it keeps; none where there is no provider.
    pub(crate) async fn begin_elsewhere(
        &self,
        then: &str,
    ) -> Result<Option<(String, String)>, NotIdentified> {
        let Some(elsewhere) = &self.elsewhere else { return Ok(None) };
        let key = elsewhere.attempts.key(self.desk()).await.map_err(NotIdentified::Accounts)?;
        let key = key.ok_or(NotIdentified::NoAccount)?;
        let Begun { cookie, state, nonce, challenge } = key.begin(then, Timestamp::now())?;
        let address = elsewhere.ask(move |provider| {
            provider.address(Request { state: &state, nonce: &nonce, challenge: &challenge })
        });
        Ok(Some((address.await?, cookie)))
    }

    /// Where somebody signs out at the provider who has signed in there; none where the provider has no such place, or cannot be asked now.
    pub(crate) async fn end_elsewhere(&self, token: Option<String>) -> Option<String> {
        let asked = self.elsewhere.as_ref()?.ask(move |provider| provider.end_address(token.as_deref()));
        asked
            .await
            .inspect_err(|fault| tracing::warn!("nobody can sign out at the identity provider: {fault}"))
            .ok()
            .flatten()
    }

    /// Takes what a browser brings back: a code, or none where the provider let nobody in. None where there is no provider.
    pub(crate) async fn back_from_elsewhere(
        &self,
        headers: &HeaderMap,
        transport: Transport,
        state: &str,
        code: Option<String>,
    ) -> Result<Option<SignedIn>, NotIdentified> {
        let Some(elsewhere) = &self.elsewhere else { return Ok(None) };
        let cookie = attempt_word(headers, transport).unwrap_or_default();
        let key = elsewhere.attempts.key(self.desk()).await.map_err(NotIdentified::Accounts)?;
        let key = key.ok_or(NotIdentified::NoAccount)?;
        let Returned { word, nonce, verifier, then } = key.read(cookie, state, Timestamp::now())?;
        let is_first = elsewhere.attempts.note(self.desk(), word).await.map_err(NotIdentified::Accounts)?;
        if !is_first {
            return Err(AttemptFault::Used.into());
        }
        let code = code.filter(|code| !code.is_empty()).ok_or(NotIdentified::Declined)?;
        let mut identity = elsewhere
            .ask(move |provider| provider.identify(&code, &verifier, &nonce, Timestamp::now()))
            .await?;
        let origin = Origin::Elsewhere(identity.token.take());
        let account = self.account_of(identity, elsewhere.provider.settings()).await?;
        let word = self.begin_session(&account, origin).await.map_err(NotIdentified::Accounts)?;
        let word = word.ok_or(NotIdentified::NoAccount)?;
        Ok(Some(SignedIn { word, name: account.name, then }))
    }

    /// The account of whoever the provider knows so; where groups say what it may do, it is made or brought up to date.
    async fn account_of(&self, who: Identity, settings: &ProviderSettings) -> Result<Account, NotIdentified> {
        let identity = settings.identity(&who.value);
        let is_member = |group: &&GroupRole| who.groups.contains(&group.group);
        let group = settings.groups.iter().find(is_member).cloned();
        let asked = self.ask(move |accounts| known(accounts, &who, identity, group.as_ref())).await;
        // Without an account nothing can be changed over HTTP, and the first one is made at the machine itself.
        let account = asked.map_err(|error| match error {
            AccountsError::NameTaken { .. } => NotIdentified::NameTaken,
            AccountsError::NoName => NotIdentified::NoName,
            error => NotIdentified::Accounts(error),
        })?;
        account.flatten().ok_or(NotIdentified::NoAccount)
    }
}

/// The account of somebody, by the first of the groups that say what one may do; none where there is to be none.
fn known(
    accounts: &Accounts,
    who: &Identity,
    identity: String,
    group: Option<&GroupRole>,
) -> Result<Option<Account>, AccountsError> {
    let found = accounts.of_identity(&identity)?;
    if let Some(account) = &found
        && !accounts.is_by_groups(&account.id)?
    {
        return Ok(found);
    }
    match (found, group) {
        (_, None) => Ok(None),
        (Some(account), Some(group)) => follow(accounts, &account, group),
        (None, Some(group)) => made(accounts, who, identity, group),
    }
}

fn follow(
    accounts: &Accounts,
    account: &Account,
    group: &GroupRole,
) -> Result<Option<Account>, AccountsError> {
    accounts.follow_groups(&account.id, group.role, &group.bodies, &group.missions)
}

fn made(
    accounts: &Accounts,
    who: &Identity,
    identity: String,
    group: &GroupRole,
) -> Result<Option<Account>, AccountsError> {
    let new = NewAccount {
        name: who.name.clone().unwrap_or_default(),
        role: group.role,
        bodies: group.bodies.clone(),
        missions: group.missions.clone(),
        password: None,
        identity: Some(identity),
    };
    let account = accounts.add(&new, Timestamp::now())?;
    follow(accounts, &account, group)
}

//! Who reads: what is his own, and up to where he has looked; and what is asked by a reader who may ask for that alone.

use std::convert::Infallible;

use app::own::Own;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use engine::model::{BodyId, MissionId};
use pages::live::View;
use pages::live::forms::Person;
use plugins::accounts::{Account, Looked};

use super::asked::Asked;
use super::refusal::Refusal;
use super::shown::Shown;
use crate::access_control::Who;

/// Who reads something.
pub(super) struct Reader {
    account: Option<Account>,
    /// What forms of the session say; none where it is by a token that he is known.
    form_token: Option<String>,
    looked: Option<Looked>,
    /// Whether what is his own alone is asked for.
    asks_own: bool,
}

impl Reader {
    /// What is the reader's own, where that alone is asked for.
    fn own(&self) -> Result<Option<Own>, Refusal> {
        if !self.asks_own {
            return Ok(None);
        }
        let own = own(self.account.as_ref().ok_or(Refusal::NotSignedIn)?);
        if own.is_empty() { Err(Refusal::NothingOwn) } else { Ok(Some(own)) }
    }

    /// Up to where the reader has looked.
    pub(super) fn looked(&self) -> Option<Looked> {
        self.looked
    }

    /// The same as pages tell it; none where nobody has signed in.
    pub(super) fn person(&self) -> Option<Person<'_>> {
        let (account, form_token) = (self.account.as_ref()?, self.form_token.as_deref()?);
        Some(Person { name: &account.name, form_token })
    }

    /// What of all is shown.
    pub(super) fn view(&self) -> View {
        match &self.account {
            Some(_) if self.asks_own => View::Own,
            Some(account) if !own(account).is_empty() => View::AllWithOwn,
            _ => View::All,
        }
    }

    /// By what an answer to this reader is told from one to others; none where it is the same.
    pub(super) fn tag(&self) -> Option<String> {
        let account = self.account.as_ref()?;
        let said = format!("{:?} {:?} {:?}", account, self.form_token, self.looked);
        Some(blake3::hash(said.as_bytes()).to_hex().chars().take(16).collect())
    }
}

/// What a reader asks of a page that can be narrowed to his own.
pub(super) struct OwnAsked {
    /// It is told to each who reads otherwise.
    pub(super) asked: Asked,
    pub(super) reader: Reader,
    /// What is the reader's own, where that alone is asked for.
    pub(super) own: Option<Own>,
}

impl FromRequestParts<Shown> for OwnAsked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shown: &Shown) -> Result<Self, Response> {
        let Ok(reader) = Reader::from_request_parts(parts, shown).await;
        let Ok(asked) = Asked::from_request_parts(parts, shown).await;
        let asked = asked.of_reader(reader.tag());
        match reader.own() {
            Ok(own) => Ok(Self { asked, reader, own }),
            Err(refusal) => Err(asked.refuse(refusal)),
        }
    }
}

/// What is an account's own.
fn own(account: &Account) -> Own {
    Own {
        bodies: account.bodies.iter().map(|body| BodyId::new(body.as_str())).collect(),
        missions: account.missions.iter().map(|mission| MissionId::new(mission.as_str())).collect(),
    }
}

/// Up to where somebody has looked. Who cannot be told what is new is told of the last days.
async fn looked(shown: &Shown, account: Account) -> Option<Looked> {
    let asked = shown.access_control.ask(move |accounts| accounts.looked(&account.id)).await;
    asked.inspect_err(|error| tracing::error!(%error, "it cannot be told what is new")).ok()??
}

/// Whether a query asks for what is the reader's own alone.
fn asks_own(query: &str) -> bool {
    form_urlencoded::parse(query.as_bytes()).any(|(name, value)| name == "mine" && value == "true")
}

impl FromRequestParts<Shown> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, shown: &Shown) -> Result<Self, Infallible> {
        let who = parts.extensions.get::<Who>();
        let account = who.and_then(Who::account).cloned();
        let form_token = who.and_then(Who::session).map(|(_, form_token)| form_token.to_owned());
        let looked = match account.clone() {
            Some(account) => looked(shown, account).await,
            None => None,
        };
        let asks_own = asks_own(parts.uri.query().unwrap_or_default());
        Ok(Self { account, form_token, looked, asks_own })
    }
}

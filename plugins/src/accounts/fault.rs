//! What can be wrong with accounts.

use thiserror::Error;

use super::account::Role;
use super::secret::SecretError;

#[derive(Debug, Error)]
pub enum AccountsError {
    /// The disk is full, a folder is missing, and the like.
    #[error("the accounts in {path} cannot be read or written: {reason}")]
    Unavailable { path: String, reason: String },
    /// Many ask at once, or the database says nothing.
    #[error("the accounts did not answer in time")]
    Unanswered,
    #[error("the accounts in {path} were written by a newer Remit")]
    Newer { path: String },
    #[error("an account needs a name")]
    NoName,
    /// Two names that look alike are one.
    #[error("there is an account `{name}` already")]
    NameTaken { name: String },
    #[error("the account `{name}` is of that identity already")]
    IdentityTaken { name: String },
    #[error("there is no account `{account}`")]
    NoSuchAccount { account: String, known: Vec<String> },
    #[error("there is no token `{token}`")]
    NoSuchToken { token: String },
    #[error("{} speaks for bodies, and none is named", article(*.role))]
    NoBodies { role: Role },
    #[error("{} speaks for missions, and none is named", article(*.role))]
    NoMissions { role: Role },
    #[error("{} speaks for no body and no mission of its own", article(*.role))]
    NeedlessScope { role: Role },
    #[error("a password has at least {least} letters")]
    ShortPassword { least: usize },
    #[error("a password has at most {most} bytes")]
    LongPassword { most: usize },
    #[error(transparent)]
    Secret(#[from] SecretError),
}

impl AccountsError {
    /// What to do about it.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Newer { .. } => "use the Remit that wrote them, or a newer one".to_owned(),
            Self::NoName => "name it as the person is named in messages".to_owned(),
            Self::NameTaken { .. } => "remove that one first, or give this one another name".to_owned(),
            Self::IdentityTaken { .. } => "remove that one first".to_owned(),
            Self::NoSuchAccount { known, .. } if known.is_empty() => {
                "`remit account add` makes one".to_owned()
            }
            Self::NoSuchAccount { account, known } => {
                let near = language::diagnostic::nearest(account, known.iter().map(String::as_str));
                near.map_or_else(
                    || format!("there are: {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                )
            }
            Self::NoSuchToken { .. } => "`remit token list` shows those there are".to_owned(),
            Self::NoBodies { .. } => "name each with --body".to_owned(),
            Self::NoMissions { .. } => "name each with --mission".to_owned(),
            Self::NeedlessScope { .. } => "leave --body and --mission out".to_owned(),
            Self::ShortPassword { .. } | Self::LongPassword { .. } => "choose another one".to_owned(),
            Self::Unavailable { .. } | Self::Unanswered | Self::Secret(_) => return None,
        })
    }
}

fn article(role: Role) -> String {
    let article = if role.as_str().starts_with(['a', 'o']) { "an" } else { "a" };
    format!("{article} {role}")
}

//! The accounts of one project, wherever their rows lie.

use engine::model::is_same_person;
use jiff::Timestamp;

use super::account::{Account, NewAccount, Role};
use super::fault::AccountsError;
use super::rows::{Row, Rows, Value};
use super::secret::{SecretError, StoredPassword, random_word};

/// The shortest password, in letters.
const LEAST_LETTERS: usize = 12;
/// The longest, in bytes: hashing takes as long as it has bytes.
const MOST_BYTES: usize = 1024;

/// The columns of an account, as [`account`] reads them.
pub(super) const COLUMNS: &str = "id, name, role, bodies, missions, created, identity";

/// The accounts of one project.
pub struct Accounts {
    pub(super) rows: Box<dyn Rows + Send>,
}

/// What is needed to see whether a password is right, without the accounts.
pub struct Credentials {
    account: Option<Account>,
    stored: StoredPassword,
}

impl Credentials {
    /// Who signs in with this password; none where it is the wrong one. It takes as long whether or not the name is anybody's, and long enough
    /// that nobody tries many.
    ///
    /// # Errors
    /// The password cannot be hashed.
    pub fn sign_in(self, password: &str) -> Result<Option<Account>, SecretError> {
        if password.len() > MOST_BYTES {
            return Ok(None);
        }
        Ok(if self.stored.is(password)? { self.account } else { None })
    }
}

impl Accounts {
    pub(super) fn over(rows: impl Rows + Send + 'static) -> Self {
        Self { rows: Box::new(rows) }
    }

    /// Whether nobody has an account.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn is_empty(&self) -> Result<bool, AccountsError> {
        Ok(self.rows.ask("SELECT id FROM remit_account LIMIT 1", &[])?.is_empty())
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn all(&self) -> Result<Vec<Account>, AccountsError> {
        all(&*self.rows)
    }

    /// Makes an account.
    ///
    /// # Errors
    /// It is not proper, or cannot be written.
    pub fn add(&self, new: &NewAccount, now: Timestamp) -> Result<Account, AccountsError> {
        check(new)?;
        let stored = new.password.as_deref().map(StoredPassword::of).transpose()?;
        let id = format!("acc_{}", random_word::<9>()?);
        let row = row_of(&id, new, stored, now);
        self.rows.alone(&mut |rows| {
            let known = all(rows)?;
            // It is there where the answer to a first attempt was lost.
            if known.iter().any(|account| account.id == id) {
                return Ok(());
            }
            check_taken(new, &known)?;
            let statement = "INSERT INTO remit_account
                (id, name, role, bodies, missions, salt, password, created, identity) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
            rows.tell(statement, &row)
        })?;
        self.of_name(&id)
    }

    /// Erases an account with its tokens. What it did stays on the ledger, under its id.
    ///
    /// # Errors
    /// There is none of the name, or it cannot be written.
    pub fn remove(&self, name: &str) -> Result<Account, AccountsError> {
        let account = self.of_name(name)?;
        self.rows.tell("DELETE FROM remit_account WHERE id = $1", &[account.id.as_str().into()])?;
        Ok(account)
    }

    /// The account of an id; none where it was erased.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn of_id(&self, id: &str) -> Result<Option<Account>, AccountsError> {
        let question = format!("SELECT {COLUMNS} FROM remit_account WHERE id = $1");
        Ok(self.rows.ask(&question, &[id.into()])?.first().map(account))
    }

    /// What is needed to see whether somebody signs in under a name. It is had alike whether or not the name is anybody's.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn credentials(&self, name: &str) -> Result<Credentials, AccountsError> {
        let account = match self.of_name(name) {
            Err(AccountsError::NoSuchAccount { .. }) => None,
            found => Some(found?),
        };
        let question = "SELECT salt, password FROM remit_account WHERE id = $1 AND password IS NOT NULL";
        let id = account.as_ref().map_or("", |account| &account.id);
        let found = self.rows.ask(question, &[id.into()])?;
        let stored = |row: &Row| StoredPassword { salt: row.bytes(0), hash: row.bytes(1) };
        let stored = found.first().map_or_else(StoredPassword::nobodys, stored);
        Ok(Credentials { account, stored })
    }

    pub(super) fn of_name(&self, name: &str) -> Result<Account, AccountsError> {
        let all = self.all()?;
        let found = all.iter().find(|known| is_same_person(&known.name, name) || known.id == name).cloned();
        found.ok_or_else(|| {
            let known = all.into_iter().map(|account| account.name).collect();
            AccountsError::NoSuchAccount { account: name.to_owned(), known }
        })
    }
}

fn all(rows: &dyn Rows) -> Result<Vec<Account>, AccountsError> {
    let question = format!("SELECT {COLUMNS} FROM remit_account ORDER BY name");
    Ok(rows.ask(&question, &[])?.iter().map(account).collect())
}

fn row_of(id: &str, new: &NewAccount, stored: Option<StoredPassword>, now: Timestamp) -> [Value; 9] {
    let (salt, password) = stored.map(|stored| (stored.salt, stored.hash)).unzip();
    [
        id.into(),
        new.name.trim().into(),
        new.role.as_str().into(),
        new.bodies.join("\n").into(),
        new.missions.join("\n").into(),
        salt.into(),
        password.into(),
        now.to_string().into(),
        new.identity.clone().into(),
    ]
}

/// Looks whether somebody has what an account is to be known by.
fn check_taken(new: &NewAccount, known: &[Account]) -> Result<(), AccountsError> {
    if let Some(known) = known.iter().find(|known| is_same_person(&known.name, &new.name)) {
        return Err(AccountsError::NameTaken { name: known.name.clone() });
    }
    let same = known.iter().find(|known| known.identity.is_some() && known.identity == new.identity);
    same.map_or(Ok(()), |known| Err(AccountsError::IdentityTaken { name: known.name.clone() }))
}

/// Looks whether an account is proper.
fn check(new: &NewAccount) -> Result<(), AccountsError> {
    let role = new.role;
    if new.name.trim().is_empty() {
        return Err(AccountsError::NoName);
    }
    if role.is_of_bodies() && new.bodies.is_empty() {
        return Err(AccountsError::NoBodies { role });
    }
    if role.is_of_missions() && new.missions.is_empty() {
        return Err(AccountsError::NoMissions { role });
    }
    let is_needless = |scope: &[String], is_wanted: bool| !is_wanted && !scope.is_empty();
    if is_needless(&new.bodies, role.is_of_bodies()) || is_needless(&new.missions, role.is_of_missions()) {
        return Err(AccountsError::NeedlessScope { role });
    }
    match &new.password {
        Some(password) if password.chars().count() < LEAST_LETTERS => {
            Err(AccountsError::ShortPassword { least: LEAST_LETTERS })
        }
        Some(password) if password.len() > MOST_BYTES => {
            Err(AccountsError::LongPassword { most: MOST_BYTES })
        }
        _ => Ok(()),
    }
}

/// The account in a row of [`COLUMNS`].
pub(super) fn account(row: &Row) -> Account {
    let lines = |text: String| text.lines().map(str::to_owned).collect();
    Account {
        id: row.text(0),
        name: row.text(1),
        // A role that a newer Remit knows may do nothing here but read.
        role: row.text(2).parse().unwrap_or(Role::Viewer),
        bodies: lines(row.text(3)),
        missions: lines(row.text(4)),
        created: moment(&row.text(5)),
        identity: row.text_if_any(6),
    }
}

pub(super) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

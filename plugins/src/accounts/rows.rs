//! Rows of accounts, which are all that a place of accounts knows of them: what they mean is said once, for every place.

use super::fault::AccountsError;

/// One value of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// What stands in a row, in the order in which it was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Row(pub(super) Vec<Value>);

/// What is done while nobody else writes.
pub(super) type Task<'t> = &'t mut dyn FnMut(&dyn Rows) -> Result<(), AccountsError>;

/// Where rows are kept. Statements are in the SQL that both places read, with the names of tables as a database has them and values as `$1`, `$2`.
///
/// A connection may be lost with the answer, and what was said is then said once more: every statement, and every task, leaves the same when it is said twice.
pub(super) trait Rows {
    /// The rows that a question finds.
    fn ask(&self, question: &str, values: &[Value]) -> Result<Vec<Row>, AccountsError>;

    /// Changes rows.
    fn tell(&self, statement: &str, values: &[Value]) -> Result<(), AccountsError>;

    /// Does several things as one, while nobody else writes; nothing of it stays where it fails.
    fn alone(&self, task: Task<'_>) -> Result<(), AccountsError>;
}

impl Row {
    /// The text in a column; columns have one kind each, so that no other stands there.
    pub(super) fn text(&self, column: usize) -> String {
        self.text_if_any(column).unwrap_or_default()
    }

    pub(super) fn text_if_any(&self, column: usize) -> Option<String> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Some(text.clone()),
            _ => None,
        }
    }

    pub(super) fn number(&self, column: usize) -> i64 {
        match self.0.get(column) {
            Some(Value::Number(number)) => *number,
            _ => 0,
        }
    }

    pub(super) fn bytes(&self, column: usize) -> Vec<u8> {
        match self.0.get(column) {
            Some(Value::Bytes(bytes)) => bytes.clone(),
            _ => Vec::new(),
        }
    }
}

/// A text as a database takes it, which takes none in which a zero stands: whatever a browser says that a file is called.
pub(super) fn without_zeros(text: &str) -> String {
    text.replace('\0', "")
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<u8>> for Value {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}

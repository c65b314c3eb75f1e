//! Whom the receipts of a feed's files are for, and where they go. Who writes and sends them is not known here.

/// So the names of receipts end that stand beside their files.
pub(super) const ENDINGS: [&str; 2] = [".receipt.txt", ".receipt.json"];

/// Whom the receipts of a feed's files are for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct ReceiptSettings {
    /// Whoever sends the files, as people are addressed.
    pub contact: Option<String>,
    /// How a receipt is written beside its file; none where it is not.
    pub beside: Option<Beside>,
    /// The notifiers through which it is told; none for all of them, where there is a contact.
    pub notifiers: Option<Vec<String>>,
}

/// How a receipt is written beside its file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Beside {
    /// For people.
    Text,
    /// For programs.
    Json,
}

impl Beside {
    /// How its name ends, behind the name of the file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => ENDINGS[0],
            Self::Json => ENDINGS[1],
        }
    }
}

impl ReceiptSettings {
    /// Whether anybody wants receipts.
    pub fn is_wanted(&self) -> bool {
        self.beside.is_some() || self.is_told()
    }

    /// Whether they go out as messages.
    pub fn is_told(&self) -> bool {
        self.contact.is_some() || self.notifiers.is_some()
    }
}

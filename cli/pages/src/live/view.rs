//! What of all is shown: everything, or what is the reader's own alone, with the way from one to the other.

/// What of all is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum View {
    /// Everything, to somebody of whom nothing is his own.
    All,
    /// Everything, of which some is the reader's own.
    AllWithOwn,
    /// What is the reader's own alone.
    Own,
}

/// What is said of that, with where to see the other.
pub(super) struct Narrowed {
    /// Empty where everything is shown.
    pub(super) told: &'static str,
    pub(super) href: String,
    pub(super) text: &'static str,
}

impl View {
    /// What is said of a page at an address; none where there is nothing else to see.
    pub(super) fn narrowed(self, address: &str) -> Option<Narrowed> {
        match self {
            Self::All => None,
            Self::AllWithOwn => {
                Some(Narrowed { told: "", href: self.other(address), text: "Show only what is yours" })
            }
            Self::Own => Some(Narrowed {
                told: "This is what you or your bodies lead, owe or wait for.",
                href: self.other(address),
                text: "Show everything",
            }),
        }
    }

    /// Where another list is, of what is shown here.
    pub(super) fn address(self, address: &str) -> String {
        if self == Self::Own { format!("{address}?mine=true") } else { address.to_owned() }
    }

    /// Where the same is as a table.
    pub(super) fn table(self, address: &str) -> String {
        let mark = if self == Self::Own { '&' } else { '?' };
        format!("{}{mark}format=csv", self.address(address))
    }

    fn other(self, address: &str) -> String {
        if self == Self::Own { address.to_owned() } else { format!("{address}?mine=true") }
    }
}

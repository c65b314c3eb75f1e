//! Why something is not answered, by kinds of which nothing more can be said.

use app::wire::WireProblem;
use axum::http::StatusCode;
use axum::response::Response;
use plugins::accounts::AccountsError;

use super::problem::answer;
use super::wanted::Wanted;

/// What is said where it will be otherwise soon.
const BUSY: &str = "Too much is asked at once, nothing is in force yet, or accounts cannot be asked for now.";

/// Why something is not answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refusal {
    /// There is nothing at this address.
    NotFound,
    /// It was asked of an address that is not this service's own.
    OtherHost,
    /// What is asked for is only read here.
    OnlyRead,
    /// Nothing is in force yet, too many ask already, or accounts cannot be had.
    Busy,
    /// What a file held is not at hand any more.
    NotKept,
    /// It cannot be a table.
    NoTable,
    /// What is asked for is asked for wrongly.
    Misasked,
    /// The day that is asked about is not over.
    NotOver,
    /// The ledger begins behind the day that is asked about.
    TooEarly,
    /// The ledger cannot be written.
    Unwritten,
    /// No worker holds the ledger now that could carry it out.
    NotHeld,
    /// The worker that holds the ledger was asked, and nobody knows what became of it.
    HolderSilent,
    /// Nobody who is known asks, and only those who are may.
    NotSignedIn,
    /// The token, or what else is said to show who asks, is nobody's.
    WrongToken,
    /// Whoever asks may not have it.
    NotAllowed,
    /// What is the reader's own is asked for, and nothing is.
    NothingOwn,
    /// Nobody has an account, so that nobody may change anything.
    NoAccounts,
    /// The form does not come from a page of this service.
    ForeignForm,
    /// Nothing more came for a while.
    TooSlow,
    TooLarge {
        limit: usize,
    },
    /// A fault of Remit, or of the machine.
    Broken,
}

/// Why a form is not shown. Where nobody has an account, nothing is refused to anybody: the page says how it is done otherwise.
pub(super) fn refused_before(refusal: Refusal) -> Response {
    let mut answer = refusal.answer(Wanted::Page);
    if refusal == Refusal::NoAccounts {
        *answer.status_mut() = StatusCode::OK;
    }
    answer
}

impl From<&AccountsError> for Refusal {
    /// Accounts that cannot be had now may be soon.
    fn from(error: &AccountsError) -> Self {
        match error {
            AccountsError::Unavailable { .. } | AccountsError::Unanswered => Self::Busy,
            _ => Self::Broken,
        }
    }
}

impl Refusal {
    pub(super) fn problem(self) -> WireProblem {
        let (status, code, title) = self.kind();
        let (detail, help) = self.told();
        WireProblem { status, code, title, detail, help: help.map(str::to_owned) }
    }

    fn kind(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::NotFound => (404, "not-found", "There is nothing at this address"),
            Self::NotKept => (404, "not-kept", "The file is not there as it was received"),
            Self::OtherHost => (421, "other-host", "This service does not answer at this address"),
            Self::OnlyRead => (405, "only-read", "Nothing can be changed here"),
            Self::Busy => (503, "busy", "The service cannot answer yet"),
            Self::NotHeld => (503, "not-held", "Nobody can carry this out now"),
            Self::HolderSilent => (503, "holder-silent", "It is not known whether this was carried out"),
            Self::NoTable => (406, "no-table", "This is no table"),
            Self::Misasked => (400, "misasked", "The question cannot be read"),
            Self::NotOver => (400, "not-over", "That day is not over"),
            Self::TooEarly => (404, "too-early", "The ledger begins later"),
            Self::Unwritten => (503, "not-written", "The ledger cannot be written"),
            Self::NotSignedIn => (401, "not-signed-in", "Sign in first"),
            Self::WrongToken => (401, "wrong-token", "The token is not known"),
            Self::NotAllowed => (403, "not-allowed", "The account may not do this"),
            Self::NothingOwn => (400, "nothing-own", "Nothing here is yours alone"),
            Self::NoAccounts => (403, "no-accounts", "Nothing can be changed over HTTP yet"),
            Self::ForeignForm => (403, "foreign-form", "The form is out of date"),
            Self::TooSlow => (408, "too-slow", "The request did not come in time"),
            Self::TooLarge { .. } => (413, "too-large", "The request is too large"),
            Self::Broken => (500, "broken", "The answer could not be made"),
        }
    }

    fn told(self) -> (String, Option<&'static str>) {
        let (detail, help) = match self {
            Self::NotFound => {
                ("The alert may have ended, or what was declared here is declared no longer.", None)
            }
            Self::NotKept => (
                "It was changed or taken away since, is larger than 64 MiB, or its feed is declared no longer.",
                Some("its hash says of any copy whether it is the same"),
            ),
            Self::OtherHost => {
                ("It answers to its own names alone.", Some("ask at the address that it says when it starts"))
            }
            Self::OnlyRead => (
                "This address is only read.",
                Some(
                    "see `/openapi.json` for what can be handed in, or use `remit respond` to reply to an alert",
                ),
            ),
            Self::Busy => (BUSY, Some("try again soon")),
            Self::NoTable => (
                "It is there as a page and as JSON.",
                Some("what is due, the matrix, bodies, feeds and reports are there as tables"),
            ),
            Self::Misasked => (
                "`days` is a whole number up to 366, `limit` one from 1 to 500, `as-of` a day such as 2024-08-31, where it can be asked for, and a period is written as pages show it.",
                None,
            ),
            Self::NotOver => (
                "How things stood at the end of a day is told once that day is over.",
                Some("ask without `as-of` for how they stand now"),
            ),
            Self::TooEarly => (
                "On that day no texts were in force here, so that Remit told nobody anything.",
                Some("`remit run --as-of DAY` says what it would have told"),
            ),
            Self::Unwritten | Self::NotHeld | Self::HolderSilent => self.told_of_ledger(),
            Self::NotSignedIn => (
                "What stands here is for people who are known to the service.",
                Some("sign in at `/sign-in`, or send `Authorization: Bearer TOKEN`"),
            ),
            Self::WrongToken => (
                "It is nobody's, or it was revoked.",
                Some("ask the people who look after accounts for another one; `remit token add` makes it"),
            ),
            Self::NotAllowed => (
                "Its role does not include it.",
                Some("ask the people who look after accounts; `remit account add` says who may do what"),
            ),
            Self::NothingOwn => {
                ("Your account speaks for no body and no mission.", Some("ask without `mine` for everything"))
            }
            Self::NoAccounts => (
                "Nobody has an account, so that it cannot be told who asks. `remit respond` replies to an alert and `remit silence` asks for a silence all the same.",
                Some("`remit account add` makes an account, and `remit token add` a token for it"),
            ),
            Self::ForeignForm => (
                "It was not sent from a page of this session.",
                Some("go back, load the page again and send the form once more"),
            ),
            Self::TooSlow => ("Nothing more came for a while.", Some("send it once more")),
            Self::TooLarge { limit } => {
                let help = "split it into several, or put the file into the feed's folder";
                return (format!("It is larger than {}.", size(limit)), Some(help));
            }
            Self::Broken => ("This is a fault of Remit and not of the project.", Some("the log says more")),
        };
        (detail.to_owned(), help)
    }

    /// Why nothing is written down, and what helps.
    fn told_of_ledger(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::NotHeld => (
                "The worker that writes the ledger ended or is not reached, and no other has taken over yet.",
                Some("try again in a moment"),
            ),
            Self::HolderSilent => (
                "It was passed on to the worker that writes the ledger, which gave no answer.",
                Some("send it once more with the same key in a moment: it counts once"),
            ),
            _ => (
                "Nothing of this is shown until it is on disk.",
                Some("try again in a moment, with the same key; the log of the service says more"),
            ),
        }
    }

    /// As it is wanted.
    pub(super) fn answer(self, wanted: Wanted) -> Response {
        answer(&self.problem(), wanted)
    }
}

/// A size as people say it.
fn size(bytes: usize) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

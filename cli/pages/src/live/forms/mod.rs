//! Pages with forms: to sign in, and to reply to an alert, to ask for other values in the text of a mission, to say by examples what a rule should find, to decide about what waits for a second person, to ask for a silence or end one, to fill a return in and to hand a file in, most in three steps (say it, check it, and the reference number). None needs a script.

mod change;
mod decide;
mod examples;
mod fill_in;
mod person;
mod recorded;
mod reply;
mod sign_in;
mod silence;
mod upload;

pub use change::{ChangeWords, ChangedText, ChangedValue, ValueWords, change, changed, check_change, named};
pub use decide::{ChangeNow, Decision, DecisionWords, Matter, check_decision, decide, decided};
pub use examples::{
    CaseWords, ExampleSubject, ExampleWords, PartChoice, check_examples, choose_part, examples,
    examples_sent, of_case,
};
pub use fill_in::{FigureOutcome, Over, Receipt, Sheet, Typable, Typed, check_return, fill_in, return_sent};
pub use person::Person;
pub use reply::{About, FormWords, ReplyKind, check, done, reply, waits};
pub use sign_in::{Elsewhere, SignIn, SignedOut, sign_in, signed_in, signed_out};
pub use silence::{SilenceWords, check_silence, end_silence, silence, silenced};
pub use upload::{FeedChoice, Uploaded, UploadedRow, check_upload, upload, upload_sent};

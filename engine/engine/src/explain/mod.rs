//! Why a verdict or an alert stands as it does: the rule and its line, what the rule asked for and where every figure came
//! from, what would have to be different, and who waits for whom. Asking changes nothing; it puts nothing into words.
//!
//! `explanation` is the answer as a value; `figure`, `other` and `tie` gather its parts, and `answer` is how an engine gives it.

mod answer;
mod explanation;
mod figure;
mod other;
mod tie;

pub use answer::Question;
pub use explanation::{Entry, Exhibit, ExplainedFinding, Explanation};
pub use figure::Figure;
pub use other::{OtherAnswer, OtherExhibit};
pub use tie::Tie;

//! Alerts in words: `part` is what parts are called, `worst` in which order bodies are named, `complaint` what is held against
//! whom, `consequence` what follows, `correction` figures that were revised or are read otherwise, `cut` what is asked for after a cut in what funds it, `easier` what is asked less than before, `held_up` what is waited for, `ladder` how far it went up, `relations` whom relations concern, `redeclared` what was changed of what is declared and which verdicts that turned, `message` what people are told of an alert, `recipients` who is told, `address` whom that is for and how they answer,
//! and `label` what an alert is called in a word.

mod address;
mod complaint;
mod consequence;
mod correction;
mod cut;
mod easier;
mod group;
mod held_up;
pub mod label;
mod ladder;
mod message;
mod part;
mod recipients;
mod redeclared;
mod relations;
mod worst;

pub use address::{addressed, authority_of};
pub use complaint::{Complaint, Complaints, MOST_NAMED, Naming, complaints, complaints_of_many};
pub use consequence::consequences;
pub use cut::{accepted, cuts, of_obligation as asked_after_cuts, outstanding, reacceptance};
pub use group::{group_of, overdue};
pub use held_up::{delays, delays_of_many};
pub use ladder::{climb, owner_in_person, reply_by, standing_on_ladder};
pub use message::{
    held_up_by, in_short, message, message_of_change, restated_in_short, sentences, subject, told_again,
};
pub use part::kind_of;
pub use recipients::{Recipient, told_to};
pub use redeclared::{AgreedChange, EditedTexts};
pub use relations::of_relations;
pub use worst::worst_named;

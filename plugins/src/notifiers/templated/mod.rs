//! Messages in the words of a board: a template of its own says what is told of an alert. Whom it is for, by when, how to answer and where the evidence
//! is stands below it whatever the template says.
//!
//! `parts` takes a message apart, `examples` are alerts by which a template is tried before it is needed, `template` is filled, `file` reads one from
//! the project, and `notifier` carries what came of it through any notifier.

mod examples;
mod file;
mod notifier;
mod parts;
mod template;
#[cfg(test)]
mod tests;

pub use examples::examples;
pub use file::{TEMPLATES_FOLDER, TemplateFile, UnreadTemplate, read};
pub use notifier::Templated;
pub use parts::is_of_alert;
pub use template::{Template, TemplateError};

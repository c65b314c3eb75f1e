//! What people are told of the project itself: of its faults, of its plugins, and of changes that wait for signatures.

use crate::agreement::WaitingChange;
use crate::english;

/// What a message says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// In one line, without a full stop.
    pub subject: String,
    /// In sentences.
    pub text: String,
}

/// The newest texts of these missions cannot be used. `faults` is what is wrong with them, laid out.
pub fn refused(missions: &[String], faults: &str) -> Notice {
    let what = english::list(missions);
    Notice {
        subject: format!("{what}: the newest text is not in force"),
        text: format!(
            "The newest text of {what} cannot be used, so the last good revision stays in force.\n\n{faults}"
        ),
    }
}

/// What was told to be at fault is put right.
pub fn accepted() -> Notice {
    Notice {
        subject: "the newest text is in force again".to_owned(),
        text: "The faults that were told before are put right, and the newest text is in force.".to_owned(),
    }
}

/// A hook fails; `why` in the words of its error.
pub fn hook_failed(hook: &str, why: &str) -> Notice {
    Notice {
        subject: format!("the plugin {hook} fails"),
        text: format!("Messages go out without what the plugin `{hook}` would add to them: {why}."),
    }
}

/// A change waits for signatures, or for its day. `project` is how the project's folder is named in the command to type.
pub fn waits(change: &WaitingChange<'_>, project: &str) -> Notice {
    Notice { subject: format!("{}: {}", change.title, change.headline()), text: change.in_words(project) }
}

/// A change that waited is in force.
pub fn in_force(change: &WaitingChange<'_>) -> Notice {
    let what = change.change();
    Notice {
        subject: format!("{}: {what} is in force", change.title),
        text: format!(
            "{} of {} that waited for approval is in force now.",
            english::capitalised(&what),
            change.path
        ),
    }
}

/// A change that waited is no longer what is written.
pub fn given_up(change: &WaitingChange<'_>) -> Notice {
    Notice {
        subject: format!("{}: nothing waits for approval any more", change.title),
        text: format!(
            "{} of {} that waited for approval is no longer what is written, and is not in force.",
            english::capitalised(&change.change()),
            change.path
        ),
    }
}

//! Stable identities. State hangs on these and never on titles, file names or order.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

macro_rules! identities {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a text that the caller has already checked to be a well-formed id.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The id as it is written in declarations.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, "{:?}", &*self.0)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

identities! {
    /// A mission, unique in a project.
    MissionId;
    /// An obligation, unique in its mission.
    ObligationId;
    /// A contribution, unique in its obligation.
    ContributionId;
    /// A measure, unique in a project: one measure may serve several missions.
    MeasureId;
    /// A body, unique in a project.
    BodyId;
    /// A rule, named by its file.
    RuleId;
    /// A feed, unique in a project.
    FeedId;
    /// A body or a publisher for which feeds speak.
    VoiceId;
    /// A response of an official: the same however often it is handed in.
    ResponseId;
    /// The content hash of what was compiled; equal revisions mean equal behaviour.
    Revision;
}

impl ObligationId {
    /// The body that it is about, where its declaration stands for one about each of many: no id that is declared has a slash.
    pub fn about(&self) -> Option<&str> {
        self.0.split_once('/').map(|(_, body)| body)
    }

    /// The one about a body, of those that this id stands for: `plans/leeds`.
    #[must_use]
    pub fn about_one(&self, body: &BodyId) -> Self {
        Self::new(format!("{self}/{body}"))
    }
}

impl Revision {
    /// As many letters of it as people need to tell it from others.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

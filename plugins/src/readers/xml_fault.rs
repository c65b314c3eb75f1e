//! Why nothing in a file of data values in XML can be used, as data, and what to do about it.

use thiserror::Error;

use super::excerpt::Excerpt;

/// What is wrong with a file of data values in XML as a whole.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum XmlFault {
    /// The parser's own words say what is wrong.
    #[error("the file is not well-formed XML: {0}")]
    NotWellFormed(String),
    #[error("the file begins with the element {found}, where {dialect} begins with `{root}`")]
    OtherRoot { found: Excerpt, dialect: &'static str, root: &'static str },
    #[error("the file is no XML: it holds no element")]
    NoElement,
    #[error("the file holds no `{element}`")]
    NoValues { element: &'static str },
    /// Entities that expand into one another can fill any memory, and those from elsewhere can read any file.
    #[error("the file declares a document type, and may bring entities of its own")]
    DocumentType,
    #[error("the elements of the file stand more than {deepest} deep in one another")]
    Deep { deepest: usize },
}

impl XmlFault {
    /// What to do about it.
    pub(super) fn help(&self) -> Option<&'static str> {
        match self {
            Self::NotWellFormed(_) => Some("Nothing in it was taken; export it again"),
            Self::OtherRoot { found, .. } if *found == Excerpt::of("adx") => {
                Some("It is ADX: say `format = \"adx\"` of the feed")
            }
            Self::OtherRoot { found, .. } if *found == Excerpt::of("dataValueSet") => {
                Some("It is a data value set of DHIS2: say `format = \"dhis2-xml\"` of the feed")
            }
            Self::OtherRoot { found, .. } if *found == Excerpt::of("html") => Some(
                "It is a page for people, such as an error or a form to sign in; export the figures again",
            ),
            Self::OtherRoot { .. } | Self::NoElement | Self::Deep { .. } => None,
            Self::NoValues { .. } => {
                Some("Export it again, with the periods and organisation units that are meant")
            }
            Self::DocumentType => Some("Send it without `<!DOCTYPE ...>`"),
        }
    }
}

//! One address, as it is described.

/// One thing that can be asked at one address.
pub(super) struct Endpoint {
    pub(super) method: Method,
    /// As `OpenAPI` writes it; a part that may hold several segments ends the path or stands before the last.
    pub(super) path: &'static str,
    pub(super) id: &'static str,
    pub(super) summary: &'static str,
    pub(super) who: Who,
    pub(super) query: &'static [Parameter],
    /// What is sent, as media type and schema.
    pub(super) sent: &'static [(&'static str, Shape)],
    /// What is answered where all is well.
    pub(super) answers: &'static [Answer],
    /// Why it may be refused, beside what holds for every request.
    pub(super) refused: &'static [u16],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Post,
}

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Anybody,
    /// Whoever may read: where there are accounts, whoever is known.
    Readers,
    /// An account by its token, or a session.
    Accounts,
}

/// Something in the address or in the head.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) place: &'static str,
    pub(super) about: &'static str,
    pub(super) kind: &'static str,
}

/// What is sent or answered.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// By its name in `schemas.json`.
    Schema(&'static str),
    Text,
    Bytes,
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) about: &'static str,
    pub(super) content: &'static [(&'static str, Shape)],
}

impl Endpoint {
    /// Whether it is read, and answers in each of these forms.
    pub(super) fn is_told_in(&self, kinds: &[&str]) -> bool {
        let told =
            |kind: &str| self.answers.iter().any(|one| one.content.iter().any(|(known, _)| *known == kind));
        self.method == Method::Get && kinds.iter().all(|kind| told(kind))
    }
}

impl Method {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
        }
    }
}

//! What was measured of a peer, or why it was not.

/// What takes the time. Figures of different kinds are never compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A rule of so many reads is worked out, and nothing else.
    Alone(usize),
    /// A report arrives; whatever it changes is worked out, and the verdict compared with the one before.
    Step,
    /// Beside steps: what a machine needs for a part of one.
    Limit,
}

/// Who was measured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Of {
    Remit,
    Peer,
    /// No peer: as little as could be done at all.
    Bound,
}

/// One figure.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) of: Of,
    pub(crate) kind: Kind,
    /// In nanoseconds; why there is none, where there is none.
    pub(crate) took: Result<f64, String>,
}

impl Measured {
    pub(crate) fn new(name: impl Into<String>, of: Of, kind: Kind, nanoseconds: f64) -> Self {
        Self { name: name.into(), of, kind, took: Ok(nanoseconds) }
    }

    pub(crate) fn missing(name: impl Into<String>, kind: Kind, why: impl Into<String>) -> Self {
        Self { name: name.into(), of: Of::Peer, kind, took: Err(why.into()) }
    }
}

//! Picking out what has a label: `#{ label: "theme", value: "housing" }`.

use rhai::{ImmutableString, Map, NativeCallContext};

use super::host_result::{HostResult, fail};

/// A label with the value that is meant.
pub(super) struct Labelled {
    label: ImmutableString,
    value: ImmutableString,
}

impl Labelled {
    /// What a rule writes.
    pub(super) fn read(context: &NativeCallContext, written: &Map) -> HostResult<Self> {
        let text = |key: &str| written.get(key)?.clone().into_immutable_string().ok();
        match (text("label"), text("value"), written.len()) {
            (Some(label), Some(value), 2) => Ok(Self { label, value }),
            _ => Err(fail("a label is written like `#{ label: \"theme\", value: \"housing\" }`", context)),
        }
    }

    /// Those of all that have the label with this value. That nothing has the label is a slip of the pen, and an empty list would be taken for
    /// an answer.
    pub(super) fn pick<T>(
        &self,
        context: &NativeCallContext,
        all: Vec<T>,
        value_of: impl Fn(&T, &str) -> Option<String>,
    ) -> HostResult<Vec<T>> {
        let values: Vec<Option<String>> = all.iter().map(|one| value_of(one, &self.label)).collect();
        if values.iter().all(Option::is_none) {
            return Err(fail(format!("nothing here has the label `{}`", self.label), context));
        }
        let is_meant = |value: &Option<String>| value.as_deref() == Some(self.value.as_str());
        let picked = all.into_iter().zip(values).filter(|(_, value)| is_meant(value));
        Ok(picked.map(|(one, _)| one).collect())
    }
}

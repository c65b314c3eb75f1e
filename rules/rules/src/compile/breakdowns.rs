//! Names of measures that mean all values of a breakdown: `referrals/*`.

use std::sync::Arc;

use engine::model::MeasureId;
use toml::Spanned;

use super::resolver::NameResolver;
use crate::declare::MeasureDeclaration;
use crate::diagnostic::Code;

/// A measure that is named with all its values, or as it stands.
pub(super) struct NamedValues<'a> {
    pub(super) id: MeasureId,
    pub(super) measure: &'a MeasureDeclaration,
    /// The values that are meant; none where the measure itself is.
    pub(super) values: Option<Vec<Arc<str>>>,
}

/// What a name means: one measure, or each value of one that is divided.
pub(super) fn named_values<'a>(
    resolver: &NameResolver<'a>,
    name: &Spanned<String>,
) -> Option<NamedValues<'a>> {
    let Some(total) = name.get_ref().strip_suffix("/*") else {
        return resolver.measure(name).map(|(id, measure)| NamedValues { id, measure, values: None });
    };
    let total = Spanned::new(name.span(), total.to_owned());
    let (id, measure) = resolver.measure(&total)?;
    let Some(breakdown) = &measure.breakdown else {
        let message = format!("`{total}` is not divided, so `{name}` names nothing");
        let fault = resolver.error(Code::UnknownMeasure, message, name.span());
        resolver.report(fault.with_help("leave `/*` out, or give the measure a `breakdown`"));
        return None;
    };
    Some(NamedValues { id, measure, values: Some(breakdown.resolved().values) })
}

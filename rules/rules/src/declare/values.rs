//! The values of a breakdown, spelt out as measures of their own, so that whatever names one of them needs to know nothing of
//! breakdowns.

use engine::model::{Breakdown, MeasureId};
use toml::Spanned;

use super::measure::MeasureDeclaration;

/// A measure with those of its values, the total first.
pub(super) fn with_values(measure: MeasureDeclaration) -> Vec<MeasureDeclaration> {
    let Some((breakdown, id)) = measure.breakdown.as_ref().zip(measure.id.as_ref()) else {
        return vec![measure];
    };
    let total = MeasureId::new(id.get_ref().as_str());
    let values = breakdown.values.iter().map(|value| {
        let part = Breakdown::part(&total, value.get_ref());
        let named = value.get_ref().replace(['_', '-'], " ");
        MeasureDeclaration {
            id: Some(Spanned::new(value.span(), part.as_str().to_owned())),
            title: measure.title.as_ref().map(|title| format!("{title}: {named}")),
            breakdown: None,
            ..measure.clone()
        }
    });
    let values: Vec<MeasureDeclaration> = values.collect();
    std::iter::once(measure).chain(values).collect()
}

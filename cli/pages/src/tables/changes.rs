//! What activations of texts changed.

use app::text_history::Activation;
use engine::program::Program;

use super::row::row;

/// A heading, and a row for each thing that was changed.
pub fn changes_table(activations: &[&Activation], program: &Program) -> String {
    let mut table = row(&["position", "at", "told"].map(str::to_owned));
    for activation in activations {
        let (position, at) = (activation.position.to_string(), activation.at.to_string());
        for told in activation.told(program) {
            table.push_str(&row(&[position.clone(), at.clone(), told]));
        }
    }
    table
}

//! The registry of rules: one file per code, with what it means, why it is there, and examples. The reference pages,
//! `northstar explain` and the names in the project file all come from here.

mod allow;
mod choice;
mod context;
mod fixing;
mod frame;
mod framework;
mod levels;
mod lexicon;
mod list;
mod meaning;
mod ns001_syntax;
mod ns002_unterminated;
mod ns003_unknown_property;
mod ns004_duplicate_property;
mod ns005_malformed_literal;
mod ns006_nested_too_deep;
mod ns007_not_utf8;
mod ns008_file_too_large;
mod ns101_duplicate_name;
mod ns102_unknown_name;
mod ns103_wrong_kind;
mod ns104_cyclic_definition;
mod ns105_cyclic_drives;
mod ns106_name_collision;
mod ns107_unused_declaration;
mod ns108_reserved_name;
mod ns201_type_mismatch;
mod ns202_function_call;
mod ns203_row_or_aggregate;
mod ns204_nested_aggregate;
mod ns205_fan_out;
mod ns206_reference_to_no_key;
mod ns207_ambiguous_path;
mod ns208_unit_mismatch;
mod ns209_mixed_currencies;
mod ns210_unreachable_dimension;
mod ns211_not_additive;
mod ns212_snapshot_as_flow;
mod ns213_week_in_month;
mod ns214_window_and_grain;
mod ns215_relative_or_points;
mod ns216_baseline_sign;
mod ns217_equals_disagrees;
mod ns218_no_time_bound;
mod ns219_constant_comparison;
mod ns220_division_by_zero;
mod ns221_no_time_axis;
mod ns222_snapshot_combination;
mod ns301_no_north_star;
mod ns302_two_north_stars;
mod ns303_unlinked_input;
mod ns304_no_input;
mod ns305_no_counter;
mod ns306_no_limit;
mod ns307_counter_guards_nothing;
mod ns308_counter_mirrors;
mod ns309_limit_side;
mod ns310_number_of_inputs;
mod ns311_deep_tree;
mod ns312_unused_metric;
mod ns313_no_equals;
mod ns314_too_many_metrics;
mod ns315_no_outcome;
mod ns316_hidden_denominator;
mod ns317_replacement_without_replaces;
mod ns401_no_owner;
mod ns402_no_review;
mod ns403_input_without_review;
mod ns404_team_without_input;
mod ns405_team_with_many_inputs;
mod ns406_revisit_due;
mod ns407_north_star_changed;
mod ns408_no_contact;
mod ns409_unused_cadence;
mod ns410_target_date;
mod ns501_vanity_metric;
mod ns502_reach_metric;
mod ns503_acquisition_metric;
mod ns504_lagging_revenue;
mod ns505_lagging_outcome;
mod ns506_empty_activity;
mod ns507_output_metric;
mod ns508_sentiment_metric;
mod ns509_volume_without_quality;
mod ns510_external_inputs;
mod ns511_direction_and_word;
mod ns601_target_direction;
mod ns602_target_window;
mod ns603_target_baseline;
mod ns604_leads_no_outcome;
mod ns605_lead_and_grain;
mod ns606_too_little_evidence;
mod ns701_no_exact_form;
mod ns702_approximate_limit;
mod ns703_native_in_use;
mod ns704_native_sql;
mod ns705_emitted_sql;
mod ns706_wrapped_time;
mod ns707_warehouse_table;
mod ns708_warehouse;
mod ns709_driver;
mod ns801_undescribed_metric;
mod ns802_long_description;
mod ns803_not_formatted;
mod ns804_deprecated_in_use;
mod ns805_same_meaning;
mod ns806_replaces_existing;
mod ns807_unused_allow;
mod ns901_no_project_file;
mod ns902_configuration_key;
mod ns903_pattern_matches_nothing;
mod ns904_secret_in_project;
mod ns905_outside_project;
mod ns906_unknown_setting;
mod ns907_unreadable_file;
mod ns908_output;
mod page;
#[cfg(test)]
mod tests;

pub use allow::apply_allow;
pub use context::{Check, Context, StarChange};
pub use fixing::Fixing;
pub use frame::{EXAMPLE_DATE, Frame, project_text};
pub use levels::apply_levels;
pub use list::RULES;
pub use ns407_north_star_changed::WITHIN_DAYS;
pub use ns803_not_formatted::layout;
pub use page::{family, index, list, page};

use crate::diagnostic::suggest::did_you_mean;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::Project;

/// One thing that northstar can say.
pub struct Rule {
    /// Code, name and default level.
    pub code: Code,
    /// One line, without a full stop.
    pub summary: &'static str,
    /// Markdown: what it says, and why that matters.
    pub explanation: &'static str,
    /// Text that raises it.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// What stands around the examples.
    pub frame: Frame,
    /// What finds it in a resolved project; none where an earlier or later stage finds it itself.
    pub check: Option<Check>,
}

/// Applies every rule that looks at the resolved project.
pub fn check(project: &Project, context: &Context, diagnostics: &mut Diagnostics) {
    for check in RULES.iter().filter_map(|rule| rule.check) {
        check(project, context, diagnostics);
    }
}

/// The rule with this code (`NS302`, any case) or name (`two-north-stars`).
pub fn find(text: &str) -> Option<&'static Rule> {
    let code = crate::diagnostic::codes::find(text)?;
    RULES.iter().find(|rule| rule.code == code).copied()
}

/// The nearest rules to a name that is none.
pub fn suggest(text: &str) -> Option<String> {
    let upper = text.to_uppercase();
    let named = did_you_mean(text, RULES.iter().map(|rule| rule.code.name)).filter(|help| help.starts_with("did"));
    let coded = || did_you_mean(&upper, RULES.iter().map(|rule| rule.code.id)).filter(|help| help.starts_with("did"));
    if upper.starts_with("NS") { coded().or(named) } else { named.or_else(coded) }
}

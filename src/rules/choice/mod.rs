//! The facts that the rules on the choice of metric ask for, and how one of them is chosen for each metric: the most specific.

mod cores;
mod filter;

pub(super) use cores::{Core, Kind, cores};
pub(super) use filter::{filtered_columns, is_qualified, may_end, selected};

use super::framework::{meant, the_star};
use super::lexicon::{Lexicon, find, has};
use super::{
    Context, ns501_vanity_metric, ns502_reach_metric, ns503_acquisition_metric, ns504_lagging_revenue, ns505_lagging_outcome,
    ns506_empty_activity, ns507_output_metric, ns508_sentiment_metric, ns509_volume_without_quality, ns510_external_inputs,
    ns511_direction_and_word,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level, codes};
use crate::model::currency::is_currency;
use crate::model::expr::{Arithmetic, Expr, Node};
use crate::model::metric::{Definition, Measure, Metric, Role, Stage};
use crate::model::source::{Relation, Source};
use crate::model::unit::Unit;
use crate::model::{Id, Project};

/// A metric whose choice is looked at.
pub(super) struct Choice<'a> {
    pub(super) project: &'a Project,
    pub(super) id: Id<Metric>,
    pub(super) metric: &'a Metric,
    /// What the north star counts or adds up; empty where it is another form, and for other roles.
    pub(super) cores: Vec<Core<'a>>,
}

/// What one rule finds of a metric.
type Find = fn(&Choice) -> Option<Diagnostic>;

/// What is asked of a north star, the most specific first.
const STAR: &[(Code, Find)] = &[
    (codes::OUTPUT_METRIC, ns507_output_metric::find),
    (codes::SENTIMENT_METRIC, ns508_sentiment_metric::find),
    (codes::LAGGING_OUTCOME, ns505_lagging_outcome::find),
    (codes::LAGGING_REVENUE, ns504_lagging_revenue::find),
    (codes::VANITY_METRIC, ns501_vanity_metric::find),
    (codes::ACQUISITION_METRIC, ns503_acquisition_metric::find),
    (codes::REACH_METRIC, ns502_reach_metric::find),
    (codes::EMPTY_ACTIVITY, ns506_empty_activity::find),
    (codes::DIRECTION_AND_WORD, ns511_direction_and_word::find),
    (codes::VOLUME_WITHOUT_QUALITY, ns509_volume_without_quality::find),
];

/// What is asked of an input.
const INPUT: &[(Code, Find)] =
    &[(codes::DIRECTION_AND_WORD, ns511_direction_and_word::find), (codes::EXTERNAL_INPUTS, ns510_external_inputs::find)];

/// What is asked of counters and outcomes.
const OTHER: &[(Code, Find)] = &[(codes::DIRECTION_AND_WORD, ns511_direction_and_word::find)];

/// Reports what one rule finds, where no more specific one is shown of the same metric. What a metric allows is always reported, to
/// be silenced there, and like what the project file switches off it is in nobody's way.
pub(super) fn report(code: Code, project: &Project, context: &Context, d: &mut Diagnostics) {
    let star = the_star(project).map(|(id, _)| id);
    for (id, metric) in project.metrics.iter().filter(|(_, metric)| !metric.broken) {
        let asked = match metric.role {
            Role::NorthStar if star == Some(id) => STAR,
            Role::Input => INPUT,
            Role::Counter | Role::Outcome => OTHER,
            Role::NorthStar | Role::Metric => continue,
        };
        let Some(place) = asked.iter().position(|(asked, _)| *asked == code) else { continue };
        let cores = if star == Some(id) { cores::cores(project, id) } else { Vec::new() };
        let choice = Choice { project, id, metric, cores };
        let hidden = |code: &Code| allows(metric, *code) || context.config.lint.get(code.id) == Some(&Level::Off);
        let mut before = asked.iter().take(place).filter(|(code, _)| !hidden(code));
        if allows(metric, code) || before.all(|(_, find)| find(&choice).is_none()) {
            asked.get(place).and_then(|(_, find)| find(&choice)).into_iter().for_each(|finding| d.push(finding));
        }
    }
}

fn allows(metric: &Metric, code: Code) -> bool {
    metric.allow.iter().any(|allow| allow.code == code.id)
}

impl<'a> Choice<'a> {
    /// The first word of a lexicon in the metric's own name or title. `None` too where they take it back.
    pub(super) fn word(&self, lexicon: &Lexicon) -> Option<String> {
        let names = self.names();
        if names.iter().any(|name| has(lexicon.unless, name)) {
            return None;
        }
        names.iter().find_map(|name| find(lexicon.words, name))
    }

    /// As [`Choice::word`], and in what a core reads as well: what it adds up, or else the source of the rows and the values that
    /// select them.
    pub(super) fn word_of(&self, lexicon: &Lexicon, core: &Core<'a>) -> Option<String> {
        let named = [Some(core.metric.name.as_str()), core.metric.title.as_deref()];
        if self.names().into_iter().chain(named.into_iter().flatten()).any(|name| has(lexicon.unless, name)) {
            return None;
        }
        let read = self.read_by(core);
        let texts = named.into_iter().flatten().chain(read);
        self.word(lexicon).or_else(|| texts.into_iter().find_map(|text| find(lexicon.words, text)))
    }

    fn names(&self) -> Vec<&'a str> {
        std::iter::once(self.metric.name.as_str()).chain(self.metric.title.as_deref()).collect()
    }

    fn read_by(&self, core: &Core<'a>) -> Vec<&'a str> {
        match core.kind {
            Kind::Sum | Kind::Statistic => self.value_columns(core),
            Kind::Rows | Kind::Distinct => {
                let mut texts = vec![core.source.name.as_str()];
                if let Relation::Table(parts) = &core.source.relation {
                    texts.extend(parts.last().map(String::as_str));
                }
                texts.extend(selected(core));
                texts
            }
        }
    }

    /// The names of the columns that a core adds up or tells apart.
    pub(super) fn value_columns(&self, core: &Core<'a>) -> Vec<&'a str> {
        let project = self.project;
        core.values.iter().flat_map(|value| filter::columns(project, value)).map(|column| column.name.as_str()).collect()
    }

    /// Whether the metric has cores, and all of them are so.
    pub(super) fn all(&self, is: impl Fn(&Core<'a>) -> bool) -> bool {
        !self.cores.is_empty() && self.cores.iter().all(is)
    }

    /// The sources whose rows the metric reads, over any number of metrics.
    pub(super) fn sources(&self) -> Vec<(Id<Source>, &'a Source)> {
        sources_of(self.project, self.id)
    }

    /// Whether somebody said that what the metric counts is what customers come for.
    pub(super) fn is_value_moment(&self) -> bool {
        const TAGS: &[&str] = &["value_moment"];
        is_tagged(&self.metric.tags, TAGS) || self.all(|core| is_tagged(&core.source.tags, TAGS))
    }

    /// Whether the company is said to be of an age at which business results may steer, with a reason.
    pub(super) fn is_mature(&self) -> bool {
        self.metric.stage == Some(Stage::Mature) && self.metric.because.as_ref().is_some_and(|because| !because.trim().is_empty())
    }

    /// The value with one more condition, or with another event than the one of `about` that it selects, as it is to be written.
    pub(super) fn narrowed(&self, about: &str) -> String {
        let core = self.cores.first();
        let metric = core.map_or(self.metric, |core| core.metric);
        let text = metric.definition_text.split_whitespace().collect::<Vec<_>>().join(" ");
        let event = core.and_then(|core| selected(core).into_iter().find(|text| has(about, text)));
        let value = match (&metric.definition, event) {
            (_, Some(event)) => format!("with another event than `'{event}'` in `value: {text}`"),
            (Definition::Measure(Measure { filter: None, .. }), _) => format!("`value: {text} where …`"),
            (Definition::Measure(Measure { filter: Some(filter), .. }), _) if !matches!(filter.node, Node::Or(..)) => {
                format!("`value: {text} and …`")
            }
            _ => format!("with one more condition in `value: {text}`"),
        };
        if metric.name == self.metric.name { value } else { format!("{value} in `{}`", metric.name) }
    }

    /// The way out for those to whom the rule's words mean something else.
    pub(super) fn value_moment_help(&self) -> String {
        let source = self.cores.first().map_or("…", |core| core.source.name.as_str());
        format!("if it is what customers come for, write `tags: value_moment` in the source `{source}`")
    }

    /// How to let the metric be led instead of leading.
    pub(super) fn outcome_help(&self) -> String {
        let name = &self.metric.name;
        let mature = match (self.metric.stage, self.is_mature()) {
            (Some(Stage::Mature), false) => "add `because: \"…\"` to `stage: mature`",
            _ => "in a mature company, write `stage: mature` and `because: \"…\"`",
        };
        format!(
            "declare it as `outcome {name}`, and as north star what comes before it, with `leads: {name} by 4 to 12 weeks`; {mature}"
        )
    }

    /// A finding at the metric's value.
    pub(super) fn finding(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, self.metric.place("value"), message)
    }
}

/// The sources whose rows a metric reads, over any number of metrics.
pub(super) fn sources_of(project: &Project, metric: Id<Metric>) -> Vec<(Id<Source>, &Source)> {
    let measures = project.measures_of(metric).into_iter();
    let of = |id: Id<Metric>| match &project.metrics[id].definition {
        Definition::Measure(measure) => Some((measure.source, &project.sources[measure.source])),
        _ => None,
    };
    measures.filter_map(of).collect()
}

/// Whether some tags hold one of some words.
pub(super) fn is_tagged(tags: &[String], words: &[&str]) -> bool {
    tags.iter().any(|tag| words.contains(&tag.as_str()))
}

/// Whether a source is of a kind, by its tags or by its name.
pub(super) fn is_kind(source: &Source, tags: &[&str], names: &str) -> bool {
    is_tagged(&source.tags, tags) || has(names, &source.name)
}

/// Whether a unit is money, or money for each of something.
pub(super) fn has_currency(unit: &Unit) -> bool {
    unit.parts().any(|(name, exponent)| exponent > 0 && is_currency(name))
}

/// Whether a metric is a share or a quotient, seen through metrics that only repeat another.
pub(super) fn is_ratio(project: &Project, metric: Id<Metric>) -> bool {
    let metric = &project.metrics[meant(project, metric)];
    metric.share
        || match &metric.definition {
            Definition::Measure(measure) => divides(&measure.expr),
            Definition::Derived(expr) => divides(expr),
            Definition::Error => false,
        }
}

/// Whether an expression is a quotient, its complement or a multiple of it.
fn divides<L>(expr: &Expr<L>) -> bool {
    match &expr.node {
        Node::Arithmetic(Arithmetic::Divide, _, below) if !below.leaves().is_empty() => true,
        Node::Arithmetic(_, left, right) => divides(left) || divides(right),
        Node::Negate(inner) | Node::Cast(inner) => divides(inner),
        Node::Call(_, args) => args.first().is_some_and(divides),
        _ => false,
    }
}

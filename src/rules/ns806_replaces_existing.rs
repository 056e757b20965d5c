//! NS806: a metric that replaces one which is still there.

use super::{Context, Frame, Rule};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Project;
use crate::model::metric::{Metric, Status};
use std::collections::HashMap;

/// `replaces-existing`
pub static RULE: Rule = Rule {
    code: codes::REPLACES_EXISTING,
    summary: "A metric that replaces one which is still there and in use",
    explanation: "The metric says that it `replaces` another one, and the other one is there, as good as ever by what its declaration says. A
reader who finds both cannot tell which to use, and every figure has an older twin that somebody will quote.

Remove the old one, or mark it `status: deprecated` for as long as others need it. While the new one is still tried out
beside the old one, it is the new one that is marked: `status: draft`. Both are left out here.",
    bad: r#"outcome nights_in_all {
  title:       "Nights in all"
  description: "Nights of every booking, kept or not."
  value:       sum(nights) from bookings
}

outcome nights_asked_for {
  title:       "Nights asked for"
  description: "Nights of every booking of at least one night."
  value:       sum(nights) from bookings where nights >= 1
  replaces:    nights_in_all
}
"#,
    good: r#"outcome nights_in_all {
  title:       "Nights in all"
  description: "Nights of every booking, kept or not."
  value:       sum(nights) from bookings
  status:      deprecated
}

outcome nights_asked_for {
  title:       "Nights asked for"
  description: "Nights of every booking of at least one night."
  value:       sum(nights) from bookings where nights >= 1
  replaces:    nights_in_all
}
"#,
    frame: Frame::Project,
    check: Some(check),
};

fn check(project: &Project, _: &Context, d: &mut Diagnostics) {
    let replacing = || project.metrics.values().filter(|metric| !metric.replaces.is_empty());
    if replacing().next().is_none() {
        return;
    }
    let by_name: HashMap<&str, &Metric> = project.metrics.values().map(|metric| (metric.name.as_str(), metric)).collect();
    for metric in replacing() {
        for (name, place) in &metric.replaces {
            let Some(old) = by_name.get(name.as_str()).copied() else { continue };
            let is_itself = old.name == metric.name;
            let in_transition = metric.status == Status::Draft || old.status == Status::Deprecated;
            if in_transition && !is_itself {
                continue;
            }
            let help = if is_itself {
                "name the metric that came before it, or remove `replaces`".to_owned()
            } else {
                format!("remove `{name}`, or write `status: deprecated` there; on trial is what says `status: draft`")
            };
            let message = match is_itself {
                true => format!("`{name}` replaces itself"),
                false => format!("`{}` replaces `{name}`, which is still there", metric.name),
            };
            d.push(
                Diagnostic::new(codes::REPLACES_EXISTING, *place, message)
                    .here("declared, and neither deprecated nor gone")
                    .label(old.name_span, format!("`{name}` is declared here"))
                    .why("who finds both cannot tell which one to use")
                    .help(help),
            );
        }
    }
}

//! The metric tree as text for a terminal.

use crate::model::describe::{expression, words};
use crate::model::metric::{Metric, Role};
use crate::model::tree::{EdgeKind, Graph, Line, Tree};
use crate::model::{Id, Project};

/// The whole tree: outcomes first, then the north star and what is below it, then what is tied to neither.
pub fn render(project: &Project, graph: &Graph) -> String {
    let tree = Tree::new(project, graph);
    let mut out = String::new();
    for outcome in &tree.outcomes {
        out.push_str(&format!("{}\n", describe(project, *outcome)));
        out.push_str(&format!("↑ {}\n", leaders(project, *outcome)));
    }
    lines(project, &tree.lines, &mut out);
    if !tree.others.is_empty() {
        if !tree.lines.is_empty() {
            out.push_str("\nnot tied to the north star:\n");
        }
        lines(project, &tree.others, &mut out);
    }
    if out.is_empty() {
        out.push_str("no metric is declared\n");
    }
    out
}

/// Who claims to lead an outcome, and how much later.
fn leaders(project: &Project, outcome: Id<Metric>) -> String {
    let mut claims = Vec::new();
    for (_, star) in project.metrics_of(Role::NorthStar) {
        for lead in star.leads.iter().filter(|lead| lead.outcome == outcome) {
            let plural = if lead.high == 1 { "" } else { "s" };
            claims.push(format!("led by {}, by {} to {} {}{plural}", star.name, lead.low, lead.high, lead.unit.name()));
        }
    }
    claims.join("; ")
}

fn lines(project: &Project, lines: &[Line], out: &mut String) {
    // For each depth, whether more lines follow at that depth below the same parent.
    let mut open: Vec<bool> = Vec::new();
    for line in lines {
        open.truncate(line.depth.saturating_sub(1));
        for more in &open {
            out.push_str(if *more { "│  " } else { "   " });
        }
        if line.depth > 0 {
            out.push_str(if line.last { "└─ " } else { "├─ " });
            open.push(!line.last);
        }
        out.push_str(&edge(line));
        if line.seen_above {
            out.push_str(&format!("{} (see above)\n", project.metrics[line.metric].name));
            continue;
        }
        out.push_str(&describe(project, line.metric));
        out.push_str(if line.continued { " (continued below)\n" } else { "\n" });
    }
}

/// What a line is to the one above, where its role does not say it.
fn edge(line: &Line) -> String {
    match line.edge {
        Some(EdgeKind::Part) => "part: ".to_owned(),
        Some(EdgeKind::Guards) => "guard: ".to_owned(),
        _ => String::new(),
    }
}

fn describe(project: &Project, id: Id<Metric>) -> String {
    let metric = &project.metrics[id];
    let mut facts = vec![metric.role.words().to_owned()];
    facts.extend(words::unit(&metric.unit).map(|unit| format!("in {unit}")));
    facts.extend(metric.limit.as_ref().map(|limit| words::limit(metric, limit)));
    facts.extend(metric.owner.map(|team| format!("owner {}", project.teams[team].name)));
    let mut text = format!("{} ({})", metric.name, facts.join(", "));
    if let Some(equals) = &metric.equals {
        text.push_str(&format!(" = {}", expression::metrics(project, equals)));
    }
    text
}

//! `allow` in place: findings that a declaration accepts, and acceptances that nothing needs.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix, codes};
use crate::model::Project;
use crate::model::metric::Allow;
use crate::source::{FileId, Span};
use std::collections::{BTreeMap, HashSet};

/// Drops every finding whose place lies in a declaration that allows its rule, and reports what is allowed and silences nothing
/// (NS807). Comes before the levels of the project file: whether an `allow` is needed does not depend on them.
pub fn apply_allow(project: &Project, diagnostics: &mut Diagnostics) {
    let mut declarations = Declarations::new(project);
    if declarations.by_file.is_empty() {
        return;
    }
    declarations.silence(diagnostics, |code| code != codes::UNUSED_ALLOW);
    if !concludes(project, diagnostics) {
        return;
    }
    let about_unused = |allow: &Allow| allow.code == codes::UNUSED_ALLOW.id;
    // Whether there is a history to read depends on the checkout.
    let by_history = |allow: &Allow| allow.code == codes::NORTH_STAR_CHANGED.id;
    for allow in declarations.unused(|allow| !about_unused(allow) && !by_history(allow)) {
        diagnostics.push(unused(allow));
    }
    declarations.silence(diagnostics, |code| code == codes::UNUSED_ALLOW);
    for allow in declarations.unused(about_unused) {
        diagnostics.push(unused(allow));
    }
}

/// Whether rules kept quiet because something else is to be mended first; an `allow` for them may then be right.
fn concludes(project: &Project, diagnostics: &Diagnostics) -> bool {
    let unsettled = |diagnostic: &Diagnostic| [codes::NO_NORTH_STAR, codes::TWO_NORTH_STARS].contains(&diagnostic.code);
    !project.broken && project.metrics.values().all(|metric| !metric.broken) && !diagnostics.iter().any(unsettled)
}

fn unused(allow: &Allow) -> Diagnostic {
    let name = codes::find(allow.code).map_or(allow.code, |code| code.name);
    Diagnostic::new(codes::UNUSED_ALLOW, allow.span, format!("`allow` of `{name}` silences nothing"))
        .here("nothing of this kind is found here")
        .why("an exception that is not needed would hide the next finding of its kind")
        .help("remove it")
        .fix(Fix::safe("remove the entry", vec![Edit::delete(allow.place)]))
}

/// A declaration that allows something.
struct Declaration<'a> {
    span: Span,
    allow: &'a [Allow],
}

/// The declarations that allow something, and which of their `allow` silenced a finding.
struct Declarations<'a> {
    /// In the order of their places; they never overlap.
    by_file: BTreeMap<FileId, Vec<Declaration<'a>>>,
    used: HashSet<Span>,
}

impl<'a> Declarations<'a> {
    fn new(project: &'a Project) -> Declarations<'a> {
        let metrics = project.metrics.values().map(|metric| (metric.span, &metric.allow));
        let teams = project.teams.values().map(|team| (team.span, &team.allow));
        let sources = project.sources.values().map(|source| (source.span, &source.allow));
        let cadences = project.cadences.values().filter_map(|cadence| Some((cadence.name_span?, &cadence.allow)));
        let mut by_file: BTreeMap<FileId, Vec<Declaration>> = BTreeMap::new();
        for (span, allow) in metrics.chain(teams).chain(sources).chain(cadences).filter(|(_, allow)| !allow.is_empty()) {
            by_file.entry(span.file).or_default().push(Declaration { span, allow });
        }
        for declarations in by_file.values_mut() {
            declarations.sort_by_key(|declaration| declaration.span.start);
        }
        Declarations { by_file, used: HashSet::new() }
    }

    /// The `allow` that accepts a finding of a code at a place.
    fn accepting(&self, code: Code, place: Span) -> Option<&'a Allow> {
        let declarations = self.by_file.get(&place.file)?;
        let after = declarations.partition_point(|declaration| declaration.span.start <= place.start);
        let declaration = declarations.get(after.checked_sub(1)?).filter(|declaration| place.end <= declaration.span.end)?;
        declaration.allow.iter().find(|allow| allow.code == code.id)
    }

    fn silence(&mut self, diagnostics: &mut Diagnostics, among: impl Fn(Code) -> bool) {
        diagnostics.retain_mut(|diagnostic| {
            let place = diagnostic.primary.as_ref().filter(|_| among(diagnostic.code)).map(|label| label.span);
            let accepted = place.and_then(|place| self.accepting(diagnostic.code, place));
            if let Some(allow) = accepted {
                self.used.insert(allow.span);
            }
            accepted.is_none()
        });
    }

    fn unused(&self, among: impl Fn(&Allow) -> bool) -> Vec<&'a Allow> {
        let all = self.by_file.values().flatten().flat_map(|declaration| declaration.allow);
        all.filter(|allow| among(allow) && !self.used.contains(&allow.span)).collect()
    }
}

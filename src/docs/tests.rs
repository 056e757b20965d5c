//! Pages: every link resolves, two renders are equal, hostile text stays text, and large projects are quick.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

use super::{explain, list, render, tree};
use crate::model::expr::Arithmetic;
use crate::model::metric::{Definition, Lead, MetricLeaf, Role};
use crate::model::sample::{arithmetic, files, metric, metric_expr, span, stays};
use crate::model::tree::Graph;
use crate::model::{Id, Project};
use crate::syntax::ast::TimeUnit;
use std::collections::{BTreeMap, BTreeSet};

fn pages(project: &Project) -> Vec<(String, String)> {
    let sql = project.metrics.values().map(|m| (m.name.clone(), vec![("duckdb".to_owned(), "select '```' as a".to_owned())]));
    render(project, &files(), &sql.collect())
}

fn page<'a>(pages: &'a [(String, String)], path: &str) -> &'a str {
    &pages.iter().find(|(found, _)| found == path).unwrap_or_else(|| panic!("no page {path}")).1
}

/// Takes code out of Markdown, block by block and span by span, as a reader of Markdown does.
fn without_code(page: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<String> = None;
    for line in page.lines() {
        let ticks: String = line.chars().take_while(|letter| *letter == '`').collect();
        match &fence {
            Some(open) if ticks.len() >= open.len() && line == ticks => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                let mut rest = line;
                while let Some(start) = rest.find('`') {
                    if rest[..start].ends_with('\\') {
                        out.push_str(&rest[..=start]);
                        rest = &rest[start + 1..];
                        continue;
                    }
                    out.push_str(&rest[..start]);
                    let run: String = rest[start..].chars().take_while(|letter| *letter == '`').collect();
                    let after = &rest[start + run.len()..];
                    // A run that is never closed is plain text.
                    let end = after.find(&run).map_or(0, |end| end + run.len());
                    rest = &after[end..];
                }
                out.push_str(rest);
                out.push('\n');
            }
        }
    }
    assert!(fence.is_none(), "every code block is closed");
    out
}

fn links(text: &str) -> Vec<String> {
    text.replace("\\]", "").split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned).collect()
}

fn check_links(pages: &[(String, String)]) -> usize {
    let known: BTreeMap<&str, &str> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut checked = 0;
    for (path, text) in pages {
        for link in links(&without_code(text)) {
            let (target, anchor) = link.split_once('#').map_or((link.as_str(), None), |(target, anchor)| (target, Some(anchor)));
            let resolved = match target.strip_prefix("../") {
                Some(up) => up.to_owned(),
                None => path.rsplit_once('/').map_or(target.to_owned(), |(folder, _)| format!("{folder}/{target}")),
            };
            let page = known.get(resolved.as_str()).unwrap_or_else(|| panic!("{path}: {link} leads nowhere"));
            if let Some(anchor) = anchor {
                let heading = page.lines().any(|line| line.trim_start_matches('#').trim().replace('\\', "") == anchor);
                assert!(heading, "{path}: {link} has no heading");
            }
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_link_resolves() {
    assert!(check_links(&pages(&stays())) > 40);
}

#[test]
fn two_renders_are_equal() {
    assert_eq!(pages(&stays()), pages(&stays()));
    assert_eq!(tree::json::render(&stays(), &Graph::new(&stays())), tree::json::render(&stays(), &Graph::new(&stays())));
}

#[test]
fn a_metric_page_says_what_it_must() {
    let pages = pages(&stays());
    let star = page(&pages, "metrics/nights_booked.md");
    for part in [
        "# Nights booked\n",
        "**North star** · `nights_booked`",
        "Sum of `nights` over `bookings` where status is 'confirmed', per week, in nights.",
        "```nsm\nvalue: sum(nights) from bookings\n```",
        "every week on monday, chaired by [Marketplace](../teams/marketplace.md)",
        "+12% by 2026-12-28, counted from 2025-12-29",
        "Equals exactly: `bookings_made * nights_per_booking`",
        "Driven by: [Bookings made](../metrics/bookings_made.md), ",
        "by 2 to 8 weeks",
        "| `city` | `listing.city` |",
        "`= coalesce(utm_source, 'direct')`",
        "column `Nights \"n\"`",
        "````sql\nselect '```' as a\n````",
        "`metrics/stays.nsm:1`",
    ] {
        assert!(star.contains(part), "{part}\nis not in\n{star}");
    }
    let counter = page(&pages, "metrics/cancellation_rate.md");
    assert!(counter.contains("At most 8%, while [Nights booked](../metrics/nights_booked.md) grows."), "{counter}");
    assert!(counter.contains("- NS405 team-with-many-inputs: One team &#124; two levers"), "{counter}");
    let calendar = page(&pages, "reviews.md");
    assert!(calendar.contains("## weekly\\_review") && calendar.contains("1. What moved\n2. What we do"), "{calendar}");
}

const HOSTILE: [&str; 7] = [
    "](x) [a](javascript:y)",
    "a | b",
    "<script>alert(1)</script>",
    "`code ``` more",
    "one\n\n# two\n```\nthree",
    "{{ x }} ${y} %}",
    "end\"] --> q[\"x",
];

#[test]
fn hostile_text_stays_text() {
    for hostile in HOSTILE {
        let mut project = stays();
        let ids: Vec<_> = project.metrics.ids().collect();
        for id in ids {
            project.metrics[id].title = Some(hostile.to_owned());
            // A description is Markdown: a link in it is a link.
            project.metrics[id].description = Some(hostile.to_owned()).filter(|text| !text.starts_with("]("));
            project.metrics[id].because = Some(hostile.to_owned());
        }
        let sources: Vec<_> = project.sources.ids().collect();
        for id in sources {
            project.sources[id].columns.iter_mut().for_each(|column| column.description = Some(hostile.to_owned()));
        }
        let pages = pages(&project);
        for (path, text) in &pages {
            let bare = without_code(text);
            let allowed = ["<details>", "</details>", "<summary>", "</summary>"];
            let bare = allowed.iter().fold(bare, |bare, tag| bare.replace(tag, ""));
            assert!(!bare.contains('<') && !bare.contains('{'), "{path}:\n{text}");
            assert!(!bare.lines().any(|line| line.starts_with("# two")), "{path}:\n{text}");
        }
        check_links(&pages);
        let picture = tree::mermaid::render(&project, &Graph::new(&project)).text;
        for line in picture.lines() {
            assert!(line.matches('"').count() % 2 == 0 && !line.contains('<') && !line.contains('`'), "{picture}");
        }
        assert_eq!(picture.lines().count(), 1 + 5 + 4, "{picture}");
        let dot = tree::dot::render(&project, &Graph::new(&project));
        assert!(dot.lines().all(|line| line.replace("\\\"", "").matches('"').count() % 2 == 0), "{dot}");
        for id in project.metrics.ids() {
            assert!(!explain::explain(&project, id, &files()).contains('\u{1b}'));
        }
    }
}

#[test]
fn tables_keep_their_shape() {
    for hostile in HOSTILE {
        let mut project = stays();
        for id in project.teams.ids().collect::<Vec<_>>() {
            project.teams[id].title = Some(hostile.to_owned());
            project.teams[id].contact = Some(hostile.to_owned());
        }
        for (path, text) in pages(&project) {
            let mut width = None;
            for line in text.lines() {
                if !line.starts_with('|') {
                    width = None;
                    continue;
                }
                let bars = line.replace("\\|", "").matches('|').count();
                assert_eq!(bars, *width.get_or_insert(bars), "{path}: {line}");
            }
        }
    }
}

#[test]
fn the_text_tree_shows_roles_and_the_identity() {
    let text = tree::text::render(&stays(), &Graph::new(&stays()));
    assert_eq!(
        text,
        "gross_booking_value (outcome, in USD)\n\
         ↑ led by nights_booked, by 2 to 8 weeks\n\
         nights_booked (north star, in nights, owner marketplace) = bookings_made * nights_per_booking\n\
         ├─ bookings_made (input, in bookings, owner marketplace)\n\
         ├─ nights_per_booking (input, in nights per booking, owner supply)\n\
         └─ guard: cancellation_rate (counter metric, at most 8%, owner supply)\n"
    );
}

/// A project of `count` metrics; `parent` says which metric each drives.
fn many(count: usize, parent: impl Fn(usize) -> usize) -> Project {
    let mut project = Project { name: "many".to_owned(), ..Project::default() };
    let base = stays();
    project.sources = base.sources;
    let definition = base.metrics.values().next().unwrap().definition.clone();
    let mut ids: Vec<Id<_>> = Vec::new();
    for i in 0..count {
        let role = if i == 0 { Role::NorthStar } else { Role::Input };
        let mut new = metric(&format!("metric_{i}"), role, definition.clone());
        if i > 0 {
            new.drives = vec![(ids[parent(i)], span())];
        }
        ids.push(project.metrics.push(new));
    }
    project
}

#[test]
fn a_cycle_ends() {
    let mut project = stays();
    let ids: Vec<_> = project.metrics.ids().collect();
    project.metrics[ids[0]].drives = vec![(ids[1], span())];
    project.metrics[ids[4]].drives = vec![(ids[4], span())];
    project.metrics[ids[4]].definition = Definition::Derived(metric_expr(MetricLeaf::Metric(ids[4])));
    let text = tree::text::render(&project, &Graph::new(&project));
    assert!(text.contains("nights_booked (see above)"), "{text}");
    check_links(&pages(&project));
}

#[test]
fn what_drives_two_is_shown_under_both() {
    let mut project = stays();
    let ids: Vec<_> = project.metrics.ids().collect();
    let extra = metric("visits", Role::Input, Definition::Error);
    let extra = project.metrics.push(extra);
    project.metrics[extra].drives = vec![(ids[1], span()), (ids[2], span())];
    let text = tree::text::render(&project, &Graph::new(&project));
    assert_eq!(text.matches("visits (input)").count(), 1, "{text}");
    assert_eq!(text.matches("visits (see above)").count(), 1, "{text}");
}

#[test]
fn a_metric_tied_to_nothing_is_still_shown() {
    let mut project = stays();
    project.metrics.push(metric("lonely", Role::Metric, Definition::Error));
    let text = tree::text::render(&project, &Graph::new(&project));
    assert!(text.ends_with("\nnot tied to the north star:\nlonely (metric)\n"), "{text}");
}

#[test]
fn ten_thousand_metrics_are_no_trouble() {
    for project in [many(10_000, |i| (i - 1) / 3), many(10_000, |i| i - 1), many(10_000, |_| 0)] {
        let pages = pages(&project);
        assert_eq!(pages.len(), 10_004);
        let index = page(&pages, "README.md");
        assert!(index.contains("too large to draw whole"));
        assert!(index.matches(" --> ").count() <= 200);
        let text = tree::text::render(&project, &Graph::new(&project));
        assert!(text.len() < 5_000_000, "{}", text.len());
        let shown: BTreeSet<&str> = text.split_whitespace().filter(|word| word.starts_with("metric_")).collect();
        assert_eq!(shown.len(), 10_000);
    }
}

#[test]
fn a_long_chain_of_parts_is_followed() {
    let mut project = stays();
    let mut last = project.metrics.ids().next().unwrap();
    for i in 0..2_000 {
        let expr = arithmetic(
            Arithmetic::Add,
            metric_expr(MetricLeaf::Metric(last)),
            metric_expr(MetricLeaf::Lag(last, 1, TimeUnit::Year)),
        );
        last = project.metrics.push(metric(&format!("chain_{i}"), Role::Metric, Definition::Derived(expr)));
    }
    let pages = pages(&project);
    let page = page(&pages, "metrics/chain_1999.md");
    assert!(page.contains("../sources/bookings.md"), "{page}");
    assert!(
        page.contains("[Chain 1998](../metrics/chain_1998.md) plus [Chain 1998](../metrics/chain_1998.md) as of 1 year before")
    );
}

#[test]
fn two_north_stars_make_two_trees() {
    let mut project = stays();
    let outcome = project.metrics.ids().nth(4).unwrap();
    let mut second = metric("revenue", Role::NorthStar, Definition::Error);
    second.leads = vec![Lead { outcome, low: 1, high: 1, unit: TimeUnit::Month, span: span() }];
    project.metrics.push(second);
    let text = tree::text::render(&project, &Graph::new(&project));
    assert!(text.contains("\nrevenue (north star)\n") && text.contains("; led by revenue, by 1 to 1 month\n"), "{text}");
}

#[test]
fn selectors_choose_and_catch_typos() {
    let project = stays();
    let all = list::entries(&project, &files());
    assert_eq!(all.len(), 5 + 2 + 2 + 1);
    let names = |selectors: &[&str]| -> Result<Vec<String>, list::SelectError> {
        let selectors: Vec<String> = selectors.iter().map(|s| (*s).to_owned()).collect();
        Ok(list::select(all.clone(), &selectors)?.into_iter().map(|entry| entry.name).collect())
    };
    assert_eq!(names(&["role:input"]).unwrap(), ["bookings_made", "nights_per_booking"]);
    assert_eq!(names(&["nights*,owner:supply"]).unwrap(), ["nights_per_booking"]);
    assert_eq!(names(&["tag:core", "kind:cadence"]).unwrap(), ["bookings_made", "weekly_review"]);
    assert_eq!(names(&["role:outcome,nights*"]).unwrap(), [""; 0]);
    assert_eq!(names(&["kind:test"]).unwrap(), [""; 0]);
    assert_eq!(names(&["nights_boked"]).unwrap_err().help.as_deref(), Some("did you mean `nights_booked`?"));
    assert_eq!(names(&["owner:suply"]).unwrap_err().message, "there is no owner `suply`");
    assert_eq!(names(&["rol:input"]).unwrap_err().help.as_deref(), Some("did you mean `role`?"));
    assert!(names(&["nope*"]).unwrap().is_empty());
    assert!(names(&["[a"]).is_err());
}

#[test]
fn lists_are_tables_and_json() {
    let all = list::entries(&stays(), &files());
    let table = list::table(&all);
    assert!(table.starts_with("kind "), "{table}");
    assert!(table.lines().all(|line| line == line.trim_end()), "{table}");
    let json: serde_json::Value = serde_json::from_str(&list::json(&all)).unwrap();
    assert_eq!(json["schema_version"], "1.0");
    assert_eq!(json["declarations"][0]["role"], "north_star");
    let json: serde_json::Value = serde_json::from_str(&tree::json::render(&stays(), &Graph::new(&stays()))).unwrap();
    assert_eq!(json["north_star"], "nights_booked");
    assert_eq!(json["edges"].as_array().unwrap().len(), 2 + 2 + 1 + 1);
}

#[test]
fn a_metric_is_explained() {
    let project = stays();
    let text = explain::explain(&project, project.metrics.ids().next().unwrap(), &files());
    assert!(text.starts_with("Nights booked — nights_booked (north star)\n\nSum of `nights` over `bookings`"), "{text}");
    assert!(text.contains("dimensions  city, channel\n") && text.contains("  listings: listing_id; city\n"), "{text}");
    assert!(text.contains("channel = coalesce(utm_source, 'direct')"), "{text}");
}

#[test]
fn a_selected_metric_is_shown_with_what_is_above_and_below() {
    let project = stays();
    let select = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        tree::graph(&project, &files(), &names)
    };
    let graph = select(&["bookings_made"]).unwrap();
    let text = tree::text::render(&project, &graph);
    assert!(text.contains("└─ bookings_made (input") && !text.contains("\n├─") && !text.contains("not tied"), "{text}");
    assert!(select(&["booking_made"]).unwrap_err().help.unwrap().contains("`bookings_made`"));
    assert!(select(&["bookings"]).is_err());
}

//! A project of three files with forty different mistakes: one run names each of them once, and nothing else.

use super::cases::{files, folder};
use super::check;
use std::collections::BTreeSet;

/// The findings that the files themselves announce: a line that ends in `# NS102` has that finding.
fn announced(files: &[(String, String)]) -> Vec<String> {
    let mut places = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            if let Some((_, code)) = line.rsplit_once("# NS") {
                places.push(format!("{path}:{}: NS{code}", number + 1));
            }
        }
    }
    places
}

#[test]
fn forty_mistakes_are_found_in_one_run() {
    let files = files(&folder("forty"));
    assert_eq!(files.len(), 3);
    let wanted = announced(&files);
    let codes: BTreeSet<&str> = wanted.iter().filter_map(|place| place.rsplit(' ').next()).collect();
    assert_eq!((wanted.len(), codes.len()), (40, 40));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (sources, found) = check("", &files);
    let found: Vec<String> = found
        .iter()
        .map(|finding| {
            let span = finding.primary.as_ref().unwrap().span;
            format!("{}:{}: {}", sources.path(span), sources.start(span).line, finding.code.id)
        })
        .collect();
    let missing: Vec<&String> = wanted.iter().filter(|place| !found.contains(place)).collect();
    let surplus: Vec<&String> = found.iter().filter(|place| !wanted.contains(place)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "missing: {missing:#?}\nsurplus: {surplus:#?}");
    assert_eq!(found.len(), wanted.len());
}

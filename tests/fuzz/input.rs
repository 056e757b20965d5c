//! Inputs: random bytes, pieces of the language in any order, and the files of the examples and the cases, changed at random.

use northstar::syntax::{self, TokenKind};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Numbers that look random; the same ones from the same seed (splitmix64, Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 where the bound is 0.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    fn one<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

/// What a person, an editor or another language may put anywhere.
const STRAYS: &[&str] = &[
    "//",
    "--",
    "/* x */",
    "# x\n",
    ";",
    ",",
    ":",
    "=",
    "==",
    "&&",
    "||",
    "!",
    "%",
    "`",
    "“",
    "”",
    "‘x’",
    "'",
    "\"",
    "\"\"\"",
    "\\",
    "\\d",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "[a, b]",
    "\0",
    "\u{7}",
    "\r\n",
    "\t",
    "\u{FEFF}",
    "é",
    "🦀",
    "\u{202E}",
    "1__0",
    "10k",
    "2026-1-5",
    "2026-02-30",
    "2026-01-05T10:00Z",
    "8 %",
    "7days",
    ".5",
    "not null",
    "primary key",
    "varchar(20)",
    "select",
    "null",
    "case",
    "end",
    "allow: deep-tree because \"x\"",
    "title: 'x'",
    "titel: \"x\"",
    "owner: \"growth\"",
    "window: 28 days",
    "metrics x {",
    "limit: <= 8%",
    "x = '2026-01-05'",
    "mean(x)",
    "a, a",
    "\n\n\n",
];

/// The texts that inputs are made of.
pub struct Corpus {
    files: Vec<String>,
}

impl Corpus {
    /// Every metric file of the examples and the cases that is no giant.
    pub fn new() -> Corpus {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders = [root.join("examples"), root.join("tests/cases")];
        let entries = folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).map(Result::unwrap);
        let paths = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "nsm"));
        let files: Vec<String> = paths.filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect();
        let files: Vec<String> = files.into_iter().filter(|text| text.len() < 12_000).collect();
        assert!(files.len() > 100);
        Corpus { files }
    }

    /// The next input.
    pub fn input(&self, random: &mut Random) -> String {
        match random.below(20) {
            0 => bytes(random),
            1 => (0..random.below(60)).map(|_| format!("{} ", random.one(STRAYS))).collect(),
            2 => (0..random.below(120)).map(|_| self.token(random)).collect::<Vec<_>>().join(" "),
            _ => {
                let mut text = random.one(&self.files).clone();
                for _ in 0..=random.below(6) {
                    text = self.changed(&text, random);
                }
                text
            }
        }
    }

    /// Some token of some file.
    fn token(&self, random: &mut Random) -> String {
        let text = random.one(&self.files);
        let tokens = syntax::tokens(text);
        if tokens.is_empty() { String::new() } else { random.one(&tokens).text(text).to_owned() }
    }

    /// The text with one change.
    fn changed(&self, text: &str, random: &mut Random) -> String {
        let mut pieces: Vec<String> = syntax::tokens(text).iter().map(|token| token.text(text).to_owned()).collect();
        let (at, length) = (random.below(pieces.len() + 1), 1 + random.below(8));
        let end = (at + length).min(pieces.len());
        match random.below(10) {
            0 => drop(pieces.drain(at..end)),
            1 => {
                let again: Vec<String> = pieces[at..end].to_vec();
                pieces.splice(at..at, again);
            }
            2 => pieces.insert(at, (*random.one(STRAYS)).to_owned()),
            3 => pieces.insert(at, self.token(random)),
            4 if at < end => pieces[at] = self.token(random),
            5 if at < end => pieces.swap(at, end - 1),
            6 => pieces.truncate(at),
            7 => return respelt(text, random),
            8 => {
                let other = random.one(&self.files);
                let lines: Vec<&str> = other.lines().collect();
                let from = random.below(lines.len());
                pieces.insert(at, format!("\n{}\n", lines[from..(from + length).min(lines.len())].join("\n")));
            }
            _ => pieces.insert(at, (*random.one(STRAYS)).to_owned()),
        }
        pieces.concat()
    }
}

/// A text in which one word has a letter less, one more, or another case.
fn respelt(text: &str, random: &mut Random) -> String {
    let words: Vec<_> = syntax::tokens(text).into_iter().filter(|token| token.kind == TokenKind::Word).collect();
    if words.is_empty() {
        return text.to_owned();
    }
    let token = random.one(&words);
    let mut letters: Vec<char> = token.text(text).chars().collect();
    let at = random.below(letters.len());
    match random.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, *random.one(&['a', '_', '7', 'é'])),
        2 if at > 0 => letters.swap(at, at - 1),
        _ => letters[at] = letters[at].to_ascii_uppercase(),
    }
    let word: String = letters.into_iter().collect();
    format!("{}{word}{}", &text[..token.start], &text[token.end..])
}

fn bytes(random: &mut Random) -> String {
    let bytes: Vec<u8> = (0..random.below(400)).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

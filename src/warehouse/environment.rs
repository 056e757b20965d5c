//! What a connection needs to know of the machine it runs on.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// The part of the process environment that connecting and driver search depend on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// Environment variables whose values are UTF-8.
    pub variables: BTreeMap<String, String>,
    /// The folder of northstar's own executable, where it is known.
    pub executable_folder: Option<PathBuf>,
}

impl Environment {
    /// The value of a variable that is set and not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// northstar's data folder: `NORTHSTAR_DATA_DIR`, else the platform's usual place.
    pub fn data_folder(&self) -> Option<PathBuf> {
        if let Some(folder) = self.variable("NORTHSTAR_DATA_DIR") {
            return Some(PathBuf::from(folder));
        }
        // The XDG specification says that a relative path is to be ignored.
        let xdg = self.variable("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        let base = xdg.or_else(|| {
            if cfg!(windows) {
                return self.variable("LOCALAPPDATA").map(PathBuf::from);
            }
            let home = PathBuf::from(self.variable("HOME")?);
            Some(home.join(if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/share" }))
        });
        base.map(|folder| folder.join("northstar"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        let variables = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        Environment { variables, executable_folder: None }
    }

    #[test]
    fn own_variable_wins_over_xdg_over_home() {
        let all = environment(&[("NORTHSTAR_DATA_DIR", "/a"), ("XDG_DATA_HOME", "/b"), ("HOME", "/c")]);
        assert_eq!(all.data_folder(), Some(PathBuf::from("/a")));
        let xdg = environment(&[("NORTHSTAR_DATA_DIR", ""), ("XDG_DATA_HOME", "/b"), ("HOME", "/c")]);
        assert_eq!(xdg.data_folder(), Some(PathBuf::from("/b/northstar")));
        assert_eq!(environment(&[]).data_folder(), None);
    }

    #[test]
    fn relative_xdg_folder_is_ignored() {
        assert_eq!(environment(&[("XDG_DATA_HOME", "data")]).data_folder(), None);
    }
}

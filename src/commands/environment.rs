//! What the warehouse needs to know of the process that runs it.

use crate::warehouse::Environment;
use std::env;
use std::path::Path;

/// The process's variables and the folder of its executable. A variable that is no UTF-8 is left out: nothing reads one.
pub fn environment() -> Environment {
    let variables = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    // Symbolic links are followed: a link in a `bin` folder leads to where the driver lies beside the program.
    let executable = env::current_exe().ok().map(|path| path.canonicalize().unwrap_or(path));
    Environment {
        variables: variables.collect(),
        executable_folder: executable.as_deref().and_then(Path::parent).map(Path::to_owned),
    }
}

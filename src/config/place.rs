//! The folder of a configuration, as seen from the folder that the program runs in.

use std::path::{Component, Path, PathBuf};

use crate::document::walk::display;

/// The folder that the paths of a configuration are relative to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Where the program runs.
    here: PathBuf,
    /// The folder, without `.` and `..`.
    absolute: PathBuf,
    /// The folder as it is reached from where the program runs; empty where it is the same.
    shown: PathBuf,
}

impl Root {
    /// The folder of a configuration file; `here` is the folder that the program runs in.
    pub fn of(file: &Path, here: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new(""));
        let absolute = normal(&here.join(folder));
        let here = normal(here);
        let shown = match here.strip_prefix(&absolute) {
            Ok(below) => below.components().map(|_| Component::ParentDir).collect(),
            Err(_) => match absolute.strip_prefix(&here) {
                Ok(below) => below.to_path_buf(),
                Err(_) => folder.to_path_buf(),
            },
        };
        Self {
            here,
            absolute,
            shown,
        }
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.absolute
    }

    /// A path of the configuration as it is reached from where the program runs.
    pub fn path(&self, relative: &str) -> PathBuf {
        let absolute = normal(&self.absolute.join(relative));
        match absolute.strip_prefix(&self.here) {
            Ok(below) => below.to_path_buf(),
            Err(_) => self.shown.join(relative),
        }
    }

    /// A path as the configuration would write it, with `/`; `None` for one that lies outside its folder.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let absolute = normal(&self.here.join(path));
        absolute.strip_prefix(&self.absolute).ok().map(display)
    }
}

/// A path without `.` and `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_the_program_runs() {
        let root = Root::of(Path::new("/p/cotejo.toml"), Path::new("/p"));
        assert_eq!(root.path("en/a.md"), Path::new("en/a.md"));
        let root = Root::of(Path::new("/p/cotejo.toml"), Path::new("/p/es/docs"));
        assert_eq!(root.path("en/a.md"), Path::new("../../en/a.md"));
        assert_eq!(root.path("es/docs/a.md"), Path::new("a.md"));
        assert_eq!(
            root.relative(Path::new("./a.md")).as_deref(),
            Some("es/docs/a.md")
        );
        assert_eq!(root.relative(Path::new("../../../x")), None);
        let root = Root::of(Path::new("sub/cotejo.toml"), Path::new("/p"));
        assert_eq!(root.path("a.md"), Path::new("sub/a.md"));
    }
}

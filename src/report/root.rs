//! Paths as a forge wants them: from the root of the repository, with `/`, without `.` and `..` where that can be.

use std::borrow::Cow;

/// Where the run stands in the repository.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Root {
    /// The repository's root, absolute, with `/` between folders; empty where there is none.
    root: String,
    /// From the root to the folder that paths are relative to, such as `docs/guide`; empty at the root.
    here: String,
}

impl Root {
    /// A run in the folder `here` of the repository at `root`: both absolute, with `/` between folders.
    /// Where `here` is not inside `root`, paths stay as they were given.
    pub fn new(root: &str, here: &str) -> Self {
        let root = root.trim_end_matches('/');
        match below(here, root) {
            Some(inside) => Self {
                root: root.to_owned(),
                here: inside.to_owned(),
            },
            None => Self::default(),
        }
    }

    /// The path from the root of the repository; one that lies outside of it stays absolute, or begins with `..`.
    pub fn relative<'a>(&self, path: &'a str) -> Cow<'a, str> {
        if is_absolute(path) {
            let inside = (!self.root.is_empty())
                .then(|| below(path, &self.root))
                .flatten();
            return inside.map_or(Cow::Borrowed(path), |inside| Cow::Owned(plain("", inside)));
        }
        Cow::Owned(plain(&self.here, path))
    }
}

/// Whether a path of either kind of system says by itself where it is.
pub(super) fn is_absolute(path: &str) -> bool {
    let drive = |path: &str| {
        let mut chars = path.chars();
        chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next() == Some(':')
    };
    path.starts_with('/') || drive(path)
}

/// The rest of `path` below `root`.
fn below<'a>(path: &'a str, root: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(root)?;
    match rest.strip_prefix('/') {
        Some(rest) => Some(rest),
        None => rest.is_empty().then_some(rest),
    }
}

/// `path` from the folder `from`, without empty parts and `.`, and with `..` taken back where there is something to take back.
fn plain(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_from_the_root_of_the_repository() {
        let root = Root::new("/home/ana/site/", "/home/ana/site/docs");
        assert_eq!(root.relative("./es//a.md"), "docs/es/a.md");
        assert_eq!(root.relative("../README.md"), "README.md");
        assert_eq!(root.relative("/home/ana/site/en/a.md"), "en/a.md");
        assert_eq!(
            root.relative("/home/ana/sites/a.md"),
            "/home/ana/sites/a.md"
        );
        assert_eq!(root.relative("../../a.md"), "../a.md");
    }

    #[test]
    fn without_a_repository_a_path_stays_where_it_is() {
        let root = Root::default();
        assert_eq!(root.relative("./es/a.md"), "es/a.md");
        assert_eq!(root.relative("/home/a.md"), "/home/a.md");
        assert_eq!(root.relative("../a.md"), "../a.md");
        assert_eq!(root.relative("C:/texts/a.md"), "C:/texts/a.md");
    }

    #[test]
    fn on_windows_a_drive_is_a_root_too() {
        let root = Root::new("C:/site", "C:/site");
        assert_eq!(root.relative("C:/site/es/a.md"), "es/a.md");
        assert_eq!(root.relative("es/a.md"), "es/a.md");
    }
}

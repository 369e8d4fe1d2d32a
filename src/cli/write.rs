//! Files are written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek};
use std::path::{Path, PathBuf};

use anyhow::Context;

/// How the names of files begin that are not written whole yet.
pub(super) const TEMPORARY: &str = ".cotejo-";

/// Writes a file under a temporary name beside it and renames it, so that nobody reads half of it. Folders that are
/// not there are made; what is no file (a device, a pipe) is written through.
pub(super) fn atomically(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> anyhow::Result<()> {
    if path.exists() && !path.is_file() {
        let mut whole = tempfile::tempfile()?;
        write(&mut whole)?;
        whole.rewind()?;
        let mut device = OpenOptions::new().write(true).open(path)?;
        io::copy(&mut whole, &mut device)?;
        return Ok(());
    }
    // A link stays one: what it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = folder(&path);
    fs::create_dir_all(folder)
        .with_context(|| format!("the folder {} could not be made", folder.display()))?;
    let mut file = temporary(folder).context("could not be written")?;
    write(file.as_file_mut()).context("could not be written")?;
    file.persist(&path)
        .map_err(|error| error.error)
        .context("could not be written")?;
    Ok(())
}

/// A temporary file that ends up with the permissions of any other new file.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Whether two paths lead to one file, also where it is not there yet.
pub(super) fn same_file(one: &Path, other: &Path) -> bool {
    whole(one) == whole(other)
}

fn whole(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        match fs::canonicalize(folder(path)) {
            Ok(folder) => folder.join(name),
            Err(_) => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
        }
    })
}

//! Pages into a folder or a file, each under a temporary name first.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::frame::GENERATOR;
use super::{Overview, article_page, index_page, views};
use crate::document::Document;
use crate::report::Report;

/// Writes the whole report into a folder: `index.html` and one page for each article in `pages/`.
/// The folder is made where it is missing. A page that is there and was not written by cotejo is left alone, and the
/// error says so.
pub fn write_site(report: &Report, documents: &[&Document], folder: &Path) -> io::Result<()> {
    let index = folder.join("index.html");
    spare(&index)?;
    let mut rows = Vec::new();
    for view in views(report, documents) {
        let row = view.row();
        write_page(&folder.join(&row.link), &article_page(&view))?;
        rows.push(row);
    }
    write_page(&index, &index_page(&rows, &Overview::new(report)))
}

/// Writes a report of one article into one file.
pub fn write_file(report: &Report, documents: &[&Document], file: &Path) -> io::Result<()> {
    match views(report, documents).as_mut_slice() {
        [view] => {
            view.notices = report.notices.iter().collect();
            view.home = false;
            write_page(file, &article_page(view))
        }
        pages => Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "one file holds one article, and this run has {} pages; name a folder instead",
                pages.len()
            ),
        )),
    }
}

/// Writes a page, making its folder where it is missing. Somebody else's file of that name is not replaced.
pub fn write_page(path: &Path, page: &str) -> io::Result<()> {
    spare(path)?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".cotejo-");
    // A report is read by others, a temporary file by its owner only.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(page.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// Removes the pages of a report that are not among `links` (from the index): those of articles that are no longer there.
/// What was not written by cotejo stays.
pub fn remove_others<'l>(folder: &Path, links: impl Iterator<Item = &'l str>) -> io::Result<()> {
    let kept: BTreeSet<PathBuf> = links.map(|link| folder.join(link)).collect();
    let Ok(pages) = fs::read_dir(folder.join("pages")) else {
        return Ok(());
    };
    for page in pages {
        let path = page?.path();
        let is_page = path.extension().is_some_and(|ending| ending == "html");
        if is_page && !kept.contains(&path) && spare(&path).is_ok() {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// An error where a file stands there that is no page of ours.
pub fn spare(path: &Path) -> io::Result<()> {
    let mut file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut head = vec![0; 4096];
    let mut read = 0;
    loop {
        match file.read(&mut head[read..])? {
            0 => break,
            more => read += more,
        }
    }
    let ours = memchr::memmem::find(&head[..read], GENERATOR.as_bytes()).is_some();
    if ours {
        return Ok(());
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        format!(
            "{} is there already and was not written by cotejo; name another folder or file",
            path.display()
        ),
    ))
}

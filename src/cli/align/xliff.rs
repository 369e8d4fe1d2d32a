//! A bilingual file: XLIFF 2.1 (OASIS, 2018).
//!
//! A source without a target is a segment still to be translated. A target without a source has an empty source: so
//! nothing of either text is lost.

use std::io::{self, Write};

use super::Aligned;
use super::xml::{element, legal, writer};

pub(super) fn write(aligned: &Aligned, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(&mut *out)?;
    let tags = [aligned.tag(0), aligned.tag(1)];
    let original = legal(&aligned.names[0]);
    let xliff = writer.create_element("xliff").with_attributes([
        ("xmlns", "urn:oasis:names:tc:xliff:document:2.0"),
        ("version", "2.1"),
        ("srcLang", tags[0].as_str()),
        ("trgLang", tags[1].as_str()),
    ]);
    xliff.write_inner_content(|writer| {
        let file = writer
            .create_element("file")
            .with_attributes([("id", "f1"), ("original", original.as_str())]);
        file.write_inner_content(|writer| {
            for (number, bead) in (1..).zip(&aligned.beads) {
                let id = format!("u{number}");
                let unit = writer
                    .create_element("unit")
                    .with_attribute(("id", id.as_str()));
                unit.write_inner_content(|writer| {
                    writer
                        .create_element("notes")
                        .write_inner_content(|writer| {
                            let score = format!("{:.3}", bead.score);
                            element(writer, "note", &[("category", "score")], &score)
                        })?;
                    let state = if bead.is_matched() {
                        "translated"
                    } else {
                        "initial"
                    };
                    let segment = writer
                        .create_element("segment")
                        .with_attribute(("state", state));
                    segment.write_inner_content(|writer| {
                        element(writer, "source", &[], &aligned.text(0, &bead.source))?;
                        if !bead.target.is_empty() {
                            element(writer, "target", &[], &aligned.text(1, &bead.target))?;
                        }
                        Ok(())
                    })?;
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    writeln!(out)
}

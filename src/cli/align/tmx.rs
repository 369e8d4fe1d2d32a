//! A translation memory: TMX 1.4b.
//!
//! A unit of a memory has both languages, so what stands on one side alone is left out.

use std::io::{self, Write};

use super::Aligned;
use super::xml::{element, legal, writer};

pub(super) fn write(aligned: &Aligned, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = writer(&mut *out)?;
    let tags = [aligned.tag(0), aligned.tag(1)];
    let names = aligned.names.each_ref().map(|name| legal(name));
    let kind = if aligned.paragraphs {
        "paragraph"
    } else {
        "sentence"
    };
    let header = [
        ("creationtool", "cotejo"),
        ("creationtoolversion", env!("CARGO_PKG_VERSION")),
        ("segtype", kind),
        ("o-tmf", "cotejo"),
        ("adminlang", "en"),
        ("srclang", tags[0].as_str()),
        ("datatype", "plaintext"),
    ];
    let tmx = writer
        .create_element("tmx")
        .with_attribute(("version", "1.4"));
    tmx.write_inner_content(|writer| {
        let head = writer.create_element("header").with_attributes(header);
        head.write_inner_content(|writer| {
            element(writer, "prop", &[("type", "x-source")], &names[0])?;
            element(writer, "prop", &[("type", "x-target")], &names[1])
        })?;
        writer
            .create_element("body")
            .write_inner_content(|writer| {
                for bead in aligned.beads.iter().filter(|bead| bead.is_matched()) {
                    writer.create_element("tu").write_inner_content(|writer| {
                        let score = format!("{:.3}", bead.score);
                        element(writer, "prop", &[("type", "x-score")], &score)?;
                        for (side, units) in [&bead.source, &bead.target].into_iter().enumerate() {
                            let variant = writer
                                .create_element("tuv")
                                .with_attribute(("xml:lang", tags[side].as_str()));
                            variant.write_inner_content(|writer| {
                                element(writer, "seg", &[], &aligned.text(side, units))
                            })?;
                        }
                        Ok(())
                    })?;
                }
                Ok(())
            })?;
        Ok(())
    })?;
    writeln!(out)
}

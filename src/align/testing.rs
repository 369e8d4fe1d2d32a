//! Long texts for the tests of the aligner.

/// Lines made of words, in every combination.
pub(super) fn lines(subjects: [&str; 8], verbs: [&str; 8], objects: [&str; 8]) -> Vec<String> {
    let mut lines = Vec::new();
    for object in objects {
        for subject in subjects {
            let said = verbs.map(|verb| format!("{subject} {verb} {object}."));
            lines.extend(said);
        }
    }
    lines
}

/// A book of 512 lines.
pub(super) fn english() -> Vec<String> {
    lines(
        [
            "The council",
            "The mayor",
            "A teacher",
            "My brother",
            "The old captain",
            "A doctor",
            "The girl",
            "Our neighbour",
        ],
        [
            "sees",
            "buys",
            "builds",
            "sells",
            "paints",
            "wants",
            "remembers",
            "forgets",
        ],
        [
            "the bridge",
            "a house",
            "the school",
            "a boat",
            "the hospital",
            "an island",
            "the church",
            "a garden",
        ],
    )
}

/// Its Spanish version, line by line.
pub(super) fn spanish() -> Vec<String> {
    lines(
        [
            "El ayuntamiento",
            "El alcalde",
            "Un maestro",
            "Mi hermano",
            "El viejo capitán",
            "Un médico",
            "La niña",
            "Nuestro vecino",
        ],
        [
            "ve",
            "compra",
            "construye",
            "vende",
            "pinta",
            "quiere",
            "recuerda",
            "olvida",
        ],
        [
            "el puente",
            "una casa",
            "la escuela",
            "un barco",
            "el hospital",
            "una isla",
            "la iglesia",
            "un jardín",
        ],
    )
}

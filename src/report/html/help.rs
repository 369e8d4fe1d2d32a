//! What the keys and the drawing of a page mean.

use maud::{Markup, html};

/// The dialog that explains them.
pub(super) fn help() -> Markup {
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "Keyboard and help" }
            dl {
                div { dt { kbd { "j" } " or " kbd { "n" } } dd { "next finding" } }
                div { dt { kbd { "k" } " or " kbd { "p" } } dd { "previous finding" } }
                div { dt { kbd { "c" } } dd { "copy the current finding as a comment" } }
                div { dt { kbd { "d" } } dd { "dismiss the current finding" } }
                div { dt { kbd { "?" } } dd { "open this help" } }
                div { dt { kbd { "Esc" } } dd { "close it" } }
            }
            p {
                label.check { input #keys type="checkbox" checked; " Single keys on" }
                " They rest while you write in a field. Screen readers use single letters themselves in reading mode; \
                 switch the keys off here if they get in the way. Every key has a button."
            }
            p {
                "A number behind a highlight leads to its finding, and a place in a finding leads back into the text. \
                 Point at a sentence to see which sentence it was compared with."
            }
            p {
                "In the picture a bar is a passage, as long as its text; ribbons join what stands for each other, paler where it is \
                 less sure, violet where it moved. Hatched bars have no counterpart, and lines in the bars are findings. Press \
                 on one to go there."
            }
            p {
                "Dismissals stay in this browser, where it lets pages keep anything. “Export dismissals” saves them as a \
                 baseline file: put it beside your other files as cotejo-baseline.json, or merge it into the one you have."
            }
            button #help-close type="button" { "Close" }
        }
    }
}

//! The report as pages for a browser: an index over all articles, and a page for each.
//!
//! Every page is one file that needs no network and no server: styles and scripts stand in it, so a page can be mailed
//! to the translator who is to work through it. It reads without its scripts; they add filters, keys, dismissals.
//!
//! A run over many articles need not hold them: [`article_page`] takes one article, its [`IndexRow`] is kept, and
//! [`index_page`] is written from the rows at the end. [`write_site`] does both for a report at hand.

mod article;
mod chart;
mod frame;
mod help;
mod index;
mod manual;
mod marks;
mod picture;
mod row;
mod rows;
mod site;
mod view;
mod words;

pub use article::article_page;
pub use index::{Overview, index_page};
pub use row::{Counts, IndexRow, Version};
pub use site::{remove_others, spare, write_file, write_page, write_site};
pub use view::{ArticleView, PageKind, views};

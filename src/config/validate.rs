//! Everything that is wrong with the text of a configuration, with its place: keys and types as the schema has them,
//! and what the schema marks as a language, a rule, a pattern or a glob.

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::pattern::Pattern;
use super::schema::{resolve, schema};
use crate::checks::{CHECKS, check};
use crate::language::{Language, is_known, known_tags};
use crate::text::closest;

/// A problem with its line and column, from 1.
pub(super) type Problem = (Option<(usize, usize)>, String);

/// What is wrong with a configuration, in order.
pub(super) fn problems(text: &str) -> Vec<Problem> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut found = Found {
        problems: Vec::new(),
        aliases: aliases(table.get_ref()),
    };
    // One slip makes a parser stumble over all that follows: the first is the one to mend.
    if let Some(error) = errors.into_iter().next() {
        let at = error.span().map_or(0, |span| span.start);
        found
            .problems
            .push((at, error.message().replace('\n', " ")));
    }
    // Half a file is no ground for what else may be wrong with it.
    if found.problems.is_empty() {
        found.table(table.get_ref(), 0, schema(), "this file");
    }
    found.problems.sort();
    found
        .problems
        .into_iter()
        .map(|(at, message)| (Some(place(text, at)), message))
        .collect()
}

/// Line and column of an offset, from 1; columns count characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// The names that stand for languages in paths.
fn aliases(table: &DeTable<'_>) -> Vec<String> {
    match table.get("language-names").map(Spanned::get_ref) {
        Some(DeValue::Table(names)) => names
            .keys()
            .map(|name| name.get_ref().to_string())
            .collect(),
        _ => Vec::new(),
    }
}

struct Found {
    /// Offset and message.
    problems: Vec<(usize, String)>,
    aliases: Vec<String>,
}

impl Found {
    fn say(&mut self, at: usize, message: String) {
        self.problems.push((at, message));
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, schema: &'static Value, name: &str) {
        let schema = resolve(schema);
        if let Some(part) = schema["allOf"].get(0) {
            return self.value(value, part, name);
        }
        let is_null = |schema: &Value| schema["type"] == "null";
        let other = schema["anyOf"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|other| !is_null(other));
        if let Some(other) = other {
            return self.value(value, other, name);
        }
        let at = value.span().start;
        if let Some(wanted) = wanted(schema).filter(|wanted| !wanted.contains(&kind(value))) {
            return self.say(
                at,
                format!("{name} is to be {}, not {}", wanted[0], kind(value)),
            );
        }
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, at, schema, name),
            DeValue::Array(items) => {
                let count = |key: &str| schema[key].as_u64();
                let len = u64::try_from(items.len()).unwrap_or(u64::MAX);
                if count("minItems").is_some_and(|least| len < least)
                    || count("maxItems").is_some_and(|most| len > most)
                {
                    let wanted = count("minItems").unwrap_or_default();
                    self.say(at, format!("{name} has {wanted} values"));
                }
                if schema["items"].is_object() {
                    let name = format!("an entry of {name}");
                    items
                        .iter()
                        .for_each(|item| self.value(item, &schema["items"], &name));
                }
            }
            DeValue::String(text) => self.text(text, at, schema, name),
            DeValue::Integer(_) | DeValue::Float(_) => self.number(value, schema, name),
            DeValue::Boolean(_) | DeValue::Datetime(_) => {}
        }
    }

    fn table(&mut self, table: &DeTable<'_>, at: usize, schema: &'static Value, name: &str) {
        let properties = schema["properties"].as_object();
        let any = &schema["additionalProperties"];
        for (key, value) in table {
            let key_at = key.span().start;
            let key: &str = key.get_ref();
            match properties.and_then(|properties| properties.get(key)) {
                Some(schema) => self.value(value, schema, &format!("`{key}`")),
                None if any.is_object() => self.value(value, any, &format!("`{key}`")),
                None if schema["x-cotejo"] == "rules" => self.unknown_rule(key, key_at),
                None => {
                    let known = properties.into_iter().flat_map(|known| known.keys());
                    let message = match closest(key, known.clone().map(String::as_str)) {
                        Some(meant) => format!("unknown key `{key}` (did you mean `{meant}`?)"),
                        None => format!(
                            "unknown key `{key}`; {name} may have {}",
                            list(known.map(String::as_str))
                        ),
                    };
                    self.say(key_at, message);
                }
            }
        }
        let required = schema["required"].as_array().into_iter().flatten();
        for key in required.filter_map(Value::as_str) {
            if !table.contains_key(key) {
                self.say(at, format!("{name} needs `{key}`"));
            }
        }
        match schema["x-cotejo"].as_str() {
            Some("documents") => self.documents(table, at),
            Some("article") => self.article(table, at),
            Some("override")
                if !table.contains_key("paths") && !table.contains_key("languages") =>
            {
                self.say(
                    at,
                    "this entry of `overrides` needs `paths` or `languages`; levels for everything stand in `[rules]`"
                        .to_owned(),
                );
            }
            Some("ignored") => self.ignored(table, at),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: usize, schema: &Value, name: &str) {
        let choices: Vec<&str> = choices(schema);
        let what = schema["x-cotejo"].as_str();
        if what == Some("rule") {
            if check(text).is_none() {
                self.unknown_rule(text, at);
            }
            return;
        }
        if !choices.is_empty() && !choices.contains(&text) {
            let meant = closest(text, choices.iter().copied())
                .map(|meant| format!(" (did you mean `{meant}`?)"))
                .unwrap_or_default();
            let choices = list(choices.iter().copied());
            return self.say(at, format!("{name} may be {choices}, not `{text}`{meant}"));
        }
        match what {
            Some("path-language") if self.aliases.iter().any(|alias| alias == text) => {}
            Some("language" | "path-language") => self.language(text, at),
            Some("glob") => {
                let mut builder = ignore::gitignore::GitignoreBuilder::new("");
                if let Err(error) = builder.add_line(None, text) {
                    self.say(at, format!("`{text}` is no pattern: {}", plain(&error)));
                }
            }
            Some("pattern") => {
                if let Err(message) = Pattern::new(text, &[]) {
                    self.say(at, message);
                }
            }
            _ => {}
        }
    }

    fn number(&mut self, value: &Spanned<DeValue<'_>>, schema: &Value, name: &str) {
        let written = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
            DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let least = schema["minimum"].as_f64();
        let most = schema["maximum"].as_f64();
        let Some(number) = written else { return };
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            let message = match (least, most) {
                (Some(least), Some(most)) => format!("{name} lies between {least} and {most}"),
                (Some(least), None) => format!("{name} is {least} or more"),
                (None, most) => format!("{name} is {} or less", most.unwrap_or_default()),
            };
            self.say(value.span().start, message);
        }
    }

    fn language(&mut self, tag: &str, at: usize) {
        if Language::new(tag).is_some_and(is_known) {
            return;
        }
        let message = match closest(tag, known_tags().iter().map(String::as_str)) {
            Some(meant) => format!("unknown language `{tag}` (did you mean `{meant}`?)"),
            None => format!(
                "unknown language `{tag}`; tags are those of ISO 639, such as en, es or vi; other names are told in [language-names]"
            ),
        };
        self.say(at, message);
    }

    fn unknown_rule(&mut self, name: &str, at: usize) {
        let message = match closest(name, CHECKS.iter().map(|check| check.meta().name)) {
            Some(meant) => format!("unknown rule `{name}` (did you mean `{meant}`?)"),
            None => format!("unknown rule `{name}`; `cotejo rules` lists them"),
        };
        self.say(at, message);
    }

    fn documents(&mut self, table: &DeTable<'_>, at: usize) {
        let text = |key: &str| match table.get(key).map(Spanned::get_ref) {
            Some(DeValue::String(text)) => Some(text.as_ref()),
            _ => None,
        };
        let needs_language = |found: &mut Self, pattern: &str| {
            if !pattern.contains("{lang}") {
                found.say(
                    at,
                    format!("`{pattern}` needs `{{lang}}` where the language stands"),
                );
            }
        };
        match (text("pattern"), text("source"), text("translation")) {
            (Some(pattern), None, None) => needs_language(self, pattern),
            (None, Some(source), Some(translation)) => {
                needs_language(self, translation);
                if let (Ok(source), Ok(translation)) =
                    (Pattern::new(source, &[]), Pattern::new(translation, &[]))
                {
                    if source.has_language() {
                        self.say(
                            at,
                            "`source` has no `{lang}`; with it, one `pattern` says all".to_owned(),
                        );
                    } else if source.wildcards() != translation.wildcards() {
                        self.say(at, "`source` and `translation` need the same wildcards in the same order: what they stand for tells which files belong together".to_owned());
                    }
                }
            }
            _ => self.say(
                at,
                "an entry of `documents` has either `pattern`, or `source` and `translation`"
                    .to_owned(),
            ),
        }
    }

    fn article(&mut self, table: &DeTable<'_>, at: usize) {
        let len = |key: &str| match table.get(key).map(Spanned::get_ref) {
            Some(DeValue::Array(items)) => Some(items.len()),
            _ => None,
        };
        let Some(versions) = len("versions") else {
            return;
        };
        if versions < 2 {
            self.say(
                at,
                "an article has two `versions` or more, the source first".to_owned(),
            );
        }
        if len("languages").is_some_and(|languages| languages != versions) {
            self.say(
                at,
                "`languages` has one tag for each of `versions`, in the same order".to_owned(),
            );
        }
    }

    fn ignored(&mut self, table: &DeTable<'_>, at: usize) {
        let selectors = ["rule", "paths", "text", "fingerprint"];
        if !selectors.iter().any(|key| table.contains_key(*key)) {
            self.say(
                at,
                "this entry of `ignore-findings` needs `rule`, `paths`, `text` or `fingerprint`, or it would leave out everything"
                    .to_owned(),
            );
        }
        if let Some(reason) = table.get("reason")
            && matches!(reason.get_ref(), DeValue::String(text) if text.trim().is_empty())
        {
            self.say(
                reason.span().start,
                "`reason` says why this is no problem".to_owned(),
            );
        }
    }
}

/// The kinds of value that a schema takes, in words.
fn wanted(schema: &Value) -> Option<Vec<&'static str>> {
    let word = |kind: &str| match kind {
        "string" => vec!["text"],
        "integer" => vec!["a whole number"],
        "number" => vec!["a number", "a whole number"],
        "boolean" => vec!["true or false"],
        "array" => vec!["a list"],
        "object" => vec!["a table"],
        _ => Vec::new(),
    };
    let words: Vec<_> = match &schema["type"] {
        Value::String(kind) => word(kind),
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .flat_map(word)
            .collect(),
        _ if !choices(schema).is_empty() => vec!["text"],
        _ => Vec::new(),
    };
    (!words.is_empty()).then_some(words)
}

fn kind(value: &Spanned<DeValue<'_>>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The words that a schema allows.
fn choices(schema: &Value) -> Vec<&str> {
    let plain = schema["enum"].as_array().into_iter().flatten();
    let described = schema["oneOf"].as_array().into_iter().flatten();
    let described = described.flat_map(|one| {
        let several = one["enum"].as_array().into_iter().flatten();
        one.get("const").into_iter().chain(several)
    });
    plain.chain(described).filter_map(Value::as_str).collect()
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.join(""),
    }
}

/// What a glob library says, without the pattern that we name ourselves.
fn plain(error: &ignore::Error) -> String {
    let message = error.to_string();
    message
        .rsplit_once("': ")
        .map_or(message.clone(), |(_, why)| why.to_owned())
}

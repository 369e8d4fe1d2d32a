//! The JSON Schema of the configuration, for editors and for [`super::validate`].

use std::sync::OnceLock;

use serde_json::Value;

use super::Config;

/// The schema, made from the structs of the configuration and their descriptions.
pub fn schema() -> &'static Value {
    static MADE: OnceLock<Value> = OnceLock::new();
    MADE.get_or_init(|| {
        let settings = schemars::generate::SchemaSettings::draft07();
        Value::from(settings.into_generator().into_root_schema_for::<Config>())
    })
}

/// What a `$ref` stands for.
pub(super) fn resolve(schema: &'static Value) -> &'static Value {
    let mut seen = schema;
    while let Some(pointer) = seen["$ref"]
        .as_str()
        .and_then(|name| name.strip_prefix('#'))
    {
        match self::schema().pointer(pointer) {
            Some(next) => seen = next,
            None => break,
        }
    }
    seen
}

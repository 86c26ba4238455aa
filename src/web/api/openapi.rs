//! The OpenAPI document: the addresses of the API, their parameters, and the types they answer with.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::operations::{OPERATIONS, ORIGINAL, Operation, Schemas, schema_of};
use crate::present::CitationForm;
use crate::report::Date;
use crate::web::http::choices::Format;
use crate::web::http::file::media_types;
use crate::web::http::parameters::{ParamType, Parameter};
use crate::web::http::problem::Problem;
use crate::web::http::sent::LONGEST_BODY;
use crate::web::table_notes::XLSX_TYPE;
use crate::web::table_notes::citation_file;

/// The problems that any operation may answer with.
const PROBLEMS: &[(&str, &str)] = &[
    ("400", "A parameter cannot be used, or the query cannot be read; with the place."),
    ("401", "The server requires its token."),
    ("403", "A public server offers the files of reports with `--originals` only."),
    ("404", "No report has this id."),
    ("405", "Only GET and HEAD are allowed, and POST where a codebook may be sent."),
    ("409", "The index was written since the answer that gave the cursor."),
    ("410", "The file of the report is gone, or is no longer the one that was indexed."),
    ("413", "The body is too long."),
    ("414", "The address is too long: post the codebook."),
    ("421", "The server does not answer to this host name."),
    (
        UNREAD,
        "Address and headers are too long, perhaps to be read at all: then there is no problem in JSON.",
    ),
    ("500", "The index cannot be read, or the program failed."),
    ("503", "The server is busy; `Retry-After` says when to try again."),
];

/// The status of a request that may be too long to be read, and then is answered without a body.
const UNREAD: &str = "431";

/// The headers of tables, which have no place for this.
const TABLE_HEADERS: &[(&str, &str)] = &[
    (
        "Chabao-Ground",
        "With `format=csv`, `jsonl` and `xlsx`: what was found and counted over, as a sentence.",
    ),
    (
        "Chabao-Remarks",
        "With `format=csv`, `jsonl` and `xlsx`: what to know to read the table rightly, as a JSON array \
         in ASCII, the same as `remarks` in JSON. A remark too long for a header has its `kind` alone.",
    ),
];

/// The field of an answer that is there only if it was asked for.
const EXPLANATION: &str = "explanation";
/// The field of a question that is there only if it is from a codebook. Rows have it always.
const CONCEPT: &str = "concept";
/// The field of the answer of a search that is there only if hits are grouped by report.
const REPORTS: &str = "reports";

/// Returns the document.
pub(super) fn document() -> Value {
    let mut schemas = Vec::new();
    let problem = schema_of::<Problem>(&mut schemas);
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let answer = (operation.answer)(&mut schemas);
        let get = described(operation, &answer);
        let mut methods = json!({ "get": get });
        if operation.takes_codebook() {
            methods["post"] = posted(operation, get);
        }
        paths.insert(operation.path.to_owned(), methods);
    }
    let problems = PROBLEMS.iter().map(|(status, about)| {
        let content = json!({ "application/json": { "schema": reference(&problem) } });
        let mut described = json!({ "description": about });
        if *status != UNREAD {
            described["content"] = content;
        }
        ((*status).to_owned(), described)
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "chabao",
            "description": env!("CARGO_PKG_DESCRIPTION"),
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": env!("CARGO_PKG_LICENSE"), "identifier": env!("CARGO_PKG_LICENSE") },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "token": [] }],
        "paths": paths,
        "components": {
            "schemas": whole(schemas),
            "responses": Value::Object(problems.collect()),
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        },
    })
}

/// A day is a string in JSON, which its type does not show.
impl PartialSchema for Date {
    fn schema() -> RefOr<Schema> {
        let format = Some(SchemaFormat::KnownFormat(KnownFormat::Date));
        ObjectBuilder::new().schema_type(Type::String).format(format).into()
    }
}

impl ToSchema for Date {}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns what is different if the codebook is posted: with its parameters as a form, or by itself.
fn posted(operation: &Operation, mut described: Value) -> Value {
    described["operationId"] = format!("{}_of_codebook", operation.name).into();
    let fields = operation.all_parameters().into_iter().map(|parameter| {
        let schema = of_parameter(parameter, operation)["schema"].clone();
        (parameter.name.to_owned(), schema)
    });
    let form = json!({ "type": "object", "properties": fields.collect::<Map<String, Value>>() });
    let text = json!({ "schema": { "type": "string" } });
    let mut content = Map::new();
    content.insert("application/x-www-form-urlencoded".to_owned(), json!({ "schema": form }));
    content.insert("text/csv".to_owned(), text.clone());
    content.insert("application/toml".to_owned(), text);
    content.insert(XLSX_TYPE.to_owned(), json!({}));
    let about = format!(
        "The parameters as a form, or a codebook by itself: a table with the columns `label`, `query` and \
         `note`, or TOML. At most {LONGEST_BODY} bytes."
    );
    described["requestBody"] = json!({ "description": about, "content": content });
    described
}

/// Returns the schema of the answer to a query, or to a codebook.
fn schema_of_json(operation: &Operation, answer: &str) -> Value {
    let one = reference(answer);
    if !operation.answers_each_concept() {
        return one;
    }
    let list = |items: Value| json!({ "type": "array", "items": items });
    let of_each = json!({
        "type": "object",
        "required": ["remarks", "concepts"],
        "additionalProperties": false,
        "properties": { "remarks": list(reference("Remark")), "concepts": list(one.clone()) },
    });
    json!({ "oneOf": [one, of_each] })
}

fn described(operation: &Operation, answer: &str) -> Value {
    let mut content = match answer {
        "" if has_form(operation, Format::Csv) => json!({}),
        "" if operation.name == ORIGINAL.name => original_content(),
        "" => citation_content(),
        answer => json!({ "application/json": { "schema": schema_of_json(operation, answer) } }),
    };
    for (form, kind) in [
        (Format::Csv, "text/csv"),
        (Format::Xlsx, XLSX_TYPE),
        (Format::Jsonl, "application/jsonl"),
        (Format::Svg, "image/svg+xml"),
    ] {
        if has_form(operation, form)
            && let Some(content) = content.as_object_mut()
        {
            // What is no text has no schema.
            let is_text = form != Format::Xlsx;
            let described =
                if is_text { json!({ "schema": { "type": "string" } }) } else { json!({}) };
            content.insert(kind.to_owned(), described);
        }
    }
    let mut responses = Map::new();
    let tag = json!({
        "description": "Identifies the answer; changes when the index is written.",
        "schema": { "type": "string" },
    });
    let mut headers = json!({ "ETag": tag });
    let is_file = operation.name == ORIGINAL.name;
    let has_notes = has_form(operation, Format::Csv) || answer.is_empty() && !is_file;
    if let (true, Some(headers)) = (has_notes, headers.as_object_mut()) {
        for (name, about) in TABLE_HEADERS {
            let header = json!({ "description": about, "schema": { "type": "string" } });
            headers.insert((*name).to_owned(), header);
        }
    }
    let found = json!({ "description": operation.about, "headers": headers, "content": content });
    responses.insert("200".to_owned(), found);
    let same =
        json!({ "description": "The client has this answer: it is the one in `If-None-Match`." });
    responses.insert("304".to_owned(), same);
    for (status, _) in PROBLEMS {
        let problem = json!({ "$ref": format!("#/components/responses/{status}") });
        responses.insert((*status).to_owned(), problem);
    }
    let mut parameters: Vec<Value> = operation
        .all_parameters()
        .into_iter()
        .map(|parameter| of_parameter(parameter, operation))
        .collect();
    if operation.path.contains("{id}") {
        parameters.push(json!({
            "name": "id",
            "in": "path",
            "required": true,
            "description": "The whole id of a report, as in other answers.",
            "schema": { "type": "string" },
        }));
    }
    json!({
        "operationId": operation.name,
        "summary": operation.about,
        "parameters": parameters,
        "responses": responses,
    })
}

/// Returns what entries for lists of references are, by the type of their form.
fn citation_content() -> Value {
    let item = json!({ "type": "object", "required": ["id", "type", "title", "language"] });
    let forms = CitationForm::ALL.into_iter().map(|form| {
        let (_, content_type) = citation_file(form);
        let schema = match form {
            CitationForm::CslJson => json!({ "type": "array", "items": item }),
            _ => json!({ "type": "string" }),
        };
        let content_type = content_type.split(';').next().unwrap_or_default();
        (content_type.to_owned(), json!({ "schema": schema }))
    });
    Value::Object(forms.collect())
}

/// Returns what files of reports are, by their type.
fn original_content() -> Value {
    Value::Object(media_types().map(|kind| (kind.to_owned(), json!({}))).collect())
}

/// Returns whether an operation answers in a form.
fn has_form(operation: &Operation, form: Format) -> bool {
    operation.all_parameters().into_iter().any(
        |parameter| matches!(parameter.kind, ParamType::Format(forms) if forms.contains(&form)),
    )
}

/// Returns the schema of one value of a parameter.
fn schema_of_value(kind: &ParamType) -> Value {
    match kind {
        ParamType::Number { least, most, default } | ParamType::Limit { least, most, default } => {
            json!({ "type": "integer", "minimum": least, "maximum": most, "default": default })
        }
        ParamType::ContextGroup => {
            // `left`, `right:3`, `left:word,right:2`: each side at most once.
            const SIDE: &str = "(:([1-9]|word))?";
            let pattern = format!("^(left{SIDE}(,right{SIDE})?|right{SIDE}(,left{SIDE})?)$");
            json!({ "type": "string", "pattern": pattern })
        }
        ParamType::Flag => json!({ "type": "boolean", "default": false }),
        ParamType::Day => json!({ "type": "string", "format": "date" }),
        _ => {
            if let Some(choices) = kind.choices() {
                return json!({ "type": "string", "enum": choices });
            }
            let least = u8::from(kind.needs_value());
            json!({ "type": "string", "minLength": least, "maxLength": kind.longest() })
        }
    }
}

fn of_parameter(parameter: &Parameter, operation: &Operation) -> Value {
    let schema = schema_of_value(&parameter.kind);
    let is_many = parameter.kind.is_many();
    let schema = match &parameter.kind {
        ParamType::Queries { most, .. } | ParamType::Concepts { most, .. } => {
            json!({ "type": "array", "items": schema, "maxItems": most })
        }
        _ if is_many => json!({ "type": "array", "items": schema }),
        _ => schema,
    };
    // Without a query, facets and trends count all reports, and a codebook may be in its place; other
    // questions require one.
    let is_optional = operation.takes_codebook()
        || ["facets", "citations", "export_reports", "export_sections"].contains(&operation.name);
    let is_required = parameter.name == "report" || parameter.name == "q" && !is_optional;
    let mut described = json!({
        "name": parameter.name,
        "in": "query",
        "required": is_required,
        "description": parameter.about,
        "schema": schema,
    });
    let Some(more) = described.as_object_mut() else { return described };
    if let Some(example) = example(parameter) {
        more.insert("example".to_owned(), example);
    }
    if is_many {
        more.insert("style".to_owned(), json!("form"));
        // Values are separated by commas, or the parameter is repeated.
        more.insert("explode".to_owned(), json!(!parameter.kind.is_list()));
    }
    // The name of a flag suffices.
    if matches!(parameter.kind, ParamType::Flag) {
        more.insert("allowEmptyValue".to_owned(), json!(true));
    }
    described
}

/// Returns an example of a value, if the schema does not suffice.
fn example(parameter: &Parameter) -> Option<Value> {
    Some(match parameter.name {
        "q" => json!("三项制度 -法律顾问"),
        "concept" => json!(["三项制度", "律师:法律顾问 OR 公职律师"]),
        "year" => json!(["2021-2023", "未识别"]),
        "region" | "province" => json!(["山西省"]),
        "prefecture" => json!(["忻州市"]),
        "county" => json!(["140921"]),
        "agency" => json!(["卫生健康"]),
        "part" => json!(["举措和成效", "next-year"]),
        "level" => json!(["政府", "department"]),
        "date" | "published" => json!(["2024-01..2024-03", "未识别"]),
        "number" => json!(["〔2025〕12号"]),
        "url" => json!(["gov.cn/zwgk"]),
        "kind" => json!(["法治政府建设年度报告", "未识别"]),
        _ => return None,
    })
}

/// Returns the schemas of the types by name, completed: no field of an answer but those three is ever left
/// out, a value that is not known is `null`; and there are no other fields.
fn whole(schemas: Schemas) -> BTreeMap<String, Value> {
    let value = |schema| serde_json::to_value(schema).expect("schemas are plain data");
    let schemas: BTreeMap<String, Value> =
        schemas.into_iter().map(|(name, schema)| (name, value(schema))).collect();
    let mut whole = BTreeMap::new();
    for (name, schema) in &schemas {
        let mut schema = schema.clone();
        let properties = properties(&schemas, &schema);
        if let (false, Some(schema)) = (properties.is_empty(), schema.as_object_mut()) {
            schema.remove("allOf");
            let is_question = properties.contains_key("filters");
            let is_search = properties.contains_key("hits") && properties.contains_key("facets");
            let is_optional = |it: &str| match it {
                EXPLANATION => true,
                CONCEPT => is_question,
                REPORTS => is_search,
                _ => false,
            };
            let names: Vec<&String> = properties.keys().filter(|it| !is_optional(it)).collect();
            schema.insert("type".to_owned(), json!("object"));
            schema.insert("required".to_owned(), json!(names));
            schema.insert("additionalProperties".to_owned(), json!(false));
            schema.insert("properties".to_owned(), json!(properties));
        }
        whole.insert(name.clone(), schema);
    }
    whole
}

/// Returns the fields of an object, and of the objects whose fields it has.
fn properties(schemas: &BTreeMap<String, Value>, schema: &Value) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    let own = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    all.extend(own.map(|(name, schema)| (name.clone(), schema.clone())));
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        let named = part.get("$ref").and_then(Value::as_str).and_then(|it| it.rsplit('/').next());
        let part = named.and_then(|name| schemas.get(name)).unwrap_or(part);
        all.extend(properties(schemas, part));
    }
    all
}

//! Many documents in one request; those that are refused for the time being are sent again.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::client::{Call, Client};
use super::failure::Failure;
use super::patience::Patience;
use crate::error::{ClusterTrouble, Result};

/// Documents to be written or removed, as lines of JSON.
#[derive(Debug, Default)]
pub(super) struct Batch {
    body: Vec<u8>,
    /// Where each one ends.
    ends: Vec<usize>,
}

impl Batch {
    /// Adds a document; one that has the id is replaced.
    pub(super) fn write(&mut self, id: &str, document: &impl Serialize) {
        self.line(&json!({"index": {"_id": id}}));
        self.line(document);
        self.ends.push(self.body.len());
    }

    /// Removes a document, if there is one.
    pub(super) fn remove(&mut self, id: &str) {
        self.line(&json!({"delete": {"_id": id}}));
        self.ends.push(self.body.len());
    }

    /// Adds all of another batch.
    pub(super) fn append(&mut self, other: &Self) {
        let start = self.body.len();
        self.body.extend_from_slice(&other.body);
        self.ends.extend(other.ends.iter().map(|end| start + end));
    }

    fn line(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.body, value).expect("plain data becomes JSON");
        self.body.push(b'\n');
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.body.len()
    }

    /// Returns the first half of the documents, and the others.
    fn halves(&self) -> (Self, Self) {
        let numbers: Vec<usize> = (0..self.len()).collect();
        let (first, others) = numbers.split_at(self.len().div_ceil(2));
        (self.only(first), self.only(others))
    }

    /// Returns the batch of those documents alone.
    fn only(&self, numbers: &[usize]) -> Self {
        let mut batch = Self::default();
        for &number in numbers {
            let start = if number == 0 { 0 } else { self.ends[number - 1] };
            batch.body.extend_from_slice(&self.body[start..self.ends[number]]);
            batch.ends.push(batch.body.len());
        }
        batch
    }
}

#[derive(Deserialize)]
struct Answer {
    items: Vec<Item>,
}

/// What became of one document: the only value is named after what was done.
#[derive(Deserialize)]
struct Item {
    #[serde(alias = "delete")]
    index: Done,
}

#[derive(Deserialize)]
struct Done {
    #[serde(rename = "_id")]
    id: String,
    status: u16,
    error: Option<Value>,
}

/// Sends a batch until all of it is written.
///
/// # Errors
///
/// If a document is refused for good, or for longer than a writer has patience.
pub(super) fn send(client: &Client, index: &str, batch: Batch) -> Result<()> {
    if batch.len() == 0 {
        return Ok(());
    }
    let path = format!("/{index}/_bulk?filter_path=items.*._id,items.*.status,items.*.error");
    // A node refuses a request that is larger than the memory it keeps for them, however often it is
    // made: what is refused as a whole is sent in halves.
    let mut parts = vec![batch];
    while !parts.is_empty() {
        client.insist(Patience::Writer, || {
            let Some(part) = parts.last_mut() else { return Ok(()) };
            let reply = client.once(Call::post(&path, &part.body))?;
            if let Err(failure) = reply.good() {
                if reply.status == 429 && failure.passes && part.len() > 1 {
                    let (half, other) = part.halves();
                    *part = other;
                    parts.push(half);
                }
                return Err(failure);
            }
            let answer: Answer = reply.read()?;
            if answer.items.len() != part.len() {
                let what = format!("{} answers to {} documents", answer.items.len(), part.len());
                return Err(Failure::new(ClusterTrouble::Refused, what));
            }
            let (refused, failure) = refused(&answer.items)?;
            if let Some(failure) = failure {
                *part = part.only(&refused);
                return Err(failure);
            }
            parts.pop();
            Ok(())
        })?;
    }
    Ok(())
}

/// Returns which documents were refused for the time being, and why.
fn refused(items: &[Item]) -> std::result::Result<(Vec<usize>, Option<Failure>), Failure> {
    let mut numbers = Vec::new();
    let mut last = None;
    for (number, Item { index: done }) in items.iter().enumerate() {
        // What is to be removed may be gone.
        let is_done =
            (200..300).contains(&done.status) || (done.status == 404 && done.error.is_none());
        if is_done {
            continue;
        }
        let error = done.error.as_ref().unwrap_or(&Value::Null);
        let mut failure = Failure::of_status(done.status, error);
        failure.reason = format!("document `{}`: {}", done.id, failure.reason);
        if !failure.passes {
            return Err(failure);
        }
        numbers.push(number);
        last = Some(failure);
    }
    let failure = last.map(|it| {
        let reason =
            format!("{} of {} documents refused; {}", numbers.len(), items.len(), it.reason);
        Failure { reason, ..it }
    });
    Ok((numbers, failure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_batch_is_sent_again() {
        let mut batch = Batch::default();
        batch.write("1-0", &json!({"a": "甲\n"}));
        batch.remove("2-0");
        batch.write("3-0", &json!({"a": "丙"}));
        let part = batch.only(&[1, 2]);
        assert_eq!(
            String::from_utf8(part.body).unwrap(),
            "{\"delete\":{\"_id\":\"2-0\"}}\n{\"index\":{\"_id\":\"3-0\"}}\n{\"a\":\"丙\"}\n"
        );
        assert_eq!(batch.only(&[0]).len(), 1);
    }

    #[test]
    fn documents_are_written_refused_for_now_or_refused() {
        let items = |text: &str| serde_json::from_str::<Answer>(text).unwrap().items;
        let line = |text: &str| match refused(&items(text)) {
            Ok((numbers, failure)) => {
                format!("{numbers:?} {}", failure.map(|it| it.reason).unwrap_or_default())
            }
            Err(failure) => format!("{:?} {}", failure.trouble, failure.reason),
        };
        let full = r#"{"type": "es_rejected_execution_exception", "reason": "queue"}"#;
        let bad = r#"{"type": "mapper_parsing_exception", "reason": "bad"}"#;
        assert_eq!(
            line(
                r#"{"items": [{"index": {"_id": "1", "status": 201}},
                {"delete": {"_id": "2", "status": 404}}]}"#
            ),
            "[] "
        );
        assert_eq!(
            line(&format!(
                r#"{{"items": [{{"index": {{"_id": "1-0", "status": 429, "error": {full}}}}},
                {{"index": {{"_id": "2-0", "status": 200}}}}]}}"#
            )),
            "[0] 1 of 2 documents refused; document `1-0`: 429 es_rejected_execution_exception: queue"
        );
        assert_eq!(
            line(&format!(
                r#"{{"items": [{{"index": {{"_id": "1-0", "status": 429, "error": {full}}}}},
                {{"index": {{"_id": "2-0", "status": 400, "error": {bad}}}}}]}}"#
            )),
            "Refused document `2-0`: 400 mapper_parsing_exception: bad"
        );
    }
}

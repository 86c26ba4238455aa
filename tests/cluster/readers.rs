//! Readers of an index that is written: each answer is of one generation, whole.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::nodes::Cluster;
use crate::reports::{World, address};
use crate::served::{Connection, Server, encoded};

/// Starts a server over an index.
pub(crate) fn serve(world: &World, index: &str) -> Server {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--index", index];
    Server::start(world.command("one", &arguments))
}

/// Returns the path of a table of mentions by year.
pub(crate) fn path(query: &str) -> String {
    format!("/api/v1/mentions?q={}&by=year&format=csv", encoded(query))
}

pub(crate) fn overtaken(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "read");
    // What each generation answers to each question.
    let queries: Vec<String> =
        ["行政处罚", "法律顾问", "行政复议"].into_iter().map(str::to_owned).collect();
    let forms = (0..40).map(|number| format!("行政处罚{number}件"));
    let queries: Vec<String> = queries.into_iter().chain(forms).collect();
    let publish = |generation: usize, index: &str| {
        if generation > 0 {
            // Each generation replaces reports of the one before, whose sections are removed later.
            for number in 0..20 {
                let text = crate::reports::report(number).replace("法律顾问", "行政处罚。法律顾问");
                let text = text.replace("一、", &"一、行政处罚".repeat(generation));
                world.write(&format!("reports/{number:03}.txt"), &text);
            }
        }
        world.index(&["reports"], index);
    };
    let table = |index: &str, query: &str| {
        let run =
            world.run(&["mentions", query, "--by", "year", "--format", "csv", "--index", index]);
        assert!(run.code == Some(0) || run.code == Some(1), "{run:?}");
        run.out
    };
    world.reports("reports", 0..40);
    publish(0, &index);
    let server = serve(&world, &index);
    let is_over = AtomicBool::new(false);
    let (answers, tables) = thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let mut connection = Connection::to(&server.address);
            let mut answers = Vec::new();
            for query in queries.iter().cycle() {
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
                let answer = connection.get(&path(query));
                answers.push((query.clone(), answer.status, answer.body));
                thread::sleep(Duration::from_millis(20));
            }
            answers
        });
        let mut tables: Vec<Vec<String>> = Vec::new();
        for generation in 0..=4 {
            if generation > 0 {
                publish(generation, &index);
            }
            tables.push(queries.iter().take(3).map(|query| table(&index, query)).collect());
        }
        thread::sleep(Duration::from_secs(1));
        is_over.store(true, Ordering::Relaxed);
        (asking.join().unwrap(), tables)
    });
    let mut errors = 0;
    for (query, status, body) in &answers {
        if *status != 200 {
            errors += 1;
            assert!(body.contains("overtaken") && (500..600).contains(status), "{status} {body}");
            continue;
        }
        let Some(at) = queries.iter().take(3).position(|it| it == query) else { continue };
        let is_of_one = tables.iter().any(|of| of[at] == *body);
        assert!(
            is_of_one,
            "{query}: {body}\n{:?}",
            tables.iter().map(|of| &of[at]).collect::<Vec<_>>()
        );
    }
    crate::say(&format!(
        "served while 4 generations were published: {} answers, {errors} errors",
        answers.len()
    ));
    assert_eq!(server.get(&path("行政处罚")).body, tables[4][0]);
    assert!(errors * 20 <= answers.len(), "{errors} of {}", answers.len());
}

pub(crate) fn unsafe_search(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "parts");
    world.reports("reports", 0..10);
    world.index(&["reports"], &index);
    let before = world.answers(&index);
    let set = |mode: &str| {
        let settings = json!({"index.search.concurrent_segment_search.mode": mode});
        let answer = cluster.ask(0, "PUT", "/parts-sections/_settings", &settings);
        assert_eq!(answer.unwrap().status, 200);
    };
    // The setting of the cluster does not change what the index is set to.
    let whole = |mode: Value| {
        let settings = json!({"persistent": {"search.concurrent_segment_search.mode": mode}});
        assert_eq!(cluster.ask(0, "PUT", "/_cluster/settings", &settings).unwrap().status, 200);
    };
    whole(json!("all"));
    assert_eq!(world.answers(&index), before);
    set("all");
    for arguments in [&["search", "行政处罚"][..], &["mentions", "行政处罚"], &["index", "reports"]]
    {
        let run = world.run(&[arguments, &["--index", &index]].concat());
        assert!(run.is_error_with_hint(), "{run:?}");
        assert!(run.err.contains("hint: set it back"), "{run:?}");
    }
    set("none");
    whole(Value::Null);
    assert_eq!(world.answers(&index), before);
}

/// A section that somebody else removed from the cluster is missed by every count, and found by `status`.
pub(crate) fn robbed(cluster: &mut Cluster) {
    let world = World::new();
    let index = address(cluster, "robbed");
    world.reports("reports", 0..20);
    world.index(&["reports"], &index);
    let verify = ["status", "--verify", "--index", &index];
    assert!(world.run(&verify).is_good());
    let one = cluster.ask(0, "GET", "/robbed-sections/_search?size=1", &Value::Null).unwrap().body;
    let id = one["hits"]["hits"][0]["_id"].as_str().unwrap();
    let path = format!("/robbed-sections/_doc/{id}?refresh=true");
    assert_eq!(cluster.ask(0, "DELETE", &path, &Value::Null).unwrap().status, 200);
    for command in [&verify[..], &["mentions", "行政处罚", "--index", &index]] {
        let run = world.run(command);
        assert!(run.is_error_with_hint(), "{run:?}");
        assert!(run.err.contains("sections"), "{run:?}");
    }
    world.index(&["--rebuild"], &index);
    assert!(world.run(&verify).is_good());
}

//! A small index behind the router, asked as a function: no port, no connection.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::{self, HeaderMap};
use axum::http::request::Builder;
use axum::http::{Request, StatusCode};
use flate2::read::GzDecoder;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};
use tokio::task::JoinHandle;

use super::router::router;
use super::state::{ServerOptions, ServerState};
use crate::index::IndexReader;
use crate::ingest::{self, ingest};

/// Reports, their index, and the server over it.
pub(super) struct Site {
    dir: TempDir,
    runtime: Runtime,
    state: Option<ServerState>,
    told: Arc<Mutex<Vec<String>>>,
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Returns the text of a body that is compressed.
    pub(super) fn unpacked(&self) -> String {
        assert_eq!(self.header("content-encoding"), "gzip", "{:?}", self.headers);
        let mut text = String::new();
        GzDecoder::new(&self.bytes[..]).read_to_string(&mut text).unwrap();
        text
    }

    /// Returns the JSON of the body.
    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// Returns the status and the code of the problem.
    pub(super) fn problem(&self) -> (u16, String) {
        let code = self.json()["code"].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), code)
    }
}

impl Site {
    /// Returns a server over the reports, each a path and a text.
    pub(super) fn new(reports: &[(&str, &str)], options: ServerOptions) -> Self {
        let dir = TempDir::new().unwrap();
        let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let told = Arc::new(Mutex::new(Vec::new()));
        let mut site = Self { dir, runtime: runtime.unwrap(), state: None, told: told.clone() };
        for (below, text) in reports {
            site.report(below, text);
        }
        site.index();
        let reader = IndexReader::open(&site.dir.path().join("index")).unwrap();
        let tell = move |text: &str| told.lock().unwrap().push(text.to_owned());
        site.state = Some(ServerState::new(reader, options, tell).unwrap());
        site
    }

    /// Returns a server over two short reports of an invented county.
    pub(super) fn small() -> Self {
        Self::new(
            &[
                ("2022.txt", &report("云岫县司法局2022年法治政府建设工作报告", "落实“三项”制度。")),
                (
                    "2023.txt",
                    &report("云岫县司法局2023年法治政府建设工作报告", "三项制度。法律顾问。"),
                ),
            ],
            ServerOptions::default(),
        )
    }

    pub(super) fn state(&self) -> &ServerState {
        self.state.as_ref().unwrap()
    }

    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    pub(super) fn report(&self, below: &str, text: &str) {
        let path = self.path("reports").join(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Indexes the reports, whose folder is named from the root of the machine.
    pub(super) fn index(&self) {
        let roots = vec![self.path("reports")];
        let options = ingest::Options { roots, ..ingest::Options::default() };
        ingest(&self.path("index"), &options, |_| {}).unwrap();
    }

    /// Waits until the next request looks for a newer index.
    pub(super) fn wait() {
        sleep(Duration::from_millis(510));
    }

    /// Returns the warnings of the server.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().clone()
    }

    /// Follows a link.
    pub(super) fn get(&self, link: &str) -> Answer {
        self.ask(Self::followed(link))
    }

    /// Returns the request of one who follows a link. As browsers do, encodes what is not ASCII in it.
    pub(super) fn followed(link: &str) -> Builder {
        let encoded = |c: char| {
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            if c.is_ascii() {
                c.to_string()
            } else {
                form_urlencoded::byte_serialize(bytes).collect()
            }
        };
        Request::get(link.chars().map(encoded).collect::<String>())
    }

    pub(super) fn ask(&self, request: Builder) -> Answer {
        self.ask_with(request, Body::empty())
    }

    pub(super) fn ask_with(&self, request: Builder, body: Body) -> Answer {
        let mut request = request.body(body).unwrap();
        let host = header::HeaderValue::from_static("localhost:7878");
        request.headers_mut().entry(header::HOST).or_insert(host);
        let service = TowerToHyperService::new(router(self.state()));
        self.runtime.block_on(async {
            let Ok(response) = service.call(request).await;
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            let (bytes, body) = (body.to_vec(), String::from_utf8_lossy(&body).into_owned());
            Answer { status: parts.status, headers: parts.headers, body, bytes }
        })
    }

    /// Runs a future at the same time as others.
    pub(super) fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        self.runtime.spawn(future)
    }

    /// Runs a future as the server would.
    pub(super) fn run<F: Future>(&self, future: F) -> F::Output {
        self.runtime.block_on(future)
    }

    /// Returns the id of the first report.
    pub(super) fn first_id(&self) -> String {
        let reports = self.get("/api/v1/reports").json();
        reports["reports"][0]["id"].as_str().unwrap().to_owned()
    }
}

/// Returns the text of a short report.
pub(super) fn report(title: &str, told: &str) -> String {
    format!("{title}\n\n一、主要举措和成效\n{told}\n\n二、存在的不足\n执法力量不足。\n")
}

/// Returns a report with figures: two that differ in the number of officers and the day are versions
/// of one.
pub(super) fn versioned_report(officers: u16, day: &str) -> String {
    format!(
        "云岫县司法局2023年法治政府建设工作报告\n\n一、主要举措和成效\n\
         （一）把住制度关口。全年审查规范性文件14件、重大行政决策9件，提出意见57条，采纳率95%。\n\
         （二）规范行政执法。落实三项制度，全县持证执法人员{officers}人，组织培训6期，抽查案卷120宗。\n\
         （三）办好行政复议。收到复议申请73件，受理68件，审结61件，调解和解22件，纠错率11.5%。\n\
         （四）聘好法律顾问。聘请法律顾问12名，审查合同86份，列席会议31次，出具意见书44份。\n\n\
         二、存在的不足\n执法力量不足，乡镇综合执法队人均承担事项较多；台账更新滞后。\n\n\
         云岫县司法局\n{day}\n"
    )
}

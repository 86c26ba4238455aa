//! Messages for the operator.

use std::sync::Arc;

use crate::error::Error;
use crate::present::Audience;
use crate::report::Language;

/// Takes sentences for whoever runs the server, from any thread, in their language.
#[derive(Clone)]
pub(in crate::web) struct Warn {
    say: Arc<dyn Fn(&str) + Send + Sync>,
    language: Language,
}

impl Warn {
    pub(in crate::web) fn new(
        language: Language,
        say: impl Fn(&str) + Send + Sync + 'static,
    ) -> Self {
        Self { say: Arc::new(say), language }
    }

    /// Says what is wrong with the index.
    pub(in crate::web) fn error(&self, error: &Error) {
        self.say(&self.message(error));
    }

    /// Says one of two sentences.
    pub(in crate::web) fn say_in<T: AsRef<str>>(&self, english: T, chinese: T) {
        self.say(self.language.pick(english, chinese).as_ref());
    }

    /// Says a sentence that is in the language.
    pub(in crate::web) fn say(&self, text: &str) {
        (self.say)(text);
    }

    /// Returns a sentence for an older index that is served on.
    pub(in crate::web) fn about_older_index(&self, error: &Error) -> String {
        let message = self.message(error);
        self.language.pick(
            format!("the server continues with the older index: {message}"),
            format!("仍用旧索引继续服务：{message}"),
        )
    }

    fn message(&self, error: &Error) -> String {
        error.message(Audience::CommandLine(self.language))
    }
}

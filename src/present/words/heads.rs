//! The heads of the columns of tables for people.

use crate::report::named::named;

named! {
    /// The head of a column.
    pub(crate) enum Head {
        /// The divisions that contain the one of the row.
        In => "in", "in", "所属";
        /// The region of a row.
        Region => "region", "region", "地区";
        /// The years of reports.
        Years => "years", "years", "年度";
        /// The reports that are held.
        Held => "held", "held", "所收份数";
        /// The reports that were found.
        Reports => "reports", "reports", "份数";
        /// The sections that were found.
        Sections => "sections", "sections", "节数";
        /// The mentions that were found.
        Mentions => "mentions", "mentions", "处数";
        /// The characters of the reports that are held.
        Characters => "characters", "characters", "字数";
        /// The mentions in 10,000 characters.
        Rate => "per-10000", "per 10,000", "每万字";
        /// The share of the reports that are held.
        Share => "share", "share", "占比";
        /// All rows or columns together.
        Total => "total", "total", "合计";
        /// A concept of a codebook.
        Concept => "concept", "concept", "概念";
        /// Whether a group mentions a concept.
        State => "state", "state", "状态";
        /// What stands next to a mention.
        Context => "context", "context", "上下文";
        /// What stands near mentions.
        Collocate => "collocate", "collocate", "搭配";
        /// How often it stands near mentions.
        Near => "near", "near", "邻近次数";
        /// How often it would by chance.
        Expected => "expected", "expected", "期望次数";
        /// How often it stands anywhere.
        InAll => "in-all", "in all", "总次数";
        /// How unlikely the difference is by chance.
        LogLikelihood => "log-likelihood", "log-likelihood", "对数似然比";
        /// How large the difference is.
        LogRatio => "log-ratio", "log ratio", "对数比";
    }
}

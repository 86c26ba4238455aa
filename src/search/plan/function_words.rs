//! Stop words of loose questions.

/// Returns whether a word says nothing about the section that is looked for.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.split_whitespace().any(|known| known == word)
}

/// Question words, particles and conjunctions, and words that nearly every section contains.
const FUNCTION_WORDS: &str = "\
    工作 情况 开展 进行 做好 相关 有关 方面 件 次 项 今年 明年 去年 的 \
    了 和 与 及 以及 等 在 是 有 也 都 就 还 又 把 被 对 对于 关于 \
    从 向 到 由 为 为了 于 以 用 给 让 使 并 并且 而 或 或者 但 \
    但是 如果 因为 所以 这 那 这个 那个 这些 那些 其 其他 某 每 各 该 \
    本 我 我们 你 您 他 它 们 吗 呢 吧 啊 呀 什么 哪 哪里 哪儿 哪些 \
    哪个 哪几 谁 怎 怎么 怎样 怎么样 如何 为什么 为何 是否 是不是 有没有 \
    能否 可否 多少 几 几个 多大 多久 何时 何 请问 请 想 知道 了解 做 \
    些 个 上 中 里 下 时 后 前 一下 一些 哪里有 要 会 能 可以 应该 \
    得 地 着 过";

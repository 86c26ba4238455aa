// What all scripts share, and the keyboard shortcuts of every page with the table that lists them.
//
// Every page works without scripts.
(() => {
  "use strict";

  // Returns the one of two texts that is in the language of the page.
  const say = (zh, en) => (document.documentElement.lang.startsWith("en") ? en : zh);

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  // Announces a sentence to screen readers.
  const voice = make("p", { className: "unseen", role: "status" });
  const tell = (sentence) => {
    voice.textContent = sentence;
  };

  // Scripts add their keys here, each as { key, zh, en, run, where }: the `event.key`, what it does in
  // both languages, the function that does it, and whether it applies to this page. Without `run` a
  // key is only listed; without `where` it applies everywhere.
  const keys = [];
  window.chabao = { keys, say, tell, make };

  const KEPT = "chabao-keys";
  const areKeysOn = () => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true;
    }
  };
  const keepKeys = (areOn) => {
    try {
      if (areOn) localStorage.removeItem(KEPT);
      else localStorage.setItem(KEPT, "off");
    } catch {
      // Without storage the choice is lost with the page.
    }
    tellKeys();
  };
  // Keys shown next to a control are hidden while they are switched off.
  const tellKeys = () => document.documentElement.classList.toggle("keys-off", !areKeysOn());
  tellKeys();

  const isOfThisPage = (key) => !key.where || key.where();
  const TYPED_INTO = [
    "textarea",
    "select",
    '[contenteditable]:not([contenteditable="false"])',
    'input:not([type="radio"], [type="checkbox"], [type="button"], [type="submit"])',
  ].join();

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
    if (event.target.closest?.(TYPED_INTO) || document.querySelector("dialog[open]")) return;
    const pressed = event.key === "？" ? "?" : event.key;
    const found = keys.find((it) => it.run && it.key === pressed && isOfThisPage(it));
    if (!found) return;
    event.preventDefault();
    found.run(event);
  });

  const line = () => document.querySelector("form.search #q") ?? document.querySelector("form.quick input");
  const toLine = () => {
    const query = line();
    query.focus();
    query.setSelectionRange(query.value.length, query.value.length);
  };

  // Goes to the next or the previous hit: from the focused one, or else from the first one in view.
  const hits = () => [...document.querySelectorAll(".hits .hit :is(h2, h3, .node) a[href]")];
  const hasHits = () => hits().length > 0;
  const toHit = (step) => {
    const all = hits();
    const focused = all.findIndex((it) => it.closest(".hit").contains(document.activeElement));
    const inSight = all.findIndex((it) => it.getBoundingClientRect().top >= 0);
    const behind = inSight < 0 ? all.length : inSight;
    const at = focused >= 0 ? focused + step : step > 0 ? behind : behind - 1;
    const next = all[Math.min(Math.max(at, 0), all.length - 1)];
    next.focus({ preventScroll: true });
    next.closest(".hit").scrollIntoView({ block: "center", behavior: "instant" });
  };

  // Sorts a concordance: the head of a column is a link.
  const head = (order) => document.querySelector(`th a[data-sort="${order}"]`);
  const sorts = (key, order, zh, en) => ({
    key, zh, en, where: () => head(order) !== null, run: () => head(order).click(),
  });

  keys.push(
    sorts("l", "left", "按前文排序", "Sort by what stands before"),
    sorts("r", "right", "按后文排序", "Sort by what stands after"),
    {
      key: "/",
      zh: "回到检索框",
      en: "Go to the query line",
      where: () => line() !== null,
      run: toLine,
    },
    { key: "j", zh: "下一条结果", en: "Next hit", where: hasHits, run: () => toHit(1) },
    { key: "k", zh: "上一条结果", en: "Previous hit", where: hasHits, run: () => toHit(-1) },
    { key: "Enter", zh: "打开这条结果", en: "Open this hit", where: hasHits },
    { key: "?", zh: "显示按键和检索式写法", en: "Show keys and forms of the query line", run: () => show() },
    { key: "Esc", zh: "关闭", en: "Close" },
  );

  // What is most often typed into the query line. Its page has all.
  const FORMS = [
    ["三项制度 法律顾问", "两者在同一节", "both in one section"],
    ["三项制度 OR 法律顾问", "任一", "either"],
    ["三项制度 -法律顾问", "不含后者", "without the second"],
    ["法律顾问 NEAR/20 聘请", "相距不超过 20 字", "at most 20 characters apart"],
    ["同句:(法律顾问 聘请)", "在同一句", "in one sentence"],
    ["聘请*法律顾问", "中间任意字，不跨句", "any characters between, in one sentence"],
    ["~卫健委", "含别名", "with its other names"],
    ["年度:2021-2023", "限定年度", "only these years"],
  ];

  // Shows the table of all keys and the forms of the query line, with a switch for those of a single character (WCAG 2.1.4).
  const show = () => {
    const title = make("h2", { id: "keys-title", textContent: say("快捷键", "Keys") });
    const rows = keys.filter(isOfThisPage).map((it) => {
      const caps = it.key.split(" ").map((key) => make("kbd", { textContent: key }));
      const does = make("dd", { textContent: say(it.zh, it.en) });
      return make("div", {}, make("dt", {}, ...caps), does);
    });
    const areOn = make("input", { type: "checkbox", checked: areKeysOn() });
    areOn.addEventListener("change", () => keepKeys(areOn.checked));
    const choice = say("启用单个字符的快捷键", "Use keys that are a single character");
    const close = make("button", { textContent: say("关闭", "Close") });
    const forms = FORMS.map(([form, zh, en]) => {
      const typed = make("dt", {}, make("code", { lang: "zh", textContent: form }));
      return make("div", {}, typed, make("dd", { textContent: say(zh, en) }));
    });
    const all = say("帮助：全部写法、计数和手册", "Help: every form, what a count is, the manual");
    const table = make("dl", {}, ...rows);
    const form = make(
      "form",
      { method: "dialog" },
      title,
      table,
      make("label", {}, areOn, choice),
      make("h2", { textContent: say("检索式怎么写", "The query line") }),
      make("dl", { className: "forms" }, ...forms),
      make("p", {}, make("a", { href: "/help", textContent: all })),
      close,
    );
    const dialog = make("dialog", { className: "keys-table" }, form);
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.addEventListener("close", () => dialog.remove());
    // A click outside the table hits the dialog itself.
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const words = say("键盘", "Keys");
    const open = make("button", { type: "button", className: "keys-button", textContent: words });
    open.setAttribute("aria-haspopup", "dialog");
    open.addEventListener("click", show);
    document.querySelector(".top .language")?.before(open);
    document.body.append(voice);
    // Other scripts start with the page, and again whenever it is replaced.
    document.dispatchEvent(new CustomEvent("chabao:page"));
  });

  // A browser takes a cell for visible as soon as its edge is.
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(".matrix :focus-visible")) {
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
})();

// Queries and passages that a reader keeps, in this browser alone, and the page that lists them.
//
// What is kept is never sent. The page asks the server how much each query finds now, as a search does.
(() => {
  "use strict";

  const { keys, say, tell, make } = window.chabao;
  const KEPT = "chabao-saved";

  // The most entries: each is asked for when the page is opened.
  const MOST = 500;

  // What makes a question, whatever page it is asked on.
  const QUESTION = [
    "q", "mode", "aliases", "year", "region", "province", "prefecture", "county", "agency", "level",
    "part", "kind", "date", "published", "number", "url",
  ];

  const isText = (value, most) => typeof value === "string" && value.length <= most;
  // A path of this server: a file that is read back may have been written by anybody.
  const isPath = (value) => isText(value, 8000) && /^\/(?![/\\])/.test(value);
  const isCount = (value) => Number.isInteger(value) && value >= 0;
  // What a query finds, or a codebook: reports of several concepts are counted for each of them.
  const counts = (value) => {
    const { reports, of, mentions, concepts } = value ?? {};
    if (![of, mentions].every(isCount)) return null;
    if (isCount(concepts)) return { concepts, of, mentions };
    return isCount(reports) ? { reports, of, mentions } : null;
  };

  // Returns an entry with what entries have and nothing else; null if it is none.
  const entry = (value) => {
    const { kind, path, title, about, text, day } = value ?? {};
    const isOne = ["query", "passage"].includes(kind) && isPath(path);
    const areTexts = isText(title, 1000) && isText(about, 2000) && isText(text, 20000);
    if (!isOne || !areTexts || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
    return { kind, path, title, about, text, day, then: counts(value.then) };
  };

  const read = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
      return Array.isArray(found) ? found.map(entry).filter(Boolean) : [];
    } catch {
      return [];
    }
  };

  // Keeps the entries; the newest ones, if there are too many. Returns whether the browser did.
  const keep = (entries) => {
    try {
      localStorage.setItem(KEPT, JSON.stringify(entries.slice(0, MOST)));
      return true;
    } catch {
      tell(say("浏览器不允许保存", "The browser does not allow it"));
      return false;
    }
  };

  const isKept = (path) => read().some((it) => it.path === path);
  const remove = (path) => keep(read().filter((it) => it.path !== path));

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  // What makes a codebook, which is asked instead of a query.
  const CONCEPTS = ["concept", "codebook"];

  // Returns the question of an address, without the rest.
  const questionOf = (path) => {
    const asked = new URL(path, location.origin).searchParams;
    const pairs = [...asked].filter(([name, value]) => QUESTION.includes(name) && value !== "");
    return new URLSearchParams(pairs);
  };

  // Returns the concepts of an address, with what else makes their question; null if it has none.
  const conceptsOf = (path) => {
    const asked = new URL(path, location.origin).searchParams;
    const isAsked = ([name, value]) => value !== "" && (CONCEPTS.includes(name) || QUESTION.includes(name));
    const pairs = new URLSearchParams([...asked].filter(isAsked));
    return CONCEPTS.some((name) => pairs.has(name)) ? pairs : null;
  };

  // Returns how much the concepts of a codebook find now, all together.
  const countConcepts = async (question) => {
    question.append("by", "kind");
    question.append("limit", "1");
    const answer = await fetch(`/api/v1/panel?${question}`);
    if (!answer.ok) throw new Error(answer.status);
    const { concepts, ground } = await answer.json();
    const mentions = concepts.reduce((sum, concept) => sum + concept.total.mentions, 0);
    return { concepts: concepts.length, mentions, of: ground.reports };
  };

  // Returns how much a query or a codebook finds now; null if it cannot be asked.
  const count = async (path) => {
    const concepts = conceptsOf(path);
    if (concepts) return countConcepts(concepts);
    const question = questionOf(path);
    if (question.size === 0) return null;
    question.append("by", "kind");
    question.append("limit", "1");
    const answer = await fetch(`/api/v1/facets?${question}`);
    if (!answer.ok) throw new Error(answer.status);
    const found = await answer.json();
    const { reports, mentions } = found.counts;
    return { reports, mentions, of: found.ground.reports };
  };

  // Adds an entry, and what its query finds once that is known.
  const add = async (one) => {
    if (!keep([one, ...read()])) return;
    tell(say("已保存在这个浏览器里", "Saved in this browser"));
    if (one.kind !== "query") return;
    try {
      const then = await count(one.path);
      keep(read().map((it) => (it.path === one.path ? { ...it, then } : it)));
    } catch {
      // It is kept without a count.
    }
  };

  // Returns a button that keeps an entry or removes it. `of` returns the entry.
  const star = (path, labels, of) => {
    const button = make("button", { type: "button", className: "star" });
    const paint = () => {
      const is = isKept(path());
      button.textContent = is ? "★" : "☆";
      button.setAttribute("aria-pressed", String(is));
      button.setAttribute("aria-label", labels());
      button.title = labels();
    };
    button.addEventListener("click", async () => {
      if (isKept(path())) {
        if (remove(path())) tell(say("已取消保存", "No longer saved"));
      } else {
        const adding = add(of());
        paint();
        await adding;
      }
      paint();
    });
    button.paint = paint;
    paint();
    return button;
  };

  // The address of the page without what is not part of the question.
  const here = () => {
    const url = new URL(location);
    for (const name of ["page", "lang", "open", "index"]) url.searchParams.delete(name);
    const fields = [...url.searchParams].filter(([, value]) => value !== "");
    const asked = new URLSearchParams(fields).toString();
    return url.pathname + (asked ? `?${asked}` : "");
  };

  const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

  const query = () => {
    const asked = questionOf(here());
    const conditions = [...asked].filter(([name]) => !["q", "mode", "aliases"].includes(name));
    const chips = [...document.querySelectorAll(".chosen li")].map((it) => text(it).replace(/^× /, ""));
    const page = text(document.querySelector(".places [aria-current]"));
    const concepts = document.querySelectorAll(".codebook dt, .concept-list tbody th");
    const title = asked.get("q") ?? [...concepts].map((it) => text(it)).join("、");
    const about = chips.length > 0 ? chips : conditions.map(([, value]) => value);
    return {
      kind: "query", path: here(), title: title.slice(0, 1000), text: "", day: today(), then: null,
      about: [page, ...about].filter(Boolean).join(" · "),
    };
  };

  const ofQuery = () => say("保存这个检索", "Save this query");
  const ofPassage = () => say("保存这一段", "Save this passage");

  // The star beside the query line, or behind the options of the page of concepts, if something is asked.
  // What has no address of its own cannot be kept.
  const furnishLine = () => {
    const line = document.querySelector("form.search :is(.line, .concepts ~ .options)");
    if (!line) return;
    const old = line.querySelector(".star");
    const button = old ?? star(here, ofQuery, query);
    if (!old) line.append(button);
    button.hidden = !conceptsOf(here()) && questionOf(here()).size === 0;
    button.paint();
  };

  // Returns a link to a passage without the list that it stands in.
  const withoutList = (link) => {
    const url = new URL(link.getAttribute("href"), location.origin);
    for (const name of ["from", "hit"]) url.searchParams.delete(name);
    return url.pathname + url.search + url.hash;
  };

  // A star at every hit.
  const furnishHits = () => {
    for (const hit of document.querySelectorAll("ol.hits > li.hit")) {
      const link = hit.querySelector("h3 a[href]");
      if (!link || hit.querySelector(".star")) continue;
      const path = withoutList(link);
      const one = () => ({
        kind: "passage", path, title: text(link), day: today(), then: null,
        about: [text(hit.querySelector(".facts")), text(hit.querySelector(".heading-path"))]
          .filter(Boolean).join(" · "),
        text: (hit.querySelector("blockquote")?.textContent ?? "").replace(/^…|…$/g, ""),
      });
      link.closest("h3").after(star(() => path, ofPassage, one));
    }
  };

  // A star at every mention of a concordance: the row is the passage.
  const furnishMentions = () => {
    for (const row of document.querySelectorAll(".kwic tr.hit")) {
      const [link, end] = [row.querySelector(".node a[href]"), row.querySelector(".agency")];
      if (!link || !end || row.querySelector(".star")) continue;
      const path = withoutList(link);
      // Several paragraphs may stand in a row, with a sign for the end of each.
      const words = () => [".left", ".node", ".right"].map((it) => row.querySelector(it).textContent).join("");
      const one = () => ({
        kind: "passage", path, title: link.title, day: today(), then: null,
        about: [".year", ".region", ".agency bdi", ".agency small"].map((it) => text(row.querySelector(it)))
          .filter(Boolean).join(" · "),
        text: words().replaceAll("↵", "\n").trim(),
      });
      end.append(star(() => path, ofPassage, one));
    }
  };

  // A star at every section of a report.
  const furnishReport = () => {
    const article = document.querySelector("article.report");
    for (const section of article?.querySelectorAll("section[id]") ?? []) {
      const aside = section.querySelector(".aside");
      if (!aside || aside.querySelector(".star")) continue;
      const path = `${location.pathname}?at=${section.id}#${section.id}`;
      const lines = () => [...section.querySelectorAll(".line")].map((it) => it.textContent).join("\n");
      const one = () => ({
        kind: "passage", path, title: text(document.querySelector("h1")), day: today(), then: null,
        about: text(section.querySelector("h2, h3, h4, h5, h6")), text: lines().slice(0, 20000),
      });
      aside.append(star(() => path, ofPassage, one));
    }
  };

  const lineStar = () => document.querySelector("form.search :is(.line, .options) > .star:not([hidden])");
  keys.push({
    key: "s", zh: "保存这个检索，或取消", en: "Save this query, or not",
    where: () => lineStar() !== null, run: () => lineStar().click(),
  });

  // The page of what is kept.
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  const figures = (found, hasQuery) => {
    if (!found) return "—";
    if (found.concepts !== undefined) {
      const [concepts, of, mentions] = [found.concepts, found.of, found.mentions].map(grouped);
      return say(`${concepts} 个概念 · ${of} 份 · ${mentions} 处`, `${concepts} concepts · ${of} reports · ${mentions} mentions`);
    }
    const [reports, of, mentions] = [found.reports, found.of, found.mentions].map(grouped);
    if (!hasQuery) return say(`${of} 份`, `${of} reports`);
    return say(`${reports}/${of} 份 · ${mentions} 处`, `${reports} of ${of} reports · ${mentions} mentions`);
  };
  const signed = (number) => `${number < 0 ? "−" : "+"}${grouped(Math.abs(number))}`;
  const change = (then, now) => {
    if (!then || !now) return "";
    if (now.concepts !== undefined) {
      const more = now.mentions - then.mentions;
      if (more === 0 && then.of === now.of) return say("未变", "unchanged");
      return say(`${signed(more)} 处`, `${signed(more)} mentions`);
    }
    const by = [now.reports - then.reports, now.mentions - then.mentions];
    if (by.every((it) => it === 0) && then.of === now.of) return say("未变", "unchanged");
    return say(`${signed(by[0])} 份，${signed(by[1])} 处`, `${signed(by[0])} reports, ${signed(by[1])} mentions`);
  };

  // Characters alone: white space and line ends are those of the page.
  const plain = (value) => value.replace(/\s+/g, "");

  // Returns whether a passage still stands in its report.
  const state = async (one) => {
    const id = /^\/reports\/([^/?#]+)/.exec(one.path)?.[1];
    if (!id) return "";
    const answer = await fetch(`/api/v1/reports/${id}`);
    if (answer.status === 404) return say("报告已不在", "The report is gone");
    if (!answer.ok) throw new Error(answer.status);
    const report = await answer.json();
    const whole = plain(report.sections.map((section) => section.text).join("\n"));
    return whole.includes(plain(one.text))
      ? say("原文未变", "Still in the report")
      : say("原文已改动", "The text was changed");
  };

  const link = (one) => make("a", { href: one.path, lang: "zh" }, one.title || one.about);

  const removal = (one) => {
    const button = make("button", { type: "button", className: "small" }, say("删除", "Remove"));
    button.setAttribute("aria-label", `${say("删除：", "Remove: ")}${one.title || one.about}`);
    button.addEventListener("click", () => {
      const buttons = () => [...document.querySelectorAll("#saved .small")];
      const at = buttons().indexOf(button);
      if (!remove(one.path)) return;
      list();
      tell(say("已删除", "Removed"));
      (buttons()[at] ?? buttons().at(-1) ?? document.querySelector("main h1")).focus();
    });
    return button;
  };

  // Asks one thing after the other: a list of hundreds must not keep the server from others.
  let asking = Promise.resolve();
  const ask = (cell, question) => {
    asking = asking.then(async () => {
      if (!cell.isConnected) return;
      try {
        cell.textContent = await question();
      } catch {
        cell.textContent = say("未能查询", "Could not ask");
      }
    });
  };

  const queries = (entries) => {
    const heads = [say("检索", "Query"), say("保存于", "Saved on"), say("当时", "Then"), say("现在", "Now"), ""];
    const head = make("tr", {}, ...heads.map((name) => make(name ? "th" : "td", name ? { scope: "col" } : {}, name)));
    const rows = entries.map((one) => {
      const now = make("td", {}, "…");
      const hasQuery = one.title !== "";
      ask(now, async () => {
        const found = await count(one.path);
        const changed = change(one.then, found);
        return [figures(found, hasQuery), changed && say(`（${changed}）`, ` (${changed})`)].join("");
      });
      const name = make("th", { scope: "row" }, link(one), " ", make("small", { lang: "zh" }, one.about));
      const cells = [make("td", {}, one.day), make("td", {}, figures(one.then, hasQuery)), now];
      // On a narrow screen a row is a block, and its cells say what they are.
      cells.forEach((cell, at) => { cell.dataset.head = heads[at + 1]; });
      return make("tr", {}, name, ...cells, make("td", {}, removal(one)));
    });
    const table = make("table", {}, make("caption", { className: "unseen" }, say("保存的检索", "Saved queries")),
      make("thead", {}, head), make("tbody", {}, ...rows));
    const scroll = make("div", { className: "scroll", tabIndex: 0, role: "region" }, table);
    scroll.setAttribute("aria-label", say("保存的检索，可左右滚动", "Saved queries, scrolls sideways"));
    return scroll;
  };

  const passages = (entries) => {
    const one = (it) => {
      const now = make("span", {}, "…");
      ask(now, () => state(it));
      const words = it.text.length > 400 ? `${it.text.slice(0, 400)}…` : it.text;
      return make("li", {}, make("h3", {}, link(it)), make("p", { className: "quiet", lang: "zh" }, it.about),
        make("blockquote", { lang: "zh" }, words),
        make("p", { className: "quiet" }, `${say("保存于", "Saved on")} ${it.day} · `, now, " ", removal(it)));
    };
    return make("ol", { className: "kept-passages" }, ...entries.map(one));
  };

  const list = () => {
    const place = document.getElementById("saved");
    if (!place) return;
    const entries = read();
    const of = (kind) => entries.filter((it) => it.kind === kind);
    const part = (title, found, body) =>
      found.length > 0 ? [make("h2", {}, `${title} ${grouped(found.length)}`), body(found)] : [];
    const none = say(
      "还没有保存的检索或段落。检索框旁和每段结果旁的 ☆ 可以保存。",
      "Nothing is saved yet. The ☆ beside the query line and at each passage saves it.",
    );
    place.replaceChildren(
      ...(entries.length === 0 ? [make("p", {}, none)] : []),
      ...part(say("检索", "Queries"), of("query"), queries),
      ...part(say("段落", "Passages"), of("passage"), passages),
    );
    for (const button of document.querySelectorAll("[data-take]")) button.disabled = entries.length === 0;
  };

  // Cells that a spreadsheet would run have a ' before them, as in the tables of the server.
  const cell = (value) => {
    const written = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  };
  const asCsv = (entries) => {
    const head = ["kind", "title", "about", "text", "day", "reports", "of", "mentions", "address"];
    const row = ({ kind, title, about, text, day, then, path }) =>
      [kind, title, about, text, day, then?.reports, then?.of, then?.mentions, location.origin + path]
        .map((value) => cell(String(value ?? ""))).join(",");
    return `\uFEFF${[head.join(","), ...entries.map(row)].join("\r\n")}\r\n`;
  };
  const take = (form) => {
    const [content, type] = form === "csv"
      ? [asCsv(read()), "text/csv"]
      : [`${JSON.stringify(read(), null, 2)}\n`, "application/json"];
    const url = URL.createObjectURL(new Blob([content], { type }));
    const save = make("a", { href: url, download: `chabao-saved-${today()}.${form}` });
    save.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  const bring = async (field) => {
    const [file] = field.files;
    if (!file) return;
    const refuse = () => tell(say("这不是保存的检索文件（JSON）", "This is not a file of saved queries (JSON)"));
    try {
      const found = JSON.parse(await file.text());
      const fresh = Array.isArray(found) ? found.map(entry).filter(Boolean) : [];
      if (fresh.length === 0) return refuse();
      const known = new Set(read().map((it) => it.path));
      const more = fresh.filter((it) => !known.has(it.path));
      if (!keep([...read(), ...more])) return;
      list();
      tell(say(`读入 ${more.length} 条`, `Read ${more.length}`));
    } catch {
      refuse();
    } finally {
      field.value = "";
    }
  };

  const begin = () => {
    furnishLine();
    furnishHits();
    furnishMentions();
    furnishReport();
  };
  document.addEventListener("chabao:page", begin);
  document.addEventListener("DOMContentLoaded", () => {
    const tools = document.querySelector(".saved-tools");
    if (!tools) return;
    tools.hidden = false;
    for (const button of document.querySelectorAll("[data-take]")) {
      button.addEventListener("click", () => take(button.dataset.take));
    }
    const field = tools.querySelector('input[type="file"]');
    field.addEventListener("change", () => bring(field));
    document.querySelector("main h1").tabIndex = -1;
    list();
  });
  // Another window may keep something.
  addEventListener("storage", ({ key }) => {
    if (key !== KEPT) return;
    list();
    for (const button of document.querySelectorAll("button.star")) button.paint?.();
  });
})();

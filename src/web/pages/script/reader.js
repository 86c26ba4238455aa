// The page of a report: going from hit to hit, the current section, copying with the source.
// Everything works without it: links to the hits, links to paragraphs, fields to copy from.
(() => {
  "use strict";
  const article = document.querySelector("article.report");
  if (!article) return;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const page = new URL(article.dataset.page, location.href).href;

  const { copy } = window.chabao;

  // A quotation: the selection in the section, or else the whole section; its source; a link to it.
  const lineText = (line) => line.matches("tr")
    ? [...line.cells].map((cell) => cell.textContent).join("\t")
    : line.textContent;
  const selectedIn = (section) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!section.contains(range.commonAncestorContainer)) return null;
    const text = selection.toString().trim();
    const from = range.startContainer;
    const line = (from.nodeType === Node.ELEMENT_NODE ? from : from.parentElement).closest(".line");
    return text && line ? { paragraphs: text.split(/\n+/), line, range } : null;
  };
  // The pages of a range: those that begin in it, and the one that began last before it.
  const pagesOf = (range) => {
    const marks = all("[data-printed]", article);
    const printed = (mark) => Number(mark.dataset.printed);
    const first = marks.findLast((mark) => range.comparePoint(mark, 0) < 0);
    const inside = marks.filter((mark) => range.comparePoint(mark, 0) === 0);
    if (!first && !inside.length) return null;
    const pages = [first, ...inside].filter(Boolean).map(printed);
    const [from, to] = [Math.min(...pages), Math.max(...pages)];
    return from === to ? `${from}` : `${from}-${to}`;
  };
  const quotation = (section) => {
    const selected = selectedIn(section);
    const paragraphs = selected ? selected.paragraphs : all(".line", section).map(lineText);
    const link = selected
      ? new URL(selected.line.querySelector("a.here").getAttribute("href"), page).href
      : `${page}#${section.id}`;
    const range = selected?.range ?? document.createRange();
    if (!selected) range.selectNodeContents(section);
    const pages = pagesOf(range);
    const { citation, beforePages, behindPages } = article.dataset;
    const entry = pages ? `${beforePages}${pages}${behindPages}` : citation;
    return `${paragraphs.map((text) => `“${text}`).join("\n")}”\n${entry}\n${link}`;
  };
  for (const button of all("button[data-quote]")) {
    const section = document.getElementById(button.dataset.quote);
    button.hidden = false;
    // A click would remove the selection before it can be read.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => copy(quotation(section)));
  }
  for (const address of all("[data-address]")) address.textContent = page;

  // Copies the link of a paragraph and puts it into the address of the page.
  article.addEventListener("click", (event) => {
    const link = event.target.closest("a.here");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const line = link.closest(".line");
    all(".line.pointed").forEach((it) => it.classList.remove("pointed"));
    line.classList.add("pointed");
    history.replaceState(null, "", `#${line.id}`);
    copy(new URL(link.getAttribute("href"), page).href);
  });

  // The outline is open at the side and shows the current section.
  const outline = document.querySelector("nav.outline");
  const fold = outline.querySelector("details");
  const wide = matchMedia("(min-width: 64rem)");
  const follows = (details, query) => {
    const unfold = () => { details.open = query.matches; };
    query.addEventListener("change", unfold);
    unfold();
  };
  follows(fold, wide);
  follows(document.querySelector("details.about"), matchMedia("(min-width: 40rem)"));
  fold.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) fold.open = false;
  });
  const entries = new Map(all("li > a:first-of-type", outline).map((link) => [link.hash.slice(1), link]));
  const sections = all("section[id]", article);
  const seen = new Set();
  let pinned;
  let current;
  const show = () => {
    const isAtEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
    const section = pinned ?? (isAtEnd ? sections.at(-1) : sections.find((it) => seen.has(it)));
    const entry = entries.get(section?.id);
    if (!entry || entry === current) return;
    current?.removeAttribute("aria-current");
    entry.setAttribute("aria-current", "true");
    current = entry;
    const box = outline.getBoundingClientRect();
    const place = entry.getBoundingClientRect();
    if (place.top < box.top + 32 || place.bottom > box.bottom - 32) {
      outline.scrollTop += place.top - box.top - box.height / 3;
    }
  };
  // The target of a link or a step is the current one until the page is scrolled.
  const pin = (place) => {
    pinned = place?.closest("section[id]") ?? undefined;
    show();
  };
  for (const scrolls of ["wheel", "touchmove", "keydown"]) {
    addEventListener(scrolls, () => { pinned = undefined; }, { passive: true });
  }
  const target = () => document.getElementById(location.hash.slice(1));
  // What a link within the page leads to may be folded.
  const unfold = () => {
    const folded = target()?.closest("details");
    if (folded) folded.open = true;
  };
  addEventListener("hashchange", () => { unfold(); pin(target()); });
  addEventListener("scrollend", show);
  // A section is the current one while it crosses a line at a quarter of the window.
  const observer = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      if (isIntersecting) seen.add(target); else seen.delete(target);
    }
    show();
  }, { rootMargin: "-25% 0px -74% 0px" });
  sections.forEach((section) => observer.observe(section));
  unfold();
  pin(target());

  // Back to the list of results, and to the results before and behind.
  const way = (selector) => document.querySelector(`nav.back ${selector}`);
  const leads = (key, selector, zh, en) => ({
    key, zh, en, where: () => way(selector) !== null, run: () => way(selector).click(),
  });
  window.chabao.keys.push(
    leads("j", 'a[rel="next"]', "下一节检索结果", "Next result"),
    leads("k", 'a[rel="prev"]', "上一节检索结果", "Previous result"),
    leads("u", 'a[data-way="back"]', "回到检索结果", "Back to the results"),
  );

  // Going from hit to hit.
  const bar = document.querySelector("nav.hit-bar");
  if (!bar) return;
  const count = Number(bar.dataset.all);
  const place = bar.querySelector(".place");
  let at = 0;
  const mark = (number) => document.getElementById(`h${number}`);
  const point = (number) => {
    mark(at)?.classList.remove("current");
    at = number;
    mark(at)?.classList.add("current");
    const text = at ? bar.dataset.at : bar.dataset.none;
    place.textContent = text.replace("{at}", at).replace("{all}", count);
  };
  const go = (number, takesFocus) => {
    const hit = mark(number);
    if (!hit) return;
    point(number);
    history.replaceState(null, "", `#h${number}`);
    hit.scrollIntoView();
    pin(hit);
    if (takesFocus) {
      hit.tabIndex = -1;
      hit.focus({ preventScroll: true });
    }
  };
  const numbers = () => Array.from({ length: count }, (_, index) => index + 1);
  const step = (by, takesFocus) => {
    if (at) return go((at - 1 + by + count) % count + 1, takesFocus);
    // The first step starts from what is in view.
    const below = numbers().find((number) => mark(number).getBoundingClientRect().top > 64);
    if (by > 0) return go(below ?? 1, takesFocus);
    return go(((below ?? 1) - 2 + count) % count + 1, takesFocus);
  };
  const follow = () => {
    // A link to a mention has an anchor of its own before the hit; one to a paragraph leads to its first.
    const place = target();
    const first = place?.querySelector('mark[id^="h"]')?.id;
    const number = Number(place?.dataset.hit ?? /^h(\d+)$/.exec(first ?? location.hash.slice(1))?.[1]);
    point(number >= 1 && number <= count ? number : 0);
  };
  document.querySelector(".hit-list").hidden = true;
  bar.hidden = false;
  addEventListener("hashchange", follow);
  follow();
  for (const button of all("button[data-step]", bar)) {
    button.addEventListener("click", () => step(Number(button.dataset.step), false));
  }

  window.chabao.keys.push(
    { key: "n", zh: "下一处", en: "Next hit", run: () => step(1, true) },
    { key: "p", zh: "上一处", en: "Previous hit", run: () => step(-1, true) },
  );
})();

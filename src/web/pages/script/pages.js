// Replaces parts of a page instead of loading it again when the question is narrowed, paged or changed.
// Addresses are the same as without this script.
//
// If anything fails here, the ordinary link or form is followed.
(() => {
  "use strict";

  const { tell, say, make } = window.chabao;
  const line = () => document.querySelector("form.search #q");

  // The present address without its fragment.
  const without = (url) => url.pathname + url.search;
  let shown = without(location);
  let running = null;

  // The scroll position of each entry of the history, by the name in its state.
  const scrolled = new Map();
  let entries = 0;
  const newEntry = () => ({ chabao: `${performance.timeOrigin} ${(entries += 1)}` });
  if (!history.state?.chabao) history.replaceState(newEntry(), "");
  let entry = history.state.chabao;
  addEventListener("scroll", () => scrolled.set(entry, scrollY), { passive: true });

  // The page of a report is long and always loaded whole.
  const isWanted = (url) =>
    line() !== null &&
    url.origin === location.origin &&
    url.pathname === location.pathname &&
    !url.searchParams.has("lang");

  // Whether a link or form opens elsewhere. Links in drawings lack these properties.
  const isElsewhere = (it) =>
    it.hasAttribute("download") || !["", "_self"].includes(it.getAttribute("target") ?? "");

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest?.("a[href]");
    if (!link || isElsewhere(link)) return;
    const url = new URL(link.getAttribute("href"), location);
    // The browser goes to fragments of this page itself.
    if (without(url) === shown && url.hash) return;
    // The browser would put its own page in the place of this one.
    if (url.origin === location.origin && !navigator.onLine) {
      event.preventDefault();
      isLost(url);
      return;
    }
    if (!isWanted(url)) return;
    event.preventDefault();
    const isPaging = /\b(next|prev)\b/.test(link.getAttribute("rel"));
    // The order of a list or another page of it; everything else changes the answer.
    const list = isPaging || link.closest("th") ? sectionOf(link) : null;
    go(url, { link, isPaging, list });
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const method = event.submitter?.formMethod || form.method;
    if (event.defaultPrevented || method !== "get" || isElsewhere(form)) return;
    const url = new URL(form.getAttribute("action") ?? "", location);
    if (!isWanted(url)) return;
    const fields = [...new FormData(form)];
    if (event.submitter?.name) fields.push([event.submitter.name, event.submitter.value]);
    // Empty fields are left out.
    url.search = new URLSearchParams(fields.filter(([, value]) => value !== "")).toString();
    event.preventDefault();
    // A phone's keyboard would cover the answer.
    if (matchMedia("(hover: none)").matches) line()?.blur();
    if (form.matches(".go-to")) go(url, { isPaging: true, list: sectionOf(form) });
    else go(url, { link: event.submitter, list: form.dataset.list });
  });

  // The id of the section that a list is in, whose other page or part is asked for; empty if it is the
  // answer of the page.
  const sectionOf = (control) => control.closest("section[id]:not(.found)")?.id ?? "";

  const CHOICES = 'form.search :is(select, input[type="radio"], input[type="checkbox"])';

  // Radio buttons and lists take effect at once; without the script there is the button.
  document.addEventListener("change", (event) => {
    if (event.target.matches?.(CHOICES)) event.target.form.requestSubmit();
  });

  addEventListener("popstate", (event) => {
    running?.abort();
    entry = event.state?.chabao;
    // The browser goes to fragments of this page itself.
    if (without(location) === shown) return;
    go(new URL(location), { isBack: true, scroll: scrolled.get(entry) ?? 0 });
  });

  // The browser restores the position itself when it returns from another page.
  addEventListener("beforeunload", () => {
    history.scrollRestoration = "auto";
  });

  // A request that is aborted with the page must not navigate.
  addEventListener("pagehide", () => running?.abort());

  // Goes to an address of this page, as a new or an existing entry of the history.
  const go = async (url, way) => {
    running?.abort();
    const mine = (running = new AbortController());
    const typed = line()?.value;
    const busy = setTimeout(() => isBusy(true), 150);
    try {
      const fresh = await read(url, mine.signal);
      if (!way.isBack && without(url) !== shown) {
        history.scrollRestoration = "manual";
        history.pushState(newEntry(), "", url);
        entry = history.state.chabao;
      }
      shown = without(url);
      show(fresh, typed, way);
    } catch (error) {
      if (mine.signal.aborted) return;
      if (error === UNREACHABLE) {
        isLost(url);
        return;
      }
      if (way.isBack) location.reload();
      else location.assign(url);
    } finally {
      clearTimeout(busy);
      if (running === mine) {
        running = null;
        isBusy(false);
      }
    }
  };

  // Thrown if the server does not answer.
  const UNREACHABLE = new Error("unreachable");

  // Says that the page stays as it is, and offers to try again.
  const isLost = (url) => {
    document.querySelector("main .lost")?.remove();
    const sentence = say("没有连上服务器，页面没有变。", "The server cannot be reached; the page is as it was. ");
    const again = make("a", { href: url.href, textContent: say("重试", "Try again") });
    const notice = make("p", { className: "notice lost" }, sentence, again);
    notice.setAttribute("role", "alert");
    const main = document.querySelector("main");
    (main.querySelector(".ground, .found, h1") ?? main.firstElementChild)?.before(notice);
    notice.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  // Says that the index was written since the page before.
  const isRewritten = () => {
    if (document.querySelector("main .notice.fixed")) return;
    const day = document.querySelector(".index-day")?.textContent ?? "";
    const sentence = say(`数据已更新（${day}），结果来自新的数据。`, `The data were updated (${day}); these results are from the new data.`);
    const close = make("button", { type: "button", className: "close", textContent: "×", ariaLabel: say("关闭", "Close") });
    const notice = make("p", { className: "notice fixed" }, make("span", { textContent: sentence }), close);
    notice.setAttribute("role", "status");
    document.querySelector("main .ground")?.after(notice);
  };

  const isBusy = (is) => {
    document.documentElement.classList.toggle("is-busy", is);
    if (is) document.querySelector("main").setAttribute("aria-busy", "true");
    else document.querySelector("main").removeAttribute("aria-busy");
  };

  // Fetches a page of the same kind and language as this one; fails for any other answer.
  const read = async (url, signal) => {
    const answer = await fetch(url, { headers: { accept: "text/html" }, signal }).catch(() => {
      throw UNREACHABLE;
    });
    const isPage = answer.headers.get("content-type")?.startsWith("text/html");
    // A query that cannot be read has a page like any other.
    if (!isPage || answer.redirected || !(answer.ok || answer.status === 400)) throw new Error();
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const isAlike = fresh.documentElement.lang === document.documentElement.lang;
    if (!isAlike || !fresh.querySelector("main")) throw new Error();
    return fresh;
  };

  // Shows the new parts of a page.
  const show = (fresh, typed, way) => {
    // The control that was used, or the one focused since.
    const focused = document.activeElement === document.body ? way.link : document.activeElement;
    const control = focused?.closest("main") ? focused : null;
    const name = control && nameOf(control);
    const top = control?.getBoundingClientRect().top;
    document.title = fresh.title;
    for (const part of [".places", ".language"]) {
      const [old, other] = [document.querySelector(part), fresh.querySelector(part)];
      if (old && other) old.replaceWith(other);
    }
    const index = document.querySelector("main").dataset.index;
    const other = fresh.querySelector("main").dataset.index;
    const [folded, freshFolded] = [document, fresh].map((it) => it.querySelector("#narrow > details"));
    if (folded && freshFolded) freshFolded.open = folded.open;
    replaceMain(fresh.querySelector("main"), typed);
    if (index && other && index !== other) isRewritten();
    if (other) document.querySelector("main").dataset.index = other;
    // Other scripts add to the page; only then is the place of anything on the screen known.
    document.dispatchEvent(new CustomEvent("chabao:page"));

    const same = name && !way.isPaging ? withName(name) : null;
    if (same && same !== document.activeElement) same.focus({ preventScroll: true });
    const list = (way.list && document.getElementById(way.list)) || results();
    if (!list.hasAttribute("tabindex")) list.tabIndex = -1;
    if (control && !same) list.focus({ preventScroll: true });
    // The control that was used stays where it is on the screen; otherwise the answer scrolls into view.
    if (way.scroll !== undefined) scrollTo({ top: way.scroll, behavior: "instant" });
    else if (same) scrollBy({ top: same.getBoundingClientRect().top - top, behavior: "instant" });
    else if (way.isPaging || results().getBoundingClientRect().top < 0) {
      list.scrollIntoView({ block: "start", behavior: "instant" });
    }
    // The place of the fragment is unfolded, and scrolled to unless it is that of the control.
    const place = !way.isPaging && location.hash && document.getElementById(location.hash.slice(1));
    if (place?.localName === "details") place.open = true;
    if (place && !(same && place.contains(same))) place.scrollIntoView({ behavior: "instant" });
    const rows = same?.closest(".only-named")?.querySelector(".count");
    const ground = rows ?? document.querySelector("main .ground p") ?? document.querySelector("main h1");
    tell(ground?.textContent ?? "");
  };

  // Replaces the page except for the query line, in which somebody may be typing.
  const replaceMain = (fresh, typed) => {
    const main = document.querySelector("main");
    const [query, other] = [line(), fresh.querySelector("form.search #q")];
    const isTyping = query && query === document.activeElement && query.value !== typed;
    const [stays, goes] = [query?.closest(".line"), other?.closest(".line")];
    if (!stays || !goes || !putAround(main, fresh, stays, goes)) {
      main.replaceWith(fresh);
      return;
    }
    query.defaultValue = other.defaultValue;
    if (!isTyping && query.value !== other.value) query.value = other.value;
  };

  // Replaces everything in `old` around `stays` by everything in `fresh` around `goes`. Returns whether
  // both are at the same place.
  const putAround = (old, fresh, stays, goes) => {
    const chain = (from, to) => (from === to ? [to] : [...chain(from, to.parentElement), to]);
    const [olds, freshs] = [chain(old, stays), chain(fresh, goes)];
    const areAlike = olds.every((it, at) => it.tagName === freshs[at]?.tagName);
    if (!areAlike || olds.length !== freshs.length) return false;
    for (let at = 0; at + 1 < olds.length; at += 1) {
      const [inner, freshInner] = [olds[at + 1], freshs[at + 1]];
      for (const node of [...olds[at].childNodes]) if (node !== inner) node.remove();
      const all = [...freshs[at].childNodes];
      const place = all.indexOf(freshInner);
      inner.before(...all.slice(0, place));
      inner.after(...all.slice(place + 1));
    }
    return true;
  };

  // What identifies a control on this page and on the next: its id, its name and value, or its label and
  // its heading. Signs, such as that of the order of a column, are no part of a label.
  const nameOf = (control) => {
    if (control.id) return `#${control.id}`;
    const { tagName, name, type, value } = control;
    if (name) return [tagName, name, type === "radio" ? value : ""].join(" ");
    const isSeen = (it) => !it.classList?.contains("unseen") && !it.ariaHidden;
    const seen = [...control.childNodes].filter(isSeen);
    const words = control.ariaLabel ?? seen.map((it) => it.textContent).join("");
    const group = control.closest("section, nav, aside, form, table, ul");
    const heading = group?.querySelector("h2, h3, legend, caption")?.textContent;
    return [tagName, group?.tagName, heading ?? group?.ariaLabel, words].join(" ");
  };
  const withName = (name) => {
    const controls = document.querySelectorAll("main :is(a[href], button, input, select, summary)");
    return [...controls].find((it) => it.type !== "hidden" && nameOf(it) === name) ?? null;
  };

  // The sidebar is unfolded where it stands beside the answer. Without this script, browsers that can show
  // what is folded do so there.
  let wasBeside = false;
  const unfold = () => {
    const columns = document.querySelector(".columns");
    if (!columns) return;
    const isBeside = getComputedStyle(columns).getPropertyValue("--is-beside").trim() === "1";
    if (isBeside !== wasBeside) columns.querySelector("#narrow > details").open = isBeside;
    wasBeside = isBeside;
  };
  document.addEventListener("chabao:page", unfold);
  addEventListener("resize", unfold);

  // The beginning of the answer.
  const results = () => {
    const begin = document.querySelector("main .found, main .ground, main h1");
    const place = begin ?? document.querySelector("main");
    if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
    return place;
  };
})();

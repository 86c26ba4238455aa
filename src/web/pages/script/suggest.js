// Suggestions while a query is typed: an editable combobox with a list (WAI-ARIA, combobox pattern).
//
// The server decides what is being typed, what may follow and what to insert; this only shows it.
(() => {
  "use strict";

  const { keys, say, tell, make } = window.chabao;

  // How long to wait for the next key, in milliseconds.
  const PAUSE = 60;

  const KINDS = {
    year: ["年度", "Year"],
    term: ["词语", "Term"],
    region: ["地区", "Region"],
    agency: ["机关", "Agency"],
    part: ["部分", "Part"],
    kind: ["类型", "Kind"],
    level: ["级别", "Level"],
  };

  // The query line and the list under it; null on pages without one.
  let input = null;
  let popup = null;
  let list = null;
  // The suggestions, the beginning of the line they are for, and the active one; -1 for none.
  let offered = [];
  let asked = null;
  let active = -1;
  let composing = false;
  let timer = 0;
  let running = null;

  const isOpen = () => popup !== null && !popup.hidden;

  const stop = () => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };

  const close = () => {
    stop();
    if (!isOpen()) return;
    popup.hidden = true;
    input.setAttribute("aria-expanded", "false");
    setActive(-1);
  };

  const setActive = (at) => {
    active = at;
    [...list.children].forEach((option, place) =>
      option.setAttribute("aria-selected", String(place === at)),
    );
    const option = list.children[at];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest", behavior: "instant" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  // Returns the line before and after the cursor, or null if no word is being typed.
  const typed = () => {
    const { value, selectionStart: from, selectionEnd: to } = input;
    const [before, behind] = [value.slice(0, from), value.slice(to)];
    const isAtEnd = from === to && /^([\s)）|｜]|$)/.test(behind);
    return isAtEnd && before.trim() !== "" ? { before, behind } : null;
  };

  const ask = async () => {
    stop();
    const line = typed();
    if (composing || !line) return close();
    const mine = (running = new AbortController());
    try {
      const address = `/api/v1/suggest?q=${encodeURIComponent(line.before)}`;
      const answer = await fetch(address, { signal: mine.signal });
      const found = answer.ok ? await answer.json() : { suggestions: [] };
      if (!mine.signal.aborted) show(found, line);
    } catch {
      // The line works without suggestions.
      if (!mine.signal.aborted) close();
    }
  };

  const askSoon = () => {
    stop();
    timer = setTimeout(ask, PAUSE);
  };

  // Control characters and those that change the direction of text are made visible.
  const clean = (text) =>
    text.replace(/[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");

  // Returns a name with the typed part marked.
  const marked = ({ text, highlights }) => {
    const characters = [...clean(text)];
    const name = make("bdi", { className: "text", lang: "zh" });
    let at = 0;
    for (const [from, to] of highlights) {
      const matched = make("b", {}, characters.slice(from, to).join(""));
      name.append(characters.slice(at, from).join(""), matched);
      at = to;
    }
    name.append(characters.slice(at).join(""));
    return name;
  };

  // Returns a number with a comma after every third digit, as the server writes it.
  const grouped = (number) => number.toLocaleString("en-US");

  const counted = ({ kind, reports }) => {
    // All terms have a count or none has.
    if (reports === null) return "";
    const shown = grouped(reports);
    const number = reports === 1 ? "1 report" : `${shown} reports`;
    if (kind !== "term") return say(`${shown} 份报告`, number);
    return say(`${shown} 份提及`, `${number} ${reports === 1 ? "mentions" : "mention"} it`);
  };

  const option = (suggestion, at) => {
    const name = make("span", { className: "name" }, marked(suggestion));
    if (suggestion.within) {
      name.append(" ", make("bdi", { className: "within", lang: "zh" }, clean(suggestion.within)));
    }
    const kind = make("span", { className: "kind" }, say(...KINDS[suggestion.kind]));
    const count = make("span", { className: "count" }, counted(suggestion));
    const item = make("li", { id: `suggestion-${at}` }, name, " ", kind, " ", count);
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    return item;
  };

  const show = ({ suggestions, replaces, ground }, line) => {
    if (suggestions.length === 0) return close();
    offered = suggestions;
    asked = { ...line, replaces };
    list.replaceChildren(...suggestions.map(option));
    const held = grouped(ground.reports);
    const over = say(`在收录的 ${held} 份报告中计数`, `Counted over the ${held} reports held`);
    const ways = say("↑↓ 选择，Enter 检索，Tab 填入", "↑↓ choose, Enter searches, Tab fills in");
    popup.querySelector(".hint").replaceChildren(over, " ", make("span", {}, ways));
    popup.hidden = false;
    input.setAttribute("aria-expanded", "true");
    setActive(-1);
    const count = suggestions.length;
    tell(say(`${count} 条建议`, count === 1 ? "1 suggestion" : `${count} suggestions`));
  };

  // Inserts a suggestion into the line, if it has not changed since the request.
  const write = (at, isSearched) => {
    const { before, behind, replaces } = asked;
    // What was typed since is kept: new suggestions are on their way.
    if (input.value !== before + behind) return;
    const characters = [...before];
    const start = characters.slice(0, replaces[0]).join("") + offered[at].insert;
    const space = isSearched || /^\s/.test(behind) ? "" : " ";
    close();
    input.value = start + space + behind;
    input.setSelectionRange(start.length + space.length, start.length + space.length);
    if (isSearched) input.form.requestSubmit();
  };

  const onKey = (event) => {
    // Keys that an input method handles are not ours; some browsers only show it by this number.
    if (composing || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey) return;
    const count = offered.length;
    const step = { ArrowDown: 1, ArrowUp: count }[event.key];
    if (event.altKey) {
      if (event.key === "ArrowUp" && isOpen()) close();
      else if (event.key === "ArrowDown" && !isOpen()) ask();
      else return;
      event.preventDefault();
    } else if (step !== undefined && isOpen()) {
      // Cycles through the list and the line itself.
      setActive(((active + 1 + step) % (count + 1)) - 1);
      event.preventDefault();
    } else if (event.key === "ArrowDown") {
      ask();
      event.preventDefault();
    } else if (event.key === "Escape" && isOpen()) {
      close();
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (isOpen() && active >= 0) {
        write(active, true);
        event.preventDefault();
      } else {
        close();
      }
    } else if (event.key === "Tab" && !event.shiftKey && isOpen() && active >= 0) {
      write(active, false);
      event.preventDefault();
    } else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
      close();
    }
  };

  // Makes the query line a combobox with an empty list.
  const furnish = () => {
    list = make("ul", { id: "suggestions" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("检索建议", "Suggestions"));
    const hint = make("p", { className: "hint" });
    popup = make("div", { className: "suggestions", hidden: true }, list, hint);
    input.after(popup);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
  };

  // Listens to the line. While an input method composes characters, nothing is requested or chosen.
  const listen = () => {
    composing = false;
    input.addEventListener("compositionstart", () => {
      composing = true;
      close();
    });
    input.addEventListener("compositionend", () => {
      composing = false;
      askSoon();
    });
    input.addEventListener("input", (event) => {
      if (composing || event.isComposing) return;
      // The list no longer shows what would be inserted.
      if (isOpen()) setActive(-1);
      askSoon();
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    input.addEventListener("pointerdown", close);
    input.form.addEventListener("submit", close);
    // The line keeps the focus while the list is used.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = [...list.children].indexOf(event.target.closest('[role="option"]'));
      if (at >= 0) write(at, true);
    });
  };

  // Starts again if the page has another query line.
  const begin = () => {
    const found = document.querySelector("form.search #q");
    if (found === input) return;
    close();
    input = found;
    if (!input) return;
    furnish();
    listen();
  };

  const isHere = () => input !== null;
  keys.push(
    { key: "↓ ↑", zh: "输入时选择建议", en: "Choose a suggestion while typing", where: isHere },
    { key: "Tab", zh: "填入所选建议，继续输入", en: "Insert the suggestion and keep typing", where: isHere },
  );
  document.addEventListener("chabao:page", begin);
})();

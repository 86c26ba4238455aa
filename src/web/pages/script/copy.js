// Copying: the address of a page, and texts that other scripts pass. If the browser refuses, the text is
// shown in a field, selected.
(() => {
  "use strict";

  const { say, make } = window.chabao;

  // Confirms at the bottom of the window and to screen readers.
  const toast = make("p", { className: "toast" });
  toast.setAttribute("role", "status");
  let showing;
  const confirm = (text) => {
    toast.textContent = text;
    clearTimeout(showing);
    showing = setTimeout(() => { toast.textContent = ""; }, 2500);
  };

  // Pages without TLS only have the old interface of the clipboard.
  const copyOld = (text) => {
    const field = make("textarea", { className: "unseen", value: text });
    const focused = document.activeElement;
    document.body.append(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    field.remove();
    focused?.focus({ preventScroll: true });
    return done;
  };

  // Shows the text, selected, to be copied by hand.
  const offer = (text) => {
    const field = make("textarea", { readOnly: true, value: text, rows: 6 });
    const title = make("h2", { id: "copy-title", textContent: say("请自行复制", "Copy it yourself") });
    const why = say("浏览器不允许写入剪贴板。文字已选中，请按 Ctrl+C（Mac 按 ⌘C）。", "The browser does not allow it. The text is selected: press Ctrl+C (⌘C on a Mac).");
    field.setAttribute("aria-labelledby", title.id);
    const close = make("button", { textContent: say("关闭", "Close") });
    const form = make("form", { method: "dialog" }, title, make("p", { textContent: why }), field, close);
    const dialog = make("dialog", { className: "copy-by-hand" }, form);
    dialog.setAttribute("aria-labelledby", title.id);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    field.focus();
    field.select();
  };

  const copy = async (text) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch { done = copyOld(text); }
    if (done) confirm(say("已复制", "Copied"));
    else offer(text);
  };
  window.chabao.copy = copy;

  // What an address has of the way by which a reader came to it, and of the reader's language.
  const OWN_WAY = ["from", "hit", "index", "lang"];
  const here = () => {
    const url = new URL(location);
    for (const name of OWN_WAY) url.searchParams.delete(name);
    for (const [name, value] of [...url.searchParams]) if (value === "") url.searchParams.delete(name, "");
    // Neither the anchor of the content nor that of a hit in the list says anything to others.
    if (/^#(main|results|hit-\d+)$/.test(url.hash)) url.hash = "";
    return url.href;
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("button.copy-link")) copy(here());
    const notice = event.target.closest?.("button.close")?.closest(".notice");
    if (!notice) return;
    notice.remove();
    document.querySelector("main").focus({ preventScroll: true });
  });
  document.addEventListener("chabao:page", () => {
    document.body.append(toast);
    for (const button of document.querySelectorAll("button.copy-link, .notice button.close")) button.hidden = false;
  });

  // The day of citation is the day on which an entry is copied.
  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };
  const date = (field) => {
    const { cited } = field.dataset;
    if (!cited) return;
    for (const [before, behind] of [["[", "]"], ["urldate = {", "}"]]) {
      field.value = field.value.replace(before + cited + behind, before + today() + behind);
    }
    field.dataset.cited = today();
  };

  // Parts of a page are replaced in place, so the page listens and not its buttons.
  document.addEventListener("toggle", (event) => {
    for (const button of event.target.querySelectorAll?.("button[data-copy]") ?? []) {
      date(document.getElementById(button.dataset.copy));
      button.hidden = false;
    }
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    date(field);
    copy(field.value);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("details textarea[readonly]")) event.target.select();
  });
})();

// Large tables with the keyboard: the tabulator stops once in each, arrows go from figure to figure.
//
// Without script every figure is a stop, and a link before the table leads past it.
(() => {
  "use strict";

  const { keys } = window.chabao;

  // So few figures are no burden for the tabulator.
  const FEW = 12;

  const LINKS = ":is(th, td) a[href]";
  const links = (table) => [...table.querySelectorAll(LINKS)];

  // Lets the tabulator stop at one figure of each table.
  const begin = () => {
    for (const table of document.querySelectorAll(".matrix table")) {
      const all = links(table);
      if (all.length <= FEW) continue;
      table.dataset.roving = "";
      for (const link of all) link.tabIndex = -1;
      const first = table.querySelector("tbody td a[href]") ?? all[0];
      first.tabIndex = 0;
    }
  };

  const stop = (link) => {
    for (const other of links(link.closest("table"))) other.tabIndex = -1;
    link.tabIndex = 0;
  };

  const linkOf = (cell) => cell?.querySelector("a[href]") ?? null;

  // Returns the first link from a cell on in a row, without the cell.
  const along = (cell, step) => {
    for (let next = cell[step]; next; next = next[step]) {
      if (linkOf(next)) return linkOf(next);
    }
    return null;
  };

  // Returns the first link in the same column of the rows above or below.
  const across = (cell, step) => {
    const rows = [...cell.closest("table").rows];
    for (let at = rows.indexOf(cell.parentElement) + step; rows[at]; at += step) {
      const link = linkOf(rows[at].cells[cell.cellIndex]);
      if (link) return link;
    }
    return null;
  };

  const WAYS = {
    ArrowLeft: (cell) => along(cell, "previousElementSibling"),
    ArrowRight: (cell) => along(cell, "nextElementSibling"),
    ArrowUp: (cell) => across(cell, -1),
    ArrowDown: (cell) => across(cell, 1),
    Home: (cell) => linkOf(cell.parentElement.cells[0]) ?? along(cell.parentElement.cells[0], "nextElementSibling"),
    End: (cell) => along({ previousElementSibling: cell.parentElement.cells[cell.parentElement.cells.length - 1] }, "previousElementSibling"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const link = event.target.closest?.("table[data-roving] a[href]");
    const way = link && WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    const next = way(link.closest("th, td"));
    if (!next || next === link) return;
    stop(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // A figure that was clicked on is where the tabulator comes back to.
  document.addEventListener("focusin", ({ target }) => {
    if (target.matches?.("table[data-roving] a[href]") && target.tabIndex !== 0) stop(target);
  });

  const hasTable = () => document.querySelector("table[data-roving]") !== null;
  keys.push({ key: "← → ↑ ↓", zh: "在表格的数字之间移动", en: "Go from figure to figure in a table", where: hasTable });
  document.addEventListener("chabao:page", begin);
})();

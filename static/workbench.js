// The workbench by keyboard: within the list J and K step from line to line. On the page of a goal
// a figure is put into the text by a button, and words that are not saved are not left by mistake.
// All of it can be done without.
{
  const lines = document.querySelector("table.workbench");
  const steps = [...document.querySelectorAll("[data-step]")];

  function step(by) {
    const active = document.activeElement;
    const isBefore = (each) =>
      each === active || each.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
    const here = steps.findLastIndex(isBefore);
    const next = by > 0 || steps[here] === active ? here + by : here;
    steps[next]?.focus();
  }

  lines?.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { j: 1, k: -1 }[event.key];
    if (by) step(by);
  });

  // Figures into texts

  function insert(words, into) {
    into.setRangeText(words, into.selectionStart, into.selectionEnd, "end");
    into.dispatchEvent(new Event("input", { bubbles: true }));
    into.focus();
  }

  for (const list of document.querySelectorAll("[data-into]")) {
    const into = document.getElementById(list.dataset.into);
    for (const code of into ? list.querySelectorAll("code") : []) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(code.cloneNode(true));
      button.addEventListener("click", () => insert(code.textContent, into));
      code.replaceWith(button);
    }
  }

  // Words that are not saved

  const desk = document.querySelector("[data-unsaved]");
  let isUnsaved = desk?.dataset.unsaved === "yes";
  desk?.addEventListener("input", () => (isUnsaved = true));
  desk?.addEventListener("submit", () => (isUnsaved = false));
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
}

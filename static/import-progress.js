// Shows how far the reading of a large file has come; without it, the page is reloaded by hand.
const box = document.getElementById("import-progress");
const bar = box.querySelector("progress");

async function look() {
  try {
    const answer = await fetch(box.dataset.address, { headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (!told.is_reading) {
      location.reload();
      return;
    }
    if (told.phase) {
      box.querySelector("[data-phase]").textContent = told.phase;
      bar.max = told.total || 1;
      bar.value = told.done;
      box.querySelector("[data-count]").textContent = told.total ? `${told.done} / ${told.total}` : "";
      document.querySelector("[data-interrupted]").hidden = !told.is_interrupted;
      const again = document.querySelector("[data-again]");
      if (again) again.hidden = !told.is_interrupted;
    }
  } catch {
    // The connection is away for a moment; look again.
  }
  setTimeout(look, 800);
}

look();

// Shows how far the reading of a large file has come; without it, the page is reloaded by hand.
const box = document.getElementById("import-progress");
const bar = box.querySelector("progress");
const inWords = new Intl.NumberFormat(document.documentElement.lang);

function show(told) {
  box.querySelector("[data-phase]").textContent = told.phase;
  const count = [told.done, told.total].map((number) => inWords.format(number));
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
    box.querySelector("[data-count]").textContent = count.join(" / ");
  } else if (told.done) {
    bar.removeAttribute("value"); // nobody knows yet how many rows there are
    box.querySelector("[data-count]").textContent = count[0];
  }
  box.querySelector("[data-running]").hidden = told.is_interrupted;
  for (const part of box.querySelectorAll("[data-interrupted]")) part.hidden = !told.is_interrupted;
}

async function look() {
  try {
    const answer = await fetch(box.dataset.address, { headers: { Accept: "application/json" } });
    const told = answer.redirected ? { is_reading: false } : await answer.json();
    if (!told.is_reading) {
      location.reload(); // it is ready, or one has to sign in again
      return;
    }
    if (told.phase) show(told);
  } catch {
    // The connection is away for a moment; look again.
  }
  setTimeout(look, 800);
}

look();

// Says how a target is read while it is written; without it, the page says how the saved one is.
{
  const panel = document.getElementById("target-reading");
  const form = panel.closest("form");
  const told = panel.querySelector("[data-told]");
  const wait = 400; // milliseconds without a key, so that not every one is asked about
  let timer, question;

  function show(state) {
    for (const each of ["saved", "written", "lost"]) {
      panel.querySelector(`[data-when-${each}]`).hidden = each !== state;
    }
  }

  async function ask() {
    question?.abort(); // an older answer must not replace a newer one
    question = new AbortController();
    try {
      const answer = await fetch(panel.dataset.address, {
        method: "POST",
        body: new FormData(form),
        redirect: "error", // one has to sign in again
        signal: question.signal,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      told.innerHTML = await answer.text();
      show("written");
    } catch (error) {
      if (error.name !== "AbortError") show("lost");
    }
  }

  // Through the admin's own jQuery: the lists to choose rows from tell of a change only there.
  django.jQuery(form).on("input change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, wait);
  });
}

// Keeps what a reader would lose: the place in the lesson (sent to the server) and ticked steps
// (kept on this device, each person's own). The lesson reads whole without it.

// --- place: the last block that came into the upper half of the screen ---
const form = document.querySelector("form[data-place]");
const blocks = [...document.querySelectorAll("[data-block]")];

if (form && blocks.length && "IntersectionObserver" in window) {
  const field = form.elements.namedItem("place");
  let stored = field.value;
  let moved = false;
  let timer = 0;

  const send = () => {
    clearTimeout(timer);
    timer = 0;
    if (!moved || field.value === stored) return;
    stored = field.value;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {
      stored = "";
    });
  };

  const watch = new IntersectionObserver(
    (entries) => {
      const seen = entries.filter((entry) => entry.isIntersecting).pop();
      if (!seen || !moved) return;
      field.value = seen.target.dataset.block;
      if (!timer) timer = setTimeout(send, 5000);
    },
    { rootMargin: "0px 0px -50% 0px" },
  );
  addEventListener("scroll", () => (moved = true), { once: true, passive: true });
  for (const block of blocks) watch.observe(block);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
}

// --- checklists: ticks by person, lesson, block and number, so that a phone in many hands mixes
// nothing and a reworded step keeps its tick ---
function remembered(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

// Ticks of before were kept by block alone: they become those of who opens the lesson next.
function takeOver(before, key) {
  try {
    const ticks = localStorage.getItem(before);
    if (ticks === null) return;
    if (localStorage.getItem(key) === null) localStorage.setItem(key, ticks);
    localStorage.removeItem(before);
  } catch {
    // Without a store there is nothing to take over.
  }
}

for (const list of document.querySelectorAll("[data-checklist]")) {
  const key = `kanal.steps.${list.dataset.checklist}`;
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
  takeOver(`kanal.steps.${list.dataset.before}`, key);
  const ticked = remembered(key);
  boxes.forEach((box, number) => (box.checked = ticked.has(number)));
  list.addEventListener("change", () => {
    const now = boxes.flatMap((box, number) => (box.checked ? [number] : []));
    try {
      localStorage.setItem(key, JSON.stringify(now));
    } catch {
      // Private mode or a full disk: a tick holds as long as the page is open.
    }
  });
}

// Keeps what a reader would lose: the place in the lesson (sent to the server) and a visitor's ticked
// steps (on this device; learning/js/ticks.js sends those of who is signed in). The lesson reads whole
// without it.

// --- reading position: the last block that came into the upper half of the screen ---
const form = document.querySelector("form[data-reading-position]");
const blocks = [...document.querySelectorAll("[data-block]")];

if (form && blocks.length && "IntersectionObserver" in window) {
  const field = form.elements.namedItem("position");
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

// --- checklists that no server keeps: ticks by person, lesson, block and number, so that a phone in
// many hands mixes nothing and a reworded step keeps its tick ---
function remembered(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

for (const list of document.querySelectorAll("[data-checklist]:not([data-stored])")) {
  const key = `kanal.steps.${list.dataset.checklist}`;
  const boxes = [...list.querySelectorAll("input[type=checkbox]")];
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

// Keeps what a reader would lose: the place in the lesson (sent to the server) and ticked steps
// (kept on this device). The lesson reads whole without it.

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

// --- checklists: a tick is kept under its box's name, which carries the block's id ---
const steps = document.querySelectorAll(".steps input[type=checkbox][name]");

try {
  for (const box of steps) {
    const key = `kanal.${box.name}`;
    box.checked = localStorage.getItem(key) === "1";
    box.addEventListener("change", () => {
      if (box.checked) localStorage.setItem(key, "1");
      else localStorage.removeItem(key);
    });
  }
} catch {
  // Private mode without storage: a tick holds as long as the page is open.
}

// Ticks of who is signed in: each change goes to the server by itself. One that did not get through
// waits on this device, under the person's and the lesson's numbers, and goes once there is a
// connection or the lesson is opened here again. What arrives last stands.
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const PATIENCE = 30000;
const NOTICED = 2000;

const form = document.querySelector("form[data-ticks]");
const lists = [...document.querySelectorAll("[data-stored]")];
const boxes = lists.flatMap((list) => [...list.querySelectorAll("input[type=checkbox]")]);
const key = `kanal.ticks.${form.dataset.ticks}`;

// --- what waits: item → ticked or not; several tabs share it ---
let unstored = null;

function waiting() {
  if (unstored) return { ...unstored };
  try {
    return { ...JSON.parse(localStorage.getItem(key)) };
  } catch {
    return {};
  }
}

function keep(changes) {
  try {
    if (Object.keys(changes).length) localStorage.setItem(key, JSON.stringify(changes));
    else localStorage.removeItem(key);
    unstored = null;
  } catch {
    // Private mode or a full disk: they wait as long as the page is open.
    unstored = changes;
  }
}

function forget(sent) {
  const left = Object.entries(waiting()).filter(([item, ticked]) => sent[item] !== ticked);
  keep(Object.fromEntries(left));
}

// --- what is said, in the row that was pressed last: below a long list nobody would see it ---
let pressed = null;
const statusOf = (box) => box.closest("li").querySelector("[role=status]");

function say(words, about) {
  const meant = boxes.filter((box) => box.value in about);
  const chosen = meant.includes(pressed) ? pressed : meant.at(-1);
  for (const box of boxes) {
    const text = box === chosen ? words : "";
    if (statusOf(box).textContent !== text) statusOf(box).textContent = text;
  }
}

const hasMessage = () => boxes.some((box) => statusOf(box).textContent);
const notYet = () => (unstored ? form.dataset.unstored : form.dataset.waiting);

// --- sending: one request at a time, so that a second press cannot overtake the first ---
let sending = false;
let isRefused = false;
let pause = FIRST_PAUSE;
let timer = 0;

async function answerTo(changes) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  for (const [item, ticked] of Object.entries(changes)) body.append(ticked ? "item" : "was", item);
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
      keepalive: true,
      redirect: "manual",
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    return answer.type === "opaqueredirect" ? 403 : answer.status;
  } catch {
    return 0;
  }
}

async function send() {
  clearTimeout(timer);
  const changes = waiting();
  if (sending || isRefused || !Object.keys(changes).length) return;
  sending = true;
  const slow = setTimeout(() => say(notYet(), changes), NOTICED);
  const status = await answerTo(changes);
  clearTimeout(slow);
  sending = false;
  if (status === 204) saved(changes);
  else if (status === 0 || status === 429 || status >= 500) later(changes);
  else refused(status === 400 ? form.dataset.changed : form.dataset.refused, changes);
}

// What waits is kept for the next time that this person opens the lesson.
function refused(words, changes) {
  isRefused = true;
  say(words, changes);
}

function saved(changes) {
  pause = FIRST_PAUSE;
  forget(changes);
  if (Object.keys(waiting()).length) send();
  else if (hasMessage()) say(form.dataset.saved, changes);
}

function later(changes) {
  say(notYet(), changes);
  timer = setTimeout(send, pause);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

// --- ticks that this person's browser stored by itself, before the server did: by block and number ---
function storedBefore() {
  const found = {};
  for (const list of lists) {
    const before = `kanal.steps.${list.dataset.checklist}`;
    const inside = [...list.querySelectorAll("input[type=checkbox]")];
    try {
      for (const number of JSON.parse(localStorage.getItem(before)) ?? [])
        if (inside[number]) found[inside[number].value] = true;
    } catch {
      // Without a store, or with something else in it, there is nothing to take over.
    }
  }
  return found;
}

function forgetBefore() {
  try {
    for (const list of lists) localStorage.removeItem(`kanal.steps.${list.dataset.checklist}`);
  } catch {
    // Nothing was stored.
  }
}

// --- what waited when the page opened, and what was pressed before this ran ---
function begin() {
  const wanted = { ...storedBefore(), ...waiting() };
  for (const box of boxes) if (box.checked !== box.defaultChecked) wanted[box.value] = box.checked;
  const changes = {};
  for (const box of boxes) {
    const ticked = wanted[box.value];
    if (ticked === undefined || ticked === box.defaultChecked) continue;
    changes[box.value] = box.checked = ticked;
  }
  keep(changes);
  if (!unstored) forgetBefore();
  send();
}

for (const list of lists)
  list.addEventListener("change", ({ target }) => {
    pressed = target;
    isRefused = false;
    say("", {});
    keep({ ...waiting(), [target.value]: target.checked });
    send();
  });
form.addEventListener("submit", (event) => {
  // Enter on a box would send the whole form.
  event.preventDefault();
  send();
});
addEventListener("online", send);
addEventListener("pageshow", (event) => event.persisted && send());
document.addEventListener("visibilitychange", send);
begin();

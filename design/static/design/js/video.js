// Video facade: the poster is a link to YouTube; a press puts the player in its place.
// Nothing is asked of another host before that press.
function player(link) {
  const frame = document.createElement("iframe");
  const query = new URLSearchParams({ autoplay: "1", cc_load_policy: "1", rel: "0" });
  if (document.documentElement.lang) query.set("hl", document.documentElement.lang);
  frame.src = `https://www.youtube-nocookie.com/embed/${link.dataset.video}?${query}`;
  frame.title = link.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  return frame;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-video]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (!navigator.onLine) return; // the browser's own message, and the transcript stays
  event.preventDefault();
  const box = document.createElement("div");
  box.className = "frame player";
  const frame = player(link);
  box.append(frame);
  link.replaceWith(box);
  frame.focus();
});

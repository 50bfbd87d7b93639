// Text from Word reaches the editor as plain headings, lists and paragraphs: Word's lists are
// paragraphs with a painted bullet, its titles are h1, and empty paragraphs make its distances.
(() => {
  const HEADINGS = "h1, h2, h4, h5, h6";
  const GONE = "style, script, meta, link, title, xml, table, img";
  // What Word paints before an item: "·", "o", "1.", "a)" and a row of spaces.
  const MARKER = /^[\s\u00a0]*([·•▪◦§o-]|(\d+|[a-z])[.)])[\s\u00a0]+/i;

  const retag = (element, name) => {
    const other = element.ownerDocument.createElement(name);
    other.append(...element.childNodes);
    element.replaceWith(other);
    return other;
  };

  // Takes the painted marker away; true when it was a number or a letter.
  const dropMarker = (item) => {
    const found = MARKER.exec(item.textContent);
    let left = found ? found[0].length : 0;
    const walker = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT);
    while (left > 0 && walker.nextNode()) {
      const text = walker.currentNode;
      const cut = Math.min(left, text.data.length);
      text.data = text.data.slice(cut);
      left -= cut;
    }
    return Boolean(found?.[2]);
  };

  const makeLists = (page) => {
    for (const item of page.querySelectorAll("p[class*='MsoListParagraph']")) {
      const kind = dropMarker(item) ? "ol" : "ul";
      const before = item.previousElementSibling;
      const joins = before?.dataset.fromWord === kind;
      const list = joins ? before : page.createElement(kind);
      if (!joins) {
        list.dataset.fromWord = kind;
        item.before(list);
      }
      list.append(retag(item, "li"));
    }
  };

  const isEmpty = (element) => !element.textContent.replaceAll("\u00a0", " ").trim();

  const tidy = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    makeLists(page);
    for (const element of page.querySelectorAll(GONE)) element.remove();
    for (const heading of page.querySelectorAll(HEADINGS)) retag(heading, "h3");
    for (const bold of page.querySelectorAll("h3 b, h3 strong")) bold.replaceWith(...bold.childNodes);
    for (const link of page.querySelectorAll("a")) {
      if (!/^(https?:|mailto:|tel:)/i.test(link.getAttribute("href") ?? "")) {
        link.replaceWith(...link.childNodes);
      }
    }
    for (const element of page.querySelectorAll("p, h3, li")) if (isEmpty(element)) element.remove();
    // Distances between tags of Word's source would become empty lines.
    for (const node of [...page.body.childNodes]) if (node.nodeType === 3 && !node.data.trim()) node.remove();
    return page.body.innerHTML;
  };

  document.addEventListener(
    "paste",
    (event) => {
      const html = event.clipboardData?.getData("text/html");
      if (!event.isTrusted || !html || !event.target.closest?.(".public-DraftEditor-content")) return;
      if (!/class="?Mso|urn:schemas-microsoft-com|docs-internal-guid/i.test(html)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const clean = new DataTransfer();
      clean.setData("text/html", tidy(html));
      clean.setData("text/plain", event.clipboardData.getData("text/plain"));
      event.target.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: clean }),
      );
    },
    true,
  );
})();

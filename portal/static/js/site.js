/* Continues a list in place. Every page works without it: the link leads to the next page of the list. */

const list = document.querySelector("[data-items]");

/** Get a page as a document. Our policy (trusted types) forbids to make one from text, so the browser has to parse. */
function fetchPage(url) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const refuse = () => reject(new Error(`${request.status} for ${url}`));
    request.open("GET", url);
    request.responseType = "document";
    request.addEventListener("load", () => (request.status === 200 && request.response ? resolve(request.response) : refuse()));
    request.addEventListener("error", refuse);
    request.send();
  });
}

/** Put the items of the next page below those that are there, and let the link point to the page after it. */
function append(link, page) {
  const items = [...page.querySelectorAll("[data-items] > *")].map((item) => document.adoptNode(item));
  list.append(...items);
  const next = page.querySelector("a[data-more]");
  if (next) {
    link.href = next.href;
  } else {
    link.remove();
  }
  // The reader goes on where the list was continued: sighted by the scroll position, others by the focus.
  items[0]?.querySelector("a")?.focus({ preventScroll: true });
}

async function more(event) {
  const link = event.target.closest("a[data-more]");
  if (!link || !list || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
    return;
  }
  event.preventDefault();
  if (link.getAttribute("aria-disabled") === "true") {
    return;
  }
  link.setAttribute("aria-disabled", "true");
  list.setAttribute("aria-busy", "true");
  try {
    append(link, await fetchPage(link.href));
  } catch {
    // What cannot be fetched in place may still open as a page, or say in words why not.
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-disabled");
    list.removeAttribute("aria-busy");
  }
}

document.addEventListener("click", more);

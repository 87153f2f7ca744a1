// A screen beside a door: tells what is now by its own clock, so that it is right also while the network is lost.
const tell = () => {
  const now = Date.now();
  for (const part of document.querySelectorAll("[data-until]")) {
    part.hidden = Date.parse(part.dataset.until) <= now || Date.parse(part.dataset.from ?? 0) > now;
  }
};
const lost = (is) => document.documentElement.classList.toggle("is-lost", is);
document.addEventListener("htmx:sendError", () => lost(true));
document.addEventListener("htmx:timeout", () => lost(true));
document.addEventListener("htmx:responseError", () => lost(true));
document.addEventListener("htmx:afterSwap", () => { lost(false); tell(); });
setInterval(tell, 5000);
tell();

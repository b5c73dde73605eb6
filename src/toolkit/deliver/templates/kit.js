"use strict";
(() => {
  const fallback = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  };
  const write = (text) =>
    navigator.clipboard ? navigator.clipboard.writeText(text).catch(() => fallback(text)) : fallback(text);
  const say = (button, words) => {
    const before = button.dataset.copy;
    button.textContent = words;
    window.setTimeout(() => { button.textContent = before; }, 2000);
  };
  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const text = document.getElementById(button.getAttribute("aria-controls")).textContent;
      write(text).then(() => say(button, button.dataset.copied), () => say(button, button.dataset.failed));
    });
  }
  // What moves by itself can be stopped (WCAG 2.2, 2.2.2); where people asked for less motion, it does not start.
  for (const button of document.querySelectorAll("button[data-moving]")) {
    const figure = button.closest("figure");
    const [image, source] = [figure.querySelector("img"), figure.querySelector("source")];
    let plays = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const name = () => { button.textContent = plays ? button.dataset.pause : button.dataset.play; };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      plays = !plays;
      source.remove();
      image.src = plays ? button.dataset.moving : button.dataset.still;
      name();
    });
  }
})();

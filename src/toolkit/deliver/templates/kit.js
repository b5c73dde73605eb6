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
})();

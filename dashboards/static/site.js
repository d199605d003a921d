"use strict";
// What the pages can do beyond being read: light or dark, and everything unfolded on paper. Nothing here is needed to read.
(function () {
  const root = document.documentElement;
  const button = document.getElementById("theme");

  function remembered() {
    try { return localStorage.getItem("miroir-theme"); } catch (refused) { return null; }
  }
  function remember(theme) {
    try { localStorage.setItem("miroir-theme", theme); } catch (refused) { /* a page opened from a stick keeps no memory */ }
  }
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function label() {
    button.textContent = isDark() ? document.body.dataset.light : document.body.dataset.dark;
  }

  const chosen = remembered();
  if (chosen === "dark" || chosen === "light") { root.dataset.theme = chosen; }
  if (button) {
    button.hidden = false;
    label();
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      remember(root.dataset.theme);
      label();
    });
  }

  let folded = [];
  addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details:not([open])"));
    folded.forEach(function (one) { one.open = true; });
  });
  addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false; });
  });
})();

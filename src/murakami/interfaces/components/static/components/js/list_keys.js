// In a list marked data-list-keys: j and k go to the next and previous link marked data-row, Enter opens it.
// Single letters can collide with speech input, so they can be switched off, and the choice is kept
// (WCAG 2.2, 2.1.4 Character Key Shortcuts).

const KEPT = "list-keys-off";

function isOn() {
  return localStorage.getItem(KEPT) !== "yes";
}

function typing(target) {
  return target.closest("input, select, textarea, [contenteditable]") !== null;
}

function move(list, by) {
  const links = [...list.querySelectorAll("a[data-row]")];
  if (links.length === 0) return;
  const row = document.activeElement.closest("tr");
  const at = links.findIndex((link) => link === document.activeElement || link.closest("tr") === row);
  const to = at === -1 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by));
  links[to].focus();
  links[to].scrollIntoView({ block: "nearest" });
}

function explain(list) {
  const line = document.createElement("p");
  const hint = document.createElement("span");
  const button = document.createElement("button");
  line.className = "keys";
  button.type = "button";
  button.className = "button button--quiet button--small";
  const show = () => {
    hint.textContent = list.dataset.keysHint;
    hint.hidden = !isOn();
    button.textContent = isOn() ? list.dataset.keysOff : list.dataset.keysOn;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "yes" : "no");
    show();
  });
  line.append(hint, button);
  list.after(line);
  show();
}

const list = document.querySelector("[data-list-keys]");
if (list) {
  explain(list);
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") move(list, 1);
    if (event.key === "k") move(list, -1);
  });
}

// An address marked data-postal fills prefecture, city and town from the postal code.
// The button beside the code does the same on the server when there is no script.

const PARTS = ["prefecture", "city", "town"];

function digits(text) {
  return text.normalize("NFKC").replace(/[^0-9]/g, "");
}

function field(box, part) {
  return box.querySelector(`[name$=".${part}"]`);
}

function fill(box, towns) {
  const same = (part) => new Set(towns.map((town) => town[part])).size === 1;
  for (const part of PARTS) {
    const input = field(box, part);
    if (input && same(part)) input.value = towns[0][part];
  }
  box.querySelector("[data-postal-status]").textContent = towns.map((town) => town.prefecture + town.city + town.town).join("、");
}

async function look(box, code) {
  const address = new URL(box.dataset.postal, location.href);
  address.searchParams.set("postal_code", code);
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { towns } = await answer.json();
    if (towns.length > 0 && digits(field(box, "postal_code").value) === code) fill(box, towns);
  } catch {
    // without a network the address is typed by hand
  }
}

function changed(event) {
  const box = event.target.closest?.("[data-postal]");
  if (!box || event.target !== field(box, "postal_code")) return;
  const code = digits(event.target.value);
  if (code.length === 7 && box.dataset.looked !== code) {
    box.dataset.looked = code;
    look(box, code);
  }
}

document.addEventListener("input", changed);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-postal-button]");
  if (!button) return;
  const box = button.closest("[data-postal]");
  const code = digits(field(box, "postal_code").value);
  if (code.length !== 7) return; // the server says what is wrong with the code
  event.preventDefault();
  look(box, code);
});

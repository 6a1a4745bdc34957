// The header's link for larger letters changes the size without a round trip; its address does the same.

const FOLLOWING = { normal: "large", large: "larger", larger: "normal" };
const A_YEAR = 365 * 24 * 3600;

function show(size, link) {
  if (size === "normal") delete document.documentElement.dataset.text;
  else document.documentElement.dataset.text = size;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `text_size=${size}; Max-Age=${A_YEAR}; Path=/; SameSite=Lax${secure}`;
  const following = FOLLOWING[size];
  link.querySelector("[data-text-size-label]").textContent = link.dataset[following];
  const address = new URL(link.href);
  address.searchParams.set("text", following);
  link.href = address;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-text-size]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(new URL(link.href).searchParams.get("text"), link);
});

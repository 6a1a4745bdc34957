// Beside a file input: says at once when a file is too big, and shows a chosen picture.
// The picture is drawn, not linked: the content policy needs no exception for blob: addresses.

const PREVIEW = 240;

async function draw(file, place) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PREVIEW / picture.width, PREVIEW / picture.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", file.name);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    place.append(canvas);
  } catch {
    // not a picture this browser can draw: its name is shown, the server decides
  }
}

function line(text, className = "") {
  const paragraph = document.createElement("p");
  paragraph.className = className;
  paragraph.textContent = text;
  return paragraph;
}

function size(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function check(input) {
  const box = input.closest("[data-file-check]");
  const status = box.querySelector("[data-file-status]");
  const limit = Number(box.dataset.maxBytes || Infinity);
  status.replaceChildren();
  for (const file of input.files) {
    status.append(line(`${box.dataset.chosen}：${file.name}（${size(file.size)}）`));
    if (file.size > limit) status.append(line(`＊${box.dataset.tooBig}`, "upload__wrong"));
    else if (file.type.startsWith("image/")) draw(file, status);
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-file-check] input[type=file]")) check(event.target);
});

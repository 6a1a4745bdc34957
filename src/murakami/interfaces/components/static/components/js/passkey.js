// A form marked data-passkey asks the browser's authenticator before it is sent: "make" a passkey, or "sign" with one.
// The address in data-options answers what to ask; the authenticator's answer goes into the field marked data-passkey-answer.
// What is marked data-passkey-offer is shown only where this device can keep a passkey itself.
// Without this script, or in a browser without passkeys, the form stays hidden and the other ways are all there are.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(options) {
  const asked = { ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials) };
  const made = await navigator.credentials.create({ publicKey: asked });
  return { id: made.id, rawId: text(made.rawId), type: made.type, clientExtensionResults: {},
    response: { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) } };
}

async function sign(options) {
  const asked = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
  const signed = await navigator.credentials.get({ publicKey: asked });
  const said = signed.response;
  return { id: signed.id, rawId: text(signed.rawId), type: signed.type, clientExtensionResults: {},
    response: { clientDataJSON: text(said.clientDataJSON), authenticatorData: text(said.authenticatorData),
      signature: text(said.signature), userHandle: said.userHandle ? text(said.userHandle) : null } };
}

async function answer(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const response = await fetch(form.dataset.options, { method: "POST", headers: { "X-CSRFToken": token } });
  if (!response.ok) throw new Error("no options");
  const { publicKey } = await response.json();
  return form.dataset.passkey === "make" ? make(publicKey) : sign(publicKey);
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    form.querySelector("[data-passkey-answer]").value = JSON.stringify(await answer(form));
  } catch {
    problem.hidden = false;
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", send);
  }
  const offers = document.querySelectorAll("[data-passkey-offer]");
  if (offers.length) {
    const able = await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
    for (const offer of offers) offer.hidden = !able;
  }
}

// A form marked data-submit-once is sent once: a second press while the answer is on its way does nothing.
// The server refuses duplicates as well; this only spares the wait.

function hold(event) {
  const form = event.target;
  if (!form.matches("form[data-submit-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // not `disabled`: the pressed button's own name and value must be sent, and the focus must stay
  for (const button of form.querySelectorAll("button:not([type=button])")) button.setAttribute("aria-disabled", "true");
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
}

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) hold(event);
});
// coming back with the browser's back button shows the page as it was left
window.addEventListener("pageshow", release);

/** Forms: a second click on a button that already works does nothing; filters apply as they change. */
function busy(form: HTMLFormElement, on: boolean): void {
  form.toggleAttribute("data-busy", on);
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[type=submit], button:not([type])")) {
    button.setAttribute("aria-disabled", String(on));
  }
}

export function watchForms(): void {
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once")) return;
      if (form.hasAttribute("data-busy")) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      busy(form, true);
    },
    true,
  );
  // A page that comes back from the browser's memory must accept its button again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-once][data-busy]")) busy(form, false);
  });
  // A search applies while it is typed: leaving its field must not fetch the list again under the hands.
  document.addEventListener(
    "change",
    (event) => {
      if (event.target instanceof Element && event.target.matches("form[data-filters] input[type=search]")) {
        event.stopImmediatePropagation();
      }
    },
    true,
  );
  // Empty filters stay out of the address, so that it says only what was chosen.
  document.addEventListener("htmx:configRequest", (event) => {
    const detail = (event as CustomEvent).detail as { elt: Element; formData?: FormData };
    if (!detail.elt.closest("form[data-filters]") || !detail.formData) return;
    for (const [name, value] of [...detail.formData.entries()]) {
      if (value === "") detail.formData.delete(name);
    }
  });
  document.addEventListener("formdata", (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.hasAttribute("data-filters")) return;
    for (const [name, value] of [...event.formData.entries()]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

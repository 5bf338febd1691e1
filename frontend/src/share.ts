/**
 * What somebody types on /deel stays in this tab until it has been taken in: after a lost line, a reload or the way back.
 * Closing the tab forgets it, so nothing is left on a computer that others use too. Without this script the form is sent as
 * any form; its number makes sending it twice harmless, with and without it.
 */
const PREFIX = "ww-stuk:";
const RETRY = 4000;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function keepShared(place: HTMLElement): void {
  if (!(place instanceof HTMLFormElement)) return forget(); // it was taken in
  const name = PREFIX + (place.dataset.stuk ?? "");
  if (!place.querySelector("[role=alert]:not([hidden])")) restore(place, name);
  place.addEventListener("input", () => keep(place, name));
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    keep(place, name);
    void send(place);
  });
}

/** Send it when somebody answers at the other side; else say so, and try again. */
async function send(form: HTMLFormElement): Promise<void> {
  const lost = form.querySelector<HTMLElement>("[data-lijn]");
  const answered = await fetch(form.action, { method: "HEAD", cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (answered) return form.submit();
  if (lost) lost.hidden = false;
  setTimeout(() => void send(form), RETRY);
}

/** The number of the form is kept along, and what protects it is not: that belongs to the page as it was drawn. */
function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("[name]")].filter((one) => one.name !== "csrfmiddlewaretoken" && one.tagName !== "BUTTON");
}

function keep(form: HTMLFormElement, name: string): void {
  sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields(form).map((one) => [one.name, one.value]))));
}

function restore(form: HTMLFormElement, name: string): void {
  const kept = JSON.parse(sessionStorage.getItem(name) ?? "{}") as Record<string, string>;
  for (const one of fields(form)) if (kept[one.name]) one.value = kept[one.name] ?? one.value;
}

function forget(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

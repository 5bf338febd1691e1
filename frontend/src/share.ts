/**
 * What somebody types on /deel stays in this tab until it has been taken in: after a lost line, a reload or the way back.
 * Closing the tab forgets it, so nothing is left on a computer that others use too. Without this script the form is sent as
 * any form; its number makes sending it twice harmless, with and without it.
 */
const PREFIX = "ww-stuk:";
const RETRY = 4000;
/** Somebody who thinks for a moment sees what is here already, and words that could be kinder or shorter. */
const PAUSE = 1200;
const LEAST = 12;

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function keepShared(place: HTMLElement): void {
  if (!(place instanceof HTMLFormElement)) return forget(); // it was taken in
  const name = PREFIX + (place.dataset.stuk ?? "");
  if (!place.querySelector("[role=alert]:not([hidden])")) restore(place, name);
  place.addEventListener("input", () => keep(place, name));
  tellBeside(place);
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

/** After a pause in typing: ask what stands beside it, and leave the page as it is when that is the same or nobody answers. */
function tellBeside(form: HTMLFormElement): void {
  const place = form.querySelector<HTMLElement>("[data-naast]");
  const address = form.dataset.intussen;
  if (!place || !address) return;
  let waiting = 0;
  let latest = "";
  const ask = async (): Promise<void> => {
    const text = [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input[name=what]")].map((one) => one.value.trim()).join("\n").trim();
    if (text === latest || (text.length < LEAST && !place.childElementCount)) return;
    latest = text;
    const token = form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ tekst: text, csrfmiddlewaretoken: token });
    const answer = await fetch(address, { method: "POST", body }).catch(() => undefined);
    if (answer?.status !== 200) return;
    const found = await answer.text();
    if (text === latest && found.trim() !== place.innerHTML.trim()) place.innerHTML = found;
  };
  form.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(), PAUSE);
  });
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

const PAUSE = 1200;
const SHORTEST = 25;

/** While somebody rests: is there a name or address in the text, and did somebody say this before? Never a block. */
export function offerHints(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>("[data-hint]");
  const place = form.querySelector<HTMLElement>("[data-hints]");
  if (!field || !place) return;
  let timer = 0;
  let asked = "";
  const ask = async () => {
    const text = field.value.trim();
    if (text.length < SHORTEST || text === asked) return;
    asked = text;
    const answer = await fetch(field.dataset.hint ?? "", { method: "POST", body: new URLSearchParams(new FormData(form) as never) }).catch(() => null);
    if (!answer?.ok || field.value.trim() !== text) return;
    place.innerHTML = await answer.text();
    seen(form);
    for (const button of place.querySelectorAll<HTMLButtonElement>("[data-van]")) replaceWords(button, field);
    for (const button of place.querySelectorAll<HTMLButtonElement>("[data-laat-staan]")) {
      button.hidden = false;
      button.addEventListener("click", () => button.closest("section")?.remove());
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE);
  });
}

function seen(form: HTMLFormElement): void {
  if (form.elements.namedItem("gezien")) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "gezien", value: "1" });
  form.append(mark);
}

function replaceWords(button: HTMLButtonElement, field: HTMLTextAreaElement): void {
  button.type = "button";
  button.addEventListener("click", () => {
    field.value = field.value.replace(button.dataset.van ?? "", button.dataset.naar ?? "");
    button.closest("section")?.remove();
    field.focus();
  });
}

/** A list to tick: a field that filters it, a count, and a map on which to tick too. The form works without. */
export function tickOnMap(form: HTMLFormElement): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  offerFilter(form, boxes);
  const links = offerMap(form);
  const told = form.querySelector<HTMLElement>("[data-telling]");
  const show = (): void => {
    const ticked = boxes.filter((box) => box.checked);
    const residents = ticked.reduce((sum, box) => sum + Number(box.dataset.bewoners ?? 0), 0);
    for (const box of boxes) links.get(box.dataset.adres!)?.classList.toggle("ww-gekozen", box.checked);
    if (!told) return;
    told.hidden = false;
    told.textContent = told.dataset
      .tekst!.replace("{n}", String(ticked.length))
      .replace("{b}", residents.toLocaleString(document.documentElement.lang));
  };
  form.addEventListener("change", show);
  for (const box of boxes) {
    links.get(box.dataset.adres!)?.addEventListener("click", (event) => {
      event.preventDefault();
      box.checked = !box.checked;
      show();
    });
  }
  show();
}

function offerFilter(form: HTMLFormElement, boxes: HTMLInputElement[]): void {
  const place = form.querySelector<HTMLElement>("[data-filter]");
  const field = place?.querySelector("input");
  if (!place || !field) return;
  place.hidden = false;
  const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  field.addEventListener("input", () => {
    for (const box of boxes) {
      const row = box.closest("li")!;
      row.hidden = !box.checked && !fold(row.textContent ?? "").includes(fold(field.value.trim()));
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it filters, it does not send the form
  });
}

/** The areas of the drawn map by their address; the list is the way for the keyboard. */
function offerMap(form: HTMLFormElement): Map<string, SVGAElement> {
  const frame = form.querySelector<HTMLElement>("[data-vinkkaart]");
  const found = new Map<string, SVGAElement>();
  if (!frame) return found;
  frame.hidden = false;
  for (const link of frame.querySelectorAll<SVGAElement>("svg a")) {
    link.setAttribute("tabindex", "-1");
    found.set(link.getAttribute("href") ?? "", link);
  }
  return found;
}

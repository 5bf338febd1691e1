/**
 * What is ticked stands behind the # of the address: the list can be kept or passed on as a link, and nothing of it is sent to us.
 * Without this script the boxes can be ticked and printed all the same.
 */
const MARK = "#gedaan=";

export function keepTicks(form: HTMLFormElement): void {
  const boxes = [...form.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  for (const [name, hidden] of [["data-vink-open", true], ["data-vink-link", false]] as const) {
    const line = document.querySelector<HTMLElement>(`[${name}]`);
    if (line) line.hidden = hidden;
  }
  const restore = (): void => {
    if (!location.hash.startsWith(MARK)) return;
    const ticked = new Set(location.hash.slice(MARK.length).split(","));
    boxes.forEach((box, at) => (box.checked = ticked.has(String(at + 1))));
  };
  form.addEventListener("change", () => {
    const ticked = boxes.flatMap((box, at) => (box.checked ? [at + 1] : []));
    history.replaceState(null, "", ticked.length ? MARK + ticked.join(",") : location.pathname + location.search);
  });
  window.addEventListener("hashchange", restore);
  restore();
}

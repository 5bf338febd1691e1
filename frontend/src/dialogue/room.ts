/** Keep the room screen and the console up to date: the server sends the piece of page whenever it changed. */
export function followRoom(place: HTMLElement): void {
  const source = new EventSource(place.dataset.stroom ?? "");
  let waiting: string | null = null;
  source.onmessage = (event: MessageEvent<string>) => {
    waiting = JSON.parse(event.data) as string;
    if (!choosing(place)) show();
  };
  // Who chooses a reason or mends a text keeps it: what came meanwhile is shown when they are done.
  place.addEventListener("focusout", () => setTimeout(() => waiting !== null && !choosing(place) && show()));
  const show = (): void => {
    const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLButtonElement).value : null;
    place.innerHTML = waiting ?? "";
    waiting = null;
    if (focused) place.querySelector<HTMLButtonElement>(`button[value="${CSS.escape(focused)}"]`)?.focus();
  };
  addEventListener("pagehide", () => source.close());
  setInterval(tick, 1000);
}

/** Whether somebody is filling something in: in a field, or with a reason chosen and nothing sent yet. */
function choosing(place: HTMLElement): boolean {
  const chosen = [...place.querySelectorAll("select")].some((list) => list.value !== "");
  return chosen || (place.contains(document.activeElement) && document.activeElement?.matches("select, textarea") === true);
}

/** Count down between two messages; not announced each second. */
function tick(): void {
  for (const clock of document.querySelectorAll<HTMLElement>("[data-klok]")) {
    const left = Math.max(0, Number(clock.dataset.klok) - 1);
    clock.dataset.klok = String(left);
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}

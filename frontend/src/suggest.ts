/** Fills the list under the search field with names that begin like what was typed. The page works without. */

const PAUSE = 150;
const LEAST = 2;

interface Names {
  namen: { naam: string; soort: string }[];
}

export function offerNames(field: HTMLInputElement): void {
  const list = document.getElementById(field.getAttribute("list") ?? "");
  const address = field.dataset.voorstellen;
  if (!list || !address) return;
  let waiting = 0;
  let latest = "";
  const ask = async (): Promise<void> => {
    const typed = field.value.trim();
    if (typed.length < LEAST || typed === latest) return;
    latest = typed;
    const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`).catch(() => undefined);
    if (!answer?.ok || typed !== latest) return;
    const { namen } = (await answer.json()) as Names;
    list.replaceChildren(...namen.map(({ naam, soort }) => new Option(soort, naam)));
  };
  field.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(), PAUSE);
  });
}

const WAIT = 1500;

/**
 * Follow a job on its own page: fetch the page again and put its news in place, until the job has ended; then the file
 * that came out is downloaded. Without this
 * script the page has a link that does the same.
 */
export async function follow(element: HTMLElement): Promise<void> {
  let current = element;
  while (current.dataset.voortgang === "loopt") {
    await new Promise((resolve) => setTimeout(resolve, WAIT));
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) continue;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector<HTMLElement>("[data-voortgang]");
    if (!news) return location.reload();
    if (news.innerHTML === current.innerHTML && news.dataset.voortgang === current.dataset.voortgang) continue;
    const fresh = document.importNode(news, true);
    current.replaceWith(fresh);
    current = fresh;
  }
  // What somebody waited for comes by itself; who comes back later has the link.
  if (current !== element) current.querySelector<HTMLAnchorElement>("a[download]")?.click();
}

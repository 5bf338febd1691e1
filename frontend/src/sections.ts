/** Mark in "Op deze pagina" the section that is being read. */
export function followSections(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(".ww-inhoud a[href^='#']")];
  const headings = [...new Set(links.map((link) => link.hash.slice(1)))]
    .map((id) => document.getElementById(id))
    .filter((heading) => heading !== null);
  if (!headings.length) return;
  const mark = (): void => {
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const current = (read.at(-1) ?? headings[0]!).id;
    for (const link of links) {
      if (link.hash.slice(1) === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  new IntersectionObserver(mark, { rootMargin: "-33% 0px -66% 0px", threshold: [0, 1] }).observe(headings[0]!);
  addEventListener("scroll", mark, { passive: true });
  mark();
}

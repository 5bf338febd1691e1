/** Escape, or a tap beside it, closes the menu that the browser opened by itself. */
export function closeMenus(): void {
  const menus = document.querySelectorAll<HTMLDetailsElement>("details.ww-menu");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus) {
      if (!menu.open) continue;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target as Node)) menu.open = false;
  });
}

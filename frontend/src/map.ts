import type { Feature, FeatureCollection } from "geojson";
import type { LngLatBoundsLike, Map as ZoomMap } from "maplibre-gl";

interface Place {
  naam: string;
  adres: string;
  lon: number;
  lat: number;
}

/** Under the drawn map: a button for one that zooms. The library and the borders load only when it is pressed. */
export function offerMap(frame: HTMLElement): void {
  const button = frame.querySelector("button");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => void replaceByMap(frame, button), { once: true });
}

async function replaceByMap(frame: HTMLElement, button: HTMLButtonElement): Promise<void> {
  button.setAttribute("aria-busy", "true");
  const [library, areas] = await Promise.all([loadLibrary(), loadAreas(frame.dataset.zoomkaart!)]);
  const canvas = document.createElement("div");
  canvas.className = "ww-zoomkaart";
  frame.querySelector("svg")?.replaceWith(canvas);
  button.remove();
  const map = new library.Map({
    container: canvas,
    style: { version: 8, sources: {}, layers: [] },
    bounds: areas.bbox as LngLatBoundsLike,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: {
      "NavigationControl.ZoomIn": frame.dataset.inzoomen!,
      "NavigationControl.ZoomOut": frame.dataset.uitzoomen!,
      "Map.Title": frame.dataset.naam!,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.on("load", () => drawAreas(map, areas));
  const labels = areas.features.map((area) => label(library, map, area)).sort((a, b) => b.size - a.size);
  const arrange = (): void => makeRoom(map, labels);
  map.on("moveend", arrange);
  map.on("resize", arrange);
  requestAnimationFrame(arrange);
}

async function loadLibrary() {
  const [library, worker] = await Promise.all([
    import("maplibre-gl"),
    import("maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url"),
    import("maplibre-gl/dist/maplibre-gl.css"),
  ]);
  library.setWorkerUrl(worker.default);
  return library;
}

async function loadAreas(address: string): Promise<FeatureCollection> {
  const answer = await fetch(address);
  return (await answer.json()) as FeatureCollection;
}

/** One tone for every area: a map that shows the way carries no value. */
function drawAreas(map: ZoomMap, areas: FeatureCollection): void {
  const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  map.addSource("gebieden", { type: "geojson", data: areas });
  map.addLayer({
    id: "vlak",
    type: "fill",
    source: "gebieden",
    paint: { "fill-color": token("--ww-singel-100") },
  });
  map.addLayer({
    id: "grens",
    type: "line",
    source: "gebieden",
    paint: { "line-color": token("--ww-singel-400"), "line-width": 1 },
  });
  map.on("click", "vlak", (event) => {
    const place = event.features?.[0]?.properties as Place | undefined;
    if (place) location.assign(place.adres);
  });
  map.on("mouseenter", "vlak", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "vlak", () => (map.getCanvas().style.cursor = ""));
}

interface Label {
  link: HTMLAnchorElement;
  place: Place;
  /** How large the area is: its name goes before that of a smaller one. */
  size: number;
  width: number;
  height: number;
}

/** Names are HTML links at the middle of their area: they zoom, translate and work by keyboard. */
function label(library: typeof import("maplibre-gl"), map: ZoomMap, area: Feature): Label {
  const place = area.properties as Place;
  const link = document.createElement("a");
  link.href = place.adres;
  link.textContent = place.naam;
  link.title = place.naam;
  link.className = "ww-zoomkaart__naam";
  new library.Marker({ element: link }).setLngLat([place.lon, place.lat]).addTo(map);
  return { link, place, size: extent(area), width: link.offsetWidth, height: link.offsetHeight };
}

/** Names that would lie on another become a dot, the largest areas first; the dot shows its name under the hand. */
function makeRoom(map: ZoomMap, labels: Label[]): void {
  const taken: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const { link, place, width, height } of labels) {
    const { x, y } = map.project([place.lon, place.lat]);
    const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
    const free = taken.every(
      (other) =>
        box.right < other.left || other.right < box.left || box.bottom < other.top || other.bottom < box.top,
    );
    link.classList.toggle("ww-zoomkaart__naam--punt", !free);
    if (free) taken.push(box);
  }
}

/** The size of the box around an area, in square degrees: only to put areas in order. */
function extent(area: Feature): number {
  const ends = [Infinity, Infinity, -Infinity, -Infinity];
  const walk = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === "number") {
      const [lon, lat] = part as [number, number];
      ends[0] = Math.min(ends[0]!, lon);
      ends[1] = Math.min(ends[1]!, lat);
      ends[2] = Math.max(ends[2]!, lon);
      ends[3] = Math.max(ends[3]!, lat);
    } else part.forEach(walk);
  };
  if ("coordinates" in area.geometry) walk(area.geometry.coordinates);
  return (ends[2]! - ends[0]!) * (ends[3]! - ends[1]!);
}

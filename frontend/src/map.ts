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
  for (const area of areas.features) label(library, map, area);
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

/** Names are HTML links at the middle of their area: they zoom, translate and work by keyboard. */
function label(library: typeof import("maplibre-gl"), map: ZoomMap, area: Feature): void {
  const place = area.properties as Place;
  const link = document.createElement("a");
  link.href = place.adres;
  link.textContent = place.naam;
  link.className = "ww-zoomkaart__naam";
  new library.Marker({ element: link }).setLngLat([place.lon, place.lat]).addTo(map);
}

/** The map page: loads what is shown, draws it, and keeps the form, the picture and the address in step. */
import "./map.css";

import { fetchAreas, fetchCells, fetchHexagons, fetchPlaces, fetchRoutes, fetchSites, fetchStations } from "./data";
import { MapPage, type Config } from "./page";
import { CELLS_FROM_ZOOM } from "./picture";

const root = document.querySelector<HTMLElement>("[data-map]");

function hasWebGL(): boolean {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

async function start(root: HTMLElement): Promise<void> {
  const config = JSON.parse(document.getElementById("map-config")!.textContent!) as Config;
  const from = config.data;
  const isOn = (layer: string) => Boolean(root.querySelector(`input[name=lop][value=${layer}]:checked`));
  // All that the first picture needs is asked for at once.
  const fonts = document.fonts.load("500 12px 'Be Vietnam Pro'", "Phường Bắc Giang Tân Yên ờđ");
  const heavy = document.fonts.load("600 12px 'Be Vietnam Pro'", "0123456789");
  const hexagons = isOn("luc-giac") ? fetchHexagons(from.hexagons!, from.people!) : undefined;
  const outlines = fetchAreas(from.areas!);
  const masts = fetchSites(from.sites!, outlines);
  const counted = fetchStations(from.stations!, outlines, masts);
  const [areas, sites, stations] = await Promise.all([outlines, masts, counted]);
  const page = new MapPage(root, config, { areas, sites, stations });
  page.load = {
    "luc-giac": async (loaded) => void (loaded.hexagons ??= await fetchHexagons(from.hexagons!, from.people!)),
    "dia-diem": async (loaded) => void (loaded.places ??= await fetchPlaces(from.places!)),
    tuyen: async (loaded) => void (loaded.routes ??= await fetchRoutes(from.routes!)),
    "o-phat": async (loaded, zoom) => {
      if (zoom >= CELLS_FROM_ZOOM) loaded.cells ??= await fetchCells(from.cells!, loaded.sites);
    },
  };
  if (hexagons) page.loaded.hexagons = await hexagons;
  await Promise.all([fonts, heavy]);
  await page.start();
}

if (root && hasWebGL()) {
  root.dataset.map = "loading";
  start(root).catch((error: unknown) => {
    root.dataset.map = "failed";
    throw error;
  });
} else if (root) {
  root.dataset.map = "without";
}

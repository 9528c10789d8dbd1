/** The drawing of the map: the one file that knows MapLibre (camera, base map) and deck.gl (all our layers). */
import "maplibre-gl/dist/maplibre-gl.css";
import type { Layer, PickingInfo } from "@deck.gl/core";
import { ColumnLayer, IconLayer, PathLayer, ScatterplotLayer, SolidPolygonLayer, TextLayer } from "@deck.gl/layers";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import { Map as BaseMap, NavigationControl, ScaleControl, setWorkerUrl, type StyleSpecification } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import type { Colour } from "./classes";
import type { Point } from "./geometry";
import { CELL_ICONS, cellAtlas } from "./sectors";

setWorkerUrl(new URL(workerAddress, import.meta.url).href);

export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

/** Something that lies on the map and can be asked for: what it is and which one. */
export interface Hit {
  layer: string;
  index: number;
  at: Point;
}

export interface Shape {
  pieces: number[][][];
  colour: Colour;
}

export interface Dot {
  lon: number;
  lat: number;
  /** Pixels. */
  radius: number;
  fill: Colour;
  line: Colour;
  words?: string;
}

export interface Label {
  lon: number;
  lat: number;
  words: string;
}

/** Everything that can be seen at once; what is missing is not drawn. */
export interface Picture {
  areas?: { shapes: Shape[]; isFilled: boolean };
  hexagons?: { n: number; position: Float32Array; colours: Uint8Array; corners: [number, number][] };
  zones?: Shape[];
  routes?: { n: number; position: Float32Array; start: Uint32Array; colours: Uint8Array };
  cells?: { n: number; position: Float32Array; angles: Float32Array; colours: Uint8Array };
  places?: Dot[];
  sites?: Dot[];
  labels?: Label[];
  sketch?: Point[];
}

/** West, south, east, north [degrees]. */
export type Box = [number, number, number, number];

export interface Options {
  /** Where the camera stands first; null: so that `whole` is seen. */
  view: View | null;
  box: HTMLElement;
  whole: Box;
  bounds: Box;
  /** Address of a style or of tiles `{z}/{x}/{y}`; empty for none. */
  basemap: string;
  /** Whose base map it is; a style may name more of them itself. */
  credit: string;
  words: Record<string, string>;
  onView(view: View): void;
  onMove(view: View): void;
  onPoint(at: Point, hit: Hit | null): void;
  onIdle(): void;
}

const INK: Colour = [27, 36, 45];
const FONT = "Be Vietnam Pro, system-ui, sans-serif";

function styleOf(basemap: string): string | StyleSpecification {
  const paper = { id: "paper", type: "background" as const, paint: { "background-color": "#f5f5f1" } };
  if (!basemap) return { version: 8, sources: {}, layers: [paper] };
  if (!basemap.includes("{z}")) return basemap;
  return {
    version: 8,
    sources: { base: { type: "raster", tiles: [basemap], tileSize: 256 } },
    layers: [paper, { id: "base", type: "raster", source: "base", paint: { "raster-saturation": -0.6 } }],
  };
}

export class MapEngine {
  private readonly map: BaseMap;
  private readonly overlay: MapLibreOverlay;
  private picture: Picture = {};
  private isLoaded = false;

  constructor(private readonly options: Options) {
    const { box, view, whole, bounds } = options;
    this.map = new BaseMap({
      container: box,
      style: styleOf(options.basemap),
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : { bounds: whole, fitBoundsOptions: { padding: 24 } }),
      minZoom: 6,
      maxZoom: 18,
      maxBounds: bounds,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: options.basemap ? { compact: false, customAttribution: options.credit } : false,
      fadeDuration: 0,
      locale: options.words,
      // A canvas is empty on paper unless what was drawn last is kept.
      canvasContextAttributes: { preserveDrawingBuffer: true, antialias: false },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl({ maxWidth: 120 }), "bottom-left");
    this.overlay = new MapLibreOverlay({ interleaved: true, layers: [] });
    this.map.addControl(this.overlay);
    this.map.on("load", () => {
      this.isLoaded = true;
      this.draw();
    });
    this.map.on("moveend", () => options.onView(this.view()));
    this.map.on("move", () => options.onMove(this.view()));
    this.map.on("idle", () => options.onIdle());
    this.map.on("click", (event) => this.point([event.lngLat.lng, event.lngLat.lat], event.point.x, event.point.y));
    this.map.getCanvas().addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const { clientWidth, clientHeight } = this.map.getCanvas();
      const { lng, lat } = this.map.getCenter();
      this.point([lng, lat], clientWidth / 2, clientHeight / 2);
    });
  }

  /** Draws a picture in place of the last one. */
  show(picture: Picture): void {
    this.picture = picture;
    if (this.isLoaded) this.draw();
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  /** West, south, east, north of what is seen. */
  bounds(): Box {
    const box = this.map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  }

  jumpTo(view: View): void {
    this.map.jumpTo({ center: [view.lon, view.lat], zoom: view.zoom });
  }

  fit(box: Box): void {
    this.map.fitBounds(box, { padding: 40, duration: 0 });
  }

  /** What is drawn now, as a picture for paper. */
  image(): string {
    return this.map.getCanvas().toDataURL("image/png");
  }

  label(words: string): void {
    this.map.getCanvas().setAttribute("aria-label", words);
  }

  resize(): void {
    this.map.resize();
  }

  private point(at: Point, x: number, y: number): void {
    const found: PickingInfo | null = this.overlay.pickObject({ x, y, radius: 4 });
    // A shape of several pieces is one thing.
    const index = (found?.object as { shape?: number } | undefined)?.shape ?? found?.index ?? -1;
    const hit = found?.layer && index >= 0 ? { layer: found.layer.id, index, at } : null;
    this.options.onPoint(at, hit);
  }

  private draw(): void {
    const { areas, hexagons, zones, routes, cells, places, sites, labels, sketch } = this.picture;
    const layers: Layer[] = [];
    if (areas?.isFilled) layers.push(shapes("areas", areas.shapes, 190));
    if (hexagons) layers.push(hexagonLayer(hexagons));
    if (zones) layers.push(shapes("zones", zones, 130));
    if (areas) layers.push(outlines(areas.shapes));
    if (routes) layers.push(routeLayer(routes));
    if (cells) layers.push(cellLayer(cells));
    if (places) layers.push(dots("places", places));
    if (labels) layers.push(names(labels));
    if (sites) layers.push(dots("sites", sites), counts(sites));
    if (sketch?.length) layers.push(...sketchLayers(sketch));
    this.overlay.setProps({ interleaved: true, layers });
  }
}

function shapes(id: string, of: Shape[], opacity: number): Layer {
  const data = of.flatMap((one, shape) => one.pieces.map((rings) => ({ ...flat(rings), colour: one.colour, shape })));
  return new SolidPolygonLayer({
    id,
    data,
    pickable: true,
    positionFormat: "XY",
    getPolygon: (piece: (typeof data)[number]) => piece as never,
    getFillColor: (piece: (typeof data)[number]) => [...piece.colour, opacity] as never,
    updateTriggers: { getFillColor: of },
  });
}

/** Rings one after another, and where each hole begins. */
function flat(rings: number[][]): { positions: number[]; holeIndices: number[] } {
  const holeIndices: number[] = [];
  let at = 0;
  for (const ring of rings.slice(0, -1)) holeIndices.push((at += ring.length));
  return { positions: rings.flat(), holeIndices };
}

function outlines(of: Shape[]): Layer {
  return new PathLayer({
    id: "outlines",
    data: of.flatMap((shape) => shape.pieces.flat()),
    positionFormat: "XY",
    getPath: (ring: number[]) => ring as never,
    getColor: [255, 255, 255, 255],
    widthUnits: "pixels",
    getWidth: 1,
  });
}

function hexagonLayer(of: NonNullable<Picture["hexagons"]>): Layer {
  const radius = Math.max(...of.corners.map(([x, y]) => Math.hypot(x, y)));
  return new ColumnLayer({
    id: "hexagons",
    pickable: true,
    data: {
      length: of.n,
      attributes: {
        getPosition: { value: of.position, size: 2 },
        getFillColor: { value: of.colours, size: 4, normalized: true },
      },
    } as never,
    diskResolution: 6,
    vertices: of.corners.map(([x, y]) => [x / radius, y / radius]) as never,
    radius,
    extruded: false,
  });
}

function routeLayer(of: NonNullable<Picture["routes"]>): Layer {
  return new PathLayer({
    id: "routes",
    pickable: true,
    data: {
      length: of.n,
      startIndices: of.start,
      attributes: {
        getPath: { value: of.position, size: 2 },
        getColor: { value: of.colours, size: 4, normalized: true },
      },
    } as never,
    _pathType: "open",
    widthUnits: "pixels",
    getWidth: 2,
  });
}

function cellLayer(of: NonNullable<Picture["cells"]>): Layer {
  return new IconLayer({
    id: "cells",
    pickable: true,
    data: {
      length: of.n,
      attributes: {
        getPosition: { value: of.position, size: 2 },
        getAngle: { value: of.angles, size: 1 },
        getColor: { value: of.colours, size: 4, normalized: true },
      },
    } as never,
    iconAtlas: cellAtlas() as never,
    iconMapping: CELL_ICONS,
    getIcon: () => "sector",
    sizeUnits: "meters",
    getSize: 500,
    sizeMaxPixels: 120,
    billboard: false,
  });
}

function dots(id: string, of: Dot[]): Layer {
  return new ScatterplotLayer({
    id,
    data: of,
    pickable: true,
    stroked: true,
    radiusUnits: "pixels",
    lineWidthUnits: "pixels",
    getPosition: (dot: Dot) => [dot.lon, dot.lat],
    getRadius: (dot: Dot) => dot.radius,
    getFillColor: (dot: Dot) => dot.fill,
    getLineColor: (dot: Dot) => dot.line,
    getLineWidth: 1.5,
  });
}

function counts(of: Dot[]): Layer {
  return new TextLayer({
    id: "counts",
    data: of.filter((dot) => dot.words),
    characterSet: "0123456789.,",
    fontFamily: FONT,
    fontWeight: 600,
    getPosition: (dot: Dot) => [dot.lon, dot.lat],
    getText: (dot: Dot) => dot.words!,
    getSize: 12,
    getColor: [255, 255, 255],
  });
}

function names(of: Label[]): Layer {
  return new TextLayer({
    id: "names",
    data: of,
    characterSet: "auto",
    fontFamily: FONT,
    fontWeight: 500,
    getPosition: (label: Label) => [label.lon, label.lat],
    getText: (label: Label) => label.words,
    getSize: 12,
    getColor: INK,
  });
}

function sketchLayers(points: Point[]): Layer[] {
  return [
    new PathLayer({
      id: "sketch",
      data: [points],
      getPath: (path: Point[]) => path as never,
      getColor: [163, 48, 28],
      widthUnits: "pixels",
      getWidth: 2.5,
    }),
    new ScatterplotLayer({
      id: "sketch-points",
      data: points,
      radiusUnits: "pixels",
      getPosition: (point: Point) => point,
      getRadius: 4,
      getFillColor: [163, 48, 28],
    }),
  ];
}

/** The page around the engine: one map or two side by side, the form, the slider, tools, search and cards. */
import { BUILT, countOf, HIDDEN, OFF, PLANNED, together } from "./asof";
import type { Colour } from "./classes";
import { MapEngine, type Box, type Hit, type View } from "./engine";
import { sayFigure } from "./figures";
import { boxOf, type Point } from "./geometry";
import { SITE_COLOURS } from "./clusters";
import { countRows, drawnRows, key, legend, pairs, sayLength, type Words } from "./panel";
import {
  CELL_COLOURS,
  CELLS_FROM_ZOOM,
  paintOf,
  pictureAt,
  PLACE_COLOUR,
  ROUTE_COLOUR,
  sceneOf,
  ZONE_COLOUR,
  zonesOf,
  type Loaded,
  type Scene,
} from "./picture";
import { LAST_MONTH, queryOf, readForm, sayMonth, viewOf, wordsOfMonth, type LayerKey, type State } from "./state";
import { Tool, type ToolKey } from "./tools";

export interface Config {
  data: Record<string, string>;
  cards: Record<string, string>;
  basemap: string;
  credit: string;
  bounds: Box;
  box: Box;
  words: Words;
  mapWords: Record<string, string>;
}

type Loader = (loaded: Loaded, zoom: number) => Promise<void>;

export class MapPage {
  readonly loaded: Loaded;
  load: Partial<Record<LayerKey, Loader>> = {};
  private readonly form: HTMLFormElement;
  private readonly first: MapEngine;
  private second: MapEngine | null = null;
  private scenes: Scene[] = [];
  private view: View;
  private whole: View;
  private tool: Tool | null = null;
  private isReady = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly config: Config,
    loaded: Loaded,
  ) {
    this.loaded = loaded;
    this.form = root.querySelector("form[data-map-form]")!;
    this.first = this.engine(this.part("first"), 0, viewOf(this.form.dataset.view ?? ""));
    this.view = this.first.view();
    this.whole = this.view;
    if (matchMedia("(max-width: 52rem)").matches) this.root.querySelector("details")!.open = false;
  }

  /** Whether nobody has moved the picture of the whole province. */
  private get isWhole(): boolean {
    return !this.form.dataset.view && Math.abs(this.view.zoom - this.whole.zoom) < 0.01;
  }

  async start(): Promise<void> {
    this.form.addEventListener("change", (event) => {
      if ((event.target as HTMLElement).matches("[name=xa]")) this.showArea();
      void this.refresh();
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.watchSlider();
    this.watchClicks();
    window.addEventListener("beforeprint", () => this.beforePrint());
    this.isReady = true;
    await this.refresh();
  }

  private part<T extends HTMLElement>(name: string): T {
    return this.root.querySelector<T>(`[data-map-part=${name}]`)!;
  }

  private engine(box: HTMLElement, index: number, view: View | null): MapEngine {
    const engine = new MapEngine({
      box,
      view,
      whole: this.config.box,
      bounds: this.config.bounds,
      basemap: this.config.basemap,
      credit: this.config.credit,
      words: this.config.mapWords,
      onView: () => this.moved(),
      onMove: (view) => this.follow(index, view),
      onPoint: (at, hit) => this.point(index, at, hit),
      onIdle: () => this.idle(),
    });
    engine.label(this.config.words.map!);
    return engine;
  }

  /** Loads what is missing, reads the form as it then stands, draws, and writes the address. */
  private async refresh(): Promise<void> {
    const loads = [...readForm(this.form).layers].map((layer) => this.load[layer]?.(this.loaded, this.view.zoom));
    const isMissing = (await Promise.allSettled(loads)).some((one) => one.status === "rejected");
    this.part("trouble").hidden = !isMissing;
    const state = readForm(this.form);
    this.stand(state);
    const months = state.second === null ? [state.month] : [state.month, state.second];
    this.scenes = months.map((month) => sceneOf(this.loaded, state, month));
    this.draw();
    this.say(state);
    this.remember();
  }

  /** One map or two side by side. */
  private stand(state: State): void {
    const box = this.part("second");
    const isNeeded = state.second !== null;
    if (box.hidden === !isNeeded) return;
    box.hidden = !isNeeded;
    const isWhole = this.isWhole;
    this.first.resize();
    if (isWhole) this.first.fit(this.config.box);
    this.view = this.first.view();
    if (isNeeded && !this.second) this.second = this.engine(box, 1, this.view);
    this.second?.resize();
    this.second?.jumpTo(this.view);
  }

  /** Goes to the commune that was chosen, or back to all of them. */
  private showArea(): void {
    const code = readForm(this.form).area;
    const area = this.loaded.areas.areas.find((one) => one.code === code);
    this.first.fit(area?.pieces.length ? boxOf(area.pieces) : this.config.box);
  }

  private draw(): void {
    const say = sayFigure("tram", this.config.words.language);
    for (const [i, scene] of this.scenes.entries()) {
      const engine = i ? this.second! : this.first;
      const picture = pictureAt(this.loaded, scene, this.view.zoom, engine.bounds(), say);
      if (this.tool) picture.sketch = this.tool.line();
      engine.show(picture);
    }
  }

  private moved(): void {
    if (!this.isReady || !this.scenes.length) return;
    this.view = this.first.view();
    const isNear = this.view.zoom >= CELLS_FROM_ZOOM;
    const needsCells = isNear && this.scenes[0]!.state.layers.has("o-phat") && !this.loaded.cells;
    if (needsCells) void this.refresh();
    else this.draw();
    this.remember();
  }

  private isFollowing = false;

  /** Two maps look at the same place. */
  private follow(index: number, view: View): void {
    if (!this.second || this.isFollowing || this.part("second").hidden) return;
    this.isFollowing = true;
    (index ? this.first : this.second).jumpTo(view);
    this.isFollowing = false;
  }

  private idle(): void {
    if (!this.isReady || !this.scenes.length || this.root.dataset.map === "ready") return;
    this.root.dataset.map = "ready";
    performance.mark("map-ready");
  }

  private remember(): void {
    history.replaceState(null, "", `?${queryOf(this.form, this.view)}`);
    const table = this.root.querySelector<HTMLAnchorElement>("a[data-map-table]");
    if (table) table.search = `?${queryOf(this.form, this.view)}`;
  }

  /** Legend, counts and month in words. */
  private say(state: State): void {
    const { words } = this.config;
    const scene = this.scenes[0]!;
    const title = this.form.querySelector<HTMLSelectElement>("[name=so-lieu]")!.selectedOptions[0]!.text;
    const made: HTMLElement[] = [];
    if (state.layers.has("luc-giac") && this.loaded.hexagons) {
      made.push(legend(words.hexagons!, paintOf(this.loaded.hexagons).bounds, sayFigure("dan-so", words.language)));
    } else if (state.layers.has("dia-ban")) {
      const none = scene.values.includes(null) ? words.none! : "";
      made.push(legend(title, scene.bounds, sayFigure(state.figure, words.language), none));
    }
    const rows = this.keyRows(state);
    if (rows.length) made.push(key(rows));
    this.part("legend").replaceChildren(...made);
    const boxes = this.scenes.map((one, i) => {
      const count = countOf(this.loaded.sites, one.shown);
      count.byTechnology = together(one.counts.map((area) => area.byTechnology));
      const box = pairs(countRows(count, this.loaded.sites, words));
      const month = document.createElement("h3");
      month.textContent = words.month!.replace("%s", sayMonth(i ? state.second! : state.month));
      box.prepend(month);
      return box;
    });
    this.part("counts").replaceChildren(...boxes);
    this.part("month").textContent = sayMonth(state.month);
    for (const [i, name] of ["first", "second"].entries()) {
      const month = i ? state.second : state.month;
      this.part(name).dataset.month = month === null || state.second === null ? "" : sayMonth(month);
    }
    this.sayTool();
  }

  /** Names and colours of what has no classes. */
  private keyRows(state: State): [string, Colour][] {
    const { words } = this.config;
    const rows: [string, Colour][] = [];
    const names: [number, string][] = [[BUILT, words.built!], [PLANNED, words.planned!], [OFF, words.off!]];
    if (state.layers.has("tram")) {
      for (const [as, name] of names) if (state.shows[as]) rows.push([name, SITE_COLOURS[as]!]);
    }
    if (state.layers.has("o-phat") && this.loaded.cells) {
      this.loaded.sites.technologies.forEach((name, i) => rows.push([`${words.cell!} ${name}`, CELL_COLOURS[i]!]));
    }
    if (state.layers.has("tuyen")) rows.push([words.routes!, ROUTE_COLOUR]);
    if (state.layers.has("dia-diem")) rows.push([words.places!, PLACE_COLOUR], [words.zones!, ZONE_COLOUR]);
    return rows;
  }

  private watchSlider(): void {
    const slider = this.part<HTMLInputElement>("slider");
    const kept = this.form.querySelector<HTMLInputElement>("[name=thang]")!;
    const set = () => {
      kept.value = wordsOfMonth(Math.min(LAST_MONTH, Number(slider.value)));
      slider.setAttribute("aria-valuetext", sayMonth(Number(slider.value)));
    };
    let asked = 0;
    slider.addEventListener("input", () => {
      set();
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => void this.refresh());
    });
  }

  private watchClicks(): void {
    this.root.addEventListener("click", (event) => {
      const at = event.target as HTMLElement;
      const link = at.closest<HTMLElement>("[data-fly]");
      if (link) {
        event.preventDefault();
        this.view = viewOf(link.dataset.fly!) ?? this.view;
        this.first.jumpTo(this.view);
        if (link.dataset.card) void this.card(link.dataset.card);
      }
      const area = at.closest<HTMLElement>("[data-area]");
      if (area) {
        event.preventDefault();
        this.form.querySelector<HTMLSelectElement>("[name=xa]")!.value = area.dataset.area!;
        this.showArea();
        void this.refresh();
      }
      const tool = at.closest<HTMLElement>("button[data-tool]");
      if (tool) this.take(tool.dataset.tool as ToolKey);
      if (at.closest("[data-map-print]")) window.print();
      if (at.closest("[data-card-close]")) this.part("card").replaceChildren();
    });
    this.root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        if (this.tool) this.take(this.tool.key);
        else this.part("card").replaceChildren();
      }
      if (event.key === "Backspace" && this.tool && !(event.target instanceof HTMLInputElement)) {
        this.tool.undo();
        this.draw();
        this.sayTool();
      }
    });
    this.root.addEventListener("dblclick", () => this.tool?.close());
  }

  /** Takes a tool in hand, or lays it down. */
  private take(key: ToolKey): void {
    this.tool = this.tool?.key === key ? null : new Tool(key);
    for (const button of this.root.querySelectorAll<HTMLElement>("button[data-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === this.tool?.key));
    }
    if (this.tool?.key === "ve" && !this.loaded.hexagons) {
      const people = this.load["luc-giac"]?.(this.loaded, this.view.zoom);
      people?.then(
        () => this.sayTool(),
        () => (this.part("trouble").hidden = false),
      );
    }
    if (this.tool) this.root.dataset.tool = this.tool.key;
    else delete this.root.dataset.tool;
    this.draw();
    this.sayTool();
  }

  private sayTool(): void {
    const { words } = this.config;
    const box = this.part("tool");
    box.hidden = !this.tool;
    if (!this.tool) return;
    const drawn = this.tool.figures(this.loaded.sites, this.scenes[0]!.shown, this.loaded.hexagons);
    const help = document.createElement("p");
    help.textContent = this.tool.key === "do" ? words.measureHelp! : words.drawHelp!;
    const rows: [string, string][] = drawn
      ? drawnRows(drawn, this.loaded.sites, words)
      : [[words.length!, sayLength(this.tool.metres, words.language)]];
    box.replaceChildren(...(this.tool.points.length > 1 ? [pairs(rows)] : [help]));
  }

  private point(index: number, at: Point, hit: Hit | null): void {
    if (this.tool) {
      this.tool.add(at);
      this.draw();
      this.sayTool();
      return;
    }
    if (!hit) return;
    const scene = this.scenes[index];
    const { cards } = this.config;
    if (hit.layer === "sites" && scene) {
      const dot = scene.sites[hit.index]!;
      if (dot.site < 0) this.first.jumpTo({ lon: dot.lon, lat: dot.lat, zoom: dot.opensAt });
      else void this.card(cards.site!.replace("0", String(this.loaded.sites.id[dot.site])));
    } else if (hit.layer === "places") {
      void this.card(cards.place!.replace("0", String(this.loaded.places![hit.index]!.id)));
    } else if (hit.layer === "zones") {
      void this.card(cards.place!.replace("0", String(zonesOf(this.loaded.places!)[hit.index]!.id)));
    } else if (hit.layer === "cells") {
      const site = this.loaded.cells!.site[hit.index]!;
      if (scene?.shown.as[site] !== HIDDEN) void this.card(cards.site!.replace("0", String(this.loaded.sites.id[site])));
    } else if (hit.layer === "routes") {
      void this.card(cards.route!.replace("0", String(this.loaded.routes!.id[hit.index])));
    } else if (hit.layer === "areas" || hit.layer === "hexagons") {
      void this.card(`${cards.point!}?kinh-do=${at[0].toFixed(6)}&vi-do=${at[1].toFixed(6)}`);
    }
  }

  private async card(address: string): Promise<void> {
    const asked = fetch(address, { credentials: "same-origin", headers: { "HX-Request": "true" } });
    const answer = await asked.catch(() => null);
    const box = this.part("card");
    this.part("trouble").hidden = answer !== null && answer.ok;
    box.innerHTML = answer?.ok ? await answer.text() : "";
    box.querySelector<HTMLElement>("h2")?.focus();
  }

  /** A picture in place of the canvas, which paper would show empty. */
  private beforePrint(): void {
    for (const [name, engine] of [["first", this.first], ["second", this.second]] as const) {
      const picture = this.root.querySelector<HTMLImageElement>(`img[data-map-print-of=${name}]`);
      if (!picture || !engine || this.part(name).hidden) {
        picture?.removeAttribute("src");
        continue;
      }
      picture.src = engine.image();
      // The bar of the scale keeps its share of the picture's width.
      const bar = this.part(name).querySelector<HTMLElement>(".maplibregl-ctrl-scale");
      const scale = picture.nextElementSibling as HTMLElement;
      scale.textContent = [bar?.textContent, this.part(name).dataset.month, this.config.credit].filter(Boolean).join(" · ");
      scale.style.width = `${(100 * (bar?.offsetWidth ?? 0)) / this.part(name).offsetWidth}%`;
    }
  }
}

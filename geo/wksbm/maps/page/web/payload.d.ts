/* The data of the page, as `page_payload` writes it and `unpack.js` unfolds it. */

/** A text in both languages; a plain string reads the same in both. */
type Both = string | { id: string; en: string };
type Lang = "id" | "en";
/** A sentence kept as the place of its pattern and its numbers in words. */
type Kept = [pattern: number, ...numbers: string[]];
/** The place of a village in the columns of `villages`. */
type Village = number;

interface LegendClass {
  key: string;
  label: Both;
  colour: string;
  count: number;
  hatch: string | null;
  numeric: boolean;
  upper: number | null;
  marked: boolean;
}

interface Axis {
  title: Both;
  unit: Both;
  name: Both;
  levels: Both[];
  breaks: number[];
  decimals: number;
  falling: boolean;
}

/** An indicator, or a surface over the land. */
interface Layer {
  id: string;
  title: Both;
  question: Both;
  explanation: Both;
  unit: Both;
  source: Both;
  method: Both;
  finding: Both | null;
  symbology: "choropleth" | "symbols";
  kind: string;
  outlines: boolean;
  decimals: number;
  circles: { colour: string; largest: number; examples: number[] } | null;
  axes: Axis[];
  credit: Both;
  dated: Both;
  classes: LegendClass[];
  values: (number | null)[];
  median: number | null;
  /** The place of a village's class where it does not follow from the value. */
  apart: (number | null)[];
  /** The place of each village's class; `Atlas.unpack` adds it. */
  class: number[];
  /** Only of a surface: the classes count measured things, not villages. */
  measured?: boolean;
  surface?: Surface;
}

interface Surface {
  extent: number[];
  reaches?: boolean;
  [more: string]: any;
}

interface GroupList {
  per_village: number[];
  kinds: string[];
  kind: number[];
  year: (number | null)[];
}

interface Groups extends GroupList {
  point: string;
  names: string[];
  name: number[];
  hamlets: string[];
  hamlet: number[];
  first_year: number;
  unplaced: GroupList;
}

interface Gap {
  village: Village;
  rank: number;
  reason: string;
  missing: number | null;
  sentence: Kept;
}

interface Priority {
  village: Village;
  rank: number;
  best: number;
  worst: number;
  reasons: Kept[];
}

interface Reach {
  metres: number;
  lists: { heading: Both; figures: Both; rows: { mark: string; name: string; people: number | null }[]; rest: Both | null }[];
  rings: string[][];
  middles: string;
}

interface Payload {
  id: string;
  lang: Lang;
  title: Both;
  map: Both;
  description: Both;
  badges: Both[];
  warnings: Both[];
  notes: Both[];
  sources: string[][];
  words: Record<Lang, Record<string, string>>;
  villages: { kode: string[]; bps: string[]; name: string[]; judged: boolean[]; subdistrict: number[] };
  statuses: string[];
  status: number[];
  interval: [low: (number | null)[], high: (number | null)[]] | null;
  subdistricts: { name: string[]; centre: string };
  layers: Layer[];
  reach: Reach | null;
  groups: Groups;
  gaps: Gap[];
  account: { id: string; heading: Both; sentences: Both[]; layer: number | null }[];
  profile: { id: string; claim: Both; sentence: Both; verdict: string; caveat: Both; layer: number | null }[];
  areas: { number: number; kind: string; villages: Village[]; sentence: Both }[];
  priorities: Priority[];
  patterns: Both[];
  basemap: string | null;
}

/** What is shown; a part of the page changes it with `model.set`. */
interface PageState {
  lang: Lang;
  layer: number;
  village: Village | null;
  other: Village | null;
  panel: string;
  points: boolean;
  year: number | null;
  undated: boolean;
  hidden: string[];
  order: "shortfall" | "priority";
  lit: string | null;
  pinned: string | null;
  filter: { subdistrict: number | null; status: string };
  comparing: boolean;
  zoom?: number;
}

interface Model {
  data: Payload;
  ranked: number;
  state: PageState;
  indicators: Layer[];
  pin(key: string): void;
  listen(listener: (changed: Set<string>) => void): void;
  set(changes: Partial<PageState>): void;
  isPhone(): boolean;
  filter(changes: Partial<PageState["filter"]> | null): void;
  isFiltered(): boolean;
  shown(village: Village): boolean;
  listed(village: Village): boolean;
  countOf(layer: Layer, entry: LegendClass): number;
  status(village: Village): string;
  layer(): Layer;
  word(key: string, values?: Record<string, string | number>): string;
  say(text: Both): string;
  tell(kept: Kept): string;
  number(value: number | null, decimals?: number): string;
  subdistrict(village: Village): string;
  gap(village: Village): Gap | null;
  priority(village: Village): Priority | null;
  reasons(entry: Priority): string[];
  classOf(layer: Layer, village: Village): LegendClass;
  figure(layer: Layer, village: Village): string;
}

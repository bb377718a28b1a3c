import {
  distance,
  InputError,
  type Phrase,
  type Point,
  requireList,
  requireObject,
  roundMm,
  say,
} from '../../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type CatalogPart,
  feederPaths,
  levelLinks,
  type NetworkCable,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  type Plan,
  pathPort,
  requirePlan,
} from '../../../plan/index.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { defaultCatalogue } from '../catalogue/default-catalogue.ts';
import { installedCny, isRatedFor } from '../design/design-parts.ts';
import { sourceSites } from '../design/source-sites.ts';
import { pathsOfCables } from './check-paths.ts';
import { locateParts } from './locate-parts.ts';
import { matchSources } from './match-sources.ts';
import { partsOfValue } from './part-of-value.ts';
import { readSize } from './tree-cells.ts';
import type { TreeCable, TreeDoubt, TreePart, TreeTable } from './tree-table.ts';
import { pathPair } from './tree-twins.ts';

/** An existing tree in a plan. */
export interface ExistingNetwork {
  /** The plan with the tree as its network and as `network.existing`. */
  plan: Plan;
  /** Devices whose figures nobody knows: they cannot be held, and are designed anew. */
  unknown: string[];
  /** Doubts of the table and of how it fits the plan. */
  doubts: TreeDoubt[];
  /** Antennas of the table that are in the plan, and those that are not. */
  matched: number;
  unmatched: string[];
}

/** Size that jumpers count as of which nobody says it. */
const jumperSize = '1/2';
/** An antenna of a table hangs where one of the plan does that is no farther off, metres. */
const sameAntennaM = 1;
/** So many antennas of a table, and such a part of them, are not by chance none of the plan. */
const minUnmatched = 3;
const maxUnmatchedRatio = 0.7;

/**
 * Puts a tree that was read of a table into a plan, antennas by their ids, else by where they hang. What the table does not say
 * is estimated and named: positions of devices by the lengths of their cables, courses straight, missing lengths by the plan.
 * @throws InputError with the rows of the table that contradict one another or the plan
 */
export function existingNetwork(
  plan: Plan,
  table: TreeTable,
  { catalogue = defaultCatalogue() }: { catalogue?: Catalogue } = {},
): ExistingNetwork {
  requirePlan(plan);
  requireObject('table', table, ['parts', 'cables', 'problems', 'doubts']);
  for (const list of ['parts', 'cables', 'problems', 'doubts'] as const) requireList(list, table[list]);
  if (table.problems.length > 0) throw new InputError(table.problems);
  return new TreePlacer(plan, table, catalogue).place();
}

class TreePlacer {
  readonly #doubts: TreeDoubt[];
  readonly #parts: ReadonlyMap<string, TreePart>;
  readonly #into: ReadonlyMap<string, TreeCable>;
  readonly #used = new Map<string, CatalogPart>();
  readonly #standIns = new Map<string, CatalogPart>();
  readonly #unknown: string[] = [];
  readonly #unmatched: string[] = [];
  /** Paths of the cables of a twin tree, from 1 on. */
  #paths: ReadonlyMap<TreeCable, number> = new Map();
  /** Sources of a second path by that of the first, whose outputs they are in the plan. */
  readonly #joined = new Map<string, string>();
  /** Antenna of the plan by the id in the table. */
  readonly #antennas = new Map<string, Antenna>();

  constructor(
    private readonly plan: Plan,
    private readonly table: TreeTable,
    private readonly catalogue: Catalogue,
  ) {
    this.#doubts = [...table.doubts];
    this.#parts = new Map(table.parts.map((part) => [part.id, part]));
    this.#into = new Map(table.cables.map((cable) => [cable.to, cable]));
  }

  place(): ExistingNetwork {
    this.#checkLevels();
    this.#matchAntennas();
    this.#checkMatched();
    const devices = this.#devices();
    this.#settlePaths(devices);
    const sources = this.#sources(devices);
    const cables = this.#cables(devices, sources);
    const located = locateParts(this.plan, { devices, sources, cables, antennas: this.#antennas });
    const placed = devices.map((device): NetworkDevice => {
      const position = located.get(device.id) ?? device.position;
      return this.#parts.get(device.id)?.position ? device : { ...device, position, positionAssumed: true };
    });
    const routed = cables.map((cable) => this.#route(cable, placed, sources));
    this.#sayUnfed(routed);
    this.#sayEstimates(placed, routed);
    const isKnown = ({ id }: { id: string }) => !this.#unknown.includes(id);
    const stood = matchSources(this.plan, this.table, this.catalogue.parts, (id) => this.#levelOfSource(id));
    this.#doubts.push(...stood.doubts);
    const existing = {
      parts: [...new Map([...this.#used.values(), ...stood.parts].map((part) => [part.id, part])).values()],
      ...(stood.units.length > 0 ? { units: stood.units } : {}),
      devices: placed.filter(isKnown),
      cables: routed.filter(
        ({ id, from, to }) => ![id, from.node, to.node].some((each) => this.#unknown.includes(each)),
      ),
      antennas: this.#standingAntennas(),
    };
    const parts = [...new Map([...this.#standIns, ...this.#used]).values()];
    const network = { parts, sources, devices: placed, cables: routed, existing };
    return {
      plan: { ...this.plan, antennas: this.#antennasOfPaths(), network },
      ...{ unknown: this.#unknown, doubts: this.#doubts, unmatched: this.#unmatched },
      matched: this.#antennas.size,
    };
  }

  #doubt(id: string, text: Phrase): void {
    const at = this.#parts.get(id)?.at ?? this.#into.get(id)?.at;
    if (at) this.#doubts.push({ at, text });
  }

  /** Levels that the table names and the plan does not have. */
  #checkLevels(): void {
    const known = this.plan.levels.map(({ id }) => id);
    const problems = this.table.parts.flatMap(({ id, level, levelAssumed, at }) => {
      if (level === undefined || at === undefined || this.#levelId(level) !== undefined) return [];
      if (levelAssumed) {
        this.#doubt(id, say('tree-level-assumed', { id, level }));
        return [];
      }
      const expected = say('one-of', { list: known.join(', ') });
      return [{ at, found: say('tree-level', { id, level }), expected }];
    });
    if (problems.length > 0) throw new InputError(problems);
  }

  /** A level of the plan by its id, or as many storeys below ground: `UG1` and `P1` are B1 where the plan has that. */
  #levelId(level: string | undefined): string | undefined {
    const idOf = (name: string | undefined) =>
      this.plan.levels.find(({ id }) => id.toUpperCase() === name?.toUpperCase())?.id;
    return idOf(level) ?? idOf(level?.replace(/^(?:UG|P)(?=\d$)/i, 'B'));
  }

  /** Numbers the paths of a twin tree, and finds the sources that are one in the plan: `POI-A` and `POI-B` have its outputs on a path each. */
  #settlePaths(devices: readonly NetworkDevice[]): void {
    const known = new Set(devices.map(({ id }) => id));
    const twins = pathsOfCables(this.table.cables, (id) => !known.has(id));
    if (!twins) return;
    const problems = twins.crossed.map(({ to, at }) => ({
      ...{ at, found: say('tree-twin-paths', { id: to }), expected: say('tree-path-straight') },
    }));
    if (problems.length > 0) throw new InputError(problems);
    this.#paths = twins.paths;
    const heads = new Map<string, Set<number>>();
    for (const cable of this.table.cables) {
      if (known.has(cable.from) || !(known.has(cable.to) || this.#antennas.has(cable.to))) continue;
      heads.set(cable.from, (heads.get(cable.from) ?? new Set()).add(this.#pathOf(cable)));
    }
    const first = [...heads].filter(([, paths]) => paths.has(1)).map(([id]) => id);
    for (const [id, paths] of heads) {
      if (paths.has(1)) continue;
      const twin = first.filter((each) => pathPair(`${each}/${id}`) !== undefined);
      const [only] = twin.length === 1 ? twin : first.length === 1 ? first : [];
      if (only === undefined) continue;
      this.#joined.set(id, only);
      this.#doubts.push({ at: say('tree-whole'), text: say('tree-twin-sources', { id, other: only }) });
    }
  }

  #pathOf(cable: TreeCable): number {
    return this.#paths.get(cable) ?? 1;
  }

  /** Output of a source on a path: those of each path are numbered from 1 on. */
  #sourcePort(cable: TreeCable): string {
    const { port = 'out1' } = cable;
    if (this.#paths.size === 0) return port;
    const path = this.#pathOf(cable);
    const head = this.#headOf(cable.from);
    const ports = this.table.cables
      .filter((each) => this.#headOf(each.from) === head && this.#pathOf(each) === path)
      .map((each) => each.port ?? 'out1');
    const sorted = [...new Set(ports)].sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
    return pathPort(`out${sorted.indexOf(port) + 1}`, path);
  }

  /** The source of the plan that one of the table is. */
  #headOf(id: string): string {
    return this.#joined.get(id) ?? id;
  }

  /** Feeders that the table leads to an antenna of the plan. */
  #feedersTo(antenna: Antenna): number {
    if (this.#paths.size === 0) return 1;
    const paths = this.table.cables
      .filter(({ to }) => this.#antennas.get(to)?.id === antenna.id)
      .map((cable) => this.#pathOf(cable));
    return Math.max(1, ...paths);
  }

  /** The plan's antennas, with two feeders where the table has two. */
  #antennasOfPaths(): Antenna[] {
    const more: string[] = [];
    const antennas = this.plan.antennas.map((antenna): Antenna => {
      const paths = this.#feedersTo(antenna);
      if (paths <= feederPaths(antenna)) return antenna;
      const { pathsBy: _, ...fed } = antenna;
      const twin = { ...fed, paths };
      if (feederPaths(twin) < paths) {
        const found = say('tree-twin-paths', { id: antenna.id });
        throw new InputError([{ at: say('tree-whole'), found, expected: say('tree-one-path') }]);
      }
      more.push(antenna.id);
      return twin;
    });
    if (more.length > 0) {
      const list = more.slice(0, 10).join(', ');
      const text = say('tree-antenna-paths', { count: more.length, list });
      this.#doubts.push({ at: say('tree-whole'), text });
    }
    return antennas;
  }

  #matchAntennas(): void {
    const free = new Map(this.plan.antennas.map((antenna) => [antenna.id, antenna]));
    const take = (id: string, antenna: Antenna) => {
      this.#antennas.set(id, antenna);
      free.delete(antenna.id);
    };
    const listed = this.table.parts.filter(({ kind }) => kind === 'antenna' || kind === 'radiating-cable');
    const folded = (id: string) => id.toUpperCase().replace(/[\s_@-]/g, '');
    for (const same of [
      (a: string, b: string) => a === b,
      (a: string, b: string) => folded(a) === folded(b),
    ]) {
      for (const { id } of listed) {
        if (this.#antennas.has(id)) continue;
        const found = [...free.values()].filter((antenna) => same(antenna.id, id));
        if (found.length === 1) take(id, found[0]);
      }
    }
    for (const { id, position, level } of listed) {
      if (this.#antennas.has(id)) continue;
      const near = position
        ? [...free.values()]
            .filter((each) => each.level === (this.#levelId(level) ?? each.level))
            .map((antenna) => ({ antenna, farM: distance(antennaLocation(antenna), position) }))
            .sort((a, b) => a.farM - b.farM)[0]
        : undefined;
      if (near && near.farM <= sameAntennaM) take(id, near.antenna);
      else {
        this.#unmatched.push(id);
        this.#doubt(id, say('tree-antenna-unmatched', { id }));
      }
    }
    for (const { id, antennaType } of listed) {
      const antenna = this.#antennas.get(id);
      if (!antenna || antennaType === undefined || antenna.type === antennaType) continue;
      this.#doubt(id, say('tree-antenna-type', { id, type: antennaType, other: antenna.type }));
    }
  }

  /** A table of which no antenna or few are the plan's is of another garage, or its ids are those of another column. */
  #checkMatched(): void {
    const unmatched = this.#unmatched.length;
    const all = unmatched + this.#antennas.size;
    if (this.plan.antennas.length === 0 || unmatched < minUnmatched || unmatched <= maxUnmatchedRatio * all)
      return;
    const list = this.#unmatched.slice(0, 6).join(', ');
    const known = this.plan.antennas.slice(0, 6).map(({ id }) => id);
    const isNone = this.#antennas.size === 0;
    const found = isNone
      ? say('tree-plan-none', { list })
      : say('tree-plan-few', { count: unmatched, all, list });
    const expected = say('tree-plan-antennas', { list: known.join(', ') });
    throw new InputError([{ at: say('tree-whole'), found, expected }]);
  }

  /** Antennas of the plan that the table does not lead a feeder to. */
  #sayUnfed(cables: readonly NetworkCable[]): void {
    const fed = new Set(cables.map(({ to }) => to.node));
    const unfed = this.plan.antennas.filter(({ id }) => !fed.has(id)).map(({ id }) => id);
    if (unfed.length === 0 || cables.length === 0) return;
    const all = this.plan.antennas.length;
    const text = say('tree-plan-unfed', { fed: all - unfed.length, all, list: unfed.join(', ') });
    this.#doubts.push({ at: say('tree-whole'), text });
  }

  #devices(): NetworkDevice[] {
    const kinds = ['splitter', 'coupler', 'attenuator', 'load'];
    const feeding = new Set(this.table.cables.map(({ from }) => from));
    return this.table.parts.flatMap((part): NetworkDevice[] => {
      const isFeeding = feeding.has(part.id);
      // What ends a radiating cable belongs to it.
      const above = this.#into.get(part.id)?.from;
      if (above !== undefined && this.#parts.get(above)?.kind === 'radiating-cable') return [];
      const isDevice = part.kind === undefined ? isFeeding : kinds.includes(part.kind);
      if (!isDevice || (!isFeeding && part.kind !== 'load') || !this.#into.has(part.id)) return [];
      const known = this.#devicePart(part);
      if (!known) {
        this.#unknown.push(part.id);
        this.#doubt(part.id, say('tree-not-kept', { id: part.id }));
      }
      const standIn = known ?? this.#standIn(part);
      if (!standIn) return [];
      const level = this.#levelId(part.level) ?? this.#levelBehind(part.id) ?? this.plan.levels[0].id;
      return [{ id: part.id, part: this.#named(standIn), level, position: part.position ?? [0, 0] }];
    });
  }

  /** A part with the ports that a device has whose figures nobody knows: it holds what hangs on it together, and is not kept. */
  #standIn({ id, kind }: TreePart): CatalogPart | undefined {
    const ports = this.table.cables.flatMap(({ from, port }) => (from === id && port ? [port] : []));
    return this.catalogue.parts.find((part) => {
      const has = outputPorts(part);
      return (
        (kind === undefined || part.kind === kind) &&
        has.length > 0 &&
        ports.every((port) => has.includes(port))
      );
    });
  }

  /** The cheapest part of the catalogue that has the value and is rated for what the plan sends. */
  #devicePart(part: TreePart): CatalogPart | undefined {
    return this.#use(partsOfValue(this.catalogue.parts, part));
  }

  #named(part: CatalogPart): string {
    this.#standIns.set(part.id, part);
    return part.id;
  }

  #use(parts: readonly CatalogPart[]): CatalogPart | undefined {
    const isRated = (part: CatalogPart) =>
      this.plan.carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz));
    const [found] = parts.filter(isRated).sort((a, b) => installedCny(a) - installedCny(b));
    if (found) this.#used.set(found.id, found);
    return found;
  }

  /** Level of the first thing behind a part whose level is known. */
  #levelBehind(id: string): string | undefined {
    const queue = [id];
    for (const node of queue) {
      const level = this.#antennas.get(node)?.level ?? this.#levelId(this.#parts.get(node)?.level);
      if (level !== undefined) return level;
      queue.push(...this.table.cables.flatMap(({ from, to }) => (from === node ? [to] : [])));
    }
    return undefined;
  }

  /** Level of a source: as the table says, else of what it feeds, else of the first equipment room. */
  #levelOfSource(id: string): string {
    const [site] = sourceSites(this.plan);
    return (
      this.#levelId(this.#parts.get(id)?.level) ??
      this.#levelBehind(id) ??
      this.plan.levels[site?.levelIndex ?? 0].id
    );
  }

  /** Sources and combiners that feed a first passive part stand in the equipment room. */
  #sources(devices: readonly NetworkDevice[]): NetworkSource[] {
    const deviceIds = new Set(devices.map(({ id }) => id));
    const isPassive = (id: string) => deviceIds.has(id) || this.#antennas.has(id);
    const heads = new Set(
      this.table.cables.flatMap(({ from, to }) =>
        !deviceIds.has(from) && isPassive(to) ? [this.#headOf(from)] : [],
      ),
    );
    const sites = sourceSites(this.plan);
    const levelOf = (index: number) => this.plan.levels[index].id;
    return [...heads].map((id): NetworkSource => {
      const level = this.#levelId(this.#parts.get(id)?.level) ?? this.#levelBehind(id);
      const site = sites.find(({ levelIndex }) => levelOf(levelIndex) === level) ?? sites[0];
      const antenna = this.#firstAntenna(id);
      return {
        ...{ id, level: levelOf(site.levelIndex), position: site.position as [number, number] },
        ...(site.facility === undefined ? {} : { facility: site.facility }),
        ...this.#sourcePaths(id),
        ...{ cell: antenna?.cell ?? this.plan.antennas[0]?.cell ?? 'c1', units: [] },
      };
    });
  }

  #sourcePaths(id: string): Pick<NetworkSource, 'paths'> {
    const cables = this.table.cables.filter(({ from }) => this.#headOf(from) === id);
    const paths = Math.max(1, ...cables.map((cable) => this.#pathOf(cable)));
    return paths === 1 ? {} : { paths };
  }

  #firstAntenna(id: string): Antenna | undefined {
    const queue = [id];
    for (const node of queue) {
      const antenna = this.#antennas.get(node);
      if (antenna) return antenna;
      queue.push(...this.table.cables.flatMap(({ from, to }) => (from === node ? [to] : [])));
    }
    return undefined;
  }

  #cables(devices: readonly NetworkDevice[], sources: readonly NetworkSource[]): NetworkCable[] {
    const starts = new Set([...devices, ...sources].map(({ id }) => id));
    const ends = new Set(devices.map(({ id }) => id));
    const taken = new Set<string>();
    const feeders = this.catalogue.parts.filter(({ kind }) => kind === 'cable');
    return this.table.cables.flatMap((cable, index): NetworkCable[] => {
      const antenna = this.#antennas.get(cable.to);
      const start = this.#headOf(cable.from);
      if (!starts.has(start) || (!antenna && !ends.has(cable.to))) return [];
      const size = cable.size === 'jumper' ? jumperSize : cable.size;
      const sized = feeders.filter(({ name }) => readSize(name) === size);
      const part = this.#use(sized.length > 0 ? sized : cable.size === 'direct' ? feeders : []);
      const id = cable.id !== undefined && !taken.has(cable.id) ? cable.id : `X${index + 1}`;
      taken.add(id);
      if (!part) {
        const text = say('tree-cable-not-kept', { from: cable.from, to: cable.to });
        this.#doubts.push({ at: cable.at, text });
        this.#unknown.push(id);
      }
      return [
        {
          ...{ id, part: this.#named(part ?? feeders[0]), courseAssumed: true },
          from: { node: start, port: ends.has(start) ? (cable.port ?? 'out1') : this.#sourcePort(cable) },
          to: { node: antenna?.id ?? cable.to, port: antenna ? pathPort('in', this.#pathOf(cable)) : 'in' },
          course: [{ level: this.plan.levels[0].id, path: [[0, 0]] }],
          lengthM: cable.lengthM ?? Number.NaN,
        },
      ];
    });
  }

  /** A straight course; between levels it rises at the nearest riser. A length that nobody stated is that of the course. */
  #route(
    cable: NetworkCable,
    devices: readonly NetworkDevice[],
    sources: readonly NetworkSource[],
  ): NetworkCable {
    const antenna = this.plan.antennas.find(({ id }) => id === cable.to.node);
    const node = (id: string) => [...devices, ...sources].find((each) => each.id === id);
    const from = node(cable.from.node);
    const to = antenna ? { level: antenna.level, position: this.#standing(antenna) } : node(cable.to.node);
    if (!from || !to) return cable;
    const [a, b] = [from.position, to.position].map(([x, y]): Point => [roundMm(x), roundMm(y)]);
    const { levels } = this.plan;
    const [first, last] = [from, to].map(({ level }) => levels.findIndex(({ id }) => id === level));
    const rise = first === last ? undefined : this.#riser(first, last, a, b);
    const course: NetworkCable['course'] = rise
      ? [
          { level: from.level, path: [a, rise[0]] },
          { level: to.level, path: [rise[1], b] },
        ]
      : [{ level: from.level, path: [a, b] }];
    const riseM = rise ? Math.abs(levels[first].elevationM - levels[last].elevationM) : 0;
    const courseM = course.reduce((sum, { path }) => sum + distance(path[0], path[1]), riseM);
    return {
      ...cable,
      course,
      lengthM: Number.isNaN(cable.lengthM) ? Math.round(10 * courseM) / 10 : cable.lengthM,
    };
  }

  #riser(first: number, last: number, a: Point, b: Point): [Point, Point] {
    const ways = levelLinks(this.plan.levels).flatMap(({ ends }): [Point, Point][] => {
      const [one, other] = ends;
      if (one.levelIndex === first && other.levelIndex === last) return [[one.position, other.position]];
      return one.levelIndex === last && other.levelIndex === first ? [[other.position, one.position]] : [];
    });
    const lengthM = ([from, to]: [Point, Point]) => distance(a, from) + distance(to, b);
    return ways.sort((p, q) => lengthM(p) - lengthM(q))[0] ?? [b, b];
  }

  /** Location of an antenna now: as the table says, else where the plan has it. */
  #standing(antenna: Antenna): Point {
    for (const [id, each] of this.#antennas) {
      const stated = each === antenna ? this.#parts.get(id)?.position : undefined;
      if (stated) return stated;
    }
    return antennaLocation(antenna);
  }

  #standingAntennas() {
    return [...this.#antennas].map(([id, antenna]) => ({
      ...{ id: antenna.id, level: antenna.level },
      position: this.#standing(antenna) as [number, number],
      type: this.#parts.get(id)?.antennaType ?? antenna.type,
      ...(this.#feedersTo(antenna) === 1 ? {} : { paths: this.#feedersTo(antenna) }),
    }));
  }

  #sayEstimates(devices: readonly NetworkDevice[], cables: readonly NetworkCable[]): void {
    const at = say('tree-whole');
    const guessed = devices.filter(({ positionAssumed }) => positionAssumed).length;
    if (guessed > 0) this.#doubts.push({ at, text: say('tree-positions', { count: guessed }) });
    if (cables.length > 0) this.#doubts.push({ at, text: say('tree-courses', { count: cables.length }) });
    if (devices.length > 0) this.#doubts.push({ at, text: say('tree-bands') });
  }
}

import { distance, InputError, type Point, requireObject, say } from '../../core/index.ts';
import {
  antennaLocation,
  type BuiltDevice,
  type CatalogPart,
  facilityKindRow,
  isOnFloor,
  type Level,
  levelIdOf,
  type NetworkDevice,
  type NetworkSource,
  outputPorts,
  type Plan,
  planProfile,
  requirePlan,
} from '../../plan/index.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import { defaultCatalogue } from '../network/catalogue/default-catalogue.ts';
import { installedCny, isRatedFor } from '../network/design/design-parts.ts';
import { partsOfValue } from '../network/existing/part-of-value.ts';
import { cleanId, readIds, readKind } from '../network/existing/tree-cells.ts';
import { designedPlan, smallCellAntennas } from './designed-plan.ts';
import { positionText, readPosition } from './read-built-antennas.ts';
import {
  matchId,
  type RecordOptions,
  type RecordRow,
  type RecordTable,
  readRecordRows,
} from './record-table.ts';
import { faultWords, movedRemark, type RecordColumn, stateWords } from './record-vocabulary.ts';

/** Options of reading a record of devices. */
export interface BuiltDeviceOptions extends RecordOptions {
  /** Parts of devices that the design does not have. Default: the built-in catalogue. */
  catalogue?: Catalogue;
}

/** True of a table of devices: numbers without the ends of a cable or readings. */
const isHead = (roles: ReadonlySet<RecordColumn>): boolean =>
  (roles.has('device') || roles.has('id')) &&
  (['type', 'size', 'state', 'position', 'coupling', 'x', 'note'] as const).some((role) => roles.has(role)) &&
  !(['from', 'to', 'vswr', 'returnLoss', 'pim', 'length', 'antenna', 'cable'] as const).some((role) =>
    roles.has(role),
  );

/**
 * Reads what a contractor says of a plan's splitters, couplers, attenuators, loads and sources with their radio units: number, where
 * each hangs, which part was installed. What contradicts the plan is refused row by row, what is not known is doubted.
 * @throws InputError with all rows that name no device of the plan, name one twice, lie beside the garage, or have a part with fewer outputs than branches
 */
export async function readBuiltDevices(
  bytes: Uint8Array,
  plan: Plan,
  options: BuiltDeviceOptions = {},
): Promise<Pick<RecordTable<BuiltDevice>, 'rows' | 'doubts'>> {
  requirePlan(plan);
  requireObject('options', options);
  const { catalogue = defaultCatalogue() } = options;
  const rows = await readRecordRows(bytes, 'devices', isHead, say('built-device-head'), options);
  const reader = new DeviceReader(designedPlan(plan), catalogue);
  for (const row of rows) reader.read(row);
  const { rows: devices, problems, doubts } = reader.found;
  if (problems.length > 0) throw new InputError(problems);
  return { rows: devices, doubts };
}

/** Something of the network that a row can be about. */
interface Installed {
  id: string;
  part: string | undefined;
  level: string;
  position: Point;
  /** Nobody stated where it is. */
  isPlaced: boolean;
  /** `cell`: a small cell, which hangs where its antenna does. */
  kind: 'device' | 'source' | 'unit' | 'cell';
}

class DeviceReader {
  readonly found: RecordTable<BuiltDevice> = { rows: [], problems: [], doubts: [] };
  readonly #rowOf = new Map<string, RecordRow>();
  readonly #installed: ReadonlyMap<string, Installed>;
  /** Numbers of antennas, cables and baseband units: rows of other tables. */
  readonly #others: readonly string[];
  readonly #parts: readonly CatalogPart[];

  constructor(
    private readonly plan: Plan,
    catalogue: Catalogue,
  ) {
    const { sources = [], devices = [], cables = [], basebands = [], parts = [] } = plan.network ?? {};
    const all = [
      ...devices.map((device) => installedOf(device, 'device')),
      ...sources.map((source) => installedOf(source, 'source')),
      ...sources.flatMap((source) =>
        source.units.map(
          (unit): Installed => ({ ...installedOf(source, 'unit'), id: unit.id, part: unit.part }),
        ),
      ),
      ...smallCellAntennas(plan).map(
        ({ unit, antenna }): Installed => ({
          ...{ id: unit.id, part: unit.part, level: antenna.level, kind: 'cell', isPlaced: true },
          position: antennaLocation(antenna),
        }),
      ),
    ];
    this.#installed = new Map(all.map((each) => [each.id, each]));
    this.#others = [...plan.antennas, ...cables, ...basebands].map(({ id }) => id);
    this.#parts = [...new Map([...catalogue.parts, ...parts].map((part) => [part.id, part])).values()];
  }

  read(row: RecordRow): void {
    const text = row.cell('device') || row.cell('id');
    if (text === '') return;
    const ids = [...this.#installed.keys()];
    const single = matchId(text, ids);
    for (const each of single === undefined ? readIds(text) : [text]) this.#readOne(row, each);
  }

  #readOne(row: RecordRow, text: string): void {
    const { problems, doubts } = this.found;
    const ids = [...this.#installed.keys()];
    const id = matchId(text, ids);
    const words = row.cell('state') || row.cell('result');
    const stated = words === '' ? undefined : stateWords.find(([, known]) => known.test(words))?.[0];
    if (id === undefined) {
      if (matchId(text, this.#others) !== undefined) return;
      if (stated === 'added') {
        const added = cleanId(text);
        const other = this.#rowOf.get(added);
        if (other) {
          const found = say('built-device-twice', { id: added, other: other.at });
          problems.push({ at: row.at, found, expected: say('built-once') });
          return;
        }
        this.#rowOf.set(added, row);
        const built = this.#added(row, added);
        if (built) this.found.rows.push(built);
      } else {
        const found = say('built-unknown-device', { id: text });
        const expected = say('built-known-device', { list: ids.slice(0, 8).join(', ') });
        problems.push({ at: row.at, found, expected });
      }
      return;
    }
    const other = this.#rowOf.get(id);
    if (other) {
      const found = say('built-device-twice', { id, other: other.at });
      problems.push({ at: row.at, found, expected: say('built-once') });
      return;
    }
    this.#rowOf.set(id, row);
    if (faultWords.test(words))
      doubts.push({ at: row.at, text: say('built-state-fault', { id, text: words }) });
    else {
      const built = this.#device(row, this.#installed.get(id) as Installed, stated);
      if (built) this.found.rows.push(built);
    }
  }

  /** A device that the design does not have, with what the row says of it; what it is connected to the table of cables says. */
  #added(row: RecordRow, id: string): BuiltDevice | undefined {
    const { problems, doubts } = this.found;
    const note = row.cell('note');
    const text = row.cell('level');
    const { levels } = this.plan;
    const level =
      levels.find((each) => each.id === text || each.name === text) ??
      levels.find((each) => each.id === levelIdOf(text)) ??
      (text === '' && levels.length === 1 ? levels[0] : undefined);
    const read = readPosition(row, undefined);
    const isPoint = typeof read === 'object';
    if (read === 'bad' || (isPoint && level && !isOnFloor(level, read))) {
      const found = isPoint
        ? say('built-point', { x: read[0], y: read[1], level: level?.id ?? '' })
        : JSON.stringify(positionText(row));
      const expected = isPoint
        ? say('built-course-inside', { level: level?.id ?? '' })
        : say('built-position');
      problems.push({ at: row.at, found, expected });
      return undefined;
    }
    const partText = this.#partText(row);
    const [part] = ['device' as const, 'unit' as const]
      .flatMap((kind) => (partText === '' ? [] : this.#named(partText, kind, undefined)))
      .sort((a, b) => installedCny(a) - installedCny(b));
    doubts.push({
      at: row.at,
      text: part ? say('built-device-added', { id }) : say('built-added-part', { id, text: partText }),
    });
    return {
      ...{ id, state: 'added', origin: row.origin },
      ...(level ? { level: level.id } : {}),
      ...(isPoint && level ? { position: [read[0], read[1]] } : {}),
      ...(part ? { part: part.id } : {}),
      ...(note === '' ? {} : { note }),
    };
  }

  #device(
    row: RecordRow,
    designed: Installed,
    stated: (typeof stateWords)[number][0] | undefined,
  ): BuiltDevice | undefined {
    const { id } = designed;
    const note = row.cell('note');
    const rest = { origin: row.origin, ...(note === '' ? {} : { note }) };
    if (stated === 'not-installed') return { id, state: 'not-installed', ...rest };
    const location = this.#location(row, designed, stated);
    if (location === 'unread') return undefined;
    const part = this.#part(row, designed);
    if (part === 'unread') return undefined;
    const isSilent = stated === undefined && !location.isStated && !part.isStated;
    if (isSilent) {
      this.found.doubts.push({ at: row.at, text: say('built-says-nothing', { id }) });
      return undefined;
    }
    const { level, position, facility, isMoved } = location;
    return {
      ...{ id, state: part.part !== undefined ? 'replaced' : isMoved ? 'moved' : 'installed' },
      ...(level === undefined || level === designed.level ? {} : { level }),
      ...(position ? { position: [position[0], position[1]] } : {}),
      ...(facility === undefined ? {} : { facility }),
      ...(part.part === undefined ? {} : { part: part.part }),
      ...rest,
    };
  }

  /** The location that a row has; `unread` where something is said that nobody can draw. */
  #location(
    row: RecordRow,
    designed: Installed,
    stated: string | undefined,
  ): { level?: string; position?: Point; facility?: string; isMoved: boolean; isStated: boolean } | 'unread' {
    const { problems, doubts } = this.found;
    const { id } = designed;
    const level = this.#level(row, designed);
    if (!level) return 'unread';
    const room = this.#room(row, level);
    const read = room ? (room.position ?? 'words') : readPosition(row, designed.position);
    if (read === 'bad') {
      problems.push({
        at: row.at,
        found: JSON.stringify(positionText(row)),
        expected: say('built-position'),
      });
      return 'unread';
    }
    const note = row.cell('note');
    if (typeof read !== 'object') {
      const isMoved = stated === 'moved' || level.id !== designed.level || movedRemark.test(note);
      if (isMoved) doubts.push({ at: row.at, text: say('built-moved-nowhere', { id }) });
      else if (read === 'words') {
        doubts.push({ at: row.at, text: say('built-position-words', { id, text: positionText(row) }) });
      }
      return isMoved ? 'unread' : { isMoved: false, isStated: read === 'designed' };
    }
    if (designed.kind === 'unit') {
      doubts.push({ at: row.at, text: say('built-unit-position', { id }) });
      return { isMoved: false, isStated: false };
    }
    if (!isOnFloor(level, read)) {
      const found = say('built-point', { x: read[0], y: read[1], level: level.id });
      problems.push({ at: row.at, found, expected: say('built-course-inside', { level: level.id }) });
      return 'unread';
    }
    const { positionToleranceM } = planProfile(this.plan).installation;
    const farM = distance(read, designed.position);
    const isMoved = designed.isPlaced && (farM > positionToleranceM || level.id !== designed.level);
    if (stated === 'installed' && isMoved) {
      doubts.push({ at: row.at, text: say('built-installed-elsewhere', { id, distance: farM.toFixed(1) }) });
    }
    const facility = designed.kind === 'source' ? (room?.facility ?? roomAt(level, read)) : undefined;
    return {
      ...{ level: level.id, position: read, isMoved, isStated: true },
      ...(facility === undefined ? {} : { facility }),
    };
  }

  #level(row: RecordRow, designed: Installed): Level | undefined {
    const { levels } = this.plan;
    const text = row.cell('level');
    const wanted = text === '' ? designed.level : text;
    const known =
      levels.find(({ id, name }) => id === wanted || name === wanted) ??
      levels.find(({ id }) => id === levelIdOf(wanted));
    if (known) return known;
    const expected = say('one-of', { list: levels.map(({ id }) => id).join(', ') });
    this.found.problems.push({ at: row.at, found: JSON.stringify(text), expected });
    return undefined;
  }

  /** The equipment room that a cell names by its number. */
  #room(row: RecordRow, level: Level): { facility: string; position: Point | undefined } | undefined {
    const text = row.cell('position');
    const rooms = (level.facilities ?? []).filter(({ kind }) => facilityKindRow(kind).isSourceSite);
    const id = matchId(
      text,
      rooms.map((each) => each.id),
    );
    const room = rooms.find((each) => each.id === id);
    return room && { facility: room.id, position: room.position ?? room.path?.[0] };
  }

  /** The part that a row names, where it is another one than designed; `unread` where nobody knows its figures. */
  #part(row: RecordRow, designed: Installed): { part?: string; isStated: boolean } | 'unread' {
    const { id, kind } = designed;
    const text = this.#partText(row);
    if (text === '') return { isStated: false };
    const before = this.#parts.find((part) => part.id === designed.part);
    const named = this.#named(text, kind, before);
    if (named.length === 0) {
      this.found.doubts.push({ at: row.at, text: say('built-part-unknown', { id, text }) });
      return 'unread';
    }
    if (before && named.includes(before)) return { isStated: true };
    const [part] = [...named].sort((a, b) => installedCny(a) - installedCny(b));
    if (kind === 'device' && this.#isTooNarrow(row, id, part)) return 'unread';
    if (before && kind === 'device') this.#doubtOrder(row, id, before, part);
    return { part: part.id, isStated: true };
  }

  /** The words of a row on a part: its type and size, and its coupling with its unit. */
  #partText(row: RecordRow): string {
    const [coupling] = row.cells('coupling');
    const value =
      coupling && /^\s*\d+(?:[.,]\d+)?\s*$/.test(coupling.text) ? `${coupling.text}dB` : coupling?.text;
    return [row.cell('type'), row.cell('size'), value ?? ''].filter((each) => each !== '').join(' ');
  }

  /** Parts of the catalogue that a text means: by their number or name, else by kind and value. */
  #named(text: string, kind: Installed['kind'], before: CatalogPart | undefined): CatalogPart[] {
    const folded = (each: string | undefined) => each?.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
    const kinds: readonly CatalogPart['kind'][] = {
      device: ['splitter', 'coupler', 'attenuator', 'load'] as const,
      source: ['poi', 'hub'] as const,
      unit: ['radio-unit', 'repeater', 'shift-unit'] as const,
      cell: ['small-cell'] as const,
    }[kind];
    const fitting = this.#parts.filter((part) => kinds.includes(part.kind));
    const exact = fitting.filter(({ id, name, nameEn }) =>
      [id, name, nameEn].some((each) => each !== undefined && folded(each) === folded(text)),
    );
    if (exact.length > 0 || kind !== 'device') return exact;
    const read = readKind(text, '');
    // A value alone is that of the designed kind.
    const stated =
      read.kind === undefined && read.valueDb !== undefined && before
        ? { ...read, kind: before.kind as 'coupler' | 'attenuator' }
        : read;
    const isRated = (part: CatalogPart) =>
      part === before || this.plan.carriers.every(({ frequencyMhz }) => isRatedFor(part, frequencyMhz));
    return partsOfValue(fitting, stated).filter(isRated);
  }

  #branches(id: string): string[] {
    const { cables = [], devices = [], parts = [] } = this.plan.network ?? {};
    const loads = new Set(parts.flatMap((part) => (part.kind === 'load' ? [part.id] : [])));
    const isLoad = (node: string) => loads.has(String(devices.find((device) => device.id === node)?.part));
    return cables.filter(({ from, to }) => from.node === id && !isLoad(to.node)).map((cable) => cable.id);
  }

  #isTooNarrow(row: RecordRow, id: string, part: CatalogPart): boolean {
    const branches = this.#branches(id);
    const outputs = outputPorts(part).length;
    if (outputs >= branches.length) return false;
    const found = say('change-branches', { part: part.id, branches: branches.length, outputs });
    const expected = say('change-branches-expected', { list: branches.join(', ') });
    this.found.problems.push({ at: row.at, found, expected });
    return true;
  }

  /** Branches of a part whose outputs differ keep their order where nobody says which one hangs on which output. */
  #doubtOrder(row: RecordRow, id: string, before: CatalogPart, part: CatalogPart): void {
    const isUneven = (each: CatalogPart) => each.kind === 'coupler';
    if (isUneven(before) === isUneven(part) || this.#branches(id).length < 2) return;
    this.found.doubts.push({ at: row.at, text: say('built-order-assumed', { id, part: part.id }) });
  }
}

function installedOf(node: NetworkDevice | NetworkSource, kind: Installed['kind']): Installed {
  const { id, level, position } = node;
  const part = node.part as string | undefined;
  const isPlaced = !('positionAssumed' in node && node.positionAssumed === true);
  return { ...{ id, part, level, kind, isPlaced }, position: [position[0], position[1]] };
}

/** An equipment room is where its mark is, metres. */
const roomReachM = 3;

function roomAt({ facilities = [] }: Level, position: Point): string | undefined {
  const rooms = facilities.flatMap(({ id, kind, position: at, path }) => {
    const [x, y] = at ?? path?.[0] ?? [Number.NaN, Number.NaN];
    const farM = distance([x, y], position);
    return facilityKindRow(kind).isSourceSite && farM <= roomReachM ? [{ id, farM }] : [];
  });
  return rooms.sort((a, b) => a.farM - b.farM)[0]?.id;
}

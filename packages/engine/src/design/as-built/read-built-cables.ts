import {
  distance,
  InputError,
  type Point,
  requireList,
  requireObject,
  roundMm,
  say,
} from '../../core/index.ts';
import {
  antennaLocation,
  type BuiltAntenna,
  type BuiltCable,
  type BuiltDevice,
  type CatalogPart,
  isOnFloor,
  type NetworkCable,
  outputPorts,
  type Plan,
  pathLengthM,
  planProfile,
  requirePlan,
  sourcePorts,
} from '../../plan/index.ts';
import type { Catalogue } from '../network/catalogue/catalogue.ts';
import { defaultCatalogue } from '../network/catalogue/default-catalogue.ts';
import { readLength, readPort, readSize, unitM } from '../network/existing/tree-cells.ts';
import { designedPlan } from './designed-plan.ts';
import {
  matchId,
  type RecordCell,
  type RecordOptions,
  type RecordRow,
  type RecordTable,
  readRecordRows,
} from './record-table.ts';
import { leftOutRemark, type RecordColumn, retestMark, wholeSystem } from './record-vocabulary.ts';

/** Options of reading a record of cables. */
export interface BuiltCableOptions extends RecordOptions {
  /** Antennas as built: a cable is no shorter than the straight line between its ends. */
  antennas?: readonly BuiltAntenna[];
  /** Devices and sources as built. */
  devices?: readonly BuiltDevice[];
  /** Parts of cables that the design does not have. Default: the built-in catalogue. */
  catalogue?: Catalogue;
}

/**
 * Reads what a contractor says of a plan's feeders: number or both ends, kind and measured length; cables to antennas that were
 * added are added too.
 * @throws InputError with all rows that name no cable of the plan, name one twice, or are shorter than the straight line
 */
export async function readBuiltCables(
  bytes: Uint8Array,
  plan: Plan,
  options: BuiltCableOptions = {},
): Promise<Pick<RecordTable<BuiltCable>, 'rows' | 'doubts'>> {
  requirePlan(plan);
  requireObject('options', options);
  const { antennas = [], devices = [], catalogue = defaultCatalogue() } = options;
  requireList('antennas', antennas);
  requireList('devices', devices);
  const isHead = (roles: ReadonlySet<RecordColumn>) =>
    (roles.has('cable') || roles.has('id') || (roles.has('from') && roles.has('to'))) && roles.has('length');
  const expected = say('built-cable-head');
  const isApart = (roles: ReadonlySet<RecordColumn>) => isHead(roles) && !roles.has('vswr');
  // Lengths may stand beside readings, where no table has them alone.
  const rows = await readRecordRows(bytes, 'cables', isApart, expected, options).catch(() =>
    readRecordRows(bytes, 'cables', isHead, expected, options),
  );
  const reader = new CableReader(designedPlan(plan), { antennas, devices, catalogue });
  for (const row of rows) reader.read(row);
  const { rows: cables, problems, doubts } = reader.found;
  if (problems.length > 0) throw new InputError(problems);
  return { rows: cables, doubts };
}

const numberOf = (row: RecordRow) => row.cell('cable') || row.cell('id');

/** Two coordinates with a comma between them, in brackets or not. */
const coordinatePair = /(-?\d+(?:\.\d+)?)\s*[,，]\s*(-?\d+(?:\.\d+)?)/g;
/** Words that a course is another one than designed. */
const otherCourse = /改|变更|绕|另|移|不同|changed|rerouted|detour|instead|geändert/i;

/** Courses are drawn to the millimetre, tapes are read to the decimetre. */
const tapeM = 0.1;

class CableReader {
  readonly found: RecordTable<BuiltCable> = { rows: [], problems: [], doubts: [] };
  readonly #cables: readonly NetworkCable[];
  readonly #rowOf = new Map<string, RecordRow>();
  readonly #addedPorts = new Set<string>();
  readonly #parts: ReadonlyMap<string, CatalogPart>;
  private readonly antennas: readonly BuiltAntenna[];
  private readonly devices: ReadonlyMap<string, BuiltDevice>;
  private readonly catalogue: Catalogue;

  constructor(
    private readonly plan: Plan,
    { antennas, devices, catalogue }: Required<Omit<BuiltCableOptions, 'columns'>>,
  ) {
    this.antennas = antennas;
    this.devices = new Map(devices.map((device) => [device.id, device]));
    this.catalogue = catalogue;
    this.#cables = plan.network?.cables ?? [];
    this.#parts = new Map((plan.network?.parts ?? []).map((part) => [part.id, part]));
  }

  read(row: RecordRow): void {
    const { problems } = this.found;
    if (row.cell('length') === '' && row.texts.some((text) => wholeSystem.test(text))) return;
    const note = row.cell('note');
    if (row.cell('length') === '' && leftOutRemark.test(note)) {
      this.found.doubts.push({ at: row.at, text: say('tree-row-void', { id: this.#name(row), text: note }) });
      return;
    }
    const known = this.#known(row);
    const added = known === undefined ? this.#added(row) : undefined;
    if (known === 'refused' || added === 'refused') return;
    if (!known && !added) {
      const found = say('built-unknown-cable', { id: this.#name(row) });
      const list = this.#cables.slice(0, 6).map(({ id }) => id);
      problems.push({ at: row.at, found, expected: say('built-known-cable', { list: list.join(', ') }) });
      return;
    }
    const id = known?.id ?? this.#freeId(row.cell('cable') || row.cell('id'));
    const other = this.#rowOf.get(id);
    if (other && retestMark.test(numberOf(row))) this.#dropFirst(row, id);
    else if (other) {
      const found = say('built-cable-twice', { id, other: other.at });
      problems.push({ at: row.at, found, expected: say('built-once') });
      return;
    }
    this.#rowOf.set(id, row);
    const lengthM = this.#length(row, id);
    if (lengthM === 'refused') return;
    const ends = known ?? added!;
    if (lengthM !== undefined && this.#isTooShort(row, ends, lengthM)) return;
    const via = this.#via(row, id, { ends, lengthM });
    if (via === 'refused') return;
    const part = this.#part(row, id, known);
    this.found.rows.push({
      ...{ id, origin: row.origin },
      ...(lengthM === undefined ? {} : { lengthM }),
      ...(part === undefined ? {} : { part }),
      ...(via === undefined ? {} : { via }),
      ...(added ? { added } : {}),
      ...(note === '' ? {} : { note }),
    });
  }

  /** A cable that was measured again is as long as the last time. */
  #dropFirst(row: RecordRow, id: string): void {
    const first = this.found.rows.filter((each) => each.id === id);
    this.found.rows = this.found.rows.filter((each) => each.id !== id);
    const list = first.flatMap(({ lengthM }) => (lengthM === undefined ? [] : [`${lengthM} m`]));
    if (list.length > 0)
      this.found.doubts.push({ at: row.at, text: say('built-retest', { id, list: list.join(', ') }) });
  }

  #name(row: RecordRow): string {
    const ends = [row.cell('from'), row.cell('to')].filter((text) => text !== '').join(' → ');
    return [row.cell('cable') || row.cell('id'), ends].filter((text) => text !== '').join(' ');
  }

  /** The cable of the plan that a row names, by its number and its ends, which must not contradict each other. */
  #known(row: RecordRow): NetworkCable | undefined | 'refused' {
    const text = numberOf(row).replace(retestMark, '');
    const byId = this.#cables.find(
      ({ id }) =>
        id ===
        matchId(
          text,
          this.#cables.map((each) => each.id),
        ),
    );
    const [from, to] = [row.cell('from'), row.cell('to')].map((end) => this.#node(end));
    const byEnds = this.#cables.filter((cable) => cable.from.node === from && cable.to.node === to);
    if (byId && row.cell('from') !== '' && row.cell('to') !== '') {
      const { from: start, to: end } = byId;
      if (start.node === from && end.node === to) return byId;
      const found = say('built-other-ends', { id: byId.id, from: row.cell('from'), to: row.cell('to') });
      const expected = say('built-ends', { from: start.node, to: end.node });
      this.found.problems.push({ at: row.at, found, expected });
      return 'refused';
    }
    if (byId) return byId;
    if (byEnds.length !== 1) return undefined;
    if (text !== '') {
      this.found.doubts.push({
        at: row.at,
        text: say('built-cable-by-ends', { id: text, known: byEnds[0].id }),
      });
    }
    return byEnds[0];
  }

  #node(text: string): string | undefined {
    const { network, antennas } = this.plan;
    const nodes = [...(network?.sources ?? []), ...(network?.devices ?? []), ...antennas].map(({ id }) => id);
    return matchId(text, [...nodes, ...this.antennas.map(({ id }) => id)].filter(isFirst));
  }

  /** Ends of a cable from a part of the design to an antenna that was added. */
  #added(row: RecordRow): NonNullable<BuiltCable['added']> | undefined | 'refused' {
    const [from, to] = [this.#node(row.cell('from')), this.#node(row.cell('to'))];
    const isToAdded = this.antennas.some(({ id, state }) => id === to && state === 'added');
    if (from === undefined || to === undefined || !isToAdded) return undefined;
    const { network } = this.plan;
    const source = network?.sources?.find(({ id }) => id === from);
    const device = network?.devices?.find(({ id }) => id === from);
    const part = this.#parts.get(source?.part ?? device?.part ?? '');
    const ports = source ? sourcePorts(source, part) : part ? outputPorts(part) : [];
    const left = new Set(this.antennas.filter(({ state }) => state === 'not-installed').map(({ id }) => id));
    const used = new Set(
      this.#cables
        .filter((cable) => cable.from.node === from && !left.has(cable.to.node))
        .map((each) => each.from.port),
    );
    const free = ports.filter((port) => !used.has(port) && !this.#addedPorts.has(`${from} ${port}`));
    const stated = row.cell('port') === '' ? undefined : readPort(row.cell('port'));
    const port = stated === undefined ? free[0] : free.find((each) => each === stated);
    if (port === undefined) {
      const found = say('built-no-port', { id: from, to });
      this.found.problems.push({ at: row.at, found, expected: say('built-free-port') });
      return 'refused';
    }
    if (stated === undefined && free.length > 1) {
      this.found.doubts.push({ at: row.at, text: say('built-port-assumed', { id: from, port }) });
    }
    this.#addedPorts.add(`${from} ${port}`);
    return { from: { node: from, port }, to: { node: to, port: 'in' } };
  }

  #freeId(text: string): string {
    const taken = new Set([...this.#cables.map(({ id }) => id), ...this.#rowOf.keys()]);
    const wanted = text.normalize('NFKC').trim();
    if (wanted !== '' && !taken.has(wanted)) return wanted;
    for (let number = 1; ; number += 1) if (!taken.has(`X${number}`)) return `X${number}`;
  }

  #length(row: RecordRow, id: string): number | undefined | 'refused' {
    const cells = row.cells('length');
    const [cell] = cells;
    const read = readLength(cell?.text ?? '', cell?.column.unit, false);
    const metresOf = (each: RecordCell) => readLength(each.text, each.column.unit, false);
    const other = cells.find((each) => JSON.stringify(metresOf(each)) !== JSON.stringify(read));
    if (other) {
      const found = say('tree-lengths-differ', { one: cell.text, other: other.text });
      this.found.problems.push({ at: row.at, found, expected: say('built-one-length') });
      return 'refused';
    }
    if (read === 'missing') {
      this.found.doubts.push({ at: row.at, text: say('built-length-missing', { id }) });
      return undefined;
    }
    if (read === 'bad' || read.lengthM <= 0) {
      this.found.problems.push({
        at: row.at,
        found: JSON.stringify(cell?.text ?? ''),
        expected: say('tree-length'),
      });
      return 'refused';
    }
    if (read.isEstimate) {
      this.found.doubts.push({ at: row.at, text: say('tree-length-estimated', { text: cell.text }) });
    }
    return read.lengthM;
  }

  /** Corners of the course that a row states; undefined where it states none that could be drawn. */
  #via(
    row: RecordRow,
    id: string,
    { ends, lengthM }: { ends: Pick<NetworkCable, 'from' | 'to'>; lengthM: number | undefined },
  ): [number, number][] | undefined | 'refused' {
    const [cell] = row.cells('course');
    const text = cell?.text.normalize('NFKC') ?? '';
    const unit = unitM(cell?.column.unit) ?? 1;
    const via = [...text.matchAll(coordinatePair)].map(([, x, y]): [number, number] => [
      roundMm(Number(x) * unit),
      roundMm(Number(y) * unit),
    ]);
    const [a, b] = [this.#location(ends.from.node), this.#location(ends.to.node)];
    if (via.length === 0 || !a || !b || a.level !== b.level) {
      const isOther = via.length > 0 || otherCourse.test(text);
      if (isOther) this.found.doubts.push({ at: row.at, text: say('built-course-unread', { id, text }) });
      return undefined;
    }
    const level = this.plan.levels.find((each) => each.id === a.level);
    const outside = level && via.find((corner) => !isOnFloor(level, corner));
    if (level && outside) {
      const found = say('built-point', { x: outside[0], y: outside[1], level: level.id });
      this.found.problems.push({
        at: row.at,
        found,
        expected: say('built-course-inside', { level: level.id }),
      });
      return 'refused';
    }
    const courseM = pathLengthM([[...a.position], ...via, [...b.position]] as Point[]);
    if (lengthM === undefined || lengthM >= courseM - tapeM) return via;
    const found = say('built-course-longer', { length: lengthM, id });
    this.found.problems.push({
      at: row.at,
      found,
      expected: say('built-course-length', { course: courseM.toFixed(2) }),
    });
    return 'refused';
  }

  #isTooShort(row: RecordRow, ends: Pick<NetworkCable, 'from' | 'to'>, lengthM: number): boolean {
    const straightM = this.#straightM(ends);
    if (straightM === undefined || lengthM >= straightM - tapeM) return false;
    const { node: from } = ends.from;
    const { node: to } = ends.to;
    const found = say('built-too-short', { length: lengthM, from, to });
    const expected = say('built-straight', { straight: straightM.toFixed(2) });
    this.found.problems.push({ at: row.at, found, expected });
    return true;
  }

  /** The straight line between the ends of a cable, up to the other level too; undefined where an end is nowhere for certain. */
  #straightM({ from, to }: Pick<NetworkCable, 'from' | 'to'>): number | undefined {
    const [a, b] = [this.#location(from.node), this.#location(to.node)];
    if (!a || !b) return undefined;
    const heightM = (id: string) => this.plan.levels.find((level) => level.id === id)?.elevationM ?? 0;
    return Math.hypot(distance(a.position, b.position), heightM(a.level) - heightM(b.level));
  }

  #location(node: string): { level: string; position: Point } | undefined {
    const { network, antennas } = this.plan;
    const designed = antennas.find(({ id }) => id === node);
    const built = this.antennas.find(({ id }) => id === node);
    if (built?.state === 'not-installed') return undefined;
    const level = built?.level ?? designed?.level;
    const position = built?.position ?? (designed && antennaLocation(designed));
    if (level !== undefined && position) return { level, position };
    const device = network?.devices?.find(({ id }) => id === node);
    const source = network?.sources?.find(({ id }) => id === node);
    const row = this.devices.get(node);
    const where = device ?? source;
    if (where && row?.position) return { level: row.level ?? where.level, position: row.position };
    return device?.positionAssumed ? undefined : where;
  }

  /** The kind of cable that a row names; undefined where it is the designed one, or none that is known. */
  #part(row: RecordRow, id: string, known: NetworkCable | undefined): string | undefined {
    const text = `${row.cell('size')} ${row.cell('type')}`.trim();
    const size = readSize(text);
    const parts = [...this.#parts.values(), ...this.catalogue.parts].filter(({ kind }) => kind === 'cable');
    const designed = known && this.#parts.get(known.part);
    if (designed && designed.kind !== 'cable') return undefined;
    const found = size === undefined ? undefined : parts.find(({ name }) => readSize(name) === size);
    if (text !== '' && !found) {
      this.found.doubts.push({ at: row.at, text: say('built-size-unknown', { id, text }) });
    }
    if (found && designed && readSize(designed.name) === size) return undefined;
    if (!found && !known) return parts[0]?.id;
    return found?.id;
  }
}

/** How far a cable's length may be off before it counts as another course. */
export function isOtherLength(plan: Plan, designedM: number, builtM: number): boolean {
  const { lengthToleranceRatio } = planProfile(plan).installation;
  return Math.abs(builtM - designedM) > Math.max(lengthToleranceRatio * designedM, tapeM);
}

function isFirst(id: string, index: number, ids: readonly string[]): boolean {
  return ids.indexOf(id) === index;
}

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
  basebandPorts,
  type CatalogPart,
  feederPaths,
  inputPort,
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
import { type BuiltDevices, builtDevices, isSender } from './built-devices.ts';
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
  reader.connect();
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

type Ends = Pick<NetworkCable, 'from' | 'to'>;

/** A row that is a cable of the record alone, with the output that it states. */
interface PendingCable {
  row: RecordRow;
  id: string;
  from: string;
  to: string;
  port?: string;
}

/** An end with its output in brackets or behind a blank; undefined where a text has none. */
function endWithPort(text: string): { node: string; port: string } | undefined {
  const plain = text.normalize('NFKC').trim();
  const [, node, inner, outer] = /^(.+?)\s*(?:[([（【]\s*([^)\]]+?)\s*[)\]]|\s(\S+))$/.exec(plain) ?? [];
  const port = inner ?? outer;
  const read = port === undefined ? undefined : readPort(port);
  return node === undefined || port === undefined || read === undefined || read === 'bad'
    ? undefined
    : { node, port };
}

class CableReader {
  readonly found: RecordTable<BuiltCable> = { rows: [], problems: [], doubts: [] };
  readonly #cables: readonly NetworkCable[];
  readonly #rowOf = new Map<string, RecordRow>();
  readonly #pending: PendingCable[] = [];
  /** Devices that the design does not have, of known parts or not. */
  readonly #added: ReadonlyMap<string, CatalogPart | undefined>;
  readonly #built: BuiltDevices;
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
    const listed = new Map([...catalogue.parts, ...this.#parts.values()].map((part) => [part.id, part]));
    this.#added = new Map(
      devices.filter(({ state }) => state === 'added').map(({ id, part }) => [id, listed.get(part ?? '')]),
    );
    this.#built = builtDevices(plan, devices, { parts: catalogue.parts });
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
    if (known === 'refused') return;
    if (!known) {
      if (this.#isPending(row)) return;
      const found = say('built-unknown-cable', { id: this.#name(row) });
      const list = this.#cables.slice(0, 6).map(({ id }) => id);
      problems.push({ at: row.at, found, expected: say('built-known-cable', { list: list.join(', ') }) });
      return;
    }
    const other = this.#rowOf.get(known.id);
    if (other && retestMark.test(numberOf(row))) this.#dropFirst(row, known.id);
    else if (other) {
      const found = say('built-cable-twice', { id: known.id, other: other.at });
      problems.push({ at: row.at, found, expected: say('built-once') });
      return;
    }
    this.#rowOf.set(known.id, row);
    this.#record(row, known.id, { ends: known, known });
  }

  /** Adds a row with its length, course and kind. */
  #record(
    row: RecordRow,
    id: string,
    { ends, known, added }: { ends: Ends; known?: NetworkCable; added?: BuiltCable['added'] },
  ): void {
    const note = row.cell('note');
    const lengthM = this.#length(row, id);
    if (lengthM === 'refused') return;
    if (lengthM !== undefined && this.#isTooShort(row, ends, lengthM)) return;
    const via = this.#via(row, id, { ends, lengthM });
    if (via === 'refused') return;
    const isFibre = (this.plan.network?.basebands ?? []).some((each) => each.id === ends.from.node);
    const part = isFibre && !known ? this.#fibre() : this.#part(row, id, known);
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
      // A cable into which something was cut in has its number still, and another end.
      if ([from, to].some((node) => node !== undefined && this.#added.has(node))) return undefined;
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
    const { sources = [], devices = [], basebands = [] } = network ?? {};
    const nodes = [...sources, ...devices, ...basebands, ...antennas, ...this.antennas].map(({ id }) => id);
    const ids = [...nodes, ...this.#added.keys()].filter(isFirst);
    // An output may stand behind the number of what it is of: `T9(耦合)`.
    return matchId(text, ids) ?? matchId(endWithPort(text)?.node ?? '', ids);
  }

  /** Retains a row between ends of which the design or the record has both: a cable that the design does not have. */
  #isPending(row: RecordRow): boolean {
    const [from, to] = [this.#node(row.cell('from')), this.#node(row.cell('to'))];
    if (from === undefined || to === undefined) return false;
    const isAntennaAdded = this.antennas.some(({ id, state }) => id === to && state === 'added');
    if (!isAntennaAdded && !this.#added.has(from) && !this.#added.has(to)) return false;
    const text = row.cell('port') || (endWithPort(row.cell('from'))?.port ?? '');
    const port = text === '' ? undefined : readPort(text);
    const [byId] = this.#cables.filter(({ id }) => id === matchId(numberOf(row), [id]));
    const id = byId && !this.#rowOf.has(byId.id) ? byId.id : this.#freeId(numberOf(row));
    this.#rowOf.set(id, row);
    this.#pending.push({ ...{ row, id, from, to }, ...(port === undefined ? {} : { port }) });
    return true;
  }

  /** Connects what was added, output by output; what the rows do not say is named and not connected. */
  connect(): void {
    let rows = this.#pending;
    for (;;) {
      const { ports, unsaid } = this.#ports(rows);
      if (unsaid.size === 0) {
        for (const each of rows) this.#connectRow(each, ports.get(each), rows);
        return;
      }
      // A device that is not certain is not computed, with any of its cables.
      const open = new Set(unsaid.values());
      const openOf = (each: PendingCable) =>
        unsaid.get(each) ?? [each.from, each.to].find((node) => this.#added.has(node) && open.has(node));
      const isOpen = (each: PendingCable) => openOf(each) !== undefined;
      for (const each of rows.filter(isOpen)) {
        const { row, id, from, to } = each;
        this.#rowOf.delete(id);
        this.found.doubts.push({
          at: row.at,
          text: say('built-branch-unsaid', { id: openOf(each) ?? from, from, to }),
        });
      }
      rows = rows.filter((each) => !isOpen(each));
    }
  }

  /** The output that each row begins at, and rows of which nobody says it, with the device that is not certain. */
  #ports(rows: readonly PendingCable[]): {
    ports: ReadonlyMap<PendingCable, string>;
    unsaid: ReadonlyMap<PendingCable, string>;
  } {
    const ports = new Map<PendingCable, string>();
    const unsaid = new Map(
      rows.flatMap((each) => {
        const node = this.#uncertain(each, rows);
        return node === undefined ? [] : [[each, node] as const];
      }),
    );
    const taken = this.#takenPorts(rows);
    const stated = rows.filter(({ port }) => port !== undefined);
    for (const each of [...stated, ...rows.filter(({ port }) => port === undefined)]) {
      if (unsaid.has(each)) continue;
      const { from, id } = each;
      const free = this.#outputs(from).filter((port) => !taken.has(`${from} ${port}`));
      const before = this.#cables.find((cable) => cable.id === id && cable.from.node === from);
      const designed = before && this.#built.portOf(before.from);
      const wanted = each.port ?? (designed !== undefined && free.includes(designed) ? designed : undefined);
      const isUneven = this.#partOf(from)?.kind === 'coupler' && free.length > 1;
      const port = wanted === undefined ? (isUneven ? undefined : free[0]) : this.#portAs(wanted, free);
      if (port !== undefined) {
        ports.set(each, port);
        taken.add(`${from} ${port}`);
      } else if (wanted === undefined && isUneven) unsaid.set(each, from);
    }
    return { ports, unsaid };
  }

  /** A free output that a row names; the only output of a part is that which has no number. */
  #portAs(wanted: string, free: readonly string[]): string | undefined {
    if (free.includes(wanted)) return wanted;
    return wanted === 'out' && free.length === 1 ? free[0] : undefined;
  }

  /** The end of a row that is of no known part, takes two feeders, or that nobody says how it is fed; undefined where there is none. */
  #uncertain({ from, to }: PendingCable, rows: readonly PendingCable[]): string | undefined {
    const unknown = [from, to].find((node) => this.#added.has(node) && this.#added.get(node) === undefined);
    if (unknown !== undefined) return unknown;
    const antenna = this.plan.antennas.find(({ id }) => id === to);
    if (antenna && feederPaths(antenna) > 1) return to;
    const seen = new Set<string>();
    for (let node = from; this.#added.has(node); ) {
      const part = this.#added.get(node);
      if (part && isSender(part)) return undefined;
      const feeder = rows.find((each) => each.to === node);
      if (!feeder || seen.has(node)) return from;
      seen.add(node);
      node = feeder.from;
    }
    return undefined;
  }

  /** Outputs, with what they are of, that cables of the design use which the rows leave there. */
  #takenPorts(rows: readonly PendingCable[]): Set<string> {
    const left = new Set(this.antennas.filter(({ state }) => state === 'not-installed').map(({ id }) => id));
    const replaced = new Set(rows.flatMap(({ id, to }) => [id, this.#inputKey(to)]));
    return new Set(
      this.#cables.flatMap((cable) => {
        const { from, to } = cable;
        const isGone = left.has(to.node) || this.#built.gone.has(to.node) || this.#built.gone.has(from.node);
        if (isGone || replaced.has(cable.id) || replaced.has(`${to.node} ${to.port}`)) return [];
        return [`${from.node} ${this.#built.portOf(from)}`];
      }),
    );
  }

  #inputKey(to: string): string {
    const part = this.#added.get(to);
    return `${to} ${part && isSender(part) ? 'fibre1' : inputPort}`;
  }

  #partOf(node: string): CatalogPart | undefined {
    const { sources, devices } = this.#built;
    const part = devices.find(({ id }) => id === node)?.part ?? sources.find(({ id }) => id === node)?.part;
    const known = [...this.#parts.values(), ...this.catalogue.parts].find(({ id }) => id === part);
    return this.#added.get(node) ?? known;
  }

  /** Outputs of a part as it was built; none of a hub, whose small cells have no feeders. */
  #outputs(node: string): string[] {
    const part = this.#partOf(node);
    const added = this.#added.get(node);
    if (added && isSender(added)) return ['out1'];
    const source = this.plan.network?.sources?.find(({ id }) => id === node);
    if (source) return part?.kind === 'hub' ? [] : sourcePorts(source, part);
    const baseband = this.plan.network?.basebands?.find(({ id }) => id === node);
    if (baseband) return basebandPorts(this.#parts.get(baseband.part));
    return part ? outputPorts(part) : [];
  }

  #connectRow(each: PendingCable, port: string | undefined, rows: readonly PendingCable[]): void {
    const { row, id, from, to } = each;
    const { problems, doubts } = this.found;
    const input = this.#inputKey(to);
    const measured = this.#cables.find(
      (cable) => `${cable.to.node} ${cable.to.port}` === input && cable.id !== id && this.#isRecorded(cable),
    );
    const other = rows.find((one) => one !== each && one.to === to);
    if (measured || (other && rows.indexOf(other) < rows.indexOf(each))) {
      const found = say('built-fed-twice', { id: to, other: (measured ?? other)?.id ?? '' });
      problems.push({ at: row.at, found, expected: say('built-fed-once') });
      return;
    }
    if (port === undefined) {
      const found = say('built-no-port', { id: from, to });
      problems.push({ at: row.at, found, expected: say('built-free-port') });
      return;
    }
    if (each.port === undefined && this.#outputs(from).length > 1 && !this.#isForced(each, rows))
      doubts.push({ at: row.at, text: say('built-port-assumed', { id: from, port }) });
    const added = { from: { node: from, port }, to: { node: to, port: input.slice(to.length + 1) } };
    this.#record(row, id, { ends: added, added });
  }

  /** True of a row that no other output was free for. */
  #isForced({ from }: PendingCable, rows: readonly PendingCable[]): boolean {
    const taken = this.#takenPorts(rows);
    const open = this.#outputs(from).filter((port) => !taken.has(`${from} ${port}`));
    return open.length <= rows.filter((each) => each.from === from && each.port !== undefined).length + 1;
  }

  #isRecorded({ id }: NetworkCable): boolean {
    return this.found.rows.some((row) => row.id === id && row.added === undefined);
  }

  #fibre(): string | undefined {
    return [...this.#parts.values(), ...this.catalogue.parts].find(({ kind }) => kind === 'fibre')?.id;
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
    const added = this.#added.has(node) ? row : undefined;
    if (added)
      return added.level && added.position ? { level: added.level, position: added.position } : undefined;
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
    if (found || known) return found?.id;
    if (text === '' && parts[0]) {
      const part = parts[0].id;
      this.found.doubts.push({ at: row.at, text: say('built-cable-assumed', { id, part }) });
    }
    return parts[0]?.id;
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

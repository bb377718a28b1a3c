import { distance, InputError, type Point, requireObject, roundMm, say } from '../../core/index.ts';
import {
  type Antenna,
  antennaLocation,
  type BuiltAntenna,
  type BuiltState,
  isOnFloor,
  type Level,
  levelIdOf,
  type Plan,
  planProfile,
  requirePlan,
} from '../../plan/index.ts';
import { readDecimal, readIds, readKind, unitM } from '../network/existing/tree-cells.ts';
import { designedPlan } from './designed-plan.ts';
import {
  foldedId,
  matchId,
  type RecordHead,
  type RecordOptions,
  type RecordRow,
  type RecordTable,
  type RecordText,
  readRecordRows,
  shortId,
  unreadDoubts,
} from './record-table.ts';
import {
  addedRemark,
  asDesignedWords,
  axisLocation,
  compassMoves,
  distanceFromAntenna,
  faultWords,
  leftOutRemark,
  movedRemark,
  namedCoordinates,
  namedHeight,
  noDeviation,
  northFirst,
  pairCoordinates,
  pointsElsewhere,
  positionSounds,
  stateWords,
  staysWords,
  underBeam,
  unsignedWords,
} from './record-vocabulary.ts';

/**
 * Reads what a contractor says of a plan's antennas: number, where each hangs now, whether it was installed, moved, added or left
 * out. What contradicts the plan is refused row by row, what is not known is doubted.
 * @throws InputError with all rows that name no antenna of the plan, name one twice, or lie beside the garage
 */
export async function readBuiltAntennas(
  bytes: Uint8Array,
  plan: Plan,
  options: RecordOptions = {},
): Promise<Pick<RecordTable<BuiltAntenna>, 'rows' | 'doubts'>> {
  requirePlan(plan);
  const rows = await readRecordRows(
    bytes,
    'antennas',
    (roles) =>
      (roles.has('antenna') || roles.has('id') || roles.has('device')) &&
      (roles.has('state') ||
        roles.has('position') ||
        (roles.has('x') && roles.has('y')) ||
        roles.has('deviation') ||
        roles.has('axis') ||
        (roles.has('offsetX') && roles.has('offsetY'))) &&
      !roles.has('from') &&
      (!roles.has('vswr') || (roles.has('x') && roles.has('y'))),
    say('built-antenna-head'),
    options,
  );
  const reader = new AntennaReader(designedPlan(plan));
  for (const row of rows) reader.read(row);
  reader.readAdded(rows[0]?.around.texts ?? []);
  const { rows: antennas, problems, doubts } = reader.finish();
  if (problems.length > 0) throw new InputError(problems);
  return { rows: antennas, doubts };
}

/** A position as a row has it: as designed, in metres, or something that is neither. */
type ReadPosition = Point | 'designed' | 'missing' | 'words' | 'bad';

class AntennaReader {
  readonly #found: RecordTable<BuiltAntenna> = { rows: [], problems: [], doubts: [] };
  readonly #rowOf = new Map<string, RecordRow>();
  readonly #designed: ReadonlyMap<string, Antenna>;
  readonly #toleranceM: number;

  constructor(private readonly plan: Plan) {
    requireObject('plan', plan, ['antennas']);
    this.#designed = new Map(plan.antennas.map((antenna) => [antenna.id, antenna]));
    this.#toleranceM = planProfile(plan).installation.positionToleranceM;
  }

  read(row: RecordRow): void {
    const { problems, doubts } = this.#found;
    const text = row.cell('antenna') || row.cell('id') || row.cell('device');
    if (this.#isOther(text)) return;
    if (text === '') {
      doubts.push({ at: row.at, text: say('built-no-id') });
      return;
    }
    const ids = readIds(text);
    const isRange = ids.length > 1 && matchId(text, [...this.#designed.keys()]) === undefined;
    if (isRange && typeof readPosition(row, undefined) === 'object') {
      problems.push({ at: row.at, found: JSON.stringify(text), expected: say('built-once') });
      return;
    }
    for (const each of isRange ? ids : [text]) this.#readOne(row, each);
  }

  /** True of the numbers of devices and sources, which other readers read. */
  #isOther(text: string): boolean {
    const { devices = [], sources = [] } = this.plan.network ?? {};
    const ids = [...devices, ...sources, ...sources.flatMap(({ units }) => units)].map(({ id }) => id);
    return (
      text !== '' &&
      matchId(text, ids) !== undefined &&
      matchId(text, [...this.#designed.keys()]) === undefined
    );
  }

  #readOne(row: RecordRow, text: string): void {
    const { problems, doubts } = this.#found;
    // A result beside readings is theirs.
    const isOfReading = row.columns.some(({ role }) => role === 'vswr');
    const words = row.cell('state') || (isOfReading ? '' : row.cell('result'));
    const ids = [...this.#designed.keys()];
    const short = matchId(text, ids) === undefined ? shortId(text, ids) : undefined;
    if (short !== undefined) doubts.push({ at: row.at, text: say('built-short-id', { text, id: short }) });
    const id = matchId(text, ids) ?? short;
    const told = this.#told(row.around.texts, id ?? text);
    const stated =
      (told?.state === 'not-installed' && !hasMeasured(row) ? told.state : undefined) ??
      (words === '' ? statedByRemark(row) : stateWords.find(([, known]) => known.test(words))?.[0]);
    if (id === undefined && stated !== 'added') {
      problems.push({
        at: row.at,
        found: say('built-unknown-antenna', { id: text }),
        expected: this.#near(text),
      });
      return;
    }
    const key = id ?? text.normalize('NFKC').trim();
    const other = this.#rowOf.get(key);
    if (other) {
      const found = say('built-antenna-twice', { id: key, other: other.at });
      problems.push({ at: row.at, found, expected: say('built-once') });
      return;
    }
    this.#rowOf.set(key, row);
    doubts.push(...unreadDoubts(row, key, positionSounds));
    if (faultWords.test(words)) {
      doubts.push({ at: row.at, text: say('built-state-fault', { id: key, text: words }) });
      return;
    }
    if (words !== '' && stated === undefined) {
      doubts.push({ at: row.at, text: say('built-state-unread', { id: key, text: words }) });
    }
    const built = this.#antenna(row, key, stated);
    if (built) this.#found.rows.push(built);
  }

  #near(text: string) {
    const digits = /\d+/.exec(foldedId(text))?.[0];
    const ids = [...this.#designed.keys()];
    const alike = ids.filter((id) => digits !== undefined && foldedId(id).includes(digits)).slice(0, 5);
    return say('built-known-antenna', { list: (alike.length > 0 ? alike : ids.slice(0, 5)).join(', ') });
  }

  #antenna(row: RecordRow, id: string, stated: BuiltState | undefined): BuiltAntenna | undefined {
    const { problems, doubts } = this.#found;
    const designed = this.#designed.get(id);
    const level = this.#level(row, designed);
    if (!level) return undefined;
    const start = this.#start(row, id, designed);
    const change = stated === 'not-installed' ? undefined : this.#change(row, id, start);
    if (change === 'unread') return undefined;
    const written = change?.position ?? this.#byDeviation(row, id, start) ?? readPosition(row, start);
    const isUnplaced = written === 'missing' || (written === 'words' && stated === 'added');
    const position = isUnplaced ? (this.#byOffset(row, id, { start, stated }) ?? written) : written;
    if (position === 'bad') {
      const found = JSON.stringify(positionText(row));
      problems.push({ at: row.at, found, expected: say('built-position') });
      return undefined;
    }
    if (position === 'words') {
      doubts.push({ at: row.at, text: say('built-position-words', { id, text: positionText(row) }) });
    }
    const isPoint = typeof position === 'object';
    if (isPoint && stated !== 'not-installed' && !isOnFloor(level, position)) {
      problems.push({ at: row.at, found: pointPhrase(position, level.id), expected: this.#inside(level) });
      return undefined;
    }
    const height = change?.heightM ?? this.#height(row, id, level);
    if (height === 'bad') return undefined;
    const isListed = stated === 'added' && designed !== undefined;
    if (isListed) doubts.push({ at: row.at, text: say('built-added-designed', { id }) });
    const state = this.#state({ row, id, stated: isListed ? undefined : stated, position, designed, level });
    if (state === undefined) return undefined;
    const isHung = state !== 'not-installed';
    const note = row.cell('note');
    if (state === 'installed' && !isPoint && movedRemark.test(note)) {
      doubts.push({ at: row.at, text: say('built-note-moves', { id, text: note }) });
      return undefined;
    }
    if (state === 'added' && !isPoint) {
      doubts.push({ at: row.at, text: say('built-nowhere', { id }) });
      return undefined;
    }
    return {
      ...{ id, state, origin: row.origin },
      ...(isHung && (!designed || level.id !== designed.level) ? { level: level.id } : {}),
      ...(isHung && isPoint ? { position: [position[0], position[1]] } : {}),
      ...(isHung && height !== undefined ? { heightM: height } : {}),
      ...(state === 'added' ? { type: this.#type(row, id) } : {}),
      ...(note === '' ? {} : { note }),
    };
  }

  /** Location that a row moves an antenna from: where its own columns have the design, which the plan has to have too. */
  #start(row: RecordRow, id: string, designed: Antenna | undefined): Point | undefined {
    const planned = designed && antennaLocation(designed);
    const byAxes = axesLocation(row);
    const [x, y] = [row.cells('designX')[0], row.cells('designY')[0]].map((cell, at) =>
      cell ? coordinate(cell.text, cell.column) : byAxes?.[at],
    );
    if (x === undefined || y === undefined || !planned) return planned;
    const farM = distance(planned, [x, y]);
    if (farM <= this.#toleranceM) return planned;
    this.#found.doubts.push({
      at: row.at,
      text: say('built-design-differs', { id, distance: farM.toFixed(1) }),
    });
    return [x, y];
  }

  /** Statements on an antenna in texts that stand alone, on any sheet: that it was left out, stays, or where it hangs now. */
  #told(
    texts: readonly RecordText[],
    id: string,
  ): { state?: BuiltState; isAsDesigned: boolean; text: string; source: RecordText } | undefined {
    for (const source of texts) {
      const text = ofAntenna(source.text.normalize('NFKC'), id);
      const isNamed = foldedId(source.text).includes(foldedId(id)) && text !== source.text.normalize('NFKC');
      if (!isNamed) continue;
      const sentence = text.split(/[。;；\n]/)[0];
      const isAsDesigned = staysWords.test(sentence);
      const isAdded = addedRemark.test(source.text.slice(0, source.text.length - text.length));
      const state = leftOutRemark.test(sentence) && !isAsDesigned ? ('not-installed' as const) : undefined;
      return { ...(state && !isAdded ? { state } : {}), isAsDesigned, text: sentence, source };
    }
    return undefined;
  }

  /** Location by how far a row says in words that an antenna hangs from the design, or by the text that it points to. */
  #byDeviation(row: RecordRow, id: string, start: Point | undefined): ReadPosition | undefined {
    const hasAxes = axesLocation(row) !== undefined;
    const [cell] = row.cells('deviation');
    const hasColumn = row.columns.some(({ role }) => role === 'deviation');
    if (!hasColumn && !hasAxes) return undefined;
    const text = cell?.text.normalize('NFKC') ?? '';
    const told = this.#told(row.around.texts, id);
    const doubt = (phrase: ReturnType<typeof say>) => this.#found.doubts.push({ at: row.at, text: phrase });
    const begin = start ?? axesLocation(row);
    if (!hasColumn && begin) {
      const [dx = 0, dy = 0] = (['offsetX', 'offsetY'] as const).map((role) => {
        const [offset] = row.cells(role);
        return offset ? coordinate(offset.text, offset.column) : 0;
      });
      return [roundMm(begin[0] + dx), roundMm(begin[1] + dy)];
    }
    if (noDeviation.test(text) || (told?.isAsDesigned && !/\d/.test(text))) return start ?? 'designed';
    const stated = /\d/.test(text) ? readChange(text, '', start) : undefined;
    if (stated?.position) return stated.position;
    const change = told && readChange(told.text, '', start);
    if (told && change?.position) {
      doubt(say('built-told', { id, text: told.text.slice(0, 80) }));
      return change.position;
    }
    if (pointsElsewhere.test(text)) doubt(say('built-reference-unread', { id, text }));
    return text === '' || /^[-–—/]+$/.test(text) ? undefined : 'words';
  }

  /** Antennas that a text alone says were added, with where they hang. */
  readAdded(texts: readonly RecordText[]): void {
    const shapes = new Set([...this.#designed.keys()].map((id) => escaped(id).replace(/\d+/g, '\\d+')));
    for (const { text: given, at, origin } of texts) {
      const text = given.normalize('NFKC');
      if (!addedRemark.test(text)) continue;
      for (const shape of shapes) {
        const [id] = new RegExp(shape).exec(text) ?? [];
        const isKnown = id === undefined || this.#designed.has(id) || this.#rowOf.has(id);
        const change = isKnown ? undefined : readChange(text, id, undefined);
        if (isKnown || !change?.position) continue;
        const { levels } = this.plan;
        const named = levels.find((level) => level.id === levelIdOf(id));
        const level = named ?? (levels.length === 1 ? levels[0] : undefined);
        const [x, y] = change.position;
        this.#found.doubts.push({ at, text: say('built-told', { id, text: text.slice(0, 80) }) });
        if (!level || !isOnFloor(level, [x, y])) continue;
        this.#found.doubts.push({ at, text: say('built-type-assumed', { id }) });
        this.#found.rows.push({
          ...{ id, state: 'added', origin, level: level.id, position: [x, y], type: 'ceiling-omni' },
          ...(change.heightM === undefined ? {} : { heightM: change.heightM }),
        });
      }
    }
  }

  /** Location by how far an antenna hangs from the design: in columns, or in the remark of one that was moved, which is doubted. */
  #byOffset(
    row: RecordRow,
    id: string,
    { start, stated }: { start: Point | undefined; stated: BuiltState | undefined },
  ): Point | undefined {
    const [dx, dy] = [row.cells('offsetX')[0], row.cells('offsetY')[0]].map((cell) =>
      cell ? coordinate(cell.text, cell.column) : undefined,
    );
    if (stated === 'added') return this.#fromOther(row, id);
    if (start && dx !== undefined && dy !== undefined)
      return [roundMm(start[0] + dx), roundMm(start[1] + dy)];
    if (stated !== 'moved') return undefined;
    const note = row.cell('note');
    const change = readChange(note, id, start);
    if (!change?.position) return undefined;
    this.#found.doubts.push({ at: row.at, text: say('built-remark-moves', { id, text: note }) });
    return change.position;
  }

  /** Location of an added antenna that a remark or a cell in words has: its coordinates, or how far it hangs from another antenna. */
  #fromOther(row: RecordRow, id: string): Point | undefined {
    const texts = [...row.cells('position'), ...row.cells('note')].map((cell) => cell.text.normalize('NFKC'));
    for (const text of texts) {
      const named = namedCoordinates.exec(text);
      if (named) return [Number(named[1]), Number(named[2])];
      const [, other, direction = '', far = '', unit] = distanceFromAntenna.exec(text) ?? [];
      const key = other === undefined ? undefined : matchId(other, [...this.#designed.keys()]);
      const antenna = key === undefined ? undefined : this.#designed.get(key);
      if (!antenna) continue;
      this.#found.doubts.push({ at: row.at, text: say('built-remark-moves', { id, text }) });
      const [x, y] = antennaLocation(antenna);
      const stepM = metres(far, unit);
      if (/[东西]/.test(direction)) return [roundMm(x + (/东/.test(direction) ? stepM : -stepM)), y];
      return [x, roundMm(y + (/北/.test(direction) ? stepM : -stepM))];
    }
    return undefined;
  }

  /** Reads the change order that a row refers to for an antenna; `unread` where nobody can tell where it hangs now. */
  #change(
    row: RecordRow,
    id: string,
    start: Point | undefined,
  ): { position?: Point; heightM?: number } | undefined | 'unread' {
    const cells = (['x', 'y', 'position', 'height'] as const).flatMap((role) => row.cells(role));
    const referring = cells.map(({ text }) => text).find((text) => readReference.test(text));
    if (referring === undefined) return undefined;
    const doubt = (text: ReturnType<typeof say>) => this.#found.doubts.push({ at: row.at, text });
    const order = row.referred(referring);
    const text = order?.cells.find((cell) => foldedId(cell).includes(foldedId(id)));
    if (!order || text === undefined) {
      doubt(say('built-reference-unread', { id, text: referring }));
      return 'unread';
    }
    if (order.cells.some((cell) => unsignedWords.test(cell))) {
      doubt(say('built-change-unsigned', { id, change: order.id }));
    }
    const change = readChange(text, id, start);
    if (!change) {
      doubt(say('built-reference-unread', { id, text: `${order.id}: ${text}` }));
      return 'unread';
    }
    const isByCompass = row.columns.some(({ isCompass }) => isCompass);
    if (change.isMove && !isByCompass) doubt(say('built-compass-assumed', { id, change: order.id }));
    const { isMove: _, ...found } = change;
    return found;
  }

  #type(row: RecordRow, id: string): string {
    const type = readKind(row.cell('type'), id).antennaType;
    if (type === 'directional' || type === undefined) {
      // Nobody says where it points: as an omnidirectional one it reaches about as far as its gain.
      this.#found.doubts.push({ at: row.at, text: say('built-type-assumed', { id }) });
    }
    return 'ceiling-omni';
  }

  #level(row: RecordRow, designed: Antenna | undefined): Level | undefined {
    const { levels } = this.plan;
    const text = row.cell('level');
    const byId = (id: string | undefined) => levels.find((level) => level.id === id);
    const named =
      byId(text) ?? levels.find(({ name }) => name === text && text !== '') ?? byId(levelIdOf(text));
    if (text === '') return byId(designed?.level) ?? (levels.length === 1 ? levels[0] : this.#noLevel(row));
    if (named) return named;
    const expected = say('one-of', { list: levels.map(({ id }) => id).join(', ') });
    this.#found.problems.push({ at: row.at, found: JSON.stringify(text), expected });
    return undefined;
  }

  #noLevel(row: RecordRow): undefined {
    const list = this.plan.levels.map(({ id }) => id).join(', ');
    this.#found.problems.push({
      at: row.at,
      found: say('built-no-level'),
      expected: say('one-of', { list }),
    });
    return undefined;
  }

  /** Metres over the floor; numbers that no room is high are millimetres. */
  #height(row: RecordRow, id: string, level: Level): number | undefined | 'bad' {
    const [cell] = row.cells('height');
    const text = cell?.text.normalize('NFKC') ?? '';
    const beam = underBeam.exec(text);
    const stated = beam ? String(roundMm(Number(beam[2]) - Number(beam[1]))) : heightIn(text);
    const value = readDecimal(stated.replace(/\s*(mm|cm|m|米|毫米|厘米)$/i, ''), false);
    if (!cell || value === undefined) {
      const isUnread = /\d/.test(text) && !readReference.test(text);
      if (isUnread) this.#found.doubts.push({ at: row.at, text: say('built-height-words', { id, text }) });
      return undefined;
    }
    const unit = unitM(/(mm|cm|m|米|毫米|厘米)$/i.exec(stated)?.[1]) ?? unitM(cell.column.unit);
    // Without a unit, or with that of the other columns, no room is so many metres high.
    const isMetres = unit === undefined || unit === 1;
    const heightM = value * (isMetres && value > 1000 ? 0.001 : isMetres && value > 100 ? 0.01 : (unit ?? 1));
    if (heightM < lowestM || (isMetres && value > 100 && value <= 1000))
      this.#found.doubts.push({
        at: row.at,
        text: say('built-height-odd', { id, text, height: roundMm(heightM) }),
      });
    if (heightM > 0 && heightM <= level.clearHeightM) return Math.round(heightM * 1000) / 1000;
    const expected = say('built-height', { clear: level.clearHeightM });
    this.#found.problems.push({ at: row.at, found: JSON.stringify(cell.text), expected });
    return 'bad';
  }

  /** State of an antenna: a measured position goes before words, and a difference of both is doubted. */
  #state(given: {
    row: RecordRow;
    id: string;
    stated: BuiltState | undefined;
    position: Exclude<ReadPosition, 'bad'>;
    designed: Antenna | undefined;
    level: Level;
  }): BuiltState | undefined {
    const { row, id, stated, position, designed, level } = given;
    const doubt = (text: ReturnType<typeof say>) => this.#found.doubts.push({ at: row.at, text });
    if (stated === 'not-installed' || !designed) return stated;
    if (typeof position !== 'object') {
      if (stated === 'moved') {
        doubt(say('built-moved-nowhere', { id }));
        return undefined;
      }
      if (stated === undefined && position !== 'designed') {
        if (position === 'missing') doubt(say('built-says-nothing', { id }));
        return undefined;
      }
      return 'installed';
    }
    const farM = distance(position, antennaLocation(designed));
    const isElsewhere = farM > this.#toleranceM || level.id !== designed.level;
    if (stated === 'moved' && !isElsewhere) doubt(say('built-moved-here', { id }));
    if (stated === 'installed' && isElsewhere) {
      doubt(say('built-installed-elsewhere', { id, distance: farM.toFixed(1) }));
    }
    return isElsewhere ? 'moved' : 'installed';
  }

  #inside(level: Level) {
    const [xs, ys] = [0, 1].map((axis) => level.outline.map((point) => point[axis]));
    const range = (values: readonly number[]) => `${Math.min(...values)} … ${Math.max(...values)}`;
    return say('built-inside', { level: level.id, x: range(xs), y: range(ys) });
  }

  /** Surveyors call x what points north: antennas that all hang where they were designed once x and y are swapped are refused. */
  #refuseSwapped(): void {
    const measured = this.#found.rows.flatMap(({ id, position }) => {
      const designed = this.#designed.get(id);
      return designed && position ? [{ position, location: antennaLocation(designed) }] : [];
    });
    const isOff = (swap: boolean) => (each: (typeof measured)[number]) => {
      const [x, y] = each.position;
      return distance(swap ? [y, x] : [x, y], each.location) > this.#toleranceM;
    };
    const isSwapped = measured.every(isOff(false)) && !measured.some(isOff(true));
    if (measured.length < minSwapped || !isSwapped) return;
    const found = say('built-swapped', { count: measured.length });
    this.#found.problems.push({ at: say('tree-whole'), found, expected: say('built-plan-frame') });
  }

  /** Cells elsewhere that speak of a change of an antenna of which its own row says none. */
  #sayChanges(): void {
    const [first] = this.#rowOf.values();
    const built = new Map(this.#found.rows.map((row) => [row.id, row]));
    for (const id of this.#designed.keys()) {
      const row = this.#rowOf.get(id);
      const state = built.get(id)?.state;
      if (state === 'moved' || state === 'not-installed' || state === 'added') continue;
      for (const { text, at, origin } of first?.around.changes ?? []) {
        const isOfRow = origin.row === row?.origin.row && origin.sheet === row?.origin.sheet;
        const plain = text.normalize('NFKC');
        if (isOfRow || ofAntenna(plain, id) === plain) continue;
        this.#found.doubts.push({ at, text: say('built-told', { id, text: text.slice(0, 80) }) });
      }
    }
  }

  /** Texts that state how many antennas were installed have to state as many as the rows. */
  #sayCounts(): void {
    const [row] = this.#rowOf.values();
    const found = this.#found.rows.filter(({ state }) => state !== 'not-installed').length;
    for (const { text, at } of row?.around.texts ?? []) {
      const stated = installedCount.exec(text.normalize('NFKC'))?.[1];
      if (stated === undefined || Number(stated) === found) continue;
      const values = { stated: Number(stated), kind: 'antenna', found };
      this.#found.doubts.push({ at, text: say('tree-count-off', values) });
    }
  }

  /** Antennas that mostly hang far from where they were designed were read of other columns, or of another building. */
  #refuseElsewhere(): void {
    const measured = this.#found.rows.flatMap(({ id, position }) => {
      const designed = this.#designed.get(id);
      return designed && position ? [distance(position, antennaLocation(designed))] : [];
    });
    const far = measured.filter((farM) => farM > elsewhereM).length;
    if (measured.length < minElsewhere || far <= measured.length / 2) return;
    const found = say('built-mostly-elsewhere', { count: far, all: measured.length, distance: elsewhereM });
    this.#found.problems.push({ at: say('tree-whole'), found, expected: say('built-plan-frame') });
  }

  /** Antennas that all are off by one and the same way were measured from another origin: nothing of it is believed. */
  finish(): RecordTable<BuiltAntenna> {
    this.#refuseSwapped();
    this.#refuseElsewhere();
    this.#sayCounts();
    this.#sayChanges();
    const shifts = this.#found.rows.flatMap(({ id, position }) => {
      const designed = this.#designed.get(id);
      if (!designed || !position) return [];
      const [x, y] = antennaLocation(designed);
      return [[position[0] - x, position[1] - y] as Point];
    });
    const [first] = shifts;
    const isShifted =
      shifts.length >= minShifted &&
      Math.hypot(first[0], first[1]) > this.#toleranceM &&
      shifts.every((shift) => distance(shift, first) <= this.#toleranceM);
    if (isShifted) {
      const [dx, dy] = first.map((each) => each.toFixed(1));
      const found = say('built-shifted', { count: shifts.length, dx, dy });
      this.#found.problems.push({ at: say('tree-whole'), found, expected: say('built-plan-frame') });
    }
    return this.#found;
  }
}

/** So many antennas do not hang where they were designed by chance once x and y are swapped. */
const minSwapped = 2;
/** So many antennas do not move by the same way each. */
const minShifted = 3;

const installedCount = /(?:实装|实际安装|已安装|共安装|installed)\s*[:：]?\s*(\d+)\s*(?:副|个|antennas)?/i;
/** Nothing hangs lower in a garage that cars drive in, metres. */
const lowestM = 1.5;
/** Farther than any works move an antenna: most of them do not move so far. */
const elsewhereM = 8;
const minElsewhere = 4;

/** True where a row has a measured coordinate or height. */
function hasMeasured(row: RecordRow): boolean {
  return (['x', 'y', 'height'] as const).some((role) => row.cells(role).some(({ text }) => /\d/.test(text)));
}

/** The height that stands in words, `贴梁底2.45米`: the one number of a text, with its unit. */
function heightIn(text: string): string {
  const found = text.match(/\d+(?:[.,]\d+)?\s*(?:mm|cm|m|米|毫米|厘米)?/gi) ?? [];
  return found.length === 1 && !/下|below|unter/.test(text) ? found[0] : '';
}

/** A location by axes of the grid: each of both in a cell, with how far beside it. */
function axesLocation(row: RecordRow): Point | undefined {
  const found: Partial<Record<'x' | 'y', number>> = {};
  for (const { text } of row.cells('axis')) {
    const [, name, sign = '+', far = '0', unit] = axisLocation.exec(text.normalize('NFKC')) ?? [];
    const known = name === undefined ? undefined : row.around.axes.get(name);
    if (!known || sign === '±') return undefined;
    const stepM = metres(far, unit ?? 'm');
    found[known.axis] = roundMm(known.atM + (sign === '+' ? stepM : -stepM));
  }
  return found.x === undefined || found.y === undefined ? undefined : [found.x, found.y];
}

/** Coordinates of a row as they are written. */
export function positionText(row: RecordRow): string {
  return [row.cell('x'), row.cell('y'), row.cell('position')].filter((text) => text !== '').join(' ');
}

function pointPhrase([x, y]: Point, level: string) {
  return say('built-point', { x, y, level });
}

/** A state that a remark says where no column does: left out where nothing was measured, or added. */
function statedByRemark(row: RecordRow): BuiltState | undefined {
  const note = row.cell('note');
  const isMeasured = row.cells('x').some(({ text }) => /\d/.test(text));
  if (leftOutRemark.test(note) && !isMeasured) return 'not-installed';
  return addedRemark.test(note) ? 'added' : undefined;
}

const readReference = /^(?:见|详见|参见|参照|按|依|以|see|siehe|per|acc)\s*\S*\d/i;

/** Reads a change of one antenna: its coordinates, or steps by compass from where it was designed, and its height. */
function readChange(
  whole: string,
  id: string,
  start: Point | undefined,
): { position?: Point; heightM?: number; isMove: boolean } | undefined {
  const text = ofAntenna(whole.normalize('NFKC'), id);
  const height = namedHeight.exec(text);
  const heightM = height ? metres(height[1], height[2]) : undefined;
  const high = heightM === undefined ? {} : { heightM };
  const named = namedCoordinates.exec(text);
  if (named) return { position: [Number(named[1]), Number(named[2])], ...high, isMove: false };
  const [, px, py, unit] = pairCoordinates.exec(text) ?? [];
  if (px !== undefined && py !== undefined) {
    return { position: [roundMm(metres(px, unit)), roundMm(metres(py, unit))], ...high, isMove: false };
  }
  const moves = [...text.matchAll(compassMoves)];
  if (moves.length === 0 || !start) return heightM === undefined ? undefined : { ...high, isMove: false };
  let [x, y] = start;
  for (const [, towardsZh, directionZh, far, unit, farEn, unitEn, directionEn] of moves) {
    const stepM = metres(far ?? farEn, unit ?? unitEn);
    const towards = towardsZh ?? directionZh ?? directionEn;
    if (/[东西]|east|west/i.test(towards)) x += /东|east/i.test(towards) ? stepM : -stepM;
    else y += /北|north/i.test(towards) ? stepM : -stepM;
  }
  return { position: [roundMm(x), roundMm(y)], ...high, isMove: true };
}

/** The part of a text that speaks of an antenna: from its id up to the next one. */
function ofAntenna(text: string, id: string): string {
  if (id === '') return text;
  const [letters] = /^.*?(?=\d+\D*$)/.exec(id) ?? [''];
  const digits = id.slice(letters.length);
  const begin = new RegExp(`${escaped(letters)}\\s*${escaped(digits)}(?!\\d)`, 'i').exec(text);
  if (!begin) return text;
  const rest = text.slice(begin.index + begin[0].length);
  const next = letters === '' ? -1 : rest.search(new RegExp(`${escaped(letters)}\\s*\\d`, 'i'));
  return next < 0 ? rest : rest.slice(0, next);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const metres = (text: string, unit: string | undefined) => Number(text) * (unitM(unit) ?? 1);

/**
 * Coordinates of a row in metres of the plan's frame, in two columns or in one cell; blank ones are those of the design where the record
 * says that they are.
 */
export function readPosition(row: RecordRow, start: Point | undefined): ReadPosition {
  const [x] = row.cells('x');
  const [y] = row.cells('y');
  const blank = /^[-–—/]*$/;
  const isSeveral = (['x', 'y'] as const).some(
    (role) => new Set(row.cells(role).map(({ text }) => text)).size > 1,
  );
  if (isSeveral) return 'bad';
  if (row.around.isBlankDesigned && start) {
    const hasAxes = (['x', 'y'] as const).every((role) => row.columns.some((column) => column.role === role));
    if (hasAxes && !x && !y && row.cell('position') === '') return 'designed';
    const [one, other] = [x, y].map((cell) => cell && coordinate(cell.text, cell.column));
    if (one !== undefined && !y) return [one, start[1]];
    if (other !== undefined && !x) return [start[0], other];
  }
  if (x && y && !(blank.test(x.text) && blank.test(y.text))) {
    const point = [coordinate(x.text, x.column), coordinate(y.text, y.column)];
    if (point.every((value) => value !== undefined)) return point as unknown as Point;
    return asDesignedWords.test(x.text) ? 'designed' : 'bad';
  }
  if ((x && !blank.test(x.text)) || (y && !blank.test(y.text))) return 'bad';
  const [pair] = row.cells('position');
  if (!pair || blank.test(pair.text)) return 'missing';
  if (asDesignedWords.test(pair.text)) return 'designed';
  const numbers = pair.text.normalize('NFKC').match(/-?\d+(?:\.\d+)?/g) ?? [];
  // Words such as "beside bay 12" are a position that nobody can draw.
  if (numbers.length !== 2 || /\p{Script=Han}/u.test(pair.text)) return 'words';
  const ordered = northFirst.test(pair.text) ? [...numbers].reverse() : numbers;
  const [px, py] = ordered.map((text) => coordinate(text, pair.column));
  return px === undefined || py === undefined ? 'bad' : [px, py];
}

function coordinate(text: string, column: RecordHead): number | undefined {
  const plain = text.normalize('NFKC').replace(/\s*(mm|m|米|毫米)$/i, '');
  const isNegative = /^[-−－]/.test(plain);
  const value = readDecimal(isNegative ? plain.slice(1) : plain, false);
  if (value === undefined) return undefined;
  const unit = unitM(/(mm|m|米|毫米)$/i.exec(text.normalize('NFKC'))?.[1]) ?? unitM(column.unit) ?? 1;
  return ((isNegative ? -1 : 1) * Math.round(value * unit * 1000)) / 1000;
}

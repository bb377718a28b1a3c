import { InputError, type Phrase, say, wToDbm } from '../../core/index.ts';
import { type BuiltTest, type NetworkCable, type Plan, portOnPath, requirePlan } from '../../plan/index.ts';
import { headPath, type PathLabel, pathLabel, readPort } from '../network/existing/tree-cells.ts';
import { pathPair } from '../network/existing/tree-twins.ts';
import {
  matchId,
  type RecordCell,
  type RecordHead,
  type RecordOptions,
  type RecordRow,
  type RecordTable,
  readRecordRows,
  shortId,
  unreadDoubts,
} from './record-table.ts';
import {
  arrow,
  failWords,
  itemWords,
  notMeasured,
  passWords,
  pathMark,
  readingSounds,
  retestMark,
  retestRemark,
  secondTest,
  wholeSystem,
} from './record-vocabulary.ts';

/**
 * Reads a contractor's readings of VSWR (or return loss) and third-order intermodulation, branch by branch: a row per branch, or a
 * column per band.
 * @throws InputError with all rows that name no branch of the plan's network, or whose reading cannot be read
 */
export async function readBuiltTests(
  bytes: Uint8Array,
  plan: Plan,
  options: RecordOptions = {},
): Promise<Pick<RecordTable<BuiltTest>, 'rows' | 'doubts'>> {
  requirePlan(plan);
  const rows = await readRecordRows(
    bytes,
    'tests',
    (roles) =>
      roles.has('vswr') ||
      roles.has('returnLoss') ||
      roles.has('pim') ||
      (roles.has('item') && roles.has('value')),
    say('built-test-head'),
    options,
  );
  const reader = new TestReader(plan);
  for (const row of rows) reader.read(row);
  reader.checkReadings();
  const { rows: tests, problems, doubts } = reader.found;
  if (problems.length > 0) throw new InputError(problems);
  return { rows: tests, doubts };
}

/** Roles of columns that name a branch. */
const namingRoles = ['cable', 'branch', 'direction', 'antenna', 'port', 'point', 'id'] as const;

/** A feeder that reflects so much is cut; where most do, the column is none of VSWR. */
const oddVswrFrom = 3;
const oddPimDbc: readonly [number, number] = [-190, -70];
const oddRatio = 0.5;
const minReadings = 4;

type Reading = Pick<BuiltTest, 'band' | 'vswr' | 'pimDbc' | 'tonePowerDbm'> & {
  /** Path of a twin tree that its head names. */
  path?: PathLabel;
};

class TestReader {
  readonly found: RecordTable<BuiltTest> = { rows: [], problems: [], doubts: [] };
  readonly #cables: readonly NetworkCable[];
  readonly #into: ReadonlyMap<string, NetworkCable>;

  constructor(private readonly plan: Plan) {
    // Fibres and data cables are no branches of the radio network.
    const kinds = new Map((plan.network?.parts ?? []).map(({ id, kind }) => [id, kind]));
    this.#cables = (plan.network?.cables ?? []).filter(({ part }) => kinds.get(part) === 'cable');
    const first = this.#cables.filter(({ to }) => portOnPath(to.port).path === 1);
    this.#into = new Map(first.map((cable) => [cable.to.node, cable]));
  }

  read(row: RecordRow): void {
    const readings = this.#retested(row, this.#readings(row));
    if (readings.length === 0) return;
    const branch = this.#branch(row);
    if (!branch) return;
    this.found.doubts.push(...unreadDoubts(row, branch.id, readingSounds));
    const ofPaths = readings.map((reading) => ({ reading, cable: this.#onPath(row, branch, reading) }));
    for (const cable of new Set(ofPaths.map((each) => each.cable))) {
      const again = ofPaths.filter((each) => each.cable === cable).map(({ reading }) => reading);
      if (this.#isRetest(row)) this.#dropFirst(row, cable, again);
      else this.#sayTwice(row, cable, again);
    }
    const [result] = row.cell('result').split(/[,，;；。]/);
    const statedPass = passWords.test(result) ? true : failWords.test(result) ? false : undefined;
    const facts = {
      instrument: row.cell('instrument') || row.around.instrument,
      by: row.cell('by') || row.around.by,
      date: row.cell('date') || row.around.date,
    };
    const stated = Object.fromEntries(Object.entries(facts).filter(([, text]) => text));
    for (const { reading, cable } of ofPaths) {
      const { path: _, ...measured } = reading;
      this.found.rows.push({
        ...{ cable: cable.id, origin: row.origin },
        ...measured,
        ...(statedPass === undefined ? {} : { statedPass }),
        ...stated,
      });
    }
  }

  /** Readings that most are none are of another column: VSWR of feeders is near 1, intermodulation far below a tone. */
  checkReadings(): void {
    const { rows, problems } = this.found;
    const vswrs = rows.flatMap(({ vswr }) => vswr ?? []);
    const pims = rows.flatMap(({ pimDbc }) => pimDbc ?? []);
    const oddVswr = vswrs.filter((vswr) => vswr > oddVswrFrom).length;
    const oddPim = pims.filter((pim) => pim > oddPimDbc[1] || pim < oddPimDbc[0]).length;
    const isMajority = (odd: number, all: number) => all >= minReadings && odd > oddRatio * all;
    const whole = say('tree-whole');
    if (isMajority(oddVswr, vswrs.length)) {
      const found = say('built-readings-odd', { count: oddVswr, all: vswrs.length, what: 'VSWR' });
      problems.push({ at: whole, found, expected: say('built-vswr') });
    }
    if (isMajority(oddPim, pims.length)) {
      const found = say('built-readings-odd', { count: oddPim, all: pims.length, what: 'PIM' });
      problems.push({ at: whole, found, expected: say('built-pim') });
    }
  }

  /** The feeder of a path that a reading is of, where two lead to an antenna: as its head, its row or its number says. */
  #onPath(row: RecordRow, branch: NetworkCable, { path }: Reading): NetworkCable {
    const { node } = branch.to;
    const twins = this.#cables.filter(({ to }) => to.node === node);
    const isNumbered = namingRoles.some((role) => row.cells(role).some(({ text }) => this.#byNumber(text)));
    const named = namingRoles.flatMap((role) =>
      row.cells(role).map(({ text }) => text.replace(retestMark, '')),
    );
    const mark = row.cell('path') || (named.map((text) => pathMark.exec(text)?.[1]).find(Boolean) ?? '');
    const asked = path ?? (mark === '' ? undefined : pathLabel(mark));
    const isAntenna = this.plan.antennas.some(({ id }) => id === node);
    const hasEnds =
      (row.cell('from') !== '' && row.cell('to') !== '') || named.some((text) => arrow.test(text));
    if (isNumbered && asked === 'B') {
      const twin = this.#twinOf(branch, twins);
      if (!twin) this.#doubtOnce(row, say('built-path-single', { id: branch.id }));
      return twin ?? branch;
    }
    if (!isAntenna || isNumbered || hasEnds || (twins.length < 2 && asked === undefined)) return branch;
    const found = twins.find(({ to }) => portOnPath(to.port).path === (asked === 'B' ? 2 : 1));
    if (asked === undefined) this.#doubtOnce(row, say('built-path-unsaid', { id: node }));
    else if (twins.length < 2 && path !== undefined)
      this.#doubtOnce(row, say('built-path-single', { id: node }));
    return found ?? branch;
  }

  #doubtOnce(row: RecordRow, text: Phrase): void {
    const isKnown = this.found.doubts.some((each) => each.at === row.at && each.text.code === text.code);
    if (!isKnown) this.found.doubts.push({ at: row.at, text });
  }

  /** The cable of the second path that a table calls as that of the first: to the same antenna, or a copy by its number. */
  #twinOf({ id, from, to }: NetworkCable, twins: readonly NetworkCable[]): NetworkCable | undefined {
    const isTwin = (other: string, node: string) =>
      other === node || other === `${node}-p2` || pathPair(`${node}/${other}`)?.[1] === other;
    const copy = this.#cables.find((cable) => cable.id === `${id}-p2`);
    const second = copy ?? twins.find((cable) => portOnPath(cable.to.port).path === 2);
    return (
      second ??
      this.#cables.find(
        (cable) => cable.id !== id && isTwin(cable.from.node, from.node) && isTwin(cable.to.node, to.node),
      )
    );
  }

  #byNumber(text: string): NetworkCable | undefined {
    const ids = this.#cables.map(({ id }) => id);
    const id = matchId(text.replace(retestMark, ''), ids);
    return id === undefined ? undefined : this.#cables.find((cable) => cable.id === id);
  }

  /** The antenna that a number alone in the column of antennas means, and that is said. */
  #shortAntenna(row: RecordRow): string | undefined {
    const [text = ''] = row.cells('antenna').map((cell) => cell.text);
    const id = shortId(
      text,
      this.plan.antennas.map((antenna) => antenna.id),
    );
    if (id !== undefined) this.#doubtOnce(row, say('built-short-id', { text, id }));
    return id;
  }

  /** True for a row that says behind its number that it is a second test. */
  #isRetest(row: RecordRow): boolean {
    const texts = namingRoles.flatMap((role) => row.cells(role));
    return row.isRetest || texts.some(({ text }) => retestMark.test(text));
  }

  /** Names a branch that has a reading of the same kind already, which no row says was measured again. */
  #sayTwice(row: RecordRow, cable: NetworkCable, again: readonly Reading[]): void {
    const isSame = (test: BuiltTest) =>
      test.cable === cable.id &&
      again.some(
        (each) => each.band === test.band && (each.vswr !== undefined) === (test.vswr !== undefined),
      );
    const first = this.found.rows.find(isSame);
    if (!first || first.origin.row === row.origin.row) return;
    this.found.doubts.push({
      at: row.at,
      text: say('built-tested-twice', { id: cable.id, row: first.origin.row }),
    });
  }

  /** Drops the readings that a second test of the same branch stands for. */
  #dropFirst(row: RecordRow, cable: NetworkCable, again: readonly Reading[]): void {
    const isReplaced = (test: BuiltTest) =>
      test.cable === cable.id &&
      again.some(
        (each) =>
          each.band === test.band &&
          (each.vswr !== undefined) === (test.vswr !== undefined) &&
          (each.pimDbc !== undefined) === (test.pimDbc !== undefined),
      );
    const dropped = this.found.rows.filter(isReplaced);
    if (dropped.length === 0) return;
    this.found.rows = this.found.rows.filter((test) => !isReplaced(test));
    this.#sayRetest(row, cable.id, dropped);
  }

  #sayRetest(row: RecordRow, id: string, first: readonly Reading[]): void {
    const list = first.map(({ band = '', vswr, pimDbc }) =>
      `${band} ${vswr ?? ''} ${pimDbc === undefined ? '' : `${pimDbc} dBc`}`.replace(/\s+/g, ' ').trim(),
    );
    this.found.doubts.push({ at: row.at, text: say('built-retest', { id, list: list.join(', ') }) });
  }

  /** Readings with the one that a remark says was measured again: of the band that it names, else the only one that fails. */
  #retested(row: RecordRow, readings: Reading[]): Reading[] {
    const note = row.cell('note');
    const found = retestRemark.exec(decimalPoints(note));
    if (!found) return readings;
    const value = Number(found[1]);
    const band = found[2]?.replace(/[^\d-]/g, '') ?? '';
    const measured = readings.filter(({ vswr }) => vswr !== undefined);
    const ofBand = measured.filter((each) => band !== '' && each.band?.replace(/[^\d-]/g, '') === band);
    const worst = measured.filter((each) => each.vswr === Math.max(...measured.map(({ vswr = 0 }) => vswr)));
    const [first, ...others] = band === '' ? worst : ofBand;
    if (!first || others.length > 0 || !(value >= 1 && value < 10)) {
      const text = say('built-retest-unread', { text: note });
      this.found.doubts.push({ at: row.at, text });
      return readings;
    }
    const id = namingRoles.map((role) => row.cell(role)).find((text) => text !== '') ?? '';
    this.#sayRetest(row, id, [
      { ...(first.band === undefined ? {} : { band: first.band }), vswr: first.vswr },
    ]);
    return readings.map((each) => (each === first ? { ...each, vswr: value } : each));
  }

  /** The branch that a row names in any of its columns; they have to agree. */
  #branch(row: RecordRow): NetworkCable | undefined {
    const { problems } = this.found;
    const texts = namingRoles.flatMap((role) =>
      row.cells(role).map(({ text }) => text.replace(retestMark, '')),
    );
    const [from, to] = [row.cell('from'), row.cell('to')];
    const named = [...texts, ...(from && to ? [`${from}→${to}`] : [])];
    const branches = named.map((text) => ({ text, cable: this.#named(text) })).filter(({ cable }) => cable);
    const short = branches.length === 0 ? this.#shortAntenna(row) : undefined;
    if (short !== undefined) named.push(short);
    const byShort = short === undefined ? undefined : this.#into.get(short);
    const [first = byShort && { text: short ?? '', cable: byShort }] = branches;
    if (!first && this.#isOfNone(row, named)) return undefined;
    if (!first) {
      const found = named.length === 0 ? say('built-no-branch') : JSON.stringify(named.join(', '));
      problems.push({ at: row.at, found, expected: say('built-branch') });
      return undefined;
    }
    // A test point is the part that is tested; where a direction or a cable is stated too it says which of its ports.
    const other = branches.find(({ cable, text }) => cable !== first.cable && !this.#isPart(text));
    if (other) {
      const found = say('built-branches-differ', { first: first.text, second: other.text });
      problems.push({ at: row.at, found, expected: say('built-branch') });
      return undefined;
    }
    return first.cable;
  }

  /** True for readings that are of no branch: of the system as a whole, or of an antenna that no cable of the design leads to. */
  #isOfNone(row: RecordRow, named: readonly string[]): boolean {
    const isWhole = row.texts.some((text) => wholeSystem.test(text));
    const ids = this.plan.antennas.map(({ id }) => id);
    const unfed = named.map((text) => matchId(text, ids)).find((id) => id !== undefined);
    if (!isWhole && unfed === undefined) return false;
    const text = isWhole
      ? say('built-system-reading', { text: row.texts.slice(0, 4).join(', ') })
      : say('built-reading-unfed', { id: unfed ?? '' });
    this.found.doubts.push({ at: row.at, text });
    return true;
  }

  #isPart(text: string): boolean {
    const { sources = [], devices = [] } = this.plan.network ?? {};
    return (
      matchId(
        text,
        [...sources, ...devices].map(({ id }) => id),
      ) !== undefined
    );
  }

  /** A cable, an antenna, a part with or without its port, or `A → B`. */
  #named(text: string): NetworkCable | undefined {
    const byId = this.#byNumber(text);
    if (byId) return byId;
    const ends = text.split(arrow);
    if (ends.length === 2) return this.#between(ends[0], ends[1]);
    const { sources = [], devices = [] } = this.plan.network ?? {};
    const starts = [...sources, ...devices].map(({ id }) => id);
    const whole = matchId(text, [...starts, ...this.plan.antennas.map(({ id }) => id)]);
    const unmarked = text.replace(pathMark, '');
    const antenna =
      whole === undefined && unmarked !== text
        ? matchId(
            unmarked,
            this.plan.antennas.map(({ id }) => id),
          )
        : undefined;
    if (antenna !== undefined) return this.#into.get(antenna);
    if (whole !== undefined) {
      const out = this.#cables.filter(({ from }) => from.node === whole);
      return this.#into.get(whole) ?? (out.length === 1 ? out[0] : undefined);
    }
    const node = starts
      .filter((id) => text.normalize('NFKC').toUpperCase().startsWith(id.toUpperCase()))
      .sort((a, b) => b.length - a.length)[0];
    const port = node === undefined ? undefined : readPort(text.slice(node.length));
    if (port === 'in') return this.#into.get(node ?? '');
    return this.#cables.find(({ from }) => from.node === node && from.port === port);
  }

  /** The cable that leaves a part on the way to another. */
  #between(fromText: string, toText: string): NetworkCable | undefined {
    const nodes = this.#cables.flatMap(({ from, to }) => [from.node, to.node]);
    const ids = [...new Set(nodes)];
    const [from, to] = [matchId(fromText, ids), matchId(toText, ids)];
    const direct = this.#cables.find((cable) => cable.from.node === from && cable.to.node === to);
    if (direct) return direct;
    for (const last of this.#cables.filter((cable) => cable.to.node === to)) {
      const passed = new Set<string>();
      for (let cable: NetworkCable | undefined = last; cable && !passed.has(cable.id); ) {
        passed.add(cable.id);
        if (cable.from.node === from) return cable;
        cable = this.#into.get(cable.from.node);
      }
    }
    return undefined;
  }

  /**
   * Readings of a row: by columns, one per band where each has a column, or of the item that the row names. A single VSWR and a
   * single intermodulation are one.
   */
  #readings(row: RecordRow): Reading[] {
    const band =
      row.cell('band') || [row.cell('bandStart'), row.cell('bandStop')].filter((text) => text).join('–');
    const item = itemWords.find(([, words]) => words.test(row.cell('item')))?.[0];
    const cellsOf = (role: 'vswr' | 'returnLoss' | 'pim') =>
      this.#lastOf(row, [...row.cells(role), ...(item === role ? row.cells('value') : [])]).flatMap(
        bandsOfCell,
      );
    const vswrs = [
      ...cellsOf('vswr').map((cell) => ({ ...cell, value: this.#ofVswrCell(row, cell.text) })),
      ...cellsOf('returnLoss').map((cell) => ({ ...cell, value: this.#ofReturnLoss(row, cell.text) })),
    ].filter(({ value }) => value !== undefined);
    const pims = cellsOf('pim').flatMap((cell) => {
      const value = this.#pim(row, cell);
      return value ? [{ ...cell, value }] : [];
    });
    const bandOf = (cells: readonly { column: RecordHead }[], { head }: RecordHead) => {
      const shown = (cells.length > 1 ? bandOfHead(head) : undefined) ?? band;
      return shown ? { band: shown } : {};
    };
    const isOne = vswrs.length === 1 && pims.length === 1;
    const pathOf = ({ head }: RecordHead) => {
      const path = headPath(head)?.path;
      return path === undefined ? {} : { path };
    };
    return [
      ...vswrs.map(({ column, value }) => ({
        ...bandOf(vswrs, column),
        ...pathOf(column),
        vswr: value,
        ...(isOne ? pims[0].value : {}),
      })),
      ...(isOne
        ? []
        : pims.map(({ column, value }) => ({ ...bandOf(pims, column), ...pathOf(column), ...value }))),
    ];
  }

  /** Readings without the first ones where a column of second tests has another of the same band. */
  #lastOf(row: RecordRow, cells: readonly RecordCell[]): RecordCell[] {
    const bandIn = ({ column }: RecordCell) => bandOfHead(column.head);
    const second = cells.filter(
      ({ column, text }) => secondTest.test(column.head) && !notMeasured.test(text),
    );
    const isReplaced = (cell: RecordCell) =>
      !second.includes(cell) && second.some((each) => bandIn(each) === bandIn(cell));
    const first = cells.filter(isReplaced);
    if (first.length > 0) {
      const id = namingRoles.map((role) => row.cell(role)).find((text) => text !== '') ?? '';
      const list = first.map(({ text }) => text).join(', ');
      this.found.doubts.push({ at: row.at, text: say('built-retest', { id, list }) });
    }
    return cells.filter((cell) => !isReplaced(cell));
  }

  /** The one number of a cell, without the place of a peak; more than one, or a bound from below, is no reading. */
  #number(row: RecordRow, text: string, expected: Phrase): number | undefined {
    if (notMeasured.test(text)) return undefined;
    const plain = decimalPoints(text)
      .replaceAll('−', '-')
      .replace(/@.*$|:\s*1$/, '');
    const numbers = plain.match(/-?\d+(?:\.\d+)?/g) ?? [];
    if (numbers.length === 1 && !/^[>≥]|大于|以上/.test(plain)) return Number(numbers[0]);
    this.found.problems.push({ at: row.at, found: JSON.stringify(text), expected });
    return undefined;
  }

  #vswr(row: RecordRow, text: string): number | undefined {
    const expected = say('built-vswr');
    const value = this.#number(row, text, expected);
    if (value === undefined || (value >= 1 && value <= 1000)) return value;
    this.found.problems.push({ at: row.at, found: JSON.stringify(text), expected });
    return undefined;
  }

  /** A reading in a column of VSWR: `RL 17.7` is a return loss, of `1.66→1.28` the last one counts and the first is named. */
  #ofVswrCell(row: RecordRow, given: string): number | undefined {
    const tests = given.split(arrow).filter((text) => /\d/.test(text));
    const text = tests.at(-1) ?? given;
    const id = namingRoles.map((role) => row.cell(role)).find((name) => name !== '') ?? '';
    if (tests.length > 1)
      this.found.doubts.push({ at: row.at, text: say('built-retest', { id, list: tests[0] }) });
    return /^(?:rl|回损|回波损耗)\s*[:：=]?\s*\d|\d\s*db$/i.test(text)
      ? this.#ofReturnLoss(row, text)
      : this.#vswr(row, text);
  }

  /** VSWR of a return loss: (1 + Γ) / (1 − Γ), Γ = 10^(−RL/20). */
  #ofReturnLoss(row: RecordRow, text: string): number | undefined {
    const expected = say('built-return-loss');
    const value = this.#number(row, text, expected);
    if (value === undefined) return undefined;
    const lossDb = Math.abs(value);
    if (lossDb > 0.02 && lossDb <= 80) {
      const reflected = 10 ** (-lossDb / 20);
      return Math.round((1000 * (1 + reflected)) / (1 - reflected)) / 1000;
    }
    this.found.problems.push({ at: row.at, found: JSON.stringify(text), expected });
    return undefined;
  }

  /** Intermodulation below one tone: readings in dBm less the power of a tone. */
  #pim(row: RecordRow, cell: RecordCell): { pimDbc: number; tonePowerDbm?: number } | undefined {
    const value = this.#number(row, cell.text, say('built-pim'));
    if (value === undefined) return undefined;
    const stated = `${cell.text} ${cell.column.unit} ${row.cell('unit')} ${row.around.pimUnit ?? ''}`;
    const unit = /dbc|dbm/i.exec(stated)?.[0].toLowerCase() ?? this.#unitOf(row, value);
    const tonePowerDbm = this.#tonePowerDbm(row, cell.column);
    if (unit !== 'dbc' && unit !== 'dbm') {
      this.found.problems.push({ at: row.at, found: JSON.stringify(cell.text), expected: say('built-pim') });
      return undefined;
    }
    const levelDb = -Math.abs(value);
    const tone = tonePowerDbm === undefined ? {} : { tonePowerDbm };
    if (unit === 'dbc') return { pimDbc: levelDb, ...tone };
    if (tonePowerDbm === undefined) {
      this.found.doubts.push({ at: row.at, text: say('built-tone-assumed') });
    }
    return { pimDbc: Math.round(100 * (levelDb - (tonePowerDbm ?? usualToneDbm))) / 100, ...tone };
  }

  /** The unit of a reading that has none: what is below the floor of every instrument in dBm is in dBc, and that is said. */
  #unitOf(row: RecordRow, value: number): 'dbc' | undefined {
    if (-Math.abs(value) >= instrumentFloorDbm) return undefined;
    const isKnown = this.found.doubts.some(({ text }) => text.code === 'built-pim-unit');
    if (!isKnown)
      this.found.doubts.push({ at: row.at, text: say('built-pim-unit', { floor: instrumentFloorDbm }) });
    return 'dbc';
  }

  /** `2×43 dBm`, `2×20W`: in its column or in the head of the reading. */
  #tonePowerDbm(row: RecordRow, column: RecordHead): number | undefined {
    const text = `${row.cell('tonePower')} ${column.head}`.normalize('NFKC');
    const stated = /(?:2\s*[×x*]\s*)?(\d+(?:\.\d+)?)\s*(dBm|W)\b/i;
    const found = stated.exec(text) ?? stated.exec(row.around.tonePower ?? '');
    if (!found) return undefined;
    const value = Number(found[1]);
    return /w/i.test(found[2]) ? Math.round(100 * wToDbm(value)) / 100 : value;
  }
}

/** No portable instrument reads weaker intermodulation (residual −125 dBm and less far down to here). */
const instrumentFloorDbm = -135;

/** Two tones of 20 W, which instruments send unless they are told another (CommScope). */
const usualToneDbm = 43;

/** A text with points for decimal commas, where it has no points. */
function decimalPoints(given: string): string {
  const text = given.normalize('NFKC');
  return /\d\.\d/.test(text) ? text : text.replace(/(\d),(\d{1,2})(?!\d)/g, '$1.$2');
}

/** A cell of readings in several bands, below a head that has as many, `驻波比(900/1800)`, as a cell of each. */
function bandsOfCell(cell: RecordCell): RecordCell[] {
  const texts = cell.text.split(/\s*[/／]\s*/);
  const bands =
    cell.column.head.match(/\d{3,4}(?:\.\d+)?(?:\s*[-–~]\s*\d{3,4})?\s*(?:mhz|m(?![a-z]))?/gi) ?? [];
  if (texts.length < 2 || texts.length !== bands.length) return [cell];
  return texts.map((text, at) => ({ column: { ...cell.column, head: bands[at].trim() }, text }));
}

/** `1800M` of a head such as `1800M驻波比`. */
function bandOfHead(head: string): string | undefined {
  const found = /(\d+(?:\.\d+)?(?:\s*[-–~]\s*\d+(?:\.\d+)?)?)\s*(ghz|g|mhz|m)?/i.exec(head.normalize('NFKC'));
  return found?.[0].trim();
}

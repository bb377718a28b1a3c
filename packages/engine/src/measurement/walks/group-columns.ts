import type { Operator, Technology } from '../../plan/index.ts';
import { type ColumnName, isVague, readColumnName, repeatedRoles } from './read-column-name.ts';
import type { WalkColumn, WalkRole } from './walk.ts';

/** Roles that describe the cell of a level of signal: a column of them belongs to one level. */
const cellRoles = [
  ...(['rsrq', 'sinr', 'pci', 'channel', 'frequency', 'band', 'beam', 'beamKind', 'cell'] as const),
] as const satisfies readonly WalkRole[];
const isCellRole = (role: WalkRole) => (cellRoles as readonly WalkRole[]).includes(role);
/** Ratios stand behind their level; channel and cell stand before it or behind it, alike in all of a table. */
const ratioRoles: ReadonlySet<WalkRole> = new Set(['rsrq', 'sinr']);

interface TitledColumn extends ColumnName {
  name: string;
  index: number;
  role: WalkRole;
}

/** One serving carrier of a table, with a level of its own. */
interface Slot {
  operator?: Operator;
  technology?: Technology;
  component: string;
  /** Column of its level. */
  index: number;
  /** Name of the slot; blank where the table says nothing of several. */
  key: string;
  taken: Set<WalkRole>;
}

/**
 * Role of each title of a header. A table with levels of several serving carriers side by side has a slot for each, to
 * which the channel, cell and ratios belong that its title, or else their order, says; of several columns for one thing
 * the most plainly named is taken.
 */
export function groupColumns(titles: readonly string[]): { columns: WalkColumn[]; ignored: string[] } {
  const ignored: string[] = [];
  const titled: TitledColumn[] = [];
  titles.forEach((title, index) => {
    const name = title.trim();
    if (name === '') return;
    const { role, ...read } = readColumnName(name);
    if (role) titled.push({ ...read, role, name, index });
    else ignored.push(name);
  });
  const levels = chooseLevels(titled);
  const slots = levels.map(
    ({ operator, technology, component, index }): Slot => ({
      ...{ operator, technology, component, index },
      key: `${technology ?? ''} ${component}`.trim(),
      taken: new Set<WalkRole>(['rsrp']),
    }),
  );
  const attached = attachAll(titled, slots);
  settleTechnologies(slots, attached);
  const columns: WalkColumn[] = [];
  const seen = new Set<string>();
  for (const column of titled) {
    const { name, index, role, operator, unit } = column;
    const slot = role === 'rsrp' ? slots[levels.indexOf(column)] : attached.get(column);
    const key = `${role} ${operator ?? ''} ${slot?.key ?? ''}`;
    const isLost = role === 'rsrp' ? !slot : isCellRole(role) && column.component !== '' && !slot;
    if (slot === null || isLost || (seen.has(key) && !repeatedRoles.has(role))) {
      ignored.push(name);
      continue;
    }
    seen.add(key);
    const taken: WalkColumn = { name, index, role, operator, unit };
    if (slot && slot.key !== '') taken.slot = slot.key;
    if (role === 'rsrp' && slot?.technology) taken.technology = slot.technology;
    columns.push(taken);
  }
  return { columns, ignored };
}

/** Levels of signal, one of each operator, technology and carrier; vaguely named ones only where there is no other. */
function chooseLevels(titled: readonly TitledColumn[]): TitledColumn[] {
  const found = new Map<string, TitledColumn>();
  for (const column of titled) {
    if (column.role !== 'rsrp') continue;
    const plainOnes = titled.some(
      (other) => other.role === 'rsrp' && other.operator === column.operator && !isVague(other),
    );
    if (plainOnes && isVague(column)) continue;
    const key = `${column.operator ?? ''}|${column.technology ?? ''}|${column.component}`;
    if (!found.has(key)) found.set(key, column);
  }
  return [...found.values()];
}

/** The slot of each column that describes a cell; null where it would be a second one of its slot. */
function attachAll(titled: readonly TitledColumn[], slots: readonly Slot[]): Map<TitledColumn, Slot | null> {
  const attached = new Map<TitledColumn, Slot | null>();
  const describing = titled.filter(({ role }) => isCellRole(role));
  const give = (column: TitledColumn, slot: Slot | undefined) => {
    if (!slot) return;
    const isFree = !slot.taken.has(column.role);
    if (isFree) slot.taken.add(column.role);
    attached.set(column, isFree ? slot : null);
  };
  for (const column of describing) {
    const fitting = fittingSlots(column, slots);
    const stated = column.technology && fitting.find(({ technology }) => technology === column.technology);
    const only = fitting.length === 1 ? fitting[0] : undefined;
    const open = column.technology ? fitting.find(({ technology }) => technology === undefined) : undefined;
    give(column, stated ?? open ?? (column.technology ? undefined : only));
  }
  const firstLevel = Math.min(...slots.map(({ index }) => index));
  for (const column of describing) {
    if (column.technology || attached.has(column)) continue;
    const fitting = fittingSlots(column, slots);
    if (fitting.length < 2) continue;
    const free = fitting.filter(({ taken }) => !taken.has(column.role));
    const after = free.filter(({ index }) => index > column.index).sort((a, b) => a.index - b.index);
    const before = free.filter(({ index }) => index < column.index).sort((a, b) => b.index - a.index);
    const leads = describing.some(({ index, role }) => index < firstLevel && !ratioRoles.has(role));
    const near = ratioRoles.has(column.role) || !leads ? [...before, ...after] : [...after, ...before];
    if (near.length === 0) attached.set(column, null);
    else give(column, near[0]);
  }
  return attached;
}

function fittingSlots(column: TitledColumn, slots: readonly Slot[]): Slot[] {
  const fitting = slots.filter(
    ({ operator, component }) =>
      component === column.component && (column.operator === undefined || operator === column.operator),
  );
  // What names no operator is of all operators' columns.
  const operators = new Set(fitting.map(({ operator }) => operator));
  return column.operator === undefined && operators.size > 1 ? [] : fitting;
}

/** A level without a technology has the one that its channel's title names. */
function settleTechnologies(slots: readonly Slot[], attached: ReadonlyMap<TitledColumn, Slot | null>): void {
  if (slots.length < 2) return;
  for (const [column, slot] of attached) {
    if (slot && column.technology) slot.technology ??= column.technology;
  }
}

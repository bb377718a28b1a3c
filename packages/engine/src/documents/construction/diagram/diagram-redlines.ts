import { distance, type Language } from '../../../core/index.ts';
import { antennaLocation, type NetworkCable, type Plan } from '../../../plan/index.ts';
import { portKey } from '../../../radio/index.ts';
import { formatFixed, formatQuantity } from '../../encoders/format-numbers.ts';
import type { Pen } from '../../encoders/sheet.ts';
import { textsIn } from '../../wording/document-text.ts';
import { builtCableStyle, designedValue, unchangedCablePen } from '../floor-plan/redline-marks.ts';

/** Differences between the design and what was built, as the system diagram has them. */
export interface DiagramRedlines {
  /** Pen of a cable, black where it is as designed; its designed length or kind where that is another. */
  cable(cable: NetworkCable): { pen: Pen; note: string };
  /** Words on a device, unit, source or antenna that is not as designed; empty where it is. */
  node(id: string): string;
  /** Part that was designed behind an output that leads to nothing any more. */
  gone(node: string, port: string): string;
}

/** The redlines of a plan with a record of what was built; undefined for one without. */
export function diagramRedlines(plan: Plan, lang: Language): DiagramRedlines | undefined {
  const { asBuilt } = plan;
  if (!asBuilt) return undefined;
  const texts = textsIn(lang);
  const { antennas: designed, network: before = {} } = asBuilt.designed;
  const rows = new Map([...asBuilt.antennas, ...(asBuilt.devices ?? [])].map((row) => [row.id, row]));
  const located = (
    antennas: Plan['antennas'],
    { devices = [], sources = [] }: NonNullable<Plan['network']>,
  ) =>
    new Map([
      ...antennas.map((antenna) => [antenna.id, antennaLocation(antenna)] as const),
      ...[...devices, ...sources].map(({ id, position }) => [id, position] as const),
    ]);
  const [was, is] = [located(designed, before), located(plan.antennas, plan.network ?? {})];
  const led = new Map((before.cables ?? []).map((cable) => [portKey(cable.from), cable.to.node]));
  const hubs = new Set((before.parts ?? []).flatMap(({ id, kind }) => (kind === 'hub' ? [id] : [])));
  // Outputs of a hub are those of the small cells that hang: the others have none to be crossed out at.
  const cellsOf = (hub: string) =>
    (before.sources ?? []).some(({ id, part = '' }) => id === hub && hubs.has(part))
      ? (before.cables ?? []).filter(({ from }) => from.node === hub).map(({ to }) => to.node)
      : [];
  return {
    cable: (cable) => {
      const style = builtCableStyle(plan, cable);
      const { dashMm: _, ...pen } = style?.pen ?? unchangedCablePen;
      const designedM = style?.designedM;
      const length =
        designedM === undefined
          ? ''
          : texts('built.designedLength', { length: formatQuantity(designedM, 'm') });
      return { pen, note: length };
    },
    node: (id) => {
      const [from, to, row] = [was.get(id), is.get(id), rows.get(id)];
      const far = from && to && row?.state !== 'installed' ? distance(from, to) : 0;
      return [
        ...(row?.state === 'added' ? [texts('built.states.added')] : []),
        ...(far > 0 ? [texts('built.movedBy', { far: formatFixed(far, 1) })] : []),
        ...designedValue(plan, id, lang),
        ...cellsOf(id).flatMap((cell) => (is.has(cell) ? [] : [texts('built.leftOutLabel', { id: cell })])),
      ].join(' ');
    },
    gone: (node, port) => {
      const id = led.get(portKey({ node, port }));
      return id !== undefined && !is.has(id) ? texts('built.leftOutLabel', { id }) : '';
    },
  };
}

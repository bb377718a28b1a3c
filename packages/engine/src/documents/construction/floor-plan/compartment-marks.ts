import { type CompartmentKind, compartmentKindRows, type Level } from '../../../plan/index.ts';
import { type Mark, type Pen, pathMark, type SheetPoint } from '../../encoders/sheet.ts';
import type { DocumentTexts } from '../../wording/document-text.ts';
import type { LegendItem } from '../legend-marks.ts';
import type { FloorPlacement } from './floor-placement.ts';

/** Borders in two dashes and a dot, one in each direction of its kind's colour. */
const kindPens: Readonly<Record<CompartmentKind, Pen>> = {
  fire: { widthMm: 0.5, colour: '#c9682b', dashMm: [5, 1.2, 1, 1.2] },
  'civil-defence': { widthMm: 0.5, colour: '#5b7f2b', dashMm: [5, 1.2, 1, 1.2, 1, 1.2] },
};

/** Borders of a level's compartments, under the network. */
export function compartmentMarks({ compartments = [] }: Level, { toSheet }: FloorPlacement): Mark[] {
  return compartments.map(({ kind, polygon }) =>
    pathMark('COMPARTMENT', polygon.map(toSheet), { closed: true, pen: kindPens[kind] }),
  );
}

/** A compartment as names are placed: its name, and the colour that it is set in. */
export interface NamedArea {
  name: string;
  polygon: readonly SheetPoint[];
  colour: string;
}

/** Compartments by their names, or what they are where they have none. */
export function namedCompartments({ compartments = [] }: Level, texts: DocumentTexts): NamedArea[] {
  return compartments.map(({ kind, name, polygon }) => ({
    ...{ name: name ?? texts.name('compartment', kind), polygon },
    colour: kindPens[kind].colour,
  }));
}

/** A line for each kind of compartment there is. */
export function compartmentLegend({ compartments = [] }: Level, texts: DocumentTexts): LegendItem[] {
  const kinds = new Set(compartments.map(({ kind }) => kind));
  return compartmentKindRows
    .filter(({ id }) => kinds.has(id))
    .map(({ id }) => ({
      label: texts('construction.compartmentBorder', { kind: texts.name('compartment', id) }),
      draw: ([x, y]) => [
        pathMark(
          'FRAME',
          [
            [x - 4, y],
            [x + 4, y],
          ],
          { pen: kindPens[id] },
        ),
      ],
    }));
}

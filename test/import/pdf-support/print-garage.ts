/** Prints a drawing of a known garage of one level to a page of a PDF, every line in the pen of its layer. */
import { readDrawing } from '@diku/engine';
import type { GarageTruth } from '../score-import.ts';
import { pdfText, writePdf } from './pdf-bytes.ts';

/** Scale of the print: a point of paper in metres of the garage. */
const ratio = 150;
const pointM = (ratio * 0.0254) / 72;
const marginPt = 60;

export interface PrintedGarage {
  bytes: Uint8Array;
  /** The truth with the transform of the page. */
  truth: GarageTruth;
}

/** The page has the drawing's paths and texts, layers where asked, and its scale in words. */
export async function printGarage(
  dxf: Uint8Array,
  truth: GarageTruth,
  { withLayers }: { withLayers: boolean },
): Promise<PrintedGarage> {
  const [{ drawing }] = (await readDrawing(dxf)).sheets;
  const { transform } = truth.dxf;
  const pointsPerUnit = 1 / (transform.units_per_metre * pointM);
  const all = drawing.paths.flatMap(({ points }) => points);
  const [lowX, lowY] = [0, 1].map((axis) => all.reduce((low, point) => Math.min(low, point[axis]), Infinity));
  const [highX, highY] = [0, 1].map((axis) =>
    all.reduce((high, point) => Math.max(high, point[axis]), -Infinity),
  );
  const onPage = ([x, y]: readonly number[]) => [
    (x - lowX) * pointsPerUnit + marginPt,
    (y - lowY) * pointsPerUnit + marginPt,
  ];
  const at = (point: readonly number[]) =>
    onPage(point)
      .map((value) => value.toFixed(3))
      .join(' ');
  const layers = [...new Set(drawing.paths.map(({ layer }) => layer))];
  const onLayer = (layer: string, content: string) =>
    withLayers && layers.includes(layer) ? `/OC /L${layers.indexOf(layer)} BDC ${content} EMC` : content;
  const lines = drawing.paths.map(({ layer, points, closed, source, widthInUnits }) => {
    const index = layers.indexOf(layer);
    const widthPt = widthInUnits > 0 ? widthInUnits * pointsPerUnit : 0.3 + 0.05 * (index % 5);
    const pen = `${widthPt.toFixed(3)} w ${((index % 7) / 10).toFixed(1)} ${((index % 3) / 5).toFixed(1)} 0.1 RG`;
    const course = points.map((point, k) => `${at(point)} ${k === 0 ? 'm' : 'l'}`).join(' ');
    const filled = source === 'hatch' || source === 'solid';
    return onLayer(layer, `${pen} ${course} ${filled ? 'f' : closed ? 's' : 'S'}`);
  });
  const texts = drawing.texts.map(({ layer, text, position, heightInUnits }) => {
    const [x, y] = onPage(position);
    return onLayer(layer, pdfText(x, y, heightInUnits * pointsPerUnit, text));
  });
  const box = [0, 0, ...onPage([highX, highY]).map((value) => value + marginPt)];
  const title = pdfText(marginPt, marginPt / 3, 14, `地下一层平面图 1:${ratio}`);
  const bytes = writePdf({
    pages: [{ content: [...lines, ...texts, title].join('\n'), box }],
    layers: withLayers ? layers : [],
  });
  const offset = [0, 1].map(
    (axis) => transform.offset[axis] * pointsPerUnit - [lowX, lowY][axis] * pointsPerUnit + marginPt,
  );
  return {
    bytes,
    truth: {
      ...truth,
      dxf: { ...truth.dxf, transform: { ...transform, units_per_metre: 1 / pointM, offset } },
    },
  };
}

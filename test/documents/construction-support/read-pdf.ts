import { readFileSync } from 'node:fs';
import { type Plan, planPdf, readFont } from '@diku/engine';
import { unzlibSync } from 'fflate';
import { onceOf } from '../../support/once.ts';

const font = readFont(readFileSync(new URL('../../../assets/fonts/NotoSansSC-Subset.ttf', import.meta.url)));

/** The drawings and tables of a plan as a reader sees them, set once. */
export const readPlanPdf = onceOf((plan: Plan, lang: 'zh' | 'en') =>
  readPdf(planPdf(plan, { lang, fonts: [font] }).bytes),
);

/** A PDF as an independent reader sees it: objects by the table at its end, streams inflated. */
export interface ReadPdf {
  objects: Map<number, string>;
  streams: Map<number, Uint8Array>;
  /** Texts of each page, glyphs read through the fonts' maps to characters. */
  pages: string[][];
  /** The same with where each begins, mm from the upper left corner, its size, and whether it stands upright. */
  placed: PlacedText[][];
}

export interface PlacedText {
  text: string;
  xMm: number;
  yMm: number;
  sizeMm: number;
  isUpright: boolean;
}

export function readPdf(bytes: Uint8Array): ReadPdf {
  const text = Buffer.from(bytes).toString('latin1');
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
  const [, count] = /^xref\n0 (\d+)\n/.exec(text.slice(start)) ?? [];
  const rows = text
    .slice(start)
    .split('\n')
    .slice(2, 2 + Number(count));
  const objects = new Map<number, string>();
  const streams = new Map<number, Uint8Array>();
  rows.forEach((row, id) => {
    if (id === 0) return;
    const at = Number(row.slice(0, 10));
    const head = `${id} 0 obj\n`;
    if (!text.startsWith(head, at)) throw new Error(`object ${id} is not at ${at}`);
    const body = text.slice(at + head.length, text.indexOf('\nendobj', at));
    objects.set(id, body);
    const stream = /^<<(.*) \/Length (\d+)>>\nstream\n/s.exec(body);
    if (!stream) return;
    const from = at + head.length + stream[0].length;
    streams.set(id, unzlibSync(bytes.subarray(from, from + Number(stream[2]))));
  });
  const [fontIds] = [...objects.values()].filter((body) => body.startsWith('<</Font'));
  const fonts = [...fontIds.matchAll(/\/F\d+ (\d+) 0 R/g)].map(([, id]) =>
    characters(objects.get(Number(id)) ?? '', streams),
  );
  const placed = [...objects.values()]
    .filter((body) => body.startsWith('<</Type /Page '))
    .map((body) => {
      const content = streams.get(Number(/\/Contents (\d+) 0 R/.exec(body)?.[1]));
      return [
        ...Buffer.from(content ?? [])
          .toString('latin1')
          .matchAll(/BT .*? ET/g),
      ].map(([block]) => ({ text: shownText(block, fonts), ...locationOf(block) }));
    });
  return { objects, streams, pages: placed.map((page) => page.map(({ text }) => text)), placed };
}

/** The page is set in millimetres, downwards. */
function locationOf(block: string): Omit<PlacedText, 'text'> {
  const matrix = /((?:[\d.-]+ ){6})Tm/.exec(block)?.[1] ?? '';
  const [a, , , , xMm, yMm] = matrix.trim().split(' ').map(Number);
  const size = Number(/\/F\d+ ([\d.]+) Tf/.exec(block)?.[1]);
  return { xMm, yMm, sizeMm: size, isUpright: Math.abs(a) < 0.5 };
}

function characters(font: string, streams: ReadonlyMap<number, Uint8Array>): Map<string, string> {
  const id = Number(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]);
  const map = Buffer.from(streams.get(id) ?? []).toString('latin1');
  return new Map([...map.matchAll(/^<(\w{4})> <(\w+)>$/gm)].map(([, glyph, hex]) => [glyph, fromHex(hex)]));
}

function shownText(block: string, fonts: readonly ReadonlyMap<string, string>[]): string {
  const parts = [...block.matchAll(/(?:\/ActualText <FEFF(\w+)>>> BDC )?\/F(\d+) \S+ Tf <(\w*)> Tj/g)];
  return parts
    .map(([, actual, font, glyphs]) =>
      actual
        ? fromHex(actual)
        : (glyphs.match(/.{4}/g) ?? []).map((glyph) => fonts[Number(font)].get(glyph) ?? '?').join(''),
    )
    .join('');
}

function fromHex(hex: string): string {
  return String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16)));
}

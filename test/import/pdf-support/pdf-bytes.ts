/** Writes small PDF documents by hand, uncompressed, as tests want them. */

export interface WrittenPage {
  content: string;
  /** [minX, minY, maxX, maxY], points; A4 when left out. */
  box?: readonly number[];
  /** Further entries of the page's resources. */
  resources?: string;
}

export interface WrittenPdf {
  pages: WrittenPage[];
  /** Names of layers; `/OC /L0 BDC … EMC` draws on the first. */
  layers?: readonly string[];
  /** Indices of layers that are off. */
  off?: readonly number[];
  /** Further objects, from number 100: bodies of dictionaries or streams. */
  objects?: readonly (string | Uint8Array)[];
  /** Further entries of the trailer. */
  trailer?: string;
}

/** A text at a point with the font every page has: Latin letters by themselves, others through a map of characters. */
export function pdfText(x: number, y: number, size: number, text: string): string {
  const codes = [...text].map((letter) => letter.codePointAt(0)!.toString(16).padStart(4, '0'));
  return `BT /F0 ${size} Tf 1 0 0 1 ${x} ${y} Tm <${codes.join('')}> Tj ET`;
}

export function pdfStream(dictionary: string, data: Uint8Array | string): Uint8Array {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data;
  const head = Buffer.from(`<<${dictionary} /Length ${bytes.length}>>\nstream\n`, 'latin1');
  return Buffer.concat([head, bytes, Buffer.from('\nendstream', 'latin1')]);
}

/** Every code of two bytes is the character of that number. */
const unicodeMap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
100 beginbfrange
${Array.from({ length: 100 }, (_, k) => k)
  .map((k) => [0x4e00 + k * 256, k] as const)
  .filter(([from]) => from < 0xa000)
  .map(([from]) => `<${from.toString(16)}> <${(from + 255).toString(16)}> <${from.toString(16)}>`)
  .join('\n')}
<0020> <00ff> <0020>
endbfrange
endcmap CMapName currentdict /CMap defineresource pop end end`;

export function writePdf({
  pages,
  layers = [],
  off = [],
  objects = [],
  trailer = '',
}: WrittenPdf): Uint8Array {
  const layerId = (k: number) => 50 + k;
  const bodies = new Map<number, string | Uint8Array>();
  const list = layers.map((_, k) => `${layerId(k)} 0 R`).join(' ');
  const hidden = off.map((k) => `${layerId(k)} 0 R`).join(' ');
  const optional = layers.length > 0 ? ` /OCProperties <</OCGs [${list}] /D <</OFF [${hidden}]>>>>` : '';
  bodies.set(1, `<</Type /Catalog /Pages 2 0 R${optional}>>`);
  const pageIds = pages.map((_, k) => 1000 + 2 * k);
  bodies.set(
    2,
    `<</Type /Pages /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] /Count ${pages.length}>>`,
  );
  bodies.set(
    3,
    '<</Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>',
  );
  bodies.set(
    4,
    '<</Type /Font /Subtype /CIDFontType2 /BaseFont /Own /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> /DW 1000 /FontDescriptor 6 0 R>>',
  );
  bodies.set(5, pdfStream('', unicodeMap));
  bodies.set(
    6,
    '<</Type /FontDescriptor /FontName /Own /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80>>',
  );
  layers.forEach((name, k) => {
    const wide = [...name].map((letter) => letter.codePointAt(0)!.toString(16).padStart(4, '0')).join('');
    bodies.set(layerId(k), `<</Type /OCG /Name <feff${wide}>>>`);
  });
  objects.forEach((body, k) => {
    bodies.set(100 + k, body);
  });
  pages.forEach(({ content, box = [0, 0, 595, 842], resources = '' }, k) => {
    const properties = layers.map((_, index) => `/L${index} ${layerId(index)} 0 R`).join(' ');
    const dictionary = `<</Font <</F0 3 0 R>> /Properties <<${properties}>> ${resources}>>`;
    const view = box.join(' ');
    bodies.set(
      1000 + 2 * k,
      `<</Type /Page /Parent 2 0 R /MediaBox [${view}] /Resources ${dictionary} /Contents ${1001 + 2 * k} 0 R>>`,
    );
    bodies.set(1001 + 2 * k, pdfStream('', content));
  });
  return assemble(bodies, trailer);
}

function assemble(bodies: ReadonlyMap<number, string | Uint8Array>, trailer: string): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from('%PDF-1.7\n', 'latin1')];
  const offsets = new Map<number, number>();
  let at = parts[0].length;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    at += bytes.length;
  };
  for (const [id, body] of bodies) {
    offsets.set(id, at);
    const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
    add(Buffer.concat([Buffer.from(`${id} 0 obj\n`), bytes, Buffer.from('\nendobj\n')]));
  }
  const start = at;
  const size = Math.max(...bodies.keys()) + 1;
  const rows = [...offsets].map(([id, offset]) => `${id} 1\n${String(offset).padStart(10, '0')} 00000 n \n`);
  add(Buffer.from(`xref\n0 1\n0000000000 65535 f \n${rows.join('')}`));
  add(Buffer.from(`trailer\n<</Size ${size} /Root 1 0 R ${trailer}>>\nstartxref\n${start}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * The predefined character maps of Chinese fonts (PDF 32000-1, 9.7.5.2), made of the host's own decoders where a document
 * asks for one: such fonts name their characters by nothing else. The maps that Adobe publishes number the glyphs of its
 * character collections; here other numbers stand between code and character, all beyond those that a collection has. A
 * code that a font uses directly as a number of its collection is therefore known to be unknown.
 */
import { decodeBytes } from '../../../core/index.ts';

interface Collection {
  ordering: 'GB1' | 'CNS1';
  /** Encoding of its codes of two bytes, as hosts name it. */
  label: 'gbk' | 'big5';
  /** Names of maps for those codes, and for codes of UTF-16. */
  coded: RegExp;
  wide: RegExp;
  /** Numbers of the characters from the space to the tilde, proportional and half as wide as others: Adobe's own. */
  latin: readonly [number, number];
}

const collections: readonly Collection[] = [
  {
    ordering: 'GB1',
    label: 'gbk',
    coded: /^(GB|GBpc|GBK|GBKp)-EUC-[HV]$|^GBK2K-[HV]$/,
    wide: /^UniGB-(UCS2|UTF16)-[HV]$/,
    latin: [1, 814],
  },
  {
    ordering: 'CNS1',
    label: 'big5',
    coded: /^(B5pc|ETen-B5|ETenms-B5|HKscs-B5)-[HV]$/,
    wide: /^UniCNS-(UCS2|UTF16)-[HV]$/,
    latin: [1, 13_648],
  },
];

/** Numbers from here on are of no collection. */
const firstNumber = 0x7700;
const [firstLead, lastLead, firstTrail, lastTrail] = [0x81, 0xfe, 0x40, 0xfe];
const trailCount = lastTrail - firstTrail + 1;
const [space, tilde] = [0x20, 0x7e];
const unknown = 'fffd';

/** Gives the library the maps that it asks for by name. Nothing is fetched. */
export class CharacterMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const map = kind === 'cMapUrl' ? characterMap(filename) : undefined;
    if (map === undefined) throw new Error(`no ${filename}`);
    return Uint8Array.from(map, (letter) => letter.charCodeAt(0));
  }
}

function characterMap(name: string): string | undefined {
  for (const collection of collections) {
    const { ordering, coded, wide } = collection;
    const isVertical = name.endsWith('-V');
    if (name === `Adobe-${ordering}-UCS2`) return charactersOf(collection);
    if (coded.test(name)) return codesOf(collection, /^GB(K|pc)?-|^ETen/.test(name), isVertical);
    if (wide.test(name)) return wideCodesOf(collection, isVertical);
  }
  return undefined;
}

/** Numbers of codes of one and two bytes. */
function codesOf({ latin }: Collection, isHalfWide: boolean, isVertical: boolean): string {
  const rows = [`<${hex(space, 2)}> <${hex(tilde, 2)}> ${latin[isHalfWide ? 1 : 0]}`];
  for (let lead = firstLead; lead <= lastLead; lead++) {
    const [from, to] = [firstTrail, lastTrail].map((trail) => hex(lead * 256 + trail, 4));
    rows.push(`<${from}> <${to}> ${numberOf(lead, firstTrail)}`);
  }
  return mapText(`<00> <80> <8140> <fefe>`, ['cidrange', rows], isVertical);
}

/** Numbers of codes of UTF-16. */
function wideCodesOf(collection: Collection, isVertical: boolean): string {
  const rows = [`<${hex(space, 4)}> <${hex(tilde, 4)}> ${collection.latin[0]}`];
  const seen = new Set<number>();
  eachCharacter(collection, (number, unicode) => {
    if (seen.has(unicode)) return;
    seen.add(unicode);
    rows.push(`<${hex(unicode, 4)}> <${hex(unicode, 4)}> ${number}`);
  });
  return mapText('<0000> <ffff>', ['cidrange', rows], isVertical);
}

/** Characters of numbers. */
function charactersOf(collection: Collection): string {
  const characters = new Array<string>(firstNumber).fill(unknown);
  for (const first of collection.latin) {
    for (let code = space; code <= tilde; code++) characters[first + code - space] = hex(code, 4);
  }
  const rows = [
    `<0001> <${hex(firstNumber - 1, 4)}> [${characters
      .slice(1)
      .map((code) => `<${code}>`)
      .join('')}]`,
  ];
  eachCharacter(collection, (number, unicode) => {
    rows.push(`<${hex(number, 4)}> <${hex(number, 4)}> <${hex(unicode, 4)}>`);
  });
  return mapText('<0000> <ffff>', ['bfrange', rows], false);
}

function numberOf(lead: number, trail: number): number {
  return firstNumber + (lead - firstLead) * trailCount + trail - firstTrail;
}

function eachCharacter({ label }: Collection, take: (number: number, unicode: number) => void): void {
  for (let lead = firstLead; lead <= lastLead; lead++) {
    for (let trail = firstTrail; trail <= lastTrail; trail++) {
      const text = decodeBytes(Uint8Array.of(lead, trail), label);
      // Some codes are two characters, or one of four bytes.
      if (text?.length === 1) take(numberOf(lead, trail), text.charCodeAt(0));
    }
  }
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function mapText(spaces: string, [kind, rows]: [string, readonly string[]], isVertical: boolean): string {
  return `begincmap /WMode ${isVertical ? 1 : 0} def
${spaces.split(' ').length / 2} begincodespacerange ${spaces} endcodespacerange
${rows.length} begin${kind}
${rows.join('\n')}
end${kind} endcmap`;
}

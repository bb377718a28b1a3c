import { strToU8 } from 'fflate';

/** Numbered objects of a PDF, written one after the other with their offsets in the table at the end. */
export interface PdfFile {
  /** A number for an object that comes later. */
  reserve(): number;
  set(id: number, body: string): void;
  add(body: string): number;
  addStream(data: Uint8Array, entries: string): number;
  finish(roots: { catalog: number; info: number }): Uint8Array;
}

export function createPdfFile(): PdfFile {
  const bodies: (readonly Uint8Array[] | undefined)[] = [];
  const put = (id: number, parts: readonly Uint8Array[]) => {
    bodies[id - 1] = parts;
  };
  const reserve = () => bodies.push(undefined);
  return {
    reserve,
    set: (id, body) => put(id, [strToU8(body)]),
    add(body) {
      const id = reserve();
      put(id, [strToU8(body)]);
      return id;
    },
    addStream(data, entries) {
      const id = reserve();
      const head = strToU8(`<<${entries} /Length ${data.length}>>\nstream\n`);
      put(id, [head, data, strToU8('\nendstream')]);
      return id;
    },
    finish({ catalog, info }) {
      // The second line tells programs that copy files that this one is not text.
      const parts: Uint8Array[] = [strToU8('%PDF-1.7\n'), new Uint8Array([37, 0xe2, 0xe3, 0xcf, 0xd3, 10])];
      let at = parts[0].length + parts[1].length;
      const push = (part: Uint8Array) => {
        parts.push(part);
        at += part.length;
      };
      const locations = bodies.map((body, index) => {
        const location = at;
        push(strToU8(`${index + 1} 0 obj\n`));
        for (const part of body ?? [strToU8('null')]) push(part);
        push(strToU8('\nendobj\n'));
        return location;
      });
      const table = locations.map((location) => `${String(location).padStart(10, '0')} 00000 n \n`).join('');
      const count = bodies.length + 1;
      const start = at;
      push(
        strToU8(
          `xref\n0 ${count}\n0000000000 65535 f \n${table}` +
            `trailer\n<</Size ${count} /Root ${catalog} 0 R /Info ${info} 0 R>>\nstartxref\n${start}\n%%EOF\n`,
        ),
      );
      const whole = new Uint8Array(at);
      let offset = 0;
      for (const part of parts) {
        whole.set(part, offset);
        offset += part.length;
      }
      return whole;
    },
  };
}

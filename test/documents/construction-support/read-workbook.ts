import { strFromU8, unzipSync } from 'fflate';

export interface ReadCell {
  value: string | number;
  formula?: string;
  /** Whether it stays text, whatever it begins with. */
  isText: boolean;
}

/** Sheets of a workbook by name, cells by their address (`B3`), read off the XML. */
export function readWorkbook(bytes: Uint8Array): Map<string, Map<string, ReadCell>> {
  const files = unzipSync(bytes);
  const xml = (name: string) => strFromU8(files[name]);
  const names = [...xml('xl/workbook.xml').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => plain(name));
  return new Map(
    names.map((name, index) => {
      const sheet = xml(`xl/worksheets/sheet${index + 1}.xml`);
      const cells = [...sheet.matchAll(/<c r="([A-Z]+\d+)"([^>]*[^>/])>(.*?)<\/c>/g)].map(
        ([, at, attributes, body]): [string, ReadCell] => {
          const isText = attributes.includes('t="inlineStr"');
          const formula = /<f>(.*?)<\/f>/.exec(body)?.[1];
          const raw = isText
            ? plain(/<t[^>]*>(.*?)<\/t>/s.exec(body)?.[1] ?? '')
            : Number(/<v>(.*?)<\/v>/.exec(body)?.[1]);
          return [at, { value: raw, isText, ...(formula ? { formula: plain(formula) } : {}) }];
        },
      );
      return [name, new Map(cells)];
    }),
  );
}

function plain(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

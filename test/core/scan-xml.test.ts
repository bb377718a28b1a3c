import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { XmlError, XmlScanner } from '../../packages/engine/src/core/text/tables/xlsx/scan-xml.ts';

const word = fc.constantFrom('c', 'v', 'row', 'x:is', 't', '值');
const space = fc.constantFrom('', ' ', '\n', '\t ');
const letters = ['a', '样', ' ', '>', '/', '=', '&lt;', '&amp;', '&#65;', '&#x6837;', '😀'];
const values = fc.string({ unit: fc.constantFrom(...letters) });
const words = fc.string({ unit: fc.constantFrom(...letters, '\n') });
const attribute = fc
  .tuple(fc.constantFrom('r', 's', 't', 'xml:space', 'x:y'), space, values, fc.boolean())
  .map(
    ([key, gap, value, isSingle]) =>
      [key, `${key}${gap}=${gap}${isSingle ? `'${value}'` : `"${value}"`}`] as const,
  );
const attributes = fc
  .uniqueArray(attribute, { maxLength: 3, selector: ([key]) => key })
  .map((list) => list.map(([, text]) => ` ${text}`).join(''));
const between = fc.oneof(
  words,
  fc.constantFrom('<!-- <c> & -->', '<?pi >?>', '<![CDATA[<v> & ]] >]]>', '<!---->'),
);

/** Elements with texts, comments and the like between them. */
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      word,
      attributes,
      space,
      fc.array(fc.oneof({ depthSize: 'small' }, between, tie('element')), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([name, list, gap, inside, isEmpty]) =>
      isEmpty ? `<${name}${list}${gap}/>` : `<${name}${list}${gap}>${inside.join('')}</${name}${gap}>`,
    ),
}));
const document = fc
  .tuple(fc.constantFrom('', '<?xml version="1.0"?>\n'), element, space)
  .map((parts) => parts.join(''));
const points = fc.array(fc.nat(), { maxLength: 6 });

/** Returns what is told, texts that come in pieces joined. */
function listen() {
  const told: string[] = [];
  let text = '';
  const tell = (line: string) => {
    if (text !== '') told.push(`text ${text}`);
    text = '';
    told.push(line);
  };
  const listener = {
    open: (name: string, attributes: Readonly<Record<string, string>>) =>
      tell(`open ${name} ${JSON.stringify(attributes)}`),
    close: (name: string) => tell(`close ${name}`),
    text: (chunk: string) => {
      text += chunk;
    },
  };
  return { told, listener };
}

function scan(chunks: readonly string[]): string[] {
  const { told, listener } = listen();
  const scanner = new XmlScanner(listener);
  for (const chunk of chunks) scanner.write(chunk);
  scanner.close();
  return told;
}

function readBySaxes(text: string): string[] {
  const { told, listener } = listen();
  const parser = new SaxesParser();
  const local = (name: string) => name.replace(/^\w+:/, '');
  let depth = 0;
  parser.on('opentag', (tag) => {
    depth += 1;
    listener.open(local(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    depth -= 1;
    listener.close(local(tag.name));
  });
  for (const kind of ['text', 'cdata'] as const)
    parser.on(kind, (chunk) => {
      if (depth > 0) listener.text(chunk);
    });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(text).close();
  return told;
}

function cut(text: string, at: readonly number[]): string[] {
  const ends = [...new Set(at.map((point) => point % (text.length + 1)))].sort((a, b) => a - b);
  return [...ends, text.length].map((end, index) => text.slice(index === 0 ? 0 : ends[index - 1], end));
}

describe('the scanner of sheets', () => {
  it('tells what a complete parser tells, wherever the text is cut (seed 8)', () => {
    fc.assert(
      fc.property(document, points, (text, at) => {
        expect(scan(cut(text, at))).toEqual(readBySaxes(text));
      }),
      { seed: 8, numRuns: 1000 },
    );
  });

  it('refuses what is damaged, as an error of its own, the same wherever it is cut (seed 9)', () => {
    const damage = fc.record({
      at: fc.nat(),
      by: fc.constantFrom('', '<', '>', '&', '"', '</v>', '<!DOCTYPE a>'),
    });
    fc.assert(
      fc.property(document, damage, points, (text, { at, by }, chunks) => {
        const point = at % text.length;
        const damaged = text.slice(0, point) + by + text.slice(point + 1);
        const outcome = (parts: readonly string[]) => {
          try {
            return scan(parts);
          } catch (error) {
            expect(error).toBeInstanceOf(XmlError);
            return (error as XmlError).kind;
          }
        };
        expect(outcome(cut(damaged, chunks))).toEqual(outcome([damaged]));
      }),
      { seed: 9, numRuns: 1000 },
    );
    const faults = [
      '',
      '<a>',
      '<a></b>',
      '<a/><b/>',
      'x<a/>',
      '<a b/>',
      '<a b=c/>',
      '<a>&nbsp;</a>',
      '<a>&#0;</a>',
    ];
    for (const text of [...faults, '<a>'.repeat(100), `<a b="${'c'.repeat(2 ** 21)}`]) {
      expect(() => scan([text]), text.slice(0, 20)).toThrow(XmlError);
    }
  });
});

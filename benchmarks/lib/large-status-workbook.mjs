import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { nameColumn, renamedCell } from './large-status-table.mjs';

const example = new URL('../../examples/status-table.csv', import.meta.url);
const chunkLength = 1 << 20;

/**
 * The table of `writeLargeStatusTable` as a workbook: numbers as numbers, every other text in the list that cells share, as Excel has it.
 */
export function writeLargeStatusWorkbook(path, rowCount) {
  const file = openSync(path, 'w');
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    writeSync(file, bytes);
  });
  const part = (name, chunks) => {
    const entry = new ZipDeflate(name, { level: 1 });
    zip.add(entry);
    let text = '';
    for (const chunk of chunks) {
      text += chunk;
      if (text.length < chunkLength) continue;
      entry.push(strToU8(text));
      text = '';
    }
    entry.push(strToU8(text), true);
  };
  const relation = (id, type, target) =>
    `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
  const shared = new Map();
  part('_rels/.rels', [
    `<Relationships>${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
  ]);
  part('xl/workbook.xml', [
    '<workbook xmlns:r="r"><sheets><sheet name="现状表" sheetId="1" r:id="s"/></sheets></workbook>',
  ]);
  part('xl/_rels/workbook.xml.rels', [
    `<Relationships>${relation('s', 'worksheet', 'worksheets/sheet1.xml')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
  ]);
  part('xl/worksheets/sheet1.xml', sheetChunks(rowCount, shared));
  part('xl/sharedStrings.xml', textChunks(shared));
  zip.end();
  closeSync(file);
}

function* sheetChunks(rowCount, shared) {
  const [head, ...rows] = parse(readFileSync(example), { bom: true, relax_column_count: true });
  yield '<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>';
  yield rowXml(head, 1, shared);
  for (let index = 0; index < rowCount; index++) {
    const cells = rows[index % rows.length];
    const name = renamedCell(cells[nameColumn] ?? '', Math.floor(index / rows.length));
    yield rowXml(cells.toSpliced(nameColumn, 1, name), index + 2, shared);
  }
  yield '</sheetData></worksheet>';
}

function rowXml(cells, number, shared) {
  const filled = cells.map((text, column) => {
    if (text === '') return '';
    const at = `${String.fromCharCode(...(column < 26 ? [65 + column] : [65, 39 + column]))}${number}`;
    if (/^-?[1-9]\d*(\.\d*[1-9])?$/.test(text)) return `<c r="${at}" s="1"><v>${text}</v></c>`;
    const stringIndex = shared.get(text) ?? shared.size;
    shared.set(text, stringIndex);
    return `<c r="${at}" s="2" t="s"><v>${stringIndex}</v></c>`;
  });
  return `<row r="${number}" spans="1:${cells.length}">${filled.join('')}</row>`;
}

function* textChunks(shared) {
  yield '<?xml version="1.0" encoding="UTF-8"?><sst>';
  for (const text of shared.keys()) yield `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
  yield '</sst>';
}

function escaped(text) {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

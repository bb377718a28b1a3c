import type { DocumentTable } from '../../encoders/document-table.ts';
import { escapeXml } from '../../encoders/escape-xml.ts';
import { zipFiles } from '../../encoders/zip-files.ts';
import { sheetXml, stylesXml } from './sheet-xml.ts';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const documentRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const contentBase = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Tables as sheets of one workbook (ECMA-376): heads frozen and filtered, amounts and totals as formulas with their values, so
 * that programs that do not compute show them too. Same input, same bytes.
 */
export function workbookXlsx(tables: readonly DocumentTable[], names: readonly string[]): Uint8Array {
  const sheetNames = tables.map((_, index) => sheetName(names[index], index));
  const parts: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${contentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${contentBase}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${contentBase}.styles+xml"/>` +
      tables
        .map(
          (_, index) =>
            `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${contentBase}.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(tables, sheetNames),
    'xl/_rels/workbook.xml.rels': relations([
      ...tables.map((_, index): [string, string] => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml(),
  };
  tables.forEach((table, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(table, index === 0);
  });
  return zipFiles(Object.entries(parts).map(([name, xml]) => ({ name, content: head + xml })));
}

function workbookXml(tables: readonly DocumentTable[], names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const titles = tables.map(
    (_, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeXml(`'${names[index].replaceAll("'", "''")}'`)}!$1:$2</definedName>`,
  );
  return (
    `<workbook xmlns="${main}" xmlns:r="${documentRelations}"><sheets>${sheets.join('')}</sheets>` +
    `<definedNames>${titles.join('')}</definedNames><calcPr calcId="0" fullCalcOnLoad="1"/></workbook>`
  );
}

function relations(targets: readonly (readonly [string, string])[]): string {
  const items = targets.map(
    ([type, target], index) =>
      `<Relationship Id="rId${index + 1}" Type="${documentRelations}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packageRelations}">${items.join('')}</Relationships>`;
}

/** Returns a name of at most 31 characters, without those that spreadsheets refuse. */
function sheetName(name: string, index: number): string {
  return name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31) || `Sheet${index + 1}`;
}

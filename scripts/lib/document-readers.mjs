/** Readers of our documents that others wrote: LibreOffice Calc for workbooks, ezdxf for drawings, Poppler for PDF. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const auditScript = fileURLToPath(new URL('audit-dxf.py', import.meta.url));
const recountScript = fileURLToPath(new URL('recount-dxf.py', import.meta.url));
/** Where they are looked for, first what Debian's packages install. */
const pythons = ['/usr/bin/python3', 'python3'];
const offices = ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];

/** A Python with ezdxf (`apt-get install python3-ezdxf`), or undefined. */
export function findEzdxf() {
  return pythons.find((python) => spawnSync(python, ['-c', 'import ezdxf']).status === 0);
}

/** A Python with its own library alone, or undefined. */
export function findPython() {
  return pythons.find((python) => spawnSync(python, ['-c', 'import json']).status === 0);
}

/** LibreOffice with Calc (`apt-get install libreoffice-calc`), or undefined. */
export function findCalc() {
  return offices.find((office) => spawnSync(office, ['--version']).status === 0);
}

/** Returns whether there is Poppler (`apt-get install poppler-utils`). */
export function hasPoppler() {
  return spawnSync('pdfinfo', ['-v']).status === 0;
}

/** Pages of a PDF as Poppler counts them, and what it complains of while it sets every page. */
export function readPages(file) {
  const { stdout = '' } = spawnSync('pdfinfo', [file], { encoding: 'utf8' });
  const text = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
  const drawn = spawnSync('pdftoppm', ['-r', '10', '-png', file], { maxBuffer: 2 ** 28 });
  const complaints = [text.stderr, drawn.stderr.toString()].flatMap((said) =>
    said.split('\n').filter(Boolean),
  );
  return { pages: Number(/^Pages:\s+(\d+)/m.exec(stdout)?.[1] ?? 0), text: text.stdout, complaints };
}

/** What ezdxf finds wrong with each drawing. */
export function auditDrawings(python, files) {
  return runScript(python, auditScript, files);
}

/** What `recount-dxf.py` counts in each drawing of ours. */
export function recountDrawings(python, files) {
  return runScript(python, recountScript, files);
}

function runScript(python, script, files) {
  if (files.length === 0) return {};
  const { status, stdout, stderr } = spawnSync(python, [script, ...files], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Rows of workbooks that LibreOffice computes otherwise than they say, for each `sheet: row: ours | theirs`: it opens a workbook
 * as it is, and once more with the values of all formulas taken out, and writes every sheet as CSV.
 */
export function differingRows(office, workbooks) {
  const folder = mkdtempSync(join(tmpdir(), 'diku-calc-'));
  try {
    const files = workbooks.flatMap((workbook, index) =>
      Object.entries({ stated: workbook, computed: withoutFormulaValues(workbook) }).map(([name, bytes]) => {
        const file = join(folder, `${name}${index}.xlsx`);
        writeFileSync(file, bytes);
        return file;
      }),
    );
    const out = join(folder, 'csv');
    mkdirSync(out);
    // Comma, quotes, UTF-8, from the first row, all sheets, numbers as they are.
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const words = [profile, '--headless', '--convert-to', filter, '--outdir', out, ...files];
    const run = spawnSync(office, words, { encoding: 'utf8', timeout: 180_000 });
    const written = readdirSync(out).sort();
    return workbooks.map((_, index) => {
      const stated = written.filter((name) => name.startsWith(`stated${index}-`));
      if (stated.length === 0) throw new Error(`LibreOffice wrote no sheet: ${run.stdout} ${run.stderr}`);
      return stated.flatMap((name) => differingLines(out, name, name.replace('stated', 'computed')));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function differingLines(folder, stated, computed) {
  const [ours, theirs] = [stated, computed].map((name) =>
    readFileSync(join(folder, name), 'utf8').split('\n'),
  );
  const sheet = stated.replace(/^stated\d+-|\.csv$/g, '');
  return [...Array(Math.max(ours.length, theirs.length)).keys()]
    .filter((row) => ours[row] !== theirs[row] || /#(NAME|REF|VALUE|DIV)|Err:\d/.test(theirs[row] ?? ''))
    .map((row) => `${sheet}: row ${row + 1}: ${ours[row]} | ${theirs[row]}`);
}

/** Formulas of a workbook. */
export function formulaCount(workbook) {
  return sheetTexts(workbook).reduce((sum, [, text]) => sum + text.split('<f>').length - 1, 0);
}

function sheetTexts(workbook) {
  return Object.entries(unzipSync(workbook))
    .filter(([name]) => name.startsWith('xl/worksheets/'))
    .map(([name, bytes]) => [name, strFromU8(bytes)]);
}

function withoutFormulaValues(workbook) {
  const parts = unzipSync(workbook);
  for (const [name, text] of sheetTexts(workbook)) {
    parts[name] = strToU8(text.replaceAll(/(<\/f>)<v>[^<]*<\/v>/g, '$1'));
  }
  return zipSync(parts);
}

/** All files of a folder that end so, with their paths. */
export function filesIn(folder, ending) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.toLowerCase().endsWith(ending))
    .map((name) => join(folder, name));
}

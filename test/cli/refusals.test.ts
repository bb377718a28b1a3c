import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeProblem,
  findCarrierProfile,
  InputError,
  importDrawing,
  parseCorrections,
  parsePlan,
  parsePreset,
  phraseText,
  traceLink,
} from '@diku/engine';
import { findRequirementProfile, mergeProfile } from '@diku/engine/plan';
import { evaluateModel, loadFormulas } from '@diku/engine/radio';
import { describe, expect, test } from 'vitest';
import { propagationModel } from '../../packages/engine/src/radio/index.ts';
import { dxfBytes, line, smallGarage } from '../import/drawing-support.ts';
import { textBytes } from '../support/bytes.ts';
import { createWorkFolder, fixturePlan, runCli } from '../support/run-cli.ts';
import { repositoryPath } from '../viewer/browser.ts';

const chinese = /[\u4e00-\u9fff]/;

const cutShort = (bytes: Uint8Array) => bytes.subarray(0, bytes.length / 2);

/** Files that are refused, by what is wrong with them. */
const refused: Record<string, Uint8Array> = {
  'an empty file': new Uint8Array(0),
  'a DWG cut short': textBytes(`AC1032${'\0'.repeat(200)}`),
  'a PDF': textBytes('%PDF-1.7 …'),
  'a web page': textBytes('<!DOCTYPE html><html></html>'),
  'a text': textBytes('nothing to see'),
  'bytes of nothing': Uint8Array.from({ length: 40 }, (_, i) => (i * 37 + 1) % 8),
  'DXF without entities': textBytes('0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n'),
  'DXF cut short': cutShort(dxfBytes(smallGarage())),
  'DXF that is none after its first lines': textBytes('0\nLINE\n8\nA\n'),
  'DXF without walls': dxfBytes({ entities: line('FURNITURE', 0, 0, 5000, 0) }),
  'DXF whose walls enclose nothing': dxfBytes({ entities: line('A-WALL', 0, 0, 50_000, 0) }),
  'DXF in another unit': dxfBytes({ entities: line('A-WALL', 0, 0, 9e9, 0) }),
  'IFC without a schema': textBytes('ISO-10303-21;\nHEADER;\nENDSEC;\n'),
  'IFC cut short': textBytes("ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;\n#1=IFCWALL("),
  'broken JSON': textBytes('{"type": "FeatureCollection", "features": [}'),
  'GeoJSON without features': textBytes('{"type": "FeatureCollection", "features": []}'),
  'GeoJSON with nothing usable': textBytes('{"type":"FeatureCollection","features":[{"type":"Feature"}]}'),
  'GeoJSON of a continent': textBytes(
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[0,0],[90,45]]}}]}',
  ),
  'OSM cut short': textBytes('<?xml version="1.0"?>\n<osm version="0.6">\n<node id="1" lat="1"'),
  'OSM with a document type': textBytes('<!DOCTYPE osm [<!ENTITY a "b">]><osm></osm>'),
  'OSM with nothing in it': textBytes('<osm version="0.6"></osm>'),
  'a picture that ends early': Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0]),
  'a JPEG that ends early': Uint8Array.from([255, 216, 255, 224, 0, 16]),
};

describe('refusals', () => {
  test.each(Object.entries(refused))('%s is refused in both languages', async (_, bytes) => {
    const error = await importDrawing(bytes).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    const { said: message, problems } = error as InputError;
    expect(message.map((each) => describeProblem(each))).toEqual(
      problems.map((each) => describeProblem(each)),
    );
    for (const { at, found, expected } of message) {
      expect(typeof found).toBe('object');
      expect(typeof expected).toBe('object');
      const inChinese = [at, found, expected].map((each) => phraseText(each, 'zh')).join(' ');
      expect(inChinese).toMatch(chinese);
      expect(inChinese).not.toMatch(/\{\w+\}|\b(found|expected|line|byte|garage|drawing|walls?)\b/);
    }
  });

  test('plans, corrections and presets are refused in both languages', () => {
    const point = { x: 1 };
    const refusals = [
      () => parsePlan({ format: 'diku-plan', levels: [{ id: 3 }], antennas: [{ type: 'directional' }] }),
      () => parsePlan([]),
      () => parseCorrections({ format: 'diku-corrections', version: 1, units: -1, accept: [point] }),
      () => parseCorrections({ format: 'diku-corrections', version: 1, levels: { B1: { id: '?' } } }),
      () => parsePreset({ format: 'diku-import-preset', version: 1, units: 'miles' }),
    ];
    for (const refuse of refusals) {
      let error: unknown;
      try {
        refuse();
      } catch (reason) {
        error = reason;
      }
      for (const { expected } of (error as InputError).said) {
        // Names of values stay as they are written.
        const words = phraseText(expected, 'zh').replace(/"[^"]*"/g, '');
        expect(words).not.toMatch(/\b(string|number|expected|such as|one of|must|at least)\b/i);
      }
    }
  });

  test('models, formulas, profiles and links are refused in both languages', async () => {
    await loadFormulas();
    const plan = parsePlan(JSON.parse(readFileSync(fixturePlan, 'utf8')));
    const refusals = [
      () => propagationModel('ray'),
      () => propagationModel('no-such-model'),
      () => evaluateModel('free-space', { frequencyMhz: 900 }),
      () => evaluateModel('free-space', { frequencyMhz: -1, distanceM: 3 }),
      () => evaluateModel('custom', { expression: '20 + nobody' }),
      () => evaluateModel('custom', { expression: 'import("fs")' }),
      () => traceLink(plan, '1,2', '3,3,1,B1'),
      () => traceLink(plan, '1,2,1,B1', '3,3,1,B9'),
      () => mergeProfile(findRequirementProfile('shanghai-2023'), { phoneHeightM: 'high', other: 1 }),
      () => findCarrierProfile('none'),
    ];
    for (const refuse of refusals) {
      let error: unknown;
      try {
        refuse();
      } catch (reason) {
        error = reason;
      }
      expect(error, String(refuse)).toBeInstanceOf(InputError);
      for (const problem of (error as InputError).said) {
        // Names and values stay as they are written.
        const words = describeProblem(problem, 'zh').replace(/"[^"]*"/g, '');
        expect(words).toMatch(chinese);
        expect(words).not.toMatch(/\b(found|expected|unknown|one of|nothing|a number|level|whole|which)\b/i);
        expect(describeProblem(problem)).not.toMatch(chinese);
      }
    }
  });

  test('no refusal that a plan, a table or an option can meet is written in English alone', () => {
    // Calls that only a program gets wrong, memory that is not there, and what a batch prints as JSON.
    const programs =
      /engine.src.radio.(kernel|workers)|evaluate-batch|itu-p2040|obstacle-loss|heatmap-svg|plan.schema/;
    const folder = join(repositoryPath, 'packages');
    const inEnglish = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(
        (file) => /^(engine|cli).src\b.*\.ts$/.test(file) && !/phrases/.test(file) && !programs.test(file),
      )
      .flatMap((file) => {
        const text = readFileSync(join(folder, file), 'utf8');
        return [...text.matchAll(/\b(?:found|expected): ([`'])(?:(?!\1).)*\b[a-z]{3,} [a-z]{2,}.*/g)].map(
          ([line]) => `${file}: ${line}`,
        );
      });
    expect(inEnglish).toEqual([]);
  });

  test('the command line refuses in the language that is asked for, and in English where none is', {
    tags: ['thorough'],
  }, async () => {
    const { folder, remove } = createWorkFolder();
    writeFileSync(join(folder, 'plan.dxf'), refused['DXF whose walls enclose nothing']);
    const run = async (lang: string[], env = {}) =>
      (await runCli(folder, ['import', 'plan.dxf', '-o', 'plan.json', ...lang], env)).stderr;
    expect(await run(['--lang', 'zh'])).toMatch(/plan\.dxf：.*读到墙没有围合出空间，应为围合地库的外墙/);
    expect(await run([], { LC_ALL: 'zh_CN.UTF-8' })).toMatch(/墙没有围合出空间/);
    expect(await run(['--lang', 'en'], { LC_ALL: 'zh_CN.UTF-8' })).toMatch(
      /found walls that enclose nothing/,
    );
    expect(await run([], { LC_ALL: 'C' })).toMatch(
      /found walls that enclose nothing; expected an outer wall/,
    );
    remove();
  });

  test('so does it say that it has a bug', async () => {
    const { folder, remove } = createWorkFolder();
    const bug = `setInterval(()=>{if(process.listenerCount('uncaughtException'))throw(Error('bug'))})`;
    const env = { NODE_OPTIONS: `--import "data:text/javascript,${bug}"` };
    const run = async (lang: string) => await runCli(folder, ['serve', '--port', '0', '--lang', lang], env);
    const [inChinese, inEnglish] = [await run('zh'), await run('en')];
    expect([inChinese.status, inEnglish.status]).toEqual([70, 70]);
    expect(inChinese.stderr).toMatch(/^diku: 程序内部错误（Diku .+）：请将/);
    expect(inEnglish.stderr).toMatch(/^diku: internal error, a bug in Diku/);
    remove();
  });
});

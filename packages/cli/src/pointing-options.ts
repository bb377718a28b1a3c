import { existsSync } from 'node:fs';
import { type Language, type Phrase, parseCorrections, phraseText } from '@diku/engine';
import { say } from '@diku/engine/core';
import {
  type Corrections,
  type DrawingPart,
  describeVote,
  emptyCorrections,
  type LevelOutlines,
  onlyLevel,
  outlineMethodPhrase,
  type UnitGuess,
} from '@diku/engine/import';
import type { Command } from 'commander';
import { severalOption } from './arguments.ts';
import { cliText } from './cli-text.ts';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';
import { blameFile, readJson } from './read-input.ts';
import type { Session } from './session.ts';

type Point = [number, number];

/** `--corrections`, and what is said of a drawing by pointing at it: parts, outlines, lines. */
export interface PointingOptions {
  corrections?: string;
  part?: string[];
  outline?: string[];
  wall?: string[];
  notWall?: string[];
}

/** Adds the options by which a drawing is corrected. */
export function addPointingOptions(command: Command): void {
  command
    .option('--corrections <file>', help('import.corrections'))
    .option('--part <x0,y0,x1,y1[=id]>', help('import.part'), severalOption)
    .option('--outline <[id=]points|file|N>', help('import.outline'), severalOption)
    .option('--wall <x0,y0,x1,y1>', help('import.wall'), severalOption)
    .option('--not-wall <x0,y0,x1,y1>', help('import.not-wall'), severalOption);
}

/**
 * The corrections of the file with those of the options, which win; undefined where nothing is said. Status 64 for an option
 * of another form, 65 where what it says makes no sense.
 * @param level the only level that is read, which an outline without an id is of
 */
export function readPointing(options: PointingOptions, level?: string): Corrections | undefined {
  const { corrections: path, part, outline = [], wall = [], notWall = [] } = options;
  const ofFile = path === undefined ? undefined : blameFile(path, () => parseCorrections(readJson(path)));
  if (!part && [...outline, ...wall, ...notWall].length === 0) return ofFile;
  const corrections = ofFile ?? emptyCorrections();
  const levels: Record<string, unknown> = { ...corrections.levels };
  for (const text of outline) {
    const { id = level ?? onlyLevel, edge } = readOutline(text);
    const { outline: _, outlineRank: __, ...others } = corrections.levels?.[id] ?? {};
    levels[id] = { ...others, ...edge };
  }
  const { lines } = corrections;
  return parseCorrections({
    ...corrections,
    ...(part ? { parts: part.map(readPart) } : {}),
    ...(outline.length > 0 ? { levels } : {}),
    lines: {
      wall: [...(lines?.wall ?? []), ...wall.map((text) => readLine('--wall', text))],
      noWall: [...(lines?.noWall ?? []), ...notWall.map((text) => readLine('--not-wall', text))],
    },
  });
}

/** Refuses what is said of a drawing where the input is none. Status 64. */
export function refuseForPlan(options: PointingOptions, path: string): void {
  const given = { corrections: '', part: '', outline: '', wall: '', notWall: 'not-wall' };
  for (const [key, name] of Object.entries(given)) {
    if (options[key as keyof typeof given] === undefined) continue;
    throw usageError(`--${name || key}`, path, say('one-drawing'));
  }
}

/** Tells the parts that stand apart, as options that choose them, where there are several. */
export function noteParts(parts: readonly DrawingPart[], { note, language }: Session): void {
  if (parts.length < 2) return;
  note(cliText(language, 'parts', { count: parts.length }));
  for (const { box, title, id, wallsM, bays, columns } of parts) {
    const option = `--part ${box.join(',')}${id === undefined ? '' : `=${id}`}`;
    const said = { option, wall: wallsM, bays, columns };
    note(
      title === undefined
        ? cliText(language, 'part', said)
        : cliText(language, 'part-titled', { ...said, title }),
    );
  }
}

/** Lines that tell the edges that floors in doubt may have, with the option that chooses each. */
export function outlineLines(outlines: readonly LevelOutlines[], language: Language): string[] {
  return outlines.flatMap(({ level, candidates }) => [
    cliText(language, 'outlines', { level }),
    ...candidates.map((each, k) =>
      cliText(language, each.isTaken ? 'outline-taken' : 'outline', {
        option: `--outline ${level}=${k + 1}`,
        percent: Math.round(100 * each.confidence),
        how: phraseText(outlineMethodPhrase(each), language),
        area: each.areaM2.toFixed(0),
        drawn: Math.round(100 * each.drawnRatio),
        gapM: each.longestGapM,
      }),
    ),
  ]);
}

/** Lines that tell what speaks for the unit and against it. */
export function unitLines({ unit, votes = [] }: UnitGuess, language: Language): string[] {
  const clear = votes.filter(({ says }) => says !== 'unclear');
  if (clear.length === 0) return [];
  return [
    cliText(language, 'unit-votes', { unit }),
    ...clear.map((vote) =>
      cliText(language, vote.says === 'for' ? 'unit-vote-for' : 'unit-vote-against', {
        vote: phraseText(describeVote(vote, unit), language),
      }),
    ),
  ];
}

function readPart(text: string): { box: number[]; id?: string } {
  const at = text.indexOf('=');
  const box = readNumbers('--part', at < 0 ? text : text.slice(0, at), 4, say('option-box'));
  return at < 0 ? { box } : { box, id: text.slice(at + 1).trim() };
}

function readLine(option: string, text: string): [Point, Point] {
  const [x0, y0, x1, y1] = readNumbers(option, text, 4, say('option-line'));
  return [
    [x0, y0],
    [x1, y1],
  ];
}

/** Points, a file of them, or the rank of one of the import's candidates; before each maybe the level. */
function readOutline(text: string): {
  id: string | undefined;
  edge: { outline: unknown } | { outlineRank: number };
} {
  const at = text.indexOf('=');
  const hasId = at > 0 && !existsSync(text);
  const id = hasId ? text.slice(0, at).trim() : undefined;
  const said = hasId ? text.slice(at + 1).trim() : text.trim();
  if (/^\d{1,2}$/.test(said)) return { id, edge: { outlineRank: Number(said) } };
  if (existsSync(said) || /\.json$/i.test(said)) return { id, edge: { outline: readJson(said) } };
  const outline = said
    .split(/[\s;]+/)
    .map((corner) => readNumbers('--outline', corner, 2, say('option-outline')));
  return { id, edge: { outline } };
}

function readNumbers(option: string, text: string, count: number, expected: Phrase): number[] {
  const numbers = text.split(',').map((each) => (each.trim() === '' ? Number.NaN : Number(each)));
  if (numbers.length === count && numbers.every(Number.isFinite)) return numbers;
  throw usageError(option, `"${text}"`, expected);
}

import { existsSync } from 'node:fs';
import { say } from '@diku/engine/core';
import type { ImageOptions, ImageScale } from '@diku/engine/import';
import { type Command, Option } from 'commander';
import { numberOption } from './arguments.ts';
import { usageError } from './exit-status.ts';
import { help } from './help.ts';
import { readText } from './read-input.ts';

const isRaster = /\.(png|jpe?g)$/i;

/** `--scale` and `--scale-points`, of images and PDF; `--page`, of PDF. */
export interface ImageArguments {
  scale?: ImageScale;
  scalePoints?: ImageScale;
  page?: number;
}

/** Adds the options that give an image or a page of a PDF its scale, and that choose the page. */
export function addScanOptions(command: Command): Command {
  return command
    .addOption(new Option('--scale <metresPerPixel|1:N>', help('read-picture.scale')).argParser(scaleOption))
    .addOption(
      new Option('--scale-points <x1,y1,x2,y2,metres>', help('read-picture.scale-points'))
        .argParser(scalePoints)
        .conflicts('scale'),
    )
    .addOption(
      new Option('--page <number>', help('read-picture.page')).argParser(
        numberOption('--page', 1, 100_000, true),
      ),
    );
}

/** Metres per pixel, or the scale of a sheet as it is written there. */
function scaleOption(text: string): ImageScale {
  const [, ratio] = /^\s*1\s*[:：]\s*(\d+(?:\.\d+)?)\s*$/.exec(text) ?? [];
  if (ratio !== undefined) return { ratio: numberOption('--scale', 1, 10_000)(ratio) };
  return { metresPerPixel: numberOption('--scale', 0.001, 0.25)(text) };
}

/**
 * Scale of an image from the command line, and the text of the file beside it: `NAME.json`, or the `NAME.yaml` of a
 * ROS map. Undefined for a file that is no image by its name.
 */
export function readImage(path: string, { scale, scalePoints }: ImageArguments): ImageOptions | undefined {
  const given = scale ?? scalePoints;
  if (!isRaster.test(path)) return given && { scale: given };
  const sidecar = findSidecar(path);
  return { scale: given, sidecar: sidecar === undefined ? undefined : readText(sidecar) };
}

/** The file beside an image that says its scale, where there is one. */
export function findSidecar(path: string): string | undefined {
  if (!isRaster.test(path)) return undefined;
  const stem = path.replace(isRaster, '');
  return ['.json', '.yaml', '.yml'].map((ending) => stem + ending).find(existsSync);
}

function scalePoints(text: string): ImageScale {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  const [x1, y1, x2, y2, distanceM] = numbers;
  const right = numbers.length === 5 && numbers.every(Number.isFinite) && distanceM > 0;
  if (!right || (x1 === x2 && y1 === y2))
    throw usageError('--scale-points', `"${text}"`, say('scale-points'));
  return {
    points: [
      [x1, y1],
      [x2, y2],
    ],
    distanceM,
  };
}

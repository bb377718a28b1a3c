import { createPlainSolver, createSimdKernel, type Language, traceLink } from '@diku/engine';
import { noteText } from '@diku/engine/documents';
import { type RayReport, rayModelId } from '@diku/engine/radio';
import {
  type BudgetTerm,
  findNoiseRise,
  type LinkResult,
  type RayLinkResult,
  traceRayLink,
} from '@diku/engine/workflow';
import type { Command } from 'commander';
import { addOptions, checkLocation } from '../arguments.ts';
import type { CliSlots } from '../cli.generated.ts';
import { cliText, isCliKey } from '../cli-text.ts';
import { noteStale } from '../derived-parts.ts';
import { exitStatus } from '../exit-status.ts';
import { help } from '../help.ts';
import { blameFile, blameFileAsync } from '../read-input.ts';
import { type RequirementOptions, readPlanFor } from '../read-requirements.ts';
import { runAs } from '../session.ts';

/** So many rays are listed; the JSON document has more. */
const maxListed = 10;

type BudgetKey = Extract<keyof CliSlots, `budget.${string}`>;

interface LinkOptions extends RequirementOptions {
  from: string;
  to: string;
  carrier?: string;
}

/** `diku link <plan.json> --from … --to …`: one link, term by term. */
export function addLinkCommand(program: Command): void {
  const command = program
    .command('link <plan>')
    .description(help('link.about'))
    .requiredOption('--from <place>', help('link.from'), (text) => checkLocation('--from', text))
    .requiredOption('--to <place>', help('link.to'), (text) => checkLocation('--to', text))
    .option('--carrier <id>', help('link.carrier'));
  addOptions(command, 'model', 'formula', 'profile');
  runAs<[string], LinkOptions>(command, async (session, options, path) => {
    const plan = await readPlanFor(path, options);
    const { from, to, carrier: carrierId, model: modelId } = options;
    noteStale(path, plan, session);
    if (modelId === rayModelId) {
      const link: RayLinkResult = blameFile(path, () => traceRayLink(plan, from, to, { carrierId }));
      session.print(
        link,
        `${describeLink(link, from, session.language)}\n${describeRays(link, session.language)}`,
      );
      return exitStatus.done;
    }
    const solver = createPlainSolver(createSimdKernel());
    const noiseRiseDb = await blameFileAsync(path, () => findNoiseRise(plan, { carrierId, modelId, solver }));
    const link = blameFile(path, () => traceLink(plan, from, to, { carrierId, modelId, noiseRiseDb }));
    session.print(link, describeLink(link, from, session.language, describePath(link, session.language)));
    return exitStatus.done;
  });
}

/**
 * Text of a link. For a radiating cable it says which part the distance and the terms are of: the phone
 * receives all of it.
 */
function describeLink(
  link: Omit<LinkResult, 'path'>,
  from: string,
  language: Language,
  path: string[] = [],
): string {
  const row = (lossDb: number, ...words: string[]) =>
    `${lossDb.toFixed(2).padStart(8)} dB  ${words.filter(Boolean).join(' ')}`;
  const rows = [
    ...link.terms.map(({ lossDb, name, id = '' }) => row(lossDb, cliText(language, `link.term-${name}`), id)),
    row(link.pathLossDb, cliText(language, 'link.path-loss')),
  ];
  const part = link.strongestPart;
  return [
    `${link.carrier}, ${link.frequencyMhz} MHz, ${link.distanceM.toFixed(2)} m, ${link.model}`,
    ...(part ? [describePart(from, part, language)] : []),
    ...path,
    ...rows,
    ...(part ? [`${part.rsrpDbm.toFixed(2).padStart(8)} dBm ${cliText(language, 'link.of-part')}`] : []),
    `${link.rsrpDbm.toFixed(2).padStart(8)} dBm ${link.budgets.levelName}${part ? ` ${cliText(language, 'link.of-cable')}` : ''}`,
    ...describeWalkTest(link, language),
    ...describeBudgets(link, language),
    ...link.notes.map((note) => noteText(note, language)),
  ].join('\n');
}

/** Says how sure the level is that a walk test corrects. */
function describeWalkTest({ walkTest }: Pick<LinkResult, 'walkTest'>, language: Language): string[] {
  if (!walkTest) return [];
  const { sigmaDb, uncorrectedSigmaDb } = walkTest;
  const values = { sigma: sigmaDb.toFixed(1), without: uncorrectedSigmaDb.toFixed(1) };
  return [cliText(language, 'link.walk-test', values)];
}

/** Says where a diffracted path bends; each diffraction loss is among the terms. */
function describePath({ path }: LinkResult, language: Language): string[] {
  if (path.kind === 'direct') return [];
  const count = path.interactions.length;
  const corners = path.interactions.map(({ wall, turnDeg }, index) => {
    const location = path.points[index + 1].map((value) => value.toFixed(2)).join(', ');
    return cliText(language, 'link.corner', { location, wall, degrees: turnDeg.toFixed(0) });
  });
  const [first, ...others] = corners;
  const list = others.reduce(
    (before, next) => cliText(language, 'link.corners-next', { before, next }),
    first,
  );
  return [cliText(language, 'link.corners', { count, list })];
}

function describePart(
  from: string,
  part: NonNullable<LinkResult['strongestPart']>,
  language: Language,
): string {
  const location = part.position.map((value) => value.toFixed(2)).join(', ');
  const along = { along: part.alongM.toFixed(2), length: part.cableLengthM.toFixed(2) };
  return cliText(language, 'link.strongest-part', { from, ...along, place: location });
}

/** Both ways, each term on its line, so that they can be added up by hand. */
function describeBudgets({ budgets }: Pick<LinkResult, 'budgets'>, language: Language): string[] {
  const word = (key: BudgetKey) => cliText(language, key);
  const { service, levelName, downlink, uplink } = budgets;
  const line = (value: number, unit: string, name: string) =>
    `${value.toFixed(2).padStart(8)} ${unit.padEnd(3)}  ${name}`;
  const termLine = (term: BudgetTerm) => {
    const key = `budget.term-${term.name}`;
    const name = isCliKey(key) ? word(key as BudgetKey) : term.name;
    return 'valueDbm' in term ? line(term.valueDbm, 'dBm', name) : line(term.valueDb, 'dB', name);
  };
  return [
    '',
    `${word('budget.downlink')} (${word(`budget.${service}`)})`,
    ...downlink.terms.map(termLine),
    line(downlink.rsrpDbm, 'dBm', `= ${levelName}, ${word('budget.required')} ${downlink.requiredRsrpDbm}`),
    line(
      downlink.sinrDb,
      'dB',
      `= SINR ${word('budget.alone')}, ${word('budget.required')} ${downlink.requiredSinrDb}`,
    ),
    ...(downlink.rsrqDb === undefined ? [] : [line(downlink.rsrqDb, 'dB', 'RSRQ')]),
    line(downlink.marginDb, 'dB', word('budget.margin')),
    '',
    `${word('budget.uplink')} (${word(`budget.${service}`)})`,
    ...uplink.terms.map(termLine),
    line(uplink.receivedDbm, 'dBm', `= ${word('budget.received')}`),
    ...uplink.sensitivityTerms.map(termLine),
    line(uplink.sensitivityDbm, 'dBm', `= ${word('budget.sensitivity')}`),
    line(uplink.marginDb, 'dB', word('budget.margin')),
  ];
}

/** Text of a link by rays besides its terms. */
function describeRays(link: RayLinkResult, language: Language): string {
  const listed = link.paths.slice(0, maxListed);
  const value = (lossDb: number, text: string) => `${lossDb.toFixed(2).padStart(8)} dB  ${text}`;
  return [
    cliText(language, 'ray.others'),
    value(link.fixedHeightsPathLossDb, cliText(language, 'ray.fixed-heights')),
    value(link.coherentPathLossDb, cliText(language, 'ray.coherent')),
    value(link.incoherentPathLossDb, cliText(language, 'ray.incoherent')),
    cliText(language, 'ray.heading', { listed: listed.length, all: link.rays }),
    ...listed.map((ray) => value(ray.lossDb, describeRay(ray, language))),
    ...link.cuts.map(({ paths, mirrors, edges }) => {
      const first = cliText(language, 'ray.mirrors', mirrors);
      const second = edges && cliText(language, 'ray.edges', edges);
      const parts = second === undefined ? first : cliText(language, 'ray.two-parts', { first, second });
      return cliText(language, 'ray.cut', { paths: cliText(language, `ray.paths-${paths}`), parts });
    }),
  ].join('\n');
}

function describeRay({ kind, lengthM, azimuthDeg, interactions }: RayReport, language: Language): string {
  const met = interactions.map(({ name, id, angleDeg, count, lossDb }) => {
    const what = [cliText(language, `ray.met-${name}`), id, count && count > 1 ? `×${count}` : undefined];
    return `${what.filter(Boolean).join(' ')} (${angleDeg.toFixed(0)}°, ${lossDb.toFixed(1)} dB)`;
  });
  const path = `${cliText(language, `ray.kind-${kind}`)}, ${lengthM.toFixed(2)} m, ${azimuthDeg.toFixed(0)}°`;
  return [path, ...met].join(' · ');
}

import type { RayReport } from '@diku/engine/radio';
import type { RayLinkResult } from '@diku/engine/workflow';
import { cliText } from './cli-text.ts';
import type { Language } from './texts.ts';

/** So many rays are listed; the JSON document has more. */
const mostListed = 10;

/** What a link by rays says besides its terms. */
export function describeRays(link: RayLinkResult, language: Language): string {
  const listed = link.paths.slice(0, mostListed);
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
  const way = `${cliText(language, `ray.kind-${kind}`)}, ${lengthM.toFixed(2)} m, ${azimuthDeg.toFixed(0)}°`;
  return [way, ...met].join(' · ');
}

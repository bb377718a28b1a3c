import { compareConstants } from './compare-constants.mjs';
import { holdBlocksOut } from './hold-blocks-out.mjs';
import { krigeBetweenTransmitters } from './krige-between-transmitters.mjs';
import { leaveBuildingsOut } from './leave-buildings-out.mjs';
import { leaveTransmittersOut } from './leave-transmitters-out.mjs';
import { scoreSpreads } from './score-spreads.mjs';
import { traceSite } from './trace-site.mjs';

/**
 * Scores of sites as drawn, as one JSON document: buildings with walls, with links only, links between floors, what is
 * learnt from other transmitters, from their residuals and from other squares, the constants of the default model, and the spreads of its error.
 */
export function scoreSites(drawn, report = () => {}) {
  const sites = traceSites(drawn, report);
  const walled = sites.filter((site) => isWithin(site) && site.hasWalls);
  return {
    walls: leaveBuildingsOut(walled, 'walls').map(asRow),
    links: leaveBuildingsOut(
      sites.filter((site) => isWithin(site) && !site.hasWalls),
      'links',
    ).map(asRow),
    floors: leaveBuildingsOut(
      sites.filter((site) => !isWithin(site)),
      'floors',
    ).map(asRow),
    transmitters: walled.flatMap((site) => {
      const scores = leaveTransmittersOut(site.drawn, site.links);
      report(`transmitters left out of ${site.id}`);
      return scores ? [asRow({ site, scores })] : [];
    }),
    blocks: walled.flatMap((site) => {
      const scores = holdBlocksOut(site.links);
      return scores ? [asRow({ site, scores })] : [];
    }),
    residuals: sites.filter(isWithin).flatMap((site) => {
      const found = krigeBetweenTransmitters(site.links);
      report(`residuals of other transmitters of ${site.id}`);
      return found ? [asRow({ site, ...found })] : [];
    }),
    constants: walled.length > 0 ? compareConstants(walled) : undefined,
    spreads: scoreSpreads(sites.filter(isWithin), report),
  };
}

/** The spreads alone, as a document of the same form. */
export function scoreSpreadsAlone(drawn, report = () => {}) {
  return { spreads: scoreSpreads(traceSites(drawn.filter(isWithin), report), report) };
}

const isWithin = ({ scope }) => scope === 'one floor';

function traceSites(drawn, report) {
  return drawn.map((site) => {
    const links = traceSite(site);
    report(`traced ${site.id}`);
    return { ...site, drawn: site, links };
  });
}

function asRow({ site: { building, band, title, received, unheard, links }, ...rest }) {
  const transmitters = new Set(links.map(({ transmitter }) => transmitter)).size;
  return { building, band, title, received, unheard, links: links.length, transmitters, ...rest };
}

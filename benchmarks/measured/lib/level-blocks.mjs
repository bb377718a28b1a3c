import { createDisjointSets } from '../../../packages/engine/dist/core/index.js';
import { groupBy } from './draw-links.mjs';
import { fitColumns } from './linear-regression.mjs';
import { excessLossDb } from './trace-site.mjs';

/** Offsets are those at this distance, metres. */
export const referenceM = 10;
/** Links at most of one transmitter, whose covariance is solved exactly, and transmitters at most of one building and band. */
const maxLinks = 150;
const maxTransmitters = 40;
/** A building none of whose links loses more than this to obstacles says nothing of them, dB. */
const slightDb = 0.5;

/**
 * Sites of one floor as the fits of spreads take them: a block is what one transmitter sends in one band. Its `values` are
 * measured level and predicted loss together, less the offset of the device; its `columns` offset, exponent and obstacles,
 * whose coefficients say by how much the three deviate from the prediction. `group` is the index of the transmitter's group
 * of devices in the campaign, which has `groups` of them. Sites of one campaign have the same devices and transmitters of
 * one kind, so that their offsets compare.
 */
export function levelBlocks(sites) {
  return [...groupBy(sites, ({ campaign }) => campaign).values()].flatMap((campaign) => {
    const links = campaign.flatMap((site) => site.links.map((link) => describeLink(site, link)));
    const { groupOf, groups } = deviceGroups(links);
    const offsetOf = deviceOffsets(links, groupOf);
    return campaign.map((site) => {
      const ofSite = links.filter((link) => link.site === site);
      const hasObstacles = ofSite.some(({ obstacleDb }) => obstacleDb > slightDb);
      const byTransmitter = [...groupBy(ofSite, ({ transmitter }) => transmitter).values()];
      const blocks = thin(byTransmitter, maxTransmitters).map((all) =>
        asBlock(all, { groupOf, groups, offsetOf, hasObstacles }),
      );
      return { ...site, hasObstacles, blocks, groups: groups.length };
    });
  });
}

function describeLink(site, link) {
  return {
    site,
    transmitter: `${site.id} ${link.transmitter}`,
    device: `${site.band} ${link.device}`,
    place: squareOf(link),
    point: link.point,
    value: link.levelDbm + link.lossDb['saturating-path'],
    decade: link.logDistance - Math.log10(referenceM),
    obstacleDb: Math.max(0, excessLossDb(link, link.lossDb['saturating-path'])),
  };
}

/** Square metre of a floor. */
function squareOf({ floor, point: [x, y] }) {
  return [floor, Math.floor(x), Math.floor(y)].join();
}

function asBlock(all, { groupOf, groups, offsetOf, hasObstacles }) {
  const links = all.map(({ value, device, place, obstacleDb, ...link }) => ({
    ...link,
    device,
    value: value - offsetOf(device),
    place: `${device} ${place}`,
    obstacleDb: hasObstacles ? obstacleDb : 0,
  }));
  const some = thin(links, maxLinks);
  const columnOf = (value) => Float64Array.from(some, value);
  return {
    links,
    points: some.map(({ point }) => point),
    values: columnOf(({ value }) => value),
    columns: [
      columnOf(() => 1),
      columnOf(({ decade }) => -10 * decade),
      columnOf(({ obstacleDb }) => -obstacleDb),
    ],
    group: groups.indexOf(groupOf(links[0].device)),
  };
}

/** Every n-th item, so that at most `count` are left. */
function thin(items, count) {
  if (items.length <= count) return items;
  return Array.from({ length: count }, (_, index) => items[Math.floor((index * items.length) / count)]);
}

/** Devices that transmitters compare with one another, directly or by others. */
function deviceGroups(links) {
  const names = [...new Set(links.flatMap(({ device, transmitter }) => [device, transmitter]))].sort();
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const sets = createDisjointSets(names.length);
  for (const { device, transmitter } of links) sets.join(indexOf.get(device), indexOf.get(transmitter));
  const groupOf = (device) => sets.root(indexOf.get(device));
  return { groupOf, groups: [...new Set(links.map(({ device }) => groupOf(device)))] };
}

/** Offset of each device from the mean of its group, dB, by least squares with an offset for each transmitter. */
function deviceOffsets(links, groupOf) {
  const byGroup = groupBy([...new Set(links.map(({ device }) => device))].sort(), groupOf);
  const compared = [...byGroup.values()].flatMap(([, ...others]) => others);
  const rows = links.map(({ device, decade, obstacleDb }) => [
    ...compared.map((other) => (device === other ? 1 : 0)),
    decade,
    obstacleDb,
  ]);
  const coefficients = fitColumns(
    links.map(({ value }) => value),
    rows,
    links.map(({ transmitter }) => transmitter),
  );
  const rawDb = new Map(compared.map((device, index) => [device, coefficients[index]]));
  const offsets = new Map();
  for (const devices of byGroup.values()) {
    const all = devices.map((device) => rawDb.get(device) ?? 0);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    for (const [index, device] of devices.entries()) offsets.set(device, all[index] - mean);
  }
  return (device) => offsets.get(device);
}

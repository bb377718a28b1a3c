// A city's status table: read, ranked, and the year's communities chosen by the quotas of the districts.
import { readFileSync } from 'node:fs';
import {
  assignCommunities,
  rankCommunities,
  readStatusTable,
  shanghai2023Quotas,
} from '@diku/engine/programme';
import loadHighs from 'highs';

const communities = [];
const issues = [];
const table = readFileSync(new URL('../status-table.csv', import.meta.url));
const sink = {
  community: (community) => communities.push(community),
  duplicate: (index, record) => communities[index].records.push(record),
  issue: (issue) => issues.push(issue),
};
const { counts } = await readStatusTable(table, { fileName: 'status-table.csv' }, sink);
console.log(`${counts.records} rows, ${communities.length} communities, ${issues.length} to look at`);
const ranking = rankCommunities(communities);
for (const { rank, points, community } of ranking.communities.slice(0, 3)) {
  console.log(`${rank}. ${community.district} ${community.name}: ${points.toFixed(1)} points`);
}
const highs = await loadHighs();
for (const each of assignCommunities(ranking, { quotas: shanghai2023Quotas, highs }).districts) {
  console.log(
    `${each.district}: ${each.byQuarter.join(' + ')} of ${each.quota.join(' + ')}, ${each.short} short`,
  );
}

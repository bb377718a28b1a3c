export * from './community.ts';
export { communityKey } from './community-key.ts';
export { type DistrictName, districtNames, districts } from './districts.ts';
export { parseStatusData, type StatusData, type StatusIssue } from './status-data.ts';

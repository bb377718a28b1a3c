import type { BothLanguages } from './both-languages.ts';

/** What feeder networks are refused for. */
export const networkPhrases = {
  'no-such-node': { zh: '“{id}”：没有这样的信源、器件或天线', en: '"{id}", no source, device or antenna' },
  'node-known': {
    zh: '方案里的基带单元、信源、器件或天线',
    en: 'a baseband unit, source, device or antenna of the plan',
  },
  'node-feeds-nothing': { zh: '“{id}” 是天线，没有输出口', en: '"{id}", an antenna, which has no output' },
  'node-takes-nothing': {
    zh: '“{id}” 是信源或基带单元，没有这样的输入口',
    en: '"{id}", a source or baseband unit, which has no such input',
  },
  'source-or-device': { zh: '信源或器件', en: 'a source or a device' },
  'device-or-antenna': { zh: '器件或天线', en: 'a device or an antenna' },
  'port-unknown': { zh: '端口 “{port}”', en: 'port "{port}"' },
  'port-none': { zh: '有输出口的器件（“{id}” 没有）', en: 'a device with outputs ("{id}" has none)' },
  'port-used': {
    zh: '{node} 的端口 {port} 已接 {other}',
    en: 'port {port} of {node}, already used by {other}',
  },
  'port-once': { zh: '每个端口只接一根线缆', en: 'one cable at each port' },
  'runs-in-circle': { zh: '{id} 接回自己：{way}', en: '{id} that feeds itself: {way}' },
  'tree-from-source': { zh: '从信源向下的树', en: 'a tree that comes from a source' },
  'too-deep': { zh: '信源之后串了 {count} 个器件', en: '{count} devices in a row' },
  'at-most-devices': { zh: '至多串 {most} 个器件', en: 'at most {most} devices in a row' },
  'unknown-part': { zh: '未知器件型号 “{part}”', en: 'unknown part "{part}"' },
  'part-kind': { zh: '“{part}”，类别为 {kind}', en: '"{part}", a {kind}' },
  'part-of-kind': { zh: '类别为 {kinds} 的型号', en: 'a part of kind {kinds}' },
  'no-parts-listed': { zh: 'network.parts 里的型号', en: 'a part that network.parts lists' },
  'key-needed': { zh: '{kind} 需要的 {key}', en: '{key}, which a {kind} needs' },
  'gives-more': { zh: '{loss} dB：输出多于输入', en: '{loss} dB: more comes out than goes in' },
  'loss-of-split': { zh: '{ways} 路不小于 {loss} dB', en: 'at least {loss} dB for {ways} ways' },
  'carrier-twice': { zh: '“{carrier}”，{other} 已经发出', en: '"{carrier}", which {other} has already' },
  'carrier-once': { zh: '一个信源里每个载波只由一个设备发出', en: 'each carrier from one unit of a source' },
  'units-count': { zh: '{count} 个设备', en: '{count} units' },
  'one-unit': {
    zh: '一个设备；多个设备需要 part（POI 或 hub）',
    en: 'one unit; several need a part (POI or hub)',
  },
  'at-most-units': { zh: '至多 {most} 个', en: 'at most {most}' },
  'facility-unknown': { zh: '{level} 层没有设施 “{id}”', en: '"{id}", no facility of level {level}' },
  'facility-known': { zh: '该层的设施：{list}', en: 'one of the facilities of the level: {list}' },
  'cable-of-source': {
    zh: '{kind} 接在 {node} 上',
    en: 'a {kind} at {node}',
  },
  'data-cable-at-hub': {
    zh: '基带单元用 fibre 接 hub，hub 用 data-cable 接 pRRU，其他用 cable',
    en: 'fibre from a baseband unit to its hubs, data-cable from a hub to its small cells, cable from everything else',
  },
} as const satisfies BothLanguages;

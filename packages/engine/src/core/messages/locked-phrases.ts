import type { BothLanguages } from './both-languages.ts';

/** Why a locked part of a feeder network cannot stay when the network is designed anew. */
export const lockedPhrases = {
  'locked-expected': {
    zh: '仍与方案相符的锁定件；否则去掉它的 locked，由程序重新设计',
    en: 'a locked part that still fits the plan; without `locked` it is designed anew',
  },
  'locked-why': { zh: '锁定，但{why}', en: 'locked, but {why}' },
  'locked-why-through': {
    zh: '锁定，{part} 随之保留，但{why}',
    en: 'locked, and {part} stays with it, but {why}',
  },
  'locked-part-gone': {
    zh: '目录中没有型号 {part}，或类别不符',
    en: 'the catalogue has no part {part} of its kind',
  },
  'locked-level-gone': {
    zh: '方案中没有楼层 {level}',
    en: 'the plan has no level {level}',
  },
  'locked-end-gone': {
    zh: '其一端所接的 {node} 已不在方案中',
    en: '{node} at one of its ends is gone from the plan',
  },
  'locked-room-gone': {
    zh: '其起点 {node} 处已没有机房',
    en: 'there is no equipment room any more where it begins, at {node}',
  },
  'locked-source-port': {
    zh: '它接在信源的 {port} 口；重新设计的信源只用 out1',
    en: 'it begins at {port} of its source, and sources are designed with out1 only',
  },
  'locked-no-feeder': {
    zh: '网线和光缆总是重新设计',
    en: 'data cables and fibres are always designed anew',
  },
  'locked-leads-nowhere': {
    zh: '没有线缆从信源通到它，或其端口不存在',
    en: 'nothing leads to it from a source, or its port does not exist',
  },
  'locked-feeds-nothing': {
    zh: '它有一个端口所接的天线已不在方案中',
    en: 'no antenna is left that one of its outputs fed',
  },
  'locked-several-groups': {
    zh: '其后的天线 {first} 和 {other} 不属同一小区或载波不同，不能由同一信源馈电',
    en: '{first} and {other} behind it differ in cell or carriers and cannot share a source',
  },
  'locked-no-course': {
    zh: '没有线缆路径从它通到 {antenna}',
    en: 'no course leads from it to {antenna}',
  },
  'locked-unrated': {
    zh: '不适用于 {frequency} MHz',
    en: 'not rated for {frequency} MHz',
  },
  'locked-no-network': {
    zh: '目录中的器件配它达不到天线口功率，或没有线缆路径通到它',
    en: 'with it no parts of the catalogue bring its antennas to their power, or no course leads to it',
  },
  'locked-breaks-rule': {
    zh: '有它的网络不满足规则“{rule}”（{at}），没有它则满足',
    en: 'the network with it breaks the rule "{rule}" at {at}, and without it does not',
  },
  'locked-at-placing': {
    zh: '锁定，但重新布放天线后网络作废',
    en: 'locked, but placing antennas drops the network',
  },
  'locked-at-placing-expected': {
    zh: '没有锁定件的网络，或用 diku network 重新设计',
    en: 'a network without locked parts, or `diku network`, which keeps them',
  },
  'moved-locked': { zh: '锁定件 {id} 有改动', en: 'locked part {id} changed' },
  'moved-locked-added': { zh: '新锁定 {id}', en: '{id} was locked' },
  'moved-locked-removed': { zh: '{id} 不再锁定', en: '{id} is no longer locked' },
} as const satisfies BothLanguages;

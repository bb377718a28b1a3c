import type { BothLanguages } from './both-languages.ts';

/** Why a verdict is not decided: what is doubtful of the import, and what speaks for and against a garage. */
export const doubtPhrases = {
  'garage-unconfirmed': {
    zh: '{level}：不能确认是车库（支持：{for}；反对：{against}）',
    en: '{level}: nothing confirms that this is a garage (for it: {for}; against it: {against})',
  },
  'scale-unconfirmed': {
    zh: '图纸比例未得到确认：取每单位 {scale} m，尺寸相符的有：{agree}',
    en: 'the scale is not confirmed: {scale} m per unit was taken; of the size of their kind: {agree}',
  },
  'levels-left-out': {
    zh: '有 {count} 处楼层或图未纳入方案：{names}',
    en: '{count} levels or parts of the drawing are not in the plan: {names}',
  },
  'drawing-incomplete': {
    zh: '图纸不完整：缺外部参照 {references} 个、未定义图块 {blocks} 处、无法读取的对象 {objects} 个、损坏 {damaged} 处',
    en: 'the drawing is incomplete: {references} external references, {blocks} undefined blocks, {objects} objects that cannot be read, {damaged} damaged entities',
  },
  'outline-open': {
    zh: '{level}：外轮廓未闭合，{lengthM} m 周长中有 {gapLengthM} m 没有墙，最长一段 {longestGapM} m',
    en: '{level}: the outline is open: {gapLengthM} m of {lengthM} m have no wall, the longest gap is {longestGapM} m',
  },
  'outline-disputed': {
    zh: '{level}：外轮廓围合 {floorM2} m²，图上墙、柱、车位覆盖约 {drawnM2} m²',
    en: '{level}: the outline holds {floorM2} m², walls, columns and bays cover about {drawnM2} m²',
  },
  'floor-empty': {
    zh: '{level}：{floorM2} m² 中有 {emptyM2} m² 附近没有车位、柱和房间名，可能不属于车库',
    en: '{level}: {emptyM2} m² of {floorM2} m² have no bay, column or named room near them; they may be no part of the garage',
  },
  'holes-unconfirmed': {
    zh: '{level}：楼面 {floorM2} m² 之外有 {holesM2} m² 因四周封闭未计入，除墙之外没有依据',
    en: '{level}: {holesM2} m² behind closed walls were left out beside {floorM2} m² of floor; nothing but the walls says so',
  },
  'bays-outside': {
    zh: '{level}：{found} 个车位中有 {outside} 个在外轮廓之外，未计入',
    en: '{level}: {outside} of {found} bays lie outside the outline and were dropped',
  },
  'columns-outside': {
    zh: '{level}：{found} 根柱中有 {outside} 根在外轮廓之外，未计入',
    en: '{level}: {outside} of {found} columns lie outside the outline and were dropped',
  },
  'points-outside': {
    zh: '{level}：{found} 个充电桩、道闸、收费点、电梯厅中有 {outside} 个在外轮廓之外，未计入',
    en: '{level}: {outside} of {found} chargers, gates, payment points and lobbies lie outside the outline and were dropped',
  },
  'walls-outside': {
    zh: '{level}：{found} m 墙中有 {outside} m 在外轮廓之外',
    en: '{level}: {outside} m of {found} m of walls lie outside the outline',
  },
  'sign-none': { zh: '无', en: 'none' },
  'sign-list': { zh: '{first}、{rest}', en: '{first}, {rest}' },
  'sign-bays': { zh: '车位', en: 'bays' },
  'sign-columns': { zh: '柱网', en: 'columns' },
  'sign-doors': { zh: '门', en: 'doors' },
  'sign-walls': { zh: '墙厚', en: 'walls' },
  'sign-bay-names': { zh: '车位图层', en: 'layers of bays' },
  'sign-garage-words': { zh: '车库用语', en: 'words of garages' },
  'sign-below-ground': { zh: '地下楼层', en: 'a storey below ground' },
  'sign-way-in': { zh: '坡道或道闸', en: 'a ramp or a gate' },
  'sign-no-bays': { zh: '没有车位', en: 'no bays' },
  'sign-few-bays': { zh: '车位太少', en: 'few bays for the floor' },
  'sign-loose-bays': { zh: '车位不成排', en: 'bays not in rows' },
  'sign-no-structure': { zh: '没有柱和承重墙', en: 'no columns or walls that carry a slab' },
  'sign-windows': { zh: '窗多', en: 'windows' },
  'sign-rooms': { zh: '多为房间', en: 'mostly rooms' },
  'sign-furniture': { zh: '家具洁具', en: 'furniture' },
  'sign-room-words': { zh: '居室、办公、商铺等房间名', en: 'names of dwellings, offices or shops' },
  'sign-other-title': { zh: '图名不是地下层平面图', en: 'the title of another sheet' },
  'sign-open-air': { zh: '绿化、道路等室外内容', en: 'trees, lawns, pavements' },
  'sign-above-ground': { zh: '地上楼层', en: 'a storey above ground' },
  'accepted-unnamed': { zh: '{reason}（已接受）', en: '{reason} (accepted)' },
  'accepted-by': { zh: '{reason}（{by} 已接受）', en: '{reason} (accepted by {by})' },
  'accepted-on': { zh: '{reason}（{date} 已接受）', en: '{reason} (accepted on {date})' },
  'accepted-by-on': {
    zh: '{reason}（{by} 于 {date} 接受）',
    en: '{reason} (accepted by {by} on {date})',
  },
} as const satisfies BothLanguages;

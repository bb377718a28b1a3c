import { tuning } from '../tuning.ts';

export const { sureFrom } = tuning.evidenceTable;
/** What speaks for a recognised thing, and how far it is trusted. */
export interface EvidenceEntry {
  /** 0 to 1. */
  confidence: number;
  zh: string;
  en: string;
}

const entry = (confidence: number, zh: string, en: string): EvidenceEntry => ({ confidence, zh, en });

/**
 * The one table of confidences. Where garages with a known answer say how often a kind of evidence is right, the
 * figure is that fraction rounded down to 0.05 (0.01 above 0.9); the rest are careful guesses. docs/import.md explains
 * it.
 */
export const evidenceTable = {
  'by-planner': entry(1, '由规划人员确认或更正', 'accepted or corrected by the planner'),
  stated: entry(0.98, '文件格式本身写明', 'the format itself states it'),

  'unit-header': entry(
    0.97,
    '文件头的单位与车位、柱、门的尺寸相符',
    'header and sizes of bays, columns, doors agree',
  ),
  'unit-sizes': entry(
    0.92,
    '文件头无单位，按车位、柱、门的尺寸判断',
    'no unit in the header; taken from sizes of known things',
  ),
  'unit-against-header': entry(
    0.85,
    '尺寸与文件头的单位不符，按尺寸判断',
    'sizes contradict the header; the sizes were followed',
  ),
  'unit-assumed': entry(
    0.4,
    '没有可核对的尺寸，单位为假定',
    'nothing of a known size was found; the unit is assumed',
  ),

  'level-title': entry(0.96, '图名写明楼层', 'a title names the level'),
  'level-assumed': entry(0.3, '没有图名，楼层为假定', 'no title was found; the name is assumed'),
  'elevation-marks': entry(0.96, '多处标高一致', 'several level marks agree'),
  'elevation-one': entry(0.9, '只有一处标高', 'one level mark'),
  'elevation-divided': entry(
    0.6,
    '标高不一致，取出现最多的',
    'level marks differ; the most frequent was taken',
  ),
  'elevation-assumed': entry(
    0.3,
    '没有标高，按一般层高假定',
    'no level mark; a usual storey height was assumed',
  ),
  'height-text': entry(0.95, '图中写明净高', 'a text gives the clear height'),
  'height-assumed': entry(0.3, '没有净高，取一般值', 'no clear height; a usual value was assumed'),
  'outline-closed': entry(
    0.95,
    '外墙闭合，车位和柱都在其内',
    'outer walls close around all bays and columns',
  ),
  'outline-partial': entry(0.5, '有车位或柱在外墙之外', 'bays or columns lie outside the outer wall'),
  'outline-assumed': entry(
    0.5,
    '外墙不闭合，按墙、窗、柱、车位的外边缘假定',
    'the outer walls do not close; the edge around walls, windows, columns and bays was assumed',
  ),
  'outline-holes': entry(
    0.7,
    '四周封闭、没有门、没有名称也没有车位和柱的大块，按土层或中庭除外',
    'large parts behind closed walls, without a door, a name, bays or columns, were taken for earth or a court',
  ),
  'outline-small': entry(
    0.3,
    '找到的楼面不到图上所画的一半，请对照图片核对外轮廓',
    'the floor that was found is less than half of what is drawn: compare the outline with the picture',
  ),
  'use-bays': entry(0.98, '车位数与面积相称', 'as many bays as a garage of its size has'),
  'use-ways': entry(0.95, '有坡道或道闸，车辆可进入', 'a ramp or a gate lets vehicles in'),
  'use-rooms': entry(
    0.2,
    '多为小房间，几乎没有车位，也没有坡道：像办公或住宅，不像车库',
    'mostly small rooms, hardly any bays and no ramp: it looks like offices or dwellings, not like a garage',
  ),
  'use-unmarked': entry(
    0.6,
    '几乎没有车位，也没有坡道、道闸：无从判断是否为车库',
    'hardly any bays, no ramp and no gate: nothing says that this is a garage',
  ),
  'laid-first': entry(1, '其他楼层以本层为准', 'the other levels are laid under this one'),
  'laid-well': entry(0.96, '轴线或柱与首层对齐', 'axes or columns stand above each other'),
  'laid-partly': entry(0.8, '只有部分柱与首层对齐', 'only part of the columns stand above each other'),
  'laid-badly': entry(0.4, '与首层对不齐', 'hardly any columns stand above each other'),

  'wall-traced': entry(0.85, '由图片描出的墙', 'a wall traced from a picture'),
  'wall-faces': entry(0.98, '墙图层上的两条平行线或带宽线', 'two faces, or a wide line, on a wall layer'),
  'wall-hatch': entry(0.95, '墙形填充，图层名未写明是墙', 'a hatch in the shape of a wall, on no wall layer'),
  'wall-line': entry(0.92, '墙图层上的单线', 'one line on a wall layer'),
  'wall-outside': entry(
    0.7,
    '在外轮廓之外，又不属于坡道',
    'it stands outside the outline and belongs to no ramp',
  ),
  'thickness-traced': entry(0.8, '按图片中的宽度量得', 'measured in a picture'),
  'thickness-faces': entry(
    0.98,
    '两面之间的距离，为常见厚度',
    'the distance of its faces, a usual thickness',
  ),
  'thickness-unusual': entry(
    0.8,
    '两面之间的距离不是常见厚度',
    'the distance of its faces is no usual thickness',
  ),
  'thickness-line': entry(0.4, '单线画的墙，厚度为假定', 'drawn as one line; the thickness is assumed'),
  'material-traced': entry(
    0.4,
    '图片中的厚墙，材料为假定',
    'a thick wall of a picture; the material is assumed',
  ),
  'material-layer': entry(0.97, '图层名写明墙的类别', 'the layer names the kind of wall'),
  'material-hatch': entry(0.97, '有填充，为现浇混凝土', 'filled, so cast concrete'),
  'material-not-hatched': entry(
    0.95,
    '混凝土都有填充，此墙没有',
    'concrete is hatched here, this wall is not',
  ),
  'material-thick': entry(0.95, '厚 0.25 m 以上，为现浇混凝土', '0.25 m and more is cast concrete'),
  'material-outer': entry(0.95, '在外墙线上', 'it stands on the outline'),
  'material-outer-thin': entry(0.75, '在外墙线上但较薄', 'it stands on the outline, but is thin'),
  'material-thin': entry(0.92, '薄墙多为砌块', 'thin walls are mostly blocks'),
  'material-fire': entry(
    0.9,
    '两侧是不同的防火分区，多为砌块防火墙',
    'it parts two fire compartments; such walls are mostly blocks',
  ),
  'material-core': entry(
    0.6,
    '靠楼梯、电梯、前室，猜为剪力墙',
    'beside stairs, lifts or lobbies; guessed to be cast',
  ),
  'material-guess': entry(
    0.6,
    '图层、填充、厚度都说明不了，猜为砌块',
    'no layer, hatch or thickness tells; guessed to be blocks',
  ),

  'column-layer': entry(
    0.98,
    '柱图层或柱图块上的小闭合形',
    'a small closed shape on a column layer or block',
  ),
  'column-traced': entry(0.95, '由图片描出的柱', 'a column traced from a picture'),
  'column-hatch': entry(
    0.85,
    '柱形填充，图层名未写明是柱',
    'a hatch in the shape of a column, on no column layer',
  ),
  'column-among-walls': entry(
    0.85,
    '画在墙图层上的柱形，多处同一尺寸',
    'the shape of a column on a wall layer, of a size that several have',
  ),
  'opening-drawn': entry(0.97, '墙上画有门', 'a door is drawn in the wall'),
  'opening-traced': entry(0.8, '由图片描出的门洞', 'an opening traced from a picture'),
  'kind-traced': entry(0.3, '图片中看不出门的类别', 'a picture does not tell the kind of a door'),
  'opening-layer': entry(0.97, '图层写明门的类别', 'the layer names the kind of door'),
  'opening-leaf': entry(0.93, '平开门的弧线', 'the arc of a swinging leaf'),
  'opening-open-leaves': entry(0.93, '两扇开着的人防门', 'two blast-door leaves that stand open'),
  'opening-mark': entry(0.92, '门边有编号', 'a door mark stands beside it'),
  'opening-width': entry(0.75, '门的类别按宽度猜测', 'the kind is guessed from the width'),
  'opening-lift': entry(0.93, '窄门，通向楼梯、电梯间', 'a narrow door of a core, drawn as a bar'),
  'opening-gap': entry(0.4, '墙上的缺口，图中没有画门', 'a gap in a wall where no door is drawn'),
  'opening-off-wall': entry(0.6, '不在任何墙上', 'it lies on no wall'),
  'bay-layer': entry(0.98, '车位图层或车位图块', 'drawn on a bay layer or as a bay block'),
  'bay-traced': entry(0.95, '由图片描出的车位', 'a bay traced from a picture'),
  'bay-shape': entry(0.93, '尺寸是车位，图层名未写明', 'the size of a bay, on no bay layer'),
  'point-symbol': entry(0.97, '图例符号', 'a symbol of its kind'),
  'point-room': entry(0.95, '房间名称', 'the name of the room it is in'),
  'point-text': entry(0.92, '只有文字', 'a text alone'),
  'zone-name': entry(0.96, '房间内的名称', 'the name in the room'),
  'zone-ramp': entry(0.95, '外墙断开处的两道坡道墙', 'two side walls that leave through the outer wall'),
  'zone-lift': entry(0.95, '没有名称，有电梯门', 'no name, but a lift door'),
  'zone-door': entry(0.92, '没有名称的小间，有门', 'a small room with a door and without a name'),
  'zone-closed': entry(0.6, '没有门也没有名称的小间', 'a small room without a door and without a name'),
  'zone-sliver': entry(0.1, '狭长的缝，多半是两层墙之间', 'a narrow gap, most likely between two walls'),
  'facility-name': entry(0.96, '房间名称', 'the name of the room'),
  'facility-text': entry(0.85, '文字不在任何房间内', 'a name that stands in no room'),
  'facility-tray': entry(0.95, '桥架图层', 'drawn on a tray layer'),
  'layer-guessed': entry(
    0.8,
    '图层名说明不了，按图形判断',
    'its name says nothing; judged by what is drawn on it',
  ),
  'layer-unknown': entry(0.5, '不知道这个图层画的是什么', 'nothing says what this layer holds'),
} satisfies Record<string, EvidenceEntry>;

export type EvidenceCode = keyof typeof evidenceTable;

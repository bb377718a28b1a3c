/**
 * Names of layers as offices invent them: Chinese words, pinyin and its initials, numbers and letters of the project before
 * them. The first half is what recognition may be mended by; nothing is to be mended by a name of the second half.
 */

/** What a layer is called by the thing that is drawn on it; words in the order of `officeThings`. */
const offices: readonly string[] = [
  // Words behind the letter of the trade.
  '结-地下室外墙线 结-砼墙 人防-墙体 建-防火隔墙线 建-墙线 建-坡道侧壁 结-柱子填充 建-门洞 建-防火门窗 建-电梯门 建-卷帘 人防-门扇 建-地下车库车位 电-充电车位桩 建-轴网 建-尺寸 建-字 建-房名 图-框 建-车道坡 电-线槽桥架 建-出入口道闸 建-防火分区线 建-梯 建-汽车 建-车行线 建-图案',
  // Initials of pinyin.
  'DXSWQ JLQX RFQT FHGQ QX PDQ JGZ M FHMC DTM JLM RFMS CW CDZ ZW CCBZ WZ FJM TK PD QJ DZ FHFQ LT QC CDX TC',
  // Pinyin in one word.
  'DIXIAWAIQIANG GANGJINQIANG RENFANGQIANG FANGHUOQIANG QIANG PODAOQIANG ZHU MEN FANGHUOMEN DIANTIMEN JUANLIANMEN RENFANGMEN CHEWEIXIAN CHONGDIANZHUANG ZHOUWANG CHICUN WENZI FANGMING TUKUANG PODAO QIAOJIA ZHAJI FANGHUOFENQU LOUTI QICHE CHEDAOXIAN TIANCHONG',
  // Numbered, with remarks in brackets.
  '01-结构墙(外) 02-结构墙(内) 03-人防墙 04-防火墙 05-砌墙 06-坡道墙 10-结构柱 11-门(普通) 12-门(防火) 13-门(电梯) 14-卷闸 15-防护密闭门 20-车位线(微型) 21-充电桩(快充) 30-轴 31-标注 32-文字说明 33-房间 34-图签 40-坡道线 41-弱电桥架 42-道闸杆 43-分区 44-楼梯踏步 45-车块 46-车流方向 47-填充图案',
  // The second half. The place before the word.
  '地库_外围墙 地库_钢砼墙 地库_人防隔断墙 地库_耐火墙 地库_轻质隔断 地库_坡道挡板 地库_承重柱 地库_门 地库_甲级防火门 地库_电梯厅门 地库_特级卷帘 地库_人防密闭门 地库_泊位 地库_充电设施 地库_定位轴线 地库_尺寸线 地库_文本 地库_功能名称 地库_图幅 地库_汽车坡道 地库_强弱电桥架 地库_停车杆 地库_分区线 地库_楼梯间 地库_车辆 地库_行车方向 地库_剖面填充',
  // Pinyin behind the letter of the trade.
  'A-QIANG-WAI S-QIANG A-QIANG-RF A-QIANG-FH A-QIANG-NEI A-QIANG-PD S-ZHU A-MEN A-MEN-FH A-MEN-DT A-JUANLIAN A-MEN-RF A-CHEWEI E-CDZ A-ZHOU A-CHICUN A-WENZI A-FANGJIAN A-TUK A-PODAO E-QIAOJIA A-ZHA A-FQ A-LT A-CHE A-CHEDAO A-TC',
  // The project's code grown together with the word.
  'DK1外墙线 DK1剪力墙线 DK1人防墙线 DK1防火墙线 DK1内隔墙线 DK1坡道墙线 DK1柱 DK1门窗 DK1FM DK1电梯门 DK1FJ DK1活门 DK1车位 DK1充电 DK1轴号轴线 DK1第三道尺寸 DK1文字 DK1房间号 DK1A0图框 DK1坡 DK1弱电线槽 DK1挡车杆 DK1防火分区 DK1踏步 DK1车 DK1箭头 DK1阴影',
  // Other initials.
  'WQ JLQ RF-Q FHQ GQ PD-Q KZ MC FM DTM FJ RFM TCW CDZ ZX BZ WZ FJ-MC TQ PD RDQJ DG FHFQ LT XQC XCX TC',
];

const officeThings = [
  ...['retaining_wall', 'shear_wall', 'civil_wall', 'fire_wall', 'room_wall', 'ramp_wall', 'column'],
  ...['steel_door', 'fire_door', 'lift_door', 'fire_shutter', 'blast_door', 'bay', 'charger', 'axis', 'dim'],
  ...['text', 'room', 'frame', 'ramp', 'tray', 'gate', 'zone', 'stair', 'car', 'lane', 'hatch'],
];

/** Names of each office by the thing. */
export const officeLayers: readonly Readonly<Record<string, string>>[] = offices.map((words) =>
  Object.fromEntries(words.split(' ').map((name, i) => [officeThings[i], name])),
);

/** Offices by the half that they are of. */
export const officeHalves = { known: officeLayers.slice(0, 4), held: officeLayers.slice(4) };

/** The name of a layer on which some things are drawn; undefined where the office has none of them. */
export function officeLayerOf(
  office: Readonly<Record<string, string>>,
  things: readonly string[],
): string | undefined {
  // Where all walls share a layer, it is called as the common one.
  const [thing] = things.includes('room_wall') ? ['room_wall'] : things.filter((each) => office[each]);
  const alias: Record<string, string> = { corridor_wall: 'retaining_wall', fc: 'zone' };
  return office[thing] ?? office[alias[things[0]] ?? ''];
}

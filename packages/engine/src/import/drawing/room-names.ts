import { foldTraditional } from '../../core/index.ts';
import { type Facility, stairNames, type Zone } from '../../plan/index.ts';

/** Describes what the name of a room says about it. */
export interface RoomMeaning {
  zone: Zone['kind'];
  facility?: Facility['kind'];
  liftLobby?: boolean;
}

/** Room names, tried in order: special before general. */
const patterns: readonly [RegExp, RoomMeaning][] = [
  [
    /电梯厅|候梯厅|梯厅|升降机大堂|合用前室|电梯前室|LIFT LOBBY|ELEVATOR LOBBY|ELEV\.? LOBBY/,
    { zone: 'lobby', liftLobby: true },
  ],
  [/前室|门厅|大堂|入口厅|LOBBY|VESTIBULE/, { zone: 'lobby' }],
  [/弱电井|弱电间|通信间|电信间|RISER|TELECOM CLOSET|IDF/, { zone: 'plant', facility: 'shaft' }],
  [
    /弱电机房|通信机房|电信机房|电信室|移动机房|运营商机房|网络机房|电话机房|消防控制|安防|MDF|TELECOM|COMMS? ROOM|SERVER/,
    { zone: 'plant', facility: 'equipment-room' },
  ],
  [
    /变配电|变电|配电|开闭所|电表间|强电间|高压|低压|发电|POWER|SUBSTATION|SWITCH|TRANSFORMER|ELECTRICAL|GENERATOR/,
    { zone: 'plant', facility: 'power' },
  ],
  [/强电井|电井|管井|水井|风井|SHAFT|DUCT/, { zone: 'core' }],
  [stairNames, { zone: 'core' }],
  [/电梯|升降机|LIFT|ELEVATOR/, { zone: 'core' }],
  [/坡道|RAMP/, { zone: 'ramp' }],
  [
    /机房|风机|泵房|水池|水箱|集水坑|设备|锅炉|储油|报警阀|隔油|换热|PUMP|FAN|PLANT|TANK|MECH|BOILER|SUMP/,
    { zone: 'plant' },
  ],
  [
    /储藏|储物|库房|仓库|非机动车|自行车|物管|物业|值班|办公|卫生间|垃圾|工具|STORAGE|STORE|BICYCLE|BIKE|OFFICE|TOILET|REFUSE/,
    { zone: 'plant' },
  ],
];

/** Meaning of a text as a room name, or undefined when it is none. */
export function meaningOfRoom(text: string): RoomMeaning | undefined {
  const name = foldTraditional(text).trim().toUpperCase();
  if (name.length > 40 || name.includes('\n')) return undefined;
  if (/桥架|标高|防火分区|TRAY|LEVEL|平面|详图|大样|剖面|说明/.test(name)) return undefined;
  return patterns.find(([pattern]) => pattern.test(name))?.[1];
}

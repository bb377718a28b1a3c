/** Warnings on GeoJSON and OSM maps, and on where a model stands, in Chinese. */
export const mapWarningTemplates: Readonly<Record<string, string>> = {
  'coordinates-geographic':
    '坐标为经纬度，按 WGS 84 处理并投影到当地切平面；若实为 GCJ-02 或 BD-09，形状不变，位置偏移数百米',
  'coordinates-plane': '坐标按平面坐标处理，方案不含地理位置',
  'georeference-site': '位置取自 IfcSite（{0}, {1}），软件常在此填写默认城市，请核对',
  'georeference-unread': '模型所用的坐标系不能读取，方案不含地理位置',
  'features-dropped': '{0} 个要素的坐标或引用有误，或远离其他要素，未采用',
  'features-ignored': '{0} 个要素的类别不读取',
  'levels-left-out': '地上楼层未采用',
  'level-missing': '{0} 个墙、柱、车位未注明楼层，未采用',
  'stands-apart': '{0} 个墙、柱、车位与车库相距较远，未采用',
  'walls-from-rooms': '图中没有墙，取 {0} 个房间及外轮廓的边线为墙',
  'walls-around-bays': '{0} 道闭合的墙围住车位而没有门，车辆无法驶入，请核对',
  'door-width-assumed': '{0} 个门为点且无宽度，取 {1} m',
  'door-without-wall': '{0} 个门为点，{1} m 内没有墙，未采用',
  'column-size-assumed': '{0} 根柱为点且无尺寸，取边长 {1} m 的方柱',
  'charger-place-assumed': '{0} 个车位为充电车位，充电桩取在车位中心',
  'outline-assumed': '外墙不闭合，楼面边界按墙、柱、车位围出，请核对',
  'image-occupancy': '机器人地图只画出墙面：{0} 段墙的厚度取 {1} m',
};

export const editKinds = [
  'move',
  'nudge',
  'add',
  'delete',
  'copy',
  'level',
  'type',
  'raise',
  'wall',
  'carrier',
  'rename',
  'undo',
];

/**
 * One edit of a plan document, as people make them in the planner and in files; `undo` is for the caller to do.
 * @param plan is changed in place
 */
export function editPlan(plan, kind, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const somewhere = (level) => {
    const xs = level.outline.map(([x]) => x);
    const ys = level.outline.map(([, y]) => y);
    const between = (values) => Math.min(...values) + random() * (Math.max(...values) - Math.min(...values));
    return [xs, ys].map((values) => Math.round(1000 * between(values)) / 1000);
  };
  const { antennas, levels } = plan;
  const antenna = antennas.length > 0 ? pick(antennas) : undefined;
  const level = levels.find(({ id }) => id === antenna?.level) ?? levels[0];
  const free = (stem) => {
    const taken = new Set(
      [...antennas, ...(plan.network?.devices ?? []), ...(plan.network?.sources ?? [])].map(({ id }) => id),
    );
    let number = 1;
    while (taken.has(`${stem}-${number}`)) number += 1;
    return `${stem}-${number}`;
  };
  const edits = {
    move: () => antenna && Object.assign(antenna, { position: somewhere(level) }),
    nudge: () => {
      const position = antenna?.position.map((each) => each + 0.12 * (random() - 0.5));
      if (antenna) Object.assign(antenna, { position });
    },
    add: () =>
      antennas.push({
        ...model(antennas, levels),
        id: free('NEW'),
        level: level.id,
        position: somewhere(level),
      }),
    delete: () => antenna && antennas.length > 2 && remove(plan, antenna.id),
    copy: () =>
      antenna &&
      antennas.length < 60 &&
      antennas.push({ ...antenna, id: free(antenna.id), position: somewhere(level) }),
    level: () => {
      const other = pick(levels);
      if (antenna)
        Object.assign(antenna, { level: other.id, heightM: Math.min(antenna.heightM, other.clearHeightM) });
    },
    type: () =>
      antenna &&
      Object.assign(antenna, { type: pick(['directional', 'isotropic', 'ceiling-omni']), azimuthDeg: 30 }),
    raise: () => {
      const heightM = Math.round(100 * (1.8 + random() * (level.clearHeightM - 1.8))) / 100;
      if (antenna) Object.assign(antenna, { heightM });
    },
    wall: () => {
      const wall = pick(level.walls ?? []);
      if (wall) wall.end = [wall.end[0] + random() - 0.5, wall.end[1] + random() - 0.5];
    },
    carrier: () => (pick(plan.carriers).portPowerDbm += Math.round(10 * (random() - 0.5)) / 10),
    rename: () => {
      plan.community.name = `garage ${Math.floor(1000 * random())}`;
      if (antenna) Object.assign(antenna, { name: 'by the lift', fixed: random() < 0.5 });
    },
  };
  edits[kind]();
  return plan;
}

function model(antennas, [level]) {
  const { portPowerDbm: _, ...rest } = antennas[0] ?? {
    ...{ type: 'ceiling-omni', heightM: level.clearHeightM - 0.1, cell: 'S1', carriers: ['*'] },
  };
  return rest;
}

/** Removes a record with the cables that end there, as the planner does. */
function remove(plan, id) {
  plan.antennas = plan.antennas.filter((antenna) => antenna.id !== id);
  plan.network.cables = plan.network.cables.filter(({ from, to }) => from.node !== id && to.node !== id);
}

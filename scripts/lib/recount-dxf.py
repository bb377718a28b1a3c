"""Recounts floor plans that `diku report -o FILE.dxf` wrote, from the files alone and with nothing but Python's library:
pieces and metres by catalogue id from the attributes of block references, ways through walls and over doors from the courses
and walls as they are drawn, and courses in stairs. Prints one JSON object: file -> what was counted."""
import json
import math
import re
import sys

METRES = {1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1.0}
SLAB = {"穿楼板", "slab", "Slab", "through a slab"}
# Bodies no farther apart are one way; a door's line takes so much of a course on either side, metres.
JOINT_M = 0.02
DOOR_HALF_M = 0.05
# Coordinates are rounded to a millionth of a unit.
ROUNDED_M = 1e-5
# A block stands no farther from the middle of its way, metres; sleeves of civil defence, one for each cable, stand beside each other.
NEAR_M = 0.03
SLEEVES_M = 0.65
CIVIL = re.compile("人防|civil defence")


def groups_of(name):
    with open(name, "rb") as file:
        content = file.read()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    lines = [line.rstrip("\r") for line in text.split("\n")]
    escaped = re.compile(r"\\U\+([0-9A-F]{4})")
    for code, value in zip(lines[0::2], lines[1::2]):
        yield int(code), escaped.sub(lambda found: chr(int(found[1], 16)), value)


def entities_of(name):
    """Variables of the header, entities as lists of their groups, and how many layouts there are."""
    header, entities, layouts = {}, [], 0
    section = variable = kind = ""
    for code, value in groups_of(name):
        if code == 0:
            kind = value
            layouts += kind == "LAYOUT"
            if kind == "ENDSEC":
                section = ""
            elif section == "ENTITIES":
                entities.append([(0, value)])
        elif kind == "SECTION" and code == 2 and not section:
            section = value
        elif section == "HEADER" and code == 9:
            variable = value
        elif section == "HEADER":
            header.setdefault(variable, value)
        elif section == "ENTITIES":
            entities[-1].append((code, value))
    return header, entities, layouts


def value_of(entity, code, default=None):
    return next((value for each, value in entity if each == code), default)


def points_of(entity, unit):
    xs = [float(value) * unit for code, value in entity if code == 10]
    ys = [float(value) * unit for code, value in entity if code == 20]
    points = list(zip(xs, ys))
    return points + points[:1] if int(value_of(entity, 70, 0)) & 1 else points


def read(name):
    header, entities, layouts = entities_of(name)
    unit = METRES.get(int(header.get("$INSUNITS", 0)), 1.0)
    inserts, lines = [], []
    for entity in entities:
        kind = entity[0][1]
        if value_of(entity, 67) == "1" and kind not in ("ATTRIB", "SEQEND"):
            current = None
            continue
        if kind == "INSERT":
            current = {"name": value_of(entity, 2), "layer": value_of(entity, 8), "attributes": {}}
            current["at"] = tuple(float(value_of(entity, code)) * unit for code in (10, 20))
            inserts.append(current)
        elif kind == "ATTRIB" and current is not None:
            current["attributes"][value_of(entity, 2)] = value_of(entity, 1)
        elif kind == "LWPOLYLINE":
            width = float(value_of(entity, 43, 0)) * unit
            lines.append((value_of(entity, 8), points_of(entity, unit), width))
    return inserts, lines, layouts


def bill_of(inserts):
    bill = {}
    for each in inserts:
        attributes = each["attributes"]
        part = attributes.get("PART")
        if part:
            amount = attributes.get("LENGTH_M", attributes.get("QUANTITY", "1"))
            bill[part] = bill.get(part, 0) + float(amount)
    return {part: round(count, 3) for part, count in bill.items()}


def inside_body(a, b, wall):
    """The part of a straight line in a wall's rectangle, by clipping against its four sides."""
    (p, q), width = wall
    length = math.dist(p, q)
    along = ((q[0] - p[0]) / length, (q[1] - p[1]) / length)
    across = (-along[1], along[0])
    low, high = 0.0, 1.0
    for axis, least, most in ((along, 0, length), (across, -width / 2, width / 2)):
        start = (a[0] - p[0]) * axis[0] + (a[1] - p[1]) * axis[1]
        step = (b[0] - a[0]) * axis[0] + (b[1] - a[1]) * axis[1]
        if abs(step) < 1e-12:
            if not least <= start <= most:
                return None
            continue
        ends = sorted(((least - start) / step, (most - start) / step))
        low, high = max(low, ends[0]), min(high, ends[1])
    return (low, high) if high > low else None


def crossing(a, b, p, q):
    """The fraction of a–b at which it meets p–q."""
    r, s = (b[0] - a[0], b[1] - a[1]), (q[0] - p[0], q[1] - p[1])
    cross = r[0] * s[1] - r[1] * s[0]
    if abs(cross) < 1e-12:
        return None
    w = (p[0] - a[0], p[1] - a[1])
    t = (w[0] * s[1] - w[1] * s[0]) / cross
    u = (w[0] * r[1] - w[1] * r[0]) / cross
    # A corner of a course may lie on the line of a door, as exactly as the file states both.
    near = ROUNDED_M / max(math.hypot(*r), ROUNDED_M)
    return t if -near <= t <= 1 + near and 0 <= u <= 1 else None


def ways_of(course, walls, doors):
    """Middles of the ways of one course through walls and over doors."""
    done, stretches = 0.0, []
    for a, b in zip(course, course[1:]):
        length = math.dist(a, b)
        if length < 1e-6:
            continue
        for wall in walls:
            met = inside_body(a, b, wall)
            if met:
                stretches.append((done + met[0] * length, done + met[1] * length))
        for (p, q), _ in doors:
            met = crossing(a, b, p, q)
            if met is not None:
                at = done + met * length
                stretches.append((at - DOOR_HALF_M, at + DOOR_HALF_M))
        done += length
    merged = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1] + JOINT_M:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [(start, end) for start, end in merged]


def point_at(course, distance):
    for a, b in zip(course, course[1:]):
        length = math.dist(a, b)
        if distance <= length and length > 0:
            return (a[0] + (b[0] - a[0]) * distance / length, a[1] + (b[1] - a[1]) * distance / length)
        distance -= length
    return course[-1]


def contains(ring, point):
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        if (y1 > point[1]) != (y2 > point[1]) and point[0] < (x2 - x1) * (point[1] - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def metres_in(course, rings):
    """Length of a course inside rings, by a sample every two centimetres."""
    step, found = 0.02, 0.0
    for a, b in zip(course, course[1:]):
        count = max(1, round(math.dist(a, b) / step))
        for index in range(count):
            t = (index + 0.5) / count
            point = (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)
            found += math.dist(a, b) / count if any(contains(ring, point) for ring in rings) else 0
    return found


def segments(lines):
    return [((a, b), width) for points, width in lines for a, b in zip(points, points[1:]) if a != b]


def reach_of(block):
    return SLEEVES_M if CIVIL.search(block["attributes"].get("SEAL", "")) else NEAR_M


def recount(name):
    inserts, lines, layouts = read(name)
    cables = [each for each in inserts if each["name"] == "DIKU-CABLE"]
    kinds = {each["layer"] for each in cables}
    blocks = [each for each in inserts if each["name"] == "DIKU-PENETRATION"]
    through = [each for each in blocks if each["attributes"]["KIND"] not in SLAB]
    # Cables at one location share a hole: its block stands once for each of them.
    free = [each for each in through for _ in each["attributes"]["CABLE"].split()]
    ways, missing, stairs = 0, [], 0.0
    for layer, course, _ in lines:
        if layer not in kinds:
            continue
        level = layer.split("-CABLE-")[0]
        of = lambda name: [(points, width) for each, points, width in lines if each == f"{level}-{name}"]
        for start, end in ways_of(course, segments(of("WALL")), segments(of("DOOR"))):
            ways += 1
            # A block stands in the strictest of bodies that touch: somewhere on the way.
            count = math.ceil((end - start) / NEAR_M)
            on_way = [point_at(course, start + (end - start) * part / count) for part in range(count + 1)]
            near = [
                block
                for block in free
                if block["layer"] == f"{level}-PENETRATION"
                and any(math.dist(point, block["at"]) <= reach_of(block) for point in on_way)
            ]
            near.sort(key=lambda block: min(math.dist(point, block["at"]) for point in on_way))
            if near:
                free.remove(near[0])
            else:
                missing.append([round(v, 2) for v in point_at(course, (start + end) / 2)])
        stairs += metres_in(course, [points for points, _ in of("STAIR")])
    slabs = sum(len(each["attributes"]["LEVELS"].split(" - ")) - 1 for each in cables)
    return {
        "bill": bill_of(inserts),
        "cables": len(cables),
        "ways": ways,
        "missing": missing,
        "surplus": [each["attributes"]["NUMBER"] for each in free],
        "slabs": [slabs, sum(len(each["attributes"]["CABLE"].split()) for each in blocks if each not in through)],
        "stairsM": round(stairs, 2),
        # Besides that of model space.
        "layouts": layouts - 1,
    }


if __name__ == "__main__":
    print(json.dumps({name: recount(name) for name in sys.argv[1:]}, ensure_ascii=False))
